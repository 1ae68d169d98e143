"""From a scan to dark letters on white paper, upright and level.

Each step takes an array and gives a new one, so that any of them can be looked at. Pictures
are grey, shape (height, width), 0 black and 255 white, unless they are said to have colours.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from pipeline.ocr.inks import inks_of

INK = 150
"""Darker than this is ink, on flattened paper."""

_EDGE = 20
"""A scan's edge is a part in so many of its width and height."""
_DUST = 0.0002
"""Share of dark pixels on an empty sheet; a single line of print makes 0.002."""
_BLOCK = 8
"""Pixels from one measure of the paper's brightness to the next."""
_DARKEST_PAPER = 90
_MAX_SKEW = 6.0
"""Degrees; what leans more was not laid on a scanner."""
_MIN_SKEW = 0.05
_READABLE_SKEW = 1.3
"""Degrees at which Tesseract still reads as well as on a level page."""
_POINTS = 60_000
"""Pixels that are enough to tell the angle of a page."""


def flatten(picture: np.ndarray) -> np.ndarray:
    """Paper made evenly white: shadows, grey paper and what shines through are divided out."""
    height, width = picture.shape
    small = Image.fromarray(picture).reduce(_BLOCK).filter(ImageFilter.MaxFilter(5))
    smooth = small.filter(ImageFilter.BoxBlur(4)).resize((width, height), Image.Resampling.BILINEAR)
    paper = np.maximum(np.asarray(smooth, dtype=np.float32), _DARKEST_PAPER)
    return np.clip(picture * (255.0 / paper), 0, 255).astype(np.uint8)


def skew(ink: np.ndarray) -> float:
    """Degrees by which lines rise to the right; ``ink`` is a mask, shape (height, width).

    Lines of letters and rulings are sharpest in the profile of the right angle. Only the
    lower edges of ink count, for letters share their baseline but not their height.
    """
    edges = ink[:-1] & ~ink[1:]
    y, x = np.nonzero(edges)
    if len(y) < 100:
        return 0.0
    step = max(len(y) // _POINTS, 1)
    y, x = y[::step].astype(np.float32), x[::step].astype(np.float32)
    best = 0.0
    for reach, grain in ((_MAX_SKEW, 0.25), (0.25, 0.03)):
        angles = np.arange(best - reach, best + reach + grain / 2, grain)
        best = float(angles[int(np.argmax([_sharpness(y, x, a) for a in angles]))])
    return best if abs(best) >= _MIN_SKEW else 0.0


def _sharpness(y: np.ndarray, x: np.ndarray, degrees: float) -> float:
    rows = y + x * np.float32(np.tan(np.radians(degrees)))
    counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float((counts**2).sum())


def turned(picture: np.ndarray, quarters: int) -> np.ndarray:
    """The picture turned left by quarters of a circle."""
    return np.ascontiguousarray(np.rot90(picture, quarters))


class Sheet(NamedTuple):
    """A page ready to be read. It may lean: each resampling costs Tesseract some letters.

    What is called level are its coordinates after turning it about its middle so that its
    lines lie flat.
    """

    picture: np.ndarray
    dpi: float
    skew: float
    """Degrees by which its lines rise to the right."""
    red: np.ndarray
    """How red the picture is, 0-255, of the same shape: seals, and names stamped in their ink."""
    blue: np.ndarray
    """How blue it is: what pens wrote."""
    quarters: int = 0
    """Quarters of a circle by which the scan was turned left."""
    turned: float = 0.0
    """Degrees by which it was turned right after that, where it leaned a lot."""

    def level(self) -> np.ndarray:
        """The picture made level."""
        return _rotated(self.picture, -self.skew, Image.Resampling.BILINEAR)

    def levelled(self, layer: np.ndarray) -> np.ndarray:
        """One of the coloured layers made level."""
        return _rotated(layer, -self.skew, Image.Resampling.BILINEAR, outside=0)

    def leaning(self, labels: np.ndarray) -> np.ndarray:
        """An array of numbers in level coordinates, shape as the picture's, laid on the picture."""
        least, most = int(labels.min()), int(labels.max())
        if most - least > 255 or not self.skew:
            return _rotated(labels, self.skew, Image.Resampling.NEAREST, outside=0)
        small = (labels - least).astype(np.uint8)  # turned several times as fast
        leaning = _rotated(small, self.skew, Image.Resampling.NEAREST, outside=-least)
        return leaning.astype(labels.dtype) + least

    def to_level(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture lies on the level page."""
        height, width = self.picture.shape
        sine, cosine = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
        dx, dy = x - width / 2, y - height / 2
        return width / 2 + dx * cosine - dy * sine, height / 2 + dx * sine + dy * cosine


def sheet_of(picture: np.ndarray, *, dpi: float, quarters: int = 0) -> Sheet:
    """A scan cleaned, turned left by ``quarters`` first, and level where it leans a lot."""
    black, red, blue = inks_of(picture)
    flat, red, blue = (turned(layer, quarters) for layer in (flatten(black), red, blue))
    angle = skew(flat < INK)
    if abs(angle) <= _READABLE_SKEW:
        return Sheet(flat, dpi, angle, red, blue, quarters)
    flat = _rotated(flat, -angle, Image.Resampling.BICUBIC)
    red, blue = (
        _rotated(layer, -angle, Image.Resampling.BILINEAR, outside=0) for layer in (red, blue)
    )
    return Sheet(flat, dpi, 0.0, red, blue, quarters, angle)


def is_blank(picture: np.ndarray) -> bool:
    """Whether a scan shows nothing: its edges, which may be the scanner's lid, do not count."""
    flat = flatten(inks_of(picture).black)
    down, across = (side // _EDGE for side in flat.shape)
    inner = flat[down : flat.shape[0] - down, across : flat.shape[1] - across]
    return bool(np.count_nonzero(inner < INK) <= _DUST * inner.size)


def _rotated(
    picture: np.ndarray, degrees: float, how: Image.Resampling, *, outside: int = 255
) -> np.ndarray:
    """Turned left about its middle."""
    if not degrees:
        return picture
    image = Image.fromarray(picture)
    return np.asarray(image.rotate(degrees, resample=how, fillcolor=outside))
