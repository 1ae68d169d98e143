"""The page with its zones and tables drawn on it."""

from pathlib import Path

import pytest

from pipeline.errors import UnsupportedFile, WrongUse
from pipeline.picture import _CELL, _COLOURS, SCALE, draw_page

SAMPLES = Path(__file__).parents[2] / "samples"


def colours(picture):
    return {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}


def test_a_page_shows_its_zones_and_cells():
    picture = draw_page(SAMPLES / "plan-ruled.pdf", 1)
    assert picture.size == (round(595.28 * SCALE), round(841.89 * SCALE))
    assert {_COLOURS["head"], _COLOURS["preamble"], _COLOURS["body"], _CELL} <= colours(picture)


def test_a_landscape_page_is_drawn_upright():
    picture = draw_page(SAMPLES / "plan-annex.pdf", 3)
    assert picture.width > picture.height
    assert _CELL in colours(picture)


def test_there_is_no_such_page():
    with pytest.raises(WrongUse, match="no page 9; it has 4"):
        draw_page(SAMPLES / "plan-ruled.pdf", 9)


def test_a_text_has_no_pages_to_draw():
    with pytest.raises(UnsupportedFile, match="no pages to draw"):
        draw_page(SAMPLES / "plan-2020.txt", 1)
