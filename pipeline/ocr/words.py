"""What an engine saw becomes words of a page, as if a text layer had given them.

Boxes run from the ascent to the descent of the font, like those read from a PDF, so that
words of one line have one height whatever letters they have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from extractors.text.normalise import clean
from extractors.text.syllables import is_legal
from pipeline.ocr.clean import Sheet
from pipeline.ocr.engine import Seen
from pipeline.ocr.seals import Seal
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
_LETTERS = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)]")
_SHORT = 4
_JUNK, _DOUBTFUL, _SURE = 0.3, 0.4, 0.8
"""Confidence: below the first what is no syllable is a scribble; below the second a sign is a
speck and a word in a seal is its text; above the third anything is print."""


def to_words(
    seen: Iterable[Seen],
    sheet: Sheet,
    seals: Sequence[Seal],
    *,
    number: int,
    at: tuple[float, float] = (0.0, 0.0),
) -> list[Word]:
    """Words in points of the level page; ``at`` is the left and top of what was seen, in pixels."""
    scale, (left, top) = 72 / sheet.dpi, at
    words: list[Word] = []
    for _, group in groupby(seen, key=lambda s: s.line):
        line = [s._replace(text=clean(s.text), box=_moved(s.box, left, top)) for s in group]
        if _is_scribble(line):
            continue
        size = _size(line, scale)
        for s in line:
            if not _is_print(s, sealed=any(seal.holds(s.box) for seal in seals)):
                continue
            middle, base = sheet.to_level(s.box.x_mid, top + s.baseline)
            x0, x1 = (middle - s.box.width / 2) * scale, (middle + s.box.width / 2) * scale
            box = (x0, base * scale - _ASCENT * size, x1, base * scale + _DESCENT * size)
            place = Box(*(round(v, 2) for v in box))
            words.append(
                Word(s.text, number, place, size=round(size, 1), confidence=round(s.confidence, 3))
            )
    return words


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y)


def _is_print(seen: Seen, *, sealed: bool) -> bool:
    """Whether it is a word or a sign that is printed: no speck, seal, scribble or bit of a line."""
    if not any(c.isalnum() for c in seen.text):
        known = _MARKS.fullmatch(seen.text) is not None and not sealed
        return known and (seen.confidence >= _DOUBTFUL or _BULLETS.match(seen.text) is not None)
    is_word = any(is_legal(w) and len(w) > 1 for w in _LETTERS.findall(seen.text))
    if sealed:
        return seen.confidence >= (_DOUBTFUL if is_word else _SURE)
    return is_word or seen.confidence >= _JUNK or _LABEL.fullmatch(seen.text) is not None


def _is_scribble(line: Sequence[Seen]) -> bool:
    """Whether a line is a few doubtful signs: a signature, dust, the edge of a stamp."""
    letters = "".join(s.text for s in line)
    is_label = _LABEL.fullmatch(letters) is not None or letters.isdigit()
    return len(letters) <= _SHORT and not is_label and max(s.confidence for s in line) < _SURE


def _size(line: Sequence[Seen], scale: float) -> float:
    """The font size of a line, by the height of its letters."""
    height = max(s.x_height for s in line) * scale
    if not height:
        return _USUAL
    has_small = any(c.islower() for s in line for c in s.text)
    size = height / (_X_HEIGHT if has_small else _CAPITAL)
    return min(max(size, _SMALLEST), _LARGEST)
