"""What an engine passed over or read badly on a page, read once more by itself.

On a whole page the engine fits its letters to those around: a narrow T of a number is read
as I there, and right where its word stands alone, drawn larger. A line that stands alone
between two others is now and then left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from PIL import Image

from extractors.text.syllables import is_legal
from pipeline.ocr.clean import INK
from pipeline.ocr.columns import bands_of
from pipeline.ocr.engine import Engine, Seen
from schemas.geometry import Box

_CLEAR = 0.8
"""Confidence: capitals that are no word of the language are read with more where they are right."""
_BETTER = 0.75
"""Confidence of a second reading that is worth more than the first."""
_ALIKE = 0.5
"""How alike two readings of one word are."""
_ENOUGH = 300
"""Dots per inch: a word drawn with fewer is drawn larger."""
_EDGE = 0.02
"""Inches around a word that its box may have cut."""
_MARGIN = 0.06
"""Inches of white around a line; with more of it Tesseract may see nothing."""
_COVERED = 0.04
"""Inches around a word where marks belong to it."""
_HEIGHT, _WIDTH = (0.08, 0.3), 0.3
"""Inches: how high a line of print is, and how wide at least."""
_MOST_LINES = 4
"""Of a page; one with more has other things than print."""
_SURE = 0.8
"""Confidence of each word in a line that was passed over."""
_SHORT = 4
"""Letters of a line that may be anything."""
_SYMBOL = re.compile(r"\d+/(?:\d{4}/)?\w*[A-ZĐ]\w*[-–].+")
_STROKES = re.compile(r"[IHVXTL]{1,4}")
"""What may be a Roman numeral, which is counted and not read."""
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d")


def read_again(seen: Seen, picture: np.ndarray, *, dpi: float, engine: Engine) -> Seen:
    """A number's symbol or capitals that were read with doubt, as they are read alone.

    Args:
        picture: the page that the box of ``seen`` is on, grey, shape (height, width).
    """
    if not _is_doubtful(seen):
        return seen
    edge = round(_EDGE * dpi)
    x0, top, x1, bottom = (round(v) for v in seen.box)
    part = picture[max(top - edge, 0) : bottom + edge, max(x0 - edge, 0) : x1 + edge]
    alone = _read_alone(part, dpi, engine)[0]
    text = "".join(s.text for s in alone)
    sure = min((s.confidence for s in alone), default=0.0)
    is_same = _figures(text) == _figures(seen.text)
    alike = SequenceMatcher(None, text, seen.text).ratio()
    is_better = sure > max(seen.confidence, _BETTER) and is_same and alike >= _ALIKE
    return seen._replace(text=text, confidence=sure) if is_better else seen


def _figures(text: str) -> list[str]:
    """Those of a number and a year; a figure in the symbol behind them is a misread letter."""
    number, _, symbol = text.rpartition("/")
    return _FIGURES.findall(number or symbol)


def _read_alone(part: np.ndarray, dpi: float, engine: Engine) -> tuple[list[Seen], float]:
    """Words of one line, in pixels of a larger drawing, and how much larger that is."""
    larger = max(_ENOUGH / dpi, 1.0)
    height, width = (max(round(v * larger), 1) for v in part.shape)
    drawn = np.asarray(Image.fromarray(part).resize((width, height), Image.Resampling.LANCZOS))
    padded = np.pad(drawn, round(_MARGIN * dpi * larger), constant_values=255)
    return engine.read(padded, dpi=dpi * larger, layout="line"), larger


def _is_doubtful(seen: Seen) -> bool:
    if seen.confidence >= _CLEAR:
        return False
    if _SYMBOL.match(seen.text):
        return True
    words = [w for w in _LETTERS.findall(seen.text) if len(w) > 1 and not _STROKES.fullmatch(w)]
    return any(w.isupper() and not is_legal(w) for w in words)


def passed_over(
    picture: np.ndarray, seen: Sequence[Seen], *, dpi: float, engine: Engine
) -> list[Seen]:
    """Words of the lines of print that have none in ``seen``, which was read in ``picture``.

    Only lines of sure words are taken: what else is left is seals, pens and dirt.
    """
    ink = picture < INK
    edge = round(_COVERED * dpi)
    for x0, top, x1, bottom in (map(round, s.box) for s in seen):
        ink[max(top - edge, 0) : bottom + edge, max(x0 - edge, 0) : x1 + edge] = False
    lines = [
        band for band in bands_of(ink, dpi=dpi)
        if _HEIGHT[0] * dpi <= band.bottom - band.top <= _HEIGHT[1] * dpi
        and band.right - band.left >= _WIDTH * dpi
    ]  # fmt: skip
    out: list[Seen] = []
    last = max((s.line for s in seen), default=0)
    for i, band in enumerate(lines if len(lines) <= _MOST_LINES else (), last + 1):
        left, top = max(band.left - edge, 0), max(band.top - edge, 0)
        part = picture[top : band.bottom + edge, left : band.right + edge]
        read, larger = _read_alone(part, dpi, engine)
        if _is_sure(read):
            out += [_placed(s, larger, left, top, dpi, i) for s in read]
    return out


def _is_sure(line: Sequence[Seen]) -> bool:
    words = [w for s in line for w in _LETTERS.findall(s.text)]
    are_legal = all(is_legal(w) for w in words)
    return sum(map(len, words)) > _SHORT and are_legal and all(s.confidence >= _SURE for s in line)


def _placed(s: Seen, larger: float, left: int, top: int, dpi: float, line: int) -> Seen:
    """A word of a larger drawing of a line, where it is on the page."""
    margin = round(_MARGIN * dpi * larger)
    box = Box(*((v - margin) / larger for v in s.box)).moved(left, top)
    baseline = (s.baseline - margin) / larger + top
    return s._replace(box=box, baseline=baseline, x_height=s.x_height / larger, line=line)
