"""Whether the first row of a new page goes on with the last row of the page before.

Evidence is weighed, because no single sign is sure: an empty number, a sentence that goes
on in small letters, a cell whose text did not reach the bottom of its row (it cannot have
flowed over), a last line with room for the next word (the writer ended it there).
"""

from __future__ import annotations

import re

from extractors.layout.pieces import Piece, PieceCell
from extractors.text.fold import starts_upper
from schemas.geometry import Box

_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,6}|[A-ZĐa-zđ])[.)]?")
_ENDS = re.compile(r"[.;:!?…][”\"’)\]]*$")
_HANGS = re.compile(
    r"(?:[,(“\-–/&]|\b(?:và|của|các|cho|với|tại|theo|từ|đến|về|trong|hoặc|là|được))$"
)
"""Words no phrase ends with."""
_LINE = 1.25
"""Line height in font sizes."""


def row_goes_on(before: Piece, after: Piece) -> bool:
    """Whether row 0 of ``after`` is the rest of the last row of ``before``."""
    lower = [c for c in after.row(0) if c.row == 0]
    if not any(c.lines for c in lower):
        return True
    upper = before.row(before.n_rows - 1)
    numbered = is_numbered(before)
    first = next((c for c in lower if c.col == 0), None)
    if numbered and first is not None and first.lines and first.colspan == 1:
        return False
    score = 1.5 if numbered else -0.5
    if numbered and any(not c.lines for c in _column(before, 0)):
        score -= 1.0
    for cell in lower:
        above = next((u for u in upper if u.col <= cell.col < u.col + u.colspan), None)
        score += _evidence(above, cell) if cell.lines else 0.0
    return score > 0


def is_numbered(piece: Piece) -> bool:
    """Whether the first column counts the rows."""
    texts = [c.text for c in _column(piece, 0) if c.lines and c.colspan == 1]
    counted = [t for t in texts if _ORDINAL.fullmatch(t)]
    return len(counted) >= max(1, len(texts) - 1) / 2 if texts else False


def text_goes_on(upper: PieceCell, lower: PieceCell) -> bool:
    """Whether the lower cell's text is the rest of a sentence in the upper one."""
    if not upper.lines or not lower.lines:
        return False
    return not starts_upper(lower.lines[0][0].text) and not _has_room(upper, lower)


def _column(piece: Piece, col: int) -> list[PieceCell]:
    return [c for c in piece.cells if c.col == col and c.row > 0]


def _evidence(upper: PieceCell | None, lower: PieceCell) -> float:
    """Positive where the lower text continues the upper, negative where it cannot."""
    if lower.rowspan > 1 and upper is not None and upper.rowspan == 1 and not upper.lines:
        return 0.0
    if upper is None or not upper.lines:
        # Widow control may have moved a short cell over whole.
        return -0.8
    first = lower.lines[0][0].text
    last = upper.lines[-1][-1].text
    score = 0.0
    if _room_below(upper) > 2.3:
        score -= 3.0
    if not starts_upper(first):
        score += 3.0 if first[:1].isalpha() else 1.0
    elif _HANGS.search(last):
        score += 2.0
    elif _ENDS.search(last):
        score -= 1.0
    if _has_room(upper, lower):
        score -= 2.0 if starts_upper(first) else 1.0
    return score


def _room_below(cell: PieceCell) -> float:
    """Empty lines between the cell's text and its bottom border."""
    word, (_, box) = cell.lines[-1][0], cell.boxes[-1]
    if word.box is None:
        return 0.0
    return (box.bottom - word.box.bottom) / (_LINE * max(word.size, 6.0))


def _has_room(upper: PieceCell, lower: PieceCell) -> bool:
    """Whether the upper cell's last line could have held the lower one's first word."""
    first = lower.lines[0][0].box
    if first is None:
        return False
    left, right = _text_edges(upper)
    line = [w.box for w in upper.lines[-1] if w.box is not None]
    used = max(b.x1 for b in line) - min(b.x0 for b in line)
    space = 0.25 * upper.lines[-1][-1].size
    return used + space + first.width < right - left


def _text_edges(cell: PieceCell) -> tuple[float, float]:
    """Left and right limit of a cell's text: its widest line, at least the box less padding."""
    boxes = [w.box for line in cell.lines for w in line if w.box is not None]
    (_, box) = cell.boxes[-1]
    padding = 6.0
    inner = Box(box.x0 + padding, box.top, box.x1 - padding, box.bottom)
    return min([inner.x0, *(b.x0 for b in boxes)]), max([inner.x1, *(b.x1 for b in boxes)])
