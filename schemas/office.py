"""What a word processor's file holds: paragraphs and tables, as its author typed them.

There are no pages and no boxes: lines are broken when the file is printed. What is kept is
what the author decided: lines he ended himself, gaps made by tabs, labels that the program
counts for him, merged cells. Words carry ``span``, half-open offsets in the document's
flattened text (``Pages.text``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.word import Word

Align = Literal["left", "centre", "right", "both"]


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """A line that its author ended. ``parts`` is its text between tabs or wide gaps.

    A line that begins with a gap has an empty first part.
    """

    parts: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for part in self.parts for word in part)


@dataclass(frozen=True, slots=True)
class OfficeParagraph:
    """A paragraph, its printed label included; one without words is a blank line."""

    lines: tuple[OfficeLine, ...]
    align: Align = "left"
    indent: float = 0.0
    """Points from the margin to the first line."""
    space: float = 0.0
    """Points set above it."""


@dataclass(frozen=True, slots=True)
class OfficeCell:
    """A cell as merged: its place among the table's edges, and what stands in it."""

    row: int
    col: int
    blocks: tuple[OfficeBlock, ...]
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """A table. Cells count their columns in ``edges``; a row need not fill them all."""

    cells: tuple[OfficeCell, ...]
    n_rows: int
    edges: tuple[float, ...]
    """Points from the left of each edge that a cell may begin or end at."""
    header_rows: int = 0
    """Rows that the author has repeated on each page."""
    ruled: bool = True
    """Whether borders are drawn."""


OfficeBlock = OfficeParagraph | OfficeTable
