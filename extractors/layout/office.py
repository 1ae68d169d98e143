"""The flow of a word processor's file becomes a layout.

Word has no page to look at, but says what a page only shows: where a paragraph ends, which
cells are merged, what is centred. Offices set letterhead and foot as tables without borders,
or with tabs; these become paragraphs with sides, one for each printed line, as
``extractors.layout.page`` gives them. Everything else keeps its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractors.layout.glue import join_lines
from extractors.layout.heading import is_grid, names_columns
from extractors.layout.landmarks import begins
from extractors.layout.office_grid import (
    as_table,
    goes_on,
    piece_of,
    split_titles,
    stacked,
)
from extractors.layout.office_sides import (
    Sides,
    side_paragraphs,
    sides_of,
    tabbed_foot,
    tabbed_head,
    text_of,
)
from extractors.layout.pieces import Piece
from extractors.layout.plain import continues, paragraphs_of
from extractors.text.fold import is_upper
from extractors.text.width import width
from extractors.zones import is_name, kind_of_line
from schemas.layout import Block, Layout, Line, Paragraph, Passage
from schemas.office import OfficeBlock, OfficeParagraph, OfficeTable
from schemas.page import Pages

_SPACED = 5.0
"""Points above a paragraph that set it apart; offices give 6."""
_COLUMN = 468.0
"""Points a line is long: A4 with the margins that the rules of form prescribe."""
_SIZE = 14.0
"""Points, of letters whose size the file does not say."""
_BROKEN_WIDTH = 48.0
"""Ems: no line of A4 is longer, and every text of prose has a paragraph that is."""
_BROKEN_LINES = 20
_PROSE = 18.0
_ENDED = re.compile(r"[.;:!?…/][”\"’)\]]*$")
_ARCHIVE = re.compile(r"\W*lưu\b", re.IGNORECASE)


def layout_office(pages: Pages) -> Layout:
    """Blocks in the order of the flow; pure."""
    head = tabbed_head(pages.office)
    blocks: list[Block] = []
    if head is not None:
        blocks += _sided(head[0])
    blocks += _flow(pages.office[head[1] if head else 0 :])
    return Layout(pages.file, tuple(_mended(blocks)), pages.notes)


def _flow(blocks: Sequence[OfficeBlock]) -> Iterator[Block]:
    """A flow's blocks; letterhead, foot and tables that only place text are resolved."""
    at, gap = 0, False
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, OfficeTable):
            run, at = _adjoining(blocks, at)
            yield from _tables(run)
            gap = False
        elif (foot := _foot_at(blocks, at)) is not None:
            yield from _sided(foot[0])
            at = foot[1]
        else:
            yield from _paragraphs(block, gap=gap or block.space >= _SPACED)
            gap = _is_blank(block)
            at += 1


def _is_blank(block: OfficeBlock) -> bool:
    return isinstance(block, OfficeParagraph) and not any(line.words for line in block.lines)


def _adjoining(blocks: Sequence[OfficeBlock], at: int) -> tuple[list[OfficeTable], int]:
    """The tables from a block on with no text between them, and the block after the last."""
    run: list[OfficeTable] = []
    end = at
    for i in range(at, len(blocks)):
        block = blocks[i]
        if isinstance(block, OfficeTable):
            run.append(block)
            end = i + 1
        elif not _is_blank(block):
            break
    return run, end


def _tables(run: Iterable[OfficeTable]) -> Iterator[Block]:
    """Adjoining tables: pieces of one are put together, those that place text are undone."""
    pieces: list[Piece] = []
    for table in run:
        if not table.cells:
            continue
        titles, piece = split_titles(piece_of(table))
        rest = goes_on(pieces[0], piece) if pieces and table.ruled and not titles else None
        if rest is not None:
            pieces.append(rest)
            continue
        if pieces:
            yield as_table(stacked(pieces))
        pieces = [piece] if _holds_values(table, piece) else []
        if pieces:
            yield from side_paragraphs(titles, "full")
        else:
            yield from _undone(table)
    if pieces:
        yield as_table(stacked(pieces))


def _holds_values(table: OfficeTable, piece: Piece) -> bool:
    """Whether a table is one: its heading says so, or borders do where it sets no sides."""
    return names_columns(piece) or (table.ruled and is_grid(piece) and sides_of(table) is None)


def _undone(table: OfficeTable) -> Iterator[Block]:
    """What stands in a table that only places text on the page."""
    sides = sides_of(table)
    if sides is not None:
        yield from _sided(sides)
        return
    for cell in table.cells:
        yield from _flow(cell.blocks)


def _sided(sides: Sides) -> Iterator[Block]:
    yield from side_paragraphs(sides.left, "left")
    yield from side_paragraphs(sides.right, "right")
    yield from _flow(sides.rest)


def _paragraphs(block: OfficeParagraph, *, gap: bool) -> Iterator[Paragraph]:
    """A typed paragraph; lines that its author ended inside it may be paragraphs, too."""
    centred = block.align == "centre"
    groups: list[list[Line]] = []
    for typed in block.lines:
        if not typed.words:
            gap = True
            continue
        line = Line(join_lines([typed.words]), gap=gap, indent=block.indent)
        gap = False
        if groups and (_one_title if centred else _one_text)(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        yield Paragraph(tuple(group), _passage(group), "full", centred)


def _passage(lines: Iterable[Line]) -> Passage:
    return join_lines(line.passage.words for line in lines)


def _one_title(before: Sequence[Line], line: Line) -> bool:
    first = before[0].text
    if line.gap or kind_of_line(first) or begins(first, "annex"):
        return False
    return is_upper(before[-1].text) == is_upper(line.text)


def _one_text(before: Sequence[Line], line: Line) -> bool:
    return continues(before, line, column=_COLUMN / (before[-1].size or _SIZE))


def _foot_at(blocks: Sequence[OfficeBlock], at: int) -> tuple[Sides, int] | None:
    """A foot without a table that begins at a block, and the block after it."""
    first = blocks[at]
    if isinstance(first, OfficeTable) or not begins(_text(first)[:40], "recipients"):
        return None
    end, is_listed, is_signed = at, False, False
    while end < len(blocks) and not (is_listed and is_signed):
        block = blocks[end]
        if isinstance(block, OfficeTable) or begins(_text(block), "annex"):
            break
        parts = [text_of(part) for line in block.lines for part in line.parts]
        is_listed = is_listed or any(_ARCHIVE.match(part) for part in parts)
        is_signed = is_signed or any(map(is_name, parts))
        end += 1
    run = [b for b in blocks[at:end] if isinstance(b, OfficeParagraph)]
    sides = tabbed_foot(run)
    return None if sides is None else (sides, end)


def _text(block: OfficeParagraph) -> str:
    return " ".join(text_of(line.words) for line in block.lines)


def _mended(blocks: Iterable[Block]) -> Iterator[Block]:
    """Texts whose every printed line is a paragraph (pasted from a PDF) put together again."""
    for is_text, group in groupby(blocks, key=_is_text):
        run = list(group)
        lines = [line for b in run if isinstance(b, Paragraph) for line in b.lines]
        yield from paragraphs_of(lines) if is_text and _is_broken(lines) else run


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.side == "full" and not block.centred


def _is_broken(lines: Sequence[Line]) -> bool:
    texts = [line.text for line in lines]
    prose = [text for text in texts if width(text) > _PROSE]
    if len(prose) < _BROKEN_LINES or max(map(width, texts)) > _BROKEN_WIDTH:
        return False
    return 2 * sum(not _ENDED.search(text) for text in prose) > len(prose)
