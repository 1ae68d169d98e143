"""A reading placed: which body, of which area, at that time.

Known names are looked for at the level they are said or must have: a body without a place
is that of the issuer's own area, or of the nearest larger one that has such a body. Names
that no row has are kept within whoever holds them, or speaks.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from extractors.agency.areas import END_OF_DISTRICTS, Area, Level, level_of, slug
from extractors.agency.issuer import Issuer, bare_area, chain, named_area, own_area
from extractors.agency.places import Place
from extractors.agency.reading import Reading, read
from extractors.agency.registry import GROUP, Body, Registry, RowLevel, is_known
from extractors.agency.scan import Scan, phrases
from extractors.text.fold import fold

AMBIGUOUS, OUT_OF_DATE = "agency_ambiguous", "agency_out_of_date"
DOUBTS = (AMBIGUOUS, OUT_OF_DATE)
_COMMITTEES = {
    "tinh": "tinh-uy", "thanh-pho": "thanh-uy", "huyen": "huyen-uy", "quan": "quan-uy",
    "thi-xa": "thi-uy", "xa": "dang-uy", "phuong": "dang-uy", "thi-tran": "dang-uy",
    "dac-khu": "dang-uy",
}  # fmt: skip
AUTHORITIES = frozenset({"ubnd", "hdnd", "thuong-truc-hoi-dong-nhan-dan", *_COMMITTEES.values()})


class Who(NamedTuple):
    """An identity with its full name; ``area`` and ``body`` where it is a known kind."""

    id: str | None = None
    name: str | None = None
    doubts: tuple[str, ...] = ()
    area: Area | None = None
    body: Body | None = None
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    issuer: Issuer
    on: datetime.date | None
    registry: Registry


def identify(reading: Reading, context: Context) -> Who | None:
    """Who a reading is; None where it names nobody. What a user says of it goes first."""
    who = _own(reading, context) or _identify(_listed(reading), context)
    if who is None or who.id is None or (heir := context.registry.merged.get(who.id)) is None:
        return who
    return replaced(heir, context)


def _own(reading: Reading, context: Context) -> Who | None:
    """The body that a user's own name is for; places and holders belong to other names."""
    body = next((b for b in reading.bodies if b.level == "own"), None)
    if body is None or reading.kind != "body" or reading.places or reading.holder is not None:
        return None
    return replaced(body, context)


def _listed(reading: Reading) -> Reading:
    """A reading without what a user's own names would make of it."""
    if not any(b.level == "own" for b in reading.bodies):
        return reading
    return replace(reading, bodies=tuple(b for b in reading.bodies if b.level != "own"))


def replaced(body: Body, context: Context) -> Who:
    """A body that a user names, with its area where its full name says it."""
    plain = replace(context, registry=replace(context.registry, own={}, merged={}))
    named = _identify(read(Scan.of(body.name, plain.registry)), plain)
    if named is not None and named.id == body.id:
        return named._replace(doubts=())
    return Who(body.id, body.name)


def _identify(reading: Reading, context: Context) -> Who | None:
    if reading.kind == "nobody":
        return None
    if reading.kind == "person":
        return Who()
    if reading.kind == "own":
        return Who(context.issuer.id, context.issuer.name or None)
    if _is_own_unit(reading, context):
        return _local(replace(reading, kind="body", bodies=()), context)
    if reading.kind == "group":
        return _group(reading, context)
    if reading.bodies:
        return known(reading, context)
    return _local(reading, context)


def _is_own_unit(reading: Reading, context: Context) -> bool:
    """``Văn phòng`` in a department's document, ``Thư viện`` in a school's: its own."""
    issuer = context.issuer
    if reading.places or reading.holder is not None or issuer.id is None or issuer.is_authority:
        return False
    if issuer.branch == "front" and any(b.level == "committee" for b in reading.bodies):
        return True  # associations have the organs that a Party committee has
    kinds = ("lone_units",) if is_known(issuer.id) else ("lone_units", "institution_units")
    words = tuple(fold(reading.name).split())
    return any(words in phrases(kind) for kind in kinds)


def known(reading: Reading, context: Context) -> Who:
    """A name of the registry, at the level and in the place it is said or must have."""
    if reading.holder is not None:
        return _held(reading, reading.holder, context)
    bodies = _one_kind(reading, context)
    if not bodies:
        return Who(doubts=(AMBIGUOUS,))
    alive = tuple(b for b in bodies if b.existed(context.on))
    doubts = () if alive else (OUT_OF_DATE,)
    bodies = alive or bodies
    if bodies[0].level == "committee":
        return _of_committee(bodies[0], context, doubts)
    if reading.places:
        return _placed(reading, bodies, context, doubts)
    return _unplaced(bodies, context, doubts)


def _one_kind(reading: Reading, context: Context) -> tuple[Body, ...]:
    """The rows of one kind of body; none where its name is that of several."""
    bodies, issuer = reading.bodies, context.issuer
    party = issuer.branch == "party"
    if fold(reading.name) in _two_meanings() and not party:
        return ()
    printed = level_of(reading.places[0].kind) if reading.places else _national(reading)
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


def _national(reading: Reading) -> RowLevel | None:
    """``Hội Nông dân Việt Nam`` without a place is the one of the country."""
    return "central" if fold(reading.name).endswith(fold("Việt Nam")) else None


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


def _held(reading: Reading, holder: Reading, context: Context) -> Who:
    """A body of a body: ``Ban Tổ chức Huyện ủy``, ``Văn phòng Sở Y tế``."""
    over = identify(holder, context)
    if over is None or over.id is None:
        return Who(doubts=over.doubts if over else (AMBIGUOUS,))
    governs = over.body is not None and over.body.slug == "ubnd" and over.area is not None
    rows = [b for b in reading.bodies if over.area and b.level == over.area.level]
    if governs and rows and over.area:
        return Who(f"{rows[0].slug}@{over.area.id}", _named(rows[0], over.area, rows),
                    over.doubts, over.area, rows[0])  # fmt: skip
    organ = next((b for b in reading.bodies if b.level == "committee"), None)
    body = organ or reading.bodies[0]
    doubts = over.doubts if body.existed(context.on) else (*over.doubts, OUT_OF_DATE)
    return Who(f"{body.slug}@{over.id}", f"{body.name} {over.name}", doubts, over.area, body)


def _of_committee(body: Body, context: Context, doubts: tuple[str, ...]) -> Who:
    """``Ban Tuyên giáo`` alone: of the Party committee of the issuer's area."""
    area = context.issuer.area
    slug_ = _COMMITTEES.get(area.word) if area else None
    rows = [b for b in context.registry.bodies.values() if b.slug == slug_] if area else []
    row = next((b for b in rows if area and b.level == area.level), None)
    if row is None or area is None:
        return Who(body.id, body.name, doubts, None, body)
    name = f"{body.name} {_named(row, area, rows)}"
    return Who(f"{body.slug}@{row.slug}@{area.id}", name, doubts, area, body)


def _placed(
    reading: Reading, bodies: tuple[Body, ...], context: Context, doubts: tuple[str, ...]
) -> Who:
    """A known kind of body with its place printed after it.

    A name without the kind of its place that no place known here has belongs to the body:
    Ban Quản lý Khu kinh tế Đông Nam.
    """
    issuer, places = context.issuer, reading.places
    for place in reversed(places[1:]):
        if (larger := named_area(place, (), issuer, context.on)) is not None:
            issuer = replace(
                issuer, areas=chain(larger, issuer.areas, on=context.on), level=larger.level
            )
    levels = tuple(b.level for b in bodies if b.level not in ("central", "committee"))
    first = places[0]
    if first.name:
        sure = not issuer.areas or bodies[0].slug in _COMMITTEES.values()
        area = named_area(first, levels, issuer, context.on, sure=sure)  # type: ignore[arg-type]
    else:
        area = bare_area(first.kind, issuer)
    if area is None and not first.kind and bodies[0].slug not in AUTHORITIES:
        return _local(replace(reading, name=f"{reading.name} {first.name}", places=()), context)
    if area is None:
        return Who(doubts=(*doubts, AMBIGUOUS))
    body = next((b for b in bodies if b.level == area.level), bodies[0])
    if area.level == "district" and context.on is not None and context.on >= END_OF_DISTRICTS:
        doubts = tuple(dict.fromkeys((*doubts, OUT_OF_DATE)))
    return Who(f"{body.slug}@{area.id}", _named(body, area, bodies), doubts, area, body)


def _unplaced(bodies: tuple[Body, ...], context: Context, doubts: tuple[str, ...]) -> Who:
    """A known kind without its place: at the issuer's own level, else at the nearest above."""
    issuer = context.issuer
    body = _nearest(bodies, issuer)
    if body is None:
        return Who(doubts=(*doubts, AMBIGUOUS))
    if body.level == "central":
        return Who(body.id, body.name, doubts, None, body)
    level: Level = body.level  # type: ignore[assignment]
    area = own_area(level, issuer)
    if area is None and issuer.area is None:
        area = Area(body.id.partition("@")[2], _word(body), level, named=False)
    if area is None:
        return Who(doubts=(*doubts, AMBIGUOUS))
    return Who(f"{body.slug}@{area.id}", _named(body, area, bodies), doubts, area, body)


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


def _named(body: Body, area: Area, rows: Sequence[Body]) -> str:
    """A body's name with its place: ``Phòng Nội vụ huyện Phú Lộc``, ``Huyện ủy Phú Lộc``.

    ``rows`` are all the kinds the name could be: where the place has no name, its kind tells
    which of several levels is meant.
    """
    if not area.named:
        several = len({b.level for b in rows}) > 1 or body.slug in AUTHORITIES
        return f"{body.name} {area.name}" if several else body.name
    if body.slug in _COMMITTEES.values() and body.slug != "dang-uy":
        kind = area.word.count("-") + 1
        return f"{body.name} {' '.join(area.name.split()[kind:])}"
    return f"{body.name} {area.name}"


def _local(reading: Reading, context: Context) -> Who:
    """A body that no row has: its name, within whoever holds it or speaks."""
    issuer = context.issuer
    if speaker := _speaker(reading, issuer):
        return speaker
    name = reading.name[:1].upper() + reading.name[1:]
    if reading.holder is not None:
        over = identify(reading.holder, context)
        if over is None or over.id is None:
            return Who(None, None, over.doubts if over else (), is_known=False)
        return Who(f"{slug(name)}@{over.id}", f"{name} {over.name}", over.doubts, is_known=False)
    if reading.places:
        area = _area_of(reading.places[0], issuer, context.on)
        if area is None:
            return Who(None, None, (AMBIGUOUS,), is_known=False)
        return Who(f"{slug(name)}@{area.id}", f"{name} {area.name}", (), area, is_known=False)
    scope = _scope(issuer)
    return Who(f"{slug(name)}@{scope}" if scope else slug(name), name, is_known=False)


def _speaker(reading: Reading, issuer: Issuer) -> Who | None:
    """``Sở`` alone in a department's document: that department."""
    speaks: Issuer | None = issuer
    while speaks is not None and not reading.places and reading.holder is None:
        if speaks.id and fold(reading.name) == fold(speaks.name).split(" ")[0]:
            return Who(speaks.id, speaks.name)
        speaks = speaks.above
    return None


def _scope(issuer: Issuer) -> str | None:
    """What a body without place or holder belongs to: the issuer, or the area it governs."""
    if issuer.id is not None and not issuer.is_authority:
        return issuer.id
    return issuer.area.id if issuer.area else None


def _group(reading: Reading, context: Context) -> Who:
    """A group keeps its nouns: ``nhom/phong-ban-nganh@huyen-phu-loc``."""
    head = min((b.name for b in reading.bodies), key=len, default="")
    nouns = ", ".join(reading.nouns)
    short = min((b.slug for b in reading.bodies), key=len, default="")
    identity = GROUP + "-".join(filter(None, (short, slug(nouns))))
    name = f"{head} các {nouns}" if head else f"Các {nouns}"
    name = name.replace("các cấp ", "cấp ")
    belongs, called = _group_scope(reading, context)
    if not belongs:
        return Who(identity, name)
    return Who(f"{identity}@{belongs}", f"{name} ({called})" if called else name)


def _group_scope(reading: Reading, context: Context) -> tuple[str, str]:
    """Identity and name of what a group belongs to, as said or as the issuer implies."""
    issuer = context.issuer
    over = identify(reading.holder, context) if reading.holder is not None else None
    if over is not None and over.id is not None:
        governs = over.body is not None and over.body.slug in AUTHORITIES
        return _called(over.area) if governs and over.area else (over.id, over.name or "")
    if reading.places:
        return _called(_area_of(reading.places[0], issuer, context.on) or issuer.area)
    if issuer.id is not None and not issuer.is_authority and _are_own_units(reading):
        return issuer.id, issuer.name
    return _called(issuer.area)


def _are_own_units(reading: Reading) -> bool:
    """Whether a group is made of what a body has of its own: ``các tổ``, ``các công đoàn``."""
    words = tuple(fold(reading.nouns[0]).split()) if reading.nouns else ()
    return any(words[: len(unit)] == unit for unit in phrases("own_units"))


def _called(area: Area | None) -> tuple[str, str]:
    """An area's identity, and its name if it has one."""
    if area is None:
        return "", ""
    return area.id, area.name if area.named else ""


def _area_of(place: Place, issuer: Issuer, on: datetime.date | None) -> Area | None:
    """A printed place, whatever its level."""
    if place.name:
        return named_area(place, (), issuer, on)
    return bare_area(place.kind, issuer)
