"""Keeping schemas: the shapes of what those who keep the record see, and of what they follow."""

from typing import Any

from pydantic import Field

from app.api.schemas import Named, Shape, Statement, Version


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
    version: Version | None = Field(None, description="With one feed, not in the list.")


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


class Fix(Shape):
    """An answer to a doubt that needs nothing else."""

    kind: str
    value: str
    is_proposed: bool = Field(description="The evidence speaks for it.")


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
    proposal_id: int | None = Field(description="Of what may be the same, where that is the doubt.")
    fixes: list[Fix] = Field(description="Answers that need nothing else, the proposed one first.")
    can: list[str] = Field(description="The kinds of answers that settle it.")
    version: Version | None = Field(description="Of the statement: send it with the answer.")


class CaseList(Shape):
    """A page of the queue."""

    items: list[Case]
    total: int
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")
    page: int
    pages: int


class Act(Shape):
    """What an answer settled."""

    act: int = Field(description="Takes all of it back: `review/answers/ACT/undo`.")
    settled: list[int] = Field(description="The doubts, those of the same statement with them.")
    failed: dict[str, int] = Field(description="Why some could not be settled, with how many.")


class Reopened(Shape):
    """Doubts that are open again."""

    reopened: list[int]


class FeedItem(Shape):
    """Something that a feed named."""

    id: int
    title: str | None
    address: str | None
    published_on: str | None
    state: str = Field(description="stored, known, skipped, waiting or failed")
    reason: str | None
    article_id: int | None
    seen_at: str


class FeedItemList(Shape):
    """A page of what a feed named, the latest first."""

    items: list[FeedItem]
    total: int
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")
    page: int
    pages: int


class Tried(Shape):
    """How many items wait for the next poll."""

    items: int


class Failure(Shape):
    """An input that could not be processed, and is kept."""

    id: int
    source: str
    reason: str
    failed_at: str
    size: int = Field(description="Bytes.")


class FailureList(Shape):
    """The inputs that could not be processed, the latest first; at most 200."""

    items: list[Failure]
    total: int = Field(description="Of these.")


class SavedSearch(Shape):
    """A list that somebody follows."""

    id: int
    url: str = Field(description="Path of the list, what was added last first.")
    title: str
    query: str
    seen_at: str
    new: int = Field(description="Statements added since it was seen; 1000 are 1000 or more.")
    is_gone: bool = Field(description="It names a speaker or a topic that is there no more.")


class SavedSearchList(Shape):
    """The lists that somebody follows, by title."""

    items: list[SavedSearch]
    total: int


class Received(Shape):
    """A report that was received."""

    url: str = Field(description="Path of the statement.")


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
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")
    page: int
    pages: int
