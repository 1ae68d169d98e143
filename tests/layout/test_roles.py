"""What a column's heading names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractors.layout.roles import opening_of, role_in_heading, role_of, year_of

HEADINGS = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8"))
PAIRS = [(heading, role) for role, headings in HEADINGS.items() for heading in headings]


@pytest.mark.parametrize(("heading", "role"), PAIRS)
def test_headings(heading: str, role: str) -> None:
    assert (role_in_heading(heading) or "no_role") == role


@pytest.mark.parametrize(
    "text", ["sáng", "từ", "đến", "giờ", "Rà soát", "Báo cáo", "giá toàn diện"]
)
def test_words_of_running_text_name_no_column(text: str) -> None:
    assert role_of(text) is None


def test_a_long_heading_is_known_by_its_opening() -> None:
    assert opening_of("Nội dung tham gia ý kiến của các đoàn thể") == "content"
    assert opening_of("Đơn vị phối hợp, hỗ trợ khi cần") == "coordinating"
    assert opening_of("Nộidung") is None


def test_the_year_of_a_heading() -> None:
    assert year_of("Thời gian (Năm 2031)") == 2031
    assert year_of("Thời gian") is None
