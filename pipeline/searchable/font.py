"""A font that draws nothing: invisible text needs one, and PDF wants fonts to be in the file.

Every character is a code of UTF-16, every code the one glyph, so that the font has the same
few hundred bytes whatever is written in it. The glyph is a line from corner to corner: it has
no area to be filled, but a size, without which pdfium leaves out letters that stand alone.
"""

from __future__ import annotations

import struct
from itertools import accumulate

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

ADVANCE = 0.5
"""Width of every letter, of the font size."""
ASCENT, DESCENT = 0.89, 0.22
"""Of the font size, as in ``pipeline.read.glyphs``, so that words are read with their boxes."""
_NAME = Name("/Kehoach-Invisible")
_CODES = 0x10000
_UNITS = 1000
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def add_font(pdf: Pdf) -> pikepdf.Object:
    """Put the font into a PDF, once for all its pages."""
    up, down = round(ASCENT * _UNITS), -round(DESCENT * _UNITS)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=_NAME, Flags=4, ItalicAngle=0, StemV=80,
        FontBBox=Array([0, down, round(ADVANCE * _UNITS), up]), Ascent=up, Descent=down,
        CapHeight=up, FontFile2=pdf.make_stream(true_type()),
    )  # fmt: skip
    system = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
    glyphs = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=_NAME, CIDSystemInfo=system,
        FontDescriptor=pdf.make_indirect(descriptor), DW=round(ADVANCE * _UNITS),
        CIDToGIDMap=pdf.make_stream(bytes(2 * _CODES)),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=_NAME, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(glyphs)]),
        ToUnicode=pdf.make_stream(_TO_UNICODE),
    )  # fmt: skip
    return pdf.make_indirect(font)


def true_type() -> bytes:
    """A TrueType font of one glyph, with the tables that PDF asks for."""
    advance = round(ADVANCE * _UNITS)
    up, down = round(ASCENT * _UNITS), -round(DESCENT * _UNITS)
    tables = {
        b"cmap": struct.pack(">HHHHL", 0, 1, 3, 0, 12)  # one table, of the kind for symbols
        + struct.pack(">HHHHHHHHHHHH", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
        b"glyf": struct.pack(">hhhhhHHBBhhhh", 1, 0, down, advance, up,
                             1, 0, 1, 1, 0, advance, down, up - down),
        b"head": struct.pack(
            ">LLLLHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _UNITS, 0, 0,
            0, down, advance, up, 0, 8, 2, 0, 0,
        ),
        b"hhea": struct.pack(">LhhhHhhhhhh8xhH", 0x10000, up, down, 0, advance,
                             0, 0, advance, 1, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hh", advance, 0),
        b"loca": struct.pack(">HH", 0, 12),
        b"maxp": struct.pack(">L14H", 0x10000, 1, 2, 1, 0, 0, 2, *[0] * 8),
    }  # fmt: skip
    padded = [data + bytes(-len(data) % 4) for data in tables.values()]
    begin = 12 + 16 * len(tables)
    places = accumulate(map(len, padded), initial=begin)
    directory = b"".join(
        struct.pack(">4sLLL", tag, _sum(data + bytes(-len(data) % 4)), at, len(data))
        for (tag, data), at in zip(tables.items(), places, strict=False)
    )
    head = struct.pack(">LHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    return head + directory + b"".join(padded)


def _sum(data: bytes) -> int:
    return sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF
