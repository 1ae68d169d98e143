"""Who stands under whom: labels nest as offices like it."""

from extractors.layout.plain import lines_of, paragraphs_of
from extractors.objectives import read_objectives
from extractors.outline import build

TEXT = """
I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

a) Nâng cao chất lượng đọc sách.

b) Mở rộng mạng lưới thư viện.

2. Yêu cầu

- Tiết kiệm, hiệu quả.

II. NHIỆM VỤ, GIẢI PHÁP TRONG NĂM

2023

1. Rà soát vốn sách.

1.1. Thư viện huyện.

1.2. Thư viện xã.
"""


def outline(text):
    return build(paragraphs_of(lines_of(text)))


def test_levels_come_from_the_order_of_labels():
    found = [(i.label.text if i.label else None, i.level) for i in outline(TEXT).items]
    assert found == [
        ("I", 0), ("1", 1), ("a", 2), ("b", 2), ("2", 1), ("-", 2), ("II", 0), ("1", 1), ("1.1", 2), ("1.2", 2),
    ]  # fmt: skip


def test_a_heading_broken_over_two_paragraphs_is_one():
    assert [i.text for i in outline(TEXT).items if i.label and i.label.text == "II"] == [
        "NHIỆM VỤ, GIẢI PHÁP TRONG NĂM 2023"
    ]


def test_letters_may_stand_above_numbers():
    text = "a) Tuyên truyền\n\n1. Trên loa.\n\n2. Trên báo.\n\nb) Kiểm tra\n\n1. Ở xã."
    assert [i.level for i in outline(text).items] == [0, 1, 1, 0, 1]


def test_objectives_are_the_finest_items_by_their_nearest_heading():
    found = [(o.label, o.kind, o.text) for o in read_objectives(outline(TEXT))]
    assert found == [
        ("a", "objective", "Nâng cao chất lượng đọc sách."),
        ("b", "objective", "Mở rộng mạng lưới thư viện."),
        ("-", "requirement", "Tiết kiệm, hiệu quả."),
    ]


def test_a_combined_heading_gives_both():
    text = "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Nâng cao chất lượng.\n\n2. Tiết kiệm.\n\nII. NỘI DUNG\n\n1. Mua sách."
    assert [(o.label, o.kind) for o in read_objectives(outline(text))] == [
        ("1", "both"),
        ("2", "both"),
    ]


def test_text_on_the_heading_line_is_an_objective():
    text = "1. Mục đích: Nâng cao chất lượng đọc sách.\n\n2. Nội dung: Mua sách."
    assert [(o.label, o.text) for o in read_objectives(outline(text))] == [
        (None, "Nâng cao chất lượng đọc sách.")
    ]
