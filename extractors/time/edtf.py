"""Extended Date/Time Format (level 2) for resolved times.

Quarters (33-36) and halves (40-41) have codes only standing alone: inside intervals and
lists, or with a mark of doubt, their months are written.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence

from extractors.time.calendar import Date, add_days
from schemas.time import Granularity

Segment = tuple[Date | None, Date | None]
_FINE = frozenset({"day", "week", "school_year"})
_YEARLY = frozenset({"year", "multi_year"})


def _opens_month(day: Date | None) -> bool:
    return day is None or day.day == 1


def _ends_month(day: Date | None) -> bool:
    return day is None or day.day == monthrange(day.year, day.month)[1]


def _grain(start: Date | None, end: Date | None, granularity: Granularity | None) -> int:
    """How many parts of a date to write: 1 the year, 2 the month, 3 the day."""
    if granularity in _FINE or not (_opens_month(start) and _ends_month(end)):
        return 3
    whole = (start is None or start.month == 1) and (end is None or end.month == 12)
    return 1 if granularity in _YEARLY and whole else 2


def _date(day: Date, parts: int) -> str:
    return day.isoformat()[: (0, 4, 7, 10)[parts]]


def edtf(
    start: Date | None,
    end: Date | None,
    granularity: Granularity | None,
    *,
    mark: str = "",
) -> str | None:
    """The string for one stretch; ``mark`` is ``~``, ``?``, ``%`` or nothing."""
    if start is None and end is None:
        return None
    parts = _grain(start, end, granularity)
    if start is None or end is None:
        left = _date(start, parts) + mark if start else ".."
        right = _date(end, parts) + mark if end else ".."
        return f"{left}/{right}"
    if not mark and start.year == end.year and _opens_month(start) and _ends_month(end):
        if granularity == "quarter" and start.month % 3 == 1 and end.month == start.month + 2:
            return f"{start.year:04d}-{33 + start.month // 3}"
        if granularity == "half" and start.month % 6 == 1 and end.month == start.month + 5:
            return f"{start.year:04d}-{40 + start.month // 6}"
    first, last = _date(start, parts), _date(end, parts)
    return first + mark if first == last else f"{first}{mark}/{last}{mark}"


def edtf_set(segments: Sequence[Segment], granularity: Granularity | None) -> str:
    """The string for several stretches: ``{2020-03,2020-06}``, ``{a..b,c..d}``."""
    return "{" + ",".join(p for s, e in segments for p in _members(s, e, granularity)) + "}"


def _members(start: Date | None, end: Date | None, granularity: Granularity | None) -> list[str]:
    if start is None or end is None:
        # A deadline among dated parts: any day up to it.
        return [f"..{end}" if end else f"{start}.."]
    if granularity in _YEARLY:
        return _run(f"{start.year:04d}", f"{end.year:04d}")
    if granularity in _FINE or not (_opens_month(start) and _ends_month(end)):
        return _run(start.isoformat(), end.isoformat())
    months = []
    while start <= end:
        months.append(_date(start, 2))
        start = add_days(start, 32).replace(day=1)
    return months


def _run(first: str, last: str) -> list[str]:
    return [first if first == last else f"{first}..{last}"]
