"""keep the searches that people follow (there were none before)"""

import sqlalchemy as sa
from alembic import op

revision = "d41f7c02b9a6"
down_revision = "3c8e5b17f0d2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("seen_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_search_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_saved_search_account_id"), "saved_search", ["account_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_saved_search_account_id"), table_name="saved_search")
    op.drop_table("saved_search")
