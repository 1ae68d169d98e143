"""Numbers and days filled in by hand."""

from __future__ import annotations

import pytest

from extractors.recognised.handwriting import is_by_hand, without_handwriting
from schemas.word import Word
from tests.layout.make import line


def words(text: str, confidence: float = 0.95, **unsure: float) -> list[Word]:
    """A line whose words were read with ``confidence``; those named with another."""
    at = dict(unsure)
    return [w._replace(confidence=at.get(w.text, confidence)) for w in line(text)]


def read(seen: list[Word]) -> str:
    return " ".join(w.text for w in without_handwriting(seen))


@pytest.mark.parametrize(
    ("seen", "left"),
    [
        ("Số:{24.2 /KH-SYT", "Số:… /KH-SYT"),
        ("Số: 4Z /KH-UBND", "Số: … /KH-UBND"),
        ("Sá:2/42 /KH-SYT", "Số:… /KH-SYT"),
        ("số: Z2 /&KH-SYT", "Số: … /KH-SYT"),
        ("Hà Linh, ngày G2 tháng 3 năm 2038", "Hà Linh, ngày … tháng 3 năm 2038"),
        ("Hà Linh, ngày 2 J tháng 3 năm 2038", "Hà Linh, ngày … tháng 3 năm 2038"),
        ("Hà Linh, ngày 45 tháng 3 năm 2038", "Hà Linh, ngày … tháng 3 năm 2038"),
        ("Hà Linh, ngày 4 tháng 13 năm 2038", "Hà Linh, ngày 4 tháng … năm 2038"),
    ],
)
def test_what_is_no_figure_is_left_open(seen: str, left: str) -> None:
    new = without_handwriting(words(seen))
    assert " ".join(w.text for w in new) == left
    assert is_by_hand(new)


@pytest.mark.parametrize(
    "text",
    [
        "Số: 42/KH-UBND",
        "Số: 42 /KH-UBND",
        "Số:      /KH-UBND",
        "Số: ……/KH-UBND",
        "Hà Linh, ngày 02 tháng 3 năm 2038",
        "Hà Linh, ngày      tháng 3 năm 2038",
        "Số lượng: 12/KH của tổ",
        "Sơ đồ 1/KH-SYT",
        "Sơ kết công tác quý I/2038, ngày hội 5 tháng 3",
    ],
)
def test_print_stays(text: str) -> None:
    new = without_handwriting(words(text))
    assert [w.text for w in new] == text.split()
    assert not is_by_hand(new)


def test_figures_read_with_doubt_are_left_open() -> None:
    assert read(words("Số: 42 /KH-UBND", **{"42": 0.75})) == "Số: … /KH-UBND"
    assert read(words("Hà Linh, ngày 02 tháng 3 năm 2038", **{"02": 0.75})) == (
        "Hà Linh, ngày … tháng 3 năm 2038"
    )


def test_a_printed_month_needs_less() -> None:
    text = "Hà Linh, ngày 02 tháng 3 năm 2038"
    assert read(words(text, **{"3": 0.75})) == text


def test_what_was_seen_is_kept() -> None:
    new = without_handwriting(words("Số:{24.2 /KH-SYT"))
    assert [w.raw for w in new] == ["Số:{24.2", None]


def test_figures_that_are_one_word_with_their_symbol_are_print() -> None:
    def number(*parts: tuple[str, float]) -> str:
        words = [Word(text, 1, size=13.0, confidence=sure) for text, sure in parts]
        return " ".join(word.text for word in without_handwriting(words))

    assert number(("Số:", 0.9), ("27/KH-UBND", 0.8)) == "Số: 27/KH-UBND"
    assert number(("Số:", 0.9), ("27/KH-UBND", 0.6)) == "Số: …/KH-UBND"
    assert number(("Số:", 0.9), ("27", 0.8), ("/KH-UBND", 0.9)) == "Số: … /KH-UBND"


def test_a_faint_year_is_left_open() -> None:
    line = [Word(t, 1, size=13.0, confidence=0.95) for t in "Hà Linh, ngày 5 tháng 3 năm".split()]
    for sure, year in ((0.9, "2013"), (0.6, "…")):
        words = [*line, Word("2013", 1, size=13.0, confidence=sure)]
        assert without_handwriting(words)[-1].text == year
