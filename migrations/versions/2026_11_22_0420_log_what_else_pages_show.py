"""log what else pages show, so that a page can be kept while nothing in the record changes"""

import sqlalchemy as sa
from alembic import op

revision = "b3f7a90d12c8"
down_revision = "7a52e0c94d18"
branch_labels = None
depends_on = None

TABLES = ("article", "tenure", "topic_term", "event", "failed_input", "review_item")
EVENTS = ("INSERT", "UPDATE", "DELETE")
NO_STATEMENT = -1


def run(*statements: str) -> None:
    """Run SQL as it stands: a colon in it is no parameter."""
    for statement in statements:
        op.execute(sa.text(statement.replace(":", r"\:")))


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for event in EVENTS:
                run(
                    f"CREATE TRIGGER record_change_{table}_other_{event.lower()} "
                    f"AFTER {event} ON {table} BEGIN "
                    f"INSERT INTO record_change(statement_id) VALUES ({NO_STATEMENT}); END"
                )
    else:
        run(
            f"""CREATE FUNCTION onrecord_log_other() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM onrecord_log({NO_STATEMENT});
                RETURN NULL;
            END $$"""
        )
        for table in TABLES:
            run(
                f"CREATE TRIGGER record_change_other AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_log_other()"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for event in EVENTS:
                run(f"DROP TRIGGER record_change_{table}_other_{event.lower()}")
    else:
        for table in TABLES:
            run(f"DROP TRIGGER record_change_other ON {table}")
        run("DROP FUNCTION onrecord_log_other()")
