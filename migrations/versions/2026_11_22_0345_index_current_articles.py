"""index current articles, so that their list and its length need no texts"""

import sqlalchemy as sa
from alembic import op

revision = "9d20c6e1b7f4"
down_revision = "5e8b90c3d21f"
branch_labels = None
depends_on = None

CURRENT = sa.text("replaced_by_id IS NULL AND erased_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_article_published_on", table_name="article")
    op.create_index(
        "ix_article_current",
        "article",
        ["published_on", "id", "outlet_id"],
        sqlite_where=CURRENT,
        postgresql_where=CURRENT,
    )


def downgrade() -> None:
    op.drop_index("ix_article_current", table_name="article")
    op.create_index("ix_article_published_on", "article", ["published_on"])
