"""Which times and bodies of a dump printed out of order are relied on."""

from extractors.layout.dump.decode import Part
from extractors.layout.dump.soundness import certain

ROLES = ("index", "content", "time", "lead", "coordinating")
FLOWS = list(range(20))
PAGES = [1] * 20


def row(*cells: list[tuple[int, str]]) -> tuple[tuple[Part, ...], ...]:
    return tuple(tuple(Part(c, text, n, 0) for n, text in cell) for c, cell in enumerate(cells))


def texts(*cells: list[tuple[int, str]], others: int = 0) -> list[str]:
    plain = row([(0, "9")], [(1, "Họp xã")], [(2, "Tháng 3")], [(3, "Văn phòng")], [])
    found = certain([row(*cells), *[plain] * others], ROLES, FLOWS, PAGES)[0]
    return [" ".join(p.text for p in cell) for cell in found]


def test_whole_cells_are_kept():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "Tháng 2/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells) == ["1", "Họp thôn", "Tháng 2/2031", "Văn phòng", ""]


def test_times_that_say_something_else_too_are_left_out():
    for time in ("31/01 năm sau", "Tháng 2/2031 và Công nghệ của huyện", "Trước ngày 15/2 đến"):
        cells = [[(0, "1")], [(1, "Họp thôn")], [(2, time)], [(3, "Văn phòng")], []]
        assert texts(*cells, others=3)[2] == ""


def test_times_without_a_figure_give_no_wrong_date_and_stay():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "theo yêu cầu")], [(3, "Văn phòng")], []]
    assert texts(*cells)[2] == "theo yêu cầu"


def test_figures_may_begin_times_where_they_often_do():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "15/02/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells)[2] == "15/02/2031"


def test_no_time_is_told_of_work_that_begins_in_the_middle():
    cells = [[(0, "1")], [(1, "và họp thôn")], [(2, "Tháng 2/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells)[2] == ""


def test_a_body_printed_apart_is_the_next_column_s():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "Tháng 2")]]
    apart = [(3, "Văn phòng"), (4, "Công an xã")]
    assert texts(*cells, apart, [])[3:] == ["Văn phòng", "Công an xã"]
    assert texts(*cells, apart, [(5, "Trạm Y tế")])[3:] == ["Văn phòng", "Trạm Y tế"]


def test_a_list_of_bodies_stays_together():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "Tháng 2")]]
    assert texts(*cells, [(3, "Văn phòng;"), (4, "Công an xã")], [])[3] == "Văn phòng; Công an xã"
