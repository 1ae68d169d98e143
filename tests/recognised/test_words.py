"""Words set right by phrases, by pairs of words and by what a date looks like."""

from __future__ import annotations

import pytest

from extractors.recognised import corrected
from extractors.recognised.numbers import with_figures
from extractors.recognised.phrases import with_marks
from schemas.page import Page
from schemas.word import Word
from tests.layout.make import line, page


def marked(*texts: str) -> list[str]:
    return [" ".join(words) for words in with_marks([t.split() for t in texts])]


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("CỌNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Đọc lập - Tự do - Hanh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("(Căn cư Luật", "(Căn cứ Luật"),
        ("Nơi nhân:", "Nơi nhận:"),
        ("T'ÁNH THANH TRA", "CHÁNH THANH TRA"),  # its begin lay under a seal
        ("SỞ Y TẾẺ", "SỞ Y TẾ"),
        ("$Woơi nhận:", "Nơi nhận:"),
        ("I. MUC ĐÍCH, YÊU CÂU", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("NHÂN DÂN CHỦ IỊCH", "NHÂN DÂN CHỦ TỊCH"),
        ("KT: GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
    ],
)
def test_closed_phrases_are_spelt_as_they_are_spelt(seen: str, printed: str) -> None:
    assert marked(seen) == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "diện tích đất bị thu hồi",  # not bí thư
        "mức tiêu thụ điện",  # not mục tiêu
        "rất cần cù chăm chỉ",  # not căn cứ
        "Kế hoạch của Uỷ ban nhân dân",  # another school's spelling
        "ông Kê Hoàng",
        "KT.TRƯỞNG PHÒNG",
        "người nhận",
        "5G Chủ tịch",
    ],
)
def test_words_that_are_right_stay(text: str) -> None:
    assert marked(text) == [text]


def test_a_pair_is_what_the_document_has_elsewhere() -> None:
    assert marked("mời nhà thâu", "nhà thầu và nhà thầu") == [
        "mời nhà thầu",
        "nhà thầu và nhà thầu",
    ]


def test_a_pair_that_stands_nowhere_else_stays() -> None:
    assert marked("mời nhà thâu") == ["mời nhà thâu"]


def test_names_stay() -> None:
    assert marked("ông Thâu, nhà Thâu", "nhà thầu, nhà thầu")[0] == "ông Thâu, nhà Thâu"


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("tháng I1 năm", "tháng 11 năm"),
        ("trong l0 ngày", "trong 10 ngày"),
        ("ngày 22/1 1/2037.", "ngày 22/11/2037."),
        ("ngày 2/4 5/2037", "ngày 2/4 5/2037"),  # no such month
        ("ngày 0 tháng 4", "ngày 0 tháng 4"),
        ("Phụ lục I1", "Phụ lục I1"),  # could be II or 11
    ],
)
def test_figures_are_mended_where_one_reading_is_a_date(seen: str, printed: str) -> None:
    assert " ".join(t for t in with_figures(seen.split()) if t) == printed


def test_what_was_seen_is_kept() -> None:
    words = [w._replace(confidence=0.9) for w in line("KÉ HOẠCH kiểm tra trong l0 ngày")]
    (new,) = corrected([page(words)])
    assert " ".join(w.text for w in new.words) == "KẾ HOẠCH kiểm tra trong 10 ngày"
    assert [w.raw for w in new.words] == ["KÉ", None, None, None, None, "l0", None]
    assert [w.box for w in new.words] == [w.box for w in words]


def test_a_phrase_may_run_over_two_lines() -> None:
    words = [*line("theo Quyết", 85, 100), *line("đinh số 5", 85, 117)]
    (new,) = corrected([page(words)])
    assert [w.text for w in new.words] == ["theo", "Quyết", "định", "số", "5"]


def test_cells_side_by_side_are_no_phrase() -> None:
    words = [*line("Quyết", 85, 100), *line("đinh", 300, 90)]
    (new,) = corrected([page(words)])
    assert [w.text for w in new.words] == ["Quyết", "đinh"]


def test_a_page_without_words_stays() -> None:
    empty = Page(3, 595.0, 842.0, ())
    assert corrected([empty]) == (empty,)
    assert corrected([]) == ()


def test_words_without_boxes_stay() -> None:
    bare = Page(1, 595.0, 842.0, (Word("Một", 1), Word("hai", 1)))
    assert corrected([bare]) == (bare,)
