"""PDF files whose fonts are of an old encoding, or tell nothing of Unicode."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.read.pdf import read_pdf
from tests.encodings.pdfs import Line, glyph_numbers, pdf_of
from tests.encodings.tables import to_tcvn3, to_vni

LINES = (
    "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 18 tháng 12 năm 2003 của Hội đồng nhân dân",
    "Ủy ban nhân dân huyện ban hành kế hoạch kiểm tra công tác văn thư, lưu trữ năm 2004.",
)


def read(data: bytes) -> tuple[str, str]:
    pages = read_pdf(data)
    return pages.file.encoding, " ".join(word.text for word in pages.pages[0].words)


@pytest.mark.parametrize(("encoding", "encode"), [("tcvn3", to_tcvn3), ("vni", to_vni)])
def test_old_fonts_are_read_as_unicode(encoding: str, encode) -> None:
    lines = [Line("F1", 50, 700 - 20 * i, encode(t).encode("latin-1")) for i, t in enumerate(LINES)]
    assert read(pdf_of(lines)) == (encoding, " ".join(LINES))


def test_capital_fonts_give_capitals() -> None:
    title = "Cộng hòa xã hội chủ nghĩa Việt Nam"
    data = pdf_of([Line("F1", 50, 700, to_tcvn3(title).encode("latin-1"))], simple="AB+.VnTimeH")
    assert read(data) == ("tcvn3", title.upper())


def test_a_typeface_of_vni_is_known_by_its_name() -> None:
    """One word proves no encoding, but its typeface does."""
    data = pdf_of([Line("F1", 50, 700, to_vni("Đỗ").encode("latin-1"))], simple="AB+VNI-Helve")
    assert read(data) == ("vni", "Đỗ")
    data = pdf_of([Line("F1", 50, 700, b"2020")], simple="AB+VNI-Helve")
    assert read(data) == ("unicode", "2020")


def test_glyph_numbers_give_letters_digits_and_spaces() -> None:
    """Digits count, not their places: the font is not in the file, so they may stand raised."""
    lines = [Line("F2", 20, 700 - 20 * i, glyph_numbers(text)) for i, text in enumerate(LINES)]
    encoding, text = read(pdf_of(lines))
    assert encoding == "glyph-shift"
    assert Counter(text.replace(" ", "")) == Counter("".join(LINES).replace(" ", ""))
    assert [w for w in text.split() if w.isalpha()] == [
        w for w in " ".join(LINES).split() if w.isalpha()
    ]


def test_words_of_glyph_numbers_stand_among_words_of_other_fonts() -> None:
    shifted = [Line("F2", 20, 700 - 20 * i, glyph_numbers(text)) for i, text in enumerate(LINES)]
    plain = Line("F1", 20, 600, "Thông báo HOÀ BÌNH 2004".encode("cp1252"))
    encoding, text = read(pdf_of([*shifted, plain]))
    assert encoding == "glyph-shift"
    assert text.endswith("Thông báo HOÀ BÌNH 2004")


def test_numbers_of_another_font_are_not_made_letters() -> None:
    """A font in another order gives no Vietnamese words, so nothing is invented."""
    strange = bytes(b for i in range(40) for b in (0x05, 0x01 + 3 * i))
    assert read(pdf_of([Line("F2", 20, 700, strange)]))[0] == "unicode"
