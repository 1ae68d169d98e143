"""When the rows of a table take place, with what stands above a row and is said once only.

A weekly schedule prints the day in a row of its own, in a merged cell, or in the first row of
the day; a programme by month groups its rows. ``Above`` is what holds for the next row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.activities.frames import Frame, frame_of, narrowed, period_of
from extractors.activities.schedule import unit_of
from extractors.layout.roles import year_of
from extractors.periods import names_period, names_session, with_weekday
from extractors.time import parse_time
from schemas.layout import EMPTY, Cell, Passage
from schemas.time import TimeContext, TimeValue

CARRIED = "time_from_above"
"""The doubt of a row whose blank cell is read as the cell above it."""
_ANY = TimeContext(plan_year=2000)
"""The unit of a period does not hang on the year."""
Timed = tuple[TimeValue | None, Passage]
"""A time and the text that says it."""


@dataclass(frozen=True, slots=True)
class Above:
    """The day, month or part of the day that rows below a heading stand under."""

    period: Frame | None = None
    session: Passage | None = None
    carried: tuple[tuple[int, Cell], ...] = ()
    """The last filled cell of each column that is printed once for several rows."""
    grouped: bool = False
    """Whether headings of another kind stand above the periods."""

    def under(self, heading: Passage, *, context: TimeContext) -> Above:
        """What holds below a row that consists of ``heading``."""
        if names_session(heading.text):
            return replace(self, session=heading)
        frame = frame_of(heading, context=context)
        if frame is not None:
            return replace(self, period=frame, session=None)
        if self.period is None:
            return replace(self, grouped=True)
        return replace(self, period=None, session=None) if self.grouped else self

    @property
    def frame(self) -> Frame | None:
        if self.period is None or self.session is None:
            return self.period
        return self.period.joined(self.session)


@dataclass(frozen=True, slots=True)
class TimeCell:
    """A cell of a time column in one row; ``said_above`` where the row leaves it blank."""

    cell: Cell
    col: int
    heading: str
    said_above: bool = False


def dates_row(text: str) -> bool:
    """Whether a cell or a whole row is a day or a part of it, which may be printed once."""
    return names_period(text) or names_session(text)


def filled(
    above: Above, cells: Sequence[tuple[int, Cell | None, str]], *, before: int
) -> tuple[Above, list[TimeCell]]:
    """The time cells of a row, blank ones of a timetable's first columns filled from above.

    ``cells`` are column, cell and heading; ``before`` is the column of the work: what stands
    at the left of it may be printed once for several rows.
    """
    last = dict(above.carried)
    found: list[TimeCell] = []
    for col, cell, heading in cells:
        if cell is not None and cell.text:
            # A new day has mornings of its own.
            if names_period(with_weekday(cell.text, heading)):
                last = {c: kept for c, kept in last.items() if c < col}
            last[col] = cell
            found.append(TimeCell(cell, col, heading))
        elif col < before and col in last and dates_row(with_weekday(last[col].text, heading)):
            found.append(TimeCell(last[col], col, heading, said_above=True))
    distinct = [t for i, t in enumerate(found) if t.cell not in [f.cell for f in found[:i]]]
    return replace(above, carried=tuple(last.items())), distinct


def row_time(above: Above, cells: Sequence[TimeCell], *, context: TimeContext) -> Timed:
    """The time of a row and the cells that say it, what stands above it first."""
    frame, own = above.frame, list(cells)
    if frame is None and len(own) > 1 and not _are_ends(own):
        frame = _column_frame(own[0], context)
        own = own[1:] if frame is not None else own
    passage = Passage.join([t.cell.passage for t in own], between=" | ")
    if frame is None:
        if not passage:
            return None, EMPTY
        value = _alone(own[0], passage, context)
    else:
        local = in_column(own[0].heading, context) if own else context
        value = narrowed(frame, passage.text, context=local)
        passage = Passage.join([frame.passage, passage], between=" | ")
        value = replace(value, text=passage.text)
    if any(t.said_above for t in cells):
        value = replace(value, doubts=(*value.doubts, CARRIED))
    return value, passage


def _alone(first: TimeCell, passage: Passage, context: TimeContext) -> TimeValue:
    local = in_column(first.heading, context)
    value = parse_time(passage.text, context=local)
    if value is None or value.kind in ("unknown", "relative"):
        day = period_of(_said(first), context=local)  # of the week the title names
        value = day or value or TimeValue(text=passage.text)
        return replace(value, text=passage.text)
    return value


def _are_ends(own: Sequence[TimeCell]) -> bool:
    """Whether the cells name a period each: beginning and end, neither above the other."""
    named = [period_of(t.cell.text, context=_ANY) for t in own if names_period(t.cell.text)]
    units = [value.granularity for value in named if value is not None]
    return len(set(units)) < len(units)


def _column_frame(first: TimeCell, context: TimeContext) -> Frame | None:
    """The cell of a column of days, months or quarters, which the next column narrows."""
    if not names_period(_said(first)) and unit_of(first.heading) not in ("month", "quarter"):
        return None
    value = period_of(_said(first), context=in_column(first.heading, context))
    return None if value is None else Frame(first.cell.passage, value)


def _said(time: TimeCell) -> str:
    """What a cell says with its column's heading: ``Hai 05/10`` under ``Thứ``."""
    return with_weekday(time.cell.text, time.heading)


def in_column(heading: str, context: TimeContext) -> TimeContext:
    """What the heading of a time column adds: a unit, a year."""
    return replace(context, column=unit_of(heading), header_year=year_of(heading))
