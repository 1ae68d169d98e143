"""Names of the registry at a place in a text, written in full, abbreviated, or half of each.

Every office shortens names its own way (Phòng TC-KH, P. Tài chính KH, PTCKH), so no list
of abbreviations is complete. A name is read word by word instead: a printed word stands
for itself, capitals for the first letters of the words they begin.

    Phòng  NN & PTNT        ->  phòng nông nghiệp phát triển nông thôn
           ^^   ^^^^             ----- ---------- ------------------- (và and marks skipped)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.agency.registry import Body, Name, Registry
from extractors.agency.tokens import Token, initial, initials
from extractors.text.fold import bare

_SKIPPED = frozenset(",-–—&/+")
_LETTERS_ALONE = 3
"""An abbreviation for a whole name has three letters or more, or is listed as an alias."""


class Match(NamedTuple):
    """A known name: the token after its last one, and the bodies that have it."""

    end: int
    bodies: tuple[Body, ...]


def match_name(tokens: Sequence[Token], at: int, registry: Registry) -> Match | None:
    """The longest name that begins at token ``at``; None where no known name does.

    A scan may have lost the marks of a text: names without them count where none with
    them does. A user's own name wins over one of the registry that is not longer.
    """
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    listed = _longest(tokens, at, registry, loose=False) or _longest(
        tokens, at, registry, loose=True
    )
    own = _own(tokens, at, registry)
    return own if own is not None and (listed is None or own.end >= listed.end) else listed


def _own(tokens: Sequence[Token], at: int, registry: Registry) -> Match | None:
    """The longest of a user's names at a token; of equal ones the first."""
    read = [
        Match(end, (name.body,))
        for name in registry.own.get(tokens[at].key, ())
        if (end := _read(tokens, at, name, loose=False)) is not None
    ]
    return max(read, key=lambda m: m.end, default=None)


def _longest(tokens: Sequence[Token], at: int, registry: Registry, *, loose: bool) -> Match | None:
    best = at
    bodies: list[Body] = []
    for name in _candidates(tokens[at], registry, loose=loose):
        end = _read(tokens, at, name, loose=loose)
        if end is None or end < best:
            continue
        if end > best:
            best, bodies = end, []
        if name.body not in bodies:
            bodies.append(name.body)
    return Match(best, tuple(bodies)) if bodies else None


def _candidates(token: Token, registry: Registry, *, loose: bool) -> tuple[Name, ...]:
    if token.is_abbreviation or len(token.text) == 1:
        return registry.named(initial(token.key))
    return registry.named(bare(token.key) if loose else token.key)


def _read(tokens: Sequence[Token], at: int, name: Name, *, loose: bool) -> int | None:
    """The token after a name's last word, if the tokens from ``at`` spell the name."""
    done, words = 0, name.words
    while done < len(words):
        if at >= len(tokens):
            return None
        token = tokens[at]
        taken = _words_of(token, name, done, loose=loose)
        if not taken and not (done and _may_stand_inside(tokens, at)):
            return None
        done += taken
        at += 1
    return at


def _words_of(token: Token, name: Name, done: int, *, loose: bool) -> int:
    """How many of a name's words from ``done`` on a token stands for."""
    if token.key == name.words[done]:
        return int(token.is_abbreviation or not name.capitals)
    size = len(token.text)
    if size == 1 or token.is_abbreviation:
        fits = token.text.isupper() and name.letters.startswith(initials(token.text), done)
        whole = size == len(name.words)
        if not fits or (size > 1 and name.own_letters) or (whole and size < _LETTERS_ALONE):
            return 0
        return size if size > 1 or not done else 0
    same = loose and len(name.words) > 1 and bare(token.key) == bare(name.words[done])
    return int(same)


def _may_stand_inside(tokens: Sequence[Token], at: int) -> bool:
    """``và`` and marks between the words of a name; a dot after an abbreviation."""
    token = tokens[at]
    if token.is_word:
        return token.key == "và"
    if token.text == ".":
        return tokens[at - 1].text.isupper() and tokens[at - 1].end == token.start
    return token.text in _SKIPPED
