"""Several documents in one file are told apart; what only looks like one is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.process import process, process_all
from tests.extract.letters import (
    ANNEX,
    BARE_FORM,
    COPY,
    DECISION,
    DISPATCH,
    ENCLOSED,
    FORM,
    MEDIA,
    PARTY,
    QUOTED,
    YOUTH,
    plan,
    stored,
)

SIGNED_FORM = replace(BARE_FORM, signed=("GIÁM ĐỐC", "Phạm Văn Mẫu"))
MISREAD = replace(COPY, title=("SA0 V",))
CASES = {
    "a plan": ([plan()], [1]),
    "a dispatch and the plan it sends": ([DISPATCH, plan()], [1, 1]),
    "four offices": ([plan(), DISPATCH, PARTY, YOUTH], [1, 1, 1, 1]),
    "a draft whose number is open": ([DISPATCH, plan("Số:     /KH-UBND", day="  ")], [1, 1]),
    "a draft whose date is open, too": (
        [DISPATCH, plan("Số:     /KH-UBND", day="  ", month="  ")],
        [1, 1],
    ),
    "a form that is signed": ([plan(), SIGNED_FORM], [2]),
    "a decision and its plan": ([DECISION, ENCLOSED], [2]),
    "a decision, its plan, a dispatch": ([DECISION, ENCLOSED, DISPATCH], [2, 1]),
    "a form that is named": ([plan(), FORM], [2]),
    "a form that is not": ([plan(), BARE_FORM], [2]),
    "forms between documents": ([plan(), FORM, FORM, DISPATCH, BARE_FORM], [3, 2]),
    "a copier's block": ([plan(), COPY], [2]),
    "a copier's block between": ([plan(), COPY, DISPATCH], [2, 1]),
    "a copier's mark that is misread": ([plan(), MISREAD, DISPATCH], [2, 1]),
    "an annex with a letterhead": ([plan(), ANNEX], [2]),
    "a letterhead that is quoted": ([plan(), QUOTED], [2]),
    "a head printed again": ([plan(), plan()], [2]),
}


@pytest.fixture
def read(tmp_path):
    def call(medium, of):
        return process_all(stored(tmp_path, medium, of))

    return call


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("case", CASES)
def test_documents_are_told_apart(read, medium, case):
    of, lengths = CASES[case]
    found = read(medium, of)
    firsts = [of[sum(lengths[:i])] for i in range(len(lengths))]
    assert [r.header.title for r in found] == [_title(letter) for letter in firsts]
    if medium == "pdf":
        assert [r.file.pages for r in found] == lengths


def _title(letter):
    return "rà soát hồ sơ" if letter is DISPATCH else letter.title[1]


@pytest.mark.parametrize("medium", MEDIA)
def test_each_is_read_as_it_would_be_alone(read, medium):
    of = [plan(), DISPATCH, PARTY]
    together = read(medium, of)
    for i, letter in enumerate(of):
        (alone,) = read(medium, [letter])
        found = together[i]
        assert found.header.number == alone.header.number
        assert [a.content for a in found.activities] == [a.content for a in alone.activities]
        assert [r.text for r in found.recipients] == [r.text for r in alone.recipients]
        assert _signer(found) == _signer(alone)
        assert [o.text for o in found.objectives] == [o.text for o in alone.objectives]


def _signer(record):
    return record.signature and record.signature.name


@pytest.mark.parametrize("medium", MEDIA)
def test_each_says_where_in_the_file_it_stands(read, medium):
    first, second, third = read(medium, [plan(), DISPATCH, PARTY])
    assert len({first.document_id, second.document_id, third.document_id}) == 3
    assert [(r.file.part.number, r.file.part.of) for r in (first, second, third)] == [
        (1, 3), (2, 3), (3, 3),
    ]  # fmt: skip
    assert [i.code for i in second.issues if i.path == "file.part"] == ["several-documents"]
    title = second.header.sources["title"]
    if medium == "pdf":
        assert second.file.part.pages == (2, 2)
        assert title.page == 2
    else:
        start, end = second.file.part.span
        assert start < title.span[0] < title.span[1] <= end == third.file.part.span[0] or (
            medium == "word" and start < title.span[0] < end
        )


def test_a_file_with_one_document_has_no_parts(read, tmp_path):
    (only,) = read("text", [plan()])
    assert only.file.part is None
    assert only == process(tmp_path / "a.txt")
