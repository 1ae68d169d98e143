"""Tables that a reader printed out of order: cells of several rows and columns interleaved.

PDF readers that sort text into blocks print a table's headings in several places of each
page, its ordinals in runs, and the lines of neighbouring cells by height. What survives is
that every column's own lines stay in order. So each line is given to a column first (a
beam search over what the columns look like and which words follow one another elsewhere
in the document), and then each column's lines are cut into the rows that the ordinals
name, by how lines go on and by where the row's text stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from heapq import nlargest
from itertools import pairwise

from extractors.layout.dump.columns import Column, first_guess, is_ordinal, learn, time_share
from extractors.layout.dump.decode import DANGLING, Cells, Part, goes_on, partings
from extractors.layout.roles import Role
from extractors.text.fold import fold, starts_upper
from extractors.text.labels import roman
from extractors.text.width import width
from schemas.layout import Line

_BEAM = 32
_PASSES = 2
_FAR = 0.03
"""What a line of distance between a cell and its row's text costs."""
_SAME_COLUMN = 0.6
"""Blocks are printed column by column: what a line gains by staying in one."""
_EMPTY = 1.2
"""What a row without a cell in a column costs."""

Follows = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    tails: tuple[Part | None, ...]
    """The last part put into each column."""
    parts: tuple[Part, ...]
    before: _State | None


def follows_of(lines: Iterable[Line]) -> Counter[tuple[str, str]]:
    """How often one word follows another on one line, by matching key."""
    pairs: Counter[tuple[str, str]] = Counter()
    for line in lines:
        words = [fold(w) for w in line.text.split()]
        pairs.update(pairwise(words))
    return pairs


def is_scattered(texts: Sequence[str]) -> bool:
    """Whether ordinals come in runs, away from the rows they number."""
    ordinals = [i for i, t in enumerate(texts) if _is_label(t)]
    near = sum(b - a <= 1 for a, b in pairwise(ordinals))
    return len(ordinals) >= 6 and near >= 0.2 * len(ordinals)


def soundness(rows: Sequence[Cells], roles: Sequence[Role]) -> float:
    """How much like cells the cells look, per row: to choose between two ways of reading."""
    worth = 0.0
    for row in rows:
        for cell, role in zip(row, roles, strict=True):
            if role != "index" and cell:
                text = " ".join(p.text for p in cell)
                worth += 1.0 if starts_upper(text) else -1.0
                worth -= 1.0 if DANGLING.search(text) else 0.0
                worth += time_share(text) - 0.5 if role == "time" else 0.0
    return worth / max(len(rows), 1)


def decode_scattered(lines: Sequence[Line], roles: Sequence[Role], follows: Follows) -> list[Cells]:
    """Rows of cells of the parts of ``lines``; ``roles`` begin with ``index``."""
    labels = [(i, line.text) for i, line in enumerate(lines) if _is_label(line.text)]
    body = [(i, line) for i, line in enumerate(lines) if not _is_label(line.text)]
    texts = [line.text for _, line in body]
    columns = first_guess(roles, texts)
    assigned: list[Part] = []
    for _ in range(_PASSES):
        assigned = _assign(body, columns, follows)
        streams = [[p for p in assigned if p.column == c] for c in range(len(roles))]
        columns = learn(columns, [_as_lines(streams)])
    return _rows(lines, labels, streams, columns, follows)


def _as_lines(streams: Sequence[Sequence[Part]]) -> list[list[str]]:
    return [[p.text for p in stream] for stream in streams]


def _is_label(text: str) -> bool:
    return is_ordinal(text) and (text.strip(".)").isdigit() or roman(text.strip(".)")) is not None)


def _assign(
    body: Sequence[tuple[int, Line]], columns: Sequence[Column], follows: Follows
) -> list[Part]:
    """The column of each line, or of each part of a line."""
    beam = [_State(0.0, (None,) * len(columns), (), None)]
    for number, line in body:
        ways = partings(number, line.passage, columns)
        reached: dict[object, _State] = {}
        for state in beam:
            for worth, parts in ways:
                if any(columns[p.column].role == "index" for p in parts):
                    continue
                after = _put(state, worth, parts, columns, follows)
                key = tuple(p and (p.line, p.start) for p in after.tails)
                if key not in reached or reached[key].score < after.score:
                    reached[key] = after
        beam = nlargest(_BEAM, reached.values(), key=lambda s: s.score) or beam
    out: list[Part] = []
    at: _State | None = max(beam, key=lambda s: s.score)
    while at is not None:
        out = [*at.parts, *out]
        at = at.before
    return out


def _put(
    state: _State, worth: float, parts: Sequence[Part], columns: Sequence[Column], follows: Follows
) -> _State:
    tails = list(state.tails)
    if state.parts and parts[0].column == state.parts[-1].column:
        worth += _SAME_COLUMN
    for part in parts:
        tail = tails[part.column]
        worth += max(_continues(tail, part, columns, follows), _opens(tail, part))
        tails[part.column] = part
    return _State(state.score + worth, tuple(tails), tuple(parts), state)


def _continues(tail: Part | None, part: Part, columns: Sequence[Column], follows: Follows) -> float:
    """How well a part goes on with the last line of its column."""
    if tail is None:
        return -4.0
    known = 1.4 if follows.get(_joint(tail.text, part.text)) else -0.4
    return known + goes_on(tail.text, part.text, columns[part.column].width)


def _opens(tail: Part | None, part: Part) -> float:
    """How well a part begins a cell."""
    if not starts_upper(part.text):
        return -2.5
    if not part.text[:1].isalpha():
        return -0.6
    if tail is not None and tail.text.endswith((",", "-", "và", "của", "các")):
        return -0.8
    return 0.3


def _rows(
    lines: Sequence[Line],
    labels: Sequence[tuple[int, str]],
    streams: Sequence[Sequence[Part]],
    columns: Sequence[Column],
    follows: Follows,
) -> list[Cells]:
    """The lines of each column put into the rows that the ordinals name."""
    content = next(c for c, column in enumerate(columns) if column.role in ("content", "inspected"))
    heads = tuple(roman(text.strip(".)")) is not None for _, text in labels)
    pages = tuple(lines[number].page or 0 for number, _ in labels)
    anywhere: tuple[tuple[int, int] | None, ...] = (None,) * len(labels)
    cut = partial(_cut, lines=lines, follows=follows)
    placed = {content: cut(streams[content], _Rows(pages, heads, anywhere), columns[content])}
    spans = _spans(streams[content], placed[content], len(labels))
    for c in range(1, len(columns)):
        if c != content:
            placed[c] = cut(streams[c], _Rows(pages, heads, spans, barred=True), columns[c])
    return [_row(r, label, streams, placed) for r, label in enumerate(labels)]


def _row(
    r: int,
    label: tuple[int, str],
    streams: Sequence[Sequence[Part]],
    placed: Mapping[int, Sequence[int]],
) -> Cells:
    row: list[tuple[Part, ...]] = [(Part(0, label[1], label[0], 0),)]
    for c in range(1, len(streams)):
        row.append(tuple(p for p, at in zip(streams[c], placed[c], strict=True) if at == r))
    return tuple(row)


def _spans(
    stream: Sequence[Part], rows: Sequence[int], count: int
) -> tuple[tuple[int, int] | None, ...]:
    """The first and last line of each row's content."""
    out: list[tuple[int, int] | None] = []
    for r in range(count):
        at = [p.line for p, row in zip(stream, rows, strict=True) if row == r]
        out.append((min(at), max(at)) if at else None)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is known of the rows before a column is cut into them."""

    pages: tuple[int, ...]
    """The page each row's ordinal stands on."""
    heads: tuple[bool, ...]
    """Which rows are headings of groups."""
    spans: tuple[tuple[int, int] | None, ...]
    """The lines of each row's content, where they are known."""
    barred: bool = False
    """Whether headings take nothing in this column."""

    def on(self, page: int) -> list[int]:
        """The rows that text of a page may belong to: its own, and one begun before it."""
        own = [r for r, p in enumerate(self.pages) if p == page]
        before = [r for r, p in enumerate(self.pages) if p < page][-1:]
        rows = [*before, *own] or list(range(len(self.pages)))
        return [r for r in rows if not (self.barred and self.heads[r])] or rows


def _cut(
    stream: Sequence[Part],
    rows: _Rows,
    column: Column,
    *,
    lines: Sequence[Line],
    follows: Follows,
) -> list[int]:
    """The row of each part of a column: rows only go up; dynamic programming over both."""
    openers = _openers(stream, len(rows.pages))
    best: list[dict[int, tuple[float, int | None]]] = []
    for i, part in enumerate(stream):
        line = lines[part.line]
        opened = _begin(stream, i, part, openers) + (0.6 if line.gap else 0.0)
        goes = _go(stream[i - 1], part, column, follows) - (0.3 if line.gap else 0.0) if i else 0.0
        before = best[-1] if best else {}
        here: dict[int, tuple[float, int | None]] = {}
        for r in rows.on(line.page or 0):
            head = rows.heads[r]
            options = [(before[r][0] + goes - 1.5 * head, r)] if r in before else []
            start = opened + (_like_heading(part, column) if head else 0.0)
            options += [
                (score + start - _EMPTY * _skipped(rows, q, r), q)
                for q, (score, _) in before.items()
                if q < r
            ]
            score, source = max(options, default=(start - _EMPTY * _skipped(rows, -1, r), None))
            here[r] = (score + _nearness(part, rows.spans[r]), source)
        best.append(here)
    return _back(best, rows)


def _skipped(rows: _Rows, after: int, before: int) -> int:
    """How many rows that should hold text lie between two."""
    return sum(not (rows.barred and rows.heads[r]) for r in range(after + 1, before))


def _back(best: Sequence[Mapping[int, tuple[float, int | None]]], rows: _Rows) -> list[int]:
    if not best:
        return []
    count = len(rows.pages)
    last = best[-1]
    row: int | None = max(last, key=lambda r: last[r][0] - _EMPTY * _skipped(rows, r, count))
    out: list[int] = []
    for here in reversed(best):
        assert row is not None, "every part but the first has a row before it"
        out.append(row)
        row = here[row][1]
    return out[::-1]


def _like_heading(part: Part, column: Column) -> float:
    """A group's heading is short and ends without a mark."""
    return -1.5 if width(part.text) > 0.9 * column.width or part.text.endswith((".", ";")) else 0.8


def _nearness(part: Part, span: tuple[int, int] | None) -> float:
    if span is None:
        return 0.0
    first, last = span
    away = max(first - part.line, part.line - last, 0)
    return -min(_FAR * away, 1.5)


def _openers(stream: Sequence[Part], rows: int) -> frozenset[str]:
    """First words that so many lines share that they must be how cells begin."""
    counts = Counter(_first_words(p.text) for p in stream)
    return frozenset(k for k, n in counts.items() if 0.4 * rows <= n <= 1.1 * rows and n > 2)


def _first_words(text: str) -> str:
    return " ".join(fold(text).split()[:2])


def _begin(stream: Sequence[Part], i: int, part: Part, openers: frozenset[str]) -> float:
    tail = stream[i - 1] if i else None
    worth = _opens(tail, part)
    if openers:
        worth += 2.0 if _first_words(part.text) in openers else -1.0
    if tail is not None and tail.text.endswith((".", ";")) and starts_upper(part.text):
        worth += 0.8
    return worth


def _go(before: Part, part: Part, column: Column, follows: Follows) -> float:
    known = 1.2 if follows.get(_joint(before.text, part.text)) else -0.2
    return known + goes_on(before.text, part.text, column.width)


@lru_cache(maxsize=65536)
def _joint(before: str, after: str) -> tuple[str, str]:
    """The last word of one line and the first of the next, by matching key."""
    return fold(before.rsplit(" ", 1)[-1]), fold(after.split(" ", 1)[0])
