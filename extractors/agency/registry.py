"""The bodies that are known: kinds of offices, each at its level, with the days it existed.

``registry.csv`` has one row for each kind at each level; the identity of a row carries the
word for its level (``phong-noi-vu@huyen``), that of a body its place (``phong-noi-vu@
huyen-phu-loc``). One name may stand in several rows: Phòng Kinh tế is an office of the
district until June 2025 and of the commune from July.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from extractors.agency.areas import Level, day, in_force, listed, rows_of
from extractors.agency.tokens import initial, tokenise
from extractors.text.fold import bare

Branch = Literal["state", "party", "front", "other"]
RowLevel = Literal["central", "province", "district", "commune", "committee", "own"]


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body at a level; ``committee`` are the organs of a Party committee.

    Of level ``own`` is one body that a user has named (``own.py``), whole identity and all.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    level: RowLevel
    branch: Branch
    parent: str | None
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    successors: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.id.partition("@")[0]

    def existed(self, on: datetime.date | None) -> bool:
        return in_force(self.valid_from, self.valid_to, on)


class Name(NamedTuple):
    """One spelling of a body's name: folded words, the letters an abbreviation has, the body."""

    words: tuple[str, ...]
    letters: str
    body: Body
    own_letters: bool
    """Whether the body has an abbreviation unlike its initials (SNgV), SNV being another's."""
    capitals: bool
    """Whether the spelling is an abbreviation, which small letters do not spell (TƯ, Tư)."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Bodies by identity, and their names by first word: folded, bare, and its letter.

    ``own`` are a user's names by their first folded word, ``merged`` the identities that
    are another's.
    """

    bodies: dict[str, Body]
    names: dict[str, tuple[Name, ...]]
    own: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    merged: Mapping[str, Body] = field(default_factory=dict)

    def named(self, first: str) -> tuple[Name, ...]:
        """The names whose first word has a folded key, a bare key, or a letter."""
        return self.names.get(first, ())

    def levels(self, slug: str) -> tuple[Level, ...]:
        """The levels at which a kind of body is known."""
        return tuple(
            b.level  # type: ignore[misc]
            for b in self.bodies.values()
            if b.slug == slug and b.level != "committee"
        )


@cache
def load() -> Registry:
    """The registry as it stands in ``registry.csv``."""
    bodies = {body.id: body for body in _bodies()}
    names: dict[str, list[Name]] = {}
    for body in bodies.values():
        own = any(_is_mixed(alias) for alias in body.aliases)
        for spelling in (body.name, *body.aliases):
            name = _name(spelling, body, own_letters=own)
            for first in {name.words[0], bare(name.words[0]), name.letters[0]}:
                names.setdefault(first, []).append(name)
    return Registry(bodies, {letter: tuple(group) for letter, group in names.items()})


GROUP = "nhom/"
"""What the identity of a group begins with: ``nhom/phong-ban-nganh@huyen-phu-loc``."""


def is_known(identity: str) -> bool:
    """Whether an identity is that of a group or of a kind of body in the registry."""
    return identity.startswith(GROUP) or identity.partition("@")[0] in _slugs()


@cache
def _slugs() -> frozenset[str]:
    return frozenset(body.slug for body in load().bodies.values())


def _bodies() -> Iterator[Body]:
    for row in rows_of("registry.csv"):
        yield Body(
            id=row["id"],
            name=row["name"],
            aliases=listed(row["aliases"]),
            level=row["level"],  # type: ignore[arg-type]
            branch=row["branch"],  # type: ignore[arg-type]
            parent=row["parent"] or None,
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            successors=listed(row["successors"]),
        )


def _name(spelling: str, body: Body, *, own_letters: bool) -> Name:
    words = tuple(t.key for t in tokenise(spelling) if t.is_word and t.key != "và")
    capitals = len(words) == 1 and any(c.isupper() for c in spelling[1:])
    return Name(words, "".join(initial(w) for w in words), body, own_letters, capitals)


def _is_mixed(alias: str) -> bool:
    """An abbreviation with a small letter: TTg, SNgV."""
    return " " not in alias and alias[1:2].isupper() and any(c.islower() for c in alias)
