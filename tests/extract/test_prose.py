"""Tasks in prose: which times date a task, and whose task it is."""

import datetime

import pytest

from extractors.activities.due import due
from extractors.activities.prose import read_tasks
from extractors.agency.phrases import body_before_verb
from extractors.layout.plain import lines_of, paragraphs_of
from extractors.outline import build
from schemas.time import TimeContext

CONTEXT = TimeContext(plan_year=2023)


def tasks(text):
    outline = build(paragraphs_of(lines_of(text)))
    return [activity for _, activity in read_tasks(outline, context=CONTEXT)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Phòng Y tế báo cáo trước ngày 15/6/2023.", "trước ngày 15/6/2023"),
        ("Hoàn thành trong quý I năm 2023.", "Hoàn thành trong quý I năm 2023"),
        ("Định kỳ hằng tháng, rà soát danh mục.", "Định kỳ hằng tháng"),
        ("Báo cáo tiến độ trước 15 giờ thứ Năm hằng tuần.", "thứ Năm hằng tuần"),
        ("Rà soát theo hai đợt (đợt 1: tháng 6/2023; đợt 2: tháng 11/2023).", "tháng 6/2023; đợt 2: tháng 11/2023"),
        ("Các lớp sinh hoạt tại thư viện hằng tuần.", "hằng tuần"),
        ("Tổ chức hội thi vào ngày 20/11.", "vào ngày 20/11"),
    ],
)  # fmt: skip
def test_a_time_that_dates_a_task(text, phrase):
    when = due(text, context=CONTEXT)
    assert when is not None
    assert text[when.start : when.end] == phrase


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Báo cáo trước ngày 25 hằng tháng.", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("Định kỳ hằng tháng, các xã báo cáo kết quả trước ngày 25.", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("Hằng quý (chậm nhất ngày 10 của tháng cuối quý) báo cáo.", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"),
        ("Gửi báo cáo trước 16 giờ thứ Sáu hằng tuần.", "FREQ=WEEKLY;BYDAY=FR"),
    ],
)  # fmt: skip
def test_a_deadline_that_comes_back(text, rule):
    when = due(text, context=CONTEXT)
    assert when.value.is_deadline
    assert when.value.rrule == f"{rule};UNTIL=20231231"


def test_a_rhythm_without_a_deadline_is_none():
    assert not due("Hằng tháng tổ chức giao ban.", context=CONTEXT).value.is_deadline


def test_two_deadlines_of_one_sentence_are_kept_both():
    when = due("Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 10/12.", context=CONTEXT)
    assert [str(end) for _, end in when.value.segments] == ["2023-06-14", "2023-12-09"]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2023 của Ủy ban nhân dân huyện.",
        "Triển khai chương trình công tác năm 2023 của huyện.",
        "Phấn đấu đến năm 2030 toàn huyện có nước sạch.",
        "Tuyên truyền phong trào “Tháng 3 biên giới” trong trường học.",
        "Thường xuyên kiểm tra, đôn đốc các đơn vị.",
        "Hỗ trợ 15/6 hộ nghèo tại tổ 6.",
    ],
)
def test_times_that_date_no_task(text):
    assert due(text, context=CONTEXT) is None


def test_the_body_of_the_heading_leads_its_items():
    (found,) = tasks("1. Phòng Y tế:\n\na) Kiểm tra bếp ăn, hoàn thành trước ngày 10/5/2023.")
    assert (found.no, found.lead.text, found.group) == ("a", "Phòng Y tế", "1. Phòng Y tế")


def test_the_subject_of_the_sentence_leads():
    (found,) = tasks(
        "2. Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp tổng hợp, báo cáo trước ngày 10/5/2023."
    )
    assert (found.lead.text, found.coordinating.text) == ("Phòng Nội vụ", "Phòng Tư pháp")


def test_a_subject_may_follow_a_clause():
    (found,) = tasks(
        "1. Căn cứ kế hoạch của huyện, các xã, thị trấn xây dựng kế hoạch trong quý I/2023."
    )
    assert found.lead.text == "các xã, thị trấn"


def test_labelled_lines_give_the_fields_of_the_task_above():
    text = (
        "1. Rà soát danh mục sách của thư viện huyện và các xã, thị trấn.\n\n- Đơn vị chủ trì: Thư viện huyện.\n\n"
        "- Đơn vị phối hợp: UBND các xã.\n\n- Thời gian hoàn thành: Trong tháng 8/2023.\n"
    )
    (found,) = tasks(text)
    assert (found.lead.text, found.coordinating.text) == ("Thư viện huyện", "UBND các xã")
    assert (found.time.text, str(found.time.end)) == ("Trong tháng 8/2023", "2023-08-31")


def test_two_sentences_with_times_are_two_tasks():
    text = "1. Phòng Y tế lập kế hoạch trước ngày 01/3/2023. Định kỳ hằng quý, báo cáo kết quả về huyện."
    assert [(t.time.kind, t.lead.text) for t in tasks(text)] == [
        ("deadline", "Phòng Y tế"),
        ("recurring", "Phòng Y tế"),
    ]


def test_two_clauses_with_deadlines_of_their_own_are_two_tasks():
    text = (
        "1. Phòng Văn hóa hoàn thành dự thảo quy chế và lấy ý kiến của các xã trước ngày "
        "15/4/2023, tổng hợp ý kiến góp ý và trình Ủy ban nhân dân huyện ban hành trước ngày "
        "10/5/2023.\n"
    )
    first, second = tasks(text)
    assert first.content.endswith("trước ngày 15/4/2023")
    assert second.content.startswith("tổng hợp ý kiến")
    assert [str(t.time.end) for t in (first, second)] == ["2023-04-14", "2023-05-09"]
    assert first.lead.text == second.lead.text == "Phòng Văn hóa"


def test_the_year_of_a_heading_is_that_of_its_tasks():
    (found,) = tasks("II. NHIỆM VỤ NĂM 2024\n\n1. Phòng Y tế báo cáo định kỳ hằng tháng về huyện.")
    assert (str(found.time.start), str(found.time.end)) == ("2024-01-01", "2024-12-31")


def test_a_rhythm_may_begin_later():
    (found,) = tasks("1. Phòng Y tế báo cáo định kỳ hằng tháng, bắt đầu thực hiện từ tháng 3/2023.")
    assert (found.time.kind, str(found.time.start), str(found.time.end)) == (
        "recurring",
        "2023-03-01",
        "2023-12-31",
    )


def test_a_heading_described_by_lines_below_is_the_task():
    (found,) = tasks(
        "II. NỘI DUNG KIỂM TRA\n1. Kiểm tra việc thực hiện quy chế dân chủ\n"
        "- Đối tượng: Các trường học.\n- Thời gian: Trong quý II/2023.\n"
        "- Mốc kiểm tra: Từ tháng 7/2022 đến nay.\n"
    )
    assert found.content == "Kiểm tra việc thực hiện quy chế dân chủ"
    assert (found.no, found.group) == ("1", "II. NỘI DUNG KIỂM TRA")
    assert str(found.time.end) == "2023-06-30"


def test_a_body_that_directs_others_under_its_heading_leads():
    (found,) = tasks(
        "2. PHÂN CÔNG\n2.2. UBND huyện\n"
        "a) Chỉ đạo các phòng, ban hoàn thiện báo cáo chậm nhất là ngày 05/6/2023.\n"
    )
    assert found.lead.text == "UBND huyện"


def test_the_duties_of_a_body_are_its_tasks():
    (found,) = tasks(
        "Điều 2. Nhiệm vụ của Tổ công tác\n1. Hoàn thành kiểm đếm trước ngày 30/9/2023.\n"
    )
    assert found.lead.text == "Tổ công tác"


def test_what_was_reached_by_a_day_is_no_task():
    context = TimeContext(plan_year=2023, issued_on=datetime.date(2023, 6, 28))
    assert due("Tính đến 20/6/2023, xã đạt 17 tiêu chí.", context=context) is None


def test_an_aim_that_forbids_is_no_task():
    assert tasks("I. MỤC TIÊU\n- Không cắt điện công tác từ ngày 05/6 đến ngày 08/6/2023.\n") == []


def test_what_a_campaign_is_about_is_no_task():
    assert tasks("II. CHỦ ĐỀ, THỜI GIAN\n1. Chủ đề: “Quê em”.\n2. Thời gian: Tháng 3/2023.\n") == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Các đơn vị được giao chủ trì báo cáo kết quả", "Các đơn vị được giao chủ trì"),
        ("Các phòng được phân công chủ trì phối hợp với Văn phòng", "Các phòng được phân công chủ trì"),
        ("Các đơn vị được giao nhiệm vụ báo cáo kết quả", "Các đơn vị được giao nhiệm vụ"),
        ("Sở Nội vụ chủ trì tham mưu văn bản", "Sở Nội vụ"),
        ("Ban kiểm tra nội bộ xây dựng lịch kiểm tra", "Ban kiểm tra nội bộ"),
        ("Đoàn giám sát gửi kết luận trước ngày 5/8", "Đoàn giám sát"),
        ("Phòng Kế hoạch tổng hợp chủ trì, phối hợp với các khoa", "Phòng Kế hoạch tổng hợp"),
        ("Tổ Quản lý chất lượng tự kiểm tra theo bộ tiêu chí", "Tổ Quản lý chất lượng"),
        ("Các đơn vị chịu sự giám sát gửi báo cáo", "Các đơn vị chịu sự giám sát"),
        ("Các huyện, thành Hội lập danh sách đại biểu", "Các huyện, thành Hội"),
        ("Sở Tài chính tổng hợp, báo cáo kết quả", "Sở Tài chính"),
        ("Phòng Nội vụ tổng hợp báo cáo của các xã", "Phòng Nội vụ"),
    ],
)  # fmt: skip
def test_bodies_named_by_what_they_were_given(text, body):
    assert text[: body_before_verb(text)] == body


@pytest.mark.parametrize(
    "text", ["Phòng Kế hoạch tổng hợp", "Ban kiểm tra nội bộ", "Tổ thẩm định:"]
)
def test_a_body_named_by_what_it_does(text):
    assert body_before_verb(text) is None
