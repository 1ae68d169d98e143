"""Encodings of Vietnamese before Unicode: TCVN3 (ABC), VNI, VISCII, Windows-1258.

All of them put Vietnamese letters where Latin-1 has others, so their bytes are met as
strings of Latin-1: ``§éc lËp`` (TCVN3) and ``Ñoäc laäp`` (VNI) both stand for Độc lập.
Tables lie in ``encodings.csv``; VISCII is that of RFC 1456. Which encoding a text is in
is not asked here (``extractors.text.repair``).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

RUN_ENCODINGS = ("tcvn3", "vni", "viscii", "cp1258")

_TABLES = Path(__file__).with_name("encodings.csv")
_ALIASES = {"\u03bc": 0xB5, "\u2219": 0xB7, "\u2011": 0xAD, "\u02c6": 0x88}
"""Lookalikes that PDF and Word writers put for bytes of Latin-1."""
_SPACED = re.compile(r"([ \t\r\n\f\v]+)")
_MARKED = re.compile(r"([(“”‘’–—…•]*)(.*?)([“”‘’–—…•).,;:]*)", re.DOTALL)
_FACES = {
    "tcvn3": re.compile(r"(?:[A-Z]+\+)?\.?Vn[A-Z]"),
    "vni": re.compile(r"(?:[A-Z]+\+)?VN[IU](?:[- ]|\b)", re.IGNORECASE),
}
"""Names of typefaces made for an encoding: .VnTime, VNI-Times; PDF puts a tag before them."""
_CAPITAL_FACE = re.compile(r"\.?Vn[A-Z]\w*H\b")
"""TCVN3 has no capitals with tone marks; faces such as .VnTimeH draw them for small letters."""
_BEYOND_BYTES = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_FONT_SHIFT = 0x1D
"""Glyphs of TrueType fonts stand in the order of ASCII, beginning with the space at 3."""
_REGULAR, _ITALIC = range(0x04A4, 0x04FE), range(0x0324, 0x037E)
"""Glyphs of the letters Ạ to ỹ in Times New Roman, regular and italic."""
_FIRST_LETTER = 0x1EA0


class Face(NamedTuple):
    """What the name of a typeface says of the text set in it."""

    encoding: str
    capitals: bool
    """Whether it draws small letters as capitals."""


@lru_cache(maxsize=1024)
def face_of(font: str) -> Face | None:
    """The old encoding a typeface was made for; None for one of Unicode."""
    found = (name for name, pattern in _FACES.items() if pattern.match(font))
    encoding = next(found, None)
    return None if encoding is None else Face(encoding, bool(_CAPITAL_FACE.search(font)))


def contradicts(text: str) -> bool:
    """Whether a text holds letters that no byte of an old encoding can have been read as."""
    return _BEYOND_BYTES.search(text) is not None


def decode_set(text: str, face: Face) -> str:
    """Text as it is printed in an old typeface; spaces and what has no byte stay."""
    text = "".join(chr(ord(c) - 0xF000) if "\uf020" <= c <= "\uf0ff" else c for c in text)
    made = "".join(
        part if part.isspace() else decode(part, face.encoding) or part
        for part in _SPACED.split(text)
    )
    return made.upper() if face.capitals else made


@cache
def letters_of(face: Face) -> dict[int, int]:
    """Code points of the letters that a face of TCVN3 shows, by the codes of its glyphs."""
    letters = {
        code: ord(letter)
        for char, letter in table("tcvn3").items()
        for code in (ord(char), ord(char) + 0xF000)
    }
    if not face.capitals:
        return letters
    small = {code: code for code in range(ord("a"), ord("z") + 1)}
    return {code: ord(chr(letter).upper()) for code, letter in (small | letters).items()}


@cache
def table(encoding: str) -> dict[str, str]:
    """What stands for each letter: strings of Latin-1 or, for ``glyph-shift``, glyph numbers."""
    with _TABLES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["encoding"] == encoding]
    if encoding == "glyph-shift":
        return {chr(int(row["codes"], 16)): row["letter"] for row in rows}
    return {bytes.fromhex(row["codes"]).decode("latin-1"): row["letter"] for row in rows}


def decode(text: str, encoding: str) -> str | None:
    """What ``text``, read as Latin-1 or cp1252, says in ``encoding``; NFC.

    None where it holds a character that no byte of the encoding can have given.
    """
    if encoding == "viscii":
        return next(readings_of_viscii(text), None)
    return _decoded(text, encoding)


def readings_of_viscii(text: str) -> Iterator[str]:
    """What a word may say in VISCII, as little changed as can be first.

    It has letters where cp1252 has quotes and dashes: at a word's ends they may be either.
    """
    match = _MARKED.fullmatch(text)
    assert match is not None, "it takes any text"
    head, _, tail = map(len, match.groups())
    ends = ((i, len(text) - j) for i in range(head, -1, -1) for j in range(tail, -1, -1))
    for start, end in sorted(ends, key=lambda span: span[1] - span[0]):
        made = _decoded(text[start:end], "viscii")
        if made is not None:
            yield text[:start] + made + text[end:]


def _decoded(text: str, encoding: str) -> str | None:
    latin = _as_latin(text)
    return None if latin is None else _DECODERS[encoding](latin)


def unshift(text: str) -> str | None:
    """Letters from the glyph numbers that a PDF font without a Unicode table leaves.

    None where a number is that of no letter.
    """
    letters = [_letter_of_glyph(char) for char in text]
    return None if None in letters else "".join(map(str, letters))


def _letter_of_glyph(char: str) -> str | None:
    code, special = ord(char), table("glyph-shift")
    if char in special:
        return special[char]
    if 3 <= code <= 0x7E - _FONT_SHIFT:
        return chr(code + _FONT_SHIFT)
    for glyphs in (_REGULAR, _ITALIC):
        if code in glyphs:
            return chr(code - glyphs.start + _FIRST_LETTER)
    return char if char in "ăĂ" else None  # their glyph numbers are their code points


def _as_latin(text: str) -> str | None:
    """The text with one character for each byte it was read from."""
    out = []
    for char in text:
        code = ord(char) if ord(char) < 0x100 else _cp1252_bytes().get(char, _ALIASES.get(char))
        if code is None:
            return None
        out.append(chr(code))
    return "".join(out)


@cache
def _cp1252_bytes() -> dict[str, int]:
    return {bytes([b]).decode("cp1252", errors="replace"): b for b in range(0x80, 0xA0)}


@cache
def _cp1252_marks() -> dict[int, str]:
    """Quotes, dashes and dots of Windows, for bytes that TCVN3 and VNI leave to it."""
    return {b: char for char, b in _cp1252_bytes().items() if char != "\ufffd"}


def _tcvn3(latin: str) -> str:
    letters = {ord(k): v for k, v in table("tcvn3").items()}
    return latin.translate(_cp1252_marks() | letters)


def _vni(latin: str) -> str:
    pattern, letters = _vni_pattern()
    return pattern.sub(lambda m: letters[m.group()], latin).translate(_cp1252_marks())


@cache
def _vni_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Letters with their marks; the mark of a capital may be typed small (Uûy, UÛY)."""
    letters = dict(table("vni"))
    for codes, letter in table("vni").items():
        if len(codes) == 2:
            letters.setdefault(codes[0] + codes[1].swapcase(), letter)
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters


def _viscii(latin: str) -> str:
    return latin.translate({ord(k): v for k, v in table("viscii").items()})


def _cp1258(latin: str) -> str | None:
    text = latin.encode("latin-1").decode("cp1258", errors="replace")
    return None if "\ufffd" in text else unicodedata.normalize("NFC", text)


_DECODERS: dict[str, Callable[[str], str | None]] = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "viscii": _viscii,
    "cp1258": _cp1258,
}
