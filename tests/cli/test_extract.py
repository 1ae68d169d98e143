"""kehoach extract: a record, or one clear line."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import kehoach
from schemas.record import Record
from tests.cli.conftest import PLAN, SAMPLES, spawn

TEXT = SAMPLES / "plan-2020.txt"


def test_json(run):
    ran = run("extract", TEXT)
    assert ran.code == 0
    record = Record.model_validate_json(ran.out)
    assert record.header.kind == "plan"
    assert record.activities
    assert ran.err == ""


def test_json_of_several_files_is_an_array(run, inbox):
    ran = run("extract", *sorted(inbox.iterdir()))
    assert [r["header"]["number"] for r in json.loads(ran.out)] == ["5/KH-UBND", "6/KH-UBND"]


def test_jsonl(run, inbox):
    ran = run("extract", "--jsonl", *sorted(inbox.iterdir()))
    assert [json.loads(line)["file"]["name"] for line in ran.out.splitlines()] == ["5.txt", "6.txt"]


def test_text(run):
    ran = run("extract", "--text", TEXT)
    assert "Trích yếu: " in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_a_plan_without_a_table(run, inbox):
    record = json.loads(run("extract", inbox / "5.txt").out)
    assert [a["origin"] for a in record["activities"]] == ["prose", "prose"]
    assert record["activities"][0]["time"]["end"] == "2026-06-14"


def test_a_text_that_is_no_plan(run):
    ran = run("extract", SAMPLES / "bad" / "not-a-plan.txt")
    assert ran.code == 0
    assert json.loads(ran.out)["activities"] == []
    assert ran.err.count("\n") == 1
    assert "no plan" in ran.err


def test_a_pdf_under_another_name(run):
    ran = run("extract", SAMPLES / "bad" / "pdf-renamed.txt")
    assert ran.code == 0
    assert json.loads(ran.out)["file"]["media_type"] == "application/pdf"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bad/empty.txt", "empty"),
        ("bad/encrypted.pdf", "password"),
        ("bad/random.pdf", ""),
        ("bad/random.txt", ""),
        ("bad/truncated.pdf", "damaged"),
        ("nowhere.pdf", "no such file"),
        ("bad", "folder"),
        ("ORIGIN.md/a.txt", ""),  # a file where a folder should be
    ],
)
def test_what_cannot_be_read_is_one_clear_line(run, name, said):
    ran = run("extract", SAMPLES / name)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"kehoach: {SAMPLES / name}: ")
    assert ran.err.count("\n") == 1
    assert said in ran.err
    assert ";" in ran.err  # and what to do


def test_the_others_are_done(run, inbox):
    ran = run("extract", "--jsonl", SAMPLES / "bad" / "empty.txt", inbox / "5.txt")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 1
    assert ran.err.count("\n") == 1


def test_the_unexpected_is_one_line_with_the_file(run, monkeypatch):
    def broken(path):
        raise RuntimeError("nobody\nforesaw this")

    monkeypatch.setattr("pipeline.process.process_all", broken)
    ran = run("extract", TEXT)
    assert ran.code == 1
    assert ran.err.startswith(f"kehoach: {TEXT}: ")
    assert ran.err.count("\n") == 1
    assert "RuntimeError: nobody foresaw this" in ran.err


def test_wrong_use(run):
    assert run("extract").code == 2
    assert run("extract", "--yaml", TEXT).code == 2
    assert run("nothing").code == 2


@pytest.mark.slow
def test_a_reader_that_has_had_enough():
    """kehoach extract ... | head -1"""
    command = f'"{sys.executable}" -m kehoach extract {" ".join([str(TEXT)] * 5)} | head -c 20'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("[")
    assert done.stderr == ""


@pytest.mark.slow
def test_vietnamese_comes_out_whole_in_any_locale():
    done = spawn("extract", TEXT)
    assert "thi đua" in done.stdout
    plain = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "kehoach", "extract", "--text", TEXT],
        capture_output=True, check=True, env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert "thi đua" in plain.stdout.decode()


HEAVY = {"pandas", "prefect", "spacy", "underthesea", "sqlalchemy", "alembic", "pyarrow"}


@pytest.mark.parametrize("command", ["--help", f"extract {TEXT}"])
def test_heavy_libraries_stay_out(command):
    code = (
        "import sys\nfrom kehoach.cli import main\n"
        "try: main()\nfinally: print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()], capture_output=True, text=True, check=True
    )
    loaded = {name.strip("[]'\n ") for name in done.stderr.split(",")}
    assert not HEAVY & loaded


def test_a_name_in_an_old_encoding(run, tmp_path):
    """Bytes that are no UTF-8, as on disks of old Windows machines."""
    named = tmp_path / os.fsdecode(b"K\xea.txt")
    named.write_bytes(TEXT.read_bytes())
    assert json.loads(run("extract", named).out)["file"]["name"] == "K\ufffd.txt"
    named.write_bytes(b"")
    assert "the file is empty" in run("extract", named).err


def test_searchable_copies(run, tmp_path):
    """A PDF with text is copied, text has no pages; the folder is made."""
    pdf, text = SAMPLES / "plan-prose.pdf", SAMPLES / "plan-2020.txt"
    folder = tmp_path / "new" / "copies"
    assert run("extract", "--jsonl", pdf, text, "--searchable-pdf", folder).code == 0
    assert [p.name for p in folder.iterdir()] == ["plan-prose.pdf"]
    assert (folder / "plan-prose.pdf").read_bytes() == pdf.read_bytes()


def test_a_copy_never_replaces_its_original(run, tmp_path):
    original = tmp_path / "plan.pdf"
    original.write_bytes((SAMPLES / "plan-prose.pdf").read_bytes())
    assert run("extract", original, "--searchable-pdf", tmp_path).code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_folder_for_copies_that_cannot_be_made_is_wrong_use(run, tmp_path):
    (tmp_path / "file").write_text("")
    ran = run("extract", SAMPLES / "plan-2020.txt", "--searchable-pdf", tmp_path / "file" / "x")
    assert ran.code == 2
    assert "cannot be made" in ran.err


@pytest.fixture
def bundle(tmp_path):
    """A file of two plans."""
    path = tmp_path / "hai-ke-hoach.txt"
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    path.write_text("\n".join(motto + PLAN.format(number=n) for n in (5, 6)), encoding="utf-8")
    return path


def test_a_file_of_several_documents_has_a_record_for_each(run, bundle):
    found = json.loads(run("extract", bundle).out)
    assert [r["header"]["number"] for r in found] == ["5/KH-UBND", "6/KH-UBND"]
    assert [r["file"]["part"]["number"] for r in found] == [1, 2]
    assert len(run("extract", "--jsonl", bundle).out.splitlines()) == 2
    assert kehoach.extract(bundle).header.number == "5/KH-UBND"
    assert [r.header.number for r in kehoach.extract_all(bundle)] == ["5/KH-UBND", "6/KH-UBND"]


def test_explain_names_the_documents_of_a_file(run, bundle):
    said = run("explain", bundle, "--page", "1").out.splitlines()
    assert [line for line in said if line.startswith("document ")] == [
        "document 1 of 2", "document 2 of 2",
    ]  # fmt: skip


def test_documents_of_one_file_in_an_archive(run, bundle, tmp_path):
    archive = tmp_path / "archive"
    ran = run("ingest", bundle, "--archive", archive, "--direct")
    assert (ran.code, ran.out) == (0, "2 documents read, 4 activities\n")
    rows = json.loads(run("calendar", "--archive", archive, "--format", "json").out)
    assert sorted({r["number"] for r in rows}) == ["5/KH-UBND", "6/KH-UBND"]
    assert len({r["document_id"] for r in rows}) == 2


def test_without_libreoffice_an_old_word_file_exits_with_3(run, tmp_path, monkeypatch):
    path = tmp_path / "ke-hoach.doc"
    path.write_bytes(rb"{\rtf1\ansi K\u7871? ho\u7841?ch}")
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("extract", path)
    assert (ran.code, ran.out) == (3, "")
    assert "apt-get install libreoffice-writer-nogui" in ran.err
