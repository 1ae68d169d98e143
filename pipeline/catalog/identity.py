"""Names for activities that outlive better rules.

Other tables, calendars on telephones and people's corrections point at an activity, so
its name must not change when a better rule reads the same row a little differently.

* A new row is named after its document and the beginning of its content without marks,
  case and punctuation: what OCR and tone placement change least, and what joining a row
  over a page break, which lengthens its end, leaves alone. The ordinal takes no part: it
  is often blank, repeated or read wrong. A second row with the same beginning counts on.
* When a document is read again, each row first looks for its old self among the rows of
  the last reading: the same beginning, else the most similar content, nearest in order
  (a row keeps its name though its first words were mended). Only rows without one are new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.text.fold import bare

_KEY_LENGTH = 40
_SIMILAR = 75
"""Least similarity (0-100) of two readings of one row; two different rows of a plan that
differ in a word or two are told apart by taking the most similar pairs first."""
_ORDER_WEIGHT = 10
"""How much a row may lose by having moved from one end of the document to the other."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the last reading."""

    activity_id: str
    content: str


def activity_ids(
    document_id: str, contents: Sequence[str], *, known: Sequence[Known] = ()
) -> list[str]:
    """A name for each content, in order; ``known`` are the rows of the last reading."""
    kept = _kept(contents, known)
    taken = {k.activity_id for k in known}
    names: list[str] = []
    for i, content in enumerate(contents):
        name = kept.get(i) or _new(document_id, _key(content), taken)
        taken.add(name)
        names.append(name)
    return names


def _new(document_id: str, key: str, taken: set[str]) -> str:
    """Twelve digits of the document, eight of the row: unique in an archive, short in a URL."""
    count = 1
    while True:
        digest = hashlib.blake2s(f"{key}#{count}".encode(), digest_size=4).hexdigest()
        name = f"{document_id[:12]}-{digest}"
        if name not in taken:
            return name
        count += 1


def _key(content: str) -> str:
    return "".join(c for c in bare(content) if c.isalnum())[:_KEY_LENGTH]


def _kept(contents: Sequence[str], known: Sequence[Known]) -> dict[int, str]:
    """Which content keeps which name: equal beginnings in order, then the most similar."""
    pairs = _equal(contents, known)
    left = [i for i in range(len(contents)) if i not in pairs]
    free = [j for j in range(len(known)) if j not in pairs.values()]
    pairs |= _similar(contents, known, left, free)
    return {i: known[j].activity_id for i, j in pairs.items()}


def _equal(contents: Sequence[str], known: Sequence[Known]) -> dict[int, int]:
    waiting: dict[str, list[int]] = {}
    for j in reversed(range(len(known))):
        waiting.setdefault(_key(known[j].content), []).append(j)
    pairs: dict[int, int] = {}
    for i, content in enumerate(contents):
        if waiting.get(_key(content)):
            pairs[i] = waiting[_key(content)].pop()
    return pairs


def _similar(
    contents: Sequence[str], known: Sequence[Known], left: list[int], free: list[int]
) -> dict[int, int]:
    scored: list[tuple[float, int, int]] = []
    for i in left:
        for j in free:
            alike = fuzz.ratio(bare(contents[i]), bare(known[j].content))
            if alike >= _SIMILAR:
                moved = abs(i / len(contents) - j / len(known))
                scored.append((alike - _ORDER_WEIGHT * moved, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs
