"""Grounds: the cases beside the rules."""

import datetime
from pathlib import Path

import pytest
import yaml

import extractors.citation
from extractors.citation import mentions, read_bases
from extractors.layout.plain import paragraph_of
from extractors.outline import build
from extractors.text.normalise import words_of
from schemas.layout import Line, Passage

CASES = yaml.safe_load(
    (Path(extractors.citation.__file__).parent / "cases.yaml").read_text(encoding="utf-8")
)


def paragraph(text):
    return paragraph_of([Line(Passage.of(words_of(text)))])


@pytest.mark.parametrize("case", CASES, ids=[c["seen"] for c in CASES])
def test_the_grounds_of_a_paragraph(case):
    found = read_bases([paragraph(case["text"])])
    assert [[b.kind, b.number, b.issued_on, b.issuer, b.subject] for b in found] == case["bases"]


@pytest.mark.parametrize("case", CASES, ids=[c["seen"] for c in CASES])
def test_a_ground_is_pointed_at(case):
    for basis in read_bases([paragraph(case["text"])]):
        start, end = basis.source.span
        assert case["text"][start:end].rstrip(" ;,.:") == basis.text


def test_grounds_go_on_in_a_list_that_was_opened():
    lines = ["Căn cứ:", "- Quyết định số 12/QĐ-TTg ngày 05/01/2021 của Thủ tướng Chính phủ;"]
    found = read_bases([paragraph(text) for text in lines])
    assert [b.number for b in found] == ["12/QĐ-TTg"]


def test_mentions_find_nested_documents_too():
    text = "theo Công văn số 15/UBND-NC ngày 03/02/2020 và Nghị định số 30/2020/NĐ-CP"
    assert [(m.number, m.issued_on) for m in mentions(text)] == [
        ("15/UBND-NC", datetime.date(2020, 2, 3)),
        ("30/2020/NĐ-CP", None),
    ]


@pytest.mark.parametrize(
    ("lines", "relations"),
    [
        (["Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2021 của UBND tỉnh;"], ["carries_out"]),
        (["Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2021 của UBND tỉnh;"], ["rests_on"]),
        (
            ["Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020; thực hiện Công văn số 15/SNV-CC "
             "ngày 03/02/2021 và Công văn số 16/SNV-CC ngày 04/02/2021 của Sở Nội vụ"],
            ["rests_on", "carries_out", "carries_out"],
        ),
        (
            ["Triển khai thực hiện:", "- Quyết định số 12/QĐ-TTg ngày 05/01/2021;",
             "- Kế hoạch số 14/KH-UBND ngày 06/01/2021."],
            ["carries_out", "carries_out"],
        ),
    ],
)  # fmt: skip
def test_what_a_document_carries_out_and_what_it_rests_on(lines, relations):
    assert [b.relation for b in read_bases([paragraph(text) for text in lines])] == relations


@pytest.mark.parametrize("heading", ["I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "1. Căn cứ pháp lý"])
def test_grounds_in_a_section_of_their_own(heading):
    lines = [
        heading,
        "- Luật Lưu trữ số 33/2024/QH15 ngày 21/6/2024 của Quốc hội;",
        "- Căn cứ Công văn số 12/SNV-VTLT ngày 05/01/2026 của Sở Nội vụ về việc nộp lưu tài liệu.",
        "II. MỤC TIÊU",
        "- Thực hiện tốt Kế hoạch số 7/KH-UBND ngày 06/01/2026 của Ủy ban nhân dân huyện.",
    ]
    found = read_bases([], build([paragraph(line) for line in lines]))
    assert [b.number for b in found] == ["33/2024/QH15", "12/SNV-VTLT"]
    assert found[0].issuer == "Quốc hội"
