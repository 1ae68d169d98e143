"""Rules for what looks like a time and is none: the date of a cited document, a blank date."""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import Day
from extractors.time.patterns import balanced

_DATE = Item(("p",), test=lambda v: isinstance(v, Day))


@rule("document of a date", "doc", ",|(?", "DAY?", _DATE, ")?")
def cited(
    _doc: Node, opened: Node | None, _day: Node | None, _date: Node, closed: Node | None
) -> Token | None:
    return Token("no_time", None) if balanced(opened, closed) else None


@rule("sinh ngày 15/6/1985", "BORN", "DAY|YEAR?", "p|yr")
def born(_word: Node, _unit: Node | None, _date: Node) -> Token:
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


_NAME_WORD = r"(?!năm\s+\d|ngày(?!\w))[^\W\d_]+"


_LAW_NAME = re.compile(rf"{_NAME_WORD}(?:[\s,]+{_NAME_WORD}){{0,11}}")


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
