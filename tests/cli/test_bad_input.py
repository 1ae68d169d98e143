"""Damaged, odd and huge files at the command line: done, or one clear line; never a traceback."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typst

from tests.word.make import docx, p, tbl, tc, tr
from tests.word.test_files import ole, without

PLAIN = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"<</Length 38>>stream\nBT /F 12 Tf 50 700 Td (Ke hoach) Tj ET \nendstream"
MEMORY = 2 << 30
"""Bytes that a program reading a huge file may address."""
SECONDS = 300


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of numbered objects, written by hand so that it can be wrong."""
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, root, len(out))
    )


def pages(*, kids: bytes = b"3 0 R", count: int = 1, more: bytes = b"") -> bytes:
    return b"<</Type/Pages/Kids[%b]/Count %d%b>>" % (kids, count, more)


REFUSED = {
    "no pages": pdf(CATALOG, pages(kids=b"", count=0)),
    "no catalogue": pdf(pages(kids=b"", count=0), root=9),
    "a page tree that holds itself": pdf(
        CATALOG, pages(kids=b"2 0 R", more=b"/Parent 2 0 R"), PLAIN, WORDS, FONT
    ),
    "two nodes that hold one another": pdf(
        CATALOG, pages(), b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>"
    ),
    "cut in the middle": pdf(CATALOG, pages(), PLAIN, WORDS, FONT)[:150],
    "a Word file with a password": ole("EncryptedPackage"),
}
READ = {
    "a page without a size": pdf(
        CATALOG, pages(), PLAIN.replace(b"/MediaBox[0 0 595 842]", b""), WORDS, FONT
    ),
    "a page of no size": pdf(
        CATALOG, pages(), PLAIN.replace(b"595 842", b"0 0"), WORDS, FONT
    ),
    "a hundred million pages promised": pdf(CATALOG, pages(count=10**8), PLAIN, WORDS, FONT),
    "a link and a picture that lead nowhere": docx(
        p("KẾ HOẠCH"),
        '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>Họp thôn</w:t></w:r></w:hyperlink></w:p>',
    ),
    "no list of relations": without(docx(p("KẾ HOẠCH")), "word/_rels/document.xml.rels"),
    "an irregular grid": docx(
        p("KẾ HOẠCH"),
        tbl(
            tr(tc(p("STT")), tc(p("Nội dung")), tc(p("Thời gian"))),
            tr(tc(p("1"), span=9)),
            tr(tc(p("2")), tc(p("Họp thôn")), tc(p("Tháng 3/2026")), tc(p("x")), tc(p("y"))),
            tr(tc(p("3"), merge="continue")),
            widths=(10, 20, 30),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(run: Any, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(data)
    ran = run("extract", path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"kehoach: {path}: ")
    assert (ran.err.count("\n"), "Traceback" in ran.err) == (1, False)


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_what_is_odd_is_read(run: Any, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(data)
    ran = run("extract", path)
    assert ran.code == 0
    assert json.loads(ran.out)["issues"]
    assert "Traceback" not in ran.err


_TABLE = """
#set text(font: "Libertinus Serif", size: {size}pt, lang: "vi", fallback: false, hyphenate: false)
KẾ HOẠCH
#table(columns: (1fr, 6fr, 3fr, 3fr),
  table.header[STT][Nội dung công việc][Đơn vị chủ trì][Thời gian], {rows})
"""


def table(rows: str) -> bytes:
    text = _TABLE.format(size=8, rows=rows)
    return typst.compile(text.encode(), format="pdf", ignore_system_fonts=True, pdf_tags=False)


def many_glyphs() -> bytes:
    """One sheet with nearly as many letters as are read on a page."""
    text = (
        "#set page(width: 4000pt, height: 4000pt, margin: 10pt)\n"
        '#set text(font: "Libertinus Serif", size: 10pt, lang: "vi", fallback: false)\n'
        + "Tổ chức hội nghị. "
        * 11_000
    )
    return typst.compile(text.encode(), format="pdf", ignore_system_fonts=True, pdf_tags=False)


def extracted(data: bytes, folder: Path) -> Any:
    """The record that the command prints, with bounded memory and time."""
    path = folder / "ke-hoach.pdf"
    path.write_bytes(data)
    command: Sequence[str] = (sys.executable, "-m", "kehoach", "extract", str(path))
    ran = subprocess.run(
        command, capture_output=True, timeout=SECONDS, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False), ran.stderr[-500:]
    return json.loads(ran.stdout)


@pytest.mark.slow
def test_a_table_of_5000_rows(tmp_path: Path) -> None:
    cell = '..range(1, 5001).map(i => (str(i), "Họp lần " + str(i), "Văn phòng", "Tháng 3/2026")).flatten()'
    found = extracted(table(cell), tmp_path)["activities"]
    assert [a["no"] for a in found] == [str(n) for n in range(1, 5001)]
    assert found[-1]["content"] == "Họp lần 5000"


@pytest.mark.slow
def test_a_cell_of_50_kilobytes(tmp_path: Path) -> None:
    long = "Tổ chức hội nghị chuyên đề. " * 1_400
    assert len(long.encode()) > 50_000
    rows = f"[1], [{long}], [Văn phòng], [Tháng 3/2026], [2], [Họp], [Công an xã], [Tháng 4/2026]"
    first, second = extracted(table(rows), tmp_path)["activities"]
    assert len(first["content"]) == len(long) - 1
    assert (first["time"]["text"], second["content"]) == ("Tháng 3/2026", "Họp")


@pytest.mark.slow
def test_a_page_of_200000_glyphs(tmp_path: Path) -> None:
    found = extracted(many_glyphs(), tmp_path)
    assert found["file"]["pages"] == 1
    assert found["issues"]
