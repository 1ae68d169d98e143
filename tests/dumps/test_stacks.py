"""Headings that a reader printed side by side, cut by how the cells of one row stand."""

import pytest

from extractors.layout.dump.stacks import like_heading, stacks_of
from extractors.layout.plain import lines_of


def _stacks(text):
    lines = lines_of(text)
    stacks, end = stacks_of(lines, 0, len(lines))
    return [stack.text for stack in stacks], end


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "ST\nNgười thực\nTên công việc\nT\nhiện\nNạo vét kênh",
            ["ST T", "Người thực hiện", "Tên công việc"],
        ),
        ("BỘ\nPHẬN\nTHAM\nMƯU\n1", ["BỘ PHẬN THAM MƯU"]),
        (
            "Số\nNơi\nBộ phận thực\nCông việc\nThời hạn\nTT\ntổ chức\nhiện",
            ["Số TT", "Nơi tổ chức", "Bộ phận thực hiện", "Công việc", "Thời hạn"],
        ),
        (
            "ĐỊA\nPHỤ\nĐIỂM\nTRÁCH\nSTT\nCÔNG VIỆC CỤ THỂ\nTỔ\nTHỰC\nCHỨC\nHIỆN",
            ["ĐỊA ĐIỂM TỔ CHỨC", "PHỤ TRÁCH THỰC HIỆN", "STT", "CÔNG VIỆC CỤ THỂ"],
        ),
        (
            "Người/bộ\nĐơn vị, cá\nNội dung giao\nphận thực\nnhân phối hợp\nhiện",
            ["Người/bộ phận thực hiện", "Đơn vị, cá nhân phối hợp", "Nội dung giao"],
        ),
        ("ĐƠN VỊ, CÁ\nNHÂN HỖ\nTRỢ", ["ĐƠN VỊ, CÁ NHÂN HỖ TRỢ"]),
        ("TRÁCH NHIỆM\nTRIỂN KHAI", ["TRÁCH NHIỆM TRIỂN KHAI"]),
        ("GIÁM\nSÁT,\nĐÔN\nĐỐC", ["GIÁM SÁT, ĐÔN ĐỐC"]),
        ("THỜI HẠN\n(NĂM\n2033)\nTháng 5", ["THỜI HẠN (NĂM 2033)"]),
        ("Đơn vị\nThời hạn\nhỗ trợ hoàn thành", ["Đơn vị hỗ trợ", "Thời hạn hoàn thành"]),
        (
            "STT CÔNG VIỆC CỤ THỂ ĐƠN VỊ PHỤ TRÁCH THỜI HẠN HOÀN THÀNH",
            ["STT", "CÔNG VIỆC CỤ THỂ", "ĐƠN VỊ PHỤ TRÁCH", "THỜI HẠN HOÀN THÀNH"],
        ),
    ],
)
def test_lines_are_cut_into_the_headings_of_one_row(text, headings):
    assert _stacks(text)[0] == headings


def test_the_first_line_of_a_cell_ends_the_headings():
    headings, end = _stacks("Thời hạn\nhoàn thành\nTháng 5/2033\nhoàn thành")
    assert headings == ["Thời hạn hoàn thành"] and end == 2


@pytest.mark.parametrize(
    "text", ["Xây dựng và triển khai kế hoạch nhà", "THÀNH\nHOÀN", "Hoàn\nCác"]
)
def test_words_that_make_no_heading_are_none(text):
    assert _stacks(text) == ([], 0)


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Thời gian (Năm", True),
        ("2033)", True),
        ("Nội dung:", False),
        ("Công việc 2", False),
        ("Thực hiện đúng quy trình.", False),
        ("…", False),
    ],
)
def test_a_line_of_a_heading_says_nothing_else(text, like):
    assert like_heading(text) is like
