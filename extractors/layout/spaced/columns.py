"""The columns of a table kept by spaces: its heading, its gutters, the words of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.roles import Role, role_of
from extractors.layout.spaced.lines import Printed, Spot, chunks
from extractors.text.fold import starts_upper
from extractors.text.width import width

_MOST_LINES = 6
"""Lines of a heading row."""
_LONGEST = 60
"""Characters of a heading that stands alone on its line."""
_NEEDED = 3
_MOST_CUTS = 8
"""Places inside one heading at which it might have been cut."""
_BEAM = 4
_NARROW, _MOST_NARROW = 0.3, 0.6
"""What a cut at a single space costs, and the share of cuts that may be such."""
_TOUCHING, _INSIDE = 1.0, 3.0
"""What a gutter within a single space or a word costs; a wide space costs nothing."""
_DRIFT = 12
"""Characters that a column may drift."""
_LEAST = 3
"""Characters that a column takes at least."""
_AWAY = 0.03
"""What a character off its place on the page before costs a gutter, per line."""
_BEGINS = 0.3
"""What a run that begins at a gutter is worth."""
_FAR, _TURN = 0.01, 0.3
"""What a character costs that a gutter stands off its place, and off the line above."""
_WORK: frozenset[Role] = frozenset({"content", "inspected"})
_WHO_WHEN: frozenset[Role] = frozenset({"time", "lead", "coordinating"})

Split = tuple[tuple[Spot, ...], ...]
"""The words of a line in each column."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of headings: ``start`` to ``end`` (half-open) of the page's lines."""

    start: int
    end: int
    roles: tuple[Role | None, ...]
    cells: tuple[tuple[tuple[Spot, ...], ...], ...]
    """Of each column the lines of its heading."""

    @property
    def worth(self) -> int:
        """How many different roles it names, less the headings that name none."""
        return len({r for r in self.roles if r is not None}) - self.roles.count(None)

    @property
    def spans(self) -> list[tuple[int, int]]:
        return [_around(cell) for cell in self.cells]


def _around(cell: Iterable[Sequence[Spot]]) -> tuple[int, int]:
    spots = [s for line in cell for s in line]
    return min(s.start for s in spots), max(s.end for s in spots)


class _Way(NamedTuple):
    """A cut of the words so far into headings."""

    score: float
    roles: tuple[Role | None, ...]
    places: tuple[int, ...]


def heading_at(lines: Sequence[Printed], start: int) -> Heading | None:
    """The heading row that begins at a line: the longest of those that name most columns."""
    if lines[start].end - lines[start].start > _LONGEST and len([*chunks(lines[start].spots)]) == 1:
        return None
    best: Heading | None = None
    for end in range(start + 1, min(start + _MOST_LINES, len(lines)) + 1):
        found = _heading(lines, start, end)
        if found is not None and (best is None or found.worth >= best.worth):
            best = found
    return best


def _heading(lines: Sequence[Printed], start: int, end: int) -> Heading | None:
    """The headings of some lines, cut so that as many as possible name a role."""
    spots = [spot for line in lines[start:end] for spot in line.spots]
    roles, places = _best_cut(spots)
    known = {r for r in roles if r is not None}
    if roles[0] is None or roles.count(None) > len(roles) // 3 or len(known) < _NEEDED:
        return None
    if not known & _WORK or not known & _WHO_WHEN:
        return None
    narrow = sum(price > 0 and x in places for x, price in _cuts(spots))
    if narrow > _MOST_NARROW * (len(roles) - 1):
        return None  # a title in capitals that names what the table says
    cells = []
    for low, high in pairwise(places):
        found = (tuple(s for s in ln.spots if low <= s.start < high) for ln in lines[start:end])
        cells.append(tuple(line for line in found if line))
    return Heading(start, end, roles, tuple(cells))


def _best_cut(spots: Sequence[Spot]) -> tuple[tuple[Role | None, ...], tuple[int, ...]]:
    """The roles of the headings, and where each begins and the last one ends: a beam search."""
    cuts = _cuts(spots)
    best: list[list[_Way]] = [[_Way(0.0, (), (cuts[0][0],))]]
    for j in range(1, len(cuts)):
        x, price = cuts[j]
        ways = []
        for i in range(max(j - _MOST_CUTS, 0), j):
            text = " ".join(s.word.text for s in spots if cuts[i][0] <= s.start < x)
            role = role_of(text)
            named = -1.0 if role is None else 1.0 if starts_upper(text) else 0.2
            for way in best[i]:
                worth = 0.0 if role is not None and role in way.roles else named
                ways.append(_Way(way.score + worth - price, (*way.roles, role), (*way.places, x)))
        best.append(nlargest(_BEAM, ways, key=lambda w: w.score))
    return best[-1][0].roles, best[-1][0].places


def _cuts(spots: Sequence[Spot]) -> list[tuple[int, float]]:
    """Places that cross no word, just left of one, with what a cut there costs."""
    ordered = sorted(spots, key=lambda s: s.start)
    out, reached = [(ordered[0].start, 0.0)], ordered[0].end
    for spot in ordered[1:]:
        if spot.start > reached:
            out.append((spot.start, 0.0 if spot.start - reached > 1 else _NARROW))
        reached = max(reached, spot.end)
    return [*out, (reached + 1, 0.0)]


def gutters(spans: Sequence[tuple[int, int]], lines: Sequence[Printed]) -> list[float]:
    """The places between headings that cross the fewest words and where most runs begin."""
    middles = [(a + b) // 2 for a, b in spans]
    windows = [range(a, b + 1) for a, b in pairwise(middles)]
    return _best(windows, lines, ())


def shifted(
    edges: Sequence[float], before: Sequence[Printed], lines: Sequence[Printed]
) -> list[float]:
    """The gutters of lines that go on with a table on another page, whose columns have moved."""
    left, right = _extent(before)
    low, high = _extent(lines)
    scale = (high - low) / max(right - left, 1)
    wanted = [low + (edge - left) * scale for edge in edges]
    return _best([range(low + 1, high)] * len(edges), lines, wanted)


def _extent(lines: Sequence[Printed]) -> tuple[int, int]:
    return min(line.start for line in lines), max(line.end for line in lines)


def _best(
    windows: Sequence[range], lines: Sequence[Printed], wanted: Sequence[float]
) -> list[float]:
    """One place of each window, left to right: dynamic programming."""
    end = max((line.end for line in lines), default=0) + 2
    worth = [_worth_at(x, lines) for x in range(end)]
    best: list[dict[int, tuple[float, int]]] = []
    for k, window in enumerate(windows):
        here: dict[int, tuple[float, int]] = {}
        for x in window:
            if x >= end:
                break
            own = worth[x] - (_AWAY * len(lines) * abs(x - wanted[k]) if wanted else 0.0)
            options = [(s, y) for y, (s, _) in best[-1].items() if y + _LEAST <= x] if k else []
            if not k or options:
                score, source = max(options, default=(0.0, -1))
                here[x] = (score + own, source)
        if not here:
            return [float(sum(w) / len(w)) for w in windows]
        best.append(here)
    at = max(best[-1], key=lambda x: best[-1][x][0])
    out = []
    for found in reversed(best):
        out.append(at - 0.5)
        at = found[at][1]
    return out[::-1]


def _worth_at(x: int, lines: Sequence[Printed]) -> float:
    """What a gutter left of the character ``x`` is worth on lines."""
    worth = 0.0
    for line in lines:
        for i, spot in enumerate(line.spots):
            if spot.end <= x - 1:
                continue
            apart = not i or spot.start - line.spots[i - 1].end >= 2
            if spot.start < x:
                worth -= _INSIDE
            elif spot.start - x < 2 and apart:
                worth += 1.0 if spot.start == x else 0.5
            elif not apart and x > line.spots[i - 1].end:
                worth -= _TOUCHING
            break
    return worth


def drifting(edges: Sequence[float], lines: Sequence[Printed]) -> list[list[float]]:
    """The gutters of each line: columns drift by some characters from row to row.

    A reader sets a column as far to the right as the widest text beside it asks for, and
    begins again further down. Each gutter goes down the page by the way that crosses the
    fewest words and turns least.
    """
    ways = [_way(edge, lines) for edge in edges]
    return [[way[i] for way in ways] for i in range(len(lines))]


def _way(edge: float, lines: Sequence[Printed]) -> list[float]:
    places = [edge + step for step in range(-_DRIFT, _DRIFT + 1)]
    far = [_FAR * abs(x - edge) for x in places]
    best: list[list[tuple[float, int]]] = []
    for line in lines:
        before = _reached([cost for cost, _ in best[-1]]) if best else [(0.0, 0)] * len(places)
        best.append([
            (cost + _crossed(x, line) + f, source)
            for x, f, (cost, source) in zip(places, far, before, strict=True)
        ])  # fmt: skip
    at = min(range(len(places)), key=lambda k: best[-1][k][0]) if best else 0
    out = []
    for here in reversed(best):
        out.append(places[at])
        at = here[at][1]
    return out[::-1]


def _reached(costs: Sequence[float]) -> list[tuple[float, int]]:
    """The least cost of coming to each place from any place of the line above."""
    out = [(cost, k) for k, cost in enumerate(costs)]
    for k in range(1, len(out)):
        out[k] = min(out[k], (out[k - 1][0] + _TURN, out[k - 1][1]))
    for k in range(len(out) - 2, -1, -1):
        out[k] = min(out[k], (out[k + 1][0] + _TURN, out[k + 1][1]))
    return out


def _crossed(x: float, line: Printed) -> float:
    for i, spot in enumerate(line.spots):
        if x < spot.start:
            if i and spot.start - line.spots[i - 1].end < 2:
                return _TOUCHING
            return -_BEGINS if spot.start - x < 3 else 0.0
        if x < spot.end:
            return _INSIDE if x > spot.start else 0.0
    return 0.0


def split(spots: Sequence[Spot], edges: Sequence[float]) -> Split:
    """The words of a line given to columns by their middles; ``edges`` are its gutters."""
    out: list[list[Spot]] = [[] for _ in range(len(edges) + 1)]
    for spot in spots:
        out[sum(edge < (spot.start + spot.end) / 2 for edge in edges)].append(spot)
    return tuple(tuple(cell) for cell in out)


def widths(rows: Sequence[Split], count: int) -> list[float]:
    """The width in ems of each column: of its widest line but for the odd one."""
    out = []
    for c in range(count):
        found = sorted(width(" ".join(s.word.text for s in row[c])) for row in rows if row[c])
        out.append(found[int(0.95 * (len(found) - 1))] if found else 4.0)
    return out
