"""Words and marks of a text, each with its place: what names of bodies are matched on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.text.fold import fold

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?|[^\w\s]|_")
_FUSED = re.compile(r"(TT|VP|BTV|TV|BTC|BTG|BTGDV|BDV|BNC|UBKT|BCH)(TU|HU|QU|ThU|ĐU)")
"""An organ and its committee in one word: BTGHU, VPTU."""
_INITIALS = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựyỳýỷỹỵ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuiiiiii",
)


class Token(NamedTuple):
    """A word or one mark: half-open offsets, text as printed, folded key."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether a name may hold it as one of its great words: a capital or a figure."""
        return self.text[0].isupper() or self.text[0].isdigit()

    @property
    def is_abbreviation(self) -> bool:
        """Letters of which nearly all are capitals: UBND, GD, THPT, TTr."""
        return len(self.text) > 1 and self.text.isalpha() and sum(map(str.isupper, self.text)) >= 2


@lru_cache(maxsize=4096)
def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a composed text (NFC)."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if fused := _FUSED.fullmatch(word):
            middle = match.start() + fused.end(1)
            out.append(_token(match.start(), middle, fused[1]))
            out.append(_token(middle, match.end(), fused[2]))
        else:
            out.append(_token(match.start(), match.end(), word))
    return tuple(out)


def _token(start: int, end: int, text: str) -> Token:
    return Token(start, end, text, fold(text))


def initial(key: str) -> str:
    """The letter an abbreviation has for a folded word: ``ủy`` gives u, ``đầu`` đ."""
    return key[0].translate(_INITIALS)


def initials(abbreviation: str) -> str:
    """The letters of an abbreviation, as ``initial`` gives them for words."""
    return abbreviation.lower().translate(_INITIALS)
