"""Tables without borders: columns from the white stretches that rows share.

Prose must never become a table, so one is seen only under a heading row whose words say so
(``STT``, ``Nội dung``, ``Thời gian`` …: ``roles.yaml``), with three printed lines or more below
that all leave the same stretches white. A row begins where its number stands, or where the
lines are set further apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.layout.lines import Row, gaps, row_of
from extractors.layout.pieces import Piece, PieceCell, lines_of
from extractors.layout.roles import role_of
from schemas.geometry import Box, union
from schemas.word import Word

_GAP = 9.0
"""Points of white that part two headings; a space is 3.5, in justified text up to 8."""
_LEAST = 4.0
"""Points of white a column's edge must keep over all rows."""
_LINES = 3
_APART = 1.25
"""Of the usual pitch: lines further apart than this belong to different rows."""
_FAR = 3.5
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]?")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?")

Gutter = tuple[float, float]


class Found(NamedTuple):
    """A table and the rows of the page it takes, ``start`` to ``end`` (half-open)."""

    piece: Piece
    start: int
    end: int


def find_unruled(rows: Sequence[Row]) -> Found | None:
    """The first table without borders among the rows of a page."""
    for at, row in enumerate(rows):
        gutters = _heading_gutters(row)
        if gutters:
            found = _table(rows, at, gutters)
            if found is not None:
                return found
    return None


def goes_on(rows: Sequence[Row], before: Piece) -> Found | None:
    """The rows at the top of a page that go on with the table the last page ended in."""
    gutters = [(x - _LEAST, x + _LEAST) for x in before.xs[1:-1]]
    end, kept = _extent(rows, 0, gutters)
    groups = _groups(rows[:end], kept)
    if not groups or not any(_has_number(g[0], kept) for g in groups):
        return None
    piece = _piece(groups, kept)
    edges = (before.xs[0], *piece.xs[1:-1], before.xs[-1])
    return Found(piece if len(edges) != len(before.xs) else _on(piece, before.xs), 0, end)


def _on(piece: Piece, xs: tuple[float, ...]) -> Piece:
    return Piece(piece.page, piece.box, xs, piece.n_rows, piece.cells, "aligned")


def _heading_gutters(row: Row) -> list[Gutter]:
    """White stretches of a row whose parts name columns; empty where it names none."""
    wide = [g for g in gaps(row) if g[1] - g[0] >= _GAP]
    if len(wide) < 2:
        return []
    parts = _parts(row, wide)
    roles = [role_of(" ".join(w.text for w in part)) for part in parts]
    known = sum(role is not None for role in roles)
    numbered = roles[0] == "index" and known >= 2
    return wide if numbered or (row.bold and known >= 3) else []


def _parts(row: Row, gutters: Sequence[Gutter]) -> list[list[Word]]:
    """The words of a row by column, empty lists for empty columns."""
    parts: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
    for word in row.words:
        if word.box is not None:
            middle = word.box.x_mid
            parts[sum(middle > (g[0] + g[1]) / 2 for g in gutters)].append(word)
    return parts


def _table(rows: Sequence[Row], at: int, gutters: list[Gutter]) -> Found | None:
    start = at
    while start and _is_heading_line(rows[start - 1], rows[start], gutters, bold=rows[at].bold):
        start -= 1
    end, kept = _extent(rows, start, gutters)
    first = next((i for i in range(at + 1, end) if _has_number(rows[i], kept)), at + 1)
    # A table that the page's end cuts short may show a single row here.
    lines, groups = (1, 1) if end == len(rows) else (_LINES, 2)
    if first - start > 4 or end - first < lines:
        return None
    body = _groups(rows[first:end], kept)
    if body is None or len(body) < groups:
        return None
    return Found(_piece([list(rows[start:first]), *body], kept), start, end)


def _is_heading_line(above: Row, row: Row, gutters: Sequence[Gutter], *, bold: bool) -> bool:
    """Whether a row above the heading is its upper line: ``Thời gian`` over ``thực hiện``."""
    near = row.box.bottom - above.box.bottom < 1.6 * row.size
    return near and above.bold and bold and _narrowed(above, gutters) is not None


def _extent(rows: Sequence[Row], start: int, gutters: list[Gutter]) -> tuple[int, list[Gutter]]:
    """The row after the table's last, and what all its rows leave white."""
    end = start
    for i in range(start, len(rows)):
        row = rows[i]
        far = i > start and row.box.top - rows[i - 1].box.bottom > _FAR * row.size
        narrowed = _narrowed(row, gutters)
        if far or (narrowed is None and not _is_group(rows, i, gutters)):
            break
        gutters = narrowed or gutters
        end = i + 1
    while end > start and _narrowed(rows[end - 1], gutters) is None:
        end -= 1
    return end, gutters


def _narrowed(row: Row, gutters: Sequence[Gutter]) -> list[Gutter] | None:
    """The stretches that stay white in ``row`` too; None where it fills one."""
    out: list[Gutter] = []
    white = [(-1.0, row.box.x0), *gaps(row), (row.box.x1, 1e6)]
    for low, high in gutters:
        left = max(((max(low, a), min(high, b)) for a, b in white), key=lambda g: g[1] - g[0])
        if left[1] - left[0] < _LEAST:
            return None
        out.append(left)
    return out


def _is_group(rows: Sequence[Row], at: int, gutters: Sequence[Gutter]) -> bool:
    """A heading over all columns, ``II. Công tác chuẩn bị``, with rows of the table below."""
    is_label = _ROMAN.fullmatch(rows[at].words[0].text) is not None
    return is_label and at + 1 < len(rows) and _has_number(rows[at + 1], gutters)


def _has_number(row: Row, gutters: Sequence[Gutter]) -> bool:
    first = _parts(row, gutters)[0]
    return len(first) == 1 and _ORDINAL.fullmatch(first[0].text) is not None


def _groups(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[list[Row]] | None:
    """Printed lines gathered into rows; None where nothing tells rows apart."""
    if not rows:
        return None
    if _has_number(rows[0], gutters):
        return _cut(rows, [_begins(row, gutters) for row in rows])
    apart = _set_apart(rows)
    return _cut(rows, apart) if sum(apart) >= 2 else None


def _begins(row: Row, gutters: Sequence[Gutter]) -> bool:
    return _has_number(row, gutters) or _ROMAN.fullmatch(row.words[0].text) is not None


def _set_apart(rows: Sequence[Row]) -> list[bool]:
    steps = [
        (rows[i].box.bottom - rows[i - 1].box.bottom) / max(rows[i].size, 1.0)
        for i in range(1, len(rows))
    ]
    if not steps or max(steps) < _APART * min(steps):
        return [True] + [False] * len(steps)
    return [True, *(step > _APART * min(steps) for step in steps)]


def _cut(rows: Sequence[Row], begins: Sequence[bool]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row, is_first in zip(rows, begins, strict=True):
        if is_first or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _piece(groups: Sequence[Sequence[Row]], gutters: Sequence[Gutter]) -> Piece:
    rows = [row for group in groups for row in group]
    box = union(row.box for row in rows)
    xs = (box.x0, *((a + b) / 2 for a, b in gutters), box.x1)
    cells: list[PieceCell] = []
    for r, group in enumerate(groups):
        around = union(row.box for row in group)
        cells += _cells(r, group, gutters, xs, around)
    return Piece(rows[0].page, box, xs, len(groups), tuple(cells), "aligned")


def _cells(
    r: int, group: Sequence[Row], gutters: Sequence[Gutter], xs: Sequence[float], around: Box
) -> list[PieceCell]:
    """One cell for each column; a heading over all columns is one wide cell."""
    whole = row_of([w for row in group for w in row.words])
    page = whole.page
    if len(group) == 1 and _narrowed(group[0], gutters) is None:
        span = len(xs) - 1
        return [PieceCell(r, 0, 1, span, ((page, around),), (group[0].words,))]
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for row in group:
        for c, part in enumerate(_parts(row, gutters)):
            columns[c] += part
    return [
        PieceCell(
            r, c, 1, 1,
            ((page, Box(xs[c], around.top, xs[c + 1], around.bottom)),), lines_of(words),
        )
        for c, words in enumerate(columns)
    ]  # fmt: skip
