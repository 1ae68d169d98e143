"""The rows of a table whose lines have been given to columns.

The column of contents is cut first, together with the ordinals beside it; then every other
column is cut into those rows. Lines of a column only go down; inside a flow, where a reader
printed by height, what comes before a line stands in its row or above, what comes after it in
its row or below, in every column.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.layout.dump.anchors import Anchors
from extractors.layout.dump.assign import Reading, goes_on, opens
from extractors.layout.dump.columns import Column, time_share
from extractors.layout.dump.decode import DANGLING, Cells, Part
from extractors.layout.roles import Role
from extractors.text.fold import is_upper
from extractors.text.labels import roman
from extractors.text.width import width

_EMPTY: dict[Role, float] = {"time": 1.6, "lead": 1.6, "coordinating": 0.9}
"""What a row without a cell in a column costs."""
_EMPTY_OTHER = 0.5
_UNNUMBERED = 2.5
"""What a row without an ordinal costs where rows have ordinals."""
_WITHOUT_CONTENT = 3.0
_OUT_OF_ORDER = 2.5
_TAKEN = 3.0
"""What a second cell in one row and column costs."""
_FAR, _FARTHEST = 0.02, 1.0
"""What a line of distance from the row's content costs, and at most."""
_MOST_EXTRA = 3


@dataclass(frozen=True, slots=True)
class _Stream:
    """The parts of a column, what each is worth going on from the last and opening a cell."""

    column: Column
    parts: tuple[Part, ...]
    joined: tuple[float, ...]
    begun: tuple[float, ...]


def rows_of(parts: Sequence[Part], reading: Reading) -> list[Cells]:
    """The rows of cells that ``parts`` make, top to bottom."""
    columns = reading.columns
    streams = [
        _stream([p for p in parts if p.column == c], k, reading) for c, k in enumerate(columns)
    ]
    content = next((c for c, k in enumerate(columns) if k.role in ("content", "inspected")), 0)
    labels = streams[0].parts if columns[0].role == "index" and content else ()
    pages = reading.pages
    rows, label_rows, count = _contents(streams[content], labels, reading.flows, pages)
    placed: dict[int, Sequence[int]] = {content: rows}
    anchors = Anchors(reading.flows, pages)
    _anchor(anchors, streams[content].parts, rows)
    if labels:
        placed[0] = label_rows
        _anchor(anchors, labels, label_rows)
    after = _beside(streams, streams[content], rows, anchors)
    barred = _headings(streams[content].parts, rows, labels, label_rows)
    spans = _spans(streams[content].parts, rows)
    for c in sorted(set(range(len(columns))) - placed.keys(), key=lambda c: -_sureness(streams[c])):
        table = _Frame(anchors, count, barred, spans, pages, {}, after)
        placed[c] = _place(streams[c], table)
        _anchor(anchors, streams[c].parts, placed[c])
    return _cells(streams, placed, count)


def _anchor(anchors: Anchors, parts: Iterable[Part], rows: Iterable[int]) -> None:
    for part, row in zip(parts, rows, strict=True):
        anchors.add(part.line, row)
    anchors.sort()


def _cells(
    streams: Sequence[_Stream], placed: Mapping[int, Sequence[int]], count: int
) -> list[Cells]:
    grid: list[list[list[Part]]] = [[[] for _ in streams] for _ in range(count)]
    for c, stream in enumerate(streams):
        for part, row in zip(stream.parts, placed[c], strict=True):
            grid[row][c].append(part)
    return [tuple(tuple(cell) for cell in row) for row in grid if any(row)]


def _sureness(stream: _Stream) -> float:
    """How clearly a column's lines open cells or go on: the surer column is placed first."""
    clear = sum(abs(a - b) for a, b in zip(stream.joined, stream.begun, strict=True))
    return clear / max(len(stream.parts), 1) + (1.0 if stream.column.role in _EMPTY else 0.0)


def _stream(parts: Sequence[Part], column: Column, reading: Reading) -> _Stream:
    joined, begun = [], []
    text, wide, seq = "", 0.0, 0
    for part in parts:
        begun.append(opens(text or None, part.text, column, reading))
        worth = goes_on(text, wide, part.text, column, reading) if text else -9.0
        worth -= reading.parted(seq, part.line) if text else 0.0
        whole = wide + 0.25 + width(part.text)
        if text and part.line - seq == 1 and whole < column.width and worth < 0.0:
            # Words of one justified line that the reader broke.
            worth, text, wide = max(worth, -0.2), f"{text} {part.text}", whole
        else:
            text, wide = part.text, width(part.text)
        joined.append(max(worth, -2.0) if text else worth)
        seq = part.line
    return _Stream(column, tuple(parts), tuple(joined), tuple(begun))


def _contents(
    stream: _Stream, labels: Sequence[Part], flows: Sequence[int], pages: Sequence[int]
) -> tuple[list[int], list[int], int]:
    """The row of each line of content and of each ordinal, and how many rows there are."""
    if not labels:
        rows, row = [], -1
        for joined, begun in zip(stream.joined, stream.begun, strict=True):
            row += begun >= joined or row < 0
            rows.append(row)
        return rows, [], row + 1
    anchors = Anchors(flows, pages)
    _anchor(anchors, labels, range(len(labels)))
    romans = {i for i, p in enumerate(labels) if roman(p.text.strip(".)")) is not None}
    held = _along_labels(stream, len(labels), anchors, romans)
    keys = sorted({*held, *[(j, 0) for j in range(len(labels))]})
    number = {key: row for row, key in enumerate(keys)}
    return [number[k] for k in held], [number[j, 0] for j in range(len(labels))], len(keys)


_Key = tuple[int, int]
"""The ordinal a row has or comes after, and its place among the rows after it."""


def _heads(stream: _Stream, i: int) -> float:
    """How much a line looks like a group's heading: short, and the next line opens a cell."""
    if i + 1 == len(stream.parts) or stream.begun[i + 1] > stream.joined[i + 1]:
        return 1.0
    after = i + 2 == len(stream.parts) or stream.begun[i + 2] > stream.joined[i + 2]
    return 0.5 if after else -1.5


def _along_labels(
    stream: _Stream, count: int, anchors: Anchors, romans: Container[int]
) -> list[_Key]:
    """The row of each line: dynamic programming over lines and ordinals."""
    best: list[dict[_Key, tuple[float, _Key | None]]] = []
    for i, part in enumerate(stream.parts):
        low, high = _window(part, anchors, count)
        before = best[-1] if best else {(-1, 0): (0.0, None)}
        here: dict[_Key, tuple[float, _Key | None]] = {}
        for key, (score, _) in before.items():
            j, extra = key
            if (i and j >= 0) or extra:
                _offer(here, key, score + stream.joined[i], key)
            for k in range(j + 1, min(high + 2, count)):
                skipped = _WITHOUT_CONTENT * (k - j - 1)
                worth = stream.begun[i] + 0.8 + (_heads(stream, i) if k in romans else 0.0)
                _offer(here, (k, 0), score + worth - skipped, key)
            if extra < _MOST_EXTRA:
                _offer(here, (j, extra + 1), score + stream.begun[i] - _UNNUMBERED, key)
        best.append(_weighed(here, low, high))
    return _walked(best, count)


def _window(part: Part, anchors: Anchors, count: int) -> tuple[int, int]:
    low, high = anchors.around(part.line)
    first, last = anchors.on(anchors.pages[part.line])
    return max(low, first), min(high, last, count - 1)


def _offer(
    here: dict[_Key, tuple[float, _Key | None]], key: _Key, score: float, source: _Key
) -> None:
    if key not in here or here[key][0] < score:
        here[key] = (score, source)


def _weighed(
    here: Mapping[_Key, tuple[float, _Key | None]], low: int, high: int
) -> dict[_Key, tuple[float, _Key | None]]:
    """The rows of a line that are not hopeless, those out of its window made dearer."""
    out = {
        (j, extra): (score - _OUT_OF_ORDER * min(max(low - j, j - high, 0), 3), source)
        for (j, extra), (score, source) in here.items()
    }
    top = max(score for score, _ in out.values())
    return {key: value for key, value in out.items() if value[0] > top - 25.0}


def _walked(best: Sequence[Mapping[_Key, tuple[float, _Key | None]]], count: int) -> list[_Key]:
    if not best:
        return []
    last = best[-1]
    key: _Key | None = max(last, key=lambda k: last[k][0] - _WITHOUT_CONTENT * (count - 1 - k[0]))
    out: list[_Key] = []
    for here in reversed(best):
        assert key is not None, "every line has a row"
        out.append(key)
        key = here[key][1]
    return out[::-1]


def _headings(
    parts: Sequence[Part], rows: Sequence[int], labels: Sequence[Part], label_rows: Sequence[int]
) -> frozenset[int]:
    """Rows that only head a group: numbered in Roman, or all in capitals."""
    texts: dict[int, str] = {}
    for part, row in zip(parts, rows, strict=True):
        texts[row] = f"{texts.get(row, '')} {part.text}"
    out = {r for r, text in texts.items() if is_upper(text)}
    for label, row in zip(labels, label_rows, strict=True):
        if roman(label.text.strip(".)")) is not None:
            out.add(row)
    return frozenset(out)


def _beside(
    streams: Sequence[_Stream], content: _Stream, rows: Sequence[int], anchors: Anchors
) -> dict[int, int]:
    """The row of flows printed between one row's content and the next, one of each column."""
    last = {anchors.flows[p.line]: row for p, row in zip(content.parts, rows, strict=True)}
    columns: dict[int, list[int]] = {}
    for stream in streams:
        flow = -1
        for part, joined, begun in zip(stream.parts, stream.joined, stream.begun, strict=True):
            if anchors.flows[part.line] != flow or begun > joined + 0.5:
                columns.setdefault(anchors.flows[part.line], []).append(part.column)
            flow = anchors.flows[part.line]
    out: dict[int, int] = {}
    run: list[int] = []
    row: int | None = None
    for flow in [*sorted(columns), -1]:
        if flow >= 0 and flow not in anchors.by_flow:
            run.append(flow)
            continue
        held = [c for f in run for c in columns[f]]
        if row is not None and len(held) == len(set(held)):
            out |= dict.fromkeys(run, row)
        run, row = [], last.get(flow)
    return out


def _spans(parts: Sequence[Part], rows: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The first and last line of each row's content."""
    out: dict[int, tuple[int, int]] = {}
    for part, row in zip(parts, rows, strict=True):
        first, last = out.get(row, (part.line, part.line))
        out[row] = (min(first, part.line), max(last, part.line))
    return out


@dataclass(frozen=True, slots=True)
class _Frame:
    """The rows into which a column is cut."""

    anchors: Anchors
    count: int
    barred: frozenset[int]
    """Rows that take nothing but their heading."""
    spans: Mapping[int, tuple[int, int]]
    pages: Sequence[int]
    filled: Mapping[int, int]
    """Rows that have a cell in the column already, and the page it was printed on."""
    beside: Mapping[int, int]
    """The row of flows printed beside its content."""

    def open_to(self, part: Part) -> dict[int, float]:
        """The rows a part may stand in, with what each is worth by where it was printed."""
        row = self.beside.get(self.anchors.flows[part.line])
        low, high = self.anchors.around(part.line) if row is None else (row, row)
        first, last = self.anchors.on(self.pages[part.line])
        first, last = max(first, 0), min(last, self.count - 1)
        out = {
            r: -_OUT_OF_ORDER * min(max(low - r, r - high, 0), 3) - self._far(part, r)
            for r in range(first, last + 1)
            if r not in self.barred
        }
        return out or dict.fromkeys(range(self.count), 0.0)

    def _far(self, part: Part, row: int) -> float:
        page = self.pages[part.line]
        cost = _TAKEN if self.filled.get(row, -1) >= page else 0.0
        span = self.spans.get(row)
        if span is None or self.pages[span[1]] < page:
            return cost
        return cost + min(_FAR * max(span[0] - part.line, part.line - span[1], 0), _FARTHEST)

    def knows(self, part: Part) -> bool:
        """Whether a part was printed with or beside parts whose rows are known."""
        flow = self.anchors.flows[part.line]
        return flow in self.anchors.by_flow or flow in self.beside

    def empty(self, after: int, before: int) -> int:
        """How many rows that should hold text lie between two."""
        return sum(r not in self.barred and r not in self.filled for r in range(after + 1, before))


def _place(stream: _Stream, frame: _Frame) -> list[int]:
    """The row of each part of a column.

    Parts printed in one flow with known ones are placed first: a reader may print the flow of
    a lower row before a block that stands alone.
    """
    fixed = [i for i, p in enumerate(stream.parts) if frame.knows(p)]
    loose = [i for i, p in enumerate(stream.parts) if not frame.knows(p)]
    cost = _EMPTY.get(stream.column.role, _EMPTY_OTHER)
    early = 0.2 * cost if loose else cost
    rows = dict(zip(fixed, _run(stream, fixed, frame, early), strict=True))
    filled = {row: frame.pages[stream.parts[i].line] for i, row in rows.items()}
    rest = replace(frame, filled=filled)
    rows |= dict(zip(loose, _run(stream, loose, rest, cost), strict=True))
    return [rows[i] for i in range(len(stream.parts))]


def _run(stream: _Stream, chosen: Sequence[int], frame: _Frame, cost: float) -> list[int]:
    """The rows of some parts of a column, from top to bottom: dynamic programming."""
    best: list[dict[int, tuple[float, int | None]]] = []
    last = -9
    for i in chosen:
        before = best[-1] if best else {}
        here: dict[int, tuple[float, int | None]] = {}
        goes = stream.joined[i] if i == last + 1 else -2.0
        for r, worth in frame.open_to(stream.parts[i]).items():
            options: list[tuple[float, int | None]] = [
                (
                    score + goes if q == r
                    else score + _turn(stream, i) - cost * frame.empty(q, r),
                    q,
                )
                for q, (score, _) in before.items() if q <= r
            ]  # fmt: skip
            if not options:
                late = min((s for s, _ in before.values()), default=0.0) - (6.0 if before else 0.0)
                again = r in frame.filled and not before
                resumed = max(stream.joined[i], -1.0) + 1.0 if again else stream.begun[i]
                options = [(late + resumed - cost * frame.empty(-1, r), None)]
            score, source = max(options, key=lambda o: o[0])
            here[r] = (score + worth, source)
        best.append(here)
        last = i
    return _traced(best, frame, cost)


def _turn(stream: _Stream, i: int) -> float:
    """What it is worth that a cell ends before a part and the part opens the next one."""
    ended = stream.parts[i - 1].text if i else ""
    worth = stream.begun[i] - (0.8 if DANGLING.search(ended) else 0.0)
    if stream.column.role == "time":
        worth += 0.3 if time_share(ended) == 1.0 else 0.0
    return worth


def _traced(
    best: Sequence[Mapping[int, tuple[float, int | None]]], frame: _Frame, cost: float
) -> list[int]:
    if not best:
        return []
    last = best[-1]
    row: int | None = max(last, key=lambda r: last[r][0] - cost * frame.empty(r, frame.count))
    out: list[int] = []
    for here in reversed(best):
        if row is None or row not in here:  # a jump back: the best row before it
            row = max(here, key=lambda r: here[r][0])
        out.append(row)
        row = here[row][1]
    return out[::-1]
