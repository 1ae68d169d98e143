"""Fixed places of a document told by their words (``landmarks.yaml``)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz

from extractors.text.fold import bare
from extractors.vocab import load

_NUMERAL = re.compile(r"\d|[IVX]{1,4}\b")
_ALIKE = 88
"""Per cent: two letters of the motto's twenty-six may be misread."""
_CAPITALS = 0.6
"""Of the letters of a line set in capitals: fonts of old encodings mix in small ones."""

Landmark = Literal["motto", "creed", "addressed", "recipients", "annex", "stamp"]


_OPEN_MARK = re.compile(r"[,(“\-–/&]$")


def leaves_open(last: str, first: str) -> bool:
    """Whether no text ends with the word ``last`` where ``first`` is next: ``ngày`` + ``28/4``."""
    return bool(_OPEN_MARK.search(last)) or last.casefold() in _never_last() or awaits(last, first)


def awaits(last: str, first: str) -> bool:
    """Whether ``last`` stands before numbers and ``first`` is one: ``quý`` + ``II/2025``."""
    return _NUMERAL.match(first) is not None and last.casefold() in _before_numbers()


@cache
def _never_last() -> frozenset[str]:
    return frozenset(_words("never_last"))


@cache
def _before_numbers() -> frozenset[str]:
    return frozenset(_words("before_numbers"))


def _words(name: str) -> list[str]:
    words: list[str] = load(Path(__file__).with_name("landmarks.yaml"))[name]
    return words


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    data = load(Path(__file__).with_name("landmarks.yaml"))
    return {name: tuple(map(_key, phrases)) for name, phrases in data.items()}


def _key(text: str) -> str:
    """Letters only, without marks: mottos are printed with dashes of every kind or with none,
    and recognised text often has the wrong mark.
    """
    return "".join(c for c in bare(text) if c.isalpha())


def begins(text: str, landmark: Landmark) -> bool:
    """Whether ``text`` begins with one of the landmark's phrases."""
    start = bare(text.lstrip()[:1])
    if start.isalpha() and start not in _initials(landmark):
        return False
    return _key(text[:80]).startswith(_keys()[landmark])


@cache
def _initials(landmark: Landmark) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _keys()[landmark])


def holds(text: str, landmark: Landmark) -> bool:
    """Whether one of the landmark's phrases stands anywhere in ``text``, a slip or two allowed."""
    key = _key(text)
    return any(
        phrase in key or (len(key) > len(phrase) / 2 and fuzz.partial_ratio(phrase, key) >= _ALIKE)
        for phrase in _keys()[landmark]
    )


def opens_with_motto(text: str) -> bool:
    """Whether ``text`` is a letterhead's: it begins with the motto in capitals, a slip or two
    allowed.

    A task is about ``Ngày thành lập Đảng Cộng sản Việt Nam``, and ``Đoàn TNCS Hồ Chí Minh xã``
    leads one.
    """
    letters = "".join(c for c in text if c.isalpha())
    return any(
        fuzz.ratio(phrase, _key(start)) >= _ALIKE
        and (_CAPITALS * len(start) < sum(map(str.isupper, start)) or phrase in _keys()["creed"])
        for phrase in _keys()["motto"]
        if (start := letters[: len(phrase)])
    )
