"""Reading what has been normalised, the same from an archive and from published tables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.calendar import Selection
from schemas.dataset import BY_NAME, DATASETS, ColumnType

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: names of the columns, and rows in their order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[Row]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Reader(Protocol):
    """An archive or a folder of published tables, open for reading.

    ``query`` SHALL answer an SQL query over the datasets by their names, with ``:name``
    for parameters, SHALL refuse whatever would change anything, and SHALL raise
    ``WrongUse`` for a query that cannot be answered.
    """

    def query(self, sql: str, params: Mapping[str, Any], /) -> Table: ...

    def close(self) -> None: ...


_ORDER = {
    "documents": "issued_on, document_id",
    "activities": "document_id, page, no, activity_id",
    "calendar": 'coalesce(start, "end"), coalesce("end", start), activity_id, occurrence',
    "activity_agencies": "activity_id, role DESC, name",
    "agencies": "name, agency_id",
}
_PART_ORDER = "document_id, position"


def dataset(reader: Reader, name: str) -> Table:
    """A whole dataset, its values of the types its columns declare, in a stable order."""
    columns = ", ".join(f'"{c.name}"' for c in BY_NAME[name].columns)
    order = _ORDER.get(name, _PART_ORDER)
    return typed(reader.query(f"SELECT {columns} FROM {name} ORDER BY {order}", {}), name)


_ENTRIES = """
    SELECT c.*, a.coordinating, a.product, a.time_text, a.time_kind, a.edtf, a.rrule, d.kind,
           d.kind_code, d.issuer_id, d.title, d.ingested_at
    FROM calendar c
    JOIN activities a ON a.activity_id = c.activity_id
    JOIN documents d ON d.document_id = c.document_id
    WHERE coalesce(c."end", c.start) >= :first AND coalesce(c.start, c."end") <= :last
    ORDER BY coalesce(c.start, c."end"), coalesce(c."end", c.start), c.activity_id, c.occurrence
"""
_BODIES = """
    SELECT g.activity_id, g.agency_id, g.name FROM activity_agencies g
"""


def calendar(reader: Reader, selection: Selection) -> list[Row]:
    """The rows of the calendar asked for, in the order of time.

    Each has the columns of the calendar and those of its activity and document that a
    feed or a filter needs (``_ENTRIES``).
    """
    window = {
        "first": selection.start or datetime.date.min,
        "last": selection.end or datetime.date.max,
    }
    entries = typed(reader.query(_ENTRIES, window)).dicts()
    bodies: dict[str, list[tuple[str | None, str]]] = {}
    if selection.agency is not None:
        for activity_id, identity, name in reader.query(_BODIES, {}).rows:
            bodies.setdefault(activity_id, []).append((identity, name))
    return [e for e in entries if selection.admits(e, agencies=bodies.get(e["activity_id"], ()))]


def typed(table: Table, name: str | None = None) -> Table:
    """Values as their columns declare them: SQLite gives dates as text and flags as numbers.

    Without the name of a dataset a column is known by its own name, and is left alone
    where a value does not fit (an expression may bear any name).
    """
    types = _types(name)
    readers = [_READ.get(types.get(column, "string")) for column in table.columns]
    changed = [_column(read, table, i) for i, read in enumerate(readers)]
    return Table(table.columns, tuple(zip(*changed, strict=True)) if table.rows else ())


def _column(read: Any, table: Table, index: int) -> list[Any]:
    values = [row[index] for row in table.rows]
    if read is None:
        return values
    try:
        return [None if v is None else read(v) for v in values]
    except (TypeError, ValueError):
        return values


def _types(name: str | None) -> dict[str, ColumnType]:
    chosen = [BY_NAME[name]] if name else DATASETS
    return {c.name: c.type for d in chosen for c in d.columns}


def _day(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _moment(value: Any) -> datetime.datetime:
    moment = (
        value if isinstance(value, datetime.datetime) else datetime.datetime.fromisoformat(value)
    )
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _flag(value: Any) -> bool:
    if value not in (0, 1):
        raise ValueError(value)
    return bool(value)


_READ = {"date": _day, "datetime": _moment, "boolean": _flag}
