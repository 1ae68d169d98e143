"""The figure 1 that was taken for the numeral I."""

from __future__ import annotations

import pytest

from extractors.recognised.labels import with_figure_one
from schemas.geometry import Box
from schemas.word import Word


def read(*labels: tuple[str, str | None, float]) -> list[str]:
    lines = [
        [Word(text, 1, Box(x0, 20.0 * i, x0 + 10, 20.0 * i + 14), size=13.0, raw=raw)]
        for i, (text, raw, x0) in enumerate(labels)
    ]
    return [line[0].text for line in with_figure_one(lines)]


def test_what_is_followed_by_two_is_one() -> None:
    seen = ("I.", None, 121), ("I.", "1.", 122), ("a)", None, 122), ("2.", None, 122)
    assert read(*seen) == ["I.", "1.", "a)", "2."]


@pytest.mark.parametrize(
    "after", [("II.", None, 122), ("II.", "2.", 122), ("2.", None, 140), ("3.", None, 122)]
)
def test_what_is_not_stays_a_numeral(after: tuple[str, str | None, float]) -> None:
    assert read(("I.", "1.", 122), after)[0] == "I."
    assert read(("I.", None, 122), ("2.", None, 122))[0] == "I."


def test_a_numeral_of_its_own_level_may_stand_between() -> None:
    assert read(("I.", "1.", 122), ("II.", None, 140), ("2.", None, 122))[0] == "1."
