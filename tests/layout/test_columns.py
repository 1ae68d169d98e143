"""Letterhead and foot: two columns, read one after the other."""

from __future__ import annotations

from schemas.word import Word
from tests.layout.make import (
    LEFT,
    LONG,
    blocks,
    centred,
    line,
    page,
    paragraph,
)


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
