"""Keys under which citations of one document meet, however they are written.

    "Kế hoạch số 05/KH-UBND ngày 20/01/2022 của UBND huyện" -> ubnd@huyen-…/2022/kh/5

A number alone names nothing: every body counts from 1 each year, for each kind of document
(Decree 30/2020/NĐ-CP). The kind is taken from the symbol, where slips are rarer than in the
word before it; a dispatch has none there.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from extractors.agency.areas import is_placed, slug
from extractors.agency.scan import phrases
from extractors.text.fold import fold
from schemas.record import Basis, Header

_PARTS = re.compile(r"(?P<number>\d[\d.]*[a-zđ]?)\W*(?:(?P<year>(?:19|20)\d\d)\W+)?(?P<letters>.*)")
_PIECES = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_][\w&]*")
_ORGAN = re.compile(
    r"(?:^|(?<=\+))(?:ban-thuong-vu|ban-bi-thu|ban-chap-hanh|thuong-truc)(?:@cap-uy)?@(?=[^+]*@)"
)
"""Organs of a committee number among its documents: ``…-NQ/HU`` of Ban Thường vụ Huyện ủy."""
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


def key_of(
    number: str | None,
    *,
    kind: str | None,
    issued_on: datetime.date | None,
    issuer: str | None = None,
) -> str | None:
    """Issuer, year, kind and number; the issuer by identity, else by the symbol's letters.

    ``kind`` is the word before the number. None without a number or a year, or where the
    issuer is one of many (``ubnd@huyen``): documents of two districts must not meet.
    """
    if issuer is not None and not all(map(is_placed, issuer.split("+"))):
        return None
    symbol = read_symbol(number) if number else None
    if symbol is None:
        return None
    year = symbol.year or (issued_on.year if issued_on else None)
    issuer = issuer and _ORGAN.sub("", issuer)
    code = symbol.code or ("cv" if fold(kind or "") in _DISPATCHES else slug(kind or ""))
    if year is None or not code:
        return None
    return f"{issuer or slug(symbol.letters)}/{year}/{code}/{symbol.number}"


def key_of_basis(basis: Basis, *, issuer: str | None = None) -> str | None:
    """The key of a document that is cited."""
    return key_of(basis.number, kind=basis.kind, issued_on=basis.issued_on, issuer=issuer)


def key_of_document(header: Header) -> str | None:
    """The key of a document itself, under which those that cite it are found."""
    if header.issuer_id is None:
        return None
    kind = "Công văn" if header.kind == "dispatch" else header.kind_code
    return key_of(header.number, kind=kind, issued_on=header.issued_on, issuer=header.issuer_id)


def symbol_key(number: str) -> str:
    """A number for comparing, its letters and figures apart: ``05 - KH/TU`` is ``5 kh tu``."""
    return " ".join(_PIECES.findall(fold(number))).lstrip("0")
