"""Recipients and signatures, alone and with their columns mixed."""

import pytest

from extractors.layout.plain import lines_of, paragraphs_of
from extractors.recipients import read_recipients
from extractors.signature import read_signature
from extractors.zones import split
from schemas.layout import Layout

HEAD = (
    "KẾ HOẠCH\nTổng kết năm 2023\n\nI. NỘI DUNG\n1. Tổ chức hội nghị tổng kết trong tháng 12.\n\n"
)


def foot(text):
    return split(Layout(None, tuple(paragraphs_of(lines_of(HEAD + text))))).foot


def test_recipients_with_purposes_and_the_archive():
    found = read_recipients(
        foot("Nơi nhận:\n- Sở Nội vụ (b/c);\n- Các xã, thị trấn;\n- Lưu: VT, NC (Lan).\n")
    )
    assert [(r.text, r.name, r.purpose, r.is_archive) for r in found] == [
        ("Sở Nội vụ (b/c)", "Sở Nội vụ", "b/c", False),
        ("Các xã, thị trấn", "Các xã, thị trấn", None, False),
        ("Lưu: VT, NC (Lan)", None, None, True),
    ]


def test_a_bracket_that_is_part_of_the_name_is_no_purpose():
    (found, _) = read_recipients(foot("Nơi nhận:\n- Sở Nội vụ (Phòng Thi đua);\n- Lưu: VT.\n"))
    assert (found.name, found.purpose) == ("Sở Nội vụ (Phòng Thi đua)", None)


def test_an_item_wrapped_over_two_lines_is_one():
    found = read_recipients(
        foot("Nơi nhận:\n- Như trên;\n- Lưu: VT, KT, QH,\nTH.Bình\n\nCHỦ TỊCH\n\nLê Văn Ân\n")
    )
    assert [r.text for r in found] == ["Như trên", "Lưu: VT, KT, QH, TH.Bình"]


def test_a_signature_printed_among_the_recipients_is_kept_apart():
    text = (
        "Nơi nhận:\n- Như trên;\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n- Sở Y tế;\n- Lưu: VT.\n\nLê Văn Ân\n"
    )
    assert [r.text for r in read_recipients(foot(text))] == ["Như trên", "Sở Y tế", "Lưu: VT"]
    signed = read_signature(foot(text))
    assert (signed.authority, signed.position, signed.name) == ("KT.", "PHÓ CHỦ TỊCH", "Lê Văn Ân")


def test_two_items_on_one_line_are_two():
    found = read_recipients(foot("Nơi nhận:\n- Như trên;- Sở Y tế;\n- Lưu: VT.\n"))
    assert [r.text for r in found] == ["Như trên", "Sở Y tế", "Lưu: VT"]


@pytest.mark.parametrize(
    ("block", "authority", "behalf", "position", "name"),
    [
        ("CHỦ TỊCH\n\nA Viết Bảo", None, None, "CHỦ TỊCH", "A Viết Bảo"),
        ("CHỦ TỊCH\n\nKsor H’Nhiên", None, None, "CHỦ TỊCH", "Ksor H’Nhiên"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG QUẢN LÝ\nVĂN HÓA\n\nLê Văn Ân", "TUQ.", "GIÁM ĐỐC", "TRƯỞNG PHÒNG QUẢN LÝ VĂN HÓA", "Lê Văn Ân"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Ân", "TM.", "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Ân"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Ân", "TM.", "ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Lê Văn Ân"),
        ("KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nLê Thị Hoa", "KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nTrần Bá", "TM.", "BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Bá"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn Ân", "TL.", "CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Văn Ân"),
        ("GIÁM ĐỐC\n\nTS. Lê Văn Ân", None, None, "GIÁM ĐỐC", "TS. Lê Văn Ân"),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC\nLê Văn Ân", "KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Ân"),
    ],
)  # fmt: skip
def test_signatures(block, authority, behalf, position, name):
    found = read_signature(foot(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{block}\n"))
    assert (found.authority, found.on_behalf_of, found.position, found.name) == (
        authority,
        behalf,
        position,
        name,
    )


def test_a_digital_banner_is_no_name():
    text = "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nNgười ký: Sở Công Nghiệp\nTỉnh Hà Lâm\nThời gian ký:\n28.12.2023\n15:38:28 +07:00\nLê Văn Ân\n"
    found = read_signature(foot(text))
    assert found.name == "Lê Văn Ân"
    assert "28.12.2023" in found.digital


def test_nobody_signs():
    assert read_signature(foot("Các đơn vị nghiêm túc thực hiện.\n")) is None


@pytest.mark.parametrize(
    ("printed", "authority", "behalf", "position"),
    [
        ("Q. GIÁM ĐỐC", "Q.", None, "GIÁM ĐỐC"),
        ("TM. BAN THƯỜNG TRỰC\nQ. CHỦ TỊCH", "TM.", "BAN THƯỜNG TRỰC", "Q. CHỦ TỊCH"),
    ],
)
def test_an_acting_head_signs_for_himself(printed, authority, behalf, position):
    found = read_signature(foot(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{printed}\n\nLê Văn Ân\n"))
    assert (found.authority, found.on_behalf_of) == (authority, behalf)
    assert (found.position, found.name) == (position, "Lê Văn Ân")
