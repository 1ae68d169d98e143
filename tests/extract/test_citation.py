"""Grounds: the cases beside the rules."""

import datetime
from pathlib import Path

import pytest
import yaml

import extractors.citation
from extractors.citation import mentions, read_bases
from extractors.layout.plain import paragraph_of
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
