"""One scanned page: a picture in, words with boxes and rulings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.layout.ruled import cells_of
from extractors.text.syllables import judge
from pipeline.ocr.clean import INK, Sheet, grey, sheet_of
from pipeline.ocr.engine import Engine, Layout, Seen
from pipeline.ocr.rulings import find_rulings, mask_of
from pipeline.ocr.words import to_words
from schemas.geometry import Box
from schemas.page import Page, Word

_PALE = 200
"""Thin rulings are paler than letters."""
_MARGIN = 0.05
"""Inches of white that Tesseract wants around a text."""
_BORDER = 0.012
"""Inches of a cell that belong to its border."""
_RULED = -1
_LARGEST_CELL = 0.6
"""Of the page: what is larger is a frame around it."""
_SENSIBLE = 0.6
"""Share of legal words on a page that lies the right way, however bad its print."""
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
    legal, counted = judge(" ".join(w.text for w in page.words if len(w.text) > 1))
    return 2 * legal - counted


def _is_sense(page: Page) -> bool:
    legal, counted = judge(" ".join(w.text for w in page.words if len(w.text) > 1))
    return counted > 0 and legal >= _SENSIBLE * counted


def _read_upright(sheet: Sheet, number: int, engine: Engine) -> Page:
    ink = sheet.level() < _PALE
    rulings = find_rulings(ink, dpi=sheet.dpi)
    scale = 72 / sheet.dpi
    lines = [Box(*(round(v * scale, 2) for v in box)) for box in rulings.boxes()]
    labels = _labels(cells_of(lines), mask_of(rulings, ink, dpi=sheet.dpi), sheet.dpi)
    words = _words(sheet, sheet.leaning(labels), number, engine)
    height, width = sheet.picture.shape
    size = round(width * scale, 2), round(height * scale, 2)
    return Page(number, *size, tuple(words), tuple(lines))


def _labels(cells: Sequence[Box], ruled: np.ndarray, dpi: float) -> np.ndarray:
    """For each pixel of the level page: 0, the number of the cell it is in, or ``_RULED``."""
    labels = np.zeros(ruled.shape, np.int32)
    scale, border = dpi / 72, round(_BORDER * dpi)
    for number, cell in enumerate(cells, 1):
        x0, y0 = max(round(cell.x0 * scale) + border, 0), max(round(cell.top * scale) + border, 0)
        x1, y1 = round(cell.x1 * scale) - border, round(cell.bottom * scale) - border
        if (x1 - x0) * (y1 - y0) <= _LARGEST_CELL * ruled.size:
            labels[y0:y1, x0:x1] = number
    labels[ruled] = _RULED
    return labels


def _words(sheet: Sheet, labels: np.ndarray, number: int, engine: Engine) -> list[Word]:
    """Words of the page without its cells, then of each cell by itself."""
    rest = np.where(labels == 0, sheet.picture, 255).astype(np.uint8)
    words: list[Word] = []
    if _has_ink(rest, sheet.dpi):
        seen = engine.read(rest, dpi=sheet.dpi, layout="page")
        words += to_words(seen, sheet, number=number)
    margin = round(_MARGIN * sheet.dpi)
    for part, left, top in _parts(sheet.picture, labels):
        if _has_ink(part, sheet.dpi):
            seen = _read_cell(np.pad(part, margin, constant_values=255), sheet.dpi, engine)
            words += to_words(seen, sheet, number=number, left=left - margin, top=top - margin)
    return words


def _parts(picture: np.ndarray, labels: np.ndarray) -> Iterator[tuple[np.ndarray, int, int]]:
    """The picture of each cell, white outside it, and its left and top on the page."""
    order = np.argsort(labels, axis=None, kind="stable")
    numbers, starts = np.unique(labels.ravel()[order], return_index=True)
    for number, at in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
        if number <= 0:
            continue
        rows, columns = np.divmod(at, labels.shape[1])
        top, bottom = int(rows.min()), int(rows.max()) + 1
        left, right = int(columns.min()), int(columns.max()) + 1
        inside = labels[top:bottom, left:right] == number
        part = np.where(inside, picture[top:bottom, left:right], 255).astype(np.uint8)
        yield part, left, top


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
