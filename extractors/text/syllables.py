"""Which words are Vietnamese syllables, by the rules of the spelling: onset, rime, tone.

Every Vietnamese word is one syllable of a closed set, so the share of legal words tells a
readable text from one in an old encoding, a broken font or a bad recognition. The set is
built from the rules below and knows spelling only, not meaning: it says that "ngời" can
be a word, not that it is the word meant.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_CHECKED_TONES = ("\u0301", "\u0323")
"""A rime that ends in a stop (p, t, c, ch) bears only sắc or nặng."""

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
i ich im in inh ip it iu  ia iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot  ooc oong  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt  oe oen oeo oet
u uc ui um un ung up ut  ua uôc uôi uôm uôn uông uôt  uân uâng uât uây  uê uêch uênh  uơ
uy uych uyn uynh uyt uyp uyu uya uyên uyêt
ư ưc ưi ưm ưn ưng ưt ưu  ưa ươc ươi ươm ươn ương ươp ươt ươu
"""
_AFTER_QU = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  ân âng ât ây
e en eo et ê ên êch ênh êt  i it inh ich  ôc  ơ ơi ơn  y yt ych ynh yên yêt yêng yêu
"""
_WITHOUT_ONSET = "y yêm yên yêng yêt yêu"
"""Rimes in iê are written with y where nothing stands before them."""
_Y_ALONE = "d đ h k kh l m n ng s t th v x"
"""Onsets after which an open i may be written y (kỹ, lý, Mỹ)."""
_FRONT = ("e", "ê", "i", "y")
"""Before these c is written k, g gh and ng ngh."""
_ROUNDED = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")
"""After c the glide is written with q."""

_TWO_VOWELS = re.compile(r"iê|yê|uyê|uô|ươ|uâ|oă|uê|uơ|oo|oa|oe|uy|ia|ua|ưa|[aăâeêioôơuưy]")
_OPEN_GLIDE = ("oa", "oe", "uy")
"""Where the tone mark stands on either vowel by two school rules: hòa, hoà."""

_NAMES = "đắk đăk lắk lăk krông"
"""Parts of names of provinces and districts that keep a spelling of their own."""

_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LATIN = re.compile(r"[A-ZĐƯƠ]+")
_ASCII = re.compile(r"[A-Za-z]+")


class Judged(NamedTuple):
    """How many words of a text could be judged, and how many of them are legal."""

    legal: int
    counted: int

    @property
    def share(self) -> float:
        return self.legal / self.counted if self.counted else 1.0


@cache
def syllables() -> frozenset[str]:
    """All legal syllables in lower case, NFC; about 17,500."""
    made: set[str] = set()
    for onset, rime in _pairs():
        checked = rime.endswith(("p", "t", "c", "ch"))
        for tone in _CHECKED_TONES if checked else _TONES:
            made |= {onset + toned for toned in _toned(rime, tone)}
    return frozenset(made) | set(_NAMES.split())


def is_legal(word: str) -> bool:
    """Whether ``word`` is one Vietnamese syllable, in lower case, Capitalised or UPPER CASE."""
    word = unicodedata.normalize("NFC", word)
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    return word.lower() in syllables()


def judge(text: str) -> Judged:
    """Count the words of ``text`` that can be judged, and the legal ones among them.

    Left out: numbers and codes, abbreviations, and capitalised words without any
    Vietnamese letter, which are foreign names.
    """
    legal = counted = 0
    for match in _LETTERS.finditer(unicodedata.normalize("NFC", text)):
        verdict = _verdict(match.group())
        counted += verdict is not None
        legal += verdict is True
    return Judged(legal, counted)


def legal_share(text: str) -> float:
    """The share of legal syllables among the words of ``text``, 0-1; 1 where none can be judged."""
    return judge(text).share


@lru_cache(maxsize=65536)
def _verdict(word: str) -> bool | None:
    """Whether a word is legal; None where it cannot be judged."""
    if is_legal(word):
        return True
    if any(c.isdigit() for c in word):
        # l6p is a misread word; 14h30, 2a and QĐ30 are codes.
        return None if not (word[0].islower() and word[-1].isalpha()) else False
    if _LATIN.fullmatch(word) or len(word) == 1:
        return None
    foreign = _ASCII.fullmatch(word) and word[0].isupper() and word[1:].islower()
    return None if foreign else False


def _pairs() -> list[tuple[str, str]]:
    """Onsets with the rimes that may follow them."""
    rimes = _RIMES.split()
    found = [("", r) for r in (*rimes, *_WITHOUT_ONSET.split()) if not r.startswith("iê")]
    found += [("qu", rime) for rime in _AFTER_QU.split()]
    found += [(onset, "y") for onset in _Y_ALONE.split()]
    return found + [(o, r) for o, r in product(_ONSETS.split(), rimes) if _fits(o, r)]


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return False  # it has rimes of its own
    front = rime.startswith(_FRONT)
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front and not (onset == "c" and rime.startswith(_ROUNDED))
    if onset == "g":  # gì, giếng: the i is the rime's
        return not rime.startswith(("e", "ê"))
    return onset != "gi" or not rime.startswith("i")


def _toned(rime: str, tone: str) -> set[str]:
    """The rime with a tone on its main vowel, in each spelling in use."""
    if not tone:
        return {rime}
    match = _TWO_VOWELS.search(rime)
    assert match is not None and match.start() == 0, "a rime begins with its vowels"
    vowels, rest = match.group(), rime[match.end() :]
    places = {_place(vowels, closed=bool(rest))}
    if vowels in _OPEN_GLIDE and not rest:
        places = {0, 1}
    return {unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :]) for at in places}


def _place(vowels: str, *, closed: bool) -> int:
    """Which of the vowels bears the tone: the first of an open ia, ua, ưa, else the last."""
    return 0 if vowels in ("ia", "ua", "ưa") and not closed else len(vowels) - 1
