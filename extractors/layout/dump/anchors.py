"""Rows that are known already, by where in the dump their parts were printed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Anchors:
    """Rows known so far, by flow and by page, in the order of printing."""

    flows: Sequence[int]
    pages: Sequence[int]
    by_flow: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    by_page: dict[int, list[int]] = field(default_factory=dict)

    def add(self, line: int, row: int) -> None:
        self.by_flow.setdefault(self.flows[line], []).append((line, row))
        self.by_page.setdefault(self.pages[line], []).append(row)

    def sort(self) -> None:
        for found in self.by_flow.values():
            found.sort()

    def around(self, line: int) -> tuple[int, int]:
        """The rows between which a line stands by its flow."""
        found = self.by_flow.get(self.flows[line], [])
        at = bisect_left(found, (line, -1))
        after = bisect_right(found, (line, 1 << 30))
        same = [row for _, row in found[at:after]]
        if same:
            return min(same), max(same)
        low = max((row for _, row in found[:at]), default=-1)
        high = min((row for _, row in found[after:]), default=1 << 30)
        return low, high

    def on(self, page: int) -> tuple[int, int]:
        """The rows of a page: its own, and one begun before it."""
        own = self.by_page.get(page)
        if not own:
            return -1, 1 << 30
        before = [max(rows) for p, rows in self.by_page.items() if p < page]
        return min(*own, max(before, default=own[0])), max(own)
