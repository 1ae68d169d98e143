"""Recurrences as RFC 5545 rules inside the window they run in.

``Repeat(Every("quarter"))`` in a plan of 2026 is FREQ=MONTHLY;INTERVAL=3;UNTIL=20261231.
"""

from __future__ import annotations

from typing import NamedTuple

from extractors.time.calendar import Date
from extractors.time.falls import fall
from extractors.time.nodes import Day, OnDay, Range, Repeat, Since, TimeExpr, Unit
from extractors.time.stretch import Scene, bounds
from extractors.time.units import SCHOOL_END, SCHOOL_START
from schemas.time import Granularity


class Rhythm(NamedTuple):
    """A recurrence in its window."""

    start: Date | None
    end: Date | None
    rule: str | None
    grain: Granularity
    segments: tuple[tuple[Date, Date], ...] = ()
    doubts: tuple[str, ...] = ()


def rhythm(expr: Repeat, scene: Scene) -> Rhythm:
    """The recurrence: its window, its rule with UNTIL, its grain."""
    if isinstance(expr.when, Range) and isinstance(expr.when.start, OnDay):
        return _reporting_month(expr.when, scene)
    window, doubts = _window(expr.window, scene)
    falls = fall(expr, scene)
    doubts = (*doubts, *falls.doubts)
    if window is None:
        return Rhythm(None, None, None, falls.grain, (), (*doubts, "year_unknown"))
    months = _months_left(falls.rule, expr.without)
    rule = f"{falls.rule}{months};UNTIL={window[1]:%Y%m%d}" if falls.rule else None
    return Rhythm(*window, rule, falls.grain, falls.segments, doubts)


def _months_left(rule: str | None, without: tuple[int, ...]) -> str:
    """The months a rule keeps: a rhythm of each month, week or day may leave out some."""
    if not without or not rule or "BYMONTH=" in rule or "INTERVAL=" in rule:
        return ""
    return ";BYMONTH=" + ",".join(str(m) for m in range(1, 13) if m not in without)


def plan_window(scene: Scene) -> tuple[Date, Date] | None:
    """The plan's year, or its school year."""
    if scene.year is None:
        return None
    if scene.school_year:
        return Date(scene.year, *SCHOOL_START), Date(scene.year + 1, *SCHOOL_END)
    return Date(scene.year, 1, 1), Date(scene.year, 12, 31)


def _window(of: TimeExpr | None, scene: Scene) -> tuple[tuple[Date, Date] | None, tuple[str, ...]]:
    plan = plan_window(scene)
    if of is None or of == Unit("year"):
        return plan, ()
    stretch = bounds(of.of if isinstance(of, Since) else of, scene)
    if stretch is None:
        return plan, ()
    if not isinstance(of, Since):
        return (stretch.start, stretch.end), stretch.doubts
    year_end = Date(stretch.start.year, 12, 31)
    end = plan[1] if plan and plan[1] > stretch.start else year_end
    return (stretch.start, end), stretch.doubts


def _reporting_month(when: Range, scene: Scene) -> Rhythm:
    """From a day of the month before to the day before it, month after month.

    Decree 09/2019/NĐ-CP, article 12: a monthly report covers the 15th to the 14th.
    """
    assert isinstance(when.start, OnDay)
    assert isinstance(when.end, Day)
    if scene.year is None:
        return Rhythm(None, None, None, "month", (), ("year_unknown",))
    first = Date(scene.year - 1, 12, when.start.day)
    until = Date(scene.year, 11, when.start.day)
    rule = f"FREQ=MONTHLY;BYMONTHDAY={when.start.day};UNTIL={until:%Y%m%d}"
    return Rhythm(first, Date(scene.year, 12, when.end.day), rule, "month")
