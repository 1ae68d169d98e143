"""Which of the times in a sentence say when its task is due, and what they amount to.

Sentences are full of years that are part of names ("Kế hoạch … năm 2026"), dates of
cited documents, and targets ("phấn đấu đến năm 2030"): none of them dates the task.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.text.annotated import read_spans
from extractors.text.spans import times_in
from extractors.time import parse_time
from schemas.time import TimeContext, TimeSpan, TimeValue

_COARSE = ("year", "multi_year", "school_year", "half")
_ONE_STATEMENT = 80
"""Characters: times of one clause stand no farther apart than this."""
_NEAR = 100
"""Characters before a time in which stands what introduces it."""
_QUOTED = re.compile(r"“[^”]*”")
_AIMED = re.compile(
    r"(?:phấn đấu|đến năm|mục tiêu|tầm nhìn|so với|tính đến)\s*(?:đến\s*)?$", re.IGNORECASE
)
_INTRODUCED = re.compile(
    r"(?:^|[,;:(]|\b(?:trong|vào|từ|kể từ|định kỳ|dự kiến|xong|hoàn thành|trước|nhân|nhân dịp"
    r"|dịp|lúc))\s*$|\b(?:trước|chậm nhất)\s+\d{1,2}\s*(?:giờ|h|g)[\s\d]*(?:phút)?\s*$",
    re.IGNORECASE,
)
_NAMED_PERIOD = re.compile(
    r"(?:kế hoạch|chương trình|nhiệm vụ|công tác|báo cáo|chỉ số|dự toán|tổng kết)"
    r"(?:\s\w+){0,8}\s*$",
    re.IGNORECASE,
)
_RHYTHM = re.compile(r"(?:định kỳ|mỗi|trước|chậm nhất|ít nhất|tối thiểu|vào)\b", re.IGNORECASE)
_HARD = re.compile(r"(?:hoàn thành|xong|trước|chậm nhất)\b", re.IGNORECASE)
_AS_OF = re.compile(r"(?:tính|lũy kế|số liệu)\b", re.IGNORECASE)
_FROM = re.compile(r"(?:bắt đầu\s+)?(?:thực hiện\s+)?(?:kể\s+)?từ\b", re.IGNORECASE)
_SETTING = re.compile(r"(?:trong|vào|từ|nhân|nhân dịp|dịp)\b", re.IGNORECASE)
_DAY_ALONE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất)(?:\s+(?:là|vào))*\s+ngày\s+\d{1,2}\b"
    r"(?!\s*[/.\-–]\s*\d|\s+tháng\b)",
    re.IGNORECASE,
)
"""``trước ngày 25``: a day of each month, where a rhythm stands before it."""
_ROUND = re.compile(
    r"\b(?:đợt|lần|kỳ|vòng)\s+(?:thứ\s+)?(?:\d{1,2}|[IVX]{1,4}|nhất|hai|ba|tư)\s*[:(,]?"
    r"\s*(?:(?:từ|vào|trong|dự kiến)\s+)?$",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r"[^,;()]*[,;]\s*")
_WORDS_OF_TASK = 5
"""A clause of fewer words before its deadline is no task of its own."""
_DONE = re.compile(r"[\s,]*\bđã\b", re.IGNORECASE)
_NAMES_UNIT = re.compile(r"(?:tháng|quý|quí|tuần|sáng|chiều|tối|ngày)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due; offsets of its time in the text it was found in."""

    start: int
    end: int
    value: TimeValue


def due(text: str, *, context: TimeContext, timed: bool = False, aimed: bool = False) -> Due | None:
    """When the task of a sentence is due, None where the sentence does not say.

    Args:
        timed: the heading above announces a time ("Thời gian", "Tiến độ"), so that
            years count as well.
        aimed: the heading above announces aims: there only a fixed date makes a task.
    """
    if not any(_may_date(text, s, timed=timed) for s in times_in(text, context)):
        return None
    spans = [s for s in _candidates(text, context) if not _is_told(text, s, context)]
    rhythm = next((s for s in spans if s.value.kind == "recurring"), None)
    since = next((s for s in spans if _is_since(text, s)), None)
    if rhythm is not None and since is not None and since.start >= rhythm.end:
        return Due(rhythm.start, since.end, _from(rhythm.value, since.value))
    if rhythm is not None and (by := _day_of_rhythm(text, rhythm, context)) is not None:
        return by
    kept = [s for s in spans if _says_when(text, s) or (timed and _sets_period(text, s))]
    if aimed:
        kept = [
            s for s in kept if s.value.kind != "recurring" and s.value.granularity not in _COARSE
        ]
    several = timed or all(s.value.kind == "deadline" or _is_round(text, s) for s in kept)
    if several and len(kept) > 1 and kept[-1].end - kept[0].start < _ONE_STATEMENT:
        whole = text[kept[0].start : kept[-1].end]
        value = parse_time(whole, context=context)
        if value is not None and value.kind != "unknown":
            return Due(kept[0].start, kept[-1].end, value)
    if not kept:
        return None
    first = _strongest(kept)
    return Due(first.start, first.end, first.value)


def dues(text: str, *, context: TimeContext, timed: bool = False, aimed: bool = False) -> list[Due]:
    """When the tasks of a sentence are due: one, or one for each clause with its own deadline.

    "… hoàn thành dự thảo trước ngày 15/4, trình Ủy ban nhân dân tỉnh trước ngày 10/5": two.
    """
    found: list[Due] = []
    place = 0
    while (one := due(text[place:], context=context, timed=timed, aimed=aimed)) is not None:
        own = len(text[place : place + one.start].split())
        later = Due(place + one.start, place + one.end, one.value)
        if found and (one.value.kind != "deadline" or own < _WORDS_OF_TASK):
            break
        found.append(later)
        clause = _NEXT_CLAUSE.match(text, later.end)
        if one.value.kind != "deadline" or clause is None:
            break
        place = clause.end()
    return found


def _day_of_rhythm(text: str, rhythm: TimeSpan, context: TimeContext) -> Due | None:
    """``Định kỳ hằng tháng, … báo cáo trước ngày 25``: the day stands apart from its rhythm."""
    day = _DAY_ALONE.search(text, rhythm.end)
    if day is None or rhythm.value.is_deadline:
        return None
    value = parse_time(f"{day.group()} {rhythm.value.text}", context=context)
    if value is None or not value.is_deadline or value.kind != "recurring":
        return None
    return Due(rhythm.start, day.end(), value)


def _is_round(text: str, span: TimeSpan) -> bool:
    """One of several rounds of one task: ``(đợt 1: tháng 6/2025; đợt 2: tháng 11/2025)``."""
    return _ROUND.search(text[max(span.start - _NEAR, 0) : span.start]) is not None


def _strongest(spans: Sequence[TimeSpan]) -> TimeSpan:
    """A date by which to finish outweighs what stands beside it, an as-of date does not."""
    hard = (s for s in spans if s.value.kind == "deadline" and not _AS_OF.match(s.value.text))
    return next(hard, spans[0])


def _candidates(text: str, context: TimeContext) -> list[TimeSpan]:
    """The times of a sentence that belong neither to a cited document nor to a quoted name."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    times = read_spans(text, context).times
    return [s for s in times if not any(a <= s.start < b for a, b in quoted)]


def _may_date(text: str, span: TimeSpan, *, timed: bool) -> bool:
    """Whether a time can date a task at all; the language layer is not asked for others."""
    if span.value.kind in ("recurring", "open"):
        return True
    return _says_when(text, span) or (timed and _sets_period(text, span))


def _is_told(text: str, span: TimeSpan, context: TimeContext) -> bool:
    """A day before the date of issue is what happened: ``Ngày 12/02, tỉnh ban hành …``; a month
    or quarter is where the sentence says so: ``Trong quý II đã kiểm tra …``.
    """
    value, issued = span.value, context.issued_on
    if issued and value.kind == "deadline" and value.end and value.end <= issued:
        return _AS_OF.match(text[span.start :]) is not None
    if issued is None or value.end is None or value.kind != "interval":
        return False
    if _DONE.match(text, span.end) and (value.start or value.end) <= issued:
        return True
    done = value.granularity == "day" or _DONE.search(text) is not None
    return done and value.end < issued


def _is_since(text: str, span: TimeSpan) -> bool:
    opens = span.value.kind == "open" and span.value.start is not None
    return opens and _FROM.match(text[span.start : span.end]) is not None


def _from(rhythm: TimeValue, since: TimeValue) -> TimeValue:
    """``định kỳ hằng tháng, bắt đầu từ tháng 01/2026``: the rhythm's window moves."""
    assert since.start is not None
    end = datetime.date(since.start.year, 12, 31)
    if rhythm.end is not None and rhythm.end > end:
        end = rhythm.end
    return replace(rhythm, start=since.start, end=end)


def _sets_period(text: str, span: TimeSpan) -> bool:
    """Whether a time stands for itself, rather than in the name of a plan."""
    before = text[max(span.start - _NEAR, 0) : span.start]
    return span.value.start is not None and not _NAMED_PERIOD.search(before)


def _says_when(text: str, span: TimeSpan) -> bool:
    value, own = span.value, text[span.start : span.end]
    before = text[max(span.start - _NEAR, 0) : span.start]
    if value.kind in ("unknown", "relative") or (value.start is None and value.end is None):
        return False
    introduced = _INTRODUCED.search(before) is not None
    if value.kind == "recurring":
        often = value.granularity not in _COARSE and not _NAMED_PERIOD.search(before)
        return introduced or often or _RHYTHM.match(own) is not None
    if value.kind == "deadline":
        return _HARD.match(own) is not None or not (
            value.granularity in _COARSE or _AIMED.search(before)
        )
    if value.kind == "open":
        return _is_since(text, span)
    if value.granularity in _COARSE:
        return False
    if _SETTING.match(own):
        return True
    if _NAMED_PERIOD.search(before):
        return False
    return introduced or _NAMES_UNIT.match(own) is not None
