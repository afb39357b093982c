"""join statements and take them apart again, and find texts that are nearly the same

Quotes from before are at home where they are. Articles from before have no bands: they are
not found as near copies until `python -m app propose` looks at them.
"""

import sqlalchemy as sa
from alembic import op

revision = "5b0e2f7c9d14"
down_revision = "b3f7a90d12c8"
branch_labels = None
depends_on = None

LIVE = sa.text("merged_into_id IS NULL")
MERGED = sa.text("merged_into_id IS NOT NULL")


def upgrade() -> None:
    # Without a foreign key: SQLite would rebuild the table for it, and drop its triggers.
    op.add_column("review_item", sa.Column("other_statement_id", sa.Integer(), nullable=True))
    op.create_index("ix_review_item_other_statement_id", "review_item", ["other_statement_id"])
    op.create_index(
        "ix_statement_actor_id_said_on",
        "statement",
        ["actor_id", "said_on"],
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index(
        "ix_statement_merged_into_id",
        "statement",
        ["merged_into_id"],
        sqlite_where=MERGED,
        postgresql_where=MERGED,
    )
    op.create_table(
        "quote_home",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_quote_home_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_quote_home_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("quote_id", name=op.f("pk_quote_home")),
    )
    op.create_index("ix_quote_home_statement_id", "quote_home", ["statement_id"])
    op.create_table(
        "article_band",
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("simhash", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_band_article_id_article")
        ),
        sa.PrimaryKeyConstraint("band", "simhash", "article_id", name=op.f("pk_article_band")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_band_article_id", "article_band", ["article_id"])


def downgrade() -> None:
    op.drop_table("article_band")
    op.drop_table("quote_home")
    op.drop_index("ix_statement_merged_into_id", table_name="statement")
    op.drop_index("ix_statement_actor_id_said_on", table_name="statement")
    op.drop_index("ix_review_item_other_statement_id", table_name="review_item")
    op.drop_column("review_item", "other_statement_id")
