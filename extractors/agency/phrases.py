"""Where the name of a body ends and what it must do begins."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from extractors.agency.names import begins_body
from extractors.text.words import segment, tag
from extractors.vocab import load

_VERBS = Path(__file__).with_name("verbs.yaml")
_GOES_ON = (" và", " với", " của", " được", " để", " không", " chưa", " sự", " bị", " diện")
"""After these a verb belongs to the name: ``được giao nhiệm vụ``, ``chịu sự giám sát``."""
_CHOSEN = (" được giao", " được phân công")
"""The first verb after these tells which bodies: ``các đơn vị được giao chủ trì báo cáo``."""
_CERTAIN = re.compile(
    r"\s+(?:chủ trì|phối hợp với|tham mưu|có trách nhiệm|chịu trách nhiệm|căn cứ|chủ động)\b"
)
"""What the body must do for sure: a verb right before it is the name's."""
_LONGEST_NAME = 260
"""Characters: lists of bodies before the verb are seldom longer."""


@cache
def _verb_pattern() -> re.Pattern[str]:
    words = load(_VERBS)
    verbs = sorted((*words["verbs"], *words["unsure"]), key=len, reverse=True)
    listed = "|".join(map(re.escape, verbs))
    return re.compile(rf"[\s,]+(?:(?:cần|phải|sẽ|có|tự|cùng|trực tiếp)\s+)?(?P<verb>{listed})\b")


def begins_verb(text: str) -> bool:
    """Whether ``text`` begins with what a body must do."""
    return _verb_pattern().match(" " + text) is not None


def body_before_verb(text: str) -> int | None:
    """Offset where a leading body's name ends before its verb; None where there is no verb.

    ``Sở Nội vụ chủ trì, phối hợp với …`` gives 9. A verb inside a name (``Ban Chỉ đạo
    thực hiện …``) is passed over while a bracket is open.
    """
    if not begins_body(text):
        return None
    for match in _verb_pattern().finditer(text, 0, _LONGEST_NAME):
        before = text[: match.start()]
        if before.count("(") != before.count(")") or before.endswith(_GOES_ON):
            continue
        if before.endswith(_CHOSEN) and begins_verb(text[match.end() :].lstrip()):
            continue
        if match["verb"] in load(_VERBS)["unsure"] and not _is_verb(text, match.start("verb")):
            continue
        if not _names_itself(text, match, before):
            return len(before.rstrip(" ,"))
    return None


def _names_itself(text: str, match: re.Match[str], before: str) -> bool:
    """Whether a verb tells which body: ``Ban kiểm tra nội bộ``, ``Phòng Kế hoạch tổng hợp``."""
    words = load(_VERBS)
    if match["verb"] not in words["naming"] or match.group()[0] == ",":
        return False
    at_end = match["verb"] in words["ending"] and not text[match.end() :].strip(" :;")
    return at_end or before in words["bare"] or _CERTAIN.match(text, match.end()) is not None


@lru_cache(maxsize=4096)
def _is_verb(text: str, at: int) -> bool:
    """Whether the tagger sees a verb that begins at an offset (``công lập`` is one word)."""
    spans = segment(text[: _LONGEST_NAME * 2])
    tags = tag([text[a:b] for a, b in spans])
    before = "CH"
    for (start, _), part in zip(spans, tags, strict=True):
        if start == at:
            return part.startswith("V") and not before.startswith("V")
        before = part
    return False
