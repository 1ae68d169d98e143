"""The tables of the catalog, in types that SQLite and PostgreSQL share.

A document is its file: the SHA-256 is the key of everything. Of a file that holds several
documents it is the first one's, and the others have keys made of it. The rows below a document
are a projection of its record, rewritten whole in one transaction; the views that
analysts see (``documents``, ``activities``, ... in ``schemas.dataset``) select from them.
The tables are named in the singular, so that the plural is left to the views.
"""

from __future__ import annotations

import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime.datetime]):
    """A moment in UTC. SQLite forgets time zones, so the zone is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime.datetime | None,
        dialect: Any,  # noqa: ARG002
    ) -> datetime.datetime | None:
        return None if value is None else value.astimezone(datetime.UTC)

    def process_result_value(
        self,
        value: datetime.datetime | None,
        dialect: Any,  # noqa: ARG002
    ) -> datetime.datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=datetime.UTC)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _of_document(*, key: bool = True) -> sa.Column[str]:
    return sa.Column(
        "document_id",
        sa.String(64),
        sa.ForeignKey("document.document_id", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
    )


def _of_activity(*, key: bool = True) -> sa.Column[str]:
    return sa.Column(
        "activity_id",
        sa.String(32),
        sa.ForeignKey("activity.activity_id", ondelete="CASCADE"),
        primary_key=key,
        nullable=not key,
    )


def _position() -> sa.Column[int]:
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


document = sa.Table(
    "document",
    metadata,
    sa.Column("document_id", sa.String(64), primary_key=True),
    sa.Column("file_name", sa.Text, nullable=False, index=True),
    sa.Column("stored_as", sa.Text, nullable=False),  # below the archive's files/
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("tried_with", sa.Text, nullable=False),  # rules of the last attempt
    sa.Column("added_at", Moment, nullable=False),
    sa.Column("ingested_at", Moment),  # null until a record was read
    sa.Column("rules", sa.Text),  # rules that made the record
    sa.Column("media_type", sa.Text),
    sa.Column("pages", sa.Integer),
    sa.Column("text_origin", sa.String(16)),
    sa.Column("encoding", sa.Text),
    sa.Column("kind", sa.String(16)),
    sa.Column("kind_code", sa.Text),
    sa.Column("number", sa.Text),
    sa.Column("issuer", sa.Text),
    sa.Column("issuer_id", sa.Text, index=True),
    sa.Column("place", sa.Text),
    sa.Column("issued_on", sa.Date),
    sa.Column("title", sa.Text),
    sa.Column("period_start", sa.Date),
    sa.Column("period_end", sa.Date),
    sa.Column("signer", sa.Text),
    sa.Column("signer_position", sa.Text),
    sa.Column("issues", sa.Text),
    sa.Column("key", sa.Text, index=True),  # what others cite it by (extractors.citation.keys)
    sa.Column("symbol", sa.Text, index=True),  # its number, for looking up
    # Whether a user's own names have changed since its bodies were resolved.
    sa.Column("unresolved", sa.Boolean, nullable=False, index=True),
    # Of several documents in one file: which one it is, and the first, which has the file's id.
    sa.Column("part", sa.Integer),
    sa.Column("part_of", sa.String(64), index=True),
)

# Apart from its document, whose other columns are read far more often.
document_record = sa.Table(
    "document_record",
    metadata,
    _of_document(),
    sa.Column("record", sa.Text, nullable=False),  # as JSON
)

failure = sa.Table(
    "failure",
    metadata,
    sa.Column("failure_id", sa.Integer, primary_key=True),
    # null where not even the bytes could be read: such a file has no identity
    sa.Column(
        "document_id",
        sa.String(64),
        sa.ForeignKey("document.document_id", ondelete="CASCADE"),
        index=True,
    ),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("passing", sa.Boolean, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("failed_at", Moment, nullable=False),
)

activity = sa.Table(
    "activity",
    metadata,
    sa.Column("activity_id", sa.String(32), primary_key=True),
    sa.Column(
        "document_id",
        sa.String(64),
        sa.ForeignKey("document.document_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("no", sa.Text),
    sa.Column("group", sa.Text),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("category", sa.String(32)),
    sa.Column("lead", sa.Text),
    sa.Column("lead_id", sa.Text),
    sa.Column("coordinating", sa.Text),
    sa.Column("product", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("participants", sa.Text),
    sa.Column("budget", sa.Text),
    sa.Column("note", sa.Text),
    sa.Column("time_text", sa.Text),
    sa.Column("time_kind", sa.String(16)),
    sa.Column("start", sa.Date),
    sa.Column("end", sa.Date),
    sa.Column("granularity", sa.String(16)),
    sa.Column("approximate", sa.Boolean),
    sa.Column("edtf", sa.Text),
    sa.Column("rrule", sa.Text),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("doubts", sa.Text),
    sa.Column("needs_review", sa.Boolean, nullable=False),
)

occurrence = sa.Table(
    "occurrence",
    metadata,
    _of_activity(),
    sa.Column("occurrence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("start", sa.Date),
    sa.Column("end", sa.Date, index=True),
    sa.Column("is_deadline", sa.Boolean, nullable=False),
    sa.Column("granularity", sa.String(16)),
)

activity_agency = sa.Table(
    "activity_agency",
    metadata,
    _of_activity(),
    sa.Column("role", sa.String(16), primary_key=True),
    _position(),
    sa.Column("agency_id", sa.Text, index=True),
    sa.Column("name", sa.Text, nullable=False),
)

# Who is named where: the agencies of the archive are those that some document names.
agency = sa.Table(
    "agency",
    metadata,
    _of_document(),
    sa.Column("agency_id", sa.Text, primary_key=True, index=True),
    sa.Column("name", sa.Text, nullable=False),
)

# Every wording that names bodies: cells, and the parts of those that name several.
mention = sa.Table(
    "mention",
    metadata,
    _of_document(),
    sa.Column("words", sa.Text, primary_key=True),  # " phòng nội vụ ", folded
    sa.Column("text", sa.Text, nullable=False),  # as printed
    sa.Column("agency_id", sa.Text, index=True),  # null where it is several, or nobody knows
    sa.Column("bodies", sa.Integer, nullable=False),  # how many it names
)

# What a user says of bodies; it wins over the registry.
agency_alias = sa.Table(
    "agency_alias",
    metadata,
    sa.Column("words", sa.Text, primary_key=True),
    sa.Column("issuer_id", sa.Text, primary_key=True),  # empty: in everybody's documents
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("agency_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("added_at", Moment, nullable=False),
)

agency_merge = sa.Table(
    "agency_merge",
    metadata,
    sa.Column("agency_id", sa.Text, primary_key=True),
    sa.Column("into_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),  # of the body that stays
    sa.Column("added_at", Moment, nullable=False),
)

basis = sa.Table(
    "basis",
    metadata,
    _of_document(),
    _position(),
    sa.Column("kind", sa.Text),
    sa.Column("number", sa.Text),
    sa.Column("issued_on", sa.Date),
    sa.Column("issuer", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("key", sa.Text, index=True),
    sa.Column("symbol", sa.Text, index=True),
    sa.Column("relation", sa.String(16)),
    sa.Column("page", sa.Integer),
    sa.Column("doubts", sa.Text),
)

objective = sa.Table(
    "objective",
    metadata,
    _of_document(),
    _position(),
    sa.Column("label", sa.Text),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("page", sa.Integer),
)

assignment = sa.Table(
    "assignment",
    metadata,
    _of_document(),
    _position(),
    sa.Column("label", sa.Text),
    sa.Column("agency", sa.Text, nullable=False),
    sa.Column("agency_id", sa.Text),
    sa.Column("task_label", sa.Text),
    sa.Column("task", sa.Text),
    sa.Column("page", sa.Integer),
)

recipient = sa.Table(
    "recipient",
    metadata,
    _of_document(),
    _position(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("agency_id", sa.Text),
    sa.Column("purpose", sa.Text),
    sa.Column("is_archive", sa.Boolean, nullable=False),
)

issue = sa.Table(
    "issue",
    metadata,
    _of_document(),
    _position(),
    _of_activity(key=False),
    sa.Column("code", sa.Text, nullable=False, index=True),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("path", sa.Text),
)

BELOW_DOCUMENT: tuple[sa.Table, ...] = (
    agency, mention, basis, objective, assignment, recipient, activity, occurrence,
    activity_agency, issue,
)  # fmt: skip
"""The rows made from a record, those they refer to first."""
