"""The Vietnamese lunar calendar, computed from the moon and the sun at Hà Nội's time.

A month begins on the day of a new moon; the month of the winter solstice is the eleventh; of
thirteen months between two elevenths, the first in which the sun enters no new sign is a leap
month. Days are those of UTC+7 from 1968 (Quyết định 121/CP of 8 August 1967) and of UTC+8
before, which is why Tết 1968, 1985 and 2007 differ from the Chinese ones.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from astronomy import Time

Date = datetime.date
_FIRST_OF_UTC7 = 1968
_MONTH = datetime.timedelta(days=29)
_LONGEST_SEARCH = 40
"""Days in which a new moon, or a solstice that is near, is sure to come."""
_SOLSTICE = 270
"""Degrees of the sun's longitude at the winter solstice."""
_SIGN = 30


class Month(NamedTuple):
    """A lunar month."""

    number: int
    leap: bool
    first: Date
    days: int


@lru_cache(maxsize=512)
def months_of(year: int) -> tuple[Month, ...]:
    """The twelve or thirteen months of a lunar year, in order."""
    before, after = _cycle(year), _cycle(year + 1)
    start = next(i for i, m in enumerate(before) if m.number == 1)
    end = next(i for i, m in enumerate(after) if m.number == 1)
    return before[start:] + after[:end]


@lru_cache(maxsize=512)
def _cycle(year: int) -> tuple[Month, ...]:
    """Months from the eleventh of the year before to the tenth, or its leap month."""
    starts = [_eleventh(year - 1)]
    last = _eleventh(year)
    while starts[-1] < last:
        starts.append(_new_moon_on_or_after(starts[-1] + _MONTH))
    spans = list(pairwise(starts))
    leap = next(i for i, s in enumerate(spans) if _is_without_sign(s)) if len(spans) == 13 else 13
    return tuple(
        Month((10 + i - (i >= leap)) % 12 + 1, i == leap, first, (after - first).days)
        for i, (first, after) in enumerate(spans)
    )


def _eleventh(year: int) -> Date:
    """First day of the month of the winter solstice."""
    from astronomy import SearchSunLongitude

    found = SearchSunLongitude(_SOLSTICE, _time_of(Date(year, 12, 1)), _LONGEST_SEARCH)
    assert found is not None, "the sun is there once a year"
    solstice = _day_of(found)
    first = _new_moon_on_or_after(solstice - _MONTH - datetime.timedelta(days=1))
    while (later := _new_moon_on_or_after(first + _MONTH)) <= solstice:
        first = later
    return first


def _new_moon_on_or_after(day: Date) -> Date:
    from astronomy import SearchMoonPhase

    found = SearchMoonPhase(0, _time_of(day), _LONGEST_SEARCH)
    assert found is not None, "there is one in every 30 days"
    return _day_of(found)


def _is_without_sign(month: tuple[Date, Date]) -> bool:
    """Whether the sun is in the same sign when the month and the next one begin."""
    from astronomy import SunPosition

    first, after = (int(SunPosition(_time_of(day)).elon // _SIGN) for day in month)
    return first == after


def _time_of(day: Date) -> Time:
    """The beginning of a day where the calendar was made."""
    from astronomy import Time

    return Time.Make(day.year, day.month, day.day, -_hours_east(day.year), 0, 0.0)


def _day_of(time: Time) -> Date:
    utc: datetime.datetime = time.Utc()
    return (utc + datetime.timedelta(hours=_hours_east(utc.year))).date()


def _hours_east(year: int) -> int:
    return 7 if year >= _FIRST_OF_UTC7 else 8
