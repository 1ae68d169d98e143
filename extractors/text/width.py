"""How wide a text would be printed: line breaks betray columns and paragraphs.

A line ends where its next word did not fit, so the width of lines tells whether a
line was broken by the margin or by its author. Widths are those of Times, the face
that the rules of form prescribe, in thousandths of an em by class of letter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CLASSES = {
    "ijl|'`.,;:!": 278,
    'frt()[]/\\-I"“”': 333,
    "sJ": 389,
    "aceghknopquvxyzdb0123456789$_*?<>=+–": 480,
    "FLPSETZ": 580,
    "ABCDGHKNOQRUVXY&": 715,
    "mwM%—…": 820,
    "W@": 940,
}
_BY_LETTER = {letter: width for letters, width in _CLASSES.items() for letter in letters}
_SPACE = 250
SPACE = _SPACE / 1000
"""The width of a blank in ems."""


@lru_cache(maxsize=4096)
def _letter(char: str) -> int:
    if char.isspace():
        return _SPACE
    base = unicodedata.normalize("NFD", char)[0].replace("đ", "d").replace("Đ", "D")
    return _BY_LETTER.get(base, 500)


@lru_cache(maxsize=16384)
def width(text: str) -> float:
    """Estimated width of ``text`` in ems of its font size."""
    return sum(map(_letter, text)) / 1000
