"""Files as Word, Google Docs, WPS and LibreOffice write them: what a reader sees printed."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.process import process
from pipeline.read.word import read_docx
from tests.word.look import shown, typed
from tests.word.make import (
    abstract,
    docx,
    field,
    lvl,
    num,
    p,
    package,
    r,
    restart,
    style,
    tbl,
    tc,
    text_box,
    tr,
)

DELETED = "<w:rPr><w:del w:id='1'/></w:rPr>"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def gone(text: str) -> str:
    return f"<w:del w:id='1'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def new(*content: str) -> str:
    return f"<w:ins w:id='1'>{''.join(content)}</w:ins>"


def control(content: str, props: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def vml_box(*content: str) -> str:
    """A text box as Word 2003 and WPS write it, without a newer twin."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"


def group(*boxes: str) -> str:
    """Boxes grouped, stored once for new programs and once for old ones."""
    new_ones = "".join(
        f"<wps:wsp><wps:txbx><w:txbxContent>{b}</w:txbxContent></wps:txbx></wps:wsp>" for b in boxes
    )
    old_ones = "".join(
        f"<v:shape><v:textbox><w:txbxContent>{b}</w:txbxContent></v:textbox></v:shape>"
        for b in boxes
    )
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wpg'><w:drawing>{new_ones}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:group>{old_ones}</v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def mark(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def inner(text: str) -> str:
    return f"<m:oMath xmlns:m='{MATH}'><m:r><m:t>{text}</m:t></m:r></m:oMath>"


PRINTED = {
    "a text box of old programs": (
        [p("UBND XÃ", vml_box(p("HỎA TỐC")))], ["UBND XÃ", "HỎA TỐC"],
    ),
    "boxes in a group, stored twice": (
        [p("A", group(p("trái"), p("phải")))], ["A", "trái", "phải"],
    ),
    "a box in a box": ([p("A", text_box(p("B", vml_box(p("C")))))], ["A", "B", "C"]),
    "a table in a box": ([p("A", text_box(tbl(tr("1", "2"))))], ["A", "1", "2"]),
    "inserted within deleted": (
        [p("a ", f"<w:del>{new(r('x'))}</w:del>", new(gone("y"), r("b")))], ["a b"],
    ),
    "a whole paragraph deleted": ([p("a"), p(gone("x"), ppr=DELETED), p("b")], ["a", "b"]),
    "a whole item deleted is not counted": (
        [p("a", num="1"), p(gone("x"), num="1", ppr=DELETED), p("b", num="1")], ["1. a", "2. b"],
    ),
    "a paragraph joined to no other stays before the table": (
        [p("a", ppr=DELETED), tbl(tr("1", "2")), p("b")], ["a", "1", "2", "b"],
    ),
    "moved away and here": (
        [p("<w:moveFromRangeStart w:id='1'/>", f"<w:moveFrom>{r('x')}</w:moveFrom>", "<w:moveFromRangeEnd w:id='1'/>", ppr="<w:rPr><w:moveFrom/></w:rPr>"),
         p(f"<w:moveTo>{r('y')}</w:moveTo>", ppr="<w:rPr><w:moveTo/></w:rPr>")], ["y"],
    ),
    "the format of before is not the format": (
        [p(r("a", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
           ppr="<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>")], ["a"],
    ),
    "controls around runs, paragraphs and rows": (
        [control(p("A ", control(r("B ")), control(control(r("C"))))), tbl(control(tr("1", "2")))], ["A B C", "1", "2"],
    ),
    "a control around a cell": ([tbl(tr(control(tc("1")), "2"))], ["1", "2"]),
    "a box to tick": ([p(control(r("☒"), "<w14:checkbox xmlns:w14='x'/>"), " Có")], ["☒ Có"]),
    "a field over two paragraphs": (
        [p("a ", mark("begin"), "<w:r><w:instrText>QUOTE</w:instrText></w:r>", mark("separate"), r("b")), p("c", mark("end"), r(" d"))],
        ["a b", "c d"],
    ),
    "a mark for the index": (
        [p("a", mark("begin"), "<w:r><w:instrText>XE \"mục\"</w:instrText></w:r>", mark("end"), r(" b"))], ["a b"],
    ),
    "a reference and a link": (
        [p("Xem ", field(" REF _Ref1 \\h ", "Điều 5"), r(" và "), f"<w:hyperlink w:anchor='b'>{field('PAGEREF x', '7')}</w:hyperlink>")],
        ["Xem Điều 5 và 7"],
    ),
    "a deleted field": (
        [p("a", "<w:del><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:delInstrText>REF x</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:delText>x</w:delText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:del>", r(" b"))],
        ["a b"],
    ),
    "an equation": ([p("tỷ lệ ", inner("≥ 95%"), r(" hồ sơ"))], ["tỷ lệ ≥ 95% hồ sơ"]),
    "a hyphen that never breaks, one that may, a space that never breaks": (
        [p("<w:r><w:t>16/KH</w:t><w:noBreakHyphen/><w:t>UB\u00adND\u00a0năm</w:t></w:r>")], ["16/KH-UBND năm"],
    ),
    "a hidden row": (
        [tbl(tr("1", "a"), tr("2", "ẩn", props="<w:hidden/>"), tr("3", "c"))], ["1", "a", "3", "c"],
    ),
    "a hidden row that is shown": (
        [tbl(tr("1", "a", props="<w:hidden w:val='0'/>"))], ["1", "a"],
    ),
    "a deleted column": (
        [tbl(tr("1", tc("x", props="<w:cellDel w:id='1'/>"), "a"), tr("2", tc("x", props="<w:cellDel w:id='2'/>"), "b"))],
        ["1", "a", "2", "b"],
    ),
    "a row that was put in": ([tbl(tr("1", "a", props="<w:ins w:id='1'/>"))], ["1", "a"]),
    "lines of a cell": ([tbl(tr(tc("a\nb", "c")))], ["a", "b", "c"]),
    "marks of comments and notes": (
        [p("<w:commentRangeStart w:id='0'/>", r("a"), "<w:commentRangeEnd w:id='0'/>",
           "<w:r><w:commentReference w:id='0'/></w:r><w:r><w:endnoteReference w:id='1'/></w:r>", r(" b"))], ["a b"],
    ),
    "right-to-left marks of Google Docs": (
        [p(r("Kế hoạch", "<w:rtl w:val='0'/>"), r(" năm", "<w:rtl w:val='0'/>"))], ["Kế hoạch năm"],
    ),
}  # fmt: skip


NUMBERED = abstract("1", lvl(0, "decimal", "%1.")) + num("1", "1")


@pytest.mark.parametrize("case", PRINTED)
def test_what_is_printed(case):
    body, expected = PRINTED[case]
    assert typed(docx(*body, numbering=NUMBERED)) == expected


GOOGLE = abstract("1", lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"), lvl(3, "bullet", "●")) + num("1", "1")  # fmt: skip
LEGAL = abstract("1", lvl(0, "upperRoman", "Phần %1"), lvl(1, "decimal", "%1.%2.", "<w:isLgl/>"), lvl(2, "decimal", "%1.%2.%3.", "<w:isLgl/>")) + num("1", "1")  # fmt: skip
ARTICLES = abstract("1", lvl(0, "decimal", "Điều %1.", '<w:pStyle w:val="Dieu"/>'), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)")) + num("1", "1") + num("2", "1", restart(1, 5))  # fmt: skip
LISTS = {
    "Google Docs: one list, four levels": (
        GOOGLE, "", [(0, "1"), (1, "1"), (2, "1"), (2, "1"), (3, "1"), (1, "1"), (0, "1"), (1, "1")],
        ["I.", "1.", "a)", "b)", "●", "2.", "II.", "1."],
    ),
    "legal: digits below a Roman part": (
        LEGAL, "", [(0, "1"), (1, "1"), (2, "1"), (2, "1"), (0, "1"), (1, "1")],
        ["Phần I", "1.1.", "1.1.1.", "1.1.2.", "Phần II", "2.1."],
    ),
    "articles by style, clauses that begin elsewhere": (
        ARTICLES, style("Dieu", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        [(0, "Dieu"), (1, "1"), (1, "1"), (2, "1"), (0, "Dieu"), (1, "1"), (0, "Dieu"), (1, "2"), (1, "2")],
        ["Điều 1.", "1.", "2.", "a)", "Điều 2.", "1.", "Điều 3.", "5.", "6."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_labels(case):
    numbering, styles, items, expected = LISTS[case]
    body = (
        p("x", style=by) if by == "Dieu" else p("x", num=by, level=level) for level, by in items
    )
    found = typed(docx(*body, numbering=numbering, styles=styles))
    assert [line.removesuffix(" x") for line in found] == expected


def test_a_document_put_into_another_is_printed_in_its_place():
    part = docx(p("b", num="1"), numbering=abstract("1", lvl(0, "decimal", "%1.")) + num("1", "1"))
    assert typed(_with_chunk("part.docx", part)) == ["a", "1. b", "c"]


def test_a_part_of_another_kind_is_noted():
    data = _with_chunk("part.html", b"<p>b</p>")
    assert typed(data) == ["a", "c"]
    assert "low-text-quality" in read_docx(data, name="a.docx").notes


def _with_chunk(name: str, chunk: bytes) -> bytes:
    whole = docx(p("a"), "<w:altChunk r:id='c1'/>", p("c"))
    relation = (
        "<Relationship Id='c1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
        f"relationships/aFChunk' Target='{name}'/></Relationships>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as made:
        for member in old.namelist():
            text = old.read(member)
            if member.endswith("document.xml.rels"):
                text = text.replace(b"</Relationships>", relation.encode())
            made.writestr(member, text)
        made.writestr(f"word/{name}", chunk)
    return out.getvalue()


def test_headers_and_footers_stand_apart():
    more = {"word/header1.xml": "<w:hdr/>", "word/footer1.xml": "<w:ftr/>"}
    section = "<w:sectPr><w:headerReference r:id='r8'/></w:sectPr>"
    assert typed(docx(p("a"), section, more=more)) == ["a"]


def test_a_file_with_macros_is_read():
    parts = dict(_parts(docx(p("KẾ HOẠCH"))))
    types = parts["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    data = package(parts | {"[Content_Types].xml": types, "word/vbaProject.bin": "x"})
    assert shown(data) == ["KẾ HOẠCH"]


def _parts(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode()


LEFT = ("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM", "Số: 16/KH-UBND")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sông Lam, ngày 05 tháng 3 năm 2026")  # fmt: skip
BODY = [
    p("KẾ HOẠCH", jc="center"), p("Tuyên truyền pháp luật năm 2026", jc="center"), p("I. MỤC ĐÍCH"),
    p("1. Nâng cao nhận thức của người dân."), p("II. TỔ CHỨC THỰC HIỆN"),
    p("1. Phòng Tư pháp báo cáo trước ngày 30/11/2026."),
]  # fmt: skip
TO = ("Nơi nhận:", "- Phòng Tư pháp;", "- Lưu: VT.")
SIGNED = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Mẫu")


@pytest.mark.parametrize("box", [text_box, vml_box, group], ids=["new", "old", "grouped"])
@pytest.mark.parametrize("both", [True, False], ids=["two boxes", "one box"])
def test_letterhead_and_signature_in_text_boxes(tmp_path, box, both):
    """What stands beside one another on the page stands one after the other in the file."""

    def beside(left, right):
        aligned = "" if left is TO else "center"
        lines = ["".join(p(x, jc=aligned) for x in left), "".join(p(x, jc="center") for x in right)]
        if both:
            return p(box(lines[0]), box(lines[1]))
        return "".join(p(line) for line in left) + p(box(lines[1]))

    path = tmp_path / "a.docx"
    path.write_bytes(docx(beside(LEFT, RIGHT), *BODY, beside(TO, SIGNED)))
    found = process(path)
    header, signed = found.header, found.signature
    assert (header.number, header.issuer, str(header.issued_on)) == (
        "16/KH-UBND", "ỦY BAN NHÂN DÂN HUYỆN SÔNG LAM", "2026-03-05",
    )  # fmt: skip
    assert (header.title, header.place) == ("Tuyên truyền pháp luật năm 2026", "Sông Lam")
    assert [x.name for x in found.recipients] == ["Phòng Tư pháp", None]
    assert (signed.authority, signed.position, signed.name) == ("TM.", "CHỦ TỊCH", "Lê Văn Mẫu")
    assert [a.lead.text for a in found.activities] == ["Phòng Tư pháp"]
