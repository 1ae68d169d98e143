"""The vocabulary file and its loader; numbers in words."""

from __future__ import annotations

import unicodedata

import pytest

from extractors.text.numbers import number_words, roman, roman_slip
from extractors.time.rules import grammar
from extractors.time.words import written
from extractors.vocab import lookup, spellings


def test_the_file_is_tidy() -> None:
    words = [w for group in _lists(written()) for w in group]
    for word in words:
        assert word == unicodedata.normalize("NFC", word).strip().lower(), word
    for group in _lists(written()):
        assert len(group) == len(set(group)), group


def _lists(file: object) -> list[list[str]]:
    if isinstance(file, dict):
        return [found for value in file.values() for found in _lists(value)]
    return [file] if isinstance(file, list) else []


def test_slips_are_no_words() -> None:
    """A misreading that is a word of time itself would be read as both."""
    right = {word for group in _lists(written()["words"]) for word in group}
    slips = {word for group in _lists(written()["slips"]) for word in group}
    assert slips & right == set()


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("quý", {"quý", "quí"}),
        ("định kỳ", {"định kỳ", "định kì"}),
        ("khóa", {"khóa", "khoá"}),
        ("thủy lợi", {"thủy lợi", "thuỷ lợi"}),
        ("tháng", {"tháng"}),
    ],
)
def test_spellings(phrase: str, found: set[str]) -> None:
    assert spellings(phrase) == found


def test_longer_phrases_come_first() -> None:
    table = lookup(iter([("mười", "num", 10), ("mười một", "num", 11)]))
    assert [entry.rest for entry in table["mười"]] == [("một",), ()]


def test_every_word_serves_some_rule() -> None:
    named = {kind for one in grammar().rules for item in one.pattern for kind in item.kinds}
    kinds = {*written()["words"], *written()["slips"]}
    kinds |= {f"{kind}_SLIP" for kind in written()["weak_slips"]}
    # For the clause: words that may stand before an undated time, and before an exception.
    assert kinds - named == {"LEAD", "EXCEPT", "APART"}


def test_words_of_one_kind_are_not_listed_under_another_value() -> None:
    for kind, words in written()["words"].items():
        groups = words.values() if isinstance(words, dict) else [words]
        flat = [word for group in groups for word in group]
        assert len(flat) == len(set(flat)), kind


def test_numbers_in_words() -> None:
    words = number_words()
    assert len(set(words.values())) == 99
    assert (words["mười một"], words["hai mươi mốt"], words["hai mươi tư"]) == (11, 21, 24)
    assert (words["mười lăm"], words["ba mươi lăm"], words["tư"], words["bẩy"]) == (15, 35, 4, 7)


def test_roman_numerals() -> None:
    assert [roman(r) for r in ("I", "iv", "IX", "xii", "IIII", "")] == [1, 4, 9, 12, None, None]
    assert [roman_slip(r) for r in ("lV", "111", "Ill", "1v", "abc")] == [4, 3, 3, 4, None]
    assert [roman_slip(r) for r in ("IH", "IIH", "HI", "H", "1111")] == [3, 3, 3, 2, None]
