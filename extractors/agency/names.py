"""What the names of bodies look like, before anybody knows who they are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from extractors.text.fold import fold
from extractors.vocab import load

_BODIES = Path(__file__).with_name("bodies.yaml")


@cache
def vocabulary() -> dict[str, Any]:
    """The words of ``bodies.yaml``."""
    return load(_BODIES)


@cache
def _abbreviations() -> re.Pattern[str]:
    words = sorted(vocabulary()["abbreviations"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![^\W_])")


@cache
def _words(name: str) -> re.Pattern[str]:
    words = sorted((fold(w) for w in vocabulary()[name]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![^\W_])")


def begins_body(text: str) -> bool:
    """Whether ``text`` begins like the name of a body: ``Sở Nội vụ``, ``UBND xã``."""
    first = next((c for c in text if c.isalpha()), "")
    if not first.isupper() or only_looks_like_body(text):
        return False
    return bool(_words("starts").match(fold(text)) or _abbreviations().match(text))


def only_looks_like_body(text: str) -> bool:
    """Whether ``text`` begins like a body and is none: ``Báo cáo``, ``Tổ chức``."""
    return _words("not_starts").match(fold(text)) is not None


def begins_area(text: str) -> bool:
    """Whether ``text`` begins with an area's level: ``TỈNH HÀ VÂN``, ``huyện``."""
    return _words("areas").match(fold(text)) is not None


def begins_position(text: str) -> bool:
    """Whether ``text`` begins with a post: ``PHÓ CHỦ TỊCH``, ``Giám đốc``."""
    return _words("positions").match(fold(text)) is not None
