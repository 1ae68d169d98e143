"""The columns of a table kept by spaces: its heading, its gutters, the words of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.roles import Role, role_of
from extractors.layout.spaced.lines import Printed, Spot, chunks
from extractors.text.width import width

_MOST_LINES = 6
"""Lines of a heading row."""
_LONGEST = 60
"""Characters of a heading that stands alone on its line."""
_NEEDED = 3
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
    def spans(self) -> list[tuple[int, int]]:
        return [_around(cell) for cell in self.cells]


def _around(cell: Iterable[Sequence[Spot]]) -> tuple[int, int]:
    spots = [s for line in cell for s in line]
    return min(s.start for s in spots), max(s.end for s in spots)


def heading_at(lines: Sequence[Printed], start: int) -> Heading | None:
    """The heading row that begins at a line: the longest of those that name most columns."""
    if lines[start].end - lines[start].start > _LONGEST and len([*chunks(lines[start].spots)]) == 1:
        return None
    best: tuple[float, Heading] | None = None
    for end in range(start + 1, min(start + _MOST_LINES, len(lines)) + 1):
        found = _heading(lines, start, end)
        if found is None:
            continue
        worth = sum(1.0 if r else -1.0 for r in found.roles)
        if best is None or worth >= best[0]:
            best = (worth, found)
    return best[1] if best else None


def _heading(lines: Sequence[Printed], start: int, end: int) -> Heading | None:
    groups: list[list[tuple[Spot, ...]]] = []
    for chunk in sorted((c for line in lines[start:end] for c in chunks(line.spots)), key=_left):
        if groups and chunk[0].start < max(line[-1].end for line in groups[-1]):
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    if len(groups) < _NEEDED:
        return None
    cells = [tuple(sorted(g, key=lambda c: _offset(c[0]))) for g in groups]
    roles = tuple(role_of(_text(cell)) for cell in cells)
    known = {r for r in roles if r is not None}
    if sum(r is None for r in roles) > len(roles) // 3 or len(known) < _NEEDED:
        return None
    if not known & _WORK or not known & _WHO_WHEN:
        return None
    return Heading(start, end, roles, tuple(cells))


def _left(chunk: Sequence[Spot]) -> int:
    return chunk[0].start


def _offset(spot: Spot) -> int:
    return spot.word.span[0] if spot.word.span else 0


def _text(cell: Iterable[Sequence[Spot]]) -> str:
    return " ".join(s.word.text for line in cell for s in line)


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
