"""How far a reading of a dumped table looks like a table, and which of its cells to rely on."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from extractors.layout.dump.columns import time_share
from extractors.layout.dump.decode import DANGLING, DATED, Cells, Part
from extractors.layout.dump.worth import Reading, goes_on, is_label
from extractors.layout.roles import Role
from extractors.text.fold import starts_upper
from extractors.text.width import width

_FIGURES = 0.3
"""The share of times that begin with a figure in a column of dates."""
_UNLIKELY = -1.5
"""Where a line goes on with the one above it this badly, two cells may be one."""


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
    rows: Sequence[Cells], reading: Reading, doubted: Container[tuple[int, int]] = ()
) -> list[Cells]:
    """The rows without the times that a reader may have mixed with their neighbours'.

    A time that is ``doubted`` (row and column), begins in the middle, waits for its end, or is
    of lines that do not follow one another would be read as a wrong date.
    """
    roles = [column.role for column in reading.columns]
    figures = _figures(rows, roles)
    out = []
    for r, row in enumerate(rows):
        told = _tells(row, roles)
        sure = (
            role != "time"
            or (
                told
                and (r, c) not in doubted
                and _is_whole(cell, figures)
                and _holds(cell, reading)
            )
            for c, (cell, role) in enumerate(zip(row, roles, strict=True))
        )
        out.append(tuple(cell if s else () for cell, s in zip(row, sure, strict=True)))
    return out


def _holds(cell: Sequence[Part], reading: Reading) -> bool:
    """Whether each line goes on with the one above it."""
    column = reading.columns[cell[0].column] if cell else None
    return column is None or all(
        goes_on(a.text, width(a.text), b.text, column, reading) > _UNLIKELY
        for a, b in pairwise(cell)
    )


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
    return begins and not _WAITS.search(text)


_WAITS = re.compile(r"(?:ngày|tháng|quý|quí|đến|từ|trước|sau|hết)[,;]?$", re.IGNORECASE)
"""A time that waits for its number; ``trong năm`` does not."""
