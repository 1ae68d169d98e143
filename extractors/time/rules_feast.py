"""Rules for the lunar calendar and for days known by name.

``Rằm tháng Giêng năm Canh Tý`` -> Lunar(15, 1, cycle 36); ``Tết Tân Sửu`` -> Feast.
"""

from __future__ import annotations

from typing import Any

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Day,
    Duration,
    Feast,
    Lunar,
    Many,
    Range,
    Shifted,
    Sooner,
    Unit,
)
from extractors.time.patterns import DAY, FULL_DAY, balanced, is_day, of_number, p


@rule("năm Canh Tý", "YEAR?", "STEM", "BRANCH")
def cycle_year(_word: Node | None, stem: Node, branch: Node) -> Token | None:
    place = next((n for n in range(60) if n % 10 == stem.value and n % 12 == branch.value), None)
    return None if place is None else Token("cycle_year", place)


@rule("Canh Tý 2020", "cycle_year", "tail|yr")
def cycle_year_and_number(_cycle: Node, tail: Node) -> Token:
    return Token("tail", tail.value)


@rule("Canh Tý (2020)", "cycle_year", "(", "YEAR?", "yr", ")")
def cycle_year_in_brackets(
    _cycle: Node, _open: Node, _word: Node | None, number: Node, _close: Node
) -> Token:
    return Token("tail", number.value)


def _lunar(value: Any, tail: Node | None, *, leap: bool = False) -> Token | None:
    if isinstance(value, Many | Range):
        parts = value.items if isinstance(value, Many) else value
        made = [_lunar(part, tail, leap=leap) for part in parts if isinstance(part, Day)]
        days = [token.value for token in made if token]
        if len(days) < len(parts):
            return None
        return Token("p", Many(tuple(days)) if isinstance(value, Many) else Range(*days))
    if isinstance(value, Lunar | Day) and value.month is not None:
        day, month, year = value.day, value.month, value.year
    elif isinstance(value, Unit) and value.unit == "month":
        day, month, year = 0, value.number, value.year
    else:
        return None
    cycle = tail.value if tail and tail.kind == "cycle_year" else None
    if tail and tail.kind == "tail":
        year = tail.value
    return Token("p", Lunar(day, month, year, leap, cycle)) if day <= 30 else None


@rule("10/3 âm lịch", Item(("p", "dm")), "(?", "LUNAR", ")?", "tail|cycle_year?")
def lunar_marked(
    date: Node, opened: Node | None, _mark: Node, closed: Node | None, tail: Node | None
) -> Token | None:
    return _lunar(date.value, tail) if balanced(opened, closed) else None


@rule("ngày 10 tháng 3 năm Canh Tý", Item(("p", "dm")), "cycle_year")
def lunar_cycle(date: Node, cycle: Node) -> Token | None:
    return _lunar(date.value, cycle)


@rule("tháng 4 nhuận", Item(("p", "dm")), "LEAP", "LUNAR?", "tail|cycle_year?")
def lunar_leap(date: Node, _leap: Node, _mark: Node | None, tail: Node | None) -> Token | None:
    return _lunar(date.value, tail, leap=True)


@rule("rằm tháng 8", "DAY?", "FULL_MOON", p("month"), "LUNAR?", "cycle_year?")
def full_moon(_day: Node | None, _word: Node, month: Node, _mark: Node | None,
              cycle: Node | None) -> Token | None:  # fmt: skip
    of = month.value
    year = cycle.value if cycle else None
    return Token("p", Lunar(15, of.number, of.year, cycle=year))


@rule("mùng 6 Tết", "MUNG", of_number(1, 10), "TET|FEAST", "tail|cycle_year?")
def day_of_tet(_word: Node, day: Node, _tet: Node, tail: Node | None) -> Token | None:
    return _lunar(Lunar(day.value, 1), tail)


@rule("28 Tết", "DAY?", of_number(20, 30), "TET|FEAST", "tail|cycle_year?")
def day_before_tet(_word: Node | None, day: Node, tet: Node, tail: Node | None) -> Token | None:
    """A day of the last month of the year before: Tết itself names the year that begins."""
    if tet.value not in (None, "1/1 âl"):
        return None
    cycle = (tail.value - 1) % 60 if tail and tail.kind == "cycle_year" else None
    year = tail.value - 1 if tail and tail.kind == "tail" else None
    return Token("p", Lunar(day.value, 12, year, cycle=cycle))


@rule("từ 28 Tết đến mùng 5 Tết", "from", of_number(20, 30), "TET", "to",
      Item(("p",), test=lambda v: isinstance(v, Lunar) and v.month == 1))  # fmt: skip
def over_tet(_from: Node, day: Node, _tet: Node, _to: Node, last: Node) -> Token | None:
    end: Lunar = last.value
    if isinstance(end.year, Shifted):
        return None
    year = None if end.year is None else end.year - 1
    cycle = None if end.cycle is None else (end.cycle - 1) % 60
    return Token("p", Range(Lunar(day.value, 12, year, cycle=cycle), end))


@rule("mùng 10/3 âm lịch (26/4/2026)", Item(("p",), test=lambda v: isinstance(v, Lunar)), "(",
      FULL_DAY, ")")  # fmt: skip
def lunar_and_solar(_lunar: Node, _open: Node, date: Node, _close: Node) -> Token:
    return Token("p", date.value)


@rule("giao thừa", "OCCASION|SESSION|DAY?", "NEW_YEAR_EVE", "TET|FEAST?", "tail|cycle_year?")
def new_year_eve(_word: Node | None, _eve: Node, _tet: Node | None, tail: Node | None) -> Token:
    cycle = tail.value if tail and tail.kind == "cycle_year" else None
    tet_day = Feast("1/1 âl", tail.value if tail and cycle is None else None, cycle)
    return Token("p", Sooner(Duration(1, "day"), tet_day))


@rule("15/3 dương lịch", DAY, "(?", "SOLAR", ")?")
def solar_marked(date: Node, opened: Node | None, _mark: Node, closed: Node | None) -> Token | None:
    return Token("p", date.value) if balanced(opened, closed) else None


@rule("ngày Quốc khánh 2/9", "DAY|OCCASION?", "FEAST", "-|,|(?", "dm|p?", ")?", "tail|cycle_year?")
def feast(word: Node | None, name: Node, sep: Node | None, date: Node | None,
          closed: Node | None, tail: Node | None) -> Token | None:  # fmt: skip
    if not balanced(sep, closed) or (sep and not date):
        return None
    if date is not None:
        return Token("p", date.value) if is_day(date.value) else None
    cycle = tail.value if tail and tail.kind == "cycle_year" else None
    year = tail.value if tail and tail.kind == "tail" else None
    sure = word or tail or "âl" in name.value or name.value in ("2/9", "25/12")
    # A name alone is more often a body's: Hội Liên hiệp Phụ nữ Việt Nam.
    return Token("p", Feast(name.value, year, cycle)) if sure else Token("no_time", None)


@rule("Tết Tân Sửu", "TET", "tail|cycle_year")
def tet(_word: Node, tail: Node) -> Token:
    cycle = tail.value if tail.kind == "cycle_year" else None
    return Token("p", Feast("1/1 âl", tail.value if cycle is None else None, cycle))


@rule("Tết", "TET")
def tet_alone(_word: Node) -> Token:
    return Token("w", Feast("1/1 âl"))
