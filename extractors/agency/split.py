"""Which bodies a cell names: where each one stands.

    "Sở Nội vụ, Tài chính và UBND các huyện; các phòng, ban, ngành"
     ^^^^^^^^^  ^^^^^^^^^    ^^^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^^^^^

A comma or ``và`` parts two bodies only where another one begins: they stand inside names,
too (Phòng Kinh tế, Hạ tầng và Đô thị), and inside groups, which stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractors.agency.groups import begins_anew, group_end, is_group, opens_group
from extractors.agency.marks import (
    ALWAYS,
    BETWEEN,
    BRACKETS,
    after_between,
    after_bracket,
    after_prefix,
    is_between,
)
from extractors.agency.places import kind_at, name_end, place_at
from extractors.agency.scan import Scan
from extractors.agency.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Part:
    """One body or group as printed: half-open offsets; ``head`` is the word it shares.

    ``Sở Nội vụ, Tài chính``: the second part is ``Tài chính`` with the head ``Sở``.
    """

    start: int
    end: int
    head: str = ""


class _Item(NamedTuple):
    """A part in tokens, and the head that the next part may share."""

    start: int
    end: int
    next_head: str = ""
    head: str = ""
    forced: bool = False
    """Whether every part up to the next ``;`` has the head: ``Thường trực: …``."""


def split(scan: Scan, start: int = 0, end: int | None = None) -> list[Part]:
    """The parts of a text between two offsets, in order."""
    stop = len(scan.text) if end is None else end
    tokens = [i for i, t in enumerate(scan.tokens) if start <= t.start and t.end <= stop]
    at, last = (tokens[0], tokens[-1] + 1) if tokens else (0, 0)
    parts: list[Part] = []
    head, forced = "", False
    while (at := after_between(scan, at, last)) < last:
        item = _under(scan, at, last, head) if forced else _item(scan, at, last, head)
        forced = (forced or item.forced) and scan.key(item.end) not in ALWAYS
        if not _is_label(scan, item, last):
            parts.append(_part(scan, item))
        at, head = max(item.end, at + 1), item.next_head
    return [p for p in parts if any(c.isalpha() for c in scan.text[p.start : p.end])]


def _is_label(scan: Scan, item: _Item, last: int) -> bool:
    """``Các hội: Hội Nghề cá, …``: a group that only announces the bodies after it."""
    return item.end < last and scan.key(item.end) == ":" and is_group(scan, item.start, item.end)


def _part(scan: Scan, item: _Item) -> Part:
    """Offsets of an item without marks at its ends; a closing bracket stays."""
    start, end = item.start, item.end
    while end > start + 1 and _hangs(scan, start, end):
        end -= 1
    return Part(scan.tokens[start].start, scan.tokens[end - 1].end, item.head)


def _hangs(scan: Scan, start: int, end: int) -> bool:
    """A mark at the end of an item that belongs to no bracket of its own."""
    mark = scan.tokens[end - 1].text
    if mark in ")]”":
        return not any(t.text in BRACKETS for t in scan.tokens[start:end])
    return mark in BETWEEN or mark in BRACKETS


def _item(scan: Scan, at: int, last: int, head: str) -> _Item:
    """The body or group that begins at a token."""
    start = after_prefix(scan, at, last)
    if headed := _headed(scan, at, last):
        return headed
    if start > at and (start >= last or not scan.tokens[start].is_word):
        return _Item(at, _known_end(scan, start, last, ""))
    if listed := _listed(scan, start, last):
        return listed
    if is_group(scan, start, last):
        return _Item(at, group_end(scan, start, last))
    if head and start == at and not scan.begins(at):
        return _sharing(scan, at, last, head)
    found = scan.known(start)
    if found is None:
        return _Item(at, _unknown_end(scan, start, last, head))
    organ = any(b.level == "committee" for b in found.bodies)
    body = scan.part(start, found.end)
    end, places = _tail(scan, found.end, last, body, least=3 if organ else 4)
    shared = places or _head(scan, start)
    return _Item(at, _known_end(scan, end, last, shared), shared)


def _sharing(scan: Scan, at: int, last: int, head: str) -> _Item:
    """A part that leaves out the head it shares: ``Tài chính``, ``xã An Bình``, ``An Bình``."""
    body = _without_kind(head)
    place = place_at(scan.tokens, at, scan.begins_known)
    if place is not None and place.name:
        return _Item(at, _known_end(scan, place.end, last, head), head, body)
    found = scan.known(at, head)
    if found is not None:
        end, places = _tail(scan, found.end, last, head)
        return _Item(at, _known_end(scan, end, last, places or head), places or head, head)
    if body != head:
        end = name_end(scan.tokens, at, scan.begins_known)
        return _Item(at, _known_end(scan, max(end, at + 1), last, head), head, head)
    return _Item(at, _unknown_end(scan, at, last, head), head)


def _listed(scan: Scan, at: int, last: int) -> _Item | None:
    """``các Sở: Nội vụ, Tài chính``: the first of a list whose head stands before it."""
    noun = scan.says(at, "every")
    after = scan.says(noun, "heads")
    if noun in (at, after) or after >= last:
        return None
    head = scan.part(noun, after)
    first = after + (scan.key(after) == ":")
    found = scan.known(first, head)
    if found is None or not scan.tokens[first].is_capital:
        return None
    start = first if first > after else noun
    end, place_head = _tail(scan, found.end, last, scan.part(noun, found.end))
    return _Item(start, end, place_head or head, head if start == first else "")


def _headed(scan: Scan, at: int, last: int) -> _Item | None:
    """``Thường trực: Huyện ủy, HĐND huyện``: the first of a list, each with the head."""
    colon = scan.says(at, "colon_heads")
    if colon == at or scan.key(colon) != ":" or not scan.begins_known(colon + 1):
        return None
    return _under(scan, colon + 1, last, scan.part(at, colon))


def _under(scan: Scan, at: int, last: int, head: str) -> _Item:
    """A part of such a list; the head is its own, whatever it begins with."""
    found = scan.known(at, head) or scan.known(at)
    end = _tail(scan, found.end, last, "")[0] if found else at + 1
    return _Item(at, _known_end(scan, end, last, head), head, head, forced=True)


def _head(scan: Scan, start: int) -> str:
    """The word a known name begins with, which names after it may share: ``Sở``."""
    return scan.part(start, scan.says(start, "heads"))


def _tail(scan: Scan, at: int, last: int, body: str, *, least: int = 4) -> tuple[int, str]:
    """The token after the places and holders of a body, and the head that places share.

    ``least`` is how high a holder stands that follows without a mark: an organ's may be an
    association (Ban Thường vụ LĐLĐ huyện), another body's is a committee or a ministry.
    """
    of = at + (scan.reads(at, "của", "thuộc") or _is_joint(scan, at))
    if of < last and opens_group(scan, of, last) and not begins_anew(scan, of):
        return _places_listed(scan, of, last, body) or (group_end(scan, of, last), "")
    place = place_at(scan.tokens, of, scan.begins_known)
    if place is not None and place.end <= last:
        return _chain(scan, place.end, last, named=bool(place.name)), _place_head(
            body, place.kind, place.name
        )
    if of < last and (held := scan.known(of)) is not None and scan.rank(of) >= least:
        return _tail(scan, held.end, last, "")[0], ""
    named = name_end(scan.tokens, of, scan.begins_known)
    whole = named > of and (named >= last or not scan.tokens[named].is_word)
    return (min(named, last) if whole else at), ""


def _is_joint(scan: Scan, at: int) -> bool:
    """The mark inside ``TT/HU``, ``TT. Huyện ủy``: an organ's abbreviation and its committee."""
    return (
        scan.key(at) in ("/", ".", "-")
        and scan.tokens[at - 1].is_abbreviation
        and scan.rank(at + 1) == 4
    )


def _place_head(body: str, kind: str, name: str) -> str:
    return f"{body} {kind}" if name and body else ""


def _places_listed(scan: Scan, at: int, last: int, body: str) -> tuple[int, str] | None:
    """``UBND các xã: An Bình, Tân Hòa``: after the first of the places."""
    kind = kind_at(scan.tokens, scan.says(at, "every"))
    if kind is None or kind[1] >= last:
        return None
    first = kind[1] + (scan.key(kind[1]) == ":")
    end = name_end(scan.tokens, first, scan.begins_known)
    return (end, f"{body} {kind[0]}") if end > first else None


def _chain(scan: Scan, at: int, last: int, *, named: bool) -> int:
    """After the larger places: ``xã An Bình, huyện Phú Lộc, tỉnh Hà Vân``."""
    while named and at + 1 < last and scan.tokens[at].text in ",-–":
        larger = place_at(scan.tokens, at + 1, scan.begins_known)
        if larger is None or not larger.name or larger.kind in ("xã", "phường", "thị trấn"):
            break
        at = larger.end
    return at


def _known_end(scan: Scan, at: int, last: int, head: str) -> int:
    """After what may follow a known name: brackets, a purpose, a holder; before the next body."""
    while at < last:
        token = scan.tokens[at]
        if token.text in BRACKETS:
            at = after_bracket(scan, at, last)
        elif token.text in ALWAYS or scan.begins_known(at) or begins_anew(scan, at):
            break
        elif is_between(scan, at):
            after = after_between(scan, at, last)
            if after >= last or _begins_another(scan, after, last, head):
                break
            at = after
        else:
            at += 1
    return min(at, last)


def _unknown_end(scan: Scan, start: int, last: int, head: str) -> int:
    """After a name that is not known: up to where another body begins."""
    at = start + 1
    while at < last:
        token = scan.tokens[at]
        if token.text in BRACKETS:
            at = after_bracket(scan, at, last)
        elif token.text in ALWAYS:
            break
        elif is_between(scan, at):
            after = after_between(scan, at, last)
            held = token.text in "-–" and scan.rank(after) > scan.rank(start)
            if after >= last or (not held and _begins_another(scan, after, last, head)):
                break
            if at == start + 1 and _are_abbreviations(scan, start, after):
                break
            at = after
        elif token.is_capital and scan.begins_known(at) and scan.rank(at) <= scan.rank(start):
            break
        else:
            at += 1
    return min(at, last)


def _are_abbreviations(scan: Scan, first: int, second: int) -> bool:
    """``LĐVP, CV`` are two; ``CB,CC,VC`` without spaces is one."""
    apart = scan.tokens[second].start > scan.tokens[second - 1].end
    return apart and scan.tokens[first].is_abbreviation and scan.tokens[second].is_abbreviation


def _begins_another(scan: Scan, at: int, last: int, head: str) -> bool:
    """Whether another body begins after a mark or a conjunction."""
    if scan.says(at, "every") > at or scan.says(at, "persons") > at or scan.begins(at):
        return True
    if is_group(scan, at, last):
        return True
    if not head:
        return False
    if scan.known(at, head) is not None:
        return True
    kind = kind_at(scan.tokens, at)
    if kind is not None:
        return kind[1] < last and scan.tokens[kind[1]].is_capital
    return _without_kind(head) != head and scan.tokens[at].is_capital


def _without_kind(head: str) -> str:
    """``UBND xã`` without its kind of place: what ``thị trấn An Bình`` shares with it."""
    words = tokenise(head)
    kinds = (i for i in range(1, len(words)) if kind_at(words, i) is not None)
    cut = next(kinds, None)
    return head if cut is None else head[: words[cut].start].rstrip()
