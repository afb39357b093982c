"""SIGTERM: requests that came are answered, work in the background waits for whoever comes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Article, Draft, Job, JobState, Lease
from app.services.intake import queue_file
from tests.benchmarks.servers import family
from tests.processes import HAS_PROC, is_running, until
from tests.reliability.record import faults
from tests.services.test_killed import lines, start

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FORM = urlencode({"title": "The dam", "text": 'Bo Lind said: "The gates hold."'}).encode()


@contextmanager
def served(
    database: Database, *more: str, **environment: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server in a process of its own, and its port."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "app",
            "serve",
            "--port",
            "0",
            "--database",
            str(database.url),
            *more,
        ],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().decode().split()[5]
        # The socket listens before the program answers on it.
        with urllib.request.urlopen(f"{address}/about", timeout=60):
            pass
        yield int(address.rpartition(":")[2]), server
    finally:
        if server.poll() is None:
            server.kill()
        server.communicate(timeout=20)


def begun(port: int) -> socket.socket:
    """A connection on which half of a form was sent."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    head = (
        f"POST /articles/new HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n"
        "content-type: application/x-www-form-urlencoded\r\n"
        f"content-length: {len(FORM)}\r\n\r\n"
    )
    connection.sendall(head.encode() + FORM[:10])
    return connection


@pytest.mark.parametrize("more", [(), ("--workers", "2")], ids=["alone", "workers"])
def test_a_form_that_was_being_sent_is_taken_and_answered(
    sqlite_record: Database, more: tuple[str, ...]
) -> None:
    with served(sqlite_record, *more) as (port, server):
        connection = begun(port)
        time.sleep(0.5)
        server.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        connection.sendall(FORM[10:])
        with connection, connection.makefile("rb") as answer:
            assert answer.readline().startswith(b"HTTP/1.1 303")
        server.wait(20)
        assert server.stderr is not None
        assert server.stderr.read() == b""
        assert server.returncode in {0, -signal.SIGTERM}
    with sqlite_record.reader() as session:
        assert session.execute(sa.select(sa.func.count(Draft.id))).scalar_one() == 1


def test_whoever_never_ends_a_request_does_not_hold_up_the_end(sqlite_record: Database) -> None:
    with served(sqlite_record, ONRECORD_GRACE="1") as (port, server), begun(port):
        time.sleep(0.5)
        server.send_signal(signal.SIGTERM)
        server.wait(10)
    with sqlite_record.reader() as session:
        assert session.execute(sa.select(Draft.id)).first() is None


@HAS_PROC
def test_all_processes_of_a_server_end_with_one_that_is_killed(sqlite_record: Database) -> None:
    with served(sqlite_record, "--workers", "2") as (port, server):
        until(lambda: len(family(server.pid)) > 3)
        others = family(server.pid)[1:]
        server.kill()
        until(lambda: not any(map(is_running, others)), seconds=10)
        # Whoever starts the next server finds the port free.
        with socket.create_server(("127.0.0.1", port)):
            pass


def test_work_in_the_background_is_put_back_and_done_by_the_next(
    sqlite_record: Database,
) -> None:
    with sqlite_record.writer() as session:
        queue_file(session, "gates.jsonl", lines(6_000), who="test")
    before = stored(sqlite_record)
    with served(sqlite_record) as (_, server):
        until = time.monotonic() + 60
        while stored(sqlite_record) == before and time.monotonic() < until:
            time.sleep(0.02)
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    between = stored(sqlite_record)
    assert before < between < before + 5_997
    with sqlite_record.reader() as session:
        assert session.execute(sa.select(Job.state)).scalars().all() == [JobState.QUEUED]
        assert session.execute(sa.select(Lease.name)).all() == []
    assert faults(sqlite_record) == []


def test_a_worker_that_is_told_to_stop_puts_its_work_back(sqlite_record: Database) -> None:
    with sqlite_record.writer() as session:
        queue_file(session, "gates.jsonl", lines(6_000), who="test")
    before = stored(sqlite_record)
    worker = start(sqlite_record, "worker")
    try:
        until(lambda: stored(sqlite_record) > before)
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)
    finally:
        worker.kill()
    with sqlite_record.reader() as session:
        assert session.execute(sa.select(Job.state)).scalars().all() == [JobState.QUEUED]
        assert session.execute(sa.select(Lease.name)).all() == []


def stored(database: Database) -> int:
    """How many articles there are."""
    with database.reader() as session:
        return int(session.execute(sa.select(sa.func.count(Article.id))).scalar_one())
