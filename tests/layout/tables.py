"""Random tables of known content, set on pages the way office programs set them.

``random_table`` draws the content: 2 to 9 columns, one or two heading rows, group rows, cells
merged down or across, blanks. ``set_table`` wraps, paginates and rules it: rows kept whole or
cut at the page's end, headings repeated or not, borders as long lines or cell by cell. What
comes out is ``Pages``, so that no PDF stands between the truth and the layout.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.geometry import Box
from schemas.page import FileFacts, Page, Pages
from schemas.word import Word

SIZE = 12.0
PITCH = 14.5
PAD = 4.0
FACTS = FileFacts("made.pdf", "application/pdf", "0" * 64, None, "text-layer", "unicode")

_HEADINGS = (
    "STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện",
    "Sản phẩm", "Kinh phí", "Địa điểm", "Ghi chú", "Kết quả",
)  # fmt: skip
_STARTS = (
    "Tổ chức", "Xây dựng", "Ban hành", "Tham mưu", "Rà soát", "Phối hợp", "Báo cáo", "Kiểm tra",
    "Hướng dẫn", "Tập huấn", "Sơ kết", "Cập nhật",
)  # fmt: skip
_MIDDLES = (
    "kế hoạch", "hội nghị", "các cơ quan, đơn vị", "công tác", "văn bản", "theo quy định",
    "kết quả", "phong trào", "trên địa bàn", "số liệu", "chuyên đề", "hồ sơ", "cán bộ,", "lớp",
    "thôn An Bình", "xã Hòa Lạc", "Sở Nội vụ", "năm 2031", "đợt 2", "tháng 5/2031",
)  # fmt: skip
_SHORT = ("Quý I", "Tháng 3", "Sở Y tế", "UBND xã", "Cả năm", "15/4/2031", "02 lớp", "Báo cáo")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Truth:
    """One cell of the table as it should be read."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Made:
    """A table's content and how it is to be set."""

    cells: tuple[Truth, ...]
    n_rows: int
    widths: tuple[float, ...]
    header_rows: int
    repeat: bool
    cut_rows: bool
    long_lines: bool
    middle: bool
    landscape: bool
    open_cuts: bool
    """No border is drawn where a page's end cuts a row."""
    page_numbers: bool

    def grid(self) -> list[list[str]]:
        rows = [[""] * len(self.widths) for _ in range(self.n_rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.col, cell.col + cell.colspan):
                    rows[r][c] = cell.text
        return rows


def random_table(rng: random.Random) -> Made:
    n_cols = rng.randint(2, 9)
    numbered = n_cols > 2 and rng.random() < 0.85
    landscape = n_cols > 6 or rng.random() < 0.3
    widths = _widths(rng, n_cols, 720.0 if landscape else 460.0, numbered=numbered)
    header, header_rows = _header(rng, n_cols, numbered=numbered)
    body, n_rows = _body(rng, n_cols, header_rows, numbered=numbered)
    return Made(
        tuple(header + body), n_rows, widths, header_rows, rng.random() < 0.5,
        rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.4, landscape, rng.random() < 0.3,
        rng.random() < 0.6,
    )  # fmt: skip


def _widths(rng: random.Random, n_cols: int, total: float, *, numbered: bool) -> tuple[float, ...]:
    shares = [rng.uniform(1.0, 1.8) for _ in range(n_cols)]
    shares[int(numbered)] *= rng.uniform(1.2, 2.0)
    if numbered:
        shares[0] = 0.07 * sum(shares)
    floor = 34.0 if numbered else 0.0
    scale = (total - floor) / (sum(shares) - (shares[0] if numbered else 0.0))
    return tuple(floor if numbered and i == 0 else s * scale for i, s in enumerate(shares))


def _header(rng: random.Random, n_cols: int, *, numbered: bool) -> tuple[list[Truth], int]:
    names = list(_HEADINGS[:1] if numbered else ()) + list(_HEADINGS[1:])
    names = names[:n_cols]
    if n_cols < 4 or rng.random() < 0.7:
        return [Truth(0, c, name, bold=True) for c, name in enumerate(names)], 1
    pair = rng.randint(2, n_cols - 2)
    cells = [
        Truth(0, c, name, 2, bold=True) for c, name in enumerate(names) if not pair <= c < pair + 2
    ]
    cells.append(Truth(0, pair, "Thời gian thực hiện", 1, 2, bold=True))
    cells += [Truth(1, pair, "Bắt đầu", bold=True), Truth(1, pair + 1, "Kết thúc", bold=True)]
    return sorted(cells, key=lambda c: (c.row, c.col)), 2


def _body(
    rng: random.Random, n_cols: int, first: int, *, numbered: bool
) -> tuple[list[Truth], int]:
    cells: list[Truth] = []
    row, number, group = first, 0, 0
    groups = numbered and n_cols > 3 and rng.random() < 0.4
    for i in range(int(rng.triangular(2, 60, 6))):
        if groups and (i == 0 or rng.random() < 0.12) and group < len(_ROMAN):
            cells += _group(rng, row, n_cols, _ROMAN[group])
            row, group, number = row + 1, group + 1, 0
        number += 1
        made, used = _task(rng, row, n_cols, number if numbered else None)
        cells += made
        row += used
    return cells, row


def _group(rng: random.Random, row: int, n_cols: int, numeral: str) -> list[Truth]:
    name = "Nhóm " + _phrase(rng, 3).lower()
    kind = rng.randint(0, 2)
    if kind == 0:
        return [Truth(row, 0, f"{numeral}. {name}", 1, n_cols, bold=True)]
    first = Truth(row, 0, numeral, bold=True)
    if kind == 1:
        return [first, Truth(row, 1, name, 1, n_cols - 1, bold=True)]
    blanks = [Truth(row, c, "") for c in range(2, n_cols)]
    return [first, Truth(row, 1, name, bold=True), *blanks]


def _task(rng: random.Random, row: int, n_cols: int, number: int | None) -> tuple[list[Truth], int]:
    """One task: a row, or several rows beside a merged number and content."""
    content = 1 if number is not None else 0
    parts = rng.choice((2, 2, 3)) if n_cols > content + 2 and rng.random() < 0.1 else 1
    cells = [] if number is None else [Truth(row, 0, str(number), parts)]
    cells.append(Truth(row, content, _phrase(rng, rng.randint(3, 14)), parts))
    for r in range(row, row + parts):
        col = content + 1
        while col < n_cols:
            wide = 2 if col + 1 < n_cols and parts == 1 and rng.random() < 0.03 else 1
            blank = rng.random() < 0.08 and (parts == 1 or col > content + 1)
            text = "" if blank else _value(rng)
            cells.append(Truth(r, col, text, 1, wide))
            col += wide
    return cells, parts


def _value(rng: random.Random) -> str:
    return rng.choice(_SHORT) if rng.random() < 0.5 else _phrase(rng, rng.randint(1, 5))


def _phrase(rng: random.Random, length: int) -> str:
    words = [rng.choice(_STARTS), *(rng.choice(_MIDDLES) for _ in range(length))]
    return " ".join(words) + rng.choice(("", "", ".", ";"))


def text_width(text: str) -> float:
    """A plausible width: capitals wide, thin letters thin."""
    return sum(
        SIZE * (0.28 if c in " iljt.,;:/()I" else 0.68 if c.isupper() else 0.48) for c in text
    )


def wrap(text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass
class _Slice:
    """A row, or the part of one, on a page: cell index to its lines there."""

    row: int
    height: float
    lines: dict[int, list[str]]
    begins: bool = True
    ends: bool = True


@dataclass
class _Sheet:
    words: list[Word] = field(default_factory=list)
    rulings: list[Box] = field(default_factory=list)


def set_table(made: Made) -> Pages:
    """The table on pages, a line of text above and below, pages numbered from the second."""
    width, height = (842.0, 595.0) if made.landscape else (595.0, 842.0)
    left, top, bottom = 70.0, 60.0, height - 60.0
    slices = _paginate(made, top + 2 * PITCH, top, bottom)
    sheets: list[Page] = []
    for number, rows in enumerate(slices, start=1):
        sheet = _Sheet()
        y = top + 2 * PITCH if number == 1 else top
        if number == 1:
            _write(sheet, "Kế hoạch cụ thể như sau:", left, top, number)
        elif made.page_numbers:
            _write(sheet, str(number), width / 2 - 4, 30.0, number)
        y = _draw(sheet, made, rows, left, y, number)
        if number == len(slices):
            _write(sheet, "Trên đây là kế hoạch năm 2031.", left, y + 14, number)
        sheets.append(Page(number, width, height, tuple(sheet.words), tuple(sheet.rulings)))
    return Pages(FACTS, tuple(sheets))


def _wrapped(made: Made) -> list[list[str]]:
    out = []
    for cell in made.cells:
        inner = sum(made.widths[cell.col : cell.col + cell.colspan]) - 2 * PAD
        out.append(wrap(cell.text, inner))
    return out


def _paginate(made: Made, start: float, top: float, bottom: float) -> list[list[_Slice]]:
    lines = _wrapped(made)
    heights = _heights(made, lines)
    header = list(range(made.header_rows))
    pages: list[list[_Slice]] = [[]]
    room = bottom - start
    for row in range(made.n_rows):
        here = {i: lines[i] for i, c in enumerate(made.cells) if c.row == row and c.rowspan == 1}
        room = _put(made, pages, _Slice(row, heights[row], here), room, bottom - top, header,
                    heights)  # fmt: skip
    _spread_merged(made, pages, lines)
    return pages


def _heights(made: Made, lines: Sequence[Sequence[str]]) -> list[float]:
    heights = [PITCH + 2 * PAD] * made.n_rows
    for cell, found in zip(made.cells, lines, strict=True):
        if cell.rowspan == 1:
            heights[cell.row] = max(heights[cell.row], len(found) * PITCH + 2 * PAD)
    for cell, found in zip(made.cells, lines, strict=True):
        rows = range(cell.row, cell.row + cell.rowspan)
        lack = len(found) * PITCH + 2 * PAD - sum(heights[r] for r in rows)
        heights[rows[-1]] += max(lack, 0.0)
    return heights


def _put(
    made: Made, pages: list[list[_Slice]], piece: _Slice, room: float, full: float,
    header: Sequence[int], heights: Sequence[float],
) -> float:  # fmt: skip
    """Put a row on the last page, or cut it or move it; the room then left."""
    while piece.height > room:
        fits = int((room - 2 * PAD) // PITCH)
        longest = max((len(found) for found in piece.lines.values()), default=0)
        # A row is cut only where text flows over; one held high by a merged cell is moved.
        if made.cut_rows and piece.row not in header and 0 < fits < longest:
            upper = {i: found[:fits] for i, found in piece.lines.items()}
            rest = {i: found[fits:] for i, found in piece.lines.items()}
            pages[-1].append(_Slice(piece.row, room, upper, piece.begins, ends=False))
            left_over = max(len(found) for found in rest.values()) * PITCH + 2 * PAD
            piece = _Slice(piece.row, max(left_over, piece.height - room), rest, begins=False)
        pages.append([])
        room = full
        if made.repeat:
            for r in header:
                pages[-1].append(_header_slice(made, r, heights[r]))
                room -= heights[r]
        piece.height = min(piece.height, room)
    pages[-1].append(piece)
    return room - piece.height


def _header_slice(made: Made, row: int, height: float) -> _Slice:
    lines = _wrapped(made)
    return _Slice(
        row, height,
        {i: lines[i] for i, c in enumerate(made.cells) if c.row == row and c.rowspan == 1},
    )  # fmt: skip


def _spread_merged(made: Made, pages: list[list[_Slice]], lines: Sequence[Sequence[str]]) -> None:
    """Lines of cells merged down, as many on each page as its rows there have room for."""
    for i, cell in enumerate(made.cells):
        if cell.rowspan == 1:
            continue
        rest = list(lines[i])
        for page in pages:
            runs = [s for s in page if cell.row <= s.row < cell.row + cell.rowspan]
            if not runs:
                continue
            if cell.row < made.header_rows:
                runs[0].lines[i], rest = list(lines[i]), []
                continue
            fits = max(int((sum(s.height for s in runs) - 2 * PAD) // PITCH), 0)
            runs[0].lines[i], rest = rest[:fits], rest[fits:]
        if rest:
            last = [s for page in pages for s in page if s.row == cell.row + cell.rowspan - 1][-1]
            first = next(
                s for page in pages if last in page for s in page if cell.row <= s.row
                and s.row < cell.row + cell.rowspan
            )  # fmt: skip
            first.lines[i] = first.lines.get(i, []) + rest
            last.height += len(rest) * PITCH


def _draw(
    sheet: _Sheet, made: Made, rows: Sequence[_Slice], left: float, y: float, page: int
) -> float:
    tops: list[float] = [y]
    for piece in rows:
        tops.append(tops[-1] + piece.height)
    edges = [left + sum(made.widths[:c]) for c in range(len(made.widths) + 1)]
    boxes: list[Box] = []
    for cell_index, k, depth in _placed(made, rows):
        cell = made.cells[cell_index]
        box = Box(edges[cell.col], tops[k], edges[cell.col + cell.colspan], tops[k + depth])
        boxes.append(box)
        _fill(sheet, made, cell, rows[k].lines.get(cell_index, []), box, page)
    rulings = _long(boxes) if made.long_lines else _each(boxes)
    if made.open_cuts:
        bare = ([] if rows[0].begins else [tops[0]]) + ([] if rows[-1].ends else [tops[-1]])
        rulings = [r for r in rulings if r.height > 2 or all(abs(r.y_mid - y) > 1 for y in bare)]
    sheet.rulings += rulings
    return tops[-1]


def _placed(made: Made, rows: Sequence[_Slice]) -> Iterator[tuple[int, int, int]]:
    """Each cell on a page: its index, the first slice it stands in, and how many."""
    for i, cell in enumerate(made.cells):
        inside = [k for k, s in enumerate(rows) if cell.row <= s.row < cell.row + cell.rowspan]
        if inside:
            yield i, inside[0], len(inside)


def _fill(
    sheet: _Sheet, made: Made, cell: Truth, lines: Sequence[str], box: Box, page: int
) -> None:
    y = box.top + PAD
    if made.middle or cell.bold:
        y = box.top + (box.height - len(lines) * PITCH) / 2
    for line in lines:
        centred = cell.bold or box.width < 60
        x = box.x0 + ((box.width - text_width(line)) / 2 if centred else PAD)
        _write(sheet, line, x, y, page, bold=cell.bold)
        y += PITCH


def _write(sheet: _Sheet, line: str, x: float, y: float, page: int, *, bold: bool = False) -> None:
    for word in line.split():
        wide = text_width(word)
        box = Box(round(x, 2), round(y, 2), round(x + wide, 2), round(y + 1.11 * SIZE, 2))
        sheet.words.append(Word(word, page, box, None, SIZE, bold))
        x += wide + text_width(" ")


def _each(boxes: Sequence[Box]) -> list[Box]:
    """Four borders for each cell, as Word draws them."""
    out: list[Box] = []
    for b in boxes:
        out += [Box(b.x0, y - 0.25, b.x1, y + 0.25) for y in (b.top, b.bottom)]
        out += [Box(x - 0.25, b.top, x + 0.25, b.bottom) for x in (b.x0, b.x1)]
    return out


def _long(boxes: Sequence[Box]) -> list[Box]:
    """Borders that touch drawn as one line, as LibreOffice draws them."""
    across: dict[float, list[tuple[float, float]]] = {}
    down: dict[float, list[tuple[float, float]]] = {}
    for b in boxes:
        for y in (b.top, b.bottom):
            across.setdefault(round(y, 2), []).append((b.x0, b.x1))
        for x in (b.x0, b.x1):
            down.setdefault(round(x, 2), []).append((b.top, b.bottom))
    out = [Box(a, y - 0.5, z, y + 0.5) for y, runs in across.items() for a, z in _united(runs)]
    return out + [Box(x - 0.5, a, x + 0.5, z) for x, runs in down.items() for a, z in _united(runs)]


def _united(runs: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in sorted(runs):
        if out and start <= out[-1][1] + 0.01:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
