"""Lines and paragraphs of a plain text.

A text dump has no boxes; what it keeps is where its lines broke. A line that was
broken by the margin is as wide as its neighbours, one that its author ended is not:
estimated widths (``extractors.text.width``) tell the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.periods import heads_day
from extractors.text.fold import is_upper, starts_upper
from extractors.text.labels import label_of
from extractors.text.normalise import words_of
from extractors.text.width import width
from extractors.zones import kind_of_line
from schemas.layout import Line, Paragraph, Passage

_ENDS = re.compile(r"(?:[.;:!?…]|\./\.|/\.)[”\"’)\]]*$")
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")
_SYMBOL_BREAK = re.compile(r"\d[\w./]*/[\w&.]*-$|\w[\w&.]*/$")
"""A document's symbol cut at its hyphen or slash: ``124/QĐ-`` + ``UBND``."""
_ALWAYS_FIRST = re.compile(r"(?:Căn cứ|CĂN CỨ|Kính gửi|V/v|Số:|Nơi nhận)\b")
"""What never stands inside a paragraph at the start of a line."""
_SAYS = re.compile(r"\w")
"""What a rule drawn with dashes or stars has none of."""
_YEAR_RANGE = re.compile(r"(?:19|20)\d\d$")

FIRST_LINE_INDENT = 2.6
"""Ems: the indent of 1.27 cm that most offices give the first line, at 14 pt."""
_FULL = 0.93
"""A line that its next word would fill beyond this share of the column was broken by it."""
_FULL_UNENDED = 0.6
"""The same for a line that stops without a mark: unless it is short, it goes on."""
_NEIGHBOURS = 8


def lines_of(text: str) -> list[Line]:
    """The printed lines, with gaps and pages (form feeds); page numbers left out."""
    lines: list[Line] = []
    at, gap, page, fresh = 0, False, 1, True
    for raw in text.splitlines(keepends=True):
        page, fresh = (page + raw.count("\f"), True) if "\f" in raw else (page, fresh)
        words = words_of(raw, offset=at)
        at += len(raw)
        if not words:
            gap = True
            continue
        passage = Passage.of(words)
        if fresh and page > 1 and _is_page_number(passage.text, page):
            continue
        indent = float(len(raw) - len(raw.lstrip(" \t\f\u00a0")))
        lines.append(Line(passage, page=page, gap=gap and not (fresh and page > 1), indent=indent))
        gap = fresh = False
    return lines


def _is_page_number(text: str, page: int) -> bool:
    """A lone number at the head of a page; annexes count their own pages from 1."""
    return _PAGE_NUMBER.fullmatch(text) is not None and int(re.sub(r"\D", "", text)) <= page


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines that continue one another."""
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        if groups and continues(groups[-1], line, column=column_width(lines, i)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [paragraph_of(group) for group in groups]


def paragraph_of(lines: Sequence[Line]) -> Paragraph:
    """One paragraph of ``lines``; a symbol cut at a line's end is put together again."""
    return Paragraph(tuple(lines), glue([line.passage for line in lines]))


def glue(parts: Sequence[Passage]) -> Passage:
    """The parts with spaces between, but for symbols cut at a line's end."""
    out = parts[0]
    for part in parts[1:]:
        tight = _SYMBOL_BREAK.search(out.text) and starts_upper(part.text)
        out = Passage.join((out, part), between="" if tight else " ")
    return out


def column_width(lines: Sequence[Line], index: int) -> float:
    """The width in ems of the column around a line: of its widest near neighbour."""
    near = lines[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS]
    return max(width(line.text) for line in near)


def continues(before: Sequence[Line], line: Line, *, column: float) -> bool:
    """Whether ``line`` goes on with the paragraph ``before``."""
    last = before[-1].text
    if _YEAR_RANGE.search(last) and re.match(r"[-–]\s?(?:19|20)\d\d", line.text):
        return True
    if label_of(line.text) is not None or _ALWAYS_FIRST.match(line.text):
        return False
    if heads_day(line.text) or not (_SAYS.search(last) and _SAYS.search(line.text)):
        return False
    if len(before) == 1 and is_upper(last) and kind_of_line(last) is not None:
        return False  # the Party's titles begin with a small letter
    lower = not starts_upper(line.text)
    ended = _ENDS.search(last) is not None
    if line.gap:
        return lower and not ended
    if lower and not last.endswith((".", "./.")):
        return True
    if last.endswith((":", ";", "./.")):
        return False
    if is_upper(line.text) != is_upper(last):
        return False
    indented = len(before) == 1 and not is_upper(last)
    return filled(last, line.text, indented=indented) > column * (_FULL if ended else _FULL_UNENDED)


def filled(last: str, following: str, *, indented: bool = False) -> float:
    """Width in ems of the line ``last`` had the first word of ``following`` been put on it."""
    word = following.split(" ", 1)[0]
    return width(f"{last} {word}") + (FIRST_LINE_INDENT if indented else 0.0)
