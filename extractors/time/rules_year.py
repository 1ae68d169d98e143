"""Rules for years, periods of years and school years.

``giai đoạn 2021-2025`` -> Range(2021, 2025); ``học kỳ I`` -> Unit(term 1);
``năm trước liền kề`` -> the year before the plan's.
"""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import Many, Range, Shifted, Unit
from extractors.time.patterns import NOT_A_DATE, SEPARATOR, balanced, p
from extractors.time.words import guard


@rule("year after: / 2026, năm 2026", "/|-|,|OF?", "YEAR|YEAR_SLIP?", "yr")
def year_after(_sep: Node | None, _word: Node | None, year: Node) -> Token | None:
    return Token("tail", year.value)


@rule("slip year after: năm 20109", "/|,|OF?", "YEAR", Item(("big",), test=lambda n: n > 9999))
def year_slipped(_sep: Node | None, _word: Node, year: Node) -> Token:
    return Token("tail", year.value)


@rule("year after: năm sau", "OF?", "YEAR", "NEXT|PREVIOUS|THIS", NOT_A_DATE, "REPORTED?")
def year_relative(
    _of: Node | None, _word: Node, which: Node, _end: Node, _rep: Node | None
) -> Token:
    return Token("tail", Shifted({"NEXT": 1, "PREVIOUS": -1}.get(which.kind, 0)))


@rule("year after: của kỳ báo cáo", "OF|YEAR", "YEAR?", "REPORTED")
def year_reported(_of: Node, _year: Node | None, _word: Node) -> Token:
    return Token("tail", Shifted(0))


@rule("năm 2026", "WHOLE?", "YEAR", "yr")
def year(_whole: Node | None, _word: Node, number: Node) -> Token:
    return Token("p", Unit("year", 1, number.value))


@rule("slip năm 20226", "YEAR", Item(("big",), test=lambda n: n > 9999))
def year_with_stray_digit(_word: Node, number: Node) -> Token:
    return Token("p", Unit("year", 1, number.value))


# "tập trung vào năm nhiệm vụ": five of them.
_NOT_FIVE = re.compile(rf"(?!\s*{guard('counted_things')})")


@rule("trong năm", "IN|WHOLE", "WHOLE?", "YEAR", _NOT_FIVE, "REPORTED?")
def this_year(_in: Node, _whole: Node | None, _word: Node, _end: Node, _rep: Node | None) -> Token:
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


@rule("giai đoạn 2021-2025", "PERIOD|YEAR", "num|roman?", "(|:?", "years", ")?")
def period(
    _word: Node, _nth: Node | None, opened: Node | None, span: Node, closed: Node | None
) -> Token | None:
    if not balanced(opened, closed):
        return None
    return Token("p", span.value)


@rule("giai đoạn từ ... đến ...", "PERIOD", Item(("p",), test=lambda v: isinstance(v, Range)))
def period_of_range(_word: Node, span: Node) -> Token:
    return Token("p", span.value)


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


@rule("bare 2024, 2025", "year_list")
def years_listed(found: Node) -> Token:
    return Token("w", Many(tuple(Unit("year", 1, y) for y in found.value)))


@rule("2024, 2025", "yr", SEPARATOR, "YEAR?", "yr")
def year_pair(first: Node, _sep: Node, _word: Node | None, last: Node) -> Token:
    return Token("year_list", (first.value, last.value))


@rule("2024, 2025, 2026", "yr", SEPARATOR, "year_list")
def year_list(first: Node, _sep: Node, rest: Node) -> Token:
    return Token("year_list", (first.value, *rest.value))


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
