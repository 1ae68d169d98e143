"""Which tables schedule work, and what their columns hold.

Headings say it where they can (``roles.yaml``); what stands in the cells decides where they
are missing, odd, or say one thing and mean another: a column ``Tiến độ`` of "Đã hoàn thành"
is a state, not a time. A table without a column for the work and one for its time or its
doer is no schedule; nor is a report of states, a price list, a list of targets, the running
order of a meeting or the steps of a procedure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.activities import cells
from extractors.activities.cells import most
from extractors.layout.roles import Role, opening_of, oversees, role_in_heading, role_of
from extractors.periods import with_weekday
from extractors.text.fold import bare, fold
from extractors.time import parse_time
from extractors.zones import is_name
from schemas.layout import Cell, Table
from schemas.time import Unit

Grid = Sequence[Sequence[Cell | None]]
_SAMPLE = 200
"""Cells of a column that are looked at."""
_FEWEST_PERIODS = 3
_COUNTS = re.compile(r"\(\s*(?:\d{1,2}|[A-Ha-h])\s*\)")
"""``(3)`` under a heading counts the columns."""
_UNITS: dict[str, Unit] = {"thang": "month", "qui": "quarter", "ngai": "day", "nam": "year"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's headings from top to bottom, and the texts of its own cells below."""

    headings: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def heading(self) -> str:
        return " ".join(self.headings)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A table that schedules work, and what each of its columns holds."""

    table: Table
    grid: Grid
    first: int
    """The first row below the headings."""
    roles: tuple[Role | None, ...]
    headings: tuple[str, ...]
    periods: tuple[tuple[Unit, int] | None, ...]
    """The month or quarter that a column of marks stands for."""


def halves(table: Table) -> tuple[Table, ...]:
    """The tables that stand side by side in one: the same headings printed again to the right."""
    keys = [fold(column.heading) for column in _columns(table.grid(), table.header_rows)]
    width = len(keys) // 2
    if width < 2 or not all(keys[:width]) or keys[:width] * 2 != keys:
        return (table,)
    return tuple(_part(table, first, width) for first in (0, width))


def _part(table: Table, first: int, width: int) -> Table:
    """Some columns of a table as a table; cells that run over its edges are left out."""
    cells = tuple(
        replace(cell, col=cell.col - first)
        for cell in table.cells
        if first <= cell.col and cell.col + cell.colspan <= first + width
    )
    return replace(table, cells=cells, n_cols=width)


def as_schedule(table: Table) -> Schedule | None:
    """The table with its roles if it schedules work, else None."""
    grid = table.grid()
    first = table.header_rows
    columns = _columns(grid, first)
    periods = _periods(columns)
    named = _roles(columns, [p is not None for p in periods])
    if first == 0 and _is_odd_heading(grid, named):
        first, columns = 1, _columns(grid, 1)
    roles = _with_content(named, columns)
    if not _schedules(roles, columns) or _is_order_of_events(roles, columns, grid):
        return None
    headings = tuple(column.heading for column in columns)
    return Schedule(table, grid, first, roles, headings, tuple(periods))


def holds_times(table: Table) -> bool:
    """Whether a column holds times, and none says what else the table is for."""
    grid = table.grid()
    columns = _columns(grid, table.header_rows)
    roles = _roles(columns, [False] * len(columns))
    texts = [t for role, c in zip(roles, columns, strict=True) if role == "time" for t in c.texts]
    if {"status", "price", "unit", "other"} & set(roles) or _is_order_of_events(
        roles, columns, grid
    ):
        return False
    return len(texts) > 1 and most(texts, cells.is_time)


def unit_of(heading: str) -> Unit | None:
    """The unit a time column's heading names alone: ``Tháng``, ``Quý``."""
    return _UNITS.get(bare(heading).strip(" .:"))


def _columns(grid: Grid, first: int) -> list[Column]:
    return [_column(grid, first, col) for col in range(len(grid[0]) if grid else 0)]


def _column(grid: Grid, first: int, col: int) -> Column:
    """Cells merged over other columns say nothing of this one."""
    headings: list[Cell] = []
    for row in grid[:first]:
        cell = row[col]
        if cell is not None and cell not in headings and not _COUNTS.fullmatch(cell.text):
            headings.append(cell)
    own = [
        cell.text
        for number, row in enumerate(grid[first : first + _SAMPLE], start=first)
        if (cell := row[col]) is not None and cell.row == number and cell.colspan == 1
    ]
    return Column(tuple(h.text for h in headings), tuple(text for text in own if text))


def _periods(columns: Sequence[Column]) -> list[tuple[Unit, int] | None]:
    """Columns that stand for a month, a quarter or a year each and hold nothing but marks."""
    found = [_period(column) for column in columns]
    held = [c.texts for c, period in zip(columns, found, strict=True) if period is not None]
    return found if len(held) >= _FEWEST_PERIODS and any(held) else [None] * len(found)


def _period(column: Column) -> tuple[Unit, int] | None:
    if not column.headings or not all(map(cells.is_mark, column.texts)):
        return None
    above, own = bare(" ".join(column.headings[:-1])), column.headings[-1]
    unit = next((_UNITS[word] for word in ("thang", "qui") if word in above), None)
    if unit is None and role_of(above) == "time":
        unit = "month" if own.isdigit() else "quarter"
    return cells.period_of(own, unit)


def _roles(columns: Sequence[Column], is_period: Sequence[bool]) -> list[Role | None]:
    """The role of each column: of its heading if the cells agree, else of its cells."""
    roles: list[Role | None] = [
        "time" if marked else _agreed(_named(column), column)
        for column, marked in zip(columns, is_period, strict=True)
    ]
    for col, column in enumerate(columns):
        if roles[col] is None:
            roles[col] = _guessed(column, col, roles)
    return _with_overseers(roles, columns)


def _with_overseers(roles: Sequence[Role | None], columns: Sequence[Column]) -> list[Role | None]:
    """``Lãnh đạo phụ trách`` beside the column of who does the work oversees it."""
    above = {c for c, r in enumerate(roles) if r == "lead" and oversees(columns[c].heading)}
    if not any(r == "lead" and c not in above for c, r in enumerate(roles)):
        return list(roles)
    return ["monitor" if c in above else r for c, r in enumerate(roles)]


def _named(column: Column) -> Role | None:
    """The role of the whole heading, or of the lowest row of it that names one."""
    if (role := role_in_heading(column.heading)) is not None:
        return role
    lowest = (role_in_heading(heading) for heading in reversed(column.headings))
    return next((role for role in lowest if role is not None), None)


def _agreed(role: Role | None, column: Column) -> Role | None:
    """What the heading says, unless the cells are of another kind."""
    texts = column.texts
    if role == "time":
        stated = most(texts, lambda t: cells.is_state(t) and not cells.is_time(t), share=0.5)
        return "status" if stated else role
    if role == "product" and most(texts, cells.is_state):
        return "status"
    if role == "lead" and most(texts, cells.is_unit, share=0.8):
        return "unit"
    if role == "status" and not texts:  # to be filled in later
        return None
    return role


def _guessed(column: Column, col: int, roles: Sequence[Role | None]) -> Role | None:
    """What the cells of a column without a known heading are."""
    texts = column.texts
    opening = opening_of(column.heading)
    if col == 0 and "index" not in roles and most(texts, cells.is_ordinal, share=0.7):
        return "index"
    if most(texts, cells.is_time) and ("time" not in roles or opening == "time"):
        return "time"
    if most(texts, cells.is_body):
        if opening in ("lead", "coordinating"):
            return opening
        if "lead" not in roles:
            return "lead"
        return None if column.headings or "coordinating" in roles else "coordinating"
    if opening in ("content", "product") and opening not in roles:
        return opening if most(texts, cells.is_wordy, share=0.5) else None
    return None


def _is_odd_heading(grid: Grid, roles: Sequence[Role | None]) -> bool:
    """Whether the first row names columns in words of its own: no ordinal, no time in it."""
    kinds: tuple[tuple[Role, Callable[[str], bool]], ...] = (
        ("index", cells.is_ordinal), ("time", cells.is_time),
    )  # fmt: skip
    for role, kind in kinds:
        if role in roles:
            cell = grid[0][roles.index(role)]
            return cell is not None and bool(cell.text) and not kind(cell.text)
    return False


def _with_content(
    roles: Sequence[Role | None], columns: Sequence[Column]
) -> tuple[Role | None, ...]:
    """The roles with a column for the work: one that stands in for it where none is named."""
    out = list(roles)
    if "content" in out:
        return tuple(out)
    if "session" in out:
        return tuple("content" if role == "session" else role for role in out)
    stand_ins: list[Role] = ["inspected"]
    if "time" in out:
        stand_ins += ["participants", "place", "product"]
    found = next((r for r in stand_ins if r in out), None)
    if found is not None:
        out[out.index(found)] = "content"
    elif "time" in out and (widest := _widest(out, columns)) is not None:
        out[widest] = "content"
    return tuple(out)


def _widest(roles: Sequence[Role | None], columns: Sequence[Column]) -> int | None:
    """The column without a role whose cells say most, if they say what is to be done."""
    free = [c for c, role in enumerate(roles) if role is None and columns[c].texts]
    if not free:
        return None
    col = max(free, key=lambda c: sum(map(len, columns[c].texts)) / len(columns[c].texts))
    texts = columns[col].texts
    fits = most(texts, cells.is_wordy) and not most(texts, is_name, share=0.5)
    return col if fits else None


def _schedules(roles: Sequence[Role | None], columns: Sequence[Column]) -> bool:
    """Whether the columns are those of a schedule."""
    held = set(roles)
    if "content" not in held or "status" in held:
        return False
    led = bool(held & {"lead", "coordinating"})
    if not led and ("price" in held or not _dates(roles, columns)):
        return False
    return "time" in held or not {"unit", "price", "other"} & held


def _dates(roles: Sequence[Role | None], columns: Sequence[Column]) -> bool:
    """Whether a time column is empty or holds times, undated ones (``khi có yêu cầu``) included."""
    texts = [
        with_weekday(t, c.heading)
        for role, c in zip(roles, columns, strict=True)
        if role == "time"
        for t in c.texts
    ]
    if "time" not in roles:
        return False
    return not texts or any(cells.is_mark(t) or parse_time(t) is not None for t in texts)


def _is_order_of_events(
    roles: Sequence[Role | None], columns: Sequence[Column], grid: Grid
) -> bool:
    """Minutes of a meeting or steps of a procedure: hours or lengths of time, and no day."""
    texts = [t for role, c in zip(roles, columns, strict=True) if role == "time" for t in c.texts]
    if most(texts, cells.is_duration, share=0.8):
        return True
    if not most(texts, cells.is_clock, share=0.8):
        return False
    said = {cell.text for row in grid[:_SAMPLE] for cell in row if cell is not None}
    return not any(map(cells.names_day, said))
