"""The process that works in the background of a server: one, as long as the server runs."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Job, JobState, Lease, now
from app.services.intake import queue_file
from app.services.jobs import enqueue
from tests.benchmarks.servers import family
from tests.reliability.record import faults
from tests.reliability.test_stopped import served, stored
from tests.services.test_killed import lines

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads Linux's /proc"),
]


def workers(server: subprocess.Popen[bytes]) -> list[int]:
    """The processes that work in the background of a server."""
    return [pid for pid in family(server.pid) if b"--of-server" in words_of(pid)]


def words_of(pid: int) -> list[bytes]:
    """How a process was begun; nothing where there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def until(ready: Callable[[], object]) -> None:
    """Wait until something is so.

    Raises:
        AssertionError: it never was.
    """
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def state(database: Database) -> list[JobState]:
    """How the jobs stand."""
    with database.reader() as session:
        return list(session.execute(sa.select(Job.state)).scalars())


@pytest.mark.parametrize("more", [(), ("--workers", "2")], ids=["alone", "workers"])
def test_a_server_of_any_number_of_processes_has_one(
    sqlite_record: Database, more: tuple[str, ...]
) -> None:
    with served(sqlite_record, *more) as (_, server):
        until(lambda: len(workers(server)) == 1)
        (worker,) = workers(server)
        time.sleep(1.5)
        assert workers(server) == [worker]
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        assert words_of(worker) == []


def test_a_server_that_is_not_to_work_in_the_background_has_none(sqlite_record: Database) -> None:
    with served(sqlite_record, ONRECORD_BACKGROUND="false") as (_, server):
        time.sleep(1)
        assert workers(server) == []


def test_it_ends_with_a_server_that_is_killed(sqlite_record: Database) -> None:
    with served(sqlite_record) as (_, server):
        until(lambda: workers(server))
        (worker,) = workers(server)
        server.kill()
        until(lambda: not words_of(worker))


def test_killed_it_is_followed_by_another_that_ends_its_job(sqlite_record: Database) -> None:
    with sqlite_record.writer() as session:
        queue_file(session, "gates.jsonl", lines(3_000), who="test")
    before = stored(sqlite_record)
    with served(sqlite_record) as (_, server):
        until(lambda: stored(sqlite_record) > before)
        (worker,) = workers(server)
        os.kill(worker, signal.SIGKILL)
        until(lambda: workers(server) not in ([], [worker]))
        assert before < stored(sqlite_record) < before + 2_997
        # It would wait a minute: perhaps the other one only had no time to renew its leases.
        with sqlite_record.writer() as session:
            session.execute(sa.update(Job).values(lease_until=now().replace(year=2020)))
            session.execute(sa.update(Lease).values(until=now().replace(year=2020)))
        until(lambda: state(sqlite_record) == [JobState.DONE])
    assert stored(sqlite_record) == before + 2_997
    assert faults(sqlite_record) == []


def test_signals_that_everybody_gets_do_not_stop_it_before_its_server(
    sqlite_record: Database,
) -> None:
    with served(sqlite_record) as (_, server):
        until(lambda: workers(server))
        (worker,) = workers(server)
        # It begins to listen to nobody but its server once it runs.
        until(lambda: ignores(worker, signal.SIGTERM))
        os.kill(worker, signal.SIGTERM)
        time.sleep(0.5)
        assert workers(server) == [worker]
        assert os.getpgid(worker) != os.getpgid(server.pid)
        assert os.getsid(worker) == os.getsid(server.pid)


def ignores(pid: int, number: int) -> bool:
    """Whether a process takes no notice of a signal."""
    told = Path(f"/proc/{pid}/status").read_text()
    (mask,) = [line.split()[1] for line in told.splitlines() if line.startswith("SigIgn")]
    return bool(int(mask, 16) >> number - 1 & 1)


def test_it_writes_into_the_log_of_the_server_and_in_its_form(sqlite_record: Database) -> None:
    with sqlite_record.writer() as session:
        enqueue(session, "no such work", "x", label="x", who="test")
    with served(sqlite_record, ONRECORD_LOG_FORMAT="json") as (_, server):
        until(lambda: state(sqlite_record) == [JobState.FAILED])
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        assert server.stderr is not None
        told = [json.loads(line) for line in server.stderr]
    (line,) = [each for each in told if "KeyError" in each.get("traceback", "")]
    assert line["request_id"].startswith("job-")
