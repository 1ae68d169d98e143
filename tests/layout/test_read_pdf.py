"""PDF files typeset for the purpose: what is printed is what is read."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from extractors.layout.page import layout_pages
from pipeline.errors import EncryptedFile, MissingFile, UnreadableFile
from pipeline.read.pdf import read_pdf
from schemas.page import Pages

SET = '#set text(font: "Libertinus Serif", size: 12pt, lang: "vi", hyphenate: false)\n'
ALL_LETTERS = "ăằắẳẵặ âầấẩẫậ đ êềếểễệ ôồốổỗộ ơờớởỡợ ưừứửữự ỳýỷỹỵ ÀÁẢÃẠ ẾỀỂỄỆ ƠỜỚỞỠỢ ƯỪỨỬỮỰ Đ"
SAMPLES = Path(__file__).parents[2] / "samples"


def typeset(source: str, *, paper: str = "width: 400pt, height: 300pt, margin: 30pt") -> bytes:
    return bytes(typst.compile(f"#set page({paper})\n{SET}{source}".encode()))


def texts(pages: Pages) -> list[str]:
    return [w.text for page in pages.pages for w in page.words]


def test_every_vietnamese_letter_is_read() -> None:
    assert texts(read_pdf(typeset(ALL_LETTERS))) == ALL_LETTERS.split()


def test_words_know_their_style_and_place() -> None:
    pages = read_pdf(typeset("Thường *đậm* _nghiêng_ *_cả hai_* #text(size: 9pt)[nhỏ]"))
    words = {w.text: w for w in pages.pages[0].words}
    assert [(w.bold, w.italic) for w in words.values()] == [
        (False, False), (True, False), (False, True), (True, True), (True, True), (False, False),
    ]  # fmt: skip
    assert (words["Thường"].size, words["nhỏ"].size) == (12.0, 9.0)
    box = words["Thường"].box
    assert box is not None
    assert box.x0 == pytest.approx(30, abs=0.1)
    assert 26 < box.top < box.bottom < 42
    assert all(w.page == 1 and w.span is None and w.confidence is None for w in words.values())


def test_spaces_of_all_kinds_part_words_and_soft_hyphens_vanish() -> None:
    source = "không~gian#h(6pt)rộng#sym.space.thin;hẹp chia#sym.hyph.soft;dòng a\u200bb"
    assert texts(read_pdf(typeset(source))) == ["không", "gian", "rộng", "hẹp", "chiadòng", "ab"]


def test_letter_spaced_headings_keep_their_words() -> None:
    assert texts(read_pdf(typeset("#text(tracking: 2pt)[KẾ HOẠCH] năm"))) == ["KẾ", "HOẠCH", "năm"]


def test_runs_drawn_out_of_order_are_put_in_order() -> None:
    """A fallback font draws its letters after the line they belong to."""
    source = "#place(dx: 34pt)[gian] #place(dx: 0pt)[Thời] #place(dx: 62pt)[bắt đầu]"
    assert texts(read_pdf(typeset(source))) == ["Thời", "gian", "bắt", "đầu"]


def test_raised_figures_are_words_of_their_own() -> None:
    found = texts(read_pdf(typeset("nghị quyết#super[1] và#footnote[Chú thích.] m#super[2], 120")))
    assert sorted(found) == sorted(
        ["nghị", "quyết", "1", "và", "1", "m", "2", ",", "120", "1", "Chú", "thích."]
    )


def test_a_letter_struck_twice_is_one_letter() -> None:
    assert texts(read_pdf(typeset("#place(dx: 0.3pt)[đậm giả]#place[đậm giả]"))) == ["đậm", "giả"]


TABLE = (
    "#table(columns: (2cm, 5cm, 4cm), [STT], [Nội dung], [Thời gian], "
    "[1], [Hội nghị], [Quý I], [2], [Tập huấn], [Quý II])"
)
ROWS = [["STT", "Nội dung", "Thời gian"], ["1", "Hội nghị", "Quý I"], ["2", "Tập huấn", "Quý II"]]


def rows_of(pages: Pages) -> list[list[str]]:
    (table,) = layout_pages(pages).tables
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


@pytest.mark.parametrize(
    "stroke",
    ["0.5pt", "2pt", '(paint: black, thickness: 0.5pt, dash: "dashed")', "(x: 0.5pt, y: 1pt)"],
)
def test_borders_of_every_stroke_are_rulings(stroke: str) -> None:
    assert rows_of(read_pdf(typeset(f"#set table(stroke: {stroke})\n{TABLE}"))) == ROWS


def test_borders_drawn_as_boxes_and_filled_bars_are_rulings() -> None:
    cell = "#let c(t) = box(width: 4cm, height: 1cm, stroke: 1pt, inset: 3pt, t);"
    rows = "#c[STT]#c[Nội dung]\\\n#c[1]#c[Hội nghị]"
    source = f"{cell}#set par(leading: 0pt, spacing: 0pt)\n{rows}"
    assert rows_of(read_pdf(typeset(source))) == [["STT", "Nội dung"], ["1", "Hội nghị"]]
    bars = "".join(
        f"#place(dx: {x}pt, dy: {y}pt, rect(width: {w}pt, height: {h}pt, fill: black))"
        for x, y, w, h in [(0, 0, 200, 1), (0, 30, 200, 1), (0, 60, 200, 1),
                           (0, 0, 1, 60), (60, 0, 1, 60), (199, 0, 1, 60)]
    )  # fmt: skip
    words = "".join(
        f"#place(dx: {x}pt, dy: {y}pt)[{t}]"
        for x, y, t in [(5, 8, "STT"), (70, 8, "Nội dung"), (5, 38, "1"), (70, 38, "Hội nghị")]
    )
    assert rows_of(read_pdf(typeset(bars + words))) == [["STT", "Nội dung"], ["1", "Hội nghị"]]


def test_what_stands_in_a_form_is_read_where_it_is_shown() -> None:
    """Stamping programs wrap a whole page into a form and move it."""
    document = pypdfium2.PdfDocument(typeset(TABLE))
    form = document.page_as_xobject(0, document).as_pageobject()
    form.set_matrix(pypdfium2.PdfMatrix().scale(0.5, 0.5).translate(40, 20))
    page = document.new_page(400, 300)
    page.insert_obj(form)
    page.gen_content()
    document.del_page(0)
    out = io.BytesIO()
    document.save(out)
    pages = read_pdf(out.getvalue())
    assert rows_of(pages) == ROWS
    first = pages.pages[0].words[0]
    assert first.box is not None
    assert first.size == 6.0
    assert first.box.x0 == pytest.approx(40 + (30 + 5) / 2, abs=0.1)


def rewritten(data: bytes, change: str, *values: float) -> bytes:
    document = pypdfium2.PdfDocument(data)
    getattr(document[0], change)(*values)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [90, -90, 180])
def test_text_drawn_sideways_is_turned_upright(turn: int) -> None:
    data = typeset(f"#rotate({turn}deg, reflow: true)[{TABLE}]")
    pages = read_pdf(data)
    assert rows_of(pages) == ROWS
    wide = pages.pages[0].width > pages.pages[0].height
    assert wide is (turn == 180)


@pytest.mark.parametrize("turn", [90, 270])
def test_pages_shown_turned_are_read_as_shown(turn: int) -> None:
    """A landscape annex drawn on an upright sheet with /Rotate."""
    sideways = typeset(f"#rotate({-turn}deg, reflow: true)[{TABLE}]")
    pages = read_pdf(rewritten(sideways, "set_rotation", turn))
    assert rows_of(pages) == ROWS
    assert (pages.pages[0].width, pages.pages[0].height) == (300.0, 400.0)


def test_few_words_are_placed_as_the_page_is_shown() -> None:
    pages = read_pdf(rewritten(typeset("Một"), "set_rotation", 90))
    (word,) = pages.pages[0].words
    assert word.box is not None
    assert pages.pages[0].width == 300.0
    assert word.box.x0 > 200


def test_the_crop_box_is_the_page() -> None:
    whole = read_pdf(typeset("Một dòng chữ"))
    cut = read_pdf(rewritten(typeset("Một dòng chữ"), "set_cropbox", 20, 10, 380, 290))
    assert (cut.pages[0].width, cut.pages[0].height) == (360.0, 280.0)
    first, moved = whole.pages[0].words[0].box, cut.pages[0].words[0].box
    assert first is not None
    assert moved is not None
    assert (moved.x0, moved.top) == pytest.approx((first.x0 - 20, first.top - 10), abs=0.02)


def test_rows_cut_by_the_end_of_the_page_are_glued() -> None:
    tasks = ", ".join(
        f"[{i}], [Tổ chức tuyên truyền, phổ biến pháp luật cho cán bộ, công chức và người dân "
        f"ở thôn số {i} thuộc xã An Bình], [Quý {i % 4 + 1}]"
        for i in range(1, 9)
    )
    source = (
        f"#table(columns: (1.2cm, 5cm, 3cm), table.header([STT], [Nội dung], [Thời gian]), {tasks})"
    )
    pages = read_pdf(typeset(source))
    assert len(pages.pages) > 2
    rows = rows_of(pages)
    assert [row[0] for row in rows] == ["STT", *map(str, range(1, 9))]
    assert all(
        row[1].endswith(f"thôn số {row[0]} thuộc xã An Bình") and row[1].startswith("Tổ chức")
        for row in rows[1:]
    )


def test_facts_are_worked_out_from_the_bytes() -> None:
    facts = read_pdf(typeset("Một"), name="ke-hoach.pdf").file
    assert (facts.name, facts.media_type, facts.pages) == ("ke-hoach.pdf", "application/pdf", 1)
    assert (facts.text_origin, facts.encoding, len(facts.sha256)) == ("text-layer", "unicode", 64)


def test_junk_before_the_head_is_skipped() -> None:
    assert texts(read_pdf(b"\xef\xbb\xbf\r\njunk\r\n" + typeset("Một hai"))) == ["Một", "hai"]


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile, match="password"):
        read_pdf(SAMPLES / "bad" / "encrypted.pdf")
    with pytest.raises(UnreadableFile, match=r"broken\.pdf"):
        read_pdf(b"%PDF-1.7\nnothing of the kind", name="broken.pdf")
    with pytest.raises(UnreadableFile, match="not a PDF"):
        read_pdf("Xin chào".encode(), name="chao.pdf")
    with pytest.raises(MissingFile):
        read_pdf(tmp_path / "none.pdf")


def test_a_file_without_pages_is_unreadable() -> None:
    document = pypdfium2.PdfDocument.new()
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(UnreadableFile):
        read_pdf(out.getvalue())


def scan(*, words: str = "") -> bytes:
    """A page that is all picture, with a few words of text if any."""
    document = pypdfium2.PdfDocument(typeset(words or "#h(0pt)"))
    page = document[0]
    bitmap = pypdfium2.PdfBitmap.new_native(40, 30, raw.FPDFBitmap_BGR)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(400, 300))
    page.insert_obj(picture)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_scanned_page_is_empty_and_named() -> None:
    pages = read_pdf(scan())
    assert (texts(pages), pages.notes) == ([], ("unread-page:1",))


def test_a_scan_with_a_stamp_of_text_is_still_unread() -> None:
    pages = read_pdf(scan(words="Thời gian ký"))
    assert (texts(pages), pages.notes) == (["Thời", "gian", "ký"], ("unread-page:1",))


def test_a_blank_page_is_no_trouble() -> None:
    pages = read_pdf(typeset("Một #pagebreak() #pagebreak() Hai"))
    assert [len(page.words) for page in pages.pages] == [1, 0, 1]
    assert pages.notes == ()


def test_stamps_and_fields_are_read_as_printed() -> None:
    """A signing program's banner is an annotation, not part of the page."""
    document = pypdfium2.PdfDocument(typeset("Một"))
    page = document[0]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(50, 100, 200, 50))
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    text = raw.FPDFPageObj_CreateTextObj(document, font, 8.0)
    label = ctypes.create_string_buffer("Signed".encode("utf-16le") + b"\0\0")
    raw.FPDFText_SetText(text, ctypes.cast(label, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, 80)
    raw.FPDFAnnot_AppendObject(note, text)
    raw.FPDFPage_CloseAnnot(note)
    out = io.BytesIO()
    document.save(out)
    assert texts(read_pdf(out.getvalue())) == ["Một", "Signed"]


def test_a_page_of_too_many_glyphs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.glyphs.MAX_GLYPHS", 20)
    monkeypatch.setattr("pipeline.read.pdf.MAX_GLYPHS", 20)
    pages = read_pdf(typeset("một hai ba bốn năm sáu bảy tám chín mười"))
    assert len("".join(texts(pages))) <= 20
    assert pages.notes == ("cut-page:1",)
