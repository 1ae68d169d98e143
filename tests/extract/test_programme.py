"""Work listed in lines under days and months."""

import pytest

from extractors.layout.plain import lines_of, paragraphs_of
from extractors.periods import names_period, names_session
from extractors.record import extract
from schemas.layout import Layout
from schemas.page import FileFacts
from schemas.record import ProducedBy

FACTS = FileFacts("a.txt", "text/plain", "0" * 64, None, "plain", "unicode")
HEAD = (
    "UBND XÃ AN LẠC\nSố: 7/LCT-UBND\nAn Lạc, ngày 02 tháng 10 năm 2026\n\nLỊCH CÔNG TÁC\n"
    "Tuần 40 (từ ngày 05/10/2026 đến ngày 09/10/2026)\n\n"
)
FOOT = "\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn Ân\n"


def record(body, head=HEAD):
    blocks = tuple(paragraphs_of(lines_of(head + body + FOOT)))
    return extract(Layout(FACTS, blocks), produced_by=ProducedBy(version="1", rules="r"))


def found(body, head=HEAD):
    return [
        (a.no, a.content, a.time.text, str(a.time.start or ""), str(a.time.end or ""))
        for a in record(body, head).activities
    ]


def test_a_week_in_lines():
    body = (
        "Thứ Hai, ngày 05/10:\n\n- Sáng: 8h00, họp giao ban.\n\n- Chiều: Tiếp công dân.\n\n"
        "Thứ Ba, ngày 06/10:\n\n- Sáng:\n\n+ 7h30: Kiểm tra đê.\n\n+ 9h00: Dự hội nghị.\n\n"
        "* Ghi chú: Lịch này có thể thay đổi.\n"
    )
    assert found(body) == [
        (None, "8h00, họp giao ban.", "Thứ Hai, ngày 05/10 | Sáng", "2026-10-05", "2026-10-05"),
        (None, "Tiếp công dân.", "Thứ Hai, ngày 05/10 | Chiều", "2026-10-05", "2026-10-05"),
        (None, "7h30: Kiểm tra đê.", "Thứ Ba, ngày 06/10 | Sáng", "2026-10-06", "2026-10-06"),
        (None, "9h00: Dự hội nghị.", "Thứ Ba, ngày 06/10 | Sáng", "2026-10-06", "2026-10-06"),
    ]


def test_the_title_ends_where_the_first_day_begins():
    body = "Thứ Hai, ngày 05/10:\n- Họp.\nThứ Ba, ngày 06/10:\n- Đi cơ sở.\n"
    header = record(body, HEAD.rstrip("\n") + "\n").header
    assert header.title == "Tuần 40 (từ ngày 05/10/2026 đến ngày 09/10/2026)"
    assert str(header.period.end) == "2026-10-09"


def test_people_and_place_inside_a_line():
    body = (
        "Thứ Hai, ngày 05/10:\n\n- 8h00: Họp giao ban; chủ trì: Văn phòng; thành phần: các phòng, ban; "
        "địa điểm: Phòng họp số 1.\n\nThứ Ba, ngày 06/10:\n\n- Đi cơ sở.\n\n- Thành phần: Phòng Nội vụ.\n"
    )
    first, second = record(body).activities
    assert (first.lead.text, first.participants, first.place) == (
        "Văn phòng", "các phòng, ban", "Phòng họp số 1",
    )  # fmt: skip
    assert second.participants == "Phòng Nội vụ"


YEAR = (
    "UBND XÃ AN LẠC\nSố: 7/CTr-UBND\nAn Lạc, ngày 02 tháng 01 năm 2026\n\nCHƯƠNG TRÌNH\n"
    "Công tác năm 2026\n\nI. NHIỆM VỤ\n\n1. Nâng cao chất lượng.\n\nII. NỘI DUNG CỤ THỂ\n\n"
)


def test_months_above_numbered_lists():
    body = (
        "Tháng 01\n\n1. Hội nghị triển khai (Văn phòng tham mưu).\n\n2. Giao chỉ tiêu năm 2026.\n\n"
        "Tháng 02\n\n1. Báo cáo Tết trước ngày 25/02.\n\n2. Thăm cơ sở vào ngày 15.\n\n"
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng theo dõi, đôn đốc.\n"
    )
    assert found(body, YEAR) == [
        ("1", "Hội nghị triển khai (Văn phòng tham mưu).", "Tháng 01", "2026-01-01", "2026-01-31"),
        ("2", "Giao chỉ tiêu năm 2026.", "Tháng 01", "2026-01-01", "2026-01-31"),
        ("1", "Báo cáo Tết trước ngày 25/02.", "Tháng 02 | trước ngày 25/02", "", "2026-02-24"),
        ("2", "Thăm cơ sở vào ngày 15.", "Tháng 02 | vào ngày 15", "2026-02-15", "2026-02-15"),
    ]  # fmt: skip
    first = record(body, YEAR).activities[0]
    assert (first.lead.text, first.group) == ("Văn phòng", "Tháng 01")


def test_numbered_quarters_above_letters():
    body = "1. Quý I\n\na) Xây dựng kế hoạch.\n\nb) Tập huấn trong tháng 3.\n\n2. Quý II\n\na) Kiểm tra các xã.\n"
    assert [(no, start, end) for no, _, _, start, end in found(body, YEAR)] == [
        ("a", "2026-01-01", "2026-03-31"),
        ("b", "2026-03-01", "2026-03-31"),
        ("a", "2026-04-01", "2026-06-30"),
    ]


def test_a_meeting_about_another_month_is_held_on_its_own_day():
    body = "Thứ Hai, ngày 05/10:\n\n- Họp xét kế hoạch trong tháng 11.\n\nThứ Ba, ngày 06/10:\n\n- Họp.\n"
    assert found(body)[0][2:] == ("Thứ Hai, ngày 05/10", "2026-10-05", "2026-10-05")


def test_one_period_is_no_programme():
    assert found("Tháng 01\n\n1. Nâng cao chất lượng tham mưu.\n", YEAR) == [
        (None, "Tháng 01", "Tháng 01", "2026-01-01", "2026-01-31"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Hai, ngày 05/10:", "THỨ BA (06/10/2026)", "* Thứ 2 ngày 05/10/2026", "I. THÁNG 01/2026",
        "QUÝ II", "Nhiệm vụ trọng tâm tháng 01", "Tuần 1 (từ ngày 05/10 đến ngày 09/10/2026)",
        "Ngày 05/10 (Thứ Hai)", "Chủ nhật, 11/10", "Tháng Giêng", "II. QUÝ I NĂM 2026",
    ],
)  # fmt: skip
def test_lines_that_name_a_period(line):
    assert names_period(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tháng 3 biên giới", "Năm 2026", "Ngày 15/6 báo cáo", "Thứ trưởng", "Tháng Thanh niên",
        "An Lạc, ngày 05 tháng 10 năm 2026", "Sáng", "",
    ],
)  # fmt: skip
def test_lines_that_name_no_period(line):
    assert not names_period(line)


def test_parts_of_the_day():
    assert names_session("- Buổi sáng:") and names_session("Cả ngày")
    assert not names_session("Sáng thứ Hai") and not names_session("Sáng tạo")
