"""remember where carried quotes stood in earlier texts (until now no text was replaced)"""

import sqlalchemy as sa
from alembic import op

revision = "b3d1f58e2a60"
down_revision = "b0d4c7e91f26"
branch_labels = None
depends_on = None

SHOWN = ("capture", "former_place")
EVENTS = ("INSERT", "UPDATE", "DELETE")
NO_STATEMENT = -1


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
    # Articles' pages show both tables: who keeps a page learns that it is old.
    for table in SHOWN:
        if op.get_bind().dialect.name == "sqlite":
            for event in EVENTS:
                op.execute(
                    f"CREATE TRIGGER record_change_{table}_other_{event.lower()} "
                    f"AFTER {event} ON {table} BEGIN "
                    f"INSERT INTO record_change(statement_id) VALUES ({NO_STATEMENT}); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER record_change_other AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_log_other()"
            )


def downgrade() -> None:
    for table in SHOWN:
        if op.get_bind().dialect.name == "sqlite":
            for event in EVENTS:
                op.execute(f"DROP TRIGGER record_change_{table}_other_{event.lower()}")
        else:
            op.execute(f"DROP TRIGGER record_change_other ON {table}")
    op.drop_table("former_place")
