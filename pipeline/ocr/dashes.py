"""Dashes before items, seen in the picture: the engine loses one in ten of them.

A dash at the beginning of a line is a short flat stroke with white around it, half as high
above the line as its small letters are. It makes an item of a paragraph, so that its loss
joins two tasks, or leaves an aim unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from pipeline.ocr.clean import INK
from pipeline.ocr.engine import Seen
from schemas.geometry import Box

DASH = "-"
_BULLET = re.compile(r"[-–—+*•●○▪◦…]+")
_REACH = 1.9
"""Font sizes from a dash to its text at most, and from its beginning."""
_LONG = (0.15, 0.75)
"""Of the font size: a hyphen is 0.25 long, a dash 0.5."""
_FLAT = 0.16
"""Of the font size: the height of a stroke at most; a scanner makes it thicker."""
_LEVEL = (0.12, 0.36)
"""Of the font size above the line: where its middle is."""
_HEIGHT = 0.75
"""Of the font size: what is looked at above the line; below it there may be dust."""


def with_dash(
    line: Sequence[Seen], picture: np.ndarray, size: float
) -> tuple[list[Seen], str | None]:
    """A line with the dash before it in ``picture``, and what was read in its place.

    The second is None where nothing was changed, empty where the dash was not read at all.
    ``size`` is the font size in pixels.
    """
    at = next((i for i, s in enumerate(line) if sum(map(str.isalnum, s.text)) > 1), 0)
    before = line[:at]
    if any(_BULLET.fullmatch(s.text) or s.text.isdigit() for s in (*before, line[0])):
        return list(line), None
    place = _dash_before(line[at], picture, size)
    if place is None or any(s.box.x1 > place.x1 + size / 2 for s in before):
        return list(line), None
    return [line[at]._replace(text=DASH, box=place), *line[at:]], " ".join(s.text for s in before)


def _dash_before(word: Seen, picture: np.ndarray, size: float) -> Box | None:
    """The nearest ink to the left of a word, if it has the form of a dash; in pixels."""
    right = round(word.box.x0) - 1
    left = max(round(right - _REACH * size), 0)
    top = max(round(word.baseline - _HEIGHT * size), 0)
    ink = picture[top : round(word.baseline), left : max(right, 0)] < INK
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    end = int(columns[-1]) + 1
    gaps = np.flatnonzero(np.diff(columns) > 1)
    start = int(columns[gaps[-1] + 1] if len(gaps) else columns[0])
    rows = np.flatnonzero(ink[:, start:end].any(axis=1))
    low, high = int(rows[0]), int(rows[-1]) + 1
    middle = word.baseline - top - (low + high) / 2
    is_dash = (
        start > 0
        and _LONG[0] * size <= end - start <= _LONG[1] * size
        and high - low <= max(_FLAT * size, 3)
        and end - start > 2 * (high - low)
        and _LEVEL[0] * size <= middle <= _LEVEL[1] * size
    )
    return Box(left + start, top + low, left + end, top + high) if is_dash else None
