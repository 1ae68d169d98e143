"""Who a sentence makes act: the body it begins with, or that follows an order.

    "Sở Nội vụ chủ trì, phối hợp với …"                   ^^^^^^^^^
    "Đề nghị các phòng, ban báo cáo trước ngày 15/6"              ^^^^^^^^^^^^^^
    "Định kỳ hằng quý, Phòng Nội vụ tổng hợp …"                              ^^^^^^^^^^^^

The names come from ``mentions``; where they do not reach the verb, as in groups and in posts
that nobody lists, what stands before the verb counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.agency.phrases import begins_verb, body_before_verb

Span = tuple[int, int]

_ORDER = re.compile(
    r"(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo|giao cho|riêng đối với|đối với|nhiệm vụ của"
    r"|trách nhiệm của)\s+",
    re.IGNORECASE,
)
_KIND_OF_LIST = re.compile(r"các [^:,;.]{2,30}:\s*", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|để|nhằm|định kỳ|trước|trong|từ|hằng|hàng|quý|tháng|ngày|sau"
    r"|khi|đối với)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:[,;/]\s*)?(?:(?:và|cùng|cùng với)\s+)?")
_VERB_SHOWN = 60
"""Characters shown to the test of how a verb begins."""


def given_end(text: str) -> int:
    """Where the words of an order end (``Đề nghị``); 0 where there is none."""
    order = _ORDER.match(text)
    return order.end() if order else 0


def begins_list(text: str) -> bool:
    """Whether a list of bodies is announced: ``Các sở: …``."""
    return _KIND_OF_LIST.match(text) is not None


def subject(text: str, bodies: Sequence[Span]) -> Span | None:
    """The stretch of a sentence that names who must act; None where it names nobody.

    ``bodies`` are the bodies named in the sentence.
    """
    start = given_end(text)
    if start and (listed := _KIND_OF_LIST.match(text, start)):
        start = listed.end()
    if (end := acting(text, start, bodies)) is not None:
        return start, end
    if not _CIRCUMSTANCE.match(text):
        return None
    for comma in re.finditer(r",\s+", text):
        if begins_verb(text[comma.end() :][:_VERB_SHOWN]):
            return None
        if (end := acting(text, comma.end(), bodies)) is not None:
            return comma.end(), end
    return None


def acting(text: str, start: int, bodies: Sequence[Span]) -> int | None:
    """Where the bodies that begin at ``start`` end, if a verb follows; else None."""
    rest = text[start : start + 1].upper() + text[start + 1 :]
    stretch = body_before_verb(rest)
    if stretch is None:
        return None
    named = _named_end(text, start, bodies)
    if named is not None and begins_verb(text[named:][:_VERB_SHOWN].lower()):
        return named
    return start + stretch


def _named_end(text: str, start: int, bodies: Sequence[Span]) -> int | None:
    """The end of the bodies that follow one another from ``start``."""
    end: int | None = None
    for a, b in bodies:
        if end is None:
            if a == start:
                end = b
        elif a >= end and _BETWEEN.fullmatch(text, end, a):
            end = b
        elif a >= end:
            break
    return end
