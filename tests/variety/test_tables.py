"""Tables as offices set them, each as a Word file and as a PDF: what is read, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.record import Activity
from tests.variety.media import CASES, as_docx, as_pdf, bare, document_of, read

TABLE_ISSUES = ("duplicate-ordinal", "gap-in-ordinals", "table-unread")


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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rows(case: dict[str, str], tmp_path: Path) -> None:
    """What is read, and that both media give the same record but for places."""
    typed = read(as_docx(document_of(case)), tmp_path / "ke-hoach.docx")
    printed = read(as_pdf(document_of(case)), tmp_path / "ke-hoach.pdf")
    assert [shown(a) for a in printed.activities] == (case["wanted"] or "").splitlines()
    found = [i.code for i in printed.issues if i.code in TABLE_ISSUES]
    assert found == case.get("issues", [])
    assert bare(printed) == bare(typed)
