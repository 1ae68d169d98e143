"""Score the time grammar on files of expressions with gold values.

    python bench/time_scores.py DIR

``DIR`` holds ``*.jsonl`` files with text, anchor_date, plan_year and gold fields (start,
end, kind, granularity, edtf, rrule; ``kind`` null: no time), or Duckling's corpus
(expected_start, implied_end_exclusive, reference). Prints each miss and a summary line
per file: right, wrong dates (a date that is not the gold one), silent.
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any

from extractors.time import parse_time
from schemas.time import TimeContext, TimeValue

FIELDS = ("start", "end", "kind", "granularity", "edtf", "rrule")


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text[:10]) if text else None


def _context(row: dict[str, Any]) -> TimeContext:
    if "reference" in row:
        return TimeContext(issued_on=_date(row["reference"]))
    return TimeContext(issued_on=_date(row.get("anchor_date")), plan_year=row.get("plan_year"))


def _got(value: TimeValue | None, field: str) -> str | None:
    if value is None:
        return None
    found = getattr(value, field)
    return found.isoformat() if isinstance(found, datetime.date) else found


def _gold(row: dict[str, Any], field: str) -> str | None:
    if "reference" in row:
        end = _date(row["implied_end_exclusive"])
        assert end is not None
        last = (end - datetime.timedelta(days=1)).isoformat()
        return {"start": row["expected_start"][:10], "end": last}[field]
    return row[field] or None


def _read_as_alternative(row: dict[str, Any], value: TimeValue | None) -> bool:
    for other in row.get("alternatives") or ():
        kind = other.get("kind", row.get("kind"))
        if value and (value.kind, _got(value, "start"), _got(value, "end")) == (
            kind, other["start"], other["end"],
        ):  # fmt: skip
            return True
    return False


def score(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    fields = ("start", "end") if "reference" in rows[0] else FIELDS
    right = dict.fromkeys(fields, 0)
    exact = dates = wrong = 0
    for row in rows:
        value = parse_time(row["text"], context=_context(row))
        misses = [f for f in fields if _got(value, f) != _gold(row, f)]
        for field in fields:
            right[field] += field not in misses
        core = [f for f in misses if f in ("start", "end", "kind")]
        exact += not misses
        dates += not core
        bad = [f for f in ("start", "end") if f in misses and _got(value, f)]
        wrong += bool(bad) and not _read_as_alternative(row, value)
        if misses:
            shown = {f: (_got(value, f), _gold(row, f)) for f in misses}
            note = " (an alternative)" if core and _read_as_alternative(row, value) else ""
            print(f"{row['id']} {row['text']!r}{note}\n    got, gold: {shown}")
    fields_right = ", ".join(f"{f} {n}" for f, n in right.items())
    print(f"{path.name}: {len(rows)} rows; all fields {exact}; start, end, kind {dates}; "
          f"wrong dates {wrong}; {fields_right}\n")  # fmt: skip


def main() -> None:
    for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
        score(path)


if __name__ == "__main__":
    main()
