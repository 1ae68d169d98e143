"""What a record says of words that were read badly, and of a number written by hand."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.layout import lay_out
from extractors.recognised import corrected
from extractors.record import extract
from schemas.page import FileFacts, Page, Pages
from schemas.record import ProducedBy, Record
from schemas.word import Word
from tests.layout.make import centred, page, paragraph

SCAN = FileFacts("scan.pdf", "application/pdf", "0" * 64, 1, "ocr", "unicode")
BY = ProducedBy(version="0", rules="0")


def plan(number: str = "Số: 42/KH-UBND") -> list[Word]:
    words = [
        *centred("ỦY BAN NHÂN DÂN XÃ HÒA LẠC", 60, 180),
        *centred(number, 95, 180),
        *centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 60, 420),
        *centred("Độc lập - Tự do - Hạnh phúc", 77, 420),
        *centred("Hòa Lạc, ngày 02 tháng 3 năm 2038", 95, 420),
        *centred("KẾ HOẠCH", 140, bold=True),
        *centred("Kiểm tra công tác văn thư năm 2038", 157, bold=True),
    ]
    text, y = paragraph("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2034;", 190)
    body, _ = paragraph("1. Văn phòng rà soát hồ sơ trước ngày 15/4/2038.", y)
    return [w._replace(confidence=0.95) for w in (*words, *text, *body)]


def read(words: Iterable[Word], facts: FileFacts = SCAN) -> Record:
    made: tuple[Page, ...] = corrected([page(words)])
    return extract(lay_out(Pages(facts, made)), produced_by=BY)


def with_confidence(words: Iterable[Word], text: str, confidence: float) -> list[Word]:
    return [w._replace(confidence=confidence) if w.text == text else w for w in words]


def test_a_scan_that_was_read_well_has_no_doubts() -> None:
    record = read(plan())
    assert (record.header.number, record.header.number_state) == ("42/KH-UBND", "printed")
    assert not record.header.doubts
    assert all(not basis.doubts for basis in record.bases)


def test_an_item_with_a_word_read_badly_says_so() -> None:
    record = read(with_confidence(plan(), "Lưu", 0.4))
    assert [basis.doubts for basis in record.bases] == [("ocr_low",)]
    assert "ocr_low" not in record.header.doubts


def test_an_item_with_a_corrected_word_says_so() -> None:
    words = [w._replace(text="cư") if w.text == "cứ" else w for w in plan()]
    record = read(words)
    assert [basis.doubts for basis in record.bases] == [("ocr_corrected",)]
    assert record.bases[0].text.startswith("Căn cứ Luật")


def test_a_number_by_hand_is_there_but_not_read() -> None:
    header = read(plan("Số: {Z4.2 /KH-UBND")).header
    assert (header.number, header.number_state) == (None, "handwritten")
    assert header.kind_code == "KH"


def test_a_blank_number_is_blank() -> None:
    header = read(plan("Số:         /KH-UBND")).header
    assert (header.number, header.number_state) == (None, "blank")


def test_a_text_layer_has_no_doubts_of_recognition() -> None:
    layer = FileFacts("plan.pdf", "application/pdf", "0" * 64, 1, "text-layer", "unicode")
    record = read(with_confidence(plan(), "Lưu", 0.4), layer)
    assert [basis.doubts for basis in record.bases] == [()]
