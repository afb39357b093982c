"""keep notes, translations and archive links, and log when they change (there were none before)"""

import sqlalchemy as sa
from alembic import op

revision = "f1a4c7d82e35"
down_revision = "4f7a92c8d015"
branch_labels = None
depends_on = None

TABLES = ("note", "translation")
EVENTS = ("INSERT", "UPDATE", "DELETE")
NO_STATEMENT = -1


def run(*statements: str) -> None:
    """Run SQL as it stands: a colon in it is no parameter."""
    for statement in statements:
        op.execute(sa.text(statement.replace(":", r"\:")))


def upgrade() -> None:
    op.add_column("article", sa.Column("archive_url", sa.Text(), nullable=True))
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_note_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_note_statement_id", "note", ["statement_id"])
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["quote_id"],
            ["quote.id"],
            name=op.f("fk_translation_quote_id_quote"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_translation_quote_id", "translation", ["quote_id"])
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            for event in EVENTS:
                run(
                    f"CREATE TRIGGER record_change_{table}_other_{event.lower()} "
                    f"AFTER {event} ON {table} BEGIN "
                    f"INSERT INTO record_change(statement_id) VALUES ({NO_STATEMENT}); END"
                )
        else:
            run(
                f"CREATE TRIGGER record_change_other AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_log_other()"
            )


def downgrade() -> None:
    op.drop_table("translation")
    op.drop_table("note")
    op.drop_column("article", "archive_url")
