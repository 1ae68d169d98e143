"""The header of a document: who issued what, where and when, to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from extractors.agency.names import begins_body, begins_position
from extractors.header.letterhead import NUMBER, Letterhead, read_letterhead
from extractors.text.fold import fold, is_upper
from extractors.text.labels import label_of
from extractors.text.letters import CAPITAL
from extractors.zones import (
    AUTHORITY,
    Kind,
    Zones,
    about,
    addressed_end,
    is_addressed,
    kind_of_line,
    kind_opening,
    kinds,
)
from schemas.found import Found, Source
from schemas.layout import Paragraph, Passage
from schemas.record import Header

_ISSUES = re.compile(
    rf"(?:^|[.;,]\s+)(?P<issuer>[{CAPITAL}][^.;:]{{3,90}}?)\s+"
    r"(?:(?:đã )?(?:ban hành|xây dựng|thông báo|đề nghị|yêu cầu|hướng dẫn|báo cáo|triển khai"
    r"|tổ chức)\b)"
)
_NOTE = re.compile(r"\s*\((?:kèm theo|ban hành kèm|dự thảo|đính kèm|lần\s+\d).*$", re.IGNORECASE)


def read_header(zones: Zones) -> Header:
    """The header; a part that is not printed is None."""
    lines = _lines(zones.head)
    at, kind = _kind(lines)
    letter = read_letterhead(zones.head[: _letterhead_end(zones.head, at)])
    title = _title(lines, at, kind)
    addressees = _addressees(zones.head)
    if kind is None:
        kind = _kind_of_symbol(letter, title is not None or bool(addressees))
    issuer = letter.issuer or _issuer_in_prose(zones) or _issuer_of_signature(zones)
    parts = {
        "kind": None if at is None else Found(0, "", lines[at].passage.source("header.kind")),
        "number": letter.number, "issuer": issuer, "parent": letter.parent, "place": letter.place,
        "issued_on": letter.issued_on, "title": title, "urgency": letter.urgency,
        "secrecy": letter.secrecy,
    }  # fmt: skip
    return Header(
        kind=kind.kind if kind else "other",  # type: ignore[arg-type]
        kind_code=kind.code if kind else None,
        number=_value(letter.number),
        number_state="printed" if letter.number else "blank",
        parent=_value(letter.parent),
        issuer=_value(issuer),
        place=_value(letter.place),
        issued_on=letter.issued_on.value if letter.issued_on else None,
        title=_value(title),
        addressees=tuple(a.text for a in addressees),
        urgency=_value(letter.urgency),
        secrecy=_value(letter.secrecy),
        source=Passage.join([line.passage for line in lines]).source("header"),
        sources=_sources(parts, addressees),
    )


def year_printed(zones: Zones) -> int | None:
    """The year of the date line, also where its day or month is blank."""
    return read_letterhead(zones.head).year


def _sources(
    parts: Mapping[str, Found[Any] | None], addressees: Sequence[Passage]
) -> dict[str, Source]:
    out = {name: found.source for name, found in parts.items() if found is not None}
    if addressees:
        out["addressees"] = Passage.join(addressees).source("header.addressees")
    return out


def _value(found: Found[str] | None) -> str | None:
    return None if found is None else found.value


def _lines(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Every printed line of the head as a paragraph of its own, in order."""
    return [
        Paragraph((line,), line.passage, side=p.side, centred=p.centred)
        for p in paragraphs
        for line in p.lines
    ]


def _kind(lines: Sequence[Paragraph]) -> tuple[int | None, Kind | None]:
    """The line that names the kind; a dispatch has none but its ``V/v``."""
    for i, line in enumerate(lines):
        if is_addressed(line.text):
            break
        kind = kind_of_line(line.text)
        if kind is not None and is_upper(line.text):
            return i, kind
    if any(about(line.text) for line in lines) or any(is_addressed(line.text) for line in lines):
        return None, kinds()[fold("Công văn")]
    for i, line in enumerate(lines):
        if line.side != "left" and (opened := kind_opening(line.text)) is not None:
            return i, opened[0]
    return None, None


def _letterhead_end(head: Sequence[Paragraph], at: int | None) -> int:
    """The paragraph of the kind line, or the one that addresses somebody."""
    count = 0
    for i, paragraph in enumerate(head):
        count += len(paragraph.lines)
        if is_addressed(paragraph.text) or (at is not None and count > at):
            return i
    return len(head)


def _title(lines: Sequence[Paragraph], at: int | None, kind: Kind | None) -> Found[str] | None:
    """The subject: under the kind, or after ``V/v`` in a dispatch."""
    if at is not None:
        opened = kind_opening(lines[at].text)
        first = [lines[at].passage.part(opened[1])] if opened else []
        below = [line.passage for line in lines[at + 1 :]]
        while below and NUMBER.fullmatch(below[0].text):  # a slip's own number, under its name
            below = below[1:]
        chosen = first + _until_maker(_until_addressed(below))
        rule = "header.title"
    else:
        marked = next((i for i, line in enumerate(lines) if about(line.text)), None)
        if marked is None or kind is None:
            return None
        chosen, rule = _about_lines(lines, marked), "header.title.about"
    chosen = [p for p in chosen if re.search(r"[^\W_]", p.text)]
    if not chosen:
        return None
    whole = Passage.join(chosen)
    mark = about(whole.text)
    text = whole.part(mark.end() if mark and at is None else 0)
    note = _NOTE.search(text.text)
    text = text.part(0, note.start() if note else None)
    text = text.part(re.match(r"[:.\s]*", text.text).end())  # type: ignore[union-attr]
    return Found(text.text, text.text, text.source(rule)) if text else None


def _until_addressed(lines: Sequence[Passage]) -> list[Passage]:
    out = []
    for line in lines:
        if is_addressed(line.text):
            break
        out.append(line)
    return out


def _until_maker(lines: Sequence[Passage]) -> list[Passage]:
    """The lines of a decision's subject, without ``GIÁM ĐỐC SỞ …`` below, who decides."""
    for i, line in enumerate(lines[1:], start=1):
        makes = begins_position(line.text) or begins_body(line.text)
        if makes and is_upper(line.text) and not is_upper(lines[0].text):
            return list(lines[:i])
    return list(lines)


def _about_lines(lines: Sequence[Paragraph], first: int) -> list[Passage]:
    """The lines of a dispatch's subject: they stand together, in one column."""
    out = [lines[first].passage]
    for line in lines[first + 1 :]:
        other = line.side != lines[first].side or (line.lines[0].gap and line.side == "full")
        if other or is_addressed(line.text) or re.search(r",\s*ngày\b", line.text):
            break
        out.append(line.passage)
    return out


def _addressees(head: Sequence[Paragraph]) -> list[Passage]:
    first = next((i for i, p in enumerate(head) if is_addressed(p.text)), None)
    if first is None:
        return []
    rest = head[first].passage.part(addressed_end(head[first].text))
    items = [rest, *(p.passage for p in head[first + 1 :])]
    return [item for p in items if (item := _bare_item(p))]


def _bare_item(item: Passage) -> Passage:
    """A list item without its dash and closing mark."""
    label = label_of(item.text)
    start = label.end if label and label.kind in ("dash", "plus", "number") else 0
    return item.part(start, len(item.text.rstrip(" .;,:")))


def _kind_of_symbol(letter: Letterhead, addressed: bool) -> Kind | None:
    """The kind a symbol names (``/KH-UBND``) where no heading does."""
    if letter.symbol:
        codes = {k.code: k for k in kinds().values() if k.code}
        for part in re.split(r"[/\-]", letter.symbol):
            if part in codes:
                return codes[part]
        return kinds()[fold("Công văn")] if addressed else None
    return None


def _issuer_in_prose(zones: Zones) -> Found[str] | None:
    """The body that issues, from the sentence that says so: ``…, UBND huyện ban hành …``."""
    for paragraph in reversed(zones.preamble):
        for match in _ISSUES.finditer(paragraph.text):
            start = match.start("issuer")
            cut = match["issuer"].rfind(", ")
            if cut >= 0 and begins_body(match["issuer"][cut + 2 :]):
                start += cut + 2
            if begins_body(paragraph.text[start : match.end("issuer")]):
                part = paragraph.passage.part(start, match.end("issuer"))
                return Found(part.text, part.text, part.source("header.issuer.prose"))
    return None


def _issuer_of_signature(zones: Zones) -> Found[str] | None:
    """The body signed for: ``TM. ỦY BAN NHÂN DÂN``."""
    for paragraph in zones.foot:
        match = AUTHORITY.match(paragraph.text)
        if match and match["mark"] in ("TM", "T/M"):
            first, *more = (line.passage for line in paragraph.lines)
            named = takewhile(lambda line: not begins_position(line.text), more)
            part = Passage.join([first.part(match.end()), *named])
            return Found(part.text, part.text, part.source("header.issuer.signature"))
    return None
