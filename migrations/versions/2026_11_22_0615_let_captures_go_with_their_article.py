"""let captures and former places go with their article or quote (all rows stay as they are)"""

import sqlalchemy as sa
from alembic import op

revision = "c7e2054fa913"
down_revision = "a4e81c5d07b3"
branch_labels = None
depends_on = None

# The table, its column, and the table that it points to.
KEYS = (
    ("capture", "article_id", "article"),
    ("former_place", "article_id", "article"),
    ("former_place", "quote_id", "quote"),
)
TRIGGERS = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name")


def set_rule(ondelete: str | None) -> None:
    """Make the keys anew; SQLite builds the table again, which drops its triggers."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in sorted({name for name, _, _ in KEYS}):
        triggers = (
            op.get_bind().execute(TRIGGERS, {"name": table}).scalars().all() if is_sqlite else []
        )
        with op.batch_alter_table(table) as batch:
            for name, column, target in KEYS:
                if name == table:
                    key = op.f(f"fk_{name}_{column}_{target}")
                    batch.drop_constraint(key, type_="foreignkey")
                    batch.create_foreign_key(key, target, [column], ["id"], ondelete=ondelete)
        for sql in triggers:
            op.get_bind().exec_driver_sql(sql)


def upgrade() -> None:
    set_rule("CASCADE")


def downgrade() -> None:
    set_rule(None)
