"""Which rows name the columns, and whether a row goes on over a page."""

from __future__ import annotations

import pytest

from extractors.layout.cut import row_goes_on
from extractors.layout.heading import heading_rows
from extractors.layout.join import join
from extractors.layout.pieces import Piece
from extractors.layout.ruled import find_pieces
from schemas.geometry import Box
from tests.layout.make import grid, in_cells, line, page

XS = [85.0, 120.0, 300.0, 420.0, 540.0]
HEAD = ["STT", "Nội dung", "Chủ trì", "Thời gian"]


def piece(
    rows: list[list[str]], *, number: int = 1, bold_rows: int = 0, top: float = 100.0
) -> Piece:
    ys = [top + 30.0 * i for i in range(len(rows) + 1)]
    words = in_cells(rows, XS, ys, page=number, bold_rows=bold_rows)
    (found,) = find_pieces(page(words, grid(XS, ys), number), words)
    return found


@pytest.mark.parametrize(
    ("rows", "bold", "count"),
    [
        ([HEAD, ["1", "Hội nghị", "Văn phòng", "Quý I"]], 0, 1),
        ([HEAD, ["(1)", "(2)", "(3)", "(4)"], ["1", "Hội nghị", "Văn phòng", "Quý I"]], 0, 2),
        ([HEAD, ["1", "2", "3", "4"], ["1", "Hội nghị", "Văn phòng", "Quý I"]], 0, 2),
        # Unknown words, but set in bold over rows that are not.
        ([["Khối", "Tên lớp", "Sĩ số", "Phòng"], ["6", "A", "40", "12"]], 1, 1),
        # A group row is no heading, nor is a row of values.
        ([HEAD, ["I", "Cải cách thể chế", "", ""], ["1", "Hội nghị", "Văn phòng", "Quý I"]], 2, 1),
        ([["1", "Hội nghị", "Văn phòng", "Quý I"], ["2", "Tập huấn", "Văn phòng", "Quý II"]], 0, 0),
    ],
)
def test_heading_rows(rows: list[list[str]], bold: int, count: int) -> None:
    assert heading_rows(piece(rows, bold_rows=bold)) == count


def test_a_heading_of_two_rows_without_merged_cells_beside_it() -> None:
    ys = [100.0, 130.0, 160.0, 190.0]
    rows = [
        ["STT", "Nội dung", "Thời gian", ""],
        ["", "", "Từ", "Đến"],
        ["1", "Hội nghị", "3/2031", "4/2031"],
    ]
    rulings = grid(XS, ys)
    rulings = [r for r in rulings if abs(r.x_mid - 420) > 1] + [Box(419.75, 130, 420.25, 190)]
    words = in_cells(rows, XS, ys, bold_rows=2)
    (found,) = find_pieces(page(words, rulings), words)
    assert heading_rows(found) == 2


LAST = ["7", "Tổ chức hội nghị tổng kết", "Phòng Nội vụ", "Quý IV"]


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [
        (["", "và biểu dương tập thể", "", ""], True),
        (["", "", "", ""], True),
        (["8", "Tập huấn", "Văn phòng", "Quý I"], False),
        # A second product of the same task: what stands above had room for more.
        (["", "", "Văn phòng", "Tháng 3"], False),
    ],
)
def test_a_row_goes_on(below: list[str], goes_on: bool) -> None:
    above = piece([HEAD, ["6", "Sơ kết", "Phòng Nội vụ", "Quý III"], LAST])
    words = in_cells([below], XS, [40.0, 70.0], page=2) or line("", 0, 0)
    following = piece([below, ["9", "Khác", "Văn phòng", "Cả năm"]], number=2, top=40.0)
    assert bool(words) == any(below)
    assert row_goes_on(above, following) is goes_on


@pytest.mark.parametrize(
    ("numbers", "below", "goes_on"),
    [
        (["5", "6", "7"], ["", "Kịp thời biểu dương", "", ""], True),
        (["5", "6", "7"], ["", "Kịp thời biểu dương", "Văn phòng", ""], False),
        # Rows without a number are usual here.
        (["6", "", "7"], ["", "Kịp thời biểu dương", "", ""], False),
        # The 8 is this row's, which does not print it.
        (["5", "6", "6"], ["", "Kịp thời biểu dương", "", ""], False),
    ],
)
def test_a_row_cut_between_sentences(numbers: list[str], below: list[str], goes_on: bool) -> None:
    rows = [[n, "Tổ chức hội nghị tổng kết.", "Phòng Nội vụ", "Quý IV"] for n in numbers]
    above = piece([HEAD, *rows])
    after = piece([below, ["8", "Khác", "Văn phòng", "Cả năm"]], number=2, top=40.0)
    assert row_goes_on(above, after) is goes_on


@pytest.mark.parametrize(("others", "goes_on"), [("Văn phòng", True), ("Văn phòng;", False)])
def test_bodies_whose_last_is_still_to_come_go_on(others: str, goes_on: bool) -> None:
    rows = [["5", "Sơ kết", others, "Quý I"], ["6", "Kiểm tra", others, "Quý II"],
            ["7", "Tập huấn", others, "Quý III"], ["8", "Tổng kết", "Phòng Nội vụ;", "Quý IV"]]  # fmt: skip
    after = piece([["", "", "Công an xã", ""]], number=2, top=40.0)
    assert row_goes_on(piece([HEAD, *rows]), after) is goes_on


def test_a_date_cut_after_its_word_goes_on() -> None:
    """``Trước ngày`` cannot stand alone, so the numbers below belong to it."""
    rows = [HEAD, ["7", "Tập huấn", "Trước ngày", "Trước ngày"]]
    above = piece(rows)
    below = piece([["", "", "15/4/2031", "20/4/2031"], ["8", "Sơ kết", "Văn phòng", "Quý I"]],
                  number=2, top=40.0)  # fmt: skip
    assert row_goes_on(above, below)


def test_both_halves_of_a_cut_row_keep_their_boxes() -> None:
    above = piece([HEAD, LAST])
    below = piece([["", "và biểu dương tập thể", "", ""], ["8", "Tập huấn", "Văn phòng", "Quý I"]],
                  number=2, top=40.0)  # fmt: skip
    whole = join(above, below)
    assert whole is not None
    (content,) = [c for c in whole.cells if c.row == 1 and c.col == 1]
    assert content.text == "Tổ chức hội nghị tổng kết và biểu dương tập thể"
    assert [number for number, _ in content.boxes] == [1, 2]
    assert whole.n_rows == 3


def test_a_number_merged_over_its_parts_goes_on_over_the_page() -> None:
    above = piece([HEAD, ["6", "Sơ kết", "Phòng Nội vụ", "Quý III"], LAST])
    below = piece([["", "", "Văn phòng", "Tháng 3"], ["8", "Tập huấn", "Văn phòng", "Quý I"]],
                  number=2, top=40.0)  # fmt: skip
    whole = join(above, below)
    assert whole is not None
    spans = {c.text: c.rowspan for c in whole.cells if c.row == 2}
    assert spans["7"] == spans["Tổ chức hội nghị tổng kết"] == 2
    assert spans["Phòng Nội vụ"] == 1


def test_columns_that_do_not_agree_are_not_joined() -> None:
    above = piece([HEAD, LAST])
    ys = [40.0, 70.0, 100.0]
    xs = [85.0, 220.0, 350.0, 470.0, 540.0]
    words = in_cells([["a", "b", "c", "d"], ["e", "f", "g", "h"]], xs, ys, page=2)
    (other,) = find_pieces(page(words, grid(xs, ys), 2), words)
    assert join(above, other) is None


def test_a_table_set_aside_on_even_pages_is_joined() -> None:
    above = piece([HEAD, LAST])
    ys = [40.0, 70.0, 100.0]
    xs = [x - 28 for x in XS]
    rows = [HEAD, ["8", "Tập huấn", "Văn phòng", "Quý I"]]
    words = in_cells(rows, xs, ys, page=2)
    (other,) = find_pieces(page(words, grid(xs, ys), 2), words)
    whole = join(above, other)
    assert whole is not None
    assert whole.n_rows == 3
    assert whole.repeated == 1
