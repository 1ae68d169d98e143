"""A small rule engine: rules find phrases in a line of tokens and keep how they did.

A rule is a name, a pattern and a build. A pattern item is the kind of something already
found (``"month"``, ``"month|quarter"``, ``"year?"`` where it may be missing), such a kind
with a test of its value (``Item``), or a compiled regex matched on the characters. Rules
never call each other: the token one builds is what another one's pattern takes.

Positions are worked from the last token to the first, so whatever follows a position is
complete when a rule starts there: each rule is tried once per first item, and a list
written ``item sep list`` costs no more than its length. Per position and kind only the
longest few nodes are kept, which bounds the work on any text.

    month num        month           "tháng" "3"  ->  Month(3)
    month year       month           Month(3) "/" "2026"  ->  Month(3, 2026)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

KEPT_PER_KIND = 5
"""Nodes of one kind kept at one position: the longest; more only slows long lists."""
LONGEST_NODE = 64
"""Tokens under one node. The longest real time phrases have about forty."""
MOST_NODES_AT_ONE_PLACE = 160


class Token(NamedTuple):
    """What a build returns: a kind and a value; ``None`` instead refuses the match."""

    kind: str
    value: Any


class Node(NamedTuple):
    """A token in its place: token positions ``[start, end)``, and how it was found."""

    kind: str
    start: int
    end: int
    value: Any
    rule: str = ""
    children: tuple[Node | None, ...] = ()


class Item(NamedTuple):
    """A pattern item: any of ``kinds`` whose value passes ``test``."""

    kinds: tuple[str, ...]
    optional: bool = False
    test: Callable[[Any], bool] | None = None


Build = Callable[..., Token | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """``build`` gets one node per pattern item: ``None`` for a missing optional item."""

    name: str
    pattern: tuple[Item | re.Pattern[str], ...]
    build: Build


def rule(name: str, *pattern: str | Item | re.Pattern[str]) -> Callable[[Build], Rule]:
    """Decorate a build with its name and pattern; it becomes a ``Rule``."""
    items = tuple(_item(p) if isinstance(p, str) else p for p in pattern)
    return lambda build: Rule(name, items, build)


def _item(written: str) -> Item:
    optional = written.endswith("?")
    return Item(tuple(written.removesuffix("?").split("|")), optional)


@dataclass(frozen=True, slots=True)
class Line:
    """A text cut into tokens: offsets of each in ``text``, and the nodes known at each."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    atoms: dict[int, list[Node]]


Chart = dict[int, dict[str, list[Node]]]
_Match = tuple[Node | None, ...]


class Grammar:
    """Rules made ready to run; parsing keeps no state between texts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_first: dict[str, list[tuple[Rule, int]]] = {}
        for one in self.rules:
            for at, kind in _openings(one):
                self._by_first.setdefault(kind, []).append((one, at))

    def parse(self, line: Line) -> Chart:
        """Every node found, by first token and kind; the longest first."""
        chart: Chart = {}
        for place in sorted(line.atoms, reverse=True):
            here: dict[str, list[Node]] = {}
            chart[place] = here
            self._fill(line, chart, here, list(line.atoms[place]))
            for nodes in here.values():
                if len(nodes) > 1:
                    nodes.sort(key=_end, reverse=True)
                    del nodes[KEPT_PER_KIND:]
        return chart

    def _fill(
        self, line: Line, chart: Chart, here: dict[str, list[Node]], agenda: list[Node]
    ) -> None:
        """Put the nodes of ``agenda`` in the chart, and all that rules build on them."""
        seen: set[tuple[str, int, Any]] = set()
        while agenda and len(seen) < MOST_NODES_AT_ONE_PLACE:
            node = agenda.pop()
            key = (node.kind, node.end, node.value)
            if key in seen:
                continue
            seen.add(key)
            here.setdefault(node.kind, []).append(node)
            for one, at in self._by_first.get(node.kind, ()):
                test = one.pattern[at].test  # type: ignore[union-attr]
                if test is None or test(node.value):
                    first = (None,) * at + (node,)
                    agenda += _finish(line, chart, one, at + 1, node.end, first)


def _openings(one: Rule) -> Iterator[tuple[int, str]]:
    """The kinds a rule can start with, and the index of the item they stand for."""
    for at, item in enumerate(one.pattern):
        if not isinstance(item, Item):
            raise ValueError(f"rule {one.name!r} starts with a regex; start it with a kind")
        for kind in item.kinds:
            yield at, kind
        if not item.optional:
            return
    raise ValueError(f"rule {one.name!r} can match nothing at all")


def _end(node: Node) -> int:
    return node.end


def _finish(
    line: Line, chart: Chart, one: Rule, at: int, place: int, found: _Match
) -> Iterator[Node]:
    """Nodes of one rule whose first items are matched and whose next stands at ``place``."""
    pattern = one.pattern
    if at == len(pattern):
        first = found[0] or next(node for node in found if node)
        if place - first.start <= LONGEST_NODE:
            token = one.build(*found)
            if token is not None:
                yield Node(token.kind, first.start, place, token.value, one.name, found)
        return
    item = pattern[at]
    if isinstance(item, re.Pattern):
        end = _characters(line, item, place)
        if end is not None:
            match = Node("text", place, end, None)
            yield from _finish(line, chart, one, at + 1, end, (*found, match))
        return
    if item.optional:
        yield from _finish(line, chart, one, at + 1, place, (*found, None))
    there = chart.get(place)
    if there:
        test = item.test
        for kind in item.kinds:
            for node in there.get(kind, ()):
                if test is None or test(node.value):
                    yield from _finish(line, chart, one, at + 1, node.end, (*found, node))


def _characters(line: Line, pattern: re.Pattern[str], place: int) -> int | None:
    """The token position where a regex match from token ``place`` ends, on a token's edge."""
    at = line.starts[place] if place < len(line.starts) else len(line.text)
    match = pattern.match(line.text, at)
    if match is None:
        return None
    end = match.end()
    while place < len(line.ends) and line.starts[place] < end:
        if line.ends[place] > end:
            return None
        place += 1
    return place


def tree(node: Node, line: Line, *, depth: int = 0) -> str:
    """The parse tree, one node a line: rule or kind, then the text it covers."""
    text = line.text[line.starts[node.start] : line.ends[node.end - 1]] if node.end else ""
    rows = [f"{'  ' * depth}{node.rule or node.kind}  «{' '.join(text.split())}»"]
    rows += [tree(child, line, depth=depth + 1) for child in node.children if child]
    return "\n".join(rows)
