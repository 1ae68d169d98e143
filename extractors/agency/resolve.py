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
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from extractors.agency import registry as registries
from extractors.agency.areas import END_OF_DISTRICTS, Area, Level, level_of, slug
from extractors.agency.issuer import NOBODY, Issuer, bare_area, chain, named_area, own_area
from extractors.agency.places import Place
from extractors.agency.reading import Reading, read
from extractors.agency.registry import Body, Registry
from extractors.agency.roles import Role, sections
from extractors.agency.scan import Scan, phrases
from extractors.agency.split import split
from extractors.text.fold import fold
from schemas.record import AgencyRef

Slot = Literal["lead", "coordinating", "assignment", "recipient", "number"]

AMBIGUOUS, OUT_OF_DATE = "agency_ambiguous", "agency_out_of_date"
_COMMITTEES = {
    "tinh": "tinh-uy", "thanh-pho": "thanh-uy", "huyen": "huyen-uy", "quan": "quan-uy",
    "thi-xa": "thi-uy", "xa": "dang-uy", "phuong": "dang-uy", "thi-tran": "dang-uy",
    "dac-khu": "dang-uy",
}  # fmt: skip
_AUTHORITIES = frozenset({"ubnd", "hdnd", "thuong-truc-hoi-dong-nhan-dan", *_COMMITTEES.values()})


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


class _Who(NamedTuple):
    """An identity with its full name; ``area`` and ``body`` where it is a known kind."""

    id: str | None = None
    name: str | None = None
    doubts: tuple[str, ...] = ()
    area: Area | None = None
    body: Body | None = None
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class _Context:
    issuer: Issuer
    on: datetime.date | None
    registry: Registry


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
    context = _Context(issuer, issued_on, registry or registries.load())
    if slot == "number":
        return _of_symbol(text, context)
    scan = Scan.of(text, context.registry)
    out: list[Named] = []
    for start, end, role in sections(text) if slot != "recipient" else ((0, len(text), None),):
        for part in split(scan, start, end):
            printed = text[part.start : part.end]
            who = _identify(
                read(Scan.of(f"{part.head} {printed}".strip(), context.registry)), context
            )
            if who is not None:
                ref = AgencyRef(text=printed, id=who.id, name=who.name)
                out.append(Named(part.start, part.end, ref, role, who.doubts, who.is_known))
    return tuple(out)


_CHUNK = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")


def _of_symbol(text: str, context: _Context) -> tuple[Named, ...]:
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
            who = _known(reading, context)
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
    seen = over if over.areas else NOBODY
    context = _Context(replace(seen, is_authority=True), issued_on, registry or registries.load())
    reading = read(Scan.of(text, context.registry))
    who = _identify(reading, context) or _Who()
    own = who.area or over.area
    held = not over.is_authority and over.id is not None and who.area is None
    identity = f"{slug(reading.name)}@{over.id}" if held and who.id else who.id
    return Issuer(
        id=identity,
        name=who.name or text,
        areas=chain(own, over.areas) if own else (),
        level=own.level if own else None,
        branch=who.body.branch if who.body else over.branch,
        is_authority=who.body is not None and who.body.slug in _AUTHORITIES,
        above=over if over.id else None,
    )


def _identify(reading: Reading, context: _Context) -> _Who | None:
    """Who a reading is; None where it names nobody."""
    if reading.kind == "nobody":
        return None
    if reading.kind == "person":
        return _Who()
    if reading.kind == "own":
        return _Who(context.issuer.id, context.issuer.name or None)
    if reading.kind == "group":
        return _group(reading, context)
    if reading.bodies and not _is_own_unit(reading, context):
        return _known(reading, context)
    return _local(reading, context)


def _is_own_unit(reading: Reading, context: _Context) -> bool:
    """``Văn phòng``, ``Thanh tra`` in a department's document: its own."""
    alone = not reading.places and reading.holder is None
    issuer = context.issuer
    speaks = issuer.id is not None and not issuer.is_authority
    return alone and speaks and tuple(fold(reading.name).split()) in phrases("lone_units")


def _known(reading: Reading, context: _Context) -> _Who:
    """A name of the registry, at the level and in the place it is said or must have."""
    if reading.holder is not None:
        return _held(reading, reading.holder, context)
    bodies = _one_kind(reading, context)
    if not bodies:
        return _Who(doubts=(AMBIGUOUS,))
    alive = tuple(b for b in bodies if b.existed(context.on))
    doubts = () if alive else (OUT_OF_DATE,)
    bodies = alive or bodies
    if bodies[0].level == "committee":
        return _of_committee(bodies[0], context, doubts)
    if reading.places:
        return _placed(reading.places, bodies, context, doubts)
    return _unplaced(bodies, context, doubts)


def _one_kind(reading: Reading, context: _Context) -> tuple[Body, ...]:
    """The rows of one kind of body; none where its name is that of several."""
    bodies, issuer = reading.bodies, context.issuer
    party = issuer.branch == "party"
    if fold(reading.name) in _two_meanings() and not party:
        return ()
    printed = level_of(reading.places[0].kind) if reading.places else None
    tests: tuple[Callable[[Body], bool], ...] = (
        lambda b: b.level == printed,
        lambda b: b.existed(context.on),
        lambda b: b.level != "committee" or party,
        lambda b: (b.branch == "party") == party,
        lambda b: b.level == issuer.level,
        lambda b: b.slug == _committee(issuer, b),
    )
    for fits in tests:
        if len({b.slug for b in bodies}) == 1:
            break
        bodies = tuple(filter(fits, bodies)) or bodies
    if len({b.slug for b in bodies}) > 1:
        return ()
    alone = bodies[0].level == "committee" and not party
    return () if alone and _is_anyones(bodies[0]) else bodies


def _committee(issuer: Issuer, body: Body) -> str | None:
    """The Party committee of the issuer's area at a body's level: TU is Tỉnh ủy or Thành ủy."""
    area = next((a for a in issuer.areas if a.level == body.level and a.named), None)
    return _COMMITTEES.get(area.word) if area else None


@cache
def _two_meanings() -> frozenset[str]:
    return frozenset(" ".join(words) for words in phrases("two_meanings"))


def _is_anyones(body: Body) -> bool:
    """An organ that any association has: ``Ban Tổ chức`` of a fair, ``Thường trực``."""
    return tuple(fold(body.name).split()) in phrases("anyones")


def _held(reading: Reading, holder: Reading, context: _Context) -> _Who:
    """A body of a body: ``Ban Tổ chức Huyện ủy``, ``Văn phòng Sở Y tế``."""
    over = _identify(holder, context)
    if over is None or over.id is None:
        return _Who(doubts=over.doubts if over else (AMBIGUOUS,))
    governs = over.body is not None and over.body.slug == "ubnd" and over.area is not None
    rows = [b for b in reading.bodies if over.area and b.level == over.area.level]
    if governs and rows and over.area:
        return _Who(f"{rows[0].slug}@{over.area.id}", _named(rows[0], over.area, rows),
                    over.doubts, over.area, rows[0])  # fmt: skip
    organ = next((b for b in reading.bodies if b.level == "committee"), None)
    body = organ or reading.bodies[0]
    doubts = over.doubts if body.existed(context.on) else (*over.doubts, OUT_OF_DATE)
    return _Who(f"{body.slug}@{over.id}", f"{body.name} {over.name}", doubts, over.area, body)


def _of_committee(body: Body, context: _Context, doubts: tuple[str, ...]) -> _Who:
    """``Ban Tuyên giáo`` alone: of the Party committee of the issuer's area."""
    area = context.issuer.area
    slug_ = _COMMITTEES.get(area.word) if area else None
    rows = [b for b in context.registry.bodies.values() if b.slug == slug_] if area else []
    row = next((b for b in rows if area and b.level == area.level), None)
    if row is None or area is None:
        return _Who(body.id, body.name, doubts, None, body)
    name = f"{body.name} {_named(row, area, rows)}"
    return _Who(f"{body.slug}@{row.slug}@{area.id}", name, doubts, area, body)


def _placed(
    places: tuple[Place, ...], bodies: tuple[Body, ...], context: _Context, doubts: tuple[str, ...]
) -> _Who:
    """A known kind of body with its place printed after it."""
    issuer = context.issuer
    for place in reversed(places[1:]):
        if (larger := named_area(place, (), issuer, context.on)) is not None:
            issuer = replace(issuer, areas=chain(larger, issuer.areas), level=larger.level)
    levels = tuple(b.level for b in bodies if b.level not in ("central", "committee"))
    first = places[0]
    if first.name:
        area = named_area(first, levels, issuer, context.on)  # type: ignore[arg-type]
    else:
        area = bare_area(first.kind, issuer)
    if area is None:
        return _Who(doubts=(*doubts, AMBIGUOUS))
    body = next((b for b in bodies if b.level == area.level), bodies[0])
    if area.level == "district" and context.on is not None and context.on >= END_OF_DISTRICTS:
        doubts = tuple(dict.fromkeys((*doubts, OUT_OF_DATE)))
    return _Who(f"{body.slug}@{area.id}", _named(body, area, bodies), doubts, area, body)


def _unplaced(bodies: tuple[Body, ...], context: _Context, doubts: tuple[str, ...]) -> _Who:
    """A known kind without its place: at the issuer's own level, else at the nearest above."""
    issuer = context.issuer
    body = _nearest(bodies, issuer)
    if body is None:
        return _Who(doubts=(*doubts, AMBIGUOUS))
    if body.level == "central":
        return _Who(body.id, body.name, doubts, None, body)
    level: Level = body.level  # type: ignore[assignment]
    area = own_area(level, issuer)
    if area is None and issuer.area is None:
        area = Area(body.id.partition("@")[2], _word(body), level, named=False)
    if area is None:
        return _Who(doubts=(*doubts, AMBIGUOUS))
    return _Who(f"{body.slug}@{area.id}", _named(body, area, bodies), doubts, area, body)


def _nearest(bodies: tuple[Body, ...], issuer: Issuer) -> Body | None:
    """The row at the issuer's level or nearest above it; without an issuer the only one."""
    if issuer.level is None:
        return bodies[0] if len(bodies) == 1 else None
    order = ("commune", "district", "province", "central")
    here = order.index(issuer.level)
    return next((b for level in order[here:] for b in bodies if b.level == level), None)


_WORDS = {"province": "tỉnh", "district": "huyện", "commune": "xã"}


def _word(body: Body) -> str:
    return _WORDS.get(body.level, "")


def _named(body: Body, area: Area, rows: object) -> str:
    """A body's name with its place: ``Phòng Nội vụ huyện Phú Lộc``, ``Huyện ủy Phú Lộc``."""
    levels = {b.level for b in rows} if isinstance(rows, tuple | list) else set()
    if not area.named:
        return (
            f"{body.name} {area.name}"
            if len(levels) > 1 or body.slug in _AUTHORITIES
            else body.name
        )
    kind = area.word.count("-") + 1
    if body.slug in _COMMITTEES.values() and body.slug != "dang-uy":
        return f"{body.name} {' '.join(area.name.split()[kind:])}"
    return f"{body.name} {area.name}"


def _local(reading: Reading, context: _Context) -> _Who:
    """A body that no row has: its name, within whoever holds it or speaks."""
    issuer = context.issuer
    if speaker := _speaker(reading, issuer):
        return speaker
    name = reading.name[:1].upper() + reading.name[1:]
    if reading.holder is not None:
        over = _identify(reading.holder, context)
        if over is None or over.id is None:
            return _Who(None, None, over.doubts if over else (), is_known=False)
        return _Who(f"{slug(name)}@{over.id}", f"{name} {over.name}", over.doubts, is_known=False)
    if reading.places:
        first = reading.places[0]
        area = (
            named_area(first, (), issuer, context.on)
            if first.name
            else bare_area(first.kind, issuer)
        )
        if area is None:
            return _Who(None, None, (AMBIGUOUS,), is_known=False)
        return _Who(f"{slug(name)}@{area.id}", f"{name} {area.name}", (), area, is_known=False)
    scope = _scope(issuer)
    return _Who(f"{slug(name)}@{scope}" if scope else slug(name), name, is_known=False)


def _speaker(reading: Reading, issuer: Issuer) -> _Who | None:
    """``Sở`` alone in a department's document: that department."""
    speaks: Issuer | None = issuer
    while speaks is not None and not reading.places and reading.holder is None:
        if speaks.id and fold(reading.name) == fold(speaks.name).split(" ")[0]:
            return _Who(speaks.id, speaks.name)
        speaks = speaks.above
    return None


def _scope(issuer: Issuer) -> str | None:
    """What a body without place or holder belongs to: the issuer, or the area it governs."""
    if issuer.id is not None and not issuer.is_authority:
        return issuer.id
    return issuer.area.id if issuer.area else None


_GROUP = "nhom"
_OWN_NOUNS = frozenset(map(fold, ("phòng", "khoa", "tổ", "bộ môn", "lớp", "bộ phận", "chi đoàn")))


def _group(reading: Reading, context: _Context) -> _Who:
    """A group keeps its nouns: ``nhom/phong-ban-nganh@huyen-phu-loc``."""
    head = min((b.name for b in reading.bodies), key=len, default="")
    nouns = ", ".join(reading.nouns)
    short = min((b.slug for b in reading.bodies), key=len, default="")
    identity = f"{_GROUP}/" + "-".join(filter(None, (short, slug(nouns))))
    name = f"{head} các {nouns}" if head else f"Các {nouns}"
    name = name.replace("các cấp ", "cấp ")
    scope = _group_scope(reading, context)
    if scope is None:
        return _Who(identity, name)
    return _Who(f"{identity}@{scope[0]}", f"{name} ({scope[1]})" if scope[1] else name)


def _group_scope(reading: Reading, context: _Context) -> tuple[str, str] | None:
    """Identity and name of what a group belongs to, as said or as the issuer implies."""
    issuer = context.issuer
    if reading.holder is not None:
        over = _identify(reading.holder, context)
        if over is not None and over.id is not None:
            governs = (
                over.area is not None and over.body is not None and over.body.slug in _AUTHORITIES
            )
            return (
                (over.area.id, over.area.name)
                if governs and over.area
                else (over.id, over.name or "")
            )
    if reading.places:
        first = reading.places[0]
        area = (
            named_area(first, (), issuer, context.on)
            if first.name
            else bare_area(first.kind, issuer)
        )
        return (area.id, area.name) if area else None
    own = bool(reading.nouns) and fold(reading.nouns[0]).split(" ")[0] in _OWN_NOUNS
    if issuer.id is not None and not issuer.is_authority and own:
        return issuer.id, issuer.name
    return (issuer.area.id, issuer.area.name if issuer.area.named else "") if issuer.area else None
