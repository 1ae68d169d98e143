"""Activities: rows of tables that schedule work, and tasks in prose with a time of their own."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from extractors.activities.category import category_of
from extractors.activities.prose import read_tasks
from extractors.activities.tables import as_schedule, read_rows
from extractors.outline import Outline
from extractors.zones import Zones
from schemas.layout import Paragraph, Table
from schemas.record import Activity
from schemas.time import TimeContext


def read_activities(zones: Zones, outline: Outline, *, context: TimeContext) -> Iterator[Activity]:
    """The activities of a document in the order of the page."""
    blocks = (*zones.body, *zones.annexes)
    place = {id(b.lines[0]): n for n, b in enumerate(blocks) if isinstance(b, Paragraph)}
    found: list[tuple[int, Activity]] = []
    for n, block in enumerate(blocks):
        schedule = as_schedule(block) if isinstance(block, Table) else None
        if schedule is not None:
            found += [(n, row) for row in read_rows(schedule, context=context)]
    for item, task in read_tasks(outline, context=context):
        found.append((place[id(item.paragraph.lines[0])], task))
    for _, activity in sorted(found, key=itemgetter(0)):
        yield activity.model_copy(update={"category": category_of(activity.content)})
