"""A small rule engine: rules find phrases in a line of tokens and keep how they did.

A rule is a name, a pattern and a build. A pattern item is the kind of something already
found (``"month"``, ``"month|quarter"``, ``"year?"`` where it may be missing), such a kind
with a test of its value (``Item``), or a compiled regex matched on the characters. Rules
never call each other: the token one builds is what another one's pattern takes.

    "tháng" "3" "/" "2026"  ->  MONTH num tail  ->  Month(3, 2026)

Positions are worked from the last token to the first, so whatever follows a position is
complete when a rule starts there: each rule is tried once per first item, and a list
written ``item sep list`` costs no more than its length. Per position and kind only the
longest few nodes are kept, which bounds the work on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

KEPT_PER_KIND = 3
"""Nodes of one kind kept at one position: the longest; more only slows long lists."""
LONGEST_NODE = 48
"""Tokens under one node. The longest real time phrases have about forty."""
MOST_NODES_AT_ONE_PLACE = 60


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


made_node: Callable[[tuple[Any, ...]], Node] = partial(tuple.__new__, Node)
"""A node from a tuple of all its fields: in half the time ``Node(...)`` takes."""


class Item(NamedTuple):
    """A pattern item: any of ``kinds`` whose value passes ``test``, or ``characters``.

    Where ``one_of_them``, the longest that makes something is taken and no other.
    """

    kinds: tuple[str, ...]
    optional: bool = False
    test: Callable[[Any], bool] | None = None
    characters: re.Pattern[str] | None = None
    one_of_them: bool = False


Build = Callable[..., Token | None]


class Rule(NamedTuple):
    """``build`` gets one node per pattern item: ``None`` for a missing optional item."""

    name: str
    pattern: tuple[Item, ...]
    build: Build


def rule(name: str, *pattern: str | Item | re.Pattern[str]) -> Callable[[Build], Rule]:
    """Decorate a build with its name and pattern; it becomes a ``Rule``."""
    items = tuple(_item(p) for p in pattern)
    return lambda build: Rule(name, items, build)


def _item(written: str | Item | re.Pattern[str]) -> Item:
    if isinstance(written, Item):
        return written
    if isinstance(written, re.Pattern):
        return Item((), characters=written)
    return Item(tuple(written.removesuffix("?").split("|")), written.endswith("?"))


class Line(NamedTuple):
    """A text cut into tokens: offsets of each in ``text``, and the nodes known at each."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    atoms: dict[int, list[Node]]


Found = dict[str, list[Node]]
"""The nodes that start at one token, by kind."""
Place = tuple[int, Found]
_Match = tuple[Node | None, ...]


class _Step(NamedTuple):
    """A pattern item ready to run: its kinds also as the bits of a number."""

    bits: int
    kinds: tuple[str, ...]
    optional: bool
    test: Callable[[Any], bool] | None
    characters: re.Pattern[str] | None
    one_of_them: bool


class _Try(NamedTuple):
    """A rule that a node can open: what stands before the node in it, and what is left."""

    rule: Rule
    before: tuple[None, ...]
    test: Callable[[Any], bool] | None
    rest: tuple[_Step, ...]


class _Start(NamedTuple):
    """When a rule is worth a try."""

    what: _Try
    following: int
    """Bits of the kinds one of which must come next; 0 where nothing or any text may."""
    needs: tuple[int, ...]
    """What must stand somewhere ahead, beside the next item: one kind of each."""


_MOST_REMEMBERED = 20_000
"""Kinds, each with what follows it and what is ahead, whose rules to try are remembered."""


class _Chart(NamedTuple):
    """What is known of a line so far: the nodes at each place, their kinds as bits."""

    line: Line
    places: dict[int, Found]
    bits: list[int]
    kind_of: dict[int, str]


class Grammar:
    """Rules made ready to run; parsing keeps no state between texts.

    Of the kinds in ``longest_only`` (lists that grow by one item) only the longest counts.
    """

    def __init__(self, rules: Iterable[Rule], *, longest_only: Iterable[str] = ()) -> None:
        self.rules = tuple(rules)
        self._longest_only = frozenset(longest_only)
        kinds = {kind for one in self.rules for item in one.pattern for kind in item.kinds}
        self._bit = {kind: 1 << n for n, kind in enumerate(sorted(kinds))}
        self._kind_of = {bit: kind for kind, bit in self._bit.items()}
        self._starts: dict[str, list[_Start]] = {}
        self._to_try: dict[tuple[str, int, int], list[_Try]] = {}
        for one in self.rules:
            for at, kind in _openings(one):
                self._open(kind, one, at)

    def _open(self, kind: str, one: Rule, at: int) -> None:
        rest = tuple(self._step(item) for item in one.pattern[at + 1 :])
        must = [step.bits for step in rest if step.bits and not step.optional]
        what = _Try(one, (None,) * at, one.pattern[at].test, rest)
        start = _Start(what, _following(rest), tuple(must[1:]))
        self._starts.setdefault(kind, []).append(start)

    def _step(self, item: Item) -> _Step:
        bits = sum(self._bit[kind] for kind in set(item.kinds))
        return _Step(bits, *item)

    def parse(self, line: Line) -> Iterator[Place]:
        """Every node found, the longest of a kind first, from the last token to the first.

        What is farther than a node can reach is forgotten on the way, so that a line of any
        length needs no more memory than a page.
        """
        chart = _Chart(line, {}, [0] * (len(line.starts) + 1), self._kind_of)
        bit, ahead = self._bit, 0
        for place in sorted(line.atoms, reverse=True):
            here = self._filled(chart, ahead, line.atoms[place])
            bits = 0
            for kind, nodes in here.items():
                bits |= bit.get(kind, 0)
                if len(nodes) > 1:
                    nodes.sort(key=_end, reverse=True)
                    del nodes[1 if kind in self._longest_only else KEPT_PER_KIND :]
            chart.places[place], chart.bits[place] = here, bits
            ahead |= bits
            if len(chart.places) > 2 * LONGEST_NODE:
                for at in [at for at in chart.places if at > place + LONGEST_NODE]:
                    del chart.places[at]
            yield place, here

    def _filled(self, chart: _Chart, ahead: int, atoms: list[Node]) -> Found:
        """The nodes at one place: the atoms, and all that rules build on them.

        ``ahead`` are the kinds of all that was found farther on.
        """
        here: Found = {}
        agenda, known = list(atoms), 0
        while agenda and known < MOST_NODES_AT_ONE_PLACE:
            node = agenda.pop()
            kind, _, end, value, _, _ = node
            same = here.get(kind)
            if same is None:
                here[kind] = [node]
            elif _is_known(end, value, same):
                continue
            else:
                same.append(node)
            known += 1
            key = kind, chart.bits[end], ahead
            to_try = self._to_try.get(key)
            if to_try is None:
                to_try = self._to_try_at(*key)
            for one, before, test, rest in to_try:
                if test is None or test(value):
                    if rest:
                        _finish(chart, one, rest, (*before, node), end, agenda)
                    else:
                        _build(one, (*before, node), end, agenda)
        return here

    def _to_try_at(self, kind: str, bits: int, ahead: int) -> list[_Try]:
        """What a kind opens where what follows it, and what stands ahead, have these bits."""
        every = self._starts.get(kind, ())
        starts = [s for s in every if not s.following]
        starts += [s for s in every if s.following & bits]
        if len(self._to_try) >= _MOST_REMEMBERED:
            self._to_try.clear()
        found = [s.what for s in starts if all(ahead & need for need in s.needs)]
        self._to_try[kind, bits, ahead] = found
        return found


def _is_known(end: int, value: Any, nodes: list[Node]) -> bool:
    for node in nodes:  # noqa: SIM110  (any() costs more than these few nodes)
        if node[2] == end and node[3] == value:
            return True
    return False


def _openings(one: Rule) -> Iterator[tuple[int, str]]:
    """The kinds a rule can start with, and the index of the item they stand for."""
    for at, item in enumerate(one.pattern):
        if item.characters:
            raise ValueError(f"rule {one.name!r} starts with a regex; start it with a kind")
        for kind in item.kinds:
            yield at, kind
        if not item.optional:
            return
    raise ValueError(f"rule {one.name!r} can match nothing at all")


def _following(rest: Sequence[_Step]) -> int:
    """Bits of the kinds one of which must come next; 0 where nothing or any text may."""
    bits = 0
    for step in rest:
        if step.characters:
            return 0
        bits |= step.bits
        if not step.optional:
            return bits
    return 0


def _end(node: Node) -> int:
    return node.end


def _finish(
    chart: _Chart,
    one: Rule,
    rest: tuple[_Step, ...],
    found: _Match,
    place: int,
    out: list[Node],
) -> None:
    """Add to ``out`` the nodes of a rule: ``found`` up to ``place``, then the steps ``rest``.

    Goes straight on while one thing only can follow; branches where there is a choice.
    """
    all_bits = chart.bits
    for at, (bits, kinds, optional, test, characters, one_of_them) in enumerate(rest, 1):
        if characters is not None:
            end = _characters(chart.line, characters, place)
            if end is None:
                return
            found, place = (*found, Node("text", place, end, None)), end
            continue
        known = all_bits[place] & bits
        if not known:  # as it is nearly always
            if not optional:
                return
            found = (*found, None)
            continue
        only = chart.kind_of.get(known)
        nodes = _standing(chart.places[place], kinds if only is None else (only,), test)
        if not optional and len(nodes) == 1:
            found, place = (*found, nodes[0]), nodes[0][2]
            continue
        if one_of_them:
            nodes = sorted(nodes, key=_end, reverse=True)
        made = len(out)
        for node in nodes:
            _finish(chart, one, rest[at:], (*found, node), node[2], out)
            if one_of_them and len(out) > made:
                return
        if not optional:
            return
        found = (*found, None)
    _build(one, found, place, out)


def _build(one: Rule, found: _Match, end: int, out: list[Node]) -> None:
    """Add to ``out`` what a rule makes of a whole match, if anything."""
    first = found[0] or next(node for node in found if node)
    if end - first[1] <= LONGEST_NODE:
        token = one.build(*found)
        if token is not None:
            out.append(made_node((token[0], first[1], end, token[1], one.name, found)))


def _standing(
    there: Found, kinds: tuple[str, ...], test: Callable[[Any], bool] | None
) -> Sequence[Node]:
    """The nodes of these kinds that pass the test."""
    if len(kinds) == 1:
        nodes: Sequence[Node] = there[kinds[0]]
    else:
        nodes = [node for kind in kinds if kind in there for node in there[kind]]
    return [node for node in nodes if test(node[3])] if test and nodes else nodes


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
    text = line.text[line.starts[node.start] : line.ends[node.end - 1]]
    rows = [f"{'  ' * depth}{node.rule or node.kind}  «{' '.join(text.split())}»"]
    rows += [tree(c, line, depth=depth + 1) for c in node.children if c and c.end > c.start]
    return "\n".join(rows)
