"""Who must do a task in prose: the sentence's subject, or the body its heading names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency.names import begins_body
from extractors.agency.phrases import body_before_verb
from extractors.outline import Item, Outline
from schemas.layout import Passage

_ORDER = re.compile(
    r"(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo|giao cho|riêng đối với|đối với)\s+", re.IGNORECASE
)
_TOGETHER = re.compile(
    r"chủ trì\s*,?\s*(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với\s+|cùng\s+)?", re.IGNORECASE
)
_CIRCUMSTANCE = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|để|nhằm|định kỳ|trước|trong|từ|hằng|hàng|quý|tháng|ngày|sau"
    r"|khi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Actors:
    lead: Passage | None
    coordinating: Passage | None


def actors_of(outline: Outline, item: Item, content: Passage, *, at: int) -> Actors:
    """Lead and supporting bodies of a task; ``at`` is where its time begins."""
    own = _subject(content, at)
    lead = own or heading_actor(outline, item).lead
    return Actors(lead, _supporting(content))


def _subject(content: Passage, at: int) -> Passage | None:
    """The body a sentence begins with, or that follows an order or a leading clause."""
    starts = [0]
    if order := _ORDER.match(content.text):
        starts.insert(0, order.end())
    starts += [m.end() for m in re.finditer(r",\s+", content.text[: max(at, 0) + 200])]
    for start in starts:
        rest = content.text[start:]
        if not (begins_body(rest[:1].upper() + rest[1:])):
            continue
        end = body_before_verb(rest[:1].upper() + rest[1:])
        if end is not None and (
            start == 0 or start == starts[0] or _is_clause(content.text[:start])
        ):
            return content.part(start, start + end)
    return None


def _is_clause(before: str) -> bool:
    """Whether what stands before a subject is a clause of circumstance, not a list."""
    return _CIRCUMSTANCE.match(before) is not None


def heading_actor(outline: Outline, item: Item) -> Actors:
    """The body named by the nearest heading that names one."""
    for above in outline.path(item):
        passage = above.passage
        if order := _ORDER.match(passage.text):
            passage = passage.part(order.end())
        if begins_body(passage.text):
            end = body_before_verb(passage.text)
            stop = len(passage.text.rstrip(" .:;")) if end is None else end
            return Actors(passage.part(0, stop), None)
    return Actors(None, None)


def _supporting(content: Passage) -> Passage | None:
    """Who is worked with: after ``chủ trì, phối hợp với``, up to the next verb."""
    match = _TOGETHER.search(content.text)
    if match is None:
        return None
    rest = content.text[match.end() :]
    end = body_before_verb(rest[:1].upper() + rest[1:])
    return content.part(match.end(), match.end() + end) if end else None
