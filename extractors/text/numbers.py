"""Numbers as Vietnamese writes them: in words, and as Roman numerals.

``hai mươi mốt`` is 21, ``tư`` is 4 as an ordinal, ``lăm`` is 5 after a ten.
"""

from __future__ import annotations

import re

_ONES = {
    1: ("một",),
    2: ("hai",),
    3: ("ba",),
    4: ("bốn", "tư"),
    5: ("năm",),
    6: ("sáu",),
    7: ("bảy", "bẩy"),
    8: ("tám",),
    9: ("chín",),
}
_AFTER_TEN = {1: ("mốt",), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SLIPS = str.maketrans({"l": "i", "1": "i", "|": "i", "u": "v", "y": "v", "h": "ii"})
_STROKES = re.compile("i{4,}")


def number_words() -> dict[str, int]:
    """Every spelling of the numbers from 1 to 99, in lower case, to its value."""
    words = {word: n for n, forms in _ONES.items() for word in forms}
    words["mười"] = 10
    for n, forms in _ONES.items():
        for word in ("lăm", "nhăm") if n == 5 else forms:
            words[f"mười {word}"] = 10 + n
    for tens in range(2, 10):
        head = _ONES[tens][0]
        words[f"{head} mươi"] = tens * 10
        for n, forms in _ONES.items():
            for word in _AFTER_TEN.get(n, forms):
                words[f"{head} mươi {word}"] = tens * 10 + n
    return words


def roman(text: str) -> int | None:
    """The value of a Roman numeral from I to XII in any case; ``None`` for other text."""
    low = text.lower()
    return ROMAN.index(low) + 1 if low in ROMAN else None


def roman_slip(text: str) -> int | None:
    """The numeral an OCR engine misread: ``lV`` is IV; ``111``, ``IH`` and ``IIH`` are III."""
    low = text.lower()
    read = low.translate(_SLIPS)
    return roman(_STROKES.sub("iii", read) if "h" in low else read)
