"""keep briefs as they were shown (there were none before)"""

import sqlalchemy as sa
from alembic import op

revision = "a6d3f18c5e72"
down_revision = "b7f20d4c9e13"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("brief")
