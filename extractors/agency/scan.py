"""A text made ready for reading bodies: its tokens, and what may begin at each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.agency.match import Match, match_name
from extractors.agency.names import begins_body, only_looks_like_body, vocabulary
from extractors.agency.places import kind_at
from extractors.agency.registry import Registry
from extractors.agency.tokens import Token, tokenise
from extractors.text.fold import fold

_LOOK_AHEAD = 60
"""Characters shown to the test of how a name begins."""


@cache
def phrases(kind: str) -> tuple[tuple[str, ...], ...]:
    """The word lists of a kind in ``bodies.yaml``, folded, the longest first."""
    words = {_keys(phrase) for phrase in vocabulary()[kind]}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@cache
def _by_first_word(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in phrases(kind):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokenise(phrase))


@cache
def _ranks() -> tuple[tuple[tuple[str, ...], int], ...]:
    ranks = vocabulary()["ranks"]
    found = [(_keys(w), int(rank)) for rank, all_ in ranks.items() for w in all_]
    return tuple(sorted(found, key=lambda r: -len(r[0])))


def _rank_of(words: tuple[str, ...]) -> int:
    return next((rank for start, rank in _ranks() if words[: len(start)] == start), 0)


@dataclass(frozen=True, slots=True)
class Scan:
    """A composed text, its tokens, and the registry its names are looked up in."""

    text: str
    tokens: tuple[Token, ...]
    registry: Registry

    @staticmethod
    def of(text: str, registry: Registry) -> Scan:
        return Scan(text, tokenise(text), registry)

    def key(self, at: int) -> str:
        """The folded word at a token, a mark as it is; empty past the end."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def reads(self, at: int, *words: str) -> bool:
        """Whether one of ``words`` stands at a token, in any spelling or case."""
        return self.key(at) in {fold(word) for word in words}

    def says(self, at: int, kind: str) -> int:
        """The token after a phrase of ``kind`` at a token; ``at`` where none stands."""
        for words in _by_first_word(kind).get(self.key(at), ()):
            if tuple(t.key for t in self.tokens[at : at + len(words)]) == words:
                return at + len(words)
        return at

    def rank(self, at: int) -> int:
        """How high the body at a token stands, from 4 (a ministry) to 1 (an office); 0 unknown.

        An abbreviation stands as high as the name it is for: LĐLĐ as Liên đoàn Lao động.
        """
        if rank := _rank_of(tuple(t.key for t in self.tokens[at : at + 4])):
            return rank
        if not 0 <= at < len(self.tokens) or not self.tokens[at].is_abbreviation:
            return 0
        found = self.known(at)
        return _rank_of(_keys(found.bodies[0].name)) if found is not None else 0

    def known(self, at: int, head: str = "") -> Match | None:
        """A name of the registry at a token, read after ``head`` if one is given."""
        before = tokenise(head)
        found = match_name((*before, *self.tokens[at:]), 0, self.registry)
        if found is None or found.end <= len(before):
            return None
        return Match(found.end - len(before) + at, found.bodies)

    def begins(self, at: int) -> bool:
        """Whether a body's name begins at a token: a capital, or one after a small word."""
        if at >= len(self.tokens) or not self.tokens[at].is_word:
            return False
        token = self.tokens[at]
        shown = self.text[token.start : token.start + _LOOK_AHEAD]
        if token.text[0].isupper():
            if only_looks_like_body(shown):
                return False
            return begins_body(shown) or (self.known(at) is not None and not self._lone(at))
        after = self.tokens[at + 1 : at + 2]
        raised = shown[:1].upper() + shown[1:]
        named = bool(after) and after[0].text[0].isupper() and not self._lone(at)
        return named and begins_body(raised)

    def begins_known(self, at: int) -> bool:
        """Whether a known body's name begins at a token."""
        return self.begins(at) and self.known(at) is not None

    def _lone(self, at: int) -> bool:
        """A place's kind is no body: ``Xã``."""
        return kind_at(self.tokens, at) is not None

    def part(self, start: int, end: int) -> str:
        """The text from a token to the one before ``end``."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""
