"""Days of a rhythm that does not part the year into whole months.

``5 lần/năm`` is one in each fifth of the year: FREQ=YEARLY;BYYEARDAY=1,74,147,220,293.
The days are counted in the plan's year; nothing in the text fixes them.
"""

from __future__ import annotations

from extractors.time.calendar import Date, add_days, add_months
from extractors.time.units import SCHOOL_END, SCHOOL_START, SECOND_TERM

_MOST = 60
"""More days than this in a year are no plan."""


def spread_rule(months: int, times: int, year: int) -> str | None:
    """``times`` in every so many months; ``None`` where the year holds no whole number."""
    if 12 % months or times * 12 // months > _MOST:
        return None
    firsts = [Date(year, month, 1) for month in range(1, 13, months)]
    return _rule([(first, add_days(add_months(first, months), -1)) for first in firsts], times)


def term_rule(times: int, year: int) -> str | None:
    """``times`` in each of the two terms that the year sees."""
    first = Date(year, *SCHOOL_START), Date(year + 1, *SECOND_TERM)
    second = Date(year, *SECOND_TERM), Date(year, *SCHOOL_END)
    return _rule([second, first], times) if times * 2 <= _MOST else None


def _rule(parts: list[tuple[Date, Date]], times: int) -> str:
    """The first day of each equal part, as days of the year."""
    days = set()
    for first, last in parts:
        length = (last - first).days + 1
        for k in range(times):
            days.add(add_days(first, k * length // times).timetuple().tm_yday)
    return "FREQ=YEARLY;BYYEARDAY=" + ",".join(str(day) for day in sorted(days))
