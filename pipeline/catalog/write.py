"""What goes into the catalog: records and failures, each in one transaction."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from extractors.record import resolve_again
from pipeline.catalog.agencies import own_names
from pipeline.catalog.catalog import Catalog
from pipeline.catalog.database import writing
from pipeline.catalog.files import Stored
from pipeline.catalog.identity import Known, activity_ids
from pipeline.catalog.rows import document_row, needs_review, rows_below
from pipeline.catalog.tables import (
    BELOW_DOCUMENT,
    activity,
    document,
    document_record,
    failure,
)
from pipeline.errors import KehoachError, MissingTool
from schemas.record import Record


def save(catalog: Catalog, stored: Stored, *records: Record, at: datetime.datetime) -> None:
    """Put a file's records, one for each document in it, in the place of what was known.

    The documents and all their rows change in one transaction. Activities keep their names
    (see ``identity``). What a user says of bodies wins over what the record says (see
    ``agencies``). A document that a person approved stays so as long as nothing that was
    read changes.
    """
    with writing(catalog.engine, catalog.name) as connection:
        for record in records:
            _save(connection, stored, record, at)
        gone = document.c.document_id.not_in([record.document_id for record in records])
        connection.execute(
            sa.delete(document).where(document.c.part_of == stored.document_id, gone)
        )


def _save(connection: sa.Connection, stored: Stored, record: Record, at: datetime.datetime) -> None:
    part, part_of = record.file.part, None
    if record.document_id != stored.document_id:
        part_of = stored.document_id
        stored = replace(stored, document_id=record.document_id)
    _enter(connection, stored, at)
    if own := own_names(connection):
        record = resolve_again(record, own=own)
    state, before = _before(connection, stored.document_id)
    same = state == "approved" and _content(before) == _content(record.model_dump_json())
    _write(
        connection,
        record,
        state="approved" if same else _state(record),
        attempts=document.c.attempts + 1,
        tried_with=record.produced_by.rules,
        ingested_at=at,
        part=part.number if part else None,
        part_of=part_of,
    )


def resolve(catalog: Catalog, document_id: str) -> None:
    """Say anew who is meant in a document, from its record: its file is not read.

    A document that a person approved stays so: what it says has not changed.
    """
    with writing(catalog.engine, catalog.name) as connection:
        state, before = _before(connection, document_id)
        if before is not None:
            record = resolve_again(Record.model_validate_json(before), own=own_names(connection))
            approved = state == "approved"
            _write(connection, record, state=state if approved else _state(record))


def _before(connection: sa.Connection, document_id: str) -> tuple[str, str | None]:
    """A document's state, and its record as JSON where it has one."""
    row = connection.execute(
        sa.select(document.c.state, document_record.c.record)
        .select_from(document.outerjoin(document_record))
        .where(_is(document_id))
    ).one()
    return row.state, row.record


def _write(connection: sa.Connection, record: Record, **values: Any) -> None:
    """Put the rows of a record in the place of those its document had."""
    names = activity_ids(
        record.document_id,
        [a.content for a in record.activities],
        known=_known(connection, record.document_id),
    )
    connection.execute(
        sa.update(document)
        .where(_is(record.document_id))
        .values(**document_row(record), unresolved=False, **values)
    )
    _replace(connection, record, names)


def fail(
    catalog: Catalog,
    stored: Stored | None,
    error: KehoachError,
    *,
    name: str,
    rules: str,
    at: datetime.datetime,
) -> None:
    """Keep a failure and its reason; what an earlier attempt read is left as it is.

    ``stored`` is None where not even the bytes could be read; such a failure stands in
    the place of the last one of that name, as does one that waits for the same program.
    """
    with writing(catalog.engine, catalog.name) as connection:
        connection.execute(sa.delete(failure).where(_replaced(stored, error, name)))
        if stored is not None:
            _enter(connection, stored, at)
            connection.execute(
                sa.update(document)
                .where(_is(stored.document_id))
                .values(
                    attempts=document.c.attempts + 1,
                    tried_with=rules,
                    state=sa.case(
                        (document.c.ingested_at.is_(None), _failed(error)), else_=document.c.state
                    ),
                )
            )
        connection.execute(
            sa.insert(failure).values(
                document_id=stored.document_id if stored else None,
                name=name,
                code=error.code,
                reason=error.reason,
                passing=error.passing,
                rules=rules,
                failed_at=at,
            )
        )


def _replaced(stored: Stored | None, error: KehoachError, name: str) -> sa.ColumnElement[bool]:
    """The failures in whose place a new one stands."""
    if stored is None:
        return sa.and_(failure.c.document_id.is_(None), failure.c.name == name)
    if isinstance(error, MissingTool):  # it is tried anew at every load
        return sa.and_(failure.c.document_id == stored.document_id, failure.c.code == error.code)
    return sa.false()


def _failed(error: KehoachError) -> str:
    """The state of a document without a record."""
    return "waiting" if isinstance(error, MissingTool) else "failed"


def forget_unread(catalog: Catalog, names: Sequence[str]) -> None:
    """Drop the failures of files whose bytes could not be read and now could."""
    if names:
        with writing(catalog.engine, catalog.name) as connection:
            connection.execute(
                sa.delete(failure).where(
                    failure.c.document_id.is_(None), failure.c.name == sa.bindparam("unread")
                ),
                [{"unread": name} for name in names],
            )


def _enter(connection: sa.Connection, stored: Stored, at: datetime.datetime) -> None:
    """Make the document's row unless it is there; two programs may do so at once."""
    flavour = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(
        flavour.insert(document)
        .values(
            document_id=stored.document_id,
            file_name=stored.name,
            stored_as=stored.place,
            size=stored.size,
            state="failed",
            unresolved=False,
            attempts=0,
            tried_with="",
            added_at=at,
        )
        .on_conflict_do_nothing()
    )


def _is(document_id: str) -> sa.ColumnElement[bool]:
    return document.c.document_id == document_id


def _state(record: Record) -> str:
    return "needs_review" if needs_review(record) else "extracted"


def _content(record_json: str | None) -> Any:
    """A record without what says who made it."""
    content = json.loads(record_json or "{}")
    content.pop("produced_by", None)
    return content


def _known(connection: sa.Connection, document_id: str) -> list[Known]:
    rows = connection.execute(
        sa.select(activity.c.activity_id, activity.c.content)
        .where(activity.c.document_id == document_id)
        .order_by(activity.c.position)
    )
    return [Known(row.activity_id, row.content) for row in rows]


def _replace(connection: sa.Connection, record: Record, names: Sequence[str]) -> None:
    below = rows_below(record, names)
    for table in (*reversed(BELOW_DOCUMENT), document_record):
        if "document_id" in table.c:  # the others go with their activity
            connection.execute(sa.delete(table).where(table.c.document_id == record.document_id))
    connection.execute(
        sa.insert(document_record),
        [{"document_id": record.document_id, "record": record.model_dump_json()}],
    )
    for table in BELOW_DOCUMENT:
        if rows := below[table.name]:
            connection.execute(sa.insert(table), list(rows))
