"""Migrations: up, down and up again, and the schema that they leave is the models'."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import col

from app.db import Database, alembic_config
from app.errors import Unavailable
from app.models import (
    Article,
    Capture,
    FormerPlace,
    Quote,
    RecordChange,
    Statement,
    metadata,
    now,
)
from app.queries.filters import StatementFilter
from app.queries.select import count, select
from app.text import words_key
from tests.sample import fill


def tables(database: Database) -> set[str]:
    """The names of the tables and views that a database holds."""
    with database._reading.connect() as connection:
        found = sa.inspect(connection)
        return {*found.get_table_names(), *found.get_view_names()}


def functions(database: Database) -> list[str]:
    """The names of PostgreSQL functions that are the product's."""
    if database.is_sqlite:
        return []
    query = sa.text("SELECT proname FROM pg_proc WHERE proname LIKE 'onrecord%'")
    with database._reading.connect() as connection:
        return list(connection.execute(query).scalars())


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what is kept by triggers or for search, and described by no model."""
    if kind == "table":
        return name is not None and not name.startswith(("quote_search", "alembic"))
    return name != "ix_quote_words"


def differences(database: Database) -> list[object]:
    """What autogenerate would change so that the schema became the models'."""
    with database._reading.connect() as connection:
        options = {"compare_type": True, "include_name": is_described}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


def test_the_schema_has_not_drifted_from_the_models(database: Database) -> None:
    assert differences(database) == []


def test_migrations_go_down_to_nothing_and_up_again(database: Database) -> None:
    before = tables(database)
    database.migrate("base")
    assert tables(database) <= {"alembic_version", "sqlite_sequence"}
    assert functions(database) == []
    database.migrate()
    assert tables(database) == before
    assert differences(database) == []
    database.check_version()


def test_each_migration_can_be_taken_back_alone(database: Database) -> None:
    for _ in ScriptDirectory.from_config(alembic_config()).walk_revisions():
        database.migrate("-1")
    assert database.version() is None


def test_search_indexes_what_was_there_before_its_migration(database: Database) -> None:
    with database.writer() as session:
        fill(session)
    database.migrate("7dc7968e0477")
    assert database.version() == "7dc7968e0477"
    assert "quote_search" not in tables(database)
    database.migrate()
    with database.reader() as session:
        assert count(select(session, StatementFilter(q="плотина"))) == 1


def test_quotes_that_were_there_before_get_the_key_of_their_words(database: Database) -> None:
    with database.writer() as session:
        fill(session)
    database.migrate("c41d7be09a56")
    database.migrate()
    with database.reader() as session:
        stored = session.execute(sa.select(Quote.text, Quote.words_key)).all()
    assert stored
    assert all(key == words_key(text) for text, key in stored)


def test_migrations_have_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_every_constraint_has_a_name_that_a_migration_can_drop(database: Database) -> None:
    with database._reading.connect() as connection:
        found = sa.inspect(connection)
        for table in metadata.tables:
            # SQLite keeps no name of a key that counts up by itself, and needs none.
            unnamed = {None} if database.is_sqlite else set()
            assert found.get_pk_constraint(table)["name"] in {f"pk_{table}"} | unnamed
            for key in found.get_foreign_keys(table):
                columns = "_".join(key["constrained_columns"])
                assert key["name"] == f"fk_{table}_{columns}_{key['referred_table']}"
            for unique in found.get_unique_constraints(table):
                assert unique["name"] == f"uq_{table}_{'_'.join(unique['column_names'])}"
            for index in found.get_indexes(table):
                assert str(index["name"]).startswith(("ix_", "uq_"))


def test_ids_are_never_used_again(database: Database) -> None:
    with database.writer() as session:
        sample = fill(session)
        last = sample.statements["withdrawn"]
        number = last.id
        session.execute(sa.delete(Quote).where(Quote.statement_id == number))
        session.delete(last)
        session.commit()
        session.add(Statement(said_on_basis="unknown", form="direct", language="en"))
        session.flush()
        newest = session.execute(sa.select(sa.func.max(Statement.id))).scalar_one()
    assert number is not None
    assert newest > number


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'newer.db'}")
    database.migrate()
    with database.writer() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = 'ffff'"))
    with pytest.raises(Unavailable, match="newer version"):
        database.migrate()
    with pytest.raises(Unavailable, match="newer version"):
        database.check_version()
    database.close()


def test_a_database_that_was_never_set_up_says_what_to_do(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(Unavailable, match="migrate"):
        database.check_version()
    database.close()


def test_a_page_and_where_its_quotes_stood_go_with_the_article(database: Database) -> None:
    with database.writer() as session:
        fill(session)
        quote = session.execute(sa.select(Quote).limit(1)).scalar_one()
        kept = Article(text="Gone soon.", text_sha256="x")
        session.add(kept)
        session.flush()
        session.add(FormerPlace(quote_id=quote.id or 0, article_id=kept.id or 0, parts=[[0, 4]]))
        session.add(
            Capture(
                article_id=kept.id, url="https://courier.example", status=200, content=b"",
                final_url="https://courier.example", fetched_at=now(), seen_at=now(), sha256="x",
            )
        )  # fmt: skip
        session.flush()
        session.execute(sa.delete(Article).where(col(Article.id) == kept.id))
        for table in (Capture, FormerPlace):
            assert session.execute(sa.select(table)).first() is None


def test_rebuilding_a_table_leaves_its_rows_and_its_triggers(database: Database) -> None:
    with database.writer() as session:
        session.add(
            Capture(
                url="https://courier.example", status=200, content=b"", sha256="x",
                final_url="https://courier.example", fetched_at=now(), seen_at=now(),
            )
        )  # fmt: skip
    database.migrate("a4e81c5d07b3")
    database.migrate()
    with database.writer() as session:
        last = sa.select(sa.func.max(col(RecordChange.seq)))
        before = session.execute(last).scalar_one() or 0
        session.execute(sa.update(Capture).values(status=304))
        assert session.execute(sa.select(col(Capture.status))).scalar_one() == 304
        assert session.execute(last).scalar_one() > before
