"""Several documents in one file, told apart by their letterheads.

Offices scan a day's documents into one PDF, or keep a plan behind the dispatch that sends it.
A new document begins where a whole letterhead stands (motto, a number of its own, and the
kind or the addressees below) after a document that has been signed; and it is signed itself,
by name where neither its number nor its date is filled in. On pages it begins at the top of one.

What belongs to the document before it, however much its head looks like a letterhead: a plan
"ban hành kèm theo" a decision, annexes, forms to be filled in ("Mẫu số …", "Số: …/BC-…") and
a copier's block (SAO Y).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from extractors.agency.names import begins_position
from extractors.copies import is_copy_mark
from extractors.layout.landmarks import begins, holds
from extractors.layout.lines import Row, rows_of
from extractors.layout.office_sides import lines_in, text_of
from extractors.text.fold import bare, is_upper
from extractors.zones import AUTHORITY, about, is_addressed, is_name, kind_of_line, kind_opening
from schemas.office import OfficeBlock
from schemas.page import Page, Pages, Part
from schemas.word import Word

_NUMBER = re.compile(r"\W*so\b\W*(?P<digits>[\d.]*).{0,14}?[/\-–]\s?[a-z]")
"""A line with a number's symbol, without marks: the number itself may be left open."""
_DATED = re.compile(
    r"\bngay\s{1,3}\d{1,2}\s{1,3}thang\s|\bthang\s{1,3}\d{1,2}\s{1,3}nam\s{1,3}(?:19|20)\d\d\b"
)
"""A date filled in; drafts leave the day to be written by hand."""
_ROOM = re.compile(r"…{2,}|\.{5,}|_{4,}")
"""Room to write in, which forms have."""
_PART = re.compile(
    r"\W*(?:(?:ban hành\s+)?kèm theo\b|phụ lục\b|biểu mẫu\b|mẫu\s+(?:số\s+)?\d|biểu\s+số\b)",
    re.IGNORECASE,
)
"""How a line begins that says its page belongs to the document before it."""
_HEAD = 28
"""Lines from the first of a letterhead to the kind or the addressees."""
_TITLE = 6
"""Lines of a title, below which it may say whose part the page is."""
_MOTTO_WITHIN = 12
_ABOVE, _SUBJECT = 12, 4
"""Lines above a motto, and of a dispatch's subject (V/v) among them."""
_MOTTO_LETTERS, _HEAD_LETTERS = 32, 75
"""Letters of the longest motto, and of one with the body beside it on its line."""
_NAMED_WITHIN = 8
"""Lines from a signer's post to the name: a seal's picture may leave some between them."""
_GUTTER = 1.5
"""White stretch between the columns of a letterhead or a foot, in letter heights."""
_GAP = re.compile(r"\s{3,}|\t+")


class _Line(NamedTuple):
    """A printed line, or a column's share of one."""

    text: str
    unit: int
    """Page or block by its index, or offset in the text, that a document could begin with."""


def documents(pages: Pages) -> tuple[Pages, ...]:
    """The documents of a file, each with its own pages, blocks or text.

    A file of one document, as most are, comes back as it is. Each of several has its place
    in ``file.part``; pages keep the numbers, and words the offsets, that they have in the file.
    """
    if pages.pages:
        return _of_pages(pages)
    lines = list(_of_flow(pages.office) if pages.office else _of_text(pages.text or ""))
    heads = [i for i, line in enumerate(lines) if _is_motto(line.text)]
    starts = _signed_ones(lines, [_first_of_letterhead(lines, at) for at in heads])
    return _parted(pages, [lines[i].unit for i in starts])


def _parted(pages: Pages, starts: Sequence[int]) -> tuple[Pages, ...]:
    if not starts:
        return (pages,)
    cut = _sheets if pages.pages else _blocks if pages.office else _stretch
    end = len(pages.pages) or len(pages.office) or len(pages.text or "")
    parts = [cut(pages, first, last) for first, last in pairwise([0, *starts, end])]
    return tuple(
        replace(own, file=replace(own.file, part=place._replace(number=n, of=len(parts))))
        for n, (own, place) in enumerate(parts, 1)
    )


def _of_pages(pages: Pages) -> tuple[Pages, ...]:
    heads = [i for i, page in enumerate(pages.pages) if i and _has_letterhead(page)]
    if not heads:
        return (pages,)
    lines = [
        _Line(text, i)
        for i, page in enumerate(pages.pages)
        for row in rows_of(page.words)
        for text in _columns(row)
    ]
    tops = [next(i for i, line in enumerate(lines) if line.unit == at) for at in heads]
    return _parted(pages, [lines[i].unit for i in _signed_ones(lines, tops)])


def _has_letterhead(page: Page) -> bool:
    upper = [w for w in page.words if w.box is not None and w.box.bottom < page.height / 2]
    lines = [t for row in rows_of(upper)[:_HEAD] for t in _columns(row)]
    return any(map(_is_motto, lines[:_MOTTO_WITHIN]))


def _columns(row: Row) -> list[str]:
    """The texts of a row that a wide white stretch keeps apart."""
    parts: list[list[Word]] = []
    last = row.box.x0
    for word in row.words:
        box = word.box or row.box
        if not parts or box.x0 - last > _GUTTER * row.size:
            parts.append([])
        parts[-1].append(word)
        last = box.x1
    return _sides(text_of(part) for part in parts)


def _sides(parts: Iterable[str]) -> list[str]:
    """Parts of a line, but where a form only leaves room to write: ``Số:      /KH-UBND``."""
    out: list[str] = []
    for part in filter(None, parts):
        if out and (part.startswith("/") or part[0].islower()):
            out[-1] += f" {part}"
        else:
            out.append(part)
    return out


def _of_flow(blocks: Sequence[OfficeBlock]) -> Iterator[_Line]:
    for at, block in enumerate(blocks):
        for line in lines_in([block]):
            yield from (_Line(text, at) for text in _sides(map(text_of, line.parts)))


def _of_text(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        yield from (_Line(text, at) for text in _sides(_GAP.split(raw.strip())))
        at += len(raw)


def _signed_ones(lines: Sequence[_Line], tops: Iterable[int]) -> list[int]:
    """Where documents after the first begin: each opens, and each before it ends, signed."""
    starts: list[int] = []
    last = 0
    for top in tops:
        if top > last and _opens(lines[top:], after=lines[last:top]):
            starts.append(top)
            last = top
    while starts and not _is_signed(lines[starts[-1] :]):
        starts.pop()
    return starts


def _opens(lines: Sequence[_Line], *, after: Sequence[_Line]) -> bool:
    """Whether lines begin with the letterhead of a document that does not go on ``after``."""
    above_foot = takewhile(lambda line: not begins(line.text, "recipients"), lines[:_HEAD])
    head = [line.text for line in above_foot]
    kind = next((i for i, text in enumerate(head) if _names_kind(text)), None)
    if kind is None or any(map(_PART.match, head[: kind + _TITLE])):
        return False
    numbered = next((i for i, text in enumerate(head[:kind]) if _number(text)), None)
    if numbered is None or any(map(is_copy_mark, head[numbered:kind])):
        return False
    number = _number(head[numbered])
    is_filled = (number and number["digits"]) or _is_dated(head[:kind])
    if not (is_filled or _is_drafted(lines[kind:])) or not _is_signed(after):
        return False
    return not _is_same(head[:kind], [line.text for line in after[:_HEAD]])


def _is_drafted(lines: Sequence[_Line]) -> bool:
    """Whether a document that has neither number nor date is a draft: a form names no signer,
    and leaves room to write.
    """
    own = list(takewhile(lambda line: not _is_motto(line.text), lines))
    return _has_signer(own) and not any(_ROOM.search(line.text) for line in own)


def _number(text: str) -> re.Match[str] | None:
    return _NUMBER.match(bare(text))


def _is_dated(lines: Iterable[str]) -> bool:
    return any(_DATED.search(bare(text)) for text in lines)


def _is_same(head: Iterable[str], before: Iterable[str]) -> bool:
    """Whether the number is that of the document before: its letterhead is printed again."""
    known = {bare(text) for text in before if (m := _number(text)) and m["digits"]}
    return any(bare(text) in known for text in head)


def _names_kind(text: str) -> bool:
    if is_addressed(text):
        return True
    return is_upper(text) and (kind_of_line(text) is not None or kind_opening(text) is not None)


def _is_motto(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    most = _HEAD_LETTERS if is_upper(text) else _MOTTO_LETTERS
    return 12 < letters <= most and holds(text, "motto")


def _is_signed(lines: Sequence[_Line]) -> bool:
    """Whether recipients or a signature stand in the lines."""
    for line in lines:
        if begins(line.text, "recipients"):
            return True
        if is_upper(line.text) and AUTHORITY.match(line.text):
            return True
    return _has_signer(lines)


def _has_signer(lines: Sequence[_Line]) -> bool:
    """Whether a post stands in the lines with a person's name below it."""
    return any(
        is_upper(line.text) and begins_position(line.text)
        and any(is_name(other.text) for other in lines[at + 1 : at + _NAMED_WITHIN])
        for at, line in enumerate(lines)
    )  # fmt: skip


def _first_of_letterhead(lines: Sequence[_Line], at: int) -> int:
    """The first line of the letterhead whose motto stands at ``at``."""
    start = at
    while start and at - start < _ABOVE:
        above = [line.text for line in lines[max(start - _SUBJECT, 0) : start]]
        subject = next((n for n, text in enumerate(reversed(above), 1) if about(text)), 0)
        if not _is_letterhead(above[-1]) and not subject:
            break
        start -= subject or 1
    while start and lines[start - 1].unit == lines[start].unit:
        start -= 1
    return start


def _is_letterhead(text: str) -> bool:
    if is_upper(text):
        return not AUTHORITY.match(text) and not begins_position(text)
    return _number(text) is not None or _is_dated([text])


def _sheets(pages: Pages, first: int, end: int) -> tuple[Pages, Part]:
    own = pages.pages[first:end]
    numbers = {page.number for page in own}
    triage = tuple(t for t in pages.file.triage if t.page in numbers)
    names = {f":{number}" for number in numbers}
    notes = (n for n in pages.notes if ":" not in n or n[n.rindex(":") :] in names)
    file = replace(pages.file, pages=len(own), triage=triage)
    return (
        replace(pages, file=file, pages=own, notes=tuple(notes)),
        Part(pages=(own[0].number, own[-1].number)),
    )


def _blocks(pages: Pages, first: int, end: int) -> tuple[Pages, Part]:
    own = pages.office[first:end]
    spans = [word.span for line in lines_in(own) for word in line.words if word.span]
    return replace(pages, office=own), Part(span=(spans[0][0], spans[-1][1]))


def _stretch(pages: Pages, first: int, end: int) -> tuple[Pages, Part]:
    """A stretch of a text; blanks in the place of what is before it keep offsets and pages."""
    text = pages.text or ""
    own = re.sub(r"[^\n\f]", " ", text[:first]) + text[first:end]
    return replace(pages, text=own), Part(span=(first, end))
