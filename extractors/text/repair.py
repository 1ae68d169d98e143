"""Text in an old encoding, or broken by a converter or a font, made readable again.

A file may hold Unicode and TCVN3 side by side, so words are judged, not files: each run of
words gets the encoding in which most of its words are legal syllables, a change of encoding
being dear. Damage that is no encoding is mended after that (``extractors.text.mend``)::

    "Uû ban nh©n d©n tØnh"  ->  ("Uỷ ban nhân dân tỉnh", "tcvn3")
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple

from extractors.text.capitals import restore_capitals, whole
from extractors.text.encodings import RUN_ENCODINGS, decode, readings_of_viscii
from extractors.text.mend import could_lack_u, mend, with_hyphens_as_u
from extractors.text.syllables import is_legal, judge
from schemas.page import Page
from schemas.word import Word

UNICODE = "unicode"

_TOKEN = re.compile(r"[^ \t\r\n\f\v]+")
r"""Not ``\S+``: VISCII has letters where Unicode has separators and no-break spaces."""
_ODD = r"[\x80-\x9f\x02\x05\x06\x14\x19\x1e¡-ª¬-¯µ-º¼-¾ÄÅÆÇËÎÏÐÑÖ-ØÛÜÞßäåæçëîïñö-øûüþÿ]"
_ODD_BESIDE_LETTER = re.compile(rf"{_ODD}(?=[^\W\d_])|(?<=[^\W\d_]){_ODD}|^(?!\d)\w*{_ODD}\w*$")
"""What Vietnamese never has in or at a word."""
_ETH = str.maketrans("ðÐ", "đĐ")
_LONE_SIGNS = frozenset("·§©®¤°\xad")
"""Bullets and signs that may stand alone in a text of any encoding."""

_CHANGE = 1.2
"""Cost of going over to another encoding, in illegal words."""
_CHANGE_AT_LINE = 0.4
"""The same where a line begins: headings are in fonts of their own."""
_RIVAL = 0.5
"""Cost of changing a word that is legal as it stands, in a text that is partly Unicode."""
_LOST_U = 0.5
"""Cost of a word that is legal once it gets its ư back."""
_BY_CHANCE = 0.45
"""An encoding with less than this share of the proof that the best one has is left out."""
_PROOF = 3
"""Words that must become legal before a text is taken for anything but Unicode."""


class Repaired(NamedTuple):
    text: str
    encoding: str
    """``unicode`` where nothing was changed; else what most changed words were in."""


class RepairedLines(NamedTuple):
    lines: list[list[str]]
    encoding: str


class _Reading(NamedTuple):
    text: str
    cost: float
    is_rival: bool = False
    """Whether it changes a word that is legal as it stands."""


def repair(text: str, *, from_bytes: bool = False) -> Repaired:
    """Decode what is in an old encoding; spaces and line breaks stay as they are.

    ``from_bytes``: the text was made from a file's bytes, one Latin-1 character for each,
    and is surely not Unicode.
    """
    spans = [[m.span() for m in _TOKEN.finditer(line)] for line in text.split("\n")]
    at, lines, places = 0, [], []
    for line, found in zip(text.split("\n"), spans, strict=True):
        lines.append([line[a:b] for a, b in found])
        places += [(at + a, at + b) for a, b in found]
        at += len(line) + 1
    mended = repair_lines(lines, from_bytes=from_bytes)
    if mended.lines == lines:
        return Repaired(text, mended.encoding)
    tokens = [t for line in mended.lines for t in line]
    return Repaired(_woven(text, places, tokens), mended.encoding)


def _woven(text: str, places: Sequence[tuple[int, int]], tokens: Sequence[str]) -> str:
    """The text with its tokens at ``places`` exchanged."""
    edges = [0, *(end for _, end in places)]
    gaps = [text[end:start] for end, (start, _) in zip(edges, places, strict=False)]
    return "".join(g + t for g, t in zip(gaps, tokens, strict=True)) + text[edges[-1] :]


def repair_lines(lines: Sequence[Sequence[str]], *, from_bytes: bool = False) -> RepairedLines:
    """The same for lines of words; every word stays in its place."""
    named: Counter[str] = Counter()
    whole_letters = [[unicodedata.normalize("NFC", t) for t in line] for line in lines]
    out = whole_letters
    if states := _possible(out, from_bytes=from_bytes):
        path = _best_path(out, states)
        out, used = _decoded(out, path)
        named.update(used)
    out, damage = mend(out)
    named.update(damage)
    kept = [
        [old if new == nfc else new for old, nfc, new in zip(*three, strict=True)]
        for three in zip(lines, whole_letters, out, strict=True)
    ]
    return RepairedLines(kept, named.most_common(1)[0][0] if named else UNICODE)


def repair_pages(pages: Sequence[Page]) -> tuple[tuple[Page, ...], str]:
    """Pages with their words decoded, and the encoding of most that were; boxes stay."""
    lines = [line for page in pages for line in _printed_lines(page.words)]
    in_faces = [p.encoding == "tcvn3" for p in pages for _ in _printed_lines(p.words)]
    printed = [
        [_with_u(w.text, is_first=not i) if is_tcvn3 else w.text for i, w in enumerate(line)]
        for line, is_tcvn3 in zip(lines, in_faces, strict=True)
    ]
    mended = repair_lines(printed)
    # Eth is a slip for đ where it is left: in an old encoding it was another letter.
    texts = (
        text.translate(_ETH) for line in restore_capitals(mended.lines, in_faces) for text in line
    )
    return tuple(_reworded(page, texts, mended.encoding) for page in pages), mended.encoding


def _with_u(token: str, *, is_first: bool) -> str:
    """The token with ư for hyphens: many PDF writers take its code, a soft hyphen, for one.

    Only what begins a line may be a label, ``c-``, or a bullet without a space, ``-u``.
    """
    lower = token.lower() if token.isupper() else token
    made = with_hyphens_as_u(lower)
    if made == lower and not is_first and any(map(str.isalpha, lower)):
        bold = lower.replace("-", "ư")
        legal, counted = judge(bold)
        made = bold if legal == counted > 0 and not any(map(str.isdigit, lower)) else made
    return token if made == lower else made.upper() if token.isupper() else made


def _reworded(page: Page, texts: Iterator[str], encoding: str) -> Page:
    new = [next(texts) for _ in page.words]
    if all(text == word.text for text, word in zip(new, page.words, strict=True)):
        return page
    words = tuple(w._replace(text=t) for w, t in zip(page.words, new, strict=True))
    return replace(page, words=words, encoding=page.encoding if encoding == UNICODE else encoding)


def _printed_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words one after the other that end at the same height."""
    return [list(group) for _, group in groupby(words, key=lambda w: w.box and round(w.box.bottom))]


def _possible(lines: Sequence[Sequence[str]], *, from_bytes: bool) -> tuple[str, ...]:
    """Unicode and the encodings that make enough illegal words legal; none if none does."""
    proof: Counter[str] = Counter()
    for token, count in Counter(chain.from_iterable(lines)).items():
        if (token.isascii() and token.isprintable()) or is_legal(token):
            continue
        readings = _readings(token)
        for encoding in RUN_ENCODINGS:
            if readings[encoding].cost < readings[UNICODE].cost:
                proof[encoding] += count
    most = max(proof.values(), default=0)
    if most < _PROOF and not from_bytes:
        return ()
    # A third of the words of one encoding are legal in another too, by chance.
    kept = tuple(e for e in RUN_ENCODINGS if proof[e] >= most * _BY_CHANCE)
    return kept if from_bytes else (UNICODE, *kept)


@lru_cache(maxsize=65536)
def _readings(token: str) -> dict[str, _Reading]:
    """The token as Unicode, and in each old encoding."""
    read = {encoding: _reading(token, encoding) for encoding in RUN_ENCODINGS}
    return {UNICODE: _Reading(token, _cost(token)), **read}


def _reading(token: str, encoding: str) -> _Reading:
    if encoding == "tcvn3" and token in _LONE_SIGNS:
        return _Reading(token, 0.0)
    text = _in_viscii(token) if encoding == "viscii" else decode(token, encoding)
    if text is None:
        return _Reading(token, 2.0)
    if encoding == "tcvn3":
        text = with_hyphens_as_u(text)
    cost = _cost(whole(text) if encoding == "tcvn3" else text)
    if encoding == "tcvn3" and cost and could_lack_u(text):
        cost = _LOST_U
    return _Reading(text, cost, is_rival=text != token and _cost(token) == 0.0)


def _in_viscii(token: str) -> str | None:
    """The token with letters for marks at its ends where only they make it a word: ``T‘`` is TỔ.

    Closing quotes are what they seem, as is a mark that stands alone.
    """
    found = list(readings_of_viscii(token))
    if not any(map(str.isalpha, token)):
        return found[0] if found else None
    likely = [t for t in found if all(t.count(mark) == token.count(mark) for mark in "”’")]
    words = (t for t in likely if judge(t).legal and (t.isupper() or t.istitle()))
    return next(words, found[0] if found else None)


def _cost(text: str) -> float:
    """How many of its words are illegal."""
    text = text.translate(_ETH)  # a slip in Unicode, not an encoding
    legal, counted = judge(text)
    odd = text not in _LONE_SIGNS and _ODD_BESIDE_LETTER.search(text) is not None
    return float(max(counted - legal, odd))


def _best_path(lines: Sequence[Sequence[str]], states: Sequence[str]) -> list[str]:
    """The cheapest state for each token: a Viterbi search over all of them."""
    rival = _RIVAL if any(map(_is_unicode, chain.from_iterable(lines))) else 0.0
    costs = {s: _CHANGE if rival and s != UNICODE else 0.0 for s in states}
    choices: list[dict[str, str]] = []
    change = _CHANGE
    for line in lines:
        for token in line:
            best = min(states, key=costs.__getitem__)
            dear = costs[best] + change
            choices.append({s: s if costs[s] <= dear else best for s in states})
            readings = _readings(token)
            for s in states:
                added = readings[s].cost + rival * readings[s].is_rival
                costs[s] = min(costs[s], dear) + added
            change = _CHANGE
        change = _CHANGE_AT_LINE
    path = [min(states, key=costs.__getitem__)]
    for came in reversed(choices):
        path.append(came[path[-1]])
    return path[-2::-1]


def _is_unicode(token: str) -> bool:
    """Whether it is a Vietnamese word with letters that Latin-1 does not have."""
    return any("\u0100" < c < "\u1eff" for c in token) and is_legal(token)


def _decoded(
    lines: Sequence[Sequence[str]], path: Sequence[str]
) -> tuple[list[list[str]], Counter[str]]:
    """The lines read along a path, and how many words were changed by each encoding."""
    used: Counter[str] = Counter()
    out, capitals, at = [], [], 0
    for line in lines:
        here = path[at : at + len(line)]
        at += len(line)
        read = [_readings(t)[s].text for t, s in zip(line, here, strict=True)]
        used.update(s for s, old, new in zip(here, line, read, strict=True) if old != new)
        out.append(read)
        capitals.append(here.count("tcvn3") * 2 > len(here))
    return restore_capitals(out, capitals), used
