"""Rules for months and quarters, alone and in lists.

``Tháng 3-5/2026`` -> Many(months 3, 4, 5 of 2026); ``Quý II, IV`` -> Many(quarters 2, 4).
"""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import Impossible, Many, TimeExpr, Unit, UnitName, Year
from extractors.time.patterns import SEPARATOR, of_number, p, tail_of

# OCR reads the strokes of II and III as ones.
_STROKES = {11: 2, 111: 3}


def _joined(first: int, sep: str, rest: tuple[int, ...]) -> Token | None:
    """A list of days, months or quarters goes upwards; a dash stands for what is between."""
    if not first < rest[0] <= 31:
        return None
    return Token("nums", (*range(first, rest[0]), *rest) if sep == "-" else (first, *rest))


@rule("3, 6", "num", f"-|{SEPARATOR}", "num")
def two_numbers(first: Node, sep: Node, last: Node) -> Token | None:
    return _joined(first.value, sep.kind, (last.value,))


@rule("3, 6, 9", "num", f"-|{SEPARATOR}", "nums")
def numbers(first: Node, sep: Node, rest: Node) -> Token | None:
    return _joined(first.value, sep.kind, rest.value)


@rule("I, II", "roman", f"-|{SEPARATOR}", "roman")
def two_romans(first: Node, sep: Node, last: Node) -> Token | None:
    made = _joined(first.value, sep.kind, (last.value,))
    return made and Token("romans", made.value)


@rule("I, II, III", "roman", f"-|{SEPARATOR}", "romans")
def romans(first: Node, sep: Node, rest: Node) -> Token | None:
    made = _joined(first.value, sep.kind, rest.value)
    return made and Token("romans", made.value)


def units(name: UnitName, numbers: tuple[int, ...], year: Year, most: int) -> TimeExpr | None:
    """Several units of one year; ``None`` where a number is none of them."""
    if any(not 1 <= n <= most for n in numbers):
        return None
    return Many(tuple(Unit(name, n, year) for n in numbers))


@rule("tháng 3", "MONTH", of_number(1, 12), "tail?")
def month(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", number.value, tail_of(tail)))


@rule("tháng 3/2026", "MONTH|T", ".?", Item(("my",), test=lambda v: 1 <= v.number <= 12))
def month_year(_word: Node, _dot: Node | None, value: Node) -> Token:
    return Token("p", value.value)


@rule("thang 3 năm 2026", "MONTH_SLIP", of_number(1, 12), "tail")
def month_slip(_word: Node, number: Node, tail: Node) -> Token:
    return Token("p", Unit("month", number.value, tail.value))


@rule("thang 3/2026", "MONTH_SLIP", Item(("my",), test=lambda v: v.number <= 12))
def month_year_slip(_word: Node, value: Node) -> Token:
    return Token("p", value.value)


@rule("bare 3/2026", Item(("my",), test=lambda v: v.number <= 12))
def month_year_alone(value: Node) -> Token:
    return Token("w", value.value)


@rule("tháng 3, 6, 9", "PLURAL?", "MONTH", "nums", "tail?")
def months(_some: Node | None, _word: Node, found: Node, tail: Node | None) -> Token | None:
    value = units("month", found.value, tail_of(tail), 12)
    return value and Token("p", value)


@rule("tháng 3-5/2026", "MONTH", "num|nums", f"-|{SEPARATOR}", "my")
def months_year(_word: Node, found: Node, sep: Node, last: Node) -> Token | None:
    numbers = found.value if found.kind == "nums" else (found.value,)
    made = _joined(numbers[-1], sep.kind, (last.value.number,))
    value = made and units("month", numbers[:-1] + made.value, last.value.year, 12)
    return Token("p", value) if value else None


# Two and three strokes only: one "l" may be a 1 of another number.
@rule("tháng IH/2022", "MONTH", Item(("roman_slip",), test=lambda n: 2 <= n <= 3), "tail")
def month_strokes(_word: Node, number: Node, tail: Node) -> Token:
    return Token("p", Unit("month", number.value, tail.value, "roman"))


@rule("tháng II", "MONTH", "roman", "tail?")
def month_roman(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", number.value, tail_of(tail), "roman"))


@rule("tháng Giêng", "MONTH", "MONTH_NAME", "tail?")
def month_named(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", number.value, tail_of(tail), "lunar_name"))


_TENS = Item(("num", "roman"), test=lambda n: n <= 1)


@rule("slip tháng 1 2", "MONTH|MONTH_SLIP", _TENS, of_number(0, 9), "tail?")
def month_parted(_word: Node, ten: Node, one: Node, tail: Node | None) -> Token | None:
    number = 10 * ten.value + one.value
    return Token("p", Unit("month", number, tail_of(tail))) if 1 <= number <= 12 else None


# "tháng năm 2026" may be a month left blank; "tháng năm năm 2026" is May.
_NO_NUMBER = re.compile(r"(?!\s*\d)")


@rule("slip tháng 1 1/2026", "MONTH|MONTH_SLIP", _TENS, Item(("my",), test=lambda v: v.number < 10))
def month_parted_year(_word: Node, ten: Node, value: Node) -> Token | None:
    number = 10 * ten.value + value.value.number
    return Token("p", value.value._replace(number=number)) if number <= 12 else None


@rule("tháng năm", "MONTH", "YEAR", _NO_NUMBER, "tail?")
def month_five(_word: Node, _five: Node, _end: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", 5, tail_of(tail)))


@rule("T3", "T", ".?", of_number(1, 12), "tail?")
def month_short(_word: Node, _dot: Node | None, n: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "short", Unit("month", n.value, tail_of(tail)))


@rule("tháng 13", "MONTH", of_number(13, 99), "tail?")
def month_impossible(_word: Node, _number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "w", Impossible("month"))


@rule("tháng 13/2026", "MONTH", Item(("my",), test=lambda v: not 1 <= v.number <= 12))
def month_year_impossible(_word: Node, _value: Node) -> Token:
    return Token("p", Impossible("month"))


@rule("tháng Quý I", "MONTH", p("quarter"))
def month_quarter(_word: Node, quarter: Node) -> Token:
    return Token("p", quarter.value._replace(note="stray_month"))


@rule("quý I", "QUARTER", Item(("num", "roman", "roman_slip"), test=lambda n: n <= 4), "tail?")
def quarter(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("quarter", number.value, tail_of(tail)))


@rule("slip quý 111", "QUARTER", Item(("num", "big"), test=lambda n: n in _STROKES), "tail?")
def quarter_strokes(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("quarter", _STROKES[number.value], tail_of(tail)))


@rule("quý 1/2026", "QUARTER|Q|QUARTER_SLIP", ".?", "my")
def quarter_year(_word: Node, _dot: Node | None, value: Node) -> Token | None:
    if value.value.number in _STROKES:
        return None
    if not 1 <= value.value.number <= 4:
        return Token("p", Impossible("quarter"))
    return Token("p", Unit("quarter", value.value.number, value.value.year))


@rule(
    "slip quý 111/2026", "QUARTER|QUARTER_SLIP", Item(("my",), test=lambda v: v.number in _STROKES)
)
def quarter_strokes_year(_word: Node, value: Node) -> Token:
    return Token("p", Unit("quarter", _STROKES[value.value.number], value.value.year))


@rule("quy II/2026", "QUARTER_SLIP",
      Item(("num", "roman", "roman_slip"), test=lambda n: n <= 4), "tail")  # fmt: skip
def quarter_slip(_word: Node, number: Node, tail: Node) -> Token:
    return Token("p", Unit("quarter", number.value, tail.value))


@rule("quý I, II", "PLURAL?", "QUARTER", "romans|nums", "tail?")
def quarters(_some: Node | None, _word: Node, found: Node, tail: Node | None) -> Token | None:
    value = units("quarter", found.value, tail_of(tail), 4)
    return value and Token("p", value)


@rule("quý 1, 2/2026", "QUARTER", "num|nums", f"-|{SEPARATOR}", "my")
def quarters_year(_word: Node, found: Node, sep: Node, last: Node) -> Token | None:
    numbers = found.value if found.kind == "nums" else (found.value,)
    made = _joined(numbers[-1], sep.kind, (last.value.number,))
    value = made and units("quarter", numbers[:-1] + made.value, last.value.year, 4)
    return Token("p", value) if value else None


@rule("Q1", "Q", ".?", Item(("num", "roman"), test=lambda n: n <= 4), "tail?")
def quarter_short(_word: Node, _dot: Node | None, n: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "short", Unit("quarter", n.value, tail_of(tail)))


@rule("QIV", "quarter_code", "tail?")
def quarter_code(number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "short", Unit("quarter", number.value, tail_of(tail)))


@rule("slip quýl", "quarter_code_slip", "tail?")
def quarter_code_slip(number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "short", Unit("quarter", number.value, tail_of(tail)))


@rule("bare II/2026", Item(("roman",), test=lambda n: n <= 4), "tail")
def quarter_alone(number: Node, tail: Node) -> Token:
    return Token("short", Unit("quarter", number.value, tail.value, "roman"))


@rule("bare T3, QI", "short")
def short_alone(value: Node) -> Token:
    return Token("w", value.value)


@rule("bare I, II/2026", "romans", "tail")
def quarters_alone(found: Node, tail: Node) -> Token | None:
    value = units("quarter", found.value, tail.value, 4)
    return value and Token("w", value)


@rule("quý 5", "QUARTER", Item(("num", "roman"), test=lambda n: 5 <= n <= 9), "tail?")
def quarter_impossible(_word: Node, _number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "w", Impossible("quarter"))


@rule("bare 10-12/2026", "num", "-", "my")
def months_alone(first: Node, sep: Node, last: Node) -> Token | None:
    made = _joined(first.value, sep.kind, (last.value.number,))
    value = made and units("month", made.value, last.value.year, 12)
    return Token("w", value) if value else None
