"""A plan enclosed with a decision: the decision's letterhead and foot, the plan's content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.process import process
from tests.extract import letters
from tests.extract.letters import DECISION, ENCLOSED, Letter, stored
from tests.word.make import docx, p, tbl, tr

MEDIA = ("text", "text in columns", "word", "pdf")
ENCLOSED_WITH_FOOT = replace(ENCLOSED, signed=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Ngô Văn Hai"))
REGULATION = Letter(
    title=("QUY CHẾ", "Tiếp công dân",
           "(Kèm theo Quyết định số 215/QĐ-UBND ngày 02 tháng 3 năm 2026 của Ủy ban nhân dân huyện)"),
    body=("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh",
          "1. Quy chế này quy định việc tiếp công dân tại trụ sở của huyện và của các xã, thị trấn."),
)  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def call(medium, of):
        return process(stored(tmp_path, medium, of))

    return call


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("enclosed", [ENCLOSED, ENCLOSED_WITH_FOOT], ids=["bare", "signed"])
def test_head_and_foot_are_the_carriers_and_the_content_the_plans(read, medium, enclosed):
    found = read(medium, [DECISION, enclosed])
    header = found.header
    assert (header.kind, header.number, header.title) == (
        "decision", "215/QĐ-UBND", "Ban hành Kế hoạch cải cách hành chính năm 2026",
    )  # fmt: skip
    assert (str(header.period.start), str(header.period.end)) == ("2026-01-01", "2026-12-31")
    assert [(o.label, o.kind) for o in found.objectives] == [("1", "objective")]
    assert found.objectives[0].text.startswith("Rút ngắn thời gian")
    assert [(a.lead.text, str(a.time.end)) for a in found.activities] == [
        ("Phòng Nội vụ", "2026-12-14"),
    ]  # fmt: skip
    assert [a.agency.text for a in found.assignments] == ["Phòng Nội vụ"]
    assert [r.text for r in found.recipients] == ["Như Điều 2", "Lưu: VT"]
    assert found.signature.name == "Phạm Văn Lương"


@pytest.mark.parametrize("medium", ["text", "word", "pdf"])
def test_a_regulation_has_no_activities(read, medium):
    found = read(medium, [DECISION, REGULATION])
    assert (found.header.kind, found.activities, found.objectives) == ("decision", (), ())
    assert found.signature.name == "Phạm Văn Lương"


def test_tables_and_annexes_of_the_enclosed_plan(tmp_path):
    heading = tr("TT", "Nội dung công việc", "Chủ trì", "Thời gian")
    first = tbl(heading, tr("1", "Rà soát thủ tục", "Phòng Nội vụ", "Tháng 4/2026"))
    second = tbl(heading, tr("1", "Kiểm tra các xã", "Văn phòng", "Quý III/2026"))
    path = tmp_path / "a.docx"
    path.write_bytes(docx(
        letters.word_of(DECISION), *(p(t, jc="center") for t in ENCLOSED.title),
        *map(p, ENCLOSED.body), first, p("PHỤ LỤC I", jc="center"), second,
    ))  # fmt: skip
    found = process(path)
    assert [a.content for a in found.activities] == [
        "Phòng Nội vụ tổng hợp kết quả trước ngày 15/12/2026.", "Rà soát thủ tục", "Kiểm tra các xã",
    ]  # fmt: skip
    assert found.signature.name == "Phạm Văn Lương"


PARTY_DECISION = Letter(
    left=("ĐẢNG BỘ TỈNH HÀ LÂM", "HUYỆN ỦY SÔNG LAM", "*", "Số 15-QĐ/HU"),
    right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Lam, ngày 12 tháng 3 năm 2026"),
    title=("QUYẾT ĐỊNH", "ban hành Chương trình kiểm tra, giám sát năm 2026"),
    body=("- Căn cứ Điều lệ Đảng;", "BAN THƯỜNG VỤ HUYỆN ỦY QUYẾT ĐỊNH",
          "Điều 1. Ban hành kèm theo Quyết định này Chương trình kiểm tra, giám sát năm 2026.",
          "Điều 2. Quyết định này có hiệu lực từ ngày ký."),
    to=("Như Điều 2", "Lưu Văn phòng Huyện ủy"),
    signed=("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Bá"),
)  # fmt: skip
PROGRAMME = Letter(
    left=("ĐẢNG BỘ TỈNH HÀ LÂM", "HUYỆN ỦY SÔNG LAM", "*"),
    right=("ĐẢNG CỘNG SẢN VIỆT NAM",),
    title=("CHƯƠNG TRÌNH", "kiểm tra, giám sát năm 2026",
           "(Kèm theo Quyết định số 15-QĐ/HU, ngày 12/3/2026 của Ban Thường vụ Huyện ủy)"),
    body=("I- MỤC ĐÍCH, YÊU CẦU",
          "1- Nâng cao chất lượng, hiệu quả của công tác kiểm tra, giám sát của các cấp ủy và của ủy "
          "ban kiểm tra các cấp trong toàn Đảng bộ huyện.",
          "II- TỔ CHỨC THỰC HIỆN",
          "1- Ủy ban Kiểm tra Huyện ủy báo cáo kết quả trước ngày 15/12/2026."),
)  # fmt: skip


@pytest.mark.parametrize("medium", ["text", "word", "pdf"])
def test_a_programme_enclosed_by_a_party_committee(read, medium):
    found = read(medium, [PARTY_DECISION, PROGRAMME])
    header, signed = found.header, found.signature
    assert (header.kind, header.number, header.issuer) == (
        "decision", "15-QĐ/HU", "HUYỆN ỦY SÔNG LAM",
    )  # fmt: skip
    assert [o.kind for o in found.objectives] == ["both"]
    assert [a.lead.text for a in found.activities] == ["Ủy ban Kiểm tra Huyện ủy"]
    assert (signed.authority, signed.position, signed.name) == ("TM.", "BÍ THƯ", "Trần Bá")
    assert [r.text for r in found.recipients] == ["Như Điều 2", "Lưu Văn phòng Huyện ủy"]
