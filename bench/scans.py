"""How well the samples are read as scans: each PDF of samples/ drawn, soiled and recognised.

    python bench/scans.py [--dpi 150 200 300]

A scanner is imitated: grey pictures with its noise, laid a little askew, kept as JPEG. What
is read of them is held against the gold records of the PDFs. The result is printed and kept
in ``results/scans.json``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from pipeline.evaluate import Report, evaluate

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "bench" / "results" / "scans.json"
_NOISE = 6.0
"""Standard deviation of brightness, of 255."""
_ASKEW = 0.3
"""Degrees; every other page leans the other way."""
_QUALITY = 85


def scan(path: Path, dpi: float, out: Path) -> None:
    """A PDF as a scanner would give it; the same file each time."""
    noise = np.random.default_rng(7)
    pages = [_soiled(page, noise, lean) for page, lean in _drawn(path, dpi)]
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=dpi, quality=_QUALITY)


def _drawn(path: Path, dpi: float) -> Iterator[tuple[Image.Image, float]]:
    with pypdfium2.PdfDocument(path) as document:
        for i, page in enumerate(document):
            yield page.render(scale=dpi / 72).to_pil().convert("L"), _ASKEW * (-1) ** i


def _soiled(page: Image.Image, noise: np.random.Generator, lean: float) -> Image.Image:
    turned = page.rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned, np.float32)
    soiled = pixels + noise.normal(0, _NOISE, pixels.shape).astype(np.float32)
    return Image.fromarray(np.clip(soiled, 0, 255).astype(np.uint8))


def read(dpi: float) -> Report:
    """The samples drawn at a resolution, recognised, and held against their records."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((ROOT / "samples").glob("*.pdf")):
            scan(path, dpi, Path(folder) / path.name)
            shutil.copy(path.with_suffix(".json"), folder)
        return evaluate(Path(folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dpi", type=int, nargs="+", default=[150, 200, 300])
    options = parser.parse_args()
    result = {}
    for dpi in options.dpi:
        report = read(dpi)
        result[str(dpi)] = {
            "CALENDAR": round(report.scored["CALENDAR"].f1 or 0.0, 4),
            "macro": round(report.macro, 4),
            "wrong dates": report.wrong_dates.right,
            "rows with a date": report.wrong_dates.gold,
        }
        print(dpi, result[str(dpi)])
        for document in report.documents:
            print("\n".join(f"  {document.name}: {miss}" for miss in document.misses))
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
