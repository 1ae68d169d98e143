"""Roman numerals of strokes are counted in the picture, whatever the engine took them for."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ocr.engine import Seen
from pipeline.ocr.strokes import lone_numeral, with_numerals
from tests.ocr.pictures import bar, paper, seen

BASE, HEIGHT = 100, 26
"""Where a numeral stands, and how high it is, in pixels."""


def numeral(strokes: int, *, x: int = 100, after: str = "") -> np.ndarray:
    """Strokes with serifs, and a full stop, a slash or a ring after them."""
    picture = paper((200, 400))
    for i in range(strokes):
        left = x + 13 * i
        bar(picture, left, BASE - HEIGHT, left + 4, BASE)
        for top in (BASE - HEIGHT, BASE - 3):
            bar(picture, left - 3, top, left + 7, top + 3)
    end = x + 13 * strokes + 2
    if after == ".":
        bar(picture, end, BASE - 4, end + 4, BASE)
    if after == "/":
        for y in range(HEIGHT):
            x0 = end + (HEIGHT - y) // 3
            bar(picture, x0, BASE - HEIGHT + y, x0 + 3, BASE - HEIGHT + y + 1)
    return picture


def token(text: str, strokes: int = 1) -> Seen:
    return seen(text, (97, BASE - HEIGHT, 97 + 13 * strokes + 8, BASE))


def read(picture: np.ndarray, *line: Seen, before: str = "") -> list[str]:
    return [s.text for s in with_numerals(line, picture, before=before)]


@pytest.mark.parametrize("wrong", ["II", "H", "IH", "Hì(", "NI!", "1"])
def test_a_numeral_is_what_its_strokes_are(wrong: str) -> None:
    quarter = seen("Quý", (20, 70, 60, 100))
    assert read(numeral(3, after="/"), quarter, token(f"{wrong}/2031", 3)) == ["Quý", "III/2031"]
    assert read(numeral(2), token("1/2031", 2), before="Quý") == ["II/2031"]


def test_one_stroke_with_serifs_is_no_figure_and_its_stop_is_seen() -> None:
    assert read(numeral(1, after="."), token("1.")) == ["I."]
    assert read(numeral(1, after="."), token("L"), seen("MỤC", (130, 74, 190, 100)))[0] == "I."
    one = numeral(1)
    bar(one, 104, BASE - HEIGHT, 107, BASE - HEIGHT + 3)
    one[BASE - HEIGHT : BASE - HEIGHT + 3, 104:107] = 255  # the flag of a 1 goes to the left only
    assert read(one, token("1.")) == ["1."]
    assert read(numeral(1), token("11")) == ["11"]


def test_letters_are_no_strokes() -> None:
    bar_of_t = numeral(1)
    bar(bar_of_t, 88, BASE - HEIGHT, 118, BASE - HEIGHT + 3)
    assert read(bar_of_t, seen("T.", (86, BASE - HEIGHT, 120, BASE))) == ["T."]
    crossed = numeral(2)
    bar(crossed, 100, BASE - HEIGHT // 2, 117, BASE - HEIGHT // 2 + 3)
    assert read(crossed, token("H.", 2)) == ["H."]


def test_figures_and_words_stay() -> None:
    month = seen("tháng", (20, 70, 60, 100))
    assert read(numeral(2), month, token("11", 2)) == ["tháng", "11"]
    assert read(numeral(1), token("1.2.")) == ["1.2."]
    assert read(numeral(2), seen("Sở", (20, 70, 60, 100)), token("li", 2)) == ["Sở", "li"]
    assert read(paper((200, 400)), token("II", 2)) == ["II"]


def test_a_cell_that_seems_empty_may_hold_the_numeral_one() -> None:
    found = lone_numeral(numeral(1))
    assert found is not None and (found.text, found.box.x0, found.box.bottom) == ("I", 97, BASE)
    assert lone_numeral(numeral(1, after=".")) is None
    assert lone_numeral(numeral(2)) is None
    assert lone_numeral(paper((50, 50))) is None
