"""Several documents of one file, each with rows of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

DOCUMENTS = """
    SELECT document_id, file_name, kind, kind_code, number, issuer, issuer_id, place,
           issued_on, title, period_start, period_end, signer, signer_position, pages,
           text_origin, state, issues, ingested_at, rules, key, part
    FROM document WHERE ingested_at IS NOT NULL"""


def upgrade() -> None:
    op.add_column("document", sa.Column("part", sa.Integer))
    op.add_column("document", sa.Column("part_of", sa.String(64)))
    op.create_index("ix_document_part_of", "document", ["part_of"])
    op.execute("DROP VIEW documents")
    op.execute(f"CREATE VIEW documents AS {DOCUMENTS}")
