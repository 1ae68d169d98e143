"""Printed lines put together into one text.

A document's symbol is broken after its hyphen or slash without a space, ``1441/QĐ-`` and
``UBND``; a dash between words, ``2021 -`` and ``2030``, keeps its spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schemas.layout import Passage
from schemas.word import Word

_SYMBOL = re.compile(r"(?:/[^\W\d_][\w&.]*(?:-[\w&.]+)*-|\d/|\d[\w.]*/[\w&.]*/)$")
"""``1441/QĐ-``, ``65/TTr-CAT-``, ``1441/``, ``55/2007/``."""
_NUMBERED_SYMBOL = re.compile(r"\d/[^\W\d_][\w&.]*(?:-[\w&.]+)*-$")
_PARTY_NUMBER = re.compile(r"(?<![\w/])\d{1,5}[a-zđ]?[-–]$")
_PARTY_SYMBOL = re.compile(r"[^\W\d_][\w&]*/")
"""``36-`` and ``NQ/TU``."""
_PARTY_BODY = re.compile(r"(?<![\w/])\d{1,5}[a-zđ]?[-–][^\W\d_][\w&]*/$")
"""``36-NQ/`` before ``TU``."""
_NUMBERS = re.compile(r"\d[/-]$")
"""A date or a range cut inside: ``15/01/``, ``2026-``."""
_DATE = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/(?:19|20)\d\d(?!\d)")
_DATE_BEGUN = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{1,3}$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/.\-_?=&]$|\S@\S*\.$", re.IGNORECASE)


TIGHT = 0.1
"""Of the font size: words closer than this were written without a space."""
RAISED = 0.8
"""Of the font size around it: a raised figure is this small or smaller."""
CLOSING = ",.;:!?)/"


def is_cut(before: str, after: str) -> bool:
    """Whether a word at a line's end and the next line's first are one word."""
    first = after[:1]
    if first.isdigit():
        return _NUMBERS.search(before) is not None or _is_cut_date(before, after)
    if _ADDRESS.search(before):
        return first.islower()
    if _NUMBERED_SYMBOL.search(before):
        return first.isalpha()
    if not first.isupper():
        return False
    if _PARTY_NUMBER.search(before):
        return _PARTY_SYMBOL.match(after) is not None
    return _SYMBOL.search(before) is not None or _PARTY_BODY.search(before) is not None


def _is_cut_date(before: str, after: str) -> bool:
    """LibreOffice cuts inside a word that is wider than its cell: ``15/4/203`` and ``1``."""
    return bool(_DATE_BEGUN.search(before) and _DATE.search(before + after))


def join_lines(lines: Iterable[Sequence[Word]]) -> Passage:
    """One passage of printed lines; words cut at a line's end are made whole."""
    words: list[Word] = []
    glued: list[int] = []
    tail = ""
    for line in lines:
        if not line:
            continue
        is_whole = not is_cut(tail, line[0].text)
        if not is_whole:
            glued.append(len(words))
        if len({w.size for w in line}) > 1:
            glued += [len(words) + i for i in _raised(line)]
        words += line
        # A narrow cell cuts a symbol more than once.
        tail = line[-1].text if is_whole or len(line) > 1 else tail + line[-1].text
    return Passage.of(words, glued=glued)


def _raised(line: Sequence[Word]) -> list[int]:
    """Places of words that stand tight on the one before: the 2 of m2, the comma after it."""
    return [i for i in range(1, len(line)) if _is_tight(line[i - 1], line[i])]


def _is_tight(before: Word, word: Word) -> bool:
    if before.box is None or word.box is None or before.size == word.size:
        return False
    if word.box.x0 - before.box.x1 > TIGHT * max(before.size, word.size):
        return False
    if word.size < RAISED * before.size:
        return word.text.isdigit() and before.text[-1:].isalpha()
    return before.size < RAISED * word.size and before.text.isdigit() and word.text[0] in CLOSING
