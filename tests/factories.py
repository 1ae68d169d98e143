"""Records made by hand, with fictional names."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from schemas.found import Source
from schemas.geometry import Box
from schemas.record import (
    Activity,
    AgencyRef,
    AgencyText,
    Assignment,
    Basis,
    FileInfo,
    Header,
    Issue,
    Objective,
    Period,
    ProducedBy,
    Recipient,
    Record,
    Signature,
    Task,
)
from schemas.time import TimeValue

day = datetime.date.fromisoformat
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
RULES = "rules-1"
YEAR = Period(start=day("2026-01-01"), end=day("2026-12-31"))

PHONG_NOI_VU = AgencyRef(text="Phòng Nội vụ", id="phong-noi-vu", name="Phòng Nội vụ")
VAN_PHONG = AgencyRef(text="Văn phòng", id="van-phong", name="Văn phòng HĐND và UBND")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def time(text: str, kind: str, start: str | None, end: str | None, **more: Any) -> TimeValue:
    return TimeValue(text, kind, start and day(start), end and day(end), **more)


JUNE = time("Tháng 6/2026", "interval", "2026-06-01", "2026-06-30", granularity="month",
            edtf="2026-06")  # fmt: skip
QUARTERLY = time("Hằng quý", "recurring", "2026-01-01", "2026-12-31", granularity="quarter",
                 edtf="2026", rrule="FREQ=MONTHLY;INTERVAL=3;UNTIL=20261231")  # fmt: skip
BY_15_MAY = time("Trước ngày 16/5/2026", "deadline", None, "2026-05-15", granularity="day",
                 edtf="../2026-05-15")  # fmt: skip
ALL_YEAR = time("Thường xuyên", "open", "2026-01-01", "2026-12-31", granularity="year",
                edtf="2026")  # fmt: skip


def lead(*refs: AgencyRef) -> AgencyText:
    return AgencyText(text=", ".join(r.text for r in refs), agencies=refs)


def activity(content: str, when: TimeValue | None = JUNE, **more: Any) -> Activity:
    return Activity(content=content, time=when, source=Source(page=2, rule="row"), **more)


def record(name: str = "ke-hoach.txt", *, of: str = "", rules: str = RULES, **more: Any) -> Record:
    """A plan with every part; ``of`` is the text of the file, the name by default."""
    parts: dict[str, Any] = {
        "header": Header(
            kind="plan",
            kind_code="KH",
            number="16/KH-UBND",
            number_state="printed",
            issuer="Ủy ban nhân dân huyện Sông Lam",
            issuer_id="ubnd-song-lam",
            place="Sông Lam",
            issued_on=day("2026-01-05"),
            title="Công tác văn thư, lưu trữ năm 2026",
            period=YEAR,
        ),
        "bases": (
            Basis(kind="Luật", number="33/2024/QH15", issued_on=day("2024-06-21"),
                  issuer="Quốc hội", subject="Lưu trữ", text="Căn cứ Luật Lưu trữ",
                  key="33/2024/qh15"),
        ),
        "objectives": (Objective(label="1", kind="objective", text="Nâng cao chất lượng"),),
        "activities": (
            activity("Mở lớp tập huấn nghiệp vụ văn thư", JUNE, no="1", lead=lead(PHONG_NOI_VU),
                     coordinating=lead(VAN_PHONG)),
            activity("Báo cáo kết quả thực hiện", QUARTERLY, no="2", lead=lead(VAN_PHONG)),
            activity("Nộp hồ sơ vào lưu trữ cơ quan", BY_15_MAY, no="3",
                     lead=AgencyText(text="Các phòng, ban"), doubts=("agency_ambiguous",)),
            activity("Tuyên truyền pháp luật về lưu trữ", ALL_YEAR, no="4",
                     lead=lead(PHONG_NOI_VU, VAN_PHONG)),
            activity("Kiểm tra khi có yêu cầu", None, no="5"),
        ),
        "assignments": (
            Assignment(label="1", agency=lead(PHONG_NOI_VU),
                       tasks=(Task(label="a", text="Tham mưu"), Task(label="b", text="Đôn đốc"))),
            Assignment(label="2", agency=AgencyText(text="Các xã, thị trấn")),
        ),
        "recipients": (
            Recipient(text="Phòng Nội vụ (để thực hiện)", name="Phòng Nội vụ",
                      purpose="để thực hiện", agencies=(PHONG_NOI_VU,)),
            Recipient(text="Lưu: VT", is_archive=True),
        ),
        "signature": Signature(authority="TM.", on_behalf_of="ỦY BAN NHÂN DÂN",
                               position="CHỦ TỊCH", name="Lê Văn Mẫu"),
        "issues": (
            Issue(code="unknown-agency", severity="warning", message="Không rõ cơ quan",
                  path="activities[2].lead"),
        ),
    }  # fmt: skip
    return Record(
        document_id=sha(of or name),
        file=FileInfo(name=name, media_type="text/plain", pages=None, text_origin="plain",
                      encoding="unicode"),
        produced_by=ProducedBy(version="0.1.0", rules=rules),
        **(parts | more),
    )  # fmt: skip


def boxed() -> Source:
    """A source on two pages."""
    return Source(page=1, boxes=(Box(10, 20, 30, 40),), rule="row", more=((2, Box(10, 5, 30, 9)),))
