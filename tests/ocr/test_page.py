"""One scanned page: what is read by itself, and where its words stand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from pipeline.ocr.clean import Sheet
from pipeline.ocr.engine import tesseract
from pipeline.ocr.page import read_page
from pipeline.ocr.seals import Seal
from pipeline.ocr.words import to_words
from tests.ocr.pictures import A4, DPI, Told, bar, paper, seen, text_line

SENSE = [seen("Kế", (0, 0, 40, 24)), seen("hoạch", (50, 0, 140, 24))]
NONSENSE = [seen("qwzk", (0, 0, 40, 24)), seen("pzt", (50, 0, 140, 24))]
SHEET = Sheet(paper(), DPI, 0.0, *np.zeros((2, *A4), np.uint8))


def words(*line, seals=()):
    return [w.text for w in to_words(line, SHEET, seals, number=1)]


def test_words_have_boxes_in_points_and_a_size() -> None:
    (word,) = to_words([seen("Kế", (200, 100, 260, 125))], SHEET, (), number=4, at=(100, 400))
    assert (word.page, word.confidence) == (4, 0.95)
    assert word.box is not None
    assert (word.box.x0, word.box.x1) == (pytest.approx(108), pytest.approx(129.6))
    assert word.box.top < 525 * 72 / DPI < word.box.bottom
    assert word.size == pytest.approx(13.5, abs=0.5)


def test_a_line_whose_tall_letters_were_measured_has_the_size_its_words_show() -> None:
    boxes = {"hoạch": (0, 0, 70, 31), "hằng": (80, 0, 140, 31), "cơ": (150, 7, 170, 24)}
    line = [seen(text, box)._replace(x_height=24.0) for text, box in boxes.items()]
    assert to_words(line, SHEET, (), number=1)[0].size == pytest.approx(13, abs=0.5)
    larger = [s._replace(box=s.box._replace(bottom=1.5 * s.box.bottom)) for s in line]
    assert to_words(larger, SHEET, (), number=1)[0].size == pytest.approx(19, abs=0.5)


def test_scribbles_and_specks_are_no_words() -> None:
    assert words(seen("j4", (0, 0, 20, 20), confidence=0.5)) == []
    assert words(*SENSE, seen("~^", (150, 0, 160, 20), confidence=0.9)) == ["Kế", "hoạch"]
    assert words(*SENSE, seen("kx", (150, 0, 160, 20), confidence=0.2)) == ["Kế", "hoạch"]


def test_labels_and_figures_stay() -> None:
    number = seen("17/KH", (150, 0, 160, 20), confidence=0.1)
    assert words(*SENSE, number) == ["Kế", "hoạch", "17/KH"]
    assert words(SENSE[0], seen("Ø1", (42, 0, 48, 20), confidence=0.1), SENSE[1])[1] == "Ø1"
    (cell,) = to_words(
        [seen("lỗi", (0, 0, 9, 9), confidence=0.3)], SHEET, (), number=1, in_cell=True
    )
    assert cell.text == "lỗi"
    assert words(seen("II.", (0, 0, 20, 20), confidence=0.5)) == ["II."]
    assert words(seen("7", (0, 0, 20, 20), confidence=0.5)) == ["7"]
    assert words(seen("-", (0, 0, 20, 20), confidence=0.2), *SENSE) == ["-", "Kế", "hoạch"]


def test_the_text_of_a_seal_is_no_text_but_what_it_covers_is() -> None:
    seal = Seal(30, 10, 100)
    assert words(*SENSE, seals=(seal,)) == ["Kế", "hoạch"]
    assert words(*(s._replace(confidence=0.35) for s in SENSE), seals=(seal,)) == []
    assert words(seen("NZ", (0, 0, 40, 24), confidence=0.7), *SENSE, seals=(seal,)) == [
        "Kế",
        "hoạch",
    ]


def test_cells_are_read_one_by_one() -> None:
    picture = paper()
    for y in (280, 480, 680):
        bar(picture, 200, y, 1403, y + 3)
    for x in (200, 800, 1400):
        bar(picture, x, 280, x + 3, 683)
    for y in (380, 580):
        text_line(picture, 250, 700, y)
        text_line(picture, 850, 1300, y)
    text_line(picture, 200, 1400, 1000)
    engine = Told(SENSE)
    page = read_page(picture, dpi=DPI, number=2, engine=engine)
    assert [layout for layout, _ in engine.asked] == ["page", "line", *["block"] * 4]
    assert len(page.rulings) == 6
    tops = {round(w.box.top) for w in page.words if w.box}
    assert len(page.words) == 12 and len(tops) == 4


@pytest.mark.slow
def test_a_cell_in_which_nothing_is_seen_is_looked_at_closer() -> None:
    picture = paper()
    for y in (280, 480):
        bar(picture, 200, y, 803, y + 3)
    for x in (200, 800):
        bar(picture, x, 280, x + 3, 483)
    text_line(picture, 300, 340, 400)
    engine = Told([], [], [seen("7", (0, 0, 20, 20))])
    page = read_page(picture, dpi=DPI, number=1, engine=engine)
    assert [layout for layout, _ in engine.asked[:3]] == ["block", "line", "letter"]
    assert [w.text for w in page.words] == ["7"]
    assert max(engine.asked[0][1]) < 0.6 * DPI, "without the white of its cell"


def test_a_page_that_makes_no_sense_is_turned_until_it_does() -> None:
    picture = paper()
    for i in range(20):
        text_line(picture, 250, 1400, 300 + 45 * i)
    engine = Told(NONSENSE, NONSENSE, NONSENSE, SENSE)
    page = read_page(picture, dpi=DPI, number=1, engine=engine)
    assert [w.text for w in page.words] == ["Kế", "hoạch"]
    assert (page.width, page.height) == (round(1654 * 72 / DPI, 2), round(2338 * 72 / DPI, 2))


def test_a_blank_page_is_not_read_at_all() -> None:
    engine = Told(SENSE)
    page = read_page(paper(), dpi=DPI, number=1, engine=engine)
    assert page.words == () and engine.asked == []


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sheet_laid_in_another_way_is_read_as_if_it_lay_right(turn: int) -> None:
    """Tesseract reads a page on its side, too, but places its words as nothing can use."""
    sample = Path(__file__).parents[2] / "samples" / "plan-ruled.pdf"
    with pypdfium2.PdfDocument(sample) as document:
        image = document[1].render(scale=150 / 72).to_pil().convert("L")
    upright = read_page(np.asarray(image), dpi=150, number=1, engine=tesseract())
    turned = np.asarray(image.rotate(turn, expand=True))
    page = read_page(turned, dpi=150, number=1, engine=tesseract())
    assert 90 * page.quarters == (360 - turn) % 360
    assert [w.text for w in page.words] == [w.text for w in upright.words]
    assert all(
        a.box == pytest.approx(b.box, abs=1.5)
        for a, b in zip(page.words, upright.words, strict=True)
    )
