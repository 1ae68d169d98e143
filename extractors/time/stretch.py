"""Days of a time, once the plan's year and the date of issue are known.

``bounds(Unit("quarter", 2), scene)`` is 1 April to 30 June of the plan's year. Everything
here is a stretch of days; deadlines, rhythms and open ends are made of them in
``resolve``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from extractors.time import calendar
from extractors.time.calendar import Date, add_days, add_months, month_end
from extractors.time.nodes import (
    About,
    By,
    Day,
    Each,
    Feast,
    Impossible,
    Issue,
    Lunar,
    Many,
    OnDay,
    Part,
    Range,
    Run,
    Season,
    Shift,
    Shifted,
    Since,
    TimeExpr,
    Unit,
    Weekday,
    Year,
)
from schemas.time import Granularity, Reading, TimeContext

SCHOOL_START, SCHOOL_END = (9, 5), (5, 31)
"""The frame of the school year (Decision 2071/QĐ-BGDĐT and its successors)."""
SECOND_TERM = (1, 16)


class Scene(NamedTuple):
    """What is known around the text."""

    issued_on: Date | None
    year: int | None
    """The year of a time that names none."""
    school_year: bool = False
    column: str | None = None


class Stretch(NamedTuple):
    """First and last day, inclusive, and what is to be said of them."""

    start: Date
    end: Date
    grain: Granularity
    approximate: bool = False
    uncertain: bool = False
    relative: bool = False
    doubts: tuple[str, ...] = ()
    rivals: tuple[Reading, ...] = ()
    parts: tuple[tuple[Date, Date], ...] = ()
    """The stretches of a split set."""


def scene_of(context: TimeContext) -> Scene:
    year = context.header_year or context.plan_year
    if year is None and context.issued_on is not None:
        year = context.issued_on.year
    return Scene(context.issued_on, year, context.school_year, context.column)


def bounds(expr: TimeExpr, scene: Scene) -> Stretch | None:
    """The days of an expression; ``None`` where they cannot be known."""
    find = _BOUNDS.get(type(expr))
    try:
        return find(expr, scene) if find else None
    except (OverflowError, ValueError):
        # Past the calendar's ends (year 1, year 9999): no such days.
        return None


# --- years -----------------------------------------------------------------------------


def settled(year: Year, scene: Scene) -> int | None:
    """A year in figures."""
    if isinstance(year, int):
        return year if year < 3000 else _without_stray_digit(year, scene.year)
    if scene.year is None:
        return None
    return scene.year + (year.years if isinstance(year, Shifted) else 0)


def _without_stray_digit(year: int, near: int | None) -> int | None:
    """20109 is 2019 in a plan of 2019: one digit too many, and only one year fits."""
    digits = str(year)
    found = {int(digits[:i] + digits[i + 1 :]) for i in range(len(digits))}
    fitting = [y for y in found if near is not None and abs(y - near) <= 1]
    return fitting[0] if len(fitting) == 1 else None


def _year_doubts(year: Year) -> tuple[str, ...]:
    if year is None:
        return ("year_inferred",)
    return ("ocr_repaired",) if isinstance(year, int) and year > 3000 else ()


def _year_for_month(year: Year, month: int, scene: Scene) -> int | None:
    """In a school's plan the months from January to July are of the second year."""
    found = settled(year, scene)
    if found is not None and year is None and scene.school_year and month < 8:
        return found + 1
    return found


def with_year(expr: TimeExpr, year: Year) -> TimeExpr:
    """The expression with a missing year filled in."""
    if isinstance(expr, Day | Unit | Lunar | Feast | Season):
        return expr._replace(year=year) if expr.year is None else expr
    if isinstance(expr, Part | Run | About | OnDay | By | Since):
        return expr._replace(of=with_year(expr.of, year))
    if isinstance(expr, Range):
        return Range(with_year(expr.start, year), with_year(expr.end, year))
    if isinstance(expr, Many):
        return Many(tuple(with_year(item, year) for item in expr.items))
    return expr


def year_in(expr: TimeExpr) -> Year:
    """The year an expression names, of its last part; ``None`` where it names none."""
    if isinstance(expr, Part | Run | About | OnDay | By | Since):
        return year_in(expr.of)
    if isinstance(expr, Range):
        return year_in(expr.end)
    if isinstance(expr, Many):
        return year_in(expr.items[-1])
    return getattr(expr, "year", None)


# --- units -----------------------------------------------------------------------------


def _unit(expr: Unit, scene: Scene) -> Stretch | None:
    if expr.unit in ("school_year", "term"):
        return _school(expr, scene)
    first = {"month": expr.number, "quarter": 3 * expr.number - 2, "half": 6 * expr.number - 5}
    year = _year_for_month(expr.year, first.get(expr.unit, 12), scene)
    if year is None:
        return None
    doubts = _year_doubts(expr.year)
    if expr.unit == "week":
        week = calendar.iso_week(year, expr.number)
        return Stretch(*week, "week", doubts=doubts) if week else None
    if expr.unit == "year":
        return Stretch(Date(year, 1, 1), Date(year, 12, 31), "year", doubts=doubts)
    grain: Granularity = expr.unit  # type: ignore[assignment]
    months = {"month": 1, "quarter": 3, "half": 6}[expr.unit]
    start = first[expr.unit]
    found = Stretch(Date(year, start, 1), month_end(year, start + months - 1), grain, doubts=doubts)
    return _with_rival(found, expr, year, scene) if expr.note else found


def _with_rival(found: Stretch, expr: Unit, year: int, scene: Scene) -> Stretch:
    """The other reading of "tháng II" (Quý II), "I/2020" (tháng I), "tháng Giêng" (lunar)."""
    uncertain = expr.note == "roman" and expr.unit == "month"
    if expr.note == "lunar_name":
        month = calendar.lunar_month(expr.number, year)
        rival = Stretch(*month, "month") if month else None
        reason = "lunar_month"
    else:
        other = "quarter" if expr.unit == "month" else "month"
        if scene.column == expr.unit or (other == "quarter" and expr.number > 4):
            return found
        rival = _unit(Unit(other, expr.number, year), scene)
        reason = f"{other}_meant"
    if rival is None:
        return found
    if scene.column == "month" and rival.grain == "month" and expr.note == "roman":
        found, rival, reason = rival, found, "quarter_meant"
    reading = Reading("interval", rival.start, rival.end, rival.grain, reason)
    doubts = (*found.doubts, "rival_reading")
    return found._replace(rivals=(reading,), doubts=doubts, uncertain=uncertain)


def _school(expr: Unit, scene: Scene) -> Stretch | None:
    year = settled(expr.year, scene)
    if year is None:
        return None
    if expr.year is None and not scene.school_year and scene.issued_on is not None:
        # Until May a plan of the year speaks of the school year that is running.
        year = scene.issued_on.year - (scene.issued_on.month < 6)
    doubts = _year_doubts(expr.year)
    first, last = Date(year, *SCHOOL_START), Date(year + 1, *SCHOOL_END)
    if expr.unit == "school_year":
        return Stretch(first, last, "school_year", doubts=doubts)
    second = Date(year + 1, *SECOND_TERM)
    if expr.number == 1:
        return Stretch(first, add_days(second, -1), "school_year", True, doubts=doubts)
    return Stretch(second, last, "school_year", True, doubts=doubts) if expr.number == 2 else None


_SEASONS = {
    "spring": ((3, 21), (6, 20)),
    "summer": ((6, 21), (9, 23)),
    "autumn": ((9, 24), (12, 20)),
    "winter": ((12, 21), (3, 20)),
}


def _season(expr: Season, scene: Scene) -> Stretch | None:
    year = settled(expr.year, scene)
    if year is None:
        return None
    first, last = _SEASONS[expr.name]
    if expr.name == "winter":
        now = scene.issued_on
        if expr.year is None and now is not None and (now.month, now.day) <= last:
            year -= 1
        return Stretch(Date(year, *first), Date(year + 1, *last), "day", True)
    return Stretch(Date(year, *first), Date(year, *last), "day", True)


# --- days ------------------------------------------------------------------------------


def _day(expr: Day, scene: Scene) -> Stretch | None:
    if expr.month is None:
        return None
    year = _year_for_month(expr.year, expr.month, scene)
    if year is None or not 1 <= expr.day <= 31:
        return None
    doubts = _year_doubts(expr.year)
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


def _feast(expr: Feast, scene: Scene) -> Stretch | None:
    day, month = (int(n) for n in expr.on.split()[0].split("/"))
    if expr.on.endswith("âl"):
        return _lunar(Lunar(day, month, expr.year, cycle=expr.cycle), scene)
    return _day(Day(day, month, expr.year), scene)


# --- parts -----------------------------------------------------------------------------

_THIRDS = {"start": 0, "middle": 1, "end": 2, "third1": 0, "third2": 1, "third3": 2}


def _part(expr: Part, scene: Scene) -> Stretch | None:
    whole = bounds(expr.of, scene)
    if whole is None:
        return None
    found = _part_of(expr.part, whole)
    return found and found._replace(doubts=whole.doubts, relative=whole.relative)


def _part_of(part: str, whole: Stretch) -> Stretch | None:
    start, end = whole.start, whole.end
    if whole.grain == "month":
        return _part_of_month(part, start, end)
    if whole.grain == "quarter" and part in _THIRDS:
        first = add_months(start, _THIRDS[part])
        return Stretch(first, month_end(first.year, first.month), "month", True)
    if whole.grain == "quarter":
        middle = add_months(start, 1).replace(day=15)
        halves = {"half1": (start, middle), "half2": (add_days(middle, 1), end)}
        return Stretch(*halves[part], "day", True)
    if whole.grain == "year" and part in _THIRDS:
        months = {0: (1, 3), 1: (6, 7), 2: (10, 12)}[_THIRDS[part]]
        last = month_end(start.year, months[1])
        grain: Granularity = "month" if part == "middle" else "quarter"
        return Stretch(Date(start.year, months[0], 1), last, grain, True)
    return _part_of_long(part, start, end)


def _part_of_month(part: str, start: Date, end: Date) -> Stretch:
    if part in ("half1", "half2"):
        first, last = (1, 15) if part == "half1" else (16, end.day)
    else:
        first, last = ((1, 10), (11, 20), (21, end.day))[_THIRDS[part]]
    exact = part.startswith("third")
    return Stretch(start.replace(day=first), start.replace(day=last), "day", not exact)


def _part_of_long(part: str, start: Date, end: Date) -> Stretch | None:
    """Of half a year, a term, a school year: the first, a middle or the last month."""
    if part == "start":
        return Stretch(start, month_end(start.year, start.month), "month", True)
    if part == "end":
        return Stretch(end.replace(day=1), end, "month", True)
    if part == "middle":
        middle = start + (end - start) / 2
        return Stretch(middle.replace(day=1), month_end(middle.year, middle.month), "month", True)
    return None


_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _run(expr: Run, scene: Scene) -> Stretch | None:
    whole = bounds(_in_plan(expr.of, scene), scene)
    if whole is None:
        return None
    if expr.unit in ("month", "quarter"):
        found = _run_months(expr, whole)
    elif expr.unit == "week":
        found = _run_weeks(expr, whole)
    elif expr.unit == "day":
        found = _run_days(expr, whole)
    else:
        found = None
    if found is None:
        return None
    return found._replace(
        doubts=(*whole.doubts, *found.doubts),
        relative=whole.relative,
        approximate=found.approximate or whole.approximate,
    )


def _in_plan(of: TimeExpr, scene: Scene) -> TimeExpr:
    """ "tháng đầu năm học" without a year is the one that falls in the plan's year."""
    if isinstance(of, Unit) and of.unit == "school_year" and of.year is None:
        return of._replace(year=Shifted(0))
    return of


def _run_months(expr: Run, whole: Stretch) -> Stretch | None:
    step = _MONTHS_IN[expr.unit]
    first = whole.start.replace(day=1)
    months = (whole.end.year - first.year) * 12 + whole.end.month - first.month + 1
    count = expr.count * step
    if expr.side == "first":
        offset = 0
    elif expr.side == "last":
        offset = months - count
    else:
        offset = (expr.side - 1) * step
    if offset < 0 or offset + count > months:
        return None
    start = add_months(first, offset)
    end = add_days(add_months(start, count), -1)
    grain: Granularity = "month"
    if count == 6 and months == 12:
        grain = "half"
    elif expr.unit == "quarter":
        grain = "quarter"
    return Stretch(start, end, grain)


def _run_weeks(expr: Run, whole: Stretch) -> Stretch | None:
    if expr.side in ("first", "last"):
        days = 7 * expr.count - 1
        start = whole.start if expr.side == "first" else add_days(whole.end, -days)
        found = Stretch(start, add_days(start, days), "week", True)
        if expr.side == "first" and expr.count == 1:
            week = calendar.nth_monday(whole.start, 1)
            rival = Reading("interval", week, add_days(week, 6), "week", "first_full_week")
            if week != start:
                found = found._replace(rivals=(rival,))
        return found
    assert isinstance(expr.side, int)
    start = calendar.nth_monday(whole.start, expr.side)
    return Stretch(start, add_days(start, 6), "week") if start <= whole.end else None


def _run_days(expr: Run, whole: Stretch) -> Stretch | None:
    days = expr.count - 1
    start, step = (whole.start, 1) if expr.side == "first" else (whole.end, -1)
    while expr.working and not calendar.is_working(start):
        start = add_days(start, step)
    ends = sorted((start, add_days(start, step * days)))
    return Stretch(ends[0], ends[1], "day")


# --- near the date of issue ------------------------------------------------------------


def _shift(expr: Shift, scene: Scene) -> Stretch | None:
    now = scene.issued_on
    if now is None:
        return None
    if expr.unit == "day":
        first = add_days(now, expr.by if expr.count == 1 or expr.by > 0 else -expr.count)
        return Stretch(first, add_days(first, expr.count - 1), "day", relative=True)
    if expr.unit == "week":
        first = add_days(calendar.monday(now), 7 * _steps(expr))
        return Stretch(first, add_days(first, 7 * expr.count - 1), "week", relative=True)
    months = {"month": 1, "quarter": 3, "year": 12}.get(expr.unit)
    if months is None:
        return None
    this = Date(now.year, (now.month - 1) // months * months + 1, 1)
    first = add_months(this, months * _steps(expr))
    last = add_days(add_months(first, months * expr.count), -1)
    grain: Granularity = expr.unit  # type: ignore[assignment]
    if grain == "year" and expr.count > 1:
        grain = "multi_year"
    return Stretch(first, last, grain, relative=True)


def _steps(expr: Shift) -> int:
    return expr.by if expr.by >= 0 else -expr.count


def _weekday(expr: Weekday, scene: Scene) -> Stretch | None:
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


def _on_day(expr: OnDay, scene: Scene) -> Stretch | None:
    month = bounds(expr.of, scene)
    if month is None or isinstance(expr.of, Each) or month.grain != "month":
        return None
    found = _day(Day(expr.day, month.start.month, month.start.year), scene)
    return found and found._replace(relative=month.relative)


def _issue(_expr: Issue, scene: Scene) -> Stretch | None:
    if scene.issued_on is None:
        return None
    return Stretch(scene.issued_on, scene.issued_on, "day", relative=True)


def _about(expr: About, scene: Scene) -> Stretch | None:
    found = bounds(expr.of, scene)
    return found and found._replace(approximate=True)


def _nothing(_expr: Any, _scene: Scene) -> None:
    return None


_BOUNDS: dict[type, Callable[[Any, Scene], Stretch | None]] = {
    Unit: _unit,
    Day: _day,
    Part: _part,
    Run: _run,
    Shift: _shift,
    Weekday: _weekday,
    OnDay: _on_day,
    Lunar: _lunar,
    Feast: _feast,
    Season: _season,
    Issue: _issue,
    About: _about,
    Impossible: _nothing,
}
