"""Where a table begins in a text dump: a run of lines that are all column headings.

A dump prints the headings of a table one after the other, each broken over lines. The
words are cut into headings jointly, so that as many as possible name a role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.layout.roles import Role, role_of
from schemas.layout import Line, Passage

_YEAR = re.compile(r"\((?:dự kiến )?năm (?:19|20)\d\d\)", re.IGNORECASE)
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
    used: frozenset[int] = frozenset()
    """Lines of headings, where they stand among cells."""

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
    found = _with_fillers([_heading(lines, steps[a:b]) for a, b in cuts])
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


def _with_fillers(pieces: Sequence[Heading | Passage | None]) -> list[Heading]:
    """Headings, each with what a reader printed after the next one: ``(Năm 2026)``."""
    out: list[Heading] = []
    for piece in pieces:
        if isinstance(piece, Heading):
            out.append(piece)
        elif piece is not None and out:
            at = len(out) - 1
            if piece.text.startswith("("):
                at = next((i for i, h in enumerate(out) if h.role == "time"), at)
            out[at] = Heading(out[at].role, Passage.join((out[at].passage, piece)))
    return out


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
            role = heading.role if isinstance(heading, Heading) else before
            if end not in best or total > best[end][0]:
                best[end] = (total, [*cuts, (at, end)], role)
    return max(best.values(), key=lambda b: b[0])[1]


def _worth(steps: Sequence[_Step], heading: Heading | Passage, before: Role | None) -> float:
    first = steps[0]
    if isinstance(heading, Passage):
        return -0.1
    worth = 1.0 + 0.05 * len(steps)
    worth -= 0.3 * sum(s.gap for s in steps[1:])
    worth -= 0.0 if first.gap or before is None else 0.15 if first.breaks else 0.6
    return worth - (1.3 if heading.role == before else 0.0)


def _heading(lines: Sequence[Line], steps: Sequence[_Step]) -> Heading | Passage | None:
    """The heading that some words make, or a filler: the rest of one printed apart."""
    words = [lines[s.line].passage.words[s.word] for s in steps]
    text = " ".join(w.text for w in words)
    whole = steps[0].breaks and steps[-1].word + 1 == len(lines[steps[-1].line].passage.words)
    if is_filler(text):
        return Passage.of(words) if whole and len({s.line for s in steps}) == 1 else None
    role = None if text[:1].islower() else role_of(text)
    return None if role is None else Heading(role, Passage.of(words))


def is_filler(text: str) -> bool:
    """Whether a line ends a heading that stands elsewhere: ``thực hiện``, ``(Năm 2026)``."""
    return _YEAR.fullmatch(text) is not None or (text[:1].islower() and role_of(text) is not None)
