"""How far a reading of a dumped table looks like a table: to choose between two readings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.dump.assign import is_label
from extractors.layout.dump.columns import time_share
from extractors.layout.dump.decode import DANGLING, Cells
from extractors.layout.roles import Role
from extractors.text.fold import starts_upper


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
