"""What a time means, given the date of issue and the plan's year.

``By(Day(15, 6), strict)`` in a plan of 2020 is a deadline: end 14 June 2020, with the
15th as the other reading. A time that cannot be settled keeps its text and no dates.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any, NamedTuple

from extractors.time import calendar, days, joined, parts, units
from extractors.time.calendar import Date, add_days, add_months
from extractors.time.edtf import edtf, edtf_set
from extractors.time.nodes import (
    Always,
    Backward,
    By,
    Day,
    Duration,
    Each,
    Impossible,
    Issue,
    Later,
    Lunar,
    Many,
    Part,
    Range,
    Repeat,
    Since,
    TimeExpr,
    Undated,
    Unit,
    Vision,
    Within,
)
from extractors.time.rhythm import plan_window, rhythm
from extractors.time.stretch import Scene, Stretch, bounds
from schemas.time import Granularity, Reading, TimeKind

STRETCHES = (units, days, parts, joined)
"""The modules that tell ``bounds`` their kinds of expression, by being imported."""


class Outcome(NamedTuple):
    """A resolved time, all but its text."""

    kind: TimeKind
    start: Date | None = None
    end: Date | None = None
    grain: Granularity | None = None
    approximate: bool = False
    uncertain: bool = False
    rrule: str | None = None
    repeats_deadline: bool = False
    segments: tuple[tuple[Date | None, Date | None], ...] = ()
    rivals: tuple[Reading, ...] = ()
    doubts: tuple[str, ...] = ()


UNKNOWN = Outcome("unknown")


def outcome(expr: TimeExpr, scene: Scene) -> Outcome:
    """The meaning of an expression; of kind ``unknown`` where it has no days."""
    find = _OUTCOMES.get(type(expr))
    try:
        return find(expr, scene) if find else _stretch(expr, scene)
    except (OverflowError, ValueError):
        # Past the calendar's ends (year 1, year 9999): no such days.
        return UNKNOWN._replace(doubts=("impossible_date",))


def edtf_of(found: Outcome) -> str | None:
    """The outcome in EDTF."""
    if found.kind == "unknown" or (found.start is None and found.end is None):
        return None
    if found.kind == "recurring" or (found.kind == "open" and found.grain == "month" and found.end):
        return edtf(found.start, found.end, "multi_year")
    whole = (found.start, found.end)
    dated = all(s and e for s, e in found.segments)
    if len(found.segments) > 1 and dated and whole not in found.segments:
        spans = joined.merged([(s, e) for s, e in found.segments if s and e])
        if len(spans) > 1:
            return edtf_set(found.segments, found.grain)
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (found.approximate, found.uncertain), ""
    )
    return edtf(found.start, found.end, found.grain, mark=mark)


# --- stretches -------------------------------------------------------------------------


def _missing(expr: TimeExpr, scene: Scene) -> Outcome:
    """No days: the year or the date of issue is not known, or there is no such day."""
    if isinstance(expr, Impossible):
        return UNKNOWN._replace(doubts=("impossible_date",))
    if scene.year is None:
        return UNKNOWN._replace(doubts=("year_unknown",))
    if isinstance(expr, Lunar | Unit):
        # A 30th of a month of 29 days, a week 53 of a year of 52.
        return UNKNOWN._replace(doubts=("impossible_date",))
    return UNKNOWN


def _stretch(expr: TimeExpr, scene: Scene) -> Outcome:
    found = bounds(expr, scene)
    if found is None:
        return _missing(expr, scene)
    return of_stretch(found)


def of_stretch(found: Stretch) -> Outcome:
    kind: TimeKind = "relative" if found.relative else "interval"
    return Outcome(
        kind, found.start, found.end, found.grain, found.approximate, found.uncertain,
        segments=found.parts, rivals=found.rivals, doubts=found.doubts,
    )  # fmt: skip


# --- deadlines -------------------------------------------------------------------------


def _by(expr: By, scene: Scene) -> Outcome:
    of, whole = _last_part(expr.of)
    if isinstance(of, Later):
        return _by_later(of, scene)
    if isinstance(of, Many):
        return _by_many(of, expr, scene)
    found = joined.edge(of, scene, first=False)
    if found is None:
        return _missing(of, scene)
    if isinstance(of, Issue):
        return Outcome("relative", None, found.end, "day", doubts=found.doubts)
    impossible = "impossible_date" in found.doubts
    strict = expr.strict and not impossible
    end = add_days(found.start, -1) if strict and not whole else found.end
    rivals = _deadline_rivals(expr, found, end, impossible)
    return Outcome(
        "deadline", None, end, found.grain, found.approximate,
        rivals=(*rivals, *found.rivals), doubts=found.doubts,
    )  # fmt: skip


def _last_part(of: TimeExpr) -> tuple[TimeExpr, bool]:
    """The whole, where its end is meant: "đến cuối năm" ends with the year."""
    if isinstance(of, Part) and of.part == "end" and not isinstance(of.of, Each):
        return of.of, True
    return of, False


def _deadline_rivals(expr: By, found: Stretch, end: Date, impossible: bool) -> tuple[Reading, ...]:
    if impossible and expr.strict:
        return (Reading("deadline", None, add_days(end, -1), found.grain, "strict_before"),)
    if end != found.end:
        return (Reading("deadline", None, found.end, found.grain, "inclusive"),)
    if expr.done and found.grain != "day":
        return (Reading("interval", found.start, found.end, found.grain, "within_period"),)
    return ()


def _by_many(of: Many, expr: By, scene: Scene) -> Outcome:
    """Several deadlines: the last is the end, each is a segment."""
    found = bounds(of, scene)
    if found is None:
        return _missing(of, scene)
    ends = [s for s in (bounds(i, scene) for i in joined.with_years(of.items)) if s]
    days = [add_days(s.start, -1) if expr.strict else s.end for s in ends]
    segments = tuple((None, day) for day in days)
    return Outcome("deadline", None, max(days), found.grain, segments=segments, doubts=found.doubts)


def _by_later(of: Later, scene: Scene) -> Outcome:
    start = bounds(of.of, scene)
    if start is None:
        return _missing(of.of, scene)
    end = _after(start.end, of.duration)
    rivals: tuple[Reading, ...] = ()
    if of.duration.working:
        plain = calendar.add_working_days(start.end, int(of.duration.size), holidays=False)
        if plain != end:
            rivals = (Reading("deadline", None, plain, "day", "holiday_ignored"),)
    return Outcome("deadline", None, end, "day", rivals=rivals, doubts=start.doubts)


# --- open ends -------------------------------------------------------------------------


def _since(expr: Since, scene: Scene) -> Outcome:
    found = joined.edge(expr.of, scene, first=True)
    if found is None:
        return _missing(expr.of, scene)
    start = add_days(found.end, 1) if expr.after else found.start
    kind: TimeKind = "relative" if isinstance(expr.of, Issue) else "open"
    grain = "year" if found.grain == "multi_year" else found.grain
    rivals: tuple[Reading, ...] = ()
    if isinstance(expr.of, Range) and found.end > found.start:
        rivals = (Reading("interval", found.start, found.end, found.grain, "dated_period"),)
    if isinstance(expr.of, Day) and expr.of.clock:
        # "từ 13h30 ngày 15/6" may tell when a meeting of that day begins.
        rivals = (Reading("interval", found.start, found.end, "day", "begins_then"),)
    return Outcome(kind, start, None, grain, found.approximate, rivals=rivals, doubts=found.doubts)


def _backward(expr: Backward, scene: Scene) -> Outcome:
    found = bounds(expr.of, scene)
    if found is None:
        return _missing(expr.of, scene)
    return Outcome("open", None, found.end, found.grain, doubts=found.doubts)


def _always(expr: Always, scene: Scene) -> Outcome:
    grain: Granularity = "year"
    window = plan_window(scene)
    doubts: tuple[str, ...] = ()
    if isinstance(expr.of, Each):
        grain = "month" if expr.of.unit == "month" else "year"
    elif isinstance(expr.of, Since):
        found = bounds(expr.of.of, scene)
        if found is not None:
            year_end = Date(found.start.year, 12, 31)
            end = window[1] if window and window[1] > found.start else year_end
            window, doubts = (found.start, end), found.doubts
    elif expr.of is not None and not (isinstance(expr.of, Unit) and expr.of == Unit("year")):
        found = bounds(expr.of, scene)
        if found is not None:
            window, grain, doubts = (found.start, found.end), found.grain, found.doubts
    if window is None:
        return Outcome("open", None, None, grain, doubts=("year_unknown",))
    return Outcome("open", *window, grain, doubts=doubts)


# --- durations -------------------------------------------------------------------------


def _after(day: Date, duration: Duration) -> Date:
    """The last day of a duration that starts after ``day``."""
    count = int(duration.size)
    if duration.working and duration.unit == "day":
        return calendar.add_working_days(day, min(count, 2000))
    if duration.unit in ("month", "quarter", "year"):
        return add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[duration.unit])
    return add_days(day, count * (7 if duration.unit == "week" else 1))


def _within(expr: Within, scene: Scene) -> Outcome:
    start = bounds(expr.of, scene)
    if start is None:
        return _missing(expr.of, scene)
    if expr.run:
        # "02 ngày, từ ngày 15/6": the first day counts.
        size = expr.duration._replace(size=ceil(expr.duration.size))
        last = add_days(_after(start.start, size), -1)
        return Outcome("interval", start.start, last, "day", doubts=start.doubts)
    kind: TimeKind = "relative" if start.relative else "interval"
    end = _after(start.start, expr.duration)
    return Outcome(kind, start.start, end, "day", doubts=start.doubts)


def _later(expr: Later, scene: Scene) -> Outcome:
    start = bounds(expr.of, scene)
    if start is None:
        return _missing(expr.of, scene)
    kind: TimeKind = "relative" if start.relative else "open"
    return Outcome(kind, _after(start.end, expr.duration), None, "day", doubts=start.doubts)


def _undated(expr: Undated, _scene: Scene) -> Outcome:
    if not expr.relative:
        return UNKNOWN
    unit: Any = expr.duration.unit if expr.duration else None
    grain = unit if unit in ("day", "week", "month", "quarter", "year") else None
    rival = Reading("unknown", None, None, None, "no_calendar_day")
    return Outcome("relative", None, None, grain, rivals=(rival,))


# --- recurrences -----------------------------------------------------------------------


def _repeat(expr: Repeat, scene: Scene) -> Outcome:
    found = rhythm(expr, scene)
    return Outcome(
        "recurring", found.start, found.end, found.grain,
        rrule=found.rule, repeats_deadline=isinstance(expr.when, By),
        segments=found.segments, doubts=found.doubts,
    )  # fmt: skip


def _vision(expr: Vision, scene: Scene) -> Outcome:
    found = outcome(expr.of, scene)
    far = bounds(expr.far, scene)
    if far is None or found.end is None:
        return found
    rival = Reading(found.kind, found.start, far.end, found.grain, "vision_counted")
    return found._replace(rivals=(*found.rivals, rival))


_OUTCOMES: dict[type, Callable[[Any, Scene], Outcome]] = {
    By: _by,
    Since: _since,
    Backward: _backward,
    Always: _always,
    Within: _within,
    Later: _later,
    Undated: _undated,
    Repeat: _repeat,
    Vision: _vision,
}
