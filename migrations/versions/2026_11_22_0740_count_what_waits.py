"""count what waits, find what was settled or taken back, without passing over all open doubts"""

import sqlalchemy as sa
from alembic import op

revision = "d5a90c37e218"
down_revision = "f1a4c7d82e35"
branch_labels = None
depends_on = None

# name: (table, columns, rows)
MADE = {
    # With the status SQLite counts them in the index alone.
    "ix_review_item_reason_id_status": (
        "review_item",
        ["reason", "id", "status"],
        "status = 'open'",
    ),
    "ix_review_item_closed_at_id": ("review_item", ["closed_at", "id"], "status <> 'open'"),
    "ix_revision_who_id": ("revision", ["who", "id"], None),
    "ix_revision_reverts_id": ("revision", ["reverts_id"], "reverts_id IS NOT NULL"),
    "ix_statement_withdrawn_at": ("statement", ["withdrawn_at"], "withdrawn_at IS NOT NULL"),
}
# By the status alone SQLite looked for the doubts of one statement among all that are open.
BY_STATUS, BY_REASON = "ix_review_item_status", "ix_review_item_reason_id"


def upgrade() -> None:
    op.drop_index(BY_STATUS, "review_item")
    op.drop_index(BY_REASON, "review_item")
    for name, (table, columns, rows) in MADE.items():
        where = sa.text(rows) if rows else None
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, (table, _, _) in MADE.items():
        op.drop_index(name, table)
    is_open = sa.text("status = 'open'")
    op.create_index(
        BY_REASON, "review_item", ["reason", "id"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index(BY_STATUS, "review_item", ["status"])
