"""Tables whose columns have run together in a text dump."""

import pytest

from extractors.layout.dump import blocks_of
from extractors.layout.plain import lines_of
from schemas.layout import Paragraph, Table
from tests.extract.dumps import dump, scattered

PROSE = (
    "Ủy ban nhân dân huyện yêu cầu thủ trưởng các phòng, ban, ngành và chủ tịch các xã, thị trấn\n"
    "nghiêm túc triển khai thực hiện, định kỳ báo cáo kết quả về huyện để theo dõi, chỉ đạo kịp thời\n"
    "trong quá trình thực hiện kế hoạch này trên địa bàn toàn huyện theo đúng các quy định hiện hành.\n\n"
)


def tables(text):
    return [b for b in blocks_of(lines_of(text)) if isinstance(b, Table)]


def cells(table):
    return [tuple(c.text if c else "" for c in row) for row in table.grid()[table.header_rows :]]


def share_exact(seeds):
    right = total = 0
    for seed in seeds:
        made = dump(seed)
        found = tables(f"{PROSE}II. NỘI DUNG\n\n{made.text}III. TỔ CHỨC THỰC HIỆN\n\n{PROSE}")
        got = cells(found[0]) if found else []
        total += sum(len(row) for row in made.rows)
        for want, have in zip(made.rows, got, strict=False):
            right += sum(a == b for a, b in zip(want, have, strict=True))
    return right / total


@pytest.mark.slow
def test_cells_come_out_as_they_went_in():
    assert share_exact(range(25)) >= 0.97


@pytest.mark.slow
def test_cells_come_out_as_they_went_in_on_many_tables():
    assert share_exact(range(100, 300)) >= 0.97


def test_prose_around_a_table_stays_prose():
    made = dump(3)
    blocks = list(blocks_of(lines_of(f"{PROSE}{made.text}III. TỔ CHỨC THỰC HIỆN\n\n{PROSE}")))
    kinds = [type(b) for b in blocks]
    assert kinds == [Paragraph, Table, Paragraph, Paragraph]


def test_prose_alone_gives_no_table():
    assert tables(PROSE * 5) == []


def test_every_cell_is_pointed_at():
    made = dump(7)
    for cell in tables(made.text)[0].cells:
        for word in cell.passage.words:
            start, end = word.span
            assert made.text[start:end] == word.text


def share_in_place(seeds):
    right = total = 0
    for seed in seeds:
        made = scattered(seed)
        found = tables(f"{PROSE * 3}{made.text}III. TỔ CHỨC THỰC HIỆN\n\n{PROSE}")
        got = cells(found[0]) if found else []
        total += sum(len(row) for row in made.rows)
        for want, have in zip(made.rows, got, strict=False):
            right += sum(a == b for a, b in zip(want, have, strict=False))
    return right / total


@pytest.mark.slow
def test_cells_printed_out_of_order_are_put_in_their_rows():
    assert share_in_place(range(8)) >= 0.75


def test_a_table_read_out_of_order_says_so():
    found = tables(f"{PROSE * 3}{scattered(1).text}III. TỔ CHỨC THỰC HIỆN\n\n{PROSE}")
    assert found[0].doubts == ("columns_scattered",)
