"""From the time of an activity to the days it stands on in a calendar. Pure functions.

    Hằng quý, 2020        -> four occurrences, 01/01-31/03 ... 01/10-31/12
    Trước ngày 15/6/2020  -> one deadline, 14/06
    Trước ngày 25 hằng tháng, 2020 -> twelve deadlines, 24/01 ... 24/12
    Thường xuyên          -> one occurrence over the plan's year

Rival readings (``alternatives``) never make occurrences; a time without dates makes none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrule, rrulestr

from extractors.text.fold import bare, fold
from schemas.record import Period
from schemas.time import Granularity, TimeValue

Day = datetime.date
Span = tuple[Day | None, Day | None]

_ONE_DAY = datetime.timedelta(days=1)
_UNITS: dict[Granularity | None, relativedelta] = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "half": relativedelta(months=6),
    "year": relativedelta(years=1),
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One stay in the calendar: inclusive days, ``start`` None for a deadline.

    ``number`` counts from 1 in the order of time over all occurrences of the activity, so
    that it stays the same whatever part of the calendar is asked for.
    """

    number: int
    start: Day | None
    end: Day | None
    is_deadline: bool
    granularity: Granularity | None

    @property
    def day(self) -> Day:
        """The day it is sorted by."""
        return self.start or self.end or Day.max


def occurrences(time: TimeValue | None, *, period: Period | None = None) -> tuple[Occurrence, ...]:
    """Where ``time`` stands in a calendar; ``period`` is what the plan covers.

    A recurrence runs over its own window, or over ``period`` where it states none.
    """
    if time is None or time.kind == "unknown":
        return ()
    spans = _recurring(time, period) if time.kind == "recurring" else _stated(time)
    ordered = sorted(set(spans), key=lambda s: (s[0] or s[1] or Day.max, s[1] or Day.max))
    return tuple(
        Occurrence(i, start, end, start is None and _ends_here(time), time.granularity)
        for i, (start, end) in enumerate(ordered, start=1)
        if start or end
    )


def _ends_here(time: TimeValue) -> bool:
    """Whether a lone end is a deadline: not so in "từ năm 2019 trở về trước" or "đến nay"."""
    if time.kind == "interval":
        return bool(time.segments)
    return time.kind == "deadline" or time.is_deadline


def _stated(time: TimeValue) -> list[Span]:
    """The spans that the time names itself: its segments, or the whole."""
    if time.segments and time.kind != "open":
        return list(time.segments)
    return [(None if time.kind == "deadline" else time.start, time.end)]


def _recurring(time: TimeValue, period: Period | None) -> list[Span]:
    """One span for each time the rule comes round in its window, cut at the window's end."""
    start = time.start or (period.start if period else None)
    end = time.end or (period.end if period else None)
    if start is None or end is None:
        return []
    if time.rrule is None:
        stated = list(time.segments) or [(start, end)]
        return [(None, last) for _, last in stated] if time.is_deadline else stated
    days = [moment.date() for moment in _rule(time.rrule, start, end)]
    if time.is_deadline:
        return [(None, day) for day in days]
    return [(day, min(_unit_end(day, time.granularity), end)) for day in days]


def _rule(rule: str, start: Day, end: Day) -> list[datetime.datetime]:
    """The moments of ``rule`` between two days.

    A fortnightly rule counts its weeks from the first day that fits in the window, not
    from the week the window happens to open in; so the first day is found without INTERVAL.
    """
    first, last = (datetime.datetime.combine(day, datetime.time()) for day in (start, end))
    every = ";".join(part for part in rule.split(";") if not part.startswith("INTERVAL="))
    anchor = _parsed(every, first).after(first, inc=True)
    if anchor is None:
        return []
    return _parsed(rule, anchor).between(first, last, inc=True)


def _parsed(rule: str, first: datetime.datetime) -> rrule:
    parsed = rrulestr(rule, dtstart=first)
    assert isinstance(parsed, rrule)  # a single RRULE never makes a set
    return parsed


def _unit_end(day: Day, unit: Granularity | None) -> Day:
    """The last day of the unit that begins on ``day``; the day itself for days."""
    return day + _UNITS[unit] - _ONE_DAY if unit in _UNITS else day


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What part of a calendar is asked for; None asks for everything.

    ``agency`` and ``issuer`` are a part of the name, with or without marks, or an identity.
    ``kind`` is a kind of document (plan, KH) or of time (deadline).
    """

    start: Day | None = None
    end: Day | None = None
    agency: str | None = None
    issuer: str | None = None
    kind: str | None = None
    state: str | None = None

    def admits(
        self, row: Mapping[str, object], *, agencies: Iterable[tuple[str | None, str]] = ()
    ) -> bool:
        """Whether a row of the calendar is asked for.

        ``row`` has the columns of the calendar and ``kind``, ``kind_code``, ``time_kind`` and
        ``issuer_id``; ``agencies`` are the (identity, name) of the bodies of its activity.
        """
        return (
            self._in_time(row)
            and (self.state is None or row["state"] == self.state)
            and (
                self.kind is None or self.kind in (row["kind"], row["kind_code"], row["time_kind"])
            )
            and (self.issuer is None or named(self.issuer, row["issuer_id"], row["issuer"]))
            and (self.agency is None or any(named(self.agency, *body) for body in agencies))
        )

    def _in_time(self, row: Mapping[str, object]) -> bool:
        start, end = row["start"] or row["end"], row["end"] or row["start"]
        assert isinstance(start, Day) and isinstance(end, Day)
        return (self.end is None or start <= self.end) and (self.start is None or end >= self.start)


def named(wanted: str, identity: object, name: object) -> bool:
    """Whether ``wanted`` is the identity or a part of the name; marks count only if given."""
    if wanted == identity:
        return True
    key = bare if bare(wanted) == fold(wanted) else fold
    return key(wanted) in key(str(name or ""))
