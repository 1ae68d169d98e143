"""Tables of Word: cells as merged, headings, and tables that only place text."""

from __future__ import annotations

import random
from itertools import product

import pytest

from schemas.layout import Table
from tests.word.look import laid_out, rows, shown
from tests.word.make import BORDERS, docx, p, r, style, tbl, tc, tr

HEAD = tr("STT", "Nội dung", "Thời gian", "Chủ trì")


def table(data: bytes) -> Table:
    (found,) = laid_out(data).tables
    return found


def cells(found: Table) -> set[tuple[int, int, int, int, str]]:
    return {(c.row, c.col, c.rowspan, c.colspan, c.text) for c in found.cells}


def test_merged_cells_stand_once():
    found = table(docx(tbl(
        HEAD,
        tr(tc("1", merge="restart"), tc("Mở lớp", merge="restart"), "Tháng 3", "Phòng Nội vụ"),
        tr(tc(merge="continue"), tc(merge="continue"), "Tháng 9", "Phòng Nội vụ"),
        tr(tc("II. KIỂM TRA", span=4)),
    )))  # fmt: skip
    assert (found.n_rows, found.n_cols, found.header_rows, found.origin) == (4, 4, 1, "office")
    assert {(1, 0, 2, 1, "1"), (1, 1, 2, 1, "Mở lớp"), (3, 0, 1, 4, "II. KIỂM TRA")} <= cells(found)
    assert len(found.cells) == 4 + 4 + 2 + 1


def test_a_merge_that_begins_nowhere_is_a_cell():
    found = table(docx(tbl(HEAD, tr(tc("1", merge="continue"), "Mở lớp", "Tháng 3", "A"))))
    assert (1, 0, 1, 1, "1") in cells(found)


def test_cells_merged_the_old_way():
    merge = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    found = table(docx(tbl(HEAD, tr("1", tc("Mở lớp", props=merge[0]), tc(props=merge[1]), "A"))))
    assert (1, 1, 1, 2, "Mở lớp") in cells(found)


def test_rows_may_begin_later_and_end_sooner():
    found = table(docx(tbl(HEAD, tr("Mở lớp", "Tháng 3", before=1), tr("2", "Báo cáo"))))
    assert rows(found)[1:] == [["", "Mở lớp", "Tháng 3", ""], ["2", "Báo cáo", "", ""]]


def test_borders_dragged_by_hand_make_no_columns():
    found = table(docx(tbl(
        tr("STT", tc("Nội dung", span=2), "Thời gian"),
        tr("1", "Mở lớp", tc("Tháng 3", span=2)),
        tr("2", tc("Báo cáo", span=2), "Tháng 12"),
        widths=(30, 200, 6, 90),
    )))  # fmt: skip
    assert rows(found) == [
        ["STT", "Nội dung", "Thời gian"], ["1", "Mở lớp", "Tháng 3"], ["2", "Báo cáo", "Tháng 12"],
    ]  # fmt: skip


def test_a_narrow_column_with_text_is_one():
    found = table(
        docx(tbl(tr("STT", "Nội dung", "Thời gian"), tr("1", "A", "B"), widths=(10, 200, 90)))
    )
    assert found.n_cols == 3


def test_an_empty_cell_no_wider_than_a_slip_is_none():
    found = table(docx(tbl(
        tr("STT", "Nội dung", "Thời gian", ""), tr("1", "A", "B", ""), widths=(30, 200, 90, 4)
    )))  # fmt: skip
    assert found.n_cols == 3


def test_heading_of_two_rows():
    found = table(docx(tbl(
        tr(tc("STT", merge="restart"), tc("Nội dung", merge="restart"), tc("Thời gian", span=2)),
        tr(tc(merge="continue"), tc(merge="continue"), "Bắt đầu", "Hoàn thành"),
        tr("1", "Mở lớp", "01/3", "05/3"),
    )))  # fmt: skip
    assert found.header_rows == 2


def test_rows_that_are_repeated_on_each_page_are_headings():
    repeated = tbl(
        tr("Đợt", "Xã", "Ngày đi", header=True), tr("1", "Xã An", "3/5"), tr("2", "Xã Bình", "4/5")
    )
    assert table(docx(repeated)).header_rows == 1
    every = tbl(*(tr("1", "xã", "3/5", header=True) for _ in range(3)))
    assert table(docx(every)).header_rows == 0


def test_titles_inside_a_table_stand_above_it():
    inside = tbl(
        tr(tc("LỊCH KIỂM TRA", span=3)), tr("STT", "Nội dung", "Thời gian"), tr("1", "A", "B")
    )
    assert shown(docx(inside)) == [
        "LỊCH KIỂM TRA", [["STT", "Nội dung", "Thời gian"], ["1", "A", "B"]],
    ]  # fmt: skip


def test_lines_of_a_cell_are_kept():
    found = table(
        docx(tbl(HEAD, tr("1", tc(p("Kế hoạch số 12/KH-"), p("UBND\nnăm 2026")), "Tháng 3", "A")))
    )
    cell = next(c for c in found.cells if c.row == 1 and c.col == 1)
    assert [line.text for line in cell.lines] == ["Kế hoạch số 12/KH-", "UBND", "năm 2026"]
    assert cell.text == "Kế hoạch số 12/KH-UBND năm 2026"


def test_a_table_in_a_cell_is_read_as_its_lines():
    inner = tbl(tr("a", "b"))
    found = table(docx(tbl(HEAD, tr("1", tc(p("Gồm:"), inner, p()), "Tháng 3", "A"))))
    assert rows(found)[1][1] == "Gồm: a b"


def row_of(no: str) -> str:
    return tr(no, f"Kiểm tra đợt {no}", "Tháng 5", "Thanh tra huyện")


def test_a_table_cut_in_pieces_is_one():
    pieces = tbl(HEAD, row_of("1")), tbl(row_of("2")), tbl(HEAD, row_of("3"), row_of("4"))
    found = table(docx(pieces[0], p(), *pieces[1:]))
    assert [row[0] for row in rows(found)] == ["STT", "1", "2", "3", "4"]


def test_tables_with_text_between_them_stay_two():
    data = docx(tbl(HEAD, row_of("1")), p("2. Cấp xã"), tbl(HEAD, row_of("1")))
    assert len(laid_out(data).tables) == 2


def test_a_frame_around_text_is_no_table():
    assert shown(docx(tbl(tr(tc(p("Điều 1. Ban hành"), p("Điều 2. Hiệu lực")))))) == [
        "Điều 1. Ban hành", "Điều 2. Hiệu lực",
    ]  # fmt: skip


def test_without_borders_the_heading_tells_a_table():
    body = tr("1", "Mở lớp", "Tháng 3", "A")
    assert isinstance(laid_out(docx(tbl(HEAD, body, ruled=False))).blocks[0], Table)
    assert shown(docx(tbl(body, body, ruled=False)))[:2] == ["1", "Mở lớp"]


def test_a_table_without_a_heading_may_name_the_party():
    data = docx(tbl(
        tr("1", "Kỷ niệm thành lập Đảng Cộng sản Việt Nam", "Văn phòng"),
        tr("2", "Tháng Thanh niên", "Đoàn TNCS Hồ Chí Minh xã"),
    ))  # fmt: skip
    assert table(data).n_rows == 2


@pytest.mark.parametrize("ruled", [True, False])
def test_recipients_of_reports_are_a_column_and_no_foot(ruled: bool):
    data = docx(tbl(
        tr("STT", "Nội dung báo cáo", "Thời gian", "Nơi nhận"), tr("1", "A", "Tháng 3", "Sở Nội vụ"),
        tr("2", "B", "Tháng 6", "Sở Nội vụ"), ruled=ruled,
    ))  # fmt: skip
    assert table(data).n_rows == 3


def test_borders_drawn_by_cells_or_white_ones():
    edges = "".join(
        f'<w:{e} w:val="single" w:color="auto"/>' for e in ("top", "left", "bottom", "right")
    )
    drawn = f"<w:tcBorders>{edges}</w:tcBorders>"
    white = drawn.replace("auto", "FFFFFF")
    texts = ("Một", "hai"), ("ba", "bốn")
    for props, is_table in ((drawn, True), (white, False)):
        made = tbl(*(tr(*(tc(t, props=props) for t in row)) for row in texts), ruled=False)
        assert bool(laid_out(docx(made)).tables) is is_table


def test_bold_over_what_is_not_names_columns():
    bold = tr(*(tc(p(r(t, "<w:b/>"))) for t in ("Đoàn", "Xe", "Trưởng đoàn")))
    assert table(docx(tbl(bold, tr("1", "2 xe", "Ông Mẫu")))).header_rows == 1


def cut(rng: random.Random, n_rows: int, n_cols: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """A grid cut at random into rectangles: for each place the one it belongs to."""
    owner: dict[tuple[int, int], tuple[int, ...]] = {}
    for row, col in product(range(n_rows), range(n_cols)):
        if (row, col) in owner:
            continue
        free = next((c for c in range(col, n_cols) if (row, c) in owner), n_cols) - col
        wide, high = rng.randint(1, min(3, free)), rng.randint(1, min(3, n_rows - row))
        for place in product(range(row, row + high), range(col, col + wide)):
            owner[place] = (row, col, high, wide)
    return owner


def as_word_writes(owner: dict[tuple[int, int], tuple[int, ...]], row: int, n_cols: int) -> str:
    line, col = [], 0
    while col < n_cols:
        top, left, high, wide = owner[(row, col)]
        merge = "" if high == 1 else "restart" if row == top else "continue"
        line.append(tc(f"ô {top} {left}" if row == top else p(), span=wide, merge=merge))
        col += wide
    return tr(*line)


@pytest.mark.parametrize("seed", range(30))
def test_any_way_of_merging_is_read_back(seed: int):
    rng = random.Random(seed)
    n_rows, n_cols = rng.randint(2, 7), rng.randint(2, 6)
    owner = cut(rng, n_rows, n_cols)
    edges = tr(*(f"mép {col}" for col in range(n_cols)))
    made = tbl(edges, *(as_word_writes(owner, row, n_cols) for row in range(n_rows)))
    wanted = {(t + 1, left, h, w, f"ô {t} {left}") for t, left, h, w in owner.values()}
    wanted |= {(0, col, 1, 1, f"mép {col}") for col in range(n_cols)}
    assert cells(table(docx(made))) == wanted


def test_borders_of_a_table_style_and_cells_that_take_them_away():
    style_of = style(
        "Luoi", f"<w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>", kind="table"
    )
    drawn = tbl(tr("Một", "hai"), tr("ba", "bốn"), ruled=False).replace(
        "<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Luoi"/>'
    )
    none = "".join(f'<w:{edge} w:val="nil"/>' for edge in ("top", "left", "bottom", "right"))
    bare = drawn.replace("<w:tcPr>", f"<w:tcPr><w:tcBorders>{none}</w:tcBorders>")
    assert shown(docx(drawn, styles=style_of)) == [[["Một", "hai"], ["ba", "bốn"]]]
    assert shown(docx(bare, styles=style_of)) == ["Một", "hai", "ba", "bốn"]
