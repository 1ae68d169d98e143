"""Ruled tables whose writer left borders out: columns and rows told from the white between them.

    +----+------------------------------+-------------+
    | TT | Nội dung        Chủ trì      | Thời gian   |   no border between Nội dung and Chủ trì
    +----+------------------------------+-------------+
    | 1  | Họp thôn        Văn phòng    | Tháng 2     |   none between the tasks
    | 2  | Tổng kết        Công an xã   | Tháng 12    |

A column is parted only where its heading falls into parts that each name one, a row only
where ordinals stand one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout.heading import heading_rows
from extractors.layout.pieces import Lines, Piece, PieceCell, lines_of
from extractors.layout.roles import role_of
from extractors.text.fold import starts_upper
from schemas.geometry import Box
from schemas.page import Word

_GAP = 9.0
"""Points of white that part two headings; a space is 3.5, in justified text up to 8."""
_LEAST = 4.0
"""Points of white that the texts below must leave."""
_SHIFT = 6.0
"""Points a border may move from one page to the next."""
_ORDINAL = re.compile(r"\d{1,3}[.)]?")


def parted(piece: Piece, before: Piece | None) -> Piece:
    """The piece with the columns and rows that its borders leave together.

    ``before`` is the piece of the page before that it may go on with: what was parted there
    is parted here.
    """
    places = _places(piece) or _places_of(piece, before)
    for x in sorted(places):
        piece = _with_edge(piece, x)
    return _rows_parted(replace(piece, added=tuple(places)))


def _places(piece: Piece) -> list[float]:
    """Where columns are to be parted, told by the heading."""
    if heading_rows(piece) == 0:
        return []
    found: list[float] = []
    for head in piece.row(0):
        if head.lines and head.colspan == 1 and role_of(head.text) is None:
            found += _between_headings(head, _column(piece, head.col))
    return found


def _places_of(piece: Piece, before: Piece | None) -> list[float]:
    """Where the page before was parted, if this page leaves the same places white."""
    if before is None or not before.added:
        return []
    shift = piece.xs[0] - before.xs[0]
    ruled = [x + shift for x in before.xs if x not in before.added]
    same = len(ruled) == len(piece.xs) and all(
        abs(a - b) <= _SHIFT for a, b in zip(ruled, piece.xs, strict=True)
    )
    places = [x + shift for x in before.added]
    boxes = _boxes(w for w in piece.words())
    white = all(not any(b.x0 < x < b.x1 for b in boxes) for x in places)
    return places if same and white else []


def _column(piece: Piece, col: int) -> list[PieceCell]:
    """Cells of a column that are no headings over the whole table, which may run over anything."""
    cells = [c for c in piece.cells if c.col == col and c.colspan == 1 and c.lines]
    return cells if piece.n_cols == 2 else [c for c in cells if not _is_alone(piece, c)]


def _is_alone(piece: Piece, cell: PieceCell) -> bool:
    """Whether nothing stands beside a cell but a number."""
    beside = [c for c in piece.row(cell.row) if c is not cell and c.lines]
    return all(c.col == 0 for c in beside)


def _between_headings(head: PieceCell, cells: Sequence[PieceCell]) -> list[float]:
    """Places in a column that all its cells leave white and that part its heading into names."""
    gaps = _gaps(_boxes(w for c in cells for line in c.lines for w in line), _LEAST)
    wide = _gaps(_boxes(w for line in head.lines for w in line), _GAP)
    shared = [g for g in gaps if any(g[0] < w[1] and w[0] < g[1] for w in wide)]
    places = [(a + b) / 2 for a, b in shared]
    parts = _by_place([w for line in head.lines for w in line], places)
    texts = [" ".join(w.text for line in lines_of(part) for w in line) for part in parts]
    return places if places and all(map(role_of, texts)) else []


def _boxes(words: Iterable[Word]) -> list[Box]:
    return [w.box for w in words if w.box is not None]


def _gaps(boxes: Sequence[Box], least: float) -> list[tuple[float, float]]:
    """Stretches from left to right that no box covers."""
    found: list[tuple[float, float]] = []
    reach = None
    for box in sorted(boxes, key=lambda b: b.x0):
        if reach is not None and box.x0 - reach >= least:
            found.append((reach, box.x0))
        reach = box.x1 if reach is None else max(reach, box.x1)
    return found


def _by_place(words: Sequence[Word], places: Sequence[float]) -> list[list[Word]]:
    parts: list[list[Word]] = [[] for _ in range(len(places) + 1)]
    for word in words:
        if word.box is not None:
            parts[sum(word.box.x_mid > x for x in places)].append(word)
    return parts


def _with_edge(piece: Piece, x: float) -> Piece:
    """The piece with one more column edge; cells whose text runs over it cover both sides."""
    col = max(i for i, edge in enumerate(piece.xs[:-1]) if edge < x)
    cells: list[PieceCell] = []
    for cell in piece.cells:
        if cell.col > col:
            cells.append(replace(cell, col=cell.col + 1))
        elif cell.col + cell.colspan <= col:
            cells.append(cell)
        elif cell.colspan > 1 or _runs_over(cell.lines, x):
            cells.append(replace(cell, colspan=cell.colspan + 1))
        else:
            cells += _halves(cell, x)
    xs = (*piece.xs[: col + 1], x, *piece.xs[col + 1 :])
    return replace(piece, xs=xs, cells=tuple(cells))


def _runs_over(lines: Lines, x: float) -> bool:
    return any(b.x0 < x < b.x1 for b in _boxes(w for line in lines for w in line)) or any(
        a.box.x1 < x < b.box.x0 and b.box.x0 - a.box.x1 < _LEAST
        for line in lines
        for a, b in pairwise(line)
        if a.box and b.box
    )


def _halves(cell: PieceCell, x: float) -> list[PieceCell]:
    left, right = _by_place([w for line in cell.lines for w in line], [x])
    boxes = [(page, (b._replace(x1=x), b._replace(x0=x))) for page, b in cell.boxes]
    return [
        replace(cell, col=cell.col + i, boxes=tuple((p, b[i]) for p, b in boxes), lines=lines_of(w))
        for i, w in enumerate((left, right))
    ]


def _rows_parted(piece: Piece) -> Piece:
    """The piece with a row for each ordinal, where one row holds several."""
    out: list[PieceCell] = []
    added = 0
    for row in range(piece.n_rows):
        cells = [c for c in piece.cells if c.row == row]
        cuts = _cuts(cells) if all(c.rowspan == 1 for c in piece.row(row)) else []
        for cell in cells:
            moved = replace(cell, row=row + added)
            out += _stacked(moved, cuts) if cuts else [moved]
        added += len(cuts)
    return replace(piece, cells=tuple(out), n_rows=piece.n_rows + added)


def _cuts(cells: Sequence[PieceCell]) -> list[float]:
    """Heights at which a row's second and later ordinals stand, level with a line beside each."""
    if not cells or cells[0].col != 0 or len(cells[0].lines) < 2:
        return []
    texts = [" ".join(w.text for w in line) for line in cells[0].lines]
    numbers = [int(t.rstrip(".)")) for t in texts if _ORDINAL.fullmatch(t)]
    if len(numbers) < len(texts) or any(b - a != 1 for a, b in pairwise(numbers)):
        return []
    cuts = [min(b.top for b in _boxes(line)) for line in cells[0].lines[1:]]
    beside = [line for c in cells[1:] for line in c.lines]
    return cuts if all(any(_begins_at(line, y) for line in beside) for y in cuts) else []


def _begins_at(line: Sequence[Word], y: float) -> bool:
    boxes = _boxes(line)
    height = boxes[0].height
    return abs(boxes[0].top - y) < height / 2 and starts_upper(line[0].text)


def _stacked(cell: PieceCell, cuts: Sequence[float]) -> list[PieceCell]:
    """A cell as one for each row it holds."""
    (page, box) = cell.boxes[0]
    edges = [box.top, *cuts, box.bottom]
    rows: list[list[tuple[Word, ...]]] = [[] for _ in range(len(cuts) + 1)]
    for line in cell.lines:
        middle = _boxes(line)[0].y_mid
        rows[sum(middle > cut for cut in cuts)].append(line)
    return [
        replace(
            cell, row=cell.row + i, lines=tuple(lines),
            boxes=((page, box._replace(top=edges[i], bottom=edges[i + 1])),),
        )
        for i, lines in enumerate(rows)
    ]  # fmt: skip
