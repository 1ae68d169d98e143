"""Lists of wordings with their values, written before they were tried on the grammar.

The rows have the form ``bench/time_scores.py`` reads; what is not written is not compared.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from extractors.time import parse_time
from schemas.time import TimeContext

_FILES = sorted(Path(__file__).with_name("wordings").glob("*.jsonl"))
ROWS = [json.loads(line) for path in _FILES for line in path.read_text("utf-8").splitlines()]
_FIELDS = ("kind", "start", "end", "granularity", "edtf", "rrule")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_wording(row: dict[str, Any]) -> None:
    issued_on = datetime.date.fromisoformat(row["anchor_date"])
    context = TimeContext(issued_on=issued_on, plan_year=row["plan_year"])
    value = parse_time(row["text"], context=context)
    fields = [field for field in _FIELDS if field in row]
    assert {f: _plain(getattr(value, f)) if value else None for f in fields} == {
        f: row[f] for f in fields
    }
