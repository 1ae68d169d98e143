"""Archives filled with records made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import catalog as cat
from tests.factories import NOON, activity, record, sha


def stored(name: str = "ke-hoach.txt") -> cat.Stored:
    return cat.Stored(sha(name), name, f"{sha(name)[:2]}/{sha(name)}.txt", 10)


@pytest.fixture
def archive(tmp_path):
    opened = cat.open_catalog(tmp_path / "archive", create=True)
    yield opened
    opened.close()


@pytest.fixture
def filled(archive):
    """A plan with every part, and one with a single row that looks like a formula."""
    cat.save(archive, stored(), record(), at=NOON)
    single = record("b.txt", activities=(activity('=SUM(A1) họp; "ngày", giờ'),), issues=())
    cat.save(archive, stored("b.txt"), single, at=NOON)
    return cat.ArchiveReader(archive)


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(__file__).parents[2] / "samples"
