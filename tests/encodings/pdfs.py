"""PDF files made by hand, with the fonts that cause trouble."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.searchable.font import true_type
from schemas.geometry import Box

_GLYPHS = {"đ": 0xFF, "Đ": 0x108, "ư": 0x46D, "Ư": 0x46C, "ơ": 0x46B, "Ơ": 0x46A, "ĩ": 0x1AD,
           "Ĩ": 0x1AC, "ă": 0x103, "Ă": 0x102}  # fmt: skip
_MAC_SIGNS = {"•": 135, "…": 171, "À": 173, "Ã": 174, "Õ": 175, "–": 178, "—": 179, "“": 180, "”": 181,
              "‘": 182, "’": 183, "Â": 199, "Ê": 200, "Á": 201, "È": 203, "Í": 204, "Ì": 207,
              "Ó": 208, "Ô": 209, "Ò": 211, "Ú": 212, "Ù": 214, "Ý": 235, "ý": 236}  # fmt: skip
"""Places in the order of glyphs that Apple gave to fonts."""
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
    if c in _MAC_SIGNS:
        return _MAC_SIGNS[c]
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


class Run(NamedTuple):
    """Text in one font at ``x``, ``y`` (points from the bottom left), stretched to ``width``.

    A space at its end comes after that.
    """

    font: str
    size: float
    x: float
    y: float
    width: float
    codes: str


def bare(codes: str) -> str:
    """What has a width: marks are drawn over the letter before them."""
    return "".join(c for c in codes if not 0x300 <= ord(c) < 0x370)


Sheet = tuple[float, float, Sequence[Box], Sequence[Run]]
"""Width, height, ruling lines (from the top left) and text of a page."""
_MAPPED = "Times New Roman"


def pages_of(sheets: Sequence[Sheet]) -> bytes:
    """A PDF of several pages.

    The font called Times New Roman takes Unicode and says so, the one called Unmapped takes
    glyph numbers and does not; all others take the bytes of Windows.
    """
    fonts = sorted({run.font for *_, runs in sheets for run in runs})
    first = 3 + 2 * len(sheets)
    numbers = {font: first + 3 * i for i, font in enumerate(fonts)}
    named = "".join(f"/F{i} {numbers[font]} 0 R" for i, font in enumerate(fonts))
    kids = " ".join(f"{3 + 2 * i} 0 R" for i in range(len(sheets)))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
    ]
    for i, (width, height, rulings, runs) in enumerate(sheets):
        shown = _shown(height, rulings, runs, fonts)
        parts += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {4 + 2 * i} 0 R"
            f"/Resources<</Font<<{named}>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        ]
    shared = first + 3 * len(fonts)
    for font in fonts:
        parts += _font(font, numbers[font], shared)
    for data in (true_type(), bytes(2 * 0x10000)):  # a glyph with a size, and each code's glyph
        packed = zlib.compress(data)
        parts.append(
            b"<</Length %d/Filter/FlateDecode/Length1 %d>>stream\n%s\nendstream"
            % (len(packed), len(data), packed)
        )
    return _file(parts)


def _shown(height: float, rulings: Sequence[Box], runs: Sequence[Run], fonts: list[str]) -> bytes:
    lines = [
        f"{b.x0} {height - b.bottom:.2f} {max(b.width, 0.5):.2f} {max(b.height, 0.5):.2f} re f"
        for b in rulings
    ]
    lines.append("BT")
    for run in runs:
        stretch = 100 * run.width / (0.5 * run.size * max(len(bare(run.codes.rstrip(" \x03"))), 1))
        lines.append(
            f"/F{fonts.index(run.font)} {run.size} Tf {stretch:.3f} Tz "
            f"1 0 0 1 {run.x:.3f} {run.y:.3f} Tm <{_codes(run).hex()}> Tj"
        )
    return "\n".join([*lines, "ET"]).encode()


def _codes(run: Run) -> bytes:
    if _is_wide(run.font):
        return run.codes.encode("utf-16-be")
    return b"".join(
        c.encode("latin-1") if ord(c) < 0x100 else c.encode("cp1252") for c in run.codes
    )


def _is_wide(font: str) -> bool:
    return font.startswith((_MAPPED, "Unmapped"))


def _font(font: str, number: int, shared: int) -> list[bytes]:
    name = font.replace("Unmapped", "TimesNewRomanPSMT").replace(" ", "")
    if not _is_wide(font):
        widths = "500 " * 256
        return [
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding"
            f"/FirstChar 0/LastChar 255/Widths[{widths}]>>".encode(),
            b"null", b"null",
        ]  # fmt: skip
    is_mapped = font.startswith(_MAPPED)
    table = f"/ToUnicode {number + 2} 0 R" if is_mapped else ""
    file = f"/FontFile2 {shared} 0 R" if is_mapped else ""
    glyphs = f"/CIDToGIDMap {shared + 1} 0 R" if is_mapped else ""
    return [
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H{table}"
        f"/DescendantFonts[{number + 1} 0 R]>>".encode(),
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 500/W[768 879 0]{glyphs}"
        "/CIDSystemInfo<</Registry(Adobe)"
        f"/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/{name}"
        f"{file}/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 660"
        "/StemV 80>>>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(_UNICODE), _UNICODE),
    ]  # fmt: skip


_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
    b"/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)
