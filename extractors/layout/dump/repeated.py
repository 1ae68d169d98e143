"""Headings of a table that every page of a dump prints again, in whatever place.

Word repeats a table's heading row on each page; a reader that sorts blocks scatters it
among the cells. Phrases that name a role and stand on most of a table's pages are its
headings, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.dump.heads import Heading, is_filler
from extractors.layout.roles import role_of
from extractors.text.fold import fold
from schemas.layout import Line, Passage

_LONGEST = 3
"""Lines of one heading."""
_NEAR = 4
"""Lines between a heading and the rest of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase that names a role, and the lines it stands on."""

    heading: Heading
    start: int
    end: int


def places_of(lines: Sequence[Line]) -> list[Place]:
    """Every phrase of whole lines that names a role, the longest at each line."""
    out: list[Place] = []
    at = 0
    while at < len(lines):
        place = _place(lines, at)
        if place is not None:
            out.append(place)
            at = place.end
        else:
            at += 1
    return out


def _place(lines: Sequence[Line], at: int) -> Place | None:
    if not lines[at].text[:1].isupper() or len(lines[at].text) > 40:
        return None
    for end in range(min(at + _LONGEST, len(lines)), at, -1):
        apart = any(line.gap or line.page != lines[at].page for line in lines[at + 1 : end])
        passage = Passage.join([line.passage for line in lines[at:end]])
        role = None if apart else role_of(passage.text)
        if role is not None:
            return Place(Heading(role, passage), at, end)
    return None


def repeated(lines: Sequence[Line]) -> list[Place]:
    """The places of phrases that stand on two pages that follow one another, or more."""
    places = places_of(lines)
    pages: dict[str, set[int]] = {}
    for place in places:
        pages.setdefault(_key(place), set()).add(lines[place.start].page or 0)
    again = {key for key, found in pages.items() if any(p + 1 in found for p in found)}
    return [p for p in places if _key(p) in again]


def _key(place: Place) -> str:
    return fold(place.heading.passage.text)


def filler_lines(lines: Sequence[Line], places: Sequence[Place]) -> set[int]:
    """Lines near headings that hold the rest of one: ``thực hiện``, ``(Năm 2026)``.

    The rest of a heading is printed wherever the heading is; a cell's line near one is not.
    """
    near: dict[str, set[int]] = {}
    for place in places:
        for i in range(max(place.start - _NEAR, 0), min(place.end + _NEAR, len(lines))):
            if lines[i].page == lines[place.start].page and is_filler(lines[i].text):
                near.setdefault(fold(lines[i].text), set()).add(i)
    pages = len({lines[p.start].page for p in places})
    again = [found for found in near.values() if len({lines[i].page for i in found}) > pages / 2]
    return {i for found in again for i in found}
