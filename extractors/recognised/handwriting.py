"""What a hand wrote into a letterhead: the number, the day. It is left open, never guessed.

Between ``Số:`` and the symbol, and between ``ngày`` and ``tháng``, only figures that were
read without doubt are print. Anything else there is a hand's, and ``…`` stands for it::

    Số:{24.2 /KH-SYT                  ->  Số:… /KH-SYT
    Hà Linh, ngày G2 tháng 3 năm 2018 ->  Hà Linh, ngày … tháng 3 năm 2018
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.word import Word

OPEN = "…"
"""Stands for what a hand wrote."""

_SURE, _SURE_JOINED, _SURE_MONTH, _SURE_YEAR = 0.85, 0.75, 0.7, 0.75
"""Confidence of printed figures; those of a hand that look like print are read with 0.6-0.8.

Few leave the month to a hand, so that less is asked there, and nobody the year: it is only
faint. A hand's figures stand off the symbol that is printed after them; of those that are one
word with it less is asked.
"""
_NUMBER = re.compile(
    r"\W*(?P<word>[Ss][^\W\d_])(?!\w)\s*(?:[:.;]|(?<=[ốóôồỗổoòỏ])(?!\s*[^\W\d_]{3}))"
    r"(?P<by_hand>.{0,14}?)/(?P<dirt>[^\w\s]?)\s?[A-ZĐ][\w&]*\s?[-–]"
)
_DATE = re.compile(
    r"\D{2,40}[,.]\s*ngày(?P<day>.{0,14}?)[tT]{0,2}háng(?P<month>.{0,10}?)n[ăa]m\b"
    r"(?:\s*(?P<year>\d{4})\b)?",
    re.IGNORECASE,
)
_MONTH_WORD = re.compile(r"[tT]{2}háng")
_FIGURES = re.compile(r"\d{1,5}[a-zđ]?")


class _Blank(NamedTuple):
    """Where a form leaves room for figures: offsets in the line, and the largest that fits."""

    start: int
    end: int
    largest: int
    sure: float
    """Confidence that print has there."""


def without_handwriting(line: Sequence[Word]) -> list[Word]:
    """The words of a printed line, with ``…`` for what was written by hand."""
    text = " ".join(word.text for word in line)
    by_hand = [b for b in _blanks(text) if not _is_printed(text, b, line)]
    if not by_hand:
        return list(line)
    changes = [(b.start, b.end, OPEN) for b in by_hand] + list(_spoilt(text))
    out, at = [], 0
    for word in line:
        out.append(_opened(word, [(start - at, end - at, new) for start, end, new in changes]))
        at += len(word.text) + 1
    return [word for word in out if word.text]


def is_by_hand(line: Sequence[Word]) -> bool:
    """Whether a line has something that was written by hand."""
    return any(word.raw is not None and OPEN in word.text for word in line)


def _blanks(text: str) -> Iterator[_Blank]:
    """The places of the number, the day and the month that have something in them."""
    if (match := _NUMBER.match(text)) is not None:
        yield from _filled(match, "by_hand", 99_999, _SURE)
    if (match := _DATE.match(text)) is not None:
        yield from _filled(match, "day", 31, _SURE)
        yield from _filled(match, "month", 12, _SURE_MONTH)
        yield from _filled(match, "year", 2100, _SURE_YEAR)


def _spoilt(text: str) -> Iterator[tuple[int, int, str]]:
    """What a hand spoilt beside the number: the word before it, a stroke into the symbol."""
    if (match := _NUMBER.match(text)) is not None:
        yield *match.span("word"), "Số"
        yield *match.span("dirt"), ""


def _filled(match: re.Match[str], group: str, largest: int, sure: float) -> Iterator[_Blank]:
    inner = (match[group] or "").strip(" .…_:")
    if inner:
        start = match.start(group) + match[group].index(inner)
        yield _Blank(start, start + len(inner), largest, sure)


def _is_printed(text: str, blank: _Blank, line: Sequence[Word]) -> bool:
    """Whether it holds figures that make sense there, each word read without doubt."""
    figures = text[blank.start : blank.end]
    if not _FIGURES.fullmatch(figures) or not 0 < int(re.sub(r"\D", "", figures)) <= blank.largest:
        return False
    at = 0
    for word in line:
        end = at + len(word.text)
        is_joined = end > blank.end + 2 and text[blank.end] == "/"
        sure = min(blank.sure, _SURE_JOINED) if is_joined else blank.sure
        touches = at < blank.end and blank.start < end
        if touches and word.confidence is not None and word.confidence < sure:
            return False
        at += len(word.text) + 1
    return True


def _opened(word: Word, changes: Sequence[tuple[int, int, str]]) -> Word:
    """The word with what it has of ``changes``; one that goes on there becomes empty."""
    text, length = word.text, len(word.text)
    for start, end, new in sorted(changes, reverse=True):
        if start < length and end > 0:
            text = text[: max(start, 0)] + (new if start >= 0 else "") + text[min(end, length) :]
    text = _MONTH_WORD.sub("tháng", text)
    return word if text == word.text else word._replace(text=text, raw=word.text)
