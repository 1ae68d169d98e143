"""The parts of a document by their place: head, preamble, body, foot, annexes.

The rules of form fix the order (Nghị định 30/2020/NĐ-CP, annex I): letterhead, kind and
subject, grounds, content, then recipients beside the signature, then annexes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.agency.names import begins_position
from extractors.periods import heads_day, names_period
from extractors.text.fold import bare, fold, is_upper
from extractors.text.labels import label_of
from extractors.text.letters import CAPITAL, SMALL
from extractors.vocab import load
from schemas.layout import Block, Layout, Paragraph

_KINDS = Path(__file__).with_name("header") / "kinds.yaml"
_HEAD_LIMIT = 45
"""Paragraphs: no letterhead seen, dispatches with long lists of addressees included, is longer."""
_KIND_WORDS = 4
"""Words of the longest name of a kind."""
_RECIPIENTS = re.compile(r"n[ơo]+i nh[ậâa]n\b", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"k[íi]nh\s+g[ửưu]i\b\s*:?|(?:chủ tịch|thủ tướng|bộ|ủy ban|uỷ ban|ubnd|ban chỉ|văn phòng"
    r"|giám đốc|trưởng ban)\b[^.;:]{0,80}\sđiện\s*:",
    re.IGNORECASE,
)
"""``Kính gửi: …``; a telegram's ``Chủ tịch Ủy ban nhân dân tỉnh điện:``."""
_ABOUT = re.compile(r"v\s?/\s?v\b|về việc\b", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:PHỤ\s+LỤC|Phụ\s+lục|BIỂU\s+MẪU|Biểu\s+mẫu|MẪU\s+SỐ|Mẫu\s+số)"
    r"(?:\s+(?:số\s+)?[\dIVX]+\w?)?\s*(?:[.:\-–]|$)"
    r"|(?:PHỤ LỤC|Phụ lục)\s+[\dIVX]+\b"
)
AUTHORITY = re.compile(
    rf"(?P<mark>TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)\s*(?:[./,]|(?<=/[MTLQ]))\s*(?=[{CAPITAL}])"
)
"""How a signer acts: for a body, for the head, by order, by mandate (annex I, II.7)."""
_ENCLOSED = re.compile(r"(?:^|\()\s*(?:được\s+)?(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
"""What is printed below the title of a document enclosed with another one."""
_TITLE_LINES = 8
_TITLE_MOTTO = re.compile(f"{fold('độc lập')}|{fold('đảng cộng sản việt nam')}")
_SYLLABLE = re.compile(rf"[{CAPITAL}](?:['’][{CAPITAL}])?[{SMALL}]*")
"""Of a name: ``Nguyễn``, ``A`` and ``Y`` of the Central Highlands, ``H’Bia``, ``K'Brơi``."""
_TITLE = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|CKI{1,2}|Đại tá|Thượng tá|Trung tá|Thiếu tướng|NGƯT|NGND)\.?\s*)+"
)
"""Titles before a signer's name, which the armed forces, schools and hospitals print."""
OPENER = re.compile(
    r"(?:tiếp tục |để |nhằm |trên cơ sở |sau khi )?"
    r"(?:căn cứ|thực hiện|triển khai|theo|xét|xem xét|thi hành|phúc đáp|hưởng ứng|nhận được"
    r"|tiếp theo|tại|quán triệt|thừa lệnh|được sự)\b",
    re.IGNORECASE,
)
"""How a ground begins (counts of 941 real documents: Căn cứ, Theo, Xét, Thực hiện …)."""


_STATUTE = re.compile(r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Thông tư)\b", re.IGNORECASE)
"""What the State alone issues, listed among grounds."""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    code: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Zones:
    head: tuple[Paragraph, ...]
    """Letterhead, kind and subject, addressees."""
    preamble: tuple[Paragraph, ...]
    body: tuple[Block, ...]
    """Content, that of a plan enclosed with a decision after the decision's own."""
    foot: tuple[Paragraph, ...]
    """Recipients and signature."""
    annexes: tuple[Block, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Kinds of documents by matching key."""
    return {fold(k["name"]): Kind(k["name"], k["code"], k["kind"]) for k in load(_KINDS)["kinds"]}


def kind_of_line(text: str) -> Kind | None:
    """The kind a line names if that is all it says: ``KẾ HOẠCH``."""
    key = fold(text).strip(" .:*-")
    return kinds().get(key) if is_upper(text) or text[:1].isupper() else None


def kind_opening(text: str) -> tuple[Kind, int] | None:
    """The kind a line in capitals begins with, and where its subject goes on.

    ``LỊCH CÔNG TÁC TUẦN 40`` and ``KẾ HOẠCH KIỂM TRA NĂM 2026`` name both on one line.
    """
    if not is_upper(text):
        return None
    ends = [m.end() for m in re.finditer(r"[^\W\d_]+", text)][:_KIND_WORDS]
    for end in reversed(ends):
        kind = kinds().get(fold(text[:end]))
        if kind is not None:
            return (kind, end) if re.search(r"\w", text[end:]) else None
    return None


def is_addressed(text: str) -> bool:
    return _ADDRESSED.match(text) is not None


def addressed_end(text: str) -> int:
    """Where the words that address somebody end; 0 where there are none."""
    match = _ADDRESSED.match(text)
    return match.end() if match else 0


def about(text: str) -> re.Match[str] | None:
    """The mark that opens a dispatch's subject: ``V/v``."""
    return _ABOUT.match(text)


def is_annex(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the heading of an annex."""
    return len(paragraph.text) < 160 and _ANNEX.match(paragraph.text) is not None


def split(layout: Layout) -> Zones:
    """The zones of a layout; a zone that is not there is empty."""
    blocks = layout.blocks
    end = _foot_start(blocks)
    annex = next((i for i in range(end, len(blocks)) if _opens_annex(blocks[i])), len(blocks))
    if end == len(blocks):
        annex = end
    foot_end = annex
    enclosed: Sequence[Block] = ()
    annexes: Sequence[Block] = blocks[annex:]
    if (title := _enclosed_title(blocks, end)) is not None:
        foot_end = min(annex, _letterhead_above(blocks, title, end))
        enclosed, annexes = _enclosed(blocks[title:])
    head = _head_end(blocks[:end])
    body = _body_start(blocks[:end], head)
    return Zones(
        head=_paragraphs(blocks[:head]),
        preamble=_paragraphs(blocks[head:body]),
        body=(*blocks[body:end], *enclosed),
        foot=_paragraphs(blocks[end:foot_end]),
        annexes=tuple(annexes),
    )


def _enclosed_title(blocks: Sequence[Block], start: int) -> int | None:
    """Where the title of a document enclosed with this one stands, below its foot.

    ``KẾ HOẠCH / Cải cách hành chính năm 2026 / (Ban hành kèm theo Quyết định số …)``
    """
    for i in range(start, len(blocks)):
        block = blocks[i]
        if isinstance(block, Paragraph) and (_names_kind(block.text) or opens_kind(block)):
            below = (b.text for b in blocks[i : i + _TITLE_LINES] if isinstance(b, Paragraph))
            if any(map(_ENCLOSED.search, below)):
                return i
    return None


def _letterhead_above(blocks: Sequence[Block], title: int, start: int) -> int:
    """The first block of what is printed above an enclosed document's title."""
    at = title
    while at > start and isinstance(above := blocks[at - 1], Paragraph):
        is_named = is_upper(above.text) or not re.search(r"\w", above.text)
        if _is_mark(above) or not (is_named or _TITLE_MOTTO.match(fold(above.text))):
            break
        at -= 1
    return at


def _enclosed(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The content of an enclosed document that begins with its title, and its annexes."""
    said = next(i for i, b in enumerate(blocks) if _ENCLOSED.search(_text(b)))
    annex = next((i for i, b in enumerate(blocks) if i > said and _is_annexed(b)), len(blocks))
    end = said + 1 + _foot_start(blocks[said + 1 : annex])
    return blocks[_body_start(blocks[:end], said + 1) : end], blocks[annex:]


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _is_annexed(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_annex(block)


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(b for b in blocks if isinstance(b, Paragraph))


def _opens_annex(block: Block) -> bool:
    return not isinstance(block, Paragraph) or is_annex(block)


def _foot_start(blocks: Sequence[Block]) -> int:
    """Where recipients or the signature begin, whichever is first; the end where neither is."""
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _RECIPIENTS.match(block.text):
            return _signing_start(blocks, i)
    marks = [i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and _is_mark(b)]
    return _signing_start(blocks, marks[-1]) if marks else len(blocks)


def _signing_start(blocks: Sequence[Block], at: int) -> int:
    """Step back over lines of a signature block."""
    while at and is_signing(blocks[at - 1]):
        at -= 1
    return at


def _is_mark(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        len(text) < 90
        and is_upper(text)
        and (AUTHORITY.match(text) is not None or begins_position(text))
    )


def is_signing(block: Block) -> bool:
    """A line of a signature block that a dump put before or among the recipients."""
    if not isinstance(block, Paragraph) or len(block.text) > 90 or label_of(block.text):
        return False
    return _is_mark(block) or is_upper(block.text) or is_name(block.text)


def is_name(text: str) -> bool:
    """Whether a line looks like a person's name: two to six capitalised syllables."""
    words = _TITLE.sub("", text).split()
    return 2 <= len(words) <= 6 and all(map(_SYLLABLE.fullmatch, words)) and len(words[-1]) > 1


def _head_end(blocks: Sequence[Block]) -> int:
    """The first block after letterhead, kind, subject and addressees."""
    limit = _first_table(blocks, _HEAD_LIMIT)
    texts = [b.text if isinstance(b, Paragraph) else "" for b in blocks[:limit]]
    kind = next((i for i, t in enumerate(texts) if _names_kind(t)), None)
    if kind is not None and not any(map(is_addressed, texts[:kind])):
        return _after_addressees(blocks, _after_title(blocks, kind + 1, limit), limit)
    addressed = next((i for i, t in enumerate(texts) if is_addressed(t)), None)
    if addressed is not None:
        return _after_addressees(blocks, addressed, limit)
    opened = next((i for i, b in enumerate(blocks[:limit]) if opens_kind(b)), None)
    if opened is not None:
        return _after_title(blocks, opened + 1, limit)
    return next((i for i, t in enumerate(texts) if _is_prose(t)), 0)


def opens_kind(block: Block) -> bool:
    """Whether a block is a title whose first words name the kind."""
    if not isinstance(block, Paragraph) or block.side == "left":
        return False
    return kind_opening(block.lines[0].text) is not None


def _first_table(blocks: Sequence[Block], limit: int) -> int:
    tables = (i for i, b in enumerate(blocks[:limit]) if not isinstance(b, Paragraph))
    return next(tables, min(limit, len(blocks)))


def _names_kind(text: str) -> bool:
    found = kind_of_line(text)
    return found is not None and is_upper(text)


def _is_prose(text: str) -> bool:
    return len(text) > 120 or (OPENER.match(text) is not None and len(text) > 40)


def _after_title(blocks: Sequence[Block], start: int, limit: int) -> int:
    """The title is what follows the kind, up to grounds, a heading or running prose."""
    i = start
    while i < limit:
        block = blocks[i]
        assert isinstance(block, Paragraph)
        if is_addressed(block.text) or label_of(block.text):
            break
        if _opens_preamble(block) if i > start else _is_grounds(block):
            break
        if i > start and block.lines[0].gap and not block.centred:
            break
        if i > start and not block.centred and heads_day(block.text):
            break
        i += 1
    return i


def _is_grounds(block: Paragraph) -> bool:
    """What cannot be a title: a title may well begin with ``Thực hiện …``."""
    return re.match(r"căn cứ\b", block.text, re.IGNORECASE) is not None or is_addressed(block.text)


def _opens_preamble(block: Paragraph) -> bool:
    ends = block.text.endswith((":", ";"))
    return not block.centred and (ends or _is_grounds(block) or _is_prose(block.text))


def _after_addressees(blocks: Sequence[Block], start: int, limit: int) -> int:
    """Skip ``Kính gửi`` with its list; ``start`` itself where there is none."""
    first = next((i for i in range(start, min(start + 4, limit)) if _addressed_at(blocks[i])), None)
    if first is None:
        return start
    i = first + 1
    text = _text(blocks[first])
    inline = text[addressed_end(text) :].strip()
    while i < limit:
        block = blocks[i]
        assert isinstance(block, Paragraph)
        label = label_of(block.text)
        listed = label is not None and label.kind in ("dash", "plus")
        if not listed and (
            inline or _is_prose(block.text) or block.text.endswith((".", ":")) or label
        ):
            break
        inline = inline or block.text
        i += 1
    return i


def _addressed_at(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_addressed(block.text)


def _body_start(blocks: Sequence[Block], start: int) -> int:
    """The first heading, list item or table after the preamble's prose."""
    for i in range(start, len(blocks)):
        block = blocks[i]
        if not isinstance(block, Paragraph):
            return i
        if names_period(block.text):
            return i
        label = label_of(block.text)
        if label and not (label.kind in ("dash", "plus") and _cites(block.text, label.end)):
            return i
        if bare(block.text).strip(" :") in ("quiet dinh", "quiet nghi"):
            return i
    return len(blocks)


def _cites(text: str, at: int) -> bool:
    """A dashed ground: ``- Căn cứ Luật …``, ``+ Thông tư số …``."""
    rest = text[at:].strip()
    if OPENER.match(rest) is not None or _STATUTE.match(rest):
        return True
    return any(fold(rest).startswith(k + " ") for k in kinds())
