"""From PDF page space to the project's one coordinate system: points, origin top-left.

PDF pages have their origin anywhere, y upwards, and may be shown turned. A frame is the
page as it is read after a turn: 90 means the text was drawn bottom to top.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Frame(NamedTuple):
    """``turn`` in degrees (0, 90, 180, 270) and the page's visible rectangle in page space."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.turn % 180 == 0 else (height, width)


def points(frame: Frame, xy: np.ndarray) -> np.ndarray:
    """Page-space points, shape (n, 2), as x rightwards and y downwards in ``frame``."""
    x, y = xy[:, 0], xy[:, 1]
    columns = {
        0: (x - frame.left, frame.top - y),
        90: (y - frame.bottom, x - frame.left),
        180: (frame.right - x, y - frame.bottom),
        270: (frame.top - y, frame.right - x),
    }[frame.turn]
    return np.column_stack(columns)


def boxes(frame: Frame, corners: np.ndarray) -> np.ndarray:
    """Page-space rectangles (x0, y0, x1, y1), shape (n, 4), as x0, top, x1, bottom in ``frame``."""
    one, two = points(frame, corners[:, :2]), points(frame, corners[:, 2:])
    return np.column_stack((np.minimum(one, two), np.maximum(one, two)))


def between(start: Frame, end: Frame, rectangles: np.ndarray) -> np.ndarray:
    """Rectangles of one frame (x0, top, x1, bottom) in another frame of the same page."""
    return boxes(end, page_space(start, rectangles))


def page_space(frame: Frame, r: np.ndarray) -> np.ndarray:
    """Rectangles of ``frame`` (x0, top, x1, bottom), shape (n, 4), in page space."""
    x0, top, x1, bottom = r.T
    columns = {
        0: (x0 + frame.left, frame.top - top, x1 + frame.left, frame.top - bottom),
        90: (top + frame.left, x0 + frame.bottom, bottom + frame.left, x1 + frame.bottom),
        180: (frame.right - x0, top + frame.bottom, frame.right - x1, bottom + frame.bottom),
        270: (frame.right - top, frame.top - x0, frame.right - bottom, frame.top - x1),
    }[frame.turn]
    return np.column_stack(columns)
