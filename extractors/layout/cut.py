"""Whether the first row of a new page goes on with the last row of the page before.

Evidence is weighed, because no single sign is sure: an empty number, a sentence that goes
on in small letters, a cell whose text did not reach the bottom of its row (it cannot have
flowed over), a last line with room for the next word (the writer ended it there).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from extractors.layout.landmarks import leaves_open
from extractors.layout.pieces import Piece, PieceCell
from extractors.text.fold import starts_upper

_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,6}|[A-ZĐa-zđ])[.)]?")
_ENDS = re.compile(r"[.;:!?…][”\"’)\]]*$")
_PADDING = 6.0
"""Points between a border and the text; Word leaves 5.4, LibreOffice 2.8 to 5."""
_RECENT = 200
"""Rows that tell what a column holds; a table of thousands is not gone through for each page."""
_TELLING = 3
"""Rows above that show how a column is filled."""
_LINE = 1.25
"""Line height in font sizes."""


def row_goes_on(before: Piece, after: Piece) -> bool:
    """Whether row 0 of ``after`` is the rest of the last row of ``before``."""
    lower = [c for c in after.row(0) if c.row == 0]
    if not any(c.lines for c in lower):
        return True
    upper = before.row(before.n_rows - 1)
    places = {(c.col, c.colspan) for c in upper}
    # Blanks show no border where one was left out.
    if not all((c.col, c.colspan) in places for c in after.row(0) if c.lines):
        return False
    numbered = is_numbered(before)
    first = next((c for c in lower if c.col == 0), None)
    if numbered and first is not None and first.lines:
        return False
    if after.open_top:
        return True
    score = _of_number(before, after) if numbered else -0.5
    beside = 0.0
    merged = True
    for cell in lower:
        above = next((u for u in upper if u.col <= cell.col < u.col + u.colspan), None)
        found = _of_blank(before, above, cell)
        if cell.lines:
            found = _evidence(above, cell, is_open=numbered and _is_open_list(before, above))
        score += found
        may_be = _may_be_merged(above, cell)
        merged = merged and (may_be or cell.col > 1)
        beside += 0.0 if may_be else found
    # Number and content merged over several rows flow on by themselves: then the cells
    # beside them tell whether theirs is a row of its own.
    return score > 0 and not (numbered and merged and beside <= -2.0)


def _of_number(before: Piece, after: Piece) -> float:
    """What a missing number says in a table that counts its rows, by the number that follows."""
    counted = _column(before, 0)
    score = 1.5 if all(c.lines for c in counted) else 0.5
    last = _number(counted[-1]) if counted else None
    below = sorted((c.row, n) for c in after.cells if c.col == 0 and c.row and (n := _number(c)))
    if len(counted) < _TELLING or last is None or not below or _uncounted(counted):
        return score
    return score + {last + 1: 2.5, last + 2: -1.0}.get(below[0][1], 0.0)


def _number(cell: PieceCell) -> int | None:
    text = cell.text.rstrip(".)")
    return int(text) if text.isdecimal() else None


def _uncounted(column: Sequence[PieceCell]) -> bool:
    """Whether rows without a number are left out of the count: ``3``, blank, ``4``."""
    return any(
        not blank.lines and (n := _number(one)) is not None and _number(two) == n + 1
        for one, blank, two in zip(column, column[1:], column[2:], strict=False)
    )


def _is_open_list(before: Piece, above: PieceCell | None) -> bool:
    """Whether a cell ends with a semicolon, as hardly another of its column does."""
    if above is None or not above.text.endswith(";"):
        return False
    others = [c for c in _column(before, above.col) if c.lines and c is not above]
    return len(others) >= _TELLING and 5 * sum(c.text.endswith(";") for c in others) < len(others)


def _may_be_merged(above: PieceCell | None, cell: PieceCell) -> bool:
    if cell.col > 1:
        return False
    return not cell.lines or above is None or text_goes_on(above, cell, unsure=False)


def _of_blank(before: Piece, above: PieceCell | None, cell: PieceCell) -> float:
    """A blank under a text that is complete speaks for a cut row where the column is filled."""
    if above is None or not above.lines or cell.col == 0:
        return 0.0
    column = [c for c in _column(before, cell.col) if c.colspan == 1]
    blank = sum(not c.lines for c in column) / max(len(column), 1)
    return max(0.8 - 2 * blank, 0.0)


def is_numbered(piece: Piece) -> bool:
    """Whether the first column counts the rows."""
    texts = [c.text for c in _column(piece, 0) if c.lines and c.colspan == 1]
    counted = [t for t in texts if _ORDINAL.fullmatch(t)]
    return len(counted) >= max(1, len(texts) - 1) / 2 if texts else False


def text_goes_on(upper: PieceCell, lower: PieceCell, *, unsure: bool) -> bool:
    """Whether the lower cell's text is the rest of a sentence in the upper one.

    With ``unsure`` a small letter has to show it; otherwise an open sentence above is enough.
    """
    if not upper.lines or not lower.lines or _has_room(upper, lower):
        return False
    is_open = not _ENDS.search(upper.lines[-1][-1].text)
    return not starts_upper(lower.lines[0][0].text) or (is_open and not unsure)


def _column(piece: Piece, col: int) -> list[PieceCell]:
    """The cells that begin in a column, of a long table the last."""
    first = max(1, piece.n_rows - _RECENT)
    return [c for c in piece.cells if c.col == col and c.row >= first]


def _evidence(upper: PieceCell | None, lower: PieceCell, *, is_open: bool) -> float:
    """Positive where the lower text continues the upper, negative where it cannot.

    ``is_open``: the upper text is a list whose last item is still to come.
    """
    if lower.rowspan > 1:
        return 0.0
    if upper is None or not upper.lines:
        # Widow control may have moved a short cell over whole.
        return -0.8
    score = -5.0 if _room_below(upper) > 2.3 else 0.0
    if not starts_upper(lower.lines[0][0].text):
        return score + (1.5 if _has_room(upper, lower) else 3.0)
    if is_open:
        return score + 1.0
    first, last = lower.lines[0][0].text, upper.lines[-1][-1].text
    if leaves_open(last, first):
        score += 2.0
    elif _ENDS.search(last):
        score -= 1.0
    # A capital begins most new cells, but also every fourth line of running text, a number as
    # many of either; a last line without room for the next word is chance where the column is
    # narrow, a sign where it is wide.
    share = _first_width(lower) / max(_inner_width(upper), 1.0)
    score -= 0.0 if first[:1].isdigit() else 1.2
    return score + (-2.0 if _has_room(upper, lower) else min(-log(max(share, 0.05)), 2.0))


def _room_below(cell: PieceCell) -> float:
    """Empty lines between the cell's text and its bottom border."""
    word, (_, box) = cell.lines[-1][0], cell.boxes[-1]
    if word.box is None:
        return 0.0
    return (box.bottom - word.box.bottom) / (_LINE * max(word.size, 6.0))


def _has_room(upper: PieceCell, lower: PieceCell) -> bool:
    """Whether the upper cell's last line could have held the lower one's first word."""
    line = [w.box for w in upper.lines[-1] if w.box is not None]
    if not line:
        return False
    used = max(b.x1 for b in line) - min(b.x0 for b in line)
    return used + _first_width(lower) < _inner_width(upper)


def _first_width(cell: PieceCell) -> float:
    """Width of a cell's first word and a space."""
    first = cell.lines[0][0]
    return (first.box.width if first.box else 0.0) + 0.25 * first.size


def _inner_width(cell: PieceCell) -> float:
    """Width of a cell's text: of its widest line, at least the box less its padding."""
    boxes = [w.box for line in cell.lines for w in line if w.box is not None]
    _, box = cell.boxes[-1]
    left = min([box.x0 + _PADDING, *(b.x0 for b in boxes)])
    return max([box.x1 - _PADDING, *(b.x1 for b in boxes)]) - left
