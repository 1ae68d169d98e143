"""Keys of citations: equal for one document however it is cited, different for two."""

import datetime

import pytest

from extractors.citation.keys import key_of, key_of_document, read_symbol, symbol_key
from schemas.record import Header

DAY = datetime.date(2022, 1, 20)


def cited(number, kind="Kế hoạch", day=DAY, issuer=None):
    return key_of(number, kind=kind, issued_on=day, issuer=issuer)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("12/KH-UBND", ("12", None, "kh", "UBND")),
        ("05-NQ/TU", ("5", None, "nq", "TU")),
        ("225-KH/TWĐTN-CTTN", ("225", None, "kh", "TWĐTN")),
        ("29HD/TWĐTN", ("29", None, "hd", "TWĐTN")),
        ("01/1999/QĐ.UB", ("1", 1999, "qd", "UB")),
        ("66.18/2026/NQ-CP", ("66.18", 2026, "nq", "CP")),
        ("24/2026//NQ-CP", ("24", 2026, "nq", "CP")),
        ("30c/NQ-CP", ("30c", None, "nq", "CP")),
        ("72/2025/QH15", ("72", 2025, None, "QH15")),
        ("126/SKHĐT", ("126", None, None, "SKHĐT")),
        ("278/PGD&ĐT-THCS", ("278", None, None, "PGD&ĐT")),
        ("1281/-UBND", ("1281", None, None, "UBND")),
        ("24/HDLN-BCA-BQP-BYT", ("24", None, "hdln", "BCA")),
        ("2449-CV/ĐU", ("2449", None, "cv", "ĐU")),
    ],
)
def test_parts_of_a_number(number, parts):
    assert read_symbol(number) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (cited("05/KH-UBND"), cited("5/KH-UBND")),
        (cited("05/KH-UBND"), cited("05-KH/UBND")),
        (cited("12/UBND-NC", "Công văn"), cited("12/UBND-NC", "Văn bản")),
        (cited("12/CTr-UBND", "Chương trình"), cited("12/CTr-UBND", "Chương trình hành động")),
        (cited("16/2022/QĐ-UBND", "Quyết định", None), cited("16/2022/QĐ-UBND", "Quyết định")),
        (cited("24/2022//NQ-CP", "Nghị quyết"), cited("24/2022/NQ-CP", "Nghị quyết")),
    ],
)
def test_one_document_cited_in_two_ways(one, other):
    assert one == other is not None


def test_documents_that_differ():
    keys = {
        cited("12/KH-UBND"),
        cited("12/QĐ-UBND"),
        cited("12/UBND-NC", "Công văn"),
        cited("12/KH-UBND", day=datetime.date(2023, 1, 20)),
        cited("12/KH-UBND", issuer="ubnd@huyen-vinh-giao"),
        cited("12/KH-UBND", issuer="ubnd@huyen-dong-linh"),
    }
    assert len(keys) == 6


def test_an_issuer_of_no_place_is_any_of_many():
    assert cited("12/KH-UBND", issuer="ubnd@huyen") is None
    assert cited("12/KH-SNV", issuer="so-noi-vu@tinh+ubnd@tinh-ha-van") is None
    assert cited("12/KH-UBND", issuer="ubnd@tinh:huyen-vinh-giao") is not None


def test_no_number_or_no_year_no_key():
    assert cited(None) is None
    assert cited("12/KH-UBND", day=None) is None


def test_a_document_is_found_under_the_key_it_is_cited_by():
    header = Header(kind="plan", kind_code="KH", number="05/KH-UBND", issued_on=DAY,
                    issuer_id="ubnd@huyen-vinh-giao")  # fmt: skip
    assert key_of_document(header) == cited("5/KH-UBND", issuer="ubnd@huyen-vinh-giao")
    letter = header.model_copy(update={"kind": "dispatch", "number": "12/UBND-NC"})
    assert key_of_document(letter) == cited("12/UBND-NC", "Văn bản", issuer="ubnd@huyen-vinh-giao")
    assert key_of_document(header.model_copy(update={"issuer_id": None})) is None


def test_numbers_are_compared_without_marks_case_and_noughts():
    assert symbol_key("05 - KH/TU") == symbol_key("5/kh-tu") != symbol_key("50-KH/TU")


@pytest.mark.parametrize(
    ("organ", "committee"),
    [
        ("ban-thuong-vu@huyen-uy@huyen-vinh-giao", "huyen-uy@huyen-vinh-giao"),
        ("thuong-truc@tinh-uy@tinh-ha-van", "tinh-uy@tinh-ha-van"),
    ],
)
def test_an_organ_of_a_committee_has_the_committees_numbers(organ, committee):
    one = cited("05-NQ/HU", "Nghị quyết", issuer=organ)
    assert one == cited("05-NQ/HU", "Nghị quyết", issuer=committee) is not None
