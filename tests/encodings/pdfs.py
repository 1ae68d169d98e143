"""PDF files made by hand, with the fonts that cause trouble."""

from __future__ import annotations

from typing import NamedTuple

_GLYPHS = {"đ": 0xFF, "Đ": 0x108, "ư": 0x46D, "Ư": 0x46C, "ơ": 0x46B, "Ơ": 0x46A, "ĩ": 0x1AD,
           "Ĩ": 0x1AC, "ă": 0x103, "Ă": 0x102}  # fmt: skip
_MAC_LETTERS = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"


class Line(NamedTuple):
    """Text at ``x``, ``y`` (points from the bottom left), as the codes its font takes."""

    font: str
    x: float
    y: float
    codes: bytes


def glyph_numbers(text: str) -> bytes:
    """The glyphs of Times New Roman, two bytes for each."""
    return b"".join(_glyph(c).to_bytes(2, "big") for c in text)


def _glyph(c: str) -> int:
    if c in _GLYPHS:
        return _GLYPHS[c]
    if c in _MAC_LETTERS:
        return 0x62 + _MAC_LETTERS.index(c)
    return ord(c) - (0x1D if c.isascii() else 0x19FC)


def pdf_of(lines: list[Line], *, simple: str = "TimesNewRoman") -> bytes:
    """A page of text: font ``F1`` is named ``simple``, ``F2`` has no Unicode table."""
    shown = b"BT\n" + b"".join(
        f"/{line.font} 12 Tf 1 0 0 1 {line.x} {line.y} Tm <{line.codes.hex()}> Tj\n".encode()
        for line in lines
    ) + b"ET"  # fmt: skip
    fonts = b"<</F1 5 0 R/F2 6 0 R>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font%s>>>>"
        % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        f"<</Type/Font/Subtype/TrueType/BaseFont/{simple}/Encoding/WinAnsiEncoding>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/AB+TimesNewRomanPSMT/Encoding/Identity-H"
        b"/DescendantFonts[7 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AB+TimesNewRomanPSMT/DW 500"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>",
        b"<</Type/FontDescriptor/FontName/AB+TimesNewRomanPSMT/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 660/StemV 80>>",
    ]
    return _file(parts)


def _file(parts: list[bytes]) -> bytes:
    out, at = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    size = len(parts) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
