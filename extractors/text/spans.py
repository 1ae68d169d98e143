"""What stands in a sentence: citations, times, bodies, and who must act.

These are the finders behind the language layer (``nlp.py``), which puts what they find into
span groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.agency import registry
from extractors.agency.heads import subject
from extractors.agency.mentions import find_bodies
from extractors.agency.scan import Scan
from extractors.agency.split import split
from extractors.citation import mentions
from extractors.text.sentences import sentences
from extractors.time import find_times
from schemas.time import TimeContext, TimeSpan

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a text: half-open offsets, exact where tokens are not.

    ``subjects`` are the stretches that name who must act, one for a sentence at most.
    """

    citations: tuple[Stretch, ...]
    times: tuple[TimeSpan, ...]
    agencies: tuple[Stretch, ...]
    subjects: tuple[Stretch, ...]


def find(text: str, context: TimeContext) -> Found:
    """Citations, times outside them, bodies and who acts."""
    cited = tuple(c.span for c in mentions(text))
    times = tuple(t for t in times_in(text, context) if not _inside(t.start, cited))
    bodies = find_bodies(text)
    subjects = tuple(_subjects(text, bodies))
    others = (b for b in bodies if not any(s <= b[0] < e for s, e in subjects))
    acting = (part for start, end in subjects for part in _parts(text, start, end))
    return Found(cited, times, tuple(sorted((*others, *acting))), subjects)


def _subjects(text: str, bodies: Sequence[Stretch]) -> Iterator[Stretch]:
    for start, end in sentences(text):
        inside = [(a - start, b - start) for a, b in bodies if start <= a < end]
        if (found := subject(text[start:end], inside)) is not None:
            yield found[0] + start, found[1] + start


def _parts(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The bodies of a stretch that names who acts, read as a cell of a table is."""
    parts = split(Scan.of(text[start:end], registry.load()))
    yield from ((start + p.start, start + p.end) for p in parts)


def _inside(at: int, spans: Sequence[Stretch]) -> bool:
    return any(start <= at < end for start, end in spans)


@lru_cache(maxsize=1024)
def times_in(text: str, context: TimeContext) -> tuple[TimeSpan, ...]:
    """The times of a text: one that has none is not worth a document."""
    return tuple(find_times(text, context=context))
