"""Rules for durations, and for what is about time but has no day.

``15 ngày làm việc kể từ ngày ký`` -> Within; ``sau khi có hướng dẫn`` -> Undated(event).
"""

from __future__ import annotations

import re
from typing import Literal

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    By,
    Duration,
    Impossible,
    Issue,
    Later,
    Shift,
    Sooner,
    Undated,
    UnitName,
    Within,
)
from extractors.time.patterns import UNIT_WORDS, UNITS
from extractors.time.words import guard


@rule("30 (ba mươi)", "num|big", "(", "num|big", ")")
def number_twice(first: Node, _open: Node, again: Node, _close: Node) -> Token | None:
    return Token(first.kind, first.value) if first.value == again.value else None


@rule("05 (năm)", Item(("num",), test=lambda n: n == 5), "(", "YEAR", ")")
def five_twice(first: Node, _open: Node, _again: Node, _close: Node) -> Token:
    return Token("num", first.value)


@rule("10 ngày làm việc", "num|big|decimal", UNIT_WORDS + "|HOUR_UNIT", "WORKING?")
def duration(count: Node, unit: Node, working: Node | None) -> Token:
    name: UnitName | Literal["hour"] = UNITS.get(unit.kind, "hour")
    return Token("duration", Duration(count.value, name, working is not None))


@rule("trong vòng 10 ngày", "WITHIN|IN|limit|<|≤|≥|>|PLANNED|ABOUT", "duration")
def within_words(_word: Node, of: Node) -> Token:
    return Token("duration", of.value)


# "trong vòng 10 ngày đầu của tháng": days of the month, not from the date of issue.
_NO_PART = re.compile(rf"(?!\s*{guard('part')})")


@rule("bare trong vòng 10 ngày", "WITHIN", "duration", _NO_PART)
def within_alone(_word: Node, of: Node, _end: Node) -> Token | None:
    return None if of.value.unit == "hour" else Token("w", Within(of.value, Issue()))


_FROM_WORD = Item(("from", "AFTER"))


@rule("10 ngày kể từ ngày ký", "duration", _FROM_WORD, Item(("issue", "p", "dm")))
def within(of: Node, _from: Node, start: Node) -> Token | None:
    if of.value.unit == "hour" or isinstance(start.value, Shift | Impossible):
        return None
    return Token("t", Within(of.value, start.value))


@rule("10 ngày, kể từ ngày ký", "duration", ",", _FROM_WORD, Item(("issue", "p", "dm")))
def within_comma(of: Node, _sep: Node, word: Node, start: Node) -> Token | None:
    """ "02 ngày, từ ngày 15" lasts two days from the 15th; "kể từ" counts from it."""
    said = next((child for child in word.children if child and child.kind == "FROM"), word)
    return within.build(of, word, start) if said.end - said.start > 1 else None


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


@rule(
    "chậm nhất sau 10 ngày kể từ ngày ký",
    "limit",
    Item(("t",), test=lambda v: isinstance(v, Later)),
)
def by_later_than(_limit: Node, of: Node) -> Token:
    return Token("t", Within(of.value.duration, of.value.of))


def _sooner(size: Node, unit: Node, working: Node | None, start: Node) -> Token:
    of = Duration(size.value, UNITS[unit.kind], working is not None)
    return Token("by", By(Sooner(of, start.value)))


@rule("trước Tết 15 ngày", "BEFORE", Item(("p", "dm")), "num", "DAY|WEEK", "WORKING?")
def sooner(_before: Node, start: Node, size: Node, unit: Node, working: Node | None) -> Token:
    return _sooner(size, unit, working, start)


@rule("15 ngày trước Tết", "num", "DAY|WEEK", "WORKING?", "BEFORE", Item(("p", "dm")))
def sooner_first(size: Node, unit: Node, working: Node | None, _before: Node, start: Node) -> Token:
    return _sooner(size, unit, working, start)


@rule("sau 03 tháng kể từ khi ...", "AFTER", "duration", "from")
def later_event(_after: Node, of: Node, _from: Node) -> Token:
    return Token("undated", Undated("event", of.value, relative=True))


# A day named by what happens on it: "đến hết ngày bế mạc", "kể từ ngày nhận được".
_EVENT_NAME = re.compile(rf"(?=\s*[^\W\d_])(?!\s*{guard('day_name')})")


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


_NO_RATE = re.compile(rf"(?!\s*{guard('rate')})")


@rule("reference", "REFERENCE", _NO_RATE)
def reference(_word: Node, _end: Node) -> Token:
    return Token("undated", Undated("reference"))


@rule("trước mùa mưa năm 2026", "limit|IN|AFTER|FROM?", "LOCAL_SEASON", "tail|years?")
def local_season(_word: Node | None, _name: Node, _year: Node | None) -> Token:
    """When it rains is no day of a calendar."""
    return Token("undated", Undated("event"))


@rule("trong nhiệm kỳ", "IN|WHOLE", "PERIOD")
def unnamed_period(_in: Node, _word: Node) -> Token:
    return Token("undated", Undated("event"))


@rule("bare định kỳ", "PERIODIC")
def periodic_alone(_word: Node) -> Token:
    return Token("undated", Undated("ad_hoc"))


@rule("ad hoc", "AD_HOC")
def ad_hoc(_word: Node) -> Token:
    return Token("undated", Undated("ad_hoc"))


@rule("giờ hành chính", "OFFICE_HOURS")
def office_hours(_word: Node) -> Token:
    return Token("clock", "hour")


@rule("clock alone", "clock")
def clock_alone(_word: Node) -> Token:
    return Token("undated", Undated("clock"))
