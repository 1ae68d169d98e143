"""The numbering column of a table, mended by its sequence.

Small figures alone in a cell are what Tesseract reads worst: ``lỗi`` stands between 10 and
12. An ordinal is mended where its neighbours on both sides leave one number, or where its
letters look like the figures that come next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout.ruled import cells_of
from schemas.geometry import Box
from schemas.page import Page
from schemas.word import Word

_LONGEST = 5
"""Characters of what may be a misread ordinal."""
_SAME = 3.0
"""Points: left edges closer than this are one."""
_PLAIN = re.compile(r"(\d{1,3})[.)]?")
_GROUP = re.compile(r"[IVX]{2,4}|[VX]")
"""A group's number, which has no place in the sequence of its rows."""
_FIGURES = str.maketrans(
    {"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0", "Q": "0", "§": "8", "S": "5",
     "B": "8", "Z": "2", "z": "2", "g": "9", "q": "9", "b": "6"}
)  # fmt: skip


def with_ordinals(page: Page) -> dict[int, str]:
    """New texts of words, by their index in ``page.words``."""
    cells = cells_of(page.rulings)
    out: dict[int, str] = {}
    for left in _left_edges(cells):
        column = sorted((c for c in cells if abs(c.x0 - left) < _SAME), key=lambda c: c.top)
        held = [_only_word(page.words, cell) for cell in column]
        places = [i for i in held if i is not None and not _GROUP.fullmatch(page.words[i].text)]
        out |= _mended([page.words[i].text for i in places], places)
    return out


def _left_edges(cells: Sequence[Box]) -> list[float]:
    """Left edges of the columns that have nothing beside them to the left."""
    return sorted(
        {
            round(c.x0, 1)
            for c in cells
            if not any(abs(o.x1 - c.x0) < _SAME and o.top < c.y_mid < o.bottom for o in cells)
        }
    )


def _only_word(words: Sequence[Word], cell: Box) -> int | None:
    """The index of the one word in a cell; None where there are none, or more."""
    inside = [i for i, w in enumerate(words) if w.box is not None and cell.holds(w.box)]
    return inside[0] if len(inside) == 1 else None


def _mended(texts: Sequence[str], places: Sequence[int]) -> dict[int, str]:
    values = [int(m[1]) if (m := _PLAIN.fullmatch(t)) else None for t in texts]
    out: dict[int, str] = {}
    for i, text in enumerate(texts):
        before = values[i - 1] if i else None
        after = values[i + 1] if i + 1 < len(values) else None
        due = _due(before, after, text)
        if due is None or values[i] == due or len(text) > _LONGEST:
            continue
        width = max(
            (len(t) for t, v in zip(texts, values, strict=True) if v is not None), default=1
        )
        padded = any(t.startswith("0") for t, v in zip(texts, values, strict=True) if v)
        out[places[i]] = f"{due:0{width}d}" if padded else str(due)
        values[i] = due
    return out


def _due(before: int | None, after: int | None, text: str) -> int | None:
    """The number that must stand between two others, or that a text looks like after one."""
    if before is not None and after is not None and after - before == 2:
        return before + 1
    looks = _PLAIN.fullmatch(text.translate(_FIGURES))
    if looks is None or text.isdigit():
        return None
    value = int(looks[1])
    fits = value - 1 == before or (after is not None and value + 1 == after)
    return value if fits else None
