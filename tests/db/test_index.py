"""Facet index: it says what plain SQL says of the same snapshot, whoever wrote what."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app import ahead
from app.ahead import read_ahead
from app.db import Database
from app.models import EVERYTHING, BulkLoad, RecordChange, Statement
from app.queries import consistency, rows
from app.queries.facets import facets
from app.queries.filters import StatementFilter
from app.queries.index import follow
from app.queries.index.keeper import Keeper
from app.queries.index.selection import IndexedSelection
from app.queries.plain import PlainSelection, plain_selection
from app.queries.select import select
from app.queries.words import parse_words
from tests.db.oracle import random_filters, random_record
from tests.db.scribbler import scribble

pytestmark = pytest.mark.slow


@contextmanager
def written_by_another(database: Database, seed: int, number: int) -> Iterator[None]:
    """While another process writes into the database."""
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.db.scribbler", url, str(seed), str(number)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        yield
        assert process.stderr is not None
        told = process.stderr.read()
        assert process.wait(60) == 0, told


def compare(session: Session, wanted: StatementFilter) -> None:
    """Hold the index's answers against SQL's, in one snapshot."""
    indexed = select(session, wanted)
    assert isinstance(indexed, IndexedSelection)
    plain = plain_selection(session, wanted, parse_words(wanted.q))
    assert indexed.count() == plain.count(), wanted
    assert facets(indexed) == facets(plain), wanted
    everything = indexed.page(everything=True).ids
    assert everything == plain.page(everything=True).ids, wanted
    per = max(1, len(everything) // 3)
    for number in (1, 2, 4):
        asked = replace(wanted, page=number, per=per)
        found = select(session, asked).page()
        assert found == plain_selection(session, asked, parse_words(asked.q)).page(), asked
        if found.next is not None:
            asked = replace(asked, after=found.next)
            behind = select(session, asked).page()
            assert behind == plain_selection(session, asked, parse_words(asked.q)).page(), asked


def compare_some(database: Database, keeper: Keeper, seed: int, number: int) -> None:
    """Hold answers to random questions against SQL's, each in a snapshot of its own."""
    for wanted in random_filters(seed, number):
        with database.reader() as session:
            keeper.lend(session)
            compare(session, wanted)


@pytest.mark.slow
def test_it_agrees_with_sql_while_another_process_writes(database: Database) -> None:
    with database.writer() as session:
        random_record(session, seed=11)
    keeper = Keeper()
    with written_by_another(database, seed=12, number=100):
        for seed in range(4):
            compare_some(database, keeper, seed, 5)
    compare_some(database, keeper, 99, 30)


def test_a_state_that_another_process_read_is_as_good_as_one_s_own(database: Database) -> None:
    with database.writer() as session:
        random_record(session, seed=16)
    keeper = Keeper()
    with read_ahead(database.url.render_as_string(hide_password=False)) as receive:
        state = receive()
    assert state is not None
    keeper.begin(state)
    compare_some(database, keeper, 17, 20)
    assert keeper.is_built
    scribble(database, 18, 30)
    compare_some(database, keeper, 19, 20)
    # It was followed, not read anew.
    with database.reader() as session:
        keeper.lend(session)
        followed = keeper.state(session)
    assert followed is not None
    assert followed.freshness.epoch == state.freshness.epoch or followed.names is not state.names


def test_what_cannot_be_read_ahead_is_nothing(sqlite_database: Database) -> None:
    for url in ("no address", "sqlite:////dev/null/at/all.db", f"{sqlite_database.url}-other"):
        with read_ahead(url) as receive:
            assert receive() is None


def test_whoever_goes_away_before_it_is_read_leaves_no_process(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def noted(*given: Any, **named: Any) -> "subprocess.Popen[bytes]":
        made.append(begin(*given, **named))
        return made[-1]

    begin = subprocess.Popen
    monkeypatch.setattr(ahead.subprocess, "Popen", noted)
    with read_ahead(str(sqlite_database.url)):
        assert made[0].poll() is None
    assert made[0].poll() is not None


def test_an_export_read_in_portions_is_the_whole_list_in_its_order(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writer() as session:
        random_record(session, seed=42)
    monkeypatch.setattr(rows, "PORTION", 7)
    keeper = Keeper()
    for wanted in random_filters(43, 25):
        with database.reader() as session:
            plain = select(session, wanted)
            everything = list(plain.page(everything=True).ids)
            assert [row.id for row in rows.stream_rows(plain)] == everything, wanted
            keeper.lend(session)
            indexed = select(session, wanted)
            assert isinstance(indexed, IndexedSelection)
            assert [row.id for row in rows.stream_rows(indexed)] == everything, wanted


def test_words_asked_for_before_are_right_after_each_write(database: Database) -> None:
    with database.writer() as session:
        random_record(session, seed=13)
    keeper = Keeper()
    asked = [StatementFilter(q=q) for q in ("dam", "плотина", "kış*", "Nar", "official", "-dam")]
    asked += [replace(wanted, exact=True) for wanted in asked[:2]]
    for seed in range(25):
        scribble(database, seed, 2)
        with database.reader() as session:
            keeper.lend(session)
            for wanted in asked:
                plain = plain_selection(session, wanted, parse_words(wanted.q))
                assert set(select(session, wanted).page(everything=True).ids) == set(
                    plain.page(everything=True).ids
                ), (seed, wanted)


def test_a_session_keeps_its_snapshot_while_the_index_goes_on(database: Database) -> None:
    with database.writer() as session:
        random_record(session, seed=14)
    keeper = Keeper()
    with database.reader() as early:
        keeper.lend(early)
        before = select(early, StatementFilter()).page(everything=True).ids
        scribble(database, 15, 30)
        with database.reader() as late:
            keeper.lend(late)
            compare(late, StatementFilter())
            for q in ("dam", "official"):
                compare(late, StatementFilter(q=q))
            after = select(late, StatementFilter()).page(everything=True).ids
        assert after != before
        assert select(early, StatementFilter()).page(everything=True).ids == before
        for q in ("dam", "official"):
            # The words that the other asked for are known as they are now.
            compare(early, StatementFilter(q=q))


def test_a_snapshot_older_than_all_that_is_kept_is_answered_by_sql(database: Database) -> None:
    with database.writer() as session:
        random_record(session, seed=31)
    keeper = Keeper()
    compare_some(database, keeper, 32, 1)
    scribble(database, 33, 5)
    with database.reader() as early:
        keeper.lend(early)
        everything = plain_selection(early, StatementFilter(), parse_words(""))
        before = everything.page(everything=True).ids
        scribble(database, 34, 30)
        compare_some(database, keeper, 35, 1)
        asked = select(early, StatementFilter())
        assert isinstance(asked, PlainSelection)
        assert asked.page(everything=True).ids == before
        assert facets(asked) == facets(everything)
    compare_some(database, keeper, 36, 3)


def test_a_newer_state_takes_the_room_of_what_was_worked_out_of_the_last(
    database: Database,
) -> None:
    with database.writer() as session:
        random_record(session, seed=41)
    keeper = Keeper()
    with database.reader() as session:
        keeper.lend(session)
        facets(select(session, StatementFilter(q="dam", sort="relevance")))
        older = keeper.state(session)
    assert older is not None
    assert len(older.kept) > 0
    with database.writer() as session:
        session.get_one(Statement, 1).side = "un"
    with database.reader() as session:
        assert keeper.state(session) is not older
    assert len(older.kept) == 0


def test_a_log_that_was_swept_and_a_load_make_it_read_everything_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writer() as session:
        random_record(session, seed=16)
    keeper = Keeper()
    compare_some(database, keeper, 17, 3)
    scribble(database, 18, 20)
    with database.writer() as session:
        last = session.execute(sa.select(sa.func.max(RecordChange.seq))).scalar_one()
        session.execute(sa.delete(RecordChange).where(RecordChange.seq < last - 2))
    compare_some(database, keeper, 19, 3)
    with database.writer() as session:
        session.add(BulkLoad(id=1))
        session.flush()
        random_record_of_another(session)
        session.execute(sa.delete(BulkLoad))
        session.add(RecordChange(statement_id=EVERYTHING))
        if database.is_sqlite:
            session.execute(sa.text("INSERT INTO quote_search(quote_search) VALUES ('rebuild')"))
    compare_some(database, keeper, 20, 3)
    monkeypatch.setattr(follow, "MANY_CHANGES", 1)
    scribble(database, 21, 10)
    compare_some(database, keeper, 22, 3)


def random_record_of_another(session: Session) -> None:
    """More statements, told to nobody."""
    session.execute(
        sa.text(
            "INSERT INTO statement (actor_id, side, said_on_basis, said_on_precision, form,"
            " language, outlet_count, is_pending, created_at)"
            " SELECT actor_id, side, said_on_basis, 'day', form, language, 1, is_pending,"
            " created_at FROM statement"
        )
    )


def test_a_rolled_back_write_changes_nothing(database: Database) -> None:
    with database.writer() as session:
        random_record(session, seed=23)
    keeper = Keeper()
    compare_some(database, keeper, 24, 2)
    with database.reader() as session:
        before = keeper.state(session)
    with database.writer(keep=False) as session:
        random_record_of_another(session)
    with database.reader() as session:
        assert keeper.state(session) is before


def test_check_finds_nothing_in_a_sound_record_and_tells_what_differs(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writer() as session:
        random_record(session, seed=25)
    with database.reader() as session:
        assert list(consistency.differences(session)) == []
        state = follow.load(session)
        side = {**state.values["side"], "ru": state.live}
        wrong = replace(state, values={**state.values, "side": side})
        monkeypatch.setattr(consistency, "load", lambda _: wrong)
        told = list(consistency.differences(session))
    assert "/statements: the index counts side otherwise than the database." in told
    assert any("side=ru: the index lists other statements" in each for each in told)
