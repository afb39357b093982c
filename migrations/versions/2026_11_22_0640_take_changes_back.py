"""say which change another one took back (changes from before took back none)"""

import sqlalchemy as sa
from alembic import op

revision = "e90b3d6c1f27"
down_revision = "c7e2054fa913"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without a foreign key: SQLite would rebuild the table for it.
    op.add_column("revision", sa.Column("reverts_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("revision", "reverts_id")
