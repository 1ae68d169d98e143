"""The bodies that a dispatch's opening asks are the lead of the tasks that name nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.activities.opening import asked_by
from extractors.layout.plain import lines_of, paragraphs_of
from pipeline.process import process
from tests.extract.letters import DISPATCH, as_docx, as_pdf, as_text, plan


@pytest.mark.parametrize(
    ("opening", "asked"),
    [
        ("Để triển khai hiệu quả, Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành, UBND các huyện, thành phố thực hiện các nội dung sau:",
         "các sở, ban, ngành, UBND các huyện, thành phố"),
        ("Căn cứ Hướng dẫn số 54-HD/HND ngày 20/11/2025 của Ban Thường vụ Hội, Ban Thường vụ Hội Nông dân huyện đề nghị Ban Thường vụ Hội Nông dân các xã thực hiện một số nội dung sau:",
         "Ban Thường vụ Hội Nông dân các xã"),
        ("Ủy ban nhân dân huyện yêu cầu Thủ trưởng các phòng, ban; Chủ tịch UBND các xã tập trung thực hiện tốt một số nhiệm vụ sau:",
         "Thủ trưởng các phòng, ban; Chủ tịch UBND các xã"),
        ("Theo yêu cầu của Bộ Nội vụ, Sở đề nghị các phòng báo cáo như sau:", "các phòng"),
        ("Chủ tịch UBND tỉnh giao Sở Y tế chủ trì, phối hợp với các đơn vị:", "Sở Y tế"),
        ("Giám đốc Sở yêu cầu các đơn vị:", "các đơn vị"),
        ("Ủy ban nhân dân tỉnh có ý kiến như sau:", None),
        ("Sở Nội vụ đề nghị quý cơ quan thực hiện các nội dung sau:", None),
        ("Xét đề nghị của Sở Tài chính, Chủ tịch UBND tỉnh chỉ đạo:", None),
        ("Thực hiện chỉ đạo của UBND tỉnh, Sở Y tế hướng dẫn như sau:", None),
        ("Ủy ban nhân dân tỉnh yêu cầu các cơ quan nghiêm túc thực hiện.", None),
        ("Sở yêu cầu các trường tổ chức tốt. Nội dung cụ thể như sau:", None),
    ],
)  # fmt: skip
def test_who_is_asked(opening, asked):
    found = asked_by(paragraphs_of(lines_of(opening)))
    assert (found and found.text) == asked


def test_nobody_is_asked_where_nothing_is_said():
    assert asked_by(()) is None


ORDER = replace(
    DISPATCH,
    body=(
        "Để chuẩn bị cho đợt kiểm tra, Ủy ban nhân dân huyện yêu cầu các phòng, ban thực hiện một "
        "số nội dung sau:",
        "1. Rà soát hồ sơ, lập danh sách gửi về Văn phòng trước ngày 20/3/2026.",
        "2. Phòng Nội vụ tổng hợp kết quả trước ngày 30/3/2026.",
        "3. Định kỳ hằng quý báo cáo kết quả thực hiện trước ngày 25 tháng cuối quý.",
    ),
)
MEDIA = {"txt": as_text, "docx": as_docx, "pdf": as_pdf}


@pytest.mark.parametrize("suffix", MEDIA)
def test_a_task_without_a_body_is_for_those_asked(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(MEDIA[suffix]([ORDER]))
    found = process(path).activities
    assert [a.lead.text for a in found] == ["các phòng, ban", "Phòng Nội vụ", "các phòng, ban"]
    places = [a.sources["lead"] for a in found]
    assert [p.rule for p in places] == [
        "activities.opening.lead", "activities.prose.lead", "activities.opening.lead",
    ]  # fmt: skip
    assert places[0].boxes == places[2].boxes and places[0].span == places[2].span


def test_a_plan_asks_nobody_in_its_opening(tmp_path):
    path = tmp_path / "a.txt"
    body = (ORDER.body[0], "I. NỘI DUNG", "1. Rà soát hồ sơ trước ngày 20/3/2026.")
    path.write_bytes(as_text([replace(plan(), body=body)]))
    assert [a.lead for a in process(path).activities] == [None]
