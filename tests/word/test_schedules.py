"""Weekly schedules and programmes by month, as tables: the day stands above, beside, or once."""

from __future__ import annotations

import pytest

from pipeline.process import process
from tests.word.forms import foot, head
from tests.word.make import docx, p, tbl, tc, tr

WEEK = ("Tuần thứ 40 (từ ngày 05/10/2026 đến ngày 09/10/2026)",)


@pytest.fixture
def read(tmp_path):
    """The activities of a document: content, text of the time, first and last day."""

    def call(*parts: str):
        path = tmp_path / "lich.docx"
        path.write_bytes(docx(*parts))
        return process(path)

    return call


def times(record):
    return [
        (a.content, a.time.text, str(a.time.start or ""), str(a.time.end or ""))
        for a in record.activities
    ]


def test_days_and_parts_of_the_day_in_merged_cells(read):
    record = read(head("LỊCH CÔNG TÁC", *WEEK), tbl(
        tr("Thứ, ngày", "Buổi", "Nội dung", "Chủ trì", "Thành phần", "Địa điểm", header=True),
        tr(tc("Thứ Hai\n05/10", merge="restart"), "Sáng", "8h00: Họp giao ban", "Chủ tịch", "Các phòng", "Phòng họp"),
        tr(tc(merge="continue"), "Chiều", "14h00: Tiếp công dân", "Phó Chủ tịch", "Thanh tra", "Trụ sở"),
        tr(tc("Thứ Ba\n06/10", merge="restart"), tc("Sáng", merge="restart"), "Kiểm tra đê", "Phó Chủ tịch", "Xã", "Đê"),
        tr(tc(merge="continue"), tc(merge="continue"), "Dự hội nghị", "Chủ tịch", "Văn phòng", "Hội trường"),
    ), foot())  # fmt: skip
    assert (record.header.kind, record.header.kind_code) == ("programme", "LCT")
    assert times(record) == [
        ("8h00: Họp giao ban", "Thứ Hai 05/10 | Sáng", "2026-10-05", "2026-10-05"),
        ("14h00: Tiếp công dân", "Thứ Hai 05/10 | Chiều", "2026-10-05", "2026-10-05"),
        ("Kiểm tra đê", "Thứ Ba 06/10 | Sáng", "2026-10-06", "2026-10-06"),
        ("Dự hội nghị", "Thứ Ba 06/10 | Sáng", "2026-10-06", "2026-10-06"),
    ]
    first = record.activities[0]
    assert (first.lead.text, first.participants, first.place) == (
        "Chủ tịch", "Các phòng", "Phòng họp",
    )  # fmt: skip


def test_the_day_in_a_row_of_its_own(read):
    record = read(head("LỊCH CÔNG TÁC TUẦN", "Từ ngày 05/10/2026 đến ngày 09/10/2026"), tbl(
        tr("Thời gian", "Nội dung", "Thành phần", "Địa điểm", header=True),
        tr(tc("Thứ Hai, ngày 05/10/2026", span=4)),
        tr(tc("Sáng", span=4)),
        tr("8h00", "Họp giao ban", "Các phòng, ban", "Phòng họp số 1"),
        tr(tc("Chiều", span=4)),
        tr("14h00", "Tiếp công dân", "Thanh tra", "Trụ sở"),
        tr("Thứ Ba, ngày 06/10/2026", "", "", ""),
        tr("Sáng", "Kiểm tra đê", "Phòng Nông nghiệp", "Xã An Lạc"),
    ), foot())  # fmt: skip
    assert record.header.title == "TUẦN Từ ngày 05/10/2026 đến ngày 09/10/2026"
    assert times(record) == [
        ("Họp giao ban", "Thứ Hai, ngày 05/10/2026 | Sáng | 8h00", "2026-10-05", "2026-10-05"),
        ("Tiếp công dân", "Thứ Hai, ngày 05/10/2026 | Chiều | 14h00", "2026-10-05", "2026-10-05"),
        ("Kiểm tra đê", "Thứ Ba, ngày 06/10/2026 | Sáng", "2026-10-06", "2026-10-06"),
    ]
    assert {a.group for a in record.activities} == {
        "Thứ Hai, ngày 05/10/2026", "Thứ Ba, ngày 06/10/2026",
    }  # fmt: skip


def test_a_day_printed_once_holds_until_the_next_over_new_year(read):
    record = read(head("LỊCH CÔNG TÁC", "Từ ngày 28/12/2026 đến ngày 03/01/2027"), tbl(
        tr("THỨ", "BUỔI", "NỘI DUNG", header=True),
        tr("Hai\n28/12", "Sáng", "Họp Ban Thường vụ"),
        tr("", "Chiều", "Làm việc tại cơ quan"),
        tr("", "", "Tiếp khách"),
        tr("Sáu\n01/01", "", "Nghỉ Tết Dương lịch"),
    ), foot())  # fmt: skip
    assert times(record) == [
        ("Họp Ban Thường vụ", "Hai 28/12 | Sáng", "2026-12-28", "2026-12-28"),
        ("Làm việc tại cơ quan", "Hai 28/12 | Chiều", "2026-12-28", "2026-12-28"),
        ("Tiếp khách", "Hai 28/12 | Chiều", "2026-12-28", "2026-12-28"),
        ("Nghỉ Tết Dương lịch", "Sáu 01/01", "2027-01-01", "2027-01-01"),
    ]
    assert ["time_from_above" in a.doubts for a in record.activities] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_weekday_alone_is_a_day_of_the_week_in_the_title(read):
    record = read(head("LỊCH LÀM VIỆC", "Tuần từ ngày 05/10/2026 đến ngày 09/10/2026"), tbl(
        tr("Ngày", "Nội dung công việc", "Người chủ trì", header=True),
        tr("Thứ Hai", "Họp giao ban", "Chủ tịch"),
        tr("Thứ Sáu", "Tiếp công dân", "Phó Chủ tịch"),
        tr("Chủ nhật", "Trực", "Văn phòng"),
    ), foot())  # fmt: skip
    days = [(str(a.time.start), a.time.kind) for a in record.activities]
    assert days[:2] == [("2026-10-05", "interval"), ("2026-10-09", "interval")]
    assert days[2] != ("2026-10-04", "interval"), "the title's week has no Sunday"


def test_days_by_morning_and_afternoon_are_a_row_each(read):
    record = read(head("LỊCH CÔNG TÁC", *WEEK), tbl(
        tr("Thứ/ngày", "Sáng", "Chiều", header=True),
        tr("Thứ Hai\n(05/10)", "8h00: Họp giao ban", "14h00: Tiếp công dân"),
        tr("Thứ Ba\n(06/10)", "Kiểm tra đê", "Làm việc tại cơ quan"),
    ), foot())  # fmt: skip
    assert times(record) == [
        ("8h00: Họp giao ban | 14h00: Tiếp công dân", "Thứ Hai (05/10)", "2026-10-05", "2026-10-05"),
        ("Kiểm tra đê | Làm việc tại cơ quan", "Thứ Ba (06/10)", "2026-10-06", "2026-10-06"),
    ]  # fmt: skip


def test_a_programme_grouped_by_month_and_quarter(read):
    record = read(head("CHƯƠNG TRÌNH", "Công tác năm 2027", number="Số: 2/CTr-UBND"), tbl(
        tr("STT", "Nội dung công việc", "Cơ quan chủ trì", "Ghi chú", header=True),
        tr(tc("Tháng 01", span=4)),
        tr("1", "Hội nghị triển khai nhiệm vụ", "Văn phòng", ""),
        tr(tc("QUÝ II", span=4)),
        tr("2", "Sơ kết 6 tháng", "Văn phòng", ""),
    ), foot())  # fmt: skip
    assert times(record) == [
        ("Hội nghị triển khai nhiệm vụ", "Tháng 01", "2027-01-01", "2027-01-31"),
        ("Sơ kết 6 tháng", "QUÝ II", "2027-04-01", "2027-06-30"),
    ]
    assert [a.group for a in record.activities] == ["Tháng 01", "QUÝ II"]


def test_groups_above_and_below_the_months(read):
    table = [
        tr("STT", "Nội dung công việc", "Cơ quan chủ trì", header=True),
        tr("I", "LĨNH VỰC KINH TẾ", ""),
        tr(tc("Tháng 01", span=3)),
        tr("1", "Giao chỉ tiêu", "Phòng Tài chính"),
        tr("II", "NHIỆM VỤ KHÁC", ""),
        tr("2", "Trực cơ quan", "Văn phòng"),
    ]
    record = read(head("CHƯƠNG TRÌNH", "Công tác năm 2026"), tbl(*table), foot())
    assert [a.time and a.time.text for a in record.activities] == ["Tháng 01", None]


def test_a_month_column_is_narrowed_by_the_next(read):
    record = read(head("CHƯƠNG TRÌNH", "Công tác quý IV năm 2026"), tbl(
        tr("Tháng", "STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", header=True),
        tr(tc("10", merge="restart"), "1", "Tổ chức hội nghị", "Văn phòng", "Tuần 1"),
        tr(tc(merge="continue"), "2", "Giao chỉ tiêu", "Phòng Tài chính", "Trước ngày 20"),
        tr(tc("11", merge="restart"), "3", "Thăm cơ sở", "Phòng Nội vụ", "15"),
        tr(tc(merge="continue"), "4", "Tập huấn", "Phòng Nội vụ", "10 - 12"),
        tr(tc(merge="continue"), "5", "Sơ kết", "Văn phòng", ""),
    ), foot())  # fmt: skip
    assert [row[1:] for row in times(record)] == [
        ("10 | Tuần 1", "2026-10-05", "2026-10-11"),
        ("10 | Trước ngày 20", "", "2026-10-19"),
        ("11 | 15", "2026-11-15", "2026-11-15"),
        ("11 | 10 - 12", "2026-11-10", "2026-11-12"),
        ("11", "2026-11-01", "2026-11-30"),
    ]


def test_a_blank_time_of_a_plan_stays_blank(read):
    record = read(head("KẾ HOẠCH", "Công tác năm 2026"), tbl(
        tr("STT", "Nội dung", "Thời gian", "Chủ trì", header=True),
        tr("1", "Tập huấn", "Tháng 3", "Văn phòng"),
        tr("2", "Kiểm tra", "", "Văn phòng"),
    ), foot())  # fmt: skip
    assert [a.time and a.time.text for a in record.activities] == ["Tháng 3", None]


def test_kind_and_subject_on_one_line(read):
    record = read(head("LỊCH CÔNG TÁC TUẦN 40", "Từ ngày 05/10/2026"), p("I. NỘI DUNG"), foot())
    assert (record.header.kind, record.header.title) == ("programme", "TUẦN 40 Từ ngày 05/10/2026")
