"""Digital signature banners: small blocks that signing programs print over a page.

``Người ký: … Email: … Cơ quan: … Thời gian ký: 18.06.2030 16:52:00 +07:00`` lands inside the
letterhead or beside the signature, so it is taken out before anything is read there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout.landmarks import begins
from extractors.layout.lines import Row, main_size, row_of, rows_of
from schemas.word import Word

_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_STEP = 1.9
"""Line distance within a banner, in font sizes."""
_EDGE = 3.0
"""Points: lines of a banner begin at one edge."""
_SMALLER = 1.0
_MOST = 12
"""Lines; no banner is longer."""


def take_stamps(words: Sequence[Word]) -> tuple[list[list[Row]], list[Word]]:
    """Banners as rows each, and the words left."""
    size = main_size(words)
    small = [w for w in words if w.size <= size - _SMALLER]
    banners: list[list[Row]] = []
    taken: set[int] = set()
    for i, word in enumerate(small):
        if id(word) not in taken and _opens(small[i : i + 4]):
            banner = _banner(word, [w for w in small if id(w) not in taken])
            if any(_CLOCK.search(row.text) for row in banner):
                banners.append(banner)
                taken |= {id(w) for row in banner for w in row.words}
    return banners, [w for w in words if id(w) not in taken]


def _opens(words: Sequence[Word]) -> bool:
    return begins(" ".join(w.text for w in words), "stamp")


def _banner(first: Word, words: Sequence[Word]) -> list[Row]:
    """The lines under ``first`` that begin at its edge, in its size."""
    alike = [w for w in words if abs(w.size - first.size) < 0.6]
    banner: list[Row] = []
    for row in rows_of(alike):
        line = _from_edge(row, first)
        if line is None:
            continue
        near = not banner or line.box.bottom - banner[-1].box.bottom < _STEP * first.size
        if near and len(banner) < _MOST:
            banner.append(line)
    return banner


def _from_edge(row: Row, first: Word) -> Row | None:
    """The part of a row that begins at the edge of ``first``, up to the next wide gap."""
    assert first.box is not None
    if row.box.bottom < first.box.bottom - 1:
        return None
    kept: list[Word] = []
    for word in row.words:
        assert word.box is not None
        if not kept and abs(word.box.x0 - first.box.x0) > _EDGE:
            continue
        last = kept[-1].box if kept else None
        if last is not None and word.box.x0 - last.x1 > first.size:
            break
        kept.append(word)
    return row_of(kept) if kept else None
