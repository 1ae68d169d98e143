"""What an engine saw becomes words of a page, as if a text layer had given them.

Boxes run from the ascent to the descent of the font, like those read from a PDF, so that
words of one line have one height whatever letters they have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from statistics import median

from extractors.text.normalise import clean
from extractors.text.syllables import is_legal
from pipeline.ocr.clean import Sheet
from pipeline.ocr.dashes import with_dash
from pipeline.ocr.engine import Seen
from pipeline.ocr.seals import Seal
from pipeline.ocr.strokes import with_numerals
from schemas.geometry import Box
from schemas.word import Word

_ASCENT, _DESCENT = 0.89, 0.22
"""Of the font size, as in ``pipeline.read.glyphs``."""
_X_HEIGHT, _CAPITAL = 0.448, 0.662
"""Height of small letters and of capitals, of the font size (Times)."""
_TALL, _DEEP = frozenset("bdđfhkl0123456789()"), frozenset("gjpqy,;()")
_MARK = 0.2
"""Height of a mark of tone over or under a letter, of the font size; a tail goes as deep."""
_DOT_BELOW = "\u0323"
_MARKS_ABOVE = re.compile("[\u0300-\u0304\u0306\u0309]")
_TWO_SIZED = re.compile(r"[COSUVXZ][^\W\d_A-ZĐbdđfhkl]*\W*")
"""Words whose capital may be a small letter: they have the same form."""
_AGREES = 0.12
"""Of a font size: how near to it is what a line's words are high."""
_SMALLEST, _USUAL, _LARGEST = 6.0, 13.0, 30.0
"""Points."""
_MARKS = re.compile(r"[-–—+*•●○▪◦…(){}\[\]<>≤≥=%&.,;:/§“”\"]+")
"""Signs that stand by themselves in print."""
_BULLETS = re.compile(r"[-–—+*•]")
_LETTERS = re.compile(r"[^\W\d_]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_LABEL = re.compile(r"(?:[IVX]{1,4}|\d{1,2}|[a-zđ])[.)]|[IVXl]{2,4}[.;]")
_SHORT, _SCRIBBLE = 4, 2
"""Letters of a line, and of a word, that may be a scribble."""
_JUNK, _DOUBTFUL, _LIKELY, _SURE = 0.3, 0.4, 0.5, 0.8
"""Confidence: below the first a letter or two that are no syllable are a scribble; below the
second a sign is a speck and a word in a seal is its text; above the third a short line is
print if it is a syllable, above the fourth whatever it is."""


def to_words(
    seen: Iterable[Seen],
    sheet: Sheet,
    seals: Sequence[Seal],
    *,
    number: int,
    at: tuple[float, float] = (0.0, 0.0),
    in_cell: bool = False,
    again: Callable[[Seen], Seen] | None = None,
) -> list[Word]:
    """Words in points of the level page; ``at`` is the left and top of what was seen, in pixels.

    In the cell of a table nobody signs, and a line may be one figure. ``again`` reads a word
    once more where it was read with doubt.
    """
    scale, (left, top) = 72 / sheet.dpi, at
    words: list[Word] = []
    before = ""
    for _, group in groupby(seen, key=lambda s: s.line):
        line = [
            s._replace(text=clean(s.text), box=s.box.moved(left, top), baseline=s.baseline + top)
            for s in group
        ]
        if not in_cell and _is_scribble(line):
            continue
        size = _size(line, scale)
        shown = _as_shown(line, sheet, size / scale, before, again)
        before = line[-1].text
        for i, (s, raw) in enumerate(shown):
            sealed = any(seal.holds(s.box) for seal in seals)
            inside = in_cell or 0 < i < len(shown) - 1
            if _is_print(s, sealed=sealed, inside=inside):
                words.append(_word(s, raw, sheet, size, number))
    return words


def _as_shown(
    line: Sequence[Seen], sheet: Sheet, size: float, before: str,
    again: Callable[[Seen], Seen] | None,
) -> list[tuple[Seen, str | None]]:  # fmt: skip
    """A line with what the picture shows better than the engine, and how that was read."""
    numbered = with_numerals(line, sheet.picture, before=before)
    if again is not None:
        numbered = [again(s) for s in numbered]
    raws = [
        old.text if old.text != new.text else None for old, new in zip(line, numbered, strict=True)
    ]
    dashed, replaced = with_dash(numbered, sheet.picture, size)
    if replaced is None:
        return list(zip(numbered, raws, strict=True))
    kept = len(dashed) - 1
    return [(dashed[0], replaced), *zip(dashed[1:], raws[-kept:], strict=True)]


def _word(seen: Seen, raw: str | None, sheet: Sheet, size: float, number: int) -> Word:
    scale = 72 / sheet.dpi
    middle, base = sheet.to_level(seen.box.x_mid, seen.baseline)
    x0, x1 = (middle - seen.box.width / 2) * scale, (middle + seen.box.width / 2) * scale
    box = (x0, base * scale - _ASCENT * size, x1, base * scale + _DESCENT * size)
    place, sure = Box(*(round(v, 2) for v in box)), round(seen.confidence, 3)
    return Word(seen.text, number, place, size=round(size, 1), confidence=sure, raw=raw)


def _is_print(seen: Seen, *, sealed: bool, inside: bool) -> bool:
    """Whether it is a word or a sign that is printed: no speck, seal, scribble or bit of a line.

    ``inside`` a line or a cell there are fewer scribbles than at a line's ends.
    """
    if not any(c.isalnum() for c in seen.text):
        known = _MARKS.fullmatch(seen.text) is not None and not sealed
        return known and (seen.confidence >= _DOUBTFUL or _BULLETS.match(seen.text) is not None)
    is_word = _has_syllable(seen)
    if sealed:
        return seen.confidence >= (_DOUBTFUL if is_word else _SURE)
    if is_word or seen.confidence >= _JUNK or _LABEL.fullmatch(seen.text):
        return True
    letters = _EDGES.sub("", seen.text)
    if len(letters) > _SCRIBBLE or letters.isdigit():
        return True
    return inside and any(c.isdigit() for c in letters)


def _has_syllable(seen: Seen) -> bool:
    return any(is_legal(w) and len(w) > 1 for w in _LETTERS.findall(seen.text))


def _is_scribble(line: Sequence[Seen]) -> bool:
    """Whether a line is a few doubtful signs: a signature, dust, the edge of a stamp."""
    letters, best = "".join(s.text for s in line), max(s.confidence for s in line)
    if len(letters) > _SHORT:
        return best < _JUNK and not any(map(_has_syllable, line))
    is_label = _LABEL.fullmatch(letters) is not None or letters.isdigit()
    enough = _LIKELY if any(map(_has_syllable, line)) else _SURE
    return not is_label and best < enough


def _size(line: Sequence[Seen], scale: float) -> float:
    """The font size of a line, by the height of its letters."""
    height = max(s.x_height for s in line) * scale
    if not height:
        return _USUAL
    has_small = any(c.islower() for s in line for c in s.text)
    lower = height / _CAPITAL
    size = height / _X_HEIGHT if has_small else lower
    # Tesseract takes now and then the tall letters of a line for its small ones, and measures
    # figures by the letters of other lines.
    has_letters = any(c.isalpha() for s in line for c in s.text)
    telling = [s for s in line if _is_telling(s.text) or not has_letters]
    shown = [s.box.height * scale / _share(s.text) for s in telling]
    if not has_letters:
        size = median(shown)
    elif has_small and len(shown) > 1 and abs(median(shown) - lower) < _AGREES * lower:
        size = lower
    return min(max(size, _SMALLEST), _LARGEST)


def _is_telling(text: str) -> bool:
    return text.strip(".,;:").isalnum() and _TWO_SIZED.fullmatch(text) is None


def _share(text: str) -> float:
    """Of the font size: from the lowest to the highest ink of a word."""
    plain = unicodedata.normalize("NFD", text)
    marks = max(len(_MARKS_ABOVE.findall(unicodedata.normalize("NFD", c))) for c in text)
    if any(c.isupper() for c in text):
        above = _CAPITAL + (_MARK * marks if text.isupper() else 0.0)
    else:
        letters = _CAPITAL if any(c in _TALL for c in plain) else _X_HEIGHT
        above = max(letters, _X_HEIGHT + _MARK * marks)
    below = _DOT_BELOW in plain or any(c in _DEEP for c in plain)
    return above + (_MARK if below else 0.0)
