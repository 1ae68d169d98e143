"""Tables over several pages: pieces joined, repeated headings dropped, cut rows glued.

A row cut by a page break goes on at the top of the next piece; the two halves carry the
same borders as whole rows do, so what is printed in them has to tell (``row_goes_on``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.layout.cut import is_numbered, row_goes_on, text_goes_on
from extractors.layout.heading import heading_rows, is_heading_row, same_row
from extractors.layout.pieces import Piece, PieceCell

EDGE = 6.0
"""Points the same column's border may move from one page to the next."""
_SHIFT = 60.0
"""Points a whole table may move: margins mirrored on even pages."""


def join(before: Piece, after: Piece) -> Piece | None:
    """Both as one table; None where ``after`` is a table of its own."""
    fitted = _fitted(before, after)
    if fitted is None:
        return None
    before, after = fitted
    repeated = _repeated_rows(before, after)
    if not repeated and _has_own_heading(before, after):
        return None
    before = replace(before, repeated=max(before.repeated, repeated))
    if repeated == after.n_rows:
        return before
    body = _without_rows(after, repeated)
    if row_goes_on(before, body):
        return _appended(before, body, _Seam(before.n_rows - 1, frozenset(range(body.n_cols))))
    return _appended(before, body, _Seam(before.n_rows, _merged_over(before, body)))


class _Seam(NamedTuple):
    """Where the second piece's first row goes, and the columns glued to cells above it."""

    row: int
    glued: frozenset[int]


def _fitted(before: Piece, after: Piece) -> tuple[Piece, Piece] | None:
    """Both pieces on one set of columns; None where their borders do not agree."""
    shift = before.xs[0] - after.xs[0]
    far_right = before.xs[-1] - after.xs[-1] - shift
    if abs(far_right) > EDGE or abs(shift) > _SHIFT:
        return None
    moved = [x + shift for x in after.xs]
    one, two = before.xs[1:-1], moved[1:-1]
    shared = [x for x in two if any(abs(x - y) <= EDGE for y in one)]
    fresh = [x for x in two if x not in shared]
    missing = len(one) - len(shared)
    if (fresh and missing) or (one and two and not shared):
        return None
    xs = sorted([*before.xs, *fresh])
    return _on_columns(before, before.xs, xs), _on_columns(after, moved, xs)


def _on_columns(piece: Piece, edges: Sequence[float], xs: Sequence[float]) -> Piece:
    """``piece`` on the finer columns ``xs``; its own borders stand at ``edges``."""
    if len(edges) == len(xs):
        return replace(piece, xs=tuple(xs))
    places = [_nearest(xs, edge) for edge in edges]
    places[0], places[-1] = 0, len(xs) - 1
    cells = tuple(
        replace(c, col=places[c.col], colspan=places[c.col + c.colspan] - places[c.col])
        for c in piece.cells
    )
    return replace(piece, xs=tuple(xs), cells=cells)


def _nearest(xs: Sequence[float], edge: float) -> int:
    return min(range(len(xs)), key=lambda i: abs(xs[i] - edge))


def _repeated_rows(before: Piece, after: Piece) -> int:
    """How many rows at the top of ``after`` print the heading of ``before`` again."""
    count = 0
    most = min(max(heading_rows(before), 1) + 1, before.n_rows, after.n_rows)
    while count < most and same_row(before, after, count):
        count += 1
    return count


def _has_own_heading(before: Piece, after: Piece) -> bool:
    return heading_rows(before) > 0 and is_heading_row(after, 0)


def _without_rows(piece: Piece, count: int) -> Piece:
    """The piece from row ``count`` on; cells merged over the cut keep their lower part."""
    if not count:
        return piece
    cells = [
        replace(c, row=max(c.row - count, 0), rowspan=c.rowspan - max(count - c.row, 0))
        for c in piece.cells
        if c.row + c.rowspan > count
    ]
    return replace(piece, cells=tuple(cells), n_rows=piece.n_rows - count, open_top=False)


def _merged_over(before: Piece, after: Piece) -> frozenset[int]:
    """Columns whose cell above goes on beside a new row: number and content of a task
    with several products, printed once and merged over all of them.
    """
    above = {c.col: c for c in before.row(before.n_rows - 1)}
    below = {c.col: c for c in after.row(0)}
    content = 1 if is_numbered(before) else 0
    if any(col not in above or col not in below for col in range(content + 1)):
        return frozenset()
    if content and below[0].lines:
        return frozenset()
    upper, lower = above[content], below[content]
    if upper.colspan != lower.colspan or upper.colspan > 1:
        return frozenset()
    if lower.lines and not text_goes_on(upper, lower, unsure=content == 0):
        # A number left blank beside a content of its own is a row without a number.
        return frozenset()
    return frozenset(range(content + 1))


def _appended(before: Piece, after: Piece, seam: _Seam) -> Piece:
    above = {c.col: c for c in before.row(before.n_rows - 1)}
    grown: dict[int, PieceCell] = {}
    added: list[PieceCell] = []
    for cell in sorted(after.cells, key=lambda c: (c.row, c.col)):
        upper = _upper(above, cell) if cell.row == 0 and cell.col in seam.glued else None
        if upper is None:
            added.append(replace(cell, row=cell.row + seam.row))
        else:
            so_far = grown.get(upper.col, upper)
            grown[upper.col] = _glued(so_far, cell, seam.row + cell.rowspan)
    kept = [grown.get(c.col, c) if c is above.get(c.col) else c for c in before.cells]
    cells = sorted((*kept, *added), key=lambda c: (c.row, c.col))
    return replace(
        before,
        xs=after.xs,
        n_rows=seam.row + after.n_rows,
        cells=tuple(cells),
        box=after.box,
    )


def _upper(above: dict[int, PieceCell], cell: PieceCell) -> PieceCell | None:
    """The cell above that covers the column ``cell`` begins in."""
    return next((u for u in above.values() if u.col <= cell.col < u.col + u.colspan), None)


def _glued(upper: PieceCell, lower: PieceCell, end_row: int) -> PieceCell:
    return replace(
        upper,
        rowspan=max(upper.rowspan, end_row - upper.row),
        boxes=upper.boxes + lower.boxes,
        lines=upper.lines + lower.lines,
    )
