"""Assignments: who must do what, under Tổ chức thực hiện.

Two forms are common: a heading that names the body, with its tasks as items below; and
one paragraph that begins with the body and goes on with the verb (``1. Sở Nội vụ chủ
trì, phối hợp với …``).
"""

from __future__ import annotations

import re

from extractors.activities.actors import acting_body
from extractors.agency.names import begins_body
from extractors.outline import Item, Outline, closes, sections
from extractors.text.fold import fold
from schemas.layout import Passage
from schemas.record import AgencyText, Assignment, Task

_SECTION = re.compile(
    fold("tổ chức thực hiện") + "|" + fold("trách nhiệm") + "|" + fold("phân công")
    + "|" + fold("nhiệm vụ của các") + "|^" + fold("thực hiện") + "$"
)  # fmt: skip
_FORMULA = re.compile(r"trong quá trình|trên đây|đề nghị các", re.IGNORECASE)
_ASSIGNED = re.compile(r"(?:đề nghị|giao|yêu cầu|phân công)\s+(?:cho\s+)?", re.IGNORECASE)


def read_assignments(outline: Outline) -> tuple[Assignment, ...]:
    """The assignments of a document in order."""
    out: list[Assignment] = []
    for section in sections(outline, _SECTION):
        for item in outline.under(section):
            if item.label is not None:
                out += _of_item(outline, item)
    return tuple(out)


def _of_item(outline: Outline, item: Item) -> list[Assignment]:
    tasks = [t for c in outline.under(item) if (t := _task(outline, c))]
    agency = _agency(item, heading=bool(tasks))
    if agency is None:
        below = [c for c in outline.under(item) if c.label is not None]
        return [a for c in below for a in _of_item(outline, c)]
    name, rest = agency
    if rest:
        tasks.insert(0, Task(label=None, text=rest.text, source=rest.source("assignments.inline")))
    if not tasks:
        return []
    return [
        Assignment(
            label=item.label.text if item.label else None,
            agency=AgencyText(text=name.text),
            tasks=tuple(tasks),
            source=name.source("assignments.agency"),
        )
    ]


def _agency(item: Item, *, heading: bool) -> tuple[Passage, Passage | None] | None:
    """The body an item is addressed to, and what its own line already asks of it."""
    passage = item.passage
    if match := _ASSIGNED.match(passage.text):
        passage = passage.part(match.end())
    if not begins_body(passage.text):
        return None
    colon = re.match(r"[^.:]{3,200}:\s*", passage.text)
    if colon and begins_body(passage.text):
        name = passage.part(0, len(colon.group().rstrip(" :")))
        return name, passage.part(colon.end()) or None
    end = acting_body(passage.text)
    if end is not None:
        return passage.part(0, end), passage.part(end)
    if heading or not passage.text.endswith((".", ";")):
        return passage.part(0, len(passage.text.rstrip(" .:;"))), None
    return None


def _task(outline: Outline, item: Item) -> Task | None:
    if _is_closing(item):
        return None
    text = Passage.join([item.passage, *(i.paragraph.passage for i in _all_under(outline, item))])
    return Task(
        label=item.label.text if item.label else None,
        text=text.text,
        source=text.source("assignments.task"),
    )


def _is_closing(item: Item) -> bool:
    """The formula that ends the document stands below the last task, and is none of it."""
    return item.label is None and closes(item.text) and _FORMULA.match(item.text) is not None


def _all_under(outline: Outline, item: Item) -> list[Item]:
    below = [c for c in outline.under(item) if not _is_closing(c)]
    return [i for c in below for i in (c, *_all_under(outline, c))]
