"""Labels that Word counts, as Word prints them (ECMA-376, 17.9)."""

from __future__ import annotations

import pytest

from pipeline.read.ooxml.numbering import written
from tests.word.look import shown, typed
from tests.word.make import abstract, docx, lvl, num, p, r, restart, style, tbl, tc, tr

OUTLINE = abstract(
    "1", lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"),
    lvl(3, "bullet", "-"), lvl(4, "decimal", "%2.%3.%5"),
)  # fmt: skip
DECIMAL = abstract(
    "2", lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2."), lvl(2, "decimal", "%1.%2.%3")
)


def items(*levels: int, num_id: str = "1") -> str:
    return "".join(p("x", num=num_id, level=level) for level in levels)


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    lines = typed(docx(body, numbering=numbering, styles=styles))
    return [line.removesuffix("x").strip() for line in lines]


def test_levels_count_below_one_another():
    got = labels(items(0, 1, 1, 2, 2, 3, 1, 2, 0, 1), OUTLINE + num("1", "1"))
    assert got == ["I.", "1.", "2.", "a)", "b)", "-", "3.", "a)", "II.", "1."]


def test_a_label_shows_the_levels_above_in_their_own_form():
    got = labels(items(0, 1, 2, 4, 4), OUTLINE + num("1", "1"))
    assert got[-2:] == ["1.a.1", "1.a.2"]


def test_a_level_above_that_was_never_used_shows_where_it_starts():
    assert labels(items(1, 2, num_id="2"), DECIMAL + num("2", "2")) == ["1.1.", "1.1.1"]


def test_lists_of_one_definition_count_on_and_one_that_starts_over_does_so_once():
    numbering = DECIMAL + num("1", "2") + num("2", "2", restart(0, 5)) + num("3", "2")
    body = items(0, 0) + items(0, 0, num_id="2") + items(0) + items(0, num_id="2")
    assert labels(body + items(0, num_id="3"), numbering) == [
        "1.",
        "2.",
        "5.",
        "6.",
        "7.",
        "8.",
        "9.",
    ]


def test_lists_of_two_definitions_count_apart():
    numbering = DECIMAL + OUTLINE + num("1", "1") + num("2", "2")
    assert labels(items(0) + items(0, num_id="2") + items(0), numbering) == ["I.", "1.", "II."]


def test_text_between_items_does_not_start_a_list_over():
    assert (
        typed(docx(items(0) + p("và") + items(0), numbering=OUTLINE + num("1", "1")))[2] == "II. x"
    )


def test_a_level_may_start_elsewhere_or_never_start_over():
    more = '<w:start w:val="3"/>'
    numbering = abstract(
        "1", lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)", more + '<w:lvlRestart w:val="0"/>')
    ) + num("1", "1")  # fmt: skip
    assert labels(items(0, 1, 0, 1), numbering) == ["1.", "c)", "2.", "d)"]


def test_a_level_rewritten_for_one_list():
    level = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1/")}</w:lvlOverride>'
    numbering = DECIMAL + num("1", "2") + num("2", "2", level)
    assert labels(items(0) + items(0, num_id="2"), numbering) == ["1.", "B/"]


def test_legal_numbering_writes_all_levels_with_digits():
    numbering = abstract(
        "1", lvl(0, "upperRoman", "Chương %1"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>")
    ) + num("1", "1")  # fmt: skip
    assert labels(items(0, 1), numbering) == ["Chương I", "1.1"]


def test_no_list_and_unknown_lists_have_no_labels():
    body = items(0, num_id="0") + items(0, num_id="77")
    assert labels(body, DECIMAL + num("2", "2")) == ["", ""]


def test_a_style_may_number_and_its_level_name_it_back():
    styles = (
        style("De1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("De2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("De3", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', based="De1")
        + style("Thoi", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based="De1")
    )
    numbering = abstract(
        "1", lvl(0, "decimal", "Điều %1.", '<w:pStyle w:val="De1"/>'),
        lvl(1, "decimal", "%2)", '<w:pStyle w:val="De2"/>'),
    ) + num("1", "1")  # fmt: skip
    body = "".join(p("x", style=name) for name in ("De1", "De2", "De3", "De1", "Thoi"))
    assert labels(body, numbering, styles) == ["Điều 1.", "1)", "2)", "Điều 2.", ""]


def test_a_definition_may_refer_to_a_list_style():
    styles = style(
        "Kieu", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering"
    )
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
    numbering = link + DECIMAL + num("1", "9") + num("2", "2")
    assert labels(items(0) + items(0, num_id="2"), numbering, styles) == ["1.", "2."]


def test_a_ring_of_list_styles_is_left():
    styles = style(
        "Kieu", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering"
    )
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
    assert labels(items(0), link + num("1", "9"), styles) == [""]


def test_a_label_may_stand_tight_on_its_text():
    numbering = abstract("1", lvl(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')) + num("1", "1")
    assert typed(docx(p("Mục đích", num="1"), numbering=numbering)) == ["1.Mục đích"]


@pytest.mark.parametrize(
    ("text", "font", "mark"),
    [("-", "Times New Roman", "-"), ("+", "", "+"), ("\uf0b7", "Symbol", "•"), ("o", "Courier New", "◦"),
     ("\uf0d8", "Wingdings", "•"), ("–", "", "–"), ("ü", "Wingdings", "•"), ("", "", "")],
)  # fmt: skip
def test_bullets(text: str, font: str, mark: str):
    level = lvl(0, "bullet", text).replace(
        "</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
    )
    assert labels(items(0), abstract("1", level) + num("1", "1")) == [mark]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [(4, "lowerRoman", "iv"), (14, "upperRoman", "XIV"), (26, "lowerLetter", "z"), (28, "upperLetter", "BB"),
     (7, "decimalZero", "07"), (12, "decimalZero", "12"), (3, "vietnameseCounting", "3"), (3, "none", ""),
     (0, "lowerLetter", ""), (0, "upperRoman", "")],
)  # fmt: skip
def test_forms(count: int, form: str, text: str):
    assert written(count, form) == text


def test_numbers_of_rows_are_labels_of_empty_paragraphs():
    def row(text: str) -> str:
        return tr(tc(p(num="2")), tc(text), tc("Tháng 3"))

    table = tbl(tr("STT", "Nội dung", "Thời gian"), row("Mở lớp"), row("Báo cáo"))
    assert shown(docx(table, numbering=DECIMAL + num("2", "2"))) == [
        [
            ["STT", "Nội dung", "Thời gian"],
            ["1.", "Mở lớp", "Tháng 3"],
            ["2.", "Báo cáo", "Tháng 3"],
        ]
    ]


def test_a_label_looks_like_the_text_it_stands_before():
    data = docx(p(r("Mục đích", "<w:b/>"), num="2"), numbering=DECIMAL + num("2", "2"))
    assert shown(data) == ["1. Mục đích"]
    from tests.word.look import laid_out

    assert laid_out(data).paragraphs[0].bold
