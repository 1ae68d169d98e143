"""Printed lines from words, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from schemas.geometry import Box
from schemas.word import Word


class Row(NamedTuple):
    """Words at one height, from left to right."""

    words: tuple[Word, ...]
    page: int
    box: Box
    size: float
    """Font size of most of its letters."""
    text: str

    @property
    def bold(self) -> bool:
        return all(w.bold for w in self.words)

    @property
    def is_recognised(self) -> bool:
        """Whether its words were read in a picture, where sizes and places vary a little."""
        return self.words[0].confidence is not None

    @property
    def italic(self) -> bool:
        return all(w.italic for w in self.words)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Rows from top to bottom; words without a box are left out.

    A word belongs to the row whose middle it is nearest to by less than half the height of
    the larger of the two, so raised figures stay with the text they are printed in.
    """
    placed = [(w.box.top + w.box.bottom, w.box, w) for w in words if w.box is not None]
    placed.sort(key=lambda p: p[0])
    groups: list[list[Word]] = []
    middle = height = 0.0
    for doubled, box, word in placed:
        high = box[3] - box[1]
        if groups and doubled / 2 - middle < max(height, high) / 2:
            groups[-1].append(word)
            if high > height:
                middle, height = doubled / 2, high
        else:
            groups.append([word])
            middle, height = doubled / 2, high
    return [row_of(row) for group in groups for row in _apart(group)]


def _apart(group: list[Word]) -> list[list[Word]]:
    """A group parted into the lines of one column that a line beside them has joined.

    The columns of a scanned foot have lines of their own, so that one on the right may stand
    level with the space between two on the left.
    """
    if group[0].confidence is None:
        return [group]
    boxes = sorted((w.box for w in group if w.box), key=lambda b: b.x0)
    stacked = [
        (a, b) if a.y_mid < b.y_mid else (b, a)
        for a, b in pairwise(boxes)
        if min(a.x1, b.x1) - b.x0 > 0.5 * min(a.width, b.width)
        and abs(a.y_mid - b.y_mid) > 0.5 * min(a.height, b.height)
    ]
    if not stacked:
        return [group]
    upper, lower = max(stacked, key=lambda pair: pair[1].y_mid - pair[0].y_mid)
    parting = (upper.y_mid + lower.y_mid) / 2
    parts = [
        [w for w in group if w.box and (w.box.y_mid < parting) == above] for above in (True, False)
    ]
    return [line for part in parts if part for line in _apart(part)]


def row_of(words: Sequence[Word]) -> Row:
    """One row of words that are known to share it."""
    ordered = sorted(words, key=lambda w: w.box[0] if w.box else 0.0)
    lefts, tops, rights, bottoms = zip(*[w.box for w in ordered if w.box], strict=True)
    around = Box(lefts[0], min(tops), max(rights), max(bottoms))
    text = " ".join([w.text for w in ordered])
    return Row(tuple(ordered), ordered[0].page or 0, around, main_size(ordered), text)


def main_size(words: Iterable[Word]) -> float:
    """The font size most letters have; the middle one where sizes were measured in a picture."""
    found = list(words)
    sizes = {w.size for w in found}
    if len(sizes) == 1:
        return sizes.pop()
    if found and found[0].confidence is not None:
        return median(w.size for w in found)
    letters: Counter[float] = Counter()
    for word in found:
        letters[word.size] += len(word.text)
    return max(letters.items(), key=lambda item: (item[1], item[0]))[0] if letters else 0.0


def gaps(row: Row) -> list[tuple[float, float]]:
    """White stretches between the words of a row: (from x, to x), overlaps left out."""
    found: list[tuple[float, float]] = []
    reached = row.words[0].box[2] if row.words[0].box else 0.0
    for word in row.words[1:]:
        box = word.box or row.box
        if box[0] > reached:
            found.append((reached, box[0]))
        reached = max(reached, box[2])
    return found


def parted(row: Row, x: float) -> tuple[list[Word], list[Word]]:
    """The words left and right of ``x``, by their middles."""
    middle = attrgetter("x_mid")
    left = [w for w in row.words if w.box is not None and middle(w.box) < x]
    right = [w for w in row.words if w.box is not None and middle(w.box) >= x]
    return left, right
