"""A letter of exchangeable parts as plain text, and values of its record by path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.layout.plain import lines_of, paragraphs_of
from extractors.record import extract
from schemas.layout import Layout
from schemas.page import FileFacts
from schemas.record import ProducedBy

FACTS = FileFacts("a.txt", "text/plain", "0" * 64, None, "plain", "unicode")
PARTS = {
    "above": "",
    "issuer": "ỦY BAN NHÂN DÂN\nTỈNH HÀ LÂM",
    "number": "Số: 21/KH-UBND",
    "motto": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "place": "Hà Lâm, ngày 05 tháng 3 năm 2026\n",
    "title": "KẾ HOẠCH\nTuyên truyền an toàn giao thông năm 2026\n",
    "opening": "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:\n",
    "body": (
        "I. MỤC ĐÍCH\n\n1. Nâng cao nhận thức của người dân.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
        "1. Sở Công nghiệp báo cáo trước ngày 30/11/2026.\n"
    ),
    "recipients": "Nơi nhận:\n- Sở Công nghiệp;\n- Lưu: VT.\n",
    "signature": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPhạm Văn Lương\n",
    "below": "",
}


def record_of(parts: Mapping[str, str]) -> dict[str, Any]:
    """The record of the letter with some of its parts replaced, as JSON."""
    unknown = parts.keys() - PARTS
    assert not unknown, unknown
    text = "\n".join(parts.get(name, usual) for name, usual in PARTS.items())
    layout = Layout(FACTS, tuple(paragraphs_of(lines_of(text))))
    found: dict[str, Any] = extract(
        layout, produced_by=ProducedBy(version="1", rules="r")
    ).model_dump(mode="json")
    return found


def value(found: Any, path: str) -> Any:
    """What stands at a path such as ``header.number`` or ``recipients.text``, lists item by item."""
    for name in path.split("."):
        if isinstance(found, list):
            found = [item and item[name] for item in found]
        elif found is not None:
            found = found[name]
    return found
