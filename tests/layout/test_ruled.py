"""Grids from rulings: spans, open sides, what is no table."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.layout.page import layout_pages
from extractors.layout.ruled import find_pieces
from schemas.geometry import Box
from schemas.layout import Table
from schemas.page import Page
from schemas.word import Word
from tests.layout.make import centred, grid, in_cells, line, page, pages

XS = [85.0, 120.0, 300.0, 420.0, 540.0]
YS = [200.0, 230.0, 260.0, 290.0]
ROWS = [
    ["STT", "Nội dung", "Chủ trì", "Thời gian"],
    ["1", "Hội nghị", "Phòng Nội vụ", "Quý I"],
    ["2", "Tập huấn", "Văn phòng", "Quý II"],
]


def only_table(made: Page) -> Table:
    (table,) = layout_pages(pages(made)).tables
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def test_a_full_grid() -> None:
    table = only_table(page(in_cells(ROWS, XS, YS, bold_rows=1), grid(XS, YS)))
    assert texts(table) == ROWS
    assert (table.header_rows, table.page, table.origin) == (1, 1, "ruled")
    assert table.cells[5].boxes == ((1, Box(120.0, 230.0, 300.0, 260.0)),)


def test_borders_drawn_cell_by_cell_make_the_same_grid() -> None:
    cells = [
        border
        for y0, y1 in pairwise(YS)
        for x0, x1 in pairwise(XS)
        for border in grid([x0 + 0.3, x1 - 0.3], [y0 + 0.3, y1 - 0.3])
    ]
    assert texts(only_table(page(in_cells(ROWS, XS, YS), cells))) == ROWS


def test_merged_cells_span_what_they_cover() -> None:
    borders = [
        Box(85, 199.75, 540, 200.25), Box(85, 229.75, 540, 230.25), Box(300, 259.75, 540, 260.25),
        Box(85, 289.75, 540, 290.25),
        *(Box(x - 0.25, 200, x + 0.25, 290) for x in (85.0, 120.0, 300.0, 540.0)),
        Box(419.75, 230, 420.25, 290),
    ]  # fmt: skip
    rows = [
        ["STT", "Nội dung", "Thời gian", ""],
        ["1", "Hội nghị", "Quý I", "a"],
        ["", "", "Quý II", "b"],
    ]
    table = only_table(page(in_cells(rows, XS, YS), borders))
    spans = {c.text: (c.rowspan, c.colspan) for c in table.cells}
    assert spans["1"] == spans["Hội nghị"] == (2, 1)
    assert spans["Thời gian"] == (1, 2)
    assert texts(table)[2] == ["1", "Hội nghị", "Quý II", "b"]


def test_sides_left_open_are_closed() -> None:
    """No outer uprights, and no border under the last row, which a page break cuts."""
    open_sides = [r for r in grid(XS, YS) if r.width > r.height or 90 < r.x0 < 500]
    assert texts(only_table(page(in_cells(ROWS, XS, YS), open_sides))) == ROWS
    no_bottom = [r for r in grid(XS, YS) if r.height > 1 or r.top < 280]
    assert texts(only_table(page(in_cells(ROWS, XS, YS), no_bottom))) == ROWS


def test_a_place_without_a_cell_keeps_its_words() -> None:
    """A border missing between two cells of a row makes one wide cell."""
    gap = [r for r in grid(XS, YS) if r.height < 1 or abs(r.x_mid - 300) > 1]
    gap += [Box(299.75, 200, 300.25, 229)]
    table = only_table(page(in_cells(ROWS, XS, YS), gap))
    assert "Hội nghị Phòng Nội vụ" in [c.text for c in table.cells]
    assert texts(table)[0] == ROWS[0]


def test_side_by_side_tables_stay_apart() -> None:
    left, right = [60.0, 90.0, 260.0], [320.0, 350.0, 540.0]
    rows = [["STT", "Nội dung"], ["1", "Hội nghị"], ["2", "Tập huấn"]]
    words = in_cells(rows, left, YS) + in_cells(rows, right, YS)
    made = layout_pages(pages(page(words, grid(left, YS) + grid(right, YS))))
    assert [texts(t) for t in made.tables] == [rows, rows]


def test_underlines_and_boxes_are_no_tables() -> None:
    words = centred("KẾ HOẠCH", 150, bold=True) + line("Một dòng trong khung.", 100, 220)
    rulings = [Box(250, 155, 350, 155.5), *grid([90.0, 500.0], [200.0, 240.0])]
    made = layout_pages(pages(page(words, rulings)))
    assert not made.tables
    assert [p.text for p in made.paragraphs] == ["KẾ HOẠCH", "Một dòng trong khung."]


def test_one_column_is_no_table() -> None:
    words = in_cells([["Một"], ["Hai"], ["Ba"]], [85.0], YS)
    made = layout_pages(pages(page(words, grid([85.0, 300.0], YS))))
    assert not made.tables
    assert [p.text for p in made.paragraphs] == ["Một", "Hai", "Ba"]


def test_a_letterhead_in_ruled_cells_is_read_as_columns() -> None:
    xs, ys = [85.0, 250.0, 540.0], [60.0, 100.0, 130.0]
    words = line("ỦY BAN NHÂN DÂN", 95, 80, size=12.0) + line("XÃ AN BÌNH", 110, 95, size=12.0)
    words += line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 255, 80, size=12.0)
    words += line("Độc lập - Tự do - Hạnh phúc", 310, 95, size=12.0)
    words += line("Số: 12/KH-UBND", 110, 120, size=12.0)
    words += line("An Bình, ngày 05 tháng 9 năm 2031", 290, 120, size=12.0)
    made = layout_pages(pages(page(words, grid(xs, ys))))
    assert not made.tables
    assert [(p.side, p.text) for p in made.paragraphs] == [
        ("left", "ỦY BAN NHÂN DÂN"), ("left", "XÃ AN BÌNH"), ("left", "Số: 12/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "An Bình, ngày 05 tháng 9 năm 2031"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ["7", "Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Sở Tư pháp", "09/11/2031"],
        ["2", "Kỷ niệm thành lập Đảng Cộng sản Việt Nam", "Văn phòng", "03/02/2031"],
        ["", "Đảng Cộng sản Việt Nam, 101 năm thành lập", "Văn phòng", "03/02/2031"],
        ["9", "Tháng Thanh niên", "Đoàn TNCS Hồ Chí Minh", "Tháng 3"],
        ["4", "Tập huấn", "Độc lập, tự do chọn đơn vị", "Quý II"],
    ],
)
def test_a_table_whose_cells_name_the_state_or_the_party_is_one(row: list[str]) -> None:
    """So it is on a page that does not print the heading again."""
    xs, rows = [40.0, 70.0, 380.0, 520.0, 590.0], [row, ["", "Họp báo", "Văn phòng", "Quý I"]]
    assert texts(only_table(page(in_cells(rows, xs, YS[:2]), grid(xs, YS[:3])))) == rows


def test_a_table_whose_first_column_is_whom_to_send_to_is_no_foot() -> None:
    rows = [["Nơi nhận", "Nội dung", "Thời gian"], ["Sở Nội vụ", "Báo cáo", "Quý I"]]
    xs = [85.0, 200.0, 400.0, 540.0]
    made = page(in_cells(rows, xs, YS[:2], bold_rows=1), grid(xs, YS[:3]))
    assert texts(only_table(made)) == rows


def test_a_foot_in_ruled_cells_is_no_table() -> None:
    rows = [["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"], ["- Lưu: VT.", "Trịnh Quang Lãm"]]
    xs = [85.0, 300.0, 540.0]
    made = page(in_cells(rows, xs, YS[:2], bold_rows=1), grid(xs, YS[:3]))
    assert not layout_pages(pages(made)).tables


def test_slivers_of_misaligned_borders_make_no_columns() -> None:
    """Word draws the same border 4 points aside in rows that were pasted in."""
    upper = grid(XS, YS[:2])
    lower = grid([85.0, 120.0, 304.0, 420.0, 540.0], YS[1:])
    table = only_table(page(in_cells(ROWS, [85.0, 120.0, 304.0, 420.0], YS), upper + lower))
    assert texts(table) == ROWS


def test_a_page_without_rulings_costs_nothing() -> None:
    assert find_pieces(page(line("Một dòng.")), line("Một dòng.")) == []


def test_a_table_inside_a_cell_is_left_to_the_cell() -> None:
    inner_xs, inner_ys = [130.0, 200.0, 290.0], [234.0, 245.0, 256.0]
    inner = in_cells([["a", "b"], ["c", "d"]], inner_xs, [225.0, 236.0])
    words = [w for w in in_cells(ROWS, XS, YS) if w.text not in ("Hội", "nghị")] + inner
    table = only_table(page(words, grid(XS, YS) + grid(inner_xs, inner_ys)))
    assert table.grid()[1][1] is not None
    assert sum(len(c.passage.words) for c in table.cells) == len(words)


def test_a_heading_turned_upwards_is_read_upwards() -> None:
    """Narrow columns have their headings set from bottom to top."""
    upended = [
        Word("Thời", 1, Box(87, 215, 99, 228), size=10.0),
        Word("gian", 1, Box(87, 202, 99, 214), size=10.0),
        Word("họp", 1, Box(103, 212, 115, 228), size=10.0),
    ]
    upended = [
        w._replace(box=Box(w.box.x0, w.box.top - 6, w.box.x1 - 4, w.box.bottom))
        for w in upended
        if w.box
    ]
    words = [w for w in in_cells(ROWS, XS, YS) if w.text != "STT"] + upended
    table = only_table(page(words, grid(XS, YS)))
    assert table.cells[0].text == "Thời gian họp"
