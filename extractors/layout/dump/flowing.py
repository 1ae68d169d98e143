"""Tables that a reader printed by blocks: strips of rows, and the rows that they make up."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.dump.columns import Column
from extractors.layout.dump.decode import Cells
from extractors.layout.dump.grid import grid_of
from extractors.layout.dump.joints import Joints
from extractors.layout.dump.soundness import certain
from extractors.layout.dump.widths import commonest, guessed, learned
from extractors.layout.dump.worth import Reading
from extractors.layout.roles import Role
from extractors.text.width import width
from schemas.layout import Line

_STRICT = 0.5
"""How far guessed widths are relied on; those learnt from cells are wholly."""
_PASSES = 2
_FULL = (0.85, 1.04)
"""Lines this wide, in shares of the contents' width, are lines of contents."""
_TRIED = 400
"""Lines from which it is told whether cells begin at one height or stand around one middle."""


def decode_flowing(
    lines: Sequence[Line],
    roles: Sequence[Role],
    prose: Sequence[str],
    headings: Sequence[Sequence[str]],
) -> list[Cells]:
    """Rows of cells of the parts of ``lines``.

    ``prose`` is what the document says elsewhere, ``headings`` are each column's printed lines.
    """
    texts = [line.text for line in lines]
    low, high = (share * commonest([width(t) for t in texts]) for share in _FULL)
    joints = Joints([*prose, *[t for t in texts if low <= width(t) <= high]], texts)
    flows, pages = _flows(lines), [line.page or 0 for line in lines]
    columns: tuple[Column, ...] = guessed(roles, texts, headings, joints)
    reading = Reading(columns, joints, flows, pages, _STRICT)
    tried = lines[:_TRIED]
    around, below = (grid_of(tried, reading, centred=c).score for c in (True, False))
    centred = around >= below
    grid = grid_of(lines, reading, centred=centred)
    for _ in range(_PASSES):
        columns = learned(columns, grid.rows)
        told = [part.text for row in grid.rows for cell in row for part in cell]
        reading = Reading(columns, Joints([*prose, *told], texts), flows, pages)
        grid = grid_of(lines, reading, centred=centred)
    return certain(grid.rows, reading, grid.doubted)


def _flows(lines: Sequence[Line]) -> list[int]:
    """Number the runs of lines without a blank one between them, and on one page."""
    out: list[int] = []
    flow = 0
    for i, line in enumerate(lines):
        flow += line.gap or (i > 0 and line.page != lines[i - 1].page)
        out.append(flow)
    return out
