"""Searchable copies: the words lie where the picture shows them, and nothing else is changed."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pipeline.errors import CannotBeKept
from pipeline.ocr.triage import with_triage
from pipeline.read.image import read_image
from pipeline.read.pdf import read_pdf
from pipeline.searchable import lacks_copy, write_searchable
from schemas.page import FileFacts, Page, Pages, PageTriage
from schemas.word import Word

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "samples" / "notice-consultation.pdf"
DPI = 100


def printed() -> Page:
    """A page whose words are known, as recognition would give them."""
    page = read_pdf(SAMPLE).pages[0]
    words = tuple(w._replace(confidence=0.9) for w in page.words)
    return replace(page, words=words, is_scan=True)


def picture() -> Image.Image:
    with pypdfium2.PdfDocument(SAMPLE) as document:
        return document[0].render(scale=DPI / 72).to_pil().convert("L")


def saved(image: Image.Image, form: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, dpi=(DPI, DPI), **options)
    return out.getvalue()


def scan(
    data: bytes, *pages: Page, media_type: str = "image/png", name: str = "tờ trình.png"
) -> Pages:
    digest = hashlib.sha256(data).hexdigest()
    facts = FileFacts(name, media_type, digest, len(pages), "ocr", "unicode")
    return with_triage(Pages(facts, pages), {p.number: "unread-page" for p in pages})


def assert_same_places(
    found: tuple[Word, ...], known: tuple[Word, ...], within: float = 1.0
) -> None:
    assert Counter(w.text for w in found) == Counter(w.text for w in known)
    rest = list(found)
    for word in known:
        near = min(
            (w for w in rest if w.text == word.text),
            key=lambda w: max(abs(a - b) for a, b in zip(w.box, word.box, strict=True)),
        )
        assert max(abs(a - b) for a, b in zip(near.box, word.box, strict=True)) < within, word
        rest.remove(near)


def raster(path: Path, number: int = 0) -> np.ndarray:
    with pypdfium2.PdfDocument(path) as document:
        return np.asarray(document[number].render(scale=DPI / 72).to_pil().convert("L"))


def test_words_are_read_where_they_were_recognised(tmp_path: Path) -> None:
    data, page = saved(picture()), printed()
    path = write_searchable(scan(data, page), data, tmp_path)
    assert path == tmp_path / "tờ trình.pdf"
    made = read_pdf(path).pages[0]
    assert_same_places(made.words, page.words)
    assert (made.width, made.height) == pytest.approx((page.width, page.height), abs=1)


def test_another_reader_finds_whole_words_in_composed_letters(tmp_path: Path) -> None:
    data, page = saved(picture()), printed()
    path = write_searchable(scan(data, page), data, tmp_path)
    with pdfplumber.open(path) as pdf:
        words = pdf.pages[0].extract_words()
        text = pdf.pages[0].extract_text()
    assert unicodedata.is_normalized("NFC", text)
    assert Counter(w["text"] for w in words) == Counter(w.text for w in page.words)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    with pypdfium2.PdfDocument(path) as document:
        assert "Độc lập - Tự do - Hạnh phúc" in document[0].get_textpage().get_text_bounded()


def test_the_picture_is_shown_as_it_was_and_the_text_is_not(tmp_path: Path) -> None:
    image = picture()
    data = saved(image)
    path = write_searchable(scan(data, printed()), data, tmp_path)
    shown = raster(path)
    height, width = min(shown.shape[0], image.height), min(shown.shape[1], image.width)
    difference = shown[:height, :width].astype(int) - np.asarray(image)[:height, :width]
    assert np.abs(difference).mean() < 1


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_has_its_words_where_it_lies(quarters: int, tmp_path: Path) -> None:
    """Turned left by ``quarters`` to be read: it was stored turned right by as many."""
    page = replace(printed(), quarters=quarters)
    data = saved(picture().rotate(-90 * quarters, expand=True))
    path = write_searchable(scan(data, page), data, tmp_path)
    made = read_pdf(path).pages[0]  # turned to where most text is upright
    assert_same_places(made.words, page.words, within=2.0)
    assert raster(path).shape[0] > raster(path).shape[1]  # and is shown upright
    assert_ink_under_words(path)


def assert_ink_under_words(path: Path) -> None:
    """Where another reader finds words, the page shows ink; nine points lower it shows less."""
    ink, scale = raster(path) < 160, DPI / 72
    with pdfplumber.open(path) as pdf:
        words = [w for w in pdf.pages[0].extract_words() if len(w["text"]) > 2]
    assert len(words) > 100
    here, below = (_share_of_ink(ink, words, shift * scale) for shift in (0, 9))
    assert here > 0.85
    assert here > below + 0.05


def _share_of_ink(ink: np.ndarray, words: list[dict], shift: float) -> float:
    """How much of the width of words has ink."""
    scale = DPI / 72
    shares = []
    for word in words:
        top, bottom = (int(word[k] * scale + shift) for k in ("top", "bottom"))
        left, right = (int(word[k] * scale) for k in ("x0", "x1"))
        shares.append(ink[top:bottom, left:right].any(axis=0).mean())
    return float(np.mean(shares))


@pytest.mark.parametrize("lean", [2.0, -2.0])  # degrees to the left: its lines rise
def test_a_leaning_page_has_its_words_where_they_lean(lean: float, tmp_path: Path) -> None:
    page = replace(printed(), skew=lean)
    data = saved(picture().rotate(lean, fillcolor=255))
    path = write_searchable(scan(data, page), data, tmp_path)
    assert_ink_under_words(path)
    with pdfplumber.open(path) as pdf:
        assert all(char["upright"] for char in pdf.pages[0].chars)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_in_a_turned_page_of_a_pdf(turn: int, tmp_path: Path) -> None:
    """As scanners save a sheet that was laid on its side: the page is stored turned."""
    image = picture().rotate(turn, expand=True)
    flat = io.BytesIO()
    image.save(flat, "PDF", resolution=DPI)
    with pikepdf.open(flat) as pdf:
        pdf.pages[0].rotate(turn, relative=False)
        out = io.BytesIO()
        pdf.save(out)
    data = out.getvalue()
    pages = scan(data, printed(), media_type="application/pdf", name="scan.pdf")
    path = write_searchable(pages, data, tmp_path)
    assert_same_places(read_pdf(path).pages[0].words, printed().words, within=2.0)
    assert_ink_under_words(path)


def test_a_photograph_is_shown_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right by a quarter
    data = saved(picture().rotate(90, expand=True), "JPEG", exif=exif, quality=90)
    pages = read_image(data, name="a.jpg")
    page = replace(printed(), width=pages.pages[0].width, height=pages.pages[0].height)
    path = write_searchable(scan(data, page, name="a.jpg"), data, tmp_path)
    assert_same_places(read_pdf(path).pages[0].words, page.words, within=2.0)
    assert_ink_under_words(path)
    assert data[100:2000] in path.read_bytes()  # the camera's own compression is kept


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "CMYK", "LA"])
def test_every_kind_of_picture(mode: str, tmp_path: Path) -> None:
    form = "TIFF" if mode in ("CMYK", "1") else "PNG"
    data = saved(
        picture().convert("RGB").convert(mode) if mode == "P" else picture().convert(mode), form
    )
    path = write_searchable(scan(data, printed()), data, tmp_path)
    assert np.abs(raster(path).astype(int).mean() - np.asarray(picture()).mean()) < 6


def test_a_tiff_of_several_sheets(tmp_path: Path) -> None:
    first, second = printed(), replace(printed(), number=2)
    data = saved(picture(), "TIFF", save_all=True, append_images=[picture()])
    path = write_searchable(scan(data, first, second), data, tmp_path)
    made = read_pdf(path)
    assert [len(page.words) for page in made.pages] == [len(first.words)] * 2


def mixed() -> bytes:
    """A typeset page, and a scan with the text of another program over it."""
    flat = io.BytesIO()
    picture().save(flat, "PDF", resolution=DPI)
    with pikepdf.open(SAMPLE) as pdf, pikepdf.open(flat) as sheet:
        pdf.pages.append(sheet.pages[0])
        page = pdf.pages[-1]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.F0)
        page.contents_add(
            b"q BT 3 Tr /F0 9 Tf 50 700 Td (ceNG noa xA Her) Tj ET Q BT /F0 9 Tf 50 20 Td (Signed) Tj ET"
        )
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_good_pages_are_kept_and_a_bad_layer_goes(tmp_path: Path) -> None:
    data = mixed()
    good = read_pdf(data).pages[0]
    pages = scan(
        data, good, replace(printed(), number=2), media_type="application/pdf", name="a.pdf"
    )
    triage = (pages.file.triage[0], PageTriage(2, "ocr", "garbled-text", 1.0))
    path = write_searchable(replace(pages, file=replace(pages.file, triage=triage)), data, tmp_path)
    with pikepdf.open(io.BytesIO(data)) as before, pikepdf.open(path) as after:
        assert after.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()
    texts = [w.text for w in read_pdf(path).pages[1].words]
    assert "ceNG" not in texts
    assert "Signed" in texts  # what is seen stays
    assert "CỘNG" in texts


def test_a_pdf_without_a_scan_is_copied(tmp_path: Path) -> None:
    data = SAMPLE.read_bytes()
    pages = with_triage(read_pdf(data, name=SAMPLE.name), {})
    path = write_searchable(pages, data, tmp_path)
    assert path.read_bytes() == data
    assert not lacks_copy(tmp_path, SAMPLE, name=SAMPLE.name, sha256=pages.file.sha256)


def test_text_has_no_pages_and_no_copy(tmp_path: Path) -> None:
    facts = FileFacts("a.txt", "text/plain", "0" * 64, None, "plain", "unicode")
    assert write_searchable(Pages(facts, text="Kế hoạch"), b"", tmp_path) is None
    (tmp_path / "a.txt").write_text("Kế hoạch")
    assert not lacks_copy(tmp_path, tmp_path / "a.txt", name="a.txt", sha256="0" * 64)


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    data, other = saved(picture()), saved(picture().point(lambda v: 255 - v))
    (tmp_path / "tờ trình.pdf").write_bytes(b"mine")
    first = write_searchable(scan(data, printed()), data, tmp_path)
    second = write_searchable(scan(other, printed()), other, tmp_path)
    again = write_searchable(scan(data, printed()), data, tmp_path)
    assert (tmp_path / "tờ trình.pdf").read_bytes() == b"mine"
    assert first == again != second
    assert len(list(tmp_path.iterdir())) == 3


def test_the_original_is_never_replaced(tmp_path: Path) -> None:
    data = mixed()
    (tmp_path / "a.pdf").write_bytes(data)
    good = read_pdf(data).pages[0]
    pages = scan(
        data, good, replace(printed(), number=2), media_type="application/pdf", name="a.pdf"
    )
    path = write_searchable(pages, data, tmp_path)
    assert path.name == f"a-{pages.file.sha256[:8]}.pdf"
    assert (tmp_path / "a.pdf").read_bytes() == data


def test_a_folder_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    data = saved(picture())
    with pytest.raises(CannotBeKept, match="searchable copy cannot be written"):
        write_searchable(scan(data, printed()), data, tmp_path / "gone")
