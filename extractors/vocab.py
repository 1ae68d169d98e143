"""Vocabularies: words in a YAML file, ready to be looked up in running text.

A file maps a kind to words, or to values and the words for each::

    MONTH: [tháng]
    PART: {start: [đầu], end: [cuối]}

Words are written once, in the commonest spelling; quý and quí, khóa and khoá are the same
word to a reader, so the loader adds such spellings itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_TONES_OF_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_Y_ALONE = re.compile(r"(?<![^\W\d_])(qu|[klmhst])([yỳýỷỹỵ])(?![^\W\d_])")
_TONE_MOVED = {
    **dict(zip(("òa", "óa", "ỏa", "õa", "ọa"), ("oà", "oá", "oả", "oã", "oạ"), strict=True)),
    **dict(zip(("òe", "óe", "ỏe", "õe", "ọe"), ("oè", "oé", "oẻ", "oẽ", "oẹ"), strict=True)),
    **dict(zip(("ùy", "úy", "ủy", "ũy", "ụy"), ("uỳ", "uý", "uỷ", "uỹ", "uỵ"), strict=True)),
}
_OPEN_SYLLABLE = re.compile(rf"(?<!q)({'|'.join(_TONE_MOVED)})(?![^\W\d_])")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(NamedTuple):
    """One spelling of a vocabulary entry: its words after the first, kind and value."""

    rest: tuple[str, ...]
    kind: str
    value: Any


Lookup = dict[str, tuple[Entry, ...]]
"""Entries by their first word."""


def load(path: Path) -> dict[str, Any]:
    """A vocabulary file as it is written; keys are kinds."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    return dict(found)


def spellings(phrase: str) -> set[str]:
    """The phrase with y as i in an open syllable, with the tone mark on either vowel."""
    with_i = _Y_ALONE.sub(lambda m: m[1] + m[2].translate(_TONES_OF_Y), phrase)
    moved = {_OPEN_SYLLABLE.sub(lambda m: _TONE_MOVED[m[0]], p) for p in (phrase, with_i)}
    return {phrase, with_i, *moved}


def phrases(kinds: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every (phrase, kind, value) of a vocabulary; a plain list of words has no value."""
    for kind, words in kinds.items():
        groups = words.items() if isinstance(words, dict) else ((None, words),)
        for value, group in groups:
            for phrase in group:
                yield phrase, kind, value


def lookup(entries: Iterator[tuple[str, str, Any]]) -> Lookup:
    """A table from the first word of a phrase, in all spellings, to what it may be."""
    table: dict[str, set[Entry]] = {}
    for phrase, kind, value in entries:
        for spelling in spellings(phrase):
            first, *rest = spelling.split()
            table.setdefault(first, set()).add(Entry(tuple(rest), kind, value))
    return {
        first: tuple(sorted(found, key=lambda e: (-len(e.rest), e.rest, e.kind)))
        for first, found in table.items()
    }
