"""Clean characters without losing where they stood.

Real files carry decomposed Unicode, no-break spaces, zero-width characters and the
Icelandic eth for đ. All of it is folded here, word by word, so that a word keeps its
exact offsets in the decoded text; nothing is recovered by comparing texts later.
"""

from __future__ import annotations

import re
import unicodedata

from schemas.word import Word

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LOOKALIKES = str.maketrans({"ð": "đ", "Ð": "Đ", "Ɖ": "Đ", "\u2044": "/", "\u2215": "/"})
_CLUSTER = re.compile(r".[\u0300-\u036f\u1100-\u11ff]*", re.DOTALL)
"""A character with what may be composed with it; a syllable of hangul is one, too."""
_WORD = re.compile(r"[^\s\u00a0\u2007\u202f\u3000]+")


def clean(text: str) -> str:
    """NFC, without invisible characters, eth as đ, fraction slashes as slashes."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE).translate(_LOOKALIKES))


def composed(text: str) -> tuple[str, list[int]]:
    """The text in NFC, and for each of its characters, and its end, the offset in ``text``."""
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text) + 1))
    parts: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFC", match.group())
        parts.append(part)
        places += [match.start()] * len(part)
    return "".join(parts), [*places, len(text)]


def words_of(raw: str, *, offset: int = 0) -> list[Word]:
    """The words of a raw text; ``offset`` is where ``raw`` begins in the file's text."""
    found = []
    for match in _WORD.finditer(raw):
        text = clean(match.group())
        if text:
            span = (offset + match.start(), offset + match.end())
            found.append(Word(text, span=span))
    return found
