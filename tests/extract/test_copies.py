"""Certified copies: the author's parts are kept, the copier's are left out."""

import pytest

from extractors.layout.plain import lines_of, paragraphs_of
from extractors.record import extract
from schemas.layout import Layout
from schemas.page import FileFacts
from schemas.record import ProducedBy

FACTS = FileFacts("a.txt", "text/plain", "0" * 64, None, "plain", "unicode")
PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ LÂM
Số: 16/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Lâm, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Tuyên truyền an toàn giao thông năm 2026

I. MỤC ĐÍCH

1. Nâng cao nhận thức của người dân.

II. TỔ CHỨC THỰC HIỆN

1. Sở Công nghiệp báo cáo trước ngày 30/11/2026.

Nơi nhận:
- Sở Công nghiệp;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Phạm Văn Lương
"""
COPY = """
ỦY BAN NHÂN DÂN
HUYỆN SÔNG LAM

Số: 12/SY-UBND

Sông Lam, ngày 09 tháng 3 năm 2026

{mark}

Nơi nhận:
- Các phòng, ban;
- Lưu: VT.

TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG

Lê Văn Mẫu
"""


def record(text):
    blocks = tuple(paragraphs_of(lines_of(text)))
    return extract(Layout(FACTS, blocks), produced_by=ProducedBy(version="1", rules="r"))


def parts(found):
    header, signed = found.header, found.signature
    return (
        header.issuer, header.number, str(header.issued_on), header.place,
        [r.text for r in found.recipients], signed.authority, signed.position, signed.name,
        [a.content for a in found.activities], [o.text for o in found.objectives],
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["SAO Y", "SAO LỤC", "TRÍCH SAO", "SAO Y BẢN CHÍNH", "Bản sao"])
def test_the_copiers_head_and_foot_below_the_authors(mark):
    assert parts(record(PLAN + COPY.format(mark=mark))) == parts(record(PLAN))


def test_the_author_may_have_signed_by_a_picture_only():
    unnamed = PLAN.replace("Phạm Văn Lương\n", "")
    assert parts(record(unnamed + COPY.format(mark="SAO Y"))) == parts(record(unnamed))
    assert record(unnamed + COPY.format(mark="SAO Y")).signature.position == "CHỦ TỊCH"


@pytest.mark.parametrize(
    "stamp", ["SAO Y; UBND HUYỆN SÔNG LAM; 09/3/2026 10:12:30 +07:00", "BẢN SAO"]
)
def test_the_line_of_an_electronic_copy(stamp):
    assert parts(record(stamp + "\n\n" + PLAN)) == parts(record(PLAN))


def test_a_copy_of_a_party_document():
    party = (
        "ĐẢNG BỘ TỈNH HÀ LÂM\nHUYỆN ỦY SÔNG LAM\n*\nSố 12-KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Sông Lam, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nhọc tập Nghị quyết năm 2026\n-----\n\n"
        "I- MỤC ĐÍCH\n\n1- Nâng cao nhận thức của đảng viên.\n\n"
        "Nơi nhận:\n- Các chi bộ;\n- Lưu Văn phòng.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nTrần Bá\n"
    )
    copy = (
        "\nHUYỆN ỦY SÔNG LAM\nĐẢNG ỦY XÃ AN LẠC\n*\nSố 3-BS/ĐU\nAn Lạc, ngày 09 tháng 3 năm 2026\n\n"
        "SAO LỤC\n\nNơi nhận:\n- Các chi bộ thôn;\n- Lưu.\n\nT/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n\nLê Văn Ân\n"
    )
    found = record(party + copy)
    assert parts(found) == parts(record(party))
    assert (found.signature.name, found.header.issuer) == ("Trần Bá", "HUYỆN ỦY SÔNG LAM")


def test_an_annex_below_the_copy_stays():
    annex = "\nPHỤ LỤC\nDanh sách các xã\n\n1. Xã An Lạc báo cáo.\n"
    assert parts(record(PLAN + COPY.format(mark="SAO Y") + annex)) == parts(record(PLAN + annex))


def test_a_plan_about_copies_is_none():
    text = PLAN.replace("Nâng cao nhận thức của người dân", "Thực hiện việc sao y bản chính")
    assert record(text).objectives[0].text == "Thực hiện việc sao y bản chính."
