"""Where the name of a body ends and what it must do begins."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from extractors.agency.names import begins_body
from extractors.vocab import load

_VERBS = Path(__file__).with_name("verbs.yaml")
_LONGEST_NAME = 260
"""Characters: lists of bodies before the verb are seldom longer."""


@cache
def _verb_pattern() -> re.Pattern[str]:
    verbs = sorted(load(_VERBS)["verbs"], key=len, reverse=True)
    return re.compile(rf"[\s,]+(?:(?:cần|phải|sẽ|có)\s+)?(?:{'|'.join(map(re.escape, verbs))})\b")


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
        if before.count("(") == before.count(")") and not before.endswith((" và", " với", " của")):
            return len(before.rstrip(" ,"))
    return None
