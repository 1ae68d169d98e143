"""The rows of a dumped table from the readings of its flows.

A flow's strips stand in rows one under the other. The rows of a page are begun by whichever
column is printed first; a search over the flows of the page gives each of them one of its
readings and each strip a row: no cell is filled twice, hardly one that should hold text is left
empty, and a cell goes on in another flow only where a page or a wide gap has cut it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import groupby
from typing import NamedTuple

from extractors.layout.dump.columns import Column
from extractors.layout.dump.decode import Cells, Part
from extractors.layout.dump.strips import FlowReading, Strip, readings_of
from extractors.layout.dump.worth import Reading, goes_on, joint, opens, opens_flow
from extractors.layout.roles import Role
from extractors.text.fold import is_upper
from extractors.text.labels import roman
from extractors.text.width import SPACE, width
from schemas.layout import Line

_BEAM = 40
_SURE = 0.6
"""How much likelier than the others a reading must be for its cells to be sure."""
_FAR = 12.0
"""States this much worse than the best one are not followed."""
_EMPTY: dict[Role, float] = {
    "index": 2.0, "content": 3.0, "inspected": 3.0, "time": 1.6, "lead": 1.6, "coordinating": 0.9,
    "monitor": 1.0,
}  # fmt: skip
_EMPTY_OTHER = 0.5
_NOT_YET = 0.5
"""The share of it that counts while the page goes on: the cell may be printed yet."""
_ROWS = 12
"""Rows of a page that a strip is tried in; more only where a dump has no pages."""
_AGAIN = 4.0
"""What it costs that a cell goes on in another flow of its page."""
_BROKEN = 1.5
"""What it costs that a line is printed in two flows."""
_LATE = 2.5
"""What it costs that a cell begins on the page after its row's."""
_UPWARDS = 1.0
"""What it costs that a cell is printed after one below it in its column."""
_PASSED = 0.5
"""The share of an empty cell's cost that counts when one below it is printed first."""
_LONG_AGO, _LONG_AGO_MOST = 0.5, 1.6
"""What each flow costs that was printed since the row's last one, and at most."""
_LEFTWARDS = 1.5
"""What it costs that a cell is printed after one that stands right of it in its row."""


class _Tail(NamedTuple):
    """The last line of a column, and where it stands."""

    text: str
    width: float
    row: int
    line: int


class _State(NamedTuple):
    """One way of reading a page so far; its rows are counted from the last one before it."""

    score: float
    tails: tuple[_Tail | None, ...]
    filled: tuple[int, ...]
    """The rows of the page that each column has filled, as bits."""
    recent: tuple[int, ...]
    """The flow in which each row was last printed; the page's first row is the one before it."""
    headings: int = 0
    """Rows that only head a group, as bits."""
    row: int = 0
    """The row of the last strip."""
    strip: Strip | None = None
    first: int = -1
    """The number of the page's first row in the table."""
    parent: _State | None = None


class Grid(NamedTuple):
    """The rows of cells of a table, what they are worth, and which of them may be others'."""

    rows: list[Cells]
    score: float
    doubted: frozenset[tuple[int, int]]
    """Row and column of cells that readings nearly as likely have otherwise."""


def grid_of(lines: Sequence[Line], reading: Reading, *, centred: bool) -> Grid:
    """The rows of cells that the flows of a table's pages make up."""
    n = len(reading.columns)
    search = _Search(reading)
    beam = [_State(0.0, (None,) * n, (1,) * n, (-1,))]
    doubted: set[_Place] = set()
    for _, page in groupby(range(len(lines)), key=lambda i: reading.pages[i]):
        for _, flow in groupby(page, key=lambda i: reading.flows[i]):
            beam = search.flow(beam, readings_of(lines, list(flow), reading, centred=centred))
        doubted |= search.doubted(beam)
        beam = [search.turned(state) for state in beam]
    last = max(beam, key=lambda s: s.score)
    cells = _cells(last)
    numbers = sorted({row for row, _ in cells})
    rows = [tuple(tuple(cells.get((row, c), ())) for c in range(n)) for row in numbers]
    places = {
        (row, c) for row, number in enumerate(numbers) for c in range(n) if (number, c) in doubted
    }
    return Grid(rows, last.score, frozenset(places))


_Place = tuple[int, int]
"""The number of a row in the table, and a column."""


def _cells(end: _State | None, *, of_page: int | None = None) -> dict[_Place, list[Part]]:
    """The parts of each cell, of a whole table or of the page whose first row has a number."""
    found: dict[_Place, list[Part]] = {}
    at = end
    while at is not None and of_page in (None, at.first):
        for c, cell in enumerate(at.strip or ()):
            if cell:
                place = at.first + at.row, c
                found[place] = [*cell, *found.get(place, ())]
        at = at.parent
    return found


class _Search:
    """The search over the flows of a page."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.empty = [_EMPTY.get(c.role, _EMPTY_OTHER) for c in reading.columns]
        self.index = 1 if reading.columns[0].role == "index" else 0
        self.told = [c.role in ("content", "inspected") for c in reading.columns]

    def turned(self, state: _State) -> _State:
        """The state at the next page's beginning: its first row is the last one of this page."""
        last = len(state.recent) - 1
        own = (t if t is not None and t.row == last else None for t in state.tails)
        return _State(
            state.score - self.holes(state),
            tuple(t and t._replace(row=0) for t in own),
            tuple(bits >> last & 1 for bits in state.filled),
            state.recent[last:],
            headings=state.headings >> last & 1,
            first=state.first + last,
            parent=state,
        )

    def doubted(self, beam: Sequence[_State]) -> set[_Place]:
        """The cells of a page that readings nearly as likely as the best have otherwise."""
        worth = {id(s): s.score - self.holes(s) for s in beam}
        best, *others = sorted(beam, key=lambda s: -worth[id(s)])
        own = _cells(best, of_page=best.first)
        out: set[_Place] = set()
        for other in others:
            if worth[id(other)] > worth[id(best)] - _SURE:
                found = _cells(other, of_page=other.first)
                out |= {p for p in own.keys() | found.keys() if own.get(p) != found.get(p)}
        return out

    def holes(self, state: _State) -> float:
        """What the cells cost that the page's rows lack, but for the last one's."""
        cost = 0.0
        for c, bits in enumerate(state.filled):
            rows = (1 << len(state.recent)) - 1
            if not self.told[c]:
                rows &= ~state.headings
            cost += self.empty[c] * (rows & ~bits & ~1).bit_count()
        return cost

    def flow(self, beam: Sequence[_State], readings: Sequence[FlowReading]) -> list[_State]:
        """The states after a flow."""
        best: dict[object, _State] = {}
        for found in readings:
            for state in self._placed(beam, found):
                key = (state.recent, state.headings, state.filled, state.tails)
                if key not in best or best[key].score < state.score:
                    best[key] = state
        return self._best(best.values())

    def _hopes(self, state: _State) -> float:
        return state.score - _NOT_YET * self.holes(state)

    def _placed(self, beam: Sequence[_State], found: FlowReading) -> list[_State]:
        """The states after one reading of a flow, its strips placed from top to bottom."""
        states = [
            s._replace(score=s.score + found.score, row=-1, strip=None, parent=s) for s in beam
        ]
        for number, strip in enumerate(found.strips):
            longer = [
                after for state in states for after in self._after(state, strip, first=number == 0)
            ]
            states = self._best(longer)
        return states

    def _best(self, states: Iterable[_State]) -> list[_State]:
        """The likeliest states; those far behind the best one are not followed."""
        ranked = nlargest(_BEAM, ((self._hopes(s), i, s) for i, s in enumerate(states)))
        return [s for hopes, _, s in ranked if hopes > ranked[0][0] - _FAR]

    def _after(self, state: _State, strip: Strip, *, first: bool) -> Iterator[_State]:
        columns = [c for c, cell in enumerate(strip) if cell]
        told = any(self.told[c] or c < self.index for c in columns)
        for row in self._free(state, columns, first=first):
            if state.headings >> row & 1 and not told:
                continue
            placed = self._put(state, strip, columns, row, first=first)
            if placed is not None:
                yield placed

    def _free(self, state: _State, columns: Sequence[int], *, first: bool) -> Iterator[int]:
        """The topmost rows in which some cells may stand, and a new one."""
        taken = 0
        for c in columns:
            tail = state.tails[c]
            again = 1 << tail.row if first and tail is not None else 0
            taken |= state.filled[c] & ~again
        rows = len(state.recent)
        free = ((1 << rows) - 1) & ~taken & ~((1 << state.row + 1) - 1)
        for _ in range(_ROWS):
            if not free:
                break
            yield (free & -free).bit_length() - 1
            free &= free - 1
        yield rows

    def _put(
        self, state: _State, strip: Strip, columns: Sequence[int], row: int, *, first: bool
    ) -> _State | None:
        """The state with a strip in a row; None where one of its cells is there already."""
        worth, headings = 0.0, state.headings
        tails, filled = list(state.tails), list(state.filled)
        line = strip[columns[0]][0].line
        for c in columns:
            cell, tail = strip[c], state.tails[c]
            if not filled[c] >> row & 1:
                worth += self._opened(state, c, row, cell[0])
            elif first and c >= self.index and tail is not None and tail.row == row:
                worth += self._continued(tail, c, cell[0])
            else:
                return None
            if c < self.index and is_heading(cell[0].text):
                headings |= 1 << row
            filled[c] |= 1 << row
            tails[c] = _Tail(cell[-1].text, width(cell[-1].text), row, cell[-1].line)
        flow = (self.reading.flows[line],)
        return state._replace(
            score=state.score + worth, tails=tuple(tails), filled=tuple(filled),
            recent=state.recent[:row] + flow + state.recent[row + 1 :], headings=headings,
            row=row, strip=strip, parent=state,
        )  # fmt: skip

    def _opened(self, state: _State, c: int, row: int, part: Part) -> float:
        """What it is worth that a cell begins in a row, by what was printed before it."""
        worth = -self._passed(state, c, row) - (_LATE if row == 0 else 0.0)
        worth -= _UPWARDS if state.filled[c] >> row + 1 else 0.0
        flow, tail = self.reading.flows[part.line], state.tails[c]
        if row < len(state.recent):
            share = self.empty[c] / _EMPTY["time"]
            worth -= share * min(_LONG_AGO * (flow - state.recent[row] - 1), _LONG_AGO_MOST)
            right = any(state.filled[d] >> row & 1 for d in range(c + 1, len(self.empty)))
            worth -= _LEFTWARDS if row and right else 0.0
        if tail is None or self.reading.flows[tail.line] != flow:
            column = self.reading.columns[c]
            before = tail.text if tail is not None and tail.row == row - 1 else None
            worth += opens(before, part.text, column, self.reading)
            worth -= opens_flow(part.text, column, self.reading)
        return worth

    def _continued(self, tail: _Tail, c: int, part: Part) -> float:
        """What it is worth that a cell goes on in another flow: a page has cut it, or a blank."""
        column = self.reading.columns[c]
        worth = goes_on(tail.text, tail.width, part.text, column, self.reading)
        if self.reading.pages[tail.line] == self.reading.pages[part.line]:
            worth = max(worth - _AGAIN, self._flank(tail, part.text, column))
        return worth - opens_flow(part.text, column, self.reading)

    def _flank(self, tail: _Tail, text: str, column: Column) -> float:
        """What it is worth that the words of one justified line are flows of their own."""
        if tail.width + SPACE + width(text) > column.width:
            return -9.0
        return min(joint(tail.text, text, self.reading), 1.0) - _BROKEN

    def _passed(self, state: _State, c: int, row: int) -> float:
        """What it costs that a column leaves out rows above: cells are mostly printed downwards."""
        above = (1 << row) - 1 & ~1
        if not self.told[c]:
            above &= ~state.headings
        return _PASSED * self.empty[c] * (above & ~state.filled[c]).bit_count()


def is_heading(label: str) -> bool:
    """Whether an ordinal numbers a group of rows: ``IV``, ``A``."""
    text = label.strip(".)")
    return roman(text) is not None or (len(text) == 1 and is_upper(text))
