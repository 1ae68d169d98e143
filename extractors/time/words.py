"""The words of time, from ``vocab.yaml``: for look-up, and as guards inside patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from pathlib import Path
from typing import Any

from extractors.text.numbers import ROMAN, number_words, roman_slip
from extractors.vocab import Lookup, load, lookup, phrases, spellings

SLIP = "slip"
"""Value of a word node that is a misreading."""


@lru_cache(maxsize=1)
def written() -> dict[str, Any]:
    """The file as it is written."""
    return load(Path(__file__).with_name("vocab.yaml"))


def guard(name: str) -> str:
    """The words of a guard as a regex that matches one of them whole."""
    words = sorted(written()["guards"][name], key=len, reverse=True)
    spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in words)
    return rf"(?:{'|'.join(spaced)})(?!\w)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words, ready for look-up."""

    lookup: Lookup
    documents: frozenset[str]
    firm_labels: frozenset[str]
    glued_before: frozenset[str]
    glued_after: frozenset[str]
    not_after: dict[str, frozenset[str]]
    slips: frozenset[str]
    """Misreadings of words that have a value (``đẩu`` for ``đầu``)."""
    loose: Lookup
    """Phrases told by their letters alone: by each marking of the first word, rest bare."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words of ``vocab.yaml``, made ready once."""
    file = written()
    return Vocabulary(
        lookup=lookup(_entries(file)),
        documents=frozenset(file["documents"]),
        firm_labels=frozenset(file["firm_labels"]),
        glued_before=frozenset(file["glued_before"]),
        glued_after=frozenset(file["glued_after"]),
        not_after={kind: frozenset(words) for kind, words in file["not_after"].items()},
        slips=frozenset(slip for slip, _kind, value in phrases(file["slips"]) if value),
        loose=_loose(file["loose"]),
    )


def _loose(kinds: dict[str, Any]) -> Lookup:
    plain = lookup((_bare(phrase), kind, value) for phrase, kind, value in phrases(kinds))
    forms: dict[str, list[str]] = {}
    for code, letter in BARE.items():
        forms.setdefault(letter, [letter]).append(chr(code))
    return {
        "".join(letters): entries
        for word, entries in plain.items()
        for letters in product(*(forms[c] if c in "aeiou" else [c] for c in word))
    }


@lru_cache(maxsize=1)
def toneless() -> Lookup:
    """The words as a text that lost its marks has them: thang, nam, truoc, hang quy.

    Numbers in words are left out: "ba", "tu", "sau" would be too many other words.
    """
    file = written()
    plain = ((_bare(phrase), kind, value) for phrase, kind, value in phrases(file["words"]))
    return lookup(chain(plain, _entries(file)))


def _bare(phrase: str) -> str:
    marks = unicodedata.normalize("NFD", phrase).replace("đ", "d")
    return "".join(c for c in marks if not unicodedata.combining(c))


_MARKED = [*map(chr, range(0xE0, 0xFE)), *"ăđĩũơư", *map(chr, range(0x1EA1, 0x1EFA))]
BARE = {ord(c): _bare(c) for c in _MARKED if c.islower() and _bare(c) != c}
"""Letters without their marks, for ``str.translate``."""


def _entries(file: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    yield from phrases(file["words"])
    for word, n in number_words().items():
        if word != "năm":  # far more often the year; rules take it for 5 where it must be
            yield word, "num", n
    for words, mark in ((file["slips"], ""), (file["weak_slips"], "_SLIP")):
        for slip, kind, value in phrases(words):
            yield slip, kind + mark, value or SLIP
    for phrase, kind, _value in phrases(file["loose"]):
        yield phrase.replace(" ", ""), kind, SLIP  # giaiđoạn
    for on, names in file["feasts"].items():
        for name in names:
            yield name, "FEAST", on
    for word in file["labels"]:
        yield word, "LABEL", word
    yield from _letters()


def _letters() -> Iterator[tuple[str, str, Any]]:
    """Roman numerals, T3 and Q1, QIV, and numerals as OCR misreads them (lV, ll)."""
    for n, numeral in enumerate(ROMAN, 1):
        yield numeral, "roman", n
        if n <= 4:
            for word in ("q", "quý", "quí"):
                yield f"{word}{numeral}", "quarter_code", n
    for size in range(1, 4):
        for letters in product("ilvuyh", repeat=size):
            word = "".join(letters)
            n_slip = roman_slip(word)
            # "ly" would be "li" too, another numeral.
            if n_slip and word not in ROMAN and spellings(word) == {word}:
                yield word, "roman_slip", n_slip
                if n_slip <= 4:
                    yield f"quý{word}", "quarter_code_slip", n_slip
    yield from (("t", "T", None), ("q", "Q", None))
