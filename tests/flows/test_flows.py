"""Loading through Prefect: the real thing, each in a process and a Prefect home of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from pipeline import catalog as cat
from pipeline.server import free_address
from pipeline.settings import prefect_environment
from tests.cli.conftest import PLAN, fill

pytestmark = pytest.mark.slow
_PATIENCE = 240.0
"""A Prefect server takes 8-18 s to come up, on a busy machine a minute."""


def environment(archive):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    return clean | prefect_environment(archive, level="ERROR")


def states(archive):
    if not (archive / "catalog.sqlite").exists():
        return {}
    opened = cat.open_catalog(archive)
    try:
        return dict(cat.status(opened).states)
    finally:
        opened.close()


def wait_until(condition, process):
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.2)


INGEST = """
import sys
from pathlib import Path
import flows
for _ in range(2):
    summary = flows.ingest(Path(sys.argv[1]), [Path(sys.argv[2])])
    print(summary.read, summary.plan.known, len(summary.troubles))
"""


def test_the_flow_on_a_temporary_api(tmp_path):
    archive, inbox = tmp_path / "archive", fill(tmp_path / "in")
    cat.open_catalog(archive, create=True).close()  # Prefect keeps its own things inside it
    (inbox / "empty.txt").write_text("")
    done = subprocess.run(
        [sys.executable, "-c", INGEST, archive, inbox],
        env=environment(archive), capture_output=True, text=True, check=True, timeout=_PATIENCE,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["2 0 1", "0 2 1"]
    assert sum(states(archive).values()) == 3
    assert (archive / "prefect").is_dir()


SERVE = """
import datetime, os, sys
from pathlib import Path
from prefect.schedules import Interval
import flows
from pipeline.server import prefect_server
archive, inbox, out = map(Path, sys.argv[1:])
with prefect_server(os.environ["PREFECT_API_URL"], log=archive / "prefect" / "server.log"):
    flows.serve(archive, inbox, plan=Interval(datetime.timedelta(seconds=5)), out=out)
"""


def left_behind(address):
    """Processes of a server that should have ended."""
    port = address.removesuffix("/api").rpartition(":")[2]
    return subprocess.run(
        ["pgrep", "-f", f"server start .*port {port}"], capture_output=True, check=False
    ).stdout


_IGNORED = re.compile(
    r"Exception ignored in: .*\nTraceback .*\n(?: .*\n)+KeyboardInterrupt: ?\n?", re.MULTILINE
)
"""An interrupt that falls into a callback of the garbage collector: Python itself prints it,
goes on, and lets nobody catch it."""


def test_a_schedule_fires_again_and_again(tmp_path):
    """A document that arrives later is in by itself; its file stays where it is."""
    archive, inbox, out = tmp_path / "archive", fill(tmp_path / "in"), tmp_path / "out"
    cat.open_catalog(archive, create=True).close()
    address = free_address()
    serving = subprocess.Popen(
        [sys.executable, "-c", SERVE, archive, inbox, out],
        env=environment(archive) | {"PREFECT_API_URL": address}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path,
    )  # fmt: skip
    try:
        wait_until(lambda: sum(states(archive).values()) == 2, serving)
        (inbox / "7.txt").write_text(PLAN.format(number=7), encoding="utf-8")
        wait_until(lambda: sum(states(archive).values()) == 3, serving)
        wait_until((out / "datapackage.json").exists, serving)
    finally:
        os.killpg(serving.pid, signal.SIGINT)
        said, _ = serving.communicate(timeout=_PATIENCE)
    assert len(list(inbox.iterdir())) == 3
    assert "Traceback" not in _IGNORED.sub("", said)
    assert left_behind(address) == b""


WAIT = """
import sys, time
from pathlib import Path
from pipeline.server import prefect_server
with prefect_server(sys.argv[1], log=Path("prefect", "server.log")):
    print("up", flush=True)
    time.sleep(600)
"""


def test_a_server_ends_with_what_started_it(tmp_path):
    address = free_address()
    waiting = subprocess.Popen(
        [sys.executable, "-c", WAIT, address], env=environment(tmp_path), cwd=tmp_path,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "up\n"
        assert left_behind(address) != b""
    finally:
        waiting.terminate()
        waiting.communicate(timeout=60)
    assert left_behind(address) == b""


def test_a_cron_line_that_is_none(tmp_path):
    code = "import flows; flows.plan_of('every night')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "pipeline.errors.WrongUse: --cron 'every night': this is no cron line" in done.stderr


def test_the_command_line(tmp_path):
    archive, inbox = tmp_path / "archive", fill(tmp_path / "in")
    command = [sys.executable, "-m", "kehoach", "ingest", inbox, "--archive", archive]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    first = subprocess.run(command, env=clean, capture_output=True, text=True, check=True)
    assert (first.stdout, first.stderr) == (
        "2 documents read, 4 activities\n",
        "starting Prefect…\n",
    )
    second = subprocess.run(command, env=clean, capture_output=True, text=True, check=True)
    assert second.stdout == "nothing new; 2 in the archive already, left alone\n"
    assert second.stderr == ""  # Prefect is not started for nothing
