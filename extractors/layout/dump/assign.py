"""The column of each line of a table whose columns a reader has interleaved.

Readers of PDF print what stands at one height from left to right and go down the page, a
block at a time: lines of neighbouring cells alternate, and several may share a line. Inside
a run of lines without a blank one (a *flow*) heights only grow. So while one cell goes on,
each other column prints at most one line between two of its lines, and no cell goes on
beside two cells of another column that follow one another. A beam search gives each line, or
each part of one, to a column under these rules; how a part goes on with the column's last
line is told by where that line had to break, by the words at the joint and by the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from extractors.agency.names import begins_body
from extractors.layout.dump.columns import (
    AGENTS,
    Column,
    body_share,
    first_words,
    is_ordinal,
    time_share,
)
from extractors.layout.dump.decode import DANGLING, Part
from extractors.layout.dump.joints import Joints
from extractors.text.fold import fold, starts_upper
from extractors.text.width import width
from schemas.layout import Line

_BEAM = 12
_WAYS = 5
"""Ways of parting a line that are followed up."""
_CUTS = 6
"""Places at which a line may be parted, the likeliest ones."""
_SPACE = 0.25
_BLANK = 1.2
_FULL = 0.95
"""A line was broken by its column where the next word would have filled this share of it."""


_WAITING = re.compile(r"\b(?:ngày|tháng|quý|quí|năm|đến|từ|trước|sau)$", re.IGNORECASE)
"""A time that waits for its number."""


_POINTS = re.compile(r"(?:theo|sau|khi|ngay|kể từ|ban hành|hoàn thành|tùy)\b", re.IGNORECASE)
"""A time that is told by something else: ``Theo Kế hoạch …``, ``Sau khi …``."""


class Tail(NamedTuple):
    """The last printed line of a column, and when its cell began."""

    text: str
    width: float
    seq: int
    before: int
    """When the line before it in the column was printed; -1 in another flow."""
    flow: int
    start: int
    ended: int
    """When the cell before this one ended; -1 in another flow."""


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    tails: tuple[Tail | None, ...]
    parts: tuple[Part, ...]
    parent: _State | None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the search knows of a table: columns, words that join, how its reader prints."""

    columns: tuple[Column, ...]
    joints: Joints
    flows: Sequence[int]
    """The flow of each line."""
    pages: Sequence[int]
    cut_cost: float
    """What parting a line costs: little where the reader joins what stands at one height."""
    strict: float = 1.0
    """How far the columns' widths are known, up to 1."""
    adjoining: float = 1.0
    """How far what is printed together stands side by side: not where a reader goes by height."""

    def parted(self, before: int, after: int) -> float:
        """What it costs that a cell goes on over a blank line: blocks hold whole cells."""
        turned = self.pages[before] != self.pages[after]
        return _BLANK if self.flows[before] != self.flows[after] and not turned else 0.0


def assign(lines: Sequence[Line], reading: Reading) -> list[Part]:
    """The parts of all lines, each with its column, in the order they were printed."""
    beam = [_State(0.0, (None,) * len(reading.columns), (), None)]
    for number, line in enumerate(lines):
        best: dict[object, _State] = {}
        ways = _ways(line, number, beam[0].tails, reading)
        for state in beam:
            for parts, cost in ways:
                for after in _after(state, parts, cost, reading):
                    key = tuple(t and (t.seq, t.start, t.width) for t in after.tails)
                    if key not in best or best[key].score < after.score:
                        best[key] = after
        beam = nlargest(_BEAM, best.values(), key=lambda s: s.score)
    out: list[tuple[Part, ...]] = []
    at: _State | None = beam[0]
    while at is not None:
        out.append(at.parts)
        at = at.parent
    return [part for parts in reversed(out) for part in parts]


def _after(state: _State, parts: Sequence[Part], cost: float, reading: Reading) -> Iterator[_State]:
    """The states after a line: its first part both going on and opening a cell."""
    found: list[tuple[float, tuple[Tail | None, ...]]] = [(state.score - cost, state.tails)]
    for part in parts:
        longer = []
        for score, tails in found:
            longer += [
                (score + worth, (*tails[: part.column], tail, *tails[part.column + 1 :]))
                for worth, tail in _puts(part, tails, reading)
            ]
        found = nlargest(2, longer, key=lambda x: x[0])
    for score, tails in found:
        yield _State(score, tails, tuple(parts), state)


def _puts(
    part: Part, tails: Sequence[Tail | None], reading: Reading
) -> Iterator[tuple[float, Tail]]:
    """A part going on with the last cell of its column, and opening a new one."""
    column, tail, flow = reading.columns[part.column], tails[part.column], reading.flows[part.line]
    wide = width(part.text)
    same = tail is not None and tail.flow == flow
    kin = kinship(part.text, column) - _aside(part.column, flow, tails, reading)
    ended = tail.seq if tail is not None and same else -1
    opened = opens(tail.text if tail else None, part.text, column, reading)
    yield (
        kin + opened + _fit(wide, reading, column),
        Tail(part.text, wide, part.line, -1, flow, part.line, ended),
    )
    if tail is None or column.role == "index":
        return
    worth = kin + goes_on(tail.text, tail.width, part.text, column, reading)
    worth -= 0.0 if same else reading.parted(tail.seq, part.line)
    whole = tail.width + _SPACE + wide
    if same and part.line - tail.seq == 1 and whole < column.width and tail.width < 0.7 * whole:
        # Words of one justified line, so far apart that the reader broke it.
        flank = kin - 0.4 + min(reading.joints.worth(_last(tail.text), _first(part.text)), 1.0)
        joined = tail._replace(text=f"{tail.text} {part.text}", width=whole, seq=part.line)
        yield flank, joined
    if same:
        worth += (0.4 if part.line - tail.seq == 1 else 0.0) - _crossing(part.column, tail, tails)
    yield (
        worth + _fit(wide, reading, column),
        Tail(
            part.text, wide, part.line, tail.seq if same else -1, flow,
            tail.start if same else part.line, tail.ended if same else -1,
        ),
    )  # fmt: skip


def _aside(own: int, flow: int, tails: Sequence[Tail | None], reading: Reading) -> float:
    """What it costs that a column is not beside those a flow holds: blocks hang together."""
    held = [abs(c - own) for c, tail in enumerate(tails) if tail is not None and tail.flow == flow]
    return 1.0 * (min(held) - 1) * reading.adjoining if held and min(held) > 1 else 0.0


def _crossing(own: int, tail: Tail, tails: Sequence[Tail | None]) -> float:
    """What it costs that a cell goes on past what its neighbours have printed since."""
    cost = 0.0
    for c, other in enumerate(tails):
        if c == own or other is None or other.flow != tail.flow:
            continue
        if other.before > tail.seq:
            cost += 1.5
        if other.start > tail.start and other.ended > tail.start:
            cost += 2.5
    return cost


def _fit(wide: float, reading: Reading, column: Column) -> float:
    over = wide / column.width - 1.04
    return -min((0.5 + 10.0 * over) * reading.strict, 5.0) if over > 0 else 0.0


@lru_cache(maxsize=65536)
def kinship(text: str, column: Column) -> float:
    """How well a line suits a column by its words."""
    if column.role == "index":
        return 1.5 if is_ordinal(text) else -9.0
    share = time_share(text)
    worth = 0.0
    if column.role == "time":
        worth += 1.4 * share if share > 0.5 else -0.2
    elif share == 1.0:
        worth -= 0.8
    if is_label(text):
        worth -= 2.0
    if column.role in AGENTS:
        worth += 1.2 * (body_share(text) - 0.6)
    elif column.role in ("content", "product"):
        worth -= 0.5 * (body_share(text) == 1.0)
    if column.words is not None:
        worth += column.words.worth(text)
    return worth


def opens(before: str | None, text: str, column: Column, reading: Reading) -> float:
    """How well a text begins a cell."""
    if column.role == "index":
        return sequel(before, text)
    worth = 0.4 if starts_upper(text) else -4.0
    if not text[:1].isalnum():
        worth -= 0.4
    if column.role in AGENTS:
        worth += 0.6 if begins_body(text) else -0.5
    elif column.role == "time":
        worth -= 0.0 if time_share(text) > 0.5 or _POINTS.match(text) else 1.6
    elif column.role in ("content", "inspected"):
        worth -= 0.6
    if fold(text) in column.openings:
        worth += 0.8
    if column.starts:
        worth += 1.6 if first_words(text) in column.starts else -1.2
    if before is not None:
        listed = column.role in AGENTS and before.endswith((";", ","))
        worth += -0.8 if listed else _ends(before)
        joint = reading.joints.worth(_last(before), _first(text))
        worth -= 0.5 * max(joint, 0.0)
    return worth


@lru_cache(maxsize=65536)
def sequel(before: str | None, label: str) -> float:
    """How well a label follows the last one: the next number, or the first of a new group."""
    here = _number(label)
    if here is None:
        return 0.8 if is_label(label) else -0.5
    last = _number(before) if before else None
    if last is None:
        return 1.0 if here == 1 or before else 0.0
    if here == last + 1:
        return 2.0
    return {1: 0.5, last: -1.0, last + 2: -1.0}.get(here, -3.5)


def _number(label: str) -> int | None:
    text = label.strip(".)")
    return int(text) if text.isdigit() else None


@lru_cache(maxsize=65536)
def _ends(text: str) -> float:
    if text.endswith((".", ";")):
        return 0.4
    return -1.3 if DANGLING.search(text) or _WAITING.search(text) else 0.0


def goes_on(before: str, wide: float, text: str, column: Column, reading: Reading) -> float:
    """How well a text goes on with the line before it in its cell."""
    first = _first(text)
    if column.role in AGENTS and before.endswith(";"):
        return 0.6  # bodies in a list
    worth = reading.joints.worth(_last(before), first)
    lower = not starts_upper(text)
    worth += 0.6 if lower else -0.3
    if before.endswith((".", ";", ":")):
        worth -= 0.6
    elif DANGLING.search(before) or _WAITING.search(before):
        worth += 0.5
    reached = (wide + _SPACE + width(first)) / column.width
    if reached < _FULL:
        worth -= min(0.3 + 4.0 * (_FULL - reached), 2.5) * reading.strict
    else:
        worth += 0.4 * reading.strict
    return worth


def _last(text: str) -> str:
    return text.rsplit(" ", 1)[-1]


def _first(text: str) -> str:
    return text.split(" ", 1)[0]


def _ways(
    line: Line, number: int, tails: Sequence[Tail | None], reading: Reading
) -> list[tuple[tuple[Part, ...], float]]:
    """Ways of parting a line into columns, left to right, each with what its cuts cost."""
    text = line.text
    count = len(reading.columns)
    whole = [((Part(c, text, number, 0),), 0.0) for c in range(count)]
    cuts = _cuts(line, reading)
    if not cuts:
        return _hopeful(whole, tails, reading)
    return _hopeful(whole, tails, reading) + _parted(text, number, cuts, tails, reading)


def _hopeful(
    ways: Sequence[tuple[tuple[Part, ...], float]],
    tails: Sequence[Tail | None],
    reading: Reading,
) -> list[tuple[tuple[Part, ...], float]]:
    """The ways but for those no reading would take."""
    worth = [_guess(w[0][0], tails, reading) for w in ways]
    best = max(worth)
    return [w for w, v in zip(ways, worth, strict=True) if v > best - 5.0]


def _guess(part: Part, tails: Sequence[Tail | None], reading: Reading) -> float:
    column, tail = reading.columns[part.column], tails[part.column]
    worth = opens(tail.text if tail else None, part.text, column, reading)
    if tail is not None and column.role != "index":
        worth = max(worth, goes_on(tail.text, tail.width, part.text, column, reading))
    return worth + kinship(part.text, column) + _fit(width(part.text), reading, column)


def _cuts(line: Line, reading: Reading) -> list[tuple[int, float]]:
    """Offsets at which a line may be parted, each with its cost, left to right."""
    words = line.passage.words
    widest = max(c.width for c in reading.columns)
    base = 0.5 if width(line.text) > 1.06 * widest else reading.cut_cost
    found = []
    for k, at in enumerate(line.passage.starts[1:], start=1):
        joint = reading.joints.worth(words[k - 1].text, words[k].text)
        ordinal = k == 1 and is_ordinal(words[0].text)
        upper = starts_upper(words[k].text)
        cost = base + 1.2 * max(joint, -0.8) - (0.6 if upper else 0.0)
        found.append((at, 0.0 if ordinal and upper else max(cost, 0.2)))
    kept = sorted(found, key=lambda x: x[1])[:_CUTS]
    return sorted(kept)


def _parted(
    text: str,
    number: int,
    cuts: Sequence[tuple[int, float]],
    tails: Sequence[Tail | None],
    reading: Reading,
) -> list[tuple[tuple[Part, ...], float]]:
    """The best ways of cutting a line at some of its cuts."""
    points = [(0, 0.0), *cuts, (len(text), 0.0)]
    best: list[list[tuple[float, float, tuple[Part, ...]]]] = [[(0.0, 0.0, ())]]
    for j in range(1, len(points)):
        here: list[tuple[float, float, tuple[Part, ...]]] = []
        for i in range(j):
            at, price = points[i]
            piece = text[at : points[j][0]].strip()
            values = [
                _guess(Part(c, piece, number, at), tails, reading)
                for c in range(len(reading.columns))
            ]
            for worth, spent, parts in best[i]:
                for c in range(parts[-1].column + 1 if parts else 0, len(values)):
                    part = Part(c, piece, number, at)
                    apart = c - parts[-1].column - 1 if parts else 0
                    cost = price + 2.0 * reading.adjoining * apart
                    here.append((worth + values[c] - cost, spent + cost, (*parts, part)))
        best.append(nlargest(_WAYS, here, key=lambda x: x[0]))
    return [(parts, spent) for _, spent, parts in best[-1] if len(parts) > 1]


_NUMBERED = re.compile(r"(?:\d{1,3}|[IVX]{1,5})[.)]?")


def is_label(text: str) -> bool:
    """Whether a text numbers a row or a group: ``12``, ``IV``."""
    return _NUMBERED.fullmatch(text) is not None
