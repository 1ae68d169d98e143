"""The numbering column of a table, set right by its sequence."""

from __future__ import annotations

import pytest

from extractors.recognised.ordinals import with_ordinals
from tests.layout.make import grid, in_cells, page

XS = (60.0, 100.0, 500.0)


def read(*ordinals: str, content: str = "việc") -> list[str]:
    ys = [100.0 + 30 * i for i in range(len(ordinals) + 1)]
    words = in_cells([(o, content) for o in ordinals], XS, ys)
    made = page(words, grid(XS, ys))
    new = with_ordinals(made)
    return [new.get(i, w.text) for i, w in enumerate(made.words) if i % 2 == 0]


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        (("9", "10", "lỗi", "12"), ["9", "10", "11", "12"]),
        (("1", "2", "§", "4"), ["1", "2", "3", "4"]),
        (("01", "02", "g3", "04"), ["01", "02", "03", "04"]),
        (("7", "8", "g", "x"), ["7", "8", "9", "x"]),
        (("l", "2", "3"), ["1", "2", "3"]),
        (("7", "k", "III", "9"), ["7", "8", "III", "9"]),
        (("7", "III", "9"), ["7", "III", "9"]),
    ],
)
def test_neighbours_tell(seen: tuple[str, ...], printed: list[str]) -> None:
    assert read(*seen) == printed


@pytest.mark.parametrize(
    "column",
    [
        ("1", "2", "2", "3"),  # a number printed twice stays so
        ("I", "1", "2", "II"),
        ("a", "b", "c"),
        ("1", "Tổng", "5"),
    ],
)
def test_what_need_not_be_a_number_stays(column: tuple[str, ...]) -> None:
    assert read(*column) == list(column)


def test_figures_inside_the_table_stay() -> None:
    ys = [100.0, 130.0, 160.0, 190.0]
    words = in_cells([("a", "5"), ("b", "8"), ("c", "7")], XS, ys)
    assert with_ordinals(page(words, grid(XS, ys))) == {}
