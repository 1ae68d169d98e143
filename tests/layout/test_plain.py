"""Paragraphs of plain text, told from what its lines say where their widths do not."""

from __future__ import annotations

import pytest

from extractors.layout.plain import lines_of, paragraphs_of


def paragraphs(text):
    return [p.text for p in paragraphs_of(lines_of(text))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- Rà soát quy trình kỹ thuật của các khoa, phòng. Thời gian thực hiện: Quý", "II/2025."),
        ("Tham mưu thực hiện Nghị quyết số 20/2025/NQ-HĐND ngày", "28/4/2025 của Hội đồng nhân dân tỉnh."),
        ("1. Xây dựng kế hoạch, tổ chức hội nghị triển khai công tác tuyển quân năm 2026 ở các xã, phường:", "Hoàn thành trước ngày 15/10/2026."),
        ("- Các hội: Hội Nghề cá, Hiệp hội Nước mắm, Hội Làng nghề Đông", "Hà, Hội Tin học."),
        ("a) Các đơn vị tổ chức giao ban vào sáng thứ", "2. hằng tuần."),
        ("gửi báo cáo về Ủy ban nhân dân tỉnh (qua", "Phòng Tổng hợp) trước ngày 15/3/2026."),
    ],
)  # fmt: skip
def test_a_line_that_cannot_end_there_goes_on(first, second):
    wide = "Ủy ban nhân dân huyện yêu cầu thủ trưởng các phòng, ban, ngành và chủ tịch các xã, thị trấn thực"
    assert paragraphs(f"{wide}.\n\n{first}\n{second}\n")[1:] == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- Tổ chức hội nghị giao ban trực tuyến với phòng Nội vụ các huyện.", "Trên đây là Chương trình công tác quý I năm 2023 của Sở Nội vụ tỉnh./."),
        ("3. Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Kiểm đếm, kêu gọi tàu thuyền vào nơi tránh trú."),
        ("Kính gửi: Các chi nhánh ngân hàng thương mại trên địa bàn", "Qua công tác thanh tra, Ngân hàng Nhà nước chi nhánh tỉnh yêu cầu các chi nhánh:"),
        ("2. Sở Nông nghiệp và Phát triển nông thôn", "Chủ trì, phối hợp với Chi cục Kiểm lâm rà soát phương án chữa cháy."),
        ("- UBND các xã, phường.", "Quá trình thực hiện nếu có vướng mắc, báo cáo Sở Nội vụ để được hướng dẫn."),
    ],
)  # fmt: skip
def test_a_line_that_begins_a_paragraph_of_its_own(first, second):
    assert paragraphs(f"{first}\n{second}\n") == [first, second]
