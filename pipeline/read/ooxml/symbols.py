"""Letters of symbol fonts as the Unicode characters they look like.

Symbol fonts put pictures at the codes of letters, which Word shifts to the private codes
from U+F000. Bullets matter most: an item is known by the mark it begins with.
"""

from __future__ import annotations

import re

_SYMBOL_FONT = re.compile(r"symbol|wingdings|webdings|dingbats", re.IGNORECASE)
_PRIVATE = range(0xF000, 0xF100)
_SYMBOL = {
    0x2D: "−", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠",
    0xA5: "∞", 0xAE: "→", 0xDE: "⇒", 0x6D: "μ", 0x62: "β", 0x61: "α", 0x53: "Σ", 0x44: "Δ",
    0xB7: "•",
}  # fmt: skip
"""Adobe's encoding of the face Symbol, as far as documents of offices use it."""
_WINGDINGS = {
    0x6C: "●", 0x6E: "▪", 0x9F: "•", 0xA7: "▪", 0x9E: "•", 0xA8: "☐", 0x6F: "☐", 0x71: "☐",
    0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xFB: "✗", 0xE0: "→", 0xF0: "⇨", 0x2A: "✉", 0x28: "☎",
    0x76: "•", 0xD8: "•", 0x46: "☞",
}  # fmt: skip
_MARKS = "-–—−+*•●▪◦~"
"""Bullets that are kept as they are; any other picture stands as the plain one."""


def plain(text: str, font: str) -> str:
    """``text`` with the private codes of symbol fonts replaced; other letters are left alone."""
    if text.isascii() or not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(symbol(ord(c), font) if ord(c) in _PRIVATE else c for c in text)


def symbol(code: int, font: str) -> str:
    """The character at a code of a symbol font; empty where none in Unicode looks like it."""
    code -= _PRIVATE.start if code in _PRIVATE else 0
    if code > 0xFF:
        return chr(code)
    if chr(code).isspace():
        return " "
    if "wingdings" in font.casefold():
        return _WINGDINGS.get(code, "")
    return _SYMBOL.get(code) or (chr(code) if code < 0x7F and not chr(code).isalpha() else "")


def bullet(text: str, font: str) -> str:
    """The mark of an unnumbered item: a dash or plus as typed, any picture as a bullet."""
    text = text.strip()
    if text in ("o", "◦", "○"):
        return "◦"
    is_mark = text[:1] in _MARKS and not _SYMBOL_FONT.search(font)
    return text if is_mark or not text else "•"
