"""A table's part on one page, before parts are joined into tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.layout.lines import rows_of
from schemas.geometry import Box
from schemas.word import Word

Lines = tuple[tuple[Word, ...], ...]
"""Words of a cell, one tuple for each printed line."""


@dataclass(frozen=True, slots=True)
class PieceCell:
    row: int
    col: int
    rowspan: int
    colspan: int
    boxes: tuple[tuple[int, Box], ...]
    lines: Lines

    @property
    def text(self) -> str:
        return " ".join(w.text for line in self.lines for w in line)

    @property
    def end(self) -> int:
        """The column after its last."""
        return self.col + self.colspan


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells on one page, or on several once pieces are joined.

    ``box`` is its rectangle on the last page, ``xs`` are the edges of the columns there
    (n_cols + 1 of them); ``repeated`` counts heading rows that a later page printed again.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    n_rows: int
    cells: tuple[PieceCell, ...]
    origin: Literal["ruled", "aligned"] = "ruled"
    repeated: int = 0
    open_top: bool = False
    """Whether no border stands above its first row: the row began on the page before."""
    added: tuple[float, ...] = ()
    """Edges of columns (a part of ``xs``) at which no border is drawn."""

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1

    @property
    def last_page(self) -> int:
        return max(page for cell in self.cells for page, _ in cell.boxes)

    def row(self, index: int) -> list[PieceCell]:
        """Cells that stand in a row, those merged over it included, by column."""
        found = [c for c in self.cells if c.row <= index < c.row + c.rowspan]
        return sorted(found, key=lambda c: c.col)

    def words(self) -> list[Word]:
        return [w for c in self.cells for line in c.lines for w in line]


def lines_of(words: list[Word]) -> Lines:
    """A cell's words as printed lines."""
    if _is_upended(words):
        return _upended(words)
    return tuple(row.words for row in rows_of(words))


def _is_upended(words: list[Word]) -> bool:
    """Whether narrow headings were turned to run from bottom to top."""
    boxes = [w.box for w in words if w.box is not None and len(w.text) > 1]
    return bool(boxes) and all(b.height > 1.5 * b.width for b in boxes)


def _upended(words: list[Word]) -> Lines:
    """Lines from left to right, each read upwards: set flat, gathered, and set up again."""
    flat = [w._replace(box=Box(-b.bottom, b.x0, -b.top, b.x1)) for w in words if (b := w.box)]
    origin = {id(f): w for f, w in zip(flat, [w for w in words if w.box], strict=True)}
    return tuple(tuple(origin[id(f)] for f in row.words) for row in rows_of(flat))
