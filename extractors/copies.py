"""Certified copies: what a copier adds to a document is not the document's own.

Nghị định 30/2020/NĐ-CP (annex I, part III) and Hướng dẫn 36-HD/VPTW have the copier put his
body, number, date, the words SAO Y, SAO LỤC or TRÍCH SAO, recipients and signature below the
author's signature; on electronic copies a line stands at the top. Both look like a
letterhead and a foot of their own::

    ỦY BAN NHÂN DÂN HUYỆN
    Số: 12/SY-UBND          Sông Lam, ngày 06 tháng 3 năm 2026
                      SAO Y
    Nơi nhận: …             TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG / Lê Văn Mẫu
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.agency.names import begins_position
from extractors.text.fold import fold, is_upper
from extractors.zones import AUTHORITY, is_annex
from schemas.layout import Block, Paragraph

_KINDS = "|".join(map(fold, ("sao y", "sao lục", "trích sao")))
_MARK = re.compile(
    f"(?:{_KINDS}|{fold('bản sao')})"
    f"(?: (?:{'|'.join(map(fold, ('bản chính', 'bản gốc', 'đúng bản chính', 'nguyên văn')))}))?"
)
_STAMP = re.compile(rf"(?:{_KINDS})\b(?!\s*(?:[,.]|$)).*\d")
"""``SAO Y; UBND huyện; 06/3/2026 10:12:30``, the line of an electronic copy."""
_NUMBER = re.compile(r"\W*số\s*:?[\s.…\d]*(?:[/-].*)?$", re.IGNORECASE)
_DATED = re.compile(r".{0,60}\bngày\b.{0,40}\bnăm\b.{0,6}$", re.IGNORECASE)
_LONGEST = 90
_HEAD = 12
"""Paragraphs of a letterhead, of which an electronic copy's line may be one."""


def without_copier(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the document itself."""
    kept = [b for i, b in enumerate(blocks) if not (i < _HEAD and (_is_stamp(b) or _is_mark(b)))]
    marks = [i for i, b in enumerate(kept) if _is_mark(b) and any(map(_is_signed, kept[:i]))]
    if not marks:
        return tuple(kept)
    begin, end = marks[-1], marks[-1] + 1
    while begin and _is_letterhead(kept[begin - 1]):
        begin -= 1
    while end < len(kept) and _is_foot(kept[end]):
        end += 1
    return (*kept[:begin], *kept[end:])


def _is_stamp(block: Block) -> bool:
    return isinstance(block, Paragraph) and _STAMP.match(fold(block.text)) is not None


def _is_mark(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_copy_mark(block.text)


def is_copy_mark(text: str) -> bool:
    """Whether a line says that what is above or below it is a copy: ``SAO Y BẢN CHÍNH``."""
    return _MARK.fullmatch(fold(text).strip(" .:*()")) is not None


def _is_signed(block: Block) -> bool:
    """A line of the author's signature: without one nothing has been copied yet."""
    if not isinstance(block, Paragraph) or not is_upper(block.text):
        return False
    return AUTHORITY.match(block.text) is not None or begins_position(block.text)


def _is_letterhead(block: Block) -> bool:
    """A line of the copier's letterhead, which names no post and nobody."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or _is_signed(block):
        return False
    text = block.text
    named = is_upper(text) or not re.search(r"\w", text) or _is_motto(text)
    return named or _NUMBER.match(text) is not None or _DATED.match(text) is not None


def _is_motto(text: str) -> bool:
    return fold(text).startswith(fold("độc lập"))


def _is_foot(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) <= _LONGEST and not is_annex(block)
