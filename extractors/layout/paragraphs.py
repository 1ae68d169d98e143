"""Paragraphs from printed lines: what the author wrote in one go.

A line goes on with the one above unless something says that the author ended it: the next
word would have fitted, the next line is indented, labelled, set apart or set differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
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
_INDENT = 8.0
"""Points from the margin that make a line indented; offices use 28 to 36."""
_EVEN = 3.0
"""Points: edges closer than this are the same edge."""
_FLUSH = 6.0
"""Points a line of justified text may fall short of the margin."""
_FLUSH_LINES = 3
"""Lines that end together show where the margin is."""
_WIDEST_MARGIN = 0.87
"""Of the page's width: where the right margin is at the latest, if no lines show it."""
_CENTRE = 7.0
_APART = 1.3
"""Of the usual pitch: a distance above which lines are set apart (6 pt on 17 pt is 1.35)."""
_FAR = 1.75
"""Of the usual pitch: lines this far apart never belong together."""
_PITCH = 1.22
"""Of the font size: the usual pitch where a page has too few lines to tell."""


class Measure(NamedTuple):
    """The text column of a page: its edges and how lines are set in it."""

    left: float
    right: float
    pitch: float
    """Distance of lines inside a paragraph; 0 where unknown."""
    indent: float
    """Of first lines; 0 where paragraphs are not indented."""
    justified: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def measure(rows: Sequence[Row], width: float, tables: Iterable[Box] = ()) -> Measure:
    """The text column of one page: from its wide rows, its tables, or the usual margins."""
    wide = [r for r in rows if r.box.width > 0.45 * width]
    if not wide:
        edges = [(b.x0, b.x1) for b in tables] or [(0.12 * width, 0.88 * width)]
        edges += [(r.box.x0, r.box.x1) for r in rows]
        left, right = min(e[0] for e in edges), max(e[1] for e in edges)
        return Measure(left, right, 0.0, 0.0, False)
    left = _edge([r.box.x0 for r in wide])
    right = -_edge([-r.box.x1 for r in wide])
    flush = sum(abs(r.box.x1 - right) < _EVEN for r in wide)
    if flush < _FLUSH_LINES:
        right = max(right, _WIDEST_MARGIN * width)
    starts = [r.box.x0 - left for r in wide if r.box.x0 - left > _INDENT]
    indent = median(starts) if len(starts) >= 2 else (starts[0] if starts else 0.0)
    return Measure(left, right, _pitch(rows, left), indent, 2 * flush >= len(wide) > 2)


def _edge(values: list[float]) -> float:
    """The lowest value that another one confirms; the lowest where none does."""
    ordered = sorted(values)
    for low, after in pairwise(ordered):
        if after - low < _EVEN:
            return low
    return ordered[0]


def _pitch(rows: Sequence[Row], left: float) -> float:
    """Distance from line to line inside paragraphs: of lines that start at the margin."""
    steps = [
        (b.box.bottom - a.box.bottom) / max(b.size, 1.0)
        for a, b in pairwise(rows)
        if a.page == b.page and abs(b.box.x0 - left) < _EVEN and abs(a.size - b.size) < 1
    ]
    steps = [s for s in steps if 0.7 < s < 2.6]
    return median(steps) if len(steps) >= 3 else 0.0


class Placed(NamedTuple):
    """A row, its line, and the column it stands in."""

    row: Row
    line: Line
    column: Measure


def place(rows: Iterable[Row], column: Measure) -> list[Placed]:
    """Rows as lines of the layout, with gaps and indents."""
    out: list[Placed] = []
    above: Row | None = None
    for row in rows:
        gap = above is not None and _distance(above, row, column) > _APART
        line = Line(
            join_lines([row.words]), row.page, row.box, gap, round(row.box.x0 - column.left, 2)
        )
        out.append(Placed(row, line, column))
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
    return Paragraph(tuple(p.line for p in group), passage, "full", is_centred(group[-1]))


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
    first, last = label_of(item[0].text), item[-1].text
    if first is None or label_of(row.text) is not None or abs(item[0].size - row.size) > 0.6:
        return False
    return not last.endswith((".", ";")) or "lưu" in item[0].text.casefold()[:12]


def continues(before: Sequence[Placed], line: Placed) -> bool:
    """Whether ``line`` goes on with the paragraph ``before``."""
    last = before[-1]
    distance = _distance(last.row, line.row, line.column)
    if distance > _FAR or _resized(last.row, line.row):
        return False
    if is_centred(last) or is_centred(line):
        return _same_title(last, line, distance)
    if not _is_full(last, line):
        return False
    is_open = not _ENDS.search(last.row.text)
    at_margin = line.line.indent < _INDENT
    goes_on = is_open and not starts_upper(line.row.text)
    if label_of(line.row.text) is not None:
        return at_margin and is_open
    if distance > _APART:
        return at_margin and goes_on
    return at_margin or goes_on or _hangs(before, line)


def _resized(above: Row, row: Row) -> bool:
    """Whether a row is set in another size; sizes measured in a picture vary by a fifth."""
    measured = row.words[0].confidence is not None
    return abs(above.size - row.size) > (0.25 * row.size if measured else 1.0)


def _distance(above: Row, row: Row, column: Measure) -> float:
    """Distance of two rows in usual pitches; 1 over a page break."""
    if above.page != row.page:
        return 1.0
    usual = (column.pitch or _PITCH) * max(row.size, 1.0)
    return (row.box.bottom - above.box.bottom) / usual


def is_centred(line: Placed) -> bool:
    """Whether a line stands in the middle of its column, clear of both edges."""
    box, column = line.row.box, line.column
    if abs(box.x_mid - column.middle) > _CENTRE:
        return False
    margin = min(box.x0 - column.left, column.right - box.x1)
    if column.indent and abs(line.line.indent - column.indent) < _EVEN:
        # The first line of a paragraph may end as far from the margin as it begins.
        exact = abs(box.x_mid - column.middle) < _EVEN
        return exact and line.row.bold and label_of(line.row.text) is None
    return margin > 2 * _INDENT


def _same_title(one: Placed, two: Placed, distance: float) -> bool:
    """Whether two lines are one centred title: the kind line and an annex's number are not."""
    above, below = one.row, two.row
    if distance > 1.5 or kind_of_line(above.text) or begins(above.text, "annex"):
        return False
    if not (is_centred(one) and is_centred(two)):
        # A title's longest line may fill the column; in bold type it is still the title's.
        middles = [abs(p.row.box.x_mid - p.column.middle) for p in (one, two)]
        if max(middles) > _CENTRE or not (above.bold and below.bold) or label_of(above.text):
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
    label = label_of(before[0].row.text)
    words = before[0].row.words
    after_label = words[1].box if label is not None and len(words) > 1 else None
    starts = [before[0].row.box.x0, *([after_label.x0] if after_label else [])]
    if any(abs(x - line.row.box.x0) < _EVEN for x in starts):
        return label is not None or not _ENDS.search(before[0].row.text)
    return False
