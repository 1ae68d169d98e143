"""Plain text with tables in it: paragraphs, and tables whose columns have run together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from extractors.layout.dump.decode import Cells, Part, decode
from extractors.layout.dump.flowing import decode_flowing
from extractors.layout.dump.headrow import Flows, scattered_head
from extractors.layout.dump.heads import Head, head_at
from extractors.layout.dump.repeated import Place, filler_lines, repeated
from extractors.layout.dump.soundness import is_scattered, soundness
from extractors.layout.dump.spelled import spelled
from extractors.layout.dump.worth import bare_number
from extractors.layout.plain import glue, paragraphs_of
from extractors.text.fold import fold, is_upper
from extractors.text.labels import label_of
from extractors.text.width import width
from schemas.layout import Block, Cell, Line, Passage, Table

_MOST = 3000
"""Lines of a table that is looked at for columns printed out of order: about a minute's work."""
_FOOT = re.compile(r"(?:n[ơo]+i nh[ậâa]n\b|phụ lục\b|\(?ghi chú\s*:)", re.IGNORECASE)
_SOUND = 1.05
"""Cells that all look like cells, and times like times: then nothing else is tried."""
_CLEARLY = 0.25
"""How much sounder, per row, the reading out of order must be to be preferred."""
_LEAD_IN = 4
"""Lines that a labelled paragraph may have before its first wide ones."""
_MOSTLY = 0.3
"""The share of wide lines in a block of paragraphs that parts two tables of one head."""
_PROSE = 0.86
"""Two neighbouring lines this wide, in shares of the text's width, are prose again."""


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of a text in reading order."""
    full = _text_width(lines)
    places = repeated(lines)
    flows = Flows(lines)
    at = start = 0
    while at < len(lines):
        head = head_at(lines, at)
        apart = scattered_head(flows, at)
        if apart and (head is None or len(set(apart.roles)) >= len(set(head.roles))):
            head = apart
        end = _table_end(lines, head, full) if head else 0
        if head is None or end <= head.end:
            at += 1
            continue
        yield from paragraphs_of(lines[start:at])
        yield table_of(lines, head, end, places)
        at = start = end
    yield from paragraphs_of(lines[start:])


def _text_width(lines: Sequence[Line]) -> float:
    """The width of running text: the widest lines but for two odd ones."""
    widths = sorted(width(line.text) for line in lines)
    return widths[-3:][0] if widths else 0.0


def _table_end(lines: Sequence[Line], head: Head, full: float) -> int:
    """The first line that is no longer the table's."""
    again = max(head.used, default=0)
    for i in range(head.end, len(lines)):
        if _FOOT.match(lines[i].text) or _is_section(lines, i):
            return i
        if _is_prose(lines, i, head.end, full, least=_MOSTLY if i <= again else 0.0):
            return i
        if i <= again:
            continue
        wide = all(width(x.text) > _PROSE * full for x in lines[i : i + 2])
        if wide and i + 1 < len(lines) and not _counts_on(lines, i, head.end):
            return _before_heading(lines, i, head.end)
    return len(lines)


def _counts_on(lines: Sequence[Line], at: int, first: int) -> bool:
    """Whether the ordinals above a line go on below it: wide lines are columns run together."""
    above = [n for line in lines[first:at] if (n := bare_number(line.text)) is not None]
    below = (n for line in lines[at:] if (n := bare_number(line.text)) is not None)
    return bool(above) and next(below, None) == above[-1] + 1


def _is_prose(lines: Sequence[Line], at: int, first: int, full: float, *, least: float) -> bool:
    """A block of paragraphs numbered otherwise than the table's rows: ``3. Tổ chức …``, ``- …``.

    More than ``least`` of its lines are as wide as prose.
    """
    label = label_of(lines[at].text) if lines[at].gap else None
    if label is None or not lines[at].text[label.end :].strip():
        return False
    if not any(bare_number(line.text) is not None for line in lines[first:at]):
        return False
    block = [lines[at], *takewhile(lambda line: not line.gap, lines[at + 1 :])]
    wide = sum(width(line.text) > _PROSE * full for line in block)
    return wide > least * len(block) and not _counts_on(lines, at, first)


def _is_section(lines: Sequence[Line], at: int) -> bool:
    """A numbered heading in capitals on a line of its own: the next section."""
    text = lines[at].text
    label = label_of(text)
    if label is None or label.kind not in ("roman", "capital", "part"):
        return False
    return is_upper(text[label.end :]) and lines[at].gap


def _before_heading(lines: Sequence[Line], at: int, first: int) -> int:
    """Step back over the heading or the beginning of the paragraph that prose starts with."""
    for back in range(at, max(at - _LEAD_IN, first) - 1, -1):
        if label_of(lines[back].text) and len(lines[back].text) > 12:
            return back
        if lines[back].gap:
            break
    return at


def table_of(lines: Sequence[Line], head: Head, end: int, places: Sequence[Place]) -> Table:
    """A table from the lines under its head; heads repeated on later pages are dropped."""
    kept = list(_without_heads(lines, head, end, places))
    rows, scattered = _decoded(kept, head, lines)
    cells = [Cell(0, c, h.passage) for c, h in enumerate(head.headings)]
    for r, row in enumerate(rows):
        cells += _cells(row, r + 1, kept)
    return Table(
        cells=tuple(cells),
        n_rows=len(rows) + 1,
        n_cols=len(head.headings),
        header_rows=1,
        page=lines[head.end - 1].page if head.end else None,
        origin="text",
        doubts=("columns_scattered",) if scattered else (),
    )


def _decoded(kept: Sequence[Line], head: Head, lines: Sequence[Line]) -> tuple[list[Cells], bool]:
    """Rows of cells, and whether they were read as printed out of order."""
    roles = head.roles
    headings = [_heading_lines(h.passage, lines) for h in head.headings]
    if len(kept) > _MOST:
        return decode(kept, roles), False
    if is_scattered([line.text for line in kept]):
        return decode_flowing(kept, roles, _prose(lines, kept), headings), True
    rows = decode(kept, roles)
    sound = soundness(rows, roles)
    if sound > _SOUND * (len(roles) - (roles[0] == "index")):
        return rows, False
    others = decode_flowing(kept, roles, _prose(lines, kept), headings)
    if soundness(others, roles) > sound + _CLEARLY:
        return others, True
    return rows, False


def _prose(lines: Sequence[Line], kept: Sequence[Line]) -> list[str]:
    """What a document says outside a table."""
    held = {id(line.passage) for line in kept}
    return [line.text for line in lines if id(line.passage) not in held]


def _heading_lines(passage: Passage, lines: Sequence[Line]) -> list[str]:
    """The printed lines of a heading."""
    starts = [line.passage.words[0].span for line in lines]
    at = [span[0] if span else 0 for span in starts]
    found: dict[int, list[str]] = {}
    for word in passage.words:
        number = bisect_right(at, word.span[0]) if word.span else 0
        found.setdefault(number, []).append(word.text)
    return [" ".join(words) for _, words in sorted(found.items())]


def _without_heads(
    lines: Sequence[Line], head: Head, end: int, places: Sequence[Place]
) -> Iterator[Line]:
    """The lines of a table's cells: its headings, once a page and wherever, left out."""
    wanted = {fold(h.passage.text) for h in head.headings}
    dropped = {
        i for p in places if fold(p.heading.passage.text) in wanted for i in range(p.start, p.end)
    } | filler_lines(lines, [p for p in places if fold(p.heading.passage.text) in wanted])
    dropped |= head.used | _printed_again(lines, head, end)
    at, apart = head.end, False
    while at < end:
        again = head_at(lines[:end], at)
        if again and {fold(h.passage.text) for h in again.headings} == wanted:
            at, apart = again.end, True
            continue
        apart |= lines[at].gap
        if at not in dropped:
            yield replace(lines[at], gap=apart)
            apart = False
        at += 1


def _printed_again(lines: Sequence[Line], head: Head, end: int) -> set[int]:
    """The lines of headings on the table's later pages."""
    out: set[int] = set()
    first = lines[min(head.end, len(lines) - 1)].page
    at = head.end
    for _, page in groupby(lines[head.end : end], key=lambda line: line.page):
        here = list(page)
        if here[0].page != first:
            out |= {at + i for i in spelled(here, head.headings)}
        at += len(here)
    return out


def _cells(row: Cells, number: int, lines: Sequence[Line]) -> Iterator[Cell]:
    for c, parts in enumerate(row):
        if parts:
            pieces = [_passage(part, lines) for part in parts]
            yield Cell(number, c, glue(pieces), lines=tuple(pieces))


def _passage(part: Part, lines: Sequence[Line]) -> Passage:
    return lines[part.line].passage.part(part.start, part.start + len(part.text))
