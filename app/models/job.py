"""Job: work in the background: what it is, how far it is, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, LargeBinary, String, Text, text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Lease(Table, table=True):
    """What only one process may do at a time, and until when it has the right to.

    Attributes:
        holder: a name that the process made up for itself.
    """

    name: str = Field(sa_type=String, primary_key=True)
    holder: str = Field(sa_type=String)
    until: datetime = Field(sa_type=UTCDateTime)


class Job(Table, table=True):
    """A piece of work that a background process does.

    It is queued in the transaction of whoever wants it; a running one belongs to the process
    that renews its lease, and is taken over where that ends.

    Attributes:
        kind: the name of the service that does it.
        subject: what it is about: a feed's number, a file's name, an address.
        label: the same for people.
        lane: of the jobs of one lane (a host), one runs at a time.
        arguments, content: what the service is given; `content` goes when the job is done.
        done, total: pieces of work; total is None where nobody knows it.
        message: what it is at, and at last what came out, or why it failed.
        holder, lease_until: the process that runs it, and until when that is believed.
        attempts: how often it was begun.
    """

    __table_args__ = (
        Index(
            "uq_job_kind_subject_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("state IN ('queued', 'running')"),
            postgresql_where=text("state IN ('queued', 'running')"),
        ),
        Index(
            "uq_job_lane_running",
            "lane",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_type=String)
    subject: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    lane: str | None = Field(default=None, sa_type=Text)
    arguments: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    state: JobState = Field(default=JobState.QUEUED, sa_type=String, index=True)
    done: int = 0
    total: int | None = None
    message: str = Field(default="", sa_type=Text)
    holder: str | None = Field(default=None, sa_type=String)
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    attempts: int = 0
    queued_by: str = Field(sa_type=String)
    queued_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
