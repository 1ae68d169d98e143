"""Days of a time, once the plan's year and the date of issue are known.

``bounds(Unit("quarter", 2), scene)`` is 1 April to 30 June of the plan's year. A stretch
is plain days; deadlines, rhythms and open ends are made of stretches in ``resolve``.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any, NamedTuple

from extractors.time import calendar
from extractors.time.calendar import Date
from extractors.time.nodes import (
    About,
    By,
    Day,
    Feast,
    Lunar,
    Many,
    OnDay,
    Part,
    Range,
    Run,
    Season,
    Shifted,
    Since,
    TimeExpr,
    Unit,
    Year,
)
from schemas.time import Granularity, Reading, TimeContext


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


@singledispatch
def bounds(expr: Any, scene: Scene) -> Stretch | None:  # noqa: ARG001
    """The days of an expression; ``None`` where they cannot be known.

    Each kind of expression registers its own way (``units``, ``days``, ``parts``,
    ``joined``); what registers none has no days.
    """
    return None


def settled(year: Year, scene: Scene) -> int | None:
    """A year in figures."""
    if isinstance(year, int):
        if calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR:
            return year
        return _without_stray_digit(year, scene.year)
    if scene.year is None:
        return None
    return scene.year + (year.years if isinstance(year, Shifted) else 0)


def _without_stray_digit(year: int, near: int | None) -> int | None:
    """20109 is 2019 in a plan of 2019: one digit too many, and only one year fits."""
    digits = str(year)
    found = {int(digits[:i] + digits[i + 1 :]) for i in range(len(digits))}
    fitting = [y for y in found if near is not None and abs(y - near) <= 1]
    return fitting[0] if len(fitting) == 1 else None


def year_doubts(year: Year) -> tuple[str, ...]:
    if year is None:
        return ("year_inferred",)
    return ("ocr_repaired",) if isinstance(year, int) and year > calendar.LAST_YEAR else ()


def year_for_month(year: Year, month: int, scene: Scene) -> int | None:
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
