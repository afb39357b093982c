"""Worker: does jobs in the background, in threads: by names, which lead to services.

Of all processes on one database, one at a time does them (`jobs.Lease`): one that a server has
for it (`background`), or `python -m app worker`. It writes nothing while there is nothing to do.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread

from app.db import Database
from app.errors import NotFound, OnRecordError
from app.logs import CAUSE, Cause
from app.readers.fetch import PAGE_LIMITS, Limits
from app.services import feeds, intake, jobs, sheet_drafts, uploads
from app.services.drafts import SPREADSHEET
from app.services.jobs import Claimed, Lost, Outcome, Progress
from app.services.politeness import Politeness, Stopped
from app.services.polling import Poll

log = logging.getLogger(__name__)

THREADS = 3
# Seconds between two looks at what is due or waits: who queues a job tells nobody.
TICK = 0.5
# Seconds after which the leases are taken again, or one that another process has is asked for.
BEAT = 5.0
# Seconds that the end of the program waits for what runs.
GRACE = 2.0
LEASE = "background"
FAULT = "A fault of the program stopped it; it was logged."


@dataclass(frozen=True, slots=True)
class Work:
    """What a job's service is given."""

    database: Database
    job: Claimed
    progress: Progress
    politeness: Politeness
    limits: Limits


def poll(work: Work) -> Outcome:
    """Poll a feed."""
    number = int(work.job.subject)
    return Poll(work.database, number, work.progress, work.politeness, work.limits).run()


def addresses(work: Work) -> Outcome:
    """Store the articles of a list of addresses."""
    return intake.take_addresses(
        work.database, work.job, work.progress, work.politeness, work.limits
    )


def file(work: Work) -> Outcome:
    """Store the articles of a file."""
    return intake.take_file(work.database, work.job, work.progress)


def kept(work: Work) -> Outcome:
    """Try an input again that was kept because it failed."""
    return intake.take_kept(work.database, work.job, work.progress, work.politeness, work.limits)


def files(work: Work) -> Outcome:
    """Take the files that were given with the form of a new article."""
    return uploads.take_uploads(work.database, work.job, work.progress)


def spreadsheet(work: Work) -> Outcome:
    """Save the rows of a spreadsheet that somebody looked through."""
    return sheet_drafts.take_sheet(work.database, work.job, work.progress)


SERVICES: dict[str, Callable[[Work], Outcome]] = {
    feeds.POLL: poll,
    intake.ADDRESSES: addresses,
    intake.FILE: file,
    intake.KEPT: kept,
    uploads.UPLOADS: files,
    SPREADSHEET: spreadsheet,
}


class Runner:
    """Runs jobs in a few threads of this process."""

    def __init__(
        self,
        database: Database,
        limits: Limits = PAGE_LIMITS,
        politeness: Politeness | None = None,
        threads: int = THREADS,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Run nothing yet.

        Args:
            ended: called whenever a job came to its end.
        """
        self.database = database
        self.ended = ended
        self.limits = limits
        self.politeness = politeness or Politeness()
        self.threads = threads
        self._lock = Lock()
        self._running: dict[int, tuple[Claimed, Thread]] = {}

    def start_some(self, only: set[int] | None = None) -> int:
        """Begin as many jobs as threads are free; return how many run now.

        Args:
            only: numbers of jobs, where others are not this process's business.
        """
        while len(self._running) < self.threads:
            with self.database.writer() as session:
                job = jobs.claim(session, only)
            if job is None:
                break
            # A daemon: a server that answers slowly must not hold up the end of the program.
            thread = Thread(target=self._run, args=(job,), name=f"job {job.id}", daemon=True)
            with self._lock:
                self._running[job.id] = job, thread
            thread.start()
        return len(self._running)

    def renew(self) -> None:
        """Tell that the jobs that run here still do."""
        if running := self._here():
            with self.database.writer() as session:
                jobs.renew(session, [job for job, _ in running])

    def _here(self) -> list[tuple[Claimed, Thread]]:
        with self._lock:
            return list(self._running.values())

    def _run(self, job: Claimed) -> None:
        CAUSE.set(Cause(f"job-{job.id}", job.kind))
        try:
            outcome = self._outcome(job)
            with self.database.writer() as session:
                if outcome is None:
                    jobs.put_back(session, job)
                else:
                    jobs.finish(session, job, outcome)
        except Exception:
            # Its lease runs out, and it is begun again.
            log.exception("The job %s (%s) could not be ended", job.id, job.label)
        finally:
            with self._lock:
                self._running.pop(job.id, None)
            self.ended()

    def _outcome(self, job: Claimed) -> Outcome | None:
        """Do a job; return what came out, or None where it is to be begun again elsewhere."""
        work = Work(self.database, job, Progress(self.database, job), self.politeness, self.limits)
        try:
            return SERVICES[job.kind](work)
        except (Stopped, Lost):
            return None
        except NotFound as problem:
            return Outcome(str(problem))
        except OnRecordError as problem:
            return Outcome(str(problem), failed=True)
        except Exception as problem:
            log.exception("The job %s (%s) failed", job.id, job.label)
            return Outcome(f"{FAULT} ({type(problem).__name__})", failed=True)

    def close(self) -> None:
        """Stop what runs at its next step; what does not stop soon is begun again elsewhere."""
        self.politeness.stopping.set()
        until = time.monotonic() + GRACE
        for _, thread in self._here():
            thread.join(max(0.0, until - time.monotonic()))
        try:
            with self.database.writer() as session:
                for job, _ in self._here():
                    jobs.put_back(session, job)
        except OnRecordError as problem:
            log.warning("What ran here is begun again a minute later: %s", problem)


class Worker:
    """A thread that looks for due feeds and waiting jobs, and has them done."""

    def __init__(self, database: Database, limits: Limits = PAGE_LIMITS, tick: float = TICK):
        self.database = database
        self.tick = tick
        self._name = secrets.token_urlsafe(9)
        self._has_lease = False
        self._beat = 0.0
        self._seen: tuple[bool, list[int]] = False, []
        self._stopping, self._woken = Event(), Event()
        self.runner = Runner(database, limits, ended=self.wake)
        self._thread = Thread(target=self._loop, name="worker", daemon=True)

    def start(self) -> None:
        """Begin looking, in a thread of its own."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once: a job came to its end, and left room for another."""
        self._woken.set()

    def stop(self) -> None:
        """End; what runs stops at its next step and waits for whoever comes."""
        self._stopping.set()
        self._woken.set()
        self.runner.politeness.stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        self.runner.close()
        self._let_go()

    def wait(self) -> None:
        """Wait until somebody stops it."""
        self._stopping.wait()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            is_woken = self._woken.wait(self.tick)
            self._woken.clear()
            if self._stopping.is_set():
                return
            try:
                self._look(is_woken=is_woken)
            except OnRecordError as problem:
                # The database is busy, or away for a moment.
                log.warning("Background work waits: %s", problem)
            except Exception:
                log.exception("Background work failed; it goes on")

    def _look(self, *, is_woken: bool) -> None:
        """Queue what is due and begin what waits, where this process may.

        The write lock is asked for where something is new, and else at each beat alone: jobs may
        wait for long, for room or for another process.
        """
        beats = time.monotonic() >= self._beat
        if beats:
            self._beat = time.monotonic() + BEAT
            self.runner.renew()
        with self.database.reader() as session:
            is_due, waiting = seen = feeds.has_due(session), jobs.runnable(session)
        if not beats and not is_woken and seen == self._seen:
            return
        self._seen = seen
        if is_due or waiting or self._has_lease:
            with self.database.writer() as session:
                self._has_lease = jobs.take_lease(session, LEASE, self._name)
                if self._has_lease and is_due:
                    feeds.queue_due(session)
        if self._has_lease and self.runner.start_some() == 0:
            self._let_go()

    def _let_go(self) -> None:
        if self._has_lease:
            self._has_lease = False
            try:
                with self.database.writer() as session:
                    jobs.give_lease(session, LEASE, self._name)
            except OnRecordError as problem:
                log.warning("The right to work in the background runs out by itself: %s", problem)


@contextmanager
def working(database: Database, limits: Limits = PAGE_LIMITS) -> Iterator[Worker]:
    """Have a worker as long as the context lasts."""
    worker = Worker(database, limits)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()
