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


class Style(NamedTuple):
    """How one text object is set; ``turn`` is 0, 90, 180, 270, or None for slanting text."""

    size: float
    bold: bool
    italic: bool
    symbols: bool
    turn: int | None


def style_of(text_page: object, index: int, at: int, *, fonts: dict[int, Font]) -> Style:
    """The style of the text object at address ``at``, whose first character is ``index``.

    ``fonts`` remembers what is known of each font and is filled on the way.
    """
    item = pdfium.as_object(at)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    handle = raw.FPDFTextObj_GetFont(item)
    key = pdfium.address(handle)
    if key not in fonts:
        fonts[key] = _font(handle)
    font = fonts[key]
    stroked = raw.FPDFTextObj_GetTextRenderMode(item) == _FILL_AND_STROKE
    turn = _turn(matrix.a, matrix.b)
    slanted = turn == 0 and abs(matrix.c) > 0.15 * abs(matrix.d)
    return Style(abs(size), font.bold or stroked, font.italic or slanted, font.symbols, turn)


def _turn(a: float, b: float) -> int | None:
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
    )


def _name(handle: object) -> str:
    length = raw.FPDFFont_GetBaseFontName(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(handle, buffer, length)
    return buffer.value.decode("utf-8", errors="replace")
