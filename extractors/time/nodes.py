"""What a phrase says about time, before anybody knows the date of issue.

These are the values the rules build (together: ``TimeExpr``). Nothing here is a date yet:
a year may be missing (``None``) or relative (``Shifted``); ``resolve`` settles that.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

UnitName = Literal[
    "day", "week", "month", "quarter", "half", "year", "term", "school_year", "season"
]


class Shifted(NamedTuple):
    """A year relative to the plan's, or inside a range to the other end's."""

    years: int


Year = int | Shifted | None


class Day(NamedTuple):
    """``ngày 15/3/2026``; ``month`` is missing in ``ngày 15`` (of a range, of each month)."""

    day: int
    month: int | None = None
    year: Year = None
    weekday: int | None = None
    """Monday is 0."""
    clock: Literal["", "hour", "hours", "from_hours"] = ""
    """An hour was given too ("trước 17 giờ ngày 14/2" includes the day), or two."""


class Unit(NamedTuple):
    """A unit of the calendar: month 3, quarter 1, half 2, the year, school year, term."""

    unit: UnitName
    number: int = 1
    year: Year = None
    note: Literal["", "roman", "stray_month", "lunar_name"] = ""
    """Why there is a rival reading."""


class Part(NamedTuple):
    """``đầu`` / ``giữa`` / ``cuối`` of something, a third (``tuần``) or half of it."""

    part: Literal["start", "middle", "end", "third1", "third2", "third3", "half1", "half2"]
    of: TimeExpr


class Run(NamedTuple):
    """``6 tháng đầu năm``, ``tuần đầu tháng 4``, ``tuần thứ 2``: units inside a whole."""

    size: int
    unit: UnitName
    side: Literal["first", "last"] | int
    """An ordinal (from 1) where one unit is numbered."""
    of: TimeExpr
    working: bool = False


class Rest(NamedTuple):
    """``các tháng còn lại của năm``: the units of a whole still to come."""

    unit: UnitName
    of: TimeExpr


class Each(NamedTuple):
    """Any month, quarter or year: ``ngày cuối tháng``, ``tháng cuối quý``."""

    unit: UnitName
    said: bool = False
    """"mỗi" or "hằng" was said."""


class Shift(NamedTuple):
    """Relative to the date of issue: ``tháng sau``, ``3 năm tới``, ``hôm nay``."""

    unit: UnitName
    by: int
    size: int = 1


class Weekday(NamedTuple):
    """``thứ Sáu tuần này``, ``thứ ba tới``, ``thứ Sáu tuần thứ 2``; Monday is 0."""

    days: tuple[int, ...]
    week: int | None = None
    """Weeks from the week of issue."""
    side: Literal["", "next", "last"] = ""
    nth: int | None = None
    """Which such day of the month; -1 is the last."""
    of: TimeExpr | None = None
    """The month, where it is named."""


class Lunar(NamedTuple):
    """A day (or with ``day`` 0 a month) of the lunar calendar."""

    day: int
    month: int
    year: Year = None
    leap: bool = False
    cycle: int | None = None
    """The year's place in the cycle of sixty (Giáp Tý is 0) where it is named so."""


class Feast(NamedTuple):
    """A day known by name; ``on`` is ``d/m``, with ``âl`` where it is lunar."""

    on: str
    year: Year = None
    cycle: int | None = None


class Issue(NamedTuple):
    """The date of issue: ``ngày ký``, ``nay``. ``event`` is false for ``nay``."""

    event: bool = True


class Season(NamedTuple):
    name: str
    year: Year = None


class Range(NamedTuple):
    start: TimeExpr
    end: TimeExpr


class Many(NamedTuple):
    items: tuple[TimeExpr, ...]


class By(NamedTuple):
    """A deadline; ``strict`` before, ``done`` where a period is to be finished within."""

    of: TimeExpr
    strict: bool = False
    done: bool = False


class Since(NamedTuple):
    """From a time on, without an end; ``after`` where the time itself is left out."""

    of: TimeExpr
    after: bool = False


class Backward(NamedTuple):
    """Up to a time, without a start: ``trở về trước``."""

    of: TimeExpr


class About(NamedTuple):
    """``khoảng tháng 5``: approximate."""

    of: TimeExpr


class Vision(NamedTuple):
    """``..., tầm nhìn đến năm 2045``: the further year does not extend the period."""

    of: TimeExpr
    far: TimeExpr


class Always(NamedTuple):
    """``thường xuyên``; ``of`` is the period named with it."""

    of: TimeExpr | None = None


class Duration(NamedTuple):
    """So many units; not on the calendar by itself."""

    size: float
    unit: UnitName | Literal["hour"]
    working: bool = False


class Within(NamedTuple):
    """``trong 10 ngày kể từ ngày ký``: from a time, for a duration."""

    duration: Duration
    of: TimeExpr
    run: bool = False
    """The first day counts: ``02 ngày, từ ngày 15/6``."""


class Later(NamedTuple):
    """``sau 10 ngày kể từ ngày ký``: open from the end of the duration."""

    duration: Duration
    of: TimeExpr


class Sooner(NamedTuple):
    """``trước Tết 15 ngày``: so long before a time."""

    duration: Duration
    of: TimeExpr


class Every(NamedTuple):
    """A rhythm: every ``interval`` units, ``times`` in each."""

    unit: UnitName
    interval: int = 1
    times: int = 1


class Repeat(NamedTuple):
    """A rhythm and the days it falls on; ``window`` where a period limits it."""

    every: Every
    when: TimeExpr | None = None
    window: TimeExpr | None = None
    without: tuple[int, ...] = ()
    """Months left out of it."""


class OnDay(NamedTuple):
    """A day of a recurring month: ``ngày 06 của tháng cuối quý``."""

    day: int
    of: TimeExpr


class Undated(NamedTuple):
    """About time, but with no day to it: an event, a reference, a bare duration."""

    reason: Literal["event", "reference", "duration", "ad_hoc", "clock"]
    duration: Duration | None = None
    relative: bool = False


class Impossible(NamedTuple):
    """A month 13 or a fifth quarter."""

    what: str


TimeExpr = (
    Day | Unit | Part | Run | Rest | Each | Shift | Weekday | Lunar | Feast | Issue | Season
    | Range | Many | By | Since | Backward | About | Vision | Always | Duration | Within
    | Later | Sooner | Every | Repeat | OnDay | Undated | Impossible
)  # fmt: skip
