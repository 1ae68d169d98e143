"""What a flow of a dumped table holds: strips, each the cells of one row.

``pdftotext`` prints what a block of the page holds from top to bottom and, at one height, from
left to right; a blank line ends the block (a *flow*). A beam search gives each line, or each
part of one, to a column of a strip, by its words and by where the cells of a strip stand; a flow
has several readings, of which the rows of the table choose one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from extractors.layout.dump.columns import is_ordinal
from extractors.layout.dump.decode import Part
from extractors.layout.dump.shape import Shape, closed, first_shape, levels, price, put_down
from extractors.layout.dump.worth import (
    Reading,
    fits,
    goes_on,
    joint,
    kinship,
    opens,
    opens_flow,
)
from extractors.text.fold import starts_upper
from extractors.text.width import SPACE, width
from schemas.layout import Line

_BEAM = 24
READINGS = 8
"""Readings of a flow that are kept, whatever they say."""
FAR = 9.0
"""What is this much worse than the best is not followed."""
_LOOKED_AT = 6
"""States whose columns' last lines tell which ways of parting a line are likely."""
_WAYS, _CUTS, _HOPELESS = 10, 7, 7.0
"""Ways of parting a line that are followed, places to part it, and what is hopeless."""
_CUT, _AT_CAPITAL, _SKIPPED = 1.7, 0.6, 2.0
"""What parting a line costs, less at a capital, and more for each column left out."""
_STRIP = 1.5
"""What a new strip costs: lines that go on are more."""
_OUTSIDE = 1.0
"""What it costs that a strip holds a column that those above it in its flow do not."""
_FLANK = 0.4
"""What it costs that a justified line was broken at its blanks."""


class _Tail(NamedTuple):
    """The last line printed in a column."""

    text: str
    width: float
    line: int
    strip: int


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    tails: tuple[_Tail | None, ...]
    shape: Shape
    own: int
    """The columns of the strip that is being read, as bits."""
    held: int
    """The columns of all strips so far."""
    number: int
    """How many strips ended above this one."""
    above: int
    """What tells those strips from other ones: a hash of their columns."""
    parts: tuple[Part, ...]
    parent: _State | None


class _Way(NamedTuple):
    """A way of parting a line."""

    parts: tuple[Part, ...]
    columns: tuple[int, ...]
    bits: int
    worth: float
    """What it is worth whatever stands around it."""
    widths: tuple[float, ...]


Strip = tuple[tuple[Part, ...], ...]
"""The cells of one row that a flow holds: the parts of each column."""


class FlowReading(NamedTuple):
    """The strips of a flow, and what this reading is worth."""

    score: float
    strips: tuple[Strip, ...]


def readings_of(
    lines: Sequence[Line], numbers: Sequence[int], reading: Reading, *, centred: bool
) -> list[FlowReading]:
    """The likeliest readings of a flow, best first; ``numbers`` are those of its lines."""
    search = _Search(reading, centred=centred)
    beam: list[_State] = []
    for number in numbers:
        ways = search.ways(lines[number], number, beam)
        beam = search.onward(beam, ways) if beam else [search.begun(way) for way in ways]
    found: dict[object, tuple[float, _State]] = {}
    for state in beam:
        score = state.score - closed(state.shape, centred=centred)
        told = (state.number, state.above, state.own)
        if told not in found or found[told][0] < score:
            found[told] = (score, state)
    ranked = sorted(found.values(), key=lambda x: -x[0])
    # Of each number of rows the likeliest: how many there are is told by other flows.
    counts = {state.number: (score, state) for score, state in reversed(ranked)}
    several = [x for x in counts.values() if x not in ranked[:READINGS]]
    count = len(reading.columns)
    return [
        FlowReading(score, _strips(state, count))
        for score, state in [*ranked[:READINGS], *several] if score > ranked[0][0] - FAR
    ]  # fmt: skip


def _strips(end: _State, count: int) -> tuple[Strip, ...]:
    cells: list[list[list[Part]]] = [[[] for _ in range(count)] for _ in range(end.number + 1)]
    at: _State | None = end
    while at is not None:
        for part in reversed(at.parts):
            cells[at.number][part.column].append(part)
        at = at.parent
    return tuple(tuple(tuple(reversed(cell)) for cell in strip) for strip in cells)


def _span(bits: int) -> tuple[int, int]:
    """The first and the last of some columns."""
    return (bits & -bits).bit_length() - 1, bits.bit_length() - 1


class _Search:
    """The beam search over the lines of a flow."""

    def __init__(self, reading: Reading, *, centred: bool) -> None:
        self.reading, self.centred = reading, centred
        self.columns = reading.columns
        self.index = 1 if self.columns[0].role == "index" else 0

    def ways(self, line: Line, number: int, beam: Sequence[_State]) -> list[_Way]:
        """The likeliest ways of parting a line into columns, left to right."""
        seen = beam[:_LOOKED_AT]
        tails = [{s.tails[c] for s in seen} for c in range(len(self.columns))]
        points = [(0, 0.0), *self._cuts(line), (len(line.text), 0.0)]
        best: list[list[tuple[float, float, tuple[Part, ...]]]] = [[(0.0, 0.0, ())]]
        for j in range(1, len(points)):
            here: list[tuple[float, float, tuple[Part, ...]]] = []
            for i in range(j):
                at, cut = points[i]
                text = line.text[at : points[j][0]].strip()
                parts = [Part(c, text, number, at) for c in range(len(tails))]
                worth = [self._guess(part, tails[part.column]) for part in parts]
                for before, spent, held in best[i]:
                    for c in range(held[-1].column + 1 if held else 0, len(parts)):
                        skipped = c - held[-1].column - 1 if held else 0
                        cost = cut + _SKIPPED * skipped
                        here.append((before + worth[c] - cost, spent + cost, (*held, parts[c])))
            best.append(nlargest(_WAYS, here, key=lambda x: x[0]))
        top = best[-1][0][0]
        return [self._way(parts, cost) for w, cost, parts in best[-1] if w > top - _HOPELESS]

    def _guess(self, part: Part, tails: Iterable[_Tail | None]) -> float:
        """What a part is worth at best, after any of the lines a column may end with."""
        column = self.columns[part.column]
        worth = kinship(part.text, column) + fits(width(part.text), column, self.reading)
        if worth < -_HOPELESS:
            return worth
        found = [opens_flow(part.text, column, self.reading)]
        for tail in tails:
            if tail is not None:
                found.append(opens(tail.text, part.text, column, self.reading) - _STRIP)
                if column.role != "index":
                    found.append(goes_on(tail.text, tail.width, part.text, column, self.reading))
        return worth + max(found)

    def _cuts(self, line: Line) -> list[tuple[int, float]]:
        """Offsets at which a line may be parted, each with its cost, left to right."""
        words = line.passage.words
        found = []
        for k, at in enumerate(line.passage.starts[1:], start=1):
            upper = starts_upper(words[k].text)
            ordinal = k == 1 and is_ordinal(words[0].text)
            joined = max(self.reading.joints.worth(words[k - 1].text, words[k].text), -0.8)
            cost = _CUT + 1.2 * joined - (_AT_CAPITAL if upper else 0.0)
            found.append((at, 0.0 if ordinal and upper else max(cost, 0.2)))
        return sorted(sorted(found, key=lambda x: x[1])[:_CUTS])

    def _way(self, parts: tuple[Part, ...], cost: float) -> _Way:
        columns = tuple(p.column for p in parts)
        widths = tuple(width(p.text) for p in parts)
        worth = -cost
        for part, wide in zip(parts, widths, strict=True):
            column = self.columns[part.column]
            worth += kinship(part.text, column) + fits(wide, column, self.reading)
        return _Way(parts, columns, sum(1 << c for c in columns), worth, widths)

    def begun(self, way: _Way) -> _State:
        """The state after the flow's first line."""
        tails: list[_Tail | None] = [None] * len(self.columns)
        score = way.worth
        for part, wide in zip(way.parts, way.widths, strict=True):
            score += opens_flow(part.text, self.columns[part.column], self.reading)
            tails[part.column] = _Tail(part.text, wide, part.line, 0)
        shape = first_shape(way.columns, len(self.columns))
        return _State(score, tuple(tails), shape, way.bits, way.bits, 0, 0, way.parts, None)

    def onward(self, beam: Sequence[_State], ways: Sequence[_Way]) -> list[_State]:
        """The likeliest states after a line; those far behind the best one are not followed."""
        best: dict[object, _State] = {}
        top = -1e9
        for state in beam:
            for way in ways:
                for after in self._after(state, way, top - FAR):
                    key = (after.shape, after.own, after.tails)
                    if key not in best or best[key].score < after.score:
                        best[key] = after
                        top = max(top, after.score)
        return nlargest(_BEAM, best.values(), key=lambda s: s.score)

    def _after(self, state: _State, way: _Way, floor: float) -> Iterator[_State]:
        flank = self._flank(state, way)
        if flank is not None:
            yield flank
        worth = state.score + way.worth
        deeper = worth + self._joined(state, way, anew=False)
        if deeper > floor:
            yield from self._deeper(state, way, deeper)
        below = worth + self._joined(state, way, anew=True) - _STRIP
        if below > floor:
            yield self._below(state, way, below)

    def _joined(self, state: _State, way: _Way, *, anew: bool) -> float:
        """What the parts are worth after what stands above them, in the strip or in a new one."""
        worth, strip = 0.0, state.number
        for part in way.parts:
            tail, column = state.tails[part.column], self.columns[part.column]
            if tail is None:
                worth += opens_flow(part.text, column, self.reading)
            elif tail.strip == strip and not anew:
                worth += goes_on(tail.text, tail.width, part.text, column, self.reading)
            else:
                worth += opens(tail.text, part.text, column, self.reading)
        return worth

    def _tails(self, state: _State, way: _Way, strip: int) -> tuple[_Tail | None, ...]:
        tails = list(state.tails)
        for part, wide in zip(way.parts, way.widths, strict=True):
            tails[part.column] = _Tail(part.text, wide, part.line, strip)
        return tuple(tails)

    def _below(self, state: _State, way: _Way, score: float) -> _State:
        """The line as the first one of a new strip."""
        low, high = _span(state.held)
        score -= _OUTSIDE * sum(not low <= c <= high for c in way.columns)
        score -= closed(state.shape, centred=self.centred)
        number = state.number + 1
        return _State(
            score, self._tails(state, way, number), first_shape(way.columns, len(self.columns)),
            way.bits, state.held | way.bits, number, hash((state.above, state.own)), way.parts,
            state,
        )  # fmt: skip

    def _deeper(self, state: _State, way: _Way, score: float) -> Iterator[_State]:
        """The line in the strip that is being read; an ordinal is one line."""
        shape, own = state.shape, state.own
        if (shape.ended | own & self.index) & way.bits:
            return
        score -= self._apart(own, way.columns)
        tails = self._tails(state, way, state.number)
        own, held = own | way.bits, state.held | way.bits
        for level, off in levels(shape, way.columns):
            after, more = put_down(shape, way.columns, level, centred=self.centred)
            worth = score - price(off + more)
            yield _State(
                worth, tails, after, own, held, state.number, state.above, way.parts, state
            )

    def _apart(self, held: int, columns: Sequence[int]) -> float:
        """What it costs that new columns are not beside those of the strip."""
        low, high = _span(held)
        return float(sum(max(low - 1 - c, c - high - 1, 0) for c in columns))

    def _flank(self, state: _State, way: _Way) -> _State | None:
        """The line as words of the last one, justified so widely that the reader broke it."""
        part, c, shape = way.parts[0], way.columns[0], state.shape
        tail, strip = state.tails[c], state.number
        if c != shape.right or tail is None or tail.line != part.line - 1 or tail.strip != strip:
            return None
        whole = tail.width + SPACE + way.widths[0]
        rest = way.bits & ~(1 << c)
        if whole >= self.columns[c].width or c < self.index or shape.ended & rest:
            return None
        score = state.score + way.worth - _FLANK + min(joint(tail.text, part.text, self.reading), 1)
        tails = list(state.tails)
        if rest:
            others = _Way(way.parts[1:], way.columns[1:], rest, 0.0, way.widths[1:])
            score += self._joined(state, others, anew=False)
            score -= self._apart(state.own, others.columns)
            shape, off = put_down(shape, others.columns, shape.level, centred=self.centred)
            score -= price(off)
            tails = list(self._tails(state, others, strip))
        tails[c] = _Tail(f"{tail.text} {part.text}", whole, part.line, strip)
        return _State(
            score, tuple(tails), shape, state.own | rest, state.held | rest, strip, state.above,
            way.parts, state,
        )  # fmt: skip
