"""What the catalog knows."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from pipeline.catalog.catalog import Catalog, open_catalog
from pipeline.catalog.database import reading
from pipeline.catalog.files import Stored
from pipeline.catalog.tables import activity, document, document_record, failure, issue, occurrence
from pipeline.errors import WrongUse
from pipeline.reader import Table
from schemas.record import Record

_AT_ONCE = 500
"""Parameters in one statement; SQLite of old allows 999."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a file that has come before."""

    stored: Stored
    state: str
    tried_with: str
    """Rules of the last attempt."""
    has_record: bool
    failure: Failure | None
    """The last attempt's failure, if it failed."""


@dataclass(frozen=True, slots=True)
class Failure:
    name: str
    code: str
    reason: str
    passing: bool
    rules: str


@dataclass(frozen=True, slots=True)
class Status:
    """What is in an archive."""

    states: Mapping[str, int]
    """Documents by state; ``failed`` are those without a record."""
    activities: int
    occurrences: int
    first: str | None
    last: str | None
    doubts: Mapping[str, int]
    """Activities by what is doubtful about them."""
    issues: Mapping[str, int]
    """Issues of severity warning or error, by code."""
    failures: tuple[Failure, ...]
    """The failures that stand: last attempts, and files whose bytes could not be read."""
    rules: Mapping[str, int]
    """Documents by the rules that read them."""


def seen(catalog: Catalog, document_ids: Iterable[str]) -> dict[str, Seen]:
    """Those of the documents that are in the catalog, failed ones too."""
    wanted = list(dict.fromkeys(document_ids))
    found: dict[str, Seen] = {}
    with reading(catalog.engine, catalog.name) as connection:
        for at in range(0, len(wanted), _AT_ONCE):
            part = document.c.document_id.in_(wanted[at : at + _AT_ONCE])
            found |= {s.stored.document_id: s for s in _seen(connection, part)}
    return found


def behind(catalog: Catalog, rules: str) -> list[Stored]:
    """The files whose last attempt was made with other rules than ``rules``."""
    other = (document.c.tried_with != rules) & document.c.part_of.is_(None)
    with reading(catalog.engine, catalog.name) as connection:
        return [s.stored for s in _seen(connection, other)]


_SEEN = (
    document.c.document_id,
    document.c.file_name,
    document.c.stored_as,
    document.c.size,
    document.c.state,
    document.c.tried_with,
    document.c.ingested_at,
)


def _seen(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Seen]:
    last = (
        sa.select(failure.c.document_id, sa.func.max(failure.c.failure_id).label("failure_id"))
        .group_by(failure.c.document_id)
        .subquery()
    )
    joined = document.outerjoin(last, last.c.document_id == document.c.document_id).outerjoin(
        failure, failure.c.failure_id == last.c.failure_id
    )
    rows = connection.execute(
        sa.select(
            *_SEEN,
            document.c.ingested_at.is_not(None).label("has_record"),
            *(c.label(f"failure_{c.name}") for c in failure.c),
        )
        .select_from(joined)
        .where(which)
        .order_by(document.c.document_id)
    )
    return [_as_seen(row) for row in rows]


def _as_seen(row: Any) -> Seen:
    stored = Stored(row.document_id, row.file_name, row.stored_as, row.size)
    failed_last = row.failure_failed_at is not None and (
        row.ingested_at is None or row.failure_failed_at > row.ingested_at
    )
    last = (
        Failure(
            row.failure_name,
            row.failure_code,
            row.failure_reason,
            row.failure_passing,
            row.failure_rules,
        )
        if failed_last
        else None
    )
    return Seen(stored, row.state, row.tried_with, row.has_record, last)


def status(catalog: Catalog) -> Status:
    with reading(catalog.engine, catalog.name) as connection:
        first = sa.func.coalesce(occurrence.c.start, occurrence.c.end)
        last = sa.func.coalesce(occurrence.c.end, occurrence.c.start)
        span = connection.execute(
            sa.select(
                sa.func.count().label("occurrences"),
                sa.func.min(first).label("first"),
                sa.func.max(last).label("last"),
            ).select_from(occurrence)
        ).one()
        unread = connection.execute(
            sa.select(failure).where(failure.c.document_id.is_(None)).order_by(failure.c.name)
        )
        return Status(
            states=_count(connection, document.c.state),
            activities=connection.execute(
                sa.select(sa.func.count()).select_from(activity)
            ).scalar_one(),
            occurrences=span.occurrences,
            first=str(span.first) if span.first else None,
            last=str(span.last) if span.last else None,
            doubts=_doubts(connection),
            issues=_count(connection, issue.c.code, issue.c.severity != "info"),
            failures=(
                *(s.failure for s in _seen(connection, sa.true()) if s.failure),
                *(Failure(r.name, r.code, r.reason, r.passing, r.rules) for r in unread),
            ),
            rules=_count(connection, document.c.rules, document.c.rules.is_not(None)),
        )


def _count(
    connection: sa.Connection, column: sa.Column[Any], *which: sa.ColumnElement[bool]
) -> dict[str, int]:
    rows = connection.execute(
        sa.select(column, sa.func.count())
        .where(*which)
        .group_by(column)
        .order_by(sa.func.count().desc(), column)
    )
    return {row[0]: row[1] for row in rows}


def _doubts(connection: sa.Connection) -> dict[str, int]:
    doubts = connection.execute(
        sa.select(activity.c.doubts).where(activity.c.doubts.is_not(None))
    ).scalars()
    return dict(Counter(code for codes in doubts for code in codes.split(";")).most_common())


def missing_files(catalog: Catalog) -> tuple[list[str], int]:
    """Names of the files that are gone or have another size; and how many there are."""
    with reading(catalog.engine, catalog.name) as connection:
        rows = connection.execute(
            sa.select(document.c.file_name, document.c.stored_as, document.c.size).where(
                document.c.part_of.is_(None)
            )
        ).all()
    gone = [r.file_name for r in rows if _size(catalog.files / r.stored_as) != r.size]
    return sorted(gone), len(rows)


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def record(catalog: Catalog, document_id: str) -> Record | None:
    """The record of a document; None where it has none."""
    with reading(catalog.engine, catalog.name) as connection:
        found = connection.execute(
            sa.select(document_record.c.record).where(document_record.c.document_id == document_id)
        ).scalar()
    return Record.model_validate_json(found) if found else None


@dataclass(frozen=True, slots=True)
class ArchiveReader:
    """Read-only queries over the datasets of an archive (a ``pipeline.reader.Reader``)."""

    catalog: Catalog

    def query(self, sql: str, params: Mapping[str, Any], /) -> Table:
        with reading(self.catalog.engine, self.catalog.name) as connection:
            lock, unlock = _READ_ONLY[connection.dialect.name]
            connection.exec_driver_sql(lock)
            try:
                answer = connection.execute(sa.text(sql).bindparams(**params))
                rows: Sequence[Any] = answer.all()
            except (SQLAlchemyError, sqlite3.Warning) as error:
                raise WrongUse("SQL", str(getattr(error, "orig", None) or error)) from error
            finally:
                if unlock:
                    connection.exec_driver_sql(unlock)
        return Table(tuple(answer.keys()), tuple(tuple(row) for row in rows))

    def close(self) -> None:
        self.catalog.close()


_READ_ONLY = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    # PostgreSQL forgets it with the transaction.
    "postgresql": ("SET TRANSACTION READ ONLY", ""),
}


def open_reader(folder: Path) -> ArchiveReader:
    """The datasets of the archive in ``folder``; raises ``ArchiveUnusable``."""
    return ArchiveReader(open_catalog(folder))
