"""The words of citations, as alternatives of a pattern."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from extractors.text.fold import fold
from extractors.vocab import load

_FILE = Path(__file__).with_name("vocab.yaml")


@cache
def words(name: str) -> str:
    """The words of one kind as alternatives, the longest first."""
    found = sorted(load(_FILE)[name], key=len, reverse=True)
    return "|".join(re.escape(w) for w in found)


@cache
def carrying_out() -> frozenset[str]:
    """Folded openers of what a document carries out."""
    return frozenset(map(fold, load(_FILE)["carrying_out"]))
