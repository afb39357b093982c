"""What becomes of many articles at once: the same as of each alone, and nothing is lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import Database
from app.locales import LOCALES, speaking
from app.models import (
    EVERYTHING,
    NO_STATEMENT,
    Article,
    ArticleBand,
    BulkLoad,
    Doubt,
    FailedInput,
    Outlet,
    Quote,
    RecordChange,
    ReviewItem,
    Statement,
    StatementTopic,
    TopicEvidence,
)
from app.queries.filters import StatementFilter
from app.queries.index.keeper import Keeper
from app.queries.select import count, select
from app.readers.document import Document
from app.readers.files import Failure, read_content, read_files
from app.services import batch, bulk
from app.services.batch import Report, ingest_batch
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import ingest
from app.services.ledger import Ledger
from app.services.lookout import look_at_many
from app.services.simhashes import Simhashes
from tests.services.articles import DAM, article

pytestmark = pytest.mark.slow

SAID = "the gates of the dam stay open until the harvest is in"
SPEAKERS = ({"actor": "ada-moor"}, {"actor": "bo-lind"}, {"speaker": "Lind"}, {"speaker": "a man"})
TABLES = (Outlet, Article, Statement, Quote, StatementTopic, TopicEvidence, ReviewItem)
# Ids of what nothing refers to may differ, and moments do.
LEFT_OUT = {"created_at", "captured_at"}


def carried(text: str, words: str = SAID, **fields: Any) -> dict[str, Any]:
    """A quote of these words in a text."""
    at = text.index(words)
    return {"start": at, "end": at + len(words), "said_on": "2024-12-26", **fields}


def telling(number: int, **fields: Any) -> Document:
    """An article that carries a statement of its own."""
    text = f"Bo Lind said that {SAID}, and that gate {number} is shut."
    words = f"gate {number} is shut"
    return article(text, quotes=[carried(text, words, actor="bo-lind", **fields)])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """An article out of few: texts, outlets, addresses and sayings come again."""
    text = draw(st.sampled_from((DAM, f"They said {SAID}.", f"{SAID} -- {SAID.upper()}.")))
    quotes = None
    if SAID in text and draw(st.booleans()):
        quotes = [
            carried(
                text,
                draw(st.sampled_from((SAID, "the gates of the dam", "gates"))),
                **draw(st.sampled_from(SPEAKERS)),
                said_on=draw(st.sampled_from(("2024-12-26", "2024", None))),
                topics=draw(st.sampled_from(([], ["dams"], ["dams", "ports"]))),
                side=draw(st.sampled_from((None, "ru", "un"))),
            )
            for _ in range(draw(st.integers(0, 3)))
        ]
    return article(
        text,
        outlet=draw(st.sampled_from(("Sarn Courier", "coast-herald", "Port Karo Times", None))),
        url=draw(st.sampled_from((None, "https://x.example/1", "https://x.example/2"))),
        published_on=draw(st.sampled_from(("2024-12-26", None))),
        text_kind=draw(st.sampled_from(("full", "digest"))),
        quotes=quotes,
    )


def record(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that articles leave."""
    with database.reader() as session:
        found = {}
        for model in TABLES:
            table = sa.inspect(model).local_table
            columns = [column for column in table.c if column.name not in LEFT_OUT]
            if model in {StatementTopic, TopicEvidence, ReviewItem}:
                columns = [column for column in columns if column.name != "id"]
            found[table.name] = sorted(map(repr, session.execute(sa.select(*columns))))
    return found


def emptied(database: Database) -> None:
    """Take out what articles left; ids begin anew."""
    with database.writer() as session:
        session.execute(sa.delete(ArticleBand))
        for model in reversed(TABLES):
            query = sa.delete(model)
            if model is Outlet:
                query = query.where(sa.column("slug").not_in(("sarn-courier", "coast-herald")))
            session.execute(query)
        session.execute(sa.delete(FailedInput))
        if database.is_sqlite:
            session.execute(sa.text("DELETE FROM sqlite_sequence WHERE name <> 'record_change'"))
        else:
            for model in TABLES:
                name = model.__tablename__
                given = {"name": name, "to": 100}
                query = sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :to)")
                session.execute(query, given)


@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(documents(), min_size=2, max_size=6))
def test_a_group_leaves_the_same_record_as_its_articles_one_by_one(
    world: Database, many: list[Document]
) -> None:
    if not world.is_sqlite:
        pytest.skip("ids have gaps where they are counted by sequences")
    emptied(world)
    alone = Report()
    for document in many:
        with world.writer() as session:
            known = gazetteer_from_database(session)
            stored = ingest(session, document, known, origin=batch.Origin.IMPORT)
            alone.add(stored)
            if stored.known is None:
                new = [(stored.article_id, document.text)]
                alone.proposed += look_at_many(session, new, Simhashes())
    expected = record(world)
    emptied(world)
    dry = ingest_batch(world, many, dry_run=True)
    assert record(world)["article"] == []
    together = ingest_batch(world, many)
    assert record(world) == expected
    assert vars(together) == vars(alone)
    assert vars(dry) | {"is_dry": False} == vars(alone) | {"proposed": 0}


def test_words_are_found_and_readers_are_told_after_a_group(world: Database) -> None:
    with world.reader() as session:
        before = session.execute(sa.select(sa.func.max(RecordChange.seq))).scalar() or 0
    ingest_batch(world, map(telling, range(3)))
    with world.reader() as session:
        assert count(select(session, StatementFilter(q="shut"))) == 3
        query = sa.select(RecordChange.statement_id).where(RecordChange.seq > before)
        told = set(session.execute(query).scalars())
        # The articles are told once, whatever they say.
        assert told == {NO_STATEMENT, *session.execute(sa.select(Statement.id)).scalars()}
        assert session.execute(sa.select(BulkLoad.id)).first() is None
    # The triggers are there again: what is added alone is found and told too.
    ingest_alone(world, telling(3))
    with world.reader() as session:
        assert count(select(session, StatementFilter(q="shut"))) == 4


def test_readers_learn_that_a_group_joined_a_statement_of_before(world: Database) -> None:
    keeper = Keeper()

    def carried_by(outlets: int) -> int:
        with world.reader() as session:
            keeper.lend(session)
            return count(select(session, StatementFilter(sources=outlets)))

    for outlet in ("Sarn Courier", "Port Karo Times"):
        text = f"The {outlet} heard Bo Lind say that {SAID}."
        ingest_batch(world, [article(text, outlet=outlet, quotes=[carried(text, actor="bo-lind")])])
        assert carried_by(1) == 1
        assert carried_by(2) == (outlet == "Port Karo Times")


def ingest_alone(database: Database, document: Document) -> None:
    with database.writer() as session:
        ingest(session, document, gazetteer_from_database(session))


def test_of_very_many_changes_readers_are_told_that_there_were_many(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_TOLD", 2)
    ingest_batch(world, map(telling, range(3)))
    with world.reader() as session:
        last = sa.select(RecordChange.statement_id).order_by(RecordChange.seq.desc()).limit(1)
        assert session.execute(last).scalar_one() == EVERYTHING


def test_a_dry_run_sees_what_comes_twice(world: Database) -> None:
    report = ingest_batch(world, [telling(1), telling(2), telling(1)], dry_run=True)
    assert (report.new, report.known, report.statements) == (2, 1, 2)


def test_stopped_in_the_middle_it_goes_on_where_it_was(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "GROUP_QUOTES", 4)

    def stopped() -> Iterator[Document]:
        yield from map(telling, range(7))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest_batch(world, stopped())
    again = ingest_batch(world, map(telling, range(9)))
    assert (again.known, again.new) == (6, 3)


def test_a_group_that_breaks_is_stored_one_by_one(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Ledger, "write_many", breaks)
    report = ingest_batch(world, map(telling, range(3)))
    assert (report.new, report.failures) == (3, [])


def test_a_group_that_breaks_at_its_end_is_stored_one_by_one(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.services.pending.feed_words", breaks)
    report = ingest_batch(world, map(telling, range(3)))
    assert (report.new, report.failures) == (3, [])
    with world.reader() as session:
        assert count(select(session, StatementFilter(q="shut"))) == 3


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"topics": ["volcanoes"]}, "there is no topic “volcanoes”"),
        ({"topics": [7]}, "no slug"),
        ({"side": "moon"}, "there is no side “moon”"),
    ],
)
def test_a_line_that_names_what_there_is_not_fails_with_its_reason(
    world: Database, tmp_path: Path, fields: dict[str, Any], told: str
) -> None:
    lines = []
    for number, more in enumerate((fields, {})):
        document = telling(number, **more)
        assert document.quotes
        line = {"text": document.text, "outlet": "Sarn Courier", "quotes": document.quotes}
        lines.append(json.dumps(line))
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    report = ingest_batch(world, read_files([tmp_path / "a.jsonl"]))
    assert report.new == 1
    (failure,) = report.failures
    assert failure.source.endswith("a.jsonl, line 1")
    assert told in failure.reason
    with world.reader() as session:
        assert session.execute(sa.select(sa.func.count(FailedInput.id))).scalar_one() == 1


def test_a_side_that_the_record_does_not_confirm_is_a_doubt_with_that_side(
    world: Database,
) -> None:
    ingest_batch(world, [telling(1, side="un", topics=["dams"])])
    with world.reader() as session:
        (statement,) = session.execute(sa.select(Statement)).scalars()
        (doubt,) = session.execute(sa.select(ReviewItem)).scalars()
        assert (statement.side, statement.is_pending) == ("ru", True)
        assert (doubt.reason, doubt.proposal) == ("not in that office on that day", {"side": "un"})


def test_a_side_that_the_record_confirms_is_none(world: Database) -> None:
    report = ingest_batch(world, [telling(1, side="ru", topics=["dams"])])
    assert report.to_review == 0


@pytest.mark.parametrize("locale", LOCALES)
def test_a_report_says_what_it_counts_for_review_in_english_whoever_asks(locale: str) -> None:
    with speaking(locale):
        told = Report(new=2, statements=1, to_review=1).as_text()
    assert told.endswith("1 statement, 1 statement or article for review.")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("", "utf-8")
    (found,) = read_files([tmp_path])
    assert isinstance(found, Failure)
    assert "no file" in found.reason


def test_a_line_with_wrong_quotes_is_kept_whole_and_can_be_read_again(database: Database) -> None:
    line = {
        "title": "The gates",
        "published_on": "2024-12-26",
        "text": "Ada Moor spoke.",
        "quotes": [{"start": 0, "end": 99}],
    }
    content = json.dumps(line).encode()
    report = ingest_batch(database, read_content(content, "two.jsonl, line 4"))
    assert [failure.reason.split(":")[0] for failure in report.failures] == ["quotes[0]"]
    with database.reader() as session:
        kept = session.execute(sa.select(FailedInput.content)).scalar_one()
    assert {name: value for name, value in json.loads(kept).items() if name in line} == line
    again = ingest_batch(database, read_content(kept.replace(b"99", b"8"), "two.jsonl, line 4"))
    assert (again.new, again.quotes) == (1, 1)


def near(number: int) -> Document:
    """An article that is read here, nearly the same as those of other numbers."""
    text = f"{DAM}\nThe {number}. ship lies in the port of Karo, and boats bring bread from it."
    return article(f"{text} {' '.join(f'It rained in month {each}.' for each in range(40))}")


def test_what_is_read_in_an_import_of_any_size_is_compared_on_the_way(world: Database) -> None:
    ingest_batch(world, [near(0)])
    report = ingest_batch(world, [near(1), near(2)])
    assert (report.new, report.uncompared) == (2, 0)
    with world.reader() as session:
        query = sa.select(ReviewItem.article_id).where(ReviewItem.reason == Doubt.NEAR_COPY)
        asked = session.execute(query).scalars().all()
    assert len(asked) == 2
    assert report.proposed >= 2


def test_of_many_articles_that_bring_their_quotes_a_person_decides_when_to_compare(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "COMPARED", 2)
    few = ingest_batch(world, map(telling, range(2)))
    many = ingest_batch(world, map(telling, range(2, 5)))
    assert (few.uncompared, many.uncompared, many.proposed) == (0, 3, 0)


def test_a_group_whose_comparing_fails_is_stored_one_by_one(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(batch, "look_at_many", fails)
    report = ingest_batch(world, [near(1), near(2)])
    assert (report.new, report.failures) == (2, [])
