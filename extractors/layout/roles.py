"""What a table's column holds, told from its heading (words in ``roles.yaml``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from extractors.text.fold import fold
from extractors.vocab import load

Role = Literal[
    "index", "content", "lead", "coordinating", "time", "product", "place", "participants",
    "budget", "note", "monitor", "status", "inspected", "part", "session", "price", "unit", "other",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
"""``other`` is what people, goods and papers have and no task: a birthday, a shelf life."""
_YEAR_NOTE = re.compile(
    r"\s*\(?\s*(?:dự kiến\s+|trong\s+)?(năm\s+(?:19|20)\d\d)\s*\)?\s*$", re.IGNORECASE
)

_SEPARATOR = re.compile(r"\s*([,/]|-)\s*")


@cache
def _words() -> dict[str, Any]:
    return load(Path(__file__).with_name("roles.yaml"))


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    listed = _words()["roles"].items()
    return tuple((role, _compiled(p)) for role, patterns in listed for p in patterns)


@cache
def _overseers() -> tuple[re.Pattern[str], ...]:
    return tuple(map(_compiled, _words()["overseers"]))


@cache
def _parts() -> dict[str, str]:
    """What ``{body}`` and its like stand for."""
    words = {
        name: "(?:" + "|".join(sorted(map(_key, entries), key=len, reverse=True)) + ")"
        for name, entries in _words()["words"].items()
    }
    return words | {"sep": "(?: [,/-])?"}


def _compiled(pattern: str) -> re.Pattern[str]:
    words = _parts()
    return re.compile(
        re.sub(r"\{(\w+)\}|([^{}]+)", lambda m: words[m[1]] if m[1] else _fold(m[2]), pattern)
    )


def _fold(pattern: str) -> str:
    """Fold the letters of a pattern, leave its syntax."""
    return "".join(p if p.isspace() else fold(p) for p in re.findall(r"\\.|[^\W\d_]+|.", pattern))


def _key(entry: str) -> str:
    return re.escape(fold(entry))


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """The role a heading names; None where it names none we know."""
    key = _heading_key(heading)
    if not key or len(key) > 90:
        return None
    compact = key.replace(" ", "")
    if compact in ("stt", "tt", "sốtt", "sốstt"):
        return "index"
    return next((role for role, pattern in _patterns() if pattern.fullmatch(key)), None)


def _heading_key(heading: str) -> str:
    return _SEPARATOR.sub(r" \1 ", fold(_YEAR_NOTE.sub("", heading))).strip(" .:;*")


def oversees(heading: str) -> bool:
    """Whether a heading is that of a superior, who leads only where nobody else is named."""
    key = _heading_key(heading)
    return any(pattern.fullmatch(key) for pattern in _overseers())


@lru_cache(maxsize=4096)
def role_in_heading(text: str) -> Role | None:
    """The role of what is known to stand in a heading row, where ``Sáng`` and ``Từ`` say it too."""
    if (role := role_of(text)) is not None:
        return role
    key = fold(text).strip(" .:;*")
    alone: dict[Role, list[str]] = _words()["alone"]
    return next((role for role, words in alone.items() if key in map(fold, words)), None)


@lru_cache(maxsize=4096)
def opening_of(heading: str) -> Role | None:
    """The role that the first words of a long heading suggest; what is in the cells decides."""
    key = fold(heading)
    openings: list[tuple[str, Role]] = [
        (fold(words), role) for role, listed in _words()["openings"].items() for words in listed
    ]
    for words, role in sorted(openings, key=lambda o: -len(o[0])):
        if re.match(rf"{re.escape(words)}(?!\w)", key):
            return role
    return None


def year_of(heading: str) -> int | None:
    """A year that stands only in the heading: ``Thời gian (Năm 2026)``."""
    match = re.search(r"\b(?:19|20)\d\d\b", heading)
    return int(match.group()) if match else None
