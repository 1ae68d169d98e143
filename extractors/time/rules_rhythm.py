"""Rules for rhythms: how often, in how many units.

``02 lần/năm`` -> Every(year, times 2); ``định kỳ 6 tháng`` -> Every(month, 6).
"""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import Every, Repeat
from extractors.time.patterns import SEPARATOR, UNIT_WORDS, UNITS, of_number
from extractors.time.words import guard

_DAYS: dict[str, float] = {
    "day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "term": 140,
    "year": 365, "school_year": 365,
}  # fmt: skip


def length(every: Every) -> float:
    """Days between two occurrences, about."""
    return _DAYS[every.unit] * every.interval / every.times


_ANY_UNIT = UNIT_WORDS + "|TERM|SCHOOL_YEAR"


@rule("hằng quý", "PERIODIC?", "EVERY", _ANY_UNIT)
def every_unit(_per: Node | None, _every: Node, unit: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind]))


@rule("mỗi 3 tháng", "EVERY", of_number(1, 60), UNIT_WORDS)
def every_units(_every: Node, count: Node, unit: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind], count.value))


@rule("định kỳ 6 tháng", "PERIODIC", "EVERY?", of_number(1, 60), UNIT_WORDS)
def periodic(_per: Node, _every: Node | None, count: Node, unit: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind], count.value))


@rule("định kỳ quý", "PERIODIC", "WEEK|MONTH|QUARTER|YEAR")
def periodic_unit(_per: Node, unit: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind]))


@rule("định kỳ ... ", "PERIODIC", Item(("every",)))
def periodic_every(_per: Node, value: Node) -> Token:
    return Token("every", value.value)


# "1 buổi vào tuần đầu tháng 9" tells when, not how often.
_NO_PART = re.compile(rf"(?!\s*(?:\d|{guard('part')}))")


@rule(
    "02 lần/năm", "AT_LEAST|PERIODIC?", of_number(1, 31), "TIMES", "/|EVERY|IN", "num?",
    _ANY_UNIT, _NO_PART,
)  # fmt: skip
def times_in(_least: Node | None, times: Node, _noun: Node, _sep: Node, count: Node | None,
             unit: Node, _end: Node) -> Token:  # fmt: skip
    return Token("every", Every(UNITS[unit.kind], count.value if count else 1, times.value))


@rule("02 buổi/ngày", of_number(1, 24), "HOUR_UNIT", "/|EVERY", "DAY")
def daily_load(*_words: Node) -> Token:
    """How much a day holds, not when: lessons of two sessions a day."""
    return Token("no_time", None)


@rule("02 lần một năm", "AT_LEAST|PERIODIC?", of_number(1, 31), "TIMES", of_number(1, 12),
      UNIT_WORDS)  # fmt: skip
def times_a(_least: Node | None, times: Node, _noun: Node, count: Node, unit: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind], count.value, times.value))


@rule("03 tháng một lần", "PERIODIC|EVERY?", of_number(1, 60), UNIT_WORDS, "/?", "AT_LEAST?",
      of_number(1, 31), "TIMES")  # fmt: skip
def units_times(_per: Node | None, count: Node, unit: Node, _sep: Node | None,
                _least: Node | None, times: Node, _noun: Node) -> Token:  # fmt: skip
    return Token("every", Every(UNITS[unit.kind], count.value, times.value))


@rule("mỗi năm 02 lần", "PERIODIC?", "EVERY|PERIODIC", _ANY_UNIT, "/|,?", "AT_LEAST?",
      of_number(1, 31), "TIMES")  # fmt: skip
def unit_times(_per: Node | None, _every: Node, unit: Node, _sep: Node | None,
               _least: Node | None, times: Node, _noun: Node) -> Token:  # fmt: skip
    return Token("every", Every(UNITS[unit.kind], 1, times.value))


@rule("6 tháng/lần", of_number(1, 60), UNIT_WORDS, "/", "TIMES")
def units_per_time(count: Node, unit: Node, _sep: Node, _noun: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind], count.value))


_HALVES = {"MONTH": Every("month", 1, 2), "YEAR": Every("month", 6)}


@rule("mỗi nửa tháng", "EVERY", "HALF", "MONTH|YEAR")
def every_half(_every: Node, _half: Node, unit: Node) -> Token:
    return Token("every", _HALVES[unit.kind])


@rule("nửa tháng một lần", "HALF", "MONTH|YEAR", of_number(1, 1), "TIMES")
def half_times(_half: Node, unit: Node, _one: Node, _noun: Node) -> Token:
    return Token("every", _HALVES[unit.kind])


@rule("quý một lần", "WEEK|MONTH|QUARTER|YEAR", of_number(1, 1), "TIMES")
def unit_once(unit: Node, _one: Node, _noun: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind]))


@rule("3 ngày/tuần", of_number(1, 31), "DAY", "/", "WEEK|MONTH")
def days_per_unit(count: Node, _day: Node, _sep: Node, unit: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind], 1, count.value))


@rule("tháng/lần", "WEEK|MONTH|QUARTER|YEAR", "/", "TIMES")
def unit_per_time(unit: Node, _sep: Node, _noun: Node) -> Token:
    return Token("every", Every(UNITS[unit.kind]))


@rule("hằng quý và năm", "every", SEPARATOR, "WHOLE?", "num?", UNIT_WORDS, _NO_PART)
def every_and_unit(first: Node, _sep: Node, _whole: Node | None, count: Node | None, unit: Node,
                   _end: Node) -> Token:  # fmt: skip
    other = Every(UNITS[unit.kind], count.value if count else 1)
    return Token("every", min(first.value, other, key=length))


@rule("hằng tháng, hằng quý", Item(("every",)), SEPARATOR, Item(("every",)))
def every_and_every(first: Node, _sep: Node, other: Node) -> Token:
    return Token("every", min(first.value, other.value, key=length))


@rule("hằng quý hoặc đột xuất", Item(("every",)), SEPARATOR, "AD_HOC")
def every_or_ad_hoc(first: Node, _sep: Node, _word: Node) -> Token:
    return Token("every", first.value)


@rule("rhythm alone", Item(("every",)))
def every_alone(value: Node) -> Token:
    return Token("t", Repeat(value.value))


_PLAIN_UNITS = "WEEK|MONTH|QUARTER|YEAR"


@rule("theo quý", "REFERENCE", _PLAIN_UNITS, _NO_PART)
def by_unit(_word: Node, unit: Node, _end: Node) -> Token:
    return Token("w", Repeat(Every(UNITS[unit.kind])))


@rule("tháng/quý", _PLAIN_UNITS, f"/|{SEPARATOR}", "num?", _PLAIN_UNITS, _NO_PART)
def two_units(first: Node, _sep: Node, size: Node | None, last: Node, _end: Node) -> Token:
    values = Every(UNITS[first.kind]), Every(UNITS[last.kind], size.value if size else 1)
    return Token("units", min(values, key=length))


@rule("tháng, quý, năm", _PLAIN_UNITS, f"/|{SEPARATOR}", "units")
def more_units(first: Node, _sep: Node, rest: Node) -> Token:
    return Token("units", min(Every(UNITS[first.kind]), rest.value, key=length))


@rule("bare tháng/quý/năm", "units")
def units_alone(value: Node) -> Token:
    return Token("w", Repeat(value.value))
