"""The printed lines of a text that keeps columns by spaces, each word at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.text.normalise import words_of
from schemas.word import Word

_APART = 2
"""Spaces that part what stands side by side."""
_TAB = 8
_TWICE = re.compile(r"([ăâêôơư])\1", re.IGNORECASE)
"""A bold letter that is drawn twice."""
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")


class Spot(NamedTuple):
    """A word and the columns of characters it takes: ``start`` to ``end`` (half-open)."""

    word: Word
    start: int
    end: int


class Printed(NamedTuple):
    """A printed line: its number on the page, blank lines counted, and its words."""

    number: int
    spots: tuple[Spot, ...]

    @property
    def text(self) -> str:
        return " ".join(s.word.text for s in self.spots)

    @property
    def start(self) -> int:
        return self.spots[0].start

    @property
    def end(self) -> int:
        return self.spots[-1].end


def pages_of(text: str) -> list[list[Printed]]:
    """The lines of each page (form feeds part pages) that say something; page numbers left out."""
    pages: list[list[Printed]] = [[]]
    number = at = 0
    for raw in text.splitlines(keepends=True):
        turns = raw.count("\f")
        for _ in range(turns):
            pages.append([])
        number = 0 if turns else number
        spots = _spots(raw, at)
        if spots:
            pages[-1].append(Printed(number, spots))
        number += 1
        at += len(raw)
    return [_without_number(page) for page in pages]


def _spots(raw: str, offset: int) -> tuple[Spot, ...]:
    columns: list[int] = []
    at = 0
    for char in raw:
        columns.append(at)
        at = 0 if char == "\f" else at + _TAB - at % _TAB if char == "\t" else at + 1
    columns.append(at)
    found = []
    for word in words_of(raw, offset=offset):
        assert word.span is not None, "words of a text have spans"
        start, end = (columns[i - offset] for i in word.span)
        found.append(Spot(word._replace(text=_TWICE.sub(r"\1", word.text)), start, end))
    return tuple(found)


def _without_number(page: list[Printed]) -> list[Printed]:
    """The lines but for a lone number, away from the margin, at the page's head or foot."""
    widest = max((line.end for line in page), default=0)
    return [
        line for i, line in enumerate(page)
        if not (
            i in (0, len(page) - 1)
            and _PAGE_NUMBER.fullmatch(line.text)
            and line.start > 0.25 * widest
        )
    ]  # fmt: skip


def chunks(spots: Sequence[Spot]) -> Iterator[tuple[Spot, ...]]:
    """Runs of words with single spaces between them."""
    start = 0
    for i in range(1, len(spots) + 1):
        if i == len(spots) or spots[i].start - spots[i - 1].end >= _APART:
            yield tuple(spots[start:i])
            start = i
