"""Citations of documents: what the text says, part by part.

    Nghị quyết số 63/NQ-HĐND ngày 18 tháng 12 năm 2019 của Hội đồng nhân dân huyện về …
    ^kind         ^number    ^date                      ^issuer               ^subject

Matching is on characters: no tokenizer keeps a Vietnamese document number whole.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.agency.names import begins_body
from extractors.citation.forms import BLANK_DATE, BLANK_NUMBER, NUMBER, date_of, date_pattern
from extractors.text.fold import fold
from extractors.vocab import load
from schemas.record import Relation

_VOCABULARY = Path(__file__).with_name("vocab.yaml")

Span = tuple[int, int]

_ISSUER_TO_END = re.compile(r"\s*,?\s*(?:của|giữa)\s+(?P<issuer>[^;:]+?)\s*[.;,]?\s*$")
_END = re.compile(r"[;:]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document; spans are half-open offsets in the text."""

    span: Span
    kind: str
    number: str | None = None
    issued_on: datetime.date | None = None
    issuer: str | None = None
    subject: str | None = None


class _Head(NamedTuple):
    """Kind, number and date: the part whose form is fixed."""

    start: int
    end: int
    kind: str
    number: str | None
    date: datetime.date | None
    name: str | None


@cache
def _words(name: str) -> str:
    words = sorted(load(_VOCABULARY)[name], key=len, reverse=True)
    return "|".join(re.escape(w) for w in words)


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/])(?P<kind>(?i:{_words('kinds')}))\b(?:\s+liên tịch)?"
        rf"(?:\s+(?:số)?\s*:?\s*(?P<number>{NUMBER})|\s+số\s*:?\s*(?P<blank>{BLANK_NUMBER}))?"
        rf"(?:\s*,?\s*(?:{date_pattern()}|{BLANK_DATE}))?"
    )


@cache
def _law_pattern() -> re.Pattern[str]:
    """Laws, statutes and what a congress resolved go by name; number and date may follow."""
    ends = r",?\s*(?:số\s+\d|ngày\s+\d|năm\s+\d{4}|được\s|có hiệu lực)|[;:.]|$"
    beside = rf",\s*(?:{_words('kinds')})\b|\s+và\s+(?:{_words('kinds')})\s"
    return re.compile(
        rf"(?<![\w/])(?P<kind>{_words('laws')}|Nghị quyết(?=\s+Đại hội\s))\s+"
        rf"(?P<name>[sS]ửa đổi[^;:.]*?(?=\s*(?:{ends}))"  # amends several laws, named in a list
        rf"|[A-ZĐÀ-Ỹ][^;:.]*?(?=\s*(?:{ends}|{beside})))"
        rf"(?:\s*,?\s*số:?\s*(?P<number>{NUMBER}))?(?:\s*,?\s*{date_pattern()})?"
    )


@cache
def _purpose_pattern() -> re.Pattern[str]:
    """Bodies named by their purpose end only where the subject is announced."""
    return re.compile(
        r"\s*,?\s*(?:của|giữa)\s+"
        r"(?P<issuer>(?:Tổ công tác|Ban Chỉ đạo|Ban chỉ đạo|Ban Tổ chức|Tiểu ban|Đoàn"
        r"|Hội đồng (?!nhân dân))[^;:]+?)"
        r"(?=,?\s+(?:về|ban hành|phê duyệt)\b|[;:.](?:\s|$)|\s+và\s+xét\b|\s*$)"
    )


@cache
def _issuer_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,?\s*(?:của|giữa)\s+(?P<issuer>.+?)(?=\s*(?:,\s*)?(?:\s(?:{_words('subjects')})\b|[;:.](?:\s|$)"
        rf"|\s*\(|\s+và\s+(?:{_words('kinds')})\s|,\s+(?:{_words('kinds')}|[a-zà-ỹ])|,?\s*$))"
    )


def heads(text: str) -> list[_Head]:
    """Every place that names a document by kind and number, date or a law's name."""
    found = [(_head(m), m["blank"]) for m in _head_pattern().finditer(text)]
    out = [h for h, blank in found if h.number or h.date or blank]
    taken = [(h.start, h.end) for h in out]
    for match in _law_pattern().finditer(text):
        if not any(a <= match.start() < b for a, b in taken):
            out.append(_head(match))
    return sorted(out)


def _head(match: re.Match[str]) -> _Head:
    groups = match.groupdict()
    number = groups["number"]
    return _Head(
        match.start(),
        match.end(),
        _capitalised(match["kind"]),
        re.sub(r"\s", "", number).replace("–", "-") if number else None,
        date_of(groups),
        groups.get("name"),
    )


def _capitalised(kind: str) -> str:
    """The kind as written, but for a lower-case slip (``Căn cứ thông tư 48/2011/…``)."""
    return kind[0].upper() + kind[1:]


def complete(text: str, head: _Head, *, stop: int) -> Citation:
    """Add issuer and subject, which stand between a head and ``stop``."""
    issuer, at = _issuer(text, head.end, stop)
    subject = _subject(text[at:stop])
    if head.name:
        subject = head.name.strip(" ,")
    end = min(stop, at + len(text[at:stop].rstrip(" .;,:")))
    return Citation((head.start, end), head.kind, head.number, head.date, issuer, subject or None)


def _issuer(text: str, start: int, stop: int) -> tuple[str | None, int]:
    """Who issued a document, and the offset after that."""
    for pattern in (_purpose_pattern(), _issuer_pattern(), _ISSUER_TO_END):
        if match := pattern.match(text, start, stop):
            return match["issuer"].strip(" ,.;"), match.end()
    gap = len(text[start:stop]) - len(text[start:stop].lstrip(" ,"))
    rest = text[start + gap : stop]
    bare = gap and begins_body(rest) and _issuer_pattern().match(f" của {rest}")
    if bare:  # ``ngày 14/4/2017 Bộ Y tế về việc …``
        return bare["issuer"].strip(" ,.;"), start + gap + bare.end() - len(" của ")
    return None, start


def _subject(text: str) -> str:
    """What the document is about, without a leading ``về``, ``về việc``."""
    text = re.sub(r"^\s*,?\s*(?:có hiệu lực.*|được .*)$", "", text)
    text = re.sub(r"^[\s,]*(?:(?:về việc|về|V/v)\s+)?", "", text, flags=re.IGNORECASE)
    return text.strip(" .;,:")


def share(citations: list[Citation], text: str) -> list[Citation]:
    """``Công văn A và Công văn B của X về Y``: the first has issuer and subject of the last."""
    out = list(citations)
    for i in range(len(out) - 2, -1, -1):
        between = text[out[i].span[1] : out[i + 1].span[0]]
        bare = out[i].issuer is None and out[i].subject is None
        if bare and re.fullmatch(r"\s*(?:,|và|, và)\s*", between):
            out[i] = replace(out[i], issuer=out[i + 1].issuer, subject=out[i + 1].subject)
    return out


@cache
def opener_pattern() -> re.Pattern[str]:
    """What opens a ground, at the start of a clause."""
    return re.compile(
        rf"(?:^|(?<=[.;,–-]\s)|(?<=\bvà\s))\s*[-–+*]?\s*(?P<opener>(?:{_words('openers')}))\b",
        re.IGNORECASE,
    )


def relation_of(opener: str) -> Relation:
    """What an opener says of the document after it: ``Thực hiện`` carries it out."""
    return "carries_out" if fold(opener) in _carrying_out() else "rests_on"


@cache
def _carrying_out() -> frozenset[str]:
    return frozenset(map(fold, load(_VOCABULARY)["carrying_out"]))


def mentions(text: str) -> list[Citation]:
    """Every citation in running text, nested ones too; issuers and subjects not sought."""
    return [Citation((h.start, h.end), h.kind, h.number, h.date) for h in heads(text)]


def clause_end(text: str, start: int) -> int:
    """Where the clause around ``start`` ends: at ``;``, ``:`` or a full stop."""
    match = _END.search(text, start)
    return match.start() if match else len(text)
