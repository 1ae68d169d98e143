"""Matching keys for Vietnamese text; never shown to a person.

Offices write hòa and hoà, Ủy ban and Uỷ ban, quý and quí for the same words. A key
has lower case, the tone mark at the end of its syllable, y as i, plain dashes and
quotes, and single spaces.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = re.compile(r"[“”„‘’`´]")
_SPACES = re.compile(r"\s+")


def _tone_last(match: re.Match[str]) -> str:
    syllable = match.group()
    tones = [c for c in syllable if c in _TONES]
    return "".join(c for c in syllable if c not in _TONES) + "".join(tones)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key of ``text``: equal for spellings that differ only in form."""
    key = unicodedata.normalize("NFD", text.casefold()).replace("y", "i")
    key = _SYLLABLE.sub(_tone_last, key)
    key = _QUOTES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFC", key)))
    return _SPACES.sub(" ", key).strip()


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The key without any diacritic (``đ`` as ``d``): for text whose marks are unsure."""
    key = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d").replace("y", "i")
    return _SPACES.sub(" ", "".join(c for c in key if not unicodedata.combining(c))).strip()


def is_upper(text: str) -> bool:
    """Whether every letter is a capital, and there are at least two of them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


@lru_cache(maxsize=65536)
def starts_upper(text: str) -> bool:
    """Whether the first letter or digit is a capital letter or a digit."""
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.isdigit()
