"""The measuring itself: what it compares must be the same work."""

from pathlib import Path

import pytest

from app.db import Database
from tests.benchmarks.datasette import address_of
from tests.benchmarks.floor import Floor
from tests.benchmarks.measure import unchunked
from tests.benchmarks.plan import ids_in, make_sheet, read_plan, write_plan
from tests.benchmarks.questions import Ask, Record, make_questions
from tests.sample import fill
from tests.web.conftest import visiting

RECORD = Record(
    statements=1000,
    actors=[f"actor-{number}" for number in range(9)],
    medium_actors=["actor-5"],
    rare_actors=["actor-8", "actor-7"],
    sides=["ru", "tr"],
    topics=["gas", "water"],
    outlets=["herald"],
    months=["2024-12", "2024-11"],
    common=["aa", "ab", "ac"],
    middle=["ba", "bb", "bc", "bd"],
    rare=["ca", "cb", "cc"],
)
ASKED = (
    Ask("/statements"),
    Ask("/statements", (("q", "leaks"),)),
    Ask("/statements", (("lang", "tr"),)),
    Ask("/"),
    Ask("/api/v1/statements", (("lang", "en"),)),
    Ask("/statements.csv"),
)


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.address)
def test_the_floor_prints_the_same_statements_in_as_many_bytes(
    sqlite_database: Database, tmp_path: Path, ask: Ask
) -> None:
    with sqlite_database.writer() as session:
        fill(session)
    with visiting(sqlite_database) as client:
        body = client.get(ask.address).content
    plan = tmp_path / "plan.jsonl"
    write_plan(plan, {ask.address: make_sheet(ask, body)})
    answer = Floor(str(sqlite_database.url.database), read_plan(plan)).answer(ask.address)
    assert answer is not None
    assert ids_in(ask, answer[1]) == ids_in(ask, body) != []
    assert len(answer[1]) == pytest.approx(len(body), rel=0.1)


def test_no_address_is_asked_for_the_first_time_twice() -> None:
    every = [ask for question in make_questions(RECORD, 5) for ask in question.asks]
    addresses = [ask.address for ask in every] + [ask.turned.address for ask in every]
    assert len(addresses) == len(set(addresses))


def test_a_body_that_comes_in_chunks_is_put_together() -> None:
    assert unchunked(b"4\r\nAda \r\n4\r\nMoor\r\n0\r\n\r\n") == b"Ada Moor"


def test_datasette_is_asked_for_the_same_statements() -> None:
    ask = Ask("/api/v1/statements", (("side", "tr"), ("from", "2024-12"), ("to", "2024-12")))
    address = address_of(ask, Path("large.db"))
    assert address is not None
    assert "side__exact=tr&month__exact=2024-12" in address
