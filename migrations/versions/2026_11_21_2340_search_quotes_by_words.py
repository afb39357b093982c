"""search quotes by words (rows that exist already are indexed at once)"""

import sqlalchemy as sa
from alembic import op

revision = "8c1f0a52d7e3"
down_revision = "7dc7968e0477"
branch_labels = None
depends_on = None

# What `unicode61 remove_diacritics 2` does not fold by itself. й stays a letter of its own.
PAIRS = {
    "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t", "ə": "e", "Ə": "e", "ё": "е", "Ё": "е",
}  # fmt: skip


def folded(column: str) -> str:
    """SQL for a column with `PAIRS` applied."""
    for letter, plain in PAIRS.items():
        column = f"replace({column}, '{letter}', '{plain}')"
    return column


SQLITE_UP = [
    f"CREATE VIEW quote_search_text AS SELECT id, {folded('text')} AS words FROM quote",
    """CREATE VIRTUAL TABLE quote_search USING fts5(
        words, content='quote_search_text', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3')""",
    f"""CREATE TRIGGER quote_search_insert AFTER INSERT ON quote BEGIN
        INSERT INTO quote_search(rowid, words) VALUES (new.id, {folded("new.text")}); END""",
    f"""CREATE TRIGGER quote_search_delete AFTER DELETE ON quote BEGIN
        INSERT INTO quote_search(quote_search, rowid, words)
        VALUES ('delete', old.id, {folded("old.text")}); END""",
    f"""CREATE TRIGGER quote_search_update AFTER UPDATE OF text ON quote BEGIN
        INSERT INTO quote_search(quote_search, rowid, words)
        VALUES ('delete', old.id, {folded("old.text")});
        INSERT INTO quote_search(rowid, words) VALUES (new.id, {folded("new.text")}); END""",
    "INSERT INTO quote_search(quote_search) VALUES ('rebuild')",
]
SQLITE_DOWN = [
    "DROP TRIGGER quote_search_update",
    "DROP TRIGGER quote_search_delete",
    "DROP TRIGGER quote_search_insert",
    "DROP TABLE quote_search",
    "DROP VIEW quote_search_text",
]

# The ICU collation makes case and letters the same on every server, whatever its locale.
# й goes through a private-use character, so that taking marks off leaves it whole.
POSTGRES_UP = [
    f"""CREATE FUNCTION onrecord_words(given text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT replace(regexp_replace(regexp_replace(
            normalize(translate(lower(given COLLATE "und-x-icu"), '{"".join(PAIRS)}й',
                '{"".join(PAIRS.values())}' || chr(57345)), NFKD),
            '[\u0300-\u036f]', '', 'g'),
            '[^[:alnum:]' || chr(57345) || ']+' COLLATE "und-x-icu", ' ', 'g'),
            chr(57345), 'й') $$""",
    """CREATE INDEX ix_quote_words ON quote
        USING gin (to_tsvector('simple', onrecord_words(text)))""",
]
POSTGRES_DOWN = ["DROP INDEX ix_quote_words", "DROP FUNCTION onrecord_words(text)"]


def run(sqlite: list[str], postgres: list[str]) -> None:
    """Run the statements of the database at hand."""
    for statement in sqlite if op.get_bind().dialect.name == "sqlite" else postgres:
        op.execute(sa.text(statement.replace(":", r"\:")))


def upgrade() -> None:
    run(SQLITE_UP, POSTGRES_UP)


def downgrade() -> None:
    run(SQLITE_DOWN, POSTGRES_DOWN)
