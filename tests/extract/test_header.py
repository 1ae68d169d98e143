"""Letterheads and titles as they are printed, one form to a case."""

import datetime

import pytest

from extractors.header import read_header
from extractors.layout.plain import lines_of, paragraphs_of
from extractors.zones import split
from schemas.layout import Layout

BODY = """
Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2023 của Ủy ban nhân dân tỉnh về việc giao
chỉ tiêu kế hoạch, Ủy ban nhân dân huyện Bích Khê ban hành Kế hoạch với các nội dung sau:
I. MỤC ĐÍCH
1. Nâng cao chất lượng công tác.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Phạm Văn Lương
"""


def header(head, body=BODY):
    blocks = paragraphs_of(lines_of(head + body))
    return read_header(split(Layout(None, tuple(blocks))))


def test_a_letterhead_whose_columns_stand_one_after_the_other():
    found = header(
        "UBND TỈNH HÀ LÂM\nSỞ CÔNG NGHIỆP\n\nSố: 15/KH-SCN\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Bích Khê, ngày 09 tháng 02 năm 2023\n\nKẾ HOẠCH\nKiểm tra an toàn năm 2023\n"
    )
    assert (found.kind, found.kind_code, found.number) == ("plan", "KH", "15/KH-SCN")
    assert (found.parent, found.issuer) == ("UBND TỈNH HÀ LÂM", "SỞ CÔNG NGHIỆP")
    assert (found.place, found.issued_on) == ("Bích Khê", datetime.date(2023, 2, 9))
    assert found.title == "Kiểm tra an toàn năm 2023"


@pytest.mark.parametrize(
    "opening",
    [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2023 của Ủy ban nhân dân tỉnh, Sở xây dựng\nkế hoạch như sau:",
        "Ngày 05/02/2023, lãnh đạo Sở họp với các phòng. Sau khi nghe ý kiến, Giám đốc Sở kết luận\nnhư sau:",
        "Trên cơ sở kết quả năm 2022, Sở ban hành Kế hoạch kiểm tra năm 2023, cụ thể:",
        "-----Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2023 của Ủy ban nhân dân tỉnh;",
    ],
)  # fmt: skip
def test_a_title_ends_where_the_text_below_begins(opening):
    found = header(
        "SỞ CÔNG NGHIỆP\nSố: 15/KH-SCN\n\nKẾ HOẠCH\nKiểm tra an toàn tại các doanh nghiệp, cơ sở sản\n"
        "xuất trên địa bàn tỉnh Hà Lâm năm 2023\n",
        opening + "\nI. MỤC ĐÍCH\n1. Nâng cao chất lượng.\nNơi nhận:\n- Lưu: VT.\n",
    )
    assert found.title == (
        "Kiểm tra an toàn tại các doanh nghiệp, cơ sở sản xuất trên địa bàn tỉnh Hà Lâm năm 2023"
    )


def test_the_youth_union_prints_its_name_in_place_of_the_motto():
    found = header(
        "BCH ĐOÀN TỈNH HÀ LÂM\nĐOÀN TNCS HỒ CHÍ MINH\n***\nSố: 15-CV/TĐTN\n"
        "Hà Lâm, ngày 9 tháng 2 năm 2023\nV/v ra quân Tháng Thanh niên\n\n"
        "Kính gửi: Ban Thường vụ các huyện, thị, thành đoàn và các đoàn trực thuộc.\n"
    )
    assert found.issuer == "BCH ĐOÀN TỈNH HÀ LÂM"
    assert found.addressees == ("Ban Thường vụ các huyện, thị, thành đoàn và các đoàn trực thuộc",)


def test_a_telegram_names_whom_it_addresses():
    found = header(
        "CHỦ TỊCH\nỦY BAN NHÂN DÂN TỈNH HÀ LÂM\nSố: 7/CĐ-CTUBND\nHà Lâm, ngày 9 tháng 2 năm 2023\n\n"
        "CÔNG ĐIỆN\nVề việc ứng phó với bão\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n"
        "- Giám đốc các sở;\n- Chủ tịch Ủy ban nhân dân các huyện.\n\n"
    )
    assert found.title == "Về việc ứng phó với bão"
    assert found.addressees == ("Giám đốc các sở", "Chủ tịch Ủy ban nhân dân các huyện")


def test_addressees_beside_the_words_that_address_them():
    found = header(
        "UBND HUYỆN BÍCH KHÊ\nPHÒNG NỘI VỤ\nSố: 15/PNV\nV/v thống kê cán bộ\n\nKính gửi:\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Bích Khê, ngày 9 tháng 2 năm 2023\n\n- Các phòng, ban;\n- UBND các xã.\n\n"
    )
    assert found.issued_on == datetime.date(2023, 2, 9)
    assert found.addressees == ("Các phòng, ban", "UBND các xã")


def test_a_body_named_over_two_lines_is_one():
    found = header("ỦY BAN NHÂN DÂN\nHUYỆN BÍCH KHÊ\nSố: 3/TB-UBND\n\nTHÔNG BÁO\nVề việc nghỉ lễ\n")
    assert (found.issuer, found.parent) == ("ỦY BAN NHÂN DÂN HUYỆN BÍCH KHÊ", None)
    assert found.kind == "notice"


@pytest.mark.parametrize(
    ("line", "number", "state"),
    [
        ("Số: 15/KH-UBND", "15/KH-UBND", "printed"),
        ("Số:15 /KH - UBND", "15/KH-UBND", "printed"),
        ("Số 12-KH/HU", "12-KH/HU", "printed"),
        ("Số: 225 - KH/TWĐTN-CTTN", "225-KH/TWĐTN-CTTN", "printed"),
        ("Số 298 KH/TWĐTN", "298 KH/TWĐTN", "printed"),
        ("Số: 16/2026/QĐ-UBND", "16/2026/QĐ-UBND", "printed"),
        ("Số: 66.18/2026/NQ-CP", "66.18/2026/NQ-CP", "printed"),
        ("Số:        /KH-UBND", None, "blank"),
        ("Số: …/KH-UBND", None, "blank"),
    ],
)
def test_numbers(line, number, state):
    found = header(f"HUYỆN ỦY BÍCH KHÊ\n{line}\n\nKẾ HOẠCH\nTổng kết năm 2023\n")
    assert (found.number, found.number_state) == (number, state)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Bích Khê, ngày 05 tháng 3 năm 2023", "Bích Khê", datetime.date(2023, 3, 5)),
        (
            "Phan Rin-Tháp Mười, ngày 5 tháng 12 năm 2023",
            "Phan Rin-Tháp Mười",
            datetime.date(2023, 12, 5),
        ),
        ("Bích Khê, ngày     tháng 3 năm 2023", "Bích Khê", None),
        ("TP. Bích Khê, ngày 1 tháng 3 năm 2023", "TP. Bích Khê", datetime.date(2023, 3, 1)),
        ("Số: 9/GM-SYT Bích Khê, ngày 1 tháng 3 năm 2023", "Bích Khê", datetime.date(2023, 3, 1)),
        ("Bích Khê, ngày … tháng … năm 2023", "Bích Khê", None),
        ("Bích Khê, ngày 31 tháng 02 năm 2023", "Bích Khê", None),
    ],
)
def test_place_and_date(line, place, date):
    found = header(f"UBND XÃ AN LẠC\nSố: 1/KH-UBND\n{line}\n\nKẾ HOẠCH\nTổng kết năm 2023\n")
    assert (found.place, found.issued_on) == (place, date)


def test_a_dispatch_has_its_subject_after_the_mark_and_its_addressees():
    found = header(
        "ỦY BAN NHÂN DÂN\nHUYỆN BÍCH KHÊ\nSố: 88/UBND-NC\nV/v báo cáo kết quả\ncải cách hành chính\n\n"
        "Bích Khê, ngày 05 tháng 3 năm 2023\n\nKính gửi:\n- Các phòng, ban;\n- UBND các xã.\n"
    )
    assert (found.kind, found.kind_code, found.number) == ("dispatch", None, "88/UBND-NC")
    assert found.title == "báo cáo kết quả cải cách hành chính"
    assert found.addressees == ("Các phòng, ban", "UBND các xã")


def test_one_addressee_stands_on_the_line():
    found = header("SỞ Y TẾ\nSố: 8/SYT-NV\nV/v góp ý dự thảo\n\nKính gửi: Ủy ban nhân dân tỉnh.\n")
    assert found.addressees == ("Ủy ban nhân dân tỉnh",)


def test_without_a_letterhead_the_prose_names_the_issuer():
    found = header("KẾ HOẠCH\nCông tác thi đua năm 2023\n\n")
    assert found.issuer == "Ủy ban nhân dân huyện Bích Khê"
    assert (found.number, found.issued_on) == (None, None)


def test_a_title_may_begin_like_a_ground():
    found = header("UBND XÃ AN LẠC\n\nKẾ HOẠCH\nThực hiện Chương trình nước sạch năm 2023\n\n")
    assert found.title == "Thực hiện Chương trình nước sạch năm 2023"


def test_every_part_is_pointed_at():
    head = "UBND XÃ AN LẠC\nSố: 7/KH-UBND\nAn Lạc, ngày 05 tháng 3 năm 2023\n\nKẾ HOẠCH\nTrồng cây năm 2023\n"
    found = header(head)
    shown = {name: head[slice(*source.span)] for name, source in found.sources.items()}
    assert shown["number"] == "7/KH-UBND"
    assert shown["issued_on"] == "05 tháng 3 năm 2023"
    assert (shown["title"], shown["place"]) == ("Trồng cây năm 2023", "An Lạc")


def test_a_text_without_any_head_gives_nothing():
    found = header(
        "Luộc gà với gừng trong ba mươi phút.\n", body="Vớt ra để nguội, chặt miếng vừa ăn.\n"
    )
    assert (found.kind, found.number, found.issuer, found.title) == ("other", None, None, None)


@pytest.mark.parametrize(
    "place", ["Thành phố Bích Khê", "Thị xã Bích Khê", "Thị trấn Bích Khê", "Đặc khu Hòn Mây"]
)
def test_a_place_with_the_word_for_what_it_is(place):
    found = header(
        "UBND TỈNH HÀ LÂM\nSỞ CÔNG NGHIỆP\n\nSố: 15/KH-SCN\n\n"
        f"{place}, ngày 09 tháng 02 năm 2023\n\nKẾ HOẠCH\nKiểm tra an toàn\n"
    )
    assert (found.place, found.issued_on) == (place, datetime.date(2023, 2, 9))


def test_the_year_of_the_date_may_stand_on_the_next_line():
    found = header(
        "UBND TỈNH HÀ LÂM\nSỞ CÔNG NGHIỆP\n\nSố: 15/KH-SCN\n\n"
        "Bích Khê Thượng, ngày 09 tháng 02 năm\n2023\n\nKẾ HOẠCH\nKiểm tra an toàn\n"
    )
    assert (found.place, found.issued_on) == ("Bích Khê Thượng", datetime.date(2023, 2, 9))


@pytest.mark.parametrize("maker", ["GIÁM ĐỐC SỞ CÔNG NGHIỆP", "ỦY BAN NHÂN DÂN HUYỆN BÍCH KHÊ"])
def test_who_decides_is_no_part_of_the_subject(maker):
    found = header(
        "UBND TỈNH HÀ LÂM\nSỞ CÔNG NGHIỆP\n\nSố: 15/QĐ-SCN\n\n"
        "Bích Khê, ngày 09 tháng 02 năm 2023\n\nQUYẾT ĐỊNH\nVề việc ban hành Quy chế làm việc\n"
        f"_____\n{maker}\n\n"
    )
    assert found.title == "Về việc ban hành Quy chế làm việc"
