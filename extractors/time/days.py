"""Days of dates: solar, lunar, by name, and told from the date of issue."""

from __future__ import annotations

from extractors.time import calendar
from extractors.time.calendar import Date, add_days, add_months, month_end
from extractors.time.nodes import (
    Day,
    Each,
    Feast,
    Issue,
    Lunar,
    OnDay,
    Shift,
    Sooner,
    Weekday,
    Year,
)
from extractors.time.stretch import Scene, Stretch, bounds, settled, year_doubts, year_for_month
from schemas.time import Granularity, Reading


@bounds.register
def _day(expr: Day, scene: Scene) -> Stretch | None:
    if expr.month is None:
        return None
    year = year_for_month(expr.year, expr.month, scene)
    if year is None or not 1 <= expr.day <= 31:
        return None
    doubts = year_doubts(expr.year)
    last = month_end(year, expr.month)
    if expr.day > last.day:
        return Stretch(last, last, "day", doubts=(*doubts, "impossible_date"))
    day = Date(year, expr.month, expr.day)
    found = Stretch(day, day, "day", doubts=doubts)
    if expr.weekday is None or day.weekday() == expr.weekday:
        return found
    slip = (expr.weekday - day.weekday() + 3) % 7 - 3
    other = add_days(day, slip)
    rival = Reading("interval", other, other, "day", "weekday_right")
    return found._replace(doubts=(*doubts, "weekday_conflict"), rivals=(rival,))


@bounds.register
def _lunar(expr: Lunar, scene: Scene) -> Stretch | None:
    years = _lunar_years(expr.year, expr.cycle, scene)
    found = [s for y in years if (s := _lunar_in(expr, y))]
    if not found:
        return None
    best = next((s for s in found if s.start.year == scene.year), found[0])
    if expr.year is not None or expr.cycle is not None:
        best = found[0]
    doubts = best.doubts + (("year_inferred",) if expr.year is None and expr.cycle is None else ())
    return best._replace(doubts=doubts)


def _lunar_years(year: Year, cycle: int | None, scene: Scene) -> tuple[int, ...]:
    """Lunar years to try: the one named, else the plan's, else the one before it.

    The end of a lunar year falls in the next solar year: the 23rd of the twelfth month
    in a plan of 2020 is in January 2020, of lunar 2019.
    """
    named = settled(year, scene)
    if cycle is not None and not isinstance(year, int):
        near = scene.year if scene.year is not None else None
        if near is None:
            return ()
        # Year 4 was Giáp Tý; take the year of that name nearest to the plan's.
        return (near + (cycle - (near - 4) + 30) % 60 - 30,)
    if named is None:
        return ()
    return (named,) if year is not None else (named, named - 1)


def _lunar_in(expr: Lunar, year: int) -> Stretch | None:
    if expr.day == 0:
        month = calendar.lunar_month(expr.month, year, expr.leap)
        return Stretch(*month, "month") if month else None
    day = calendar.solar(expr.day, expr.month, year, expr.leap)
    if day is None:
        return None
    twin = None if expr.leap else calendar.solar(expr.day, expr.month, year, True)
    if twin is None:
        return Stretch(day, day, "day")
    rival = Reading("interval", twin, twin, "day", "leap_month")
    return Stretch(day, day, "day", doubts=("rival_reading",), rivals=(rival,))


@bounds.register
def _feast(expr: Feast, scene: Scene) -> Stretch | None:
    day, month = (int(n) for n in expr.on.split()[0].split("/"))
    if expr.on.endswith("âl"):
        return _lunar(Lunar(day, month, expr.year, cycle=expr.cycle), scene)
    return _day(Day(day, month, expr.year), scene)


@bounds.register
def _shift(expr: Shift, scene: Scene) -> Stretch | None:
    now = scene.issued_on
    if now is None:
        return None
    if expr.unit == "day":
        first = add_days(now, expr.by if expr.size == 1 or expr.by > 0 else -expr.size)
        return Stretch(first, add_days(first, expr.size - 1), "day", relative=True)
    if expr.unit == "week":
        first = add_days(calendar.monday(now), 7 * _steps(expr))
        return Stretch(first, add_days(first, 7 * expr.size - 1), "week", relative=True)
    months = {"month": 1, "quarter": 3, "year": 12}.get(expr.unit)
    if months is None:
        return None
    this = Date(now.year, (now.month - 1) // months * months + 1, 1)
    first = add_months(this, months * _steps(expr))
    last = add_days(add_months(first, months * expr.size), -1)
    grain: Granularity = expr.unit  # type: ignore[assignment]
    if grain == "year" and expr.size > 1:
        grain = "multi_year"
    return Stretch(first, last, grain, relative=True)


def _steps(expr: Shift) -> int:
    return expr.by if expr.by >= 0 else -expr.size


@bounds.register
def _weekday(expr: Weekday, scene: Scene) -> Stretch | None:
    if expr.of is not None and expr.nth is not None:
        return _nth_weekday(expr, bounds(expr.of, scene))
    now = scene.issued_on
    if now is None or len(expr.days) != 1 or expr.nth is not None:
        return None
    day = expr.days[0]
    if expr.week is not None:
        found = add_days(calendar.monday(now), 7 * expr.week + day)
    elif expr.side == "last":
        found = add_days(now, -((now.weekday() - day - 1) % 7 + 1))
    elif expr.side == "next":
        found = add_days(now, (day - now.weekday() - 1) % 7 + 1)
    else:
        found = add_days(now, (day - now.weekday()) % 7)
    return Stretch(found, found, "day", relative=True)


def _nth_weekday(expr: Weekday, month: Stretch | None) -> Stretch | None:
    """The second Friday, the last Sunday of a month."""
    if month is None or expr.nth is None:
        return None
    if expr.nth > 0:
        ahead = (expr.days[0] - month.start.weekday()) % 7
        found = add_days(month.start, ahead + 7 * (expr.nth - 1))
    else:
        found = add_days(month.end, -((month.end.weekday() - expr.days[0]) % 7))
    return Stretch(found, found, "day", doubts=month.doubts) if found <= month.end else None


@bounds.register
def _on_day(expr: OnDay, scene: Scene) -> Stretch | None:
    month = bounds(expr.of, scene)
    if month is None or isinstance(expr.of, Each) or month.grain != "month":
        return None
    found = _day(Day(expr.day, month.start.month, month.start.year), scene)
    return found and found._replace(relative=month.relative)


@bounds.register
def _issue(_expr: Issue, scene: Scene) -> Stretch | None:
    if scene.issued_on is None:
        return None
    return Stretch(scene.issued_on, scene.issued_on, "day", relative=True)


@bounds.register
def _sooner(expr: Sooner, scene: Scene) -> Stretch | None:
    """The last day that is so long before: working days by the calendar of the office."""
    found = bounds(expr.of, scene)
    if found is None:
        return None
    size = int(expr.duration.size)
    if expr.duration.working:
        day = calendar.add_working_days(found.start, -size)
    else:
        day = add_days(found.start, -size * (7 if expr.duration.unit == "week" else 1))
    return Stretch(day, day, "day", doubts=found.doubts)
