"""Our own documents as a scanner gives them: read as well as from their text."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipeline.evaluate import read_json
from pipeline.scoring import marks

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "dpi"), [("plan-prose", 150), ("notice-consultation", 200)])
def test_a_scanned_plan_gives_the_rows_of_its_text(
    name: str, dpi: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_CACHE", str(tmp_path / "cache"))
    noise = np.random.default_rng(7)
    with pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf") as document:
        pages = [page.render(scale=dpi / 72).to_numpy()[..., 0] for page in document]
    soiled = [np.clip(p + noise.normal(0, 6, p.shape), 0, 255).astype(np.uint8) for p in pages]
    first, *rest = map(Image.fromarray, soiled)
    scan = tmp_path / f"{name}.pdf"
    first.save(scan, save_all=True, append_images=rest, resolution=dpi, quality=85)
    gold = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    said = marks(gold, read_json(scan))
    rows = [m for m in said if m.field == "CALENDAR"]
    right, gold_rows, found_rows = (
        sum(getattr(m, n) for m in rows) for n in ("right", "gold", "found")
    )
    assert 0 < right == gold_rows == found_rows, [m.miss for m in rows if m.miss]
