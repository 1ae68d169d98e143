"""Printed lines, and the text they make together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.glue import is_cut, join_lines
from extractors.layout.lines import gaps, main_size, rows_of
from tests.layout.make import line

LINES = st.lists(
    st.tuples(st.text("aăâbcđeê ", min_size=1, max_size=30), st.floats(40, 300)),
    min_size=1,
    max_size=12,
)


def test_rows_run_from_top_to_bottom_and_left_to_right() -> None:
    words = line("dưới cùng", 50, 140) + line("trên đầu", 90, 100) + line("một hai", 20, 100)
    assert [row.text for row in rows_of(words)] == ["một hai trên đầu", "dưới cùng"]


def test_a_raised_figure_stays_in_its_row() -> None:
    words = line("ngân sách", 50, 100) + line("1", 120, 95, size=8.0) + line("nhà nước", 130, 100)
    assert [row.text for row in rows_of(words)] == ["ngân sách 1 nhà nước"]


@given(LINES)
def test_rows_keep_every_word_once(drawn: list[tuple[str, float]]) -> None:
    words = [w for text, x in drawn for w in line(text, x, 100 + 9.3 * (x % 7))]
    rows = rows_of(words)
    assert sorted(map(id, words)) == sorted(id(w) for row in rows for w in row.words)


@given(LINES)
def test_gaps_hold_no_word(drawn: list[tuple[str, float]]) -> None:
    for row in rows_of(w for text, x in drawn for w in line(text, x, 100)):
        for start, end in gaps(row):
            assert start < end
            assert not any(w.box and w.box.x0 < end and start < w.box.x1 for w in row.words)


def test_the_size_of_most_letters_counts() -> None:
    assert main_size(line("Một dòng chữ", size=14.0) + line("2", size=8.0)) == 14.0


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("1441/QĐ-", "UBND", True),
        ("65/TTr-CAT-", "PC06", True),
        ("76/", "NQ-CP", True),
        ("15/01/", "2031", True),
        # The Party's symbols have a hyphen behind the number.
        ("36-", "NQ/TU", True),
        ("36-", "NQ/TU,", True),
        ("(09-", "HD/ĐTN)", True),
        ("57-CTr/", "TU", True),
        ("57–CTr/", "ĐU", True),
        ("2026-", "2030", True),
        ("https://cchc.haibinh.gov.vn/", "tin-tuc", True),
        ("stc@haibinh.gov.", "vn", True),
        ("15/4/203", "1", True),
        # A dash between words, a dash that opens an item, words joined by a slash.
        ("2021", "- 2030", False),
        ("-", "UBND", False),
        ("hình/", "giải", False),
        ("kinh", "tế", False),
        ("1.", "Mục", False),
        ("36-", "Sở", False),
        ("12/2031-", "Sở", False),
        ("và/", "Hoặc", False),
    ],
)
def test_words_cut_at_a_line_end(before: str, after: str, cut: bool) -> None:
    assert is_cut(before, after) is cut


def test_a_symbol_cut_at_a_line_end_is_made_whole() -> None:
    text = join_lines([line("Quyết định số 1441/QĐ-"), line("UBND ngày 25/9/2031")])
    assert text.text == "Quyết định số 1441/QĐ-UBND ngày 25/9/2031"
    assert [
        text.text[a : a + len(w.text)] for a, w in zip(text.starts, text.words, strict=True)
    ] == [w.text for w in text.words]


def test_a_symbol_cut_twice_is_made_whole() -> None:
    text = join_lines(
        [line("số 36-"), line("NQ/"), line("TU và"), line("số 8/"), line("KH-"), line("HU")]
    )
    assert text.text == "số 36-NQ/TU và số 8/KH-HU"


def test_a_raised_figure_that_is_no_mark_belongs_to_its_letter() -> None:
    unit = line("120 m", 50, 100)
    end = unit[-1].box
    assert end is not None
    figure = line("2", end.x1 + 0.2, 95, size=8.0)
    after = line(", một", figure[0].box.x1 + 0.1 if figure[0].box else 0, 100)
    assert join_lines([[*unit, *figure, *after]]).text == "120 m2, một"
