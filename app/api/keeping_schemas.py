"""Keeping schemas: the shapes of what those who keep the record see, and of what they follow."""

from typing import Any

from pydantic import Field

from app.api.schemas import Named, Shape, Statement


class Outlet(Named):
    """Where articles came from."""

    url: str
    domain: str | None
    country: str | None = Field(description="ISO 3166; null for bodies of no state.")
    kind: str | None
    notes: str | None
    is_open: bool = Field(description="Anybody may read its full texts here.")
    is_republisher: bool


class OutletList(Shape):
    """Every outlet."""

    items: list[Outlet]
    total: int


class Event(Shape):
    """A reference day of time axes; never a statement."""

    title: str
    since: str
    printed: str = Field(description="When it began, as exactly as it is known.")
    certainty: str


class EventList(Shape):
    """Every event."""

    items: list[Event]
    total: int


class Feed(Shape):
    """An address that is asked for what an outlet printed."""

    id: int
    url: str = Field(description="Path of the feed's page.")
    title: str
    address: str = Field(description="Of the feed itself.")
    site: str | None
    state: str = Field(description="active, paused or gone")
    every: int = Field(description="Seconds between two polls that go well.")
    words: list[str]
    topics: list[str]
    next_at: str
    polled_at: str | None
    read_at: str | None
    failures: int
    error: str | None
    items: dict[str, int] = Field(description="How many items became what.")


class FeedList(Shape):
    """Every feed."""

    items: list[Feed]
    total: int


class Job(Shape):
    """Work in the background."""

    id: int
    url: str
    kind: str
    label: str
    state: str = Field(description="queued, running, done or failed")
    done: int
    total: int | None
    message: str
    queued_by: str
    queued_at: str
    finished_at: str | None


class JobList(Shape):
    """What runs, failed and was done last."""

    items: list[Job]
    total: int


class Case(Shape):
    """A doubt that waits for a person."""

    id: int
    url: str
    reason: str
    subject: str | None
    proposal: dict[str, Any]
    status: str
    note: str | None
    at: str
    statement: Statement | None
    article_id: int | None
    candidates: list[Named]
    others: int = Field(description="How many other open doubts have the same name.")


class CaseList(Shape):
    """A page of the queue."""

    items: list[Case]
    total: int
    page: int
    pages: int


class Proposal(Shape):
    """What may be the same."""

    id: int
    about: str = Field(description="statements or articles")
    status: str
    at: str
    statements: list[Statement]
    articles: list[dict[str, Any]]
    percent: int | None
    numbers: list[str]
    names: list[str]
    words: list[str]
    can_undo: bool


class ProposalList(Shape):
    """A page of proposals."""

    items: list[Proposal]
    total: int
    page: int
    pages: int
