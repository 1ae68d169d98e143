"""Plain text with tables in it: paragraphs, and tables whose columns have run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.layout.dump.decode import Cells, Part, decode
from extractors.layout.dump.heads import Head, head_at
from extractors.layout.plain import glue, paragraphs_of
from extractors.text.fold import fold, is_upper
from extractors.text.labels import label_of
from extractors.text.width import width
from schemas.layout import Block, Cell, Line, Passage, Table

_FOOT = re.compile(r"(?:n[ơo]i nh[ậâa]n\b|phụ lục\b|\(?ghi chú\s*:)", re.IGNORECASE)
_PROSE = 0.86
"""Two neighbouring lines this wide, in shares of the text's width, are prose again."""


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of a text in reading order."""
    full = _text_width(lines)
    at = start = 0
    while at < len(lines):
        head = head_at(lines, at)
        end = _table_end(lines, head, full) if head else 0
        if head is None or end <= head.end:
            at += 1
            continue
        yield from paragraphs_of(lines[start:at])
        yield table_of(lines[head.end : end], head)
        at = start = end
    yield from paragraphs_of(lines[start:])


def _text_width(lines: Sequence[Line]) -> float:
    """The width of running text: the widest lines but for two odd ones."""
    widths = sorted(width(line.text) for line in lines)
    return widths[-3:][0] if widths else 0.0


def _table_end(lines: Sequence[Line], head: Head, full: float) -> int:
    """The first line that is no longer the table's."""
    for i in range(head.end, len(lines)):
        text = lines[i].text
        if _FOOT.match(text) or _is_section(lines, i):
            return i
        if i + 1 < len(lines) and all(width(x.text) > _PROSE * full for x in lines[i : i + 2]):
            return _before_heading(lines, i, head.end)
    return len(lines)


def _is_section(lines: Sequence[Line], at: int) -> bool:
    """A numbered heading in capitals on a line of its own: the next section."""
    text = lines[at].text
    label = label_of(text)
    if label is None or label.kind not in ("roman", "capital", "part"):
        return False
    return is_upper(text[label.end :]) and lines[at].gap


def _before_heading(lines: Sequence[Line], at: int, first: int) -> int:
    """Step back over the heading or the beginning of the paragraph that prose starts with."""
    while at > first and label_of(lines[at].text) is None and not lines[at].gap:
        if not label_of(lines[at - 1].text):
            break
        at -= 1
    if at > first and label_of(lines[at - 1].text) and len(lines[at - 1].text) > 12:
        at -= 1
    return at


def table_of(lines: Sequence[Line], head: Head) -> Table:
    """A table from the lines under its head; heads repeated on later pages are dropped."""
    kept = list(_without_heads(lines, head))
    rows = decode(kept, head.roles)
    cells = [Cell(0, c, h.passage) for c, h in enumerate(head.headings)]
    for r, row in enumerate(rows):
        cells += _cells(row, r + 1, kept)
    return Table(
        cells=tuple(cells),
        n_rows=len(rows) + 1,
        n_cols=len(head.headings),
        header_rows=1,
        page=lines[0].page,
        origin="text",
    )


def _without_heads(lines: Sequence[Line], head: Head) -> Iterator[Line]:
    wanted = sorted(fold(h.passage.text) for h in head.headings)
    at = 0
    while at < len(lines):
        again = head_at(lines, at)
        if again and sorted(fold(h.passage.text) for h in again.headings) == wanted:
            at = again.end
            continue
        yield lines[at]
        at += 1


def _cells(row: Cells, number: int, lines: Sequence[Line]) -> Iterator[Cell]:
    for c, parts in enumerate(row):
        if parts:
            pieces = [_passage(part, lines) for part in parts]
            yield Cell(number, c, glue(pieces), lines=tuple(pieces))


def _passage(part: Part, lines: Sequence[Line]) -> Passage:
    return lines[part.line].passage.part(part.start, part.start + len(part.text))
