"""Rules for ranges, lists and the small words before a time.

``từ quý II đến quý IV/2026`` -> Range; ``15/3 và 20/4`` -> Many; ``khoảng tháng 5`` -> About.
"""

from __future__ import annotations

from typing import Any

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    About,
    Always,
    By,
    Day,
    Each,
    Impossible,
    Lunar,
    Many,
    Range,
    Repeat,
    Shift,
    TimeExpr,
    Unit,
    Vision,
    Weekday,
    Within,
)
from extractors.time.patterns import SEPARATOR
from extractors.time.rules_limit import REMARK


@rule("từ", "START?", "FROM", "ABOUT|POINT?")
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


EDGE_KINDS = (
    "p", "dm", "my", "short", "dm_loose", "day_only", "num", "roman", "yr", "issue", "bad",
)  # fmt: skip


LEFT = Item(EDGE_KINDS)


# "đến trước ngày 30/6": only a strict deadline ends a range.
RIGHT = Item(
    (*EDGE_KINDS, "by", "bare"),
    test=lambda v: not isinstance(v, Each) and (not isinstance(v, By) or (v.strict and not v.done)),
)


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
        return isinstance(right, Day) or (isinstance(right, Lunar) and right.day > left.day)
    if isinstance(left, Lunar) and isinstance(right, Lunar) and left.month > right.month:
        # "28 Tết đến mùng 5 Tết Ất Tỵ": the first is of the year before.
        return left[2:] != (None, False, None) or right[2:] == (None, False, None)
    return not isinstance(left, _NO_EDGE) and not isinstance(right, _NO_EDGE)


_NO_EDGE = (Range, Many, Weekday, Impossible, Always, Within, By, Repeat, Vision)


def _sure(kind: str) -> bool:
    return kind in ("p", "issue", "by", "bare")


@rule("từ ... đến ...", "from", LEFT, "to", RIGHT)
def range_from(_from: Node, a: Node, _to: Node, b: Node) -> Token | None:
    ends = _edges(a, b)
    if ends is None:
        return None
    if isinstance(ends[0], Day) and ends[0].month is None:
        return _same_month(ends[0], ends[1])
    damaged = "bad" in (a.kind, b.kind)
    if not damaged and not _sure(a.kind) and not _sure(b.kind) and _backward(*ends):
        return Token("no_time", None)
    return Token("p", Range(*ends))


@rule("từ ... đến ... (cả năm)", Item(("p",), test=lambda v: isinstance(v, Range)), REMARK)
def range_remark(of: Node, _remark: Node) -> Token:
    return Token("p", of.value)


def _same_month(left: Day, right: TimeExpr) -> Token | None:
    """``từ 16 đến 18 tháng Giêng``: the left day is of the right one's month."""
    if isinstance(right, Lunar):
        return Token("p", Range(right._replace(day=left.day), right))
    end = right.of if isinstance(right, By) else right
    if not isinstance(end, Day):
        return None
    if end.month is None:
        return Token("day_only", Range(left, right))
    return Token("p", Range(left._replace(month=end.month, year=end.year), right))


def _backward(a: TimeExpr, b: TimeExpr) -> bool:
    """Two bare d/m the wrong way round: rather fractions, "từ 1/3 đến 1/2"."""
    if isinstance(a, Day) and isinstance(b, Day) and a.month and b.month:
        return (b.month, b.day) <= (a.month, a.day)
    return False


@rule("... - ...", LEFT, "to", RIGHT)
def range_bare(a: Node, _to: Node, b: Node) -> Token | None:
    ends = _edges(a, b)
    damaged = "bad" in (a.kind, b.kind)
    if ends is None or a.kind in _NUMERIC:
        return None
    if _anniversary(*ends):
        return Token("p", ends[1])
    if not damaged and _backward(*ends):
        return None
    if isinstance(ends[0], Day) and ends[0].month is None:
        found = _same_month(ends[0], ends[1])
        sure = _sure(a.kind) or _sure(b.kind)
        return found._replace(kind="w") if found and found.kind == "p" and not sure else found
    return Token("p" if _sure(a.kind) or _sure(b.kind) else "w", Range(*ends))


def _anniversary(a: TimeExpr, b: TimeExpr) -> bool:
    """A day and the same day years later, "(03/02/1930 - 03/02/2030)": the later is meant."""
    if not (isinstance(a, Day) and isinstance(b, Day)):
        return False
    years = isinstance(a.year, int) and isinstance(b.year, int)
    return years and (a.day, a.month) == (b.day, b.month) and b.year - a.year >= 5  # type: ignore[operator]


def _listable(value: Any) -> bool:
    return not isinstance(value, Impossible | Weekday | Many)


@rule("list separator", SEPARATOR, "AND?", "IN?")
def list_sep(_sep: Node, _and: Node | None, _in: Node | None) -> Token:
    return Token("sep", None)


# What stands behind the label of a unit is all of that unit: no list takes its first part.
UNIT_LABEL = "Học kỳ II: tháng 3/2026"
UNIT_LABEL_SHORT = "Quý II: 15/5"

_ITEM = Item(("p", "dm", "my"), test=_listable)


_REST = Item(("p", "dm", "my", "list"), test=_listable, one_of_them=True)


@rule("..., ...", _ITEM, "sep", _REST)
def list_of(first: Node, _sep: Node, rest: Node) -> Token | None:
    items = _items(rest)
    if first.rule in (UNIT_LABEL, UNIT_LABEL_SHORT) or _is_of(first.value, items[0]):
        return None
    return Token("list", (first.value, *items))


def _is_of(first: TimeExpr, second: TimeExpr) -> bool:
    """A term and its school year, a year and those after it: "học kỳ I, năm học 2026-2027".

    A term after a day begins what is said of the term: "trước ngày 10/1, học kỳ II trước …".
    """
    if isinstance(first, Day) and isinstance(second, Unit) and second.unit == "term":
        return True
    units = [value.unit for value in (first, second) if isinstance(value, Unit)]
    more = isinstance(second, Shift) and second.by > 0 and second.unit == "year"
    return units == ["term", "school_year"] or (more and units == ["year"])


def _items(node: Node) -> tuple[TimeExpr, ...]:
    return node.value if node.kind == "list" else (node.value,)


@rule("list", "list")
def listed(found: Node) -> Token:
    return Token("p", Many(found.value))


@rule("trong ...", "IN|PLANNED|START", "IN?", Item(("p",)))
def within_period(_in: Node, _more: Node | None, of: Node) -> Token:
    return Token("p", of.value)


@rule("trong 3/2026, ngày", "IN", Item(("my", "dm", "w")))
def in_weak(_in: Node, of: Node) -> Token | None:
    return None if isinstance(of.value, Weekday | Always) else Token("p", of.value)


@rule("dự kiến 20/7", "PLANNED", "IN|TO?", Item(("dm", "my")))
def planned(_word: Node, _in: Node | None, of: Node) -> Token:
    return Token("p", of.value)


@rule("dự kiến từ ...", "PLANNED", Item(("t",)))
def planned_frame(_word: Node, of: Node) -> Token:
    return Token("t", of.value)


@rule("khoảng tháng 5", "ABOUT", Item(("p",)))
def about(_word: Node, of: Node) -> Token | None:
    return None if isinstance(of.value, About) else Token("p", About(of.value))


@rule("tầm nhìn đến năm 2045", ",?", "AND?", "VISION", "TO?", "YEAR?", "yr|p")
def vision_tail(_comma: Node | None, _and: Node | None, _word: Node, _to: Node | None,
                _year: Node | None, far: Node) -> Token | None:  # fmt: skip
    return Token("vision", Unit("year", 1, far.value) if far.kind == "yr" else far.value)


@rule("..., tầm nhìn đến ...", Item(("p", "t")), "vision")
def vision(of: Node, far: Node) -> Token:
    return Token(of.kind, Vision(of.value, far.value))
