"""Rules for parts of units: ``đầu``, ``giữa``, ``cuối``, so many units of a whole, weeks.

``6 tháng đầu năm`` -> Run(6 months, first, year); ``cuối quý II`` -> Part(end, quarter 2).
"""

from __future__ import annotations

from typing import Any

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Each,
    Many,
    Part,
    Range,
    Rest,
    Run,
    Season,
    Shifted,
    TimeExpr,
    Undated,
    Unit,
)
from extractors.time.patterns import (
    NOT_A_DATE,
    SEPARATOR,
    UNIT_WORDS,
    UNITS,
    WHOLE,
    is_whole,
    many_of,
    of_number,
    p,
    tail_of,
)


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


@rule("đầu tháng 3", "PART", "OF?", WHOLE)
def part(which: Node, _of: Node | None, whole: Node) -> Token | None:
    kind = "cycle" if isinstance(whole.value, Each) else "p"
    return Token(kind, Part(which.value, whole.value))


@rule("cuối tháng 3, 6, 9", "PART|TENDAY", "OF?", "PLURAL?", many_of(is_whole))
def part_of_each(which: Node, _of: Node | None, _some: Node | None, whole: Node) -> Token:
    return Token("p", Many(tuple(Part(which.value, item) for item in whole.value.items)))


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


@rule("các tháng còn lại của năm", "PLURAL", "MONTH|QUARTER", "LEFT", "OF?", WHOLE)
def rest(_some: Node, unit: Node, _left: Node, _of: Node | None, whole: Node) -> Token | None:
    if isinstance(whole.value, Each):
        return None
    return Token("p", Rest(UNITS[unit.kind], whole.value))


@rule("trong tháng", "IN", Item(("bare",), test=lambda v: isinstance(v, Each)))
def in_unit(_in: Node, _unit: Node) -> Token:
    return Token("undated", Undated("event"))


@rule("tháng cuối quý III", UNIT_WORDS, "PART|SIDE", "OF?", WHOLE)
def run_of_one(unit: Node, side: Node, _of: Node | None, whole: Node) -> Token | None:
    if side.value == "middle":
        return _run(1, unit.kind, 2, whole.value) if whole.value.unit == "quarter" else None
    return _run(1, unit.kind, side.value, whole.value)


@rule("ngày làm việc cuối cùng", "DAY", "WORKING", "PART|SIDE", "OF?", WHOLE)
def run_working(_day: Node, _w: Node, side: Node, _of: Node | None, whole: Node) -> Token | None:
    return None if side.value == "middle" else _run(1, "DAY", side.value, whole.value, working=True)


@rule("tuần đầu của tháng cuối quý", "WEEK|DAY", "WORKING?", "PART|SIDE", "OF?",
      Item(("cycle",), test=lambda v: isinstance(v, Run) and v.unit == "month"))  # fmt: skip
def run_of_cycle(unit: Node, working: Node | None, side: Node, _of: Node | None, month: Node
                 ) -> Token | None:  # fmt: skip
    if side.value == "middle":
        return None
    return Token("cycle", _run(1, unit.kind, side.value, month.value).value._replace(
        working=working is not None))  # fmt: skip


@rule("tuần thứ 2 tháng 3", "WEEK|MONTH", "WEEKDAY?", "num|ORDINAL", "OF?", WHOLE)
def run_nth(
    unit: Node, nth: Node | None, number: Node, _of: Node | None, whole: Node
) -> Token | None:
    if not 1 <= number.value <= 5 or (unit.kind == "MONTH" and not nth):
        return None
    return _run(1, unit.kind, number.value, whole.value)


@rule("tuần 1, 2 tháng 9", "WEEK", "WEEKDAY?", "nums", "OF?", WHOLE)
def run_nths(
    _unit: Node, _nth: Node | None, found: Node, _of: Node | None, whole: Node
) -> Token | None:
    if found.value[-1] > 5:
        return None
    weeks = Many(tuple(Run(1, "week", n, whole.value) for n in found.value))
    return Token("cycle" if isinstance(whole.value, Each) else "p", weeks)


@rule("thứ 2 tháng 9", "WEEKDAY", of_number(2, 5), "OF?", WHOLE)
def nth_week(_th: Node, number: Node, _of: Node | None, whole: Node) -> Token:
    """The rest of "tuần thứ 1, thứ 2 tháng 9"; by itself it is nothing."""
    kind = "nth_cycle" if isinstance(whole.value, Each) else "nth"
    return Token(kind, Run(1, "week", number.value, whole.value))


def _weeks(value: Any) -> tuple[Run, ...]:
    """The weeks of one whole: one, or a list of them."""
    items = value.items if isinstance(value, Many) else (value,)
    weeks = tuple(i for i in items if isinstance(i, Run) and (i.unit, i.size) == ("week", 1))
    return weeks if len(weeks) == len(items) else ()


@rule("tuần thứ 1, tuần thứ 2 tháng 9", "WEEK", "WEEKDAY?", "num|PART|SIDE", SEPARATOR,
      Item(("p", "cycle", "nth", "nth_cycle"), test=lambda v: bool(_weeks(v))))  # fmt: skip
def weeks_listed(_word: Node, _th: Node | None, side: Node, _sep: Node, rest: Node) -> Token | None:
    weeks = _weeks(rest.value)
    first = {"start": "first", "end": "last"}.get(side.value, side.value)
    if first == "middle" or (isinstance(first, int) and not 1 <= first <= 5):
        return None
    kind = "cycle" if rest.kind.endswith("cycle") else "p"
    return Token(kind, Many((weeks[0]._replace(side=first), *weeks)))


@rule("tuần 25 năm 2026", "WEEK", "WEEKDAY?", of_number(1, 99), "tail")
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
