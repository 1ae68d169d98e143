"""Fixed places of a document told by their words (``landmarks.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz

from extractors.text.fold import bare
from extractors.vocab import load

_ALIKE = 88
"""Per cent: two letters of the motto's twenty-six may be misread."""

Landmark = Literal["motto", "addressed", "recipients", "annex", "stamp"]


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
