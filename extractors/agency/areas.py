"""Provinces, districts and communes: as they were, and as they became in 2025.

The tables hold the units that had a code of the statistics office; a place that is not
among them (an older unit, a slip) gets an identity from its printed name all the same.

    "huyện Phú Lộc" -> huyen-phu-loc        "Huyện Châu Thành" -> huyen-chau-thanh.tinh-long-an
"""

from __future__ import annotations

import csv
import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

Level = Literal["central", "province", "district", "commune"]

LEVELS: tuple[Level, ...] = ("central", "province", "district", "commune")
END_OF_DISTRICTS = datetime.date(2025, 7, 1)
"""No unit between province and commune since (Resolution 202/2025/QH15, Law 72/2025/QH15)."""
_FOLDER = Path(__file__).parent
_OF_WORD: dict[str, Level] = {
    "tinh": "province", "huyen": "district", "quan": "district", "thi-xa": "district",
    "xa": "commune", "phuong": "commune", "thi-tran": "commune", "dac-khu": "commune",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A unit with its place in the order: ``parent`` is an identity, None where unknown."""

    id: str
    name: str
    level: Level
    parent: str | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    successors: tuple[str, ...] = ()
    named: bool = True
    """False for ``huyện`` in a document that does not say which."""

    @property
    def word(self) -> str:
        """The word for its kind, as in its identity: ``thi-xa``."""
        return next((w for w in _WORDS if re.match(rf"{w}(?:[-.:]|$)", self.id)), "")


_MARKED = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ", "e": "èéẻẽẹêềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự", "y": "ỳýỷỹỵ", "d": "đ",
}  # fmt: skip
_PLAIN = {ord(c): plain for plain, marked in _MARKED.items() for c in marked}
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_WORDS = ("thanh-pho", *_OF_WORD)


@lru_cache(maxsize=8192)
def slug(text: str) -> str:
    """Letters and digits without marks, joined by hyphens: ``Sở Nội vụ`` -> ``so-noi-vu``."""
    letters = unicodedata.normalize("NFC", text).lower().translate(_PLAIN)
    return _NOT_IN_SLUGS.sub("-", letters).strip("-")


def level_of(word: str) -> Level | None:
    """The level of a kind of unit; None for ``thành phố``, which has two."""
    return _OF_WORD.get(slug(word))


def is_placed(identity: str) -> bool:
    """Whether an identity says where its body is: ``ubnd@huyen`` is that of any district."""
    return identity.rpartition("@")[2] not in _WORDS


def in_force(
    start: datetime.date | None, end: datetime.date | None, on: datetime.date | None
) -> bool:
    """Whether ``on`` lies in the days from ``start`` to ``end``, both included."""
    return on is None or ((start is None or start <= on) and (end is None or on <= end))


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this folder."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@cache
def areas() -> dict[str, Area]:
    """Provinces and districts by identity."""
    return {
        row["id"]: Area(
            id=row["id"],
            name=row["name"][0].lower() + row["name"][1:],
            level="province" if row["level"] == "province" else "district",
            parent=row["parent"] or None,
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            successors=listed(row["successors"]),
        )
        for row in rows_of("areas.csv")
    }


@cache
def communes() -> dict[str, tuple[Area, tuple[str, ...]]]:
    """Communes since July 2025 by identity, each with the districts its land was in.

    Read only when a commune is asked for: the table is the largest of the folder.
    """
    found: dict[str, tuple[Area, tuple[str, ...]]] = {}
    for row in rows_of("communes.csv"):
        name = row["name"][0].lower() + row["name"][1:]
        identity = f"{slug(name)}.{row['province']}"
        if identity in found:  # two names that differ in a tone only
            identity = f"{slug(name)}-{row['code']}.{row['province']}"
        area = Area(identity, name, "commune", row["province"], END_OF_DISTRICTS)
        found[identity] = (area, listed(row["districts"]))
    return found


@cache
def _by_slug() -> dict[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = {}
    for area in areas().values():
        found.setdefault(slug(area.name), []).append(area)
    return {key: tuple(group) for key, group in found.items()}


@cache
def _communes_by_slug() -> dict[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = {}
    for area, _ in communes().values():
        found.setdefault(slug(area.name), []).append(area)
    return {key: tuple(group) for key, group in found.items()}


def known(name: str, *, on: datetime.date | None = None) -> tuple[Area, ...]:
    """The provinces and districts of a name with its kind: ``Huyện Châu Thành``."""
    found = _by_slug().get(slug(name), ())
    return tuple(a for a in found if in_force(a.valid_from, a.valid_to, on)) or found


def known_communes(name: str) -> tuple[Area, ...]:
    """The communes of today of a name with its kind: ``xã Tân Phú``."""
    return _communes_by_slug().get(slug(name), ())


def successors(identity: str) -> tuple[str, ...]:
    """What a unit became in 2025: a province's heir, the communes on a district's land."""
    area = areas().get(identity)
    if area is None:
        return ()
    if area.level == "province":
        return area.successors
    return tuple(i for i, (_, former) in communes().items() if identity in former)
