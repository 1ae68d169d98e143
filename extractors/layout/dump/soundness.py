"""How far a reading of a dumped table looks like a table, and which of its cells to rely on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from extractors.layout.dump.assign import is_label
from extractors.layout.dump.columns import AGENTS, time_share
from extractors.layout.dump.decode import DANGLING, DATED, Cells, Part
from extractors.layout.roles import Role
from extractors.text.fold import starts_upper

_TIMES = 0.8
"""The share of words that occur in times in a cell that is one; less says something else too."""
_FIGURES = 0.3
"""The share of times that begin with a figure in a column of dates."""


def is_scattered(texts: Sequence[str]) -> bool:
    """Whether ordinals come in runs, away from the rows they number."""
    ordinals = [i for i, t in enumerate(texts) if is_label(t)]
    near = sum(b - a <= 1 for a, b in pairwise(ordinals))
    return len(ordinals) >= 6 and near >= 0.2 * len(ordinals)


def soundness(rows: Sequence[Cells], roles: Sequence[Role]) -> float:
    """How much like cells the cells look, per row; about the number of columns where all do."""
    worth = 0.0
    for row in rows:
        for cell, role in zip(row, roles, strict=True):
            if role != "index" and cell:
                text = " ".join(p.text for p in cell)
                worth += 1.0 if starts_upper(text) else -1.0
                worth -= 1.0 if DANGLING.search(text) else 0.0
                worth += time_share(text) - 0.5 if role == "time" else 0.0
    return worth / max(len(rows), 1)


def certain(
    rows: Sequence[Cells], roles: Sequence[Role], flows: Sequence[int], pages: Sequence[int]
) -> list[Cells]:
    """The rows without the times and bodies that a reader may have mixed with their neighbours'.

    A time that says something else too, or begins in the middle, would be read as a wrong date.
    Of bodies printed apart from each other, the first is the cell's; a second one belongs to the
    next column of bodies where that is empty.
    """
    figures = _figures(rows, roles)
    return [
        tuple(
            () if role == "time" and not (told and _is_whole(cell, figures)) else cell
            for cell, role in zip(_parted(row, roles, flows, pages), roles, strict=True)
        )
        for row, told in ((row, _tells(row, roles)) for row in rows)
    ]


def _tells(row: Cells, roles: Sequence[Role]) -> bool:
    """Whether what is to be done is told from its beginning to its end."""
    work = [row[c] for c, role in enumerate(roles) if role in ("content", "inspected")]
    texts = [" ".join(p.text for p in cell) for cell in work if cell]
    return all(starts_upper(t) and not DANGLING.search(t) for t in texts) and bool(texts)


def _figures(rows: Sequence[Cells], roles: Sequence[Role]) -> bool:
    """Whether times of the table often begin with a figure."""
    found = [
        row[c][0].text[:1].isdigit() for row in rows for c, r in enumerate(roles)
        if r == "time" and row[c]
    ]  # fmt: skip
    return sum(found) > _FIGURES * len(found)


def _is_whole(cell: Sequence[Part], figures: bool) -> bool:
    text = " ".join(p.text for p in cell)
    if not text or not DATED.search(text):
        return True
    begins = starts_upper(text) and (figures or not text[:1].isdigit())
    return begins and time_share(text) >= _TIMES and not _WAITS.search(text)


_WAITS = re.compile(r"(?:ngày|tháng|quý|quí|đến|từ|trước|sau|hết)[,;]?$", re.IGNORECASE)
"""A time that waits for its number; ``trong năm`` does not."""


def _parted(row: Cells, roles: Sequence[Role], flows: Sequence[int], pages: Sequence[int]) -> Cells:
    """The row with the bodies of one cell that were printed apart in columns of their own."""
    out = list(row)
    for c, role in enumerate(roles):
        if role not in AGENTS or not out[c]:
            continue
        apart = [list(g) for _, g in groupby(out[c], key=lambda p: flows[p.line])]
        first, *others = apart
        same = [g for g in others if pages[g[0].line] == pages[first[0].line]]
        if not same or first[-1].text.endswith((";", ",")) or DANGLING.search(first[-1].text):
            continue
        out[c] = tuple(p for g in apart if g not in same for p in g)
        free = next((d for d in range(c + 1, len(roles)) if roles[d] in AGENTS), None)
        if free is not None and not out[free] and len(same) == 1:
            out[free] = tuple(same[0])
    return tuple(out)
