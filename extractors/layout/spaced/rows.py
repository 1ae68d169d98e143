"""The rows of a table on one page: which of its printed lines belong together.

A row's tallest cell fills it from top to bottom; the others stand in its middle or at its top,
their lines one below the other. Where a cell has a line less than its neighbour, its lines
stand half a line lower: a reader prints them between. So cutting a page's lines into rows is
deciding which cuts leave every cell whole and in its place: dynamic programming.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.layout.dump.decode import DANGLING
from extractors.layout.roles import Role
from extractors.layout.spaced.columns import Split
from extractors.layout.spaced.lines import Spot
from extractors.text.fold import starts_upper
from extractors.text.width import width

Level = Literal["middle", "top"]
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,6}|[A-ZĐ])[.)]?")
_MOST_LINES = 70
_HALF = 0.5
_LOOSE = 0.3
"""Lines a cell may stand off its place: half a line up or down is a place of its own."""
_ROW = 0.3
"""What a row costs."""
_NEEDS: dict[Role, float] = {"content": 2.5, "inspected": 2.5, "time": 0.8, "lead": 0.8}
"""What a row without a cell in a column costs."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table on one page."""

    lines: tuple[Split, ...]
    heights: tuple[float, ...]
    """Where each line stands, in lines from the first."""
    roles: tuple[Role | None, ...]
    widths: tuple[float, ...]
    """Of each column, in ems."""
    goes_on: bool
    """Whether the table began on a page before, so that its first row may be a rest."""

    @property
    def numbered(self) -> bool:
        return self.roles[0] == "index"


def heights(lines: Sequence[Split], numbers: Sequence[int]) -> tuple[float, ...]:
    """How far down each line stands; lines without a common column stand half a line apart."""
    out = [0.0]
    for (a, b), (m, n) in zip(pairwise(lines), pairwise(numbers), strict=True):
        shared = any(x and y for x, y in zip(a, b, strict=True))
        out.append(out[-1] + (1.0 if shared else _HALF) + 0.75 * (n - m - 1))
    return tuple(out)


def cut(grid: Grid) -> list[tuple[int, int]]:
    """The rows as half-open ranges of lines, by whichever level of cells explains them better."""
    readings = [_best(grid, level) for level in ("middle", "top")]
    return max(readings, key=lambda r: r[0])[1]


def _best(grid: Grid, level: Level) -> tuple[float, list[tuple[int, int]]]:
    count = len(grid.lines)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        options = []
        ordinals = 0
        for start in range(end - 1, max(end - _MOST_LINES, 0) - 1, -1):
            ordinals += _is_numbered(grid, start)
            if ordinals > 1:
                break
            options.append((best[start][0] + _worth(grid, start, end, level), start))
        best.append(max(options))
    rows = []
    end = count
    while end:
        rows.append((best[end][1], end))
        end = best[end][1]
    return best[count][0], rows[::-1]


def _worth(grid: Grid, start: int, end: int, level: Level) -> float:
    """How much lines ``start`` to ``end`` look like one row."""
    top, bottom = grid.heights[start], grid.heights[end - 1]
    rest = grid.goes_on and start == 0
    cut_short = end == len(grid.lines)
    worth, tall, filled = -_ROW, False, 0
    for c, role in enumerate(grid.roles):
        cell = [i for i in range(start, end) if grid.lines[i][c]]
        if role == "index":
            worth += _numbering(grid, cell, rest=rest, whole=not cut_short)
            worth += 0.5 * _placed(grid, cell, (top, bottom), level) if cell else 0.0
            tall |= end - start == 1 and bool(cell)
            continue
        if not cell:
            continue
        filled += 1
        tall |= cell[0] == start and cell[-1] == end - 1
        worth += _placed(grid, cell, (top, bottom), level) + _reads(grid, cell, c)
        worth += _ends(grid, cell, c, first=not rest, last=not cut_short)
    worth -= 0.0 if tall else 2.5
    if filled > 1 and not rest:
        worth -= _missing(grid, start, end)
    return worth


def _is_numbered(grid: Grid, line: int) -> bool:
    return grid.numbered and _ORDINAL.fullmatch(_text(grid.lines[line][0])) is not None


def _numbering(grid: Grid, cell: Sequence[int], *, rest: bool, whole: bool) -> float:
    if any(_is_numbered(grid, i) for i in cell):
        return 1.5
    return 0.0 if rest or not whole else -1.2


def _missing(grid: Grid, start: int, end: int) -> float:
    return sum(
        cost for c, role in enumerate(grid.roles)
        if role and (cost := _NEEDS.get(role, 0.0))
        and not any(grid.lines[i][c] for i in range(start, end))
    )  # fmt: skip


def _placed(grid: Grid, cell: Sequence[int], span: tuple[float, float], level: Level) -> float:
    """A cell's lines stand one below the other, in the middle of its row or at its top."""
    first, last = grid.heights[cell[0]], grid.heights[cell[-1]]
    worth = -2.5 * sum(grid.heights[b] - grid.heights[a] > 1.0 + _LOOSE for a, b in pairwise(cell))
    off = abs(first - span[0]) if level == "top" else abs(first + last - sum(span)) / 2
    return worth - (min(1.5 * off, 2.5) if off > _LOOSE else 0.0)


def _reads(grid: Grid, cell: Sequence[int], column: int) -> float:
    """A line of a cell was broken where its next word did not fit."""
    worth = 0.0
    for i, j in pairwise(cell):
        upper, lower = _text(grid.lines[i][column]), _text(grid.lines[j][column])
        reached = width(upper) + 0.25 + width(lower.split(" ", 1)[0])
        if not starts_upper(lower):
            worth += 0.3
        elif reached < 0.9 * grid.widths[column] and not upper.endswith((";", ":", ",", "-")):
            worth -= 1.2
        elif upper.endswith((".", ";")):
            worth -= 0.3
    return worth


def _ends(grid: Grid, cell: Sequence[int], column: int, *, first: bool, last: bool) -> float:
    """A cell begins with a capital or a figure, and does not end in the middle of a phrase."""
    opening, closing = _text(grid.lines[cell[0]][column]), _text(grid.lines[cell[-1]][column])
    worth = 0.0
    if first:
        worth += 0.3 if starts_upper(opening) or opening[:1].isdigit() else -2.0
    if last and DANGLING.search(closing):
        worth -= 1.2
    return worth


def _text(spots: Sequence[Spot]) -> str:
    return " ".join(s.word.text for s in spots)
