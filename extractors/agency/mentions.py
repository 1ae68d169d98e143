"""Bodies named in running text: where each name stands, before anybody knows who it is.

    "giao Sở Nội vụ chủ trì, phối hợp với Công an tỉnh" -> "Sở Nội vụ", "Công an tỉnh"

A name begins with a word for a body (Sở, Phòng, UBND), goes on over capitalised words and
the small words inside them, and may end with the level and name of a place. It stops
before a verb, a mark, or a word that joins clauses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.agency.names import begins_area, begins_body, vocabulary
from extractors.agency.phrases import begins_verb
from extractors.text.fold import fold
from extractors.text.normalise import clean

_RUN = re.compile(r"\S+")
_DASHES = frozenset("-–&")
_LOOK_AHEAD = 8
"""Tokens shown to the tests of how a name or a verb begins."""
_SMALL_IN_A_ROW = 3
"""Lower-case syllables a name holds after a capital: Phát triển nông thôn."""
_LONGEST = 30
"""Tokens; a group with its places takes up to about twenty."""


class _Token(NamedTuple):
    """A run without white space: offsets without the marks at its ends, and cleaned text."""

    start: int
    end: int
    text: str
    after: str
    """The marks that stand after it."""


def find_bodies(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the bodies named in ``text``, in order, none over another."""
    tokens = [t for m in _RUN.finditer(text) if (t := _token(m)) is not None]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at) if _begins(tokens, at) else at
        if end > at:
            found.append((tokens[at].start, tokens[end - 1].end))
        at = max(end, at + 1)
    return found


def _token(match: re.Match[str]) -> _Token | None:
    raw = match.group()
    start, end = 0, len(raw)
    while start < end and not _is_core(raw[start]):
        start += 1
    while end > start and not (_is_core(raw[end - 1]) or unicodedata.combining(raw[end - 1])):
        end -= 1
    if start == end:
        return _Token(match.start(), match.end(), raw, "") if raw in _DASHES else None
    at = match.start()
    return _Token(at + start, at + end, clean(raw[start:end]), raw[end:])


def _is_core(char: str) -> bool:
    return char.isalnum()


def _shown(tokens: Sequence[_Token], at: int) -> str:
    return " ".join(t.text + t.after for t in tokens[at : at + _LOOK_AHEAD])


def _begins(tokens: Sequence[_Token], at: int) -> bool:
    """A word for a body with a capital, or a small one that a capital follows at once."""
    shown = _shown(tokens, at)
    if begins_body(shown):
        return True
    if not _is_small(tokens[at].text) or tokens[at].after or at + 1 >= len(tokens):
        return False
    raised = shown[:1].upper() + shown[1:]
    return (
        not _is_small(tokens[at + 1].text) and begins_body(raised) and not _joins(tokens[at].text)
    )


def _end(tokens: Sequence[_Token], at: int) -> int:
    """The token after the last of the name that begins at ``at``; ``at`` where none is left."""
    end = at + 1
    small = 0
    for here in range(at + 1, min(len(tokens), at + _LONGEST)):
        token = tokens[here]
        if tokens[here - 1].after or _joins(token.text) or begins_verb(_shown(tokens, here)):
            break
        if token.text in _DASHES or fold(token.text) == fold("và"):
            if not _goes_on(tokens, here + 1):
                break
            continue
        small = small + 1 if _is_small(token.text) and not begins_area(token.text) else 0
        if small > _SMALL_IN_A_ROW:
            break
        end = here + 1
    return end if end > at + 1 or _stands_alone(tokens[at].text) else at


def _goes_on(tokens: Sequence[_Token], at: int) -> bool:
    """Whether what follows a dash or ``và`` still belongs to the name before it."""
    if at >= len(tokens) or _is_small(tokens[at].text):
        return False
    return not begins_body(_shown(tokens, at))


def _is_small(word: str) -> bool:
    first = next((c for c in word if c.isalpha()), "")
    return first.islower()


def _stands_alone(word: str) -> bool:
    """Whether one token names a body: an abbreviation such as UBND or SNV."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) > len(letters) / 2


@cache
def _joining() -> frozenset[str]:
    return frozenset(map(fold, vocabulary()["joining"]))


def _joins(word: str) -> bool:
    return fold(word) in _joining()
