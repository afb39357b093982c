"""drop the index of offices, which nothing asks, and index parents and relays where there are any"""

import sqlalchemy as sa
from alembic import op

revision = "e19c5d7f3b60"
down_revision = "5b0e2f7c9d14"
branch_labels = None
depends_on = None

SPARSE = ("parent_id", "via_actor_id")


def upgrade() -> None:
    op.drop_index("ix_statement_office_id", table_name="statement")
    for column in SPARSE:
        op.drop_index(f"ix_quote_{column}", table_name="quote")
        there_is_one = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_quote_{column}",
            "quote",
            [column],
            sqlite_where=there_is_one,
            postgresql_where=there_is_one,
        )


def downgrade() -> None:
    for column in SPARSE:
        op.drop_index(f"ix_quote_{column}", table_name="quote")
        op.create_index(f"ix_quote_{column}", "quote", [column])
    op.create_index("ix_statement_office_id", "statement", ["office_id"])
