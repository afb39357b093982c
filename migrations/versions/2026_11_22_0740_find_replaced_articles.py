"""find the articles that another one replaced without passing over all of them"""

import sqlalchemy as sa
from alembic import op

revision = "b7f20d4c9e13"
down_revision = "d5a90c37e218"
branch_labels = None
depends_on = None

REPLACED = sa.text("replaced_by_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_article_replaced_by_id",
        "article",
        ["replaced_by_id"],
        sqlite_where=REPLACED,
        postgresql_where=REPLACED,
    )


def downgrade() -> None:
    op.drop_index("ix_article_replaced_by_id", table_name="article")
