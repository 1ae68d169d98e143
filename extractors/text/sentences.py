"""Sentences of a paragraph, found on characters: abbreviations and numbers keep their dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.text.letters import CAPITAL

_END = re.compile(
    rf"(?:(?<=[^\W_][.!?…])|(?<=\.\.\.))\s+(?=[{CAPITAL}“\"(])|(?<=[”)][.!?])\s+(?=[{CAPITAL}“])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:TM|KT|TL|TT|TP|Tp|TX|P|Q|ThS|TS|PGS|GS|Đ/c|v\.v|Nxb|PCT|St|Mr)\.$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of each sentence."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start()]):
            continue
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
