"""Where the tables of a text kept in columns stand, and what is in their rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.landmarks import begins
from extractors.layout.roles import Role
from extractors.layout.spaced.columns import (
    Heading,
    Split,
    drifting,
    gutters,
    heading_at,
    shifted,
    split,
    widths,
)
from extractors.layout.spaced.lines import Printed, chunks
from extractors.layout.spaced.rows import Grid, cut, heights
from extractors.text.fold import is_upper
from extractors.text.labels import label_of

_PROSE = 0.7
"""A line without a gap this wide, in shares of the table's width, is no line of it."""
_LABEL = re.compile(r"(?:[IVXL]{1,6}|[A-ZĐ])[.)]?")
_ORDINAL = re.compile(r"\d{1,3}|[IVXL]{1,6}")


@dataclass(frozen=True, slots=True)
class Part:
    """A table's part on one page: lines ``start`` to ``end`` (half-open), cut into rows."""

    start: int
    end: int
    edges: tuple[float, ...]
    """The gutters between its columns, in characters."""
    roles: tuple[Role | None, ...]
    body: tuple[Printed, ...]
    """Its lines below the heading."""
    rows: tuple[tuple[int, int], ...]
    """Of the page's lines, the heading first where there is one."""
    lines: tuple[Split, ...]
    """The words of each of its lines in columns."""
    again: bool
    """Whether it goes on with the table of the page before."""


def parts_of(page: Sequence[Printed], before: Part | None) -> list[Part]:
    """The tables of a page; ``before`` is the table that the page before ended with."""
    out: list[Part] = []
    at = 0
    if before is not None and page:
        end = _end(page, 0, before.edges, _width(page))
        if end and heading_at(page, 0) is None:
            edges = shifted(before.edges, before.body, page[:end])
            out.append(_part(page, 0, end, edges, before.roles, again=True))
            at = end
    while at < len(page):
        heading = heading_at(page, at)
        if heading is None:
            at += 1
            continue
        below = [h for i in range(at + 1, min(at + 3, len(page))) if (h := heading_at(page, i))]
        heading = max((heading, *below), key=lambda h: h.worth)
        at = heading.start
        end = _table_end(page, heading)
        again = before is not None and not out and heading.roles == before.roles
        edges = gutters(heading.spans, page[heading.end : end])
        out.append(_part(page, at, end, edges, heading.roles, again=again, heading=heading))
        at = end
    return out


def _width(page: Sequence[Printed]) -> int:
    return max(line.end for line in page) - min(line.start for line in page)


def _table_end(page: Sequence[Printed], heading: Heading) -> int:
    left = heading.spans[0][0]
    right = heading.spans[-1][1]
    edges = gutters(heading.spans, page[heading.end :])
    return _end(page, heading.end, edges, right - left)


def _end(page: Sequence[Printed], start: int, edges: Sequence[float], wide: int) -> int:
    """The first line that is no longer the table's."""
    for i in range(start, len(page)):
        if begins(page[i].text, "recipients") or begins(page[i].text, "annex"):
            return i
        goes_on = all(len([*chunks(line.spots)]) == 1 for line in page[i : i + 2])
        if goes_on and _is_prose(page[i], edges, wide):
            return _back(page, i, start)
    return len(page)


def _is_prose(line: Printed, edges: Sequence[float], wide: int) -> bool:
    """A line that runs on over the columns: no group's heading is that long."""
    if _ORDINAL.fullmatch(line.spots[0].word.text):
        return False
    crossed = sum(line.start + 3 < x < line.end - 3 for x in edges)
    return line.end - line.start > _PROSE * wide and crossed > 1 and not is_upper(line.text)


def _back(page: Sequence[Printed], at: int, first: int) -> int:
    """Step back over the headings that prose starts with."""
    while at > first and len(list(chunks(page[at - 1].spots))) == 1:
        text = page[at - 1].text
        if label_of(text) is None or len(text) < 4:
            break
        at -= 1
    return at


def _part(
    page: Sequence[Printed], start: int, end: int, edges: Sequence[float],
    roles: Sequence[Role | None], *, again: bool, heading: Heading | None = None,
) -> Part:  # fmt: skip
    body = heading.end if heading else start
    inner = page[body:end]
    lines = [
        _split(line, own, roles) for line, own in zip(inner, drifting(edges, inner), strict=True)
    ]
    rows = [(a + body, b + body) for a, b in _rows(inner, lines, roles, again=again)]
    shown = _heading_lines(page[start:body], heading) if heading else []
    return Part(
        start, end, tuple(edges), tuple(roles), tuple(inner),
        ((start, body), *rows) if heading else tuple(rows), (*shown, *lines), again,
    )  # fmt: skip


def _heading_lines(page: Sequence[Printed], heading: Heading) -> list[Split]:
    """The words of a heading's lines in its columns."""
    column = {s.word.span: c for c, cell in enumerate(heading.cells) for ln in cell for s in ln}
    return [
        tuple(
            tuple(s for s in line.spots if column[s.word.span] == c)
            for c in range(len(heading.cells))
        )
        for line in page
    ]


def _split(line: Printed, edges: Sequence[float], roles: Sequence[Role | None]) -> Split:
    """The columns of a line; a group's heading may run on over those to its right."""
    first = line.spots[0]
    if roles[0] == "index" and _LABEL.fullmatch(first.word.text):
        pieces = list(chunks(line.spots[1:]))
        if len(pieces) == 1 and first.end < edges[0] + 3:
            return (first,), pieces[0], *((),) * (len(edges) - 1)
    return split(line.spots, edges)


def _rows(
    inner: Sequence[Printed], lines: Sequence[Split], roles: Sequence[Role | None], *, again: bool
) -> list[tuple[int, int]]:
    if not lines:
        return []
    numbers = [line.number for line in inner]
    grid = Grid(
        tuple(lines), heights(lines, numbers), tuple(roles), tuple(widths(lines, len(roles))), again
    )
    return cut(grid)
