"""Texts that keep columns by spaces, as ``pdftotext -layout`` prints them.

Such a text is a page set in one width of letters: it is drawn again, its tables with borders,
and read like a page. What the drawing made up is taken away afterwards: values stand where
they stand in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.layout.landmarks import holds
from extractors.layout.page import layout_pages
from extractors.layout.plain import lines_of, paragraphs_of
from extractors.layout.spaced.columns import heading_at
from extractors.layout.spaced.draw import draw, edges_of
from extractors.layout.spaced.lines import Printed, chunks, pages_of
from extractors.layout.spaced.tables import Part, parts_of
from schemas.layout import Block, Cell, Layout, Line, Paragraph, Passage
from schemas.page import Page, Pages

_HEAD_LINES = 15
_MOST_LINES, _MOST_WIDE = 150, 400
"""Lines of a page, and characters of a line; a text with more has no pages to be drawn."""
_WIDE = 3
"""Spaces between the two sides of a letterhead."""


def layout_spaced(pages: Pages) -> Layout | None:
    """The layout of a text that keeps columns by spaces; None where it does not."""
    sheets = pages_of(pages.text or "")
    if not _are_pages(sheets) or not _is_spaced(sheets):
        return None
    drawn = layout_pages(replace(pages, pages=tuple(_drawn(sheets)), text=None))
    return Layout(pages.file, tuple(_blocks(drawn.blocks, pages.text or "")), drawn.notes)


def _blocks(blocks: Iterable[Block], text: str) -> Iterator[Block]:
    """The blocks as they stand in the text; prose is made into paragraphs by its own lines."""
    lines = {line.passage.words[0].span: line for line in lines_of(text)}
    for is_prose, group in groupby(blocks, key=_is_prose):
        if not is_prose:
            yield from map(_undrawn, group)
            continue
        printed = [line for b in group if isinstance(b, Paragraph) for line in b.lines]
        yield from paragraphs_of([
            lines.get(line.passage.words[0].span, _bare_line(line)) for line in printed
        ])  # fmt: skip


def _is_prose(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.side == "full"


def _are_pages(sheets: Sequence[Sequence[Printed]]) -> bool:
    wide = max((line.end for page in sheets for line in page), default=0)
    return max(map(len, sheets)) <= _MOST_LINES and wide <= _MOST_WIDE


def _is_spaced(sheets: Sequence[Sequence[Printed]]) -> bool:
    """Whether the letterhead or a table's headings stand side by side."""
    first = next(filter(None, sheets), ())  # the second document of a file follows blank pages
    return _has_sides(first[:_HEAD_LINES]) or any(
        heading_at(page, i) is not None for page in sheets for i in range(len(page))
    )


def _has_sides(lines: Sequence[Printed]) -> bool:
    for line in lines:
        if holds(line.text, "motto"):
            sides = list(chunks(line.spots))
            return len(sides) == 2 and sides[1][0].start - sides[0][-1].end >= _WIDE
    return False


def _drawn(sheets: Sequence[Sequence[Printed]]) -> list[Page]:
    out: list[Page] = []
    last: tuple[Part, Sequence[float]] | None = None
    for number, page in enumerate(sheets, start=1):
        tables = parts_of(page, last[0] if last else None)
        edges = [last[1] if last and table.again else edges_of(page, table) for table in tables]
        out.append(draw(page, number, tables, edges))
        ends = tables and tables[-1].end == len(page)
        last = (tables[-1], edges[-1]) if ends else None
    return out


def _undrawn(block: Block) -> Block:
    if isinstance(block, Paragraph):
        lines = tuple(map(_bare_line, block.lines))
        return replace(block, lines=lines, passage=_bare(block.passage))
    return replace(block, cells=tuple(map(_bare_cell, block.cells)), origin="text")


def _bare_line(line: Line) -> Line:
    return Line(_bare(line.passage), page=line.page, gap=line.gap, indent=line.indent)


def _bare_cell(cell: Cell) -> Cell:
    return replace(cell, passage=_bare(cell.passage), lines=tuple(map(_bare, cell.lines)), boxes=())


def _bare(passage: Passage) -> Passage:
    words = tuple(w._replace(page=None, box=None, size=0.0) for w in passage.words)
    return replace(passage, words=words)
