"""Search: words in statements. The only module that asks which database it is."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session, col

from app.models import Quote, Statement
from app.queries.names import NameIndex, actors_by_word, read_actor_names, spell_out
from app.queries.words import MARKS, Tokens, Word, WordQuery, literally


def is_sqlite(session: Session) -> bool:
    """Say whether the session speaks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def fts5_query(words: Iterable[Word]) -> str:
    """Return the query for any of `words` in FTS5's language; tokens hold letters and digits."""
    spellings = [
        '"' + " ".join(tokens) + '"' + ("*" if word.is_prefix else "")
        for word in words
        for tokens in (word.tokens, word.spelt, *word.also)
        if tokens
    ]
    return " OR ".join(spellings)


def tsquery_phrase(tokens: Tokens, *, is_prefix: bool) -> str:
    """Return tokens in PostgreSQL's tsquery language."""
    return " <-> ".join(f"'{token}'" for token in tokens) + (":*" if is_prefix else "")


def quotes_with(session: Session, words: Sequence[Word]) -> sa.ColumnElement[bool]:
    """Return a condition on `quote`: its text holds one of the words, folded."""
    if is_sqlite(session):
        search = sa.table("quote_search", sa.column("rowid", sa.Integer), schema=None)
        match = sa.literal_column("quote_search").op("MATCH")(fts5_query(words))
        return col(Quote.id).in_(sa.select(search.c.rowid).where(match))
    vector, asked = vector_and_query(words)
    return vector.op("@@")(asked)


def vector_and_query(
    words: Sequence[Word],
) -> tuple[sa.ColumnElement[str], sa.ColumnElement[str]]:
    """Return PostgreSQL's vector of a quote's words, as indexed, and the query for any word."""
    simple: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")
    vector = sa.func.to_tsvector(simple, sa.func.onrecord_words(col(Quote.text)))
    spellings = [
        f"({tsquery_phrase(tokens, is_prefix=word.is_prefix)})"
        for word in words
        for tokens in (word.tokens, *word.also)
    ]
    asked: sa.ColumnElement[str] = sa.func.to_tsquery(simple, " | ".join(spellings))
    for word in words:
        if word.spelt:
            spelt = sa.func.onrecord_words(" ".join(word.spelt))
            phrase: sa.ColumnElement[str] = sa.func.phraseto_tsquery(simple, spelt)
            if word.is_prefix:
                # What holds no letter for the server would be no query with the sign behind it.
                text = sa.func.nullif(sa.cast(phrase, sa.Text), "")
                phrase = sa.func.coalesce(sa.cast(text.op("||")(":*"), TSQUERY), phrase)
            asked = asked.op("||")(phrase)
    return vector, asked


def holds_literally(
    session: Session, typed: str, *, is_prefix: bool = False
) -> sa.ColumnElement[bool]:
    """Return a condition on `quote`: its text holds these very characters, as whole words."""
    text = col(Quote.text)
    if is_sqlite(session):
        connection = session.connection()
        # SQLite refuses to declare a function again while a query that uses it is running.
        if "onrecord_holds" not in connection.info:
            driver: Any = connection.connection.driver_connection
            driver.create_function("onrecord_holds", 3, _holds, deterministic=True)
            connection.info["onrecord_holds"] = True
        return sa.func.onrecord_holds(text, typed, is_prefix) == 1
    phrase = r"[[:space:]]+".join(re.sub(r"([^\w\s])", r"\\\1", each) for each in typed.split())
    letter = f"[[:alnum:]{MARKS}]"
    more = f"{letter}*" if is_prefix else ""
    pattern = sa.cast(f"(?<!{letter}){phrase}{more}(?!{letter})", sa.Text)
    return sa.collate(text, "und-x-icu").op("~")(pattern)


def _holds(text: str, typed: str, is_prefix: int) -> bool:
    return literally(typed, is_prefix=bool(is_prefix)).search(text) is not None


def statements_with(
    session: Session, words: WordQuery, *, exact: bool
) -> sa.ColumnElement[bool] | None:
    """Return a condition on `statement` for what `q` asks, None where it asks nothing.

    A word matches any wording, or the speaker in any spelling; `exact` folds nothing.
    """
    if words.is_empty:
        return None
    if not exact:
        words = spell_out(words, read_actor_names(session))
    named = actors_by_word(session, [*words.any_wanted, *words.refused], exact=exact)
    speakers = _unresolved_speakers(session)

    def condition(word: Word) -> sa.ColumnElement[bool]:
        quotes = sa.select(col(Quote.statement_id)).where(quotes_with(session, [word]))
        if exact:
            literal = holds_literally(session, word.typed, is_prefix=word.is_prefix)
            quotes = quotes.where(literal)
        found: list[sa.ColumnElement[bool]] = [col(Statement.id).in_(quotes)]
        if named[word]:
            found.append(col(Statement.actor_id).in_(sorted(named[word])))
        printed = sorted({speakers.names[at][1] for at in speakers.find(word, exact=exact)})
        if printed:
            found.append(col(Statement.actor_id).is_(None) & col(Statement.speaker).in_(printed))
        return sa.or_(*found)

    wanted = [sa.or_(*map(condition, choice)) for choice in words.wanted]
    # A speaker may be NULL, and NOT NULL-ish would drop the row: coalesce keeps it.
    refused = [sa.not_(sa.func.coalesce(condition(word), sa.false())) for word in words.refused]
    return sa.and_(*wanted, *refused)


def _unresolved_speakers(session: Session) -> NameIndex:
    """Return the distinct printed speakers of statements without an actor, by their places."""
    query = (
        sa.select(col(Statement.speaker))
        .where(col(Statement.actor_id).is_(None), col(Statement.speaker).is_not(None))
        .distinct()
        .order_by(col(Statement.speaker))
    )
    return _speaker_names(tuple(session.execute(query).scalars()))


@lru_cache(4)
def _speaker_names(speakers: tuple[str, ...]) -> NameIndex:
    return NameIndex.build(enumerate(speakers))


def relevance(session: Session, words: WordQuery) -> sa.Subquery | None:
    """Return `(statement_id, rank)` of statements whose text holds a wanted word.

    A lower rank is better (BM25 in SQLite, negated `ts_rank` in PostgreSQL).
    """
    if not words.wanted:
        return None
    every = spell_out(words, read_actor_names(session)).any_wanted
    if is_sqlite(session):
        # A materialised table: SQLite cannot rank inside a GROUP BY that it flattens.
        ranked = (
            sa.select(sa.literal_column("rowid").label("id"), sa.literal_column("rank").label("r"))
            .select_from(sa.text("quote_search"))
            .where(sa.literal_column("quote_search").op("MATCH")(fts5_query(every)))
            .limit(-1)
            .cte("ranked")
        )
        return (
            sa.select(col(Quote.statement_id), sa.func.min(ranked.c.r).label("rank"))
            .join(ranked, ranked.c.id == col(Quote.id))
            .group_by(col(Quote.statement_id))
            .subquery("relevance")
        )
    vector, asked = vector_and_query(every)
    rank = sa.func.min(-sa.cast(sa.func.ts_rank(vector, asked), sa.Float))
    return (
        sa.select(col(Quote.statement_id), rank.label("rank"))
        .where(vector.op("@@")(asked))
        .group_by(col(Quote.statement_id))
        .subquery("relevance")
    )
