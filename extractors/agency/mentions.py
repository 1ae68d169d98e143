"""Bodies named in running text: where each name stands, before anybody knows who it is.

    "giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành liên quan"
          ^^^^^^^^^                       ^^^^^^^^^^^^^^^^^^^^^^^

A known name is taken as the registry has it, with its place. Any other begins with a word
for a body (Trung tâm, Ban Chỉ đạo), goes on over capitalised words and the small words
inside them, and stops before a verb, a mark, or a word that joins clauses.
"""

from __future__ import annotations

from extractors.agency import registry as registries
from extractors.agency.names import begins_area
from extractors.agency.phrases import begins_verb
from extractors.agency.places import place_at
from extractors.agency.scan import Scan
from extractors.text.normalise import composed

_SHOWN = 60
"""Characters shown to the test of how a verb begins."""
_SMALL_IN_A_ROW = 4
"""Lower-case syllables a name holds after a capital: Chỉ đạo chuyển đổi số."""
_LONGEST = 30
"""Tokens; a group with its places takes up to about twenty."""


def find_bodies(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the bodies named in ``text``, in order, none over another."""
    whole, offsets = composed(text)
    scan = Scan.of(whole, registries.load())
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(scan.tokens):
        end = _end(scan, at)
        if end > at:
            last = scan.tokens[end - 1].end
            found.append((offsets[scan.tokens[at].start], offsets[last]))
        at = max(end, at + 1)
    return found


def _end(scan: Scan, at: int) -> int:
    """The token after a body's name that begins at a token; ``at`` where none does."""
    if scan.says(at, "every") > at:
        return _group_end(scan, at)
    if not scan.begins(at) or _in_number(scan, at):
        return at
    known = scan.known(at)
    if known is None:
        return at if scan.says(at, "posts") > at else _unknown_end(scan, at)
    if scan.rank(known.end) == 4 and (holder := scan.known(known.end)) is not None:
        known = holder
    group = _group_end(scan, known.end)
    if group > known.end:
        return group
    place = place_at(scan.tokens, known.end, scan.begins_known)
    if place is not None:
        return place.end
    return at if scan.says(at, "ordinary") == known.end else known.end


def _in_number(scan: Scan, at: int) -> bool:
    """The letters of a document's number: ``12/UBND-NC``."""
    before = scan.tokens[at - 1] if at else None
    return before is not None and before.text in "/-" and before.end == scan.tokens[at].start


def _group_end(scan: Scan, at: int) -> int:
    """After ``các sở, ban, ngành liên quan``; one bare noun (``các cấp``) names no body."""
    end = scan.says(at, "every")
    nouns = 0
    here = end
    while end > at and (noun := scan.says(here, "group_nouns")) > here:
        nouns, end = nouns + 1, noun
        here = end + (scan.key(end) in (",", "và", "/"))
        if here == end:
            break
    qualified = _qualified_end(scan, end)
    return qualified if nouns > 1 or (nouns and qualified > end) else at


def _qualified_end(scan: Scan, at: int) -> int:
    """After what narrows a group: its place, its holder, ``có liên quan``."""
    of = scan.says(at, "belonging")
    if (known := scan.known(of) if of > at and scan.begins(of) else None) is not None:
        of = at = known.end
    if (place := place_at(scan.tokens, of, scan.begins_known)) is not None:
        at = place.end
    return scan.says(at, "qualifiers")


def _unknown_end(scan: Scan, at: int) -> int:
    """After a name that is not known; ``at`` where nothing but its first word is left."""
    end, small = at + 1, 0
    here = end
    while here < min(len(scan.tokens), at + _LONGEST):
        token = scan.tokens[here]
        if token.text in "-–&" or token.key == "và":
            if not _goes_on(scan, here + 1):
                break
        elif not token.is_word or _stops(scan, here):
            break
        else:
            small = 0 if token.is_capital or begins_area(token.text) else small + 1
            if small > _SMALL_IN_A_ROW:
                break
            end = here + 1
        here += 1
    return end if end > at + 1 or scan.tokens[at].is_abbreviation else at


def _goes_on(scan: Scan, at: int) -> bool:
    """Whether what follows a dash or ``và`` still belongs to the name before it."""
    return at < len(scan.tokens) and scan.tokens[at].is_capital and not scan.begins(at)


def _stops(scan: Scan, at: int) -> bool:
    """Whether a verb, a joining word or another body begins at a token."""
    if scan.says(at, "joining") > at or scan.says(at, "every") > at or scan.begins_known(at):
        return True
    start = scan.tokens[at].start
    return begins_verb(scan.text[start : start + _SHOWN])
