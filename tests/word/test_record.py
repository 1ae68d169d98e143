"""A whole plan as an office writes it in Word: labels counted, numbers of rows counted, merges."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.process import process
from schemas.record import Record
from tests.word.make import abstract, docx, lvl, num, p, r, tbl, tc, tr

NUMBERING = (
    abstract(
        "1", lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)")
    )
    + abstract("2", lvl(0, "decimal", "%1"))
    + abstract("3", lvl(0, "bullet", "-"))
    + "".join(num(name, name) for name in "123")
)
LETTERHEAD = tbl(
    tr(
        tc(p("ỦY BAN NHÂN DÂN", jc="center"), p("HUYỆN SÔNG LAM", jc="center")),
        tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Độc lập - Tự do - Hạnh phúc")),
    ),
    tr("Số: 16/KH-UBND", "Sông Lam, ngày 05 tháng 02 năm 2026"),
    ruled=False,
)
BOLD = "<w:b/>"


def heading(text: str, level: int = 0) -> str:
    return p(r(text, BOLD), num="1", level=level)


def number(merge: str = "") -> str:
    return tc(p(num="2") if merge != "continue" else p(), merge=merge)


SCHEDULE = tbl(
    tr("STT", "Nội dung công việc", "Thời gian", "Chủ trì", "Phối hợp", header=True),
    tr(tc("A"), tc("Tuyên truyền", span=4)),
    tr(number(), "Treo băng rôn tại trụ sở", "Trong tháng 3/2026", "Phòng Nội vụ", "Các xã"),
    tr(
        number("restart"),
        tc("Tổ chức tập huấn", merge="restart"),
        "Quý II/2026",
        "Văn phòng",
        "Các xã",
    ),
    tr(number("continue"), tc(merge="continue"), "Quý IV/2026", "Phòng Nội vụ", "Các xã"),
    tr(number(), "Báo cáo kết quả", "Trước ngày 15/12/2026", "Các cơ quan,\nđơn vị", ""),
)
FOOT = tbl(
    tr(
        tc(p("Nơi nhận:"), *(p(t, num="3") for t in ("UBND tỉnh (b/c);", "Các xã, thị trấn;", "Lưu: VT, NV."))),
        tc(p("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"), p(), p("Lê Văn Mẫu")),
    ),
    ruled=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    path: Path = tmp_path_factory.mktemp("word") / "ke-hoach.docx"
    path.write_bytes(docx(
        LETTERHEAD, p(r("KẾ HOẠCH", BOLD), jc="center"),
        p(r("Công tác văn thư, lưu trữ năm 2026", BOLD), jc="center"), p(),
        p("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;"),
        p("Ủy ban nhân dân huyện ban hành Kế hoạch công tác văn thư, lưu trữ như sau:"),
        heading("MỤC ĐÍCH, YÊU CẦU"), heading("Mục đích", 1), p("Nâng cao chất lượng văn thư.", num="1", level=2),
        p("Bảo đảm an toàn tài liệu lưu trữ.", num="1", level=2), heading("Yêu cầu", 1),
        p("Thực hiện đúng quy định của pháp luật.", num="1", level=2),
        heading("NỘI DUNG VÀ THỜI GIAN THỰC HIỆN"), SCHEDULE,
        heading("TỔ CHỨC THỰC HIỆN"), heading("Phòng Nội vụ", 1), p("Theo dõi, đôn đốc việc thực hiện.", num="1", level=2),
        p("Trên đây là Kế hoạch công tác văn thư, lưu trữ năm 2026./."), FOOT, numbering=NUMBERING,
    ))  # fmt: skip
    return process(path)


def test_header(record: Record):
    header = record.header
    assert (header.kind, header.number, header.place) == ("plan", "16/KH-UBND", "Sông Lam")
    assert header.issuer == "ỦY BAN NHÂN DÂN HUYỆN SÔNG LAM"
    assert header.title == "Công tác văn thư, lưu trữ năm 2026"
    assert str(header.issued_on) == "2026-02-05"


def test_objectives_have_the_labels_that_word_counts(record: Record):
    found = [(o.label, o.kind, o.text) for o in record.objectives]
    assert found == [
        ("a", "objective", "Nâng cao chất lượng văn thư."),
        ("b", "objective", "Bảo đảm an toàn tài liệu lưu trữ."),
        ("a", "requirement", "Thực hiện đúng quy định của pháp luật."),
    ]


def test_activities(record: Record):
    found = [
        (a.no, a.content, a.time.text if a.time else None, a.lead.text if a.lead else None)
        for a in record.activities
    ]
    assert found == [
        ("1", "Treo băng rôn tại trụ sở", "Trong tháng 3/2026", "Phòng Nội vụ"),
        ("2", "Tổ chức tập huấn", "Quý II/2026", "Văn phòng"),
        ("2", "Tổ chức tập huấn", "Quý IV/2026", "Phòng Nội vụ"),
        ("3", "Báo cáo kết quả", "Trước ngày 15/12/2026", "Các cơ quan, đơn vị"),
    ]
    assert {a.group for a in record.activities} == {"A. Tuyên truyền"}


def test_assignments(record: Record):
    (found,) = record.assignments
    assert (found.label, found.agency.text) == ("1", "Phòng Nội vụ")
    assert [(t.label, t.text) for t in found.tasks] == [("a", "Theo dõi, đôn đốc việc thực hiện.")]


def test_recipients_and_signature(record: Record):
    assert [r.text for r in record.recipients] == [
        "UBND tỉnh (b/c)",
        "Các xã, thị trấn",
        "Lưu: VT, NV",
    ]
    signature = record.signature
    assert signature is not None
    assert (signature.authority, signature.position) == ("TM.", "PHÓ CHỦ TỊCH")
    assert (signature.on_behalf_of, signature.name) == ("ỦY BAN NHÂN DÂN", "Lê Văn Mẫu")
