"""The published tables, column by column: one source for SQL, Parquet, pandas and the data package.

Every text is what the document prints; every date is a day. ``title`` is what a reader
sees above the column (Vietnamese), ``description`` what an analyst reads in the package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from schemas.page import TextOrigin
from schemas.record import Category, DocumentKind, Relation, Severity
from schemas.time import Granularity, TimeKind

ColumnType = Literal["string", "date", "datetime", "integer", "boolean", "category"]
State = Literal["extracted", "needs_review", "approved"]
Role = Literal["lead", "coordinating"]

DOCUMENT_KINDS: tuple[str, ...] = get_args(DocumentKind)
TIME_KINDS: tuple[str, ...] = get_args(TimeKind)
STATES: tuple[str, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. A ``category`` holds one of ``values``; ``required`` means never null."""

    name: str
    type: ColumnType
    title: str
    description: str
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table; ``foreign`` maps a column to the dataset whose key it holds."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


def _text(name: str, title: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "string", title, description, required)


def _day(name: str, title: str, description: str) -> Column:
    return Column(name, "date", title, description)


def _choice(
    name: str, title: str, description: str, values: tuple[str, ...], *, required: bool = False
) -> Column:
    return Column(name, "category", title, description, required, values)


def _count(name: str, title: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "integer", title, description, required)


def _flag(name: str, title: str, description: str) -> Column:
    return Column(name, "boolean", title, description, required=True)


_DOCUMENT_ID = _text(
    "document_id", "Mã văn bản", "The document's identity: SHA-256 of its file", required=True
)
_ACTIVITY_ID = _text(
    "activity_id", "Mã hoạt động", "Stable name of the activity's row in its document",
    required=True,
)  # fmt: skip
_POSITION = _count("position", "Thứ tự", "Place in the document, from 1", required=True)
_PAGE = _count("page", "Trang", "Page it stands on, from 1; null for plain text")
_CONTENT = _text("content", "Nội dung", "What is to be done, as printed", required=True)
_CATEGORY = _choice("category", "Loại việc", "Kind of work", get_args(Category))
_LEAD = _text("lead", "Chủ trì", "The body in charge, as printed")
_LEAD_ID = _text("lead_id", "Mã cơ quan chủ trì", "Its identity, where one body is known")
_ISSUER = _text("issuer", "Cơ quan ban hành", "The issuing body, as printed")
_NUMBER = _text("number", "Số, ký hiệu", "Number and symbol of the document")
_STATE = _choice(
    "state", "Trạng thái",
    "extracted: read without doubts; needs_review: a person should look; approved: one has",
    STATES, required=True,
)  # fmt: skip
_GRANULARITY = _choice(
    "granularity", "Độ chi tiết", "The unit in which the time is stated", get_args(Granularity)
)
_DOUBTS = _text("doubts", "Điểm cần xem", "Codes of what is doubtful, separated by semicolons")

_RELATION = _choice(
    "relation", "Quan hệ",
    "carries_out: the document carries the cited one out (Thực hiện); rests_on: it rests on it "
    "(Căn cứ)",
    get_args(Relation),
)  # fmt: skip

DOCUMENTS = Dataset(
    "documents", "Văn bản", "One row for each document that has been read",
    (
        _DOCUMENT_ID,
        _text("file_name", "Tên tệp", "Name of the file as it came in", required=True),
        _choice("kind", "Loại", "Kind of document", DOCUMENT_KINDS, required=True),
        _text("kind_code", "Ký hiệu loại", "Abbreviation of the kind in the number (KH, QĐ)"),
        _NUMBER,
        _ISSUER,
        _text("issuer_id", "Mã cơ quan ban hành", "Identity of the issuing body, where known"),
        _text("place", "Địa danh", "Place of issue, as printed"),
        _day("issued_on", "Ngày ban hành", "Date of issue; null where it is blank or unread"),
        _text("title", "Trích yếu", "What the document is about"),
        _day("period_start", "Kỳ từ ngày", "First day of the period the plan covers"),
        _day("period_end", "Kỳ đến ngày", "Last day of the period the plan covers"),
        _text("signer", "Người ký", "Name of the signer"),
        _text("signer_position", "Chức vụ", "Position of the signer"),
        _count("pages", "Số trang", "Number of pages; null for plain text"),
        _choice("text_origin", "Nguồn chữ", "Where the text came from", get_args(TextOrigin),
                required=True),
        _STATE,
        _text("issues", "Vấn đề", "Codes of the issues raised, separated by semicolons"),
        Column("ingested_at", "datetime", "Nhập lúc", "When it was read (UTC)", required=True),
        _text("rules", "Bộ quy tắc", "Digest of the rules that read it", required=True),
        _text("key", "Khóa", "What others cite it by: issuer, year, kind and number"),
        _count("part", "Phần", "Which document of its file it is, from 1; null for the only one"),
    ),
    key=("document_id",),
    foreign=(("issuer_id", "agencies"),),
)  # fmt: skip

ACTIVITIES = Dataset(
    "activities", "Hoạt động", "One row for each activity a document schedules",
    (
        _ACTIVITY_ID,
        _DOCUMENT_ID,
        _text("no", "STT", "Printed ordinal"),
        _text("group", "Nhóm", "Heading the activity stands under"),
        _CONTENT,
        _CATEGORY,
        _LEAD,
        _LEAD_ID,
        _text("coordinating", "Phối hợp", "The coordinating bodies, as printed"),
        _text("product", "Sản phẩm", "Expected product, as printed"),
        _text("time_text", "Thời gian", "The time, as printed"),
        _choice("time_kind", "Loại thời gian", "What the time is", TIME_KINDS),
        _day("start", "Từ ngày", "First day; null for a deadline"),
        _day("end", "Đến ngày", "Last day, inclusive"),
        _GRANULARITY,
        Column("approximate", "boolean", "Ước chừng", "Whether the time is stated loosely"),
        _text("edtf", "EDTF", "The time in the Extended Date/Time Format"),
        _text("rrule", "RRULE", "Recurrence rule of RFC 5545"),
        _choice("origin", "Nguồn", "Whether it stands in a table or in prose",
                ("table", "prose"), required=True),
        _PAGE,
        _DOUBTS,
        _STATE,
    ),
    key=("activity_id",),
    foreign=(("document_id", "documents"), ("lead_id", "agencies")),
)  # fmt: skip

CALENDAR = Dataset(
    "calendar", "Lịch",
    "One row for each dated occurrence: recurrences are expanded within the plan's period, "
    "rival readings are left out",
    (
        _ACTIVITY_ID,
        _DOCUMENT_ID,
        _count("occurrence", "Lần", "Which occurrence of the activity, from 1", required=True),
        _day("start", "Từ ngày", "First day; null for a deadline"),
        _day("end", "Đến ngày", "Last day, inclusive"),
        _flag("is_deadline", "Là thời hạn", "Whether the end is a deadline"),
        _GRANULARITY,
        _CONTENT,
        _CATEGORY,
        _LEAD,
        _LEAD_ID,
        _ISSUER,
        _NUMBER,
        _STATE,
    ),
    key=("activity_id", "occurrence"),
    foreign=(
        ("activity_id", "activities"), ("document_id", "documents"), ("lead_id", "agencies"),
    ),
)  # fmt: skip

ACTIVITY_AGENCIES = Dataset(
    "activity_agencies", "Hoạt động và cơ quan", "One row for each body named for an activity",
    (
        _ACTIVITY_ID,
        _text("agency_id", "Mã cơ quan", "Identity of the body; null where it is not known"),
        _text("name", "Tên", "Its name in full where known, otherwise as printed", required=True),
        _choice("role", "Vai trò", "What the body does in it", get_args(Role), required=True),
    ),
    foreign=(("activity_id", "activities"), ("agency_id", "agencies")),
)  # fmt: skip

BASES = Dataset(
    "bases", "Căn cứ", "One row for each document cited as a basis",
    (
        _DOCUMENT_ID,
        _POSITION,
        _text("kind", "Loại", "Kind of the cited document, as printed"),
        _text("number", "Số, ký hiệu", "Its number and symbol"),
        _day("issued_on", "Ngày ban hành", "Its date of issue"),
        _text("issuer", "Cơ quan ban hành", "Its issuing body, as printed"),
        _text("subject", "Nội dung", "What it is about"),
        _text("text", "Nguyên văn", "The clause that cites it", required=True),
        _text("key", "Khóa", "Key under which equal citations of different documents meet"),
        _RELATION,
        _PAGE,
        _DOUBTS,
    ),
    key=("document_id", "position"),
    foreign=(("document_id", "documents"),),
)  # fmt: skip

CITATIONS = Dataset(
    "citations", "Viện dẫn", "Who cites what: one row for each basis, with the document of the "
    "archive that it is",
    (
        _DOCUMENT_ID,
        _POSITION,
        _RELATION,
        _choice("kind", "Loại", "Kind of the citing document", DOCUMENT_KINDS, required=True),
        _NUMBER,
        _ISSUER,
        _text("title", "Trích yếu", "What the citing document is about"),
        _text("cited_kind", "Loại được viện dẫn", "Kind of the cited document, as printed"),
        _text("cited_number", "Số được viện dẫn", "Its number and symbol"),
        _day("cited_issued_on", "Ngày được viện dẫn", "Its date of issue, as printed"),
        _text("cited_issuer", "Cơ quan được viện dẫn", "Its issuing body, as printed"),
        _text("cited_subject", "Nội dung được viện dẫn", "What it is about"),
        _text("cited_key", "Khóa được viện dẫn", "Its key: the `key` of a document, where it is "
              "in the archive"),
        _text("cited_document_id", "Văn bản được viện dẫn", "The one document of the archive that "
              "has the key; null where there is none, or several"),
        _count("matches", "Số bản", "How many documents of the archive have the key",
               required=True),
        _flag("dated_after", "Ngày sau", "Whether the cited one is dated after the citing one"),
        _flag("closes_circle", "Khép vòng", "Whether the cited document rests, over others or "
              "itself, on the citing one"),
    ),
    key=("document_id", "position"),
    foreign=(("document_id", "documents"), ("cited_document_id", "documents")),
)  # fmt: skip

OBJECTIVES = Dataset(
    "objectives", "Mục đích, yêu cầu", "One row for each objective or requirement",
    (
        _DOCUMENT_ID,
        _POSITION,
        _text("label", "Số mục", "Printed label"),
        _choice("kind", "Loại", "What the item is", ("objective", "requirement", "both"),
                required=True),
        _text("text", "Nội dung", "The item, as printed", required=True),
        _PAGE,
    ),
    key=("document_id", "position"),
    foreign=(("document_id", "documents"),),
)  # fmt: skip

ASSIGNMENTS = Dataset(
    "assignments", "Phân công", "One row for each task assigned to a body (Tổ chức thực hiện)",
    (
        _DOCUMENT_ID,
        _POSITION,
        _text("label", "Số mục", "Printed label of the body's paragraph"),
        _text("agency", "Cơ quan", "The body, as printed", required=True),
        _text("agency_id", "Mã cơ quan", "Its identity, where one body is known"),
        _text("task_label", "Số việc", "Printed label of the task"),
        _text("task", "Nhiệm vụ", "The task; null where the body is only named"),
        _PAGE,
    ),
    key=("document_id", "position"),
    foreign=(("document_id", "documents"), ("agency_id", "agencies")),
)  # fmt: skip

RECIPIENTS = Dataset(
    "recipients", "Nơi nhận", "One row for each line of recipients",
    (
        _DOCUMENT_ID,
        _POSITION,
        _text("text", "Nguyên văn", "The line, as printed", required=True),
        _text("name", "Nơi nhận", "The recipient without what it receives the document for"),
        _text("agency_id", "Mã cơ quan", "Its identity, where one body is known"),
        _text("purpose", "Để", "What it receives the document for (để báo cáo)"),
        _flag("is_archive", "Lưu", "Whether the line says where the document is filed"),
    ),
    key=("document_id", "position"),
    foreign=(("document_id", "documents"), ("agency_id", "agencies")),
)  # fmt: skip

AGENCIES = Dataset(
    "agencies", "Cơ quan", "One row for each body that the documents name and that is known",
    (
        _text("agency_id", "Mã cơ quan", "Identity of the body", required=True),
        _text("name", "Tên", "Its name in full", required=True),
    ),
    key=("agency_id",),
)  # fmt: skip

ISSUES = Dataset(
    "issues", "Vấn đề", "One row for each thing a reviewer should know",
    (
        _DOCUMENT_ID,
        _POSITION,
        _text("activity_id", "Mã hoạt động", "The activity concerned, if it is one"),
        _text("code", "Mã", "What kind of issue it is", required=True),
        _choice("severity", "Mức độ", "How much it matters", get_args(Severity), required=True),
        _text("message", "Diễn giải", "What was noticed", required=True),
        _text("path", "Vị trí", "Where in the record (activities[3].no)"),
    ),
    key=("document_id", "position"),
    foreign=(("document_id", "documents"), ("activity_id", "activities")),
)  # fmt: skip

DATASETS: tuple[Dataset, ...] = (
    DOCUMENTS, ACTIVITIES, CALENDAR, ACTIVITY_AGENCIES, BASES, CITATIONS, OBJECTIVES, ASSIGNMENTS,
    RECIPIENTS, AGENCIES, ISSUES,
)  # fmt: skip
BY_NAME = {dataset.name: dataset for dataset in DATASETS}
