"""The rules of Vietnamese spelling: what they accept, what they refuse, what they leave out."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.syllables import is_legal, judge, legal_share, syllables

SAMPLES = Path(__file__).parents[2] / "samples"
ANY = st.sampled_from(sorted(syllables()))
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.mark.parametrize(
    "word",
    """ở ý ủy uỷ hòa hoà thủy thuỷ quý quí kỹ kĩ gì giếng giữa giặt quốc quyết khuya khuỷu thuở
    nghiêng nguyễn tuyên yêu uyên oách xoong đường ngoằn đắk krông Kế HOẠCH Ủy ĐỘC LẬP""".split(),
)
def test_a_word_in_any_spelling_in_use_is_legal(word: str) -> None:
    assert is_legal(word)


@pytest.mark.parametrize(
    "word",
    """nớc bớc cơng khơng ngh kà cê ghà ngà̀ gêm qong tòan qúy hocs cáp̣ catx các̀ viêt nguời
    Nghò iệt tHực xA ©n µ H¹nh ñoäc 9, w""".split(),
)
def test_what_breaks_a_rule_of_spelling_is_illegal(word: str) -> None:
    assert not is_legal(word)


@given(ANY)
def test_case_and_composition_do_not_matter(word: str) -> None:
    for shape in (word.upper(), word.capitalize(), unicodedata.normalize("NFD", word)):
        assert is_legal(shape)


@given(ANY)
def test_a_syllable_has_at_most_one_tone_and_a_stop_only_two_of_them(word: str) -> None:
    tones = [c for c in unicodedata.normalize("NFD", word) if c in TONES]
    assert len(tones) <= 1
    if re.search(r"(?:[ptc]|ch)$", word):
        assert tones in (["\u0301"], ["\u0323"])


@given(ANY, st.sampled_from("bdhklmrstx"))
def test_a_consonant_that_ends_no_rime_makes_a_word_illegal(word: str, letter: str) -> None:
    assert is_legal(word + letter) == (word + letter in syllables())
    assert not is_legal(word + letter + "s")


@given(st.lists(ANY, min_size=1), st.sampled_from([" ", ", ", "\n", "/", " – "]))
def test_a_text_of_syllables_is_wholly_legal(words: list[str], between: str) -> None:
    assert judge(between.join(words)) == (len(words), len(words))


@pytest.mark.parametrize("name", ["plan-2020.txt", "hard/plan-ruled-dump.txt"])
def test_a_printed_plan_is_legal_nearly_throughout(name: str) -> None:
    assert legal_share((SAMPLES / name).read_text(encoding="utf-8")) > 0.985


@pytest.mark.parametrize(
    "text",
    ["UBND HĐND BCĐ", "12/KH-UBND, 14h30, 2026", "Internet Zalo Facebook", "II. b) …", ""],
)
def test_abbreviations_codes_and_foreign_names_are_not_judged(text: str) -> None:
    assert judge(text).counted == 0
    assert legal_share(text) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "Uû ban nh©n d©n tØnh, §éc lËp - Tù do - H¹nh phóc",
        "UÛY BAN NHAÂN DAÂN, Ñoäc laäp - Töï do - Haïnh phuùc",
        "ceNG noa xA Her cHU Ncuia vrET NAM DQc l6p",
        "cơng tác khơng cĩ kết quả",
    ],
)
def test_broken_text_has_a_low_share(text: str) -> None:
    assert legal_share(text) < 0.75
