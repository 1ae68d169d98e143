"""Who is asked: the bodies that a dispatch's opening sentence names, for the tasks below it.

"… Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện một số nội dung sau:"
                                ^^^^^^^^^^^^^^^^^^
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.agency.heads import acting
from extractors.agency.mentions import find_bodies
from extractors.agency.names import begins_body
from extractors.agency.phrases import body_before_verb
from extractors.text.sentences import sentences
from schemas.layout import Paragraph, Passage
from schemas.record import Activity, AgencyText

_ORDER = re.compile(
    r"\b(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo)\s+(?:cho\s+)?(?!của\b)", re.IGNORECASE
)
_RULE = "activities.opening.lead"


def asked_by(preamble: Sequence[Paragraph]) -> Passage | None:
    """The bodies asked by the sentence that announces a list; None where it names nobody."""
    last = preamble[-1].passage if preamble else None
    if last is None or not last.text.rstrip().endswith(":"):
        return None
    *_, (begin, end) = sentences(last.text)
    bodies = find_bodies(last.text)
    for order in reversed(list(_ORDER.finditer(last.text, begin, end))):
        stop = acting(last.text, order.end(), bodies)
        if stop is None and _names_only(last.text[order.end() :]):
            stop = len(last.text.rstrip(" :"))
        if stop is not None:
            return last.part(order.end(), stop)
    return None


def _names_only(text: str) -> bool:
    """Whether nothing but bodies stands before the colon: ``… đề nghị các đơn vị:``."""
    return begins_body(text[:1].upper() + text[1:]) and body_before_verb(text) is None


def with_lead(task: Activity, asked: Passage | None) -> Activity:
    """A task that names nobody is for those who are asked."""
    if asked is None or task.lead is not None:
        return task
    sources = task.sources | {"lead": asked.source(_RULE)}
    return task.model_copy(update={"lead": AgencyText(text=asked.text), "sources": sources})
