"""A start: whatever becomes of the process that reads the record ahead, the server serves."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.ahead import read_ahead
from app.config import Settings
from app.db import Database
from app.main import create_app
from tests.db.oracle import random_record
from tests.db.scribbler import scribble
from tests.db.test_restored import Backup, backup
from tests.processes import HAS_PROC, is_running, started_by, until

__all__ = ["backup"]

pytestmark = pytest.mark.slow

# Nobody can begin a process of a program that is not there.
ALONE = """import sys
from app.cli import main
sys.executable = "/dev/null/python"
main()
"""
AHEAD = """import sys, time
from app.ahead import read_ahead
with read_ahead(sys.argv[1]):
    print("begun", flush=True)
    time.sleep(60)
"""


@contextmanager
def running(code: str, *given: str) -> Iterator[subprocess.Popen[str]]:
    """A process that runs some code, until it ends or the context does."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *given],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_a_server_that_can_make_no_other_process_serves(sqlite_record: Database) -> None:
    given = ("serve", "--port", "0", "--database", address_of(sqlite_record))
    with running(ALONE, *given) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        told = server.stdout.readline()
        assert told.startswith("On the Record is at "), server.stderr.read()
        with urllib.request.urlopen(f"{told.split()[5]}/statements", timeout=20) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        assert "Traceback" not in server.stderr.read()


@HAS_PROC
def test_nothing_is_left_of_a_reading_process_that_was_killed(sqlite_record: Database) -> None:
    before = set(started_by(os.getpid()))
    with read_ahead(address_of(sqlite_record)) as receive:
        (reading,) = set(started_by(os.getpid())) - before
        os.kill(reading, signal.SIGKILL)
        assert receive() is None
        # Nor what the system keeps of one that ended, until somebody asks how.
        assert reading not in started_by(os.getpid())


@HAS_PROC
@pytest.mark.postgres
def test_a_reading_process_that_waits_ends_with_whoever_began_it(
    postgres_database: Database,
) -> None:
    with postgres_database.writer() as session:
        session.execute(sa.text("LOCK TABLE statement IN ACCESS EXCLUSIVE MODE"))
        with running(AHEAD, address_of(postgres_database)) as starting:
            assert starting.stdout is not None
            starting.stdout.readline()
            (reading,) = started_by(starting.pid)
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            until(lambda: session.execute(sa.text(waiting)).scalar_one())
            starting.kill()
            starting.wait(20)
            until(lambda: not is_running(reading), seconds=10)


def test_a_backup_put_back_after_the_record_was_read_ahead_is_what_is_served(
    backup: Backup,
) -> None:
    database = backup.database
    with database.writer() as session:
        random_record(session, seed=71)
    backup.take()
    scribble(database, 72, 12)
    with read_ahead(address_of(database)) as receive:
        later = receive()
    assert later is not None
    backup.restore()
    settings = Settings(database_url=address_of(database), background=False)
    with database.reader() as session:
        live = "merged_into_id IS NULL AND withdrawn_at IS NULL"
        wanted = session.execute(
            sa.text(f"SELECT count(*) FROM statement WHERE {live}")
        ).scalar_one()
    application = create_app(settings, ahead=lambda: later)
    with TestClient(application, base_url="http://127.0.0.1") as client:
        assert client.get("/api/v1/statements").json()["total"] == wanted
