"""Tasks in what a dispatch or notice says before its first heading."""

import pytest

from extractors.layout.plain import lines_of, paragraphs_of
from extractors.record import extract
from schemas.layout import Layout
from schemas.page import FileFacts
from schemas.record import ProducedBy

FACTS = FileFacts("a.txt", "text/plain", "0" * 64, None, "plain", "unicode")


def tasks(opening):
    text = (
        "UBND XÃ AN LẠC\nSố: 7/TB-UBND\n\nTHÔNG BÁO\nVề công tác tháng 6\n\n"
        f"{opening}\n\n1. Các ban, ngành giữ gìn vệ sinh chung.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn Ân\n"
    )
    layout = Layout(FACTS, tuple(paragraphs_of(lines_of(text))))
    record = extract(layout, produced_by=ProducedBy(version="0", rules="0"))
    return [a.time.text for a in record.activities]


@pytest.mark.parametrize(
    ("opening", "times"),
    [
        ("Ủy ban nhân dân xã đề nghị các thôn báo cáo trong tháng 6/2026.", ["trong tháng 6/2026"]),
        ("Các thôn hoàn thành rà soát trước ngày 20/6/2026.", ["trước ngày 20/6/2026"]),
        ("Ngày 13/6/2026, Ủy ban nhân dân xã tổ chức Hội nghị đánh giá nhiệm vụ.", []),
    ],
)
def test_an_opening_that_asks_is_a_task(opening, times):
    assert tasks(opening) == times
