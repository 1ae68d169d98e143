"""What is read once more by itself: symbols, capitals, lines that were passed over."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ocr.again import passed_over, read_again
from pipeline.ocr.engine import Seen
from tests.ocr.pictures import DPI, Told, bar, paper, seen, text_line

BOX = (100.0, 100.0, 300.0, 126.0)


def again(text: str, alone: str, *, before: float = 0.7, after: float = 0.9) -> str:
    engine = Told([seen(word, BOX, confidence=after) for word in alone.split()])
    doubtful = seen(text, BOX, confidence=before)
    return read_again(doubtful, paper((200, 400)), dpi=DPI, engine=engine).text


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("17/TTr-NNPINT", "17/TTr-NNPTNT"),
        ("57/1B-UBND", "57/TB-UBND"),
        ("LHE", "THE"),
        ("VI,KIHIĐT.", "VT, KTHTĐT."),
    ],
)
def test_symbols_and_capitals_are_read_alone(text: str, alone: str) -> None:
    assert again(text, alone) == alone.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("17/TTr-NNPINT", "11/TTr-NNPTNT"),  # a figure that changes is no better reading
        ("II/2031", "I/2031"),  # strokes are counted, not read
        ("LHE", "OQWZ"),
        ("hoạch", "hoạt"),
        ("17/TTr-NNPINT", ""),
    ],
)
def test_other_words_stay_as_they_were_read(text: str, alone: str) -> None:
    assert again(text, alone) == text


def test_the_surer_of_two_readings_is_kept() -> None:
    assert again("LHE", "THE", before=0.95, after=0.97) == "LHE"
    assert again("LHE", "THE", before=0.7, after=0.6) == "LHE"
    assert again("LHE", "THE", before=0.3, after=0.7) == "LHE"


def read_lines(*alone: Seen, picture: np.ndarray, known: tuple[Seen, ...] = ()) -> list[Seen]:
    return passed_over(picture, known, dpi=DPI, engine=Told(list(alone)))


def test_a_line_without_words_is_read_where_it_stands() -> None:
    page = paper((1000, 1000))
    for baseline in (200, 400):
        text_line(page, 300, 500, baseline, height=24)
    words = seen("Kính", (18, 18, 90, 42)), seen("gửi:", (100, 18, 160, 42))
    above = seen("hoạch", (300, 176, 500, 200), line=3)
    found = read_lines(*words, picture=page, known=(above,))
    assert [(s.text, s.line) for s in found] == [("Kính", 4), ("gửi:", 4)]
    assert 250 < found[0].box.x0 < found[1].box.x0 < 500
    assert 330 < found[0].box.top < found[0].baseline < 400
    below = seen("gửi", (300, 376, 500, 400), line=4)
    assert read_lines(*words, picture=page, known=(above, below)) == []


def test_what_is_no_line_of_sure_words_is_left() -> None:
    page = paper((1000, 1000))
    text_line(page, 300, 500, 400, height=24)
    assert read_lines(seen("Kính", BOX, confidence=0.6), picture=page) == []
    assert read_lines(seen("qwzkp", BOX), picture=page) == []
    stroke = paper((1000, 1000))
    bar(stroke, 300, 300, 600, 500)
    assert read_lines(seen("Kính", BOX), seen("gửi", BOX), picture=stroke) == []
