"""Headings printed side by side: which words of a run of lines make one heading.

The cells of a heading row stand around one middle, and a reader prints their lines by height,
then from left to right::

    ST                      ST T  |  Chủ trì thực hiện  |  Nội dung công việc
    Chủ trì thực
    Nội dung công việc
    T
    hiện

A line is cut into pieces, and each piece begins a heading or goes on with one. While a heading
goes on, each other prints one piece between two of its own at most; at the end all must have
stood around one middle, or have begun at one height, and each must name a role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import NamedTuple

from extractors.layout.roles import Role, role_of
from extractors.text.fold import fold, is_upper
from extractors.vocab import load
from schemas.layout import Line, Passage

_VOCABULARY = Path(__file__).parents[1] / "roles.yaml"
_BEAM = 16
_MOST_LINES = 24
_MOST_WORDS = 22
_TALLEST = 7
"""Lines of one heading, at most."""
_YEAR = re.compile(r"\(?\b(?:19|20)\d\d\b\)?")
_WORD = re.compile(r"[^\W\d_]+")
_INDEX = frozenset({"s", "t", "st", "tt", "stt", "số"})
"""What ``STT`` is broken into in a narrow column."""
_HOPEFUL, _GROWING, _BEGUN = 0.3, 0.8, -0.5
"""What a heading counts for that names no role yet, but may do so soon; and another."""
_JOINED = 0.12
_CAPITAL = 0.6
"""What it costs that a heading goes on with a capital, where not all are capitals."""
_CUT = 0.1
_PARTED = 1.2
"""What it costs to cut where both sides make one heading."""
_AGAIN = 1.0
"""What it costs that a heading says the same twice."""
_BROKEN = 1.2
_TOP = 0.3
"""What it costs that cells must have begun at one height: headings rarely do."""
_STACKED = 0.5
"""What it costs that headings of one line each stand on lines of their own."""
TWICE: dict[Role, float] = {"lead": 1.2, "product": 1.2, "coordinating": 1.2}
"""What a second heading of one role costs; two of them is likelier a heading cut in two."""


class Piece(NamedTuple):
    line: int
    first: int
    end: int


class Stack(NamedTuple):
    """A heading's pieces from top to bottom, and when each was printed."""

    text: str
    texts: tuple[str, ...]
    pieces: tuple[Piece, ...]
    printed: tuple[int, ...]

    @property
    def role(self) -> Role | None:
        return role_of(self.text)

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(piece.line for piece in self.pieces)

    def passage(self, lines: Sequence[Line]) -> Passage:
        return Passage.of(
            [w for n, first, end in self.pieces for w in lines[n].passage.words[first:end]]
        )


class _State(NamedTuple):
    stacks: tuple[Stack, ...]
    closed: frozenset[int]
    """Headings that cannot go on: another went on twice without them."""
    printed: int
    score: float


@cache
def _listed() -> dict[str, list[str]]:
    words: dict[str, list[str]] = load(_VOCABULARY)["words"]
    return words


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    """The phrases that headings are made of, in words."""
    listed = [entry for entries in _listed().values() for entry in entries]
    patterns = [p for patterns in load(_VOCABULARY)["roles"].values() for p in patterns]
    listed += [run for p in patterns for run in re.split(r"[^\w ]+", re.sub(r"\{\w+\}", "|", p))]
    return frozenset({tuple(_WORD.findall(phrase)) for phrase in listed} - {()})


@cache
def _words() -> frozenset[str]:
    """The words that headings are made of."""
    return frozenset({fold(word) for phrase in _phrases() for word in phrase} | _INDEX)


@cache
def _sequels() -> dict[tuple[str, ...], frozenset[str]]:
    """What may follow the beginning of a phrase."""
    out: dict[tuple[str, ...], set[str]] = {("s",): {"TT"}, ("st",): {"T"}}
    for phrase in _phrases():
        for cut in range(1, len(phrase)):
            out.setdefault(tuple(map(fold, phrase[:cut])), set()).add(" ".join(phrase[cut:]))
    return {begun: frozenset(rest) for begun, rest in out.items()}


@lru_cache(maxsize=8192)
def _leaning(text: str) -> Role | None:
    """The role of a heading once a phrase that its last words begin is whole."""
    if text.endswith(("(Năm", "(NĂM")):
        return role_of(text[:-4].strip())
    words = [fold(word) for word in _WORD.findall(text)]
    begun = (_sequels().get(tuple(last), frozenset()) for last in (words[-1:], words[-2:]))
    roles = (role_of(f"{text} {rest}") for rest in sorted(frozenset().union(*begun)))
    return next((role for role in roles if role is not None), None)


def like_heading(text: str) -> bool:
    """Whether a line is made of nothing but words of headings."""
    bare = _YEAR.sub("", text)
    if text.endswith((".", ";", ":")) or re.search(r"\d", bare):
        return False
    words = _WORD.findall(bare)
    return 0 < len(words) + (text != bare) <= _MOST_WORDS and {fold(w) for w in words} <= _words()


def only_acts(text: str) -> bool:
    """Whether a heading says only that something is done: ``Thực hiện`` is often a cell."""
    return fold(text) in {fold(word) for word in _listed()["act"]}


def stacks_of(lines: Sequence[Line], start: int, end: int) -> tuple[tuple[Stack, ...], int]:
    """The headings that the lines from ``start`` on print side by side, and the line after."""
    beam = [_State((), frozenset(), 0, 0.0)]
    best: tuple[float, tuple[Stack, ...], int] = (0.0, (), start)
    for number in range(start, min(end, start + _MOST_LINES)):
        if not like_heading(lines[number].text):
            break
        found = {after for state in beam for after in _with_line(lines[number], number, state)}
        beam = nlargest(_BEAM, found, key=lambda s: s.score)
        for state in beam:
            worth = _worth(state.stacks) - _goes_on(lines, number + 1, end)
            if worth > best[0]:
                best = (worth, state.stacks, number + 1)
    return best[1:]


def _goes_on(lines: Sequence[Line], number: int, end: int) -> float:
    """What it costs to stop before a line that begins with a small letter."""
    return 0.9 if number < end and lines[number].text[:1].islower() else 0.0


def _with_line(line: Line, number: int, state: _State) -> Iterator[_State]:
    """Every way of cutting a line into pieces, each of another heading."""
    words = [w.text for w in line.passage.words]
    open_: list[tuple[int, frozenset[int], _State]] = [(0, frozenset(), state)]
    while open_:
        longer = []
        for at, taken, before in open_:
            for end in range(at + 1, len(words) + 1):
                piece = Piece(number, at, end)
                for stack, after in _with_piece(piece, " ".join(words[at:end]), taken, before):
                    if end == len(words):
                        yield after
                    else:
                        longer.append((end, taken | {stack}, after))
        open_ = nlargest(_BEAM, longer, key=lambda x: x[2].score)


def _with_piece(
    piece: Piece, text: str, taken: frozenset[int], state: _State
) -> Iterator[tuple[int, _State]]:
    """A piece as a heading of its own, and as the next of each that may go on."""
    seq, stacks = state.printed, state.stacks
    if text[:1].isupper():
        yield (
            len(stacks),
            _scored((*stacks, Stack(text, (text,), (piece,), (seq,))), state.closed, seq + 1),
        )
    for at, stack in enumerate(stacks):
        if at in taken or at in state.closed or len(stack.pieces) == _TALLEST:
            continue
        closed = _closing(at, stacks)
        if closed is None:
            continue
        longer = Stack(
            f"{stack.text} {text}",
            (*stack.texts, text),
            (*stack.pieces, piece),
            (*stack.printed, seq),
        )
        after = (*stacks[:at], longer, *stacks[at + 1 :])
        if all(stacks[other].role is not None for other in closed):
            yield at, _scored(after, state.closed | closed, seq + 1)


def _closing(at: int, stacks: Sequence[Stack]) -> frozenset[int] | None:
    """The headings that end as another goes on; None where it cannot."""
    last = stacks[at].printed[-1]
    out = []
    for other, stack in enumerate(stacks):
        since = sum(seq > last for seq in stack.printed)
        if other != at and since > 1:
            return None
        if other != at and not since:
            out.append(other)
    return frozenset(out)


def _scored(stacks: tuple[Stack, ...], closed: frozenset[int], printed: int) -> _State:
    return _State(stacks, closed, printed, _provisional(stacks) - _cuts(stacks))


def _cuts(stacks: Sequence[Stack]) -> float:
    """What it costs that lines are cut into more pieces than one, and where one was enough."""
    texts = {
        (p.line, p.first): text for s in stacks for p, text in zip(s.pieces, s.texts, strict=True)
    }
    cost = _CUT * (len(texts) - len({line for line, _ in texts}))
    for stack in stacks:
        line, _, end = stack.pieces[0]
        beside = texts.get((line, end))
        if beside is not None and _is_one(stack.texts[0], beside):
            cost += _PARTED
    commas = (
        p for s in stacks for p, text in zip(s.pieces, s.texts, strict=True) if text[-1] == ","
    )
    return cost + _PARTED * sum((piece.line, piece.end) in texts for piece in commas)


@lru_cache(maxsize=4096)
def _is_one(left: str, right: str) -> bool:
    """Whether what was cut was one heading, or the beginning of one."""
    if right[:1].isupper() and not is_upper(left):
        return False
    text = f"{left} {right}"
    return role_of(text) is not None or _leaning(text) is not None


def _provisional(stacks: Sequence[Stack]) -> float:
    """Headings with a role count, those without may still get one."""
    roles = [stack.role or _leaning(stack.text) for stack in stacks]
    known = [r for r in roles if r is not None]
    again = sum(TWICE.get(r, 2.0) for r in set(known) for _ in range(known.count(r) - 1))
    hopes = sum(map(_hope, stacks))
    return hopes - again + sum(map(_joined, stacks))


def _hope(stack: Stack) -> float:
    """What a heading counts for: little where only more words make one of it."""
    if stack.role is not None:
        return 1.0
    if _leaning(stack.text) is None:
        return _BEGUN
    return _GROWING if len(stack.pieces) > 1 else _HOPEFUL


def _joined(stack: Stack) -> float:
    """What the further pieces of a heading are worth: the next lines do belong to it."""
    worth = _JOINED * (len(stack.texts) - 1)
    words = fold(stack.text).split()
    if len(words) > 3 and len(set(pairwise(words))) < len(words) - 1:
        worth -= _AGAIN
    if not is_upper(stack.text):
        further = [text for text in stack.texts[1:] if not is_upper(text)]
        worth -= _CAPITAL * sum(text[:1].isupper() for text in further)
    return worth


def _worth(stacks: Sequence[Stack]) -> float:
    """The same once no more comes: each names a role, and all stood in one row."""
    if any(stack.role is None for stack in stacks):
        return 0.0
    middle = not crossed(stacks, middle=True)
    if not middle and crossed(stacks, middle=False):
        return 0.0
    short = [stack for stack in stacks if len(stack.pieces) == 1]
    stacked = len({s.pieces[0].line for s in short}) - 1 if short else 0
    worth = _provisional(stacks) - _cuts(stacks) - _STACKED * max(stacked, 0) - _broken(stacks)
    return worth if middle else worth - _TOP


def _broken(stacks: Sequence[Stack]) -> float:
    """What it costs, in capitals, that two headings below one another would make one."""
    return sum(
        _BROKEN
        for one, two in permutations(stacks, 2)
        if one.pieces[-1].line + 1 == two.pieces[0].line
        and is_upper(one.text)
        and role_of(f"{one.text} {two.text}") is not None
    )


def heights(stack: Stack, *, middle: bool) -> list[int]:
    """The heights of a heading's lines in half lines: around one middle, or from one top."""
    count = len(stack.pieces)
    return [2 * k - (count if middle else 0) for k in range(count)]


def crossed(stacks: Sequence[Stack], *, middle: bool) -> bool:
    """Whether something was printed before what stood above it, or left of it before."""
    for one, two in combinations(stacks, 2):
        sides = set()
        for a, at_a in zip(heights(one, middle=middle), one.printed, strict=True):
            for b, at_b in zip(heights(two, middle=middle), two.printed, strict=True):
                if a == b:
                    sides.add(at_a < at_b)
                elif (a < b) != (at_a < at_b):
                    return True
        if len(sides) > 1:
            return True
    return False
