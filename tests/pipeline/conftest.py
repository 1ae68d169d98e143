"""Archives filled with records made by hand.

Archives are made once and copied: making the tables is what takes time.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import catalog as cat
from pipeline.publish.package import publish
from tests.factories import NOON, activity, record, sha


def stored(name: str = "ke-hoach.txt") -> cat.Stored:
    return cat.Stored(sha(name), name, f"{sha(name)[:2]}/{sha(name)}.txt", 10)


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> Path:
    """An empty archive, a filled one and its published tables."""
    root = tmp_path_factory.mktemp("templates")
    cat.open_catalog(root / "empty", create=True).close()
    filled = cat.open_catalog(root / "filled", create=True)
    cat.save(filled, stored(), record(), at=NOON)
    single = record("b.txt", activities=(activity('=SUM(A1) họp; "ngày", giờ'),), issues=())
    cat.save(filled, stored("b.txt"), single, at=NOON)
    publish(cat.ArchiveReader(filled), root / "out", version="0.1.0", at=NOON)
    filled.close()
    return root


@pytest.fixture
def archive(templates, tmp_path):
    """An empty archive."""
    shutil.copytree(templates / "empty", tmp_path / "archive")
    opened = cat.open_catalog(tmp_path / "archive")
    yield opened
    opened.close()


@pytest.fixture
def filled(templates, tmp_path):
    """A plan with every part, and one with a single row that looks like a formula."""
    shutil.copytree(templates / "filled", tmp_path / "filled")
    opened = cat.open_reader(tmp_path / "filled")
    yield opened
    opened.close()


@pytest.fixture
def out(templates, tmp_path):
    """The published tables of the filled archive."""
    return shutil.copytree(templates / "out", tmp_path / "out")


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(__file__).parents[2] / "samples"
