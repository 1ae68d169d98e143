"""Which year a plan is for, and which days it covers."""

import pytest

from extractors.header import read_header
from extractors.layout.plain import lines_of, paragraphs_of
from extractors.record import period_of, time_context
from extractors.zones import split
from schemas.layout import Layout


def planned(title):
    text = (
        "HUYỆN ĐOÀN BÍCH KHÊ\n\nSố: 15-KH/HĐ\n\nBích Khê, ngày 09 tháng 02 năm 2026\n\n"
        f"KẾ HOẠCH\n{title}\n\nI. NỘI DUNG\n1. Tổ chức hội thi trong tháng 3.\n"
    )
    zones = split(Layout(None, tuple(paragraphs_of(lines_of(text)))))
    header = read_header(zones)
    context = time_context(header, zones)
    period = period_of(header, context)
    return context.plan_year, period.start.year, period.end.year


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Kiểm tra công tác năm 2027", (2027, 2027, 2027)),
        ("Phát triển thanh niên giai đoạn 2021 - 2025", (2021, 2021, 2025)),
        ("Kỷ niệm 95 năm Ngày thành lập Đoàn (26/3/1931 - 26/3/2026)", (2026, 2026, 2026)),
        ("Kỷ niệm 80 năm Ngày thành lập ngành (1946 - 2026)", (2026, 2026, 2026)),
        ("Thi hành Nghị định số 18/2023/NĐ-CP ngày 20 tháng 01 năm 2023", (2026, 2026, 2026)),
    ],
)
def test_the_years_of_a_plan(title, years):
    assert planned(title) == years
