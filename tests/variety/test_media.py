"""A document as Word file, PDF and text dump gives one record, as far as the medium carries it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.process import process
from tests.variety.media import CASES, as_docx, as_pdf, bare, document_of, read
from tests.variety.notation import Document
from tests.word.printing import print_all

PROSE = Document("""
1. Văn phòng:
a) Xây dựng chương trình công tác, hoàn thành trước ngày 15/02/2026.
b) Tổng hợp kết quả, báo cáo trước ngày 10/12/2026.
2. Công an xã:
a) Phối hợp kiểm tra các thôn trong quý II/2026.
b) Tuyên truyền cho nhân dân vào tháng 6/2026.
**III. TỔ CHỨC THỰC HIỆN
Các đơn vị gửi báo cáo về Văn phòng trước ngày 05/12/2026 để tổng hợp.
Trên đây là Kế hoạch công tác dân vận năm 2026 của Ủy ban nhân dân xã./.
""")


def dumped(pdf: Path, *options: str) -> Path:
    """What poppler's `pdftotext` makes of a PDF."""
    out = pdf.with_suffix(".txt")
    subprocess.run(["pdftotext", *options, str(pdf), str(out)], check=True, timeout=60)
    return out


@pytest.mark.slow
@pytest.mark.parametrize("option", ["-raw", "-nopgbrk"])
def test_prose_in_all_media(option: str, tmp_path: Path) -> None:
    typed = read(as_docx(PROSE), tmp_path / "ke-hoach.docx")
    printed = read(as_pdf(PROSE), tmp_path / "ke-hoach.pdf")
    assert len(printed.activities) == 5
    assert bare(printed) == bare(typed)
    assert bare(process(dumped(tmp_path / "ke-hoach.pdf", option))) == bare(printed)


@pytest.mark.slow
def test_around_a_table_a_dump_reads_the_same(tmp_path: Path) -> None:
    """A dump has lost the table's columns; header, objectives and foot are all there."""
    printed = bare(read(as_pdf(document_of(CASES[0])), tmp_path / "ke-hoach.pdf"))
    read_again = bare(process(dumped(tmp_path / "ke-hoach.pdf", "-raw")))
    for part in ("header", "bases", "objectives", "recipients", "signature"):
        assert read_again[part] == printed[part]


@pytest.mark.slow
def test_what_an_office_program_prints_reads_as_its_file(tmp_path: Path) -> None:
    """Every table, printed by LibreOffice from the Word file."""
    typed = [
        bare(read(as_docx(document_of(case)), tmp_path / f"{i}.docx"))
        for i, case in enumerate(CASES)
    ]
    print_all(sorted(tmp_path.glob("*.docx")))
    for i, record in enumerate(typed):
        assert bare(process(tmp_path / f"{i}.pdf")) == record, CASES[i]["name"]
