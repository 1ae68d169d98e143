"""Roman numerals of strokes, counted in the picture: Tesseract reads III as II, H, IH, 1 or Hì.

A quarter, a month and a heading hang on their number of strokes, and no language model can
tell it. It is counted where such a numeral may stand: first in a line, and after ``quý`` or
``tháng``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.text.fold import bare
from pipeline.ocr.clean import INK
from pipeline.ocr.engine import Seen
from schemas.geometry import Box

_BAND = (0.25, 0.75)
"""Part of a numeral's height without serifs, and without the feet of other letters."""
_UPRIGHT = 0.85
"""Share of the band that a stroke fills from top to bottom; that of a slash fills less."""
_THICK = 0.33
"""Of its height: a stroke's width at most, of bold type."""
_BETWEEN = (0.12, 0.55)
"""Of its height: the white between two strokes of a numeral."""
_AROUND = 0.1
"""Of a word's height: how far a numeral may reach beyond the box of what was read."""
_SERIF = 0.12
"""Of a numeral's height: where the serif at the top of a stroke is."""
_WIDE = 0.65
"""Of its height: the serifs of one stroke together; the bar of a T is wider."""
_STOP = 0.3
"""Of its height: a full stop's width and height at most."""
_COUNTED_SURE = 0.5
"""Confidence of a numeral that was counted, at least: the engine may not have seen it."""
_QUARTER = bare("quý")
_COUNTED = frozenset((_QUARTER, bare("tháng")))
_MOST = 3
_MISREAD = re.compile(
    r"(?P<numeral>[IHTLMNKlitfÌÍÎĨỈỊìíịỉ1|!\]\[(){}]{1,4}?)(?P<rest>(?!\.\d)[./,;:)].*)?"
)
"""A numeral as it may be read, and what follows it."""


def with_numerals(line: Sequence[Seen], picture: np.ndarray, *, before: str = "") -> list[Seen]:
    """A line with I, II and III where the picture has them; ``before`` is the word above it."""
    out = list(line)
    for i, (above, seen) in enumerate(zip([before, *(s.text for s in line)], line, strict=False)):
        counted = bare(above)
        match = _MISREAD.fullmatch(seen.text) if i == 0 or counted in _COUNTED else None
        if match is None:
            continue
        shape = shape_of(seen, picture)
        is_figures = match["numeral"].isdigit() and counted != _QUARTER
        if is_figures and len(match["numeral"]) > 1:
            continue
        if shape.strokes == 1 and not shape.has_serifs:
            continue
        if 0 < shape.strokes <= _MOST and not (is_figures and shape.strokes > 1):
            rest = match["rest"] or ("." if i == 0 and shape.has_stop else "")
            sure = max(seen.confidence, _COUNTED_SURE)
            out[i] = seen._replace(text="I" * shape.strokes + rest, confidence=sure)
    return out


class Shape(NamedTuple):
    """How a word begins: with so many upright strokes, that nothing joins."""

    strokes: int
    has_serifs: bool
    """Whether the first has a serif to both sides at its top, which the figure 1 has not."""
    has_stop: bool
    """Whether a full stop follows."""


def shape_of(seen: Seen, picture: np.ndarray) -> Shape:
    edge = max(round(_AROUND * seen.box.height), 1)
    x0, top, x1, bottom = (round(v) for v in seen.box)
    ink = picture[max(top - edge, 0) : bottom + edge, max(x0 - edge, 0) : x1 + 3 * edge] < INK
    first = next(iter(_runs(ink.any(axis=0))), None)
    if first is None:
        return Shape(0, False, False)
    rows = np.flatnonzero(ink[:, slice(*first)].any(axis=1))
    ink = ink[rows[0] : rows[-1] + 1]
    height = len(ink)
    strokes = _strokes(ink)
    if not strokes:
        return Shape(0, False, False)
    start, end = strokes[0]
    top = ink[: max(round(_SERIF * height), 1)].any(axis=0)
    left, right = next(run for run in [*_runs(top), (start, end)] if run[1] > start)
    has_serifs = left < start and right > end and right - left <= _WIDE * height
    after = strokes[-1][1]
    beyond = [run for run in _runs(ink[:, after:].any(axis=0)) if run[0] > 0]
    has_stop = bool(beyond) and _is_stop(ink[:, after:], beyond[0])
    return Shape(len(strokes), has_serifs, has_stop)


def lone_numeral(picture: np.ndarray) -> Seen | None:
    """The numeral I that a picture holds and nothing else, which the engine takes for dust."""
    rows, columns = (np.flatnonzero((picture < INK).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    box = Box(*map(float, (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)))
    seen = Seen("I", box, _COUNTED_SURE, box.bottom, 0.0, 1)
    shape = shape_of(seen, picture)
    is_one = shape.strokes == 1 and shape.has_serifs and not shape.has_stop
    return seen if is_one and box.width <= _WIDE * box.height else None


def _strokes(ink: np.ndarray) -> list[tuple[int, int]]:
    """The upright strokes from the left, as columns."""
    height = len(ink)
    shares = ink[round(_BAND[0] * height) : round(_BAND[1] * height)].mean(axis=0)
    strokes: list[tuple[int, int]] = []
    for start, end in _runs(shares > 0):
        far = strokes and not (
            _BETWEEN[0] * height <= start - strokes[-1][1] <= _BETWEEN[1] * height
        )
        if far or end - start > _THICK * height or shares[start:end].max() < _UPRIGHT:
            break
        strokes.append((start, end))
    return strokes


def _is_stop(ink: np.ndarray, run: tuple[int, int]) -> bool:
    """Whether columns hold a point on the line and nothing else."""
    height = len(ink)
    rows = np.flatnonzero(ink[:, slice(*run)].any(axis=1))
    return bool(rows[0] > (1 - _STOP) * height and run[1] - run[0] <= _STOP * height)


def _runs(marks: np.ndarray) -> list[tuple[int, int]]:
    """Where marks stand side by side, as (start, end)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in list(pairwise(edges))[::2]]
