"""One scanned page: a picture in, words with boxes and rulings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

import numpy as np

from extractors.layout.ruled import cells_of
from extractors.text.syllables import Judged, is_legal, judge
from pipeline.ocr.clean import INK, SEAL_RED, Sheet, grey, sheet_of
from pipeline.ocr.columns import find_halves
from pipeline.ocr.engine import Engine, Layout, Seen
from pipeline.ocr.rulings import find_rulings, mask_of
from pipeline.ocr.seals import Seal, find_seals
from pipeline.ocr.words import to_words
from schemas.geometry import Box
from schemas.page import Page, Word

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
_STAMP = 0.005
"""Square inches of red that a stamped name has at least."""
_RED_GAIN = 3
"""Red ink is at most half as strong as black."""
_SURE = 0.7
"""Mean confidence on such a page; a page upside down has 0.6, and a few legal words by chance."""
_NARROW = 0.32
"""Width of a letter, of the font size: print has 0.45, lines that run upwards less than 0.25."""
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
        if _is_sense(best) or (not best.words and not _has_ink(grey(picture), dpi)):
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
    labels = _with_halves(_labels(cells_of(lines), ruled, sheet.dpi), level < INK, sheet.dpi)
    seals = find_seals((sheet.picture < INK) | (sheet.red > SEAL_RED), dpi=sheet.dpi)
    words = _words(sheet, sheet.leaning(labels), number, engine, seals)
    words += _red_words(sheet, number, engine, seals)
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


def _with_halves(labels: np.ndarray, ink: np.ndarray, dpi: float) -> np.ndarray:
    """Numbers below ``_RULED`` for the columns of letterhead and foot, two for each pair."""
    out = labels.copy()
    for i, half in enumerate(find_halves(ink & (labels == 0), dpi=dpi)):
        for side, columns in enumerate((slice(0, half.middle), slice(half.middle, None))):
            view = out[half.top : half.bottom, columns]
            view[view == 0] = _RULED - 1 - 2 * i - side
    return out


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
    words: list[Word] = []
    if _has_ink(rest, sheet.dpi):
        seen = engine.read(rest, dpi=sheet.dpi, layout="page")
        words += to_words(seen, sheet, seals, number=number)
    margin = round(_MARGIN * sheet.dpi)
    for part, left, top, is_cell in _parts(sheet.picture, labels):
        if _has_ink(part, sheet.dpi):
            padded = np.pad(part, margin, constant_values=255)
            read = _read_cell if is_cell else _read_column
            seen = read(padded, sheet.dpi, engine)
            place = left - margin, top - margin
            words += to_words(seen, sheet, seals, number=number, at=place)
    return words


def _red_words(sheet: Sheet, number: int, engine: Engine, seals: Sequence[Seal]) -> list[Word]:
    """Names and positions stamped in the red of the seal, outside of it; only whole lines."""
    if np.count_nonzero(sheet.red > SEAL_RED) < _STAMP * sheet.dpi * sheet.dpi:
        return []
    layer = 255 - np.minimum(sheet.red.astype(np.int32) * _RED_GAIN, 255).astype(np.uint8)
    rows, columns = np.ogrid[: layer.shape[0], : layer.shape[1]]
    for x, y, radius in seals:
        layer[(rows - y) ** 2 + (columns - x) ** 2 < (radius * 1.06) ** 2] = 255
    seen = engine.read(layer, dpi=sheet.dpi, layout="page")
    lines = [list(line) for _, line in groupby(seen, key=lambda s: s.line)]
    sure = [s for line in lines if _is_sure(line) for s in line]
    return to_words(sure, sheet, seals, number=number)


def _is_sure(line: Sequence[Seen]) -> bool:
    """Whether every word of a line is a Vietnamese one, and the line was read well."""
    legal = all(is_legal(s.text.strip(".,:")) and s.confidence > 0.5 for s in line)
    return legal and sum(s.confidence for s in line) / len(line) > 0.7


def _parts(picture: np.ndarray, labels: np.ndarray) -> Iterator[tuple[np.ndarray, int, int, bool]]:
    """Each cell or column, white outside it, its left and top, and whether it is a cell."""
    order = np.argsort(labels, axis=None, kind="stable")
    numbers, starts = np.unique(labels.ravel()[order], return_index=True)
    for number, at in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
        if number in (0, _RULED):
            continue
        rows, columns = np.divmod(at, labels.shape[1])
        top, bottom = int(rows.min()), int(rows.max()) + 1
        left, right = int(columns.min()), int(columns.max()) + 1
        inside = labels[top:bottom, left:right] == number
        part = np.where(inside, picture[top:bottom, left:right], 255).astype(np.uint8)
        yield part, left, top, number > 0


def _has_ink(part: np.ndarray, dpi: float) -> bool:
    return int(np.count_nonzero(part < INK)) > _SPECKS * dpi * dpi


def _read_cell(part: np.ndarray, dpi: float, engine: Engine) -> list[Seen]:
    """A cell as a block of text; as one line or letter where nothing is seen in it."""
    layouts: tuple[Layout, ...] = ("block", "line", "letter")
    for layout in layouts:
        seen = engine.read(part, dpi=dpi, layout=layout)
        if any(c.isalnum() for s in seen for c in s.text):
            return seen
    return []


def _read_column(part: np.ndarray, dpi: float, engine: Engine) -> list[Seen]:
    return engine.read(part, dpi=dpi, layout="block")
