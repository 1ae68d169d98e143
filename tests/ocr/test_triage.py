"""Which pages are recognised and why, and what becomes of the words they had."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.ocr.engine import Layout, Seen
from pipeline.ocr.recognise import recognise
from pipeline.ocr.triage import to_recognise, with_triage
from pipeline.read.image import read_image
from schemas.geometry import Box
from schemas.page import FileFacts, Page, Pages
from schemas.word import Word

pytestmark = pytest.mark.slow

GOOD = "Ủy ban nhân dân huyện ban hành kế hoạch kiểm tra công tác văn thư lưu trữ".split() * 4
BAD = "ceNG noa xA Her cHU Ncuia vrET NAM DQc l6p ban nhdn dfrn huygn".split() * 5
NUMBERS = "01 12/2020 1.250.000 35% 12/KH-UBND QĐ-TTg I II III 2.1 a) – 14h30 STT TT".split() * 5


class Teller:
    """An engine that says the same of every picture."""

    name = "teller"

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.asked = 0

    def read(self, picture: np.ndarray, *, dpi: float, layout: Layout) -> list[Seen]:
        self.asked += 1
        return [
            Seen(word, Box(100 + 60 * (i % 20), 100 + 40 * (i // 20), 150 + 60 * (i % 20),
                           120 + 40 * (i // 20)), 0.9, 118 + 40 * (i // 20), 10.0, i // 20)
            for i, word in enumerate(self.words)
        ]  # fmt: skip


def pages_of(words: list[str], *, is_scan: bool = False, encoding: str = "unicode") -> Pages:
    placed = tuple(Word(w, 1, Box(50, 50 + i, 90, 60 + i)) for i, w in enumerate(words))
    page = Page(1, 595, 842, placed, is_scan=is_scan, encoding=encoding)
    return Pages(FileFacts("a.png", "image/png", "0" * 64, 1, "text-layer", "unicode"), (page,))


def picture(*, lines: int = 12) -> bytes:
    """A sheet with bars where lines of print would be, and the scanner's lid along its edge."""
    pixels = np.full((1169, 827), 250, np.uint8)
    pixels[:, :8] = 20
    for i in range(lines):
        pixels[100 + 40 * i : 112 + 40 * i, 100:700] = 30
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", dpi=(100, 100))
    return out.getvalue()


def read(pages: Pages, engine: Teller, tmp_path: Path, data: bytes | None = None) -> Pages:
    wanted = to_recognise(pages)
    new = recognise(pages, data or picture(), wanted, engine=engine, folder=tmp_path)
    return with_triage(new, wanted)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (pages_of(GOOD), {}),
        (pages_of(GOOD, is_scan=True), {}),
        (pages_of(NUMBERS), {}),  # tables and codes are no garbage
        (pages_of(NUMBERS, is_scan=True), {}),
        (pages_of(BAD), {1: "garbled-text"}),
        (pages_of([*GOOD, *GOOD, *BAD[:24]]), {}),
        # what lies over a scan was recognised by another program, and is not trusted so far
        (pages_of([*GOOD, *GOOD, *BAD[:24]], is_scan=True), {1: "garbled-text"}),
        (pages_of(BAD[:13]), {}),  # too few to judge by
        (read_image(picture(), name="a.png"), {1: "unread-page"}),
    ],
)
def test_pages_to_recognise(pages: Pages, expected: dict[int, str]) -> None:
    assert to_recognise(pages) == expected


def test_a_bad_layer_is_dropped(tmp_path: Path) -> None:
    pages = read(pages_of(BAD, is_scan=True), Teller(GOOD), tmp_path)
    assert {w.text for w in pages.pages[0].words} == set(GOOD)
    assert pages.notes == ("garbled-text:1",)
    (triage,) = pages.file.triage
    assert (triage.text, triage.reason, triage.legal_share) == ("ocr", "garbled-text", 1.0)
    assert pages.file.text_origin == "ocr"


@pytest.mark.parametrize("said", [["1iên", "quQn"] * 20, GOOD[:3], []])
def test_a_bad_layer_is_kept_where_recognition_gives_less(said: list[str], tmp_path: Path) -> None:
    pages = read(pages_of(BAD, is_scan=True), Teller(said), tmp_path)
    assert [w.text for w in pages.pages[0].words] == BAD
    assert pages.notes == ("low-text-quality:1",)
    (triage,) = pages.file.triage
    assert (triage.text, triage.reason) == ("text-layer", "garbled-text")
    assert triage.legal_share is not None and triage.legal_share < 0.8


def test_a_scan_is_recognised(tmp_path: Path) -> None:
    pages = read(read_image(picture(), name="a.png"), Teller(GOOD), tmp_path)
    assert pages.notes == ()
    assert (pages.file.triage[0].text, pages.file.triage[0].reason) == ("ocr", "picture")


def test_an_empty_sheet_is_no_trouble(tmp_path: Path) -> None:
    data = picture(lines=0)
    pages = read(read_image(data, name="a.png"), Teller([]), tmp_path, data)
    assert pages.notes == ()
    assert (pages.file.triage[0].text, pages.file.triage[0].reason) == ("none", "blank")


def test_ink_without_words_is_named(tmp_path: Path) -> None:
    pages = read(read_image(picture(), name="a.png"), Teller([]), tmp_path)
    assert pages.notes == ("unread-page:1",)
    assert (pages.file.triage[0].text, pages.file.triage[0].reason) == ("none", "unread-page")


def test_what_was_recognised_is_kept_with_how_it_lay(tmp_path: Path) -> None:
    pages, data = read_image(picture(), name="a.png"), picture()
    first = recognise(pages, data, {1: "unread-page"}, engine=Teller(GOOD), folder=tmp_path)
    silent = Teller(GOOD)
    again = recognise(pages, data, {1: "unread-page"}, engine=silent, folder=tmp_path)
    assert silent.asked == 0
    assert again.pages == first.pages


def test_the_reason_names_the_encoding_of_a_repaired_page() -> None:
    pages = with_triage(pages_of(GOOD, encoding="tcvn3"), {})
    assert (pages.file.triage[0].text, pages.file.triage[0].reason) == ("text-layer", "tcvn3")


def test_documents_without_pages_are_not_judged_by_page() -> None:
    facts = FileFacts("a.docx", "application/msword", "0" * 64, None, "office", "unicode")
    pages = Pages(facts, text="", notes=("unread-page:1",))
    assert to_recognise(pages) == {}
    assert with_triage(pages, {}).file.triage == ()
