"""The cases of ``extractors/time/cases.yaml`` as Python values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

import extractors.time
from schemas.time import TimeContext, TimeValue

_FILE = Path(extractors.time.__file__).with_name("cases.yaml")
FIELDS = (
    "kind", "start", "end", "granularity", "approximate", "edtf", "rrule",
    "segments", "rivals", "doubts",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    phrase: str
    expected: dict[str, Any] | None
    context: TimeContext
    clause: bool
    seen: str


def _context(base: TimeContext, more: dict[str, Any]) -> TimeContext:
    return replace(base, **{k: None if v == "none" else v for k, v in more.items()})


def load() -> list[Case]:
    file = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    base = TimeContext(**file["context"])
    return [
        Case(
            phrase,
            None if group["expect"] == "none" else group["expect"],
            _context(base, group.get("context", {})),
            group.get("clause", False),
            group["seen"],
        )
        for group in file["cases"]
        for phrase in group["phrases"]
    ]


def groups() -> list[dict[str, Any]]:
    return list(yaml.safe_load(_FILE.read_text(encoding="utf-8"))["cases"])


def shown(value: TimeValue | None) -> dict[str, Any] | None:
    """A value as the cases write it: fields that say nothing are left out."""
    if value is None:
        return None
    fields: dict[str, Any] = {
        "kind": value.kind,
        "start": value.start,
        "end": value.end,
        "granularity": value.granularity,
        "approximate": value.approximate,
        "edtf": value.edtf,
        "rrule": value.rrule,
        "segments": [_span(s, e) for s, e in value.segments],
        "rivals": [f"{r.kind} {_span(r.start, r.end)}" for r in value.alternatives],
        "doubts": list(value.doubts),
    }
    return {name: fields[name] for name in FIELDS if fields[name]}


def _span(start: datetime.date | None, end: datetime.date | None) -> str:
    return f"{start or '..'}/{end or '..'}"


CASES = load()
