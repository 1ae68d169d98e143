"""The letterhead: issuing body, number and symbol, place and date.

Lines come one by one, the two columns of a page one after the other or, in a dump,
mixed; each line says itself what it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.agency.names import begins_area, begins_body
from extractors.text.fold import bare, fold, is_upper
from extractors.text.letters import CAPITAL, SMALL
from extractors.zones import about
from schemas.found import Found
from schemas.layout import Paragraph, Passage

_MOTTO = re.compile(
    r"cong hoa xa hoi|doc lap\s*[-–—]\s*tu do|dang cong san viet nam$|chu nghia viet nam$"
    r"|^viet nam$"
)
_UNION = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh")
_OPEN_NAME = re.compile(r"(?:bch|ban chap hanh|ban thuong vu|btv|[-–,])$")
"""What the Youth Union's name goes on with: ``BAN CHẤP HÀNH / ĐOÀN TNCS HỒ CHÍ MINH``."""
_COMMITTEE = re.compile(fold("(tỉnh|thành|quận|huyện|thị|đảng) (ủy|đoàn)") + r"\b")
_RULE = re.compile(r"[\W_]*$")
_URGENCY = re.compile(r"(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn)(?: hẹn giờ.*)?[!.]?$", re.IGNORECASE)
_SECRECY = re.compile(r"(?:tuyệt mật|tối mật|mật)[!.]?$", re.IGNORECASE)

NUMBER = re.compile(
    r"""
    S[ốoôóồ]\s*[:.]?\s*
    (?P<digits>\d[\d.]*[a-zđ]?(?:-\d+)?)?          # 15   66.18   30c   blank on drafts
    [\s.…_]*?
    (?P<symbol>
        (?P<join>\s*[/\-–]\s?|(?<=\d)\s(?=[A-ZĐ]))  # 12/KH-UBND  225 - KH/TWĐTN  298 KH/TWĐTN
        (?:\d{1,4}\s?/\s?)?                         # 16/2026/QĐ-UBND  12-34/56/PT-NC
        -?[A-ZĐ][\w&]*(?:\s?[-–/.&,]\s?[A-ZĐ\d][\w&]*)*
    )?
    """,
    re.VERBOSE,
)
_REST = re.compile(r"[A-ZĐ][A-ZĐ\d&]{1,9}")
"""The rest of a symbol that was broken at its hyphen."""
_NAMED = re.compile(
    rf"(?:TP|TX|Tp|Tx)\.?|[{CAPITAL}][{SMALL}'’.]*(?:[-–][{CAPITAL}][{SMALL}'’]*)*|[-–]"
)
"""A word of a place's name: on one printed line the symbol may stand before it."""
_AREA = re.compile(r"Thành phố|Thị (?:xã|trấn)|Đặc khu")
"""What a place's name begins with, where its second word is a small one."""
_NUMBERED = re.compile(r"S[ốoôóồ]\s*(?:[:./\d…]|$)")
PLACE_DATE = re.compile(
    r"""
    (?:(?P<place>[^\W\d_][^\d,;:]{1,45}?)\s*,\s*)?
    ngày\s*(?P<day>\d{1,2})?[\s.…_:]*
    tháng\s*(?P<month>\d{1,2})?[\s.…_:]*
    năm\s*(?P<year>(?:19|20)\d\d)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    issuer: Found[str] | None = None
    parent: Found[str] | None = None
    number: Found[str] | None = None
    symbol: str | None = None
    """The symbol after the number, also where the number is blank: ``/KH-UBND``."""
    number_printed: bool = False
    """Whether a place for the number is printed at all."""
    place: Found[str] | None = None
    issued_on: Found[datetime.date] | None = None
    year: int | None = None
    """The year printed in the date line, also where day or month is blank."""
    urgency: Found[str] | None = None
    secrecy: Found[str] | None = None


def read_letterhead(paragraphs: Sequence[Paragraph]) -> Letterhead:
    """The letterhead from the paragraphs above kind and addressees."""
    lines = [line.passage for p in paragraphs for line in p.lines]
    sides = [p.side for p in paragraphs for _ in p.lines]
    bold = [line.bold for p in paragraphs for line in p.lines]
    number, symbol, printed, used = _number(lines)
    place, date, year, dated = _place_date(lines)
    used |= dated
    taken = used | {i for i, line in enumerate(lines) if _is_formula(line.text)}
    taken |= _union_formula([line.text for line in lines])
    stop = min((i for i, line in enumerate(lines) if about(line.text)), default=len(lines))
    if used_left := [i for i in used if not dated or i not in dated]:
        stop = min(stop, max(used_left))
    bodies = [i for i in range(stop) if i not in taken and sides[i] != "right"]
    first = next((i for i in bodies if is_upper(lines[i].text) or begins_body(lines[i].text)), stop)
    bodies = [i for i in bodies if i >= first]
    parent, issuer = _bodies([lines[i] for i in bodies], [bold[i] for i in bodies])
    return Letterhead(
        issuer=issuer,
        parent=parent,
        number=number,
        symbol=symbol,
        number_printed=printed,
        place=place,
        issued_on=date,
        year=year,
        urgency=_stamp(lines, _URGENCY, "urgency"),
        secrecy=_stamp(lines, _SECRECY, "secrecy"),
    )


def _is_formula(text: str) -> bool:
    if _MOTTO.search(bare(text)) or _RULE.match(text):
        return True
    return _URGENCY.match(text) is not None or _SECRECY.match(text) is not None


def _union_formula(lines: Sequence[str]) -> set[int]:
    """The Youth Union prints its name where others print the motto, also beside its issuer."""
    return {
        i
        for i, text in enumerate(lines)
        if i and _UNION.fullmatch(bare(text)) and not _OPEN_NAME.search(bare(lines[i - 1]))
        and not (i + 1 < len(lines) and begins_area(lines[i + 1]))
    }  # fmt: skip


def _stamp(lines: Sequence[Passage], pattern: re.Pattern[str], name: str) -> Found[str] | None:
    for line in lines:
        if is_upper(line.text) and pattern.match(line.text):
            return Found(line.text, line.text, line.source(f"header.{name}"))
    return None


def _number(
    lines: Sequence[Passage],
) -> tuple[Found[str] | None, str | None, bool, set[int]]:
    """Number, symbol, whether a place for them is printed, and the lines they stand on."""
    at = next((i for i, line in enumerate(lines) if _NUMBERED.match(line.text)), None)
    if at is None:
        return None, None, False, set()
    line, used = lines[at], {at}
    match = NUMBER.match(line.text)
    if at + 1 < len(lines) and match is not None and match["symbol"] is None:
        joined = Passage.join((line, lines[at + 1]))
        again = NUMBER.match(joined.text)
        if again and again["symbol"] and again["symbol"].startswith(("/", "-", "–")):
            match, line, used = again, joined, {at, at + 1}
    assert match is not None, "what _NUMBERED takes, NUMBER takes"
    if re.fullmatch(r"\s*[-–]", line.text[match.end() :]) and match["symbol"]:
        match, line, used = _with_rest(lines, max(used)) or (match, line, used)
    symbol = match["symbol"] and re.sub(r"\s", "", match["symbol"]).replace("–", "-")
    if not match["digits"]:
        return None, symbol, True, used
    apart = symbol and match["join"].isspace()  # 298 KH/TWĐTN: the space is the separator
    value = match["digits"] + (" " if apart else "") + (symbol or "")
    source = line.part(match.start("digits"), match.end()).source("header.number")
    return Found(value, match.group(), source), symbol, True, used


def _with_rest(lines: Sequence[Passage], at: int) -> tuple[re.Match[str], Passage, set[int]] | None:
    """The number at line ``at`` with the end of its symbol, one or two lines below."""
    below = range(at + 1, min(at + 3, len(lines)))
    rest = next((i for i in below if _REST.fullmatch(lines[i].text)), None)
    if rest is None:
        return None
    joined = Passage.join((lines[at], lines[rest]))
    match = NUMBER.match(joined.text)
    return (match, joined, {at, rest}) if match else None


def _place_date(
    lines: Sequence[Passage],
) -> tuple[Found[str] | None, Found[datetime.date] | None, int | None, set[int]]:
    for i, line in enumerate(lines):
        if not re.search(r"\bngày(?![^\W\d_])", line.text, re.IGNORECASE):
            continue
        joins = [(last, Passage.join(lines[i : last + 1])) for last in (i, i + 1, i + 2)]
        found = [(n, j, m) for n, j in joins if (m := PLACE_DATE.search(j.text))]
        found = [f for f in found if f[2]["place"] or f[2]["year"]]
        if found:  # the year may stand alone on the next line
            last, joined, match = next((f for f in found if f[2]["year"]), found[0])
            used = set(range(i, last + 1))
            return _placed(joined, match), _dated(joined, match), _year(match), used
    return None, None, None, set()


def _placed(line: Passage, match: re.Match[str]) -> Found[str] | None:
    if not match["place"]:
        return None
    words = list(re.finditer(r"\S+", match["place"]))
    first = len(words)
    while first and _NAMED.fullmatch(words[first - 1].group()):
        first -= 1
    if first > 1 and _AREA.fullmatch(f"{words[first - 2].group()} {words[first - 1].group()}"):
        first -= 2
    if first == len(words):
        return None
    start, end = match.span("place")
    part = line.part(start + words[first].start(), end)
    part = part.part(len(part.text) - len(part.text.lstrip("-–— ")))
    return Found(part.text, part.text, part.source("header.place"))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _dated(line: Passage, match: re.Match[str]) -> Found[datetime.date] | None:
    if not (match["day"] and match["month"] and match["year"]):
        return None
    try:
        date = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    part = line.part(match.start("day"), match.end())
    return Found(date, part.text, part.source("header.date"))


def _bodies(
    lines: Sequence[Passage], bold: Sequence[bool]
) -> tuple[Found[str] | None, Found[str] | None]:
    """Superior body and issuer: the issuer is the last body named."""
    groups: list[list[int]] = []
    for i, line in enumerate(lines):
        begins = begins_body(line.text) and not _is_area(line.text)
        changed = i > 0 and bold[i] != bold[i - 1]
        if groups and not (begins and _whole(lines, groups[-1], i)) and not (changed and begins):
            groups[-1].append(i)
        else:
            groups.append([i])
    if not groups:
        return None, None
    found = [_body([lines[i] for i in group]) for group in groups]
    if len(found) == 1:
        return None, found[0]
    parents = [lines[i] for group in groups[:-1] for i in group]
    return _body(parents), found[-1]


def _is_area(text: str) -> bool:
    """The rest of a name (``HUYỆN BÍCH KHÊ``); a Party committee is a body (``HUYỆN ỦY``)."""
    return begins_area(text) and _COMMITTEE.match(fold(text)) is None


def _whole(lines: Sequence[Passage], group: Sequence[int], following: int) -> bool:
    """Whether the body begun in ``group`` can end before the line ``following``."""
    last = lines[group[-1]].text
    return not last.endswith((",", "-", "–", "VÀ", "và", "CỦA", "của")) and following > group[-1]


def _body(parts: Sequence[Passage]) -> Found[str]:
    passage = Passage.join(parts)
    return Found(passage.text, passage.text, passage.source("header.issuer"))
