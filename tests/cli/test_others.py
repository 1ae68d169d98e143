"""The other commands, and the front door itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import kehoach
from kehoach.cli import cli, main
from pipeline.errors import MissingTool
from tests.cli.conftest import SAMPLES, spawn


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_each_command_has_help_and_is_in_the_documentation(run, name):
    ran = run(name, "--help")
    assert ran.code == 0
    assert cli.commands[name].get_short_help_str(100)
    documented = (SAMPLES.parent / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"kehoach {name} " in documented or f"kehoach {name}\n" in documented
    for parameter in cli.commands[name].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


def test_version(run):
    assert re.fullmatch(r"kehoach, version \d+\.\d+\.\d+\n", run("--version").out)


def test_explain_a_phrase(run):
    ran = run("explain", "Trước ngày 15/6", "--year", "2026")
    assert ran.code == 0
    assert "2026-06-14" in ran.out


def test_explain_a_page(run):
    ran = run("explain", SAMPLES / "plan-ruled.pdf", "--page", "1")
    assert ran.code == 0
    assert "header.number: 27/KH-UBND" in ran.out
    assert re.search(r"by \S+ at \d+, \d+ to \d+, \d+", ran.out)
    assert "nothing was read" in run("explain", SAMPLES / "plan-ruled.pdf", "--page", "99").err


def test_explain_a_page_of_what_cannot_be_read(run):
    assert run("explain", SAMPLES / "bad" / "encrypted.pdf", "--page", "1").code == 1


def test_evaluate(run, tmp_path):
    for name in ("plan-2020.json", "plan-2020.txt"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    kept = tmp_path / "kept"
    first = run("evaluate", tmp_path, "--saved", kept, "--write-scores", tmp_path / "scores.json")
    assert first.code == 0
    assert "CALENDAR" in first.out
    again = run("evaluate", tmp_path, "--saved", kept, "--no-run")
    assert "0 gained, 0 lost" in again.out
    scores = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    scores["fields"]["bases"] = 1.1
    (tmp_path / "scores.json").write_text(json.dumps(scores), encoding="utf-8")
    worse = run("evaluate", tmp_path, "--saved", kept, "--no-run")
    assert worse.code == 1
    assert "LOSS bases" in worse.out
    assert run("evaluate", tmp_path / "nowhere").code == 2


def test_doctor(run, tmp_path):
    ran = run("doctor")
    assert ran.code in (0, 3)
    assert re.search(r"^ok +pypdfium2 +\d", ran.out, re.M)
    missing = [line for line in ran.out.splitlines() if line.startswith("MISSING")]
    assert len(missing) == ran.out.count(" -> ")
    assert (ran.code == 3) == bool(missing)


def test_doctor_without_programs(run, monkeypatch):
    def missing():
        raise MissingTool("tesseract")

    monkeypatch.setattr("pipeline.ocr.engine.tessdata", missing)
    monkeypatch.setattr("pipeline.doctor.shutil.which", lambda name: None)
    ran = run("doctor")
    assert ran.code == 3
    assert "apt-get install -y tesseract-ocr-vie" in ran.out
    assert "apt-get install -y libreoffice-writer-nogui" in ran.out


def test_doctor_knows_versions_that_break_things(run, monkeypatch):
    monkeypatch.setattr(
        "pipeline.doctor.metadata.requires", lambda _: ["fastapi<0.100", "nothere>=2"]
    )
    ran = run("doctor")
    assert re.search(r"^WRONG +fastapi +\S+, but <0.100 is needed", ran.out, re.M)
    assert re.search(r"^MISSING +nothere", ran.out, re.M)
    assert "pip install 'fastapi<0.100'" in ran.out


def test_doctor_looks_at_an_archive(run, archive):
    whole = run("doctor", "--archive", archive)
    assert "all files whole" in whole.out
    next((archive / "files").glob("*/*.txt")).unlink()
    broken = run("doctor", "--archive", archive)
    assert broken.code == 4
    assert "1 of 2 files are gone" in broken.out


def test_the_unexpected_is_one_line_and_a_log(run, archive, monkeypatch):
    def broken(*args):
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr("pipeline.catalog.status", broken)
    ran = run("status", "--archive", archive)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    log = Path(re.search(r"please report (\S+)", ran.err).group(1))
    assert "Traceback" in log.read_text()
    log.unlink()


def test_debug_shows_the_traceback(monkeypatch, capsys):
    def broken(*args):
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr("pipeline.process.process_all", broken)
    with pytest.raises(SystemExit):
        main(["--debug", "extract", str(SAMPLES / "plan-2020.txt")])
    assert "Traceback" in capsys.readouterr().err


def test_the_public_surface():
    assert kehoach.__all__ == sorted(kehoach.__all__)
    assert {n for n in vars(kehoach) if not n.startswith("_")} - {
        "Any", "Path", "TYPE_CHECKING", "annotations", "archive", "cli", "commands", "datetime",
        "show",
    } == set(kehoach.__all__)  # fmt: skip


def test_the_library(archive):
    record = kehoach.extract(SAMPLES / "plan-2020.txt")
    assert record.header.kind == "plan"
    assert str(kehoach.parse_time("Trong quý II", plan_year=2026).end) == "2026-06-30"
    assert kehoach.parse_time("Phòng Nội vụ") is None
    text = "Hoàn thành trước ngày 15/6/2026."
    (span,) = kehoach.find_times(text)
    assert "15/6/2026" in text[span.start : span.end]
    with kehoach.open(archive) as opened:
        calendar = opened.calendar("2026-06-01", "2026-06-30", agency="Nội vụ")
        assert str(calendar["end"].dtype) == "datetime64[ms]"
        assert len(calendar) == 2
        assert len(opened.activities()) == 4
        assert opened.documents()["number"].tolist() == ["5/KH-UBND", "6/KH-UBND"]
        found = opened.sql(
            "SELECT count(*) AS n FROM calendar WHERE lead = :lead", lead="Văn phòng"
        )
        assert found["n"].tolist() == [2]
        with pytest.raises(kehoach.KehoachError, match="no such table"):
            opened.table("letters")
        with pytest.raises(kehoach.KehoachError, match="no day"):
            opened.calendar("tomorrow")


def test_archive_and_package_are_opened_alike(run, archive, tmp_path):
    run("publish", "--archive", archive, "--out", tmp_path / "out")
    with kehoach.open(archive) as one, kehoach.open(tmp_path / "out") as other:
        assert one.calendar().equals(other.calendar())
        assert one.table("bases").equals(other.table("bases"))
    with pytest.raises(kehoach.KehoachError):
        kehoach.open(tmp_path)


def test_flows_alone_import_prefect_and_are_imported_by_the_commands_only():
    root = SAMPLES.parent
    modules = [
        p
        for d in ("kehoach", "pipeline", "extractors", "schemas")
        for p in (root / d).rglob("*.py")
    ]
    for path in modules:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(import|from) prefect", text, re.M), path
        if re.search(r"^\s*(import|from) flows", text, re.M):
            assert path.is_relative_to(root / "kehoach"), path
    assert not re.search(r"^(import|from) kehoach", (root / "flows.py").read_text(), re.M)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "seconds"), [("import kehoach", 0.15), ("import kehoach.cli", 0.3)]
)
def test_the_door_opens_quickly(code, seconds):
    """In time of the processor: the machine may be busy with other things."""
    timed = f"import time; t = time.process_time(); {code}; print(time.process_time() - t)"
    took = min(
        float(subprocess.run([sys.executable, "-c", timed], capture_output=True, check=True).stdout)
        for _ in range(5)
    )
    assert took < seconds


def test_it_runs_as_a_module():
    done = spawn("--help")
    assert done.returncode == 0
    assert "ingest" in done.stdout
