"""A day's documents scanned into one file."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.process import process_all
from tests.extract.letters import DISPATCH, FORM, as_pdf, plan

DPI = 150


@pytest.mark.slow
def test_scanned_documents_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_CACHE", str(tmp_path / "cache"))
    with pypdfium2.PdfDocument(as_pdf([DISPATCH, FORM, plan()])) as document:
        first, *others = [p.render(scale=DPI / 72).to_pil().convert("L") for p in document]
    path = tmp_path / "scan.pdf"
    first.save(path, save_all=True, append_images=others, resolution=DPI)
    found = process_all(path)
    assert [r.file.part and r.file.part.pages for r in found] == [(1, 2), (3, 3)]
    assert [r.header.number for r in found] == ["88/UBND-NC", "16/KH-UBND"]
    assert [t.page for t in found[1].file.triage] == [3]
