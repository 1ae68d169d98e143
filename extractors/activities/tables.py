"""Activities from tables that schedule work: one row, one activity.

What the columns hold is told in ``schedule.py``, group rows in ``groups.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.activities import cells
from extractors.activities.due import due
from extractors.activities.groups import Group, Row, distinct, entered, is_closing, label_in, opened
from extractors.activities.schedule import Schedule
from extractors.activities.timetable import Above, TimeCell, Timed, filled, in_column, row_time
from extractors.layout.roles import Role
from extractors.periods import names_session
from extractors.text.fold import fold
from extractors.text.labels import label_of
from extractors.time import parse_time
from schemas.layout import EMPTY, Cell, Passage
from schemas.record import Activity, AgencyText
from schemas.time import TimeContext, TimeValue

_NUMBERS_ROW = re.compile(r"\(?\s*(?:\d{1,2}|[a-h])\s*\)?(?:\s*=.*)?")
_TEXT_ROLES: tuple[Role, ...] = ("product", "place", "participants", "budget", "note")


_HELPS = fold("phối hợp")
BLANK_LEAD = "activities.table.row.blank_lead"


def read_rows(
    schedule: Schedule, *, context: TimeContext, caption: Passage | None = None
) -> Iterator[Activity]:
    """The activities of a schedule, group rows put above the rows they head.

    Args:
        caption: what heads the whole table where the document has several alike.
    """
    groups: tuple[Group, ...] = ()
    above = Above()
    for number in range(schedule.first, schedule.table.n_rows):
        row = schedule.grid[number]
        if _is_blank(row) or _is_numbers(row) or is_closing(row) or _is_heading(schedule, row):
            continue
        if (within := opened(groups, schedule, number)) is not None:
            above = above.under(within[-1].heading, context=context)
            groups = groups if names_session(within[-1].heading.text) else within
            continue
        groups = entered(groups, label_in(schedule, row))
        group = groups[-1].heading if groups else caption
        above, times = _time_cells(schedule, row, above)
        when = _time(schedule, row, group, row_time(above, times, context=context), context)
        activity = _activity(schedule, row, group, when)
        if activity is not None:
            yield activity


def _is_blank(row: Row) -> bool:
    return not any(c is not None and re.search(r"\w", c.text) for c in row)


def _is_numbers(row: Row) -> bool:
    """The row under a heading that numbers the columns: ``(1) (2) (3)``."""
    texts = [c.text for c in row if c is not None and c.text]
    return len(texts) >= 3 and all(_NUMBERS_ROW.fullmatch(t) for t in texts)


def _is_heading(schedule: Schedule, row: Row) -> bool:
    """The heading typed again within the table, as where two were put together."""
    texts = [fold(c.text) if c else "" for c in row]
    return any(
        texts == [fold(c.text) if c else "" for c in above] and len(set(texts)) > 2
        for above in schedule.grid[: schedule.first]
    )


def _cells(schedule: Schedule, row: Row, role: Role) -> list[Cell]:
    """The cells of a role, each once; a cell merged over two roles counts for both."""
    found = [c for c, r in zip(row, schedule.roles, strict=True) if r == role and c is not None]
    return distinct([c for c in found if c.text])


def _cell(schedule: Schedule, row: Row, role: Role) -> Cell | None:
    return next(iter(_cells(schedule, row, role)), None)


def _joined(cells: Sequence[Cell], between: str = " | ") -> Passage:
    return Passage.join([c.passage for c in cells], between=between)


def _activity(schedule: Schedule, row: Row, group: Passage | None, timed: Timed) -> Activity | None:
    content = _joined(_cells(schedule, row, "content"))
    if not content:
        return None
    index = _cell(schedule, row, "index")
    no = index.passage if index and _counts(index.text) else EMPTY
    if not no and (label := label_of(content.text)) and "index" not in schedule.roles:
        no, content = content.part(0, len(label.text)), content.part(label.end)
    parts: dict[str, Passage] = {r: _joined(_cells(schedule, row, r)) for r in _TEXT_ROLES}
    lead = _joined(_cells(schedule, row, "lead"))
    support = _joined(_cells(schedule, row, "coordinating"))
    if fold(_joined(_cells(schedule, row, "part")).text).startswith(_HELPS):
        lead, support = EMPTY, support or lead
    when, when_text = timed
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


def _counts(text: str) -> bool:
    """Whether a cell of the index column counts: long tables pass a thousand."""
    return cells.is_ordinal(text) or text.strip(" .)").isdigit()


def _row_rule(schedule: Schedule, lead: Passage) -> str:
    """The rule of a row; one without a lead in a table that names leads has its own."""
    unled = "lead" in schedule.roles and not lead
    return BLANK_LEAD if unled else "activities.table.row"


def _time_cells(schedule: Schedule, row: Row, above: Above) -> tuple[Above, list[TimeCell]]:
    columns = [
        (col, row[col], schedule.headings[col])
        for col, role in enumerate(schedule.roles)
        if role == "time"
    ]
    found = [(c, None if cell and cells.is_mark(cell.text) else cell, h) for c, cell, h in columns]
    return filled(above, found, before=schedule.roles.index("content"))


def _time(
    schedule: Schedule, row: Row, group: Passage | None, own: Timed, context: TimeContext
) -> Timed:
    """When a row is due, as its cell, its marks, the heading above it or its remark says."""
    if any(schedule.periods) and (marked := _marked(schedule, row, context)) is not None:
        return marked
    value, passage = own
    if value is None or value.kind == "unknown":
        outer = _of_group(group, context)
        if not passage:
            return outer or _of_note(schedule, row, context) or (None, EMPTY)
        if outer is not None and cells.is_clock(passage.text):
            return replace(outer[0], text=passage.text), passage
    return value, passage


def _marked(schedule: Schedule, row: Row, context: TimeContext) -> tuple[TimeValue, Passage] | None:
    """The months or quarters whose columns a row marks, as their headings print them."""
    held = [c for c, p in enumerate(schedule.periods) if p and (cell := row[c]) and cell.text]
    named = [period for c in held if (period := schedule.periods[c]) is not None]
    if not named:
        return None
    passage = _joined(distinct([schedule.grid[schedule.first - 1][c] for c in held]))
    unit, numbers = named[0][0], [number for _, number in named]
    word = _UNIT_WORDS[unit]
    ends = f"từ {word} {numbers[0]} đến {word} {numbers[-1]}"
    whole = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1))
    said = ends if whole else ", ".join(f"{word} {number}" for number in numbers)
    value = parse_time(said, context=in_column(schedule.headings[held[0]], context))
    return (replace(value, text=passage.text) if value else TimeValue(text=passage.text)), passage


def _of_group(group: Passage | None, context: TimeContext) -> tuple[TimeValue, Passage] | None:
    """The time of a heading that is one: ``Tháng 9/2026``, ``I. Quý III``."""
    if group is None:
        return None
    label = label_of(group.text)
    said = group.part(label.end if label else 0)
    if not cells.is_time(said.text):
        return None
    value = parse_time(said.text, context=context)
    return None if value is None else (value, said)


def _of_note(
    schedule: Schedule, row: Row, context: TimeContext
) -> tuple[TimeValue, Passage] | None:
    """The deadline that a remark states: ``Xong trước 15/3``."""
    note = _joined(_cells(schedule, row, "note"))
    found = due(note.text, context=context, timed=True) if note else None
    return None if found is None else (found.value, note.part(found.start, found.end))


_UNIT_WORDS = {"month": "tháng", "quarter": "quý", "year": "năm", "day": "ngày"}
