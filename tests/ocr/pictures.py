"""Pictures drawn for tests, and engines that see what they are told to see."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from pipeline.ocr.engine import Layout, Seen
from schemas.geometry import Box

DPI = 200.0
A4 = (2338, 1654)
"""Height and width at ``DPI``."""


def paper(shape: tuple[int, ...] = A4) -> np.ndarray:
    return np.full(shape, 255, np.uint8)


def bar(picture: np.ndarray, x0: int, top: int, x1: int, bottom: int) -> None:
    """Black from one corner to the other."""
    picture[top:bottom, x0:x1] = 0


def text_line(picture: np.ndarray, x0: int, x1: int, baseline: int, *, height: int = 18) -> None:
    """What a line of print looks like from afar: letters with spaces between words."""
    for i, x in enumerate(range(x0, x1 - 9, 13)):
        if i % 6 != 5:
            bar(picture, x, baseline - height + 5 * (i % 2), x + 9, baseline)


def ring(picture: np.ndarray, x: int, y: int, radius: int, *, colour: object = 0) -> np.ndarray:
    """The picture with a circle of 5 pixels' width."""
    image = Image.fromarray(picture)
    box = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(image).ellipse(box, outline=colour, width=5)  # type: ignore[arg-type]
    return np.array(image)


def seen(text: str, box: tuple[float, float, float, float], *, line: int = 1, confidence: float = 0.95) -> Seen:  # fmt: skip
    place = Box(*box)
    return Seen(text, place, confidence, place.bottom, 0.67 * place.height, line)


class Told:
    """An engine that gives the same answers in turn, and remembers what it was asked."""

    name = "told"

    def __init__(self, *answers: Sequence[Seen]) -> None:
        self._answers = answers
        self.asked: list[tuple[Layout, tuple[int, ...]]] = []

    def read(self, picture: np.ndarray, *, dpi: float, layout: Layout) -> list[Seen]:
        self.asked.append((layout, picture.shape))
        return list(self._answers[(len(self.asked) - 1) % len(self._answers)])
