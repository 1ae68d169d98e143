"""Ruling lines in a picture: where they run, and the picture without them.

Tesseract loses a quarter of the words of a ruled table; of its cells, cut out and free of
lines, it loses one in a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from schemas.geometry import Box

_ACROSS, _DOWN = 0.45, 0.22
"""Inches a ruling is long at least: more than a dash, more than a letter is high."""
_SHORTEST = 0.2
"""Inches; a line across that runs from one down to the next may be as short as a narrow column."""
_THICK = 0.045
"""Inches; what is thicker is a picture or the scanner's black edge."""
_STEP = 0.015
"""Inches a slanting or broken line may jump sideways."""
_PIECE_ACROSS, _PIECE_DOWN = 0.12, 0.18
"""Inches of unbroken ink that may be a piece of a ruling; thin ones are broken in scanning.

Strokes of letters on two lines stand above one another, so pieces down are longer than these.
"""
_BROKEN_ACROSS, _BROKEN_DOWN = 0.12, 0.06
"""Inches missing between two pieces of a line at most."""
_FADED = 0.2
"""Inches missing between two rulings that are one: less than the height of a row."""
_COVERED = 0.7
"""Share of a line that is ink; the feet of letters make runs too, but not of whole lines."""
_MOST = 3000
"""Lines in one direction; where there are more, a picture was taken for them."""
_NEAR = 20
"""Lines before one, by place, that may go on with it."""
_SAMPLES = 8
"""Places of a row at which ink is looked for before its runs are."""
_REACH = 0.09
"""Inches from the end of a line to the one it was drawn to meet."""


class Run(NamedTuple):
    """Ink without a break along a row: ``at`` the row, from ``start`` to before ``end``."""

    at: int
    start: int
    end: int


class Line(NamedTuple):
    """A ruling along one direction, in pixels: its middle, its ends, its runs."""

    at: float
    start: float
    end: float
    runs: tuple[Run, ...]


class Rulings(NamedTuple):
    across: tuple[Line, ...]
    down: tuple[Line, ...]

    def boxes(self) -> list[Box]:
        """Thin boxes in pixels."""
        flat = [Box(a.start, a.at, a.end, a.at) for a in self.across]
        return flat + [Box(d.at, d.start, d.at, d.end) for d in self.down]


def find_rulings(ink: np.ndarray, *, dpi: float) -> Rulings:
    """The lines of a page; ``ink`` is a mask, shape (height, width), of a level page.

    Lines down are kept only where they meet a line across: they are short in a table's
    rows, and strokes of large letters are as long. Short lines across are kept from one line
    down to another.
    """
    every = _lines(ink, dpi, _SHORTEST, _PIECE_ACROSS, _BROKEN_ACROSS)
    across = [a for a in every if a.end - a.start >= _ACROSS * dpi]
    down = _lines(np.ascontiguousarray(ink.T), dpi, _DOWN, _PIECE_DOWN, _BROKEN_DOWN)
    down = [d for d in down if any(_meet(a, d, _REACH * dpi) for a in across)]
    across += [
        a for a in every
        if a.end - a.start < _ACROSS * dpi and _fits_between(a, down, _REACH * dpi)
    ]  # fmt: skip
    return _joined_up(across, down, _REACH * dpi)


def mask_of(rulings: Rulings, ink: np.ndarray, *, dpi: float) -> np.ndarray:
    """Where the rulings' ink is, shape (height, width), but for letters that cross a line."""
    mask = np.zeros(ink.shape, bool)
    width = max(round(0.008 * dpi), 1)
    for lines, view, dark in (
        (rulings.across, mask, ink),
        (rulings.down, mask.T, np.ascontiguousarray(ink.T)),
    ):
        if not lines:
            continue
        here = np.zeros(dark.shape, bool)
        for line in lines:
            for run in line.runs:
                here[max(run.at - width, 0) : run.at + width + 1, run.start : run.end] = True
        near = _rows_near(here, 2 * width + 4)
        view[near] |= here[near] & ~_crossed(dark[near], here[near], width)
    return mask


def _rows_near(mask: np.ndarray, reach: int) -> np.ndarray:
    """Indices of the rows that have some of the mask or lie near one, in order."""
    rows = mask.any(axis=1)
    around = np.convolve(rows, np.ones(2 * reach + 1, np.int64))[reach : reach + len(rows)]
    return np.flatnonzero(around)


def _crossed(ink: np.ndarray, mask: np.ndarray, width: int) -> np.ndarray:
    """Where ink outside the mask goes on into it from above or below."""
    from_above = from_below = ink & ~mask
    touched = np.zeros_like(mask)
    for _ in range(2 * width + 3):
        above, below = np.zeros_like(mask), np.zeros_like(mask)
        np.logical_and(from_above[:-1], ink[1:], out=above[1:])
        np.logical_and(from_below[1:], ink[:-1], out=below[:-1])
        from_above, from_below = above, below
        touched |= above
        touched |= below
    return touched


def _lines(ink: np.ndarray, dpi: float, shortest: float, piece: float, broken: float) -> list[Line]:
    """Lines along the rows of ``ink``; lengths are in inches."""
    groups: list[list[Run]] = []
    open_groups: list[list[Run]] = []
    step, gap = max(round(_STEP * dpi), 2), round(broken * dpi)
    for run in _runs(ink, round(piece * dpi)):
        open_groups = [g for g in open_groups if run.at - g[-1].at <= step]
        near = next((g for g in open_groups if _follows(g, run, step, gap)), None)
        if near is None:
            near = []
            if len(groups) == _MOST:
                return []
            groups.append(near)
            open_groups.append(near)
        near.append(run)
    merged = _merged(map(_line, groups), step, gap)
    kept = [g for g in merged if _is_ruling(g.runs, shortest * dpi, _THICK * dpi)]
    return _merged(kept, step, round(_FADED * dpi))


def _merged(lines: Iterable[Line], step: float, gap: float) -> list[Line]:
    """Pieces of one line that no run connects, made one."""
    out: list[Line] = []
    for line in sorted(lines, key=lambda g: g.at):
        same, other = [], []
        for o in out[-_NEAR:]:
            near = line.at - o.at <= step
            meets = line.start - gap <= o.end and o.start <= line.end + gap
            (same if near and meets else other).append(o)
        out[-_NEAR:] = [*other, _line([run for o in (*same, line) for run in o.runs])]
    return out


def _follows(group: Sequence[Run], run: Run, step: int, gap: int) -> bool:
    """Whether a run goes on with a group: beside or above it, one or two rows away."""
    recent = [r for r in group[-12:] if run.at - r.at <= step]
    return any(run.start - gap <= r.end and r.start <= run.end + gap for r in recent)


def _runs(ink: np.ndarray, length: int) -> list[Run]:
    """Unbroken ink of ``length`` pixels and more, row by row.

    A pixel above or below counts too, so that a line that slants by a row is not broken.
    """
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    worth = np.flatnonzero(_may_hold(thick, length))
    padded = np.zeros((len(worth), ink.shape[1] + 2), np.int8)
    padded[:, 1:-1] = thick[worth]
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, ends = np.nonzero(change == -1)
    long = ends - starts >= length
    found = zip(worth[rows[long]].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True)
    return [Run(*run) for run in found]


def _may_hold(ink: np.ndarray, length: int) -> np.ndarray:
    """Which rows can have a run so long: those inked at samples in a row that it must cover."""
    seen = ink[:, :: max(length // _SAMPLES, 1)]
    if length < _SAMPLES or seen.shape[1] < _SAMPLES:
        return np.ones(len(ink), bool)
    together = seen[:, : 1 - _SAMPLES].copy()
    for i in range(1, _SAMPLES):
        together &= seen[:, i : seen.shape[1] - _SAMPLES + 1 + i]
    return together.any(axis=1)


def _is_ruling(group: Sequence[Run], shortest: float, thickest: float) -> bool:
    """Whether runs make a stroke: long, hardly broken, and thin."""
    covered = reached = 0
    for run in sorted(group, key=lambda r: r.start):
        covered += max(run.end - max(run.start, reached), 0)
        reached = max(reached, run.end)
    length = reached - min(r.start for r in group)
    if length < shortest or covered < _COVERED * length:
        return False
    return sum(r.end - r.start for r in group) / covered - 2 <= thickest


def _line(group: Sequence[Run]) -> Line:
    weight = sum(r.end - r.start for r in group)
    at = sum(r.at * (r.end - r.start) for r in group) / weight
    return Line(at, min(r.start for r in group), max(r.end for r in group), tuple(group))


def _meet(across: Line, down: Line, reach: float) -> bool:
    return (
        across.start - reach <= down.at <= across.end + reach
        and down.start - reach <= across.at <= down.end + reach
    )


def _fits_between(across: Line, down: Sequence[Line], reach: float) -> bool:
    """Whether a line reaches a line down with each of its ends."""
    met = [d.at for d in down if _meet(across, d, reach)]
    return all(any(abs(end - at) <= reach for at in met) for end in (across.start, across.end))


def _joined_up(across: Sequence[Line], down: Sequence[Line], reach: float) -> Rulings:
    """Lines made to reach those they were drawn to meet: a slanting one stands for its mean."""
    new_across = [
        line._replace(
            start=min([line.start, *(d.at for d in down if _meet(line, d, reach))]),
            end=max([line.end, *(d.at for d in down if _meet(line, d, reach))]),
        )
        for line in across
    ]
    new_down = [
        line._replace(
            start=min([line.start, *(a.at for a in across if _meet(a, line, reach))]),
            end=max([line.end, *(a.at for a in across if _meet(a, line, reach))]),
        )
        for line in down
    ]
    return Rulings(tuple(new_across), tuple(new_down))
