"""Arithmetic on the calendar: months, weeks, working days, the Vietnamese lunar calendar."""

from __future__ import annotations

import datetime
from calendar import monthrange
from functools import lru_cache

from extractors.time.lunar import Month, months_of

Date = datetime.date
ONE_DAY = datetime.timedelta(days=1)
MONDAY_AFTER = 7
# Lists of legal holidays are only good for these years, and plans speak of no others.
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


def solar(day: int, month: int, year: int, leap: bool = False) -> Date | None:
    """The day of a Vietnamese lunar date; ``None`` where that date does not exist."""
    found = _month(month, year, leap)
    return add_days(found.first, day - 1) if found and day <= found.days else None


def lunar_month(month: int, year: int, leap: bool = False) -> tuple[Date, Date] | None:
    """First and last day of a lunar month; ``None`` where the year has no such month."""
    found = _month(month, year, leap)
    return (found.first, add_days(found.first, found.days - 1)) if found else None


def _month(number: int, year: int, leap: bool) -> Month | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    named = (m for m in months_of(year) if (m.number, m.leap) == (number, leap))
    return next(named, None)
