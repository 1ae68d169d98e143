"""A text that keeps columns by spaces, drawn on pages: words with boxes, tables with borders.

What reads pages of a PDF then reads it: letterhead and foot side by side, paragraphs, tables
that go on over pages. A character is as wide as a line of prose has room for, the words of a
run as wide as they are printed in Times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.spaced.lines import Printed, Spot, chunks
from extractors.layout.spaced.tables import Part
from extractors.text.width import width
from schemas.geometry import Box
from schemas.page import Page
from schemas.word import Word

_STEP = 6.0
"""Points that a character's column is wide."""
_SIZE = 13.0
_PITCH = 16.0
_MARGIN = 120.0
"""Points above and below: nothing is taken for a running head."""
_PADDING = 4.0


def draw(
    lines: Sequence[Printed], number: int, tables: Sequence[Part], xs: Sequence[Sequence[float]]
) -> Page:
    """A page; ``xs`` are the edges of the columns of each table, in points."""
    words: list[Word] = []
    rulings: list[Box] = []
    taken: set[int] = set()
    for table, edges in zip(tables, xs, strict=True):
        taken |= set(range(table.start, table.end))
        for line, cells in zip(lines[table.start : table.end], table.lines, strict=True):
            words += _in_cells(line, cells, edges, number)
        rulings += _borders(lines, table, edges)
    for i, line in enumerate(lines):
        if i not in taken:
            words += _in_line(line, number)
    wide = max((w.box.x1 for w in words if w.box), default=0.0) + 2 * _STEP
    last = lines[-1].number if lines else 0
    high = max(2 * _MARGIN + (last + 1) * _PITCH, 12 * _MARGIN)
    return Page(number, max(wide, 90 * _STEP), high, tuple(words), tuple(rulings))


def edges_of(lines: Sequence[Printed], table: Part) -> list[float]:
    """The edges of a table's columns, in points, each column as wide as its text at least."""
    left = min((line.start for line in lines[table.start : table.end]), default=0)
    right = max((line.end for line in lines[table.start : table.end]), default=0)
    wanted = [left - 1.0, *table.edges, right + 1.0]
    out = [wanted[0] * _STEP]
    for c, (a, b) in enumerate(pairwise(wanted)):
        text = max((_extent(cells[c]) for cells in table.lines if cells[c]), default=0.0)
        out.append(out[-1] + max((b - a) * _STEP, text + 2 * _PADDING))
    return out


def _extent(spots: Sequence[Spot]) -> float:
    return width(" ".join(s.word.text for s in spots)) * _SIZE


def _top(line: Printed) -> float:
    return _MARGIN + line.number * _PITCH


def _in_line(line: Printed, page: int) -> Iterator[Word]:
    runs = list(chunks(line.spots))
    for i, run in enumerate(runs):
        x0 = run[0].start * _STEP
        room = (runs[i + 1][0].start - 0.8) * _STEP - x0 if i + 1 < len(runs) else 1e9
        yield from _set(run, x0, min(room / max(_extent(run), 1.0), 1.0), _top(line), page)


def _in_cells(
    line: Printed, cells: Sequence[Sequence[Spot]], edges: Sequence[float], page: int
) -> Iterator[Word]:
    """The words of a table's line, each column's inside its borders."""
    for c, cell in enumerate(cells):
        if cell:
            room = edges[c + 1] - edges[c] - 2 * _PADDING
            scale = min(room / max(_extent(cell), 1.0), 1.0)
            yield from _set(cell, edges[c] + _PADDING, scale, _top(line), page)


def _set(run: Sequence[Spot], x0: float, scale: float, top: float, page: int) -> Iterator[Word]:
    text = ""
    for spot in run:
        start = x0 + width(text) * _SIZE * scale
        end = x0 + width(text + spot.word.text) * _SIZE * scale
        box = Box(start, top, end, top + _SIZE)
        yield spot.word._replace(page=page, box=box, size=_SIZE)
        text += f"{spot.word.text} "


def _borders(lines: Sequence[Printed], table: Part, edges: Sequence[float]) -> Iterator[Box]:
    gap = (_PITCH - _SIZE) / 2
    ys = [_top(lines[a]) - gap for a, _ in table.rows]
    ys.append(_top(lines[table.end - 1]) + _SIZE + gap)
    for y in ys:
        yield Box(edges[0], y, edges[-1], y + 0.5)
    for x in edges:
        yield Box(x, ys[0], x + 0.5, ys[-1])
