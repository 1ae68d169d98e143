"""kehoach ingest, status, calendar, publish: an archive as a user sees it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import icalendar
import openpyxl
import pandas as pd
import pytest

from schemas.dataset import DATASETS
from tests.cli.conftest import PLAN, SAMPLES
from tests.word.make import docx
from tests.word.make import p as paragraph


def test_a_second_ingest_does_nothing_and_says_so(run, archive, inbox):
    ran = run("ingest", inbox, "--archive", archive, "--direct")
    assert ran.code == 0
    assert ran.out == "nothing new; 2 in the archive already, left alone\n"
    assert ran.err == ""


@pytest.mark.slow
def test_in_a_batch_the_others_are_done(run, tmp_path, inbox):
    """Everything that can be wrong at once."""
    for path in (SAMPLES / "bad").iterdir():
        (inbox / path.name).write_bytes(path.read_bytes())
    ran = run("ingest", inbox, inbox / "gone.txt", "--archive", tmp_path / "a", "--direct")
    assert ran.code == 1
    named = {line.split(": ")[1].rpartition("/")[2] for line in ran.err.splitlines()}
    bad = {"empty.txt", "encrypted.pdf", "random.pdf", "random.txt", "truncated.pdf", "gone.txt"}
    assert named == bad
    assert "4 documents read" in ran.out
    assert "6 could not be read" in ran.out
    again = run("ingest", inbox, "--archive", tmp_path / "a", "--direct")
    assert again.code == 1
    assert "5 failed before" in again.out
    status = run("status", "--archive", tmp_path / "a")
    assert status.code == 0
    assert all(name in status.out for name in bad)


def test_status(run, archive):
    ran = run("status", "--archive", archive)
    assert ran.code == 0
    assert "2 documents, 4 activities" in ran.out
    assert "calendar from 14/06/2026 to 29/11/2026" in ran.out


@pytest.mark.parametrize("command", ["status", "calendar"])
def test_no_archive(run, tmp_path, command):
    ran = run(command, "--archive", tmp_path)
    assert ran.code == 4
    assert ran.err == (
        f"kehoach: {tmp_path}: there is no archive here; make one with 'kehoach ingest'\n"
    )


def test_an_archive_is_not_made_among_other_things(run, inbox):
    ran = run("ingest", inbox, "--archive", inbox, "--direct")
    assert ran.code == 4
    assert "other files" in ran.err


def test_nothing_to_load(run, archive):
    assert run("ingest", "--archive", archive, "--direct").code == 2


def test_the_calendar_as_a_table(run, archive):
    ran = run("calendar", "--archive", archive, "--from", "2026-06-01", "--to", "30/06/2026")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 100
    assert "hạn          14/06/2026" in ran.out
    assert "29/11/2026" not in ran.out
    assert "2 lượt" in ran.out


def test_the_calendar_as_csv_and_json(run, archive):
    ran = run("calendar", "--archive", archive, "--agency", "noi vu", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {(r["start"], r["end"], r["is_deadline"]) for r in rows} == {("", "2026-06-14", "true")}
    ran = run("calendar", "--archive", archive, "--kind", "deadline", "--format", "json")
    assert len(json.loads(ran.out)) == 4
    assert ran.err == "4 rows\n"


def test_the_calendar_in_files(run, archive, tmp_path):
    for name in ("c.parquet", "c.xlsx", "c.ics", "c.csv", "c.json", "c.txt"):
        assert run("calendar", "--archive", archive, "--out", tmp_path / name).code == 0
    assert len(pd.read_parquet(tmp_path / "c.parquet")) == 4
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").active.max_row == 5
    feed = icalendar.Calendar.from_ical((tmp_path / "c.ics").read_bytes())
    assert len(feed.walk("VEVENT")) == 4
    assert "Nội dung" in (tmp_path / "c.txt").read_text(encoding="utf-8")


def test_to_dos(run, archive):
    ran = run("calendar", "--archive", archive, "--format", "ics", "--todos")
    assert len(icalendar.Calendar.from_ical(ran.raw).walk("VTODO")) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        ["--from", "yesterday"],
        ["--from", "2026-02-30"],
        ["--from", "2026-06-01", "--to", "2026-05-01"],
        ["--kind", "letter"],
        ["--state", "done"],
        ["--format", "pdf"],
        ["--format", "csv", "--out", "/nowhere/c.csv"],
    ],
)
def test_wrong_use_of_the_calendar(run, archive, wrong):
    ran = run("calendar", "--archive", archive, *wrong)
    assert ran.code == 2
    assert ran.out == ""


def test_publish(run, archive, tmp_path):
    ran = run("publish", "--archive", archive, "--out", tmp_path / "out")
    assert ran.code == 0
    assert "       4  calendar" in ran.out
    assert len(list((tmp_path / "out").iterdir())) == 2 * len(DATASETS) + 1
    assert run("publish", "--archive", archive, "--out", tmp_path / "out").code == 0
    refused = run("publish", "--archive", archive, "--out", archive)
    assert refused.code == 2
    assert "other files" in refused.err


def read_so_far(archive):
    try:
        with sqlite3.connect(f"file:{archive}/catalog.sqlite?mode=ro", uri=True) as catalog:
            return catalog.execute("SELECT count(*) FROM documents").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.slow
def test_stopping_keeps_what_is_done(run, tmp_path):
    folder, archive, many = tmp_path / "in", tmp_path / "archive", 150
    folder.mkdir()
    for number in range(many):
        (folder / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    command = [sys.executable, "-m", "kehoach", "ingest", folder, "--archive", archive,
               "--direct", "--workers", "1"]  # fmt: skip
    loading = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while read_so_far(archive) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(loading.pid, signal.SIGINT)  # as a terminal does: to all of them
    out, err = loading.communicate(timeout=30)
    assert loading.returncode == 130
    assert out == ""
    assert err == (  # a line of its own after the terminal's ^C
        "\nkehoach: stopped; what was finished is kept, run the same command again to go on\n"
    )
    done = read_so_far(archive)
    assert 3 <= done < many
    again = run("ingest", folder, "--archive", archive, "--direct")
    assert again.code == 0
    assert f"{many - done} documents read" in again.out
    assert f"{done} in the archive already" in again.out


@pytest.mark.slow
def test_searchable_copies_of_documents_that_are_in_the_archive_already(run, archive, tmp_path):
    load = [
        "ingest",
        SAMPLES / "plan-prose.pdf",
        tmp_path / "5.txt",
        "--archive",
        archive,
        "--direct",
    ]
    (tmp_path / "5.txt").write_text(PLAN.format(number=5), encoding="utf-8")
    assert run(*load).code == 0
    copies = tmp_path / "copies"
    assert "1 document read" in run(*load, "--searchable-pdf", copies).out
    assert [p.name for p in copies.iterdir()] == ["plan-prose.pdf"]
    assert "nothing new" in run(*load, "--searchable-pdf", copies).out


def test_copies_are_not_put_where_documents_are_loaded_from(run, inbox, tmp_path):
    ran = run("ingest", inbox, "--archive", tmp_path / "a", "--searchable-pdf", inbox / "copies")
    assert ran.code == 2
    assert "another folder" in ran.err


RTF = rb"{\rtf1\ansi K\u7871? ho\u7841?ch}"
STAND_IN = """#!/bin/sh
echo call >> {folder}/calls
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
for file in "$@"; do
  grep -q BAD "$file" || cp {folder}/made.docx "$out/$(basename "${{file%.*}}").docx"
done
"""


def test_old_word_files_wait_for_libreoffice_and_are_converted_together(
    run, inbox, tmp_path, monkeypatch
):
    """Without LibreOffice the others are done; a run that finds it does the rest in one call."""
    for name in ("a.rtf", "b.doc", "c.rtf"):
        (inbox / name).write_bytes(RTF + name.encode())
    (inbox / "d.rtf").write_bytes(RTF + b"BAD")
    tools, archive, path = tmp_path / "tools", tmp_path / "archive", os.environ["PATH"]
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    ran = run("ingest", inbox, "--archive", archive, "--direct")
    assert ran.code == 3
    assert ran.out.startswith("2 documents read")
    assert ran.out.endswith("; 4 wait for a program that is not installed\n")
    assert ran.err.count("libreoffice-writer-nogui") == 4
    assert "waiting for a program" in run("status", "--archive", archive).out
    made = docx(paragraph("KẾ HOẠCH", jc="center"), paragraph("I. MỤC ĐÍCH"))
    (tools / "made.docx").write_bytes(made)
    (tools / "soffice").write_text(STAND_IN.format(folder=tools))
    (tools / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{path}")
    ran = run("ingest", inbox, "--archive", archive, "--direct")
    assert ran.code == 1
    assert ran.out.startswith("3 documents read")
    assert "d.rtf: LibreOffice cannot read it" in ran.err
    assert (tools / "calls").read_text().count("call") == 2  # the bad one is tried again, alone
