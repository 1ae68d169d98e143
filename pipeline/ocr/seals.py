"""Round seals: where they are on a page, so that what is written in them is not read as text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from schemas.geometry import Box

_GRID = 40
"""Dots per inch at which rings are looked for."""
_RADII = np.arange(0.50, 0.90, 0.025)
"""Inches; seals of offices are 32 to 42 mm wide."""
_BESIDE = 3
"""Dots from a ring to the rings inside and outside it that it is held against."""
_CLEAR = 0.4
"""By how much more of a ring is inked than beside it; seals are often pale at one side, and
of a ring laid over dense text a quarter more is."""
_SMOOTH = 60
"""Sides are made multiples of this, for which the transform is fast."""
_MOST = 3


class Seal(NamedTuple):
    """A circle, in pixels."""

    x: float
    y: float
    radius: float

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies inside."""
        dx, dy = box.x_mid - self.x, box.y_mid - self.y
        return bool(dx * dx + dy * dy < self.radius * self.radius)


def find_seals(ink: np.ndarray, *, dpi: float) -> list[Seal]:
    """The rings of a page; ``ink`` is a mask, shape (height, width)."""
    grid = _coarse(ink, dpi)
    if not grid.any():
        return []
    around = np.fft.rfft2(grid)
    score = np.zeros(grid.shape)
    size = np.zeros(grid.shape)
    for radius, contrast in zip(_RADII * _GRID, _contrasts(grid.shape), strict=True):
        clear = np.fft.irfft2(around * contrast, grid.shape)
        size = np.where(clear > score, radius, size)
        score = np.maximum(clear, score)
    found: list[Seal] = []
    rows, columns = np.ogrid[: grid.shape[0], : grid.shape[1]]
    while len(found) < _MOST and score.max() >= _CLEAR:
        y, x = np.unravel_index(int(score.argmax()), score.shape)
        radius = float(size[y, x])
        found.append(Seal(*(v * dpi / _GRID for v in (x + 0.5, y + 0.5, radius))))
        score[(rows - y) ** 2 + (columns - x) ** 2 < (1.5 * radius) ** 2] = 0
    return found


def _coarse(ink: np.ndarray, dpi: float) -> np.ndarray:
    """One dot for each square, 1 where there is a stroke in it, and a margin of noughts."""
    step = max(round(dpi / _GRID), 1)
    height, width = (side // step for side in ink.shape)
    squares = ink[: height * step, : width * step].reshape(height, step, width, step)
    grid = np.zeros([(side // _SMOOTH + 1) * _SMOOTH for side in (height, width)])
    grid[:height, :width] = squares.mean(axis=(1, 3)) > 0.15
    return grid


def _distances(shape: tuple[int, ...]) -> np.ndarray:
    """How far each dot is from the origin, the grid taken as wrapped: a correlation needs that."""
    y = np.minimum(np.arange(shape[0]), shape[0] - np.arange(shape[0]))[:, None]
    x = np.minimum(np.arange(shape[1]), shape[1] - np.arange(shape[1]))[None, :]
    return np.hypot(x, y)


@lru_cache(maxsize=4)
def _contrasts(shape: tuple[int, ...]) -> tuple[np.ndarray, ...]:
    """The transforms of what each ring is held against; the pages of a batch have few shapes."""
    away = _distances(shape)
    return tuple(np.fft.rfft2(_contrast(radius, away)) for radius in _RADII * _GRID)


def _contrast(radius: float, away: np.ndarray) -> np.ndarray:
    beside = _ring(radius - _BESIDE, away) + _ring(radius + _BESIDE, away)
    return _ring(radius, away) - beside / 2


def _ring(radius: float, away: np.ndarray) -> np.ndarray:
    """A thin circle around the origin, of sum 1."""
    ring = np.abs(away - radius) < 0.7
    return ring / max(ring.sum(), 1)
