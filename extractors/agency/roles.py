"""Who leads and who supports where one cell says both.

"Phòng Nội vụ chủ trì, phối hợp với Công an huyện" -> lead, then coordinating
"Chủ trì: Phòng Nội vụ; phối hợp: Công an huyện"   -> the same
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from extractors.agency.names import vocabulary

Role = Literal["lead", "coordinating"]
Section = tuple[int, int, Role | None]

_CLAUSE = re.compile(r"[;.](?=\s|$)|\n")


@cache
def _markers() -> re.Pattern[str]:
    words = vocabulary()
    lead, support = (_any(words[kind]) for kind in ("leads", "supports"))
    return re.compile(
        rf"(?<![\w])(?<!hội đồng )(?<!ban )(?<!tổ )(?<!và )"
        rf"(?:(?P<lead>{lead})|(?P<support>{support}))(?![\w])"
        r"(?P<to>\s*:|\s+(?:với|cùng với|cùng|có|gồm)\b)?",
        re.IGNORECASE,
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def sections(text: str) -> Iterator[Section]:
    """The stretches of a cell between its words for roles, each with the role they give it."""
    found = [m for m in _markers().finditer(text) if not _in_name(m, text)]
    if not found:
        yield 0, len(text), None
        return
    start = 0
    role: Role | None = None
    for match in found:
        begin, before = match.start(), text[start : match.start()]
        said: Role = "lead" if match["lead"] else "coordinating"
        if _points_back(match, text):
            cut = _clause_start(before)
            yield start, start + cut, role
            yield start + cut, begin, said
            role = None
        else:
            yield start, begin, role
            role = said
        start = match.end()
    yield start, len(text), role


def _in_name(match: re.Match[str], text: str) -> bool:
    """A capital in the middle of a clause is that of a name: ``Phòng Tham mưu``."""
    before = text[: match.start()].rstrip()
    if not match.group()[0].isupper() or not before or not before[-1].isalnum():
        return False
    return not text.isupper()


def _clause_start(text: str) -> int:
    marks = list(_CLAUSE.finditer(text))
    return marks[-1].end() if marks else 0


def _points_back(match: re.Match[str], text: str) -> bool:
    """Whether a word for a role stands after the bodies it is said of."""
    if match["to"]:
        return False
    before = text[: match.start()].rstrip(" (")
    if not before or before.endswith((";", ".", ":", ",", "-")):
        return False
    if match["lead"]:
        return True
    return re.match(r"\s*\)?\s*(?:[;.,]|$)", text[match.end() :]) is not None
