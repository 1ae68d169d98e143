"""The signature: by what authority, in which post, by whom (annex I, II.7 of NĐ 30/2020)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.agency.names import begins_position
from extractors.recipients import recipient_paragraphs
from extractors.text.fold import is_upper
from extractors.zones import AUTHORITY, is_name
from schemas.layout import Paragraph, Passage
from schemas.record import Signature

_BANNER_OPENS = re.compile(
    r"(?:người ký|được ký bởi|ký bởi|signature|thời gian ký|ký số)\b", re.IGNORECASE
)
_BANNER_ENDS = re.compile(r"\d\d:\d\d:\d\d")
_MARKS = {"T/M": "TM", "K/T": "KT", "T/L": "TL", "T/UQ": "TUQ"}
_ACTING = "Q"
"""Quyền: the signer holds the post himself, for the time being."""
_DEPUTY = re.compile(r"\sPHÓ\s.+$")
"""``KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC`` on one line, as 22 of 168 real blocks have it."""
_LONG_POST = 3
"""Words: a post of fewer fills no line."""
_SIGNED = re.compile(r"\(?\s*đã ký\s*\)?$", re.IGNORECASE)


def read_signature(foot: Sequence[Paragraph]) -> Signature | None:
    """The author's signature; None where nobody signs."""
    listed = {id(p) for p in recipient_paragraphs(foot)}
    lines = [line.passage for p in foot if id(p) not in listed for line in p.lines]
    lines, banner = _without_banner([line for line in lines if re.search(r"\w", line.text)])
    lines = _first_block(lines)
    marks = [(i, m) for i, line in enumerate(lines) if (m := AUTHORITY.match(line.text))]
    after = marks[-1][0] + 1 if marks else 0
    name = _name(lines, after)
    position = _acting(lines, marks) or _position(lines, after)
    if not marks and position is None:
        return None
    behalf = _behalf(lines, marks[0]) if marks and marks[0][1]["mark"] != _ACTING else None
    parts = {
        "authority": lines[marks[0][0]] if marks else None,
        "on_behalf_of": behalf,
        "position": position,
        "name": name,
    }
    return Signature(
        authority=_mark(marks[0][1]["mark"]) if marks else None,
        on_behalf_of=behalf.text if behalf else None,
        position=position.text if position else None,
        name=name.text if name else None,
        digital=" ".join(line.text for line in banner) or None,
        source=Passage.join([p for p in parts.values() if p]).source("signature"),
        sources={n: p.source(f"signature.{n}") for n, p in parts.items() if p},
    )


def _mark(printed: str) -> str:
    return _MARKS.get(printed, printed) + "."


def _first_block(lines: Sequence[Passage]) -> list[Passage]:
    """From the first mark or post to the first name after it."""
    start = next((i for i, line in enumerate(lines) if _opens(line.text)), None)
    if start is None:
        return []
    name = next((i for i in range(start + 1, len(lines)) if is_signer(lines[i].text)), None)
    return list(lines[start : len(lines) if name is None else name + 1])


def _opens(text: str) -> bool:
    return AUTHORITY.match(text) is not None or (begins_position(text) and is_upper(text))


def is_signer(text: str) -> bool:
    """Whether a line is a person's name as signers print it, not in capitals."""
    return is_name(text) and not is_upper(text)


def _behalf(lines: Sequence[Passage], first: tuple[int, re.Match[str]]) -> Passage | None:
    """What follows the topmost mark: the body, or the head who is stood in for."""
    at, match = first
    deputy = _DEPUTY.search(lines[at].text)
    parts = [lines[at].part(match.end(), deputy.start() if deputy else None)]
    for line in lines[at + 1 :]:
        if AUTHORITY.match(line.text) or begins_position(line.text) or not is_upper(line.text):
            break
        parts.append(line)
    return Passage.join(parts)


def _acting(lines: Sequence[Passage], marks: Sequence[tuple[int, re.Match[str]]]) -> Passage | None:
    """The post after ``Q.``, with the mark where another stands above: ``TM. …, Q. CHỦ TỊCH``."""
    if not marks or marks[-1][1]["mark"] != _ACTING:
        return None
    at, match = marks[-1]
    return lines[at].part(match.end() if len(marks) == 1 else 0)


def _position(lines: Sequence[Passage], start: int) -> Passage | None:
    """The first post after the marks; ``KT. CHỦ TỊCH`` and ``PHÓ CHỦ TỊCH`` may share a line."""
    for i, line in enumerate(lines[start:], start=start):
        if is_upper(line.text) and begins_position(line.text):
            return Passage.join([line, *_rest_of_post(lines, i)])
    if start and (shared := _DEPUTY.search(lines[start - 1].text)):
        return lines[start - 1].part(shared.start())
    return None


def _rest_of_post(lines: Sequence[Passage], at: int) -> list[Passage]:
    """The line that a long post runs on to: ``TRƯỞNG PHÒNG QUẢN LÝ`` + ``VĂN HOÁ``.

    Only above a name: a name may itself be printed in capitals.
    """
    if at + 2 >= len(lines) or len(lines[at].text.split()) < _LONG_POST:
        return []
    rest, signer = lines[at + 1], lines[at + 2]
    own = begins_position(rest.text) or AUTHORITY.match(rest.text) or _SIGNED.match(rest.text)
    goes_on = is_upper(rest.text) and not own and is_signer(signer.text)
    return [rest] if goes_on else []


def _name(lines: Sequence[Passage], start: int) -> Passage | None:
    for line in lines[start:]:
        if is_signer(line.text) and not _SIGNED.match(line.text):
            return line
    return None


def _without_banner(lines: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Set the banner of a digital signature apart: it names a body and holds a date of its own."""
    kept: list[Passage] = []
    banner: list[Passage] = []
    inside = False
    for line in lines:
        inside = inside or _BANNER_OPENS.match(line.text) is not None
        (banner if inside else kept).append(line)
        inside = inside and not _BANNER_ENDS.search(line.text)
    return kept, banner
