"""find what waits for review by its reason, newest first"""

import sqlalchemy as sa
from alembic import op

revision = "b7d2e84c0a15"
down_revision = "e90b3d6c1f27"
branch_labels = None
depends_on = None

NAME, IS_OPEN = "ix_review_item_reason_id", sa.text("status = 'open'")


def upgrade() -> None:
    op.create_index(
        NAME, "review_item", ["reason", "id"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
    )


def downgrade() -> None:
    op.drop_index(NAME, "review_item")
