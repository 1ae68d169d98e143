"""Headings of tables that a reader of PDF has run together."""

import pytest

from extractors.layout.dump.headrow import Flows, scattered_head
from extractors.layout.dump.spelled import spelled
from extractors.layout.plain import lines_of
from tests.dumps.plans import random_plan, source

RUN_TOGETHER = """TT Nội dung thực hiện
I

Đơn vị chủ Cơ quan phối Thời gian thực
trì
hợp
hiện

Công tác chỉ đạo, điều hành
1 Tập huấn kỹ thuật trồng rau an toàn Hạt Kiểm lâm 07/2031
"""
ON_ONE_LINE = """STT Nội dung Cơ quan Thời gian
chủ trì thực hiện
1 Tập huấn kỹ thuật trồng rau an toàn Hạt Kiểm lâm 07/2031
"""


def _head(text, at=0):
    return scattered_head(Flows(lines_of(text)), at)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            RUN_TOGETHER,
            [
                "TT",
                "Nội dung thực hiện",
                "Đơn vị chủ trì",
                "Cơ quan phối hợp",
                "Thời gian thực hiện",
            ],
        ),
        (ON_ONE_LINE, ["STT", "Nội dung", "Cơ quan chủ trì", "Thời gian thực hiện"]),
    ],
)
def test_headings_on_shared_lines_are_told_apart(text, headings):
    head = _head(text)
    assert head is not None
    assert [h.passage.text for h in head.headings] == headings


def test_cells_are_no_headings():
    head = _head(RUN_TOGETHER)
    assert head is not None and head.used == {0, 2, 3, 4, 5}


@pytest.mark.parametrize("text", ["Nội dung và hình thức", "Số lượng\nđơn vị", "Nội dung\nKết quả"])
def test_few_words_of_headings_make_no_table(text):
    assert _head(text) is None


def test_headings_printed_again_are_found_in_pieces():
    head = _head(RUN_TOGETHER)
    assert head is not None
    page = "2\nTT Nội dung thực hiện\nTập huấn\nĐơn vị chủ Cơ quan phối Thời gian thực\ntrì\nhợp\nhiện\n3"
    assert spelled(lines_of(page), head.headings) == {1, 3, 4, 5, 6}


def test_a_page_without_headings_keeps_its_lines():
    head = _head(RUN_TOGETHER)
    assert head is not None
    assert spelled(lines_of("Nội dung thực hiện\nthực hiện\nTập huấn"), head.headings) == set()


def test_a_made_plan_is_the_same_each_time():
    assert source(random_plan(5)) == source(random_plan(5)) != source(random_plan(6))


APART = """Họp tổ chuyên môn tại văn phòng nhà trường, thông qua các chỉ tiêu của năm học.
Bộ phận hỗ
trợ

TT

Công việc

1

Dọn vệ sinh khuôn viên, trồng bổ sung cây
xanh dọc lối vào

Tổ Bảo vệ

Phụ trách

Thời hạn
\f2
TT

Công việc

Phụ trách

Bộ phận hỗ
trợ

Thời hạn

Sơn lại cổng và tường rào phía đông
"""
SUNK = """Công việc

Bộ phận phụ
trách

Ghi chú

Thời gian
hoàn
thành

Sơn lại cổng
"""
NUMBERED = """TT

Công việc

Thời hạn
hoàn thành
(4)

Phụ trách
(3)
"""
BESIDE = """Bộ phận
Thời hạn Sản phẩm,
TT
Công việc
phụ trách Bộ phận hỗ trợ
Ghi chú
hoàn thành kết quả
chính
1 Sơn lại cổng
"""


def _said(head):
    return [h.passage.text for h in head.headings]


@pytest.mark.parametrize(
    ("text", "at", "headings"),
    [
        (APART, 1, ["TT", "Công việc", "Phụ trách", "Bộ phận hỗ trợ", "Thời hạn"]),
        (SUNK, 0, ["Công việc", "Bộ phận phụ trách", "Thời gian hoàn thành", "Ghi chú"]),
        (NUMBERED, 0, ["TT", "Công việc", "Phụ trách", "Thời hạn hoàn thành"]),
        (
            BESIDE,
            0,
            [
                "TT",
                "Công việc",
                "Bộ phận phụ trách chính",
                "Bộ phận hỗ trợ",
                "Thời hạn hoàn thành",
                "Sản phẩm, kết quả",
                "Ghi chú",
            ],
        ),
    ],
)
def test_headings_come_from_left_to_right_whatever_was_printed_first(text, at, headings):
    head = _head(text, at)
    assert head is not None and _said(head) == headings


def test_all_printings_of_a_head_are_known():
    head = _head(APART, 1)
    assert head is not None
    lines = lines_of(APART)
    assert " ".join(lines[i].text for i in sorted(head.used)) == (
        "Bộ phận hỗ trợ TT Công việc Phụ trách Thời hạn "
        "TT Công việc Phụ trách Bộ phận hỗ trợ Thời hạn"
    )


@pytest.mark.parametrize(
    "cell",
    ["Các cơ quan, đơn vị", "Thực hiện", "Kinh phí\ndo cấp trên bảo đảm", "Chuyên đề\nngoại khóa"],
)
def test_a_cell_with_words_of_headings_is_none(cell):
    head = _head(f"TT\n\nCông việc\n\nPhụ trách\n\nThời hạn\n\n{cell}\n\nSơn lại cổng\n")
    assert head is not None and _said(head) == ["TT", "Công việc", "Phụ trách", "Thời hạn"]


@pytest.mark.parametrize(
    "text",
    [
        "KẾ HOẠCH\n\nThời gian\n\nĐịa điểm\n\nThành phần\n",
        "Nội dung:\n\nThời gian:\n\nChủ trì:\n\nĐịa điểm:\n",
        "Nội dung họp bàn về sơn cổng.\n\nThời gian họp một buổi.\n\nChủ trì là tổ trưởng.\n",
        "",
    ],
)
def test_titles_and_sentences_are_no_head(text):
    assert all(_head(text, at) is None for at in range(len(lines_of(text))))
