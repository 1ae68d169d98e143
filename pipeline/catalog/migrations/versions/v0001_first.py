"""The first tables and the views that are published.

A migration is history: it does not import the tables as they are today.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

VIEWS = {
    "documents": """
        SELECT document_id, file_name, kind, kind_code, number, issuer, issuer_id, place,
               issued_on, title, period_start, period_end, signer, signer_position, pages,
               text_origin, state, issues, ingested_at, rules
        FROM document WHERE record IS NOT NULL""",
    "activities": """
        SELECT a.activity_id, a.document_id, a.no, a."group", a.content, a.lead, a.lead_id,
               a.coordinating, a.product, a.time_text, a.time_kind, a.start, a."end",
               a.granularity, a.approximate, a.edtf, a.rrule, a.origin, a.page, a.doubts,
               CASE WHEN d.state = 'approved' THEN 'approved'
                    WHEN a.needs_review THEN 'needs_review' ELSE 'extracted' END AS state
        FROM activity a JOIN document d ON d.document_id = a.document_id""",
    "calendar": """
        SELECT o.activity_id, a.document_id, o.occurrence, o.start, o."end", o.is_deadline,
               o.granularity, a.content, a.lead, a.lead_id, d.issuer, d.number,
               CASE WHEN d.state = 'approved' THEN 'approved'
                    WHEN a.needs_review THEN 'needs_review' ELSE 'extracted' END AS state
        FROM occurrence o
        JOIN activity a ON a.activity_id = o.activity_id
        JOIN document d ON d.document_id = a.document_id""",
    "activity_agencies": """
        SELECT activity_id, agency_id, name, role FROM activity_agency""",
    "bases": """
        SELECT document_id, position, kind, number, issued_on, issuer, subject, text, key,
               page, doubts
        FROM basis""",
    "objectives": """
        SELECT document_id, position, label, kind, text, page FROM objective""",
    "assignments": """
        SELECT document_id, position, label, agency, agency_id, task_label, task, page
        FROM assignment""",
    "recipients": """
        SELECT document_id, position, text, name, agency_id, purpose, is_archive
        FROM recipient""",
    "agencies": """
        SELECT agency_id, max(name) AS name FROM agency GROUP BY agency_id""",
    "issues": """
        SELECT document_id, position, activity_id, code, severity, message, path FROM issue""",
}


def upgrade() -> None:
    _documents()
    _activities()
    _parts()
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("stored_as", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("tried_with", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingested_at", sa.DateTime(timezone=True)),
        *_texts("rules", "record", "media_type"),
        sa.Column("pages", sa.Integer),
        sa.Column("text_origin", sa.String(16)),
        sa.Column("encoding", sa.Text),
        sa.Column("kind", sa.String(16)),
        *_texts("kind_code", "number", "issuer", "issuer_id", "place"),
        sa.Column("issued_on", sa.Date),
        sa.Column("title", sa.Text),
        sa.Column("period_start", sa.Date),
        sa.Column("period_end", sa.Date),
        *_texts("signer", "signer_position", "issues"),
        sa.PrimaryKeyConstraint("document_id", name="pk_document"),
    )
    op.create_index("ix_document_state", "document", ["state"])
    op.create_table(
        "failure",
        sa.Column("failure_id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.String(64)),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("passing", sa.Boolean, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("failure_id", name="pk_failure"),
        _below("failure", "document"),
    )
    op.create_index("ix_failure_document_id", "failure", ["document_id"])


def _activities() -> None:
    op.create_table(
        "activity",
        sa.Column("activity_id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *_texts("no", "group"),
        sa.Column("content", sa.Text, nullable=False),
        *_texts("lead", "lead_id", "coordinating", "product", "place", "participants"),
        *_texts("budget", "note", "time_text"),
        sa.Column("time_kind", sa.String(16)),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        sa.Column("granularity", sa.String(16)),
        sa.Column("approximate", sa.Boolean),
        *_texts("edtf", "rrule"),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("doubts", sa.Text),
        sa.Column("needs_review", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("activity_id", name="pk_activity"),
        _below("activity", "document"),
    )
    op.create_index("ix_activity_document_id", "activity", ["document_id"])
    op.create_table(
        "occurrence",
        sa.Column("activity_id", sa.String(32), nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        sa.Column("is_deadline", sa.Boolean, nullable=False),
        sa.Column("granularity", sa.String(16)),
        sa.PrimaryKeyConstraint("activity_id", "occurrence", name="pk_occurrence"),
        _below("occurrence", "activity"),
    )
    op.create_index("ix_occurrence_end", "occurrence", ["end"])
    op.create_table(
        "activity_agency",
        sa.Column("activity_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("agency_id", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "role", "position", name="pk_activity_agency"),
        _below("activity_agency", "activity"),
    )
    op.create_index("ix_activity_agency_agency_id", "activity_agency", ["agency_id"])


def _parts() -> None:
    op.create_table(
        "agency",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("agency_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "agency_id", name="pk_agency"),
        _below("agency", "document"),
    )
    _part(
        "basis",
        *_texts("kind", "number"),
        sa.Column("issued_on", sa.Date),
        *_texts("issuer", "subject"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("page", sa.Integer),
        sa.Column("doubts", sa.Text),
    )
    op.create_index("ix_basis_key", "basis", ["key"])
    _part(
        "objective",
        sa.Column("label", sa.Text),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("page", sa.Integer),
    )
    _part(
        "assignment",
        sa.Column("label", sa.Text),
        sa.Column("agency", sa.Text, nullable=False),
        *_texts("agency_id", "task_label", "task"),
        sa.Column("page", sa.Integer),
    )
    _part(
        "recipient",
        sa.Column("text", sa.Text, nullable=False),
        *_texts("name", "agency_id", "purpose"),
        sa.Column("is_archive", sa.Boolean, nullable=False),
    )
    _part(
        "issue",
        sa.Column("activity_id", sa.String(32)),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("path", sa.Text),
        _below("issue", "activity"),
    )
    op.create_index("ix_issue_code", "issue", ["code"])


def _part(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of numbered items below a document."""
    op.create_table(
        name,
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("document_id", "position", name=f"pk_{name}"),
        _below(name, "document"),
    )


def _below(name: str, parent: str) -> sa.ForeignKeyConstraint:
    key = f"{parent}_id"
    return sa.ForeignKeyConstraint(
        [key], [f"{parent}.{key}"], name=f"fk_{name}_{key}", ondelete="CASCADE"
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]
