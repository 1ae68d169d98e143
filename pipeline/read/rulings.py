"""Ruling lines of a page: stroked lines, borders of rectangles, and thin filled boxes.

Word draws borders as filled boxes half a point thick, LibreOffice as polygons, typst as
strokes, iText as rectangles; all come out as thin boxes, each once.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from pypdfium2 import raw

from pipeline.read import pdfium
from pipeline.read.frame import Frame, boxes
from schemas.geometry import Box

_THIN = 4.0
"""Points: a filled box this thin is a line; a double border with its gap is 3."""
_STRAIGHT = 0.6
"""Points a line may lean and still count as horizontal or vertical."""
_MAX_SEGMENTS = 20_000
"""Of one path; a drawing has more, a table's borders never."""
_GRID = 64
"""Squares along a side of the page in which pictures are counted."""
_MAX_DEPTH = 4
"""Of forms within forms."""
_SHORT = 2.0

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in page space."""
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawn(NamedTuple):
    rulings: tuple[Box, ...]
    picture: float
    """Share of the page that pictures cover, 0 to 1: many scanners store a page in strips."""
    paths: int
    """How many paths are no rulings: text turned to outlines has thousands."""


class _Found(NamedTuple):
    rects: list[Rect]
    pictures: list[Rect]
    other: list[int]


def read_rulings(page: object, frame: Frame) -> Drawn:
    """The lines of a page in ``frame``, and how much of it is picture."""
    found = _Found([], [], [])
    objects, kinds = pdfium.page_objects(page)
    _gather(objects, kinds, _IDENTITY, found, 0)
    width, height = frame.size
    covered = boxes(frame, np.array(found.pictures, np.float64).reshape(-1, 4))
    share = _covered(covered / np.maximum([width, height, width, height], 1.0))
    return Drawn(_lines(found.rects, frame), share, len(found.other))


def _covered(rects: np.ndarray) -> float:
    """Share of the unit square under rectangles of shape (n, 4), which may overlap."""
    grid = np.zeros((_GRID, _GRID), bool)
    cells = np.clip(rects * _GRID, 0, _GRID)
    starts, ends = np.floor(cells[:, :2]).astype(int), np.ceil(cells[:, 2:]).astype(int)
    for (x0, y0), (x1, y1) in zip(starts.tolist(), ends.tolist(), strict=True):
        grid[y0:y1, x0:x1] = True
    return float(grid.mean())


def _gather(
    objects: list[int], kinds: list[int], matrix: Matrix, found: _Found, depth: int
) -> None:
    paths = [o for o, kind in zip(objects, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_PATH]
    for item, bounds in zip(paths, pdfium.bounds(paths).tolist(), strict=True):
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
            found.rects.append(_moved(tuple(bounds), matrix))
            continue
        rects = _of_path(pdfium.as_object(item))
        found.rects.extend(_moved(rect, matrix) for rect in rects)
        if not rects:
            found.other.append(item)
    for item, kind in zip(objects, kinds, strict=True):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_moved(tuple(pdfium.bounds([item])[0].tolist()), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _combined(pdfium.matrix_of(pdfium.as_object(item)), matrix)
            _gather(*pdfium.form_objects(item), inner, found, depth + 1)


def _of_path(path: object) -> list[Rect]:
    """Straight borders of a path that is not itself thin, in the path's parent's space."""
    count = raw.FPDFPath_CountSegments(path)
    if not 1 < count <= _MAX_SEGMENTS:
        return []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    matrix = pdfium.matrix_of(path)
    rects: list[Rect] = []
    for corners in _outlines(path, count, matrix):
        outline = _around(corners)
        if min(outline[2] - outline[0], outline[3] - outline[1]) <= _THIN:
            rects.append(outline)
        elif stroke.value:
            rects += [r for a, b in pairwise(corners) if _is_straight(r := _around([a, b]))]
    return rects


def _outlines(path: object, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """Corner points of each closed or open outline; outlines with curves are left out."""
    outlines: list[list[tuple[float, float]]] = []
    curved: set[int] = set()
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved.add(len(outlines) - 1)
        outlines[-1].append(_point(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return [o for k, o in enumerate(outlines) if len(o) > 1 and k not in curved]


def _is_straight(rect: Rect) -> bool:
    return min(rect[2] - rect[0], rect[3] - rect[1]) <= _STRAIGHT


def _around(corners: list[tuple[float, float]]) -> Rect:
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


def _moved(rect: Rect, matrix: Matrix) -> Rect:
    if matrix == _IDENTITY:
        return rect
    return _around([_point(matrix, *rect[:2]), _point(matrix, *rect[2:])])


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` and then ``outer``."""
    a, b, c, d, e, f = inner
    return (
        outer[0] * a + outer[2] * b, outer[1] * a + outer[3] * b,
        outer[0] * c + outer[2] * d, outer[1] * c + outer[3] * d,
        outer[0] * e + outer[2] * f + outer[4], outer[1] * e + outer[3] * f + outer[5],
    )  # fmt: skip


def _lines(rects: list[Rect], frame: Frame) -> tuple[Box, ...]:
    """Thin boxes inside the page, longer than a dot, each once, from top to bottom."""
    if not rects:
        return ()
    width, height = frame.size
    found = np.clip(boxes(frame, np.array(rects, np.float64)), 0, [width, height, width, height])
    wide, high = found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]
    found = found[np.maximum(wide, high) >= _SHORT]
    rounded = np.unique(np.round(found, 1), axis=0)
    rounded = rounded[np.lexsort((rounded[:, 0], rounded[:, 1]))]
    return tuple(Box(*row) for row in rounded.tolist())
