"""A text in the form it is matched in, and the way back to the text itself."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_FORMS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212~÷→", "-"),
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("’‘′`´ʹ", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\u3000", " "),
        **dict.fromkeys("ðÐƉ", "đ"),
    }
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_HAS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_UNUSUAL = re.compile(f"[^\u0300-\u036f][\u0300-\u036f]+|[{_INVISIBLE}]")


class Folded(NamedTuple):
    """A text for matching: lower case, NFC, one form of dashes and quotes, all visible.

    ``begins`` and ``ends`` lead from its characters back to the text (``None``: no change).
    """

    text: str
    begins: list[int] | None = None
    ends: list[int] | None = None


def fold(text: str) -> Folded:
    """Fold a text, keeping where each character came from."""
    if text.isascii():
        return Folded(text.lower())
    if unicodedata.is_normalized("NFC", text) and not _HAS_INVISIBLE.search(text):
        folded = text.translate(_FORMS).lower()
        if len(folded) == len(text):
            return Folded(folded)
    return _fold_unusual(text)


def _fold_unusual(text: str) -> Folded:
    """Fold a text with combining marks or invisible characters, cluster by cluster."""
    out: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _UNUSUAL.finditer(text):
        start, end = match.span()
        _copy(text[done:start], done, out, begins, ends)
        cluster = match.group()
        if cluster not in _INVISIBLE:
            for char in unicodedata.normalize("NFC", cluster).translate(_FORMS):
                out.append(char.lower()[0])
                begins.append(start)
                ends.append(end)
        done = end
    _copy(text[done:], done, out, begins, ends)
    return Folded("".join(out), begins, ends)


def _copy(plain: str, at: int, out: list[str], begins: list[int], ends: list[int]) -> None:
    """Fold characters one for one."""
    folded = plain.translate(_FORMS).lower()
    if len(folded) != len(plain):
        folded = "".join(c.lower()[0] for c in plain.translate(_FORMS))
    out.append(folded)
    begins += range(at, at + len(plain))
    ends += range(at + 1, at + 1 + len(plain))
