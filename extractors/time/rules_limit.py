"""Rules for deadlines.

``trước ngày 15/6`` -> By(strict); ``chậm nhất là ngày 20/11`` -> By; ``hoàn thành trong
quý III`` -> By(done).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import By, Day, Many, TimeExpr, Unit
from extractors.time.rules_day import CLOCK_WEEKDAY

_WHOLE = Item(("p", "bare"), test=lambda v: isinstance(v, Unit))


class Limit(NamedTuple):
    """What the words before a deadline say of it."""

    strict: bool = False
    done: bool = False
    bare: bool = False
    """Nothing but "hoàn thành": what follows may be a count, "hoàn thành 8/9 chỉ tiêu"."""


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
    return Token("limit", Limit(done=True, bare=True))


@rule("chậm nhất trong, hoàn thành trước", "LATEST|TO|DONE|ENDED|PLANNED", "IS|IN?", "limit")
def limits(word: Node, _in: Node | None, rest: Node) -> Token:
    finished = rest.value.done or word.kind in ("DONE", "ENDED")
    return Token("limit", Limit(rest.value.strict, finished))


@rule("đến thời điểm", "limit", "POINT")
def limit_point(limit: Node, _word: Node) -> Token:
    return Token("limit", limit.value)


@rule("chậm nhất vào", "LATEST", "IN")
def latest_in(_word: Node, _in: Node) -> Token:
    return Token("limit", Limit())


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
    if limit.value.bare and of.kind == "dm":
        return Token("w", By(of.value, done=True))
    return _by(limit.value, of)


@rule("đến hết năm", "TO_END|ENDED", Item(("bare",), test=lambda v: isinstance(v, Unit)))
def by_whole(_word: Node, of: Node) -> Token:
    return Token("by", By(of.value))


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
    return _by(limit.value, of, clock=of.rule == CLOCK_WEEKDAY)


@rule("... , trước ngày ...", "by", "sep", "by")
def by_list(first: Node, _sep: Node, last: Node) -> Token | None:
    if isinstance(first.value, Many) or first.value.strict != last.value.strict:
        return None
    rest = last.value.of.items if isinstance(last.value.of, Many) else (last.value.of,)
    return Token("by", By(Many((first.value.of, *rest)), first.value.strict, first.value.done))


REMARK = re.compile(r"\s*\((?![^()]*(?:/|ngày))[^()]{1,60}\)")


@rule("... (báo cáo năm)", "by", REMARK)
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


@rule("deadline", "by")
def by_found(found: Node) -> Token:
    return Token("t", found.value)
