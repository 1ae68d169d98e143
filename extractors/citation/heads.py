"""Heads of citations: kind, number and date, the part whose form is fixed.

Nghị quyết số 63/NQ-HĐND ngày 18 tháng 12 năm 2019     the common form
Kế hoạch của UBND tỉnh số 15/KH-UBND ngày 10/01/2025   the issuer first
các Quyết định: số 12/QĐ-UBND ngày …; số 13/QĐ-UBND    the kind once for several
Luật Lưu trữ số 33/2024/QH15                           by its name
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect
from functools import cache
from typing import NamedTuple

from extractors.agency.names import begins_body
from extractors.citation.forms import (
    BLANK_DATE,
    BLANK_NUMBER,
    CLOCK,
    NUMBER,
    date_of,
    date_pattern,
)
from extractors.citation.vocabulary import words
from extractors.text.letters import CAPITAL, SMALL


class Head(NamedTuple):
    """Where a document is named; ``date_printed`` tells a day that does not exist from none."""

    start: int
    end: int
    kind: str
    number: str | None = None
    date: datetime.date | None = None
    date_printed: bool = False
    name: str | None = None
    issuer: str | None = None
    leader: int | None = None
    """Where the head stands whose kind this one shares: ``Quyết định 12/QĐ-A, 13/QĐ-A``."""


def _dated() -> str:
    """A date after a number: ``(khóa XI) lúc 18 giờ, ngày 5/9/2024``, ``(ngày 3/1/2020)``."""
    term = r"(?:\s*\((?i:khóa)\s+[IVXLC]+\))?"
    return rf"(?:{term}(?:\s*,?\s*{CLOCK})?\s*[,(]?\s*(?:{date_pattern()}\)?|{BLANK_DATE}))?"


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/])(?P<kind>(?i:{words('kinds')}))\b(?:\s+liên tịch)?"
        rf"(?:\s+(?:số)?\s*:?\s*(?P<number>{NUMBER})|\s+số\s*:?\s*(?P<blank>{BLANK_NUMBER}))?"
        rf"{_dated()}"
    )


@cache
def _issuer_first_pattern() -> re.Pattern[str]:
    """``Quyết định của Bộ trưởng Bộ Y tế số 4858/QĐ-BYT``, ``Nghị quyết HĐND huyện số 12``."""
    return re.compile(
        rf"(?<![\w/])(?P<kind>(?i:{words('kinds')}))\s+(?:của\s+)?"
        rf"(?P<issuer>[{CAPITAL}][^;:,.()\d]{{1,90}}?)\s*[,:]?\s+số\s*:?\s*(?P<number>{NUMBER})"
        rf"{_dated()}"
    )


_PASSED = (
    r"(?:,?\s*(?:đã\s+)?được\s+(?P<issuer>Quốc hội)[^;:.\d]*?\bthông qua"
    r"(?:\s+(?:tại|trong)\s+[^;:.]{2,60}?)?(?=,?\s+ngày\s+\d))?"
)
"""How a law is said to be passed: ``được Quốc hội khóa XIV thông qua ngày 17/6/2020``."""


@cache
def _law_pattern() -> re.Pattern[str]:
    """Laws, statutes and what a congress resolved go by name; number and date may follow."""
    ends = r",?\s*(?:số\s+\d|ngày\s+\d|năm\s+\d{4}|(?:đã\s+)?được\s|có hiệu lực)|[;:.]|$"
    beside = rf",\s*(?:{words('kinds')})\b|\s+và\s+(?:{words('kinds')})\s"
    return re.compile(
        rf"(?<![\w/])(?P<kind>{words('laws')}|Nghị quyết(?=\s+(?:Đại hội|Trung ương)\s))\s+"
        rf"(?P<name>[sS]ửa đổi[^;:.]*?(?=\s*(?:{ends}))"  # amends several laws, named in a list
        rf"|(?:nước\s)?[{CAPITAL}][^;:.]*?(?=\s*(?:{ends}|{beside}))"
        rf"|[{SMALL}][^;:.\d]{{2,60}}?(?=\s+số\s+\d))"
        rf"(?:\s*,?\s*số:?\s*(?P<number>{NUMBER}))?{_PASSED}(?:\s*,?\s*{date_pattern()})?"
    )


@cache
def _titled_pattern() -> re.Pattern[str]:
    """What a document is of, before its number: ``Chương trình kiểm tra số 31-CTr/HU``."""
    return re.compile(
        rf"(?<![\w/])(?P<kind>(?i:{words('kinds')}))\s+(?!của|số|này|ngày|kèm|theo|và\b)"
        rf"[{SMALL}][^;:.()\d]{{2,60}}?\s+số\s*:?\s*(?P<number>{NUMBER}){_dated()}"
    )


@cache
def _several_pattern() -> re.Pattern[str]:
    """Documents of one kind announced together; their numbers follow."""
    return re.compile(
        rf"\b[cC]ác\s+(?P<kind>(?i:{words('kinds')}))"
        r"(?:\s+của\s+(?P<issuer>[^;:,.()\d]{2,90}?))?\s*:?(?=\s+(?:[sS]ố\s*:?\s*)?\d)"
    )


@cache
def _further_pattern() -> re.Pattern[str]:
    """The number of one more document of the kind named before."""
    return re.compile(rf"(?<![\w/.-])(?P<said>[sS]ố\s*:?\s*)?(?P<number>{NUMBER}){_dated()}")


BESIDE = re.compile(r"\s*(?:[;,]|,?\s*và)\s*")
"""All that stands between two documents that are named side by side."""
_BLANK = 9
"""White space that may stand between an announcement and the first number, at most."""
_ENDS_BESIDE = re.compile(r"(?:[;,]|\bvà)\s*$")


def heads(text: str) -> list[Head]:
    """Every place that names a document by kind and number, date or a law's name, in order."""
    known: list[Head] = []
    for match in _issuer_first_pattern().finditer(text):
        if match["kind"] not in _laws() and begins_body(match["issuer"]):
            known.append(_head(match))
    for match in _head_pattern().finditer(text):
        head = _head(match)
        if head.number or head.date_printed or match["blank"] is not None:
            _add(known, head)
    for pattern in (_law_pattern(), _titled_pattern()):
        for match in pattern.finditer(text):
            _add(known, _head(match))
    _add_further(known, text)
    return known


def _add(known: list[Head], head: Head) -> None:
    """Put a head in its place, unless another stands there."""
    at = bisect(known, head.start, key=_start)
    free = (not at or known[at - 1].end <= head.start) and (
        at == len(known) or head.end <= known[at].start
    )
    if free:
        known.insert(at, head)


def _start(head: Head) -> int:
    return head.start


@cache
def _laws() -> frozenset[str]:
    return frozenset(words("laws").split("|"))


def _add_further(known: list[Head], text: str) -> None:
    """The numbers, too, whose kind was said before: by the last head, or for several."""
    several = {m.end(): m for m in _several_pattern().finditer(text)}
    for match in _further_pattern().finditer(text):
        start = match.start()
        at = bisect(known, start, key=_start)
        last = known[at - 1] if at else None
        if "/" not in match["number"] or (last is not None and last.end > start):
            continue
        blank = text[max(start - _BLANK, 0) : start]
        opened = several.get(start - len(blank) + len(blank.rstrip()))
        if opened is not None:
            _add(known, _head(match, kind=opened["kind"])._replace(issuer=opened["issuer"]))
        elif last is not None and last.number and _goes_on(text[last.end : start], match):
            leader = last.start if last.leader is None else last.leader
            _add(known, _head(match, kind=last.kind)._replace(issuer=last.issuer, leader=leader))


def _goes_on(between: str, match: re.Match[str]) -> bool:
    """Whether a number stands beside the last one, or, named as one, in a list with it."""
    if BESIDE.fullmatch(between):
        return True
    return match["said"] is not None and _ENDS_BESIDE.search(between) is not None


def _head(match: re.Match[str], *, kind: str | None = None) -> Head:
    groups = match.groupdict()
    number = groups["number"]
    return Head(
        match.start(),
        match.end(),
        _capitalised(kind or match["kind"]),
        re.sub(r"\s", "", number).replace("–", "-") if number else None,
        date_of(groups),
        bool(groups["day"]),
        groups.get("name"),
        groups.get("issuer"),
    )


def _capitalised(kind: str) -> str:
    """The kind as written, but for a lower-case slip (``Căn cứ thông tư 48/2011/…``)."""
    return kind[0].upper() + kind[1:]
