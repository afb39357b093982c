"""Cursors: a walk over any list reads what stays in it once, whatever comes and goes meanwhile."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.api.cursors import Number, Rank, encode, key_in
from app.config import Settings
from app.db import MAX_ID, Database
from app.errors import Invalid
from app.main import create_app
from app.models import (
    Actor,
    Alias,
    Doubt,
    Feed,
    FeedItem,
    ItemState,
    ReviewItem,
    ReviewStatus,
    now,
)
from app.services.corrections.statements import bring_back, withdraw
from app.text import fold
from tests.api.conftest import LOCAL, asking
from tests.briefs import freeze_some
from tests.conftest import copied_file
from tests.sample import Record, Said

pytestmark = pytest.mark.slow

V1 = "/api/v1"
MANY = 23
FIRST = date(2024, 1, 1)


def day(number: int) -> date | None:
    """A day for each; some share one, some have none."""
    return None if number % 5 == 0 else FIRST + timedelta(days=number // 3)


def add(session: Session, number: int) -> None:
    """One more of everything that a list has."""
    record = Record(session)
    words = f"The dam leaks in {number} places."
    article = record.article(words, published_on=day(number))
    said = str(day(number)) if day(number) else None
    statement = record.statement(Said(article, words), said_on=said)
    name = ("Ada Moor", "ada moor", "Öde Lind", "Zed Voss", "Анна Линд")[number % 5]
    actor = Actor(slug=f"somebody-{number}", name=name, kind="person")
    session.add(actor)
    session.flush()
    session.add(Alias(actor_id=actor.id or 0, text=name, folded=fold(name)))
    session.add(
        FeedItem(
            feed_id=1, key=str(number), title=words, state=ItemState.STORED,
            published_on=day(number),
        )
    )  # fmt: skip
    ended = {"closed_at": now()}
    if number % 2:
        decided = {"status": ReviewStatus.IGNORED, **ended} if number % 4 == 1 else {}
        session.add(
            ReviewItem(
                reason=Doubt.POSSIBLE_DUPLICATE,
                statement_id=statement.id,
                other_statement_id=1,
                **decided,
            )
        )
    settled = {"status": ReviewStatus.FIXED, **ended} if number % 3 == 0 else {}
    reason = (Doubt.NO_TOPIC, Doubt.UNKNOWN_SPEAKER, Doubt.READERS_REPORT)[number % 3]
    session.add(ReviewItem(reason=reason, statement_id=statement.id, **settled))
    freeze_some(session, statement.id or 0, title=f"Brief {number}")


def fill(database: Database) -> None:
    """Put a few dozens of everything on record."""
    with database.writer() as session:
        url = "https://courier.example/feed"
        session.add(Feed(url=url, title="Courier", every=900, added_by="bo"))
        session.flush()
        for number in range(2 * MANY):
            add(session, number)


@pytest.fixture(scope="module")
def still(shared_database: Database) -> Iterator[TestClient]:
    """The local user's client on a record of each kind of database that stays as it is."""
    fill(shared_database)
    url = shared_database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, background=False))
    with TestClient(app, "http://127.0.0.1:8000", client=LOCAL) as client:
        yield client


@pytest.fixture(scope="module")
def record_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a few dozens of everything."""
    folder = tmp_path_factory.mktemp("walked")
    with copied_file(migrated_file, folder) as database, database.writer() as session:
        session.add(
            Feed(url="https://courier.example/feed", title="Courier", every=900, added_by="bo")
        )
        session.flush()
        for number in range(2 * MANY):
            add(session, number)
    return folder / "onrecord.db"


@pytest.fixture
def database(record_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A record of the test's own."""
    with copied_file(record_file, tmp_path) as found:
        yield found


@pytest.fixture
def api(database: Database) -> Iterator[TestClient]:
    """The local user's client."""
    with asking(str(database.url)) as client:
        yield client


def walk(
    api: TestClient, path: str, key: str, meanwhile: Callable[[], None] = lambda: None
) -> list[Any]:
    """The keys of all things of a list, read to its end; `meanwhile` is done between two pages."""
    found: list[Any] = []
    after: str | None = ""
    sign = "&" if "?" in path else "?"
    while after is not None:
        answer = api.get(f"{V1}{path}{sign}after={quote(after)}")
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["items"] or not found, "a page behind the end"
        found += [each[key] for each in told["items"]]
        after = told["next"]
        meanwhile()
    return found


LISTS = (
    *((f"/statements?sort={sort}&per=4", "id") for sort in ("newest", "oldest", "added")),
    ("/statements?q=dam&sort=relevance&per=4", "id"),
    ("/articles?per=4", "id"),
    ("/articles?per=4&from=2024-01-02&to=2024-01-09", "id"),
    ("/actors?per=4", "slug"),
    ("/actors?q=lind&per=4", "slug"),
    ("/briefs?per=4", "id"),
    ("/proposals?per=4", "id"),
    ("/proposals?status=decided&per=4", "id"),
    ("/review?per=4", "id"),
    ("/review?status=fixed&per=4", "id"),
    ("/feeds/1/items", "id"),
)


@pytest.mark.parametrize(("path", "key"), LISTS)
def test_a_walk_reads_everything_once_and_in_order(still: TestClient, path: str, key: str) -> None:
    found = walk(still, path, key)
    whole = still.get(V1 + path.replace("per=4", "per=200")).json()
    assert len(found) == len(set(found)) == whole["total"] > 4
    if "items" not in path:
        assert found == [each[key] for each in whole["items"]]


@pytest.mark.parametrize(("path", "key"), LISTS)
def test_what_comes_and_goes_meanwhile_neither_hides_nor_doubles_anything(
    api: TestClient, database: Database, path: str, key: str
) -> None:
    chance = random.Random(path)
    before = set(walk(api, path, key))
    about = {
        each["id"]: {said["id"] for said in each.get("statements") or [each["statement"]]}
        for each in api.get(V1 + path.replace("per=4", "per=200")).json()["items"]
        if "proposals" in path or "review" in path
    }
    touched: set[int] = set()
    added = [1_000]

    def meanwhile() -> None:
        with database.writer() as session:
            added[0] += 1
            add(session, added[0])
            number = chance.randrange(2, 2 * MANY)
            if number in touched:
                bring_back(session, number, who="bo")
            else:
                withdraw(session, number, "Nobody had said it.", who="bo")
            touched.add(number)

    found = walk(api, path, key, meanwhile)
    assert len(found) == len(set(found))
    gone: set[int] = set()
    if "statements" in path:
        gone = touched
    else:
        # What waits for a statement that was withdrawn waits for nothing.
        gone = {number for number, said in about.items() if said & touched}
    assert before - gone <= set(found)


@pytest.mark.parametrize("path", sorted({path for path, _ in LISTS}))
def test_a_word_that_is_no_place_is_told(still: TestClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    for word in ("nowhere", "W10", "WzFd", "e30", "WyJhcnRpY2xlcyIsIjIwMjQiLDFd", "ü", "A" * 1999):
        answer = still.get(f"{V1}{path}{sign}after={word}")
        assert (answer.status_code, set(answer.json()["problems"])) == (422, {"after"}), word


@pytest.mark.parametrize(
    "key", [[], [1], [1, 2, 3], ["a", 2], [True, 2], [1, 0], [-1, 2], [1, 2**63], [1, 2.0]]
)
def test_a_key_of_another_shape_is_no_place(key: list[Any]) -> None:
    with pytest.raises(Invalid):
        key_in("doubts", encode("doubts", *key), tuple[Rank, Number])


@given(rank=st.integers(0, MAX_ID), number=st.integers(1, MAX_ID))
def test_a_key_comes_back_as_it_was_given_and_in_its_own_list_alone(rank: int, number: int) -> None:
    word = encode("doubts", rank, number)
    assert key_in("doubts", word, tuple[Rank, Number]) == (rank, number)
    with pytest.raises(Invalid):
        key_in("other doubts", word, tuple[Rank, Number])


WRITER = """
import sys
from app.db import Database
from app.services.corrections.statements import withdraw
from tests.api.test_cursors import add

database = Database(sys.argv[1])
print("ready", flush=True)
for number in range(2_000, 2_030):
    with database.writer() as session:
        add(session, number)
        withdraw(session, number - 1_998, "Nobody had said it.", who="bo")
    print(number, flush=True)
"""


@pytest.mark.slow
def test_another_process_that_adds_and_withdraws_hides_and_doubles_nothing(
    api: TestClient, database: Database
) -> None:
    lists = [each for each in LISTS if not {"proposals", "review"} & set(each[0][1:].split("?"))]
    before = {path: set(walk(api, path, key)) for path, key in lists}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database.url)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        walks = 0
        while writer.poll() is None or not walks:
            for path, key in lists:
                found = walk(api, path, key)
                assert len(found) == len(set(found)), path
                gone = set(range(2, 32)) if "statements" in path else set()
                assert before[path] - gone <= set(found), path
            walks += 1
        assert writer.wait() == 0
    assert len(walk(api, "/statements?per=50", "id")) == len(
        before["/statements?sort=newest&per=4"]
    )
