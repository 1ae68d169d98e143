"""Times that stand above the work they date: a day's heading, a month's, a cell that goes on.

In a weekly schedule the day is a heading, a group row or a merged cell, and a row of its own
has no more than ``8h00``; in a programme by month a row says ``Tuần 2`` or ``Trước ngày 20``.
Neither is a date without what stands above it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from extractors.periods import names_period
from extractors.text.fold import fold
from extractors.text.labels import label_of
from extractors.time import parse_time
from schemas.layout import Passage
from schemas.time import Granularity, TimeContext, TimeValue

_DAYS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*[-–]\s*(?:ngày\s+)?(\d{1,2})", re.IGNORECASE)
_TO_MONTH = re.compile(r"\s*\b(?:trong\s+)?tháng\s*$", re.IGNORECASE)
_FINER: dict[Granularity | None, int] = {"quarter": 0, "month": 1, "week": 2, "day": 3}
"""Units that head work; a year or a term above a list of tasks is not when they are due."""
_WEEKDAYS = {
    fold(f"thứ {name}"): day
    for day, names in enumerate(("hai 2", "ba 3", "tư 4", "năm 5", "sáu 6", "bảy bẩy 7"))
    for name in names.split()
} | {fold("chủ nhật"): 6}
_WEEK = datetime.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Frame:
    """A time above work, as printed and as it is read."""

    passage: Passage
    value: TimeValue

    def joined(self, more: Passage) -> Frame:
        """The frame with a part of the day, or whatever else narrows it in words."""
        return Frame(Passage.join((self.passage, more), between=" | "), self.value)


def frame_of(passage: Passage, *, context: TimeContext) -> Frame | None:
    """What a heading dates; None where it says more than a period, or none with days."""
    if not names_period(passage.text):
        return None
    label = label_of(passage.text)
    text = passage.part(label.end if label else 0)
    text = text.part(0, len(text.text.rstrip(" .:;*")))
    value = period_of(text.text, context=context)
    return None if value is None else Frame(text, value)


def period_of(text: str, *, context: TimeContext) -> TimeValue | None:
    """The day, week, month or quarter that a text names; None for any other time."""
    value = _weekday(text, context) or parse_time(text, context=context)
    if value is None or value.kind != "interval" or value.granularity not in _FINER:
        return None
    return _in_window(value, text, context)


def _weekday(text: str, context: TimeContext) -> TimeValue | None:
    """``Thứ Hai`` alone is a day of the week the title names."""
    day = _WEEKDAYS.get(fold(text))
    if day is None or context.window is None:
        return None
    first, last = context.window
    if last - first > _WEEK:
        return None
    date = first + datetime.timedelta(days=(day - first.weekday()) % 7)
    if date > last:
        return None
    return TimeValue(text, "interval", date, date, "day", edtf=date.isoformat())


def _in_window(value: TimeValue, text: str, context: TimeContext) -> TimeValue:
    """A day without a year lies in the weeks the title names, also over New Year."""
    if context.window is None or "year_inferred" not in value.doubts or _inside(value, context):
        return value
    for year in {day.year for day in context.window}:
        other = parse_time(text, context=replace(context, plan_year=year))
        if other is not None and _inside(other, context):
            return other
    return value


def _inside(value: TimeValue, context: TimeContext) -> bool:
    assert context.window is not None
    first, last = context.window
    return all(first <= day <= last for day in (value.start, value.end) if day is not None)


def narrowed(frame: Frame, own: str, *, context: TimeContext) -> TimeValue:
    """The time of work under ``frame`` that says ``own`` of itself: ``8h00``, ``Tuần 2``."""
    base = frame.value
    alone = parse_time(own, context=context)
    if alone is not None and _within(alone, base):
        return alone
    for phrase in _readings(own, base):
        value = parse_time(phrase, context=context)
        if value is not None and _within(value, base):
            return value
    dated = alone is not None and alone.kind in (*_DATED, "recurring")
    return alone if dated and alone is not None and (alone.start or alone.end) else base


def is_finer(value: TimeValue, base: TimeValue) -> bool:
    """Whether a time is stated in a smaller unit than its heading, or in days as that is."""
    unit = _FINER.get(value.granularity, -1)
    return unit > _FINER.get(base.granularity, -1) or value.granularity == "day"


def _readings(own: str, base: TimeValue) -> list[str]:
    """``own`` said of the month it stands under; a day needs no more than its heading."""
    if base.granularity != "month" or base.start is None or not re.search(r"\w", own):
        return []
    month = f"tháng {base.start.month}/{base.start.year}"
    if days := _DAYS.fullmatch(own.strip(" .;")):
        return [f"từ ngày {days[1]} đến ngày {days[2]} {month}"]
    if own.strip(" .;").isdigit():
        return [f"ngày {own.strip(' .;')} {month}"]
    return [f"{_TO_MONTH.sub('', own)} {month}"]


def _within(value: TimeValue, base: TimeValue) -> bool:
    """Whether a reading lies inside the frame, which any slip of the reading would leave."""
    days = [day for day in (value.start, value.end) if day is not None]
    if not days or base.start is None or base.end is None or value.kind not in _DATED:
        return False
    return all(base.start <= day <= base.end for day in days)


_DATED = ("interval", "deadline")
