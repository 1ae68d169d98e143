"""Paragraphs from printed lines: what the author wrote in one go.

A line goes on with the one above unless something says that the author ended it: the next
word would have fitted, the next line is indented, labelled, set apart or set differently.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.layout.glue import join_lines
from extractors.layout.landmarks import begins
from extractors.layout.lines import Row
from extractors.text.fold import is_upper, starts_upper
from extractors.text.labels import label_of
from extractors.zones import kind_of_line
from schemas.geometry import Box
from schemas.layout import Line, Paragraph, Passage, Side

_ENDS = re.compile(r"(?:[.;:!?…]|/\.)[”\"’)\]]*\d{0,2}$")
_ITEMS = frozenset(["dash", "plus", "letter", "decimal", "number", "paren"])
"""Labels of items, which are never centred; ``Chương I`` and ``I.`` may be."""
_INDENT = 8.0
"""Points from the margin that make a line indented; offices use 28 to 36."""
_EVEN = 3.0
"""Points: edges closer than this are the same edge."""
_FLUSH = 6.0
"""Points a line of justified text may fall short of the margin."""
_MOVED = 20.0
"""Points a sheet lay aside on a scanner; first lines are set in by more."""
_SHOWN = 3
"""Lines that begin or end together show where the margin is."""
_TELLING = 8
"""Wide lines enough to tell justified text from ragged."""
_TITLE_MARGIN = 60.0
"""Points: plain text this clear of both edges is centred; nearer, only what is set as a title."""
_WIDEST_MARGIN = 0.87
"""Of the page's width: where the right margin is at the latest, if no lines show it."""
_CENTRE = 7.0
_APART = 1.15
"""Of the usual pitch: a distance above which lines are set apart (3 pt on 17 pt is 1.18)."""
_HANG = 6.0
"""Points the lines of an item may stand off the text after its label."""
_FAR = 1.75
"""Of the usual pitch: lines this far apart never belong together."""
_PITCH = 1.35
"""Of the font size: the usual pitch where the document has too few lines to tell."""


_label_of = lru_cache(maxsize=2048)(label_of)
"""Asked several times for each line of a page."""


class Measure(NamedTuple):
    """The text column of a page: its edges and how lines are set in it."""

    left: float
    right: float
    pitch: float
    """Distance of lines inside a paragraph in font sizes; 0 where unknown."""
    indent: float
    """Of first lines; 0 where paragraphs are not indented."""
    justified: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def measure(
    rows: Sequence[Row], width: float, *, tables: Iterable[Box] = (), usual: Measure | None = None
) -> Measure:
    """The text column of a page: from its wide rows, its tables, or the usual margins.

    ``usual`` is the document's column, for pages with too few lines to show theirs.
    """
    wide = [r for r in rows if r.box.width > 0.45 * width]
    if not wide:
        edges = [(b.x0, b.x1) for b in tables] or [(0.12 * width, _WIDEST_MARGIN * width)]
        edges += [(r.box.x0, r.box.x1) for r in rows]
        left, right = min(e[0] for e in edges), max(e[1] for e in edges)
        pitch = usual.pitch if usual is not None else 0.0
        return Measure(left, right, pitch, 0.0, False)
    left = _edge([r.box.x0 for r in wide])
    right = -_edge([-r.box.x1 for r in wide])
    even = sum(abs(r.box.x0 - left) < _EVEN for r in wide)
    flush = sum(abs(r.box.x1 - right) < _EVEN for r in wide)
    if flush < _SHOWN:
        right = max(right, usual.right if usual is not None else _WIDEST_MARGIN * width)
    # A page of first lines only begins at their indent; one with mirrored margins ends elsewhere.
    if usual is not None and (even < _SHOWN or abs(right - usual.right) < _EVEN):
        moved = even >= _SHOWN and left - usual.left < _MOVED and rows[0].is_recognised
        left = left if moved else min(left, usual.left)
    starts = [r.box.x0 - left for r in wide if r.box.x0 - left > _INDENT]
    indent = median(starts) if len(starts) >= 2 else (starts[0] if starts else 0.0)
    pitch = _pitch(rows) or (usual.pitch if usual is not None else 0.0)
    justified = 2 * flush >= len(wide) > 2
    if usual is not None and len(wide) < _TELLING:
        justified = usual.justified
    return Measure(left, right, pitch, indent, justified)


def _edge(values: list[float]) -> float:
    """The lowest value that another one confirms; the lowest where none does."""
    ordered = sorted(values)
    for low, after in pairwise(ordered):
        if after - low < _EVEN:
            return low
    return ordered[0]


def _pitch(rows: Sequence[Row]) -> float:
    """Distance from line to line inside paragraphs, in font sizes: the least usual one.

    Lines with a label begin paragraphs, and so tell nothing.
    """
    steps = sorted(
        (b.box.bottom - a.box.bottom) / max(b.size, 1.0)
        for a, b in pairwise(rows)
        if a.page == b.page and abs(a.size - b.size) < 1 and _label_of(b.text) is None
    )
    steps = [s for s in steps if 0.7 < s < 2.6]
    enough = max(_SHOWN, len(steps) / 5)
    for i, step in enumerate(steps):
        alike = bisect_right(steps, 1.04 * step) - i
        if alike >= enough:
            return step * 1.02
    return 0.0


class Placed(NamedTuple):
    """A row, its line, and the column it stands in."""

    row: Row
    line: Line
    column: Measure
    centred: bool


def place(rows: Iterable[Row], column: Measure) -> list[Placed]:
    """Rows as lines of the layout, with gaps and indents."""
    out: list[Placed] = []
    above: Row | None = None
    for row in rows:
        gap = above is not None and _distance(above, row, column) > _APART
        indent = round(row.box.x0 - column.left, 2)
        line = Line(join_lines([row.words]), row.page, row.box, gap, indent)
        out.append(Placed(row, line, column, _is_centred(row, column)))
        above = row
    return out


def paragraphs(lines: Sequence[Placed]) -> list[Paragraph]:
    """Paragraphs of running text over the page's width, over page breaks too."""
    groups: list[list[Placed]] = []
    for line in lines:
        if groups and continues(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(group: Sequence[Placed]) -> Paragraph:
    passage = _passage([p.row for p in group])
    return Paragraph(tuple(p.line for p in group), passage, "full", group[-1].centred)


def _passage(rows: Sequence[Row]) -> Passage:
    return join_lines([row.words for row in rows])


def one_paragraph(rows: Sequence[Row]) -> Paragraph:
    """A footnote or a banner: rows that are known to belong together."""
    lines = tuple(Line(join_lines([row.words]), row.page, row.box) for row in rows)
    return Paragraph(lines, _passage(rows))


def separate(rows: Iterable[Row], side: Side) -> list[Paragraph]:
    """A paragraph for each row of a letterhead's or a foot's column."""
    lines = [Line(join_lines([row.words]), row.page, row.box) for row in rows]
    return [Paragraph((line,), line.passage, side) for line in lines]


def items(rows: Sequence[Row], side: Side) -> list[Paragraph]:
    """Recipients: a row that begins with no dash goes on with the item above it.

    Only after a dashed item that is not closed by a full stop, set in the same size; all
    other rows (``Nơi nhận:``, a list without dashes) stay paragraphs of their own.
    """
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _same_item(groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [
        replace(separate(group[:1], side)[0], passage=_passage(group),
                lines=tuple(p.lines[0] for p in separate(group, side)))
        for group in groups
    ]  # fmt: skip


def _same_item(item: Sequence[Row], row: Row) -> bool:
    first, last = _label_of(item[0].text), item[-1].text
    if first is None or _label_of(row.text) is not None or abs(item[0].size - row.size) > 0.6:
        return False
    return not last.endswith((".", ";")) or "lưu" in item[0].text.casefold()[:12]


def continues(before: Sequence[Placed], line: Placed) -> bool:
    """Whether ``line`` goes on with the paragraph ``before``."""
    last = before[-1]
    distance = _distance(last.row, line.row, line.column)
    if distance > _FAR or _resized(last.row, line.row):
        return False
    at_margin = line.line.indent < _INDENT
    if last.centred or line.centred or _share_axis(last.row, line.row):
        if _same_title(last, line, distance):
            return True
        # A long heading that is set in may stand in the middle by chance.
        if not (at_margin and last.row.bold and line.row.bold):
            return False
    if not _is_full(last, line):
        return False
    is_open = not _ENDS.search(last.row.text)
    goes_on = is_open and not starts_upper(line.row.text)
    if _label_of(line.row.text) is not None:
        return at_margin and is_open
    if distance > _APART:
        return at_margin and goes_on
    if last.row.page != line.row.page and _may_begin(last, line):
        return False
    return at_margin or goes_on or _hangs(before, line)


def _may_begin(last: Placed, line: Placed) -> bool:
    """Whether a full stop and a capital over a page break are a paragraph's end and beginning.

    Where first lines are set in, a line at the margin goes on whatever it begins with.
    """
    set_in = line.column.indent > 0 and line.line.indent < _INDENT
    return bool(_ENDS.search(last.row.text)) and starts_upper(line.row.text) and not set_in


def _resized(above: Row, row: Row) -> bool:
    """Whether a row is set in another size; sizes measured in a picture vary by a fifth."""
    return abs(above.size - row.size) > (0.25 * row.size if row.is_recognised else 1.0)


def _distance(above: Row, row: Row, column: Measure) -> float:
    """Distance of two rows in usual pitches; 1 over a page break."""
    if above.page != row.page:
        return 1.0
    size = (above.size + row.size) / 2 if row.is_recognised else row.size  # measured: it varies
    usual = (column.pitch or _PITCH) * max(size, 1.0)
    return (row.box.bottom - above.box.bottom) / usual


def _is_centred(row: Row, column: Measure) -> bool:
    """Whether a row stands in the middle of its column, clear of both edges."""
    if abs(row.box.x_mid - column.middle) > _CENTRE:
        return False
    label = _label_of(row.text)
    if label is not None and label.kind in _ITEMS:
        return False
    margin = min(row.box.x0 - column.left, column.right - row.box.x1)
    # The first line of a paragraph may by chance end as far from the margin as it begins.
    as_title = row.bold or row.italic or is_upper(row.text)
    return margin > (2 * _INDENT if as_title else _TITLE_MARGIN)


def _share_axis(above: Row, row: Row) -> bool:
    """Whether two lines of a title have one middle and different edges."""
    return (
        above.page == row.page
        and above.bold
        and row.bold
        and abs(above.box.x_mid - row.box.x_mid) < _EVEN
        and abs(above.box.x0 - row.box.x0) > 2 * _EVEN
    )


def _same_title(one: Placed, two: Placed, distance: float) -> bool:
    """Whether two lines are one centred title: the kind line and an annex's number are not."""
    above, below = one.row, two.row
    if distance > 1.5 or kind_of_line(above.text) or begins(above.text, "annex"):
        return False
    if not (one.centred and two.centred):
        # A title's longest line may fill the column; in bold type it is still the title's.
        middles = [abs(p.row.box.x_mid - p.column.middle) for p in (one, two)]
        apart = max(middles) > _CENTRE and not _share_axis(above, below)
        if apart or not (above.bold and below.bold) or _label_of(above.text):
            return False
    looks = [(r.bold, r.italic, is_upper(r.text)) for r in (above, below)]
    return looks[0] == looks[1]


def _is_full(last: Placed, line: Placed) -> bool:
    """Whether the line above had no room for this line's first word."""
    first = line.row.words[0]
    slack = last.column.right - last.row.box.x1
    width = first.box.width if first.box else 0.0
    if slack > width + 0.25 * first.size + _EVEN:
        return False
    if not last.column.justified or slack < _FLUSH:
        return True
    return line.line.indent < _INDENT and not _ENDS.search(last.row.text)


def _hangs(before: Sequence[Placed], line: Placed) -> bool:
    """Whether an indented line stands under the text of its paragraph, not under a margin."""
    if len(before) > 1:
        return abs(before[-1].row.box.x0 - line.row.box.x0) < _EVEN
    first = before[0].row
    if _label_of(first.text) is not None and len(first.words) > 1:
        text = first.words[1].box
        start = line.row.box.x0
        if text is not None and first.box.x0 + _EVEN < start < text.x0 + _HANG:
            return True
    # A block set in as a whole; its next paragraph begins there too.
    is_new = _ENDS.search(first.text) is not None and starts_upper(line.row.text)
    return abs(first.box.x0 - line.row.box.x0) < _EVEN and not is_new
