"""Pages become a layout: tables, columns, paragraphs, in reading order.

Each page gives its parts (``sheets``); over all pages, tables and feet that a page break cut
are joined and lines made into paragraphs. Footnotes and banners of digital signatures come
last; the raised figures that refer to footnotes are left out of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from extractors.layout.columns import Columns
from extractors.layout.glue import join_lines
from extractors.layout.heading import heading_rows
from extractors.layout.join import join
from extractors.layout.lines import Row
from extractors.layout.paragraphs import (
    Measure,
    Placed,
    items,
    measure,
    one_paragraph,
    paragraphs,
    place,
    separate,
)
from extractors.layout.pieces import Piece, PieceCell
from extractors.layout.ruled import MOST_RULINGS
from extractors.layout.sheets import Sheet, read_sheets
from schemas.layout import Block, Cell, Layout, Paragraph, Table
from schemas.page import Pages

_ALIKE = 12.0
"""Points: pages whose widths differ by less are of one format; scans are cut by hand."""


def layout_pages(pages: Pages) -> Layout:
    """Blocks in reading order from words and rulings; pure.

    Letterhead and foot come column by column, a paragraph for each printed line
    (``side`` left, then right); recipients wrapped over two lines are one paragraph.
    """
    sheets = read_sheets(pages.pages)
    parts = _joined(part for sheet in _measured(sheets) for part in sheet)
    notes = [one_paragraph(group) for sheet in sheets for group in sheet.notes]
    drawn = [page.number for page in pages.pages if len(page.rulings) > MOST_RULINGS]
    told = (*pages.notes, *(f"table-unread:{number}" for number in drawn))
    return Layout(pages.file, (*_blocks(parts), *notes), told)


def _measured(sheets: Sequence[Sheet]) -> Iterable[list[Placed | Piece | Columns]]:
    """The parts of each page, its rows as lines of its text column."""
    usual: dict[float, Measure] = {}
    for sheet in sheets:
        if sheet.width not in usual:
            alike = [s for s in sheets if abs(s.width - sheet.width) < _ALIKE]
            usual[sheet.width] = measure([r for s in alike for r in _rows(s)], sheet.width)
        tables = [part.box for part in sheet.parts if isinstance(part, Piece)]
        rows = _rows(sheet)
        column = measure(rows, sheet.width, tables=tables, usual=usual[sheet.width])
        lines = iter(place(rows, column))
        yield [next(lines) if isinstance(part, Row) else part for part in sheet.parts]


def _rows(sheet: Sheet) -> list[Row]:
    return [part for part in sheet.parts if isinstance(part, Row)]


def _joined(
    parts: Iterable[Placed | Piece | Columns],
) -> list[Placed | Piece | Columns]:
    """Tables and feet that go on over a page as one part."""
    out: list[Placed | Piece | Columns] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Piece) and isinstance(last, Piece) and part.page > last.last_page:
            whole = join(last, part)
            if whole is not None:
                out[-1] = whole
                continue
        if isinstance(part, Columns) and isinstance(last, Columns) and part.is_foot:
            out[-1] = part._replace(left=last.left + part.left, right=last.right + part.right)
            continue
        out.append(part)
    return out


def _blocks(parts: Iterable[Placed | Piece | Columns]) -> list[Block]:
    blocks: list[Block] = []
    for kind, group in groupby(parts, key=type):
        run = list(group)
        if kind is Placed:
            blocks += paragraphs([p for p in run if isinstance(p, Placed)])
        for part in run:
            if isinstance(part, Columns):
                blocks += _sides(part)
            elif isinstance(part, Piece):
                blocks.append(_table(part))
    return blocks


def _sides(part: Columns) -> list[Paragraph]:
    left = items(part.left, "left") if part.is_foot else separate(part.left, "left")
    return left + separate(part.right, "right")


def _table(piece: Piece) -> Table:
    return Table(
        tuple(_cell(c) for c in piece.cells),
        piece.n_rows,
        piece.n_cols,
        heading_rows(piece),
        piece.page,
        piece.origin,
    )


def _cell(cell: PieceCell) -> Cell:
    return Cell(
        cell.row,
        cell.col,
        join_lines(cell.lines),
        cell.rowspan,
        cell.colspan,
        tuple(join_lines([line]) for line in cell.lines),
        cell.boxes,
    )
