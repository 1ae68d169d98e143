"""What the cells of each column of a dumped table look like: width, kind, recurring text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from extractors.agency.areas import rows_of
from extractors.agency.names import begins_body, vocabulary
from extractors.layout.roles import Role
from extractors.text.fold import fold, starts_upper
from extractors.text.width import width

_TIME_WORD = re.compile(
    r"(?:trong|tháng|quý|quí|năm|ngày|tuần|từ|đến|trước|sau|hết|đầu|cuối|giữa|hằng|hàng|thường|xuyên"
    r"|định|kỳ|hoàn|thành|xong|chậm|nhất|giờ|phút|thứ|và|mỗi|cả|các|theo|[ivx]{1,4}|[-–]"
    r"|\d{1,4}|[\divx]+(?:[/.\-]\d+)+|(?:quý|quí|t)?[\divx]+/\d{4})[.,;]?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]?")
AGENTS: frozenset[Role] = frozenset({"lead", "coordinating", "monitor", "participants"})


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column as known so far; ``width`` in ems, of its widest ordinary line."""

    role: Role
    width: float
    recurring: Mapping[str, int]
    """How often each cell text was seen, by matching key."""
    openings: frozenset[str]
    """Keys of the first lines of cells that recur."""
    words: Habit | None = None
    """What its words are, once lines have been given to columns."""
    starts: frozenset[str] = frozenset()
    """First words that so many lines share that they must be how cells begin."""


class Habit:
    """Which words a column prefers to the other columns of its table."""

    def __init__(self, own: Counter[str], all_words: Counter[str]) -> None:
        self._own, self._all = own, all_words
        self._share = (own.total() + 1) / (all_words.total() + 2)

    def worth(self, text: str) -> float:
        """The mean log-odds of the text's words for this column, within one."""
        words = text.lower().split()
        odds = sum(self._odds(w) for w in words) / max(len(words), 1)
        return max(-1.0, min(0.6 * odds, 1.0))

    def _odds(self, word: str) -> float:
        expected = self._all[word] * self._share
        return log((self._own[word] + 0.7) / (expected + 0.7))


def first_guess(roles: Sequence[Role], lines: Sequence[str]) -> tuple[Column, ...]:
    """Columns before anything is known but their roles and the lines' widths."""
    widths = sorted(width(t) for t in lines)
    widest = widths[int(0.92 * (len(widths) - 1))] if widths else 10.0
    whens = [width(t) for t in lines if time_share(t) == 1.0 and not t.isdigit()]
    guess = {"index": 2.5, "content": widest, "inspected": widest, "time": max(whens, default=6.0)}
    return tuple(
        Column(role, min(guess.get(role, 0.75 * widest), widest), {}, frozenset()) for role in roles
    )


def learn(
    columns: Sequence[Column], cells: Sequence[Sequence[Sequence[str]]]
) -> tuple[Column, ...]:
    """Columns from cells assigned once: rows of columns of lines."""
    out = []
    for c, column in enumerate(columns):
        texts = [row[c] for row in cells if row[c]]
        widths = sorted(width(line) for text in texts for line in text)
        counts = Counter(fold(" ".join(text)) for text in texts)
        openings = frozenset(fold(text[0]) for text in texts if counts[fold(" ".join(text))] > 1)
        common = widths[int(0.93 * (len(widths) - 1))] if widths else column.width
        out.append(Column(column.role, max(common, 2.0), counts, openings))
    return tuple(out)


@lru_cache(maxsize=65536)
def time_share(text: str) -> float:
    """The share of words that occur in times."""
    words = text.split()
    return sum(bool(_TIME_WORD.fullmatch(w)) for w in words) / max(len(words), 1)


def is_ordinal(text: str) -> bool:
    return _ORDINAL.fullmatch(text) is not None


@cache
def _body_words() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Words that names of bodies and groups of them are made of, and pairs of the others."""
    own = vocabulary()
    lists = ("starts", "group_nouns", "areas", "qualifiers", "every", "abbreviations", "heads")
    words = {w.lower() for name in lists for entry in own[name] for w in _words(entry)}
    names = [_words(row["name"].lower()) for row in rows_of("registry.csv")]
    return frozenset(words), frozenset(pair for name in names for pair in pairwise(name))


def _words(text: str) -> list[str]:
    return [w.strip(".,;()") for w in text.split()]


@lru_cache(maxsize=65536)
def body_share(text: str) -> float:
    """The share of words that occur in names of bodies."""
    singles, pairs = _body_words()
    words = _words(text.lower())
    named = [False] * len(words)
    for i, pair in enumerate(pairwise(words)):
        if pair in pairs:
            named[i] = named[i + 1] = True
    good = sum(n or w in singles for n, w in zip(named, words, strict=True))
    return good / max(len(words), 1)


@lru_cache(maxsize=32768)
def affinity(text: str, column: Column, *, opens: bool) -> float:
    """How well a line, or part of one, suits a column, whatever stands around it."""
    if column.role == "index":
        return 3.0 if is_ordinal(text) else -8.0
    score = _fits(text, column.width)
    if column.role == "time":
        share = time_share(text)
        score += 2.0 * share if share > 0.5 else -2.0
    elif time_share(text) == 1.0:
        score -= 0.5
    if column.role in AGENTS:
        score += 0.6 if begins_body(text) else 0.0
        score += 0.8 if opens and fold(text) in column.openings else 0.0
    if is_ordinal(text) and text.isdigit():
        score -= 1.5
    if opens:
        score += 0.4 if starts_upper(text) else -2.0
    return score


def _fits(text: str, limit: float) -> float:
    """A penalty for what is wider than the column."""
    over = width(text) / limit - 1.08
    return -6.0 * over if over > 0 else 0.0


@lru_cache(maxsize=65536)
def first_words(text: str) -> str:
    return " ".join(fold(text).split()[:2])
