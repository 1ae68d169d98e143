"""The heading row of a table that a reader of PDF has scattered over its page.

A reader prints a page in flows, runs of lines without a blank one, roughly one for each column;
the headings are the first lines of some of them (``stacks``). Those of all pages that print
the row tell which headings it has, and in which order they stand (``order``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from extractors.layout.dump.heads import Head, Heading
from extractors.layout.dump.order import Group, Placed, in_order
from extractors.layout.dump.stacks import TWICE, Stack, like_heading, only_acts, stacks_of
from extractors.layout.roles import Role
from extractors.text.fold import fold, is_upper
from extractors.text.labels import label_of
from extractors.zones import kind_of_line
from schemas.layout import Line

_FIGURE = re.compile(r"\((\d{1,2})\)")
"""What numbers a column under its heading."""
_TAIL = 3
"""Lines of a heading that begins inside a flow, at most: the flow of another column."""
_TITLES = 3
"""Lines above a table that may stand in the flow of a heading."""
_AGAIN, _ALONE, _DOUBTFUL, _INSIDE, _CUT = 0.5, 0.2, 0.8, 0.5, 1.2
"""What being printed again or by itself adds to a heading, and what else takes away."""
_SHARED = 0.4
"""The share of the first page's headings that a page with the same row prints."""
_SURE = 0.55
"""How sure a heading must be."""
_MOST = 10
"""Columns of a table, at most."""
_WORK: frozenset[Role] = frozenset({"content", "inspected"})
_WHO_WHEN: frozenset[Role] = frozenset({"time", "lead"})


@dataclass(slots=True)
class Flows:
    """The flows of a text and what their first lines say, worked out once for each."""

    lines: Sequence[Line]
    ends: list[int] = field(default_factory=list)
    """The line after the flow that each line is in."""
    pages: dict[int | None, list[int]] = field(default_factory=dict)
    """The first lines of each page's flows."""
    groups: dict[int, list[Group]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        starts = [
            i
            for i, line in enumerate(self.lines)
            if not i or line.gap or line.page != self.lines[i - 1].page
        ]
        for start, end in zip(starts, [*starts, len(self.lines)][1:], strict=True):
            self.ends += [end] * (end - start)
            self.pages.setdefault(self.lines[start].page, []).append(start)

    def groups_at(self, start: int) -> list[Group]:
        """The headings in a flow from a line on: side by side at its head, or one at its end."""
        if start not in self.groups:
            self.groups[start] = list(self._groups(start))
        return self.groups[start]

    def _groups(self, start: int) -> Iterator[Group]:
        end = self.ends[start]
        stacks, after = stacks_of(self.lines, start + self._titles(start, end), end)
        if stacks:
            cut = after < end and self.lines[after].text[:1].islower()
            yield Group(stacks, self._figure(stacks, after, end), cut=cut)
        for at in range(max(after, end - _TAIL), end):
            if not like_heading(self.lines[at].text):
                continue
            stacks, last = stacks_of(self.lines, at, end)
            if len(stacks) == 1 and last == end and at > start:
                yield Group(stacks, inside=True)
                return

    def _titles(self, start: int, end: int) -> int:
        """How many lines of the text above the table begin a flow."""
        for at in range(start, min(end, start + _TITLES)):
            text = self.lines[at].text
            if like_heading(text):
                return at - start
            if not (is_upper(text) or text.startswith("(") or label_of(text) is not None):
                break
        return 0

    def _figure(self, stacks: Sequence[Stack], after: int, end: int) -> int | None:
        """The number that stands under a heading."""
        figure = _FIGURE.fullmatch(self.lines[after].text) if after < end else None
        return int(figure[1]) if figure and len(stacks) == 1 else None


def scattered_head(flows: Flows, at: int) -> Head | None:
    """The head of a table whose first heading begins at a line, from the flows of its pages."""
    lines = flows.lines
    if not like_heading(lines[at].text) or kind_of_line(lines[at].text) is not None:
        return None
    if not stacks_of(lines, at, flows.ends[at])[0]:
        return None
    printings = _printings(flows, at)
    known = _chosen(printings)
    roles = {stack.role for stack in known.values()}
    if not (3 <= len(known) <= _MOST and len(roles) >= 3 and roles & _WORK and roles & _WHO_WHEN):
        return None
    kept = [[_only(group, known) for group in groups] for groups in printings]
    here = {key_of(s): s for group in kept[0] for s in group.stacks}
    if not any(at in stack.lines for stack in here.values()):
        return None
    known |= here
    placed = [Placed(key, stack.role or "other") for key, stack in known.items()]
    ordered = in_order(placed, kept, key_of)
    used = frozenset(
        chain.from_iterable(s.lines for groups in kept for group in groups for s in group.stacks)
    )
    end = at
    while end in used:
        end += 1
    headings = [Heading(p.role, known[p.key].passage(lines)) for p in ordered]
    return Head(tuple(headings), end, used)


def key_of(stack: Stack) -> str:
    return fold(stack.text)


def _printings(flows: Flows, at: int) -> list[list[Group]]:
    """The headings of each page that prints the row, from the first on."""
    first = flows.lines[at].page
    starts = [at, *(start for start in flows.pages[first] if start > at)]
    out = [list(chain.from_iterable(map(flows.groups_at, starts)))]
    keys = _keys(out[0])
    for page in sorted(p for p in flows.pages if p is not None and first is not None and p > first):
        groups = list(chain.from_iterable(map(flows.groups_at, flows.pages[page])))
        if len(_keys(groups) & keys) < max(2, _SHARED * len(keys)):
            break
        out.append(groups)
    return out


def _keys(groups: Iterable[Group]) -> set[str]:
    return {key_of(stack) for group in groups for stack in group.stacks}


class _Offer(NamedTuple):
    """A heading that may be one of the row's, and how likely it is."""

    sure: float
    line: int
    stack: Stack
    pages: int

    @property
    def rank(self) -> tuple[float, int, int]:
        return self.sure, self.pages, -self.line


def _chosen(printings: Sequence[Sequence[Group]]) -> dict[str, Stack]:
    """The headings of the row, by what they say: the likeliest of each role."""
    offers = _offers(printings)
    capitals = _in_capitals(offer.stack for offer in offers)
    out: dict[str, Stack] = {}
    for sure, _, stack, pages in sorted(offers, key=lambda o: o.rank, reverse=True):
        if sure < _SURE or (capitals and not is_upper(stack.text)):
            continue
        same = [other for other in out.values() if other.role == stack.role]
        often = 2 * pages > len(printings) and sure > 1.0
        if same and not (stack.role in TWICE and often and not _grown(stack, same)):
            continue
        out[key_of(stack)] = stack
    return out


def _offers(printings: Sequence[Sequence[Group]]) -> list[_Offer]:
    """What the pages print, each wording once; on later pages only what two of them do."""
    pages = Counter(key for groups in printings for key in _keys(groups))
    best: dict[str, _Offer] = {}
    for number, groups in enumerate(printings):
        for group in groups:
            for stack in group.stacks:
                key, count = key_of(stack), pages[key_of(stack)]
                if (number and count < 2) or _names_many(stack):
                    continue
                sure = _sureness(stack, group) + _again(count, len(printings))
                offer = _Offer(sure, stack.pieces[0].line, stack, count)
                best[key] = max(best.get(key, offer), offer, key=lambda o: o.rank)
    return list(best.values())


def _grown(stack: Stack, others: Iterable[Stack]) -> bool:
    """Whether a heading is another with more or fewer of its words."""
    key = key_of(stack)
    return any(key.startswith(key_of(other)) or key_of(other).startswith(key) for other in others)


def _again(pages: int, printings: int) -> float:
    """What being printed again adds to a heading; cells too are, but on few pages."""
    if pages == 1:
        return 0.0
    return _AGAIN if 2 * pages >= printings else -_AGAIN


def _sureness(stack: Stack, group: Group) -> float:
    """How likely the words are a heading: most where they stand by themselves."""
    alone = len(group.stacks) == 1
    short = len(key_of(stack).split()) == 1 and stack.role != "index" and alone
    doubtful = short or kind_of_line(stack.text) is not None or only_acts(stack.text)
    sure = 1.0 - _DOUBTFUL * doubtful - _INSIDE * group.inside - _CUT * group.cut
    return sure + _ALONE * alone


def _names_many(stack: Stack) -> bool:
    """``Các cơ quan, đơn vị`` names who leads in a cell, not what a column holds."""
    return stack.role == "lead" and key_of(stack).startswith(fold("các "))


def _in_capitals(stacks: Iterable[Stack]) -> bool:
    """Whether the row is set in capitals: three of its roles are, and cells hardly ever."""
    return len({s.role for s in stacks if s.role != "index" and is_upper(s.text)}) >= 3


def _only(group: Group, known: dict[str, Stack]) -> Group:
    stacks = tuple(stack for stack in group.stacks if key_of(stack) in known)
    return Group(stacks, group.figure, group.inside)
