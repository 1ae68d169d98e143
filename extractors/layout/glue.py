"""Printed lines put together into one text.

A document's symbol is broken after its hyphen or slash without a space, ``1441/QĐ-`` and
``UBND``; a dash between words, ``2021 -`` and ``2030``, keeps its spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schemas.layout import Passage
from schemas.page import Word

_SYMBOL = re.compile(r"(?:/[^\W_][\w&.]*(?:-[\w&.]+)*-|\d/|\d[\w.]*/[\w&.]*/)$")
"""``1441/QĐ-``, ``65/TTr-CAT-``, ``1441/``, ``55/2007/``."""
_NUMBERS = re.compile(r"\d[/-]$")
"""A date or a range cut inside: ``15/01/``, ``2026-``."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/.\-_?=&]$|\S@\S*\.$", re.IGNORECASE)


def is_cut(before: str, after: str) -> bool:
    """Whether a word at a line's end and the next line's first are one word."""
    first = after[:1]
    if first.isdigit():
        return _NUMBERS.search(before) is not None
    if _ADDRESS.search(before):
        return first.islower()
    return first.isupper() and _SYMBOL.search(before) is not None


def join_lines(lines: Iterable[Sequence[Word]]) -> Passage:
    """One passage of printed lines; words cut at a line's end are made whole."""
    words: list[Word] = []
    glued: list[int] = []
    for line in lines:
        if words and line and is_cut(words[-1].text, line[0].text):
            glued.append(len(words))
        glued += [len(words) + i for i in _raised(line)]
        words += line
    return Passage.of(words, glued=glued)


def _raised(line: Sequence[Word]) -> list[int]:
    """Places of small raised figures that stand tight on a letter: the 2 of m2."""
    tight: list[int] = []
    for i in range(1, len(line)):
        before, word = line[i - 1], line[i]
        if not (before.box and word.box and word.size < 0.8 * before.size):
            continue
        close = word.box.x0 - before.box.x1 < 0.1 * before.size
        if close and word.text.isdigit() and before.text[-1:].isalpha():
            tight.append(i)
    return tight
