"""Pictures and scans that nobody wants: bounded, one clear line, nothing lost."""

from __future__ import annotations

import io
import time
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.errors import MissingTool, UnreadableFile
from pipeline.ocr import engine
from pipeline.process import process, read_pages
from pipeline.read.image import pictures_of, read_image
from tests.cli.conftest import SAMPLES, run  # noqa: F401  (a fixture)

PLAN = SAMPLES / "plan-2020.txt"


def saved(image: Image.Image, form: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def sheet(shade: int = 255) -> Image.Image:
    return Image.new("L", (1240, 1754), shade)


def cat() -> Image.Image:
    """As good as a photograph: shapes and fur in colours, and no word."""
    chance = np.random.default_rng(1)
    y, x = np.mgrid[0:600, 0:800]
    fur = 60 * np.sin(x / 9 + np.sin(y / 23) * 4) + 130
    body = ((x - 400) / 260) ** 2 + ((y - 380) / 190) ** 2 < 1
    pixels = np.stack([np.where(body, fur + shift, 90 + y / 6) for shift in (40, 10, -30)], axis=2)
    noisy = pixels + chance.normal(0, 25, pixels.shape)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.slow
def test_a_blank_sheet_gives_an_empty_record_without_an_error(tmp_path: Path) -> None:
    record = process(write(tmp_path / "blank.png", saved(sheet())))
    assert record.activities == ()
    assert record.file.triage[0].reason == "blank"
    assert "unread-page" not in {issue.code for issue in record.issues}


@pytest.mark.slow
def test_a_photograph_of_a_cat_is_named_and_gives_no_activities(tmp_path: Path) -> None:
    start = time.monotonic()
    record = process(write(tmp_path / "cat.jpg", saved(cat(), "JPEG")))
    assert time.monotonic() - start < 60
    assert (record.activities, record.header.number, record.bases) == ((), None, ())
    assert {issue.code for issue in record.issues} & {
        "unread-page",
        "low-text-quality",
        "missing-number",
    }


@pytest.mark.slow
def test_a_picture_of_twenty_thousand_by_twenty_thousand_is_refused_at_once() -> None:
    data = saved(Image.new("1", (20_000, 20_000)))
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match="far too large; scan the sheet at 300 dpi"):
        read_image(data, name="huge.png")
    assert time.monotonic() - start < 2


def test_a_picture_a_little_too_large_is_refused_without_a_warning() -> None:
    with pytest.raises(UnreadableFile, match="far too large"):
        read_image(saved(Image.new("1", (10_000, 9_500))), name="large.png")


def tiff(pages: int) -> bytes:
    chance = np.random.default_rng(2)
    sheets = [Image.fromarray(chance.integers(0, 255, (300, 200), np.uint8)) for _ in range(pages)]
    return saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(100, 100))


def test_pages_of_a_truncated_tiff_before_the_damage_are_kept() -> None:
    data = tiff(5)
    pages = read_image(data[: int(len(data) * 0.7)], name="cut.tif")
    whole = [page for page in pages.pages if page.width]
    assert 2 <= len(whole) <= 4
    last = pages.pages[-1]
    assert (last.number, last.width) == (len(whole) + 1, 0.0)
    assert f"unread-page:{last.number}" in pages.notes


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9])
def test_a_picture_cut_short_is_refused_with_advice(share: float) -> None:
    data = saved(cat(), "JPEG")
    with pytest.raises(UnreadableFile, match="damaged; open it in its own program"):
        read_image(data[: max(int(len(data) * share), 8)], name="cut.jpg")


def test_a_tiff_of_many_pages() -> None:
    assert len(read_image(tiff(120), name="many.tif").pages) == 120


def test_pictures_are_read_one_at_a_time() -> None:
    """A thousand sheets do not fit into memory."""
    pictures = pictures_of(tiff(3), name="a.tif")
    assert next(pictures) is not None


def test_sixteen_bits_are_not_cut_off() -> None:
    grey = np.tile(np.linspace(0, 65535, 200).astype(np.uint16), (300, 1))
    (picture,) = pictures_of(saved(Image.fromarray(grey)), name="deep.png")
    assert picture is not None
    assert 120 < picture.pixels.mean() < 135


def wide(width: float, height: float) -> bytes:
    """A PDF with one page of points by points, all picture."""
    flat = io.BytesIO()
    cat().save(flat, "PDF")
    with pikepdf.open(flat) as pdf:
        page = pdf.pages[0]
        page.MediaBox = [0, 0, width, height]
        page.contents_add(f"q {width} 0 0 {height} 0 0 cm /image Do Q".encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(8504, 595), (14400, 14400), (0, 0), (0.01, 842)])
def test_pages_of_absurd_sizes_take_bounded_time_and_memory(
    width: float, height: float, tmp_path: Path
) -> None:
    """8504 points are three metres; what has no size is read as the reader of PDF takes it."""
    start = time.process_time()
    record = process(write(tmp_path / "wide.pdf", wide(width, height)))
    assert time.process_time() - start < 120
    assert record.activities == ()


def test_a_picture_under_a_wrong_name_is_what_its_bytes_say(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(saved(sheet()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "tessdata", _missing)
        engine.tesseract.cache_clear()
        with pytest.raises(MissingTool):  # it was taken for a picture
            process(tmp_path / "a.pdf")


def _missing() -> Path:
    raise MissingTool("tesseract", "Tesseract's Vietnamese model is not installed, so scans cannot be read",
                      "install it: apt-get install tesseract-ocr-vie")  # fmt: skip


@pytest.fixture
def without_vie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(engine, "_FOLDERS", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    engine.tesseract.cache_clear()
    yield
    engine.tesseract.cache_clear()


@pytest.mark.slow
def test_without_the_vietnamese_model_scans_wait_and_text_is_read(
    run,  # noqa: F811
    without_vie,
    tmp_path: Path,
) -> None:
    scan = write(tmp_path / "scan.png", saved(sheet()))
    ran = run("extract", scan)
    assert ran.code == 3
    assert "apt-get install tesseract-ocr-vie" in ran.err
    assert ran.err.count("\n") == 1
    assert run("extract", PLAN).code == 0
    both = run("extract", "--jsonl", scan, PLAN, SAMPLES / "plan-prose.pdf")
    assert both.code == 1
    assert both.out.count("\n") == 2


def test_pages_are_given_to_no_engine_where_none_is_needed(without_vie, tmp_path: Path) -> None:
    assert read_pages(SAMPLES / "plan-prose.pdf").file.text_origin == "text-layer"
