"""Whole pages: tables between text, what is left out, nothing lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout.page import layout_pages
from schemas.geometry import Box
from schemas.word import Word
from tests.layout.make import (
    LEFT,
    LONG,
    PITCH,
    RIGHT,
    WIDTH,
    blocks,
    centred,
    grid,
    in_cells,
    line,
    page,
    pages,
    paragraph,
    texts,
)


def test_footnotes_come_last_and_their_marks_leave_the_text() -> None:
    body, y = paragraph(LONG, 100)
    last = body[-1].box
    assert last is not None
    mark = line("1", last.x1 + 0.5, y - PITCH - 5, size=8.0)
    note = line("1", LEFT, 735, size=7.0) + line(
        "Công văn đã được sửa đổi.", LEFT + 8, 740, size=10.0
    )
    rule = [Box(LEFT, 720, LEFT + 144, 720.5)]
    following, _ = paragraph("Các phòng thực hiện nghiêm túc.", 100, page=2)
    assert texts(page(body + mark + note, rule), page(following, number=2)) == [
        LONG, "Các phòng thực hiện nghiêm túc.", "1 Công văn đã được sửa đổi.",
    ]  # fmt: skip


def test_a_comma_behind_a_mark_goes_back_to_its_word() -> None:
    words = line("Theo nghị quyết", LEFT, 100)
    end = words[-1].box
    assert end is not None
    words += line("2", end.x1 + 0.3, 95, size=8.0)
    mark = words[-1].box
    assert mark is not None
    words += line(", các phòng lập kế hoạch", mark.x1 + 0.2, 100)
    words += paragraph(LONG, 130)[0]
    words += line("2", LEFT, 735, size=7.0) + line("Nghị quyết số 05.", LEFT + 8, 740, size=10.0)
    assert texts(page(words))[0] == "Theo nghị quyết, các phòng lập kế hoạch"


@pytest.mark.parametrize("text", ["2", "- 2 -", "Trang 2/14", "2/14"])
def test_page_numbers_are_left_out(text: str) -> None:
    body, _ = paragraph(LONG, 100, page=2)
    number = centred(text, 40, axis=WIDTH / 2, page=2)
    assert texts(page(body + number, number=2)) == [LONG]


def test_running_heads_are_left_out_and_single_ones_kept() -> None:
    sheets = []
    for number in range(1, 5):
        body, _ = paragraph(f"Đoạn văn của trang {number}.", 120, page=number)
        sheets.append(
            page(body + line("Sổ tay công tác 2031", 300, 40, page=number), number=number)
        )
    assert texts(*sheets) == [f"Đoạn văn của trang {n}." for n in range(1, 5)]
    assert texts(sheets[0]) == ["Sổ tay công tác 2031", "Đoạn văn của trang 1."]


XS = [85.0, 120.0, 330.0, 440.0, 540.0]


def test_a_table_stands_between_its_paragraphs() -> None:
    rows = [["STT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Hội nghị", "Văn phòng", "Quý I"]]
    ys = [150.0, 180.0, 210.0]
    words = (
        in_cells(rows, XS, ys) + line("Nội dung cụ thể:", 120, 120) + line("Trên đây là.", 120, 240)
    )
    assert [b for b, _ in blocks(page(words, grid(XS, ys)))] == ["full", "table", "full"]


def test_two_tables_with_text_between_are_two() -> None:
    rows = [["STT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Hội nghị", "Văn phòng", "Quý I"]]
    top, low = [600.0, 630.0, 660.0], [100.0, 130.0, 160.0]
    words = in_cells(rows, XS, low, page=2) + line("Các xã thực hiện:", 120, 70, page=2)
    made = (page(in_cells(rows, XS, top), grid(XS, top)), page(words, grid(XS, low), 2))
    assert [b for b, _ in blocks(*made)] == ["table", "full", "table"]


def test_a_table_with_another_heading_is_another_table() -> None:
    one = [["STT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Hội nghị", "Văn phòng", "Quý I"]]
    two = [["STT", "Nội dung", "Sản phẩm", "Ghi chú"], ["1", "Báo cáo", "Văn bản", "Mới"]]
    ys = [100.0, 130.0, 160.0]
    made = layout_pages(
        pages(
            page(in_cells(one, XS, ys, bold_rows=1), grid(XS, ys)),
            page(in_cells(two, XS, ys, page=2, bold_rows=1), grid(XS, ys), 2),
        )
    )
    assert [t.n_rows for t in made.tables] == [2, 2]


UNRULED = [
    ["STT", "Nội dung", "Người thực hiện", "Thời gian"],
    ["1", "Khai giảng năm học", "Tổng phụ trách", "Tháng 9"],
    ["2", "Hội thi văn nghệ", "Công đoàn", "Tháng 11"],
    ["3", "Tham quan di tích", "Ban giám hiệu", "Tháng 01"],
    ["4", "Tổng kết", "Ban giám hiệu", "Tháng 5"],
]


def aligned(rows: list[list[str]], y: float, number: int = 1) -> list[Word]:
    out: list[Word] = []
    for i, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            out += line(text, x, y + 20 * i, size=12.0, bold=row[0] == "STT", page=number)
    return out


def test_an_aligned_table_is_seen_under_its_heading() -> None:
    words = line("Lịch thực hiện:", 120, 100) + aligned(UNRULED, 130) + paragraph(LONG, 270)[0]
    made = layout_pages(pages(page(words)))
    (table,) = made.tables
    assert [[c.text if c else "" for c in r] for r in table.grid()] == UNRULED
    assert (table.origin, table.header_rows) == ("aligned", 1)
    assert [p.text for p in made.paragraphs] == ["Lịch thực hiện:", LONG]


def test_an_aligned_cell_of_two_lines() -> None:
    wrapped = aligned([*UNRULED[:2]], 130) + line("và tuyên truyền", XS[1], 164, size=12.0)
    wrapped += [
        w._replace(box=Box(w.box.x0, w.box.top + 30, w.box.x1, w.box.bottom + 30))
        for w in aligned(UNRULED, 130)[len(aligned(UNRULED[:2], 130)) :]
        if w.box
    ]
    (table,) = layout_pages(pages(page(wrapped))).tables
    assert table.cells[5].text == "Khai giảng năm học và tuyên truyền"
    assert table.n_rows == 5


def test_an_aligned_table_goes_on_over_a_page() -> None:
    first = page(aligned(UNRULED[:3], 760))
    second = page(aligned(UNRULED[3:], 60, 2) + paragraph(LONG, 130, page=2)[0], number=2)
    (table,) = layout_pages(pages(first, second)).tables
    assert [[c.text if c else "" for c in r] for r in table.grid()] == UNRULED


@pytest.mark.parametrize("seed", range(20))
def test_prose_is_never_a_table(seed: int) -> None:
    """However its words fall: wide justified gaps, numbers at the margin, short lines."""
    rng = random.Random(seed)
    vocabulary = "STT nội dung thời gian kế hoạch đơn vị 1 2 - công tác; a) năm 2031.".split()
    words: list[Word] = []
    for i in range(30):
        text = " ".join(rng.choice(vocabulary) for _ in range(rng.randint(3, 11)))
        words += line(
            text, LEFT + rng.choice((0, 0, 35)), 100 + PITCH * i, to=rng.choice((None, RIGHT))
        )
    assert not layout_pages(pages(page(words))).tables


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_every_word_stands_in_one_block(seed: int) -> None:
    """Words and borders thrown anywhere: no word is lost, none doubled."""
    rng = random.Random(seed)
    sheets = []
    for number in (1, 2):
        words = [
            w
            for _ in range(rng.randint(1, 25))
            for w in line(
                rng.choice(["Nơi nhận:", "STT", "- Lưu: VT", "KẾ HOẠCH", "một dòng chữ", "CỘNG HÒA XÃ HỘI"]),
                rng.uniform(30, 450), rng.uniform(100, 740), size=rng.choice((11.0, 14.0)), page=number,
            )
        ]  # fmt: skip
        xs = sorted(rng.uniform(60, 560) for _ in range(rng.randint(2, 6)))
        ys = sorted(rng.uniform(90, 760) for _ in range(rng.randint(2, 6)))
        borders = [r for r in grid(xs, ys) if rng.random() < 0.8]
        sheets.append(page(words, borders if number == 1 else (), number))
    layout = layout_pages(pages(*sheets))
    read = [w for p in layout.paragraphs for w in p.passage.words]
    read += [w for t in layout.tables for c in t.cells for w in c.passage.words]
    assert sorted(map(id, read)) == sorted(id(w) for sheet in sheets for w in sheet.words)


def test_notes_of_the_reader_are_kept_and_nothing_gives_nothing() -> None:
    made = pages(page(number=1))
    layout = layout_pages(made.__class__(made.file, made.pages, None, ("unread-page:1",)))
    assert (layout.blocks, layout.notes) == ((), ("unread-page:1",))


def test_a_heading_printed_again_at_the_head_of_pages_is_no_running_head() -> None:
    rows = [["STT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Hội nghị", "Văn phòng", "Quý I"]]
    ys = [40.0, 70.0, 100.0]
    sheets = [
        page(in_cells([rows[0], [str(n), *rows[1][1:]]], XS, ys, page=n), grid(XS, ys), n)
        for n in range(1, 5)
    ]
    (table,) = layout_pages(pages(*sheets)).tables
    assert [c.text for c in table.cells[:4]] == rows[0]
    assert table.n_rows == 5
