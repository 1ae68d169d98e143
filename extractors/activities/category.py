"""What kind of work an activity is, by the word that says what is done first.

    "Phòng Nội vụ tham mưu ban hành Kế hoạch kiểm tra …"  -> ban hành văn bản
    "Tổ chức kiểm tra việc thực hiện Kế hoạch …"          -> kiểm tra – giám sát

Words such as tổ chức, triển khai, tham mưu say nothing of the kind and are passed over, and
so are the names of bodies and of cited documents (Hội đồng Thi đua - Khen thưởng, Quyết định
số …), which hold the words of other kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from extractors.agency.mentions import find_bodies
from extractors.citation import mentions
from extractors.text.fold import fold
from extractors.vocab import load
from schemas.record import Category

_VOCABULARY = Path(__file__).with_name("categories.yaml")
_CLAUSE = re.compile(r"[;:]|\.(?=\s|$)|\(")
_SHORT = 25
"""Characters of a first clause that may only announce the work: ``Đối với chương trình X:``."""
_WITHIN = 40
"""Characters between a verb and its object: ``xây dựng, trình phê duyệt phương án``."""


class _Hit(NamedTuple):
    """A word found: sorted by place, then the longest, then the order of categories."""

    start: int
    less_long: int
    order: int
    category: Category


def category_of(content: str) -> Category:
    """The kind of work of an activity's content; ``khác`` where no word tells."""
    key = _nothing().sub(" _ ", fold(_masked(content)))
    clause = _CLAUSE.search(key, min(len(key), 12))
    first = key[: clause.start()] if clause else key
    hit = min(_hits(first), default=None)
    if hit is None and clause and (len(first) < _SHORT or clause.group() == ":"):
        hit = min(_hits(key), default=None)
    return hit.category if hit else "khác"


def _masked(content: str) -> str:
    """The content with the names of bodies and documents blotted out."""
    out = list(content)
    named = [*find_bodies(content), *(c.span for c in mentions(content))]
    for start, end in named:
        out[start:end] = "_" * (end - start)
    return "".join(out)


def _hits(key: str) -> Iterator[_Hit]:
    for order, (category, pattern) in enumerate(_patterns()):
        for match in pattern.finditer(key):
            length = match.end("said") - match.start()
            yield _Hit(match.start(), -length, order, category)
            break


@cache
def _vocabulary() -> dict[str, Any]:
    return load(_VOCABULARY)


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(_vocabulary()['nothing'])})(?!\w)")


@cache
def _patterns() -> tuple[tuple[Category, re.Pattern[str]], ...]:
    """One pattern for each category, over folded text."""
    found: list[tuple[Category, re.Pattern[str]]] = []
    for category, words in _vocabulary().items():
        if category == "nothing":
            continue
        said = _any(words["phrases"])
        if pairs := words.get("pairs"):
            soon = rf"\W[^;.:]{{0,{_WITHIN}}}?(?:{_any(pairs['objects'])})(?!\w)"
            said += rf"|(?:{_any(pairs['verbs'])})(?={soon})"
        found.append((cast("Category", category), re.compile(rf"(?<!\w)(?P<said>{said})(?!\w)")))
    return tuple(found)


def _any(words: list[str]) -> str:
    return "|".join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True))
