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
from extractors.layout.ruled import cut_again
from extractors.text.fold import starts_upper
from schemas.geometry import Box
from schemas.page import Page
from schemas.word import Word

_GAP = 6.0
"""Points of white that part two headings; a space is 3.5."""
_LEAST = 4.0
"""Points of white that the texts below must leave."""
_PADDING = 3.0
"""Points from where a border would stand to the text on its right."""
_NEAR = 8.0
"""Points between a place told by the text and a border that some rows have there."""
_MOST = 0.7
_SHIFT = 6.0
"""Points a border may move from one page to the next."""
_ORDINAL = re.compile(r"\d{1,3}[.)]?")


def parted(piece: Piece, before: Piece | None, page: Page, words: Sequence[Word]) -> Piece:
    """The piece of ``page`` with the columns and rows that its borders leave together.

    ``before`` is the piece of the page before that it may go on with: what was parted there
    is parted here.
    """
    places = [_at_edge(piece, x) for x in _places_of(piece, before) or _places(piece)]
    if places:
        missing = [box for cell in piece.cells for box in _missing(piece, cell, places)]
        piece = cut_again(page, words, piece, missing)
    return _rows_parted(replace(piece, added=tuple(places)))


def _places(piece: Piece) -> list[float]:
    """Where columns are to be parted, told by the heading."""
    if heading_rows(piece) == 0:
        return []
    found: list[float] = []
    for head in piece.row(0):
        if head.lines and role_of(head.text) is None:
            found += _between_headings(head, _column(piece, head))
    return found


def _places_of(piece: Piece, before: Piece | None) -> list[float]:
    """Where the page before was parted, if this page leaves the same places white."""
    if before is None or not before.added:
        return []
    shift = piece.xs[0] - before.xs[0]
    places = [x + shift for x in before.added]
    ruled = [x + shift for x in before.xs if all(abs(x - y) > _NEAR for y in before.added)]
    own = [x for x in piece.xs if all(abs(x - place) > _NEAR for place in places)]
    # Merged cells may hide some of the borders on a page with few rows.
    same = all(any(abs(a - b) <= _SHIFT for b in ruled) for a in own)
    width = abs(own[-1] - ruled[-1]) <= _SHIFT
    return places if same and width and all(_leaves_white(piece, x) for x in places) else []


def _leaves_white(piece: Piece, x: float) -> bool:
    """Whether half of the cells over a place leave it white; merged ones need not."""
    over = [c for c in piece.cells if c.lines and piece.xs[c.col] < x < piece.xs[c.end]]
    narrow = [c for c in over if c.colspan == 1] or over
    return len(narrow) <= 2 * sum(not _runs_over(c.lines, x) for c in narrow)


def _column(piece: Piece, head: PieceCell) -> list[PieceCell]:
    """Cells as wide as their heading, but for headings of the table, which may be of any width."""
    place = (head.col, head.colspan)
    cells = [c for c in piece.cells if (c.col, c.colspan) == place and c.lines]
    return cells if piece.n_cols == 2 else [c for c in cells if not _is_alone(piece, c)]


def _is_alone(piece: Piece, cell: PieceCell) -> bool:
    """Whether nothing stands beside a cell but a number."""
    beside = [c for c in piece.row(cell.row) if c is not cell and c.lines]
    return all(c.col == 0 for c in beside)


def _between_headings(head: PieceCell, cells: Sequence[PieceCell]) -> list[float]:
    """Places in a column that most cells leave white and that part its heading into names."""
    wide = _gaps(_boxes(w for line in head.lines for w in line), _GAP)
    places = [x for gap in wide if (x := _white_place(gap, cells)) is not None]
    parts = _by_place([w for line in head.lines for w in line], places)
    texts = [" ".join(w.text for line in lines_of(part) for w in line) for part in parts]
    return places if places and all(map(role_of, texts)) else []


def _white_place(gap: tuple[float, float], cells: Sequence[PieceCell]) -> float | None:
    """Where a border would stand within a heading's ``gap``; merged cells need not agree."""
    texts = [_boxes(w for line in cell.lines for w in line) for cell in cells]
    starts = {b.x0 for boxes in texts for b in boxes if gap[0] + _LEAST <= b.x0 <= gap[1]}

    def white(start: float) -> int:
        return sum(all(b.x1 <= start - _LEAST or b.x0 >= start for b in boxes) for boxes in texts)

    best = max(starts, key=lambda start: (white(start), start), default=None)
    if best is None or white(best) < _MOST * len(texts):
        return None
    reach = max((b.x1 for boxes in texts for b in boxes if b.x1 <= best - _LEAST), default=gap[0])
    return best - min(_PADDING, (best - max(reach, gap[0])) / 2)


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


def _at_edge(piece: Piece, x: float) -> float:
    """A place as the border that some rows have there, if they have."""
    return min((edge for edge in piece.xs if abs(edge - x) <= _NEAR), default=x,
               key=lambda edge: abs(edge - x))  # fmt: skip


def _missing(piece: Piece, cell: PieceCell, places: Sequence[float]) -> list[Box]:
    """Borders that a cell should have at ``places``: none where it is merged over them."""
    left, right = piece.xs[cell.col], piece.xs[cell.end]
    inside = [x for x in places if left + _NEAR < x < right - _NEAR]
    merged = any(left < x < right and x not in places for x in piece.xs)
    open_at = [x for x in inside if not _runs_over(cell.lines, x)]
    if merged:
        open_at = [x for x in open_at if _shows(cell, x)]
    _, box = cell.boxes[-1]
    return [Box(x, box.top, x, box.bottom) for x in open_at]


def _shows(cell: PieceCell, x: float) -> bool:
    """Whether what stands in a wide cell shows a border at ``x``: text on both sides, one that
    begins there, or one whose lines break there.
    """
    left, right = _by_place([w for line in cell.lines for w in line], [x])
    if not left and right:
        return min(b.x0 for b in _boxes(right)) - x <= _NEAR
    return bool(left) and (bool(right) or len(cell.lines) > 1)


def _runs_over(lines: Lines, x: float) -> bool:
    return any(b.x0 < x < b.x1 for b in _boxes(w for line in lines for w in line)) or any(
        a.box.x1 < x < b.box.x0 and b.box.x0 - a.box.x1 < _LEAST
        for line in lines
        for a, b in pairwise(line)
        if a.box and b.box
    )


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
