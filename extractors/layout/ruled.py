"""Ruled tables: from lines on a page to cells with their words.

The geometry is pdfplumber's: edges are snapped and joined, crossed, and the crossings made
into cells. Before that, borders a writer left open at a page's end or a table's side are
closed; after that, cells become a grid with spans.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from extractors.layout.pieces import Piece, PieceCell, lines_of
from schemas.geometry import Box, union
from schemas.page import Page
from schemas.word import Word

TOLERANCE = 3.0
"""Points: borders closer than this are one border (two strokes of a double line)."""
_OPEN = 6.0
"""Points a border must go on beyond the last crossing to show that a side was left open."""
_SLIVER = 7.0
"""Points: a column or row thinner than this without words is a misaligned border."""

MOST_RULINGS = 20_000
"""Lines of a page; a map or a chart has more, a table never."""
_MOST_PAIRS = 40_000
"""A page-long table of 80 rows and 15 columns, bordered cell by cell, has 1,300 pairs."""

Edge = dict[str, Any]
_Cell = tuple[float, float, float, float]


def find_pieces(page: Page, words: Sequence[Word]) -> list[Piece]:
    """Grids of a page from top to bottom, with those of ``words`` (all with boxes) inside.

    Whether a grid is a table is decided later.
    """
    cells, closing = _cells(page.rulings)
    tables = cells_to_tables(cells)
    pieces = [piece for cells in tables if (piece := _piece(page.number, cells, words))]
    return [replace(p, open_top=any(_is_top(e, p.box) for e in closing)) for p in pieces]


def cut_again(page: Page, words: Sequence[Word], piece: Piece, added: Sequence[Box]) -> Piece:
    """A piece of the page as it is with borders ``added``."""
    drawn = replace(page, rulings=(*page.rulings, *added))
    again = [p for p in find_pieces(drawn, words) if p.box.overlaps(piece.box)]
    return max(again, key=lambda p: p.box.width * p.box.height, default=piece)


def cells_of(rulings: Iterable[Box]) -> list[Box]:
    """The cells that rulings enclose, with what is left open at a side closed."""
    return [Box(*cell) for cell in _cells(rulings)[0]]


def _cells(rulings: Iterable[Box]) -> tuple[list[_Cell], list[Edge]]:
    """Cells, and the borders that had to be added for them."""
    edges = _edges(rulings)
    if not edges:
        return [], []
    closing = _closing(edges)
    crossings = edges_to_intersections(edges + closing, TOLERANCE, TOLERANCE)
    return list(intersections_to_cells(crossings)), closing


def _is_top(edge: Edge, box: Box) -> bool:
    return bool(edge["orientation"] == "h" and abs(edge["top"] - box.top) < TOLERANCE)


def _edges(rulings: Iterable[Box]) -> list[Edge]:
    """Rulings as pdfplumber's edges, each border once, those that cross none left out.

    Underlines cross none; a drawing has more crossings than any table.
    """
    found = [_edge(r, "h" if r.width >= r.height else "v") for r in rulings]
    if len(found) > MOST_RULINGS or len({e["orientation"] for e in found}) < 2:
        return []
    merged = merge_edges(found, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    across = [e for e in merged if e["orientation"] == "h"]
    down = [e for e in merged if e["orientation"] == "v"]
    if len(across) * len(down) > _MOST_PAIRS:
        return []
    kept = [h for h in across if any(_cross(h, v) for v in down)]
    kept += [v for v in down if any(_cross(h, v) for h in across)]
    return kept if len(kept) > 3 else []


def _edge(box: Box, orientation: str) -> Edge:
    x0, top, x1, bottom = box
    if orientation == "h":
        top = bottom = box.y_mid
    else:
        x0 = x1 = box.x_mid
    return {
        "orientation": orientation, "object_type": "line",
        "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _closing(edges: Sequence[Edge]) -> list[Edge]:
    """Borders for sides left open: Word draws none under a row that a page break cuts."""
    found: list[Edge] = []
    for group in _connected(edges):
        across = [e for e in group if e["orientation"] == "h"]
        down = [e for e in group if e["orientation"] == "v"]
        found += _ends(down, across)
        found += _ends(across, down)
    return found


def _ends(edges: Sequence[Edge], others: Sequence[Edge]) -> list[Edge]:
    """A border across where two or more ``edges`` end together beyond the last of ``others``
    that each of them crosses; other edges may have theirs there.
    """
    is_down = edges[0]["orientation"] == "v"
    low, high, at, far = ("top", "bottom", "x0", "top") if is_down else ("x0", "x1", "top", "x0")
    found: list[Edge] = []
    for side, last, sign in ((low, min, -1), (high, max, 1)):
        reach = last(e[side] for e in edges)
        level = [e for e in edges if abs(e[side] - reach) <= 2 * TOLERANCE]
        limits = (last(o[far] for o in others if _cross(e, o)) for e in level)
        beyond = (sign * (e[side] - limit) for e, limit in zip(level, limits, strict=True))
        ends = [e for e, by in zip(level, beyond, strict=True) if by > _OPEN]
        if len(ends) < 2:
            continue
        place = sorted(e[side] for e in ends)[len(ends) // 2]
        start, end = min(e[at] for e in level), max(e[at] for e in level)
        box = Box(start, place, end, place) if is_down else Box(place, start, place, end)
        found.append(_edge(box, "h" if is_down else "v"))
    return found


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Edges in groups that cross one another, directly or through others."""
    groups: list[list[Edge]] = []
    for edge in edges:
        met = [g for g in groups if any(_cross(edge, other) for other in g)]
        groups = [g for g in groups if g not in met]
        groups.append([edge, *(e for g in met for e in g)])
    return [g for g in groups if len({e["orientation"] for e in g}) == 2]


def _cross(one: Edge, two: Edge) -> bool:
    if one["orientation"] == two["orientation"]:
        return False
    h, v = (one, two) if one["orientation"] == "h" else (two, one)
    return bool(
        h["x0"] - TOLERANCE <= v["x0"] <= h["x1"] + TOLERANCE
        and v["top"] - TOLERANCE <= h["top"] <= v["bottom"] + TOLERANCE
    )


def _piece(page: int, cells: Sequence[_Cell], words: Sequence[Word]) -> Piece | None:
    """The grid of some cells with the words inside; None where there is nothing to read."""
    box = union(Box(*c) for c in cells)
    placed = [(w.box.x_mid, w.box.y_mid, w) for w in words if w.box is not None]
    inside = [p for p in placed if box.x0 <= p[0] < box.x1 and box.top <= p[1] < box.bottom]
    if not inside:
        return None
    xs = _levels((x for c in cells for x in (c[0], c[2])), [p[0] for p in inside])
    ys = _levels((y for c in cells for y in (c[1], c[3])), [p[1] for p in inside])
    owners = _owners(cells, xs, ys)
    held: dict[tuple[int, int, int, int], list[Word]] = {place: [] for place in owners.values()}
    for x, y, word in inside:
        held[owners[_index(ys, y), _index(xs, x)]].append(word)
    made = [
        PieceCell(r, c, rs, cs, ((page, Box(xs[c], ys[r], xs[c + cs], ys[r + rs])),), lines_of(ws))
        for (r, c, rs, cs), ws in sorted(held.items())
    ]
    return Piece(page, box, tuple(xs), len(ys) - 1, tuple(made))


def _levels(values: Iterable[float], middles: Sequence[float]) -> list[float]:
    """Distinct edges in order, without slivers that hold no word."""
    found = sorted(set(values))
    kept = found[:1]
    for edge in found[1:]:
        thin = edge - kept[-1] < _SLIVER and not any(kept[-1] <= m < edge for m in middles)
        if not thin:
            kept.append(edge)
    if kept[-1] != found[-1] and len(kept) > 1:
        kept[-1] = found[-1]
    return kept


def _index(levels: Sequence[float], value: float) -> int:
    """The interval of ``levels`` that ``value`` falls in, the outer ones for values beyond."""
    return min(max(bisect_right(levels, value) - 1, 0), len(levels) - 2)


def _nearest(levels: Sequence[float], value: float) -> int:
    after = min(bisect_right(levels, value), len(levels) - 1)
    before = max(after - 1, 0)
    return before if value - levels[before] <= abs(levels[after] - value) else after


def _owners(
    cells: Sequence[_Cell], xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """For each place (row, column) of the grid the cell over it: row, column and spans."""
    owners: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for x0, top, x1, bottom in sorted(cells, key=lambda c: (c[2] - c[0]) * (c[3] - c[1])):
        r, c = _nearest(ys, top), _nearest(xs, x0)
        spans = _nearest(ys, bottom) - r, _nearest(xs, x1) - c
        places = [(r + i, c + j) for i in range(spans[0]) for j in range(spans[1])]
        if places and not any(place in owners for place in places):
            owners.update(dict.fromkeys(places, (r, c, *spans)))
    return owners | _holes(owners, len(ys) - 1, len(xs) - 1)


def _holes(
    owners: dict[tuple[int, int], tuple[int, int, int, int]], n_rows: int, n_cols: int
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Places no cell covers, as one cell for each run in a row."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for r in range(n_rows):
        start = 0
        bare = [(r, c) not in owners for c in range(n_cols)] + [False]
        for c, (is_bare, goes_on) in enumerate(pairwise(bare)):
            if is_bare and (c == 0 or not bare[c - 1]):
                start = c
            if is_bare and not goes_on:
                places = [(r, k) for k in range(start, c + 1)]
                found.update(dict.fromkeys(places, (r, start, 1, c + 1 - start)))
    return found
