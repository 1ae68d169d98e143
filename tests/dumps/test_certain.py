"""Which times and bodies of a dump printed out of order are relied on."""

from extractors.layout.dump.columns import Column
from extractors.layout.dump.decode import Part
from extractors.layout.dump.joints import Joints
from extractors.layout.dump.soundness import certain
from extractors.layout.dump.worth import Reading

ROLES = ("index", "content", "time", "lead", "coordinating")
COLUMNS = tuple(Column(role, 12.0, {}, frozenset()) for role in ROLES)
READING = Reading(COLUMNS, Joints([]), list(range(20)), [1] * 20)


def row(*cells: list[tuple[int, str]]) -> tuple[tuple[Part, ...], ...]:
    return tuple(tuple(Part(c, text, n, 0) for n, text in cell) for c, cell in enumerate(cells))


def texts(
    *cells: list[tuple[int, str]], others: int = 0, doubted: tuple[tuple[int, int], ...] = ()
) -> list[str]:
    plain = row([(0, "9")], [(1, "Họp xã")], [(2, "Tháng 3")], [(3, "Văn phòng")], [])
    found = certain([row(*cells), *[plain] * others], READING, doubted)[0]
    return [" ".join(p.text for p in cell) for cell in found]


def test_whole_cells_are_kept():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "Tháng 2/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells) == ["1", "Họp thôn", "Tháng 2/2031", "Văn phòng", ""]


def test_times_that_begin_in_the_middle_or_wait_for_their_end_are_left_out():
    for time in ("31/01 năm sau", "Trước ngày 15/2 đến"):
        cells = [[(0, "1")], [(1, "Họp thôn")], [(2, time)], [(3, "Văn phòng")], []]
        assert texts(*cells, others=3)[2] == ""


def test_times_of_lines_that_do_not_follow_one_another_are_left_out():
    lines = [(2, "Tháng 2"), (3, "Công nghệ tháng 5/2031")]
    cells = [[(0, "1")], [(1, "Họp thôn")], lines, [(5, "Văn phòng")], []]
    assert texts(*cells)[2] == ""


def test_times_that_may_be_another_row_s_are_left_out():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "Tháng 2/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells, doubted=((0, 3),))[2] == "Tháng 2/2031"
    assert texts(*cells, doubted=((0, 2),))[2] == ""


def test_times_without_a_figure_give_no_wrong_date_and_stay():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "theo yêu cầu")], [(3, "Văn phòng")], []]
    assert texts(*cells)[2] == "theo yêu cầu"


def test_figures_may_begin_times_where_they_often_do():
    cells = [[(0, "1")], [(1, "Họp thôn")], [(2, "15/02/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells)[2] == "15/02/2031"


def test_no_time_is_told_of_work_that_begins_in_the_middle():
    cells = [[(0, "1")], [(1, "và họp thôn")], [(2, "Tháng 2/2031")], [(3, "Văn phòng")], []]
    assert texts(*cells)[2] == ""
