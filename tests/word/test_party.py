"""Forms of the Party and the Youth Union, and dispatches, as they are set in Word."""

from __future__ import annotations

import pytest

from pipeline.process import process
from tests.word.make import docx, p, tbl, tc, tr


def sides(left, right):
    return tbl(tr(tc(*map(p, left)), tc(*map(p, right))), ruled=False)


@pytest.fixture
def read(tmp_path):
    def call(*parts):
        path = tmp_path / "van-ban.docx"
        path.write_bytes(docx(*parts))
        return process(path)

    return call


def test_a_plan_of_a_party_committee(read):
    found = read(
        sides(["ĐẢNG BỘ TỈNH HÀ LÂM", "HUYỆN ỦY SÔNG LAM", "*", "Số 12-KH/HU"],
              ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Lam, ngày 05 tháng 3 năm 2026"]),
        p("KẾ HOẠCH", jc="center"), p("học tập Nghị quyết Đại hội năm 2026", jc="center"), p("-----", jc="center"),
        p("Thực hiện Kế hoạch số 05-KH/TU, ngày 02/02/2026 của Ban Thường vụ Tỉnh ủy, Ban Thường vụ Huyện ủy xây dựng kế hoạch như sau:"),
        p("I- MỤC ĐÍCH"), p("1- Nâng cao nhận thức của đảng viên."), p("II- TỔ CHỨC THỰC HIỆN"),
        p("1- Các chi bộ mở hội nghị trước ngày 30/5/2026."),
        sides(["Nơi nhận:", "- Thường trực Tỉnh ủy (b/c);", "- Lưu Văn phòng Huyện ủy."],
              ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Bá"]),
    )  # fmt: skip
    header, signed = found.header, found.signature
    assert (header.kind, header.number, header.issuer) == ("plan", "12-KH/HU", "HUYỆN ỦY SÔNG LAM")
    assert (header.parent, header.title) == (
        "ĐẢNG BỘ TỈNH HÀ LÂM", "học tập Nghị quyết Đại hội năm 2026",
    )  # fmt: skip
    assert [(b.kind, b.number) for b in found.bases] == [("Kế hoạch", "05-KH/TU")]
    assert (signed.authority, signed.on_behalf_of, signed.position) == (
        "TM.", "BAN THƯỜNG VỤ", "PHÓ BÍ THƯ",
    )  # fmt: skip
    assert [(a.lead.text, str(a.time.end)) for a in found.activities] == [
        ("Các chi bộ", "2026-05-29"),
    ]  # fmt: skip
    assert found.recipients[-1].is_archive


def test_a_plan_of_the_youth_union(read):
    found = read(
        sides(["TỈNH ĐOÀN HÀ LÂM", "BCH HUYỆN ĐOÀN SÔNG LAM", "***", "Số: 15-KH/HĐTN"],
              ["ĐOÀN TNCS HỒ CHÍ MINH", "Sông Lam, ngày 05 tháng 3 năm 2026"]),
        p("KẾ HOẠCH", jc="center"), p("Tổ chức Tháng Thanh niên năm 2026", jc="center"), p("***", jc="center"),
        p("I. MỤC ĐÍCH"), p("1. Phát huy vai trò của thanh niên."),
        sides(["Nơi nhận:", "- Lưu VP."], ["TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN", "BÍ THƯ", "Lê Thị Hoa"]),
    )  # fmt: skip
    header = found.header
    assert (header.number, header.parent, header.issuer) == (
        "15-KH/HĐTN", "TỈNH ĐOÀN HÀ LÂM", "BCH HUYỆN ĐOÀN SÔNG LAM",
    )  # fmt: skip
    assert header.title == "Tổ chức Tháng Thanh niên năm 2026"


@pytest.mark.parametrize("same", ["Như trên", "Như kính gửi"])
def test_a_dispatch_to_many(read, same):
    found = read(
        sides(["HUYỆN ỦY SÔNG LAM", "BAN TỔ CHỨC", "*", "Số 45-CV/BTCHU", "V/v rà soát hồ sơ"],
              ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Lam, ngày 05 tháng 3 năm 2026"]),
        p("Kính gửi:", jc="center"), p("- Đảng ủy Công an huyện,"), p("- Các chi bộ trực thuộc."),
        p("Ban Tổ chức Huyện ủy đề nghị các đơn vị gửi báo cáo trước ngày 20/3/2026."),
        sides(["Nơi nhận:", f"- {same},", "- Lưu Ban."], ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Thị Mẫu"]),
    )  # fmt: skip
    header, signed = found.header, found.signature
    assert (header.kind, header.title, header.issuer) == (
        "dispatch", "rà soát hồ sơ", "BAN TỔ CHỨC",
    )  # fmt: skip
    assert header.addressees == ("Đảng ủy Công an huyện", "Các chi bộ trực thuộc")
    assert found.recipients[0].name == "Đảng ủy Công an huyện; Các chi bộ trực thuộc"
    assert (signed.authority, signed.position) == ("KT.", "PHÓ TRƯỞNG BAN")
    assert [str(a.time.end) for a in found.activities] == ["2026-03-19"]


def test_a_sentence_that_only_cites_is_no_activity(read):
    found = read(
        sides(["UBND HUYỆN SÔNG LAM", "Số: 88/UBND-NC", "V/v báo cáo"],
              ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sông Lam, ngày 05 tháng 3 năm 2026"]),
        p("Kính gửi: Ủy ban nhân dân các xã", jc="center"),
        p("Ngày 12/02/2026, Ủy ban nhân dân tỉnh ban hành Công văn số 55/UBND-NC về việc kiểm tra hồ sơ."),
        p("Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân huyện đề nghị các xã nghiêm túc thực hiện."),
        sides(["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["CHỦ TỊCH", "Lê Văn Mẫu"]),
    )  # fmt: skip
    assert found.activities == ()
