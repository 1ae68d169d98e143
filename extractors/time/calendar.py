"""Arithmetic on the calendar: months, weeks, working days, the Vietnamese lunar calendar."""

from __future__ import annotations

import datetime
from calendar import monthrange
from functools import lru_cache

Date = datetime.date
ONE_DAY = datetime.timedelta(days=1)
MONDAY_AFTER = 7
# Legal holidays and lunar tables are only good for these years.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def month_end(year: int, month: int) -> Date:
    """The last day of a month."""
    return Date(year, month, monthrange(year, month)[1])


def add_months(day: Date, months: int) -> Date:
    """The same day some months on, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return Date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: Date, days: int) -> Date:
    return day + datetime.timedelta(days=days)


def monday(day: Date) -> Date:
    """The Monday of a day's week."""
    return add_days(day, -day.weekday())


def nth_monday(first: Date, nth: int) -> Date:
    """The ``nth`` Monday (from 1) on or after ``first``."""
    return add_days(first, (-first.weekday()) % 7 + 7 * (nth - 1))


def iso_week(year: int, week: int) -> tuple[Date, Date] | None:
    """Monday to Sunday of a numbered week; ``None`` where the year has no such week."""
    if week == 53 and Date(year, 12, 28).isocalendar().week != 53:
        return None
    start = Date.fromisocalendar(year, week, 1)
    return start, add_days(start, 6)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[Date]:
    from holidays.countries.vietnam import Vietnam

    return frozenset(Vietnam(years=year))


def is_working(day: Date, *, holidays: bool = True) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and not (holidays and day in _holidays(day.year))


def add_working_days(day: Date, count: int, *, holidays: bool = True) -> Date:
    """The ``count``-th working day after ``day``, before it where ``count`` is negative."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working(day, holidays=holidays)
    return day


@lru_cache(maxsize=512)
def solar(day: int, month: int, year: int, leap: bool = False) -> Date | None:
    """The day of a Vietnamese lunar date; ``None`` where that date does not exist.

    The result is turned back into a lunar date and compared: a 30th of a month of 29
    days or a leap month of another year must not pass.
    """
    from vnlunar.core import convert_lunar_to_solar, get_lunar_date

    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    found = convert_lunar_to_solar(day, month, year, int(leap))
    if found is None:
        return None
    back = get_lunar_date(*found)
    there = (back["day"], back["month"], back["year"], bool(back["leap"]))
    if there != (day, month, year, leap):
        return None
    return Date(found[2], found[1], found[0])


def lunar_month(month: int, year: int, leap: bool = False) -> tuple[Date, Date] | None:
    """First and last day of a lunar month."""
    first = solar(1, month, year, leap)
    if first is None:
        return None
    last = solar(30, month, year, leap) or solar(29, month, year, leap)
    return (first, last) if last else None
