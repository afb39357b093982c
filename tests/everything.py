"""Everything: a record with every kind of thing in it, for tests that look at every page."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlmodel import Session
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import (
    Doubt,
    Draft,
    Event,
    Feed,
    FeedItem,
    ItemState,
    Job,
    JobState,
    Link,
    LinkKind,
    ReviewItem,
    Revision,
    Role,
    now,
)
from app.rates import RATES
from app.services.failures import keep_failed
from app.web.history import ACTION_WORDS, FIELD_WORDS
from tests.briefs import freeze_some
from tests.people import add_person, sign_in_as
from tests.sample import Record, Said, Sample, fill

# The token of the draft, and the number of the newest statement.
DRAFT, NEWEST = "hostile", 13
ROWS = "спикер,цитата,дата,ссылка\n{0},{0},2024-12-03,https://a.example/1\n,,someday,{0}\n"


def fill_everything(session: Session, words: str, scheme: str = "https://a.example/") -> Sample:
    """Fill an empty database with the sample and one of each other thing; flushed.

    Args:
        words: stand where somebody's words may stand.
        scheme: with which addresses begin.
    """
    sample = fill(session)
    record = Record(session)
    text = f'{words}\n\nThe minister said: "The dam {words} leaks." {words}\n\n{words}'
    article = record.article(text, sample.outlets["courier"], published_on=date(2024, 12, 28))
    said = record.statement(
        Said(article, f"The dam {words} leaks.", speaker="minister"),
        actor=sample.actors["moor"],
        speaker=words,
        said_on="2024-12-28",
        topics=[sample.topics["dams"]],
        doubt=Doubt.READERS_REPORT,
    )
    record.evidence(said, sample.topics["dams"], "dam")
    record.revision(said, "set day", before={words: words}, after={words: words}, note=words)
    leaks = sample.statements["leaks"]
    for reason in Doubt:
        if reason is not Doubt.NEAR_COPY:
            session.add(
                ReviewItem(
                    reason=reason,
                    statement_id=said.id,
                    article_id=article.id,
                    other_statement_id=leaks.id,
                    subject=words,
                    note=words,
                )
            )
    dams = sample.topics["dams"].id or 0
    for kind, other in ((LinkKind.REPEATS, leaks), (LinkKind.DIFFERS, sample.statements["water"])):
        session.add(
            Link(topic_id=dams, earlier_id=other.id, later_id=said.id, kind=kind, note=words)
        )
    day = date(2024, 12, 1)
    session.add(Event(printed="2024-12", since_day=day, until_day=day, title=words))
    feed = Feed(
        url=f"{scheme}x",
        title="x",
        site=f"{scheme}y",
        every=900,
        added_by="x",
        words=[words],
        error="x",
    )
    session.add(feed)
    session.flush()
    for state in ItemState:
        session.add(
            FeedItem(
                feed_id=feed.id, key=state, url=f"{scheme}z", title="x", state=state, reason="x"
            )
        )
    for state in (JobState.FAILED, JobState.DONE, JobState.QUEUED):
        ended = None if state is JobState.QUEUED else now()
        session.add(
            Job(kind="file", subject="x", label="x", state=state, queued_by="x", finished_at=ended)
        )
    keep_failed(session, words, words, words.encode())
    session.add(Draft(token=DRAFT, text=text, fields={"title": words, "url": scheme + words}))
    for action in ACTION_WORDS:
        before, after = dict.fromkeys(FIELD_WORDS, words), dict.fromkeys(FIELD_WORDS, None)
        days = {"said_on": "2024-12-01", "published_on": "2024-12", "places": None}
        record.revision(leaks, action, before=before | days, after=after | days, note=words)
    session.add(Revision(who=words, action="add", subject="article", subject_id=article.id or 0))
    session.flush()
    assert said.id == NEWEST
    return sample


@contextmanager
def visiting_everything(
    migrated_file: Path,
    folder: Path,
    words: str,
    *,
    host: str = "127.0.0.1",
    role: Role | None = None,
    then: Callable[[Session], None] = lambda _session: None,
) -> Iterator[TestClient]:
    """A browser at a server on such a record.

    Args:
        role: of the one account there is, which is signed in; there may be none.
        then: changes the record before something of it is frozen.
    """
    path = folder / "everything.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    freely = dict.fromkeys(RATES, ("1000/second", "1000/second"))
    settings = Settings(database_url=str(database.url), background=False, host=host)
    app = create_app(settings, rates=freely)
    seen_as = ("127.0.0.1", 5000)
    with TestClient(
        app, "http://127.0.0.1", client=seen_as, raise_server_exceptions=False
    ) as client:
        if role:
            add_person(database, "Ada Moor", role)
            sign_in_as(client, database, "Ada Moor")
        with database.writer() as session:
            fill_everything(session, words)
            then(session)
            freeze_some(session, NEWEST, words=words, title=words, who=words)
        client.post("/articles/new", files={"file": ("rows.csv", ROWS.format(words).encode())})
        yield client
    database.close()
