"""The same catalog on PostgreSQL: a server of our own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from pipeline import agencies
from pipeline import catalog as cat
from pipeline.calendar import Selection
from pipeline.errors import EncryptedFile, WrongUse
from pipeline.graph import graph
from pipeline.reader import calendar, dataset
from schemas.dataset import DATASETS
from tests.factories import NOON, RULES, activity, record, sha
from tests.pipeline.conftest import stored

_BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A server on a free port with its data in a temporary folder (it refuses to be root)."""
    assert _BIN, "no PostgreSQL server is installed: make system"
    folder = tmp_path_factory.mktemp("postgresql")
    data = folder / "data"
    as_user = {}
    if os.geteuid() == 0:
        for path in (folder, *folder.parents[:2]):
            path.chmod(0o755)
        shutil.chown(folder, "postgres", "postgres")
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [_BIN / "initdb", "-D", data, "-A", "trust", "-U", "kehoach", "-E", "UTF8", "--no-sync"],
        check=True, capture_output=True, cwd=folder, **as_user,
    )  # fmt: skip
    server = subprocess.Popen(
        [_BIN / "postgres", "-D", data, "-p", str(port), "-k", folder, "-F"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **as_user,
    )  # fmt: skip
    try:
        ready = [_BIN / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "30"]
        for _ in range(60):
            if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.25)
        yield f"postgresql+pg8000://kehoach:$KEHOACH_TEST_PASSWORD@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(30)


def test_the_catalog_works_as_on_sqlite(url, tmp_path, monkeypatch):
    monkeypatch.setenv("KEHOACH_TEST_PASSWORD", "secret")
    on_server, on_file = tmp_path / "server", tmp_path / "file"
    on_server.mkdir()
    (on_server / "archive.toml").write_text(f'database = "{url}"\n')
    answers = []
    for folder in (on_server, on_file):
        archive = cat.open_catalog(folder, create=True)
        cat.save(archive, stored(), record(), at=NOON)
        cat.save(archive, stored(), record(rules="rules-2"), at=NOON)
        cat.save(
            archive, stored("b"), record("b", activities=(activity("Họp"),), issues=()), at=NOON
        )
        cat.fail(archive, stored("c"), EncryptedFile("c"), name="c", rules=RULES, at=NOON)
        reader = cat.ArchiveReader(archive)
        agencies.merge(archive, "van-phong", "phong-noi-vu", at=NOON)
        agencies.add(archive, "Các phòng, ban", "cac-phong", name="Các phòng", at=NOON)
        agencies.resolve_again(archive)
        answers.append(
            {
                **{d.name: sorted(dataset(reader, d.name).rows, key=str) for d in DATASETS},
                "calendar of June": calendar(reader, Selection(agency="noi vu")),
                "graph": graph(reader, sha("b"), depth=2),
                "bodies": (cat.agencies(archive), cat.nobody(archive), cat.own(archive)),
                "status": cat.status(archive),
                "seen": cat.seen(archive, [sha("c")]),
                "record": cat.record(archive, sha("b")),
            }
        )
        agencies.remove(archive, "các phòng ban")
        assert agencies.resolve_again(archive) == 1
        with pytest.raises(WrongUse):
            reader.query("DELETE FROM activity", {})
        archive.close()
        cat.open_catalog(folder).close()  # and it can be opened again
    assert answers[0] == answers[1]
    assert not (on_server / "catalog.sqlite").exists()
