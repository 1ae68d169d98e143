"""Letterhead and foot: two columns side by side, read one after the other.

The letterhead prints the issuing body and the number at the left, the national motto, place
and date at the right (Nghị định 30/2020/NĐ-CP, annex I); the foot prints the recipients
beside the signature, and may go on over a page break. A column is found by the white
stretch that consecutive rows share.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.layout.landmarks import begins, holds
from extractors.layout.lines import Row, gaps, parted, row_of, rows_of
from extractors.text.fold import is_upper
from extractors.zones import kind_of_line
from schemas.word import Word

_HEAD_ROWS = 12
"""Rows from the page's top within which the motto stands."""
_HEAD_GAP = 3.0
"""Points between the columns: long names of bodies leave no more."""
_FOOT_GAP = 14.0
_LEFT_COLUMN = 0.65
"""Of the page's width: what the column of recipients takes at most."""
_SIGN_GAP = 40.0
_SIGN_ROOM = 28.0
"""Points left free between an office and the name of its holder."""
_AXIS = 14.0
"""Points a line may stand off the axis it is centred on."""
_SAME_EDGE = 24.0
"""Points recipients may be indented from ``Nơi nhận``."""


class Columns(NamedTuple):
    """Rows of the left and of the right column."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    gutter: float
    is_foot: bool


class Region(NamedTuple):
    """Columns, and the rows of the page they take: ``start`` to ``end`` (half-open)."""

    columns: Columns
    start: int
    end: int


def letterhead(rows: Sequence[Row], width: float) -> Region | None:
    """The two columns at the top of a document, or of the plan a decision encloses."""
    top = rows[:_HEAD_ROWS]
    at = next((i for i, row in enumerate(top) if holds(row.text, "motto")), None)
    if at is None:
        return None
    low, high = _around_motto(top, at)
    start = end = at
    while start and (bounds := _narrowed(top[start - 1], low, high)):
        low, high, start = *bounds, start - 1
    for i, row in enumerate(top[at:], at):
        bounds = _narrowed(row, low, high)
        if bounds is None or (i > at and _ends_head(row, width, rows[start:i], sum(bounds) / 2)):
            break
        low, high, end = *bounds, i + 1
    columns = _columns(rows[start:end], (low + high) / 2, is_foot=False)
    return Region(columns, start, end) if columns.left and columns.right else None


def _around_motto(rows: Sequence[Row], at: int) -> tuple[float, float]:
    """Where the column left of the motto ends at the earliest, and where the motto begins."""
    row = rows[at]
    tails = [" ".join(w.text for w in row.words[i:]) for i in range(len(row.words))]
    place = next((i for i, tail in enumerate(tails) if begins(tail, "motto")), None)
    if place is None:
        # Recognised text has slips; the widest white in the row is the gutter then.
        return max(gaps(row), key=lambda g: g[1] - g[0], default=(0.0, row.box.x0))
    motto = row_of(row.words[place:])
    if place:
        return row_of(row.words[:place]).box.x1, motto.box.x0
    return min(r.box.x0 for r in rows), motto.box.x0


def _ends_head(row: Row, width: float, above: Sequence[Row], gutter: float) -> bool:
    """Kind line, addressees or a title: what is centred on the page and not on a column."""
    if begins(row.text, "addressed") or kind_of_line(row.text) is not None:
        return True
    left, right = parted(row, gutter)
    if left and right:
        return not _stands_apart(row, gutter)
    if not left:
        rights = [r for a in above for r in rows_of(parted(a, gutter)[1])]
        axis = sum(r.box.x_mid for r in rights) / max(len(rights), 1)
        return abs(row.box.x_mid - axis) > _AXIS and abs(row.box.x_mid - width / 2) < _AXIS
    return False


def _stands_apart(row: Row, gutter: float) -> bool:
    """Whether the white at the gutter is wider than the spaces of the row: not so in prose."""
    white = gaps(row)
    across = max((b - a for a, b in white if a <= gutter <= b), default=0.0)
    others = [b - a for a, b in white if not a <= gutter <= b]
    return not others or across > 1.8 * median(others)


def _narrowed(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """The white stretch (low, high) cut down to what ``row`` leaves of it."""
    stretches = [(low, row.box.x0), *gaps(row), (row.box.x1, high)]
    bounds = [(max(low, start), min(high, end)) for start, end in stretches]
    widest = max(bounds, key=lambda b: b[1] - b[0])
    return widest if widest[1] - widest[0] >= _HEAD_GAP else None


def _columns(rows: Sequence[Row], gutter: float, *, is_foot: bool) -> Columns:
    left: list[Word] = []
    right: list[Word] = []
    for row in rows:
        here, there = parted(row, gutter)
        left += here
        right += there
    return Columns(tuple(rows_of(left)), tuple(rows_of(right)), gutter, is_foot)


def foot(rows: Sequence[Row], width: float) -> Region | None:
    """Recipients beside the signature, or two signatures side by side."""
    start = next((i for i, row in enumerate(rows) if _opens_recipients(row)), None)
    if start is None:
        return _signatures(rows)
    edge = rows[start].box.x0
    end = start
    low, high = 0.0, _LEFT_COLUMN * width
    for row in rows[start:]:
        bounds = _foot_bounds(row, edge, low, high)
        if bounds is None:
            break
        low, high = bounds
        end += 1
    first = _signature_above(rows, start, low)
    return Region(_columns(rows[first:end], (low + high) / 2, is_foot=True), first, end)


def _opens_recipients(row: Row) -> bool:
    """``Nơi nhận`` and no more on its side: ``Nơi nhận hồ sơ là …`` is a sentence."""
    if not begins(row.text, "recipients"):
        return False
    words = row.words[:3]
    if len(words) < 3 or words[1].text.endswith(":") or words[2].text.startswith(":"):
        return True
    assert words[1].box is not None
    assert words[2].box is not None
    return words[2].box.x0 - words[1].box.x1 >= _FOOT_GAP


def _signatures(rows: Sequence[Row]) -> Region | None:
    """Two offices in capitals or bold, room to sign, two names: ``THƯ KÝ`` beside ``CHỦ TRÌ``."""
    for start, row in enumerate(rows):
        wide = [g for g in gaps(row) if g[1] - g[0] >= _SIGN_GAP]
        if len(wide) != 1 or not _are_offices(row, wide[0]):
            continue
        low, high = wide[0]
        end = start + 1
        both = 1
        while end < len(rows) and (bounds := _narrowed(rows[end], low, high)):
            low, high = bounds
            both += all(parted(rows[end], (low + high) / 2))
            end += 1
        region = rows[start:end]
        room = max((b.box.top - a.box.bottom for a, b in pairwise(region)), default=0.0)
        if both > 1 and high - low >= _FOOT_GAP and room >= _SIGN_ROOM:
            return Region(_columns(region, (low + high) / 2, is_foot=True), start, end)
    return None


def _are_offices(row: Row, gap: tuple[float, float]) -> bool:
    sides = parted(row, sum(gap) / 2)
    texts = [" ".join(w.text for w in side) for side in sides]
    return all(texts) and (row.bold or all(is_upper(t) for t in texts))


def _foot_bounds(row: Row, edge: float, low: float, high: float) -> tuple[float, float] | None:
    """The gutter after ``row``; None where the row is in neither column."""
    if row.box.x0 > edge + _SAME_EDGE:
        if row.box.x0 < low:
            return None
        return (low, min(high, row.box.x0))
    wide = [g for g in gaps(row) if g[1] - g[0] >= _FOOT_GAP and g[1] > low and g[0] < high]
    if not wide:
        return (max(low, row.box.x1), high) if row.box.x1 + _HEAD_GAP <= high else None
    start, end = max(wide, key=lambda g: g[1] - g[0])
    bounds = max(low, start), min(high, end)
    return bounds if bounds[0] + _HEAD_GAP <= bounds[1] else None


def _signature_above(rows: Sequence[Row], start: int, low: float) -> int:
    """The first row of a signature that begins a little above ``Nơi nhận``."""
    first = start
    while first and start - first < 3:
        row = rows[first - 1]
        near = rows[first].box.top - row.box.bottom < 1.5 * row.size
        if not (near and row.box.x0 > low and (row.bold or is_upper(row.text))):
            break
        first -= 1
    return first


def foot_goes_on(rows: Sequence[Row], before: Columns, width: float) -> Region | None:
    """The rows at the top of the next page that still belong to the foot ``before``."""
    edge = min((r.box.x0 for r in before.left), default=0.0)
    low = max((r.box.x1 for r in before.left), default=0.0)
    high = min((r.box.x0 for r in before.right), default=_LEFT_COLUMN * width)
    size = max((r.size for r in before.left), default=0.0)
    end = 0
    for row in rows:
        left, _ = parted(row, before.gutter)
        bounds = _foot_bounds(row, edge, low, high)
        if bounds is None or begins(row.text, "annex") or any(w.size > size + 1 for w in left):
            break
        low, high = bounds
        end += 1
    if not end:
        return None
    return Region(_columns(rows[:end], (low + high) / 2, is_foot=True), 0, end)
