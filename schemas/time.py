"""Times as a plan states them: found without context, then resolved in one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

TimeKind = Literal["interval", "deadline", "recurring", "open", "relative", "unknown"]
Granularity = Literal[
    "day", "week", "month", "quarter", "half", "year", "school_year", "multi_year"
]

Unit = Literal["month", "quarter", "day", "year"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One rival reading of a time; dates are inclusive."""

    kind: TimeKind
    start: datetime.date | None
    end: datetime.date | None
    granularity: Granularity | None = None
    reason: str = ""
    """Why this reading is possible too (a code, ``strict_before``)."""
    rrule: str | None = None
    """The rule of a further recurrence in the same cell (``other_part``)."""


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression resolved against the date of issue and the plan's year.

    ``start`` and ``end`` are inclusive days; a deadline has no start. ``edtf`` is the
    value in the Extended Date/Time Format, ``rrule`` an RFC 5545 rule. ``segments``
    holds the parts of a split set as ISO days ``(start, end)``.
    """

    text: str
    kind: TimeKind = "unknown"
    start: datetime.date | None = None
    end: datetime.date | None = None
    granularity: Granularity | None = None
    is_deadline: bool = False
    """Done by ``end``; of a recurrence: done by each day it falls on."""
    approximate: bool = False
    edtf: str | None = None
    rrule: str | None = None
    segments: tuple[tuple[datetime.date | None, datetime.date | None], ...] = ()
    alternatives: tuple[Reading, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What resolution may know: nothing here is read from the clock."""

    issued_on: datetime.date | None = None
    plan_year: int | None = None
    school_year: bool = False
    """The plan is a school's: months fall in ``plan_year`` - ``plan_year`` + 1."""
    column: Unit | None = None
    """Unit named by the column's header (``Tháng``, ``Quý``), for bare numbers."""
    header_year: int | None = None
    """A year that stands only in the column's header (``Thời gian (Năm 2026)``)."""
    window: tuple[datetime.date, datetime.date] | None = None
    """First and last day of what the title says the document covers."""


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time in prose: half-open offsets in the text it was found in."""

    start: int
    end: int
    value: TimeValue
