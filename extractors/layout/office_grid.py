"""Tables of a word processor: columns told from edges, headings, pieces put together.

Authors drag borders by hand, so that the same column begins a little further left in one row
than in the next, and Word keeps every such place as a column of its own; edges that stand
closer than any column is wide are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.layout.glue import join_lines
from extractors.layout.heading import heading_rows, is_heading_row, same_row
from extractors.layout.office_sides import Words, lines_in
from extractors.layout.pieces import Piece, PieceCell
from schemas.geometry import Box
from schemas.layout import Cell, Table
from schemas.office import OfficeTable

_NARROW = 12.0
"""Points: less than a column of two digits takes."""
_MOST_REPEATED = 5
"""Rows repeated on each page; authors mark a whole table by mistake."""
_TITLES = 3
"""Rows over the whole table above its heading: an annex's title, a unit of measure."""
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def piece_of(table: OfficeTable) -> Piece:
    """The table on its true columns."""
    lines = [tuple(line.words for line in lines_in(c.blocks)) for c in table.cells]
    filled = {
        (c.col, c.col + c.colspan) for c, said in zip(table.cells, lines, strict=True) if said
    }
    places = _places(table, filled)
    cells: list[PieceCell] = []
    for cell, said in zip(table.cells, lines, strict=True):
        col, end = places[cell.col], places[cell.col + cell.colspan]
        if col < end:  # else an empty cell no wider than a slip of the hand
            cells.append(PieceCell(cell.row, col, cell.rowspan, end - col, (), said))
    first_at = {place: i for i, place in reversed(list(enumerate(places)))}
    xs = tuple(table.edges[first_at[place]] for place in range(max(places) + 1))
    repeated = table.header_rows
    if repeated >= table.n_rows or repeated > _MOST_REPEATED:
        repeated = 0
    return Piece(1, _NOWHERE, xs, table.n_rows, tuple(cells), repeated=repeated)


def _places(table: OfficeTable, filled: set[tuple[int, int]]) -> list[int]:
    """For each edge the true column that begins there; ``filled`` are edges of cells with text."""
    used = {e for c in table.cells for e in (c.col, c.col + c.colspan)}
    places = [0]
    begun = table.edges[0]
    for i in range(1, len(table.edges)):
        is_apart = table.edges[i] - begun >= _NARROW
        splits = any(end == i and places[col] == places[-1] for col, end in filled if col < i)
        if i in used and (is_apart or splits):
            begun = table.edges[i]
            places.append(places[-1] + 1)
        else:
            places.append(places[-1])
    return places


def split_titles(piece: Piece) -> tuple[list[Words], Piece]:
    """Lines of rows over the whole table above its heading, and the table without them."""
    for count in range(1, min(_TITLES, piece.n_rows - 1) + 1):
        row = [c for c in piece.row(count - 1) if c.lines]
        if len(row) != 1 or row[0].colspan < piece.n_cols or row[0].rowspan > 1:
            break
        below = _from_row(piece, count)
        if is_heading_row(below, 0):
            return [words for c in piece.cells if c.row < count for words in c.lines], below
    return [], piece


def _from_row(piece: Piece, first: int) -> Piece:
    cells = [replace(c, row=c.row - first) for c in piece.cells if c.row >= first]
    repeated = max(piece.repeated - first, 0)
    return replace(piece, cells=tuple(cells), n_rows=piece.n_rows - first, repeated=repeated)


def goes_on(before: Piece, after: Piece) -> Piece | None:
    """The rows that a table adds to the one right above it; None where it stands alone.

    Authors and converters cut a long table, and may print its heading again.
    """
    if before.n_cols != after.n_cols or not heading_rows(before):
        return None
    shift = before.xs[0] - after.xs[0]
    if any(abs(a - b - shift) > _NARROW for a, b in zip(before.xs, after.xs, strict=True)):
        return None
    count = heading_rows(after)
    repeated = all(same_row(before, after, row) for row in range(count))
    return _from_row(after, count) if repeated else None


def stacked(pieces: Sequence[Piece]) -> Piece:
    """Pieces of one table, one below the other."""
    cells: list[PieceCell] = []
    n_rows = 0
    for piece in pieces:
        cells += [replace(c, row=c.row + n_rows) for c in piece.cells] if n_rows else piece.cells
        n_rows += piece.n_rows
    return replace(pieces[0], cells=tuple(cells), n_rows=n_rows)


def as_table(piece: Piece) -> Table:
    return Table(
        cells=tuple(_cell(c) for c in piece.cells),
        n_rows=piece.n_rows,
        n_cols=piece.n_cols,
        header_rows=heading_rows(piece),
        origin="office",
    )


def _cell(cell: PieceCell) -> Cell:
    return Cell(
        cell.row,
        cell.col,
        join_lines(cell.lines),
        cell.rowspan,
        cell.colspan,
        tuple(join_lines([line]) for line in cell.lines),
    )
