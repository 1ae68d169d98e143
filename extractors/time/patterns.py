"""Pattern items shared by the rules of time.

Kinds of the grammar: ``p`` is surely a time wherever it stands, ``t`` one with its frame
(a deadline, a rhythm), ``w`` one only where nothing else stands beside it (``3/2026``),
``short`` a weak month or quarter (``T3``), ``dm`` a day without a year, ``bare`` a unit
without a number (``cuối năm``), ``cycle`` a day of each month or quarter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from extractors.grammar import Item, Node
from extractors.time.nodes import Day, Each, Lunar, Many, Run, Shift, Unit, UnitName, Weekday, Year
from extractors.time.words import guard

UNITS: dict[str, UnitName] = {
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "QUARTER": "quarter",
    "YEAR": "year",
    "TERM": "term",
    "SCHOOL_YEAR": "school_year",
}


UNIT_WORDS = "DAY|WEEK|MONTH|QUARTER|YEAR"


SEPARATOR = ",|;|AND|OR|&|+"


# "năm trước ngày 15/12" is the 15th of December, not the year before.
NOT_A_DATE = re.compile(rf"(?!\s*(?:\d|{guard('date')}))")


def is_unit(*names: UnitName) -> Any:
    """A test: the value is one of these units."""
    return lambda value: isinstance(value, Unit) and value.unit in names


def p(*names: UnitName) -> Item:
    """A pattern item: a unit of one of these names."""
    return Item(("p",), test=is_unit(*names))


def of_number(low: int, high: int, kind: str = "num") -> Item:
    return Item((kind,), test=lambda n: low <= n <= high)


def tail_of(node: Node | None) -> Year:
    return node.value if node else None


PARTED = ("month", "quarter", "half", "year", "school_year", "term")


def is_whole(value: Any) -> bool:
    if isinstance(value, Run):
        return value.size == 1 and value.unit == "month"
    if isinstance(value, Shift):
        return value.size == 1 and value.unit in (*PARTED, "week")
    return isinstance(value, Each) or (isinstance(value, Unit) and value.unit in PARTED)


WHOLE = Item(("p", "bare", "each"), test=is_whole)


def is_day(value: Any) -> bool:
    return isinstance(value, Day) and value.month is not None


DAY = Item(("p", "dm"), test=is_day)


def is_date(value: Any) -> bool:
    """A day of the solar or of the lunar calendar."""
    return is_day(value) or (isinstance(value, Lunar) and value.day > 0)


DATE = Item(("p", "dm"), test=is_date)


FULL_DAY = Item(("p",), test=is_day)


PLAIN_WEEKDAY = Item(("weekday",), test=lambda v: isinstance(v, Weekday) and v == Weekday(v.days))


is_month = is_unit("month")


def balanced(opened: Node | None, closed: Node | None) -> bool:
    """Whether a bracket is closed if it was opened, and only then."""
    return (opened is not None and opened.kind == "(") == (closed is not None)


def many_of(test: Callable[[Any], bool]) -> Item:
    """A pattern item: a list each of whose parts passes the test."""
    return Item(("p",), test=lambda value: isinstance(value, Many) and all(map(test, value.items)))
