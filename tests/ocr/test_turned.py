"""A sheet put into the scanner upside down or on its side gives what it gives upright."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipeline.process import process
from schemas.record import Activity

SAMPLE = Path(__file__).parents[2] / "samples" / "plan-ruled.pdf"
DPI = 150


def activities(scan: Image.Image, path: Path) -> tuple[Activity, ...]:
    scan.save(path, dpi=(DPI, DPI))
    return process(path).activities


@pytest.mark.slow
def test_a_sheet_laid_in_any_way_gives_the_same_activities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows of a table and where each stands on the sheet as it is read."""
    monkeypatch.setenv("KEHOACH_CACHE", str(tmp_path / "cache"))
    with pypdfium2.PdfDocument(SAMPLE) as document:
        sheet = document[1].render(scale=DPI / 72).to_pil().convert("L")
    part = sheet.crop((0, 0, sheet.width, sheet.height * 2 // 7))
    upright = activities(part, tmp_path / "upright.png")
    assert len(upright) >= 3
    assert activities(part.rotate(180), tmp_path / "upside-down.png") == upright
    assert activities(part.rotate(90, expand=True), tmp_path / "side.png") == upright
