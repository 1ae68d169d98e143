"""Tables printed as a text dump prints them, with known cells: an oracle for the decoder.

Cells are broken at their column's width, rows are printed column by column, blank lines
stand where PDF readers put them, and a row may be cut by a page: then the first lines of
all its cells run together on one line and the rest follows, column by column.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from extractors.text.width import width

VERBS = "Tổ chức|Xây dựng|Ban hành|Rà soát|Triển khai|Kiểm tra|Tập huấn|Tổng hợp|Phát động|Hướng dẫn".split(
    "|"
)
OBJECTS = (
    "kế hoạch tuyên truyền, phổ biến pháp luật|việc thực hiện nếp sống văn minh tại khu dân cư"
    "|hội nghị sơ kết phong trào trồng cây đầu xuân|công tác bảo đảm an toàn giao thông trên địa bàn"
    "|các tuyến kênh mương nội đồng trước mùa mưa bão|danh sách hộ nghèo, hộ cận nghèo năm 2023"
    "|cuộc thi tìm hiểu về chuyển đổi số cho đoàn viên|lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ"
).split("|")
TAILS = [
    "",
    " theo quy định",
    " và báo cáo kết quả",
    " cho cán bộ cấp xã",
    " trên toàn huyện; chấn chỉnh sai sót.",
]
LEADS = "Phòng Nội vụ|Phòng Tư pháp|Văn phòng HĐND và UBND huyện|Phòng Y tế|Phòng Tài chính - Kế hoạch".split(
    "|"
)
HELPERS = (
    "Các phòng, ban, ngành có liên quan|UBND các xã, thị trấn|Công an huyện; Huyện đoàn"
    "|Thành viên Ban Chỉ đạo huyện"
).split("|")
TIMES = "Tháng {m}/2023|Trong tháng {m}/2023|Quý {q}/2023|Trước ngày 15/{m}/2023|Quý I và Quý {q}/2023|Hằng quý|Thường xuyên".split(
    "|"
)
PRODUCTS = "Kế hoạch|Báo cáo kết quả|Văn bản hướng dẫn|Biên bản kiểm tra".split("|")
KINDS = {
    "index": ("STT", 2.6),
    "content": ("Nội dung công việc", 14.0),
    "lead": ("Cơ quan chủ trì", 7.0),
    "coordinating": ("Cơ quan phối hợp", 7.5),
    "time": ("Thời gian thực hiện", 6.5),
    "product": ("Sản phẩm", 6.0),
}
LAYOUTS = (
    ("index", "content", "lead", "time"),
    ("index", "content", "lead", "coordinating", "time"),
    ("index", "content", "time", "lead"),
    ("index", "content", "lead", "coordinating", "time", "product"),
)


@dataclass(frozen=True)
class Dump:
    text: str
    rows: tuple[tuple[str, ...], ...]


def dump(seed: int) -> Dump:
    """A dumped table of 4 to 14 rows."""
    chance = random.Random(seed)
    layout = chance.choice(LAYOUTS)
    rows = [_row(chance, layout, n + 1) for n in range(chance.randint(4, 14))]
    cut = chance.choice((None, chance.randrange(len(rows))))
    out = "\n\n".join("\n".join(_wrap(KINDS[k][0], KINDS[k][1])) for k in layout) + "\n\n"
    for number, row in enumerate(rows):
        out += _printed(chance, layout, row, cut=number == cut)
    return Dump(out, tuple(rows))


def _row(chance: random.Random, layout: tuple[str, ...], number: int) -> tuple[str, ...]:
    month = chance.randint(1, 12)
    values = {
        "index": str(number),
        "content": f"{chance.choice(VERBS)} {chance.choice(OBJECTS)}{chance.choice(TAILS)}",
        "lead": chance.choice(LEADS),
        "coordinating": chance.choice(HELPERS),
        "time": chance.choice(TIMES).format(m=month, q=("II", "III", "IV")[month % 3]),
        "product": chance.choice(PRODUCTS),
    }
    return tuple(values[kind] for kind in layout)


def _wrap(text: str, limit: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _printed(
    chance: random.Random, layout: tuple[str, ...], row: tuple[str, ...], *, cut: bool
) -> str:
    cells = [_wrap(text, KINDS[kind][1]) for kind, text in zip(layout, row, strict=True)]
    out = ""
    if cut and sum(len(c) > 1 for c in cells) > 1:
        out = " ".join(c[0] for c in cells) + "\n"
        cells = [c[1:] for c in cells if len(c) > 1]
    for cell in cells:
        lines = "\n".join(cell)
        if len(cell) > 3 and chance.random() < 0.3:  # line spacing that a reader took for a gap
            lines = "\n".join(cell[:2]) + "\n\n" + "\n".join(cell[2:])
        out += lines + "\n\n"
    return out


def scattered(seed: int) -> Dump:
    """The same tables as a reader prints them that sorts text into blocks.

    On each page stand the headings, then the page's ordinals in a run, then column after
    column; and the prose of the document names the tasks as well, as real plans do.
    """
    chance = random.Random(seed)
    layout = LAYOUTS[seed % 2]
    rows = [_row(chance, layout, n + 1) for n in range(chance.randint(9, 15))]
    pages = [rows[i : i + 5] for i in range(0, len(rows), 5)]
    prose = "\n".join(f"{row[1]} {HELPERS[0].lower()} phải làm ngay." for row in rows) + "\n\n"
    out = []
    for page in pages:
        heads = "\n\n".join("\n".join(_wrap(*KINDS[k])) for k in layout)
        ordinals = "\n\n".join(row[0] for row in page)
        blocks = [
            "\n\n".join("\n".join(_wrap(row[c], KINDS[layout[c]][1])) for row in page)
            for c in range(1, len(layout))
        ]
        out.append("\n\n".join([heads, ordinals, *blocks]) + "\n\n")
    return Dump(prose + "\f".join(out), tuple(rows))
