"""Work listed under days or months in running text.

A weekly schedule in lines and a programme by month say when in a heading, once for all that
stands below it::

    Thứ Hai, ngày 05/10:
    - Sáng: 8h00, họp giao ban tại Phòng họp số 1.

    Tháng 01
    1. Giao chỉ tiêu kế hoạch (Phòng Tài chính chủ trì).

A single such heading is no programme: it may be a date in a letterhead or a title's rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.activities.actors import Actors, actors_of, addressed
from extractors.activities.due import due
from extractors.activities.fields import field_name, fields_of, is_field
from extractors.activities.frames import Frame, frame_of, is_finer, narrowed
from extractors.activities.prose import excluded
from extractors.agency.names import begins_body
from extractors.outline import Item, Outline, closes
from extractors.periods import names_session, session_end
from extractors.text.fold import is_upper
from schemas.layout import EMPTY, Passage
from schemas.record import Activity, AgencyText
from schemas.time import TimeContext, TimeValue

_NOTE = re.compile(r"\W*(?:ghi chú|lưu ý)\b", re.IGNORECASE)
_CHARGED = re.compile(
    r"\((?P<body>[^()]{3,120}?)\s*"
    r"(?:(?:chủ trì|tham mưu|phụ trách|chuẩn bị|thực hiện|chịu trách nhiệm|báo cáo)[^()]*)?\)"
    r"[\s.;]*$",
    re.IGNORECASE,
)
"""``… (Sở X chủ trì)``: who is in charge stands at the end in brackets."""
_LABELLED = re.compile(r"(?:chủ trì|do)\s*:\s*", re.IGNORECASE)
_INLINE = re.compile(
    r"(?:^|[.;,(]\s*)(?P<label>(?:chủ trì|phối hợp|thành phần|địa điểm)(?: [^\W\d]+){0,3})"
    r"\s*:\s*(?P<value>[^;.()]+)",
    re.IGNORECASE,
)
"""``…; thành phần: lãnh đạo các phòng; địa điểm: Phòng họp số 1``."""
_DAY_OF_MONTH = re.compile(
    r"(?:(?:trước|chậm nhất|vào|từ)\s+)?ngày\s+\d{1,2}(?:\s*[-–]\s*\d{1,2})?\b"
    r"(?!\s*[/.\-–]\s*\d|\s+tháng\b)",
    re.IGNORECASE,
)
_PARTS = ("place", "participants", "product", "budget")


@dataclass(frozen=True, slots=True)
class Framed:
    """Where an item stands: under which time, and under which printed heading."""

    frame: Frame
    heading: Item


def framed(outline: Outline, *, context: TimeContext) -> dict[int, Framed | None]:
    """For each item under a heading that names a period what heads it; None for the headings."""
    heads = {
        item.index: frame
        for item in outline.items
        if (frame := frame_of(item.passage, context=context)) is not None
    }
    if len({frame.value.start for frame in heads.values()}) < 2:
        return {}
    found: dict[int, Framed | None] = {}
    ended = False
    for item in outline.items:
        ended = item.index not in heads and (ended or _ends(item))
        if item.index in heads or names_session(item.text):
            found[item.index] = None
        elif not ended and (place := _place(outline, item, heads)) is not None:
            found[item.index] = place
    return found


def _ends(item: Item) -> bool:
    """Whether the list is over with an item, though no label says so."""
    if closes(item.text) or _NOTE.match(item.text):
        return True
    return item.label is None and is_upper(item.text) and not names_session(item.text)


def _place(outline: Outline, item: Item, heads: Mapping[int, Frame]) -> Framed | None:
    """The nearest period above an item, narrowed by the part of the day between them."""
    session: Passage | None = None
    for above in outline.path(item):
        if above.index in heads:
            frame = heads[above.index]
            return Framed(frame if session is None else frame.joined(session), above)
        if session is None and names_session(above.text):
            session = above.passage.part(0, len(above.text.rstrip(" .:;")))
    return None


def read_programme(
    outline: Outline, places: Mapping[int, Framed | None], *, context: TimeContext
) -> Iterator[tuple[Item, Activity]]:
    """The activities under the headings ``places`` names, each with its item."""
    for item in outline.items:
        place = places.get(item.index)
        if place is None or is_field(item) or excluded(outline, item):
            continue
        if not any(c.label is not None and not is_field(c) for c in outline.under(item)):
            yield item, _activity(outline, item, place, context)


def _activity(outline: Outline, item: Item, place: Framed, context: TimeContext) -> Activity:
    end = session_end(item.text)
    frame, content = place.frame, item.passage.part(end)
    if end:
        opening = item.passage.part(0, end)
        frame = frame.joined(opening.part(0, len(opening.text.rstrip(" :"))))
    when, when_text = _time(frame, content, context)
    parts = _fields(outline, item, content)
    lead, support = parts.get("lead"), parts.get("coordinating")
    if lead is None:
        actors = _charged(content) or _actors(outline, item, content, context)
        lead, support = actors.lead, support or actors.coordinating
    heading = place.heading.paragraph.passage
    group = heading.part(0, len(heading.text.rstrip(" :")))
    named = {
        "content": content, "time": when_text, "group": group, "lead": lead or EMPTY,
        "coordinating": support or EMPTY, **{n: parts.get(n, EMPTY) for n in _PARTS},
    }  # fmt: skip
    label = item.label
    return Activity(
        no=label.text if label and label.kind not in ("dash", "plus") else None,
        group=group.text,
        content=content.text,
        lead=AgencyText(text=lead.text) if lead else None,
        coordinating=AgencyText(text=support.text) if support else None,
        time=when,
        product=named["product"].text or None,
        place=named["place"].text or None,
        participants=named["participants"].text or None,
        budget=named["budget"].text or None,
        origin="prose",
        source=content.source("activities.programme"),
        sources={n: p.source(f"activities.programme.{n}") for n, p in named.items() if p},
        doubts=when.doubts,
    )


def _time(frame: Frame, content: Passage, context: TimeContext) -> tuple[TimeValue, Passage]:
    """When the work is: its own time as far as it narrows the heading's, or is a deadline."""
    for own in _own_times(frame, content, context):
        value = narrowed(frame, own.text, context=context)
        if value != frame.value and _counts(value, frame.value):
            text = Passage.join((frame.passage, own), between=" | ")
            return replace(value, text=text.text), text
    return replace(frame.value, text=frame.passage.text), frame.passage


def _own_times(frame: Frame, content: Passage, context: TimeContext) -> Iterator[Passage]:
    when = due(content.text, context=context)
    if when is not None:
        yield content.part(when.start, when.end)
    if frame.value.granularity == "month" and (day := _DAY_OF_MONTH.search(content.text)):
        yield content.part(day.start(), day.end())


def _counts(own: TimeValue, base: TimeValue) -> bool:
    """Whether a time inside the text is that of the work: a meeting may be about any month."""
    assert base.start is not None
    assert base.end is not None
    if base.granularity not in ("day", "week") and own.kind == "deadline":
        return True
    if own.start is None or own.end is None or not is_finer(own, base):
        return False
    return own.start <= base.end and own.end >= base.start


def _fields(outline: Outline, item: Item, content: Passage) -> dict[str, Passage]:
    """What lines below the item, or labels inside it, say of place, people and lead."""
    out = {name: value for name, (value, _) in fields_of(outline, item).items() if name != "time"}
    for match in _INLINE.finditer(content.text):
        value = content.part(match.start("value"), match.end("value"))
        out.setdefault(field_name(match["label"]), value)
    return out


def _charged(content: Passage) -> Actors | None:
    match = _CHARGED.search(content.text)
    if match is None:
        return None
    start = match.start("body")
    if labelled := _LABELLED.match(match["body"]):
        start += labelled.end()
    body = content.part(start, match.end("body"))
    if not begins_body(body.text[:1].upper() + body.text[1:]):
        return None
    return Actors(body, None)


def _actors(outline: Outline, item: Item, content: Passage, context: TimeContext) -> Actors:
    head, _ = addressed(item)
    return head or actors_of(outline, item, content, context=context)
