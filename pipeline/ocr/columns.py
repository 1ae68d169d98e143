"""Columns of a letterhead and of a foot, to be read one by one.

Tesseract joins what stands at one height into one line. In a letterhead the two halves have
letters of different sizes, and beside the recipients there is a seal: read together, each
spoils the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

_GUTTER = 0.25
"""Inches of white between two columns; words are a tenth of an inch apart."""
_MIDDLE = (0.25, 0.75)
"""Of the page's width: where a gutter lies."""
_GAP = 0.02
"""Inches of white between two lines."""
_FAR = 0.9
"""Inches of white after which a block of columns has ended."""
_GRAIN = 4
"""Pixels on a side of what is looked at as one dot; dust is smaller."""
_LOWEST = 0.05
"""Inches; lower than this is no line of print."""
_TALL = 0.5
"""Inches; higher than this are several lines whose marks touch."""


class Band(NamedTuple):
    """Rows of ink between white rows, and the white stretches between its words."""

    top: int
    bottom: int
    left: int
    right: int
    gaps: tuple[tuple[int, int], ...]


class Halves(NamedTuple):
    """Rows ``top`` to ``bottom`` parted at column ``middle``."""

    top: int
    bottom: int
    middle: int


def find_halves(ink: np.ndarray, *, dpi: float) -> list[Halves]:
    """Parts of a level page that stand in two columns; ``ink`` is a mask (height, width)."""
    coarse = _coarse(ink)
    found = _found(coarse, dpi / _GRAIN)
    return [Halves(*(v * _GRAIN for v in half)) for half in found]


def bands_of(ink: np.ndarray, *, dpi: float) -> list[Band]:
    """The lines of a level page, in its pixels; ``ink`` is a mask (height, width)."""
    return [
        Band(*(v * _GRAIN for v in band[:4]), tuple((a * _GRAIN, b * _GRAIN) for a, b in band.gaps))
        for band in _bands(_coarse(ink), dpi / _GRAIN)
    ]


def _coarse(ink: np.ndarray) -> np.ndarray:
    """One dot for each square of pixels, dark where a quarter of it is."""
    height, width = (size - size % _GRAIN for size in ink.shape)
    squares = ink[:height, :width].reshape(height // _GRAIN, _GRAIN, width // _GRAIN, _GRAIN)
    return np.asarray(squares.sum(axis=(1, 3)) >= _GRAIN * _GRAIN // 4)


def _found(ink: np.ndarray, dpi: float) -> list[Halves]:
    found: list[Halves] = []
    group: list[Band] = []
    gutter = (0, 0)
    for band in _bands(ink, dpi):
        common = _common(group, gutter, band, ink.shape[1], dpi)
        if common is None:
            found += _halves(group, gutter, dpi)
            group, gutter = [], (0, 0)
            common = _common(group, gutter, band, ink.shape[1], dpi)
        if common is not None:
            group, gutter = [*group, band], common
    return found + _halves(group, gutter, dpi)


def _common(
    group: Sequence[Band], gutter: tuple[int, int], band: Band, width: int, dpi: float
) -> tuple[int, int] | None:
    """The gutter of a group with one more band; None where the band does not go with it."""
    if not group:
        middles = [g for g in band.gaps if _MIDDLE[0] <= sum(g) / 2 / width <= _MIDDLE[1]]
        return max(middles, key=lambda g: g[1] - g[0], default=None)
    if band.top - group[-1].bottom > _FAR * dpi:
        return None
    white = [*band.gaps, (0, band.left), (band.right, width)]
    shared = [(max(a, gutter[0]), min(b, gutter[1])) for a, b in white]
    widest = max(shared, key=lambda g: g[1] - g[0])
    return widest if widest[1] - widest[0] >= _GUTTER * dpi else None


def _halves(group: Sequence[Band], gutter: tuple[int, int], dpi: float) -> list[Halves]:
    """A block with two lines and more on both sides of its gutter."""
    both = [b for b in group if b.left < gutter[0] and b.right > gutter[1]]
    if len(both) < 2 and not any(b.bottom - b.top > _TALL * dpi for b in both):
        return []
    return [Halves(group[0].top, group[-1].bottom, sum(gutter) // 2)]


def _bands(ink: np.ndarray, dpi: float) -> list[Band]:
    rows = ink.any(axis=1)
    bands = []
    for top, bottom in _stretches(rows, max(round(_GAP * dpi), 1)):
        if bottom - top < _LOWEST * dpi:
            continue
        words = _stretches(ink[top:bottom].any(axis=0), round(_GUTTER * dpi))
        gaps = tuple((a[1], b[0]) for a, b in pairwise(words))
        bands.append(Band(top, bottom, words[0][0], words[-1][1], gaps))
    return bands


def _stretches(marks: np.ndarray, gap: int) -> list[tuple[int, int]]:
    """Where marks stand with less than ``gap`` between them, as (start, end)."""
    at = np.flatnonzero(marks)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > gap)
    starts, ends = at[np.append(0, cuts + 1)], at[np.append(cuts, len(at) - 1)] + 1
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]
