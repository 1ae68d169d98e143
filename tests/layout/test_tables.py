"""Random tables over pages: what is read is what was written."""

from __future__ import annotations

import random

import pytest

from extractors.layout.page import layout_pages
from pipeline.read.pdf import read_pdf
from schemas.layout import Layout
from tests.layout.printed import as_pdf
from tests.layout.tables import Made, random_table, set_table

WANTED = 0.99


def exact_cells(made: Made, layout: Layout) -> tuple[int, int]:
    """Places of the grid read exactly, and all places."""
    truth = made.grid()
    places = sum(len(row) for row in truth)
    if len(layout.tables) != 1:
        return 0, places
    read = layout.tables[0].grid()
    right = 0
    for truth_row, row in zip(truth, read, strict=False):
        pairs = zip(truth_row, row, strict=False)
        right += sum(cell is not None and cell.text == text for text, cell in pairs)
    return right, places


def score(seeds: range) -> float:
    right = places = 0
    for seed in seeds:
        made = random_table(random.Random(seed))
        one, all_of = exact_cells(made, layout_pages(set_table(made)))
        right, places = right + one, places + all_of
    return right / places


def score_printed(seeds: range) -> tuple[int, int]:
    """Right places and all places of tables that went through real PDFs."""
    right = places = 0
    for seed in seeds:
        rng = random.Random(seed)
        pdf, seen = as_pdf(random_table(rng), rng)
        one, all_of = exact_cells(seen, layout_pages(read_pdf(pdf)))
        right, places = right + one, places + all_of
    return right, places


def test_ten_printed_tables() -> None:
    right, places = score_printed(range(10, 20))
    assert right / places >= WANTED


@pytest.mark.slow
def test_sixty_printed_tables() -> None:
    """``bench/tables.py`` reads five hundred, which takes minutes."""
    right, places = score_printed(range(1000, 1060))
    assert right / places >= WANTED


@pytest.mark.slow
def test_five_hundred_random_tables() -> None:
    assert score(range(1000, 1500)) >= WANTED


@pytest.mark.parametrize("seed", [3, 24, 38, 52])
def test_header_rows_and_boxes(seed: int) -> None:
    made = random_table(random.Random(seed))
    pages = set_table(made)
    (table,) = layout_pages(pages).tables
    assert table.header_rows == made.header_rows
    for cell in table.cells:
        found = {(w.page, w.text) for w in cell.passage.words}
        assert {page for page, _ in found} <= {page for page, _ in cell.boxes}
        for word in cell.passage.words:
            assert any(
                page == word.page and word.box is not None and box.holds(word.box)
                for page, box in cell.boxes
            )


@pytest.mark.parametrize("seed", range(12))
def test_no_word_of_the_pages_is_lost_or_doubled(seed: int) -> None:
    """But for page numbers and headings printed again."""
    made = random_table(random.Random(seed))
    pages = set_table(made)
    layout = layout_pages(pages)
    read = [w for p in layout.paragraphs for w in p.passage.words]
    read += [w for t in layout.tables for c in t.cells for w in c.passage.words]
    assert len(read) == len({id(w) for w in read})
    lost = {id(w) for page in pages.pages for w in page.words} - {id(w) for w in read}
    missing = [w for page in pages.pages for w in page.words if id(w) in lost]
    headings = {w for c in made.cells if c.row < made.header_rows for w in c.text.split()}
    assert all(w.text == str(w.page) or (w.page > 1 and w.text in headings) for w in missing)  # type: ignore[operator]


def test_the_words_of_a_cell_are_the_words_of_its_lines() -> None:
    made = random_table(random.Random(8))
    (table,) = layout_pages(set_table(made)).tables
    for cell in table.cells:
        assert [w for line in cell.lines for w in line.words] == list(cell.passage.words)
