"""Small documents written as text, and set as Word and PDF files.

A line that begins with ``|`` is a row of a table; ``^`` is a cell merged with the one above,
``<`` one merged with its left neighbour, ``/`` between spaces a line's end in a cell,
``&nbsp;`` a space that does not break. What stands between tables is paragraphs; one between
``**`` is bold. ``---`` turns the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

HEAD = (
    "ỦY BAN NHÂN DÂN / XÃ BÌNH MINH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc",
)
NUMBER = ("Số: 21/{code}-UBND", "Bình Minh, ngày 15 tháng 01 năm 2026")
FOOT = (
    "Nơi nhận: / - UBND huyện (b/c); / - Các đơn vị liên quan; / - Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / Trần Văn Mẫu",
)
KINDS = {
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "TB": "THÔNG BÁO",
    "QĐ": "QUYẾT ĐỊNH",
    "CTr": "CHƯƠNG TRÌNH",
    "CV": "Kính gửi: Các thôn, các trường học.",
}


@dataclass(frozen=True)
class Spanned:
    row: int
    col: int
    text: str
    rowspan: int
    colspan: int

    @property
    def lines(self) -> list[str]:
        return self.text.split(" / ")


@dataclass(frozen=True)
class Grid:
    """A table: its cells, and how many rows and columns it has."""

    cells: tuple[Spanned, ...]
    n_rows: int
    n_cols: int


@dataclass(frozen=True)
class Text:
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Turn:
    """From here the sheets stand the other way."""


Part = Grid | Text | Turn


def parts_of(body: str) -> Iterator[Part]:
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    for is_table, run in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield grid_of(list(run))
        else:
            yield from (_text(line) for line in run)


def _text(line: str) -> Text | Turn:
    if line == "---":
        return Turn()
    if line.startswith("**"):
        return Text(line.strip("*"), bold=True)
    return Text(line)


def grid_of(lines: list[str]) -> Grid:
    rows = [
        [cell.strip().replace("&nbsp;", "\N{NO-BREAK SPACE}") for cell in line[1:].split("|")]
        for line in lines
    ]
    n_cols = max(map(len, rows))
    assert all(len(row) == n_cols for row in rows), [r for r in rows if len(r) != n_cols]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("^", "<"):
                continue
            down = next((i for i in range(r + 1, len(rows)) if rows[i][c] != "^"), len(rows)) - r
            wide = next((j for j in range(c + 1, n_cols) if row[j] != "<"), n_cols) - c
            cells.append(Spanned(r, c, text, down, wide))
    return Grid(tuple(cells), len(rows), n_cols)


OPENING = """
**I. MỤC ĐÍCH
Nâng cao chất lượng công tác dân vận.
**II. NỘI DUNG
Các nhiệm vụ cụ thể như sau:
"""


@dataclass(frozen=True)
class Document:
    """A letter around a body: its kind's code and its title; ``CV`` is a dispatch."""

    body: str
    code: str = "KH"
    title: str = "Công tác dân vận năm 2026"

    @property
    def number(self) -> str:
        if self.code == "CV":
            return f"Số: 21/UBND-VP / V/v {self.title}"
        return NUMBER[0].format(code=self.code)

    @property
    def headlines(self) -> list[str]:
        """What stands between the letterhead and the text."""
        return [KINDS[self.code]] if self.code == "CV" else [KINDS[self.code], self.title]

    def parts(self) -> Iterator[Part]:
        return parts_of(OPENING + self.body)
