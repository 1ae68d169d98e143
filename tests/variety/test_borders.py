"""The same table with borders left out, on turned sheets and turned itself, as a PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from pipeline.process import process
from tests.variety import sheet
from tests.variety.media import bare
from tests.variety.notation import Document, grid_of

ROWS = """|STT|Nội dung công việc|Đơn vị chủ trì|Thời gian
|1|Tổ chức hội nghị triển khai kế hoạch công tác dân vận đến toàn thể cán bộ, công chức|Văn phòng|Tháng 2/2026
|2|Kiểm tra công tác dân vận tại các thôn và các trường học trên địa bàn toàn xã|Công an xã|Quý III/2026
|3|Tổng kết|Văn phòng|Trước ngày 15/12/2026""".splitlines()
WANTED = [
    ("1", "Tổ chức hội nghị triển khai kế hoạch công tác dân vận đến toàn thể cán bộ, công chức", "Văn phòng", "Tháng 2/2026"),
    ("2", "Kiểm tra công tác dân vận tại các thôn và các trường học trên địa bàn toàn xã", "Công an xã", "Quý III/2026"),
    ("3", "Tổng kết", "Văn phòng", "Trước ngày 15/12/2026"),
]  # fmt: skip
ACROSS = "top: 0.5pt, bottom: 0.5pt"
STROKES = {
    "all": "0.5pt",
    "none": "none",
    "across": f"(x, y) => ({ACROSS})",
    "down": "(x, y) => (left: 0.5pt, right: 0.5pt)",
    "under the heading": "(x, y) => if y == 0 {(bottom: 0.5pt)}",
    "none between content and lead": f"(x, y) => ({ACROSS}, left: if x != 2 {{0.5pt}}, right: if x != 1 {{0.5pt}})",
    "none after the number": f"(x, y) => ({ACROSS}, left: if x in (0, 1) {{0.5pt}}, right: if x in (0, 3) {{0.5pt}})",
    "none at the sides": f"(x, y) => ({ACROSS}, left: if x != 0 {{0.5pt}}, right: none)",
    "none between tasks": "(x, y) => (left: 0.5pt, right: 0.5pt, top: if y in (0, 1) {0.5pt}, bottom: if y in (0, 3) {0.5pt})",
    "dotted": '(paint: black, thickness: 0.5pt, dash: "dotted")',
    "thick": "2pt",
}


def rows_read(pdf: bytes, folder: Path) -> list[tuple[str | None, ...]]:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(pdf)
    found = process(path).activities
    return [(a.no, a.content, a.lead and a.lead.text, a.time and a.time.text) for a in found]


def table(stroke: str = "0.5pt") -> str:
    return sheet.table(grid_of(ROWS), stroke=stroke)


@pytest.mark.parametrize("stroke", STROKES.values(), ids=STROKES)
def test_borders_left_out(stroke: str, tmp_path: Path) -> None:
    assert rows_read(sheet.letter(Document(""), table(stroke)), tmp_path) == WANTED


MERGED = """|STT|Nội dung công việc|Thời gian thực hiện|<|Đơn vị chủ trì
|^|^|Bắt đầu|Kết thúc|^
|I. Công tác tuyên truyền|<|<|<|<
|1|Tổ chức hội nghị triển khai kế hoạch công tác dân vận đến cán bộ, công chức|Tháng 2/2026|Tháng 3/2026|Văn phòng
|^|^|Tháng 8/2026|Tháng 9/2026|Công an xã
|2|Kiểm tra công tác dân vận tại các thôn và các trường học|Quý III/2026|Quý IV/2026|Văn phòng""".splitlines()
OPEN = {
    "none after the content": f"(x, y) => ({ACROSS}, left: if x != 2 {{0.5pt}}, right: if x != 1 {{0.5pt}})",
    "none at the sides": f"(x, y) => ({ACROSS}, left: if x != 0 {{0.5pt}}, right: if x != 4 {{0.5pt}})",
}


@pytest.mark.parametrize("stroke", OPEN.values(), ids=OPEN)
def test_borders_left_out_beside_merged_cells(stroke: str, tmp_path: Path) -> None:
    pdf = sheet.letter(Document(""), sheet.table(grid_of(MERGED), stroke=stroke))
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(pdf)
    whole = tmp_path / "ruled.pdf"
    whole.write_bytes(sheet.letter(Document(""), sheet.table(grid_of(MERGED))))
    found = process(path).activities
    assert [(a.no, a.lead and a.lead.text) for a in found] == [
        ("1", "Văn phòng"), ("1", "Công an xã"), ("2", "Văn phòng")
    ]  # fmt: skip
    assert bare(process(path)) == bare(process(whole))


def test_columns_parted_on_one_page_are_parted_on_the_next(tmp_path: Path) -> None:
    stroke = STROKES["none between content and lead"]
    pdf = sheet.letter(Document(""), "#v(18.4cm)\n" + table(stroke))
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    assert rows_read(pdf, tmp_path) == WANTED


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_sheets(degrees: int, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(sheet.letter(Document(""), table()))
    for page in document:
        page.set_rotation(degrees)
    out = io.BytesIO()
    document.save(out)
    assert rows_read(out.getvalue(), tmp_path) == WANTED


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_table_turned_on_its_sheet(degrees: int, tmp_path: Path) -> None:
    turned = f"#page(rotate({degrees}deg, reflow: true, box(width: 20cm, {table()[1:]})))"
    assert rows_read(sheet.letter(Document(""), turned), tmp_path) == WANTED


def test_tables_side_by_side(tmp_path: Path) -> None:
    left = grid_of(["|Nội dung|Thời gian", "|Treo băng rôn|Tháng 2/2026", "|Họp thôn|Tháng 3/2026"])
    right = grid_of(["|Nội dung|Thời gian", "|Hội thi|Tháng 4/2026", "|Tổng kết|Tháng 5/2026"])
    both = f"#grid(columns: (1fr, 1fr), column-gutter: 5mm, {sheet.table(left)[1:]}, {sheet.table(right)[1:]})"
    read = rows_read(sheet.letter(Document(""), both), tmp_path)
    assert [row[1] for row in read] == ["Treo băng rôn", "Họp thôn", "Hội thi", "Tổng kết"]
