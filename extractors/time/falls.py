"""When a rhythm falls: the part of a recurrence rule before its end.

``Repeat(Every("month"), Day(15))`` falls on FREQ=MONTHLY;BYMONTHDAY=15. What one rule
cannot say (15/6 and 20/12 of each year) has its dates in ``segments``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from extractors.time.calendar import Date, add_days, month_end
from extractors.time.nodes import (
    By,
    Day,
    Each,
    Every,
    Feast,
    Lunar,
    Many,
    OnDay,
    Part,
    Range,
    Repeat,
    Run,
    Shift,
    TimeExpr,
    Unit,
    Weekday,
)
from extractors.time.spread import spread_rule, term_rule
from extractors.time.stretch import Scene, bounds, with_year
from schemas.time import Granularity

_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "school_year": 12}
_GRAIN_OF_MONTHS: dict[int, Granularity] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
# So many times a week, as evenly as working days allow.
_WEEKLY = {1: "MO", 2: "MO,TH", 3: "MO,WE,FR", 4: "MO,TU,TH,FR", 5: "MO,TU,WE,TH,FR",
           6: "MO,TU,WE,TH,FR,SA", 7: "MO,TU,WE,TH,FR,SA,SU"}  # fmt: skip
_SOME_YEAR = 2001
"""A year of 365 days, where the plan's is not known."""
# So many times a month: the first day of each equal part.
_MONTHLY = {2: "1,16", 3: "1,11,21", 4: "1,8,16,23"}


class Fall(NamedTuple):
    """A rule without its end, and the grain of one occurrence."""

    rule: str | None
    grain: Granularity
    segments: tuple[tuple[Date, Date], ...] = ()
    doubts: tuple[str, ...] = ()


class Ask(NamedTuple):
    """What is asked of a day that comes back."""

    every: Every
    scene: Scene
    deadline: bool = False
    strict: bool = False


# --- rhythms with a day ----------------------------------------------------------------


def fall(expr: Repeat, scene: Scene) -> Fall:
    if expr.when is None:
        return _bare(expr.every, scene)
    if isinstance(expr.when, By):
        ask = Ask(expr.every, scene, deadline=True, strict=expr.when.strict)
        found = _one(expr.when.of, ask)
    else:
        found = _one(expr.when, Ask(expr.every, scene))
    return found or _bare(expr.every, scene)


def _monthly(every: Every, days: str) -> str:
    return f"{_interval('MONTHLY', every.interval if every.unit == 'month' else 1)};{days}"


def _month_day(day: int, strict: bool) -> int:
    """The day of a month to fall on: the day before the 1st is the last of the month."""
    return day - strict or -1


def _day(when: Day, ask: Ask) -> Fall | None:
    if when.month is None:
        if ask.every.unit == "quarter":
            rule = f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={_month_day(when.day, ask.strict)}"
            return Fall(rule, "day", doubts=("rival_reading",))
        if ask.every.unit != "month":
            return None
        return Fall(_monthly(ask.every, f"BYMONTHDAY={_month_day(when.day, ask.strict)}"), "day")
    month, day = _in_year(when, ask)
    return Fall(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", "day")


def _in_year(when: Day, ask: Ask) -> tuple[int, int]:
    """Month and day of a date of each year; the day before the 1st of March is ``-1``."""
    assert when.month is not None
    if ask.strict and when.day == 1:
        month = (when.month - 2) % 12 + 1
        return month, -1 if month == 2 else month_end(2001, month).day
    last = month_end(ask.scene.year or 2000, when.month).day
    if when.day > last:
        return when.month, -1
    return when.month, when.day - ask.strict


def _many(when: Many, ask: Ask) -> Fall | None:
    if all(isinstance(item, Weekday) for item in when.items):
        return _nth_weekdays(when.items)
    if all(isinstance(item, Day) and item.month is None for item in when.items):
        days = ",".join(
            str(_month_day(item.day, ask.strict)) for item in when.items if isinstance(item, Day)
        )
        return Fall(_monthly(ask.every, f"BYMONTHDAY={days}"), "day")
    falls = [_one(item, ask) for item in when.items]
    found = [f for f in falls if f is not None]
    if len(found) < len(falls):
        return None
    return _together(found) or _dates(when, ask, found[0].grain)


def _one(item: TimeExpr, ask: Ask) -> Fall | None:
    find = _FALLS.get(type(item))
    return find(item, ask) if find else None


def _together(falls: list[Fall]) -> Fall | None:
    """20/6 and 20/12 are one rule (BYMONTH=6,12); 15/6 and 20/12 are not."""
    rules = [dict(p.split("=") for p in (f.rule or "").split(";") if p) for f in falls]
    if any(set(r) != {"FREQ", "BYMONTH", "BYMONTHDAY"} for r in rules):
        return _one_part_apart(rules, falls[0].grain)
    days = {r["BYMONTHDAY"] for r in rules}
    if len(days) > 1 and all(_ends_month(r["BYMONTH"], r["BYMONTHDAY"]) for r in rules):
        days = {"-1"}
    if len(days) > 1:
        return None
    months = ",".join(str(m) for m in sorted(int(r["BYMONTH"]) for r in rules))
    return Fall(f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days.pop()}", falls[0].grain)


def _one_part_apart(rules: list[dict[str, str]], grain: Granularity) -> Fall | None:
    """Rules alike but for one part are one: BYDAY=2MO and BYDAY=4MO."""
    apart = {key for r in rules for key in r if any(r.get(key) != o.get(key) for o in rules)}
    if len(apart) != 1 or any(set(r) != set(rules[0]) for r in rules):
        return None
    key = apart.pop()
    joined = rules[0] | {key: ",".join(r[key] for r in rules)}
    return Fall(";".join(f"{k}={v}" for k, v in joined.items()), grain)


def _ends_month(month: str, day: str) -> bool:
    """30/6 and 31/12 are both the last day of their month."""
    return day == "-1" or int(day) == month_end(2001, int(month)).day


def _dates(when: Many, ask: Ask, grain: Granularity) -> Fall:
    """The dates themselves, in the plan's year."""
    found = []
    for item in when.items:
        stretch = bounds(with_year(item, ask.scene.year), ask.scene)
        if stretch is None:
            continue
        last = add_days(stretch.start, -1) if ask.strict else stretch.end
        found.append((last, last) if ask.deadline else (stretch.start, stretch.end))
    return Fall(None, grain, tuple(sorted(found)))


def _nth_weekdays(items: tuple[TimeExpr, ...]) -> Fall:
    days = [f"{w.nth}{_DAY_NAMES[d]}" for w in items if isinstance(w, Weekday) for d in w.days]
    return Fall(f"FREQ=MONTHLY;BYDAY={','.join(days)}", "day")


def _weekday(when: Weekday, ask: Ask) -> Fall | None:
    if when.nth is not None:
        return _nth_weekdays((when,))
    if ask.every.unit != "week":
        return None
    days = ",".join(_DAY_NAMES[d] for d in when.days)
    return Fall(f"{_interval('WEEKLY', ask.every.interval)};BYDAY={days}", "day")


def _unit(when: Unit, ask: Ask) -> Fall | None:
    months = {"month": 1, "quarter": 3, "half": 6}.get(when.unit)
    if months is None:
        return None
    first = when.number * months - months + 1
    last = first + months - 1
    grain: Granularity = when.unit  # type: ignore[assignment]
    if not ask.deadline:
        return Fall(f"FREQ=YEARLY;BYMONTH={first};BYMONTHDAY=1", grain)
    month = (first - 2) % 12 + 1 if ask.strict else last
    return Fall(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1", grain)


def _part(when: Part, ask: Ask) -> Fall | None:
    """A part of each unit; "cuối" inside a rhythm is the last day."""
    if isinstance(when.of, Each):
        months = _MONTHS.get(when.of.unit)
        if months is None:
            # "cuối tuần" is Friday for a report, Saturday and Sunday for a campaign.
            return Fall(None, "week", doubts=("rival_reading",))
        return Fall(_in_each(when.part, months), "day")
    whole = bounds(with_year(when.of, ask.scene.year or 2000), ask.scene)
    if whole is None:
        return None
    if when.part == "end":
        return Fall(f"FREQ=YEARLY;BYMONTH={whole.end.month};BYMONTHDAY=-1", "day")
    stretch = bounds(with_year(when, ask.scene.year or 2000), ask.scene)
    if stretch is None:
        return None
    day = stretch.start
    return Fall(f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}", stretch.grain)


def _in_each(part: str, months: int) -> str:
    """First, middle or last day of each month, quarter, half or year."""
    if months == 1:
        day = {"start": "1", "middle": "15", "end": "-1", "third2": "11", "third3": "21"}
        return f"FREQ=MONTHLY;BYMONTHDAY={day.get(part, '1')}"
    offset, day_of = {"start": (1, "1"), "end": (months, "-1")}.get(part, ((months + 1) // 2, "15"))
    return f"FREQ=YEARLY;BYMONTH={_months_of(offset, months)};BYMONTHDAY={day_of}"


def _months_of(offset: int, step: int) -> str:
    return ",".join(str(m) for m in range(offset, 13, step))


def _run(when: Run, ask: Ask) -> Fall | None:
    if isinstance(when.of, Run) and isinstance(when.of.of, Each):
        months = _MONTHS.get(when.of.of.unit)
        return _run_in_months(when, _run_months(when.of, months)) if months else None
    if not isinstance(when.of, Each):
        stretch = bounds(with_year(when, ask.scene.year or 2000), ask.scene)
        if stretch is None:
            return None
        day = stretch.end if ask.deadline else stretch.start
        return Fall(f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}", stretch.grain)
    months = _MONTHS.get(when.of.unit)
    if months is None:
        return None
    if when.unit == "month":
        by_month = _run_months(when, months)
        return Fall(
            f"FREQ=YEARLY;BYMONTH={by_month};BYMONTHDAY={-1 if ask.deadline else 1}", "month"
        )
    last = when.side == "last"
    return _run_in_months(when, "" if months == 1 else _months_of(months if last else 1, months))


def _run_months(when: Run, months: int) -> str:
    side = {"first": 1, "last": months - when.size + 1}.get(str(when.side), when.side)
    return _months_of(int(side), months)


def _run_in_months(when: Run, by_month: str) -> Fall | None:
    """The first week, the last working day, the second Monday's week of some months."""
    if when.unit not in ("day", "week"):
        return None
    last = when.side == "last"
    head = f"FREQ=YEARLY;BYMONTH={by_month}" if by_month else "FREQ=MONTHLY"
    if isinstance(when.side, int):
        return Fall(f"{head};BYDAY={when.side}MO", "week") if when.unit == "week" else None
    if when.working:
        return Fall(f"{head};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={-1 if last else 1}", "day")
    size = when.size * (7 if when.unit == "week" else 1)
    return Fall(
        f"{head};BYMONTHDAY={-size if last else 1}", "week" if when.unit == "week" else "day"
    )


def _on_day(when: OnDay, ask: Ask) -> Fall | None:
    day = _month_day(when.day, ask.strict)
    if isinstance(when.of, Run) and isinstance(when.of.of, Each):
        months = _MONTHS.get(when.of.of.unit)
        if months is None:
            return None
        return Fall(f"FREQ=YEARLY;BYMONTH={_run_months(when.of, months)};BYMONTHDAY={day}", "day")
    return (
        Fall(f"FREQ=MONTHLY;BYMONTHDAY={day}", "day") if isinstance(when.of, Each | Shift) else None
    )


def _range(when: Range, ask: Ask) -> Fall | None:
    if isinstance(when.start, Run):
        return Fall("FREQ=MONTHLY;INTERVAL=6", "half")
    if isinstance(when.start, Day) and when.start.month is None:
        return Fall(_monthly(ask.every, f"BYMONTHDAY={when.start.day}"), "day")
    stretch = bounds(with_year(when, ask.scene.year or 2000), ask.scene)
    if stretch is None:
        return None
    first = stretch.start
    if (first.month, first.day, stretch.end.month, stretch.end.day) == (1, 1, 12, 31):
        return Fall("FREQ=YEARLY", "year")
    return Fall(f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}", stretch.grain)


def _moving(when: TimeExpr, ask: Ask) -> Fall | None:
    """A lunar day or a feast: no rule says it, so its day in the plan's year."""
    return _dates(Many((when,)), ask, "day")


_FALLS: dict[type, Callable[[Any, Ask], Fall | None]] = {
    Feast: _moving,
    Lunar: _moving,
    Day: _day,
    Many: _many,
    Weekday: _weekday,
    Unit: _unit,
    Part: _part,
    Run: _run,
    OnDay: _on_day,
    Range: _range,
}


# --- rhythms without a day -------------------------------------------------------------


def _bare(every: Every, scene: Scene) -> Fall:
    year = scene.year or _SOME_YEAR
    if every.unit == "day":
        return Fall(_interval("DAILY", every.interval), "day")
    if every.unit == "week":
        return _bare_week(every)
    if every.unit == "term":
        return Fall(term_rule(every.times, year), "school_year" if every.times == 1 else "day")
    return _bare_months(_MONTHS[every.unit] * every.interval, every.times, year)


def _interval(freq: str, interval: int) -> str:
    return f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _bare_week(every: Every) -> Fall:
    days = _WEEKLY.get(every.times)
    rule = f"{_interval('WEEKLY', every.interval)};BYDAY={days}" if days else None
    return Fall(rule, "week" if every.times == 1 else "day")


def _bare_months(months: int, times: int, year: int) -> Fall:
    """``times`` in so many months: one in each equal part."""
    if months % times == 0:
        step = months // times
        if step % 12 == 0:
            years = step // 12
            return Fall(_interval("YEARLY", years), "year" if years == 1 else "multi_year")
        return Fall(_interval("MONTHLY", step), _GRAIN_OF_MONTHS.get(step, "month"))
    if times % months == 0 and times // months in _MONTHLY:
        return Fall(f"FREQ=MONTHLY;BYMONTHDAY={_MONTHLY[times // months]}", "day")
    return Fall(spread_rule(months, times, year), "day", doubts=("uneven_rhythm",))
