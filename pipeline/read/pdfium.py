"""The one door to pdfium's C functions.

pypdfium2 opens and closes things; what is asked once per glyph goes through prototypes of
our own, which take plain addresses, keep the interpreter lock and so cost a third of
ctypes' checked calls. pdfium is not safe to use from two threads: hold ``LOCK``.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

import numpy as np
from pypdfium2 import raw

LOCK = threading.RLock()

_PROBE = 8
"""Characters from probe to probe; a text object has some twenty."""

_POINTER, _INT, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t


def without_junk(data: bytes) -> bytes:
    """A PDF from its header on: signing programs put junk before it."""
    return data[max(data.find(b"%PDF"), 0) :]


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, _POINTER).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_tight_box = _prototype(
    raw.FPDFText_GetCharBox, _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER
)
_origin = _prototype(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
_text_object = _prototype(raw.FPDFText_GetTextObject, _SIZE, _POINTER, _INT)
_text = _prototype(raw.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
_unicode = _prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_is_made_up = _prototype(raw.FPDFText_IsGenerated, _INT, _POINTER, _INT)
_is_unmapped = _prototype(raw.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
_text_matrix = _prototype(raw.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_font_size = _prototype(raw.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
font_of = _prototype(raw.FPDFTextObj_GetFont, _SIZE, _POINTER)
"""Address of a text object's font."""
render_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_object = _prototype(raw.FPDFPage_GetObject, _SIZE, _POINTER, _INT)
_form_object = _prototype(raw.FPDFFormObj_GetObject, _SIZE, _POINTER, ctypes.c_ulong)
_kind = _prototype(raw.FPDFPageObj_GetType, _INT, _POINTER)
_bounds = _prototype(
    raw.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)


def address(handle: Any) -> int:
    """The address behind a pypdfium2 helper or a ctypes pointer."""
    return ctypes.cast(getattr(handle, "raw", handle), _POINTER).value or 0


def _run(calls: Iterator[Any]) -> None:
    deque(calls, maxlen=0)


def codes(text_page: int, count: int) -> np.ndarray:
    """Code points of the first ``count`` characters, shape (count,)."""
    # The text comes in one call, but without the characters that stand for nothing and with
    # two units for rare ones; only where neither occurs do its places agree with the glyphs'.
    units = np.zeros(count + 1, np.uint16)
    if _text(text_page, 0, count, units.ctypes.data) == count + 1 and units[:count].all():
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_unicode, repeat(text_page), range(count)), np.uint32, count)


def are_made_up(text_page: int, indices: np.ndarray) -> np.ndarray:
    """Which of the characters named pdfium added where it saw a gap; shape (n,)."""
    calls = map(_is_made_up, repeat(text_page), indices.tolist())
    return np.fromiter(calls, np.int64, len(indices)) == 1


def are_unmapped(text_page: int, count: int) -> np.ndarray:
    """Which characters come from a font that has no Unicode for them; shape (count,)."""
    return np.fromiter(map(_is_unmapped, repeat(text_page), range(count)), np.int64, count) == 1


def objects_of(text_page: int, count: int) -> np.ndarray:
    """Address of each character's text object, 0 for some pdfium made up; shape (count,).

    The characters of an object follow one another, so where two probes find the same object
    everything between them is its.
    """
    out = np.zeros(count, np.uint64)
    probes = np.unique(np.append(np.arange(0, count, _PROBE), max(count - 1, 0)))[:count]
    out[probes] = _owners(text_page, probes)
    same = (out[probes[:-1]] == out[probes[1:]]) & (out[probes[:-1]] > 0)
    spans = np.diff(probes)
    inside = np.repeat(same, spans)
    out[: len(inside)][inside] = np.repeat(out[probes[:-1]], spans)[inside]
    asked = np.zeros(count, bool)
    asked[probes] = True
    rest = np.flatnonzero(~np.append(inside, np.ones(count - len(inside), bool)) & ~asked)
    out[rest] = _owners(text_page, rest)
    return out


def _owners(text_page: int, indices: np.ndarray) -> np.ndarray:
    calls = map(_text_object, repeat(text_page), indices.tolist())
    return np.fromiter(calls, np.uint64, len(indices))


def origins(text_page: int, indices: np.ndarray) -> np.ndarray:
    """Where the baseline of each character named starts, in page space; shape (n, 2)."""
    count = len(indices)
    out = np.zeros((count, 2), np.float64)
    at = out.ctypes.data
    xs, ys = range(at, at + 16 * count, 16), range(at + 8, at + 8 + 16 * count, 16)
    _run(map(_origin, repeat(text_page), indices.tolist(), xs, ys))
    return out


def advance_boxes(text_page: int, count: int) -> np.ndarray:
    """Left, top, right, bottom over each advance width (upright text only); shape (count, 4)."""
    out = np.zeros((count, 4), np.float32)
    at = out.ctypes.data
    _run(map(_loose_box, repeat(text_page), range(count), range(at, at + 16 * count, 16)))
    return out


def ink_boxes(text_page: int, indices: np.ndarray) -> np.ndarray:
    """Left, right, bottom, top around the ink of the characters named; shape (n, 4)."""
    out = np.zeros((len(indices), 4), np.float64)
    at = out.ctypes.data
    rows = range(at, at + 32 * len(indices), 32)
    columns = [range(r.start + 8 * k, r.stop + 8 * k, 32) for k, r in enumerate([rows] * 4)]
    _run(map(_tight_box, repeat(text_page), indices.tolist(), *columns))
    return out


def text_matrices(text_page: int, indices: list[int]) -> np.ndarray:
    """The matrix (a, b, c, d, e, f) each character named is drawn with; shape (n, 6)."""
    out = np.zeros((len(indices), 6), np.float32)
    at = out.ctypes.data
    _run(map(_text_matrix, repeat(text_page), indices, range(at, at + 24 * len(indices), 24)))
    return out


def font_sizes(text_page: int, indices: list[int]) -> list[float]:
    """The font size of each character named, before its matrix."""
    return list(map(_font_size, repeat(text_page), indices))


def page_objects(page: Any) -> tuple[list[int], list[int]]:
    """Addresses and kinds of the page's own objects."""
    count = raw.FPDFPage_CountObjects(page)
    found = list(map(_object, repeat(address(page)), range(count)))
    return found, list(map(_kind, found))


def form_objects(form: int) -> tuple[list[int], list[int]]:
    """Addresses and kinds of the objects inside a form."""
    count = raw.FPDFFormObj_CountObjects(as_object(form))
    found = list(map(_form_object, repeat(form), range(max(count, 0))))
    return found, list(map(_kind, found))


def bounds(objects: list[int]) -> np.ndarray:
    """Left, bottom, right, top of each object; shape (n, 4)."""
    out = np.zeros((len(objects), 4), np.float32)
    at = out.ctypes.data
    columns = [range(at + 4 * k, at + 4 * k + 16 * len(objects), 16) for k in range(4)]
    _run(map(_bounds, objects, *columns))
    return out


def as_object(at: int) -> Any:
    """A page object's address as the type pypdfium2's own prototypes want."""
    return ctypes.cast(at, raw.FPDF_PAGEOBJECT)


def matrix_of(item: Any) -> tuple[float, float, float, float, float, float]:
    """An object's own matrix; the identity where it has none."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)
