"""A value together with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from schemas.geometry import Box

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands, and the rule that read it there.

    ``page`` counts from 1 and is the page of the first box; plain text has no page
    and no boxes but a ``span`` of half-open offsets in the file's decoded text. A
    value that goes on over a page has its later boxes in ``more``.
    """

    page: int | None = None
    boxes: tuple[Box, ...] = ()
    span: tuple[int, int] | None = None
    rule: str = ""
    more: tuple[tuple[int, Box], ...] = ()
    """Boxes on the pages after ``page``, each with its page."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the exact text it came from, where, by which rule, and what is doubtful."""

    value: T
    text: str
    source: Source
    doubts: tuple[str, ...] = ()
