"""A word as it was printed or stored, and where."""

from __future__ import annotations

from typing import NamedTuple

from schemas.geometry import Box


class Word(NamedTuple):
    """A run of characters without white space."""

    text: str
    page: int | None = None
    box: Box | None = None
    span: tuple[int, int] | None = None
    """Half-open offsets in the file's decoded text (plain text only)."""
    size: float = 0.0
    """Font size in points; 0 where unknown."""
    bold: bool = False
    italic: bool = False
    confidence: float | None = None
    """0-1, measured by an OCR engine; None where the text was not recognised."""
    raw: str | None = None
    """What an OCR engine saw, where ``text`` was corrected; ``…`` stands for handwriting."""

    def clip(self, start: int, end: int) -> Word:
        """The part of the word between two character offsets, its box cut in proportion."""
        if start <= 0 and end >= len(self.text):
            return self
        start, end = max(start, 0), min(end, len(self.text))
        box, span, length = self.box, self.span, len(self.text)
        if box is not None:
            step = box.width / length
            box = Box(box.x0 + start * step, box.top, box.x0 + end * step, box.bottom)
        if span is not None and span[1] - span[0] == length:
            span = (span[0] + start, span[0] + end)
        return self._replace(text=self.text[start:end], box=box, span=span)
