"""Writers: any number at once, in any order of their rows, and none is turned away."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.models import Actor, FailedInput, Statement
from tests.db.oracle import random_record
from tests.sample import fill


def note(session: Session, reason: str) -> None:
    """Change a row that no list shows: the log is not told."""
    session.execute(sa.update(FailedInput).values(reason=reason))


def test_two_that_want_the_same_rows_in_another_order_both_end(database: Database) -> None:
    with database.writer() as session:
        fill(session)
        row = FailedInput(source="x", reason="x", sha256="x", content=b"x")
        session.add(row)
    first_has, second_has = Event(), Event()

    def first() -> None:
        with database.writer() as session:
            session.execute(sa.update(Statement).values(side="un"))
            first_has.set()
            # Whoever is made to wait at its beginning does not get so far.
            second_has.wait(0.5)
            note(session, "first")

    def second() -> None:
        first_has.wait(5)
        with database.writer() as session:
            note(session, "second")
            second_has.set()
            session.execute(sa.update(Actor).values(notes="second"))

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(first), threads.submit(second)]:
            done.result(20)
    with database.reader() as session:
        assert session.execute(sa.select(FailedInput.reason)).scalar_one() == "second"


@pytest.mark.postgres
def test_many_processes_that_write_at_random_all_end(postgres_database: Database) -> None:
    database = postgres_database
    with database.writer() as session:
        random_record(session, seed=51)
    url = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.db.scribbler", url]
    running = [
        subprocess.Popen([*command, str(seed), "60"], stderr=subprocess.PIPE, text=True)
        for seed in (52, 53, 54)
    ]
    told = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], told
