"""link statements on one topic to each other, and log when links change (there were none before)"""

import sqlalchemy as sa
from alembic import op

revision = "3c8e5b17f0d2"
down_revision = "a6d3f18c5e72"
branch_labels = None
depends_on = None

EVENTS = ("INSERT", "UPDATE", "DELETE")
NO_STATEMENT = -1


def run(*statements: str) -> None:
    """Run SQL as it stands: a colon in it is no parameter."""
    for statement in statements:
        op.execute(sa.text(statement.replace(":", r"\:")))


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("later_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_link_topic_id_topic")),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["statement.id"], name=op.f("fk_link_earlier_id_statement")
        ),
        sa.ForeignKeyConstraint(
            ["later_id"], ["statement.id"], name=op.f("fk_link_later_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint(
            "earlier_id", "later_id", "topic_id", name=op.f("uq_link_earlier_id_later_id_topic_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_topic_id", "link", ["topic_id"])
    op.create_index("ix_link_later_id", "link", ["later_id"])
    if op.get_bind().dialect.name == "sqlite":
        for event in EVENTS:
            run(
                f"CREATE TRIGGER record_change_link_other_{event.lower()} "
                f"AFTER {event} ON link BEGIN "
                f"INSERT INTO record_change(statement_id) VALUES ({NO_STATEMENT}); END"
            )
    else:
        run(
            "CREATE TRIGGER record_change_other AFTER INSERT OR UPDATE OR DELETE ON link "
            "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_log_other()"
        )


def downgrade() -> None:
    op.execute("DELETE FROM review_item WHERE reason = 'link no longer holds'")
    op.drop_table("link")
