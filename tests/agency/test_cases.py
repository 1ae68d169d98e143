"""The cases beside the rules: mentions in prose, and identities that hang on issuer and date."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import extractors.agency
from extractors.agency.issuer import NOBODY
from extractors.agency.mentions import find_bodies
from extractors.agency.registry import load
from extractors.agency.resolve import issuer_of, name_bodies, resolve_text
from extractors.agency.scan import Scan
from extractors.agency.split import split

CASES = yaml.safe_load(
    (Path(extractors.agency.__file__).parent / "cases.yaml").read_text(encoding="utf-8")
)
WORDS = (
    "Sở Nội vụ Tài chính Phòng UBND các xã, phường; và huyện Vĩnh Giao (b/c) - TT/HU Chủ tịch"
    " phối hợp với chủ trì: Đ/c An ban, ngành . / Ủy ban nhân dân tỉnh thuộc cấp"
).split(" ")
cells = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def seen(case):
    return case["seen"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", CASES["mentions"], ids=seen)
def test_bodies_in_prose(case, form):
    text = unicodedata.normalize(form, case["text"])
    found = [unicodedata.normalize("NFC", text[a:b]) for a, b in find_bodies(text)]
    assert found == case["bodies"]


@pytest.mark.parametrize("case", CASES["resolved"], ids=seen)
def test_identities(case):
    issuer = NOBODY
    if case["issuer"]:
        issuer = issuer_of(case["issuer"], parent=case.get("parent"), issued_on=case["dated"])
    (named,) = name_bodies(
        case["text"], slot=case.get("slot", "lead"), issuer=issuer, issued_on=case["dated"]
    )
    assert (named.ref.id, list(named.doubts)) == (case["id"], case.get("doubts", []))


@settings(deadline=None, max_examples=300)
@given(cells)
def test_parts_stand_in_the_text_one_after_the_other(text):
    parts = split(Scan.of(text, load()))
    ends = [p.end for p in parts]
    assert all(a <= b.start for a, b in zip(ends, parts[1:], strict=False))
    assert all(text[p.start : p.end].strip() == text[p.start : p.end] != "" for p in parts)


@settings(deadline=None, max_examples=200)
@given(cells, st.sampled_from(["lead", "recipient", "number"]))
def test_any_cell_can_be_resolved(text, slot):
    for ref in resolve_text(text, slot=slot, issuer=issuer_of("UBND huyện Vĩnh Giao")):
        assert ref.text in text
        assert (ref.id is None) == (ref.name is None)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_any_text_can_be_searched(text):
    spans = find_bodies(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)


def test_the_same_body_in_all_spellings():
    issuer = issuer_of("Uỷ ban nhân dân huyện Vĩnh Giao")
    spellings = [
        "Phòng Văn hóa và Thông tin", "Phòng Văn hoá - Thông tin", "Phòng VH&TT", "Phòng VHTT",
        "PHÒNG VĂN HÓA VÀ THÔNG TIN", "P. VHTT", "Phòng VH-TT huyện", "Phong Van hoa va Thong tin",
    ]  # fmt: skip
    found = {resolve_text(s, slot="lead", issuer=issuer)[0].id for s in spellings}
    assert found == {"phong-van-hoa-va-thong-tin@huyen-vinh-giao"}


@pytest.mark.parametrize("case", CASES["letterheads"], ids=seen)
def test_issuers(case):
    issuer = issuer_of(case["text"], parent=case["parent"])
    assert issuer.id == case["id"]
    assert issuer.name == case.get("name", issuer.name)
