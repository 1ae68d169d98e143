"""Activities: rows of tables that schedule work, and tasks in prose with a time of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from extractors.activities.category import category_of
from extractors.activities.opening import asked_by, with_lead
from extractors.activities.programme import framed, read_programme
from extractors.activities.prose import read_tasks
from extractors.activities.schedule import Schedule, as_schedule, halves, holds_times
from extractors.activities.tables import read_rows
from extractors.outline import Outline, build
from extractors.text.fold import fold
from extractors.text.labels import label_of
from extractors.zones import Zones
from schemas.layout import Block, Paragraph, Passage, Table
from schemas.record import Activity
from schemas.time import TimeContext

_ASKS = re.compile(
    r"\b(?:đề nghị|yêu cầu|giao|mời|triệu tập|gửi|nộp|đăng ký|báo cáo về)\b", re.IGNORECASE
)
_LINES_ABOVE = 3
_FEWEST_PAST = 2


def read_activities(
    zones: Zones, outline: Outline, *, context: TimeContext, asks_first: bool = False
) -> Iterator[Activity]:
    """The activities of a document in the order of the page.

    Args:
        asks_first: what stands before the first heading or list may be a task, too, as in a
            dispatch of two paragraphs; and whom its opening asks does what names nobody.
    """
    blocks = (*zones.body, *zones.annexes)
    place = {id(b.lines[0]): n for n, b in enumerate(blocks) if isinstance(b, Paragraph)}
    found: list[tuple[int, Activity]] = []
    schedules = [(n, s) for n, part in _tables(blocks) if (s := as_schedule(part)) is not None]
    captions = _captions(blocks, schedules)
    for n, schedule in schedules:
        rows = list(read_rows(schedule, context=context, caption=captions.get(n)))
        if not _is_past(rows, context):
            found += [(n, row) for row in rows]
    under = framed(outline, context=context)
    asked = asked_by(zones.preamble) if asks_first else None
    tasks = read_tasks(outline, context=context, without=under)
    for item, task in (
        *((item, with_lead(task, asked)) for item, task in tasks),
        *read_programme(outline, under, context=context),
    ):
        found.append((place[id(item.paragraph.lines[0])], task))
    if asks_first:
        opening = read_tasks(build(zones.preamble), context=context)
        found += [(-1, task) for _, task in opening if _is_asked(task)]
    for _, activity in sorted(found, key=itemgetter(0)):
        yield activity.model_copy(update={"category": category_of(activity.content)})


def _is_asked(task: Activity) -> bool:
    """Whether an opening asks for something: others say what a meeting has come together for."""
    due = task.time is not None and task.time.is_deadline
    return due or _ASKS.search(task.content) is not None


def unread_tables(zones: Zones) -> Iterator[Table]:
    """Tables with a column of times that are neither schedules nor known as anything else."""
    for _, table in _tables((*zones.body, *zones.annexes)):
        if as_schedule(table) is None and holds_times(table):
            yield table


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int, Table]]:
    """Tables with their place, those side by side one after the other."""
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from ((n, part) for part in halves(block))


def _captions(
    blocks: Sequence[Block], schedules: Sequence[tuple[int, Schedule]]
) -> dict[int, Passage]:
    """What tells tables of the same headings apart: the labelled line above each.

    ``a) Đối với các sở: … b) Đối với các xã: …``; a table that stands alone has no such group.
    """
    above = {n: (_kind(s, found), found) for n, s in schedules if (found := _above(blocks, n))}
    kinds = Counter(kind for kind, _ in above.values())
    return {n: found for n, (kind, found) in above.items() if kinds[kind] > 1}


def _kind(schedule: Schedule, label: Passage) -> tuple[str, ...]:
    """The headings of a table, and the kind of label above it."""
    found = label_of(label.text)
    return (found.kind if found else "", *map(fold, schedule.headings))


def _above(blocks: Sequence[Block], at: int) -> Passage | None:
    """The nearest line above a table that carries a label, if no other table stands between."""
    for block in reversed(blocks[max(at - _LINES_ABOVE, 0) : at]):
        if isinstance(block, Table):
            return None
        if label_of(block.text) is not None:
            return block.passage
    return None


def _is_past(rows: Sequence[Activity], context: TimeContext) -> bool:
    """Whether every row is dated before the document: a list of what was done, no plan."""
    ends = [row.time.end for row in rows if row.time is not None and row.time.end is not None]
    if context.issued_on is None or len(ends) < len(rows) or len(rows) < _FEWEST_PAST:
        return False
    return max(ends) < context.issued_on
