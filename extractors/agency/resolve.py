"""Who the bodies named in a text are: identity, full name, and what is doubtful.

A name is found without context and resolved with it: who speaks, where, and when.

    "Phòng Kinh tế", plan of UBND huyện Phú Lộc, 2024  -> phong-kinh-te@huyen-phu-loc
    "Phòng Kinh tế", plan of UBND xã An Bình, 2026     -> phong-kinh-te@xa-an-binh

Where two bodies could be meant there is no identity but a doubt, ``agency_ambiguous``; a
body that no longer (or not yet) existed keeps its identity with ``agency_out_of_date``.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

from extractors.agency import registry as registries
from extractors.agency.areas import slug
from extractors.agency.identity import AUTHORITIES, Context, Who, identify
from extractors.agency.issuer import NOBODY, Issuer, chain
from extractors.agency.reading import Reading, closes, read
from extractors.agency.registry import Registry
from extractors.agency.roles import Role, sections
from extractors.agency.scan import Scan, phrases
from extractors.agency.split import split
from schemas.record import AgencyRef

Slot = Literal["lead", "coordinating", "assignment", "recipient", "number"]


@dataclass(frozen=True, slots=True)
class Named:
    """A body named in a text: offsets, the role its own cell gives it, and who it is."""

    start: int
    end: int
    ref: AgencyRef
    role: Role | None = None
    doubts: tuple[str, ...] = ()
    is_known: bool = True
    """False for a body that the registry does not have."""


def resolve_text(
    text: str,
    *,
    slot: Slot,
    issuer: Issuer = NOBODY,
    issued_on: datetime.date | None = None,
    registry: Registry | None = None,
) -> tuple[AgencyRef, ...]:
    """The bodies a cell or phrase names, in order; ``issuer`` is who the document speaks for."""
    found = name_bodies(text, slot=slot, issuer=issuer, issued_on=issued_on, registry=registry)
    return tuple(named.ref for named in found)


def name_bodies(
    text: str,
    *,
    slot: Slot,
    issuer: Issuer = NOBODY,
    issued_on: datetime.date | None = None,
    registry: Registry | None = None,
) -> tuple[Named, ...]:
    """As ``resolve_text``, with offsets, roles and doubts."""
    context = Context(issuer, issued_on, registry or registries.load())
    if slot == "number":
        return _of_symbol(text, context)
    scan = Scan.of(text, context.registry)
    out: list[Named] = []
    if scan.tokens and scan.tokens[0].is_word and scan.says(0, "pointers"):
        return ()
    for start, end, role in sections(text) if slot != "recipient" else ((0, len(text), None),):
        for part in split(scan, start, end):
            found = _part(text[part.start : part.end], part.head, context)
            if found is not None:
                out.append(replace(found, start=part.start, end=part.start + found.end, role=role))
    return tuple(out)


def _part(text: str, head: str, context: Context) -> Named | None:
    """The body of one part of a cell; ``head`` is the word it shares with others."""
    printed = _without_verb(text, context.registry)
    who = identify(read(Scan.of(f"{head} {printed}".strip(), context.registry)), context)
    if who is None:
        return None
    ref = AgencyRef(text=printed, id=who.id, name=who.name)
    return Named(0, len(printed), ref, None, who.doubts, who.is_known)


def _without_verb(text: str, registry: Registry) -> str:
    """A part of a cell up to the verb that says what the body does."""
    scan = Scan.of(text, registry)
    end = next((t.start for i, t in enumerate(scan.tokens) if i and closes(scan, i)), len(text))
    return text[:end].rstrip(" ,;")


_CHUNK = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")


def _of_symbol(text: str, context: Context) -> tuple[Named, ...]:
    """The body whose letters a number carries, after the letters of its kind.

    ``12/KH-UBND``, ``05-TT/TU``: there TT is a Thông tri, not a Thường trực.
    """
    kinds = phrases("symbol_kinds")
    for match in _CHUNK.finditer(text):
        scan = Scan.of(match.group(), context.registry)
        if scan.tokens and (scan.tokens[0].key,) in kinds:
            continue
        reading = read(scan)
        if reading.bodies:
            who = identify(reading, context) or Who()
            ref = AgencyRef(text=match.group(), id=who.id, name=who.name)
            return (Named(match.start(), match.end(), ref, None, who.doubts),)
    return ()


def issuer_of(
    text: str,
    *,
    parent: str | None = None,
    issued_on: datetime.date | None = None,
    registry: Registry | None = None,
) -> Issuer:
    """The issuer named in a letterhead, ``parent`` being the body printed above it."""
    over = NOBODY if parent is None else issuer_of(parent, issued_on=issued_on, registry=registry)
    context = Context(over, issued_on, registry or registries.load())
    reading = _letterhead(text, parent, context.registry)
    who = identify(reading, context) or Who()
    own = who.area or over.area
    unit = f"{slug(reading.name)}@{over.id}" if over.id and reading.name else None
    return Issuer(
        id=who.id or unit,
        name=who.name or text,
        areas=chain(own, over.areas, on=issued_on) if own else (),
        level=own.level if own else None,
        branch=who.body.branch if who.body else over.branch,
        is_authority=who.body is not None and who.body.slug in AUTHORITIES,
        above=over if over.id else None,
    )


def _letterhead(text: str, parent: str | None, registry: Registry) -> Reading:
    """The issuer as read; ``BCH huyện …`` under an association is that association's."""
    own = read(Scan.of(text, registry))
    if parent is None or not own.places or any(b.level != "committee" for b in own.bodies):
        return own
    above = read(Scan.of(parent, registry))
    joins = own.bodies and above.bodies and not above.places
    return replace(own, name=above.name, bodies=above.bodies) if joins else own
