"""Places after the name of a body: ``huyện Phú Lộc``, ``xã An Bình, huyện Phú Lộc``, ``tỉnh``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractors.agency.tokens import Token
from extractors.text.fold import fold

_KINDS = {
    "tỉnh": ("tỉnh",), "thành phố": ("thành phố", "tp"), "huyện": ("huyện", "h"),
    "quận": ("quận", "q"), "thị xã": ("thị xã", "tx"), "xã": ("xã", "x"),
    "phường": ("phường", "p"), "thị trấn": ("thị trấn", "tt"), "đặc khu": ("đặc khu",),
    "khu vực": ("khu vực",),
}  # fmt: skip
_BY_WORDS = {
    tuple(fold(spelling).split()): kind for kind, all_ in _KINDS.items() for spelling in all_
}
_ALONE = ("TP", "TX")
"""Abbreviations that stand for the issuer's own city or town: ``Công an TP``."""
_LONGEST_NAME = 6
"""Syllables: ``Bà Rịa - Vũng Tàu``, ``Phan Rang - Tháp Chàm``."""
_JOINTS = frozenset("-–’'")

Begins = Callable[[int], bool]
"""Whether a body's name begins at a token."""


class Place(NamedTuple):
    """A kind of unit, its printed name (empty for ``huyện`` alone), and the token after it.

    ``kind`` is empty where only a name is printed: ``Sở Y tế Hà Vân``.
    """

    kind: str
    name: str
    end: int

    @property
    def full(self) -> str:
        return f"{self.kind} {self.name}".strip()


def kind_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The kind of unit named at a token, and the token after it; a dot of TP. included."""
    for size in (2, 1):
        words = tuple(t.key for t in tokens[at : at + size])
        kind = _BY_WORDS.get(words) if len(words) == size else None
        if kind is None or (len(words[0]) <= 2 and words[0] != "xã" and not _short(tokens, at)):
            continue
        end = at + size
        dotted = end < len(tokens) and tokens[end].text == "." and len(words[0]) <= 2
        return kind, end + dotted
    return None


def _short(tokens: Sequence[Token], at: int) -> bool:
    """H., Q. 3: the letter of a kind needs a dot or a name after it; TP and TX do not."""
    if tokens[at].text in _ALONE:
        return True
    after = tokens[at + 1 : at + 2]
    named = bool(after) and (after[0].text == "." or after[0].is_capital)
    return tokens[at].text[0].isupper() and named


def place_at(tokens: Sequence[Token], at: int, begins: Begins) -> Place | None:
    """The kind of unit at a token with its name, if one follows."""
    kind = kind_at(tokens, at)
    if kind is None:
        return None
    end = name_end(tokens, kind[1], begins)
    name = text_of(tokens, kind[1], end)
    return Place(kind[0], name, end)


def name_end(tokens: Sequence[Token], at: int, begins: Begins) -> int:
    """The token after a proper name: capitals and figures, joined by hyphens.

    Names begin like bodies, too (xã Đoàn Kết): ``begins`` says where a known one does.
    """
    end = at
    while end < len(tokens) and end - at < _LONGEST_NAME:
        token = tokens[end]
        if token.is_word:
            if not token.is_capital or begins(end) or (end > at and kind_at(tokens, end)):
                break
        elif not (token.text in _JOINTS and _joins(tokens, at, end, begins)):
            break
        end += 1
    return end


def _joins(tokens: Sequence[Token], start: int, at: int, begins: Begins) -> bool:
    """Whether a hyphen stands between two parts of one name."""
    after = at + 1
    if at == start or after >= len(tokens) or not tokens[after].is_capital:
        return False
    return not begins(after) and kind_at(tokens, after) is None


def text_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """A name as printed, its capitals apart where it has nothing else."""
    out = ""
    for at in range(start, end):
        gap = at > start and tokens[at].start > tokens[at - 1].end
        out += (" " if gap else "") + tokens[at].text
    return " ".join(map(_titled, out.split(" "))) if out.isupper() and len(out) > 3 else out


def _titled(word: str) -> str:
    return word if set(word) <= set("IVXL") else word.title()
