"""Jobs: one process does each, a killed one loses none, and none runs for ever."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import NotFound
from app.models import Job, JobState, Lease, now
from app.queries.jobs import find_jobs
from app.services.jobs import (
    MAX_ATTEMPTS,
    Claimed,
    Lost,
    Outcome,
    Progress,
    claim,
    enqueue,
    finish,
    forget,
    give_lease,
    retry,
    runnable,
    take_lease,
)
from app.worker import Runner, Worker
from tests.feeds.conftest import Paper
from tests.feeds.invented import story
from tests.servers import hold

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


def queued(database: Database, subject: str = "1", **fields: str) -> int:
    """Queue a job."""
    with database.writer() as session:
        return enqueue(session, "poll", subject, label=subject, who="t", **fields)  # type: ignore[arg-type]


def claimed(database: Database) -> Claimed | None:
    """Claim a job."""
    with database.writer() as session:
        return claim(session)


def state(database: Database, number: int) -> Job:
    """A job's row."""
    with database.reader() as session:
        found = session.get_one(Job, number)
        session.expunge(found)
        return found


def abandoned(database: Database) -> None:
    """Let the leases of all processes run out."""
    with database.writer() as session:
        past = now() - timedelta(seconds=1)
        session.execute(sa.update(Job).values(lease_until=past))
        session.execute(sa.update(Lease).values(until=past))


def test_what_waits_already_is_not_queued_again(database: Database) -> None:
    number = queued(database)
    assert queued(database) == number
    assert claimed(database) is not None
    assert queued(database) == number
    assert queued(database, "2") != number


def test_ten_at_once_queue_one_job_and_one_gets_it(database: Database) -> None:
    numbers, got = set(), []
    barrier = threading.Barrier(10)

    def work() -> None:
        barrier.wait()
        numbers.add(queued(database))
        got.append(claimed(database))

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 1
    assert sum(each is not None for each in got) == 1


def test_of_one_lane_one_job_runs_at_a_time(database: Database) -> None:
    queued(database, "1", lane="host x")
    queued(database, "2", lane="host x")
    queued(database, "3", lane="host y")
    first, second = claimed(database), claimed(database)
    assert first is not None
    assert second is not None
    assert (first.subject, second.subject) == ("1", "3")
    assert claimed(database) is None
    with database.writer() as session:
        finish(session, first, Outcome("done"))
    then = claimed(database)
    assert then is not None
    assert then.subject == "2"


def test_a_job_of_a_dead_process_is_begun_again_and_the_dead_one_can_say_no_more(
    database: Database,
) -> None:
    number = queued(database)
    first = claimed(database)
    assert first is not None
    assert claimed(database) is None
    abandoned(database)
    with database.reader() as session:
        assert runnable(session)
    second = claimed(database)
    assert second is not None
    assert second.id == number
    with pytest.raises(Lost):
        Progress(database, first).tell("late")
    with database.writer() as session:
        finish(session, first, Outcome("late"))
    assert state(database, number).state == JobState.RUNNING


def test_a_job_that_stops_the_program_each_time_is_given_up(database: Database) -> None:
    number = queued(database)
    for _ in range(MAX_ATTEMPTS):
        assert claimed(database) is not None
        abandoned(database)
    assert claimed(database) is None
    assert state(database, number).state == JobState.FAILED
    assert "3 times" in state(database, number).message


def test_a_failed_job_can_be_tried_again_or_taken_off_the_list(database: Database) -> None:
    number = queued(database)
    job = claimed(database)
    assert job is not None
    with database.writer() as session:
        finish(session, job, Outcome("no", failed=True))
    with database.writer() as session:
        again = retry(session, number, "t")
    assert state(database, again).state == JobState.QUEUED
    with database.writer() as session, pytest.raises(NotFound):
        forget(session, again)


def test_the_lease_of_the_background_is_one_process_s(database: Database) -> None:
    def take(holder: str) -> bool:
        with database.writer() as session:
            return take_lease(session, "background", holder)

    assert take("a")
    assert not take("b")
    assert take("a")
    abandoned(database)
    assert take("b")
    with database.writer() as session:
        give_lease(session, "background", "b")
    assert take("a")


def test_a_service_that_breaks_fails_its_job_with_a_reason(database: Database) -> None:
    with database.writer() as session:
        number = enqueue(session, "no such service", "1", label="x", who="t")
    runner = Runner(database)
    runner.start_some()
    runner.close()
    assert state(database, number).state == JobState.FAILED
    assert "KeyError" in state(database, number).message


def poller(paper: Paper) -> subprocess.Popen[str]:
    """A process that polls."""
    url = paper.database.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.feeds.poller", url, paper.site.host],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_processes_that_poll_at_once_take_no_item_twice(paper: Paper) -> None:
    for feed in range(3):
        paper.print(*range(feed * 4, feed * 4 + 4), path=f"/feed{feed}")
        paper.add(paper.site.url(f"/feed{feed}"))
    pollers = [poller(paper), poller(paper)]
    told = [each.communicate(timeout=60)[0] for each in pollers]
    assert [each.returncode for each in pollers] == [0, 0], told
    assert set(paper.items().values()) == {"stored"}
    assert len(paper.items()) == 12
    assert [paper.asked(f"/{number}") for number in range(12)] == [1] * 12


def test_a_poll_that_is_killed_loses_nothing_and_does_not_run_for_ever(paper: Paper) -> None:
    paper.print(1, 2, 3, ETag='"one"')
    paper.site.pages["/2"] = hold(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    paper.add()
    process = poller(paper)
    deadline = time.monotonic() + 30
    while not paper.asked("/2") and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with paper.database.reader() as session:
        assert find_jobs(session).open[0].state == JobState.RUNNING
    assert set(paper.items().values()) == {"stored", "waiting"}
    # The server would now say that nothing changed: what waits was kept all the same.
    paper.site.put("/feed", "", None, 304)
    paper.site.put("/2", story(2))
    abandoned(paper.database)
    (job,) = paper.poll()
    assert job.state == JobState.DONE
    assert list(paper.items().values()) == ["stored"] * 3
    assert paper.articles() == 3
    with paper.database.reader() as session:
        assert find_jobs(session).open == []


def until(ready: object, seconds: float = 20.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.02)


def test_a_worker_polls_what_is_due_by_itself(paper: Paper) -> None:
    paper.print(1)
    number = paper.add()
    worker = Worker(paper.database, paper.site.limits(), tick=0.05)
    worker.runner.politeness.delay = 0.0
    worker.start()
    try:
        until(lambda: "stored" in paper.items().values())
        paper.print(1, 2)
        paper.later()
        until(lambda: len(paper.items()) == 2 and "waiting" not in paper.items().values())
    finally:
        worker.stop()
    assert list(paper.items().values()) == ["stored"] * 2
    assert paper.feed(number).failures == 0
    with paper.database.reader() as session:
        assert find_jobs(session).open == []
        assert session.execute(sa.select(Lease)).first() is None


def test_a_worker_that_stops_leaves_the_rest_for_the_next(paper: Paper) -> None:
    paper.print(*range(30))
    paper.add()
    worker = Worker(paper.database, paper.site.limits(), tick=0.05)
    worker.runner.politeness.delay = 0.2
    worker.start()
    until(lambda: paper.articles() > 0)
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 3
    with paper.database.reader() as session:
        assert [row.state for row in find_jobs(session).open] == [JobState.QUEUED]
    paper.poll()
    assert paper.articles() == 30


def test_a_slow_host_does_not_hold_up_another(paper: Paper) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"
    paper.print(1, path="/slow")
    paper.add(paper.site.url("/slow"))
    paper.site.pages["/slow"] = hold(start)
    with paper.database.writer() as session:
        # The same server by another name is another host.
        session.execute(sa.update(Job).values(lane="host slow"))
    paper.print(2)
    paper.add()
    worker = Worker(paper.database, paper.site.limits(), tick=0.05)
    worker.runner.politeness.delay = 0.0
    worker.start()
    began = time.monotonic()
    until(lambda: "stored" in paper.items().values())
    assert time.monotonic() - began < 4
    worker.stop()


def test_an_idle_worker_writes_nothing(sqlite_paper: Paper) -> None:
    database = sqlite_paper.database
    file = Path(str(database.url.database) + "-wal")
    worker = Worker(database, tick=0.02)
    with database.reader() as session:
        session.execute(sa.select(Job)).first()
    before = file.stat().st_size if file.exists() else 0
    worker.start()
    time.sleep(0.3)
    worker.stop()
    assert (file.stat().st_size if file.exists() else 0) == before


def test_a_number_that_no_row_can_have_is_no_job(database: Database) -> None:
    for act in (lambda s: retry(s, 10**23, "editor"), lambda s: forget(s, 10**23)):
        with database.writer() as session, pytest.raises(NotFound):
            act(session)


@pytest.mark.parametrize("failed", [True, False])
def test_what_a_job_was_given_is_kept_only_where_it_failed(
    database: Database, failed: bool
) -> None:
    number = queued(database, content=b"A dam.")  # type: ignore[arg-type]
    job = claimed(database)
    assert job is not None
    with database.writer() as session:
        finish(session, job, Outcome("It ended.", failed=failed))
    assert state(database, number).content == (b"A dam." if failed else None)
