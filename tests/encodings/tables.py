"""Encoders for the old encodings, written from their rules and apart from the program's tables."""

from __future__ import annotations

import unicodedata

_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò", 0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_TCVN3 = {c: chr(at + i) for at, run in _TCVN3_RUNS.items() for i, c in enumerate(run)}

_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝ"
    "ỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = {c: chr(0x80 + i) for i, c in enumerate(_VISCII_HIGH)} | {
    "Ẳ": "\x02", "Ẵ": "\x05", "Ẫ": "\x06", "Ỷ": "\x14", "Ỹ": "\x19", "Ỵ": "\x1e",
}  # fmt: skip

_SAC, _HUYEN, _HOI, _NGA, _NANG = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = _SAC + _HUYEN + _HOI + _NGA + _NANG
_VNI_TONES = dict(zip(_TONES, "ùøûõï", strict=True))
_VNI_SHAPED = {  # circumflex and breve are one character with their tone
    "\u0302": dict(zip(["", *_TONES], "âáàåãä", strict=True)),
    "\u0306": dict(zip(["", *_TONES], "êéèúüë", strict=True)),
}
_VNI_WHOLE = dict(zip("ìíỉĩịỵđ", "ìíæóòîñ", strict=True))


def to_tcvn3(text: str) -> str:
    """TCVN3 as Latin-1; capitals with a tone mark become small, as in every font but .VnTimeH."""
    small = ((c, _TCVN3.get(c) or _TCVN3.get(c.lower())) for c in _nfc(text))
    return "".join(code or c for c, code in small)


def has_tcvn3(letter: str) -> bool:
    """Whether TCVN3 has a code for a letter as it is, capital or small."""
    return letter.isascii() or _nfc(letter) in _TCVN3


def to_viscii(text: str) -> str:
    """VISCII as Latin-1."""
    return "".join(_VISCII.get(c, c) for c in _nfc(text))


def to_vni(text: str) -> str:
    """VNI for Windows as Latin-1."""
    return "".join(_vni_letter(c) for c in _nfc(text))


def to_cp1258(text: str) -> bytes:
    """Windows-1258: tones are characters of their own, shapes of vowels are not."""
    out = ""
    for c in _nfc(text):
        parts = unicodedata.normalize("NFD", c)
        tones = "".join(p for p in parts if p in _TONES)
        out += _nfc("".join(p for p in parts if p not in _TONES)) + tones
    return out.encode("cp1258")


def through_vni(text: str) -> str:
    """What a converter from VNI makes of Unicode."""
    pairs = {"oà": "ồ", "oá": "ố", "oã": "ỗ", "ô": "ơ", "ó": "ĩ", "ò": "ị"}
    for old, new in pairs.items():
        text = text.replace(old, new)
    return text


def _vni_letter(c: str) -> str:
    if c.lower() in _VNI_WHOLE:
        code = _VNI_WHOLE[c.lower()]
        return code.upper() if c.isupper() else code
    base, *marks = unicodedata.normalize("NFD", c)
    if "\u031b" in marks:  # the horn
        base = {"o": "ô", "O": "Ô", "u": "ö", "U": "Ö"}[base]
    tone = next((m for m in marks if m in _TONES), "")
    shape = next((m for m in marks if m in _VNI_SHAPED), None)
    mark = _VNI_SHAPED[shape][tone] if shape else _VNI_TONES.get(tone, "")
    return base + (mark.upper() if c.isupper() else mark)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
