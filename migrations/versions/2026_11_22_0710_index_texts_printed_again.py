"""index articles that print another outlet's text, and log it where that becomes known"""

import sqlalchemy as sa
from alembic import op

revision = "4f7a92c8d015"
down_revision = "b7d2e84c0a15"
branch_labels = None
depends_on = None

REPRINTS = sa.text("original_outlet_id IS NOT NULL")
BEFORE = "outlet_id, title, url, published_on, text_kind"
SINCE = "outlet_id, original_outlet_id, title, url, published_on, text_kind"


def log_updates_of(columns: str) -> None:
    """Log the statements of an article whenever one of its columns is written."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER record_change_article_update")
        op.execute(
            f"CREATE TRIGGER record_change_article_update AFTER UPDATE OF {columns} ON article "
            "BEGIN INSERT INTO record_change(statement_id) "
            "SELECT DISTINCT statement_id FROM quote WHERE article_id = new.id; END"
        )
    else:
        op.execute("DROP TRIGGER record_change ON article")
        op.execute(
            f"CREATE TRIGGER record_change AFTER UPDATE OF {columns} ON article "
            "FOR EACH ROW EXECUTE FUNCTION onrecord_log_article()"
        )


def upgrade() -> None:
    op.create_index(
        "ix_article_original_outlet_id",
        "article",
        ["original_outlet_id"],
        sqlite_where=REPRINTS,
        postgresql_where=REPRINTS,
    )
    log_updates_of(SINCE)


def downgrade() -> None:
    log_updates_of(BEFORE)
    op.drop_index("ix_article_original_outlet_id", table_name="article")
