"""Lines and paragraphs of a plain text.

A text dump has no boxes; what it keeps is where its lines broke. A line that was
broken by the margin is as wide as its neighbours, one that its author ended is not:
estimated widths (``extractors.text.width``) tell the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.agency.names import begins_body
from extractors.agency.phrases import body_before_verb
from extractors.layout.glue import is_cut
from extractors.layout.landmarks import awaits, begins
from extractors.periods import heads_day
from extractors.text.fold import is_upper, starts_upper
from extractors.text.labels import label_of
from extractors.text.normalise import words_of
from extractors.text.width import width
from extractors.zones import kind_of_line
from schemas.layout import Line, Paragraph, Passage

_ENDS = re.compile(r"(?:[.;:!?…]|\./\.|/\.)[”\"’)\]]*$")
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")
_ALWAYS_FIRST = re.compile(r"(?:Căn cứ|CĂN CỨ|Kính gửi|V/v|Số:|Nơi nhận)\b")
"""What never stands inside a paragraph at the start of a line."""
_ADDRESSEES = re.compile(r"k[íi]nh gửi\b", re.IGNORECASE)
_ADDRESSED_ALONE = re.compile(r"k[íi]nh gửi\s*:?", re.IGNORECASE)
_HEAD = 30
"""Lines in which a letterhead ends."""
_SAYS = re.compile(r"\w")
"""What a rule drawn with dashes or stars has none of."""
_RULE_BEFORE = re.compile(r"^[\s\f]*[-–—_*=]{3,}(?=[^\W\d_])")
"""A rule under a title that a dump ran together with the line below: ``-----Căn cứ``."""
_PREAMBLE = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét|Để|Nhằm|Trên cơ sở|Tiếp tục|Triển khai|Qua|Sau khi|Được sự"
    r"|Hưởng ứng|Thi hành|Quán triệt|Trong thời gian|Thời gian qua|Ngày\s+\d+)\b"
)
"""How the text below a title begins."""
_CLOSING = re.compile(
    r"(?:Trên đây là|(?:Trong )?[qQ]uá trình (?:triển khai|thực hiện)|Nhận được (?:Kế|Công|Chỉ|Văn)"
    r"|Căn cứ (?:Kế hoạch|nội dung) này)"
)
"""How the paragraph begins that ends a document's content."""
_WHEN = re.compile(r"(?:Hoàn thành|Xong|Từ|Trước|Trong|Ngày|Tháng|Quý|Tuần|Chậm nhất|Dự kiến)\b")
"""How a time begins that stands behind its task: ``2. Sơ tuyển sức khỏe: Từ ngày …``."""
_RUNS_ON = re.compile(r"(?:[:;,.]|\./\.)$")
"""How running text ends, and no title does."""
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
        words = words_of(_RULE_BEFORE.sub(_blank, raw), offset=at)
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
    return _addressed_last(lines)


def _addressed_last(lines: list[Line]) -> list[Line]:
    """``Kính gửi:`` of a dump, which stood beside its list, below the letterhead's other column."""
    near = list(enumerate(lines[:_HEAD]))
    at = next((i for i, line in near if _ADDRESSED_ALONE.fullmatch(line.text)), None)
    motto = [i for i, line in near if at is not None and i > at and begins(line.text, "motto")]
    if at is None or not motto:
        return lines
    listed = next((i for i, line in near if i > motto[-1] and label_of(line.text)), None)
    if listed is None or any(label_of(line.text) for line in lines[at + 1 : motto[-1]]):
        return lines
    return [*lines[:at], *lines[at + 1 : listed], lines[at], *lines[listed:]]


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
    return [paragraph_of(group) for group in _titles_apart(groups)]


def _titles_apart(groups: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """The groups of lines, a title and the text that ran together with it in two."""
    for above, group in zip([None, *groups], groups, strict=False):
        at = _title_end(group) if above is not None and _is_kind(above) else len(group)
        yield group[:at]
        if at < len(group):
            yield group[at:]


def _is_kind(group: Sequence[Line]) -> bool:
    text = group[0].text
    return len(group) == 1 and is_upper(text) and kind_of_line(text) is not None


def _title_end(group: Sequence[Line]) -> int:
    """How many lines under the kind are the title: up to where the grounds begin."""
    if not _RUNS_ON.search(group[-1].text):
        return len(group)
    opens = (i for i, line in enumerate(group) if i and _PREAMBLE.match(line.text))
    return next(opens, len(group))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"\S", " ", match.group())


def paragraph_of(lines: Sequence[Line]) -> Paragraph:
    """One paragraph of ``lines``; a symbol cut at a line's end is put together again."""
    return Paragraph(tuple(lines), glue([line.passage for line in lines]))


def glue(parts: Sequence[Passage]) -> Passage:
    """The parts with spaces between, but for symbols cut at a line's end."""
    out = parts[0]
    for part in parts[1:]:
        tail, head = out.text.rsplit(" ", 1)[-1], part.text.split(" ", 1)[0]
        out = Passage.join((out, part), between="" if is_cut(tail, head) else " ")
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
    if awaits(last.rsplit(None, 1)[-1], line.text):
        return True
    if _begins(before, line):
        return False
    lower = not starts_upper(line.text)
    ended = _ENDS.search(last) is not None
    if line.gap:
        return lower and not ended
    if lower and not last.endswith((".", "./.")):
        return True
    if last.endswith(":") and _WHEN.match(line.text) and label_of(before[0].text):
        return filled(last, line.text, indented=len(before) == 1) > column * _FULL
    if last.endswith((":", ";", "./.")) or is_upper(line.text) != is_upper(last):
        return False
    if not ended and _is_open(before):
        return True
    addressed = _ADDRESSEES.match(before[0].text)
    if not ended and (addressed or (len(before) == 1 and _heads_order(last, line.text))):
        return filled(last, line.text) > column * _FULL
    indented = len(before) == 1 and not is_upper(last)
    return filled(last, line.text, indented=indented) > column * (_FULL if ended else _FULL_UNENDED)


def _begins(before: Sequence[Line], line: Line) -> bool:
    """Whether a line says by its words that it begins a paragraph."""
    last = before[-1].text
    if label_of(line.text) is not None or _ALWAYS_FIRST.match(line.text):
        return True
    if _CLOSING.match(line.text) and _ENDS.search(last):
        return True
    if heads_day(line.text) or not (_SAYS.search(last) and _SAYS.search(line.text)):
        return True
    if _ADDRESSEES.match(before[0].text) and last.endswith("."):
        return True
    # the Party's titles begin with a small letter
    return len(before) == 1 and is_upper(last) and kind_of_line(last) is not None


def _is_open(lines: Sequence[Line]) -> bool:
    """Whether a bracket is still open where the lines end."""
    text = " ".join(line.text for line in lines)
    return text.rfind("(") > text.rfind(")")


def _heads_order(text: str, following: str) -> bool:
    """A body as a heading, and what it must do below: ``2. Sở Y tế`` + ``Chủ trì, …``."""
    label = label_of(text)
    body = text[label.end :].strip() if label and label.kind not in ("dash", "plus") else ""
    return begins_body(body) and body_before_verb(body) is None and starts_upper(following)


def filled(last: str, following: str, *, indented: bool = False) -> float:
    """Width in ems of the line ``last`` had the first word of ``following`` been put on it."""
    word = following.split(" ", 1)[0]
    return width(f"{last} {word}") + (FIRST_LINE_INDENT if indented else 0.0)
