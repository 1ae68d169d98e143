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
