"""Activities keep their names."""

from __future__ import annotations

from pipeline.catalog.identity import Known, activity_ids
from tests.factories import sha

DOCUMENT = sha("kế hoạch")
ROWS = [
    "Ban hành kế hoạch công tác văn thư, lưu trữ năm 2026",
    "Tổ chức tập huấn nghiệp vụ cho công chức các xã, thị trấn",
    "Kiểm tra công tác văn thư tại các phòng, ban",
    "Báo cáo quý",
    "Báo cáo quý",
]


def again(rows, names):
    known = [Known(n, r) for n, r in zip(names, ROWS, strict=True)]
    return activity_ids(DOCUMENT, rows, known=known)


def test_names_are_unique_and_need_no_history():
    names = activity_ids(DOCUMENT, ROWS)
    assert len(set(names)) == len(ROWS)
    assert names == activity_ids(DOCUMENT, ROWS)
    assert activity_ids(sha("khác"), ROWS)[0] != names[0]


def test_marks_case_and_a_longer_end_do_not_change_a_name():
    first = activity_ids(DOCUMENT, [ROWS[1]])
    long = (
        "TỔ CHỨC TẬP HUẤN nghiệp vụ cho công chưc các xã, thị trấn và các trường học trên địa bàn"
    )
    assert activity_ids(DOCUMENT, [long]) == first


def test_reading_the_same_again_keeps_all_names():
    names = activity_ids(DOCUMENT, ROWS)
    assert again(ROWS, names) == names


def test_better_rules_keep_names():
    names = activity_ids(DOCUMENT, ROWS)
    better = [
        "1. " + ROWS[0],  # the ordinal went into the text
        "Tổ chức 02 lớp tập huấn nghiệp vụ cho công chức các xã, thị trấn",  # a lost word is back
        *ROWS[2:],
    ]
    assert again(better, names) == names


def test_a_new_row_gets_a_new_name_and_a_lost_one_leaves_its_own_unused():
    names = activity_ids(DOCUMENT, ROWS)
    rows = [ROWS[0], "Số hóa tài liệu lưu trữ lịch sử", *ROWS[2:]]
    found = again(rows, names)
    assert [found[0], *found[2:]] == [names[0], *names[2:]]
    assert found[1] not in names


def test_rows_that_change_places_keep_their_names():
    names = activity_ids(DOCUMENT, ROWS)
    assert again(ROWS[::-1], names)[:1] != names[:1]
    assert again([ROWS[2], ROWS[1], ROWS[0], *ROWS[3:]], names) == [
        names[2], names[1], names[0], *names[3:],
    ]  # fmt: skip
