"""A text cut into tokens, and what each may be on its own: the leaves of the grammar.

``Quý I/2026`` gives the tokens ``quý``, ``i``, ``/``, ``2026`` and the nodes QUARTER,
roman 1, ``/``, yr 2026. Numbers that cannot be part of a time (money, document numbers,
house numbers, ratios, sections) get no node, so that no rule can reach them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractors.grammar import Line, Node
from extractors.text.numbers import number_words, roman, roman_slip
from extractors.time.nodes import Day, Feast, Unit
from extractors.vocab import Lookup, load, lookup, phrases

_FORMS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212~÷→", "-"),
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("’‘′`´ʹ", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\u3000", " "),
        "ð": "đ", "Ð": "đ", "Ɖ": "đ",
    }
)  # fmt: skip
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_HAS_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)

# A run that mixes digits with the letters OCR takes them for: l0, O3, 2O20.
_MIXED = re.compile(r"(?<![^\W_])(?=[oil|]*\d)(?=\d*[oil|])[\doil|]+(?![^\W\d_])")
_AS_DIGITS = str.maketrans("oil|", "0111")
# "22/1 1/2017": a digit pushed off its neighbour.
_PARTED = re.compile(r"(?<=\d/)(\d) (\d)(?=/\d{4})|(?<=\d/\d\d/)(\d) (\d{3})(?!\d)")

_TOKEN = re.compile(r"\d+|[^\W\d_]+|-(?:\s?-)*|[^\w\s]|_")
_DMY = re.compile(r"(\d{1,2})(\s?[/.-]\s?)(\d{1,2})\s?([/.-])\s?(\d{4}|\d{2})(?![\d%])(?![./]\d)")
_DM = re.compile(r"(\d{1,2})\s?/\s?(\d{1,2})(?![\d%])(?!\s?[/.]\s?\d)(?!,\d)")
_MY = re.compile(r"(\d{1,3})\s?[/.-]\s?((?:19|20)\d\d)(?!\d)(?!\s?[/.]\s?\d)")
_DM_HYPHEN = re.compile(r"(\d{1,2})[-.](\d{1,2})(?![\d%])(?![/.,-]\d)")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:\.\d+){3,}|\d+(?:[.,]\d+)?\s?[%‰]")
_DECIMAL = re.compile(r"\d+,\d+(?![\d,])")
_CLOCK = re.compile(
    r"([01]?\d|2[0-4])\s?(?:(?:h|g|giờ)(?!\w*[^\W\d_])\s?(?:[0-5]?\d(?!\d)(?:\s?(?:phút|'+|\"|°))?)?"
    r"|:[0-5]\d(?::[0-5]\d)?(?!\d))(?!\s?(?:phút|làm việc))"
)
# 16/KH-UBND, 11-CT/TU, 42/2024/QH15, 20.03.2026/BCTT-TS: letters without vowel marks.
_DOCUMENT = re.compile(
    r"\d[\d.]*(?:/\d+)*\s?(?:/{1,2}\s?|-\s?(?=[a-zđ]{1,6}/))(?!(?:i{1,3}|iv|v|h|g)(?!\w))"
    r"[a-zđ&]{1,12}\d*(?![^\W\d_])(?:[-/.&]\s?[a-zđ&\d]+(?![^\W\d_]))*"
)
_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabulary file, ready for look-up."""

    lookup: Lookup
    labels: frozenset[str]
    documents: frozenset[str]
    not_always_after: frozenset[str]


def _entries(file: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    yield from phrases(file["words"])
    for word, n in number_words().items():
        yield word, "num", n
    for kind, words in file["slips"].items():
        for word in words:
            yield word, kind, "slip"
    for kind, words in file["weak_slips"].items():
        for word in words:
            yield word, f"{kind}_SLIP", "slip"
    for day, names in file["feasts"].items():
        for name in names:
            yield name.replace(",", "").replace(" - ", " "), "FEAST", day
    for word in file["labels"]:
        yield word, "LABEL", word in file["documents"]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    file = load(Path(__file__).parent / "vocab.yaml")
    return Vocabulary(
        lookup=lookup(_entries(file)),
        labels=frozenset(file["labels"]),
        documents=frozenset(file["documents"]),
        not_always_after=frozenset(file["not_always_after"]),
    )
