"""Days of ranges and lists, where one part lends the other its year.

``từ tháng 11 đến tháng 3/2021`` begins in 2020; ``Quý II, IV/2020`` is two stretches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from extractors.time.calendar import FIRST_YEAR, LAST_YEAR, Date, add_days
from extractors.time.nodes import (
    By,
    Day,
    Many,
    Part,
    Range,
    Shifted,
    TimeExpr,
    Unit,
    Year,
)
from extractors.time.stretch import (
    Scene,
    Stretch,
    bounds,
    settled,
    with_year,
    year_in,
)
from schemas.time import Granularity, Reading

_ORDER: tuple[Granularity, ...] = (
    "day", "week", "month", "quarter", "half", "school_year", "year", "multi_year",
)  # fmt: skip
# Digits OCR takes for one another: 7 for 1, 9 for 0.
_LOOKALIKES = {"7": "1", "4": "1", "9": "0", "6": "0", "8": "0", "5": "3", "3": "2"}


# --- ranges ----------------------------------------------------------------------------


@bounds.register
def range_bounds(expr: Range, scene: Scene) -> Stretch | None:
    """The days from one time to another; ``None`` where they make no sense together."""
    strict = isinstance(expr.end, By)
    end_expr = expr.end.of if isinstance(expr.end, By) else expr.end
    start_expr, end_expr, repaired = _repaired(expr.start, end_expr, scene)
    left, right = _years_shared(start_expr, end_expr, scene)
    start, end = edge(left, scene, first=True), edge(right, scene, first=False)
    if start is None or end is None:
        return None
    last = add_days(end.start, -1) if strict else end.end
    if last < start.start:
        return None
    approximate = start.approximate or end.approximate
    doubts = tuple(dict.fromkeys((*start.doubts, *end.doubts, *repaired)))
    grain = _range_grain(start, end)
    relative = start.relative or end.relative
    found = Stretch(start.start, last, grain, approximate, relative=relative, doubts=doubts)
    return _with_inferred(found, expr)


def _with_inferred(found: Stretch, expr: Range) -> Stretch:
    """One end's own year is year enough for both."""
    named = any(
        isinstance(year_in(e), int) for e in (expr.start, expr.end) if not isinstance(e, By)
    )
    if not named:
        return found
    return found._replace(doubts=tuple(d for d in found.doubts if d != "year_inferred"))


def edge(expr: TimeExpr, scene: Scene, *, first: bool) -> Stretch | None:
    """One end of a range: "từ đầu năm" starts with the year, "đến cuối năm" ends with it.

    "Giữa tháng" as an end is about the 15th, not the whole middle of the month.
    """
    found = bounds(expr, scene)
    if found is None or not isinstance(expr, Part):
        return found
    if expr.part == ("start" if first else "end"):
        return bounds(expr.of, scene)
    if expr.part == "middle" and isinstance(expr.of, Unit) and expr.of.unit == "month":
        middle = found.start.replace(day=15)
        return found._replace(start=middle, end=middle)
    return found


def _range_grain(start: Stretch, end: Stretch) -> Granularity:
    grain = min(start.grain, end.grain, key=_ORDER.index)
    if grain in ("half", "school_year") and start.grain != end.grain:
        grain = "month"
    if grain == "quarter" and "quarter" not in (start.grain, end.grain):
        grain = "month"
    if grain == "year" and end.end.year > start.start.year:
        return "multi_year"
    return grain


def _years_shared(left: TimeExpr, right: TimeExpr, scene: Scene) -> tuple[TimeExpr, TimeExpr]:
    """Both ends with a year: "tháng 11 - tháng 3/2021" begins the year before."""
    a, b = year_in(left), year_in(right)
    if isinstance(b, Shifted) and (b.years > 0 or not isinstance(a, Shifted)):
        # "năm sau" is the year after the left end's.
        base = settled(a, scene)
        b = base + b.years if base is not None else None
        right = _set_year(right, b)
    if isinstance(a, int) and b is None:
        return left, _later(left, with_year(right, a), scene)
    if a is None and isinstance(b, int):
        return _earlier(with_year(left, b), right, scene), right
    if a is None and b is None and not scene.school_year:
        return left, _later(left, right, scene)
    return left, right


def _set_year(expr: TimeExpr, year: Year) -> TimeExpr:
    if isinstance(expr, Day | Unit):
        return expr._replace(year=year)
    if isinstance(expr, Part):
        return expr._replace(of=_set_year(expr.of, year))
    return expr


def _later(left: TimeExpr, right: TimeExpr, scene: Scene) -> TimeExpr:
    """The right end in the next year where it would come before the left one."""
    start, end = bounds(left, scene), bounds(right, scene)
    if start is None or end is None or start.start <= end.end:
        return right
    return _set_year(right, end.end.year + 1)


def _earlier(left: TimeExpr, right: TimeExpr, scene: Scene) -> TimeExpr:
    start, end = bounds(left, scene), bounds(right, scene)
    if start is None or end is None or start.start <= end.end:
        return left
    return _set_year(left, end.start.year - 1)


def _repaired(
    left: TimeExpr, right: TimeExpr, scene: Scene
) -> tuple[TimeExpr, TimeExpr, tuple[str, ...]]:
    """Digits misread at one end, put right from the other: 75/7-20/7, .../2019-.../2919."""
    if not isinstance(left, Day) or not isinstance(right, Day):
        return left, right, ()
    fixed = _repair(left, right, scene), _repair(right, left, scene)
    doubts = () if fixed == (left, right) else ("ocr_repaired",)
    return (*fixed, doubts)


def _repair(bad: Day, good: Day, scene: Scene) -> Day:
    """A day with its misread digit put right; as it was where that is not sure."""
    if isinstance(bad.year, int) and not FIRST_YEAR <= bad.year <= LAST_YEAR:
        near = good.year if isinstance(good.year, int) else scene.year
        if sum(x != y for x, y in zip(str(bad.year), str(near), strict=False)) == 1:
            return bad._replace(year=near)
        return bad
    if bad.day <= 31:
        return bad
    tens, ones = divmod(bad.day, 10)
    digit = int(_LOOKALIKES.get(str(tens), "0"))
    return bad._replace(day=10 * digit + ones)


# --- lists -----------------------------------------------------------------------------


@bounds.register
def many_bounds(expr: Many, scene: Scene) -> Stretch | None:
    """The hull of several times, and each of them where there are gaps between."""
    found = [bounds(item, scene) for item in with_years(expr.items)]
    stretches = [s for s in found if s is not None]
    if len(stretches) < len(found) or not stretches:
        return None
    return hull(stretches, named=any(isinstance(year_in(i), int) for i in expr.items))


def with_years(items: Sequence[TimeExpr]) -> list[TimeExpr]:
    """Items with the year of the next that names one: "15/3 và 20/4/2026"."""
    year: Year = None
    out: list[TimeExpr] = []
    for item in reversed(items):
        own = year_in(item)
        lend = own is None and year is not None
        out.append(with_year(item, year) if lend else item)
        year = own if isinstance(own, int) else year
    return out[::-1]


def hull(stretches: Sequence[Stretch], *, named: bool = False) -> Stretch:
    """First to last day of several stretches; ``parts`` where they leave gaps."""
    spans = merged([(s.start, s.end) for s in stretches])
    start, end = spans[0][0], spans[-1][1]
    doubts = tuple(dict.fromkeys(d for s in stretches for d in s.doubts))
    return Stretch(
        start,
        end,
        common_grain([(s.start, s.end, s.grain) for s in stretches], start, end),
        approximate=any(s.approximate for s in stretches),
        uncertain=any(s.uncertain for s in stretches),
        relative=any(s.relative for s in stretches),
        doubts=tuple(d for d in doubts if not (named and d == "year_inferred")),
        rivals=tuple(r for s in stretches for r in s.rivals),
        parts=_split(stretches) if len(spans) > 1 else (),
    )


def _split(stretches: Iterable[Stretch]) -> tuple[tuple[Date, Date], ...]:
    """The stretches as they are named: days that follow one another are one."""
    spans = sorted({(s.start, s.end) for s in stretches})
    days = all(s.grain == "day" for s in stretches)
    return tuple(merged(spans)) if days else tuple(spans)


def merged(spans: Sequence[tuple[Date, Date]]) -> list[tuple[Date, Date]]:
    """Spans in order, those that touch or overlap made one."""
    out: list[tuple[Date, Date]] = []
    for start, end in sorted(spans):
        if out and start <= add_days(out[-1][1], 1):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def common_grain(
    spans: Sequence[tuple[Date, Date, Granularity]], start: Date, end: Date
) -> Granularity:
    """The grain of several stretches together."""
    grains = {grain for _, _, grain in spans}
    for first, last, grain in spans:
        if (first, last) == (start, end):
            return grain
    if grains == {"year"} and end.year > start.year:
        return "multi_year"
    return finest(grains) or "day"


def finest(grains: Collection[Granularity]) -> Granularity | None:
    """The finest grain; quarters among halves are told in months."""
    if not grains:
        return None
    found = min(grains, key=_ORDER.index)
    if len(set(grains)) > 1 and found in ("quarter", "half", "school_year"):
        return "month"
    return found


def rival(stretch: Stretch, reason: str) -> Reading:
    """A stretch as a rival reading."""
    return Reading("interval", stretch.start, stretch.end, stretch.grain, reason)
