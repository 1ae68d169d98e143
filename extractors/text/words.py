"""Vietnamese words and their parts of speech: the only importer of underthesea.

underthesea rewrites text as it goes (tone placement, runs of spaces), so its tokens are
found again in the text, character by character; what it lost is split on spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from extractors.text.fold import bare, fold
from extractors.text.syllables import is_legal

_REWRITTEN = 40
"""Characters: how far to look for the next token after one that was rewritten."""
_PIECE = re.compile(r"\w+|[^\w\s]")


class Span(NamedTuple):
    """A word: half-open offsets in the text; it may hold single spaces (``Hà Nội``)."""

    start: int
    end: int


def segment(text: str) -> list[Span]:
    """The words of ``text`` in order; together they hold all its non-blank characters."""
    from underthesea import word_tokenize

    if not text.strip():
        return []
    spans: list[Span] = []
    at = 0
    for token in word_tokenize(text, use_token_normalize=False):
        found = _find(text, token, at) or _find_later(text, token, at)
        if found is None:
            continue
        spans += _pieces(text, at, found.start)
        spans.append(found)
        at = found.end
    return spans + _pieces(text, at, len(text))


def _dictionary() -> list[str]:
    """The words of underthesea's dictionary, in small letters."""
    package = find_spec("underthesea")
    assert package is not None and package.origin is not None, "it is a dependency"
    path = Path(package.origin).parent.joinpath("corpus", "data", "Viet74K.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [unicodedata.normalize("NFC", line.strip().lower()) for line in lines]


@cache
def compounds() -> dict[str, tuple[str, ...]]:
    """Words of two syllables in underthesea's dictionary, by their letters without marks."""
    found: dict[str, dict[str, str]] = {}
    for word in _dictionary():
        syllables = word.split()
        if len(syllables) == 2 and all(map(is_legal, syllables)):
            found.setdefault(bare(word), {})[fold(word)] = word
    return {key: tuple(words.values()) for key, words in found.items()}


def _find(text: str, token: str, at: int) -> Span | None:
    """Where a token stands at or after ``at``, white space apart; None if it was rewritten."""
    start = end = at
    begun = False
    for char in token:
        if char.isspace():
            continue
        while end < len(text) and text[end].isspace():
            end += 1
        if end >= len(text) or text[end] != char:
            return None
        if not begun:
            start, begun = end, True
        end += 1
    return Span(start, end) if begun else None


def _find_later(text: str, token: str, at: int) -> Span | None:
    """The token a little further on: what stands before it was rewritten."""
    start = text.find(token, at, at + len(token) + _REWRITTEN)
    return Span(start, start + len(token)) if start >= 0 else None


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Words and marks of a stretch that underthesea gave back in another form."""
    return [Span(m.start(), m.end()) for m in _PIECE.finditer(text, start, end)]


def tag(words: Sequence[str]) -> list[str]:
    """Parts of speech of the words of one sentence, in the tag set of VLSP (N, V, Np, E …)."""
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    if not words:
        return []
    clean = [" ".join(w.split()) or w for w in words]
    return [tag for _, tag in CRFPOSTagPredictor.Instance().predict(clean, None)]


@cache
def neighbours() -> frozenset[tuple[str, str]]:
    """Syllables that stand side by side in words of the dictionary: ``("giáo", "dục")``."""
    return frozenset(pair for word in _dictionary() for pair in pairwise(word.split()))
