"""Rules for days that come back, and for rhythms with the days they fall on.

``ngày 15 hằng tháng`` -> Repeat(Every(month), 15);
``Chậm nhất ngày 06 của tháng cuối quý`` -> By(OnDay(6, last month of each quarter)).
"""

from __future__ import annotations

import re
from typing import Any

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Always,
    By,
    Day,
    Each,
    Every,
    Many,
    OnDay,
    Part,
    Range,
    Repeat,
    Run,
    Shift,
    Since,
    TimeExpr,
    Unit,
    UnitName,
    Weekday,
)
from extractors.time.patterns import SEPARATOR, balanced, p
from extractors.time.words import guard

# --- days that come back ---------------------------------------------------------------


@rule("ngày 06 của tháng cuối quý", "day_only", "OF?",
      Item(("cycle",), test=lambda v: isinstance(v, Run) and v.unit == "month"))  # fmt: skip
def day_of_cycle(day: Node, _of: Node | None, month: Node) -> Token | None:
    first = day.value.start if isinstance(day.value, Range) else day.value
    return Token("cycle", OnDay(first.day, month.value)) if isinstance(first, Day) else None


@rule("tháng 12 hằng năm (trước ngày 15)",
      Item(("t",), test=lambda v: isinstance(v, Repeat) and _month_of_year(v.when)), ",?", "(?",
      Item(("cycle",), test=lambda v: isinstance(v, By) and _one(v.of)), ")?")  # fmt: skip
def month_and_day(rhythm: Node, _sep: Node | None, opened: Node | None, by: Node,
                  closed: Node | None) -> Token | None:  # fmt: skip
    if not balanced(opened, closed):
        return None
    day = by.value.of._replace(month=rhythm.value.when.number)
    return Token("t", rhythm.value._replace(when=by.value._replace(of=day)))


def _month_of_year(when: TimeExpr | None) -> bool:
    return isinstance(when, Unit) and when.unit == "month"


def _one(value: TimeExpr) -> bool:
    return isinstance(value, Day)


@rule("ngày 05 của tháng liền kề", "day_only", "OF?", "MONTH", "ADJACENT")
def day_of_next(day: Node, _of: Node | None, _month: Node, _next: Node) -> Token | None:
    return Token("cycle", OnDay(day.value.day, Each("month", True))) if _one(day.value) else None


@rule("ngày 05 tháng sau", "day_only", "OF?",
      Item(("p",), test=lambda v: isinstance(v, Shift) and v.unit == "month"))  # fmt: skip
def day_of_month_near(day: Node, _of: Node | None, month: Node) -> Token | None:
    return Token("p", OnDay(day.value.day, month.value)) if _one(day.value) else None


@rule("ngày 14 của tháng báo cáo", "day_only", "OF?", "MONTH", "REPORTED")
def day_reported(day: Node, _of: Node | None, _month: Node, _rep: Node) -> Token | None:
    return Token("reported_day", day.value) if _one(day.value) else None


@rule("từ ngày 15 tháng trước đến ngày 14 tháng báo cáo", "from",
      Item(("p",), test=lambda v: isinstance(v, OnDay)), "to", "reported_day")  # fmt: skip
def reporting_month(_from: Node, first: Node, _to: Node, last: Node) -> Token:
    return Token("t", Repeat(Every("month"), Range(first.value, last.value)))


@rule("quý sau", Item(("cycle",), test=lambda v: isinstance(v, Run | OnDay)), "NEXT|ADJACENT|THIS")
def cycle_next(value: Node, _which: Node) -> Token:
    return Token("cycle", value.value)


@rule("thứ Sáu tuần thứ 2", "weekday", "OF?", "WEEK", "WEEKDAY?", "num|ORDINAL|PART|SIDE")
def nth_weekday(name: Node, _of: Node | None, _week: Node, _nth: Node | None, number: Node
                ) -> Token | None:  # fmt: skip
    return _nth_weekday(name, number)


@rule("thứ Sáu cuối cùng", "weekday", "SIDE|PART")
def side_weekday(name: Node, side: Node) -> Token | None:
    return _nth_weekday(name, side)


_NTH = {"start": 1, "first": 1, "end": -1, "last": -1}


def _nth_weekday(name: Node, number: Node) -> Token | None:
    nth = _NTH.get(number.value, number.value)
    if name.value.nth or not isinstance(nth, int) or not -1 <= nth <= 5:
        return None
    return Token("weekday", name.value._replace(nth=nth))


_NTH_WEEKDAY = Item(
    ("weekday",),
    test=lambda v: isinstance(v, Many) or (isinstance(v, Weekday) and v.nth is not None),
)


@rule(
    "thứ Sáu cuối cùng của tháng",
    _NTH_WEEKDAY,
    "OF?",
    Item(("bare",), test=lambda v: v == Each("month")),
)
def nth_weekday_of_month(name: Node, _of: Node | None, _month: Node) -> Token:
    return Token("cycle", name.value)


@rule("thứ Sáu tuần thứ 2 tháng 4", _NTH_WEEKDAY, "OF?", p("month"))
def nth_weekday_in_month(name: Node, _of: Node | None, month: Node) -> Token | None:
    if isinstance(name.value, Many) or len(name.value.days) != 1:
        return None
    return Token("p", name.value._replace(of=month.value))


@rule("thứ Sáu tuần 2 và thứ Sáu tuần 4", _NTH_WEEKDAY, SEPARATOR, _NTH_WEEKDAY)
def nth_weekdays(first: Node, _sep: Node, rest: Node) -> Token:
    more = rest.value.items if isinstance(rest.value, Many) else (rest.value,)
    return Token("weekday", Many((first.value, *more)))


@rule("các ngày 05, 15 trong tháng", Item(("day_only",), test=lambda v: isinstance(v, Many)),
      "IN|OF", Item(("bare",), test=lambda v: v == Each("month")))  # fmt: skip
def days_in_month(days: Node, _in: Node, _month: Node) -> Token:
    return Token("t", Repeat(Every("month"), days.value))


# --- rhythm and day together -----------------------------------------------------------

_COARSE = ("year", "school_year")


def parts_of(when: TimeExpr) -> tuple[TimeExpr, ...]:
    if isinstance(when, By):
        return parts_of(when.of)
    if isinstance(when, Many):
        return tuple(part for item in when.items for part in parts_of(item))
    if isinstance(when, Range):
        return (*parts_of(when.start), *parts_of(when.end))
    if isinstance(when, Part | Run | OnDay):
        return parts_of(when.of)
    return (when,)


def has_year(when: TimeExpr) -> bool:
    return any(isinstance(getattr(part, "year", None), int) for part in parts_of(when))


def _is_window(every: Every, when: TimeExpr) -> bool:
    """Whether the period limits the rhythm rather than say when it falls."""
    if isinstance(when, Since):
        return True
    if isinstance(when, By):
        return False
    parts = parts_of(when)
    if has_year(when):
        return not any(isinstance(x, Day) for x in parts) or isinstance(when, Range)
    if every.unit in _COARSE:
        return isinstance(when, Unit) and when.unit in _COARSE
    return all(isinstance(x, Unit) for x in parts)


def _months_of_rhythm(every: Every, when: TimeExpr) -> bool:
    """As many months as the rhythm has in a year are where it falls: "2 lần/năm (tháng 6, 12)"."""
    length = {"month": 1, "quarter": 3, "year": 12}.get(every.unit)
    if length is None or not isinstance(when, Many) or has_year(when):
        return False
    months = all(isinstance(item, Unit) and item.unit == "month" for item in when.items)
    return months and len(when.items) * length * every.interval == 12 * every.times


def joined(every: Every, when: TimeExpr) -> Repeat | None:
    """A rhythm with the days it falls on, or with the window it runs in."""
    if isinstance(when, Repeat | Always | Shift):
        return None
    if _months_of_rhythm(every, when):
        return Repeat(Every("year"), when)
    if _is_window(every, when):
        return Repeat(every, None, when)
    if has_year(when):
        return None
    weekdays = [x for x in parts_of(when) if isinstance(x, Weekday)]
    if any(every.unit != ("week" if x.nth is None else "month") for x in weekdays):
        return None
    if every.unit == "week" and not weekdays:
        return None
    if every.unit in _COARSE and any(isinstance(x, Day) and not x.month for x in parts_of(when)):
        return None
    return Repeat(every, when)


_WHEN = Item(
    ("p", "dm", "day_only", "weekday", "weekday_code", "cycle", "by", "w"),
    test=lambda v: not isinstance(v, Always | Repeat),
)


# "Hằng tháng trước ngày 20, hằng quý trước ngày 15": the second rhythm has its own day.
_NO_OWN_DAY = re.compile(rf"(?!\s*:?\s*{guard('own_day')})")


@rule(", hằng tháng", ",|OF?", "(?", "every", ")?", _NO_OWN_DAY)
def every_tail(_sep: Node | None, opened: Node | None, rhythm: Node, closed: Node | None,
               _end: Node) -> Token | None:  # fmt: skip
    return Token("every_after", rhythm.value) if balanced(opened, closed) else None


@rule("ngày 15 hằng tháng", _WHEN, "every_after")
def when_every(when: Node, rhythm: Node) -> Token | None:
    if rhythm.value.unit == "week" and any(c and c.kind == "short" for c in when.children):
        return None  # "từ T2 đến T6 hằng tuần": weekdays
    value = joined(rhythm.value, when.value)
    return value and Token("t", value)


@rule("hằng tháng vào ngày 15", Item(("every",)), ",|;|:|AND|-?", "(?", "IN?", _WHEN, ")?")
def every_when(rhythm: Node, _sep: Node | None, opened: Node | None, _in: Node | None,
               when: Node, closed: Node | None) -> Token | None:  # fmt: skip
    if not balanced(opened, closed):
        return None
    value = joined(rhythm.value, when.value)
    return value and Token("t", value)


def _can_be_window(value: Any) -> bool:
    return isinstance(value, Since | Range | Unit | Many | Part | Run)


@rule("hằng quý, từ năm 2026",
      Item(("t",), test=lambda v: isinstance(v, Repeat) and not v.window), ",|(?",
      Item(("p", "t"), test=_can_be_window), ")?")  # fmt: skip
def every_since(rhythm: Node, opened: Node | None, of: Node, closed: Node | None) -> Token | None:
    if not balanced(opened, closed) or not _is_window(rhythm.value.every, of.value):
        return None
    return Token("t", rhythm.value._replace(window=of.value))


@rule("từ tháng 3/2026, hằng tháng", Item(("t",), test=lambda v: isinstance(v, Since)), ",?",
      Item(("every",)))  # fmt: skip
def since_every(since: Node, _sep: Node | None, rhythm: Node) -> Token:
    return Token("t", Repeat(rhythm.value, None, since.value))


def _said(value: TimeExpr) -> bool:
    """Whether it must come back: "mỗi" was said, or the month is one of every quarter."""
    if isinstance(value, Each):
        return value.said
    if isinstance(value, By | Part):
        return _said(value.of)
    if isinstance(value, OnDay):
        return True
    if isinstance(value, Run):
        of_quarter = isinstance(value.of, Each) and value.of.unit == "quarter"
        return value.working or of_quarter or _said(value.of)
    return isinstance(value, Many | Weekday)


@rule("ngày 28 cuối mỗi tháng", "day_only", ",?", "PART|SIDE",
      Item(("each", "bare"), test=lambda v: isinstance(v, Each) and v.unit == "month"))  # fmt: skip
def day_and_part(day: Node, _sep: Node | None, _part: Node, month: Node) -> Token | None:
    """The day is told twice; the number is the one that is sure."""
    return Token("cycle", OnDay(day.value.day, month.value)) if _one(day.value) else None


def rhythm_of(value: TimeExpr) -> UnitName | None:
    """The unit each of which a time falls in; ``None`` for a day of no known month."""
    if isinstance(value, Each):
        return value.unit
    if isinstance(value, By | Part | Run | OnDay):
        return rhythm_of(value.of)
    if isinstance(value, Many):
        return rhythm_of(value.items[0])
    return "month" if isinstance(value, Weekday) and value.nth is not None else None


@rule("cuối mỗi quý", "IN|PLANNED?", "cycle")
def cycle_alone(_in: Node | None, value: Node) -> Token | None:
    unit = rhythm_of(value.value)
    if unit is None:
        # "trước thứ Sáu": the next one, where nothing else says when.
        weekday = isinstance(value.value, By) and isinstance(value.value.of, Weekday)
        return Token("w", value.value) if weekday else None
    return Token("t" if _said(value.value) else "w", Repeat(Every(unit), value.value))


@rule("định kỳ 15/6 và 15/12", "PERIODIC", "IN?", Item(("p", "by", "w")))
def periodic_days(_word: Node, _in: Node | None, when: Node) -> Token | None:
    """Days of the year without a year, said to come back."""
    if has_year(when.value) or not all(isinstance(x, Day) for x in parts_of(when.value)):
        return None
    value = joined(Every("year"), when.value)
    return value and Token("t", value)


@rule("mỗi sáng thứ Hai", "EVERY", "SESSION?", "weekday")
def every_weekday(_every: Node, _part: Node | None, name: Node) -> Token | None:
    value = joined(Every("week"), name.value)
    return value and Token("t", value)


@rule("hằng đêm", "EVERY", "SESSION")
def every_session(_every: Node, _part: Node) -> Token:
    return Token("t", Repeat(Every("day")))


@rule("thứ Hai đầu tuần", "IN?", "weekday", "PART",
      Item(("bare",), test=lambda v: v == Each("week")))  # fmt: skip
def weekday_of_each_week(_in: Node | None, name: Node, _part: Node, _week: Node) -> Token | None:
    value = joined(Every("week"), name.value)
    return value and Token("w", value)


@rule("thường xuyên, hằng năm", Item(("every",)), ",|AND?", "ALWAYS|LASTING")
def every_always(rhythm: Node, _sep: Node | None, _word: Node) -> Token:
    return Token("t", Always(Each(rhythm.value.unit)))


@rule("6 tháng đầu năm và 6 tháng cuối năm", Item(("p",), test=lambda v: _half_run(v, "first")),
      "sep", Item(("p",), test=lambda v: _half_run(v, "last")))  # fmt: skip
def both_halves(_first: Node, _sep: Node, _last: Node) -> Token:
    return Token("t", Repeat(Every("month", 6), Range(_first.value, _last.value)))


def _half_run(value: Any, side: str) -> bool:
    return isinstance(value, Run) and (value.size, value.unit, value.side) == (6, "month", side)
