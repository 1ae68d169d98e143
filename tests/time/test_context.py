"""What the surroundings of a text decide: years, columns, the date of issue."""

from __future__ import annotations

import datetime

import pytest

from extractors.time import explain, find_times, parse_time
from schemas.time import TimeContext, TimeValue

D = datetime.date


def read(text: str, **context: object) -> TimeValue:
    value = parse_time(text, context=TimeContext(**context))  # type: ignore[arg-type]
    assert value is not None
    return value


def test_the_header_year_goes_before_the_plans() -> None:
    value = read("Quý I", header_year=2027, plan_year=2026)
    assert (value.start, value.doubts) == (D(2027, 1, 1), ("year_inferred",))


def test_the_plans_year_goes_before_the_year_of_issue() -> None:
    assert read("tháng 3", issued_on=D(2025, 12, 24), plan_year=2026).start == D(2026, 3, 1)
    assert read("tháng 3", issued_on=D(2025, 12, 24)).start == D(2025, 3, 1)


def test_a_printed_year_is_no_doubt() -> None:
    assert read("tháng 3/2025", plan_year=2026).doubts == ()


def test_without_any_year_there_are_no_dates() -> None:
    value = read("trước ngày 15/6")
    assert (value.kind, value.end, value.doubts) == ("unknown", None, ("year_unknown",))


def test_the_column_settles_bare_numerals() -> None:
    assert read("II", column="quarter", plan_year=2026).edtf == "2026-34"
    assert read("II", column="month", plan_year=2026).edtf == "2026-02"
    assert parse_time("II", context=TimeContext(plan_year=2026)) is None


def test_the_column_takes_the_rival_reading_away() -> None:
    assert read("Tháng II/2026", column="month").alternatives == ()
    assert read("Tháng II/2026").alternatives[0].granularity == "quarter"


def test_a_column_does_not_change_what_is_said() -> None:
    assert read("Quý I/2026", column="month").granularity == "quarter"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tháng 10", D(2025, 10, 1), D(2025, 10, 31)),
        ("tháng 4", D(2026, 4, 1), D(2026, 4, 30)),
        ("từ tháng 10 đến tháng 4", D(2025, 10, 1), D(2026, 4, 30)),
        ("hằng tuần", D(2025, 9, 5), D(2026, 5, 31)),
    ],
)
def test_a_school_plan_runs_over_two_years(text: str, start: D, end: D) -> None:
    value = read(text, plan_year=2025, school_year=True)
    assert (value.start, value.end) == (start, end)


def test_working_days_leave_out_public_holidays() -> None:
    """30 April and 1 May 2026 are a Thursday and a Friday."""
    value = read("chậm nhất 03 ngày làm việc sau khi kết thúc tháng 4/2026")
    assert value.end == D(2026, 5, 6)
    assert value.alternatives[0].end == D(2026, 5, 5)


@pytest.mark.parametrize(
    ("year", "day"),
    # Years in which the Chinese calendar has another day, or another month.
    [(1968, D(1968, 1, 29)), (1985, D(1985, 1, 21)), (2007, D(2007, 2, 17)),
     (2026, D(2026, 2, 17)), (2030, D(2030, 2, 2))],
)  # fmt: skip
def test_tet_is_that_of_the_vietnamese_calendar(year: int, day: D) -> None:
    assert read(f"Tết Nguyên đán {year}").start == day


def test_spans_have_exact_places() -> None:
    text = "Báo cáo trước ngày 15/6/2026; tổng kết trong Quý IV/2026 (kèm biểu)."
    cut = [text[s.start : s.end] for s in find_times(text)]
    assert cut == ["trước ngày 15/6/2026", "trong Quý IV/2026"]


@pytest.mark.parametrize(
    "text",
    [
        "Trụ sở: số 15/6 phố Trần Phú, phường 3.",
        "Thực hiện Điều 15/6 của Quy chế, khoản 2 Điều 10 và Phụ lục 3/2026.",
        "Tổ dân phố 6, ấp 3/2 đạt 6/12 chỉ tiêu, xếp thứ 3/5.",
        "Nghị quyết số 63/NQ-HĐND ngày 18/12/2025 của Hội đồng nhân dân tỉnh.",
        "Kinh phí 15.000.000 đồng (mười lăm triệu), chi thường xuyên 2,5 tỷ đồng.",
        "Điện thoại: 0263.3822.345 - 0912 345 678.",
        "Ngày     tháng     năm 2026",
        "Số:      /KH-UBND",
        "Hội Liên hiệp Phụ nữ Việt Nam, Trung tâm Giáo dục thường xuyên.",
        "Luật Lưu trữ năm 2024 và Bộ luật Lao động năm 2019.",
        "Tỷ lệ 1/500; 24/34 xã; mức 2,5%.",
    ],
)
def test_running_text_without_times_is_silent(text: str) -> None:
    assert find_times(text, context=TimeContext(plan_year=2026)) == []


def test_a_bare_always_is_no_time_in_running_text() -> None:
    assert find_times("Thường xuyên theo dõi, đôn đốc việc thực hiện.") == []


def test_explain_prints_the_tree_and_the_value() -> None:
    shown = explain("tháng cuối quý III/2026")
    assert "tháng cuối quý III  «tháng cuối quý iii/2026»" in shown
    assert "  quý I  «quý iii/2026»" in shown
    assert "edtf: 2026-09" in shown
    assert explain("Phòng Nội vụ") == "no time"
