"""Activities: rows of tables that schedule work, and tasks in prose with a time of their own."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.activities.prose import read_tasks
from extractors.activities.tables import as_schedule, read_rows
from extractors.outline import Outline
from extractors.zones import Zones
from schemas.layout import Block, Table
from schemas.record import Activity
from schemas.time import TimeContext


def read_activities(zones: Zones, outline: Outline, *, context: TimeContext) -> Iterator[Activity]:
    """The activities of a document, tables first, each in the order of the page."""
    for table in _tables((*zones.body, *zones.annexes)):
        schedule = as_schedule(table)
        if schedule is not None:
            yield from read_rows(schedule, context=context)
    yield from read_tasks(outline, context=context)


def _tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [b for b in blocks if isinstance(b, Table)]
