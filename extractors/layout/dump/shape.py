"""Where the cells of a strip stand: heights in half lines from the strip's top.

Cells of one row begin at one height or stand around one middle; their lines are equally high.
So a cell's next line stands two half lines under its last one, and a cell around the middle ends
as far under it as it began above. A cell of even and one of odd length stand half a line apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_UNEVEN, _UNEVEN_MOST = 1.0, 5.0
"""What a half line costs by which a cell stands off where it should, and at most."""


class Shape(NamedTuple):
    """Where the cells of a strip stand that has been read down to ``level``."""

    level: int
    right: int
    """The last column printed at that level."""
    begun: tuple[int, ...]
    """Where each column's cell begins; -1 where it has none."""
    held: tuple[int, ...]
    """The lines of each cell so far."""
    ended: int
    """Columns whose cells have ended, as bits."""
    middle: int | None
    """Twice the height around which the cells stand, once one has ended."""


def first_shape(columns: Sequence[int], n: int) -> Shape:
    """The shape of a strip after its first line."""
    begun = tuple(0 if c in columns else -1 for c in range(n))
    return Shape(0, columns[-1], begun, tuple(int(b == 0) for b in begun), 0, None)


def price(off: float) -> float:
    """What it costs that cells stand off by some half lines."""
    return min(_UNEVEN * off, _UNEVEN_MOST)


def levels(shape: Shape, columns: Sequence[int]) -> Iterator[tuple[int, float]]:
    """The heights at which columns may go on or begin, and how far off that is."""
    soonest = shape.level if columns[0] > shape.right else shape.level + 1
    due = [shape.begun[c] + 2 * shape.held[c] for c in columns if shape.begun[c] >= 0]
    if due:
        level = max(*due, soonest)
        yield level, float(sum(level - d for d in due))
        return
    waiting = [
        b + 2 * n for c, (b, n) in enumerate(zip(shape.begun, shape.held, strict=True))
        if b >= 0 and not shape.ended >> c & 1
    ]  # fmt: skip
    for level in sorted({soonest, shape.level + 1, *[w for w in waiting if w >= soonest]}):
        yield level, 0.0


def put_down(
    shape: Shape, columns: Sequence[int], level: int, *, centred: bool
) -> tuple[Shape, float]:
    """The shape after a line at a height, and how far off its cells stand."""
    begun, count = list(shape.begun), list(shape.held)
    ended, middle, off = shape.ended, shape.middle, 0.0
    for c, b in enumerate(begun):
        due = b + 2 * count[c]
        past = due < level or (due == level and c < columns[0])
        if b >= 0 and past and c not in columns and not ended >> c & 1:
            ended |= 1 << c
            middle, away = _ended(b, count[c], middle, centred=centred)
            off += away
    for c in columns:
        off += _off(begun[c], level, middle, centred=centred)
        begun[c] = level if begun[c] < 0 else level - 2 * count[c]
        count[c] += 1
    return Shape(level, columns[-1], tuple(begun), tuple(count), ended, middle), off


def _off(begun: int, level: int, middle: int | None, *, centred: bool) -> float:
    """How far off a cell stands that has a line at a height."""
    if not centred:
        return float(level) if begun < 0 else 0.0
    if middle is None:
        return 0.0
    if begun < 0:
        return float(max(2 * level - middle, 0))
    return float(begun + level > middle)


def _ended(
    begun: int, count: int, middle: int | None, *, centred: bool
) -> tuple[int | None, float]:
    """The middle once a cell has ended, and how far off it the cell stands."""
    if not centred:
        return None, 0.0
    own = 2 * begun + 2 * (count - 1)
    return (own, 0.0) if middle is None else (middle, float(abs(own - middle)))


def closed(shape: Shape, *, centred: bool) -> float:
    """What it costs how far off the cells stand that end with their strip."""
    middle, off = shape.middle, 0.0
    for c, b in enumerate(shape.begun):
        if b >= 0 and not shape.ended >> c & 1:
            middle, away = _ended(b, shape.held[c], middle, centred=centred)
            off += away
    return price(off)
