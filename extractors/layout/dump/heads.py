"""Where a table begins in a text dump: a run of lines that are all column headings.

A dump prints the headings of a table one after the other, each broken over lines. The
words are cut into headings jointly, so that as many as possible name a role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.layout.roles import Role, role_of
from schemas.layout import Line, Passage

_MOST_WORDS = 60
_LONGEST_HEADING = 14
_WORK: frozenset[Role] = frozenset({"content", "inspected"})
_WHO_WHEN: frozenset[Role] = frozenset({"time", "lead", "coordinating"})


@dataclass(frozen=True, slots=True)
class Heading:
    role: Role
    passage: Passage


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table, left to right, and the line after them."""

    headings: tuple[Heading, ...]
    end: int

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(h.role for h in self.headings)


class _Step(NamedTuple):
    """A word of the candidate lines, and how it stands to the word before."""

    line: int
    word: int
    breaks: bool
    gap: bool


def head_at(lines: Sequence[Line], start: int) -> Head | None:
    """The head of a table whose first heading begins at a line; None where none does."""
    if not _may_begin(lines[start].text):
        return None
    steps = _steps(lines, start)
    cuts = _best_cuts(lines, steps)
    headings = [_heading(lines, steps[a:b]) for a, b in cuts]
    found = [h for h in headings if h is not None]
    roles = {h.role for h in found}
    if len(found) < 3 or not roles & _WORK or not roles & _WHO_WHEN:
        return None
    last = steps[cuts[-1][1] - 1]
    if last.word + 1 < len(lines[last.line].passage.words):
        return None  # a heading does not end in the middle of a line
    return Head(tuple(found), last.line + 1)


def _may_begin(text: str) -> bool:
    first = " ".join(text.split()[:2])
    return len(text) < 90 and any(role_of(t) for t in (text, first, first.split(" ")[0]))


def _steps(lines: Sequence[Line], start: int) -> list[_Step]:
    out: list[_Step] = []
    for number in range(start, len(lines)):
        for word in range(len(lines[number].passage.words)):
            out.append(_Step(number, word, word == 0, word == 0 and lines[number].gap))
        if len(out) >= _MOST_WORDS:
            break
    return out[:_MOST_WORDS]


def _best_cuts(lines: Sequence[Line], steps: Sequence[_Step]) -> list[tuple[int, int]]:
    """The cut of a prefix of ``steps`` into headings that scores best."""
    best: dict[int, tuple[float, list[tuple[int, int]], Role | None]] = {0: (0.0, [], None)}
    for at in range(len(steps)):
        if at not in best:
            continue
        score, cuts, before = best[at]
        for end in range(at + 1, min(at + _LONGEST_HEADING, len(steps)) + 1):
            heading = _heading(lines, steps[at:end])
            if heading is None:
                continue
            total = score + _worth(steps[at:end], heading, before)
            if end not in best or total > best[end][0]:
                best[end] = (total, [*cuts, (at, end)], heading.role)
    return max(best.values(), key=lambda b: b[0])[1]


def _worth(steps: Sequence[_Step], heading: Heading, before: Role | None) -> float:
    first = steps[0]
    worth = 1.0 + 0.05 * len(steps)
    worth -= 0.3 * sum(s.gap for s in steps[1:])
    worth -= 0.0 if first.gap or before is None else 0.15 if first.breaks else 0.6
    if heading.passage.text[:1].islower():
        worth -= 1.0
    if heading.role == before:
        worth -= 1.3
    return worth


def _heading(lines: Sequence[Line], steps: Sequence[_Step]) -> Heading | None:
    words = [lines[s.line].passage.words[s.word] for s in steps]
    role = role_of(" ".join(w.text for w in words))
    return None if role is None else Heading(role, Passage.of(words))
