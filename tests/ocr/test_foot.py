"""Recipients beside a signature, and what a pen wrote into a line."""

from __future__ import annotations

import numpy as np

from pipeline.ocr.clean import Sheet
from pipeline.ocr.coloured import BY_HAND, with_pen
from pipeline.ocr.foot import find_foot
from tests.layout.make import HEIGHT, WIDTH, line, paragraph
from tests.ocr.pictures import A4, DPI, paper

BODY, BELOW = paragraph("Văn phòng rà soát hồ sơ và báo cáo Ủy ban nhân dân xã Hòa Lạc. " * 3, 400)
RECIPIENTS = [
    *line("Nơi nhận:", 85, 500),
    *line("- Sở Nội vụ;", 85, 515, size=11.0),
    *line("- Các phòng, ban thuộc huyện;", 85, 530, size=11.0),
    *line("- Lưu: VT.", 85, 545, size=11.0),
]
SIGNATURE = [*line("CHỦ TỊCH", 400, 505), *line("Nguyễn Văn Hòa", 385, 600)]


def test_the_columns_part_where_the_recipients_end() -> None:
    foot = find_foot([*BODY, *RECIPIENTS, *SIGNATURE], width=WIDTH, height=HEIGHT)
    assert foot is not None
    right = max(w.box.x1 for w in RECIPIENTS if w.box)
    assert right < foot.middle < 385
    assert BELOW - 30 < foot.top < min(w.box.top for w in RECIPIENTS if w.box)
    assert foot.bottom > 610


def test_a_page_without_recipients_has_no_foot() -> None:
    assert find_foot([*BODY, *SIGNATURE], width=WIDTH, height=HEIGHT) is None
    assert find_foot([], width=WIDTH, height=HEIGHT) is None


def test_recipients_as_wide_as_the_page_are_no_column() -> None:
    wide = [*line("Nơi nhận: " + "các phòng ban " * 5, 85, 500)]
    assert find_foot([*BODY, *wide], width=WIDTH, height=HEIGHT) is None


def sheet(*, pen: tuple[int, int, int, int] | None) -> Sheet:
    blue = np.zeros(A4, np.uint8)
    if pen is not None:
        x0, top, x1, bottom = (round(v * DPI / 72) for v in pen)
        blue[top:bottom, x0:x1] = 120
    return Sheet(paper(), DPI, 0.0, np.zeros(A4, np.uint8), blue)


NUMBER = [*line("Số:", 85, 100), *line("/KH-UBND", 140, 100)]


def test_a_pen_after_the_word_for_number_is_marked() -> None:
    words = with_pen(NUMBER, sheet(pen=(112, 90, 130, 100)))
    assert [w.text for w in words] == ["Số:", BY_HAND, "/KH-UBND"]
    assert words[1].raw == "" and words[1].box is not None and words[1].box.x1 <= 140


def test_a_pen_elsewhere_is_no_figure() -> None:
    assert with_pen(NUMBER, sheet(pen=(300, 90, 330, 100))) == NUMBER
    assert with_pen(NUMBER, sheet(pen=(112, 200, 130, 220))) == NUMBER
    assert with_pen(NUMBER, sheet(pen=None)) == NUMBER
