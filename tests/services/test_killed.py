"""kill -9 in the middle of a batch: nothing given is lost, nothing is stored twice."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Article, Draft, FailedInput, Job, Lease, Quote, Statement, now
from app.readers.files import open_files
from app.services.batch import ingest_batch
from app.services.intake import queue_file
from app.services.uploads import Upload, queue_uploads
from app.worker import Runner
from tests.services.articles import DAM

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MANY = 1_500


def lines(count: int) -> bytes:
    """Lines of so many articles, of which three cannot be read."""
    found = [
        json.dumps({"text": f"Bo Lind said: “Gate {number} is closed for good.”", "title": "Gate"})
        for number in range(count)
    ]
    found[1], found[count // 2], found[-1] = "{broken", '{"title": "Without a text"}', "[]"
    return "\n".join(found).encode()


def counts(database: Database) -> list[int]:
    """How many articles, statements, quotes, drafts and kept inputs there are."""
    with database.reader() as session:
        return [
            session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (Article, Statement, Quote, Draft, FailedInput)
        ]


def start(database: Database, *command: str) -> subprocess.Popen[bytes]:
    """Start the program."""
    url = database.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "app", *command, "--database", url],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_once(process: subprocess.Popen[bytes], database: Database, column: int) -> None:
    """Kill the program, and what it started, as soon as something is stored."""
    deadline = time.monotonic() + 60
    while not counts(database)[column] and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def work_on(database: Database) -> None:
    """Do what was left, once the leases of the killed process have run out."""
    with database.writer() as session:
        session.execute(sa.update(Job).values(lease_until=now().replace(year=2020)))
        session.execute(sa.update(Lease).values(until=now().replace(year=2020)))
    runner = Runner(database)
    while runner.start_some():
        time.sleep(0.02)


@pytest.fixture
def whole(world: Database, tmp_path: Path) -> tuple[Path, Database]:
    """A file of many articles, and the record that it is given to."""
    path = tmp_path / "gates.jsonl"
    path.write_bytes(lines(MANY))
    return path, world


def test_an_import_that_was_killed_goes_on_where_it_was(whole: tuple[Path, Database]) -> None:
    path, database = whole
    kill_once(start(database, "ingest", str(path)), database, 0)
    assert 0 < counts(database)[0] < MANY - 3
    report = ingest_batch(database, open_files([path]))
    assert (report.new > 0, report.known > 0) == (True, True)
    assert counts(database) == [MANY - 3, MANY - 3, MANY - 3, 0, 3]


def test_a_file_in_the_background_is_worked_off_though_its_worker_was_killed(
    whole: tuple[Path, Database],
) -> None:
    path, database = whole
    with database.writer() as session:
        queue_file(session, "gates.jsonl", path.read_bytes(), who="test")
    kill_once(start(database, "worker"), database, 0)
    assert 0 < counts(database)[0] < MANY - 3
    work_on(database)
    assert counts(database) == [MANY - 3, MANY - 3, MANY - 3, 0, 3]


def test_files_become_one_draft_each_though_their_worker_was_killed(world: Database) -> None:
    files = [Upload(f"dam{number}.txt", f"{DAM} {number}".encode()) for number in range(200)]
    with world.writer() as session:
        queue_uploads(session, files, {}, who="test")
    kill_once(start(world, "worker"), world, 3)
    assert 0 < counts(world)[3] < 200
    work_on(world)
    assert counts(world) == [0, 0, 0, 200, 0]


def test_of_a_thousand_with_three_broken_ones_997_are_stored_and_three_named(
    world: Database, tmp_path: Path
) -> None:
    path = tmp_path / "gates.jsonl"
    path.write_bytes(lines(1_000))
    report = ingest_batch(world, open_files([path]))
    assert (report.new, counts(world)[0]) == (997, 997)
    named = [each.source.rpartition("/")[2] for each in report.failures]
    assert named == [f"gates.jsonl, line {number}" for number in (2, 501, 1_000)]
    assert all(each.reason for each in report.failures)
