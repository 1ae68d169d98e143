"""Damage that is no encoding: what can be told is folded, what cannot stays and is said."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from extractors.text.normalise import words_of
from extractors.text.repair import repair
from extractors.text.syllables import legal_share
from pipeline.process import process

PLAN = (Path(__file__).parents[2] / "samples" / "plan-2020.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Số:\u00a015\u2044KH\u2215UBND", ["Số:", "15/KH/UBND"]),
        ("ðơn vị, Ðộc lập", ["đơn", "vị,", "Độc", "lập"]),
        ("kế\u200b hoạch\ufeff hằ\u00adng", ["kế", "hoạch", "hằng"]),
        (unicodedata.normalize("NFD", "Ủy ban"), ["Ủy", "ban"]),
    ],
)
def test_signs_that_say_the_same_are_folded(raw: str, words: list[str]) -> None:
    assert [word.text for word in words_of(raw)] == words


@pytest.mark.parametrize(
    "text",
    [
        "chỉ tiêu phát trin, đại biu toàn quc, sau đây gọi tt là",
        "Y BAN NHÂN DÂN, PHỔ CẬP GIÁO DC, XểA M CH",
        "Giao duc và Đao tao. \u0301 \u0323 \u0300 \u0323",
        "PHÊDUYỆT kế hoạch; tổ chứcHĐND; BANHÀNH; nguồnnhân lực",
        "Qua ki6m tra, tháng 9 QăP 9999",
    ],
)
def test_letters_that_are_gone_are_not_guessed(text: str) -> None:
    """A few broken words prove no damage that could be undone, and no value is made of them."""
    assert repair(text) == (text, "unicode")


@pytest.mark.parametrize(
    ("damage", "poor"),
    [
        (lambda text: text, False),
        (lambda text: re.sub("[^\0-\x7f]", "", text), True),  # read as Latin-1
        (lambda text: "ceNG noa xA Her cHU Ncuia vrET NAM DQc l6p ban nhdn " * 9, True),
        (lambda text: "1.250.000 12/KH-UBND QĐ-TTg STT TT I II 35% " * 9, False),
    ],
)
def test_a_text_that_is_hardly_vietnamese_says_so(damage, poor: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(damage(PLAN[:3000]), encoding="utf-8")
    assert ("low-text-quality" in {issue.code for issue in process(path).issues}) == poor


def test_misread_words_are_no_syllables() -> None:
    assert legal_share("Qua ki6m tra, l6p kế hoạch") < 1
