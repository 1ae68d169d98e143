"""What an engine saw becomes words of a page, as if a text layer had given them.

Boxes run from the ascent to the descent of the font, like those read from a PDF, so that
words of one line have one height whatever letters they have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from extractors.text.normalise import clean
from pipeline.ocr.clean import Sheet
from pipeline.ocr.engine import Seen
from schemas.geometry import Box
from schemas.page import Word

_ASCENT, _DESCENT = 0.89, 0.22
"""Of the font size, as in ``pipeline.read.glyphs``."""
_X_HEIGHT, _CAPITAL = 0.448, 0.662
"""Height of small letters and of capitals, of the font size (Times)."""
_SMALLEST, _USUAL, _LARGEST = 6.0, 13.0, 30.0
"""Points."""
_MARKS = re.compile(r"[-–—+*•●○▪◦…(){}\[\]<>≤≥=%&.,;:/§“”\"]+")
"""Signs that stand by themselves in print."""
_BULLETS = re.compile(r"[-–—+*•]")
_DOUBTFUL = 0.4
"""Below this a sign is more likely a speck, and a word without a legal syllable a stamp."""


def to_words(
    seen: Iterable[Seen], sheet: Sheet, *, number: int, left: float = 0.0, top: float = 0.0
) -> list[Word]:
    """Words in points of the level page; ``left`` and ``top`` in pixels are the picture's place."""
    scale = 72 / sheet.dpi
    words: list[Word] = []
    for _, group in groupby(seen, key=lambda s: s.line):
        line = [s._replace(text=clean(s.text)) for s in group]
        size = _size(line, scale)
        for s in filter(_is_print, line):
            middle, base = sheet.to_level(left + s.box.x_mid, top + s.baseline)
            x0, x1 = (middle - s.box.width / 2) * scale, (middle + s.box.width / 2) * scale
            box = (x0, base * scale - _ASCENT * size, x1, base * scale + _DESCENT * size)
            place = Box(*(round(v, 2) for v in box))
            words.append(
                Word(s.text, number, place, size=round(size, 1), confidence=round(s.confidence, 3))
            )
    return words


def _is_print(seen: Seen) -> bool:
    """Whether it is a word or a sign that is printed, and not a speck or a piece of a line."""
    if any(c.isalnum() for c in seen.text):
        return True
    if not _MARKS.fullmatch(seen.text):
        return False
    return _BULLETS.match(seen.text) is not None or seen.confidence >= _DOUBTFUL


def _size(line: Sequence[Seen], scale: float) -> float:
    """The font size of a line, by the height of its letters."""
    height = max(s.x_height for s in line) * scale
    if not height:
        return _USUAL
    has_small = any(c.islower() for s in line for c in s.text)
    size = height / (_X_HEIGHT if has_small else _CAPITAL)
    return min(max(size, _SMALLEST), _LARGEST)
