"""Which words follow one another: whether a line goes on with another one.

``Phòng Giáo`` + ``dục và Đào tạo``: *giáo dục* is a word of the language, and where the
document has the two syllables side by side elsewhere, they belong together here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from extractors.text.words import neighbours
from schemas.layout import Line

_MARKS = ".,;:!?()[]“”\"'…"
_OFTEN = 4
"""A word seen this often whose follower was never seen is hardly followed by it."""


class Joints:
    """How well two words join, from a document's own lines and the language's words."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._firsts: Counter[str] = Counter()
        for line in lines:
            words = [w.lower() for w in line.text.split()]
            self._pairs.update(pairwise(words))
            self._firsts.update(words[:-1])
        self._known: dict[tuple[str, str], float] = {}

    def worth(self, before: str, after: str) -> float:
        """How well a line's last word and the next one's first join: -0.8 (never seen) to 2."""
        key = (before.lower(), after.lower())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._weigh(*key)
        return found

    def _weigh(self, before: str, after: str) -> float:
        if before[-1:] not in _MARKS and (before, after.rstrip(_MARKS)) in neighbours():
            return 1.9
        count = self._pairs[before, after]
        if count:
            return 1.6 if count > 1 else 1.1
        return -0.8 if self._firsts[before] >= _OFTEN else -0.3
