"""find quotes with the same words at once (rows that exist already get their key now)"""

import unicodedata
import zlib

import sqlalchemy as sa
from alembic import op

revision = "5e8b90c3d21f"
down_revision = "c41d7be09a56"
branch_labels = None
depends_on = None

# As the text was folded when this migration was written.
PAIRS = str.maketrans("ıłøđħŧəё’‘ʼ´", "ilodhtee''''".replace("tee", "teе"))
ROWS = 5_000


def folded(char: str) -> str:
    """A character without case and diacritics."""
    if char in "йЙ":
        return "й"
    base = unicodedata.normalize("NFKD", char.lower().translate(PAIRS))[:1]
    return base.lower().translate(PAIRS)[:1] or char


def words_key(text: str) -> int:
    """A number that is equal for texts with the same words."""
    letters = "".join(filter(str.isalnum, map(folded, text)))
    return zlib.crc32(letters[:40].encode("utf-8", "surrogatepass")) - 2**31


def upgrade() -> None:
    op.add_column("quote", sa.Column("words_key", sa.Integer(), nullable=True))
    quote = sa.table("quote", sa.column("id"), sa.column("text"), sa.column("words_key"))
    connection, last = op.get_bind(), 0
    newer = sa.select(quote.c.id, quote.c.text).order_by(quote.c.id).limit(ROWS)
    change = (
        sa.update(quote)
        .where(quote.c.id == sa.bindparam("number"))
        .values(words_key=sa.bindparam("key"))
    )
    while rows := connection.execute(newer.where(quote.c.id > last)).all():
        connection.execute(change, [{"number": n, "key": words_key(text)} for n, text in rows])
        last = rows[-1].id
    op.create_index("ix_quote_words_key", "quote", ["words_key"])


def downgrade() -> None:
    op.drop_index("ix_quote_words_key", table_name="quote")
    op.drop_column("quote", "words_key")
