"""The times in a line of text: the phrases that together cover most of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.grammar import Node, Place
from extractors.time.lexer import Lexed, lex
from extractors.time.nodes import Always, Day, Many, Range
from extractors.time.rules import SILENT, SURE, UNDATED, WEAK, grammar
from extractors.time.rules_label import ACTION_DAY
from extractors.time.stretch import year_in
from extractors.time.words import SLIP

_NODE_COST = 0.4
"""Two words as one phrase explain more than two phrases of one word."""
_WORTH = {"no_time": 1.04, "t": 1.03, "p": 1.02, "w": 1.01, "undated": 1.0, "unframed": 1.0}


class Reading(NamedTuple):
    """A line and the phrases found in it, in order, none over another."""

    lexed: Lexed
    nodes: tuple[Node, ...]


def read(text: str) -> Reading:
    """The phrases that are times wherever they stand, and those that only look like one."""
    lexed = lex(text)
    return Reading(lexed, _best(grammar().parse(lexed.line), _FIRM, lexed.words))


def read_whole(text: str) -> Reading:
    """The phrases of a cell, where ``3/2026`` alone is a time.

    Weak readings count only where nothing but small words stands beside them. A plan
    says "Thường xuyên trong năm" in fifty cells, so the last few hundred are kept.
    """
    return _read_whole(text) if len(text) > _LONGEST_KEPT else _kept(text)


def _read_whole(text: str) -> Reading:
    lexed = lex(text)
    places, words = list(grammar().parse(lexed.line)), lexed.words
    reading = Reading(lexed, _best(places, _ALL, words))
    if not any(node.kind in WEAK for node in reading.nodes) or _alone(reading):
        return reading
    firm = Reading(lexed, _best(places, _FIRM, words))
    if not any(isinstance(year_in(node.value), int) for node in firm.nodes):
        return firm
    return Reading(lexed, _best(places, _FIRM, words, labels=True))


_LONGEST_KEPT = 120
_kept = lru_cache(maxsize=512)(_read_whole)
_FIRM = SURE | SILENT | UNDATED
_ALL = _FIRM | WEAK
_BESIDE = frozenset(
    {"SESSION", "PLANNED", "LEAD", "CARRY_OUT", "IN", "AT", "OCCASION", "DAY", "ACTION"}
)


def _alone(reading: Reading) -> bool:
    """Whether nothing but stops and small words stands outside the phrases found."""
    if any(node.kind in WEAK and isinstance(node.value, Always) for node in reading.nodes):
        return True
    covered = {i for node in reading.nodes for i in range(node.start, node.end)}
    atoms = reading.lexed.line.atoms
    for place, word in enumerate(reading.lexed.words):
        if place in covered or not word[0].isalnum():
            continue
        small = [a for a in atoms.get(place, ()) if a.kind in _BESIDE]
        if not small:
            return False
        covered |= {i for a in small for i in range(a.start, a.end)}
    return True


def _best(
    places: Iterable[Place], kinds: frozenset[str], words: list[str], *, labels: bool = False
) -> tuple[Node, ...]:
    """Phrases without overlap that cover the most tokens with the fewest phrases.

    A weak one counts in brackets, and with ``labels`` behind a colon ("cấp xã: 14/3; ...")
    or what is done ("bốc thăm 14/8").
    """
    worth = [0.0] * (len(words) + 1)
    choice: list[Node | None] = [None] * len(words)
    filled = len(words)
    for place, here in places:
        worth[place:filled] = [worth[filled]] * (filled - place)
        filled = place
        if here.keys().isdisjoint(_WORTH):
            continue
        best = worth[place]
        for kind, value in _WORTH.items():
            if kind not in here:
                continue
            nodes: Sequence[Node] = here[kind]
            if kind not in kinds:
                nodes = [n for n in nodes if _is_told(n, words, labels)] if kind in WEAK else ()
            for node in nodes:
                end = node[2]
                gain = (end - place) * value - _NODE_COST + worth[end]
                if gain > best:
                    best, choice[place] = gain, node
        worth[place] = best
    return tuple(_chosen(choice))


def _is_told(node: Node, words: list[str], labels: bool) -> bool:
    """Whether what stands around a weak phrase tells it for a time.

    Brackets around a range or list ("Tuần lễ áo dài (01-08/3)"); with ``labels`` a colon and
    a stop around a day too, or what is done on it.
    """
    before, after = words[node.start - 1] if node.start else "", words[node.end : node.end + 1]
    several = isinstance(node.value, Range | Many)
    if before == "(":
        return several and after == [")"]
    if not labels:
        return False
    stops = after in ([], [";"], [","], ["."])
    labelled = before == ":" and stops and (several or isinstance(node.value, Day))
    return labelled or node.rule == ACTION_DAY


def _chosen(choice: list[Node | None]) -> list[Node]:
    found, place = [], 0
    while place < len(choice):
        node = choice[place]
        if node is not None:
            found.append(node)
        place = node.end if node is not None else place + 1
    return found


def repaired(node: Node, lexed: Lexed) -> bool:
    """Whether OCR damage was put right inside the phrase."""
    if any(node.start <= i < node.end for i in lexed.repaired):
        return True
    return _has_slip(node)


_SLIP_KINDS = frozenset({"roman_slip"})
SLIP_RULE = "slip "
"""The names of rules that put damage right start so."""


def _has_slip(node: Node) -> bool:
    stack = [node]
    while stack:
        found = stack.pop()
        if found.value == SLIP or found.kind in _SLIP_KINDS or found.rule.startswith(SLIP_RULE):
            return True
        stack += [child for child in found.children if child is not None]
    return False
