"""A part of the calendar as a file of one format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.reader import Row
from schemas.dataset import CALENDAR

COLUMNS = tuple(c.name for c in CALENDAR.columns)
_SHEET_ORDER = (
    "start", "end", "is_deadline", "content", "lead", "issuer", "number", "state",
    "granularity", "occurrence", "activity_id", "document_id", "lead_id",
)  # fmt: skip
"""In a spreadsheet what is read comes first, what links tables last."""
_WIDTHS = {"content": 70, "lead": 32, "issuer": 32, "number": 18}


def to_csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with a heading; days as ISO 8601, flags as true and false."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_plain(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode()


def to_json(rows: Sequence[Row]) -> bytes:
    """A list of objects, one on each line."""
    lines = (
        json.dumps({name: row[name] for name in COLUMNS}, ensure_ascii=False, default=str)
        for row in rows
    )
    body = ",\n".join(lines)
    return f"[\n{body}\n]\n".encode() if body else b"[]\n"


def to_parquet(rows: Sequence[Row]) -> bytes:
    from pipeline.publish.frames import framed
    from pipeline.reader import Table

    table = Table(COLUMNS, tuple(tuple(row[name] for name in COLUMNS) for row in rows))
    out = io.BytesIO()
    framed(table, CALENDAR.columns).to_parquet(out, index=False)
    return out.getvalue()


def to_xlsx(rows: Sequence[Row]) -> bytes:
    """One sheet with Vietnamese headings that stay in sight, dates as dates."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    sheet.title = CALENDAR.title
    sheet.append([CALENDAR.column(name).title for name in _SHEET_ORDER])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([None] * len(_SHEET_ORDER))
        for cell, name in zip(sheet[sheet.max_row], _SHEET_ORDER, strict=True):
            _fill(cell, row[name])
            cell.alignment = Alignment(wrap_text=name in _WIDTHS, vertical="top")
    for i, name in enumerate(_SHEET_ORDER, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = _WIDTHS.get(name, 13)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        # A text that begins with "=" stays a text: documents must not bring formulas.
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        return
    cell.value = ("x" if value else None) if isinstance(value, bool) else value
    if cell.is_date:
        cell.number_format = "dd/mm/yyyy"


def _plain(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "parquet": to_parquet,
    "xlsx": to_xlsx,
}
BINARY = frozenset({"parquet", "xlsx"})
