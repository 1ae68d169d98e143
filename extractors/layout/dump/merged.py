"""Headings whose lines a reader has run together, or printed among the first cells.

``TT Nội dung Cơ quan Thời gian`` + ``chủ trì thực hiện`` are four headings on two lines. Lines
made of nothing but the words of headings are cut into pieces; each piece begins a heading or
goes on with one; the cut that makes the most headings with a role is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import pairwise
from pathlib import Path

from extractors.layout.dump.assign import is_label
from extractors.layout.dump.heads import Head, Heading
from extractors.layout.roles import Role, role_of
from extractors.text.fold import fold
from extractors.vocab import load
from schemas.layout import Line, Passage

_REACH = 45
"""Lines within which a table shows its headings."""
_MOST_LINES = 14
_NEXT = 5
"""Lines between two lines of one heading, at most."""
_BEAM = 16
_FIRST = re.compile(r"(?:stt|tt|số|nội dung|nhiệm vụ|công việc|tên|hoạt động)\b", re.IGNORECASE)

_TWICE: dict[Role, float] = {"lead": 1.0, "product": 1.0, "coordinating": 1.0}
"""What a second heading of one role costs; two of them is likelier a heading cut in two."""

_Piece = tuple[int, int, int]
"""Line, first word, word after the last."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Headings made so far, each of its pieces, in the order of their first ones."""

    made: tuple[tuple[_Piece, ...], ...]
    last: int
    """The heading that the last piece of the present line went to."""
    score: float


@cache
def _words() -> frozenset[str]:
    """The words that headings are made of."""
    data = load(Path(__file__).parents[1] / "roles.yaml")
    phrases = [entry for entries in data["words"].values() for entry in entries]
    phrases += [p for patterns in data["roles"].values() for p in patterns]
    found = {w for p in phrases for w in re.findall(r"[^\W\d_]+", fold(p))}
    return frozenset(found | {"stt", "tt", "số"} - {"body", "act", "work", "sep"})


def merged_head(lines: Sequence[Line], start: int) -> Head | None:
    """The head of a table whose first heading begins at a line, from lines like headings."""
    if not (_FIRST.match(lines[start].text) and _like_heading(lines[start])):
        return None
    chosen = _candidates(lines, start)
    beam = [_Reading((), -1, 0.0)]
    best: tuple[float, _Reading, int] = (0.0, beam[0], start)
    for number in chosen:
        found = [r for reading in beam for r in _with_line(lines, number, reading)]
        beam = nlargest(_BEAM, set(found), key=lambda r: r.score)
        for reading in beam:
            worth = _worth(lines, reading)
            if worth > best[0]:
                best = (worth, reading, number)
    return _head(lines, start, best[1])


def _like_heading(line: Line) -> bool:
    if line.text.endswith((".", ";")) or re.search(r"\d", line.text):
        return False
    words = re.findall(r"[^\W\d_]+", fold(line.text))
    return 0 < len(words) <= 22 and all(w in _words() for w in words)


def _candidates(lines: Sequence[Line], start: int) -> list[int]:
    """Lines that may be headings: of the same page, near, and not cut off by much else."""
    out: list[int] = []
    for i in range(start, min(start + _REACH, len(lines))):
        if lines[i].page != lines[start].page or len(out) == _MOST_LINES:
            break
        if not is_label(lines[i].text) and _like_heading(lines[i]):
            out.append(i)
    return out


def _with_line(lines: Sequence[Line], number: int, reading: _Reading) -> Iterator[_Reading]:
    """A line left out, and every way of cutting it into pieces of headings, left to right."""
    if reading.made:
        yield reading
    open_ = [(0, _Reading(reading.made, -1, reading.score))]
    count = len(lines[number].passage.words)
    while open_:
        longer = []
        for at, state in open_:
            for end in range(at + 1, count + 1):
                for after in _with_piece(lines, (number, at, end), state):
                    if end == count:
                        yield _scored(lines, after)
                    else:
                        longer.append((end, after))
        open_ = nlargest(_BEAM, longer, key=lambda x: _provisional(lines, x[1]))


def _with_piece(lines: Sequence[Line], piece: _Piece, reading: _Reading) -> Iterator[_Reading]:
    """A piece as a new heading, and as the next line of one further right than the last."""
    number, at, _ = piece
    if lines[number].passage.words[at].text[:1].isupper():
        made = (*reading.made, (piece,))
        yield _Reading(made, len(made) - 1, reading.score)
    for h in range(reading.last + 1, len(reading.made)):
        pieces = reading.made[h]
        if pieces[-1][0] < number and len(pieces) < 5:
            made = (*reading.made[:h], (*pieces, piece), *reading.made[h + 1 :])
            yield _Reading(made, h, reading.score)


def _scored(lines: Sequence[Line], reading: _Reading) -> _Reading:
    return _Reading(reading.made, -1, _provisional(lines, reading))


def _provisional(lines: Sequence[Line], reading: _Reading) -> float:
    """Headings with a role count, those without may still get one."""
    roles = [role_of(_text(lines, pieces)) for pieces in reading.made]
    known = [r for r in roles if r is not None]
    again = sum(_TWICE.get(r, 2.0) for r in set(known) for _ in range(known.count(r) - 1))
    worth = len(known) - again - 0.35 * (len(roles) - len(known))
    return worth + sum(_joined(lines, pieces) for pieces in reading.made)


def _joined(lines: Sequence[Line], pieces: Sequence[_Piece]) -> float:
    """What the further pieces of a heading are worth: the next lines do belong to it."""
    worth = 0.0
    for (before, _, _), (number, at, _) in pairwise(pieces):
        worth += 0.12 if number - before <= _NEXT else -0.8
        worth -= 0.6 if lines[number].passage.words[at].text[:1].isupper() else 0.0
    return worth


def _worth(lines: Sequence[Line], reading: _Reading) -> float:
    """The same once no more comes: each heading must have a role, and hardly one twice."""
    if any(role_of(_text(lines, pieces)) is None for pieces in reading.made):
        return 0.0
    return _provisional(lines, reading)


def _text(lines: Sequence[Line], pieces: Sequence[_Piece]) -> str:
    return " ".join(
        w.text for number, at, end in pieces for w in lines[number].passage.words[at:end]
    )


def _head(lines: Sequence[Line], start: int, reading: _Reading) -> Head | None:
    headings = []
    for pieces in reading.made:
        words = [w for n, at, end in pieces for w in lines[n].passage.words[at:end]]
        passage = Passage.of(words)
        role = role_of(passage.text)
        if role is not None:
            headings.append(Heading(role, passage))
    roles = {h.role for h in headings}
    if len(headings) < 3 or not roles & {"content", "inspected"} or not roles & {"time", "lead"}:
        return None
    headings.sort(key=_place)
    used = frozenset(n for pieces in reading.made for n, _, _ in pieces)
    end = start
    while end in used:
        end += 1
    return Head(tuple(headings), end, used)


def _place(heading: Heading) -> int:
    """Ordinals stand first and contents beside them; a heading over two lines is read late."""
    first: dict[Role, int] = {"index": 0, "content": 1, "inspected": 1}
    return first.get(heading.role, 2)


def spelled(lines: Sequence[Line], headings: Sequence[Heading]) -> set[int]:
    """The lines of a page that print the headings again, in whatever pieces."""
    wanted = [[fold(w.text) for w in h.passage.words] for h in headings]
    reached = [0] * len(wanted)
    held: list[tuple[int, list[int]]] = []
    for i, line in enumerate(lines):
        after = _spell([fold(w.text) for w in line.passage.words], wanted, reached)
        if after is not None:
            held.append((i, [h for h in range(len(wanted)) if after[h] != reached[h]]))
            reached = after
    whole = {h for h in range(len(wanted)) if reached[h] == len(wanted[h])}
    if len(whole) < max(2, 0.6 * len(wanted)):
        return set()
    return {i for i, made in held if set(made) <= whole}


def _spell(
    words: Sequence[str], wanted: Sequence[Sequence[str]], reached: Sequence[int]
) -> list[int] | None:
    """How far each heading is spelled after a line; None where the line says something else."""
    if not words:
        return list(reached)
    for h, heading in enumerate(wanted):
        taken = 0
        while (
            taken < len(words)
            and reached[h] + taken < len(heading)
            and heading[reached[h] + taken] == words[taken]
        ):
            taken += 1
        for n in range(taken, 0, -1):
            there = [*reached[:h], reached[h] + n, *reached[h + 1 :]]
            rest = _spell(words[n:], wanted, there)
            if rest is not None:
                return rest
    return None
