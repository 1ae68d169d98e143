"""How wide the columns of a dumped table are, and what else their lines tell of them.

A line was broken where its next word did not fit: its column is at least as wide as the line,
and less wide than the line with that word. Headings were broken by the same rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.dump.columns import (
    AGENTS,
    Column,
    Habit,
    body_share,
    first_words,
    time_share,
)
from extractors.layout.dump.decode import Cells
from extractors.layout.dump.joints import Joints
from extractors.layout.roles import Role
from extractors.text.fold import fold, starts_upper
from extractors.text.width import SPACE, width

_INDEX = 2.0
"""The width of ordinals."""
_NEAR = 2
"""Lines after one among which the next line of its cell is looked for."""
_JOINED = 1.0
"""A joint worth more than this is one."""
_NARROW = 0.85
"""Lines less wide than this share of the contents' are of another column."""
_BOLD = 1.08
_WIDEST = 3.0
"""How much wider than its heading a column is at most, where nothing else is known."""
_STEPS = 24

_Span = tuple[float, float]
"""The least width of a column and the one it does not reach."""


def guessed(
    roles: Sequence[Role], lines: Sequence[str], headings: Sequence[Sequence[str]], joints: Joints
) -> tuple[Column, ...]:
    """Columns before lines are given to them; ``headings`` are the printed lines of each."""
    content = commonest([width(t) for t in lines])
    broken = _broken(lines, joints)
    out = []
    for role, heading in zip(roles, headings, strict=True):
        if role == "index":
            wide = _INDEX
        elif role in ("content", "inspected"):
            wide = content
        else:
            spans = [s for t, s in broken if s[0] < _NARROW * content and _suits(t, role)]
            wide = _likeliest(_bounds(heading, content), spans)
        out.append(Column(role, max(wide, _INDEX), {}, frozenset()))
    return tuple(out)


def commonest(widths: Sequence[float]) -> float:
    """The width just under which most lines end: that of the column with most text."""
    kept = [w for w in widths if w > 5.0] or [10.0]
    return max(kept, key=lambda w: sum(v * v for v in kept if 0.88 * w <= v <= w))


def _span(line: str, below: str) -> _Span:
    wide = width(line)
    return wide, wide + SPACE + width(below.split(" ", 1)[0])


def _broken(lines: Sequence[str], joints: Joints) -> list[tuple[str, _Span]]:
    """Lines that a near one seems to go on with, and how wide their column may be."""
    out = []
    for i, line in enumerate(lines):
        for below in lines[i + 1 : i + 1 + _NEAR]:
            known = not starts_upper(below) or body_share(line) > 0.6
            if known and joints.worth(line.rsplit(" ", 1)[-1], below.split(" ", 1)[0]) > _JOINED:
                out.append((line, _span(line, below)))
                break
    return out


def _suits(text: str, role: Role) -> bool:
    """Whether a line may be of a column by its words."""
    if role in AGENTS:
        return body_share(text) > 0.5
    if role == "time":
        return time_share(text) > 0.5
    return body_share(text) < 0.7


def _bounds(heading: Sequence[str], content: float) -> _Span:
    """The width a heading needs, and where it had to break."""
    low = max((width(t) for t in heading), default=3.0)
    breaks = (_span(a, b)[1] * _BOLD for a, b in pairwise(heading))
    return low, max(min(min(breaks, default=_WIDEST * low), content), low)


def _likeliest(bounds: _Span, spans: Sequence[_Span]) -> float:
    """The width within bounds that most lines allow; the middle one where several do."""
    low, high = bounds
    widths = [low + (high - low) * k / _STEPS for k in range(_STEPS + 1)]
    held = [sum(a <= 1.01 * w and w < 1.02 * b for a, b in spans) for w in widths]
    best = [w for w, h in zip(widths, held, strict=True) if h == max(held)]
    return best[len(best) // 2]


def learned(columns: Sequence[Column], rows: Sequence[Cells]) -> tuple[Column, ...]:
    """Columns from the cells that were found."""
    cells = [[[p.text for p in row[c]] for row in rows if row[c]] for c in range(len(columns))]
    counts = [Counter(w for cell in own for t in cell for w in t.lower().split()) for own in cells]
    everything = sum(counts, Counter[str]())
    out = []
    for column, own, words in zip(columns, cells, counts, strict=True):
        keys = [fold(" ".join(cell)) for cell in own]
        found = Counter(keys)
        openings = frozenset(
            fold(cell[0]) for cell, k in zip(own, keys, strict=True) if found[k] > 1
        )
        wide = _INDEX if column.role == "index" else _fitted(own, column.width)
        starts = _starts([t for cell in own for t in cell], len(rows))
        out.append(Column(column.role, wide, found, openings, Habit(words, everything), starts))
    return tuple(out)


def _fitted(cells: Sequence[Sequence[str]], before: float) -> float:
    """The width at which most lines had to break where they did."""
    widths = sorted(width(t) for cell in cells for t in cell)
    if len(widths) < 4:
        return before
    spans = [
        _span(a, b) for cell in cells for a, b in pairwise(cell) if not a.endswith((".", ";", ":"))
    ]
    limit = widths[int(0.97 * (len(widths) - 1))]
    best, chosen = -1.0 * len(widths), limit
    for wide in sorted({round(w, 1) for w in widths if w <= limit}):
        held = sum(a <= 1.01 * wide < 1.03 * b for a, b in spans)
        worth = held - sum(w > 1.04 * wide for w in widths)
        if worth > best:
            best, chosen = worth, wide
    return max(chosen, _INDEX)


def _starts(lines: Sequence[str], rows: int) -> frozenset[str]:
    """First words that so many lines share that they must be how cells begin."""
    counts = Counter(first_words(t) for t in lines if starts_upper(t))
    kept: set[str] = set()
    for key in sorted(counts, key=lambda k: (abs(counts[k] - rows), k)):
        if not (counts[key] > 3 and 0.4 * rows <= counts[key] <= 1.1 * rows):
            continue
        # What stands under such a line is the second line of its cell: ``Lãnh đạo`` + ``Sở Y tế``.
        under = sum(first_words(a) in kept for a, b in pairwise(lines) if first_words(b) == key)
        if under < 0.5 * counts[key]:
            kept.add(key)
    return frozenset(kept)
