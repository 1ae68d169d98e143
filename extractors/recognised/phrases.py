"""Marks of tone that recognition lost, given back where the document itself shows them.

Tesseract reads letters well and their marks less well: ``KÉ HOẠCH``, ``nhà thâu``. Phrases
that every document prints are spelt as they are spelt. Two words that are no pair of
Vietnamese are the pair they are one mark away from, if the document has it more often
elsewhere. Names and all other words stay as they were seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path

from extractors.text.fold import bare, fold
from extractors.text.mend import pairs
from extractors.text.syllables import is_legal
from extractors.text.words import compounds
from extractors.vocab import load

_DATA = Path(__file__).with_name("phrases.yaml")
_CORE = re.compile(r"[^\W\d_]+")
_EDGES = re.compile(r"^\W*|\W*$")
_DIRT = re.compile(r"^[^\w(\[“\"‘'–—-]+")
"""What a stain left before a word that had to be set right."""
_SPOILT, _CLOSE = 3, 0.55
"""Letters of a word that a seal or a stain spoilt, and how alike it must be to the one meant."""
_GLUED = re.compile(r"[./]")
"""Signs inside a token that is several words: ``KT.TRƯỞNG``."""
_CLOSES = re.compile(r"[.,;:!?)\]”]$")
_BY = re.compile(r"(?P<mark>TM|KT|TL|TUQ)[:;,](?=$|[A-ZĐ])")
"""By what authority one signs: the stop after it is small."""
_OPENS = re.compile(r"^[(\[“]")


def with_marks(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """Lines of words with the marks that phrases and pairs of words leave no doubt about."""
    out = [_with_phrases(line) for line in lines]
    usual = _usual(out)
    return [_with_pairs(line, usual) for line in out]


def _with_phrases(line: Sequence[str]) -> list[str]:
    """Words of closed phrases as these are spelt; the longest phrase wins."""
    out = [_BY.sub(r"\g<mark>.", token) for token in line]
    keys = tuple(bare(_core(token)) for token in line)
    longest = max(map(len, _phrases()))
    at = 0
    while at < len(line):
        for length in range(min(longest, len(line) - at), 1, -1):
            span = keys[at : at + length]
            known = _phrases().get(span)
            phrase = known or _nearly(line[at : at + length], span)
            # Two words may be parts of other pairs; one that is no word is part of none.
            if phrase is not None and (length > 2 or known is None or not _is_sense(line, at)):
                out[at : at + length] = map(_spelt, line[at : at + length], phrase)
                at += length - 1
                break
        at += 1
    return out


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Closed phrases by their letters without marks, word by word; a dash has none."""
    words = [phrase.split() for group in load(_DATA).values() for phrase in group]
    return {tuple(bare(_core(w)) for w in phrase): tuple(map(_core, phrase)) for phrase in words}


def _nearly(line: Sequence[str], keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """The phrase that words are but for one, which is no word and looks like the one meant."""
    wrong = [i for i, token in enumerate(line) if not is_legal(_EDGES.sub("", token))]
    if len(wrong) != 1:
        return None
    at = wrong[0]
    key = bare(_EDGES.sub("", line[at]))
    if len(key) < _SPOILT or _GLUED.search(key):
        return None
    close = [
        p for p in _by_others().get((at, keys[:at] + keys[at + 1 :]), ())
        if SequenceMatcher(None, key, bare(p[at])).ratio() >= _CLOSE
    ]  # fmt: skip
    return close[0] if len(close) == 1 else None


@cache
def _by_others() -> dict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]]:
    """Phrases by their words without one, and which one."""
    out: dict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]] = {}
    for keys, phrase in _phrases().items():
        for at in range(len(keys)):
            if all(phrase):
                out.setdefault((at, keys[:at] + keys[at + 1 :]), []).append(phrase)
    return out


def _usual(lines: Iterable[Sequence[str]]) -> Counter[str]:
    """How often the document has each pair of words, in matching keys."""
    return Counter(key for line in lines for a, b in pairwise(line) if (key := _pair(a, b)))


def _with_pairs(line: Sequence[str], usual: Counter[str]) -> list[str]:
    """Pairs that are none made the one pair of words they can be."""
    out = list(line)
    for i, (a, b) in enumerate(pairwise(line)):
        meant = None if _is_sense(out, i) else _meant(out[i], b, usual)
        if meant is not None:
            out[i], out[i + 1] = _spelt(a, meant[0]), _spelt(b, meant[1])
    return out


def _meant(a: str, b: str, usual: Counter[str]) -> tuple[str, str] | None:
    """The pair that two words are a slip for: one mark away, and printed elsewhere as well."""
    key = _pair(a, b)
    if key is None:
        return None
    known = [pair for pair in compounds().get(bare(key), ()) if usual[fold(pair)] > usual[key]]
    if len(known) != 1:
        return None
    first, second = known[0].split()
    changed = [
        old for old, new in ((_core(a), first), (_core(b), second)) if fold(old) != fold(new)
    ]
    is_name = any(old.istitle() for old in changed)
    return None if len(changed) != 1 or is_name else (first, second)


def _is_sense(line: Sequence[str], at: int) -> bool:
    """Whether two words are a pair as they were read, or make one with their neighbours."""
    a, b = line[at : at + 2]
    before = line[at - 1] if at else ""
    after = line[at + 2] if at + 2 < len(line) else ""
    return _is_pair(before, a) or _is_pair(a, b) or _is_pair(b, after)


def _is_pair(a: str, b: str) -> bool:
    key = _pair(a, b)
    return key is not None and key in _known_pairs()


@cache
def _known_pairs() -> frozenset[str]:
    found = (fold(pair) for alike in compounds().values() for pair in alike)
    return frozenset(found) | pairs("pairs") | pairs("kept")


def _pair(a: str, b: str) -> str | None:
    """Two neighbours as one key; None where a mark of punctuation parts them."""
    if not a or not b or _CLOSES.search(a) or _OPENS.search(b):
        return None
    first, second = _core(a), _core(b)
    return fold(f"{first} {second}") if first and second else None


def _core(token: str) -> str:
    """The letters of a token that is one word with signs around it; else nothing."""
    inner = _EDGES.sub("", token)
    return inner if _CORE.fullmatch(inner) else ""


def _spelt(token: str, word: str) -> str:
    """The token with the spelling of ``word``, its own signs and capitals, where they differ."""
    inner = _EDGES.sub("", token)
    if not inner or fold(inner) == fold(word):
        return token
    return _DIRT.sub("", token.replace(inner, _cased(word, inner), 1))


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word.lower()
