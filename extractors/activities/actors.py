"""Who must do a task in prose: the sentence's subject, or the body its heading names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency.names import begins_body
from extractors.agency.phrases import begins_verb, body_before_verb
from extractors.outline import Item, Outline
from schemas.layout import Passage

_ORDER = re.compile(
    r"(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo|giao cho|riêng đối với|đối với)\s+", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"chủ trì\s*,?\s*(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với\s+|cùng\s+)?", re.IGNORECASE
)
_BESIDES = re.compile(
    r"(?<=\w)(?:,|\s+và)\s+phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+", re.IGNORECASE
)
_KIND_OF_LIST = re.compile(r"các [^:,;.]{2,30}:\s*", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|để|nhằm|định kỳ|trước|trong|từ|hằng|hàng|quý|tháng|ngày|sau"
    r"|khi|đối với)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Actors:
    lead: Passage | None
    coordinating: Passage | None


def actors_of(outline: Outline, item: Item, content: Passage, *, at: int) -> Actors:
    """Lead and supporting bodies of a task; ``at`` is where its time begins."""
    lead = _subject(content, at) or heading_actor(outline, item).lead
    return Actors(lead, _supporting(content))


def addressed(item: Item) -> tuple[Actors | None, Passage]:
    """``3. Sở X: chủ trì …``: the body before the colon, and what it must do."""
    match = re.match(r"(?P<body>[^:.;]{3,160}):\s+(?=\S)", item.text)
    if match is None or not begins_body(match["body"]) or _KIND_OF_LIST.match(item.text):
        return None, item.passage
    if body_before_verb(match["body"]) is not None:
        return None, item.passage
    task = item.passage.part(match.end())
    return Actors(item.passage.part(0, match.end("body")), _supporting(task)), task


def in_field(value: Passage) -> Actors:
    """``Đơn vị chủ trì: Sở X chủ trì, phối hợp với Sở Y``: both from one field."""
    match = _TOGETHER.search(value.text)
    if match is None:
        return Actors(value, None)
    return Actors(value.part(0, match.start()), value.part(match.end()))


def _subject(content: Passage, at: int) -> Passage | None:
    """The body a sentence begins with, or that follows an order or a leading clause."""
    text = content.text
    start = 0
    if order := _ORDER.match(text):
        start = order.end()
        if listed := _KIND_OF_LIST.match(text, start):
            start = listed.end()
    if (end := _body_end(text, start)) is not None:
        return content.part(start, end)
    if not _CIRCUMSTANCE.match(text):
        return None
    for comma in re.finditer(r",\s+", text[: max(at, 0) + 200]):
        if begins_verb(text[comma.end() :]):
            return None
        if (end := _body_end(text, comma.end())) is not None:
            return content.part(comma.end(), end)
    return None


def _body_end(text: str, start: int) -> int | None:
    """Where the body that begins at ``start`` ends; its first letter may be a small one."""
    rest = text[start : start + 1].upper() + text[start + 1 :]
    end = body_before_verb(rest)
    return None if end is None else start + end


def heading_actor(outline: Outline, item: Item) -> Actors:
    """The body named by the nearest heading that names one."""
    for above in outline.path(item):
        passage = above.passage
        if order := _ORDER.match(passage.text):
            passage = passage.part(order.end())
        if begins_body(passage.text):
            end = body_before_verb(passage.text)
            colon = passage.text.find(": ")
            stop = len(passage.text.rstrip(" .:;")) if colon < 0 else colon
            return Actors(passage.part(0, stop if end is None else min(end, stop)), None)
    return Actors(None, None)


def _supporting(content: Passage) -> Passage | None:
    """Who is worked with: after ``chủ trì, phối hợp với``, up to the next verb.

    A task that itself begins with ``Phối hợp với`` has nobody in support.
    """
    match = _TOGETHER.search(content.text) or _BESIDES.search(content.text)
    if match is None:
        return None
    end = _body_end(content.text, match.end())
    return content.part(match.end(), end) if end else None
