"""The record: what kehoach says of one document. Keys are always present.

Pydantic models, frozen; ``model_dump(mode="json")`` is the published JSON. Every item
has ``source`` (where it stands) and ``doubts``; items made of several printed parts
have ``sources`` too, one for each part.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from schemas.found import Source
from schemas.geometry import Box
from schemas.page import TextOrigin
from schemas.time import TimeValue

SCHEMA_VERSION = "1"

DocumentKind = Literal[
    "plan", "dispatch", "decision", "notice", "report", "invitation", "programme",
    "submission", "guideline", "directive", "resolution", "other",
]  # fmt: skip
NumberState = Literal["printed", "handwritten", "blank", "unread"]
Severity = Literal["info", "warning", "error"]
Relation = Literal["carries_out", "rests_on"]
Category = Literal[
    "ban hành văn bản", "tuyên truyền", "đào tạo – tập huấn", "hội nghị – họp",
    "kiểm tra – giám sát", "báo cáo – tổng hợp", "chỉ đạo – hướng dẫn", "rà soát – đánh giá",
    "khen thưởng", "phong trào – sự kiện", "tổ chức – nhân sự", "đầu tư – mua sắm",
    "ứng dụng công nghệ", "giải quyết thủ tục", "khác",
]  # fmt: skip
"""Kinds of work; the last is for what no word tells."""


def source_as_json(source: Source) -> dict[str, object]:
    """A source in the published shape: boxes as lists rounded to 0.01 pt, later pages apart."""
    out: dict[str, object] = {
        "page": source.page,
        "boxes": [_rounded(box) for box in source.boxes],
        "rule": source.rule,
    }
    if source.span is not None:
        out["span"] = list(source.span)
    if source.more:
        out["more"] = [{"page": page, "box": _rounded(box)} for page, box in source.more]
    return out


def source_from_json(value: object) -> object:
    """The published shape of a source turned back; anything else is left as it is."""
    if not isinstance(value, dict) or "more" not in value:
        return value
    later = [(m["page"], m["box"]) if isinstance(m, dict) else m for m in value["more"]]
    return value | {"more": later}


def _rounded(box: Box) -> list[float]:
    return [round(v, 2) for v in box]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Model):
    """Anything read from the document."""

    source: Source = Field(default_factory=Source)
    doubts: tuple[str, ...] = ()

    @field_validator("source", mode="before")
    @classmethod
    def _source_back(cls, value: object) -> object:
        return source_from_json(value)

    @field_serializer("source")
    def _source(self, value: Source) -> dict[str, object]:
        return source_as_json(value)


class Parted(Item):
    """An item whose parts stand in several places."""

    sources: dict[str, Source] = Field(default_factory=dict)

    @field_validator("sources", mode="before")
    @classmethod
    def _sources_back(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: source_from_json(source) for name, source in value.items()}

    @field_serializer("sources")
    def _sources(self, value: dict[str, Source]) -> dict[str, object]:
        return {name: source_as_json(source) for name, source in value.items()}


class AgencyRef(Model):
    """A body named in a text, and who it is where that is known."""

    text: str
    id: str | None = None
    name: str | None = None


class AgencyText(Model):
    """A cell or phrase that names bodies."""

    text: str
    agencies: tuple[AgencyRef, ...] = ()


class Period(Model):
    start: datetime.date
    end: datetime.date


class Header(Parted):
    kind: DocumentKind = "other"
    kind_code: str | None = None
    number: str | None = None
    number_state: NumberState = "blank"
    parent: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    place: str | None = None
    issued_on: datetime.date | None = None
    title: str | None = None
    addressees: tuple[str, ...] = ()
    period: Period | None = None
    urgency: str | None = None
    secrecy: str | None = None


class Basis(Item):
    kind: str | None = None
    number: str | None = None
    issued_on: datetime.date | None = None
    issuer: str | None = None
    subject: str | None = None
    text: str
    key: str | None = None
    relation: Relation | None = None
    """Whether the document carries the cited one out (Thực hiện) or rests on it (Căn cứ)."""


class Objective(Item):
    label: str | None = None
    kind: Literal["objective", "requirement", "both"] = "both"
    text: str


class Activity(Parted):
    no: str | None = None
    group: str | None = None
    content: str
    lead: AgencyText | None = None
    coordinating: AgencyText | None = None
    time: TimeValue | None = None
    product: str | None = None
    place: str | None = None
    participants: str | None = None
    budget: str | None = None
    note: str | None = None
    origin: Literal["table", "prose"] = "table"
    category: Category | None = None


class Task(Item):
    label: str | None = None
    text: str


class Assignment(Item):
    label: str | None = None
    agency: AgencyText
    tasks: tuple[Task, ...] = ()


class Recipient(Item):
    text: str
    name: str | None = None
    purpose: str | None = None
    agencies: tuple[AgencyRef, ...] = ()
    is_archive: bool = False


class Signature(Parted):
    authority: str | None = None
    on_behalf_of: str | None = None
    position: str | None = None
    name: str | None = None
    digital: str | None = None


class Issue(Model):
    """Something a reviewer should know; never an exception."""

    code: str
    severity: Severity
    message: str
    path: str | None = None


class PageOrigin(Model):
    """Where the words of one page come from, and why."""

    page: int
    text: Literal["text-layer", "ocr", "none"]
    reason: str
    legal_share: float | None


class FilePart(Model):
    """Which document of its file one is: pages first to last, or half-open offsets."""

    number: int
    of: int
    pages: tuple[int, int] | None
    span: tuple[int, int] | None


class FileInfo(Model):
    name: str
    media_type: str
    pages: int | None
    text_origin: TextOrigin
    encoding: str
    triage: tuple[PageOrigin, ...] = ()
    part: FilePart | None = None


class ProducedBy(Model):
    version: str
    rules: str


class Record(Model):
    schema_version: str = SCHEMA_VERSION
    document_id: str
    file: FileInfo
    header: Header
    bases: tuple[Basis, ...] = ()
    objectives: tuple[Objective, ...] = ()
    activities: tuple[Activity, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signature: Signature | None = None
    issues: tuple[Issue, ...] = ()
    produced_by: ProducedBy
