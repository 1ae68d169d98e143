"""The order in which the headings of a row stand, from the order in which they were printed.

Headings printed at one height come left to right. A reader that goes by blocks prints them
roughly left to right too, but tall cells, which begin higher, before low ones. What is usual
in the field decides where nothing was printed that tells: ordinals stand first, remarks last,
who helps beside who leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from extractors.layout.dump.stacks import Stack, crossed, heights
from extractors.layout.roles import Role

_LEVEL, _BLOCK, _SINKING, _LOWER, _NUMBERED = 3.0, 1.0, 0.5, 0.1, 6.0
"""What tells that one stands left of another: printed before it at its height; in a block
before its block; the same of a taller one; numbered before it."""
_BESIDE = 1.0
"""Printed on one line, the one right after the other."""
_HELPS = 2.5
"""Who helps stands beside who leads."""
_USUAL: dict[tuple[Role | None, Role | None], float] = {
    ("index", None): 8.0,
    ("content", None): 1.0,
    (None, "note"): 4.0,
    ("lead", "coordinating"): 1.5,
    ("lead", "time"): 0.3,
    ("coordinating", "time"): 0.3,
    ("lead", "product"): 0.15,
    ("time", "product"): 0.1,
    ("place", "lead"): 0.3,
    ("place", "product"): 0.3,
    ("lead", "monitor"): 0.3,
    ("time", "monitor"): 0.3,
}
"""How far the left of two roles usually stands left of the other."""


@dataclass(frozen=True, slots=True)
class Group:
    """Headings that one flow prints side by side."""

    stacks: tuple[Stack, ...]
    figure: int | None = None
    """The column's number, printed under its only heading."""
    inside: bool = False
    """The heading begins inside the flow, after cells of other columns."""
    cut: bool = False
    """What follows begins with a small letter: a cell's first words, or one begun before."""


@dataclass(frozen=True, slots=True)
class Placed:
    key: str
    role: Role


def in_order(
    headings: Sequence[Placed],
    printings: Sequence[Sequence[Group]],
    key_of: Callable[[Stack], str],
) -> list[Placed]:
    """The headings from left to right, given the groups of each page that prints them."""
    at = {placed.key: n for n, placed in enumerate(headings)}
    left = {(i, j): _usual(headings[i], headings[j]) for i, j in permutations(range(len(at)), 2)}
    beside = {
        (i, j): _HELPS
        for i, j in left
        if (headings[i].role, headings[j].role) == ("lead", "coordinating")
    }
    weak: dict[tuple[int, int], float] = {}
    for groups in printings:
        for one, two, worth in _told(groups):
            if (pair := (at[key_of(one)], at[key_of(two)])) in left:
                weak[pair] = max(weak.get(pair, 0.0), worth)
                left[pair] += worth if worth > _LOWER else 0.0
        for one, two in _neighbours(groups):
            if (pair := (at[key_of(one)], at[key_of(two)])) in left:
                beside[pair] = beside.get(pair, 0.0) + _BESIDE
    for pair, worth in weak.items():
        left[pair] += worth if worth == _LOWER else 0.0
    return [headings[i] for i in _best(len(headings), left, beside)]


def _usual(one: Placed, two: Placed) -> float:
    pairs = ((one.role, two.role), (one.role, None), (None, two.role))
    return sum(_USUAL.get(pair, 0.0) for pair in pairs)


def _told(groups: Sequence[Group]) -> list[tuple[Stack, Stack, float]]:
    """Pairs of headings of one page, the left one first, and how sure that is."""
    out = []
    for group in groups:
        middle = not crossed(group.stacks, middle=True)
        for one, two in combinations(group.stacks, 2):
            side = _side(one, two, middle=middle)
            if side is not None:
                out.append((one, two, _LEVEL) if side else (two, one, _LEVEL))
    out += _by_blocks([group for group in groups if not group.inside])
    for one_group, two_group in permutations([g for g in groups if g.figure is not None], 2):
        if (one_group.figure or 0) < (two_group.figure or 0):
            out.append((one_group.stacks[0], two_group.stacks[0], _NUMBERED))
    return out


def _by_blocks(groups: Sequence[Group]) -> list[tuple[Stack, Stack, float]]:
    """What the order of the blocks tells: nothing of those that stand on two sides of ordinals."""
    first = next((n for n, g in enumerate(groups) if any(_is_index(s) for s in g.stacks)), 0)
    out = []
    for run in (groups[:first], groups[first:]):
        least = 99
        for at, before in enumerate(run):
            for one in before.stacks:
                for two in (two for after in run[at + 1 :] for two in after.stacks):
                    worth = _BLOCK if len(one.pieces) <= len(two.pieces) else _SINKING
                    by_height = len(two.pieces) < len(one.pieces) <= least
                    out.append((one, two, _LOWER if by_height else worth))
            least = min([least, *(len(stack.pieces) for stack in before.stacks)])
    return out


def _is_index(stack: Stack) -> bool:
    return stack.role == "index"


def _side(one: Stack, two: Stack, *, middle: bool) -> bool | None:
    """Whether one stands left of two; None where no lines of theirs stand at one height."""
    lines = dict(zip(heights(one, middle=middle), one.printed, strict=True))
    for height, printed in zip(heights(two, middle=middle), two.printed, strict=True):
        if height in lines:
            return lines[height] < printed
    return None


def _neighbours(groups: Sequence[Group]) -> list[tuple[Stack, Stack]]:
    """Headings of which two pieces stand on one line, the one after the other."""
    return [
        (one, two)
        for group in groups
        for one, two in permutations(group.stacks, 2)
        if any((p.line, p.end) == (q.line, q.first) for p in one.pieces for q in two.pieces)
    ]


def _best(
    count: int, left: dict[tuple[int, int], float], beside: dict[tuple[int, int], float]
) -> tuple[int, ...]:
    """The order that most of what was told agrees with: the best for each set and last one."""
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {
        (1 << i, i): (0.0, (i,)) for i in range(count)
    }
    for _ in range(count - 1):
        longer: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (taken, last), (worth, order) in best.items():
            for i in range(count):
                if taken >> i & 1:
                    continue
                more = sum(left[j, i] for j in order) + beside.get((last, i), 0.0)
                key = (taken | 1 << i, i)
                if key not in longer or worth + more > longer[key][0]:
                    longer[key] = (worth + more, (*order, i))
        best = longer
    return max(best.values())[1]
