"""Which words follow one another: whether a line goes on with another one.

``Phòng Giáo`` + ``dục và Đào tạo``: *giáo dục* is a word of the language, and where the
document has the two syllables side by side elsewhere, they belong together here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import log

from extractors.agency.areas import rows_of
from extractors.text.words import neighbours

_MARKS = ".,;:!?()[]“”\"'…"
_OFTEN = 4
"""A word seen this often whose follower was never seen is hardly followed by it."""
_REACH = 4
"""Lines after one within which a cell's next line is printed, beside those of other cells."""
_SEEN = 3
_FIGURES = re.compile(r"\d")
_SHORT = {"ủy ban nhân dân": "ubnd", "hội đồng nhân dân": "hđnd"}


class Joints:
    """How well two words join, from a document's own lines and the language's words.

    ``lines`` say what stands side by side; ``table`` are the lines of a table in which columns
    have run together: which of them follow others too often for chance tells how cells go on.
    """

    def __init__(self, lines: Iterable[str], table: Sequence[str] = ()) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._firsts: Counter[str] = Counter()
        for line in lines:
            keys = [key(w) for w in line.split()]
            self._pairs.update(pairwise(keys))
            self._firsts.update(keys[:-1])
        self._near = _near(table)
        self._known: dict[tuple[str, str], float] = {}

    def worth(self, before: str, after: str) -> float:
        """How well a line's last word and the next one's first join: -0.8 (never seen) to 2."""
        pair = (key(before), key(after))
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = max(self._weigh(*pair), self._near.get(pair, -9.0))
        return found

    def _weigh(self, before: str, after: str) -> float:
        clean = after.rstrip(_MARKS)
        if before[-1:] not in _MARKS and (
            (before, clean) in neighbours() or (before, clean) in _names()
        ):
            return 1.9
        count = self._pairs[before, after]
        if count:
            return 1.6 if count > 1 else 1.1
        return -0.8 if self._firsts[before] >= _OFTEN else -0.3


@cache
def key(word: str) -> str:
    """A word as it is counted: one date is like another, and so is one document's number."""
    return "0" if _FIGURES.match(word) else word.lower()


@cache
def _names() -> frozenset[tuple[str, str]]:
    """Words that stand side by side in names of bodies."""
    names = [row["name"].lower() for row in rows_of("registry.csv")]
    short = [name.replace(long, s) for name in names for long, s in _SHORT.items() if long in name]
    return frozenset(pair for name in (*names, *short) for pair in pairwise(name.split()))


def _near(table: Sequence[str]) -> dict[tuple[str, str], float]:
    """What it is worth that lines with a last word and a first word are often near."""
    lasts, firsts, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    ends = [(key(w[0]), key(w[-1])) for line in table if (w := line.split())]
    for i, (first, last) in enumerate(ends):
        lasts[last] += 1
        firsts[first] += 1
        both.update({(last, other) for other, _ in ends[i + 1 : i + 1 + _REACH]})
    out = {}
    for (a, b), count in both.items():
        often = count * len(ends) / (lasts[a] * firsts[b] * _REACH)
        if count >= _SEEN and often > 2.0:
            out[a, b] = min(0.7 * log(often), 1.6)
    return out
