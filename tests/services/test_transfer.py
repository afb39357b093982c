"""Transfer: a record in another database is the same record, under the same numbers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.config import Settings
from app.db import Database
from app.errors import Unavailable
from app.main import create_app
from app.models import (
    Account,
    AccountSession,
    Actor,
    ApiToken,
    Article,
    Capture,
    Draft,
    FailedInput,
    Feed,
    FeedItem,
    FormerPlace,
    Job,
    Lease,
    Link,
    Note,
    Quote,
    QuoteHome,
    SavedSearch,
    Statement,
    Translation,
    now,
)
from app.queries import consistency
from app.queries.filters import StatementFilter
from app.queries.index.keeper import Keeper
from app.queries.select import count, select
from app.services.rows import reserve
from app.services.transfer import count_rows, tables, transfer
from tests.api.conftest import LOCAL
from tests.briefs import freeze_some
from tests.conftest import copied_file, copied_template
from tests.sample import Record, Said, Sample, fill

BOTH = pytest.mark.postgres
DIRECTIONS = [
    ("sqlite", "sqlite"),
    pytest.param(("sqlite", "postgres"), marks=BOTH),
    pytest.param(("postgres", "sqlite"), marks=BOTH),
]


@contextmanager
def made(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of a kind."""
    if kind == "sqlite":
        folder.mkdir()
        with copied_file(request.getfixturevalue("migrated_file"), folder) as database:
            yield database
    else:
        with copied_template(request.getfixturevalue("postgres_template")) as database:
            yield database


@pytest.fixture(params=DIRECTIONS, ids="-to-".join)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """A database to copy, and an empty one."""
    with ExitStack() as stack:
        old, new = (
            stack.enter_context(made(kind, tmp_path / f"{number}", request))
            for number, kind in enumerate(request.param)
        )
        yield old, new


def fill_all(session: Session) -> Sample:
    """A record of every kind of thing, with rows that point to later ones."""
    sample = fill(session)
    moment = now()
    article = sample.articles["dam"]
    later = Article(text="Later: the dam leaks.", text_sha256="later", url="https://x.example/d")
    session.add(later)
    session.flush()
    # Both have this address: only that one is replaced makes it unique.
    article.replaced_by_id = later.id
    session.flush()
    later.url_key = article.url_key
    quotes = session.execute(sa.select(Quote).order_by(Quote.id)).scalars().all()
    quotes[0].parent_id = quotes[-1].id
    quotes[-1].words_key = -(2**31)
    sample.actors["moor"].merged_into_id = sample.actors["ministry"].id
    draft = Draft(token="t", text="Gümüş\u2028", fields={"title": "Ü"}, candidates=[{"a": [None]}])
    feed = Feed(url="https://x.example/feed", title="x", every=3600, added_by="x", words=["Öre*"])
    account = Account(name="Ada", name_key="ada", role="editor", made_by="x", password_hash="$")
    session.add_all([draft, feed, account])
    session.flush()
    answer = {"url": "u", "final_url": "u", "fetched_at": moment, "seen_at": moment}
    session.add_all([
        QuoteHome(quote_id=quotes[1].id, statement_id=sample.statements["merged"].id),
        FormerPlace(quote_id=quotes[2].id, article_id=article.id, parts=[[0, 4], [7, 9]]),
        Capture(article_id=article.id, draft_id=draft.id, status=200, content=bytes(range(256)),
                sha256="s", headers={"content-type": "text/html"}, **answer),
        Note(statement_id=sample.statements["leaks"].id, text="Ğ\n"),
        Link(topic_id=sample.topics["dams"].id, earlier_id=sample.statements["leaks"].id,
             later_id=sample.statements["public"].id, kind="repeats", note="Ğ\n"),
        Translation(quote_id=quotes[1].id, language="tr", text="Ü", by="editor"),
        FailedInput(source="a file\ud7ff", reason="r", sha256="f", content=b"\x00\xff"),
        FeedItem(feed_id=feed.id, key="k", decides=False),
        Job(kind="file", subject="s", label="l", queued_by="x", content=b"\x00"),
        Lease(name="collector", holder="h", until=moment),
        AccountSession(account_id=account.id, token_hash="t", until=moment),
        SavedSearch(account_id=account.id, title="Dams", query="?topic=dams", seen_id=1),
        ApiToken(account_id=account.id, label="l", prefix="p", token_hash="h", scope="read"),
    ])  # fmt: skip
    session.flush()
    freeze_some(session)
    # The last of all statements was erased: its number must name nothing else.
    last = Statement(said_on_basis="unknown", form="direct", language="en")
    session.add(last)
    session.flush()
    session.delete(last)
    return sample


def rows(database: Database) -> dict[str, set[str]]:
    """Every row, by table."""
    with database.reader() as session:
        return {
            table.name: {repr(tuple(row)) for row in session.execute(sa.select(table))}
            for table in tables()
        }


def fill_and_copy(old: Database, new: Database) -> dict[str, int]:
    """A record in the one database, carried to the other; its statements' numbers by name."""
    with old.writer() as session:
        sample = fill_all(session)
        numbers = {name: row.id or 0 for name, row in sample.statements.items()}
    transfer(old, new, lambda _: None)
    return numbers


def test_every_row_is_the_same(pair: tuple[Database, Database]) -> None:
    old, new = pair
    with old.writer() as session:
        fill_all(session)
    done: list[int] = []
    transfer(old, new, done.append)
    assert rows(new) == rows(old)
    assert sum(done) == 2 * sum(count_rows(old).values())
    # Only what no sample has, so that a new table is not forgotten here.
    empty = {name for name, held in rows(new).items() if not held}
    assert empty <= {"article_band", "event", "topic_evidence"}


def test_numbers_go_on_behind_the_last_that_was_ever_given(
    pair: tuple[Database, Database],
) -> None:
    old, new = pair
    fill_and_copy(old, new)
    with old.writer(keep=False) as there, new.writer(keep=False) as here:
        for model in (Statement, Quote, Article, Actor):
            assert list(reserve(here, model, 2)) == list(reserve(there, model, 2))


def test_addresses_histories_and_words_are_found_as_before(
    pair: tuple[Database, Database],
) -> None:
    old, new = pair
    numbers = fill_and_copy(old, new)

    def shown(database: Database) -> list[Any]:
        settings = Settings(database_url=database.url.render_as_string(hide_password=False))
        with TestClient(create_app(settings), "http://localhost", client=LOCAL) as client:
            joined = client.get(f"/api/v1/statements/{numbers['merged']}", follow_redirects=False)
            assert joined.status_code == 301
            assert joined.headers["location"].endswith(f"/{numbers['open']}")
            gone = client.get(f"/statements/{numbers['withdrawn']}")
            assert gone.status_code == 410
            page = client.get(f"/api/v1/statements/{numbers['leaks']}").json()
            assert page["history"][0]["note"] == "It was Thursday."
            lists = [client.get(f"/statements.csv{query}").text for query in ("", "?q=плотина")]
            return [page, gone.text, *lists]

    assert shown(new) == shown(old)


def test_what_is_written_afterwards_is_watched_as_ever(pair: tuple[Database, Database]) -> None:
    old, new = pair
    fill_and_copy(old, new)
    with new.writer() as session:
        record = Record(session)
        record.statement(Said(record.article("The ferry sails."), "ferry sails"))
    with new.reader() as session:
        keeper = Keeper()
        keeper.lend(session)
        assert count(select(session, StatementFilter(q="ferry"))) == 1
    with new.writer() as session:
        session.execute(sa.update(Quote).where(Quote.text == "ferry sails").values(text="gone"))
    with new.reader() as session:
        keeper.lend(session)
        assert count(select(session, StatementFilter(q="ferry"))) == 0
        assert list(consistency.differences(session)) == []

    def orphan() -> None:
        with new.writer() as session:
            session.execute(sa.update(Quote).values(parent_id=10**6))
            # Refused at once, not only when it is committed.
            pytest.fail("a quote may stand in one that there is not")

    with pytest.raises(sa.exc.IntegrityError):
        orphan()


def test_a_database_that_holds_something_is_left_as_it_is(
    pair: tuple[Database, Database],
) -> None:
    old, new = pair
    with old.writer() as session:
        fill_all(session)
    with new.writer() as session:
        session.add(Actor(slug="cem-bulut", name="Cem Bulut", kind="person"))
    before = rows(new)
    with pytest.raises(Unavailable, match="holds a record already"):
        transfer(old, new, lambda _: None)
    assert rows(new) == before


def test_what_breaks_half_way_leaves_the_other_empty(
    pair: tuple[Database, Database],
) -> None:
    old, new = pair
    with old.writer() as session:
        fill_all(session)

    def stop(_: int) -> None:
        done.append(1)
        if len(done) == 9:
            raise KeyboardInterrupt

    done: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        transfer(old, new, stop)
    assert set(count_rows(new).values()) == {0}
    transfer(old, new, lambda _: None)
    assert rows(new) == rows(old)
