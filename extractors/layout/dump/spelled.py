"""Headings that a later page prints again, in whatever pieces."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.dump.heads import Heading
from extractors.text.fold import fold
from schemas.layout import Line


def spelled(lines: Sequence[Line], headings: Sequence[Heading]) -> set[int]:
    """The lines of a page that print the headings again, in whatever pieces."""
    wanted = [[fold(w.text) for w in h.passage.words] for h in headings]
    reached = [0] * len(wanted)
    held: list[tuple[int, list[int]]] = []
    for i, line in enumerate(lines):
        after = _spell([fold(w.text) for w in line.passage.words], wanted, reached)
        if after is not None:
            held.append((i, [h for h in range(len(wanted)) if after[h] != reached[h]]))
            reached = after
    whole = {h for h in range(len(wanted)) if reached[h] == len(wanted[h])}
    if len(whole) < max(2, 0.6 * len(wanted)):
        return set()
    return {i for i, made in held if set(made) <= whole}


def _spell(
    words: Sequence[str], wanted: Sequence[Sequence[str]], reached: Sequence[int]
) -> list[int] | None:
    """How far each heading is spelled after a line; None where the line says something else."""
    if not words:
        return list(reached)
    for h, heading in enumerate(wanted):
        taken = 0
        while (
            taken < len(words)
            and reached[h] + taken < len(heading)
            and heading[reached[h] + taken] == words[taken]
        ):
            taken += 1
        for n in range(taken, 0, -1):
            there = [*reached[:h], reached[h] + n, *reached[h + 1 :]]
            rest = _spell(words[n:], wanted, there)
            if rest is not None:
                return rest
    return None
