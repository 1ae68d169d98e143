"""Rows of a dump whose columns a reader has interleaved by height, told by how cells stand."""

from collections.abc import Sequence

import pytest

from extractors.layout.dump.flowing import decode_flowing
from extractors.layout.dump.shape import closed, first_shape, levels, put_down
from schemas.layout import Line, Passage
from schemas.word import Word

ROLES = ("index", "content", "lead", "time")
HEADINGS = (("TT",), ("Nội dung công việc",), ("Cơ quan chủ trì",), ("Thời gian",))
Row = Sequence[Sequence[str]]

ROWS: tuple[Row, ...] = (
    (
        ("1",),
        ("Rà soát, thống kê các tuyến kênh", "mương đã xuống cấp, lập danh mục", "cần sửa chữa trước mùa mưa bão"),
        ("Phòng Nông nghiệp", "và Môi trường"),
        ("Tháng 02/2031",),
    ),
    (
        ("2",),
        ("Tổ chức lớp tập huấn về kỹ thuật", "trồng, chăm sóc cây ăn quả"),
        ("Hội Nông dân huyện",),
        ("Quý II/2031",),
    ),
    (
        ("3",),
        ("Kiểm tra việc sử dụng vốn vay của", "các hộ gia đình, nhất là các hộ", "mới thoát nghèo, kịp thời nhắc", "nhở, uốn nắn sai sót"),
        ("Ngân hàng Chính", "sách xã hội"),
        ("Trước ngày", "30/9/2031"),
    ),
    (
        ("4",),
        ("Sơ kết, đánh giá kết quả thực hiện", "kế hoạch, đề xuất nhiệm vụ", "cần tiếp tục làm của các đơn vị"),
        ("Văn phòng HĐND", "và UBND huyện"),
        ("Tháng 11/2031",),
    ),
)  # fmt: skip


def printed(rows: Sequence[Row], *, centred: bool) -> list[Line]:
    """A flow as ``pdftotext`` prints it: by height, at one height from left to right."""
    out: list[Line] = []
    for row in rows:
        tall = max(len(cell) for cell in row)
        placed = [
            ((tall - len(cell) if centred else 0) + 2 * k, c, text)
            for c, cell in enumerate(row) for k, text in enumerate(cell)
        ]  # fmt: skip
        out += [_line(text, gap=not out) for _, _, text in sorted(placed)]
    return out


def _line(text: str, *, gap: bool) -> Line:
    words = [Word(text=word, page=1) for word in text.split()]
    return Line(Passage.of(words), page=1, gap=gap)


@pytest.mark.parametrize("centred", [True, False])
def test_rows_printed_by_height_come_out_whole(centred: bool):
    rows = decode_flowing(printed(ROWS, centred=centred), ROLES, (), HEADINGS)
    found = [[[part.text for part in cell] for cell in row] for row in rows]
    assert found == [[list(cell) for cell in row] for row in ROWS]


def test_a_cell_ends_as_far_from_the_middle_as_it_began():
    shape = first_shape([0], 2)
    for columns, level in (([1], 1), ([0], 2), ([1], 3), ([0], 4)):
        assert (level, 0.0) in levels(shape, columns)
        shape, off = put_down(shape, columns, level, centred=True)
        assert off == 0.0
    assert closed(shape, centred=True) == 0.0


def test_a_cell_that_ends_too_soon_stands_off():
    shape = first_shape([0], 2)
    for columns, level in (([1], 1), ([0], 2), ([0], 4), ([0], 6)):
        shape, _ = put_down(shape, columns, level, centred=True)
    assert closed(shape, centred=True) > 0.0
    assert closed(shape, centred=False) == 0.0
