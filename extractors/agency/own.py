"""What a user says of bodies: other words for one, and two identities that are one body.

These win over the registry, but touch no text: a record keeps what is printed, only who
is meant changes.

    alias  "TCCB"                        -> phong-noi-vu@huyen-phu-loc
    merge  to-chuyen-gia@so-y-te@tinh-…  -> hoi-dong-chuyen-mon@so-y-te@tinh-…
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.agency import registry as registries
from extractors.agency.registry import Body, Name, Registry
from extractors.agency.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that name a body; ``issuer`` is whose documents they do so in, None for all."""

    text: str
    agency_id: str
    name: str
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """An identity that is another's; ``name`` is the name of the one that stays."""

    agency_id: str
    into: str
    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """All that a user has said. ``merges`` form no circle (``ends`` would not end)."""

    aliases: tuple[Alias, ...] = ()
    merges: tuple[Merge, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.aliases or self.merges)

    @property
    def ids(self) -> frozenset[str]:
        """The identities that a user names: they are known, whatever the registry has."""
        return frozenset((*(a.agency_id for a in self.aliases), *(m.into for m in self.merges)))

    def registry(self, issuer: str | None = None) -> Registry:
        """The registry as it is read in the documents of an issuer."""
        return _registry(self, issuer) if self else registries.load()


NOTHING = Own()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: marks, ``và`` and case do not count."""
    return tuple(t.key for t in tokenise(text) if t.is_word and t.key != "và")


@lru_cache(maxsize=256)
def _registry(own: Own, issuer: str | None) -> Registry:
    merged = _ends(own.merges)
    names: dict[str, tuple[Name, ...]] = {}
    for alias in own.aliases:
        if alias.issuer not in (None, issuer):
            continue
        body = merged.get(alias.agency_id) or _body(alias.agency_id, alias.name)
        words = words_of(alias.text)
        # An issuer's own words come first: they win over those for everybody.
        name = Name(words, "", body, own_letters=True, capitals=False)
        others = names.get(words[0], ())
        names[words[0]] = (name, *others) if alias.issuer else (*others, name)
    return replace(registries.load(), own=names, merged=merged)


def _ends(merges: Iterable[Merge]) -> dict[str, Body]:
    """Where each merged identity ends, over others merged in their turn."""
    steps = {m.agency_id: m for m in merges}
    found: dict[str, Body] = {}
    for identity, step in steps.items():
        last = step
        while last.into in steps:
            last = steps[last.into]
        body = _body(last.into, last.name)
        found[identity] = body
        unit, _, holder = identity.partition("@")
        if holder in steps:  # the holder is merged, too, and the unit is found below its heir
            found[f"{unit}@{steps[holder].into}"] = body
    return found


def _body(identity: str, name: str) -> Body:
    return Body(identity, name, (), "own", "other", None, None, None, ())
