"""Lines that belong together, and lines that do not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout.lines import rows_of
from extractors.layout.page import layout_pages
from extractors.layout.paragraphs import measure
from schemas.geometry import Box
from schemas.layout import Paragraph
from schemas.word import Word
from tests.layout.make import (
    HEIGHT,
    LEFT,
    LONG,
    PITCH,
    RIGHT,
    WIDTH,
    centred,
    line,
    page,
    pages,
    paragraph,
    text_width,
    texts,
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


def test_lines_know_their_gap_and_indent() -> None:
    words = line("Đoạn thứ nhất của văn bản này.", 120, 100) + line("Đoạn thứ hai.", 120, 150)
    words += paragraph(LONG, 190)[0]
    made = layout_pages(pages(page(words)))
    first, second = made.paragraphs[0], made.paragraphs[1]
    assert isinstance(first, Paragraph)
    assert (first.lines[0].gap, second.lines[0].gap) == (False, True)
    assert second.lines[0].indent == 35.0


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


def test_a_sheet_that_lay_aside_on_the_scanner_has_its_margin_aside() -> None:
    """Its lines end where the others' do; they are not set in by what the sheet lay aside."""
    first, _ = paragraph(f"{LONG} {LONG}", 100)
    moved = [w._replace(box=Box(w.box.x0 + 11, *w.box[1:])) for w in first if w.box]
    for confidence, left in ((0.95, LEFT + 11), (None, LEFT)):
        sheets = [
            rows_of([w._replace(confidence=confidence) for w in words]) for words in (first, moved)
        ]
        usual = measure([row for rows in sheets for row in rows], WIDTH)
        assert measure(sheets[1], WIDTH, usual=usual).left == left
