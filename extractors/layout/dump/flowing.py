"""Tables that a reader printed by blocks or by height: columns first, then rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.dump.assign import Reading, assign
from extractors.layout.dump.columns import first_guess, relearn
from extractors.layout.dump.decode import Cells
from extractors.layout.dump.joints import Joints
from extractors.layout.dump.rows import rows_of
from extractors.layout.dump.soundness import certain
from extractors.layout.roles import Role
from schemas.layout import Line

_STRICT = (0.5, 0.8, 1.0)
"""How far the columns' widths are relied on, pass after pass."""
_CUT, _CUT_BY_HEIGHT = 2.0, 0.4
"""What parting a line costs: what stands at one height may be printed on one."""


def decode_flowing(
    lines: Sequence[Line],
    roles: Sequence[Role],
    joints: Joints,
    *,
    headings: Sequence[Sequence[str]] = (),
    by_page: bool = False,
) -> list[Cells]:
    """Rows of cells of the parts of ``lines``; a flow is a page where a reader goes by height."""
    flows = _flows(lines, by_page=by_page)
    pages = [line.page or 0 for line in lines]
    columns = first_guess(roles, [line.text for line in lines], headings)
    rows: list[Cells] = []
    for strict in _STRICT:
        reading = Reading(
            columns, joints, flows, pages, 0.4 if by_page else 2.0, strict, not by_page
        )
        parts = assign(lines, reading)
        rows = rows_of(parts, reading)
        streams = [[p.text for p in parts if p.column == c] for c in range(len(roles))]
        cells = [
            [" ".join(p.text for p in row[c]) for row in rows if row[c]] for c in range(len(roles))
        ]
        columns = relearn(columns, streams, cells, rows=len(rows))
    return certain(rows, roles, flows, pages)


def _flows(lines: Sequence[Line], *, by_page: bool) -> list[int]:
    """Number the runs of lines without a blank one, or the pages."""
    out: list[int] = []
    flow = 0
    for i, line in enumerate(lines):
        turned = i > 0 and line.page != lines[i - 1].page
        if turned or (line.gap and not by_page):
            flow += 1
        out.append(flow)
    return out
