"""Tables as offices set them, each as a Word file and as a PDF: what is read, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.process import process
from schemas.record import Activity, Record
from tests.variety.notation import Document
from tests.variety.sheet import as_pdf
from tests.variety.word import as_docx

CASES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
TABLE_ISSUES = ("duplicate-ordinal", "gap-in-ordinals", "table-unread")
WRITERS = {"docx": as_docx, "pdf": as_pdf}


def document_of(case: dict[str, str]) -> Document:
    return Document(**{k: v for k, v in case.items() if k in ("body", "code", "title")})


def shown(activity: Activity) -> str:
    """A row of ``wanted``: no, group, content, lead, coordinating, time; ``-`` for none."""
    when = activity.time
    if when is None:
        time = "-"
    else:
        dated = when.start or when.end
        time = f"{when.kind} {when.start or ''}..{when.end or ''}" if dated else when.kind
    lead, support = activity.lead, activity.coordinating
    parts = (activity.no, activity.group, activity.content.replace(" | ", " + "),
             lead and lead.text, support and support.text, time)  # fmt: skip
    return " | ".join(part or "-" for part in parts)


def read(case: dict[str, str], medium: str, folder: Path) -> Record:
    path = folder / f"ke-hoach.{medium}"
    path.write_bytes(WRITERS[medium](document_of(case)))
    return process(path)


@pytest.mark.parametrize("medium", WRITERS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rows(case: dict[str, str], medium: str, tmp_path: Path) -> None:
    record = read(case, medium, tmp_path)
    assert [shown(a) for a in record.activities] == (case["wanted"] or "").splitlines()
    assert [i.code for i in record.issues if i.code in TABLE_ISSUES] == case.get("issues", [])
