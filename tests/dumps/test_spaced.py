"""Dumps that keep columns by spaces: what ``pdftotext -layout`` made of the sample PDFs."""

from pathlib import Path

import pytest

from extractors.layout import lay_out
from extractors.layout.spaced import layout_spaced
from extractors.layout.spaced.columns import heading_at, split
from extractors.layout.spaced.lines import pages_of
from pipeline.process import process
from schemas.layout import Table
from schemas.page import FileFacts, Pages
from schemas.record import Record
from tests.variety.media import bare

DUMPS = Path(__file__).parent / "spaced"
SAMPLES = Path(__file__).parents[2] / "samples"
FACTS = FileFacts("dump.txt", "text/plain", "0" * 64, None, "plain", "unicode")

MIDDLE = """STT   Nhiệm vụ            Chủ trì        Thời gian
                          Phòng Văn
      Sửa cầu Rạch Gầm    hóa và         Quý II
 1
      và đường vào chợ    Thông tin      năm 2031
                          huyện
 2    Trồng cây ven sông  Huyện đoàn     Tháng 9
"""
DRIFTED = """STT   Nhiệm vụ            Chủ trì        Thời gian
 1    Sửa cầu Rạch Gầm    Văn phòng      Tháng 8
      và đường vào chợ
 2    Trồng cây ven sông       Huyện đoàn   Tháng 9
      và quanh trường          huyện        năm 2031
"""


def tables(text: str) -> list[list[list[str]]]:
    layout = lay_out(Pages(FACTS, text=text))
    return [
        [[cell.text if cell else "" for cell in row] for row in block.grid()]
        for block in layout.blocks
        if isinstance(block, Table)
    ]


@pytest.mark.parametrize("name", ["plan-prose", "dispatch-deadlines", "notice-consultation"])
def test_a_dump_says_what_its_pdf_says(name):
    assert bare(process(DUMPS / f"{name}.txt")) == bare(process(SAMPLES / f"{name}.pdf"))


@pytest.mark.parametrize(("name", "least"), [("plan-annex", 14), ("plan-ruled", 14)])
def test_the_rows_of_a_table_over_two_pages(name, least):
    def rows(record: Record) -> set[object]:
        return {
            (a.no, a.content, a.lead and a.lead.text, a.time and a.time.text)
            for a in record.activities
        }

    dump, pdf = rows(process(DUMPS / f"{name}.txt")), rows(process(SAMPLES / f"{name}.pdf"))
    assert len(dump & pdf) >= least


def test_values_stand_where_they_stand_in_the_text():
    path = DUMPS / "plan-prose.txt"
    header = process(path).header
    source = header.sources["title"]
    assert source.span is not None and not source.boxes
    text = path.read_text(encoding="utf-8")[slice(*source.span)]
    assert " ".join(text.split()) == header.title


@pytest.mark.parametrize("text", [MIDDLE, DRIFTED])
def test_cells_are_put_together_line_by_line(text):
    ((_, first, second),) = tables(text)
    assert first[:2] == ["1", "Sửa cầu Rạch Gầm và đường vào chợ"]
    assert second[0] == "2" and second[1].startswith("Trồng cây ven sông")
    assert second[2].startswith("Huyện đoàn") and second[3].startswith("Tháng 9")


def test_a_cell_in_the_middle_of_its_row_is_whole():
    ((_, first, _),) = tables(MIDDLE)
    assert first[2:] == ["Phòng Văn hóa và Thông tin huyện", "Quý II năm 2031"]


def test_headings_need_gaps_between_them():
    (page,) = pages_of("STT Nhiệm vụ Chủ trì Thời gian\n1 Sửa cầu Văn phòng Tháng 8\n")
    assert heading_at(page, 0) is None


def test_headings_that_nearly_touch_are_cut_where_both_name_a_role():
    (page,) = pages_of("TT Nhiệm vụ cụ thể       Chủ trì    Thời    gian Ghi chú\n")
    heading = heading_at(page, 0)
    assert heading is not None
    assert heading.roles == ("index", "content", "lead", "time", "note")


def test_a_title_that_names_roles_is_no_heading():
    (page,) = pages_of("IV. THỜI GIAN VÀ TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ\n\n1. Thời gian thực hiện\n")
    assert heading_at(page, 0) is None


@pytest.mark.parametrize("text", [DRIFTED * 40, DRIFTED + "một  hai   ba " * 300])
def test_what_no_page_holds_is_not_drawn(text):
    assert layout_spaced(Pages(FACTS, text=text)) is None
    assert layout_spaced(Pages(FACTS, text=DRIFTED)) is not None


def test_prose_is_no_table():
    assert tables("Căn cứ Luật Đất đai;\n\n     Xét đề nghị của Phòng Kinh tế,\n") == []


def test_tabs_reach_the_next_stop():
    (page,) = pages_of("1\tHọp thôn\t\tTháng 2\n")
    assert [s.start for s in page[0].spots] == [0, 8, 12, 32, 38]
    assert [len(cell) for cell in split(page[0].spots, [6.5, 20.0])] == [1, 2, 2]


def test_page_numbers_are_left_out_and_ordinals_kept():
    first, second = pages_of("Họp thôn tháng Hai\n1   Họp\n\f           2\n\nHọp xã tháng Ba\n")
    assert [line.text for line in first + second] == [
        "Họp thôn tháng Hai",
        "1 Họp",
        "Họp xã tháng Ba",
    ]
