"""Boxes on a page: PDF points, origin top-left, x to the right, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in PDF points (1/72 inch); half-open in both directions."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the centre of ``other`` lies inside this box."""
        return self.x0 <= other.x_mid < self.x1 and self.top <= other.y_mid < self.bottom

    def moved(self, x: float, y: float) -> Box:
        """The box ``x`` further to the right and ``y`` further down."""
        return Box(self.x0 + x, self.top + y, self.x1 + x, self.bottom + y)

    def overlaps(self, other: Box) -> bool:
        return (
            self.x0 < other.x1
            and other.x0 < self.x1
            and self.top < other.bottom
            and other.top < self.bottom
        )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around ``boxes``; raises ``ValueError`` where there are none."""
    corners = list(boxes)
    if not corners:
        raise ValueError("no boxes to unite")
    return Box(
        min(b.x0 for b in corners),
        min(b.top for b in corners),
        max(b.x1 for b in corners),
        max(b.bottom for b in corners),
    )
