"""Printed lines from words, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from schemas.geometry import Box
from schemas.page import Word


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
    return [row_of(group) for group in groups]


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
