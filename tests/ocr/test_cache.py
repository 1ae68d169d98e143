"""No picture is read twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.ocr.cache import Remembering, default_folder
from tests.ocr.pictures import DPI, Told, paper, seen

WORDS = [seen("Kế", (1, 2, 30, 20)), seen("hoạch", (34, 2, 90, 20))]
PAGE = paper((40, 120))


def remembered(engine: Told, folder: Path, *, dpi: float = DPI) -> Remembering:
    return Remembering(engine, folder, PAGE, dpi=dpi)


def test_what_was_seen_is_read_from_the_file(tmp_path: Path) -> None:
    first = remembered(Told(WORDS), tmp_path)
    assert first.read(PAGE, dpi=DPI, layout="page") == WORDS
    first.save()
    engine = Told([])
    again = remembered(engine, tmp_path)
    assert again.read(PAGE, dpi=DPI, layout="page") == WORDS
    assert engine.asked == []


def test_another_part_layout_or_resolution_is_another_picture(tmp_path: Path) -> None:
    engine = Told(WORDS)
    known = remembered(engine, tmp_path)
    part = np.ascontiguousarray(PAGE[:20])
    known.read(PAGE, dpi=DPI, layout="page")
    known.read(PAGE, dpi=DPI, layout="block")
    known.read(PAGE, dpi=150.0, layout="page")
    known.read(part, dpi=DPI, layout="page")
    known.read(part, dpi=DPI, layout="page")
    assert len(engine.asked) == 4


def test_another_engine_looks_for_itself(tmp_path: Path) -> None:
    first = remembered(Told(WORDS), tmp_path)
    first.read(PAGE, dpi=DPI, layout="page")
    first.save()
    other = Told([])
    other.name = "other"
    assert remembered(other, tmp_path).read(PAGE, dpi=DPI, layout="page") == []
    assert len(other.asked) == 1


def test_a_file_cut_short_is_as_good_as_none(tmp_path: Path) -> None:
    first = remembered(Told(WORDS), tmp_path)
    first.read(PAGE, dpi=DPI, layout="page")
    first.save()
    (kept,) = tmp_path.rglob("*.json")
    kept.write_text(kept.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    engine = Told(WORDS)
    assert remembered(engine, tmp_path).read(PAGE, dpi=DPI, layout="page") == WORDS
    assert len(engine.asked) == 1


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    known = remembered(Told(WORDS), blocked)
    assert known.read(PAGE, dpi=DPI, layout="page") == WORDS
    known.save()


def test_the_folder_can_be_named(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEHOACH_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("KEHOACH_CACHE")
    assert default_folder().parts[-2:] == ("kehoach", "ocr")
