"""Rules for days: dates and lists of dates, weekdays, hours.

``Ngày 10, 11/3/2026`` -> Many(10/3, 11/3); ``thứ Sáu ngày 06/3`` -> Day with its weekday.
"""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Always,
    Day,
    Every,
    Impossible,
    Lunar,
    Many,
    Range,
    Repeat,
    TimeExpr,
    Weekday,
)
from extractors.time.patterns import (
    DATE,
    DAY,
    FULL_DAY,
    PLAIN_WEEKDAY,
    SEPARATOR,
    balanced,
    is_day,
    is_month,
    many_of,
    of_number,
    tail_of,
)
from extractors.time.words import guard

# Up to eight words, no numbers or stops: the name of the day in "ngày Nhà giáo 20/11".
# Words around the one that makes a name the name of a day: "ngày Nhà giáo Việt Nam 20/11".
_WORD = rf"(?!{guard('end_of_name')})[^\W\d_]+"


NAME_TAIL = re.compile(rf"(?:{_WORD}(?:[\s,]+{_WORD}){{0,6}})?")


_OF_HOURS = re.compile(r"(?:\s*(?:h|g|giờ|tiếng)(?!\w))?")


@rule("ngày 15/3", "DAY", "MUNG?", "dm", "tail?")
def day_month(_word: Node, _mung: Node | None, value: Node, tail: Node | None) -> Token:
    return Token("p", value.value._replace(year=tail_of(tail)))


@rule("15/3 năm 2026", "dm", "tail")
def day_month_tail(value: Node, tail: Node) -> Token:
    return Token("p", value.value._replace(year=tail.value))


@rule("ngày 15-4", "DAY", "dm_loose|dm_dot", "tail?")
def day_month_loose(_word: Node, value: Node, tail: Node | None) -> Token:
    return Token("p", value.value._replace(year=tail_of(tail)))


@rule("ngày 15/3/2026", "DAY", "MUNG?", FULL_DAY)
def day_full(_word: Node, _mung: Node | None, value: Node) -> Token:
    return Token("p", value.value)


@rule("ngày 75/7", "DAY", "bad")
def day_bad(_word: Node, value: Node) -> Token:
    return Token("bad", value.value)


@rule("bare 32/5", "bad")
def day_impossible(_value: Node) -> Token:
    return Token("w", Impossible("day"))


IN_WORDS = "ngày 15 tháng 3"


@rule(IN_WORDS, "DAY?", "MUNG?", of_number(1, 31), "MONTH|MONTH_SLIP",
      of_number(1, 12), "tail?")  # fmt: skip
def day_in_words(word: Node | None, _mung: Node | None, day: Node, _month: Node, month: Node,
                 tail: Node | None) -> Token:  # fmt: skip
    return Token("p" if word or tail else "dm", Day(day.value, month.value, tail_of(tail)))


@rule("ngày 15 tháng 3/2026", "DAY?", "MUNG?", of_number(1, 31), "MONTH",
      Item(("my",), test=lambda v: 1 <= v.number <= 12))  # fmt: skip
def day_in_words_year(word: Node | None, mung: Node | None, day: Node, _month: Node,
                      month: Node) -> Token:  # fmt: skip
    return Token("p" if word or mung else "w", Day(day.value, month.value.number, month.value.year))


@rule("ngày 15 tháng Giêng", "DAY?", "MUNG?", of_number(1, 31), "MONTH", "MONTH_NAME", "tail?")
def day_of_named_month(_word: Node | None, _mung: Node | None, day: Node, _month: Node,
                       month: Node, tail: Node | None) -> Token:  # fmt: skip
    return Token("p", Lunar(day.value, month.value, tail_of(tail)))


@rule("slip ngày 9/2026", "DAY", Item(("my",), test=lambda v: 1 <= v.number <= 12))
def day_for_month(_word: Node, value: Node) -> Token:
    return Token("p", value.value)


@rule("slip ngày 1 5/6", "DAY", of_number(0, 3), DAY)
def day_parted(_word: Node, ten: Node, value: Node) -> Token | None:
    day = 10 * ten.value + value.value.day
    return Token("p", value.value._replace(day=day)) if value.value.day < 10 and day < 32 else None


@rule("ngày 15", "DAY", "MUNG?", of_number(1, 31))
def day_only(_word: Node, _mung: Node | None, day: Node) -> Token:
    return Token("day_only", Day(day.value))


@rule("mùng 5", "MUNG", of_number(1, 10))
def day_mung(_word: Node, day: Node) -> Token:
    return Token("day_only", Day(day.value))


@rule("ngày 15, 30", "PLURAL?", "DAY", "nums")
def days_only(_some: Node | None, _word: Node, found: Node) -> Token | None:
    days = _days(found.value, Day(0))
    return days and Token("day_only", days)


@rule("ngày 05 và ngày 20", Item(("day_only",), test=lambda v: isinstance(v, Day)),
      SEPARATOR, "day_only")  # fmt: skip
def days_only_list(first: Node, _sep: Node, rest: Node) -> Token | None:
    if isinstance(rest.value, Range):
        return None
    items = rest.value.items if isinstance(rest.value, Many) else (rest.value,)
    return Token("day_only", Many((first.value, *items)))


def _days(days: tuple[int, ...], like: Day | Lunar) -> TimeExpr | None:
    """Days of the month, the year and the calendar of ``like``."""
    if any(not 1 <= d <= 31 for d in days) or list(days) != sorted(set(days)):
        return None
    if isinstance(like, Day):
        return Many(tuple(Day(d, like.month, like.year) for d in days))
    return Many(tuple(like._replace(day=d) for d in days))


@rule("ngày 10, 11/3/2026", "PLURAL?", "DAY?", "MUNG?", "num|nums", f"-|to|{SEPARATOR}", DATE)
def days_then_date(_some: Node | None, word: Node | None, _mung: Node | None, found: Node,
                   sep: Node, last: Node) -> Token | None:  # fmt: skip
    days = found.value if found.kind == "nums" else (found.value,)
    end = last.value
    if sep.kind in ("-", "to"):
        if not days[-1] < end.day:
            return None
        days = (*days, *range(days[-1] + 1, end.day))
    value = _days((*days, end.day), end)
    sure = word is not None or (sep.kind == "-" and last.kind == "p")
    return value and Token("p" if sure else "w", value)


@rule("ngày 20 các tháng 3, 6, 9", "day_only", "OF?", "PLURAL?", many_of(is_month))
def day_of_months(day: Node, _of: Node | None, _some: Node | None, months: Node) -> Token | None:
    if not isinstance(day.value, Day):
        return None
    days = (Day(day.value.day, m.number, m.year) for m in months.value.items)
    return Token("p", Many(tuple(days)))


@rule("bare 15/3", "dm")
def day_month_alone(value: Node) -> Token:
    return Token("w", value.value)


@rule("2 tháng 9 of a name", Item(("dm",)))
def day_unframed(value: Node) -> Token | None:
    """Without "ngày" no day in prose ("Đại lộ 2 tháng 9"), and no month of September either."""
    return Token("unframed", None) if value.rule == IN_WORDS else None


@rule("24/7", "around", _OF_HOURS)
def around_the_clock(_word: Node, _hours: Node) -> Token:
    return Token("LASTING", None)


@rule("ngày Nhà giáo 20/11", "DAY|OCCASION", "DAY_NAME", NAME_TAIL, "(?", DAY, ")?")
def day_with_name(_word: Node, _name: Node, _tail: Node, opened: Node | None, value: Node,
                  closed: Node | None) -> Token | None:  # fmt: skip
    return Token("p", value.value) if balanced(opened, closed) else None


@rule("dịp 30/4", "OCCASION", Item(("p", "w"), test=lambda v: not isinstance(v, Always)))
def on_occasion(_word: Node, value: Node) -> Token:
    return Token("p", value.value)


@rule("thứ Sáu", "WEEKDAY", of_number(2, 7))
def weekday(_word: Node, number: Node) -> Token:
    return Token("weekday", Weekday((number.value - 2,)))


@rule("thứ năm", "WEEKDAY", "YEAR")
def thursday(_word: Node, _five: Node) -> Token:
    return Token("weekday", Weekday((3,)))


@rule("thứ 2, 4, 6", "WEEKDAY", "nums")
def weekday_numbers(_word: Node, found: Node) -> Token | None:
    if any(not 2 <= n <= 7 for n in found.value):
        return None
    return Token("weekday", Weekday(tuple(n - 2 for n in found.value)))


# T2 is a weekday only where a rhythm of weeks says so; else it is a month.
@rule("T2 hằng tuần", "T", of_number(2, 7))
def weekday_code(_word: Node, number: Node) -> Token:
    return Token("weekday_code", Weekday((number.value - 2,)))


@rule("T2, T4 hằng tuần", "weekday_code", SEPARATOR, "weekday_code|weekday")
def weekday_codes(first: Node, _sep: Node, rest: Node) -> Token | None:
    if not isinstance(rest.value, Weekday) or set(first.value.days) & set(rest.value.days):
        return None
    days = tuple(sorted({*first.value.days, *rest.value.days}))
    return Token("weekday_code", Weekday(days))


@rule("các ngày thứ Bảy", "PLURAL", "DAY", PLAIN_WEEKDAY)
def weekdays_plural(_some: Node, _day: Node, value: Node) -> Token:
    return Token("w", Repeat(Every("week"), value.value))


@rule("chủ nhật", "SUNDAY")
def sunday(_word: Node) -> Token:
    return Token("weekday", Weekday((6,)))


@rule("thứ Tư và thứ Sáu", PLAIN_WEEKDAY, SEPARATOR, PLAIN_WEEKDAY)
def weekdays(first: Node, _sep: Node, rest: Node) -> Token | None:
    if set(first.value.days) & set(rest.value.days):
        return None
    return Token("weekday", Weekday(tuple(sorted({*first.value.days, *rest.value.days}))))


@rule("thứ Hai đến thứ Sáu", "from?", PLAIN_WEEKDAY, "to", PLAIN_WEEKDAY)
def weekday_range(_from: Node | None, first: Node, _to: Node, last: Node) -> Token | None:
    low, high = first.value.days[-1], last.value.days[0]
    return Token("weekday", Weekday(tuple(range(low, high + 1)))) if low < high else None


@rule("ngày thứ Sáu", "PLURAL|SESSION?", "DAY|SESSION", "weekday")
def day_weekday(_some: Node | None, _word: Node, value: Node) -> Token:
    return Token("weekday", value.value)


@rule("thứ Sáu ngày 06/3", PLAIN_WEEKDAY, ",|(?", "SESSION?", DAY, ")?")
def weekday_date(
    name: Node, opened: Node | None, _part: Node | None, date: Node, closed: Node | None
) -> Token | None:
    if len(name.value.days) != 1 or not balanced(opened, closed):
        return None
    return Token("p", date.value._replace(weekday=name.value.days[0]))


@rule("06/3/2026 (thứ Sáu)", FULL_DAY, ",|(?", PLAIN_WEEKDAY, ")?")
def date_weekday(date: Node, opened: Node | None, name: Node, closed: Node | None) -> Token | None:
    if len(name.value.days) != 1 or not balanced(opened, closed):
        return None
    return Token("p", date.value._replace(weekday=name.value.days[0]))


@rule("sáng 06/3", "SESSION", ",?", "IN?", DAY)
def session_date(_part: Node, _comma: Node | None, _in: Node | None, date: Node) -> Token:
    return Token("p", date.value)


@rule("cả ngày 06/3", "WHOLE", Item(("p",), test=is_day))
def whole_day(_whole: Node, date: Node) -> Token:
    return Token("p", date.value)


@rule("8h00 - 11h00", "from|AT?", "clock|num", "to", "clock")
def clock_range(word: Node | None, _first: Node, _to: Node, _last: Node) -> Token:
    return Token("clock", "from_hours" if word else "hours")


@rule("từ 8h00", "from|AT|IN|TO", "AT?", "clock")
def clock_from(_from: Node, _at: Node | None, clock: Node) -> Token:
    return Token("clock", clock.value)


@rule("8h00 ngày 06/3", "clock", ",?", "IN?", Item(("p", "dm"), test=is_day))
def clock_date(clock: Node, _comma: Node | None, _in: Node | None, date: Node) -> Token:
    return Token("p", date.value._replace(clock=clock.value))


@rule("8h00 các ngày 20, 21/5", "clock", ",?", "IN?", many_of(is_day))
def clock_dates(_clock: Node, _comma: Node | None, _in: Node | None, dates: Node) -> Token:
    return Token("p", dates.value)


@rule("ngày 06/3, 8h00", FULL_DAY, ",|AT?", "clock")
def date_clock(date: Node, sep: Node | None, clock: Node) -> Token | None:
    if clock.value == "from_hours" and not sep:
        return None
    return Token("p", date.value._replace(clock=clock.value))


CLOCK_WEEKDAY = "8h00 thứ Sáu"


@rule(CLOCK_WEEKDAY, "clock", ",?", "weekday")
def clock_weekday(_clock: Node, _comma: Node | None, value: Node) -> Token:
    return Token("weekday", value.value)


@rule("các ngày làm việc trong tuần", "PLURAL", "DAY", "WORKING", "IN|OF", "WEEK")
def working_days(*_words: Node) -> Token:
    return Token("t", Repeat(Every("week"), Weekday((0, 1, 2, 3, 4))))


@rule("các ngày trong tuần", "PLURAL", "DAY", "IN|OF", "WEEK")
def all_days(*_words: Node) -> Token:
    return Token("t", Repeat(Every("day")))
