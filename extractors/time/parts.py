"""Days of parts: ``đầu``, ``giữa``, ``cuối`` of a unit, so many units of a whole."""

from __future__ import annotations

from extractors.time import calendar
from extractors.time.calendar import Date, add_days, add_months, month_end
from extractors.time.nodes import About, Part, Rest, Run, Shifted, TimeExpr, Unit
from extractors.time.stretch import Scene, Stretch, bounds
from schemas.time import Granularity, Reading

_THIRDS = {"start": 0, "middle": 1, "end": 2, "third1": 0, "third2": 1, "third3": 2}


_DAYS_OF_WEEK = {"start": (0, 1), "middle": (2, 3), "end": (5, 6)}


@bounds.register
def _part(expr: Part, scene: Scene) -> Stretch | None:
    whole = bounds(_school_year_in_plan(expr, scene), scene)
    if whole is None:
        return None
    found = _part_of(expr.part, whole)
    return found and found._replace(doubts=whole.doubts, relative=whole.relative)


def _school_year_in_plan(expr: Part, scene: Scene) -> TimeExpr:
    """The school year whose start ("đầu năm học") or end falls in the plan's year."""
    of = expr.of
    if not (isinstance(of, Unit) and of.unit == "school_year" and of.year is None):
        return of
    return of._replace(year=Shifted(0 if expr.part == "start" or scene.school_year else -1))


def _part_of(part: str, whole: Stretch) -> Stretch | None:
    start, end = whole.start, whole.end
    if whole.grain == "month":
        return _part_of_month(part, start, end)
    if whole.grain == "week" and part in _DAYS_OF_WEEK:
        first_day, last_day = _DAYS_OF_WEEK[part]
        return Stretch(add_days(start, first_day), add_days(start, last_day), "day", True)
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


@bounds.register
def _run(expr: Run, scene: Scene) -> Stretch | None:
    whole = bounds(_in_plan(expr.of), scene)
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


def _in_plan(of: TimeExpr) -> TimeExpr:
    """A school year without a year, where a unit in it is meant: the one of the plan."""
    if isinstance(of, Unit) and of.unit == "school_year" and of.year is None:
        return of._replace(year=Shifted(0))
    return of


def _run_months(expr: Run, whole: Stretch) -> Stretch | None:
    step = _MONTHS_IN[expr.unit]
    first = whole.start.replace(day=1)
    months = (whole.end.year - first.year) * 12 + whole.end.month - first.month + 1
    count = expr.size * step
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
        days = 7 * expr.size - 1
        start = whole.start if expr.side == "first" else add_days(whole.end, -days)
        found = Stretch(start, add_days(start, days), "week", True)
        if expr.side == "first" and expr.size == 1:
            week = calendar.nth_monday(whole.start, 1)
            rival = Reading("interval", week, add_days(week, 6), "week", "first_full_week")
            if week != start:
                found = found._replace(rivals=(rival,))
        return found
    assert isinstance(expr.side, int)
    start = calendar.nth_monday(whole.start, expr.side)
    return Stretch(start, add_days(start, 6), "week") if start <= whole.end else None


def _run_days(expr: Run, whole: Stretch) -> Stretch | None:
    days = expr.size - 1
    start, step = (whole.start, 1) if expr.side == "first" else (whole.end, -1)
    while expr.working and not calendar.is_working(start):
        start = add_days(start, step)
    ends = sorted((start, add_days(start, step * days)))
    return Stretch(ends[0], ends[1], "day")


@bounds.register
def _about(expr: About, scene: Scene) -> Stretch | None:
    found = bounds(expr.of, scene)
    return found and found._replace(approximate=True)


@bounds.register
def _rest(expr: Rest, scene: Scene) -> Stretch | None:
    """From the month or quarter after the date of issue to the end of the whole."""
    whole, now = bounds(expr.of, scene), scene.issued_on
    if whole is None or now is None or now > whole.end:
        return None
    step = _MONTHS_IN.get(expr.unit)
    if step is None:
        return None
    start = whole.start
    while start <= now:
        start = add_months(start, step)
    if start > whole.end:
        return None
    return Stretch(start, whole.end, "month", relative=True, doubts=whole.doubts)
