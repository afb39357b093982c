"""log which statements change, and cover the columns that readers keep an index of"""

import sqlalchemy as sa
from alembic import op

revision = "c41d7be09a56"
down_revision = "8c1f0a52d7e3"
branch_labels = None
depends_on = None

KEPT_ENTRIES = 50_000
SWEEP_EVERY = 1_000

# table: (columns whose change lists show, expression for the statement of a row)
BY_STATEMENT = {"statement": "id", "quote": "statement_id", "statement_topic": "statement_id"}
ARTICLE_COLUMNS = "outlet_id, title, url, published_on, text_kind"
NAMES = ("actor", "alias", "office", "outlet", "topic")
UNLESS_LOADING = "WHEN NOT EXISTS (SELECT 1 FROM bulk_load)"

# The word index of the last migration, less its triggers' condition.
PAIRS = {
    "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t", "ə": "e", "Ə": "e", "ё": "е", "Ё": "е",
}  # fmt: skip


def folded(column: str) -> str:
    """SQL for a column with `PAIRS` applied."""
    for letter, plain in PAIRS.items():
        column = f"replace({column}, '{letter}', '{plain}')"
    return column


def search_on_insert(condition: str) -> list[str]:
    """Return SQL that makes the word index's trigger for new quotes anew."""
    return [
        "DROP TRIGGER quote_search_insert",
        f"""CREATE TRIGGER quote_search_insert AFTER INSERT ON quote {condition} BEGIN
            INSERT INTO quote_search(rowid, words) VALUES (new.id, {folded("new.text")}); END""",
    ]


def sqlite_triggers() -> dict[str, str]:
    """Return the triggers by name."""
    made = {}
    for table, key in BY_STATEMENT.items():
        for event, rows in (("INSERT", ["new"]), ("UPDATE", ["old", "new"]), ("DELETE", ["old"])):
            told = f"SELECT {rows[0]}.{key}"
            if len(rows) > 1:
                told += f" UNION SELECT {rows[1]}.{key}"
            made[f"record_change_{table}_{event.lower()}"] = (
                f"AFTER {event} ON {table} {UNLESS_LOADING} BEGIN "
                f"INSERT INTO record_change(statement_id) {told}; END"
            )
    made["record_change_article_update"] = (
        f"AFTER UPDATE OF {ARTICLE_COLUMNS} ON article BEGIN "
        "INSERT INTO record_change(statement_id) "
        "SELECT DISTINCT statement_id FROM quote WHERE article_id = new.id; END"
    )
    for table in NAMES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            made[f"record_change_{table}_{event.lower()}"] = (
                f"AFTER {event} ON {table} {UNLESS_LOADING} BEGIN "
                "INSERT INTO record_change(statement_id) VALUES (NULL); END"
            )
    made["record_change_sweep"] = (
        f"AFTER INSERT ON record_change WHEN new.seq % {SWEEP_EVERY} = 0 BEGIN "
        f"DELETE FROM record_change WHERE seq <= new.seq - {KEPT_ENTRIES}; END"
    )
    return made


# The lock is held until the transaction ends: entries are committed in the order of their
# numbers, so that no reader can see a later one and miss an earlier one.
POSTGRES_FUNCTIONS = f"""
CREATE FUNCTION onrecord_log(statement integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE number integer;
BEGIN
    IF EXISTS (SELECT 1 FROM bulk_load) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(740215);
    INSERT INTO record_change(statement_id) VALUES (statement) RETURNING seq INTO number;
    IF number % {SWEEP_EVERY} = 0 THEN
        DELETE FROM record_change WHERE seq <= number - {KEPT_ENTRIES};
    END IF;
END $$;
CREATE FUNCTION onrecord_log_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM onrecord_log(OLD.id); END IF;
    IF TG_OP = 'INSERT' THEN PERFORM onrecord_log(NEW.id); END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION onrecord_log_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM onrecord_log(OLD.statement_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM onrecord_log(NEW.statement_id); END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION onrecord_log_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM onrecord_log(found.statement_id)
        FROM (SELECT DISTINCT statement_id FROM quote WHERE article_id = NEW.id) AS found;
    RETURN NULL;
END $$;
CREATE FUNCTION onrecord_log_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM onrecord_log(NULL);
    RETURN NULL;
END $$;
"""


def postgres_triggers() -> dict[tuple[str, str], str]:
    """Return the triggers by name and table."""
    made = {}
    for table in BY_STATEMENT:
        call = "onrecord_log_statement" if table == "statement" else "onrecord_log_part"
        made["record_change", table] = (
            f"AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {call}()"
        )
    made["record_change", "article"] = (
        f"AFTER UPDATE OF {ARTICLE_COLUMNS} ON article FOR EACH ROW "
        "EXECUTE FUNCTION onrecord_log_article()"
    )
    for table in NAMES:
        made["record_change", table] = (
            f"AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION onrecord_log_names()"
        )
    return made


# What the facet index reads at start stands in these alone: tables need not be read for it.
COVERING = {
    "quote": ("statement_id", ["statement_id", "article_id", "form", "language"]),
    "statement_topic": ("topic_id", ["topic_id", "statement_id"]),
}


def run(*statements: str) -> None:
    """Run SQL as it stands: a colon in it is no parameter."""
    for statement in statements:
        op.execute(sa.text(statement.replace(":", r"\:")))


def upgrade() -> None:
    for table, (column, columns) in COVERING.items():
        op.drop_index(f"ix_{table}_{column}", table_name=table)
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    op.create_table(
        "record_change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_record_change")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bulk_load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_load")),
    )
    if op.get_bind().dialect.name == "sqlite":
        run(*(f"CREATE TRIGGER {name} {body}" for name, body in sqlite_triggers().items()))
        run(*search_on_insert(UNLESS_LOADING))
    else:
        run(POSTGRES_FUNCTIONS)
        run(*(f"CREATE TRIGGER {name} {body}" for (name, _), body in postgres_triggers().items()))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        run(*search_on_insert(""))
        run(*(f"DROP TRIGGER {name}" for name in sqlite_triggers()))
    else:
        run(*(f"DROP TRIGGER {name} ON {table}" for name, table in postgres_triggers()))
        calls = ("statement()", "part()", "article()", "names()")
        run(*(f"DROP FUNCTION onrecord_log_{call}" for call in calls))
        run("DROP FUNCTION onrecord_log(integer)")
    op.drop_table("bulk_load")
    op.drop_table("record_change")
    for table, (column, columns) in COVERING.items():
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table_name=table)
        op.create_index(f"ix_{table}_{column}", table, [column])
