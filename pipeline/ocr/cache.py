"""Recognised pages kept by what was recognised: the picture, the engine, and this code."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np

from schemas.geometry import Box
from schemas.page import Page, Word


def default_folder() -> Path:
    """Where the system wants a user's caches (``KEHOACH_CACHE`` names another place)."""
    if named := os.environ.get("KEHOACH_CACHE"):
        return Path(named)
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "kehoach" / "ocr"


def key_of(pixels: np.ndarray, *, dpi: float, engine: str) -> str:
    """A key that changes with the picture, its resolution, the engine and this package."""
    digest = hashlib.sha256(f"{engine} {dpi:.1f} {pixels.shape} {_code()}".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(folder: Path, key: str, *, number: int) -> Page | None:
    """The page kept under ``key``, as page ``number``; None where there is none."""
    try:
        kept = json.loads(_path(folder, key).read_text(encoding="utf-8"))
        words = tuple(
            Word(text, number, Box(*box), size=size, bold=bold, confidence=confidence)
            for text, box, size, bold, confidence in kept["words"]
        )
        rulings = tuple(Box(*box) for box in kept["rulings"])
        return Page(number, kept["width"], kept["height"], words, rulings)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or cut short when a disk was full


def save(folder: Path, key: str, page: Page) -> None:
    """Keep a page; where the folder cannot be written, it is recognised again next time."""
    kept = {
        "width": page.width,
        "height": page.height,
        "words": [[w.text, w.box, w.size, w.bold, w.confidence] for w in page.words],
        "rulings": page.rulings,
    }
    path = _path(folder, key)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, delete=False
        ) as file:
            json.dump(kept, file, ensure_ascii=False)
        Path(file.name).replace(path)


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"
