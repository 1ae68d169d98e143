"""The text of a Word file as it would be printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.normalise import clean
from pipeline.read.word import read_docx
from schemas.office import OfficeParagraph
from schemas.word import Word
from tests.encodings.tables import to_tcvn3, to_vni
from tests.word.look import shown, typed
from tests.word.make import docx, field, p, r, style, tbl, tc, text_box, tr


def words(data: bytes) -> list[Word]:
    flow = read_docx(data, name="a.docx").office
    return [
        w for b in flow if isinstance(b, OfficeParagraph) for line in b.lines for w in line.words
    ]


def test_tracked_changes_are_accepted():
    body = p(
        r("Nộp trước "), "<w:ins>" + r("ngày 15/5") + "</w:ins>",
        "<w:del><w:r><w:delText>ngày 10/5</w:delText></w:r></w:del>",
        "<w:moveFrom>" + r("chỗ cũ") + "</w:moveFrom>", "<w:moveTo>" + r(", chỗ mới") + "</w:moveTo>",
    )  # fmt: skip
    assert typed(docx(body)) == ["Nộp trước ngày 15/5, chỗ mới"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = p("Phòng Nội vụ ", ppr="<w:rPr><w:del/></w:rPr>") + p("chủ trì.")
    assert typed(docx(body)) == ["Phòng Nội vụ chủ trì."]


def test_a_deleted_row_is_gone():
    table = tbl(tr("STT", "Việc"), tr("1", "cũ", props="<w:del/>"), tr("1", "mới"))
    assert shown(docx(table)) == [[["STT", "Việc"], ["1", "mới"]]]


def test_of_a_field_only_the_result_is_printed():
    assert typed(docx(p("Trang ", field(" PAGE ", "3"), " trên 4"))) == ["Trang 3 trên 4"]


def test_a_field_in_the_instruction_of_another_is_not_printed():
    begin, end = (f"<w:r><w:fldChar w:fldCharType='{k}'/></w:r>" for k in ("begin", "end"))
    then = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    nested = begin + r("").replace("w:t", "w:instrText") + field("MERGEFIELD a", "x") + then
    assert typed(docx(p("Số ", nested, r("12"), end, r(" KH")))) == ["Số 12 KH"]


def test_a_field_that_never_ends_takes_nothing_with_it():
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    assert typed(docx(p("A", begin), p("B"))) == ["A", "B"]


def test_a_text_box_is_read_once_after_what_it_is_anchored_in():
    assert typed(docx(p("UBND XÃ", text_box(p("HỎA TỐC"))), p("KẾ HOẠCH"))) == [
        "UBND XÃ", "HỎA TỐC", "KẾ HOẠCH",
    ]  # fmt: skip


def test_a_text_box_in_a_cell_comes_last():
    cell = tc(p("UBND XÃ", text_box(p("DỰ THẢO"))), p("Số: 5/KH-UBND"))
    assert typed(docx(tbl(tr(cell)))) == ["UBND XÃ", "Số: 5/KH-UBND", "DỰ THẢO"]


def test_the_older_branch_is_read_where_the_newer_is_empty():
    box = text_box(p("HỎA TỐC"))
    emptied = box[: box.index("<w:drawing>")] + box[box.index("</mc:Choice>") :]
    assert typed(docx(p("A", emptied))) == ["A", "HỎA TỐC"]


def test_hidden_text_notes_and_comments_are_left_out():
    hidden = r("ẩn", "<w:vanish/>")
    shown_again = r("hiện", '<w:vanish w:val="0"/>')
    marks = "<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:commentReference w:id='1'/></w:r>"
    assert typed(docx(p("a ", hidden, shown_again, marks))) == ["a hiện"]


def test_a_table_of_contents_is_left_out():
    styles = style("MLc1", label="toc 1")
    assert typed(docx(p("I. MỤC ĐÍCH\t1", style="MLc1"), p("I. MỤC ĐÍCH"), styles=styles)) == [
        "I. MỤC ĐÍCH"
    ]


def test_hyphens_symbols_and_breaks():
    body = p(
        "<w:r><w:t>124/QĐ</w:t><w:noBreakHyphen/><w:t>UB</w:t><w:softHyphen/><w:t>ND</w:t>"
        '<w:br/><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5 </w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:t>\uf0b7</w:t><w:cr/><w:t>b</w:t></w:r>'
    )
    assert typed(docx(body)) == ["124/QĐ-UBND", "≥5 ✓•", "b"]


def test_gaps_part_a_line():
    assert typed(docx(p("\t\tSố:      /KH-UBND\tHà Vân, ngày 3"))) == [
        " | Số: | /KH-UBND | Hà Vân, ngày 3"
    ]


def test_runs_that_split_a_word_or_a_letter_are_one_word():
    base, mark = unicodedata.normalize("NFD", "ế")[:2], unicodedata.normalize("NFD", "ế")[2:]
    (word,) = words(docx(p(r("K"), r(base), r(mark))))
    assert word.text == "Kế"


def test_capitals_set_by_format_are_capitals():
    styles = style("Dau", "<w:rPr><w:caps/></w:rPr>")
    data = docx(p("kế hoạch", style="Dau"), p(r("số", "<w:smallCaps/>")), styles=styles)
    assert typed(data) == ["KẾ HOẠCH", "SỐ"]


def test_content_controls_links_and_tags_are_read_through():
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Phòng ')}</w:sdtContent></w:sdt>"
    link = (
        f"<w:hyperlink>{r('Nội vụ')}</w:hyperlink><w:fldSimple w:instr='X'>{r('!')}</w:fldSimple>"
    )
    block = f"<w:sdt><w:sdtContent>{p('B')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr('1', '2')}</w:sdtContent></w:sdt>"
    assert typed(docx(p(inner, link), block, tbl(row))) == ["Phòng Nội vụ!", "B", "1", "2"]


def test_looks_are_inherited_from_styles():
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Goc", '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>', default=True)
        + style("Con", "<w:rPr><w:i/></w:rPr>", based="Goc")
        + style("Vong", based="Vong")
        + style("Manh", "<w:rPr><w:b/></w:rPr>", kind="character")
    )
    body = (
        p("a") + p("b", style="Con") + p("c", style="Vong") + p("d", style="Khong")
        + p(r("e", '<w:b w:val="0"/>'), r(" g", '<w:rStyle w:val="Manh"/>'))
    )  # fmt: skip
    looks = [(w.text, w.size, w.bold, w.italic) for w in words(docx(body, styles=styles))]
    assert looks == [
        ("a", 14.0, True, False), ("b", 14.0, True, True), ("c", 13.0, False, False),
        ("d", 14.0, True, False), ("e", 14.0, False, False), ("g", 14.0, False, False),
    ]  # fmt: skip


def test_strict_files_are_read():
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = docx(p("Kế hoạch", jc="end", ppr='<w:ind w:start="36pt"/>'), namespace=namespace)
    (block,) = read_docx(data, name="a.docx").office
    assert isinstance(block, OfficeParagraph)
    assert (block.align, block.indent) == ("right", 36.0)


# A soft hyphen stands inside words; where it begins several of them it is TCVN3's ư.
_LETTERS = [*"abKếạ \t\n\u00a0\u200b-12.,", "b\u00adb", unicodedata.normalize("NFD", "ế")]
_TEXTS = st.lists(st.sampled_from(_LETTERS), max_size=12).map("".join)


@given(st.lists(st.lists(_TEXTS, max_size=4), max_size=4))
def test_every_word_stands_where_its_span_says(paragraphs: list[list[str]]):
    pages = read_docx(docx(*(p(*map(r, texts)) for texts in paragraphs)), name="a.docx")
    typed_words = " ".join("".join(texts) for texts in paragraphs)
    found = [
        w
        for b in pages.office
        if isinstance(b, OfficeParagraph)
        for ln in b.lines
        for w in ln.words
    ]
    assert pages.text is not None
    for word in found:
        assert word.span is not None
        assert clean(pages.text[slice(*word.span)]) == word.text
    assert [w.text for w in found] == [t for t in map(clean, typed_words.split()) if t]


PLAN = [
    "ủy ban nhân dân huyện sông lam",
    "Thực hiện chương trình công tác năm, Ủy ban nhân dân huyện tổ chức kiểm tra những đơn vị sau:",
    "Phòng Nội vụ chủ trì, phối hợp với các ngành theo dõi việc thực hiện.",
]


@pytest.mark.parametrize("encode", [to_tcvn3, to_vni], ids=["tcvn3", "vni"])
def test_old_encodings_are_read_as_unicode(encode: Callable[[str], str]):
    """Bytes of old encodings in the face they were typed in; half a word is bold."""
    lines = [encode(line) for line in PLAN]
    bold = p(r(lines[1][:3], "<w:b/>"), r(lines[1][3:]))
    pages = read_docx(docx(p(lines[0]), bold, p(lines[2])), name="a.docx")
    assert pages.text is not None
    assert pages.text.splitlines()[1:] == PLAN[1:]
    assert pages.file.encoding == encode.__name__.removeprefix("to_")
    first, second = words(docx(p(lines[0]), bold, p(lines[2])))[7:9]
    assert (first.text, first.bold, second.text, second.bold) == ("Thực", True, "hiện", False)
    assert first.span is not None
    assert pages.text[slice(*first.span)] == "Thực"


def test_capitals_that_a_font_draws_are_capitals():
    font = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    head = p(r(to_tcvn3("ủy ban nhân dân huyện sông lam"), font))
    data = docx(head, *(p(to_tcvn3(line)) for line in PLAN[1:]))
    assert typed(data)[0] == "ỦY BAN NHÂN DÂN HUYỆN SÔNG LAM"


def test_a_font_taken_for_one_of_symbols():
    """Some programs shift the letters of .VnTime to the private codes of symbol fonts."""
    shifted = [
        "".join(chr(ord(c) + 0xF000) if ord(c) > 0x7F else c for c in to_tcvn3(t)) for t in PLAN
    ]
    font = '<w:rFonts w:ascii=".VnTime"/>'
    assert typed(docx(*(p(r(t, font)) for t in shifted)))[1:] == PLAN[1:]
