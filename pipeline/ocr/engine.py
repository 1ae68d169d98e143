"""The one door to Tesseract: pixels in, words with boxes and confidence out.

``tesserocr`` brings the library; the Vietnamese model comes from the system's package. An
engine is anything with ``name`` and ``read``, so that tests can give one of their own.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np

from pipeline.errors import MissingTool
from schemas.geometry import Box

Layout = Literal["page", "block", "line", "letter"]
"""What a picture shows: a page of any layout, one block of text, one line, one letter."""

_MODES: dict[Layout, int] = {"page": 3, "block": 6, "line": 7, "letter": 10}
"""Page segmentation modes of Tesseract."""
_MODEL = "vie.traineddata"
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


class Seen(NamedTuple):
    """A word an engine saw: its box and line in pixels from the top left."""

    text: str
    box: Box
    confidence: float
    """0-1."""
    baseline: float
    """y of the line the word stands on, at the word's middle."""
    x_height: float
    """Height of the line's letters without their strokes up, 0 where it was not measured."""
    line: int
    """The same for words of one line."""


class Engine(Protocol):
    """What recognises text; ``name`` changes whenever its answers may change."""

    @property
    def name(self) -> str: ...

    def read(self, picture: np.ndarray, *, dpi: float, layout: Layout) -> list[Seen]:
        """Words of a grey picture, shape (height, width), dark on white."""
        ...


class Tesseract:
    """Tesseract with its Vietnamese model."""

    def __init__(self, folder: Path) -> None:
        # More threads on pictures this small cost more than they save; one is also what a
        # batch with a process for each processor needs.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        import tesserocr

        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang="vie")
        self._api.SetVariable("debug_file", os.devnull)
        model = hashlib.sha256((folder / _MODEL).read_bytes()).hexdigest()[:12]
        version = tesserocr.tesseract_version().split()[1]
        self._name = f"tesseract-{version}-vie-{model}"

    @property
    def name(self) -> str:
        return self._name

    def read(self, picture: np.ndarray, *, dpi: float, layout: Layout) -> list[Seen]:
        height, width = picture.shape
        with _quiet():
            self._api.SetPageSegMode(_MODES[layout])
            self._api.SetImageBytes(
                np.ascontiguousarray(picture).tobytes(), width, height, 1, width
            )
            self._api.SetSourceResolution(round(dpi))
            self._api.Recognize()
            return list(self._words())

    def _words(self) -> Iterator[Seen]:
        from tesserocr import RIL, iterate_level

        found = self._api.GetIterator()
        if found is None:
            return
        x_height, line = 0.0, 0
        for word in iterate_level(found, RIL.WORD):
            if found.Empty(RIL.WORD):
                continue
            if found.IsAtBeginningOf(RIL.TEXTLINE):
                x_height, line = _x_height(found.RowAttributes()), line + 1
            text = word.GetUTF8Text(RIL.WORD).strip()
            box = word.BoundingBox(RIL.WORD)
            if not text or box is None:
                continue
            place = Box(*map(float, box))
            confidence = word.Confidence(RIL.WORD) / 100
            yield Seen(text, place, confidence, _baseline(word, place), x_height, line)


def _x_height(row: dict[str, float] | None) -> float:
    """Small letters' height from a row's; Tesseract counts what goes down as negative."""
    if not row:
        return 0.0
    return max(row["row_height"] - row["ascenders"] + row["descenders"], 0.0)


def _baseline(word: Any, box: Box) -> float:
    from tesserocr import RIL

    ends = word.Baseline(RIL.WORD)
    return box.bottom if ends is None else (ends[0][1] + ends[1][1]) / 2


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the lines that Leptonica writes to stderr for boxes of no size."""
    sys.stderr.flush()
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def tessdata() -> Path:
    """The folder with Tesseract's Vietnamese model.

    Raises:
        MissingTool: there is none.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    for folder in (*folders, *map(Path, _FOLDERS)):
        if (folder / _MODEL).is_file():
            return folder
    raise MissingTool(
        "tesseract",
        "Tesseract's Vietnamese model is not installed, so scans cannot be read",
        "install it: apt-get install tesseract-ocr-vie (or set TESSDATA_PREFIX to its folder)",
    )


@cache
def tesseract() -> Tesseract:
    """The engine of this process; loading the model takes a tenth of a second.

    Raises:
        MissingTool: the Vietnamese model is not installed.
    """
    return Tesseract(tessdata())
