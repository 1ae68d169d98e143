"""Rules for words that tell what a time is of, so that the time itself decides.

``Học kỳ II: tháng 3/2026`` -> month 3 of 2026; ``Đợt 1: 15/3`` and ``khai mạc 20/6`` are
days, where a bare 15/3 might be a ratio.
"""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import Day, Many, Part, Range, Run, TimeExpr, Unit
from extractors.time.patterns import p
from extractors.time.rules_range import UNIT_LABEL, UNIT_LABEL_SHORT
from extractors.time.stretch import with_year
from extractors.time.words import guard

_LABEL = p("month", "quarter", "half", "year", "term", "school_year")
_PART_LABEL = Item(("p",), test=lambda v: isinstance(v, Part | Run))
_ROUND_WORD = re.compile(guard("rounds"))
_ROUND = Item(("label",), test=lambda word: _ROUND_WORD.fullmatch(word) is not None)


@rule(UNIT_LABEL, _LABEL, ":", "IN?", Item(("p", "by")))
def unit_label(label: Node, _colon: Node, _in: Node | None, of: Node) -> Token:
    return Token(of.kind, _of_year(of.value, label.value))


@rule(UNIT_LABEL_SHORT, _LABEL, ":", "IN?", Item(("dm", "my")))
def unit_label_short(label: Node, _colon: Node, _in: Node | None, of: Node) -> Token:
    return Token("p", _of_year(of.value, label.value))


@rule("Tháng 5: ngày 10, 20", p("month"), ":", "IN?", "day_only")
def month_label(month: Node, _colon: Node, _in: Node | None, days: Node) -> Token:
    return Token("p", _in_month(days.value, month.value))


@rule("cuối năm: từ 01/12 đến 20/12", _PART_LABEL, ":", "IN?", Item(("p", "by")))
def part_label(_label: Node, _colon: Node, _in: Node | None, of: Node) -> Token:
    return Token(of.kind, of.value)


_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@rule("quý IV trước 10/12", p("month", "quarter", "half", "year"),
      Item(("by",), test=lambda v: isinstance(v.of, Day)))  # fmt: skip
def unit_by(label: Node, by: Node) -> Token | None:
    """A day of the unit beside it is its deadline."""
    size, day = _MONTHS_IN[label.value.unit], by.value.of
    if day.month is None or (day.month - 1) // size + 1 != label.value.number:
        return None
    own, said = day.year, label.value.year
    if isinstance(own, int) and isinstance(said, int) and own != said:
        return None
    return Token("by", _of_year(by.value, label.value))


def _of_year(value: TimeExpr, label: Unit) -> TimeExpr:
    """A year that stands only in the label is that of what follows it."""
    return with_year(value, label.year) if isinstance(label.year, int) else value


def _in_month(days: TimeExpr, month: Unit) -> TimeExpr:
    if isinstance(days, Day):
        return days._replace(month=month.number, year=month.year)
    if isinstance(days, Range):
        return Range(_in_month(days.start, month), _in_month(days.end, month))
    assert isinstance(days, Many)
    return Many(tuple(_in_month(day, month) for day in days.items))


@rule("Đợt 1: 15/3", _ROUND, ":", "IN|PLANNED?", Item(("dm", "my", "w")))
def round_label(_round: Node, _colon: Node, _in: Node | None, of: Node) -> Token:
    return Token("p", of.value)


ACTION_DAY = "tập huấn 20/6"
# What a ratio would be followed by: "kiểm tra 3/5 đơn vị".
_END = re.compile(r"(?=\s*(?:$|[,;.()\n:]|-(?!\s*\d)))")


@rule(ACTION_DAY, "ACTION", ":|,?", "IN|PLANNED?", Item(("dm",)), _END)
def action(_word: Node, _colon: Node | None, _in: Node | None, of: Node, _end: Node) -> Token:
    """In prose it may still be a ratio: "nghiệm thu 3/4, bàn giao 1/4"."""
    return Token("w", of.value)


@rule("khai mạc 20/6", "HAPPENING", ":|,?", "IN|PLANNED?", Item(("dm", "my")))
def happening(_word: Node, _colon: Node | None, _in: Node | None, of: Node) -> Token:
    return Token("p", of.value)
