"""Rules for times told from the date of issue: ``tháng sau``, ``từ nay``, ``kể từ ngày ký``."""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import About, By, Issue, Range, Shift, Since, Unit, Weekday
from extractors.time.patterns import NOT_A_DATE, PLAIN_WEEKDAY, UNIT_WORDS, UNITS, of_number, p
from extractors.time.words import guard

_STEP = {"NEXT": 1, "PREVIOUS": -1, "THIS": 0}


@rule("hôm nay", "DAY?", "TODAY")
def today(_word: Node | None, which: Node) -> Token:
    return Token("p", Shift("day", which.value))


@rule("tháng sau", "WEEK|MONTH|QUARTER|YEAR", "NEXT|PREVIOUS|THIS", NOT_A_DATE)
def unit_near(unit: Node, which: Node, _end: Node) -> Token:
    return Token("p", Shift(UNITS[unit.kind], _STEP[which.kind]))


@rule("3 năm tới", of_number(1, 60), UNIT_WORDS, "NEXT|PREVIOUS", NOT_A_DATE)
def units_near(count: Node, unit: Node, which: Node, _end: Node) -> Token:
    return Token("p", Shift(UNITS[unit.kind], _STEP[which.kind], count.value))


@rule("những năm qua", "PLURAL", UNIT_WORDS, "NEXT|PREVIOUS|THIS|FOLLOWING")
def units_vague(_some: Node, _unit: Node, _which: Node) -> Token:
    return Token("following", None)


@rule("bare những năm tới", "following")
def vague_alone(_words: Node) -> Token:
    return Token("no_time", None)


@rule("năm 2026 và 02 năm tiếp theo", p("year"), "AND", of_number(1, 20), "YEAR",
      "NEXT|FOLLOWING")  # fmt: skip
def year_and_next(first: Node, _and: Node, count: Node, _word: Node, _next: Node) -> Token | None:
    year = first.value.year
    if not isinstance(year, int):
        return None
    return Token("p", Range(first.value, Unit("year", 1, year + count.value)))


@rule("trước, trong và sau Tết", "BEFORE", ",?", "IN", ",|AND?", "AFTER", Item(("p",)))
def all_around(_before: Node, _c: Node | None, _in: Node, _and: Node | None, _after: Node,
               of: Node) -> Token:  # fmt: skip
    return Token("p", About(of.value))


@rule("tháng 3 tới", p("month", "quarter"), Item(("NEXT", "THIS")))
def month_near(month: Node, _which: Node) -> Token | None:
    return Token("p", month.value) if month.value.year is None else None


@rule("thứ Sáu tuần này", PLAIN_WEEKDAY, "OF?", "WEEK", "NEXT|PREVIOUS|THIS")
def weekday_of_week(name: Node, _of: Node | None, _word: Node, which: Node) -> Token:
    return Token("p", name.value._replace(week=_STEP[which.kind]))


@rule("thứ Sáu tới", PLAIN_WEEKDAY, "NEXT|PREVIOUS|THIS")
def weekday_near(name: Node, which: Node) -> Token:
    side = "last" if which.kind == "PREVIOUS" else "next"
    return Token("p", name.value._replace(side=side))


@rule("bare weekday", "weekday")
def weekday_alone(name: Node) -> Token | None:
    plain = isinstance(name.value, Weekday) and name.value == Weekday(name.value.days[:1])
    return Token("w", name.value) if plain else None


@rule("trong thời gian tới", "IN?", "SOON")
def soon(_in: Node | None, _word: Node) -> Token:
    return Token("w", Since(Issue(event=False)))


@rule("nay", "NOW")
def now(_word: Node) -> Token:
    return Token("issue", Issue(event=False))


# The document itself, not another that is still to come: nothing may qualify it.
_OWN = re.compile(rf"(?=\s*(?:$|[^\w\s]|{guard('after_own_document')}))")


_NOT_OF_ANOTHER = re.compile(rf"(?!\s*{guard('other_document')})")


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
