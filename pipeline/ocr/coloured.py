"""What stands on a page in colours: stamped names are read, what a pen wrote is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from extractors.text.syllables import is_legal
from pipeline.ocr.clean import Sheet
from pipeline.ocr.engine import Engine, Seen
from pipeline.ocr.inks import PEN_BLUE, SEAL_RED
from pipeline.ocr.seals import Seal
from pipeline.ocr.words import to_words
from schemas.geometry import Box
from schemas.word import Word

BY_HAND = "…"
"""Stands for what a pen wrote into a line."""
_STAMP = 0.01
"""Square inches of colour that a stamped name has at least."""
_GAIN = 3
"""Coloured ink is at most half as strong as black."""
_DRAWN = (255 - np.minimum(np.arange(256) * _GAIN, 255)).astype(np.uint8)
"""How dark each strength of coloured ink is drawn."""
_SURE = 0.7
"""Confidence of every word of a stamped line."""
_BEFORE = re.compile(r"\W*(?:[Ss][ốóôồỗổoòỏ]\W*|ngày|tháng)")
"""Words after which a form leaves room for figures."""
_REACH = 60.0
"""Points to the right of such a word where what a pen wrote belongs to it."""
_PEN = 0.0005
"""Square inches of ink a written figure has at least."""


def coloured_words(
    sheet: Sheet, number: int, engine: Engine, seals: Sequence[Seal]
) -> Iterator[Word]:
    """Names and posts stamped in red or blue, outside of seals; only lines read without doubt."""
    for layer, least in ((sheet.red, SEAL_RED), (sheet.blue, PEN_BLUE)):
        inked = layer > least
        if np.count_nonzero(inked) < _STAMP * sheet.dpi * sheet.dpi:
            continue
        picture = np.where(inked, _DRAWN[layer], 255)
        rows, columns = np.ogrid[: picture.shape[0], : picture.shape[1]]
        for x, y, radius in seals:
            picture[(rows - y) ** 2 + (columns - x) ** 2 < (radius * 1.06) ** 2] = 255
        seen = engine.read(picture, dpi=sheet.dpi, layout="page")
        lines = [list(line) for _, line in groupby(seen, key=lambda s: s.line)]
        sure = [s for line in lines if _is_sure(line) for s in line]
        yield from to_words(sure, sheet, seals, number=number)


def _is_sure(line: Sequence[Seen]) -> bool:
    """Whether every word of a line is a Vietnamese one, and the line was read well."""
    return all(is_legal(s.text.strip(".,:")) and s.confidence > _SURE for s in line)


def with_pen(words: Sequence[Word], sheet: Sheet) -> list[Word]:
    """The words with ``…`` after ``Số:``, ``ngày`` and ``tháng`` where a pen wrote there."""
    if np.count_nonzero(sheet.blue > PEN_BLUE) < _PEN * sheet.dpi * sheet.dpi:
        return list(words)
    pen = sheet.levelled(sheet.blue) > PEN_BLUE
    out: list[Word] = []
    for word in words:
        out.append(word)
        place = _written(word, words, pen, sheet.dpi) if _BEFORE.fullmatch(word.text) else None
        if place is not None:
            mark = Word(BY_HAND, word.page, place, size=word.size, confidence=0.0, raw="")
            out.append(mark)
    return out


def _written(word: Word, words: Sequence[Word], pen: np.ndarray, dpi: float) -> Box | None:
    """Where a pen wrote between a word and the next of its line."""
    box = word.box
    assert box is not None, "recognised words have boxes"
    following = [
        w.box.x0 for w in words
        if w.box and w.box.x0 > box.x0 and w is not word and w.box.top < box.y_mid < w.box.bottom
    ]  # fmt: skip
    end = min([*following, box.x1 + _REACH])
    scale = dpi / 72
    top, bottom = round((box.top - box.height / 4) * scale), round(box.bottom * scale)
    left = round(box.x1 * scale)
    inked = np.flatnonzero(pen[max(top, 0) : bottom, left : round(end * scale) + 1].any(axis=0))
    inside = pen[max(top, 0) : bottom, left : round((end + box.height) * scale)]
    if np.count_nonzero(inside) < _PEN * dpi * dpi:
        return None
    last = box.x1 + (float(inked[-1]) / scale if len(inked) else 0.0)
    return Box(box.x1, box.top, max(min(last, end), box.x1 + 1), box.bottom)
