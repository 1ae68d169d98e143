"""Tasks in prose that carry a time of their own.

Most dispatches and many plans have no table: "Sở Nội vụ … hoàn thành trước ngày
10/12/2025", or a label in a line below, "- Thời gian hoàn thành: Trong tháng 8/2025".
A sentence that only cites a dated document is no task, nor is a year inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractors.activities.actors import Actors, actors_of, addressed, heading_actor, in_field
from extractors.activities.due import dues
from extractors.activities.fields import fields_of, is_attribute, is_field
from extractors.objectives import aim_of
from extractors.outline import Item, Outline, heading_text, is_heading
from extractors.text.fold import fold
from extractors.text.sentences import sentences
from extractors.time import parse_time
from schemas.layout import EMPTY, Passage
from schemas.record import Activity, AgencyText
from schemas.time import TimeContext, TimeValue

_FINDINGS = "chỉ tiêu|tình hình|thực trạng|kết quả đạt được|tồn tại|hạn chế|đánh giá chung"
_NOT_TASKS = re.compile("|".join(map(fold, _FINDINGS.split("|"))))
_TIMED = re.compile(
    "(?:" + fold("thời gian") + "|" + fold("tiến độ") + "|" + fold("lộ trình") + ")"
)
_TAIL = re.compile(
    r"\W*(?:hoàn thành|thời gian|thời hạn|xong|báo cáo|gửi|kế hoạch ban hành|kết quả|bảo đảm"
    r"|đảm bảo|yêu cầu)\b",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(r"(?:quá|sau) (?:thời gian|thời hạn)|trường hợp|nếu\b", re.IGNORECASE)
_FORBIDS = re.compile(r"không (?!chỉ\b)", re.IGNORECASE)
"""An aim that says what is not to be is no task: ``Không cắt điện từ 27 tháng Chạp``."""
_EMPTY_NAMES = frozenset(map(fold, ("mục tiêu", "nhiệm vụ", "giải pháp", "nội dung")))
_CLAUSE_END = re.compile(r"[,;]\s*")
_YEAR = re.compile(r"\b(?:20|19)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Task:
    """A task as found: its text, its time, and who must do it."""

    item: Item
    content: Passage
    time: TimeValue
    time_text: Passage
    actors: Actors


def read_tasks(
    outline: Outline, *, context: TimeContext, without: Container[int] = ()
) -> Iterator[tuple[Item, Activity]]:
    """Prose activities in order, each with the item it stands in; items ``without`` are passed."""
    for item in outline.items:
        if item.index in without:
            continue
        if excluded(outline, item) and not _is_described(outline, item):
            continue
        local = _local(outline, item, context)
        task = _by_fields(outline, item, local)
        found = [task] if task else [] if _is_silent(item) else _by_sentences(outline, item, local)
        yield from ((item, _activity(outline, t)) for t in found)


def _is_described(outline: Outline, item: Item) -> bool:
    """A heading that names the task itself, with nothing but whom it is for and when below it."""
    below = [child for child in outline.under(item) if child.label is not None]
    return (
        is_heading(item)
        and not _TIMED.search(item.key)
        and any(is_attribute(child) for child in below)
        and all(is_field(child) or is_attribute(child) for child in below)
    )


def _local(outline: Outline, item: Item, context: TimeContext) -> TimeContext:
    """A heading's year is that of the tasks under it: ``II. GIẢI PHÁP TRONG NĂM 2026``."""
    for above in outline.path(item):
        years = set(_YEAR.findall(above.text)) if is_heading(above) else set()
        if len(years) == 1:
            return replace(context, plan_year=int(years.pop()))
    return context


def excluded(outline: Outline, item: Item) -> bool:
    """Headings, findings, targets and closing formulae are not tasks."""
    if is_heading(item) and not _runs_on(item):
        return True
    if any(_NOT_TASKS.match(a.key) for a in outline.path(item)):
        return True
    return re.match(r"trên đây là", item.text, re.IGNORECASE) is not None


def _runs_on(item: Item) -> bool:
    """A paragraph set in bold or with items below it may still be a whole sentence."""
    return item.text.rstrip().endswith((".", ";", ")", "./")) and len(item.text) > 80


def _is_silent(item: Item) -> bool:
    """A line that is no task of its own, whatever times it holds."""
    return is_field(item) or is_attribute(item) or (is_heading(item) and not _runs_on(item))


def _by_fields(outline: Outline, item: Item, context: TimeContext) -> _Task | None:
    fields = fields_of(outline, item)
    if "time" not in fields:
        return None
    text, _ = fields["time"]
    value = parse_time(text.text, context=context)
    if value is None:
        return None
    actors = in_field(fields["lead"][0]) if "lead" in fields else heading_actor(outline, item)
    if "coordinating" in fields:
        actors = replace(actors, coordinating=fields["coordinating"][0])
    return _Task(item, item.passage, value, text, actors)


def _by_sentences(outline: Outline, item: Item, context: TimeContext) -> list[_Task]:
    """A paragraph is one task, or one for each sentence that has a time of its own."""
    head, passage = addressed(item)
    timed = any(_TIMED.match(a.key) for a in outline.path(item)[:1])
    aimed = any(aim_of(a) for a in outline.path(item)[:1])
    parts = list(sentences(passage.text))
    out: list[_Task] = []
    begun = 0
    for n, (start, end) in enumerate(parts):
        sentence = passage.text[start:end]
        if aimed and _FORBIDS.match(sentence):
            continue
        found = dues(sentence, context=context, timed=timed, aimed=aimed)
        first = begun if _TAIL.match(sentence) else start
        for when, later in zip_longest(found, found[1:]):
            timed_at = start + when.end
            phrase = passage.part(start + when.start, timed_at)
            clause = _CLAUSE_END.search(passage.text, timed_at) if later else None
            last = clause.start() if clause else _content_end(passage.text, parts, n, timed_at)
            content = passage.part(first, last)
            first = begun = clause.end() if clause else end
            actors = head or actors_of(outline, item, content, context=context)
            if actors.lead is None and out:  # without a subject it has that of the one before
                actors = replace(actors, lead=out[-1].actors.lead)
            out.append(_Task(item, content, when.value, phrase, actors))
    return out


def _content_end(text: str, parts: Sequence[tuple[int, int]], n: int, timed: int) -> int:
    """Where a task ends whose time, in sentence ``n``, ends at ``timed``.

    A time in brackets belongs to the clause before it; a sentence that refers back
    ("Quá thời gian này …") belongs to the one before it.
    """
    end = parts[n][1]
    if bracket := re.match(r"[^()]*\)(?=\s*;)", text[timed:end]):
        return timed + bracket.end()
    for start, stop in parts[n + 1 :]:
        if not _REFERS_BACK.match(text[start:stop]):
            break
        end = stop
    return end


def _activity(outline: Outline, task: _Task) -> Activity:
    label = task.item.label
    group = _group(outline, task.item)
    lead, support = task.actors.lead, task.actors.coordinating
    named = {
        "content": task.content,
        "time": task.time_text,
        "lead": lead or EMPTY,
        "coordinating": support or EMPTY,
    }
    return Activity(
        no=label.text if label and label.kind not in ("dash", "plus") else None,
        group=heading_text(group).rstrip(" :") if group else None,
        content=task.content.text,
        lead=AgencyText(text=lead.text) if lead else None,
        coordinating=AgencyText(text=support.text) if support else None,
        time=replace(task.time, text=task.time_text.text),
        origin="prose",
        source=task.content.source("activities.prose"),
        sources={n: p.source(f"activities.prose.{n}") for n, p in named.items() if p},
        doubts=task.time.doubts,
    )


def _group(outline: Outline, item: Item) -> Item | None:
    """The nearest heading above that says more than ``Nhiệm vụ``."""
    above = outline.path(item)
    return next((a for a in above if is_heading(a) and a.key not in _EMPTY_NAMES), None)
