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

from extractors.agency.names import begins_body
from extractors.citation.forms import date_of, date_pattern
from extractors.citation.heads import BESIDE, Head, heads
from extractors.citation.keys import read_symbol
from extractors.citation.vocabulary import carrying_out, words
from extractors.text.fold import fold
from extractors.text.letters import SMALL
from schemas.record import Relation

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
    doubts: tuple[str, ...] = ()


_DAY_AFTER = r",?\s*(?:\(\s*)?ngày\s+\d"
"""A day that stands behind the issuer: ``Nghị định 30/2020/NĐ-CP của Chính phủ ngày …``."""


@cache
def _purpose_pattern() -> re.Pattern[str]:
    """Bodies named by their purpose end only where the subject is announced."""
    return re.compile(
        r"\s*,?\s*(?:của|giữa)\s+"
        r"(?P<issuer>(?:Tổ công tác|Ban Chỉ đạo|Ban chỉ đạo|Ban Tổ chức|Tiểu ban|Đoàn"
        r"|Hội đồng (?!nhân dân))[^;:]+?)"
        rf"(?=,?\s+(?:về|ban hành|phê duyệt)\b|\s*{_DAY_AFTER}|[;:.](?:\s|$)|\s+và\s+xét\b|\s*$)"
    )


@cache
def _issuer_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\s*,?\s*(?:của|giữa)\s+(?P<issuer>.+?)(?=\s*(?:,\s*)?"
        rf"(?:\s(?:{words('subjects')})(?![^\W_])|[;:.](?:\s|$)|{_DAY_AFTER}"
        rf"|\s*[(“\"«]|\s+và\s+(?:{words('kinds')})\s|,\s+(?:{words('kinds')}|[{SMALL}])|,?\s*$))"
    )


def complete(text: str, head: Head, *, stop: int) -> Citation:
    """Add issuer and subject, which stand between a head and ``stop``."""
    issuer, at = (head.issuer, head.end) if head.issuer else _issuer(text, head.end, stop)
    day, at = _day_after(text, at, stop) if head.date is None else (head.date, at)
    subject = head.name.strip(" ,") if head.name else _subject(text[at:stop])
    end = min(stop, at + len(text[at:stop].rstrip(" .;,:")))
    no_such_day = head.date_printed and day is None
    return Citation(
        (head.start, end), head.kind, head.number, day, issuer, subject or None,
        ("impossible_date",) if no_such_day else (),
    )  # fmt: skip


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*[,(]?\s*(?=ngày){date_pattern()}\)?")


def _day_after(text: str, at: int, stop: int) -> tuple[datetime.date | None, int]:
    """The day behind the issuer, and the offset after it."""
    match = _day_pattern().match(text, at, stop)
    return (date_of(match.groupdict()), match.end()) if match else (None, at)


def _issuer(text: str, start: int, stop: int) -> tuple[str | None, int]:
    """Who issued a document, and the offset after that."""
    for pattern in (_purpose_pattern(), _issuer_pattern(), _ISSUER_TO_END):
        if match := pattern.match(text, start, stop):
            return _name(match["issuer"]), match.end()
    gap = len(text[start:stop]) - len(text[start:stop].lstrip(" ,"))
    rest = text[start + gap : stop]
    bare = gap and begins_body(rest) and _issuer_pattern().match(f" của {rest}")
    if bare:  # ``ngày 14/4/2017 Bộ Y tế về việc …``
        return _name(bare["issuer"]), start + gap + bare.end() - len(" của ")
    return None, start


def _name(printed: str) -> str:
    """An issuer without the marks around it, nor the bracket that closes behind it."""
    name = printed.strip(" ,.;")
    return name if "(" in name else name.rstrip(" )")


def _subject(text: str) -> str:
    """What the document is about, without a leading ``về``, ``về việc``."""
    text = re.sub(r"^\s*,?\s*(?:có hiệu lực.*|được .*)$", "", text)
    text = re.sub(r"^[\s,]*(?:(?:về việc|về|V/v)\s+)?", "", text, flags=re.IGNORECASE)
    return text.strip(" .;,:")


def share(citations: list[Citation], text: str) -> list[Citation]:
    """``Công văn A và Công văn B của X về Y``: the first has issuer and subject of the last.

    Not where their letters are of two bodies: 766/QĐ-TTg and 12/VPCP-KSTT. Behind a
    semicolon the subject is the last one's own.
    """
    out = list(citations)
    for i in range(len(out) - 2, -1, -1):
        first, last = out[i], out[i + 1]
        between = text[first.span[1] : last.span[0]]
        bare = first.issuer is None and first.subject is None
        if bare and BESIDE.fullmatch(between) and _of_one_body(first, last):
            subject = None if ";" in between else last.subject
            out[i] = replace(first, issuer=last.issuer, subject=subject)
    return out


def _of_one_body(first: Citation, last: Citation) -> bool:
    """Whether the letters of two numbers are of one body: TCT and TCT06, UBND and UBND."""
    symbols = [read_symbol(c.number) for c in (first, last) if c.number]
    letters = [symbol.letters for symbol in symbols if symbol]
    return (
        len(letters) < 2 or letters[0].startswith(letters[1]) or letters[1].startswith(letters[0])
    )


@cache
def opener_pattern() -> re.Pattern[str]:
    """What opens a ground, at the start of a clause."""
    return re.compile(
        rf"(?:^|(?<=[.;,–-]\s)|(?<=\bvà\s))\s*[-–+*]?\s*(?P<opener>(?:{words('openers')}))\b",
        re.IGNORECASE,
    )


def relation_of(opener: str) -> Relation:
    """What an opener says of the document after it: ``Thực hiện`` carries it out."""
    return "carries_out" if fold(opener) in carrying_out() else "rests_on"


def mentions(text: str) -> list[Citation]:
    """Every citation in running text, nested ones too; issuers and subjects not sought."""
    return [Citation((h.start, h.end), h.kind, h.number, h.date) for h in heads(text)]


def clause_end(text: str, start: int) -> int:
    """Where the clause around ``start`` ends: at ``;``, ``:`` or a full stop."""
    match = _END.search(text, start)
    return match.start() if match else len(text)
