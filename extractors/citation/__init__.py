"""The grounds of a document: what its preamble rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.agency.names import begins_body
from extractors.citation.heads import heads
from extractors.citation.keys import key_of
from extractors.citation.rules import (
    Citation,
    clause_end,
    complete,
    mentions,
    opener_pattern,
    relation_of,
    share,
)
from extractors.outline import Outline, sections
from extractors.text.fold import fold
from extractors.text.letters import CAPITAL
from schemas.layout import Paragraph, Passage
from schemas.record import Basis

__all__ = ["Citation", "mentions", "read_bases"]

_JOINED = re.compile(r"(?:[;,]|\bvà|\bcùng|^|[-–+*])\s*(?:các\s+)?$", re.IGNORECASE)
"""What stands before a document cited beside another, not inside its subject."""
_JOINING_WORDS = re.compile(r"[\s,;]*(?:và|cùng)?\s*(?:các)?\s*$")
_ISSUED_BY = re.compile(
    r"(?:đề nghị|ý kiến|đề xuất|báo cáo|chỉ đạo) của (?P<issuer>.+?)\s+(?:tại|trong|theo)\s*$",
    re.IGNORECASE,
)
_BASED = "Căn cứ"
_GROUNDS = re.compile(
    "^"
    + fold(
        r"(?:các )?(?:căn cứ|cơ sở)(?: (?:pháp lý|thực tiễn|xây dựng|lập|ban hành|để|thực hiện).*)?"
    )
    + "$"
)
"""A section of grounds: ``I. CĂN CỨ XÂY DỰNG KẾ HOẠCH``, ``1. Cơ sở pháp lý``."""
_ENCLOSED = re.compile(
    rf"(?P<subject>[{CAPITAL}].+?)"
    r"\s*[,(]?\s*(?:được\s+)?(?:ban hành\s+)?kèm theo\s*$"
)
_OPERATIVE = re.compile(
    r"\b(?:như sau|sau đây|ban hành|xây dựng|yêu cầu|đề nghị|thông báo|hướng dẫn|tổ chức"
    r"|triển khai|có ý kiến|báo cáo)\b"
)


def read_bases(preamble: Sequence[Paragraph], outline: Outline | None = None) -> tuple[Basis, ...]:
    """One entry for each document the preamble rests on, then those of a section of grounds."""
    out = _of_paragraphs(preamble, listed=None)
    if outline is not None:
        for heading in sections(outline, _GROUNDS):
            below = [i.paragraph for i in outline.items if heading in outline.path(i)]
            out += _of_paragraphs(below, listed=_BASED)
    return tuple(out)


def _of_paragraphs(paragraphs: Sequence[Paragraph], *, listed: str | None) -> list[Basis]:
    """``listed`` is the opener of a list that goes on over several paragraphs."""
    out: list[Basis] = []
    always = listed
    for paragraph in paragraphs:
        out += _of_paragraph(paragraph.passage, listed=listed)
        opens = opener_pattern().match(paragraph.text)
        goes_on = paragraph.text.rstrip().endswith((";", ":", ","))
        listed = (opens["opener"] if opens else listed) if goes_on else always
    return out


def _of_paragraph(passage: Passage, *, listed: str | None) -> list[Basis]:
    text = passage.text
    words = {m.start("opener"): m["opener"] for m in opener_pattern().finditer(text)}
    if listed and not words:
        words = {0: listed}
    openers = list(words)
    cited: list[Citation] = []
    starts: list[int] = []
    found = heads(text)
    for i, head in enumerate(found):
        opener = max((o for o in openers if o <= head.start), default=None)
        if opener is None or (head.leader is not None and head.leader not in starts):
            continue
        if not _rests(text, opener, head.start, bool(starts) and starts[-1] >= opener):
            continue
        beside = (h for h in found[i + 1 :] if h.leader in (None, head.leader, head.start))
        stop = _stop(text, head.end, [h.start for h in beside])
        cited.append(
            _with_context(
                text,
                opener,
                complete(text, head, stop=stop),
                first=not starts or starts[-1] < opener,
            )
        )
        starts.append(head.start)
    return [_basis(passage, c, words) for c in share(cited, text)]


def _rests(text: str, opener: int, at: int, another_before: bool) -> bool:
    """Whether a document is a ground itself, rather than cited inside another's subject."""
    between = text[opener:at]
    if ". " in between.replace("TT. ", ""):
        return False
    if not another_before:
        return True
    return _JOINED.search(_before(text, at)) is not None


def _before(text: str, at: int) -> str:
    """The last characters before an offset: enough for a joining word, never a whole page."""
    return text[max(at - 40, 0) : at]


def _stop(text: str, after: int, following: Sequence[int]) -> int:
    """Where what is said of a document ends: the clause, the next ground, or what is ordered."""
    stop = clause_end(text, after)
    for start in following:
        before = _before(text, start)
        if start < stop and _JOINED.search(before):
            stop = start - len(before) + len(_JOINING_WORDS.sub("", before))
            break
    for match in re.finditer(r",\s+(?:và\s+)?|\s+và\s+(?=xét\b|căn cứ\b)", text[after:stop]):
        rest = text[after + match.end() : stop]
        if opener_pattern().match(rest) or (begins_body(rest) and _OPERATIVE.search(rest)):
            return after + match.start()
    return stop


def _with_context(text: str, opener: int, citation: Citation, *, first: bool) -> Citation:
    """Issuer or subject that stand before the document (``đề nghị của X tại Tờ trình …``)."""
    before = text[opener : citation.span[0]]
    if not first:
        return citation
    if (match := _ISSUED_BY.search(before)) and citation.issuer is None:
        return replace(citation, issuer=match["issuer"])
    if match := _ENCLOSED.search(before):
        subject = re.sub(r"^(?:Căn cứ|Thực hiện|Theo)\s+", "", match["subject"])
        if not re.match(r"Phụ lục|Điều\s", subject):
            return replace(citation, subject=citation.subject or subject)
    return citation


def _basis(passage: Passage, citation: Citation, openers: Mapping[int, str]) -> Basis:
    start, end = citation.span
    opener = max(o for o in openers if o <= start)
    relation = relation_of(openers[opener])
    if re.fullmatch(r"\S+(?:\s\S+){0,2}\s+", passage.text[opener:start]):
        start = opener
    part = passage.part(start, end)
    return Basis(
        kind=citation.kind, number=citation.number, issued_on=citation.issued_on,
        issuer=citation.issuer, subject=citation.subject, text=part.text,
        key=key_of(citation.number, kind=citation.kind, issued_on=citation.issued_on),
        relation=relation, source=part.source("bases.citation"), doubts=citation.doubts,
    )  # fmt: skip
