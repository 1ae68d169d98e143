"""Letterhead and foot as offices set them in Word: tables without borders, or tabs.

The letterhead has the issuing body and the number at the left, the motto, place and date at
the right; the foot has the recipients beside the signature (Nghị định 30/2020/NĐ-CP, annex I).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from extractors.agency.names import begins_position
from extractors.layout.landmarks import begins, holds, opens_with_motto
from extractors.text.fold import is_upper
from extractors.text.labels import label_of
from extractors.zones import AUTHORITY, kind_of_line
from schemas.layout import Line, Paragraph, Passage, Side
from schemas.office import OfficeBlock, OfficeCell, OfficeLine, OfficeParagraph, OfficeTable
from schemas.word import Word

_HEAD_LINES = 16
"""Lines from the top within which the motto stands; a long name of a body takes six."""
_HEAD_ROWS = 6
_SIGNED_ROWS = 6
"""Rows of a table that sets a signature: mark, post, room for it, name."""
_RIGHT = 150.0
"""Points of indent that put a line into the right half of the page."""
_DATE = re.compile(r"\bngày\b", re.IGNORECASE)
_LONG = 120
Words = tuple[Word, ...]


class Sides(NamedTuple):
    """Printed lines of the two columns, and what stands below them over the page's width."""

    left: tuple[Words, ...]
    right: tuple[Words, ...]
    rest: tuple[OfficeBlock, ...] = ()


def text_of(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def lines_in(blocks: Iterable[OfficeBlock]) -> Iterator[OfficeLine]:
    """All lines with words, those of nested tables included."""
    for block in blocks:
        if isinstance(block, OfficeTable):
            for cell in block.cells:
                yield from lines_in(cell.blocks)
        else:
            yield from (line for line in block.lines if line.words)


def sides_of(table: OfficeTable) -> Sides | None:
    """The columns of a table that sets a letterhead, a foot or a signature; None for others."""
    return _letterhead(table) or _foot(table) or _signature(table)


def _letterhead(table: OfficeTable) -> Sides | None:
    is_motto = opens_with_motto if table.ruled else partial(holds, landmark="motto")
    top = (c for c in table.cells if c.row < _HEAD_ROWS)
    motto = next((c for c in top if any(is_motto(text_of(ws)) for ws in _words(c))), None)
    if motto is None or motto.col == 0:
        return None
    left: list[Words] = []
    right: list[Words] = []
    end = 0
    for row in range(table.n_rows):
        cells = [c for c in table.cells if c.row == row]
        if row > motto.row and any(_ends_head(c, motto.col) for c in cells):
            break
        end = row + 1
        for cell in cells:
            (left if cell.col < motto.col else right).extend(_words(cell))
    rest = [b for c in table.cells if c.row >= end for b in c.blocks]
    return Sides(tuple(left), tuple(right), tuple(rest)) if left else None


def _ends_head(cell: OfficeCell, gutter: int) -> bool:
    """Kind line or addressees, or text set over both columns."""
    texts = [text_of(words) for words in _words(cell)]
    if texts and cell.col < gutter < cell.col + cell.colspan:
        return True
    return any(ends_head(text) for text in texts)


def ends_head(text: str) -> bool:
    """Whether a line is the first below a letterhead."""
    return begins(text, "addressed") or (is_upper(text) and kind_of_line(text) is not None)


def _foot(table: OfficeTable) -> Sides | None:
    for cell in table.cells:
        lines = _words(cell)
        if lines and begins(text_of(lines[0]), "recipients"):
            return _parted(table, cell.col)
    return None


def _signature(table: OfficeTable) -> Sides | None:
    if table.ruled or table.n_rows > _SIGNED_ROWS:
        return None
    firsts = [text_of(lines[0]) for cell in table.cells if (lines := _words(cell))]
    if not any(is_upper(t) and (AUTHORITY.match(t) or begins_position(t)) for t in firsts):
        return None
    return _parted(table, 0) if len(table.edges) > 2 else None


def _parted(table: OfficeTable, col: int) -> Sides:
    left = [words for c in table.cells if c.col <= col for words in _words(c)]
    right = [words for c in table.cells if c.col > col for words in _words(c)]
    return Sides(tuple(left), tuple(right))


def _words(cell: OfficeCell) -> list[Words]:
    return [line.words for line in lines_in(cell.blocks)]


def tabbed_head(blocks: Sequence[OfficeBlock]) -> tuple[Sides, int] | None:
    """A letterhead set with tabs at the top of a document, and how many blocks it takes."""
    left: list[Words] = []
    right: list[Words] = []
    is_tabbed = False
    for at, block in enumerate(blocks[:_HEAD_LINES]):
        if isinstance(block, OfficeTable) or any(_is_below(line) for line in block.lines):
            return (Sides(tuple(left), tuple(right)), at) if is_tabbed else None
        for line in block.lines:
            here, there = _head_halves(line)
            is_tabbed = is_tabbed or bool(here and holds(text_of(there), "motto"))
            left += [here] if here else []
            right += [there] if there else []
    return None


def _is_below(line: OfficeLine) -> bool:
    text = text_of(line.words)
    return ends_head(text) or (len(text) > _LONG and not holds(text, "motto"))


def _head_halves(line: OfficeLine) -> tuple[Words, Words]:
    """The right half begins with the motto or the date, or after the tabs a line begins with."""
    texts = [text_of(part) for part in line.parts]
    starts = (i for i, t in enumerate(texts) if holds(t, "motto") or _DATE.search(t))
    at = next(starts, 0 if texts and not texts[0] else len(texts))
    return _joined(line.parts[:at]), _joined(line.parts[at:])


def _joined(parts: Iterable[Words]) -> Words:
    return tuple(word for part in parts for word in part)


def tabbed_foot(blocks: Sequence[OfficeParagraph]) -> Sides | None:
    """Recipients and signature set with tabs, beside or below one another.

    ``blocks`` begin with ``Nơi nhận``; None where nothing stands in the right half.
    """
    left: list[Words] = []
    right: list[Words] = []
    for block in blocks:
        for line in block.lines:
            here, there = _foot_halves(line, block)
            left += [here] if here else []
            right += [there] if there else []
    return Sides(tuple(left), tuple(right)) if right else None


def _foot_halves(line: OfficeLine, block: OfficeParagraph) -> tuple[Words, Words]:
    filled = [part for part in line.parts if part]
    if not filled:
        return (), ()
    is_item = label_of(text_of(line.words)) is not None
    far = block.align in ("centre", "right") or block.indent > _RIGHT or not line.parts[0]
    if far and not is_item:
        return (), _joined(filled)
    return filled[0], _joined(filled[1:])


def side_paragraphs(lines: Iterable[Words], side: Side) -> list[Paragraph]:
    """A paragraph for each printed line of a column."""
    passages = [Passage.of(words) for words in lines]
    return [Paragraph((Line(p),), p, side) for p in passages]
