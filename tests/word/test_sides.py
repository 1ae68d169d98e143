"""Letterhead and foot: set with tables, with tabs, or with both."""

from __future__ import annotations

from tests.word.look import laid_out, shown
from tests.word.make import docx, p, r, tbl, tc, tr

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATED = "An Hà, ngày 5 tháng 3 năm 2026"
KIND = p("KẾ HOẠCH", jc="center")


def test_letterhead_in_a_table():
    head = tbl(
        tr(tc(p("ỦY BAN NHÂN DÂN\nXÃ AN HÀ")), tc(*MOTTO)), tr("Số: 5/KH-UBND", DATED), ruled=False
    )
    assert shown(docx(head, KIND)) == [
        "< ỦY BAN NHÂN DÂN", "< XÃ AN HÀ", "< Số: 5/KH-UBND",
        f"> {MOTTO[0]}", f"> {MOTTO[1]}", f"> {DATED}", "KẾ HOẠCH",
    ]  # fmt: skip


def test_letterhead_with_addressees_below_it_in_the_same_table():
    head = tbl(
        tr("SỞ NỘI VỤ", tc(*MOTTO)), tr("Số: 5/SNV-VP", DATED),
        tr("Kính gửi:", tc("- Phòng Nội vụ;", "- Văn phòng.")), ruled=False,
    )  # fmt: skip
    assert shown(docx(head))[-3:] == ["Kính gửi:", "- Phòng Nội vụ;", "- Văn phòng."]


def test_letterhead_drawn_with_borders():
    assert shown(docx(tbl(tr("SỞ NỘI VỤ", tc(*MOTTO)), tr("Số: 5", DATED))))[0] == "< SỞ NỘI VỤ"


def test_letterhead_set_with_tabs():
    body = (
        p(f"UBND HUYỆN AN HÀ\t{MOTTO[0]}"), p(f"PHÒNG NỘI VỤ\t\t{MOTTO[1]}"), p("\t\t\t"),
        p("Số:      /KH-PNV\t\tAn Hà, ngày      tháng      năm 2026"), p("V/v báo cáo"), KIND,
    )  # fmt: skip
    assert shown(docx(*body)) == [
        "< UBND HUYỆN AN HÀ", "< PHÒNG NỘI VỤ", "< Số: /KH-PNV", "< V/v báo cáo",
        f"> {MOTTO[0]}", f"> {MOTTO[1]}", "> An Hà, ngày tháng năm 2026", "KẾ HOẠCH",
    ]  # fmt: skip


def test_letterhead_set_with_blanks():
    body = p(f"SỞ NỘI VỤ          {MOTTO[0]}\n{' ' * 40}{MOTTO[1]}"), p("Kính gửi: Văn phòng")
    assert shown(docx(*body)) == [
        "< SỞ NỘI VỤ", f"> {MOTTO[0]}", f"> {MOTTO[1]}", "Kính gửi: Văn phòng",
    ]  # fmt: skip


def test_letterhead_of_one_column_stays_as_it_is():
    body = p(MOTTO[0], jc="center"), p(MOTTO[1], jc="center"), KIND
    assert shown(docx(*body)) == [*MOTTO, "KẾ HOẠCH"]


def test_foot_in_a_table():
    foot = tbl(
        tr(tc(p("Nơi nhận:\n- Như trên;\n- Lưu: VT.")), tc("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", p(), "Lê Văn Mẫu")),
        ruled=False,
    )  # fmt: skip
    assert shown(docx(p("Trên đây là Kế hoạch./."), foot)) == [
        "Trên đây là Kế hoạch./.", "< Nơi nhận:", "< - Như trên;", "< - Lưu: VT.",
        "> TM. ỦY BAN NHÂN DÂN", "> CHỦ TỊCH", "> Lê Văn Mẫu",
    ]  # fmt: skip


def test_foot_whose_signature_begins_a_row_higher():
    foot = tbl(
        tr("", "", "KT. GIÁM ĐỐC"), tr("Nơi nhận:", "", "PHÓ GIÁM ĐỐC"),
        tr("- Lưu: VT.", "", "Lê Văn Mẫu"), ruled=False,
    )  # fmt: skip
    assert shown(docx(foot)) == [
        "< Nơi nhận:", "< - Lưu: VT.", "> KT. GIÁM ĐỐC", "> PHÓ GIÁM ĐỐC", "> Lê Văn Mẫu",
    ]  # fmt: skip


def test_foot_set_with_tabs():
    body = (
        p("Nơi nhận:\t\t\tTM. ỦY BAN NHÂN DÂN"), p("- Như trên;\t\t\tCHỦ TỊCH"), p("- Lưu: VT."),
        p("\t\t\t\tLê Văn Mẫu"), p("PHỤ LỤC", jc="center"), p("Danh sách", jc="center"),
    )  # fmt: skip
    assert shown(docx(*body)) == [
        "< Nơi nhận:", "< - Như trên;", "< - Lưu: VT.", "> TM. ỦY BAN NHÂN DÂN", "> CHỦ TỊCH",
        "> Lê Văn Mẫu", "PHỤ LỤC", "Danh sách",
    ]  # fmt: skip


def test_foot_in_one_column_has_no_sides():
    body = p("CHỦ TỊCH"), p("Lê Văn Mẫu"), p("Nơi nhận:"), p("- Như trên;"), p("- Lưu: VT.")
    assert shown(docx(*body)) == [
        "CHỦ TỊCH",
        "Lê Văn Mẫu",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]


def test_signature_table_apart_from_the_recipients():
    body = (
        tbl(tr("", tc("KT. CHỦ TỊCH", "Lê Văn Mẫu")), ruled=False),
        p("Nơi nhận:"),
        p("- Lưu: VT."),
    )
    assert shown(docx(*body)) == ["> KT. CHỦ TỊCH", "> Lê Văn Mẫu", "Nơi nhận:", "- Lưu: VT."]


def test_two_who_sign_together():
    foot = tbl(
        tr(tc("GIÁM ĐỐC SỞ NỘI VỤ", "Lê Văn Mẫu"), tc("GIÁM ĐỐC SỞ Y TẾ", "Trần Thị Ví")),
        ruled=False,
    )
    assert shown(docx(foot)) == [
        "< GIÁM ĐỐC SỞ NỘI VỤ", "< Lê Văn Mẫu", "> GIÁM ĐỐC SỞ Y TẾ", "> Trần Thị Ví",
    ]  # fmt: skip


def test_what_the_author_put_on_lines_of_its_own():
    soft = p("1. Sở Nội vụ:\n- Chủ trì tham mưu;\n- Báo cáo kết quả."), p("và các\nxã, phường.")
    title = p("Kiểm tra công tác\nvăn thư năm 2026", jc="center")
    assert shown(docx(*soft, title)) == [
        "1. Sở Nội vụ:", "- Chủ trì tham mưu;", "- Báo cáo kết quả.", "và các xã, phường.",
        "Kiểm tra công tác văn thư năm 2026",
    ]  # fmt: skip


def test_kind_and_title_in_one_paragraph_are_two():
    (kind, title) = laid_out(docx(p("KẾ HOẠCH\nKIỂM TRA NĂM 2026", jc="center"))).paragraphs
    assert (kind.text, title.text, title.centred) == ("KẾ HOẠCH", "KIỂM TRA NĂM 2026", True)


def test_gaps_are_blank_lines_or_space_set_above():
    body = p("a"), p("b"), p(), p("c"), p("d", ppr='<w:spacing w:before="120"/>')
    gaps = [block.lines[0].gap for block in laid_out(docx(*body)).paragraphs]
    assert gaps == [False, False, True, True]


def test_a_text_with_a_paragraph_for_each_printed_line_is_put_together():
    line = "Phòng Nội vụ chủ trì phối hợp với các cơ quan có liên quan và"
    body = "".join(
        p(line) + p("Văn phòng tổ chức kiểm tra tại các xã.") + p("- Mục") for _ in range(30)
    )
    found = shown(docx(p(r("I. NỘI DUNG")) + body))
    assert found[1] == f"{line} Văn phòng tổ chức kiểm tra tại các xã."
    assert found[2] == "- Mục"
