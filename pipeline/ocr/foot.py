"""The foot of a page, where recipients stand beside a signature, found by its words.

A seal or a flourish joins what stands beside it into one patch of ink, so that no white
runs between the columns and the engine takes the patch for a picture. Once ``Nơi nhận`` has
been read, the columns are known: the recipients end where their lines end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.lines import Row, rows_of
from extractors.text.fold import bare
from schemas.geometry import Box
from schemas.word import Word

_GAP = 2.0
"""Heights of a line between two words that stand in two columns."""
_WIDEST = 0.62
"""Of the page's width: recipients do not reach further."""
_DEEPEST = 250.0
"""Points from the recipients' heading to the signer's name at most."""
_ABOVE = 45.0
"""Points by which a signature may begin above the recipients."""


class Foot(NamedTuple):
    """In points of the level page: two columns from ``top`` to ``bottom``, parted at ``middle``."""

    top: float
    bottom: float
    middle: float


def find_foot(words: Sequence[Word], *, width: float, height: float) -> Foot | None:
    """The foot by its ``Nơi nhận``; None where there is none, or its columns are not plain."""
    heading = next(
        (b for a, b in pairwise(words) if bare(a.text)[-2:] == "oi" and bare(b.text)[:4] == "nhan"),
        None,
    )
    if heading is None or heading.box is None:
        return None
    start = heading.box
    below = [w for w in words if w.box and start.top - 1 <= w.box.y_mid]
    middle = start.x1
    for row in rows_of(below):
        middle = max(middle, _edge(row, start))
        if row.box.bottom > start.bottom + _DEEPEST / 2:
            break
    if middle > _WIDEST * width:
        return None
    above = [w.box.bottom for w in words if w.box and w.box.y_mid < start.top and w.box.x0 < middle]
    top = min(max([*above, start.top - _ABOVE]), start.top - start.height / 4)
    return Foot(top, min(start.top + _DEEPEST, height), middle + start.height / 2)


def _edge(row: Row, start: Box) -> float:
    """Where a line ends that begins under the heading, before the gap to the other column."""
    boxes = [w.box for w in row.words if w.box]
    if boxes[0].x0 >= start.x1:
        return 0.0
    edge = boxes[0].x1
    for box in boxes[1:]:
        if box.x0 - edge >= _GAP * start.height:
            break
        edge = box.x1
    return edge
