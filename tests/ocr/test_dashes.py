"""Dashes before items: those that the engine lost are seen in the picture."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ocr.clean import Sheet
from pipeline.ocr.engine import Seen
from pipeline.ocr.words import to_words
from schemas.word import Word
from tests.ocr.pictures import DPI, bar, paper, seen, text_line

BASE = 300
"""Pixels from the top to the line the words stand on; letters are of 13 points, 36 pixels."""
WORDS = [
    seen("Rà", (260, BASE - 24, 300, BASE))._replace(x_height=16.0),
    seen("soát", (310, BASE - 24, 380, BASE))._replace(x_height=16.0),
]


def read(picture: np.ndarray, *line: Seen) -> list[Word]:
    nothing = np.zeros(picture.shape, np.uint8)
    return to_words(line, Sheet(picture, DPI, 0.0, nothing, nothing), (), number=1)


def dashed(*, top: int = BASE - 9, height: int = 3, x0: int = 232, x1: int = 243) -> np.ndarray:
    picture = paper((600, 800))
    text_line(picture, 260, 380, BASE)
    bar(picture, x0, top, x1, top + height)
    return picture


def test_a_dash_that_was_not_read_is_given_back_with_nothing_as_its_reading() -> None:
    dash, *rest = read(dashed(), *WORDS)
    assert (dash.text, dash.raw) == ("-", "")
    assert dash.box is not None and dash.box.x1 == pytest.approx(243 * 72 / DPI, abs=0.1)
    assert [(w.text, w.raw) for w in rest] == [("Rà", None), ("soát", None)]


def test_signs_read_in_its_place_give_way_and_are_kept() -> None:
    wrong = seen("._~", (230, BASE - 10, 246, BASE - 4), confidence=0.3)
    assert next((w.text, w.raw) for w in read(dashed(), wrong, *WORDS)) == ("-", "._~")
    letter = seen("Š", (232, BASE - 10, 244, BASE - 4), confidence=0.5)
    assert [w.text for w in read(dashed(), letter, *WORDS)] == ["-", "Rà", "soát"]


def test_a_dash_that_was_read_stays_one() -> None:
    known = seen("–", (232, BASE - 10, 244, BASE - 4))
    assert next((w.text, w.raw) for w in read(dashed(), known, *WORDS)) == ("–", None)


@pytest.mark.parametrize(
    "picture",
    [
        dashed(top=BASE - 2),  # an underline
        dashed(top=BASE - 20),  # a mark above
        dashed(height=12),  # a letter
        dashed(x0=236, x1=239),  # a point
        dashed(x0=195, x1=240),  # a ruling
        dashed(x0=150, x1=162),  # too far away
        paper((600, 800)),
    ],
)
def test_other_ink_before_a_line_is_no_dash(picture: np.ndarray) -> None:
    assert [w.text for w in read(picture, *WORDS)] == ["Rà", "soát"]


def test_a_figure_before_the_text_is_its_label() -> None:
    figure = seen("7", (232, BASE - 24, 243, BASE))
    assert [w.text for w in read(dashed(), figure, *WORDS)] == ["7", "Rà", "soát"]
