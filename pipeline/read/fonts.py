"""Size, weight and slant of the text objects on a page.

A page has thousands of glyphs but some dozens of text objects, so styles are read once per
object and fonts once per document.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import NamedTuple

from pypdfium2 import raw

from extractors.text.encodings import Face, face_of
from pipeline.read import pdfium

_BOLD = re.compile(r"bold|black|heavy|demi|[,\-]bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[,\-](?:bd)?it\b", re.IGNORECASE)
_SYMBOLS = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_SEMI_BOLD = 600
_FILL_AND_STROKE = 2
"""Word thickens a font that has no bold face by stroking its outlines."""


class Font(NamedTuple):
    bold: bool
    italic: bool
    symbols: bool
    face: Face | None
    """What its name says of an old encoding."""


class Style(NamedTuple):
    """How one text object is set; ``turn`` is 0, 90, 180, 270, or None for slanting text.

    Its baseline goes through ``(x, y)`` in page space and rises ``slope`` for each point to
    the right (upright text only).
    """

    size: float
    bold: bool
    italic: bool
    symbols: bool
    turn: int | None
    x: float = 0.0
    y: float = 0.0
    slope: float = 0.0
    face: Face | None = None


def styles_of(
    text_page: int, indices: list[int], objects: list[int], *, fonts: dict[int, Font]
) -> list[Style | None]:
    """The style of each text object; None for address 0, what pdfium made up.

    ``indices`` are the objects' first characters. ``fonts`` remembers what is known of each
    font and is filled on the way.
    """
    matrices = pdfium.text_matrices(text_page, indices).tolist()
    sizes = pdfium.font_sizes(text_page, indices)
    return [
        _style(at, size, matrix, fonts) if at else None
        for at, size, matrix in zip(objects, sizes, matrices, strict=True)
    ]


def _style(at: int, size: float, matrix: list[float], fonts: dict[int, Font]) -> Style:
    a, b, c, d, e, f = matrix
    key = pdfium.font_of(at)
    if key not in fonts:
        fonts[key] = _font(ctypes.cast(key, raw.FPDF_FONT))
    font = fonts[key]
    stroked = pdfium.render_mode(at) == _FILL_AND_STROKE
    turn = _turn(a, b)
    slanted = turn == 0 and abs(c) > 0.15 * abs(d)
    size = abs(size) * math.hypot(c, d)
    bold, italic = font.bold or stroked, font.italic or slanted
    slope = b / a if turn == 0 else 0.0
    return Style(size, bold, italic, font.symbols, turn, e, f, slope, font.face)


def _turn(a: float, b: float) -> int | None:
    if a > 0 and b == 0:
        return 0
    degrees = math.degrees(math.atan2(b, a))
    nearest = round(degrees / 90) * 90
    # Scans with a recognised text layer lean by a few degrees; watermarks by 30 and more.
    return nearest % 360 if abs(degrees - nearest) < 10 else None


def _font(handle: object) -> Font:
    name = _name(handle)
    flags = max(raw.FPDFFont_GetFlags(handle), 0)
    angle = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(handle, angle)
    return Font(
        bold=bool(_BOLD.search(name))
        or bool(flags & _FORCE_BOLD)
        or raw.FPDFFont_GetWeight(handle) >= _SEMI_BOLD,
        italic=bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG) or angle.value != 0,
        symbols=bool(_SYMBOLS.search(name)),
        face=face_of(name),
    )


def _name(handle: object) -> str:
    length = raw.FPDFFont_GetBaseFontName(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(handle, buffer, length)
    return buffer.value.decode("utf-8", errors="replace")
