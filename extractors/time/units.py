"""Days of calendar units: weeks, months, quarters, years, school years, seasons."""

from __future__ import annotations

from extractors.time import calendar
from extractors.time.calendar import Date, add_days, month_end
from extractors.time.nodes import Season, Unit, UnitName
from extractors.time.stretch import Scene, Stretch, bounds, settled, year_doubts, year_for_month
from schemas.time import Granularity, Reading

SCHOOL_START = (9, 5)

"""The frame of the school year (Decision 2071/QĐ-BGDĐT and its successors)."""


SCHOOL_END = (5, 31)


SECOND_TERM = (1, 16)


@bounds.register
def _unit(expr: Unit, scene: Scene) -> Stretch | None:
    if expr.unit in ("school_year", "term"):
        return _school(expr, scene)
    first = {"month": expr.number, "quarter": 3 * expr.number - 2, "half": 6 * expr.number - 5}
    year = year_for_month(expr.year, first.get(expr.unit, 12), scene)
    if year is None:
        return None
    doubts = year_doubts(expr.year)
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
        other: UnitName = "quarter" if expr.unit == "month" else "month"
        if scene.column == expr.unit or (other == "quarter" and expr.number > 4):
            return found
        rival = _unit(Unit(other, expr.number, year), scene)
        reason = f"{other}_meant"
    if rival is None:
        return found
    if scene.column == "month" and rival.grain == "month" and expr.note == "roman":
        found, rival, reason = rival, found, "quarter_meant"
    reading = Reading("interval", rival.start, rival.end, rival.grain, reason)
    # In "tháng Quý I" the quarter is named: the stray word is noted, the reading is not in doubt.
    doubts = (*found.doubts, "stray_word" if expr.note == "stray_month" else "rival_reading")
    return found._replace(rivals=(reading,), doubts=doubts, uncertain=uncertain)


def _school(expr: Unit, scene: Scene) -> Stretch | None:
    year = settled(expr.year, scene)
    if year is None:
        return None
    if expr.year is None and not scene.school_year and scene.issued_on is not None:
        # Until May a plan of the year speaks of the school year that is running.
        year = scene.issued_on.year - (scene.issued_on.month < 6)
    doubts = year_doubts(expr.year)
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


@bounds.register
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
