"""Numbers of documents that recognition broke: ``57/1B-UBND``, ``21 4/QĐĐ-STC``, ``QH 13``.

The kind in a symbol is one of few; where what was read is none of them and is one of them
but for a letter that looks alike or stands twice, that one is printed. Figures on both
sides of a space before a symbol are one number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS = frozenset(
    ("KH", "QĐ", "NĐ", "NQ", "CT", "TB", "BC", "GM", "CTr", "TTr", "HD", "CĐ", "TT", "TTLT", "QC")
)
_SYMBOL = re.compile(r"(?P<number>\D*\d+/(?:(?:19|20)\d\d/)?)(?P<kind>\w{2,4})(?P<rest>[-–].+)")
_ALIKE = str.maketrans({"1": "T", "I": "T", "l": "T", "Ð": "Đ", "Ö": "Q"})
_TWICE = re.compile(r"(\w)0?\1")
_BROKEN = re.compile(r"\d{1,4}/(?:(?:19|20)\d\d/)?[A-ZĐ\d]{2,4}[-–]")
_ASSEMBLY = re.compile(r"\d+/(?:19|20)\d\d/QH")
_FIGURES, _TERM = re.compile(r"\d{1,3}"), re.compile(r"1[0-9][.,;:)]*")


def with_symbols(line: Sequence[str]) -> list[str]:
    """Words with their symbols; a number in two pieces stands in the first, the second is empty."""
    out = [_with_kind(token) for token in line]
    for i in range(1, len(out)):
        last = out[i - 1]
        before = out[i - 2].lower().strip(":.") if i > 1 else ""
        is_number = before == "số" and _FIGURES.fullmatch(last) and _BROKEN.match(out[i])
        if is_number or (_ASSEMBLY.fullmatch(last) and _TERM.fullmatch(out[i])):
            out[i - 1], out[i] = last + out[i], ""
    return out


def _with_kind(token: str) -> str:
    match = _SYMBOL.fullmatch(token)
    if match is None or match["kind"] in _KINDS:
        return token
    alike = match["kind"].translate(_ALIKE)
    once = _TWICE.sub(r"\1", alike)
    known = [kind for kind in (alike, once, once.replace("0", "")) if kind in _KINDS]
    return f"{match['number']}{known[0]}{match['rest']}" if known else token
