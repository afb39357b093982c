"""Jobs: what waits, runs, failed and was done in the background."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import NotFound
from app.locales import gettext
from app.models import Job, JobState, now

OPEN = (JobState.RUNNING, JobState.QUEUED)
# Whoever works in the background looks far more often.
FORGOTTEN = timedelta(minutes=2)


@dataclass(frozen=True)
class JobRow:
    """One job, without what it was given.

    Attributes:
        done, total: pieces of work; total is None where nobody knows it.
        is_abandoned: it runs by its name, but its process has not been heard of for too long.
    """

    id: int
    kind: str
    subject: str
    label: str
    state: str
    done: int
    total: int | None
    message: str
    attempts: int
    queued_by: str
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    lease_until: datetime | None

    @property
    def is_open(self) -> bool:
        """Say whether it waits or runs."""
        return self.state in OPEN

    @property
    def is_forgotten(self) -> bool:
        """Say whether it waits so long that nobody seems to work in the background."""
        return self.stands_still and self.queued_at < now() - FORGOTTEN

    @property
    def stands_still(self) -> bool:
        """Say whether nobody works on it now though it is open."""
        return self.state == JobState.QUEUED or (self.is_open and self.is_abandoned)

    @property
    def is_abandoned(self) -> bool:
        """Say whether its process has not been heard of for too long."""
        return self.lease_until is not None and self.lease_until < now()


@dataclass(frozen=True)
class JobList:
    """The jobs of a page.

    Attributes:
        is_forgotten: one waits so long that nobody seems to work in the background.
    """

    open: list[JobRow]
    failed: list[JobRow]
    done: list[JobRow]
    is_forgotten: bool


FIELDS = (
    Job.id, Job.kind, Job.subject, Job.label, Job.state, Job.done, Job.total, Job.message,
    Job.attempts, Job.queued_by, Job.queued_at, Job.started_at, Job.finished_at, Job.lease_until,
)  # fmt: skip
SELECTED: sa.Select[Any] = cast("sa.Select[Any]", sa.select(*map(col, FIELDS)))


def find_jobs(session: Session, limit: int = 30) -> JobList:
    """Return all open jobs, running ones first, and the latest that failed or were done."""
    running_first = col(Job.state) != JobState.RUNNING
    waiting = _rows(
        session, SELECTED.where(col(Job.state).in_(OPEN)).order_by(running_first, col(Job.id))
    )
    latest = (col(Job.finished_at).desc(), col(Job.id).desc())
    ended = {
        state: _rows(
            session, SELECTED.where(col(Job.state) == state).order_by(*latest).limit(limit)
        )
        for state in (JobState.FAILED, JobState.DONE)
    }
    return JobList(
        waiting,
        ended[JobState.FAILED],
        ended[JobState.DONE],
        bool(waiting) and all(each.stands_still for each in waiting) and waiting[0].is_forgotten,
    )


def get_job(session: Session, number: int) -> JobRow:
    """Return the job of this number.

    Raises:
        NotFound: there is none, or it was done so long ago that it was forgotten.
    """
    found = find_these(session, [number]) if 0 < number <= MAX_ID else []
    if not found:
        told = gettext("There is no such job: what was done a week ago is forgotten.")
        raise NotFound(told)
    return found[0]


def find_these(session: Session, numbers: list[int]) -> list[JobRow]:
    """Return the jobs of these numbers, in their order."""
    query = SELECTED.where(col(Job.id).in_(numbers))
    return _rows(session, query.order_by(col(Job.id)))


def _rows(session: Session, query: sa.Select[Any]) -> list[JobRow]:
    return [JobRow(*row) for row in session.execute(query)]
