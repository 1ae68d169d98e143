"""Rules for the units of the calendar: years, months, quarters, halves, weeks, school years.

``Tháng 3-5/2026`` -> Many(month 3, 4, 5 of 2026); ``6 tháng đầu năm`` -> Run(6 months, first).
``p`` is a stretch of days that is surely a time, ``w`` one that needs its surroundings
to say so (``3/2026``), ``bare`` a unit without a number (``cuối năm``).
"""

from __future__ import annotations

import re
from typing import Any

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Each,
    Impossible,
    Many,
    Part,
    Range,
    Run,
    Season,
    Shifted,
    TimeExpr,
    Unit,
    UnitName,
    Year,
)

UNITS: dict[str, UnitName] = {
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "QUARTER": "quarter",
    "YEAR": "year",
    "TERM": "term",
    "SCHOOL_YEAR": "school_year",
}
UNIT_WORDS = "DAY|WEEK|MONTH|QUARTER|YEAR"
SEPARATOR = ",|;|AND|OR|&|+"
# OCR reads the strokes of II and III as ones.
_STROKES = {11: 2, 111: 3}


def is_unit(*names: UnitName) -> Any:
    """A test: the value is one of these units."""
    return lambda value: isinstance(value, Unit) and value.unit in names


def p(*names: UnitName) -> Item:
    """A pattern item: a unit of one of these names."""
    return Item(("p",), test=is_unit(*names))


def of_number(low: int, high: int, kind: str = "num") -> Item:
    return Item((kind,), test=lambda n: low <= n <= high)


def tail_of(node: Node | None) -> Year:
    return node.value if node else None


# --- years -----------------------------------------------------------------------------


@rule("year after: / 2026, năm 2026", "/|-|,|OF?", "YEAR|YEAR_SLIP?", "yr")
def year_after(_sep: Node | None, _word: Node | None, year: Node) -> Token | None:
    return Token("tail", year.value)


@rule("year after: năm 20109", "/|,|OF?", "YEAR", Item(("big",), test=lambda n: n > 9999))
def year_slipped(_sep: Node | None, _word: Node, year: Node) -> Token:
    return Token("tail", year.value)


# "năm trước ngày 15/12" is the 15th of December, not the year before.
NOT_A_DATE = re.compile(r"(?!\s*(?:ngày|khi|tháng|quý|\d|thứ|lúc|giờ|năm)(?!\w))")


@rule("year after: năm sau", "OF?", "YEAR", "NEXT|PREVIOUS|THIS", NOT_A_DATE, "REPORTED?")
def year_relative(
    _of: Node | None, _word: Node, which: Node, _end: Node, _rep: Node | None
) -> Token:
    return Token("tail", Shifted({"NEXT": 1, "PREVIOUS": -1}.get(which.kind, 0)))


@rule("year after: của kỳ báo cáo", "OF|YEAR", "REPORTED")
def year_reported(_of: Node, _word: Node) -> Token:
    return Token("tail", Shifted(0))


@rule("năm 2026", "WHOLE?", "YEAR", "yr")
def year(_whole: Node | None, _word: Node, number: Node) -> Token:
    return Token("p", Unit("year", 1, number.value))


@rule("trong năm", "IN|WHOLE", "WHOLE?", "YEAR", "REPORTED?")
def this_year(_in: Node, _whole: Node | None, _word: Node, _rep: Node | None) -> Token:
    return Token("p", Unit("year"))


@rule("2021-2025", "yr", "-|to", "YEAR?", "yr")
def years(first: Node, _to: Node, _word: Node | None, last: Node) -> Token | None:
    if not first.value < last.value <= first.value + 60:
        return None
    return Token("years", Range(Unit("year", 1, first.value), Unit("year", 1, last.value)))


@rule("2025-26", "yr", "-", "num")
def years_short(first: Node, _to: Node, last: Node) -> Token | None:
    if last.value != (first.value + 1) % 100:
        return None
    return Token("years", Range(Unit("year", 1, first.value), Unit("year", 1, first.value + 1)))


@rule("giai đoạn 2021-2025", "PERIOD|YEAR", "num|roman?", "(?", "years", ")?")
def period(
    _word: Node, _nth: Node | None, opened: Node | None, span: Node, closed: Node | None
) -> Token | None:
    if bool(opened) != bool(closed):
        return None
    return Token("p", span.value)


@rule("giai đoạn từ ... đến ...", "PERIOD", Item(("p",), test=lambda v: isinstance(v, Range)))
def period_of_range(_word: Node, span: Node) -> Token:
    return Token("p", span.value)


@rule("bare 10-12/2026", "num", "-", "my")
def months_alone(first: Node, sep: Node, last: Node) -> Token | None:
    made = _joined(first.value, sep.kind, (last.value.number,))
    value = made and units("month", made.value, last.value.year, 12)
    return Token("w", value) if value else None


@rule("bare 2026", "yr")
def year_alone(number: Node) -> Token:
    return Token("w", Unit("year", 1, number.value))


@rule("từ 2026 đến 2030", "from", "years")
def years_from(_from: Node, span: Node) -> Token:
    return Token("p", span.value)


@rule("bare years", "years")
def years_alone(span: Node) -> Token:
    return Token("w", span.value)


@rule("các năm 2024, 2025", "PERIOD|YEAR", "year_list")
def several_years(_word: Node, found: Node) -> Token:
    return Token("p", Many(tuple(Unit("year", 1, y) for y in found.value)))


@rule("2024, 2025", "yr", SEPARATOR, "YEAR?", "yr")
def year_pair(first: Node, _sep: Node, _word: Node | None, last: Node) -> Token:
    return Token("year_list", (first.value, last.value))


@rule("2024, 2025, 2026", "yr", SEPARATOR, "year_list")
def year_list(first: Node, _sep: Node, rest: Node) -> Token:
    return Token("year_list", (first.value, *rest.value))


# --- school years ----------------------------------------------------------------------


@rule("năm học 2025-2026", "SCHOOL_YEAR", "years")
def school_year(_word: Node, span: Node) -> Token | None:
    first, last = span.value.start.year, span.value.end.year
    return Token("p", Unit("school_year", 1, first)) if last == first + 1 else None


@rule("trong năm học", "IN|WHOLE", "SCHOOL_YEAR")
def this_school_year(_in: Node, _word: Node) -> Token:
    return Token("p", Unit("school_year"))


@rule("học kỳ I", "TERM", Item(("num", "roman"), test=lambda n: n <= 3), "school?")
def term(_word: Node, number: Node, of: Node | None) -> Token:
    return Token("p", Unit("term", number.value, of.value if of else None))


@rule("HKI", "TERM_CODE", "school?")
def term_code(number: Node, of: Node | None) -> Token:
    return Token("p", Unit("term", number.value, of.value if of else None))


@rule("of a school year", "/|,|OF?", p("school_year"))
def in_school_year(_sep: Node | None, of: Node) -> Token:
    return Token("school", of.value.year)


@rule("of a school year: / 2025-2026", "/", "years")
def in_school_years(_sep: Node, of: Node) -> Token:
    return Token("school", of.value.start.year)


@rule("tháng 9 năm học 2025-2026", p("month"), "school")
def month_of_school_year(month: Node, of: Node) -> Token | None:
    if month.value.year is not None or of.value is None:
        return None
    later = 0 if month.value.number >= 8 else 1
    return Token("p", month.value._replace(year=of.value + later))


# --- lists of numbers ------------------------------------------------------------------


def _joined(first: int, sep: str, rest: tuple[int, ...]) -> Token | None:
    if sep != "-":
        return Token("nums", (first, *rest))
    if not first < rest[0] <= 31:
        return None
    return Token("nums", (*range(first, rest[0]), *rest))


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


# --- months ----------------------------------------------------------------------------


@rule("tháng 3", "MONTH", of_number(1, 12), "tail?")
def month(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", number.value, tail_of(tail)))


@rule("tháng 3/2026", "MONTH|T", ".?", Item(("my",), test=lambda v: v.number <= 12))
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


@rule("tháng II", "MONTH", "roman", "tail?")
def month_roman(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", number.value, tail_of(tail), "roman"))


@rule("tháng Giêng", "MONTH", "MONTH_NAME", "tail?")
def month_named(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", number.value, tail_of(tail), "lunar_name"))


@rule("tháng 1 2", "MONTH|MONTH_SLIP", Item(("num", "roman"), test=lambda n: n == 1),
      of_number(0, 2), "tail?")  # fmt: skip
def month_parted(_word: Node, _ten: Node, one: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", 10 + one.value, tail_of(tail)))


# "tháng năm 2026" may be a month left blank; "tháng năm năm 2026" is May.
_NO_NUMBER = re.compile(r"(?!\s*\d)")


@rule("tháng năm", "MONTH", "YEAR", _NO_NUMBER, "tail?")
def month_five(_word: Node, _five: Node, _end: Node, tail: Node | None) -> Token:
    return Token("p", Unit("month", 5, tail_of(tail)))


@rule("T3", "T", ".?", of_number(1, 12), "tail?")
def month_short(_word: Node, _dot: Node | None, n: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "w", Unit("month", n.value, tail_of(tail)))


@rule("tháng 13", "MONTH", of_number(13, 99), "tail?")
def month_impossible(_word: Node, _number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "w", Impossible("month"))


@rule("tháng 13/2026", "MONTH", Item(("my",), test=lambda v: v.number > 12))
def month_year_impossible(_word: Node, _value: Node) -> Token:
    return Token("p", Impossible("month"))


@rule("tháng Quý I", "MONTH", p("quarter"))
def month_quarter(_word: Node, quarter: Node) -> Token:
    return Token("p", quarter.value._replace(note="stray_month"))


# --- quarters --------------------------------------------------------------------------


@rule("quý I", "QUARTER", Item(("num", "roman", "roman_slip"), test=lambda n: n <= 4), "tail?")
def quarter(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("quarter", number.value, tail_of(tail)))


@rule("quý 111", "QUARTER", Item(("num", "big"), test=lambda n: n in _STROKES), "tail?")
def quarter_strokes(_word: Node, number: Node, tail: Node | None) -> Token:
    return Token("p", Unit("quarter", _STROKES[number.value], tail_of(tail)))


@rule("quý 1/2026", "QUARTER|Q|QUARTER_SLIP", ".?", "my")
def quarter_year(_word: Node, _dot: Node | None, value: Node) -> Token | None:
    number = _STROKES.get(value.value.number, value.value.number)
    if number > 4:
        return Token("p", Impossible("quarter"))
    return Token("p", Unit("quarter", number, value.value.year))


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
    return Token("p" if tail else "w", Unit("quarter", n.value, tail_of(tail)))


@rule("QIV", "quarter_code", "tail?")
def quarter_code(number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "w", Unit("quarter", number.value, tail_of(tail)))


@rule("bare II/2026", Item(("roman",), test=lambda n: n <= 4), "tail")
def quarter_alone(number: Node, tail: Node) -> Token:
    return Token("w", Unit("quarter", number.value, tail.value, "roman"))


@rule("bare I, II/2026", "romans", "tail")
def quarters_alone(found: Node, tail: Node) -> Token | None:
    value = units("quarter", found.value, tail.value, 4)
    return value and Token("w", value)


@rule("quý 5", "QUARTER", of_number(5, 9), "tail?")
def quarter_impossible(_word: Node, _number: Node, tail: Node | None) -> Token:
    return Token("p" if tail else "w", Impossible("quarter"))


# --- units without a number, and parts of units ----------------------------------------


@rule("bare unit", "MONTH|QUARTER|YEAR|WEEK|TERM|SCHOOL_YEAR")
def bare(word: Node) -> Token:
    name = UNITS[word.kind]
    if name in ("year", "school_year"):
        return Token("bare", Unit(name))
    return Token("bare", Each(name))


@rule("unit each: mỗi quý, của quý tiếp theo", "EVERY", UNIT_WORDS + "|TERM|SCHOOL_YEAR")
def each(_every: Node, word: Node) -> Token:
    return Token("each", Each(UNITS[word.kind], said=True))


@rule("year relative: năm trước", "YEAR", "NEXT|PREVIOUS|THIS", NOT_A_DATE)
def bare_year_relative(_word: Node, which: Node, _end: Node) -> Token:
    return Token("bare", Unit("year", 1, Shifted({"NEXT": 1, "PREVIOUS": -1}.get(which.kind, 0))))


PARTED = ("month", "quarter", "half", "year", "school_year", "term")


def _whole(value: Any) -> bool:
    if isinstance(value, Run):
        return value.count == 1 and value.unit == "month"
    return isinstance(value, Each) or (isinstance(value, Unit) and value.unit in PARTED)


WHOLE = Item(("p", "bare", "each", "season"), test=_whole)


@rule("đầu tháng 3", "PART", "OF?", WHOLE)
def part(which: Node, _of: Node | None, whole: Node) -> Token | None:
    kind = "cycle" if isinstance(whole.value, Each) else "p"
    return Token(kind, Part(which.value, whole.value))


@rule("những tháng cuối năm", "PLURAL", "MONTH|QUARTER|WEEK|DAY", "PART", "OF?", WHOLE)
def part_plural(_some: Node, _unit: Node, which: Node, _of: Node | None, whole: Node) -> Token:
    return part.build(which, None, whole)  # type: ignore[return-value]


@rule("nửa đầu năm", "HALF", "PART", "OF?", WHOLE)
def half(_half: Node, which: Node, _of: Node | None, whole: Node) -> Token | None:
    if which.value == "middle" or isinstance(whole.value, Each):
        return None
    if isinstance(whole.value, Unit) and whole.value.unit == "year":
        return Token("p", Unit("half", 1 if which.value == "start" else 2, whole.value.year))
    return Token("p", Part("half1" if which.value == "start" else "half2", whole.value))


@rule("nửa năm đầu", "HALF", "YEAR", "PART", "tail?")
def half_year(_half: Node, _year: Node, which: Node, tail: Node | None) -> Token | None:
    if which.value == "middle":
        return None
    return Token("p", Unit("half", 1 if which.value == "start" else 2, tail_of(tail)))


@rule("thượng tuần tháng 3", "TENDAY", "OF?", WHOLE)
def ten_days(which: Node, _of: Node | None, whole: Node) -> Token | None:
    unit = whole.value.unit
    if unit != "month":
        return None
    return Token("cycle" if isinstance(whole.value, Each) else "p", Part(which.value, whole.value))


def _run(count: int, unit: str, side: str | int, whole: TimeExpr, **more: bool) -> Token:
    first = {"start": "first", "end": "last"}.get(str(side), side)
    value = Run(count, UNITS[unit], first, whole, **more)  # type: ignore[arg-type]
    return Token("cycle" if isinstance(whole, Each) else "p", value)


@rule("6 tháng đầu năm", "num", UNIT_WORDS, "PART|SIDE", "OF?", WHOLE)
def run(count: Node, unit: Node, side: Node, _of: Node | None, whole: Node) -> Token | None:
    if side.value == "middle" or count.value == 0:
        return None
    return _run(count.value, unit.kind, side.value, whole.value)


@rule("6 tháng năm 2026", of_number(2, 11), "MONTH", p("year"))
def run_of_year(count: Node, _word: Node, whole: Node) -> Token:
    return _run(count.value, "MONTH", "start", whole.value)


@rule("6 tháng còn lại", "num", "MONTH|QUARTER|WEEK", "LEFT", "OF?", WHOLE)
def run_left(count: Node, unit: Node, _left: Node, _of: Node | None, whole: Node) -> Token:
    return _run(count.value, unit.kind, "end", whole.value)


@rule("tháng cuối quý III", UNIT_WORDS, "PART|SIDE", "OF?", WHOLE)
def run_of_one(unit: Node, side: Node, _of: Node | None, whole: Node) -> Token | None:
    if side.value == "middle":
        return _run(1, unit.kind, 2, whole.value) if whole.value.unit == "quarter" else None
    return _run(1, unit.kind, side.value, whole.value)


@rule("ngày làm việc cuối cùng", "DAY", "WORKING", "PART|SIDE", "OF?", WHOLE)
def run_working(day: Node, _w: Node, side: Node, _of: Node | None, whole: Node) -> Token | None:
    return None if side.value == "middle" else _run(1, "DAY", side.value, whole.value, working=True)


@rule("tuần thứ 2 tháng 3", "WEEK|MONTH", "WEEKDAY?", "num|ORDINAL", "OF?", WHOLE)
def run_nth(
    unit: Node, nth: Node | None, number: Node, _of: Node | None, whole: Node
) -> Token | None:
    if not 1 <= number.value <= 5 or (unit.kind == "MONTH" and not nth):
        return None
    return _run(1, unit.kind, number.value, whole.value)


@rule("tuần 25 năm 2026", "WEEK", "WEEKDAY?", of_number(1, 53), "tail")
def week_of_year(_word: Node, _nth: Node | None, number: Node, tail: Node) -> Token:
    return Token("p", Unit("week", number.value, tail.value))


@rule("mùa hè", "SEASON", "tail|THIS?")
def season(name: Node, tail: Node | None) -> Token:
    known = tail is not None and tail.kind == "tail"
    value = Season(name.value, tail_of(tail) if known else None)
    return Token("p" if tail else "w", value)


@rule("tuần 1 (15-21/11)", "WEEK", "WEEKDAY?", "num", ":?", "(?", "from?", Item(("p", "w")), ")?")
def week_of_dates(
    _word: Node, _nth: Node | None, _number: Node, colon: Node | None, opened: Node | None,
    _from: Node | None, days: Node, closed: Node | None,
) -> Token | None:  # fmt: skip
    """Dates beside the number of a week are the week."""
    bracketed = bool(opened) and bool(closed)
    if not (bracketed or (colon and not opened and not closed)):
        return None
    return Token("p", days.value) if isinstance(days.value, Range | Many) else None
