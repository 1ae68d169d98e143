"""Activities from tables that schedule work: one row, one activity.

Columns get their role from their headings; a table without a column for the work and one
for its time or its doer is no schedule, nor is one that reports a status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout.roles import Role, role_of, year_of
from extractors.text.fold import bare, is_upper
from extractors.text.labels import label_of, roman
from extractors.time import parse_time
from schemas.layout import EMPTY, Cell, Passage, Table
from schemas.record import Activity, AgencyText
from schemas.time import TimeContext, TimeValue, Unit

_NUMBERS_ROW = re.compile(r"\(?\s*(?:\d{1,2}|[a-h])\s*\)?(?:\s*=.*)?")
_INDEX = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[a-zđA-ZĐ])(?:\.\d{1,2})*\s*[.)]?|[-–+*•]")
_TEXT_ROLES: tuple[Role, ...] = ("product", "place", "participants", "budget", "note")


BLANK_LEAD = "activities.table.row.blank_lead"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A table that schedules work, and what each of its columns holds."""

    table: Table
    roles: tuple[Role | None, ...]
    headings: tuple[str, ...]


def as_schedule(table: Table) -> Schedule | None:
    """The table with its roles if it schedules work, else None."""
    headings = tuple(_heading(table, col) for col in range(table.n_cols))
    roles = [_role(table, headings, col) for col in range(table.n_cols)]
    if "content" not in roles:
        stand_in = next(
            (r for r in ("inspected", "participants", "place", "product") if r in roles), None
        )
        if stand_in is not None:
            roles[roles.index(stand_in)] = "content"
    if "content" not in roles or "status" in roles:
        return None
    if "time" not in roles and not {"lead", "coordinating"} & set(roles):
        return None
    return Schedule(table, tuple(roles), headings)


def _heading(table: Table, col: int) -> str:
    """The headings above a column, those of merged cells included, once each."""
    grid = table.grid()
    cells: list[Cell] = []
    for row in range(table.header_rows):
        cell = grid[row][col]
        if cell is not None and cell not in cells:
            cells.append(cell)
    return " ".join(c.text for c in cells)


def _role(table: Table, headings: Sequence[str], col: int) -> Role | None:
    """The role of a column: of its whole heading, or of the lowest row that names one."""
    role = role_of(headings[col])
    if role is not None:
        return role
    grid = table.grid()
    for row in range(table.header_rows - 1, -1, -1):
        cell = grid[row][col]
        if cell is not None and (role := role_of(cell.text)) is not None:
            return role
    return None


def read_rows(schedule: Schedule, *, context: TimeContext) -> Iterator[Activity]:
    """The activities of a schedule, group rows put above the rows they head."""
    grid = schedule.table.grid()
    group: Passage | None = None
    for number in range(schedule.table.header_rows, schedule.table.n_rows):
        row = grid[number]
        if _is_blank(row) or _is_numbers(row):
            continue
        if (heading := _group(schedule, grid, number)) is not None:
            group = heading
            continue
        activity = _activity(schedule, row, group, context)
        if activity is not None:
            yield activity


def _is_blank(row: Sequence[Cell | None]) -> bool:
    return not any(c is not None and re.search(r"\w", c.text) for c in row)


def _is_numbers(row: Sequence[Cell | None]) -> bool:
    """The row under a heading that numbers the columns: ``(1) (2) (3)``."""
    texts = [c.text for c in row if c is not None and c.text]
    return len(texts) >= 3 and all(_NUMBERS_ROW.fullmatch(t) for t in texts)


def _group(
    schedule: Schedule, grid: Sequence[Sequence[Cell | None]], number: int
) -> Passage | None:
    """The heading a row consists of; None for a row that says who or when."""
    row = grid[number]
    distinct = _distinct(row)
    filled = [c for c in distinct if re.search(r"\w", c.text)]
    index = [c for c in filled if _col_role(schedule, c) == "index" and c.colspan == 1]
    others = [c for c in filled if c not in index]
    if len(others) != 1 or others[0].rowspan > 1:
        return None
    text = others[0]
    wide = text.colspan > 1 and text.colspan >= schedule.table.n_cols - 2
    if _col_role(schedule, text) not in ("content", "index") and not wide:
        return None
    label = index[0].text.strip(" .)") if index else ""
    heads = roman(label) is not None or (len(label) == 1 and label.isupper()) or is_upper(text.text)
    if wide or heads or _heads_next(schedule, grid, number, label):
        return Passage.join((_dotted(index[0].passage), text.passage)) if index else text.passage
    return None


def _dotted(label: Passage) -> Passage:
    """A group's label with the dot that a heading in running text would have."""
    if label.text.endswith((".", ")", "/")) or not label.words:
        return label
    last = label.words[-1]
    words = (*label.words[:-1], last._replace(text=last.text + "."))
    return Passage(label.text + ".", words, label.starts)


def _heads_next(
    schedule: Schedule, grid: Sequence[Sequence[Cell | None]], number: int, label: str
) -> bool:
    """Whether the next row is numbered below this one: ``1`` then ``1.1``, ``a`` or ``-``."""
    if number + 1 >= len(grid) or not label.isdigit():
        return False
    below = _cell(schedule, grid[number + 1], "index")
    if below is None:
        return False
    return re.match(rf"{label}\.\d|[a-zđ]\b|[-–+]", below.text) is not None


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    out: list[Cell] = []
    for cell in row:
        if cell is not None and cell not in out:
            out.append(cell)
    return out


def _col_role(schedule: Schedule, cell: Cell) -> Role | None:
    return schedule.roles[cell.col]


def _cells(schedule: Schedule, row: Sequence[Cell | None], role: Role) -> list[Cell]:
    """The cells of a role, each once; a cell merged over two roles counts for both."""
    found = [c for c, r in zip(row, schedule.roles, strict=True) if r == role and c is not None]
    return _distinct([c for c in found if c.text])


def _cell(schedule: Schedule, row: Sequence[Cell | None], role: Role) -> Cell | None:
    return next(iter(_cells(schedule, row, role)), None)


def _joined(cells: Sequence[Cell], between: str = " | ") -> Passage:
    return Passage.join([c.passage for c in cells], between=between)


def _activity(
    schedule: Schedule, row: Sequence[Cell | None], group: Passage | None, context: TimeContext
) -> Activity | None:
    content = _joined(_cells(schedule, row, "content"))
    if not content:
        return None
    index = _cell(schedule, row, "index")
    no = index.passage if index and _INDEX.fullmatch(index.text) else EMPTY
    if not no and (label := label_of(content.text)) and "index" not in schedule.roles:
        no, content = content.part(0, len(label.text)), content.part(label.end)
    parts: dict[str, Passage] = {r: _joined(_cells(schedule, row, r)) for r in _TEXT_ROLES}
    lead = _joined(_cells(schedule, row, "lead"))
    support = _joined(_cells(schedule, row, "coordinating"))
    when, when_text = _time(schedule, row, context)
    named: dict[str, Passage] = {
        "no": no,
        "content": content,
        "lead": lead,
        "coordinating": support,
        "time": when_text,
        **parts,
    }
    if group is not None:
        named["group"] = group
    whole = Passage.join([no, content, lead, support, when_text])
    return Activity(
        no=no.text.strip(" .)") or None if no else None,
        group=group.text if group else None,
        content=content.text,
        lead=AgencyText(text=lead.text) if lead else None,
        coordinating=AgencyText(text=support.text) if support else None,
        time=when,
        product=parts["product"].text or None,
        place=parts["place"].text or None,
        participants=parts["participants"].text or None,
        budget=parts["budget"].text or None,
        note=parts["note"].text or None,
        origin="table",
        source=whole.source(_row_rule(schedule, lead)),
        sources={n: p.source(f"activities.table.{n}") for n, p in named.items() if p},
        doubts=(*schedule.table.doubts, *(when.doubts if when else ())),
    )


def _row_rule(schedule: Schedule, lead: Passage) -> str:
    """The rule of a row; one without a lead in a table that names leads has its own."""
    unled = "lead" in schedule.roles and not lead
    return BLANK_LEAD if unled else "activities.table.row"


def _time(
    schedule: Schedule, row: Sequence[Cell | None], context: TimeContext
) -> tuple[TimeValue | None, Passage]:
    cells = _cells(schedule, row, "time")
    passage = _joined(cells)
    if not passage:
        return None, EMPTY
    heading = schedule.headings[cells[0].col]
    local = TimeContext(
        issued_on=context.issued_on,
        plan_year=context.plan_year,
        school_year=context.school_year,
        column=_unit(heading),
        header_year=year_of(heading),
    )
    value = parse_time(passage.text, context=local)
    return value or TimeValue(text=passage.text), passage


_UNITS: dict[str, Unit] = {"thang": "month", "qui": "quarter", "ngai": "day", "nam": "year"}


def _unit(heading: str) -> Unit | None:
    """The unit a time column's heading names alone: ``Tháng``, ``Quý``."""
    return _UNITS.get(bare(heading).strip(" .:"))
