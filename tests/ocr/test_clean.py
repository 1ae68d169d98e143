"""From a scan to black on white, level, its seals and rulings found."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from pipeline.ocr.clean import INK, flatten, sheet_of, skew
from pipeline.ocr.columns import find_halves
from pipeline.ocr.inks import inks_of
from pipeline.ocr.rulings import find_rulings, mask_of
from pipeline.ocr.seals import find_seals
from tests.ocr.pictures import DPI, bar, paper, ring, text_line


def a_page(*, columns: bool = False) -> np.ndarray:
    picture = paper()
    for i in range(30):
        if columns and i < 6:
            text_line(picture, 250, 700, 300 + 45 * i)
            text_line(picture, 900, 1400, 300 + 45 * i)
        else:
            text_line(picture, 250, 1450, 300 + 45 * i)
    return picture


def leaning(picture: np.ndarray, degrees: float) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).rotate(degrees, fillcolor=255))


def test_black_under_a_red_seal_stays_and_the_seal_goes() -> None:
    picture = np.full((60, 60, 3), 255, np.uint8)
    picture[:, :30] = (220, 60, 70)
    picture[20:30] = (30, 20, 25)
    cleaned = inks_of(picture).black
    assert cleaned[5, 5] > 230
    assert cleaned[25, 5] < 60
    assert cleaned[25, 50] < 60


def test_shadows_are_divided_out() -> None:
    picture = a_page()
    shade = np.linspace(1.0, 0.5, picture.shape[1])
    flat = flatten((picture * shade).astype(np.uint8))
    assert np.array_equal(flat < INK, picture < INK)


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 0.4, 2.5])
def test_the_angle_is_found(degrees: float) -> None:
    assert skew(leaning(a_page(), degrees) < INK) == pytest.approx(degrees, abs=0.06)


def test_a_blank_page_does_not_lean() -> None:
    assert skew(paper() < INK) == 0.0


def test_a_page_that_leans_a_little_keeps_its_pixels_and_tells_where_they_lie() -> None:
    picture = leaning(a_page(), 0.8)
    sheet = sheet_of(picture, dpi=DPI)
    assert sheet.picture.shape == picture.shape
    assert sheet.skew == pytest.approx(0.8, abs=0.06)
    left, right = sheet.to_level(250, 300 + 8.4), sheet.to_level(1450, 300 - 8.4)
    assert left[1] == pytest.approx(right[1], abs=1.0)


def test_a_page_that_leans_a_lot_is_made_level() -> None:
    sheet = sheet_of(leaning(a_page(), 3.0), dpi=DPI)
    assert sheet.skew == 0.0
    assert abs(skew(sheet.picture < INK)) < 0.1


def test_a_turned_page_is_turned_back() -> None:
    assert sheet_of(paper((300, 200)), dpi=DPI, quarters=1).picture.shape == (200, 300)


def test_rulings_are_found_and_letters_are_none() -> None:
    picture = a_page()
    for y in (270, 631, 1000):
        bar(picture, 200, y, 1500, y + 3)
    for x in (200, 800, 1497):
        bar(picture, x, 270, x + 3, 1003)
    found = find_rulings(picture < INK, dpi=DPI)
    assert [round(a.at) for a in found.across] == [271, 632, 1001]
    assert [round(d.at) for d in found.down] == [201, 801, 1498]
    mask = mask_of(found, picture < INK, dpi=DPI)
    assert mask[271, 250] and mask[500, 201] and not mask[280:625, 300:700].any()


def test_a_short_ruling_of_a_narrow_column_runs_from_one_line_down_to_the_next() -> None:
    picture = a_page()
    for y in (270, 1000):
        bar(picture, 200, y, 1500, y + 3)
    for x in (200, 270, 1497):
        bar(picture, x, 270, x + 3, 1003)
    bar(picture, 200, 631, 273, 634)  # 0.37 inches
    bar(picture, 600, 631, 673, 634)  # a dash
    found = find_rulings(picture < INK, dpi=DPI)
    assert [(round(a.at), round(a.start)) for a in found.across if a.end < 600] == [(632, 200)]
    assert len(found.across) == 3


def test_a_page_of_text_has_no_rulings() -> None:
    assert find_rulings(a_page() < INK, dpi=DPI).boxes() == []


def test_two_columns_are_parted_where_the_white_runs_down() -> None:
    (half,) = find_halves(a_page(columns=True) < INK, dpi=DPI)
    assert 700 < half.middle < 900
    assert half.top <= 285 and 520 <= half.bottom <= 540


def test_plain_lines_are_no_columns() -> None:
    assert find_halves(a_page() < INK, dpi=DPI) == []
    assert find_halves(paper() < INK, dpi=DPI) == []


@pytest.mark.parametrize("radius", [115, 150])
def test_a_seal_over_text_is_found(radius: int) -> None:
    picture = ring(a_page(), 600, 900, radius)
    (seal,) = find_seals(picture < INK, dpi=DPI)
    assert (seal.x, seal.y) == (pytest.approx(600, abs=8), pytest.approx(900, abs=8))
    assert seal.radius == pytest.approx(radius, abs=10)


def test_text_and_blank_pages_have_no_seal() -> None:
    assert find_seals(a_page() < INK, dpi=DPI) == []
    assert find_seals(paper() < INK, dpi=DPI) == []


def pen_page(*, strokes: int) -> np.ndarray:
    """Black lines, and bars of a blue pen among them."""
    picture = np.repeat(a_page()[..., None], 3, axis=2)
    for i in range(strokes):
        picture[290 + 40 * i : 310 + 40 * i, 260:420] = (40, 60, 150)
    return picture


def test_a_blue_pen_is_taken_off_the_print() -> None:
    inks = inks_of(pen_page(strokes=1))
    assert (inks.black[292:298, 270:400] == 255).all()
    assert np.count_nonzero(inks.blue) == 20 * 160
    assert (inks.black[340:350] < INK).any()


def test_a_page_printed_in_blue_stays() -> None:
    inks = inks_of(pen_page(strokes=40))
    assert not inks.blue.any()
    assert (inks.black[292:298, 270:400] < INK).all()


def test_a_grey_picture_in_colours_has_no_inks() -> None:
    inks = inks_of(np.repeat(a_page()[..., None], 3, axis=2))
    assert np.array_equal(inks.black, a_page()) and not inks.red.any() and not inks.blue.any()
