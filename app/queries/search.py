"""Search: words in statements. The only module that asks which database it is."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Quote, Statement
from app.queries.names import actors_by_word, matches
from app.queries.words import Word, WordQuery


def is_sqlite(session: Session) -> bool:
    """Say whether the session speaks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def fts5_query(words: Iterable[Word]) -> str:
    """Return the query for any of `words` in FTS5's language; tokens hold letters and digits."""
    spellings = [
        '"' + " ".join(tokens) + '"' + ("*" if word.is_prefix else "")
        for word in words
        for tokens in (word.tokens, word.spelt)
        if tokens
    ]
    return " OR ".join(spellings)


def tsquery_phrase(word: Word) -> str:
    """Return a word in PostgreSQL's tsquery language."""
    return " <-> ".join(f"'{token}'" for token in word.tokens) + (":*" if word.is_prefix else "")


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
    asked: sa.ColumnElement[str]
    asked = sa.func.to_tsquery(simple, " | ".join(f"({tsquery_phrase(word)})" for word in words))
    for word in words:
        if word.spelt and not word.is_prefix:
            spelt = sa.func.onrecord_words(" ".join(word.spelt))
            asked = asked.op("||")(sa.func.phraseto_tsquery(simple, spelt))
    return vector, asked


def holds_literally(session: Session, typed: str) -> sa.ColumnElement[bool]:
    """Return a condition on `quote`: its text holds these very characters."""
    find = sa.func.instr if is_sqlite(session) else sa.func.strpos
    return find(col(Quote.text), typed) > 0


def statements_with(
    session: Session, words: WordQuery, *, exact: bool
) -> sa.ColumnElement[bool] | None:
    """Return a condition on `statement` for what `q` asks, None where it asks nothing.

    A word matches any wording, or the speaker in any spelling; `exact` folds nothing.
    """
    if words.is_empty:
        return None
    every = [word for choice in words.wanted for word in choice] + list(words.refused)
    named = actors_by_word(session, every, exact=exact)
    speakers = _unresolved_speakers(session)

    def condition(word: Word) -> sa.ColumnElement[bool]:
        quotes = sa.select(col(Quote.statement_id)).where(quotes_with(session, [word]))
        if exact:
            quotes = quotes.where(holds_literally(session, word.typed))
        found: list[sa.ColumnElement[bool]] = [col(Statement.id).in_(quotes)]
        if named[word]:
            found.append(col(Statement.actor_id).in_(sorted(named[word])))
        printed = [name for name in speakers if matches(word, name, exact=exact)]
        if printed:
            found.append(
                col(Statement.actor_id).is_(None) & col(Statement.speaker).in_(sorted(printed))
            )
        return sa.or_(*found)

    wanted = [sa.or_(*map(condition, choice)) for choice in words.wanted]
    # A speaker may be NULL, and NOT NULL-ish would drop the row: coalesce keeps it.
    refused = [sa.not_(sa.func.coalesce(condition(word), sa.false())) for word in words.refused]
    return sa.and_(*wanted, *refused)


def _unresolved_speakers(session: Session) -> list[str]:
    """Return the distinct printed speakers of statements without an actor."""
    query = (
        sa.select(col(Statement.speaker))
        .where(col(Statement.actor_id).is_(None), col(Statement.speaker).is_not(None))
        .distinct()
    )
    return [name for name in session.execute(query).scalars() if name]


def relevance(session: Session, words: WordQuery) -> sa.Subquery | None:
    """Return `(statement_id, rank)` of statements whose text holds a wanted word.

    A lower rank is better (BM25 in SQLite, negated `ts_rank` in PostgreSQL).
    """
    every = [word for choice in words.wanted for word in choice]
    if not every:
        return None
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
