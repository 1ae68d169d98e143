"""Marks and conjunctions between bodies, brackets after them, and what stands before them."""

from __future__ import annotations

from extractors.agency.scan import Scan

BETWEEN = frozenset(",;./+-–—&•*|:)")
ALWAYS = frozenset(";|•")
"""Marks that part two bodies whatever follows."""
BRACKETS = {"(": ")", "[": "]", "“": "”"}
_BEFORE_BODIES = ("orders", "posts", "whole_posts", "standing")


def after_between(scan: Scan, at: int, last: int) -> int:
    """The first token at or after ``at`` that is no mark and no conjunction."""
    while at < last:
        after = scan.says(at, "conjunctions")
        if after > at:
            at = after
        elif scan.tokens[at].text in BETWEEN:
            at += 1
        else:
            break
    return at


def is_between(scan: Scan, at: int) -> bool:
    """A mark or a conjunction; a dot only where it ends something longer than a letter or two."""
    token = scan.tokens[at]
    if token.text == ".":
        before = scan.tokens[at - 1]
        return not (before.is_abbreviation and len(before.text) <= 3) and len(before.text) > 1
    return token.text in BETWEEN or scan.says(at, "conjunctions") > at


def after_bracket(scan: Scan, at: int, last: int) -> int:
    close = BRACKETS[scan.tokens[at].text]
    found = (i for i in range(at + 1, last) if scan.tokens[i].text == close)
    return next(found, last - 1) + 1


def after_prefix(scan: Scan, at: int, last: int) -> int:
    """The token after orders, persons and posts: ``Đ/c An - Phó Chủ tịch|UBND huyện``."""
    here = at
    while here < last:
        after = max(scan.says(here, kind) for kind in _BEFORE_BODIES)
        if (person := scan.says(here, "persons")) > here:
            after = _after_person(scan, person, last)
        found = scan.known(here)
        if after == here or (found is not None and found.end > after):
            break
        here = after + (scan.key(after) == ".")
        joined = after_between(scan, here, last)
        follows = scan.says(joined, "posts") > joined
        if joined > here and (follows or (scan.key(here) == "/" and scan.begins(joined))):
            here = joined
    return min(here, last)


def _after_person(scan: Scan, at: int, last: int) -> int:
    """After a person's name, and the dash or comma before the person's post or body."""
    end = at + (scan.key(at) in (":", "."))
    if scan.says(end, "posts") > end:
        return end
    while end < last and scan.tokens[end].is_capital and not scan.begins_known(end):
        end += 1
    after = after_between(scan, end, last)
    follows = scan.says(after, "posts") > after or scan.begins(after)
    return after if after > end and follows else end
