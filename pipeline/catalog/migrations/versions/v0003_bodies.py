"""A user's own names of bodies, the wordings that name them, and who cites whom.

Records move to a table of their own: the catalog's other columns are read by every query,
and stood behind them. What is new below older documents is filled when they are resolved
or read again; ``unresolved`` asks for that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

DOCUMENTS = """
    SELECT document_id, file_name, kind, kind_code, number, issuer, issuer_id, place,
           issued_on, title, period_start, period_end, signer, signer_position, pages,
           text_origin, state, issues, ingested_at, rules, key
    FROM document WHERE ingested_at IS NOT NULL"""
BASES = """
    SELECT document_id, position, kind, number, issued_on, issuer, subject, text, key, relation,
           page, doubts
    FROM basis"""
CITATIONS = """
    WITH cited AS (
        SELECT b.document_id, b.position, b.relation, d.kind, d.number, d.issuer, d.title,
               d.issued_on, b.kind AS cited_kind, b.number AS cited_number,
               b.issued_on AS cited_issued_on, b.issuer AS cited_issuer,
               b.subject AS cited_subject, b.key AS cited_key,
               (SELECT count(*) FROM document x WHERE x.key = b.key) AS matches,
               (SELECT min(x.document_id) FROM document x WHERE x.key = b.key) AS any_id
        FROM basis b JOIN document d ON d.document_id = b.document_id
    )
    SELECT c.document_id, c.position, c.relation, c.kind, c.number, c.issuer, c.title,
           c.cited_kind, c.cited_number, c.cited_issued_on, c.cited_issuer, c.cited_subject,
           c.cited_key,
           CASE WHEN c.matches = 1 THEN c.any_id END AS cited_document_id,
           c.matches,
           coalesce(c.cited_issued_on > c.issued_on, false)
               OR (c.matches = 1 AND coalesce(m.issued_on > c.issued_on, false)) AS dated_after,
           CASE WHEN c.matches <> 1 OR m.issued_on < c.issued_on THEN false
                ELSE EXISTS (
                    WITH RECURSIVE reached (document_id) AS (
                        SELECT c.any_id
                        UNION
                        SELECT x.document_id
                        FROM reached r
                        JOIN basis b ON b.document_id = r.document_id
                        JOIN document x ON x.key = b.key)
                    SELECT 1 FROM reached r WHERE r.document_id = c.document_id)
           END AS closes_circle
    FROM cited c LEFT JOIN document m ON m.document_id = c.any_id"""


def upgrade() -> None:
    _records()
    _bodies()
    op.add_column("basis", sa.Column("symbol", sa.Text))
    op.add_column("basis", sa.Column("relation", sa.String(16)))
    op.create_index("ix_basis_symbol", "basis", ["symbol"])
    op.create_index("ix_document_key", "document", ["key"])
    op.create_index("ix_document_symbol", "document", ["symbol"])
    op.create_index("ix_document_unresolved", "document", ["unresolved"])
    op.create_index("ix_document_issuer_id", "document", ["issuer_id"])
    op.create_index("ix_document_file_name", "document", ["file_name"])
    op.execute("DROP VIEW bases")
    op.execute(f"CREATE VIEW bases AS {BASES}")
    op.execute(f"CREATE VIEW documents AS {DOCUMENTS}")
    op.execute(f"CREATE VIEW citations AS {CITATIONS}")


def _records() -> None:
    op.create_table(
        "document_record",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_record"),
        _of_document("document_record"),
    )
    op.execute(
        "INSERT INTO document_record (document_id, record) "
        "SELECT document_id, record FROM document WHERE record IS NOT NULL"
    )
    op.execute("DROP VIEW documents")
    op.drop_column("document", "record")
    op.add_column("document", sa.Column("key", sa.Text))
    op.add_column("document", sa.Column("symbol", sa.Text))
    op.add_column(
        "document",
        sa.Column("unresolved", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.execute("UPDATE document SET unresolved = true WHERE ingested_at IS NOT NULL")


def _bodies() -> None:
    op.create_index("ix_agency_agency_id", "agency", ["agency_id"])
    op.create_table(
        "mention",
        sa.Column("document_id", sa.String(64), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("agency_id", sa.Text),
        sa.Column("bodies", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "words", name="pk_mention"),
        _of_document("mention"),
    )
    op.create_index("ix_mention_agency_id", "mention", ["agency_id"])
    op.create_table(
        "agency_alias",
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("issuer_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("agency_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("words", "issuer_id", name="pk_agency_alias"),
    )
    op.create_table(
        "agency_merge",
        sa.Column("agency_id", sa.Text, nullable=False),
        sa.Column("into_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", name="pk_agency_merge"),
    )


def _of_document(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id"],
        ["document.document_id"],
        name=f"fk_{name}_document_id",
        ondelete="CASCADE",
    )
