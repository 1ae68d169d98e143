"""What a table's cell looks like whatever its heading says: a time, a body, a state of things.

is_time("Trong quý II/2026")  is_state("Đã hoàn thành")  is_clock("14h00 - 14h05")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from extractors.agency.names import begins_body
from extractors.text.fold import fold, starts_upper
from extractors.text.labels import roman
from extractors.time import find_times, parse_time
from schemas.time import TimeContext, Unit

_ANY_YEAR = TimeContext(plan_year=2000)
"""Whether a cell is a time does not hang on the plan's year."""
_LONGEST_TIME = 160
_FEW_WORDS = 6
_ORDINAL = re.compile(
    r"(?:(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[a-zđA-ZĐ])(?:\.\d{1,2})*\s*[.)]?|[-–+*•]|Bước \d+)"
)
_MARK = re.compile(r"(?:[xX×✓✔√v+*•●■▪–-]\s*)+")
_STATE = re.compile(
    fold(r"(?:đã|đang|chưa|đạt|vượt|chậm|trễ|quá hạn|đúng (?:hạn|tiến độ)|cơ bản|hoàn thành$)")
    + r"\b|\d+(?:[.,]\d+)?\s*%"
)
_CLOCK = re.compile(
    r"\d{1,2}\s*(?:giờ|[hg:](?![^\W\d_]))\s*(?:\d{1,2})?\s*(?:phút|[\"”'’′])?"
    r"|\b(?:từ|đến|lúc|sáng|chiều|tối|khoảng)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\d+(?:[.,/]\d+)?\s*(?:giờ|ngày|phút|buổi|tiết)(?:\s+làm việc)?"
    r"|\b(?:không quá|tối đa|trong|và)\b",
    re.IGNORECASE,
)
_UNITS = frozenset(
    fold(word)
    for words in ("cái chiếc bộ gói máy bản quyển", "lượt lần cuộc buổi tiết", "người hộ lớp suất",
                  "đồng kg tấn ha km m2 m3 %")
    for word in words.split()
)  # fmt: skip
_NAMED_PERIOD = re.compile(r"(tháng|quý|quí|năm|tuần|t|q)?\s*([\divx]{1,4})", re.IGNORECASE)
_PERIODS: dict[str, Unit] = {
    "tháng": "month", "t": "month", "quý": "quarter", "quí": "quarter", "q": "quarter",
    "năm": "year",
}  # fmt: skip
_MONTHS = 12
_NUMBERED: dict[Unit, tuple[int, int]] = {
    "month": (1, _MONTHS), "quarter": (1, 4), "year": (1990, 2100), "day": (1, 31),
}  # fmt: skip


def most(texts: Iterable[str], kind: Callable[[str], bool], *, share: float = 0.6) -> bool:
    """Whether at least a share of the texts are of a kind; not of none at all."""
    found = [kind(text) for text in texts]
    return bool(found) and sum(found) >= share * len(found)


def is_ordinal(text: str) -> bool:
    return _ORDINAL.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """A cross or a tick, the way plans by month mark a month."""
    return _MARK.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_time(text: str) -> bool:
    """Whether a cell states a time and little besides."""
    if len(text) > _LONGEST_TIME or not any(c.isalnum() for c in text):
        return False
    value = parse_time(text, context=_ANY_YEAR)
    if value is None or value.kind == "unknown":
        return False
    if len(text.split()) <= _FEW_WORDS:
        return not begins_body(text)
    spans = find_times(text, context=_ANY_YEAR)
    return 2 * sum(s.end - s.start for s in spans) >= len(text)


def is_body(text: str) -> bool:
    return begins_body(text)


def is_state(text: str) -> bool:
    """How far a task has come: ``Đã hoàn thành``, ``75%``; not ``Hoàn thành trong quý I``."""
    return _STATE.match(fold(text).strip(" .;")) is not None


def is_clock(text: str) -> bool:
    """A time of the day without the day: ``14h00 - 14h05``."""
    return _CLOCK.search(text) is not None and not re.search(r"\w", _CLOCK.sub("", text))


def is_duration(text: str) -> bool:
    """A length of time from no beginning: ``0,5 giờ``, ``02 ngày làm việc``."""
    return _DURATION.search(text) is not None and not re.search(r"\w", _DURATION.sub("", text))


def is_unit(text: str) -> bool:
    """A unit of measure: ``cái``, ``đồng/lượt``."""
    return not starts_upper(text) and set(re.split(r"[/\s]+", fold(text))) <= _UNITS


def is_wordy(text: str) -> bool:
    """Long enough to say what is to be done."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) > 2 and starts_upper(text.lstrip(" -–+*•"))


def names_day(text: str) -> bool:
    """Whether a day is named: a date or a weekday."""
    spans = find_times(text[:_LONGEST_TIME], context=_ANY_YEAR)
    if any(s.value.granularity == "day" and s.value.start for s in spans):
        return True
    return re.match(fold("thứ (hai|ba|tư|năm|sáu|bảy)|chủ nhật"), fold(text)) is not None


def period_of(heading: str, unit: Unit | None) -> tuple[Unit, int] | None:
    """The month, quarter or year a column stands for: ``T3``, ``Quý II``, ``7`` under ``Tháng``."""
    match = _NAMED_PERIOD.fullmatch(heading.strip(" ."))
    if match is None:
        return None
    number = int(match[2]) if match[2].isdigit() else roman(match[2].upper())
    if number is None:
        return None
    found = _PERIODS.get((match[1] or "").lower(), "year" if number > _MONTHS else unit)
    if found is None:
        return None
    first, last = _NUMBERED[found]
    return (found, number) if first <= number <= last else None
