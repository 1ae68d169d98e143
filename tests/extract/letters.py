"""Letters of several offices, as text, as Word and as pages, to be put into one file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import typst

from tests.word.make import docx, p, tbl, tc, tr

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_FORM = """
#set page(paper: "a4", margin: 2cm)
#set text(font: "Libertinus Serif", size: 13pt, lang: "vi", fallback: false, hyphenate: false)
#let lines(all) = all.join(linebreak())
#let sides(left, right) = grid(columns: (7fr, 10fr), lines(left), lines(right))
"""


@dataclass(frozen=True)
class Letter:
    """The parts of a letter; one without a head is an annex or a form."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    @property
    def foot(self) -> tuple[str, ...]:
        return ("Nơi nhận:", *(f"- {body};" for body in self.to)) if self.to else ()


def as_text(letters: Sequence[Letter], *, pages: bool = False) -> bytes:
    """The letters one after the other, each on a page of its own if asked for."""
    return ("\f" if pages else "\n").join(map(_text, letters)).encode()


def _text(letter: Letter) -> str:
    parts = (letter.left, letter.right, letter.title, letter.body, letter.foot, letter.signed)
    return "\n".join("\n".join(part) + "\n" for part in parts if part)


def as_columns(letters: Sequence[Letter]) -> bytes:
    """Text whose letterheads and feet stand side by side, as ``pdftotext -layout`` has them."""
    return "\f".join(map(_columns, letters)).encode()


def _columns(letter: Letter) -> str:
    middle = "\n".join((*(f"{'':20}{line}" for line in letter.title), "", *letter.body))
    return (
        f"{_beside(letter.left, letter.right)}\n{middle}\n\n{_beside(letter.foot, letter.signed)}"
    )


def _beside(left: Sequence[str], right: Sequence[str]) -> str:
    rows = range(max(len(left), len(right)))
    cells = [(left[i] if i < len(left) else "", right[i] if i < len(right) else "") for i in rows]
    return "\n".join(f"{a:<42}{b}".rstrip() for a, b in cells)


def as_docx(letters: Sequence[Letter]) -> bytes:
    return docx(*(word_of(letter) for letter in letters))


def word_of(letter: Letter) -> str:
    title = (p(line, jc="center") for line in letter.title)
    body = map(p, letter.body)
    return "".join(
        (_sides(letter.left, letter.right), *title, *body, _sides(letter.foot, letter.signed))
    )


def _sides(left: Sequence[str], right: Sequence[str]) -> str:
    return tbl(tr(tc(*map(p, left)), tc(*map(p, right))), ruled=False) if left or right else ""


def as_pdf(letters: Sequence[Letter]) -> bytes:
    """Each letter begins a page."""
    source = _FORM + "\n#pagebreak()\n".join(map(_pages, letters))
    return typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_tags=False)


def _pages(letter: Letter) -> str:
    body = "\n\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in letter.body)
    return (
        f"#sides({_list(letter.left)}, {_list(letter.right)})\n"
        f"#align(center, strong(lines({_list(letter.title)})))\n#v(5mm)\n{body}\n\n"
        f"#sides({_list(letter.foot)}, {_list(letter.signed)})\n"
    )


def _list(texts: Sequence[str]) -> str:
    return f"({''.join(json.dumps(text, ensure_ascii=False) + ', ' for text in texts)})"


def plan(number: str = "Số: 16/KH-UBND", *, day: str = "05", month: str = "3") -> Letter:
    return Letter(
        left=("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM", number),
        right=(*STATE, f"Sông Lam, ngày {day} tháng {month} năm 2026"),
        title=("KẾ HOẠCH", "Tuyên truyền an toàn giao thông năm 2026"),
        body=(
            "I. MỤC ĐÍCH",
            "1. Nâng cao nhận thức của người dân về an toàn giao thông.",
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Công an huyện báo cáo kết quả trước ngày 30/11/2026.",
        ),
        to=("Công an huyện", "Lưu: VT"),
        signed=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Phạm Văn Lương"),
    )


DISPATCH = Letter(
    left=("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM", "Số: 88/UBND-NC", "V/v rà soát hồ sơ"),
    right=(*STATE, "Sông Lam, ngày 09 tháng 3 năm 2026"),
    title=("Kính gửi: Các phòng, ban trực thuộc huyện.",),
    body=("Ủy ban nhân dân huyện đề nghị các phòng, ban gửi báo cáo trước ngày 20/3/2026.",),
    to=("Như trên", "Lưu: VT"),
    signed=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Bình"),
)
PARTY = Letter(
    left=("ĐẢNG BỘ TỈNH HÀ LÂM", "HUYỆN ỦY SÔNG LAM", "*", "Số 12-KH/HU"),
    right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Lam, ngày 12 tháng 3 năm 2026"),
    title=("KẾ HOẠCH", "học tập Nghị quyết Đại hội năm 2026"),
    body=("I- MỤC ĐÍCH", "1- Nâng cao nhận thức của đảng viên.",
          "II- TỔ CHỨC THỰC HIỆN", "1- Các chi bộ mở hội nghị trước ngày 30/5/2026."),
    to=("Thường trực Tỉnh ủy (b/c)", "Lưu Văn phòng Huyện ủy"),
    signed=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Bá"),
)  # fmt: skip
YOUTH = Letter(
    left=("TỈNH ĐOÀN HÀ LÂM", "BCH HUYỆN ĐOÀN SÔNG LAM", "***", "Số: 15-KH/HĐTN"),
    right=("ĐOÀN TNCS HỒ CHÍ MINH", "Sông Lam, ngày 15 tháng 3 năm 2026"),
    title=("KẾ HOẠCH", "Tổ chức Tháng Thanh niên năm 2026"),
    body=("I. MỤC ĐÍCH", "1. Phát huy vai trò của thanh niên."),
    to=("Các chi đoàn", "Lưu VP"),
    signed=("TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN", "BÍ THƯ", "Lê Thị Hoa"),
)
DECISION = Letter(
    left=("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM", "Số: 215/QĐ-UBND"),
    right=(*STATE, "Sông Lam, ngày 02 tháng 3 năm 2026"),
    title=("QUYẾT ĐỊNH", "Ban hành Kế hoạch cải cách hành chính năm 2026"),
    body=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;", "QUYẾT ĐỊNH:",
          "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2026.",
          "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."),
    to=("Như Điều 2", "Lưu: VT"),
    signed=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Phạm Văn Lương"),
)  # fmt: skip
ENCLOSED = Letter(
    left=("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM"),
    right=STATE,
    title=("KẾ HOẠCH", "Cải cách hành chính năm 2026",
           "(Ban hành kèm theo Quyết định số 215/QĐ-UBND ngày 02 tháng 3 năm 2026)"),
    body=("I. MỤC TIÊU",
          "1. Rút ngắn thời gian giải quyết hồ sơ của người dân và doanh nghiệp ở các phòng, ban của "
          "huyện và ở các xã, bảo đảm đúng quy định của pháp luật.", "II. TỔ CHỨC THỰC HIỆN",
          "1. Phòng Nội vụ tổng hợp kết quả trước ngày 15/12/2026."),
)  # fmt: skip
FORM = Letter(
    left=("Mẫu số 01", "TÊN CƠ QUAN", "Số: …/BC-…"),
    right=(*STATE, "………, ngày … tháng … năm 2026"),
    title=("BÁO CÁO", "Kết quả tuyên truyền an toàn giao thông"),
    body=("1. Số buổi tuyên truyền: ……",),
    to=("Như trên", "Lưu: VT"),
    signed=("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên)"),
)
BARE_FORM = Letter(
    left=("ĐƠN VỊ …………", "Số:      /BC-"),
    right=(*STATE, "Sông Lam, ngày    tháng    năm 2026"),
    title=("BÁO CÁO", "Kết quả thực hiện"),
    body=("1. Kết quả: ……",),
    to=("Như trên", "Lưu: VT"),
    signed=("THỦ TRƯỞNG ĐƠN VỊ",),
)
COPY = Letter(
    left=("ỦY BAN NHÂN DÂN", "XÃ ĐÔNG HÀ", "Số: 12/SY-UBND"),
    right=(*STATE, "Đông Hà, ngày 20 tháng 3 năm 2026"),
    title=("SAO Y",),
    to=("Các thôn", "Lưu: VT"),
    signed=("TL. CHỦ TỊCH", "CÔNG CHỨC VĂN PHÒNG", "Lê Văn Mẫu"),
)
ANNEX = Letter(
    left=("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM"),
    right=STATE,
    title=("PHỤ LỤC I", "DANH SÁCH CÁC XÃ",
           "(Kèm theo Kế hoạch số 16/KH-UBND ngày 05 tháng 3 năm 2026)"),
    body=("1. Xã Đông Hà.",),
)  # fmt: skip
QUOTED = Letter(
    title=("PHỤ LỤC", "HƯỚNG DẪN TRÌNH BÀY"),
    body=("Phần đầu văn bản trình bày như sau:", *STATE, "Số: 05/BC-UBND",
          "Sông Lam, ngày 06 tháng 3 năm 2026", "BÁO CÁO", "Kết quả công tác quý I"),
)  # fmt: skip


MEDIA = {
    "text": ("txt", as_text),
    "text with pages": ("txt", partial(as_text, pages=True)),
    "text in columns": ("txt", as_columns),
    "word": ("docx", as_docx),
    "pdf": ("pdf", as_pdf),
}


def stored(folder: Path, medium: str, of: Sequence[Letter]) -> Path:
    """A file of letters in one of the media."""
    suffix, make = MEDIA[medium]
    path = folder / f"a.{suffix}"
    path.write_bytes(make(of))
    return path
