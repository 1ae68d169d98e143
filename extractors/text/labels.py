"""Printed labels of headings and list items: ``II.``, ``1.2.``, ``a)``, ``-``, ``Điều 3.``

The level of a label cannot come from the label alone (an office may put ``a)`` above
``1.``), so a label only names its kind; the outline finds levels from their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors.text.letters import CAPITAL, SMALL

LabelKind = Literal[
    "part", "article", "roman", "capital", "number", "decimal", "letter", "paren", "dash", "plus"
]

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""Order of item letters in Vietnamese documents: d is followed by đ, and f, j, w, z are unused."""

_LABEL = re.compile(
    rf"""
    (?P<part>(?:(?:Phần|PHẦN)\s+(?:thứ|THỨ)\s+\w+|(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:[IVXL]+|\d+)))\b\s*[.:\-]?
  | (?P<article>Điều\s+\d+)\s*[.:]                         # Điều 3.
  | (?!V\s?/\s?v\b)(?:[-–]\s?(?=[IVX]+\.\s?[{CAPITAL}]{{2}}))?  # - I. MỤC ĐÍCH
    (?P<roman>[IVXL]+)\s*(?:[./)]|\s?[-–](?=\s))  # II.  III-  IV/, not V/v
  | (?P<decimal>\d+(?:\.\d+)+)\s*[.):]?(?=\s|[{CAPITAL}])     # 1.2.  3.4
  | (?P<number>\d{{1,3}})\s*(?:[.)](?!\d)|/(?=\s)|[-–](?=\s*[{CAPITAL}]))  # 1.  2)  3/
  | (?P<paren>\(\s?(?:\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\s?\))     # (1)  (a)
  | (?P<capital>[A-ZĐ])\s*[.)/](?=\s)                      # A.
  | (?P<letter>[a-zđ](?:\.?\d{{1,2}})?)\s*[.)/](?=\s|[{CAPITAL}“"])   # a)  b.  đ)  a.1)
  | (?P<dash>[-–—−•●▪◦~])(?=\s|[{CAPITAL}{SMALL}“"(\d])        # - item
  | (?P<plus>[+*])(?=\s|[{CAPITAL}{SMALL}“"(\d])               # + item
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Label:
    kind: LabelKind
    text: str
    """As printed, without its closing mark: ``II``, ``1.2``, ``a``, ``-``."""
    end: int
    """Offset of the first character after the label."""
    ordinal: int | None
    """Its place in a sequence; None for dashes."""


def label_of(text: str) -> Label | None:
    """The label at the start of ``text``; None where it starts with a word."""
    match = _LABEL.match(text)
    if match is None:
        return None
    kind = match.lastgroup
    assert kind is not None
    shown = match.group(kind)
    if kind == "roman" and roman(shown) is None:
        return None
    return Label(kind, shown.strip("() "), match.end(), _ordinal(kind, shown))  # type: ignore[arg-type]


def _ordinal(kind: str, shown: str) -> int | None:
    last = re.split(r"[.\s]", shown.strip("() "))[-1]
    if kind == "roman":
        return roman(last)
    if last.isdigit():
        return int(last)
    if kind in ("letter", "paren", "capital") and last.lower() in _ALPHABET:
        return _ALPHABET.index(last.lower()) + 1
    return None


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 89, None where it is none."""
    if not text or any(c not in _ROMAN_DIGITS for c in text):
        return None
    values = [_ROMAN_DIGITS[c] for c in text]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return total if _as_roman(total) == text else None


def _as_roman(number: int) -> str:
    out = ""
    for value, digits in (
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            out, number = out + digits, number - value
    return out
