"""Capitals that TCVN3 has lost: it has none with tone marks, so fonts (.VnTimeH) drew them.

``CéNG HOµ`` decodes to "CộNG HOà", and a line wholly in such a font to small letters. A word
with small letters in the midst of capitals was all capitals; so was a line that stands by
itself and begins with a small letter, where the national title does. The rest stays small.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain

from extractors.text.fold import bare

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[IVX]{1,4}[.\-–/)]*|[-–+•]|(?:[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/]+")
_ROMAN = re.compile(r"[IVXivx]{1,4}[.\-–/)]+")
_ENDS = (".", ":", ";", "!", "?")
_SENTENCE_ENDS = (".", "!", "?")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯ")
_TITLES = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam"
    r"|(?:ke hoach|quyet dinh|thong bao|bao cao|to trinh|chuong trinh|huong dan|chi thi)$"
)
"""What every document has at its head in capitals."""
_HEAD = 30
"""Lines in which the head stands."""


def restore_capitals(lines: Sequence[Sequence[str]], legacy: Sequence[bool]) -> list[list[str]]:
    """Lines of words with their capitals, where ``legacy`` says the line was TCVN3."""
    has_small_title = any(
        _TITLES.match(bare(" ".join(line))) and _is_small(line) for line in lines[:_HEAD]
    )
    out: list[list[str]] = []
    ended = True
    for i, (line, was_legacy) in enumerate(zip(lines, legacy, strict=True)):
        new = list(line)
        if was_legacy and line:
            gap = i < _HEAD and (not out[-1] or _is_upper(out[-1])) if out else True
            alone = ended or gap or _ROMAN.fullmatch(line[0]) is not None
            is_heading = has_small_title and alone and _is_small(line)
            new = [t.upper() for t in line] if is_heading else _whole_words(line)
            following = next(iter(lines[i + 1]), "") if i + 1 < len(lines) else ""
            new = _sentences(new, following, fresh=ended)
        out.append(new)
        if new:  # a blank line alone does not tell: cells of a dumped table have them inside
            ended = new[-1].endswith(_ENDS) or _is_upper(new)
    return out


def restored(text: str) -> str:
    """A paragraph that was TCVN3 throughout, with its capitals; no letter changes its place."""
    tokens = [_TOKEN.findall(line) for line in text.split("\n")]
    new = chain.from_iterable(restore_capitals(tokens, [True] * len(tokens)))
    return _TOKEN.sub(lambda _: next(new), text)


def whole(token: str) -> str:
    """The token in capitals, where its small letters are ones that TCVN3 has no capital for."""
    return token.upper() if _is_broken(token) or (_is_open(token) and len(token) == 1) else token


def _is_small(line: Sequence[str]) -> bool:
    """Whether all letters are small, the first one although TCVN3 has a capital for it."""
    rest = list(line)
    while rest and _ROMAN.fullmatch(rest[0]):
        rest.pop(0)
    letters = [c for token in rest for c in token if c.isalpha()]
    if len(letters) < 4 or not all(c.islower() for c in letters):
        return False
    return letters[0] == rest[0][0] and _has_capital(letters[0])


def _has_capital(letter: str) -> bool:
    """Whether TCVN3 has a byte for the capital: letters without tone marks."""
    return letter in "ăâđêôơư" or unicodedata.normalize("NFD", letter) == letter


def _whole_words(line: Sequence[str]) -> list[str]:
    """Words broken in the midst of capitals made whole, with their neighbours' help."""
    sure = [_is_broken(token) for token in line]
    capital = [token.isalpha() and len(token) > 1 and token.isupper() for token in line]
    is_open = [_is_open(token) for token in line]
    n_capital = sum(capital) + sum(sure)
    others = (not o and any(c.islower() for c in t) for t, o in zip(line, is_open, strict=True))
    is_heading = n_capital > 1 and not any(others)
    for step in (1, -1):  # a word without a letter that shows its case follows its neighbour
        for i in range(len(line))[::step]:
            beside = i - step
            if is_open[i] and 0 <= beside < len(line):
                sure[i] = sure[i] or sure[beside] or (is_heading and capital[beside])
    return [t.upper() if s else t for t, s in zip(line, sure, strict=True)]


def _is_broken(token: str) -> bool:
    """Two capitals of ASCII in a word whose small letters have marks: CộNG."""
    words = _WORD.findall(token)
    return any(_is_open(w) and sum(c in _CAPITALS for c in w) > 1 for w in words)


def _is_open(token: str) -> bool:
    """Whether its small letters all lack a capital in TCVN3: ở, Xã, Độ, CộNG."""
    small = [c for c in token if c.islower()]
    return bool(small) and not any(_has_capital(c) for c in small)


def _sentences(line: Sequence[str], following: str, *, fresh: bool) -> list[str]:
    """The first letter of a sentence, and of an Ủy ban, that TCVN3 has no capital for."""
    out: list[str] = []
    for i, token in enumerate(line):
        starts = fresh and all(_LABEL.fullmatch(t) for t in line[:i])
        starts = starts or (i > 0 and line[i - 1].endswith(_SENTENCE_ENDS))
        follower = line[i + 1] if i + 1 < len(line) else following
        is_body = token.strip("(“") in ("ủy", "uỷ") and follower.lower() == "ban"
        out.append(_capitalised(token) if starts or is_body else token)
    return out


def _capitalised(token: str) -> str:
    """The token with its first letter as a capital, if that is a letter with a tone mark."""
    at = next((i for i, c in enumerate(token) if c.isalpha()), 0)
    if not token[at : at + 1].islower() or _has_capital(token[at]):
        return token
    return token[:at] + token[at].upper() + token[at + 1 :]


def _is_upper(line: Sequence[str]) -> bool:
    letters = [c for token in line for c in token if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)
