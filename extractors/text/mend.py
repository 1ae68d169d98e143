"""Damage that is no encoding, mended word by word where a text's illegal words prove it.

* ``glyph-shift``: a PDF font without a Unicode table leaves glyph numbers, ``YăQ`` for văn.
* ``lost-u``: the ư of TCVN3 is a soft hyphen, which programs drop: nớc for nước.
* ``through-vni``: Unicode run through a converter from VNI: cơng for công, tồn for toàn.
* ``half-vni``: such a converter that left letters behind: Nghò quyết for Nghị quyết.

Illegal words have one legal repair or are left; words that are legal but not meant are
changed only where ``repair.yaml`` knows the pair they make with a neighbour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, product
from pathlib import Path
from typing import Any, NamedTuple

from extractors.text.encodings import unshift
from extractors.text.fold import fold
from extractors.text.syllables import is_legal, judge
from extractors.vocab import load

_DATA = Path(__file__).with_name("repair.yaml")
_PROOF = 3
"""Illegal words that must become legal."""
_GARBLED_PROOF = 2
"""The same for words with letters that no Vietnamese word has."""
_LEFT = 0.1
"""Share of letters that the damage should have changed and did not."""
_WORD = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"(?![tsh]-)\w-")
"""A label, ``b-``, and not what is left of tư, sư, hư."""
_LABEL = re.compile(r"\w[).]")
_GARBLED = re.compile(r"[\u0180-\u024f\u0250-\u02ff\u0300-\u0308\u030a-\u0322\u0324-\u052fÿĈ]")
"""Letters of no Vietnamese word, at the glyph numbers of Times New Roman."""


class _Damage(NamedTuple):
    """``letters`` maps what stands in the text to what stood there before."""

    encoding: str
    """What is named as the text's encoding."""
    letters: dict[str, str]
    gone: re.Pattern[str] | None
    """Letters that the damage takes away: a text that has them does not have it."""


_DAMAGES = {
    "lost-u": _Damage("tcvn3", {"": "ư"}, re.compile("ư")),
    "through-vni": _Damage(
        "through-vni",
        {"ơ": "ô", "ĩ": "ó", "ị": "ò", "ồ": "oà", "ố": "oá", "ỗ": "oã"},
        re.compile("[ôóò]|o[àáã]"),
    ),
    "half-vni": _Damage("vni", {"ò": "ị", "ó": "ĩ", "ô": "ơ"}, None),
}


def mend(lines: Sequence[Sequence[str]]) -> tuple[list[list[str]], Counter[str]]:
    """Lines of words, mended; and how many words were changed, by the encoding to blame."""
    out, changed = _unshifted(lines)
    for name, damage in _DAMAGES.items():
        words = Counter(chain.from_iterable(out))
        if _is_proved(words, name):
            out, count = _with_each_word(out, name)
            changed[damage.encoding] += count
    return out, +changed


def could_lack_u(token: str) -> bool:
    """Whether an illegal word is legal once it gets an ư back."""
    return _is_damaged(token, "lost-u")


def with_hyphens_as_u(token: str) -> str:
    """The token with ư for hyphens, where they join pieces that are no words: th-ởng, nh-."""
    made = token.replace("-", "ư")
    if made == token or _ITEM.fullmatch(token) or all(map(is_legal, _WORD.findall(token))):
        return token
    whole = not any(c.isdigit() for c in token) and all(map(is_legal, _WORD.findall(made)))
    return made if whole else token


def _unshifted(lines: Sequence[Sequence[str]]) -> tuple[list[list[str]], Counter[str]]:
    """Words of glyph numbers read as letters; a word that is legal is in another font."""
    tokens = list(chain.from_iterable(lines))
    if len(_GARBLED.findall(" ".join(tokens))) < _GARBLED_PROOF:
        return [list(line) for line in lines], Counter()
    new = [[_shifted(t) or t for t in line] for line in lines]
    count = sum(_shifted(t) is not None for t in tokens)
    return new, Counter({"glyph-shift": count})


@lru_cache(maxsize=65536)
def _shifted(token: str) -> str | None:
    """The word that glyph numbers stand for, where it is legal and the token is not."""
    legal, counted = judge(token)
    if not _GARBLED.search(token) and legal == counted:
        return None
    letters = unshift(token)
    if letters is None:
        return None
    legal, counted = judge(letters)
    return letters if counted and legal == counted else None


def _is_proved(tokens: Counter[str], name: str) -> bool:
    """Whether words are illegal by this damage, and the letters it takes away are gone."""
    proof = sum(n * _is_damaged(token, name) for token, n in tokens.items())
    gone = _DAMAGES[name].gone
    if proof < _PROOF or gone is None:
        return proof >= _PROOF
    left = sum(n for token, n in tokens.items() if gone.search(token.lower()))
    return left <= _LEFT * proof


@lru_cache(maxsize=65536)
def _is_damaged(token: str, name: str) -> bool:
    return any(_only_repair(word, name) for word in _WORD.findall(token))


def _with_each_word(lines: Sequence[Sequence[str]], name: str) -> tuple[list[list[str]], int]:
    tokens = ["", *(t for line in lines for t in line), ""]
    new = [_mended(*three, name) for three in zip(tokens, tokens[1:], tokens[2:], strict=False)]
    count = sum(a != b for a, b in zip(tokens[1:], new, strict=False))
    rest = iter(new)
    return [[next(rest) for _ in line] for line in lines], count


def _mended(before: str, token: str, after: str, name: str) -> str:
    """The token with each of its words made what was meant; labels, ``c)``, are none."""
    if _LABEL.fullmatch(token):
        return token
    return _WORD.sub(lambda m: _choice(m.group(), before, after, name), token)


def _choice(word: str, before: str, after: str, name: str) -> str:
    """The only legal repair of an illegal word, a known word, or one that makes a known pair."""
    if (made := _only_repair(word, name)) is not None:
        return made
    if (known := _known("always")[name].get(word.lower())) and not word.isupper():
        return _cased(known, word)
    if not is_legal(word) or _makes(word, before, after, "kept"):
        return word
    fitting = [c for c in _candidates(word.lower(), name) if _makes(c, before, after, "pairs")]
    return _cased(fitting[0], word) if len(fitting) == 1 else word


@lru_cache(maxsize=65536)
def _only_repair(word: str, name: str) -> str | None:
    """The one legal word that damage can have made an illegal one of."""
    if is_legal(word) or not (word.islower() or word.istitle() or word.isupper()) or len(word) < 2:
        return None
    if word.isascii() and not word.islower():
        return None  # an abbreviation or a foreign name
    found = _candidates(word.lower(), name)
    return _cased(found[0], word) if len(found) == 1 else None


@lru_cache(maxsize=65536)
def _candidates(word: str, name: str) -> tuple[str, ...]:
    """Legal words that differ from ``word`` by the damage."""
    letters = _DAMAGES[name].letters
    if "" in letters:
        made = {word[:i] + letters[""] + word[i:] for i in range(len(word) + 1)}
    else:
        made = set(map("".join, product(*({c, letters.get(c, c)} for c in word))))
    return tuple(sorted(m for m in made - {word} if is_legal(m)))


def _cased(made: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if like[:1].isupper() else made


def _makes(word: str, before: str, after: str, kind: str) -> bool:
    """Whether the word and a neighbour are a known pair."""
    found = pairs(kind)
    return fold(f"{_bare(before)} {word}") in found or fold(f"{word} {_bare(after)}") in found


def _bare(token: str) -> str:
    return token.strip(" .,;:()“”\"'")


@cache
def pairs(kind: str) -> frozenset[str]:
    """Pairs of words of ``repair.yaml``, in matching keys: ``pairs`` or ``kept``."""
    return frozenset(fold(pair) for line in _known(kind) for pair in line.split(", "))


@cache
def _known(kind: str) -> Any:
    return load(_DATA)[kind]
