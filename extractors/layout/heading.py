"""Heading rows of a table: which rows at its top name the columns."""

from __future__ import annotations

import re
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.layout.pieces import Piece, PieceCell
from extractors.layout.roles import role_in_heading, role_of
from extractors.text.fold import fold, starts_upper

_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Z]|\d=\d[-+x*]\d)\)?")
"""A row ``(1) (2) (3)`` under the heading counts the columns."""
_COUNTER = re.compile(r"(?:\d{1,3}|[IVXL]{1,6}|[a-zđ])[.)]?")
_SAME = 92
"""Per cent of letters that agree: recognised text differs from page to page."""


def is_grid(piece: Piece) -> bool:
    """Whether there are cells beside one another, not a frame around one text."""
    filled = [c for c in piece.cells if c.lines]
    return piece.n_cols > 1 and len(filled) > 1 and (piece.n_rows > 1 or heading_rows(piece) > 0)


def names_columns(piece: Piece) -> bool:
    """Whether the heading says what columns hold; needed where no borders are drawn."""
    if not is_grid(piece) or not heading_rows(piece):
        return False
    return any(role_of(c.text) for c in piece.row(0))


def heading_rows(piece: Piece) -> int:
    """How many rows at the top are headings; 0 where the table has none."""
    if not is_heading_row(piece, 0):
        return min(piece.repeated, piece.n_rows)
    count = max((c.rowspan for c in piece.row(0) if c.col == 0), default=1)
    count = max(count, piece.repeated)
    if count < piece.n_rows and count == 1 and _goes_on_below(piece):
        count += 1
    while count < piece.n_rows and _is_numbering(piece.row(count)):
        count += 1
    return min(count, piece.n_rows)


def is_heading_row(piece: Piece, index: int) -> bool:
    """Whether a row names its columns, told from the words in it or from its type."""
    cells = piece.row(index)
    filled = [c for c in cells if c.lines]
    if len(filled) < 2:
        return False
    if _COUNTER.fullmatch(filled[0].text) and role_of(filled[0].text) != "index":
        return False
    if not all(starts_upper(c.text) for c in filled):
        return False
    roles = [role_in_heading(c.text) for c in filled]
    known = sum(role is not None for role in roles)
    if roles[0] == "index" and len(filled) == len(cells):
        return True
    if known >= 2 and 2 * known >= len(filled):
        return True
    return len(filled) == len(cells) and _stands_out(piece, index)


def same_row(one: Piece, two: Piece, index: int) -> bool:
    """Whether both pieces print the same row at ``index``."""
    left, right = one.row(index), two.row(index)
    if [(c.col, c.colspan) for c in left] != [(c.col, c.colspan) for c in right]:
        return False
    if sum(bool(c.lines) for c in left) < 2:
        return False
    return all(_alike(a, b) for a, b in zip(left, right, strict=True))


def _alike(one: PieceCell, two: PieceCell) -> bool:
    left, right = fold(one.text), fold(two.text)
    if left == right:
        return True
    recognised = any(w.confidence is not None for c in (one, two) for ln in c.lines for w in ln)
    return recognised and fuzz.ratio(left, right) >= _SAME


def _stands_out(piece: Piece, index: int) -> bool:
    """Bold in every cell, over a row that is not."""
    if index + 1 >= piece.n_rows:
        return False
    return _is_bold(piece.row(index)) and not _is_bold(piece.row(index + 1))


def _is_bold(cells: list[PieceCell]) -> bool:
    words = [w for c in cells for line in c.lines for w in line]
    return bool(words) and all(w.bold for w in words)


def _goes_on_below(piece: Piece) -> bool:
    """A second heading row without merged cells beside it: ``Thời gian`` over ``Từ``, ``Đến``."""
    wide = [c for c in piece.row(0) if c.colspan > 1 and c.lines]
    below = [c for c in piece.row(1) if c.row == 1]
    if not wide or not below:
        return False
    under = [c for c in below if any(w.col <= c.col < w.col + w.colspan for w in wide)]
    beside = [c for c in below if c not in under]
    return all(c.lines for c in under) and not any(c.lines for c in beside)


def _is_numbering(cells: list[PieceCell]) -> bool:
    filled = [c for c in cells if c.lines]
    if len(filled) < 2 or len(filled) < len(cells) - 1:
        return False
    texts = [c.text.replace(" ", "") for c in filled]
    if not all(_NUMBERING.fullmatch(t) for t in texts):
        return False
    digits = [int(d[0]) for t in texts if (d := re.findall(r"\d+", t))]
    return len(digits) < 2 or all(b - a == 1 for a, b in pairwise(digits))
