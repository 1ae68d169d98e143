"""Tasks in prose that carry a time of their own.

Most dispatches and many plans have no table: "Sở Nội vụ … hoàn thành trước ngày
10/12/2025", or a label in a line below, "- Thời gian hoàn thành: Trong tháng 8/2025".
A sentence that only cites a dated document is no task, nor is a year inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.activities.actors import Actors, actors_of, heading_actor
from extractors.agency.phrases import body_before_verb
from extractors.citation import mentions
from extractors.objectives import aim_of
from extractors.outline import Item, Outline, heading_text, is_heading
from extractors.text.fold import fold
from extractors.text.sentences import sentences
from extractors.time import find_times, parse_time
from schemas.layout import EMPTY, Passage
from schemas.record import Activity, AgencyText
from schemas.time import TimeContext, TimeSpan, TimeValue

_FIELD = re.compile(
    r"(?P<label>(?:dự kiến )?(?:thời gian|thời hạn|tiến độ)(?: [^\W\d]+){0,4}|hoàn thành"
    r"|(?:cơ quan|đơn vị|bộ phận)?\s?"
    r"(?:chủ trì|phối hợp|thực hiện|đầu mối|phụ trách)(?: [^\W\d]+){0,3}"
    r"|(?:sản phẩm|kết quả|địa điểm|kinh phí|thành phần)(?: [^\W\d]+){0,3})\s*:\s*(?=\S)",
    re.IGNORECASE,
)
"""A child line that gives one field of the task above it."""
_FINDINGS = "chỉ tiêu|tình hình|thực trạng|kết quả đạt được|tồn tại|hạn chế|đánh giá chung"
_NOT_TASKS = re.compile("|".join(map(fold, _FINDINGS.split("|"))))
_AIMED = re.compile(
    r"(?:phấn đấu|đến năm|mục tiêu|tầm nhìn|so với|tính đến)\s*(?:đến\s*)?$", re.IGNORECASE
)
_INTRODUCED = re.compile(
    r"(?:^|[,;:(]|\b(?:trong|vào|từ|kể từ|định kỳ|dự kiến|xong|hoàn thành|trước|nhân|nhân dịp"
    r"|dịp|lúc))\s*$",
    re.IGNORECASE,
)
_NAMED_PERIOD = re.compile(
    r"(?:kế hoạch|chương trình|nhiệm vụ|công tác|báo cáo|chỉ số|dự toán|tổng kết)"
    r"(?:\s\w+){0,8}\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\W*)(?:hoàn thành|thời gian|thời hạn|xong|báo cáo|gửi|kế hoạch ban hành|kết quả)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Task:
    """A task as found: its text, its time, and who must do it."""

    item: Item
    content: Passage
    time: TimeValue
    time_text: Passage
    actors: Actors


def read_tasks(outline: Outline, *, context: TimeContext) -> Iterator[Activity]:
    """Prose activities in order."""
    for item in outline.items:
        if _excluded(outline, item):
            continue
        fields = _fields(outline, item)
        task = _by_fields(outline, item, fields, context) if fields else None
        if task is None and not _is_field(item):
            task = _by_sentence(outline, item, context)
        if task is not None:
            yield _activity(outline, task)


def _excluded(outline: Outline, item: Item) -> bool:
    """Headings, aims, findings and closing formulae are not tasks."""
    if is_heading(item) and not _runs_on(item):
        return True
    above = [item, *outline.path(item)]
    nearest = next(
        (a for a in above if a.label is not None and a.label.kind not in ("dash", "plus")), None
    )
    if nearest is not None and any(_NOT_TASKS.match(a.key) for a in above):
        return True
    aims = [aim_of(a) for a in above[1:2]]
    return any(aims) or bool(re.match(r"trên đây là", item.text, re.IGNORECASE))


def _runs_on(item: Item) -> bool:
    """A paragraph set in bold or with items below it may still be a whole sentence."""
    return item.text.rstrip().endswith((".", ";", ")", "./")) and len(item.text) > 80


def _is_field(item: Item) -> bool:
    return _FIELD.match(item.text) is not None and len(item.text) < 200


def _fields(outline: Outline, item: Item) -> dict[str, tuple[Passage, str]]:
    """Labelled lines under a task, by what they give: value and printed label."""
    out: dict[str, tuple[Passage, str]] = {}
    for child in (*outline.under(item), *_following_fields(outline, item)):
        match = _FIELD.match(child.text)
        if match is None:
            continue
        value = child.passage.part(match.end(), len(child.text.rstrip(" .;")))
        out.setdefault(_field_name(match["label"]), (value, match["label"]))
    return out


def _following_fields(outline: Outline, item: Item) -> list[Item]:
    """Field lines that stand after an item on its own level (``-`` after ``-``)."""
    out: list[Item] = []
    if item.label is None or _is_field(item):
        return out
    for later in outline.items[item.index + 1 :]:
        if later.parent != item.parent or not _is_field(later):
            break
        out.append(later)
    return out


def _field_name(label: str) -> str:
    key = fold(label)
    for name, words in (
        ("time", ("thời gian", "thời hạn", "tiến độ", "hoàn thành")),
        ("coordinating", ("phối hợp",)),
        ("product", ("sản phẩm", "kết quả")),
        ("place", ("địa điểm",)),
        ("budget", ("kinh phí",)),
        ("participants", ("thành phần",)),
    ):
        if any(fold(w) in key for w in words):
            return name
    return "lead"


def _by_fields(
    outline: Outline, item: Item, fields: dict[str, tuple[Passage, str]], context: TimeContext
) -> _Task | None:
    if "time" not in fields:
        return None
    text, label = fields["time"]
    value = parse_time(text.text, context=context)
    if value is None:
        return None
    actors = heading_actor(outline, item)
    if "lead" in fields:
        actors = Actors(fields["lead"][0], None)
    if "coordinating" in fields:
        actors = replace(actors, coordinating=fields["coordinating"][0])
    return _Task(item, item.passage, as_deadline(value, label), text, actors)


def as_deadline(value: TimeValue, label: str) -> TimeValue:
    """``Thời gian hoàn thành: Trong tháng 8/2025``: the label makes a deadline of the period."""
    if value.kind != "interval" or fold("hoàn thành") not in fold(label):
        return value
    return replace(value, doubts=(*value.doubts, "deadline_by_label"))


def _by_sentence(outline: Outline, item: Item, context: TimeContext) -> _Task | None:
    found = _own_times(item.text, context)
    if not found:
        return None
    content, offset = _content(item.passage, found)
    first, last = found[0], found[-1]
    phrase = item.passage.part(first.start, last.end)
    value = (
        first.value if len(found) == 1 else parse_time(phrase.text, context=context) or first.value
    )
    actors = actors_of(outline, item, content, at=first.start - offset)
    return _Task(item, content, value, phrase, actors)


def _own_times(text: str, context: TimeContext) -> list[TimeSpan]:
    """The times in a text that say when its task is due."""
    cited = [c.span for c in mentions(text)]
    quoted = [m.span() for m in re.finditer(r"“[^”]*”", text)]
    spans = [
        s for s in find_times(text, context=context)
        if not any(a <= s.start < b for a, b in (*cited, *quoted)) and _says_when(text, s)
    ]  # fmt: skip
    return spans[:1] if len(spans) > 1 and not _together(text, spans) else spans


def _together(text: str, spans: Sequence[TimeSpan]) -> bool:
    """Whether all times stand in one clause, so that they are one statement."""
    return spans[-1].end - spans[0].start < 60 and "." not in text[spans[0].end : spans[-1].start]


def _says_when(text: str, span: TimeSpan) -> bool:
    value, before = span.value, text[: span.start]
    if value.kind in ("unknown", "relative") or (value.start is None and value.end is None):
        return False
    own = text[span.start : span.end]
    if value.kind == "recurring":
        return (
            _INTRODUCED.search(before) is not None
            or re.match(r"(?:định kỳ|mỗi|trước|chậm nhất|ít nhất|tối thiểu)", own, re.IGNORECASE)
            is not None
        )
    if value.kind == "deadline":
        vague = value.granularity in ("year", "multi_year", "school_year") and not re.match(
            r"(?:hoàn thành|xong|trước|chậm nhất)", own, re.IGNORECASE
        )
        return not vague and _AIMED.search(before) is None
    if value.kind == "open":
        return (
            value.start is not None
            and re.match(r"(?:từ|kể từ|bắt đầu)", own, re.IGNORECASE) is not None
        )
    if value.granularity in ("year", "multi_year", "school_year", "half"):
        return False
    if _NAMED_PERIOD.search(before):
        return False
    return (
        _INTRODUCED.search(before) is not None
        or re.match(
            r"(?:trong|vào|từ|tháng|quý|quí|tuần|sáng|chiều|tối|ngày)\b", own, re.IGNORECASE
        )
        is not None
    )


def _content(passage: Passage, found: Sequence[TimeSpan]) -> tuple[Passage, int]:
    """The sentence the time belongs to; the paragraph where the sentence only adds the time."""
    parts = list(sentences(passage.text))
    if len(parts) == 1:
        return passage, 0
    for i, (start, end) in enumerate(parts):
        if start <= found[0].start < end:
            if (
                i == 0
                or _TAIL.match(passage.text[start:end])
                or not _stands_alone(passage.text[start:end])
            ):
                return passage, 0
            return passage.part(start, end), start
    return passage, 0


def _stands_alone(sentence: str) -> bool:
    """Whether a later sentence names its own doer: then it is a task of its own."""
    return body_before_verb(sentence.strip()) is not None


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
        group=heading_text(group) if group else None,
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
    """The nearest numbered heading above."""
    return next(
        (a for a in outline.path(item) if a.label and a.label.kind not in ("dash", "plus")), None
    )
