"""Rules for weekdays inside a period: each of them comes back as long as it lasts.

``các ngày thứ Bảy trong tháng 10`` -> Repeat(week, Saturday, window October).
"""

from __future__ import annotations

from typing import Any

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Day,
    Every,
    Many,
    Part,
    Range,
    Repeat,
    Run,
    TimeExpr,
    Unit,
    Weekday,
)
from extractors.time.patterns import PLAIN_WEEKDAY, SEPARATOR, of_number

_LONG_UNITS = ("month", "quarter", "half", "year", "term", "school_year")


def _month_number(value: TimeExpr) -> int | None:
    if isinstance(value, Unit) and value.unit == "month":
        return value.number
    return value.month if isinstance(value, Day) else None


def _lasts(value: Any) -> bool:
    """Whether a period is long enough for a weekday to come back in it."""
    if isinstance(value, Range):
        return _weeks_apart(value)
    if isinstance(value, Part | Run):
        return _lasts(value.of)
    return isinstance(value, Unit) and value.unit in _LONG_UNITS


def _weeks_apart(span: Range) -> bool:
    first, last = _month_number(span.start), _month_number(span.end)
    if first is None or last is None:
        return isinstance(span.start, Unit)
    if isinstance(span.start, Day) and isinstance(span.end, Day) and first == last:
        return span.end.day - span.start.day >= 13
    return first != last


_PERIOD = Item(("p",), test=_lasts)


@rule("thứ Bảy trong tháng 10", PLAIN_WEEKDAY, "PLURAL?", "WEEK?", "IN|OF", _PERIOD)
def weekday_in(name: Node, _some: Node | None, _week: Node | None, _in: Node, period: Node
               ) -> Token:  # fmt: skip
    return Token("t", Repeat(Every("week"), name.value, period.value))


@rule("thứ Sáu, từ 03/10 đến 28/11", PLAIN_WEEKDAY, ",",
      Item(("p",), test=lambda v: isinstance(v, Range) and _lasts(v)))  # fmt: skip
def weekday_from(name: Node, _sep: Node, period: Node) -> Token:
    return Token("t", Repeat(Every("week"), name.value, period.value))


@rule("T2 đến T6 hằng tuần", "from?", "weekday_code", "to", "weekday_code")
def weekday_code_range(_from: Node | None, first: Node, _to: Node, last: Node) -> Token | None:
    low, high = first.value.days[-1], last.value.days[0]
    return Token("weekday_code", Weekday(tuple(range(low, high + 1)))) if low < high else None


_NTH = Item(("weekday",), test=lambda v: isinstance(v, Weekday) and isinstance(v.nth, int))


@rule("thứ Tư tuần 1 và tuần 3", _NTH, SEPARATOR, "WEEK", "WEEKDAY?", of_number(1, 5))
def weekday_of_weeks(name: Node, _sep: Node, _week: Node, _th: Node | None, number: Node) -> Token:
    return Token("weekday", Many((name.value, name.value._replace(nth=number.value))))
