"""One scanned page: a picture in, words with boxes and rulings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from statistics import median

import numpy as np

from extractors.layout.ruled import cells_of
from extractors.text.syllables import Judged, judge
from pipeline.ocr.again import passed_over, read_again
from pipeline.ocr.clean import INK, Sheet, sheet_of
from pipeline.ocr.coloured import coloured_words, with_pen
from pipeline.ocr.columns import Halves, find_halves
from pipeline.ocr.engine import Engine, Layout, Seen
from pipeline.ocr.foot import find_foot
from pipeline.ocr.inks import SEAL_RED, inks_of
from pipeline.ocr.rulings import find_rulings, mask_of
from pipeline.ocr.seals import Seal, find_seals
from pipeline.ocr.strokes import lone_numeral
from pipeline.ocr.words import to_words
from schemas.geometry import Box
from schemas.page import Page
from schemas.word import Word

_PALE = 200
"""Thin rulings are paler than letters."""
_MARGIN = 0.15
"""Inches of white that Tesseract wants around a text."""
_BORDER = 0.012
"""Inches on either side of a cell's edge that belong to its border."""
_RULED = -1
_LARGEST_CELL = 0.6
"""Of the page: what is larger is a frame around it."""
_SENSIBLE = 0.6
"""Share of legal words on a page that lies the right way, however bad its print."""
_SURE = 0.7
"""Mean confidence on such a page; a page upside down has 0.6, and a few legal words by chance."""
_NARROW = 0.32
"""Width of a letter, of the font size: print has 0.45, lines that run upwards less than 0.25."""
_GRID = 6
"""Pixels from one dot to the next of the grid that cells are looked for on."""
_LONE = 0.25
"""Inches: the width and height of an ordinal at most."""
_SPECKS = 0.0004
"""Square inches of ink: less is dust, a full stop has as much."""


def read_page(picture: np.ndarray, *, dpi: float, number: int, engine: Engine) -> Page:
    """Recognise a scan of shape (height, width[, 3]); boxes are in points of the level page.

    A scan that makes no sense as it lies is turned, and the turn that makes most is taken.
    """
    best: Page | None = None
    for quarters in (0, 1, 3, 2):
        page = _read_upright(sheet_of(picture, dpi=dpi, quarters=quarters), number, engine)
        if best is None or _sense(page) > _sense(best):
            best = page
        if _is_sense(best) or (not best.words and not _has_ink(inks_of(picture).black, dpi)):
            break
    assert best is not None
    return best


def _sense(page: Page) -> int:
    """How many more words are legal than not, by what is known of each."""
    legal, counted = _judged(page)
    return 2 * legal - counted


def _is_sense(page: Page) -> bool:
    legal, counted = _judged(page)
    sure = sum(w.confidence or 0.0 for w in page.words)
    is_sure = sure >= _SURE * len(page.words)
    return counted > 0 and legal >= _SENSIBLE * counted and is_sure


def _judged(page: Page) -> Judged:
    """Words that can be judged, and the legal ones; none is on a page that lies on its side.

    Tesseract may read such a page all the same, but its words are nowhere as they should be.
    """
    legal, counted = judge(" ".join(w.text for w in page.words if len(w.text) > 1))
    wide = [w.box.width / (len(w.text) * w.size) for w in page.words if w.box and len(w.text) > 2]
    lies_flat = not wide or median(wide) >= _NARROW
    return Judged(legal if lies_flat else 0, counted)


def _read_upright(sheet: Sheet, number: int, engine: Engine) -> Page:
    level = sheet.level()
    rulings = find_rulings(level < _PALE, dpi=sheet.dpi)
    scale = 72 / sheet.dpi
    lines = [Box(*(round(v * scale, 2) for v in box)) for box in rulings.boxes()]
    ruled = mask_of(rulings, level < _PALE, dpi=sheet.dpi)
    cells = _labels(cells_of(lines), ruled, sheet.dpi)
    labels = _with_halves(cells, find_halves((level < INK) & (cells == 0), dpi=sheet.dpi))
    seals = find_seals((sheet.picture < INK) | (sheet.red > SEAL_RED), dpi=sheet.dpi)
    leaning = sheet.leaning(labels) if labels.any() else labels
    words = _words(sheet, leaning, number, engine, seals)
    words = _with_foot(words, labels, sheet, number, engine, seals)
    words = with_pen(words, sheet)
    words += coloured_words(sheet, number, engine, seals)
    height, width = sheet.picture.shape
    size = round(width * scale, 2), round(height * scale, 2)
    return Page(
        number, *size, tuple(words), tuple(lines), is_scan=True,
        quarters=sheet.quarters, skew=sheet.turned + sheet.skew,
    )  # fmt: skip


def _labels(cells: Sequence[Box], ruled: np.ndarray, dpi: float) -> np.ndarray:
    """For each pixel of the level page: 0, the number of the cell it is in, or ``_RULED``."""
    labels = np.zeros(ruled.shape, np.int32)
    small = [c for c in cells if c.width * c.height * (dpi / 72) ** 2 <= _LARGEST_CELL * ruled.size]
    for cell in small:  # first their surroundings, so that no shred of a border is left
        labels[_inside(cell, dpi, -_BORDER)] = _RULED
    for number, cell in enumerate(small, 1):
        labels[_inside(cell, dpi, _BORDER)] = number
    labels[ruled] = _RULED
    return labels


def _with_halves(labels: np.ndarray, halves: Iterable[Halves]) -> np.ndarray:
    """Numbers below ``_RULED`` for the columns of letterhead and foot, two for each pair."""
    out = labels.copy()
    for i, half in enumerate(halves):
        for side, columns in enumerate((slice(0, half.middle), slice(half.middle, None))):
            view = out[half.top : half.bottom, columns]
            view[view == 0] = _RULED - 1 - 2 * i - side
    return out


def _with_foot(
    words: list[Word], labels: np.ndarray, sheet: Sheet, number: int, engine: Engine,
    seals: Sequence[Seal],
) -> list[Word]:  # fmt: skip
    """The words with those of the foot read column by column, where they were not yet."""
    scale = sheet.dpi / 72
    height, width = labels.shape
    foot = find_foot(words, width=width / scale, height=height / scale)
    if foot is None:
        return words
    half = Halves(*(round(v * scale) for v in foot))
    area = labels[half.top : half.bottom]
    if (area > 0).any() or (area < _RULED).any():
        return words  # over a table, or in columns already
    only = np.full_like(labels, _RULED)
    only[half.top : half.bottom] = area
    only = sheet.leaning(_with_halves(only, [half]))
    only = np.where(only == 0, _RULED, only)  # what the turn brought in at the edges
    read = _words(sheet, only, number, engine, seals)
    is_blank = not any(w.box and w.box.x0 >= foot.middle for w in read)
    return read + [
        w for w in words
        if w.box and (not foot.top <= w.box.y_mid < foot.bottom
                      or (is_blank and w.box.x0 >= foot.middle))
    ]  # fmt: skip


def _inside(cell: Box, dpi: float, border: float) -> tuple[slice, slice]:
    """The pixels of a cell without a border of some inches, or with so much around it."""
    scale, edge = dpi / 72, round(border * dpi)
    rows = slice(max(round(cell.top * scale) + edge, 0), max(round(cell.bottom * scale) - edge, 0))
    columns = slice(max(round(cell.x0 * scale) + edge, 0), max(round(cell.x1 * scale) - edge, 0))
    return rows, columns


def _words(
    sheet: Sheet, labels: np.ndarray, number: int, engine: Engine, seals: Sequence[Seal]
) -> list[Word]:
    """Words of the page without its cells and columns, then of each of these by itself."""
    rest = np.where(labels == 0, sheet.picture, 255).astype(np.uint8)
    again = partial(read_again, picture=sheet.picture, dpi=sheet.dpi, engine=engine)
    words: list[Word] = []
    if _has_ink(rest, sheet.dpi):
        seen = engine.read(rest, dpi=sheet.dpi, layout="page")
        missed = passed_over(rest, seen, dpi=sheet.dpi, engine=engine)
        words += to_words([*seen, *missed], sheet, seals, number=number, again=again)
    margin = round(_MARGIN * sheet.dpi)
    for part, left, top, is_cell in _parts(sheet, labels):
        if _has_ink(part, sheet.dpi):
            padded = np.pad(part, margin, constant_values=255)
            seen = _read_part(padded, sheet.dpi, engine, is_cell=is_cell)
            place = left - margin, top - margin
            words += to_words(
                seen, sheet, seals, number=number, at=place, in_cell=is_cell, again=again
            )
    return words


def _parts(sheet: Sheet, labels: np.ndarray) -> Iterator[tuple[np.ndarray, int, int, bool]]:
    """Each cell or column, white outside it, its left and top, and whether it is a cell."""
    for number, (rows, columns) in _places(labels).items():
        inside = labels[rows, columns] == number
        part = np.where(inside, sheet.picture[rows, columns], 255).astype(np.uint8)
        if number > 0 and (lone := _lone(part, sheet.dpi)) is not None:
            yield part[lone], columns.start + lone[1].start, rows.start + lone[0].start, True
        else:
            yield part, columns.start, rows.start, number > 0


def _lone(part: np.ndarray, dpi: float) -> tuple[slice, slice] | None:
    """Where the ink of a cell is that holds one figure: in much white the engine loses it."""
    high, wide = (np.flatnonzero((part < INK).any(axis=axis)) for axis in (1, 0))
    if not len(high) or max(np.ptp(high), np.ptp(wide)) > _LONE * dpi:
        return None
    return slice(int(high[0]), int(high[-1]) + 1), slice(int(wide[0]), int(wide[-1]) + 1)


def _places(labels: np.ndarray) -> dict[int, tuple[slice, slice]]:
    """The rows and columns of each number, found on a grid first: what slips through it is
    lower or narrower than any letter."""
    grid = labels[::_GRID, ::_GRID]
    at = np.flatnonzero((grid != 0) & (grid != _RULED))
    order = at[np.argsort(grid.ravel()[at], kind="stable")]
    numbers, starts = np.unique(grid.ravel()[order], return_index=True)
    out = {}
    for number, (start, end) in zip(numbers.tolist(), pairwise([*starts, len(order)]), strict=True):
        found = np.divmod(order[start:end], grid.shape[1])
        around = tuple(
            slice(max((int(f.min()) - 1) * _GRID, 0), (int(f.max()) + 1) * _GRID) for f in found
        )
        inside = labels[around] == number
        sides = [np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0)]
        rows, columns = (
            slice(a.start + int(side[0]), a.start + int(side[-1]) + 1)
            for a, side in zip(around, sides, strict=True)
        )
        out[number] = rows, columns
    return out


def _has_ink(part: np.ndarray, dpi: float) -> bool:
    return int(np.count_nonzero(part < INK)) > _SPECKS * dpi * dpi


def _read_part(part: np.ndarray, dpi: float, engine: Engine, *, is_cell: bool) -> list[Seen]:
    """A cell or column as a block of text; looked at in another way where nothing is seen."""
    cell: tuple[Layout, ...] = ("block", "line", "letter")
    column: tuple[Layout, ...] = ("block", "page")
    for layout in cell if is_cell else column:
        seen = engine.read(part, dpi=dpi, layout=layout)
        if any(c.isalnum() for s in seen for c in s.text):
            return seen
    numeral = lone_numeral(part) if is_cell else None
    return [numeral] if numeral else []
