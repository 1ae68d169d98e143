"""Rows and columns of a dumped table, decided jointly: a beam search over its lines.

Each line, or each part of a line in which columns have run together, goes on with a cell,
opens the next one, comes back to one left open, or begins a row. What a line looks like,
how it follows the cell's last line and what the finished row is worth are summed; the
columns' widths and recurring texts are learnt from one pass and used in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from extractors.layout.dump.columns import (
    AGENTS,
    Column,
    affinity,
    first_guess,
    is_ordinal,
    learn,
    time_share,
)
from extractors.layout.roles import Role
from extractors.text.fold import fold, starts_upper
from extractors.text.labels import roman
from extractors.text.width import width
from schemas.layout import Line, Passage

BEAM = 16
_PASSES = 2
_PARTINGS, _PARTINGS_OVERFULL = 4, 24
"""Ways of parting a line into columns that are followed up."""
_HOPELESS = 4.5
"""A way of parting a line this much worse than the best one is not followed up."""
_OVERFULL = 1.3
"""A line this much wider than the widest column holds several of them."""
DANGLING = re.compile(
    r"(?:[,\-–÷(/]|\b(?:và|của|các|cho|với|về|trong|theo|do|tại|từ|là|có|để|quan|việc))$"
)
DATED = re.compile(r"\d|[IVX]+/|xuyên|hằng|hàng|định kỳ", re.IGNORECASE)
_EMPTY_COST: dict[Role, float] = {
    "content": 3.0,
    "inspected": 3.0,
    "time": 1.6,
    "lead": 1.4,
    "coordinating": 0.9,
}


class Part(NamedTuple):
    """A part of a line put into a column."""

    column: int
    text: str
    line: int
    start: int
    """Offset of the part in its line."""


Cells = tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class _State:
    """One way of reading the lines so far."""

    score: float
    done: _State | None
    """The state when the row before this one was closed."""
    cells: Cells
    last: int
    ordinal: int
    shared: int
    """The line that held several cells of this row; -1 where none did."""


def decode(lines: Sequence[Line], roles: Sequence[Role]) -> list[Cells]:
    """Rows of cells of the parts of ``lines``, top to bottom."""
    texts = [line.text for line in lines]
    columns = first_guess(roles, texts)
    rows: list[Cells] = []
    for _ in range(_PASSES):
        rows = _one_pass(lines, columns)
        columns = learn(columns, [[[p.text for p in cell] for cell in row] for row in rows])
    return rows


def _one_pass(lines: Sequence[Line], columns: Sequence[Column]) -> list[Cells]:
    start = _State(0.0, None, (), -1, 0, -1)
    beam = [start]
    for number, line in enumerate(lines):
        ways = partings(number, line.passage, columns)
        reached: dict[object, _State] = {}
        for state in beam:
            for worth, parts in ways:
                after = _place(state, worth, parts, lines, columns)
                if after is None:
                    continue
                key = (after.last, after.ordinal, tuple(len(c) for c in after.cells), after.shared)
                if key not in reached or reached[key].score < after.score:
                    reached[key] = after
        beam = nlargest(BEAM, reached.values(), key=lambda s: s.score) or beam
    best = max((_closed(s, columns) for s in beam), key=lambda s: s.score)
    return _unroll(best)


def _unroll(state: _State) -> list[Cells]:
    rows: list[Cells] = []
    at: _State | None = state
    while at is not None:
        if at.cells:
            rows.append(at.cells)
        at = at.done
    return rows[::-1]


def partings(
    number: int, passage: Passage, columns: Sequence[Column]
) -> list[tuple[float, tuple[Part, ...]]]:
    """The likeliest ways of parting a line into columns, left to right, best first."""
    text = passage.text
    whole = [
        (affinity(text, column, opens=False), (Part(c, text, number, 0),))
        for c, column in enumerate(columns)
    ]
    overfull = width(text) > _OVERFULL * max(c.width for c in columns)
    cuts = [s for s in passage.starts[1:] if starts_upper(text[s:])]
    most = min(len(columns) if overfull else 2, len(cuts) + 1)
    parted = _parted(number, text, cuts, columns, most=most, cost=0.2 if overfull else 1.5)
    kept = _PARTINGS_OVERFULL if overfull else _PARTINGS
    ways = [*whole, *nlargest(kept, parted, key=lambda p: p[0])]
    best = max(worth for worth, _ in ways)
    return [way for way in ways if way[0] > best - _HOPELESS]


def _parted(
    number: int,
    text: str,
    cuts: Sequence[int],
    columns: Sequence[Column],
    *,
    most: int,
    cost: float,
) -> list[tuple[float, tuple[Part, ...]]]:
    """Ways of cutting a line into up to ``most`` columns; each part counts by its width."""
    done: list[tuple[float, tuple[Part, ...]]] = []
    open_: list[tuple[float, tuple[Part, ...], int]] = [(0.0, (), 0)]
    for _ in range(most):
        longer: list[tuple[float, tuple[Part, ...], int]] = []
        for worth, parts, at in open_:
            first = parts[-1].column + 1 if parts else 0
            for to in (*[c for c in cuts if c > at], len(text)):
                piece = text[at:to].strip()
                share = 1.0 if is_ordinal(piece) else width(piece) / width(text)
                for c in range(first, len(columns)):
                    value = worth + share * affinity(piece, columns[c], opens=at > 0)
                    longer.append(
                        (value - (cost if at else 0.0), (*parts, Part(c, piece, number, at)), to)
                    )
        open_ = nlargest(60, (p for p in longer if p[2] < len(text)), key=lambda p: p[0])
        done += [(w, parts) for w, parts, to in longer if to == len(text) and len(parts) > 1]
    return done


def _place(
    state: _State,
    worth: float,
    parts: Sequence[Part],
    lines: Sequence[Line],
    columns: Sequence[Column],
) -> _State | None:
    """The state after putting the parts of one line, None where they cannot stand so."""
    if _begins_row(state, parts[0], columns):
        ordinal = _ordinal(parts[0], columns)
        worth += _row_worth(state.ordinal, ordinal)
        closed = _closed(state, columns)
        base = _State(
            closed.score,
            closed if closed.cells else None,
            ((),) * len(columns),
            -1,
            ordinal or state.ordinal,
            -1,
        )
    elif not state.cells:
        return None
    else:
        base = state
    cells, last = list(base.cells), base.last
    for i, part in enumerate(parts):
        if columns[part.column].role == "index" and (i or cells[part.column]):
            return None
        gap = lines[part.line].gap and i == 0
        worth += _step(cells[part.column], part, last, gap, base.shared, columns)
        cells[part.column] = (*cells[part.column], part)
        last = part.column
    shared = parts[0].line if len(parts) > 2 else base.shared
    return _State(base.score + worth, base.done, tuple(cells), last, base.ordinal, shared)


def _begins_row(state: _State, part: Part, columns: Sequence[Column]) -> bool:
    if columns[0].role == "index":
        return part.column == 0
    return part.column == 0 and (not state.cells or state.last > 0)


def _ordinal(part: Part, columns: Sequence[Column]) -> int | None:
    if columns[part.column].role != "index":
        return None
    text = part.text.strip(".)")
    return int(text) if text.isdigit() else None


def _row_worth(before: int, ordinal: int | None) -> float:
    """Ordinals go up by one; a slip repeats one; groups start them again."""
    if ordinal is None:
        return 0.0
    if ordinal == before + 1:
        return 2.5
    if ordinal in (before, 1):
        return 0.0
    return -1.0 if before < ordinal <= before + 3 else -5.0


def _step(
    cell: tuple[Part, ...], part: Part, last: int, gap: bool, shared: int, columns: Sequence[Column]
) -> float:
    """How well a part follows what its row holds already."""
    if not cell:
        opens = 0.4 if starts_upper(part.text) else -2.0
        if part.column > last:
            return opens + 0.5 + (0.3 if gap else 0.0)
        return opens - 3.0
    before = cell[-1]
    if part.column == last:
        come = 0.3 - (0.25 if gap else 0.0)
    else:
        come = 0.2 if before.line == shared else -1.6
    column = columns[part.column]
    if column.role in AGENTS and before.text.endswith(";"):
        return come  # bodies in a list
    return come + goes_on(before.text, part.text, column.width)


@lru_cache(maxsize=32768)
def goes_on(before: str, after: str, limit: float) -> float:
    """How well one line of a cell follows another."""
    lower = not starts_upper(after)
    worth = 0.4 if lower else -0.1
    if before.endswith((".", ";", ":")):
        worth -= 0.6 if lower else 0.9
    if DANGLING.search(before):
        worth += 0.6
    if width(before) + 0.25 + width(after.split(" ", 1)[0]) < 0.85 * limit:
        worth -= 0.5
    return worth


def _closed(state: _State, columns: Sequence[Column]) -> _State:
    """The state with its row weighed as a whole."""
    if not state.cells:
        return state
    worth = _heads_group(state.cells, columns)
    if worth is None:
        worth = sum(
            _cell_worth(cell, column) for cell, column in zip(state.cells, columns, strict=True)
        )
    return _State(
        state.score + worth, state.done, state.cells, state.last, state.ordinal, state.shared
    )


def _heads_group(cells: Cells, columns: Sequence[Column]) -> float | None:
    """What a row that is only a group's heading is worth; None for other rows."""
    filled = [c for c, cell in enumerate(cells) if cell]
    if len(filled) != 2 or columns[filled[0]].role != "index":
        return None
    label = cells[filled[0]][0].text.strip(".)")
    return -0.5 if roman(label) is not None and label != "" else None


def _cell_worth(cell: Sequence[Part], column: Column) -> float:
    if not cell:
        return -_EMPTY_COST.get(column.role, 0.3)
    return _text_worth(" ".join([p.text for p in cell]), column)


@lru_cache(maxsize=32768)
def _text_worth(text: str, column: Column) -> float:
    worth = -1.2 if DANGLING.search(text) else 0.0
    if column.role == "time":
        worth += 1.5 * time_share(text) if DATED.search(text) else -1.0
    if column.role in AGENTS:
        worth += min(column.recurring.get(fold(text), 0), 2) * 0.6
    return worth
