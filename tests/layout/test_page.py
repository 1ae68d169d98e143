"""Whole pages: columns, paragraphs, footnotes, what is left out, in reading order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout.page import layout_pages
from schemas.geometry import Box
from schemas.layout import Paragraph, Table
from schemas.page import Page, Word
from tests.layout.make import (
    HEIGHT,
    LEFT,
    PITCH,
    RIGHT,
    WIDTH,
    centred,
    grid,
    in_cells,
    line,
    page,
    pages,
    paragraph,
    text_width,
)

LONG = (
    "Thực hiện Công văn số 55/SNV-TCBC ngày 01/9/2031 của Sở Nội vụ về việc hướng dẫn công tác "
    "văn thư, lưu trữ, Ủy ban nhân dân xã xây dựng kế hoạch với các nội dung sau đây."
)


def blocks(*made: Page) -> list[tuple[str, str]]:
    return [
        ("table" if isinstance(b, Table) else b.side, "" if isinstance(b, Table) else b.text)
        for b in layout_pages(pages(*made)).blocks
    ]


def texts(*made: Page) -> list[str]:
    return [p.text for p in layout_pages(pages(*made)).paragraphs]


def head(number: int = 1) -> list[Word]:
    words = line("UBND HUYỆN HÒA LẠC", 100, 70, size=12.0)
    words += line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 262, 70, size=12.0, bold=True)
    words += line("PHÒNG NỘI VỤ", 120, 86, size=12.0, bold=True)
    words += line("Độc lập - Tự do - Hạnh phúc", 310, 87, size=13.0, bold=True)
    words += line("Số: 12/KH-NV", 125, 110, size=13.0)
    words += line("Hòa Lạc, ngày 05 tháng 9 năm 2031", 290, 111, size=13.0, italic=True)
    return words


HEAD = [
    ("left", "UBND HUYỆN HÒA LẠC"), ("left", "PHÒNG NỘI VỤ"), ("left", "Số: 12/KH-NV"),
    ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("right", "Độc lập - Tự do - Hạnh phúc"),
    ("right", "Hòa Lạc, ngày 05 tháng 9 năm 2031"),
]  # fmt: skip


def test_the_letterhead_is_read_column_by_column() -> None:
    words = head() + centred("KẾ HOẠCH", 150, bold=True)
    words += centred("Công tác văn thư, lưu trữ năm 2031", 167, bold=True)
    words += paragraph(LONG, 200)[0]
    assert blocks(page(words)) == [
        *HEAD, ("full", "KẾ HOẠCH"), ("full", "Công tác văn thư, lưu trữ năm 2031"), ("full", LONG),
    ]  # fmt: skip


def test_the_subject_of_a_dispatch_stays_in_the_letterhead() -> None:
    words = head() + line("V/v chỉnh lý tài liệu", 112, 130, size=12.0)
    words += line("tồn đọng năm 2031", 116, 144, size=12.0)
    words += line("Kính gửi:", 165, 180) + line("- Các phòng thuộc huyện;", 230, 197)
    words += line("- Ủy ban nhân dân các xã.", 230, 214) + paragraph(LONG, 250)[0]
    assert blocks(page(words)) == [
        *HEAD[:3], ("left", "V/v chỉnh lý tài liệu"), ("left", "tồn đọng năm 2031"), *HEAD[3:],
        ("full", "Kính gửi:"), ("full", "- Các phòng thuộc huyện;"),
        ("full", "- Ủy ban nhân dân các xã."), ("full", LONG),
    ]  # fmt: skip


FOOT_LEFT = ["Nơi nhận:", "- Như trên;", "- Sở Nội vụ (để b/c);", "- Lưu: VT, NV."]


def foot(y: float, *, number: int = 1, upto: int = 4, name: bool = True) -> list[Word]:
    words: list[Word] = []
    for i, text in enumerate(FOOT_LEFT[:upto]):
        words += line(text, LEFT, y + 13 * i, size=11.0, bold=i == 0, italic=i == 0, page=number)
    words += line("KT. CHỦ TỊCH", 390, y + 2, bold=True, page=number)
    words += line("PHÓ CHỦ TỊCH", 386, y + 19, bold=True, page=number)
    if name:
        words += line("Lê Thị Bình", 395, y + 90, bold=True, page=number)
    return words


FOOT = [("left", t) for t in FOOT_LEFT] + [
    ("right", "KT. CHỦ TỊCH"), ("right", "PHÓ CHỦ TỊCH"), ("right", "Lê Thị Bình"),
]  # fmt: skip


def test_recipients_and_signature_are_two_columns() -> None:
    body, y = paragraph(LONG, 100)
    assert blocks(page(body + foot(y + 20))) == [("full", LONG), *FOOT]


def test_the_foot_goes_on_over_a_page_and_an_annex_follows() -> None:
    body, _ = paragraph(LONG, 640)
    first = page(body + foot(760, upto=3, name=False))
    second = page(
        line("2", 295, 40, page=2) + line(FOOT_LEFT[3], LEFT, 70, size=11.0, page=2)
        + line("Lê Thị Bình", 395, 130, bold=True, page=2), number=2,
    )  # fmt: skip
    annex, _ = paragraph(LONG, 140, page=3)
    third = page(
        centred("PHỤ LỤC", 80, bold=True, page=3) + annex, number=3,
    )  # fmt: skip
    assert blocks(first, second, third) == [
        ("full", LONG), *FOOT, ("full", "PHỤ LỤC"), ("full", LONG)
    ]  # fmt: skip


def test_a_recipient_wrapped_over_two_lines_is_one() -> None:
    words = foot(200)[: -len("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Bình".split())]
    words += line("- Các cơ quan chuyên môn thuộc huyện", LEFT, 252, size=11.0)
    words += line("và các xã, thị trấn;", LEFT, 265, size=11.0)
    words += line("CHỦ TỊCH", 390, 203, bold=True)
    assert ("left", "- Các cơ quan chuyên môn thuộc huyện và các xã, thị trấn;") in blocks(
        page(words)
    )


@given(st.lists(st.sampled_from(["ngắn gọn", "kế hoạch công tác năm 2031 của xã"]), min_size=2))
@settings(max_examples=40)
def test_paragraphs_come_back_as_written(pieces: list[str]) -> None:
    """Indented, justified, of any length: nothing is joined and nothing torn."""
    written = [f"Đoạn thứ {i} về {' '.join(pieces * (1 + i % 3))}." for i in range(3)]
    written.append(f"{LONG} {LONG}")  # Four full lines show where the margin is.
    words: list[Word] = []
    y = 100.0
    for text in written:
        made, y = paragraph(text, y)
        words += made
    assert texts(page(words, size=(WIDTH, 2 * HEIGHT))) == written


def test_items_and_headings_begin_paragraphs() -> None:
    words = line("I. MỤC ĐÍCH, YÊU CẦU", 120, 100, bold=True)
    words += line("1. Mục đích", 120, 117, bold=True)
    item, y = paragraph("- Nâng cao nhận thức của cán bộ, công chức về công tác văn thư, lưu trữ "
                        "và quản lý tài liệu điện tử trong toàn huyện;", 134)  # fmt: skip
    words += item + line("- Bảo đảm tiết kiệm.", 120, y)
    assert texts(page(words)) == [
        "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích",
        "- Nâng cao nhận thức của cán bộ, công chức về công tác văn thư, lưu trữ và quản lý "
        "tài liệu điện tử trong toàn huyện;",
        "- Bảo đảm tiết kiệm.",
    ]  # fmt: skip


def test_a_line_that_begins_like_an_item_by_chance_goes_on() -> None:
    words = line(
        "Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2031", 120, 100, to=RIGHT
    )
    words += line("- 2040 của Chính phủ.", LEFT, 117)
    assert len(texts(page(words))) == 1


def test_a_sentence_goes_on_over_a_page() -> None:
    first, _ = paragraph(LONG, 700)
    half = [w for w in first if w.box and w.box.bottom < 710]
    rest = [
        w._replace(page=2, box=Box(w.box.x0, w.box.top - 640, w.box.x1, w.box.bottom - 640))
        for w in first
        if w.box and w.box.bottom >= 710
    ]
    made = texts(page(half), page(line("2", 295, 40, page=2) + rest, number=2))
    assert made == [LONG]


def test_titles_of_two_lines_are_one_paragraph_apart_from_the_kind() -> None:
    words = centred("KẾ HOẠCH", 100, bold=True)
    words += centred("TỔ CHỨC HỘI NGHỊ TỔNG KẾT CÔNG TÁC VĂN THƯ", 117, bold=True)
    words += centred("TRÊN ĐỊA BÀN HUYỆN NĂM 2031", 134, bold=True)
    words += centred("(Kèm theo Công văn số 12/NV)", 151, italic=True) + paragraph(LONG, 190)[0]
    made = layout_pages(pages(page(words)))
    assert [(p.text, p.centred) for p in made.paragraphs[:3]] == [
        ("KẾ HOẠCH", True),
        ("TỔ CHỨC HỘI NGHỊ TỔNG KẾT CÔNG TÁC VĂN THƯ TRÊN ĐỊA BÀN HUYỆN NĂM 2031", True),
        ("(Kèm theo Công văn số 12/NV)", True),
    ]


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


def test_a_signature_banner_interrupts_nothing() -> None:
    banner = [
        "Người ký: Sở Nội vụ",
        "Email: snv@haibinh.gov.vn",
        "Thời gian ký: 18.06.2031 16:52:00 +07:00",
    ]
    words = head() + paragraph(LONG, 200)[0]
    for i, text in enumerate(banner):
        words += line(text, 20, 60 + 8 * i, size=7.0)
    assert blocks(page(words)) == [*HEAD, ("full", LONG), ("full", " ".join(banner))]


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


def test_lines_know_their_gap_and_indent() -> None:
    words = line("Đoạn thứ nhất của văn bản này.", 120, 100) + line("Đoạn thứ hai.", 120, 150)
    words += paragraph(LONG, 190)[0]
    made = layout_pages(pages(page(words)))
    first, second = made.paragraphs[0], made.paragraphs[1]
    assert isinstance(first, Paragraph)
    assert (first.lines[0].gap, second.lines[0].gap) == (False, True)
    assert second.lines[0].indent == 35.0


def test_two_signatures_side_by_side_are_columns() -> None:
    words = paragraph(LONG, 100)[0] + line("THƯ KÝ", 130, 200, bold=True)
    words += line("CHỦ TRÌ", 400, 200, bold=True) + line("(Ký tên)", 128, 217, italic=True)
    words += line("(Ký tên)", 398, 217, italic=True) + line("Lê Văn Tám", 120, 290)
    words += line("Phạm Thị Chín", 385, 290)
    assert blocks(page(words)) == [
        ("full", LONG), ("left", "THƯ KÝ"), ("left", "(Ký tên)"), ("left", "Lê Văn Tám"),
        ("right", "CHỦ TRÌ"), ("right", "(Ký tên)"), ("right", "Phạm Thị Chín"),
    ]  # fmt: skip


def test_a_sentence_about_where_to_hand_in_is_no_list_of_recipients() -> None:
    text = "Nơi nhận hồ sơ là bộ phận một cửa của Ủy ban nhân dân xã An Bình."
    assert blocks(page(paragraph(text, 100)[0])) == [("full", text)]


def test_the_plan_a_decision_encloses_has_its_own_letterhead() -> None:
    first = page(head() + paragraph(LONG, 200)[0])
    words = [w._replace(page=2) for w in head() + paragraph(LONG, 200)[0]]
    assert blocks(first, page(words, number=2)) == [*HEAD, ("full", LONG)] * 2


def test_a_mark_above_the_letterhead_stays_out_of_it() -> None:
    words = line("Dự thảo lần hai ngày 01 tháng 8 năm 2031 để các phòng tham gia", 90, 50)
    assert blocks(page(words + head()))[1:] == HEAD


def test_the_motto_is_known_in_spite_of_slips() -> None:
    misread = [
        w._replace(text=w.text.replace("HÒA", "HÓA").replace("VIỆT", "VIÉT")) for w in head()
    ]
    assert [side for side, _ in blocks(page(misread))] == [side for side, _ in HEAD]


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


def test_a_long_name_beside_the_motto_stays_at_the_left() -> None:
    """The name of a steering committee leaves a few points to the motto's second line."""
    words = line("UBND TỈNH HẢI BÌNH", 90, 70, size=12.0)
    words += line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 310, 70, size=12.0)
    words += line("BAN CHỈ ĐẠO PHÁT TRIỂN KHOA HỌC,", 40, 84, size=12.0)
    last = words[-1].box
    assert last is not None
    words += line("Độc lập - Tự do - Hạnh phúc", last.x1 + 8, 85, size=13.0)
    words += line("CÔNG NGHỆ VÀ CHUYỂN ĐỔI SỐ", 80, 98, size=12.0) + paragraph(LONG, 160)[0]
    assert [b for b in blocks(page(words)) if b[0] == "left"] == [
        ("left", "UBND TỈNH HẢI BÌNH"), ("left", "BAN CHỈ ĐẠO PHÁT TRIỂN KHOA HỌC,"),
        ("left", "CÔNG NGHỆ VÀ CHUYỂN ĐỔI SỐ"),
    ]  # fmt: skip


def test_hanging_items_are_whole() -> None:
    """The lines of an item stand under its text, set in from the margin."""
    first, y = paragraph(LONG, 100)
    words = first + line(
        "- Chỉnh lý tài liệu tồn đọng của các cơ quan, đơn vị giải thể, sáp nhập,", 121, y, to=RIGHT
    )
    words += line("sắp xếp lại theo quy định;", 130, y + PITCH)
    words += line("- Nộp lưu hồ sơ.", 121, y + 2 * PITCH)
    assert texts(page(words))[1:] == [
        "- Chỉnh lý tài liệu tồn đọng của các cơ quan, đơn vị giải thể, sáp nhập, sắp xếp lại "
        "theo quy định;",
        "- Nộp lưu hồ sơ.",
    ]  # fmt: skip


def test_ragged_lines_go_on_where_the_next_word_did_not_fit() -> None:
    written = (
        "Các cơ quan, đơn vị thuộc huyện rà soát, thống kê khối lượng tài liệu tồn đọng, lập "
        "kế hoạch chỉnh lý và bố trí kinh phí thực hiện trong dự toán được giao hằng năm của mình."
    )
    rest, y, words = written.split(), 100.0, []
    while rest:
        taken = next(n for n in range(len(rest), 0, -1)
                     if text_width(" ".join(rest[:n])) <= RIGHT - LEFT)  # fmt: skip
        words += line(" ".join(rest[:taken]), LEFT, y)
        rest, y = rest[taken:], y + PITCH
    words += line("Hết.", LEFT, y)
    assert texts(page(words)) == [written, "Hết."]


def test_without_indents_a_page_break_after_a_full_stop_ends_the_paragraph() -> None:
    one = "Các phòng, ban rà soát, thống kê khối lượng tài liệu tồn đọng của cơ quan mình."
    first = page(line(one, LEFT, 760, to=RIGHT))
    second = page(line("Văn phòng tổng hợp kết quả, báo cáo.", LEFT, 80, page=2), number=2)
    assert texts(first, second) == [one, "Văn phòng tổng hợp kết quả, báo cáo."]


def test_a_long_heading_wraps_to_the_margin() -> None:
    words = paragraph(LONG, 100)[0]
    words += line("I. TỔ CHỨC THỰC HIỆN VÀ CHẾ ĐỘ BÁO CÁO CỦA CÁC", 120, 160, bold=True, to=520)
    words += line("CƠ QUAN, ĐƠN VỊ TRÊN ĐỊA BÀN", LEFT, 177, bold=True)
    assert texts(page(words))[1] == (
        "I. TỔ CHỨC THỰC HIỆN VÀ CHẾ ĐỘ BÁO CÁO CỦA CÁC CƠ QUAN, ĐƠN VỊ TRÊN ĐỊA BÀN"
    )


def test_a_title_wider_than_its_second_line_shares_its_axis() -> None:
    """Centred in a frame of its own, not in the text column."""
    words = centred("KẾ HOẠCH", 100, axis=330, bold=True)
    words += centred(
        "Chỉnh lý tài liệu tồn đọng của các cơ quan, đơn vị trên địa bàn", 117, axis=330, bold=True
    )
    words += centred("huyện năm 2031", 134, axis=330, bold=True) + paragraph(LONG, 170)[0]
    assert texts(page(words))[:2] == [
        "KẾ HOẠCH",
        "Chỉnh lý tài liệu tồn đọng của các cơ quan, đơn vị trên địa bàn huyện năm 2031",
    ]
