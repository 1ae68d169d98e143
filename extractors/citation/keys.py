"""Keys under which citations of one document meet, however they are written.

    "Kế hoạch số 05/KH-UBND ngày 20/01/2022 của UBND huyện" -> ubnd@huyen-…/2022/kh/5

A number alone names nothing: every body counts from 1 each year, for each kind of document
(Decree 30/2020/NĐ-CP). The kind is taken from the symbol, where slips are rarer than in the
word before it; a dispatch has none there.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.agency.areas import slug
from extractors.agency.scan import phrases
from extractors.citation.rules import Citation
from extractors.text.fold import fold

_PARTS = re.compile(r"(?P<number>\d[\d.]*[a-zđ]?)\W*(?:(?P<year>(?:19|20)\d\d)\W+)?(?P<letters>.*)")
_LETTERS = re.compile(r"[^\W\d_][\w&]*")
_DISPATCHES = frozenset(map(fold, ("Công văn", "Văn bản")))


class Symbol(NamedTuple):
    """A number in its parts: ``05-NQ/HU`` is 5, no year, nq, HU."""

    number: str
    year: int | None
    code: str | None
    letters: str


def read_symbol(number: str) -> Symbol | None:
    """The parts of a number with its symbol; None where it is neither."""
    match = _PARTS.match(number)
    if match is None:
        return None
    letters = _LETTERS.findall(match["letters"])
    code = letters.pop(0) if letters and (fold(letters[0]),) in phrases("symbol_kinds") else None
    return Symbol(
        match["number"].lstrip("0") or "0",
        int(match["year"]) if match["year"] else None,
        slug(code) if code else None,
        letters[0] if letters else "",
    )


def key_of(citation: Citation, *, issuer: str | None = None) -> str | None:
    """Issuer, year, kind and number; the issuer by identity, else by the symbol's letters.

    None without a number or a year.
    """
    symbol = read_symbol(citation.number) if citation.number else None
    if symbol is None:
        return None
    year = symbol.year or (citation.issued_on.year if citation.issued_on else None)
    if year is None:
        return None
    named = "cv" if fold(citation.kind) in _DISPATCHES else slug(citation.kind)
    return f"{issuer or slug(symbol.letters)}/{year}/{symbol.code or named}/{symbol.number}"
