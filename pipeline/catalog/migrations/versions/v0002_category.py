"""The kind of work of each activity, in its row and in the views that show activities."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

VIEWS = {
    "activities": """
        SELECT a.activity_id, a.document_id, a.no, a."group", a.content, a.category, a.lead,
               a.lead_id, a.coordinating, a.product, a.time_text, a.time_kind, a.start, a."end",
               a.granularity, a.approximate, a.edtf, a.rrule, a.origin, a.page, a.doubts,
               CASE WHEN d.state = 'approved' THEN 'approved'
                    WHEN a.needs_review THEN 'needs_review' ELSE 'extracted' END AS state
        FROM activity a JOIN document d ON d.document_id = a.document_id""",
    "calendar": """
        SELECT o.activity_id, a.document_id, o.occurrence, o.start, o."end", o.is_deadline,
               o.granularity, a.content, a.category, a.lead, a.lead_id, d.issuer, d.number,
               CASE WHEN d.state = 'approved' THEN 'approved'
                    WHEN a.needs_review THEN 'needs_review' ELSE 'extracted' END AS state
        FROM occurrence o
        JOIN activity a ON a.activity_id = o.activity_id
        JOIN document d ON d.document_id = a.document_id""",
}


def upgrade() -> None:
    op.add_column("activity", sa.Column("category", sa.String(32)))
    for name, query in VIEWS.items():
        op.execute(f"DROP VIEW {name}")
        op.execute(f"CREATE VIEW {name} AS {query}")
