"""What an engine saw, kept by the picture it saw it in, so that no picture is read twice.

One file holds a page: what was seen in it and in each part that was cut out of it. Neither
the rules that make a record nor the code that cuts a page are part of the key, so that better
ones cost only the parts that are cut in another way.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np

from pipeline.ocr.engine import Engine, Layout, Seen
from schemas.geometry import Box


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


class Remembering:
    """An engine that looks up in a file what it has seen in a page before."""

    def __init__(self, engine: Engine, folder: Path, page: np.ndarray, *, dpi: float) -> None:
        self._engine = engine
        key = _key(page, f"{engine.name} {dpi:.1f}")
        self._path = folder / key[:2] / f"{key}.json"
        self._seen = _load(self._path)
        self._is_new = False

    @property
    def name(self) -> str:
        return self._engine.name

    def read(self, picture: np.ndarray, *, dpi: float, layout: Layout) -> list[Seen]:
        key = _key(picture, f"{layout} {dpi:.1f}")
        if key not in self._seen:
            self._seen[key] = self._engine.read(picture, dpi=dpi, layout=layout)
            self._is_new = True
        return self._seen[key]

    def save(self) -> None:
        """Keep what was seen; where that cannot be written, it is read again next time."""
        if not self._is_new:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._path.parent, delete=False
            ) as file:
                json.dump(self._seen, file, ensure_ascii=False)
            Path(file.name).replace(self._path)


def _key(picture: np.ndarray, settings: str) -> str:
    digest = hashlib.sha256(f"{settings} {picture.shape}".encode())
    digest.update(np.ascontiguousarray(picture).data)
    return digest.hexdigest()


def _load(path: Path) -> dict[str, list[Seen]]:
    """What a file keeps; nothing where there is none, or it was cut short by a full disk."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            key: [Seen(text, Box(*box), *rest) for text, box, *rest in seen]
            for key, seen in kept.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
