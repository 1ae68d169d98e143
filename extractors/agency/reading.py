"""What one part of a cell says, before anybody knows who it is.

    "Đ/c An - Phó Chủ tịch UBND huyện Phú Lộc (để b/c)" -> the kinds of body called UBND,
    with the place "huyện Phú Lộc"

Posts, persons, orders, purposes and brackets are no part of a body's name. A name that is
not in the registry is kept as it is printed, without its place and its holder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors.agency.groups import is_group, opens_group
from extractors.agency.marks import after_prefix
from extractors.agency.phrases import begins_verb
from extractors.agency.places import Place, kind_at, name_end, place_at, text_of
from extractors.agency.registry import Body
from extractors.agency.scan import Scan
from extractors.text.fold import fold

_NOT_AFTER = frozenset(map(fold, ("cấp", "do")))
"""Words before a kind of place that make it no place: ``cấp xã``, ``do huyện thành lập``."""
_SHOWN = 40
"""Characters shown to the test of how a verb begins."""
ReadingKind = Literal["body", "group", "own", "person", "nobody"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A body, known (``bodies``) or not (``name``); a group; a post of whoever speaks."""

    kind: ReadingKind
    name: str = ""
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    holder: Reading | None = None
    nouns: tuple[str, ...] = ()
    """Of a group: what it is made of, in order."""


def read(scan: Scan) -> Reading:
    """Read a part of a cell; its words are all of the scan."""
    last = _end(scan)
    if not last or scan.says(0, "pointers"):
        return Reading("nobody")
    start = after_prefix(scan, 0, last)
    stands = scan.says(0, "standing") or scan.says(0, "bracketed")
    if stands and (meant := _in_bracket(scan, last, above=0)) is not None:
        return meant
    if start >= last or not scan.tokens[start].is_word:
        person = scan.says(0, "persons") > 0 and not _post_inside(scan, last)
        return Reading("person" if person else "own")
    if any(scan.says(at, "office_posts") > at for at in range(start)):
        return read(Scan.of(f"Văn phòng {scan.part(start, last)}", scan.registry))
    return _body(scan, start, last)


def _post_inside(scan: Scan, last: int) -> bool:
    return any(scan.says(at, "posts") > at for at in range(last))


def _end(scan: Scan) -> int:
    """The token where the part's name ends: before brackets, purposes and actions."""
    last = len(scan.tokens)
    for at in range(last):
        text = scan.tokens[at].text
        stops = text in "([{" or scan.says(at, "purposes") > at
        if at and (stops or closes(scan, at)):
            return at
    return last


def closes(scan: Scan, at: int) -> bool:
    """Whether a verb ends the name before it: ``Phòng Y tế tham dự``."""
    token = scan.tokens[at]
    if token.is_capital or not token.is_word:
        return False
    acts = scan.says(at, "actions") > at or begins_verb(scan.text[token.start :][:_SHOWN])
    return acts and scan.known(at) is None and _is_whole(scan, at)


def _is_whole(scan: Scan, at: int) -> bool:
    start = after_prefix(scan, 0, at)
    found = scan.known(start)
    return found is not None and found.end <= at


def _body(scan: Scan, start: int, last: int) -> Reading:
    found = scan.known(start)
    if is_group(scan, start, last):
        return _group(scan, start, last)
    if found is None or found.end > last:
        return _unknown(scan, start, last)
    of = found.end + _joint(scan, found.end)
    if of < last and opens_group(scan, of, last) and not _named_place(scan, of):
        return _group(scan, start, last)
    name = scan.part(start, found.end)
    if of < last and (held := _holder(scan, of, last)) is not None:
        return Reading("body", name, found.bodies, holder=held)
    places, end = _places(scan, of, last)
    if places:
        end = _after_qualifiers(scan, end)
        whole = Reading("body", name, found.bodies, places)
        return whole if end >= last else _unknown(scan, start, last)
    if _after_qualifiers(scan, found.end) >= last:
        return Reading("body", name, found.bodies)
    return _unknown(scan, start, last)


def _holder(scan: Scan, at: int, last: int) -> Reading | None:
    """The body of a higher rank that holds the one before it: ``Văn phòng|Sở``."""
    if not scan.rank(at) or not scan.tokens[at].is_capital:
        return None
    if scan.known(at) is None and at < last - 1:
        return None
    held = _body(scan, at, last)
    return held if held.kind == "body" else None


def _joint(scan: Scan, at: int) -> int:
    """How many tokens join a body to its holder or place: ``của``, ``/``, ``-``."""
    if scan.says(at, "belonging") > at:
        return scan.says(at, "belonging") - at
    return int(scan.key(at) in ("/", ".", "-", "–", ","))


def _named_place(scan: Scan, at: int) -> bool:
    """``các xã An Bình``: one of a list of places, each with its name."""
    every = scan.says(at, "every")
    kind = kind_at(scan.tokens, every)
    if every == at or kind is None:
        return False
    first = kind[1] + (scan.key(kind[1]) == ":")
    return name_end(scan.tokens, first, scan.begins_known) > first


def _places(scan: Scan, at: int, last: int) -> tuple[tuple[Place, ...], int]:
    """The chain of places from a token on: ``xã An Bình, huyện Phú Lộc``."""
    out: list[Place] = []
    here = scan.says(at, "every") if _named_place(scan, at) else at
    while here < last:
        place = _place(scan, here, first=not out)
        if place is None:
            break
        out.append(place)
        at = place.end
        here = at + (scan.key(at) in (",", "-", "–"))
    return tuple(out), at


def _place(scan: Scan, at: int, *, first: bool) -> Place | None:
    """A place by its kind, or by its name alone right after a known body."""
    kind = kind_at(scan.tokens, at)
    if kind is not None and scan.key(kind[1]) == ":":
        end = name_end(scan.tokens, kind[1] + 1, scan.begins_known)
        return Place(kind[0], text_of(scan.tokens, kind[1] + 1, end), end)
    place = place_at(scan.tokens, at, scan.begins_known)
    if place is not None or not first:
        return place if place is None or first or place.name else None
    end = name_end(scan.tokens, at, scan.begins_known)
    return Place("", text_of(scan.tokens, at, end), end) if end > at else None


_TERM = re.compile(r"[IVXLC]+|\d{1,2}|(?:19|20)\d\d")


def _after_term(scan: Scan, at: int) -> int:
    """Past the term of a body that is elected: ``khóa XII``, ``nhiệm kỳ 2020 - 2025``."""
    named = scan.says(at, "terms")
    if named == at or named >= len(scan.tokens) or not _TERM.fullmatch(scan.tokens[named].text):
        return at
    end = named + (3 if scan.key(named + 1) in ("-", "–", "/") else 1)
    again = _after_term(scan, end + 1) if scan.key(end) == "," else end
    return again if again > end + 1 else end


def _after_qualifiers(scan: Scan, at: int) -> int:
    after = _after_term(scan, scan.says(at, "qualifiers"))
    while after < len(scan.tokens) and not scan.tokens[after].is_word:
        after += 1
    return after


def _unknown(scan: Scan, start: int, last: int) -> Reading:
    """A name that no row has: without the body or the place that it ends with."""
    own = scan.rank(start)
    for at in range(_after_head(scan, start), last):
        joined = _joint(scan, at)
        first = at + joined
        higher = scan.rank(first) > own and (joined or scan.rank(first) >= 3 or own)
        if first < last and higher and (held := _holder(scan, first, last)) is not None:
            return Reading("body", _name(scan, start, at), holder=held)
        if kind_at(scan.tokens, first) is not None:
            places, end = _places(scan, first, last)
            if places and _after_qualifiers(scan, end) >= last:
                return Reading("body", _name(scan, start, at), places=places)
    return Reading("body", _name(scan, start, last), holder=_in_bracket(scan, last, above=own))


def _after_head(scan: Scan, start: int) -> int:
    """The first token at which a name can end: ``Tổ`` alone is none, an abbreviation is."""
    return start + (1 if scan.tokens[start].is_abbreviation or not scan.rank(start) else 2)


def _in_bracket(scan: Scan, last: int, *, above: int) -> Reading | None:
    """The body of a rank above another that brackets name: ``Phòng Thi đua (Sở Nội vụ)``."""
    if scan.key(last) != "(" or scan.rank(last + 1) <= above:
        return None
    close = next((i for i, t in enumerate(scan.tokens) if t.text == ")"), len(scan.tokens))
    found = scan.known(last + 1)
    return _holder(scan, last + 1, close) if found is not None and found.end <= close else None


def _name(scan: Scan, start: int, end: int) -> str:
    while end > start + 1 and not scan.tokens[end - 1].is_word:
        end -= 1
    return scan.part(start, end)


def _group(scan: Scan, start: int, last: int) -> Reading:
    """The nouns of a group, and whom or where it belongs to."""
    found = scan.known(start)
    head = found if found and scan.says(start, "every") == start and _is_head(scan, start) else None
    at = head.end if head else start
    nouns: list[list[str]] = [[]]
    holder: Reading | None = None
    places: tuple[Place, ...] = ()
    while at < last:
        if holder is None and not places and (belongs := _belongs(scan, at, last, nouns)):
            holder, places, at = belongs
        elif scan.says(at, "every") > at:
            at = scan.says(at, "every")
        elif (after := scan.says(at, "qualifiers")) > at:
            nouns[-1] += [t.text.lower() for t in scan.tokens[at:after]]
            at = _next_belonging(scan, after, last)
        elif (after := scan.says(at, "belonging")) > at and (after >= last or not nouns[-1]):
            at = after
        elif not scan.tokens[at].is_word or scan.key(at) == "và":
            nouns.append([])
            at += 1
        else:
            kind = kind_at(scan.tokens, at)
            end = max(at + 1, kind[1] if kind else 0)
            nouns[-1] += [
                t.text if t.is_abbreviation else t.text.lower() for t in scan.tokens[at:end]
            ]
            at = end
    words = tuple(" ".join(n) for n in nouns if n)
    bodies = head.bodies if head else ()
    return Reading("group", scan.part(start, last), bodies, places, holder, words)


def _next_belonging(scan: Scan, at: int, last: int) -> int:
    """Past what a sentence goes on with after ``có liên quan``."""
    return next((i for i in range(at, last) if scan.says(i, "belonging") > i), last)


def _is_head(scan: Scan, start: int) -> bool:
    """Whether a group is of bodies with one name: ``UBND các xã``, not ``Các phòng``."""
    return scan.tokens[start].is_capital


def _belongs(
    scan: Scan, at: int, last: int, nouns: list[list[str]]
) -> tuple[Reading | None, tuple[Place, ...], int] | None:
    """The body or place a group belongs to, where one stands at a token."""
    of = scan.says(at, "belonging")
    if of == at and (not nouns[-1] or fold(nouns[-1][-1]) in _NOT_AFTER):
        return None
    if scan.begins_known(of) and (of > at or scan.rank(of) >= 3):
        found = scan.known(of)
        places, end = _places(scan, found.end, last) if found else ((), of)
        held = Reading("body", scan.part(of, end), found.bodies if found else (), places)
        return held, (), end
    if of == last - 1 and scan.rank(of) >= 3 and scan.tokens[of].is_capital:
        return Reading("body", scan.part(of, last)), (), last
    kind = kind_at(scan.tokens, of)
    if kind is None or scan.key(kind[1]) in (",", "/", "và"):
        return None
    places, end = _places(scan, of, last)
    return (None, places, end) if places else None
