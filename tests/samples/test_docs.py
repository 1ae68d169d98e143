"""The documentation says what the code has: fields, columns, links."""

import re
import unicodedata
from pathlib import Path

import pytest
from pydantic import BaseModel

from schemas import record
from schemas.dataset import DATASETS
from schemas.time import TimeKind, TimeValue

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "samples").glob("*.md")]
)
EVERYWHERE = {"source", "doubts", "sources"}


def fields_of(section: str) -> set[str]:
    """Names in the first column of the tables under a heading of docs/record.md."""
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    body = text.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`[^|]*?) \|", body, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize(
    ("section", "model"),
    [
        ("Top level", record.Record),
        ("`file`", record.FileInfo),
        ("`header`", record.Header),
        ("`bases`", record.Basis),
        ("`objectives`", record.Objective),
        ("`activities`", record.Activity),
        ("`assignments`", record.Assignment),
        ("`recipients`", record.Recipient),
        ("`signature`", record.Signature),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_field_of_the_record_is_described(section: str, model: type[BaseModel]):
    assert fields_of(section) - EVERYWHERE == set(model.model_fields) - EVERYWHERE


def test_every_field_and_kind_of_a_time_is_described():
    described = fields_of("Times")
    assert described == set(TimeValue.__dataclass_fields__) | set(TimeKind.__args__)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda d: d.name)
def test_every_column_is_described_as_in_the_schema(dataset):
    text = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
    body = text.split(f"\n## `{dataset.name}`\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in body.splitlines() if line.startswith("| `")]
    needed = {True: ", required", False: ""}
    assert rows == [
        f"| `{c.name}` | {c.type}{needed[c.required]} | {c.description} |" for c in dataset.columns
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_the_two_readmes_show_the_same_commands():
    def commands(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return re.findall(r"^kehoach (\w+)", text, re.MULTILINE)

    assert commands("README.md") == commands("README.vi.md")
    assert set(commands("README.md")) >= {"extract", "ingest", "calendar", "publish", "doctor"}
