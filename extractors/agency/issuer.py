"""Who speaks in a document, and where: what unnamed bodies in it are read against.

"Phòng Nội vụ" in a plan of the committee of huyện Phú Lộc is the office of that district;
"Sở Tài chính" there is the department of the province the district lies in.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from extractors.agency.areas import (
    END_OF_DISTRICTS,
    LEVELS,
    Area,
    Level,
    areas,
    in_force,
    known,
    known_communes,
    level_of,
    slug,
)
from extractors.agency.places import Place
from extractors.agency.registry import Branch

_KINDS: dict[Level, tuple[str, ...]] = {
    "central": (),
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}


REGION = "khu vực"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that speaks. ``areas`` are its place and the larger ones known, in order."""

    id: str | None = None
    name: str = ""
    areas: tuple[Area, ...] = ()
    level: Level | None = None
    branch: Branch = "state"
    is_authority: bool = False
    """Whether it governs its area (a committee, a council), rather than being one of its bodies."""
    above: Issuer | None = None
    """The body above it in the letterhead."""

    @property
    def area(self) -> Area | None:
        return self.areas[0] if self.areas else None


NOBODY = Issuer()


def bare_area(kind: str, issuer: Issuer) -> Area | None:
    """The area called ``huyện`` or ``tỉnh`` alone; None where several could be meant."""
    word = slug(kind)
    for area in issuer.areas:
        if area.word == word:
            return area
    level = level_of(kind) or "province"
    if issuer.area is None or issuer.level is None:
        return Area(word, kind, level, named=False) if issuer.level in (None, level) else None
    if LEVELS.index(level) < LEVELS.index(issuer.area.level) and level_of(kind):
        return above(issuer.area, level)
    return None


def own_area(level: Level, issuer: Issuer) -> Area | None:
    """The issuer's area at a level: its own or a larger one; None below its own."""
    for area in issuer.areas:
        if area.level == level:
            return area
    if issuer.area is None or LEVELS.index(level) > LEVELS.index(issuer.area.level):
        return None
    return above(issuer.area, level)


def above(area: Area, level: Level) -> Area:
    """The larger area that a document does not name: the province of huyện Phú Lộc."""
    word = _KINDS[level][0]
    identity = f"{slug(word)}:{area.id}" if area.named else slug(word)
    return Area(identity, word, level, named=False)


def named_area(
    place: Place,
    levels: tuple[Level, ...],
    issuer: Issuer,
    on: datetime.date | None,
    *,
    sure: bool = True,
) -> Area | None:
    """The area with a printed name; None where several are called so.

    ``levels`` are those the body named before it exists at: a proper name without its
    kind (Sở Y tế Hà Vân) is that of a province, then. Unless ``sure``, it may be no place:
    it must be one that the tables or the document's issuer know.
    """
    if place.kind == REGION:
        return _region(place, levels, issuer)
    kinds = (place.kind,) if place.kind else tuple(k for level in levels for k in _KINDS[level])
    full = [f"{kind} {place.name}" for kind in kinds]
    for area in issuer.areas:
        if any(slug(area.name) == slug(name) for name in full):
            return area
    found = [a for name in full for a in known(name, on=on) if not levels or a.level in levels]
    within = [a for a in found if a.parent in {x.id for x in issuer.areas}] or found
    if len(within) == 1:
        return within[0]
    if within or not full or not (sure or place.kind):
        return None
    return _unlisted(full[0], _level(place, levels, on), issuer, on)


def _region(place: Place, levels: tuple[Level, ...], issuer: Issuer) -> Area:
    """``khu vực 3``: courts count their regions within a province."""
    province = next((a.id for a in issuer.areas if a.level == "province" and a.named), None)
    identity = f"{slug(place.full)}.{province}" if province else slug(place.full)
    return Area(identity, place.full, levels[0] if levels else "province", province)


def _level(place: Place, levels: tuple[Level, ...], on: datetime.date | None) -> Level:
    """The level of a named place; a city is a province's equal, or lies in one until 2025."""
    level = level_of(place.kind) if place.kind else levels[0]
    if level is not None:
        return level
    if levels and "district" not in levels:
        return "province"
    return "province" if on is not None and on >= END_OF_DISTRICTS else "district"


def _unlisted(name: str, level: Level, issuer: Issuer, on: datetime.date | None) -> Area | None:
    """An area that no table has, by its name; a commune with the area it lies in."""
    if level != "commune":
        return Area(slug(name), name, level, _parent(level, issuer))
    parent = _parent(level, issuer)
    if parent is None and on is not None and on >= END_OF_DISTRICTS:
        found = known_communes(name)
        if len(found) == 1:
            return found[0]
    return Area(f"{slug(name)}.{parent}" if parent else slug(name), name, level, parent)


def _parent(level: Level, issuer: Issuer) -> str | None:
    """The smallest of the issuer's areas that a unit of a level can lie in."""
    larger = (a for a in issuer.areas if LEVELS.index(a.level) < LEVELS.index(level) and a.named)
    return next((a.id for a in larger), None)


def chain(
    own: Area, others: tuple[Area, ...], *, on: datetime.date | None = None
) -> tuple[Area, ...]:
    """An area with the larger ones: those printed, else those the tables know of that day."""
    out = [own]
    while (parent := _larger(out[-1], others, on)) is not None and parent not in out:
        out.append(parent)
    return tuple(out)


def _larger(area: Area, others: tuple[Area, ...], on: datetime.date | None) -> Area | None:
    """The area above; a province that was yet to be made is not it (Điện Biên before 2004)."""
    found = areas().get(area.parent) if area.parent else None
    if found is not None and in_force(found.valid_from, None, on):
        return found
    larger = (a for a in others if LEVELS.index(a.level) < LEVELS.index(area.level))
    return next(larger, None)
