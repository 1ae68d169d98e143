"""Rules that frame a time: ranges, lists, deadlines, open ends, from the date of issue.

``từ quý II đến quý IV/2026`` -> Range; ``chậm nhất ngày 20/11`` -> By; ``từ tháng 3`` ->
Since; ``15 ngày làm việc kể từ ngày ký`` -> Within.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    About,
    Always,
    Backward,
    By,
    Day,
    Duration,
    Impossible,
    Issue,
    Later,
    Many,
    Range,
    Repeat,
    Shift,
    Since,
    TimeExpr,
    Undated,
    Unit,
    Vision,
    Weekday,
    Within,
)
from extractors.time.rules_calendar import SEPARATOR, UNIT_WORDS, UNITS


_WHOLE = Item(("p", "bare"), test=lambda v: isinstance(v, Unit))


class Limit(NamedTuple):
    """What the words before a deadline say of it."""

    strict: bool = False
    done: bool = False


# --- small words -----------------------------------------------------------------------


@rule("từ", "START?", "FROM", "ABOUT?")
def since_word(_start: Node | None, _word: Node, _about: Node | None) -> Token:
    return Token("from", None)


@rule("đến", "TO|TO_END|-", "ABOUT?")
def to(word: Node, _about: Node | None) -> Token:
    return Token("to", word.kind)


@rule("và kết thúc vào", ",?", "AND?", "ENDED", "IN|TO|TO_END")
def to_end(_comma: Node | None, _and: Node | None, _word: Node, _in: Node) -> Token:
    return Token("to", "ENDED")


@rule(", đến", ",", "TO|TO_END")
def comma_to(_comma: Node, word: Node) -> Token:
    return Token("to", word.kind)


@rule("trước", "BEFORE")
def before(_word: Node) -> Token:
    return Token("limit", Limit(strict=True))


@rule("chậm nhất", "LATEST|CLOSING", "IS?", ":?")
def latest(_word: Node, _is: Node | None, _colon: Node | None) -> Token:
    return Token("limit", Limit())


@rule("đến hết", "TO|TO_END")
def until(_word: Node) -> Token:
    return Token("limit", Limit())


@rule("hoàn thành trong", "DONE|ENDED", "IN")
def done_in(_word: Node, _in: Node) -> Token:
    return Token("limit", Limit(done=True))


@rule("hoàn thành", "DONE")
def done(_word: Node) -> Token:
    return Token("limit", Limit(done=True))


@rule("chậm nhất trong, hoàn thành trước", "LATEST|TO|DONE|ENDED|PLANNED", "IS|IN?", "limit")
def limits(word: Node, _in: Node | None, rest: Node) -> Token:
    finished = rest.value.done or word.kind in ("DONE", "ENDED")
    return Token("limit", Limit(rest.value.strict, finished))


@rule("chậm nhất vào", "LATEST", "IN")
def latest_in(_word: Node, _in: Node) -> Token:
    return Token("limit", Limit())


# --- ranges ----------------------------------------------------------------------------

EDGE_KINDS = (
    "p", "dm", "my", "w", "dm_loose", "day_only", "num", "roman", "yr", "issue", "bad",
)  # fmt: skip
LEFT = Item(EDGE_KINDS)
# "đến trước ngày 30/6": only a strict deadline ends a range.
RIGHT = Item((*EDGE_KINDS, "by"), test=lambda v: not isinstance(v, By) or (v.strict and not v.done))


def _number(node: Node, other: TimeExpr) -> TimeExpr | None:
    """A bare number as the unit at the other end: 15 in "15 đến 20/12"."""
    n: int = node.value
    if isinstance(other, Day) and node.kind == "num" and 1 <= n <= 31:
        return Day(n, other.month if other.month else None)
    if isinstance(other, Unit) and other.unit in ("month", "quarter"):
        most = 12 if other.unit == "month" else 4
        return Unit(other.unit, n) if 1 <= n <= most else None
    if isinstance(other, Unit) and other.unit == "year" and node.kind == "yr":
        return Unit("year", 1, n)
    return None


_NUMERIC = ("num", "roman", "yr")


def _edges(a: Node, b: Node) -> tuple[TimeExpr, TimeExpr] | None:
    """Both ends as times; a bare number takes its unit from the other end."""
    if a.kind in _NUMERIC and b.kind in _NUMERIC:
        return None
    left = _number(a, b.value) if a.kind in _NUMERIC else a.value
    right = _number(b, a.value) if b.kind in _NUMERIC else b.value
    if left is None or right is None:
        return None
    return (left, right) if _plausible(left, right) else None


def _plausible(left: TimeExpr, right: TimeExpr) -> bool:
    """Ends of a kind that can bound one stretch."""
    right = right.of if isinstance(right, By) else right
    if isinstance(left, Day) and isinstance(right, Day) and right.month is None:
        return left.month is None and left.day < right.day
    if isinstance(left, Day) and left.month is None:
        # Its month is that of the other end, which must be a day.
        return isinstance(right, Day)
    return not isinstance(left, _NO_EDGE) and not isinstance(right, _NO_EDGE)


_NO_EDGE = (Range, Many, Weekday, Impossible, Always, Within, By, Repeat, Vision)


def _sure(kind: str) -> bool:
    return kind in ("p", "issue", "by")


@rule("từ ... đến ...", "from", LEFT, "to", RIGHT)
def range_from(_from: Node, a: Node, _to: Node, b: Node) -> Token | None:
    ends = _edges(a, b)
    if ends is None:
        return None
    if isinstance(ends[0], Day) and ends[0].month is None and isinstance(ends[1], Day):
        if ends[1].month is None:
            return Token("day_only", Range(*ends))
        ends = (ends[0]._replace(month=ends[1].month, year=ends[1].year), ends[1])
    if not _sure(a.kind) and not _sure(b.kind) and _backward(*ends):
        return None
    return Token("p", Range(*ends))


def _backward(a: TimeExpr, b: TimeExpr) -> bool:
    """Two bare d/m the wrong way round: rather fractions, "từ 1/3 đến 1/2"."""
    if isinstance(a, Day) and isinstance(b, Day) and a.month and b.month:
        return (b.month, b.day) <= (a.month, a.day)
    return False


@rule("... - ...", LEFT, "to", RIGHT)
def range_bare(a: Node, joined: Node, b: Node) -> Token | None:
    ends = _edges(a, b)
    if ends is None or a.kind in ("num", "roman", "yr") or _backward(*ends):
        return None
    if isinstance(ends[0], Day) and ends[0].month is None:
        if not isinstance(ends[1], Day):
            return None
        if ends[1].month is None:
            return Token("day_only", Range(*ends))
        ends = (ends[0]._replace(month=ends[1].month, year=ends[1].year), ends[1])
    return Token("p" if _sure(a.kind) or _sure(b.kind) else "w", Range(*ends))


# --- lists -----------------------------------------------------------------------------


def _listable(value: Any) -> bool:
    return not isinstance(value, Impossible | Weekday)


@rule("list separator", SEPARATOR, "AND?", "IN?")
def list_sep(_sep: Node, _and: Node | None, _in: Node | None) -> Token:
    return Token("sep", None)


_ITEM = Item(("p", "dm", "my"), test=_listable)


@rule("..., ...", _ITEM, "sep", Item(("p", "dm", "my", "list"), test=_listable))
def list_of(first: Node, _sep: Node, rest: Node) -> Token | None:
    return Token("list", (first.value, *_items(rest)))


def _items(node: Node) -> tuple[TimeExpr, ...]:
    return node.value if node.kind == "list" else (node.value,)


@rule("list", "list")
def listed(found: Node) -> Token:
    return Token("p", Many(found.value))


# --- deadlines -------------------------------------------------------------------------

_DATED = Item(("p", "dm", "my", "day_only", "cycle", "issue", "yr"))


def _by(limit: Limit, of: Node, *, clock: bool = False) -> Token:
    value: TimeExpr = Unit("year", 1, of.value) if of.kind == "yr" else of.value
    exact = clock or (isinstance(value, Day) and bool(value.clock))
    kind = "cycle" if of.kind in ("day_only", "cycle", "weekday") else "by"
    return Token(kind, By(value, limit.strict and not exact, limit.done))


@rule("trước ngày 15/6", "limit", ",?", "IN?", _DATED)
def by(limit: Node, _comma: Node | None, _in: Node | None, of: Node) -> Token | None:
    if of.kind == "yr" and not limit.value.strict:
        return None
    return _by(limit.value, of)


@rule(
    "trước 17 giờ ngày 14/02",
    "limit",
    "clock",
    ",?",
    "IN?",
    Item(("p", "dm", "day_only", "weekday")),
)
def by_clock(limit: Node, _clock: Node, _comma: Node | None, _in: Node | None, of: Node) -> Token:
    return _by(limit.value, of, clock=True)


@rule("trước thứ Sáu", "limit", "weekday")
def by_weekday(limit: Node, of: Node) -> Token:
    return _by(limit.value, of)


@rule("... , trước ngày ...", "by", "sep", "by")
def by_list(first: Node, _sep: Node, last: Node) -> Token | None:
    if isinstance(first.value, Many) or first.value.strict != last.value.strict:
        return None
    rest = last.value.of.items if isinstance(last.value.of, Many) else (last.value.of,)
    return Token("by", By(Many((first.value.of, *rest)), first.value.strict, first.value.done))


_REMARK = re.compile(r"\s*\([^()\d]{1,60}\)|\s*\(\d{1,2} tháng\)")


@rule("... (báo cáo năm)", "by", _REMARK)
def by_remark(of: Node, _remark: Node) -> Token:
    return Token("by", of.value)


@rule("trước ngày 15/6 và 15/12", "by", "sep", Item(("p", "dm"), test=lambda v: isinstance(v, Day)))
def by_and_day(first: Node, _sep: Node, last: Node) -> Token | None:
    if not isinstance(first.value.of, Day):
        return None
    return Token("by", By(Many((first.value.of, last.value)), first.value.strict))


@rule("trước khi kết thúc năm học", "limit", "WHEN", "ENDED", _WHOLE)
def by_end_of(_limit: Node, _when: Node, _ended: Node, of: Node) -> Token:
    return Token("by", By(of.value))


@rule("sau khi kết thúc học kỳ I", "AFTER", "WHEN", "ENDED", _WHOLE)
def since_end_of(_after: Node, _when: Node, _ended: Node, of: Node) -> Token:
    return Token("t", Since(of.value, after=True))


@rule("deadline", "by")
def by_found(found: Node) -> Token:
    return Token("t", found.value)


# --- prepositions ----------------------------------------------------------------------


@rule("trong ...", "IN|PLANNED|START", "IN?", Item(("p",)))
def within_period(_in: Node, _more: Node | None, of: Node) -> Token:
    return Token("p", of.value)


@rule("trong 3/2026, ngày", "IN", Item(("my", "dm", "w")))
def in_weak(_in: Node, of: Node) -> Token | None:
    return None if isinstance(of.value, Weekday) else Token("p", of.value)


@rule("dự kiến 20/7", "PLANNED", "IN|TO?", Item(("dm", "my")))
def planned(_word: Node, _in: Node | None, of: Node) -> Token:
    return Token("p", of.value)


@rule("dự kiến từ ...", "PLANNED", Item(("t",)))
def planned_frame(_word: Node, of: Node) -> Token:
    return Token("t", of.value)


@rule("khoảng tháng 5", "ABOUT", Item(("p",)))
def about(_word: Node, of: Node) -> Token | None:
    return None if isinstance(of.value, About) else Token("p", About(of.value))


@rule("..., tầm nhìn đến ...", Item(("p", "t")), ",?", "AND?", "VISION", "TO", "YEAR?", "yr|p")
def vision(of: Node, _comma: Node | None, _and: Node | None, _word: Node, _to: Node,
           _year: Node | None, far: Node) -> Token | None:  # fmt: skip
    end = Unit("year", 1, far.value) if far.kind == "yr" else far.value
    return Token(of.kind, Vision(of.value, end))


# --- open ends -------------------------------------------------------------------------

_START = Item(("p", "dm", "my", "issue"))
_NO_END = re.compile(r"(?!\s*(?:đến|tới|-)\s*\d)")


@rule("từ tháng 3", "from", _START, "ONWARD?", _NO_END)
def since(_from: Node, of: Node, _onward: Node | None, _end: Node) -> Token | None:
    if isinstance(of.value, Range | Many | Impossible | Weekday | Vision):
        return None
    if isinstance(of.value, Day) and of.value.clock in ("hours", "from_hours"):
        return None
    return Token("t", Since(of.value))


@rule("từ năm 2026 về trước", "from?", Item(("p", "dm")), "BACKWARD")
def backward(_from: Node | None, of: Node, _word: Node) -> Token:
    return Token("t", Backward(of.value))


@rule("năm 2026 trở đi", Item(("p",)), "ONWARD")
def onward(of: Node, _word: Node) -> Token:
    return Token("t", Since(of.value))


@rule("năm 2026 và những năm tiếp theo", "from?", Item(("p", "by")), SEPARATOR, "following")
def following(_from: Node | None, of: Node, _sep: Node, _word: Node) -> Token:
    return Token("t", Since(of.value.of if isinstance(of.value, By) else of.value))


@rule("sau năm 2030", "AFTER", Item(("p", "dm")))
def after(_word: Node, of: Node) -> Token | None:
    if isinstance(of.value, Shift | Impossible):
        return None
    return Token("t", Since(of.value, after=True))


# --- the date of issue -----------------------------------------------------------------

# The document itself, not another that is still to come: nothing may qualify it.
_OWN = re.compile(
    r"(?=\s*(?:$|[^\w\s]|(?:đến|tới|cho|và|trở|thì|phải|nếu|đối|các|để|trong)(?!\w)))"
)
_NOT_OF_ANOTHER = re.compile(r"(?!\s*(?:của|về|kèm|theo|số|hoặc)(?!\w))")


@rule("ngày ký", "DAY", "SIGNED", "DOCUMENT?", "THIS?", _OWN)
def day_signed(*_words: Node | None) -> Token:
    return Token("issue", Issue())


@rule("ngày Quyết định có hiệu lực", "DAY", "DOCUMENT", "THIS?", "EFFECTIVE|SIGNED",
      _NOT_OF_ANOTHER)  # fmt: skip
def day_effective(*_words: Node | None) -> Token:
    return Token("issue", Issue())


@rule("khi ban hành Kế hoạch", "WHEN", "SIGNED", "DOCUMENT?", "THIS?", _OWN)
def when_signing(*_words: Node | None) -> Token:
    return Token("issue", Issue())


@rule("khi Kế hoạch được ban hành", "WHEN", "DOCUMENT", "THIS?", "SIGNED|EFFECTIVE",
      _NOT_OF_ANOTHER)  # fmt: skip
def when_signed(*_words: Node | None) -> Token:
    return Token("issue", Issue())


@rule("ngay sau khi ban hành", "RIGHT?", "AFTER", Item(("issue",), test=lambda v: v.event))
def right_after(_right: Node | None, _after: Node, of: Node) -> Token:
    return Token("t", Since(of.value))


@rule("đến nay", "TO", Item(("issue",), test=lambda v: not v.event))
def until_now(_to: Node, of: Node) -> Token:
    return Token("t", By(of.value))


# --- durations -------------------------------------------------------------------------


@rule("30 (ba mươi)", "num|big", "(", "num|big", ")")
def number_twice(first: Node, _open: Node, again: Node, _close: Node) -> Token | None:
    return Token(first.kind, first.value) if first.value == again.value else None


@rule("05 (năm)", Item(("num",), test=lambda n: n == 5), "(", "YEAR", ")")
def five_twice(first: Node, _open: Node, _again: Node, _close: Node) -> Token:
    return Token("num", first.value)


@rule("10 ngày làm việc", "num|big|decimal", UNIT_WORDS + "|HOUR_UNIT", "WORKING?")
def duration(count: Node, unit: Node, working: Node | None) -> Token:
    name = UNITS.get(unit.kind, "hour")
    return Token("duration", Duration(count.value, name, working is not None))


@rule("trong vòng 10 ngày", "WITHIN|IN|limit|<|≤|≥|>|PLANNED|ABOUT", "duration")
def within_words(_word: Node, of: Node) -> Token:
    return Token("duration", of.value)


@rule("bare trong vòng 10 ngày", "WITHIN", "duration")
def within_alone(_word: Node, of: Node) -> Token | None:
    return None if of.value.unit == "hour" else Token("w", Within(of.value, Issue()))


_FROM_WORD = Item(("from", "AFTER"))


@rule("10 ngày kể từ ngày ký", "duration", _FROM_WORD, Item(("issue", "p", "dm")))
def within(of: Node, _from: Node, start: Node) -> Token | None:
    if of.value.unit == "hour" or isinstance(start.value, Shift | Impossible):
        return None
    return Token("t", Within(of.value, start.value))


@rule("sau 10 ngày kể từ ngày ký", "AFTER", "duration", _FROM_WORD, Item(("issue", "p", "dm")))
def later(_after: Node, of: Node, _from: Node, start: Node) -> Token | None:
    if of.value.unit == "hour" or isinstance(start.value, Shift | Impossible):
        return None
    return Token("t", Later(of.value, start.value))


@rule("chậm nhất 05 ngày sau khi kết thúc tháng 3", "limit", "duration", "from|AFTER",
      "WHEN|DAY?", "ENDED", Item(("p",)))  # fmt: skip
def by_later(_limit: Node, of: Node, _from: Node, _when: Node | None, _end: Node, start: Node
             ) -> Token | None:  # fmt: skip
    return None if of.value.unit == "hour" else Token("by", By(Later(of.value, start.value)))


@rule("sau 03 tháng kể từ khi ...", "AFTER", "duration", "from")
def later_event(_after: Node, of: Node, _from: Node) -> Token:
    return Token("undated", Undated("event", of.value, relative=True))


# A day named by what happens on it: "đến hết ngày bế mạc", "kể từ ngày nhận được".
_EVENT_NAME = re.compile(r"(?=\s*[^\W\d_])(?!\s*(?:thứ|mùng|mồng|chủ nhật|rằm)(?!\w))")


@rule("đến hết ngày bế mạc", "limit|from|AFTER|BEFORE", "DAY", _EVENT_NAME)
def event_day(_word: Node, _day: Node, _name: Node) -> Token:
    return Token("undated", Undated("event"))


@rule("bare duration", "duration")
def duration_alone(of: Node) -> Token:
    return Token("undated", Undated("duration", of.value))


@rule("36 tháng tuổi", "duration", "AGE")
def age(_of: Node, _word: Node) -> Token:
    return Token("no_time", None)


@rule("event", "EVENT")
def event(_word: Node) -> Token:
    return Token("undated", Undated("event"))


@rule("reference", "REFERENCE")
def reference(_word: Node) -> Token:
    return Token("undated", Undated("reference"))


@rule("ad hoc", "AD_HOC")
def ad_hoc(_word: Node) -> Token:
    return Token("undated", Undated("ad_hoc"))


@rule("clock alone", "clock|OFFICE_HOURS")
def clock_alone(_word: Node) -> Token:
    return Token("undated", Undated("clock"))


# --- what is cited ---------------------------------------------------------------------


@rule("document of a date", "doc", "DAY?", Item(("p",), test=lambda v: isinstance(v, Day)))
def cited(_doc: Node, _day: Node | None, _date: Node) -> Token:
    return Token("no_time", None)


_OF_BODY = re.compile(r"\s*của(?:\s+(?!ngày(?!\w))[^\W\d_]+){1,9}")


@rule(
    "document of a body and date",
    "doc",
    _OF_BODY,
    "DAY",
    Item(("p",), test=lambda v: isinstance(v, Day)),
)
def cited_of(_doc: Node, _body: Node, _day: Node, _date: Node) -> Token:
    return Token("no_time", None)


_LAW_NAME = re.compile(r"(?:[\s,]+(?!năm\s+\d|ngày(?!\w))[^\W\d_]+){1,12}")


@rule("law of a year", "LAW", _LAW_NAME, "YEAR", "yr")
def cited_law(_law: Node, _name: Node, _word: Node, _year: Node) -> Token:
    return Token("no_time", None)


@rule("law of a day", "LAW", _LAW_NAME, "DAY", Item(("p",), test=lambda v: isinstance(v, Day)))
def cited_law_day(_law: Node, _name: Node, _word: Node, _date: Node) -> Token:
    return Token("no_time", None)


# "ngày     tháng 9 năm 2026": a date left for the pen.
_BLANK = re.compile(r"[\s.…_/-]*(?=tháng)")
_BLANKS = re.compile(r"[\s.…_/-]*")


@rule(
    "ngày ... tháng ... năm 2026",
    "DAY",
    _BLANK,
    "MONTH",
    _BLANKS,
    "num?",
    _BLANKS,
    "YEAR?",
    "yr|my?",
)
def blank_date(*_parts: Node | None) -> Token:
    return Token("no_time", None)


# --- always ----------------------------------------------------------------------------


@rule("thường xuyên trong năm", "CARRY_OUT?", "ALWAYS", ",?", "IN?",
      Item(("p", "bare", "each"), test=lambda v: not isinstance(v, Impossible)))  # fmt: skip
def always_in(_do: Node | None, _word: Node, _comma: Node | None, _in: Node | None, of: Node
              ) -> Token:  # fmt: skip
    return Token("t", Always(of.value))


@rule("trong năm thường xuyên", Item(("p",)), "ALWAYS")
def in_always(of: Node, _word: Node) -> Token:
    return Token("t", Always(of.value))


@rule("thực hiện thường xuyên", "CARRY_OUT", "ALWAYS")
def always_done(_do: Node, _word: Node) -> Token:
    return Token("t", Always())


@rule("thường xuyên", "ALWAYS")
def always(_word: Node) -> Token:
    return Token("w", Always())
