"""Database: snapshots, locks and moments, on both kinds."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database, parse_url
from app.errors import Unavailable
from app.models import FailedInput, Statement, now
from app.queries.filters import StatementFilter
from app.queries.rows import stream_rows
from app.queries.select import count, select
from tests.sample import Record, Said, fill


def test_a_reader_cannot_write(database: Database) -> None:
    with (
        pytest.raises((Unavailable, sa.exc.DatabaseError)),
        database.reader() as session,
    ):
        Record(session).outlet("courier", "Courier")


def test_an_export_sees_one_snapshot_whatever_is_written_meanwhile(database: Database) -> None:
    with database.writer() as session:
        fill(session)
    with database.reader() as session:
        stream = stream_rows(select(session, StatementFilter(sort="oldest")))
        before = [next(stream)]
        with database.writer() as writer:
            writer.execute(sa.update(Statement).values(withdrawn_at=now(), speaker="Nobody"))
        before += stream
        assert len(before) == 10
        assert "Nobody" not in {row.speaker for row in before}
    with database.reader() as session:
        assert count(select(session, StatementFilter())) == 0


def test_what_raised_half_way_leaves_nothing(database: Database) -> None:
    def broken(session: Session) -> None:
        fill(session)
        raise RuntimeError

    with pytest.raises(RuntimeError), database.writer() as session:
        broken(session)
    with database.reader() as session:
        assert count(select(session, StatementFilter())) == 0


def test_a_part_can_be_taken_back_alone(database: Database) -> None:
    with database.writer() as session:
        record = Record(session)
        record.outlet("courier", "Courier")
        with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
            record.outlet("courier", "Another")
        record.statement(Said(record.article("The dam leaks."), "The dam leaks."))
    with database.reader() as session:
        assert count(select(session, StatementFilter())) == 1


def stored_moment(database: Database, moment: datetime) -> datetime:
    """A moment after a way through the database."""
    with database.writer() as session:
        row = FailedInput(source="x", reason="x", sha256="x", content=b"x", failed_at=moment)
        session.add(row)
    with database.reader() as session:
        found: datetime = session.execute(sa.select(FailedInput.failed_at)).scalar_one()
        return found


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    moment = datetime(2024, 12, 26, 23, 30, 1, 250, tzinfo=timezone(timedelta(hours=3)))
    found = stored_moment(database, moment)
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        stored_moment(database, datetime(2024, 12, 26))  # noqa: DTZ001


@pytest.mark.slow
def test_a_second_writer_is_told_that_the_database_is_busy(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        Record(session).outlet("courier", "Courier")
        with sqlite_database._writing.connect() as other:
            with pytest.raises(sa.exc.OperationalError, match="locked"):
                quickly(other)
            other.rollback()


def quickly(connection: sa.Connection) -> None:
    """Ask for the write lock without the five seconds of patience."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    try:
        connection.rollback()
        raw.execute("PRAGMA busy_timeout = 10")
        connection.execute(sa.text("SELECT 1"))
    finally:
        raw.execute("PRAGMA busy_timeout = 5000")


def test_readers_go_on_while_somebody_writes(sqlite_database: Database) -> None:
    with sqlite_database.writer() as writer:
        fill(writer)
        with sqlite_database.reader() as session:
            assert count(select(session, StatementFilter())) == 0


def test_a_row_cannot_point_to_nothing(database: Database) -> None:
    def orphan(session: Session) -> None:
        article = Record(session).article("The dam leaks.")
        session.execute(
            sa.text(
                "INSERT INTO quote (article_id, statement_id, form, language, start_char,"
                " end_char, parts, text, cue, rule, origin, created_at) VALUES"
                f" ({article.id}, 77, 'direct', 'en', 0, 3, '[[0, 3]]', 'The', '', '', 'seed',"
                " '2024-12-26')"
            )
        )

    with pytest.raises(sa.exc.IntegrityError), database.writer() as session:
        orphan(session)


@pytest.mark.parametrize(
    "address",
    [
        "", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "no address", "oracle://x",
        "postgresql://u:hidden@h:port/x", "postgresql//u:hid@den@h/x", "postgresql://u:hidden@[::1/x",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_in_words(address: str) -> None:
    with pytest.raises(Unavailable) as told:
        Database(address)
    # A service's log holds what is told, and others read that.
    assert "hid" not in str(told.value)


def test_more_readers_than_there_are_connections_are_told_to_come_again(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_database._reading.pool, "_timeout", 0.05)
    with ExitStack() as stack:
        for _ in range(15):
            session = stack.enter_context(sqlite_database.reader())
            session.execute(sa.text("SELECT 1"))
        with pytest.raises(Unavailable, match="try again"), sqlite_database.reader() as one_more:
            one_more.execute(sa.text("SELECT 1"))


def test_an_address_of_postgresql_gets_the_driver_that_is_installed() -> None:
    assert parse_url("postgresql://a@b/c").drivername == "postgresql+psycopg"
    assert parse_url("postgres://a@b/c").drivername == "postgresql+psycopg"
    assert parse_url("postgresql+other://a@b/c").drivername == "postgresql+psycopg"


def test_a_server_that_is_not_there_is_told_in_words() -> None:
    pytest.importorskip("psycopg")
    database = Database("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    with pytest.raises(Unavailable), database.reader() as session:
        session.execute(sa.text("SELECT 1"))
    database.close()


def test_what_is_in_use_when_the_database_is_closed_is_closed_when_it_is_given_back(
    database: Database,
) -> None:
    for opened in (database.reader, database.writer):
        with opened() as session:
            session.execute(sa.text("SELECT 1"))
            driver = session.connection().connection.driver_connection
            database.close()
            # Whoever is still at it can end it.
            session.execute(sa.text("SELECT 1"))
        with pytest.raises(Exception, match="closed"):
            driver.execute("SELECT 1")
