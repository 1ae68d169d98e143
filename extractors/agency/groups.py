"""Groups of bodies, which stay whole: ``các phòng, ban, ngành``, ``UBND các xã, thị trấn``."""

from __future__ import annotations

from extractors.agency.marks import ALWAYS, BRACKETS, after_between, after_bracket, is_between
from extractors.agency.places import kind_at
from extractors.agency.scan import Scan


def is_group(scan: Scan, at: int, last: int) -> bool:
    """``Các …``, or nouns such as ``đơn vị`` that no name follows."""
    if scan.says(at, "every") > at:
        return True
    after = scan.says(at, "group_nouns")
    if after == at or scan.reads(at, "tỉnh", "huyện"):
        return False
    if after >= last:
        plain = after - at > 1 or not scan.tokens[at].is_capital
        return plain and not scan.begins_known(at)
    if scan.says(after, "qualifiers") > after or scan.reads(after, "thuộc", "trực"):
        return True
    if scan.says(after, "describing") > after and not scan.begins_known(at):
        return True
    joined = after_between(scan, after, last)
    return (
        joined > after and scan.says(joined, "group_nouns") > joined and not scan.begins_known(at)
    )


def opens_group(scan: Scan, at: int, last: int) -> bool:
    """``các xã``, ``cấp xã``, ``xã, thị trấn``: several places and none of them named."""
    if scan.says(at, "every") > at or scan.says(at, "level_mark") > at:
        return True
    kind = kind_at(scan.tokens, at)
    if kind is None or kind[1] >= last or scan.tokens[kind[1]].text not in ",/":
        return False
    second = kind[1] + 1
    if scan.begins_known(second):
        return False
    return kind_at(scan.tokens, second) is not None or scan.says(second, "group_nouns") > second


def group_end(scan: Scan, start: int, last: int) -> int:
    """After a group: over its nouns, however capitalised, up to a body with a name."""
    at = start + 1
    while at < last:
        token = scan.tokens[at]
        if token.text in BRACKETS:
            at = after_bracket(scan, at, last)
        elif token.text in ALWAYS or token.text == ":":
            break
        elif is_between(scan, at):
            after = after_between(scan, at, last)
            if after >= last or _leaves_group(scan, after, last):
                break
            at = after
        elif _stands_beside(scan, at):
            break
        else:
            at += 1
    return min(at, last)


def _leaves_group(scan: Scan, at: int, last: int) -> bool:
    if scan.says(at, "every") > at:
        return True
    after = scan.says(at, "group_nouns")
    plain = after > at and (after >= last or not scan.tokens[after].is_capital)
    letters = scan.tokens[at].is_abbreviation and scan.known(at) is None  # MN, TH, THCS
    return not plain and not letters and scan.begins(at)


def _stands_beside(scan: Scan, at: int) -> bool:
    """A known body after a group without a mark between, and not the group's holder."""
    if not scan.tokens[at].is_capital or not scan.begins_known(at):
        return False
    if scan.reads(at - 1, "thuộc", "của", "tại", "do", "cấp", "các", "những"):
        return False
    return 0 < scan.rank(at) < 3


def begins_anew(scan: Scan, at: int) -> bool:
    """``Phòng Nội vụ Các phòng, ban``: a capital where a group would go on in small letters."""
    return scan.tokens[at].is_capital and scan.says(at, "every") > at
