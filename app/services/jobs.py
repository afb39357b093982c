"""Jobs: queue work for the background, claim it, tell how far it is, and end it.

A job is queued in its caller's transaction: both are kept, or neither. Whoever runs it holds a
lease; a process that dies leaves one that runs out, and the job is begun again by another.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.db import MAX_ID, Database
from app.errors import NotFound, OnRecordError, Unavailable
from app.locales import N_, gettext
from app.models import Job, JobState, Lease, now

LEASE = timedelta(seconds=60)
# One that stops the program each time must not do so for ever.
MAX_ATTEMPTS = 3
STOPPED = N_("The program was stopped in the middle of it %(number)s times.") % {
    "number": MAX_ATTEMPTS
}
KEPT_DAYS = 7
MAX_MESSAGE_CHARS = 500
OPEN = (JobState.QUEUED, JobState.RUNNING)


class Lost(OnRecordError):
    """A job belongs to another process now: this one was taken for dead."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this process runs."""

    id: int
    kind: str
    subject: str
    label: str
    arguments: dict[str, str]
    content: bytes | None
    queued_by: str
    holder: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a job, in one line; one that failed says why."""

    message: str
    failed: bool = False


def enqueue(
    session: Session,
    kind: str,
    subject: str,
    *,
    label: str,
    who: str,
    lane: str | None = None,
    arguments: dict[str, str] | None = None,
    content: bytes | None = None,
) -> int:
    """Queue a job, and return its number; the same one that waits or runs already is that one."""
    same = (col(Job.kind) == kind, col(Job.subject) == subject, col(Job.state).in_(OPEN))
    found = session.execute(sa.select(col(Job.id)).where(*same)).scalar_one_or_none()
    if found is not None:
        return int(found)
    made = Job(
        kind=kind,
        subject=subject,
        label=label,
        lane=lane,
        arguments=arguments or {},
        content=content,
        queued_by=who,
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        # Somebody queued it since we looked.
        return int(session.execute(sa.select(col(Job.id)).where(*same)).scalar_one())
    assert made.id is not None  # noqa: S101
    return made.id


def _runnable(moment: datetime) -> sa.ColumnElement[bool]:
    abandoned = sa.and_(col(Job.state) == JobState.RUNNING, col(Job.lease_until) < moment)
    return sa.or_(col(Job.state) == JobState.QUEUED, abandoned)


def runnable(session: Session) -> list[int]:
    """Return the numbers of the jobs that wait for a process, the oldest first."""
    query = sa.select(col(Job.id)).where(_runnable(now())).order_by(col(Job.id))
    return list(session.execute(query).scalars())


def claim(session: Session, only: Iterable[int] | None = None) -> Claimed | None:
    """Take the job that has waited longest, None where there is none; one of a lane at a time.

    Args:
        only: numbers of jobs, where others are not this process's business.
    """
    moment, holder = now(), secrets.token_urlsafe(9)
    _give_up(session, moment)
    waiting = runnable(session)
    if only is not None:
        waiting = sorted(set(waiting).intersection(only))
    taken = {
        "state": JobState.RUNNING,
        "holder": holder,
        "lease_until": moment + LEASE,
        "attempts": col(Job.attempts) + 1,
        "started_at": moment,
        "done": 0,
        "total": None,
        "message": "",
    }
    for number in waiting:
        change = sa.update(Job).where(col(Job.id) == number, _runnable(moment)).values(taken)
        try:
            with session.begin_nested():
                if _changed(session, change) == 0:
                    continue
        except IntegrityError:
            # Another job of its lane runs.
            continue
        job = session.get_one(Job, number)
        return Claimed(
            number, job.kind, job.subject, job.label, job.arguments, job.content, job.queued_by,
            holder,
        )  # fmt: skip
    return None


def _changed(session: Session, change: sa.Update) -> int:
    result: Any = session.execute(change)
    return int(result.rowcount)


def _give_up(session: Session, moment: datetime) -> None:
    stopped = sa.and_(
        col(Job.state) == JobState.RUNNING,
        col(Job.lease_until) < moment,
        col(Job.attempts) >= MAX_ATTEMPTS,
    )
    ended = {"state": JobState.FAILED, "message": STOPPED, "finished_at": moment}
    session.execute(sa.update(Job).where(stopped).values(ended))


def renew(session: Session, running: Iterable[Claimed]) -> None:
    """Tell that this process still runs these jobs."""
    for job in running:
        session.execute(_own(job).values(lease_until=now() + LEASE))


def _own(job: Claimed) -> sa.Update:
    return sa.update(Job).where(
        col(Job.id) == job.id,
        col(Job.holder) == job.holder,
        col(Job.state) == JobState.RUNNING,
    )


@dataclass
class Progress:
    """How a running job tells how far it is; each telling renews its lease."""

    database: Database
    job: Claimed
    total: int | None = None
    done: int = field(default=0, init=False)

    def tell(self, message: str | None = None, *, done: int = 0, total: int | None = None) -> None:
        """Set what it is at, and how many pieces are done.

        Raises:
            Lost: the job was taken over by another process: stop here.
        """
        self.done += done
        self.total = total if total is not None else self.total
        values: dict[str, Any] = {
            "done": self.done,
            "total": self.total,
            "lease_until": now() + LEASE,
        }
        if message is not None:
            values["message"] = message[:MAX_MESSAGE_CHARS]
        try:
            with self.database.writer() as session:
                is_own = _changed(session, _own(self.job).values(values)) > 0
        except Unavailable:
            # Somebody writes much just now: that is no reason to give up.
            return
        if not is_own:
            raise Lost("Another process took this job over.")


def finish(session: Session, job: Claimed, outcome: Outcome) -> None:
    """End a job that this process runs; one that was taken over is left alone."""
    state = JobState.FAILED if outcome.failed else JobState.DONE
    ended: dict[str, Any] = {
        "state": state,
        "message": outcome.message[:MAX_MESSAGE_CHARS],
        "finished_at": now(),
        "lease_until": None,
    }
    if not outcome.failed:
        # What failed may be tried again with what it was given.
        ended["content"] = None
    if _changed(session, _own(job).values(ended)):
        # What failed before with the same is of no interest now.
        before = (col(Job.kind) == job.kind, col(Job.subject) == job.subject, col(Job.id) < job.id)
        session.execute(sa.delete(Job).where(*before, col(Job.state) == JobState.FAILED))
    old = now() - timedelta(days=KEPT_DAYS)
    session.execute(
        sa.delete(Job).where(col(Job.state) == JobState.DONE, col(Job.finished_at) < old)
    )


def put_back(session: Session, job: Claimed) -> None:
    """Let another process begin a job at once: this one stops before it is done."""
    session.execute(
        _own(job).values(
            state=JobState.QUEUED, lease_until=None, attempts=col(Job.attempts) - 1, message=""
        )
    )


def retry(session: Session, number: int, who: str) -> int:
    """Queue a failed job again under a new number; the failed one goes.

    Raises:
        NotFound: there is no failed job of this number.
    """
    job = session.get(Job, number) if 0 < number <= MAX_ID else None
    if job is None or job.state != JobState.FAILED:
        raise NotFound(gettext("There is no failed job %(number)s.", number=number))
    again = enqueue(
        session,
        job.kind,
        job.subject,
        label=job.label,
        who=who,
        lane=job.lane,
        arguments=job.arguments,
        content=job.content,
    )
    session.delete(job)
    session.flush()
    return again


def forget(session: Session, number: int) -> None:
    """Take a failed job off the list.

    Raises:
        NotFound: there is no failed job of this number.
    """
    job = session.get(Job, number) if 0 < number <= MAX_ID else None
    if job is None or job.state != JobState.FAILED:
        raise NotFound(gettext("There is no failed job %(number)s.", number=number))
    session.delete(job)
    session.flush()


# ------------------------------------------------------------------------- one process only


def take_lease(session: Session, name: str, holder: str) -> bool:
    """Take or renew a lease; say whether it is ours until `LEASE` from now."""
    moment = now()
    change = (
        sa.update(Lease)
        .where(
            col(Lease.name) == name,
            sa.or_(col(Lease.holder) == holder, col(Lease.until) < moment),
        )
        .values(holder=holder, until=moment + LEASE)
    )
    if _changed(session, change):
        return True
    try:
        with session.begin_nested():
            session.add(Lease(name=name, holder=holder, until=moment + LEASE))
            session.flush()
    except IntegrityError:
        return False
    return True


def give_lease(session: Session, name: str, holder: str) -> None:
    """Give a lease back, if it is ours."""
    ours = sa.delete(Lease).where(col(Lease.name) == name, col(Lease.holder) == holder)
    session.execute(ours)
