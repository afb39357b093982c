"""remember where carried quotes stood in earlier texts (until now no text was replaced)"""

import sqlalchemy as sa
from alembic import op

revision = "b3d1f58e2a60"
down_revision = "7a52e0c94d18"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_former_place_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_former_place_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_place")),
    )
    op.create_index(op.f("ix_former_place_quote_id"), "former_place", ["quote_id"])
    op.create_index(op.f("ix_former_place_article_id"), "former_place", ["article_id"])


def downgrade() -> None:
    op.drop_table("former_place")
