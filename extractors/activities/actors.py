"""Who must do a task in prose: the sentence's subject, or the body its heading names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency.heads import acting, begins_list, given_end
from extractors.agency.names import begins_body
from extractors.agency.phrases import body_before_verb
from extractors.outline import Item, Outline
from extractors.text.annotated import read_spans
from extractors.text.sentences import sentences
from schemas.layout import Passage
from schemas.time import TimeContext

_TOGETHER = re.compile(
    r"chủ trì\s*,?\s*(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với\s+|cùng\s+)?", re.IGNORECASE
)
_BESIDES = re.compile(
    r"(?<=\w)(?:,|\s+và)\s+phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+", re.IGNORECASE
)


_DIRECTS = re.compile(r"(?:chỉ đạo|phân công|hướng dẫn|đôn đốc)\b", re.IGNORECASE)
"""Under its heading a body directs others: the task is its own."""


@dataclass(frozen=True, slots=True)
class Actors:
    lead: Passage | None
    coordinating: Passage | None


def actors_of(outline: Outline, item: Item, content: Passage, *, context: TimeContext) -> Actors:
    """Lead and supporting bodies of a task: who its first sentence makes act."""
    found = read_spans(content.text, context)
    _, first_end = next(sentences(content.text), (0, 0))
    named = [s for s in found.subjects if s[0] < first_end]
    above = heading_actor(outline, item).lead
    directs = above is not None and _DIRECTS.match(content.text)
    lead = content.part(*named[0]) if named and not directs else above
    return Actors(lead, _supporting(content, context))


def addressed(item: Item) -> tuple[Actors | None, Passage]:
    """``3. Sở X: chủ trì …``: the body before the colon, and what it must do."""
    match = re.match(r"(?P<body>[^:.;]{3,160}):\s+(?=\S)", item.text)
    if match is None or not begins_body(match["body"]) or begins_list(item.text):
        return None, item.passage
    if acting_body(match["body"]) is not None:
        return None, item.passage
    task = item.passage.part(match.end())
    support = _supporting(task)
    return Actors(item.passage.part(0, match.end("body")), support), task


def acting_body(text: str) -> int | None:
    """Where the bodies that a text begins with end, if it goes on with what they must do."""
    if not begins_body(text) or body_before_verb(text) is None:
        return None  # most headings: they name a body and say no more
    return acting(text, 0, read_spans(text).agencies)


def in_field(value: Passage) -> Actors:
    """``Đơn vị chủ trì: Sở X chủ trì, phối hợp với Sở Y``: both from one field."""
    match = _TOGETHER.search(value.text)
    if match is None:
        return Actors(value, None)
    return Actors(value.part(0, match.start()), value.part(match.end()))


def heading_actor(outline: Outline, item: Item) -> Actors:
    """The body named by the nearest heading that names one."""
    for above in outline.path(item):
        passage = above.passage
        passage = passage.part(given_end(passage.text))
        if begins_body(passage.text):
            end = acting_body(passage.text)
            colon = passage.text.find(": ")
            stop = len(passage.text.rstrip(" .:;")) if colon < 0 else colon
            return Actors(passage.part(0, stop if end is None else min(end, stop)), None)
    return Actors(None, None)


def _supporting(content: Passage, context: TimeContext | None = None) -> Passage | None:
    """Who is worked with: after ``chủ trì, phối hợp với``, up to the next verb.

    A task that itself begins with ``Phối hợp với`` has nobody in support.
    """
    match = _TOGETHER.search(content.text) or _BESIDES.search(content.text)
    if match is None:
        return None
    end = acting(content.text, match.end(), read_spans(content.text, context).agencies)
    return content.part(match.end(), end) if end else None
