"""The inks of a scan: black print, red seals and stamps, blue pens, each by itself.

A seal lies over the signature and the text beside it, a number is written into the line that
leaves room for it. Told apart by colour, none spoils the reading of another.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

SEAL_RED = 45
"""How far red must exceed green and blue to be the ink of a seal, not of a letter."""
PEN_BLUE = 40
"""How far blue must exceed red, beyond the tint of the paper, to be the ink of a pen."""
_RED_TINT, _BLUE_TINT = 12, 30
"""Less colour than this is noise of the scanner; thin black lines often have a blue edge."""
_RED_GAIN, _BLUE_GAIN = 1.5, 2.0
"""By how much a pixel is made brighter for its colour: ink and its pale edges become paper,
and black letters under it, which have little colour, stay black."""
_DARK = 150
"""Darker than this in one colour at least is ink."""
_MOST_PEN = 0.15
"""Of the ink of a page: where more is blue it is print, or a picture."""
_FINE = 4
"""Every so many pixels are enough to tell the tint of paper and the share of an ink."""


class Inks(NamedTuple):
    """Layers of shape (height, width)."""

    black: np.ndarray
    """Brightness without red seals and blue pens, 0 black and 255 white."""
    red: np.ndarray
    """How far red exceeds the other colours, 0-255."""
    blue: np.ndarray
    """How far blue exceeds red, 0-255; nothing where a page is printed in blue."""


def inks_of(picture: np.ndarray) -> Inks:
    """The layers of a scan of shape (height, width[, 3])."""
    if picture.ndim == 2 or _is_grey(picture):
        plain = picture if picture.ndim == 2 else np.ascontiguousarray(picture[..., 0])
        nothing = np.zeros(plain.shape, np.uint8)
        return Inks(plain, nothing, nothing)
    red, blue = _red(picture), _blue(picture)
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    black = picture[..., :3].astype(np.float32) @ weights
    for layer, tint, gain in ((red, _RED_TINT, _RED_GAIN), (blue, _BLUE_TINT, _BLUE_GAIN)):
        tinted = layer > tint
        black[tinted] += layer[tinted] * np.float32(gain)
    return Inks(np.minimum(black, 255).astype(np.uint8), red, blue)


def _is_grey(picture: np.ndarray) -> bool:
    first = picture[..., 0]
    return all(bool(np.array_equal(first, picture[..., i])) for i in (1, 2))


def _red(picture: np.ndarray) -> np.ndarray:
    others = np.maximum(picture[..., 1], picture[..., 2])
    return np.where(picture[..., 0] > others, picture[..., 0] - others, 0).astype(np.uint8)


def _blue(picture: np.ndarray) -> np.ndarray:
    excess = picture[..., 2].astype(np.int16) - picture[..., 0]
    fine = (slice(None, None, _FINE), slice(None, None, _FINE))
    excess -= np.int16(max(np.median(excess[fine]), 0))
    pen = np.count_nonzero(excess[fine] > PEN_BLUE)
    ink = np.count_nonzero(picture[fine].min(axis=2) < _DARK)
    if pen > _MOST_PEN * ink:
        return np.zeros(excess.shape, np.uint8)
    return np.clip(excess, 0, 255).astype(np.uint8)
