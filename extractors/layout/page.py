"""Pages become a layout: tables, columns, paragraphs, in reading order.

The steps, each a named value: page numbers out, tables found, footnotes out, rows, columns of
letterhead and foot, then over all pages tables joined and lines made into paragraphs.
Footnotes and banners of digital signatures come last; the raised figures that refer to
footnotes are left out of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.layout import columns as cols
from extractors.layout.furniture import page_numbers, take_notes
from extractors.layout.glue import join_lines
from extractors.layout.heading import heading_rows
from extractors.layout.join import join
from extractors.layout.landmarks import begins, holds
from extractors.layout.lines import Row
from extractors.layout.paragraphs import (
    Placed,
    items,
    measure,
    one_paragraph,
    paragraphs,
    place,
    separate,
)
from extractors.layout.pieces import Piece, PieceCell
from extractors.layout.ruled import find_pieces
from extractors.layout.stamps import take_stamps
from extractors.layout.unruled import find_unruled, goes_on
from schemas.layout import Block, Cell, Layout, Paragraph, Table
from schemas.page import Page, Pages, Word

_HEAD_CELLS = 4
"""Cells of a letterhead ruled as a table: body and motto, number and date."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one page holds, from top to bottom."""

    parts: tuple[Placed | Piece | cols.Columns, ...]
    notes: tuple[Paragraph, ...]
    """Footnotes and banners, which interrupt nothing."""


def layout_pages(pages: Pages) -> Layout:
    """Blocks in reading order from words and rulings; pure.

    Letterhead and foot come column by column, a paragraph for each printed line
    (``side`` left, then right); recipients wrapped over two lines are one paragraph.
    """
    dropped = page_numbers(pages.pages)
    sheets: list[_Sheet] = []
    for page in pages.pages:
        words = [w for w in page.words if id(w) not in dropped and w.box is not None]
        sheets.append(_sheet(page, words, sheets[-1] if sheets else None))
    parts = _joined(part for sheet in sheets for part in sheet.parts)
    notes = [paragraph for sheet in sheets for paragraph in sheet.notes]
    return Layout(pages.file, (*_blocks(parts), *notes), pages.notes)


def _sheet(page: Page, words: Sequence[Word], before: _Sheet | None) -> _Sheet:
    pieces = _tables(page, words, before)
    taken = {id(w) for piece in pieces for w in piece.words()}
    stamps, unstamped = take_stamps([w for w in words if id(w) not in taken])
    notes, rows = take_notes(page, unstamped)
    beside = tuple(one_paragraph(group) for group in (*notes, *stamps))
    return _Sheet(_parts(rows, page, pieces, before), beside)


def _tables(page: Page, words: Sequence[Word], before: _Sheet | None) -> list[Piece]:
    """Grids that are tables; of one row only where a table goes on or begins."""
    last = before.parts[-1] if before and before.parts else None
    out: list[Piece] = []
    for piece in find_pieces(page, words):
        top = piece.box.top
        is_first = not out and not any(w.box and w.box.bottom < top for w in words)
        above = last if is_first and isinstance(last, Piece) else None
        if _is_table(piece, above):
            out.append(piece)
    return out


def _is_table(piece: Piece, above: Piece | None) -> bool:
    texts = [c.text for c in piece.cells if c.lines]
    if any(holds(t, "motto") for t in texts[:_HEAD_CELLS]) or begins(texts[0], "recipients"):
        return False
    is_grid = piece.n_cols > 1 and len(texts) > 1
    if is_grid and (piece.n_rows > 1 or heading_rows(piece) > 0):
        return True
    return above is not None and join(above, piece) is not None


def _parts(
    rows: Sequence[Row], page: Page, pieces: Sequence[Piece], before: _Sheet | None
) -> tuple[Placed | Piece | cols.Columns, ...]:
    last = before.parts[-1] if before and before.parts else None
    regions = _regions(rows, page.width, None if _starts_with(pieces, rows) else last)
    taken = {i for region in regions for i in range(region.start, region.end)}
    body = [row for i, row in enumerate(rows) if i not in taken]
    aligned, body = _aligned(body, None if _starts_with(pieces, rows) else last)
    column = measure(body, page.width, [p.box for p in (*pieces, *aligned)])
    placed: list[tuple[float, Placed | Piece | cols.Columns]] = []
    placed += [(rows[region.start].box.top, region.columns) for region in regions]
    placed += [(piece.box.top, piece) for piece in (*pieces, *aligned)]
    placed += [(line.row.box.top, line) for line in place(body, column)]
    return tuple(part for _, part in sorted(placed, key=lambda p: p[0]))


def _regions(
    rows: Sequence[Row], width: float, last: Placed | Piece | cols.Columns | None
) -> list[cols.Region]:
    """Letterhead and foot of a page, each where there is one."""
    head = cols.letterhead(rows, width)
    start = head.end if head else 0
    foot = cols.foot(rows[start:], width)
    if foot is not None:
        foot = foot._replace(start=foot.start + start, end=foot.end + start)
    elif isinstance(last, cols.Columns) and last.is_foot and head is None:
        foot = cols.foot_goes_on(rows, last, width)
    return [region for region in (head, foot) if region is not None]


def _aligned(
    rows: Sequence[Row], last: Placed | Piece | cols.Columns | None
) -> tuple[list[Piece], list[Row]]:
    """Tables without borders among the rows, and the rows left."""
    pieces: list[Piece] = []
    kept: list[Row] = []
    rest = list(rows)
    found = None
    if isinstance(last, Piece) and last.origin == "aligned":
        found = goes_on(rest, last)
    found = found or find_unruled(rest)
    while found is not None:
        pieces.append(found.piece)
        kept += rest[: found.start]
        rest = rest[found.end :]
        found = find_unruled(rest)
    return pieces, kept + rest


def _starts_with(pieces: Sequence[Piece], rows: Sequence[Row]) -> bool:
    """Whether a table stands above the first row."""
    return bool(pieces) and (not rows or pieces[0].box.top < rows[0].box.top)


def _joined(
    parts: Iterable[Placed | Piece | cols.Columns],
) -> list[Placed | Piece | cols.Columns]:
    """Tables and feet that go on over a page as one part."""
    out: list[Placed | Piece | cols.Columns] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Piece) and isinstance(last, Piece) and part.page > last.last_page:
            whole = join(last, part)
            if whole is not None:
                out[-1] = whole
                continue
        if isinstance(part, cols.Columns) and isinstance(last, cols.Columns):
            out[-1] = part._replace(left=last.left + part.left, right=last.right + part.right)
            continue
        out.append(part)
    return out


def _blocks(parts: Iterable[Placed | Piece | cols.Columns]) -> list[Block]:
    blocks: list[Block] = []
    for kind, group in groupby(parts, key=type):
        run = list(group)
        if kind is Placed:
            blocks += paragraphs([p for p in run if isinstance(p, Placed)])
        for part in run:
            if isinstance(part, cols.Columns):
                blocks += _sides(part)
            elif isinstance(part, Piece):
                blocks.append(_table(part))
    return blocks


def _sides(part: cols.Columns) -> list[Paragraph]:
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
