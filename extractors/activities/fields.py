"""Lines that give one field of a task: ``Thời gian: …``, ``Thành phần: …``, ``Địa điểm: …``."""

from __future__ import annotations

import re

from extractors.outline import Item, Outline
from extractors.text.fold import fold
from schemas.layout import Passage

_FIELD = re.compile(
    r"(?P<label>(?:dự kiến )?(?:thời gian|thời hạn|tiến độ)(?: [^\W\d]+){0,4}|hoàn thành"
    r"|(?:cơ quan|đơn vị|bộ phận)?\s?"
    r"(?:chủ trì|phối hợp|thực hiện|đầu mối|phụ trách)(?: [^\W\d]+){0,3}"
    r"|(?:sản phẩm|kết quả|địa điểm|kinh phí|thành phần)(?: [^\W\d]+){0,3})\s*:\s*(?=\S)",
    re.IGNORECASE,
)
"""A child line that gives one field of the task above it."""
_ATTRIBUTE = re.compile(
    r"(?:đối tượng|phạm vi|chủ đề|hình thức|phương pháp|phương thức|quy mô|địa bàn"
    r"|mốc(?: thời gian)?|thời kỳ|niên độ|giai đoạn)(?: [^\W\d]+){0,5}\s*:\s",
    re.IGNORECASE,
)
_FIELDS = {
    "time": ("thời gian", "thời hạn", "tiến độ", "hoàn thành"),
    "coordinating": ("phối hợp",),
    "product": ("sản phẩm", "kết quả"),
    "place": ("địa điểm",),
    "budget": ("kinh phí",),
    "participants": ("thành phần",),
}


def is_field(item: Item) -> bool:
    """Whether an item is such a line."""
    return _FIELD.match(item.text) is not None and len(item.text) < 200


def is_attribute(item: Item) -> bool:
    """Whether an item says of a task whom it is for or what it looks at: ``Đối tượng: …``."""
    return _ATTRIBUTE.match(item.text) is not None


def fields_of(outline: Outline, item: Item) -> dict[str, tuple[Passage, str]]:
    """Labelled lines under a task, by what they give: value and printed label."""
    out: dict[str, tuple[Passage, str]] = {}
    for child in (*outline.under(item), *_following_fields(outline, item)):
        match = _FIELD.match(child.text)
        if match is None:
            continue
        value = child.passage.part(match.end(), len(child.text.rstrip(" .;")))
        out.setdefault(field_name(match["label"]), (value, match["label"]))
    return out


def _following_fields(outline: Outline, item: Item) -> list[Item]:
    """Field lines that stand after an item on its own level (``-`` after ``-``)."""
    out: list[Item] = []
    if item.label is None or is_field(item) or is_attribute(item):
        return out
    for later in outline.items[item.index + 1 :]:
        if later.parent != item.parent or not is_field(later):
            break
        out.append(later)
    return out


def field_name(label: str) -> str:
    key = fold(label)
    named = (n for n, words in _FIELDS.items() if any(fold(w) in key for w in words))
    return next(named, "lead")
