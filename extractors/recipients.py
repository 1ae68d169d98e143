"""The distribution list: Nơi nhận, one recipient to an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.text.fold import fold
from extractors.text.labels import label_of
from extractors.zones import is_signing
from schemas.layout import Paragraph, Passage
from schemas.record import Recipient

_OPENING = re.compile(r"n[ơo]+i nh[ậâa]n\s*:?", re.IGNORECASE)
_ARCHIVE = re.compile(r"lưu\b", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\s*\((?P<purpose>(?:để )?(?:b/\s?c|p/\s?h|t/\s?h|báo cáo|phối hợp|thực hiện|biết|chỉ đạo"
    r"|theo dõi|đăng tải|đưa tin|tổng hợp|triển khai|kiểm tra|giám sát|đôn đốc)[^()]*)\)\s*$",
    re.IGNORECASE,
)


def read_recipients(foot: Sequence[Paragraph]) -> tuple[Recipient, ...]:
    """Recipients in order; the signature's lines beside or below are not among them."""
    return tuple(_recipient(item) for item in recipient_items(foot))


def recipient_paragraphs(foot: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of the list, its opening included."""
    start = next((i for i, p in enumerate(foot) if _OPENING.match(p.text)), None)
    if start is None:
        return []
    side = foot[start].side
    out = [foot[start]]
    for paragraph in foot[start + 1 :]:
        if paragraph.side != side or is_signing(paragraph):
            continue
        if len(out) > 1 and _ends(out, paragraph):
            break
        out.append(paragraph)
    return out


def _ends(list_so_far: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """After the archive's line only its own continuation may follow."""
    last = _last_label(list_so_far)
    if last is None or not _ARCHIVE.match(last.text.lstrip("-–+* ")):
        return False
    return label_of(paragraph.text) is not None or not list_so_far[-1].text.rstrip().endswith(
        (",", ";", "-")
    )


def _last_label(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    return next((p for p in reversed(paragraphs) if label_of(p.text)), None)


def recipient_items(foot: Sequence[Paragraph]) -> list[Passage]:
    """Each recipient's text without dash and closing mark."""
    paragraphs = recipient_paragraphs(foot)
    if not paragraphs:
        return []
    opening = _OPENING.match(paragraphs[0].text)
    parts = [paragraphs[0].passage.part(opening.end() if opening else 0)]
    parts += [p.passage for p in paragraphs[1:]]
    items: list[Passage] = []
    for part in (p for whole in parts for p in _apart(whole)):
        label = label_of(part.text)
        if label is None and items and not _complete(items[-1].text):
            items[-1] = Passage.join((items[-1], part))
        elif part:
            items.append(part.part(label.end if label else 0))
    return [i.part(0, len(i.text.rstrip(" .;,:"))) for i in items if re.search(r"\w", i.text)]


def _apart(passage: Passage) -> list[Passage]:
    """Items that a dump put on one line: ``… (Đ/c An);- Chi cục …``."""
    cuts = [
        0,
        *(m.end() - 1 for m in re.finditer(r";\s?[-–+](?=\s)", passage.text)),
        len(passage.text),
    ]
    return [passage.part(a, b) for a, b in pairwise(cuts)]


def _complete(text: str) -> bool:
    return text.rstrip().endswith((";", "."))


def _recipient(item: Passage) -> Recipient:
    match = _PURPOSE.search(item.text)
    archive = _ARCHIVE.match(item.text) is not None
    return Recipient(
        text=item.text,
        name=None if archive else (item.text[: match.start()] if match else item.text).strip(),
        purpose=match["purpose"] if match else None,
        is_archive=archive,
        source=item.source("recipients.item"),
    )


def refers_to_addressees(recipient: Recipient) -> bool:
    """``Như trên``, ``Như kính gửi``: the recipient is who was addressed above."""
    return fold(recipient.text).startswith((fold("như trên"), fold("như kính gửi")))
