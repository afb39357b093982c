"""What becomes of an article that is stored."""

import threading
import time
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import Invalid
from app.extraction.types import Attribution, Basis, Extraction, Form, Gazetteer
from app.models import Article, Doubt, FailedInput, Quote, ReviewItem, Statement
from app.queries.filters import StatementFilter
from app.queries.rows import StatementRow, rows
from app.queries.select import page, select
from app.readers.document import Document
from app.readers.files import read_kept
from app.services.copies import keep_copies
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import Ingested, ingest
from app.spans import Span
from tests.services.articles import DAM, article


def store(database: Database, document: Document) -> Ingested:
    with database.writer() as session:
        return ingest(session, document, gazetteer_from_database(session))


def listed(database: Database, **wanted: object) -> list[StatementRow]:
    with database.reader() as session:
        found = select(session, StatementFilter(sort="oldest", **wanted))  # type: ignore[arg-type]
        return rows(session, page(found).ids)


def test_an_article_becomes_statements_with_speaker_office_side_and_day(world: Database) -> None:
    stored = store(world, article())
    found = listed(world)
    assert stored.known is None
    assert stored.statements == len(found) == 3
    assert {row.actor.slug for row in found if row.actor} == {"bo-lind"}
    assert {row.office for row in found} == {"Foreign Minister of Veltania"}
    assert {row.side for row in found} == {"ru"}
    assert {(row.said_on, row.said_on_basis) for row in found} == {("2024-12-26", "weekday")}
    assert found[1].text == "We have no plan to close the dam before the harvest is in,"
    assert [topic.slug for topic in found[1].topics] == ["dams"]


@pytest.mark.parametrize(
    ("before", "given", "title"),
    [
        ("Dam to stay open until the harvest\n\n", None, "Dam to stay open until the harvest"),
        ("Dam to stay open until the harvest\n\n", "Dams", "Dams"),
        ("", None, None),
    ],
)
def test_a_text_that_came_without_a_title_stands_under_its_headline(
    world: Database, before: str, given: str | None, title: str | None
) -> None:
    store(world, replace(article(), text=before + DAM, title=given))
    with world.reader() as session:
        assert session.execute(sa.select(Article.title)).scalar_one() == title


def test_every_quote_stands_at_its_place(world: Database) -> None:
    store(world, article())
    with world.reader() as session:
        (text,) = session.execute(sa.select(Article.text)).scalars()
        quotes = session.execute(sa.select(Quote)).scalars().all()
    assert text == DAM
    assert len(quotes) == 3
    for quote in quotes:
        assert quote.text == " … ".join(text[start:end] for start, end in quote.parts)
        assert (quote.start_char, quote.end_char) == (quote.parts[0][0], quote.parts[-1][1])
        assert quote.speaker_start is not None
        assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_printed


def test_without_a_day_published_the_day_is_unknown_and_a_person_is_asked(world: Database) -> None:
    stored = store(world, article(published_on=None))
    assert {(row.said_on, row.said_on_basis) for row in listed(world)} == {(None, "unknown")}
    with world.reader() as session:
        items = session.execute(sa.select(ReviewItem)).scalars().all()
        asked = [each for each in items if each.reason == Doubt.DAY_NOT_RESOLVED]
    assert [each.article_id for each in asked] == [stored.article_id]


def test_the_same_article_is_stored_once(world: Database) -> None:
    first = store(world, article())
    again = store(world, article(title="Another title"))
    assert again.known is not None
    assert (again.article_id, again.known.by) == (first.article_id, "text")
    assert len(listed(world)) == 3


def test_the_same_address_is_stored_once_whatever_its_spelling(world: Database) -> None:
    url = "https://www.sarncourier.example/dam?utm_source=x"
    first = store(world, article(url=url))
    again = store(world, article(DAM + "\n", url="http://sarncourier.example/dam/"))
    assert again.known is not None
    assert (again.article_id, again.known.by) == (first.article_id, "url")


def test_the_same_text_in_another_outlet_is_a_further_source(world: Database) -> None:
    store(world, article())
    again = store(world, article(outlet="Coast Herald"))
    assert again.known is None
    assert again.statements == 0
    found = listed(world)
    assert len(found) == 3
    assert {row.outlets for row in found} == {2}
    assert len(listed(world, sources=2)) == 3


def test_the_same_text_in_another_outlet_joins_unknown_speakers_and_days_too(
    world: Database,
) -> None:
    text = "The mayor of Port Karo said that the ferry sails. A fisherman said: “It never sails.”"
    store(world, article(text, published_on=None))
    assert store(world, article(text, published_on=None, outlet="Coast Herald")).statements == 0
    assert {row.outlets for row in listed(world)} == {2}


def test_another_text_of_a_known_address_is_kept(world: Database) -> None:
    url = "https://sarncourier.example/dam"
    store(world, article(url=url))
    store(world, article(f"{DAM} A new paragraph.", url=url))
    with world.reader() as session:
        (kept,) = session.execute(sa.select(FailedInput)).scalars()
        again = article(f"{DAM} A new paragraph.", url=url)
        assert list(read_kept(kept.content, kept.source)) == [replace(again, source=kept.source)]
        assert "another text" in kept.reason


def test_the_same_words_on_another_day_are_another_statement(world: Database) -> None:
    store(world, article())
    store(world, article(outlet="Coast Herald", published_on=date(2025, 1, 2)))
    assert len(listed(world)) == 6
    assert {row.outlets for row in listed(world)} == {1}


def test_an_article_of_a_thousand_quotes_is_stored_in_time_that_grows_with_them(
    world: Database,
) -> None:
    lines = [f"No plan {number:04} to close the dam.\n" for number in range(1_000)]
    size = len(lines[0])
    quotes = tuple(
        Attribution(
            (Span(size * at, size * (at + 1) - 1),),
            *(Form.INDIRECT, "", None, None, None, None, "bo-lind"),
            said_on="2024-12-26",
            said_on_basis=Basis.STATED,
        )
        for at in range(len(lines))
    )
    found = Extraction("en", None, quotes)
    begun = time.process_time()
    with world.writer() as session:
        stored = ingest(session, article("".join(lines)), Gazetteer(), extraction=found)
    assert stored.statements == 1_000
    # Each compared with all before it took fifteen seconds.
    assert time.process_time() - begun < 10


def test_words_said_twice_in_one_article_are_one_statement(world: Database) -> None:
    text = (
        'Bo Lind said: "The dam stays open all winter." Lind said: "The dam stays open all winter."'
    )
    first = text.index("The dam")
    second = text.rindex("The dam")
    given = [
        {"start": at, "end": at + 31, "actor": "bo-lind", "said_on": "2024-12-26"}
        for at in (first, second)
    ]
    stored = store(world, article(text, quotes=given))
    assert (stored.quotes, stored.statements) == (2, 1)
    (row,) = listed(world)
    assert len(row.quotes) == 2


def test_two_articles_without_an_outlet_count_as_one_outlet(world: Database) -> None:
    store(world, article(outlet=None))
    store(world, article(DAM + " ", outlet=None))
    assert {row.outlets for row in listed(world)} == {1}


def test_a_digest_and_the_full_text_of_one_address_do_not_block_each_other(
    world: Database,
) -> None:
    url = "https://sarncourier.example/dam"
    digest = article('Bo Lind said: "The dam stays open for now, all of it."', url=url)
    store(world, Document(**{**_fields(digest), "text_kind": "digest"}))
    assert store(world, article(url=url)).known is None


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in Document.__slots__}


def test_a_digest_of_an_address_that_is_here_in_full_is_stored_too(world: Database) -> None:
    url = "https://sarncourier.example/dam"
    store(world, article(url=url))
    digest = article('Bo Lind said: "The dam stays open for now, all of it."', url=url)
    assert store(world, Document(**{**_fields(digest), "text_kind": "digest"})).known is None


def test_few_words_said_twice_on_a_day_may_mean_two_things(world: Database) -> None:
    for number in (1, 2):
        given = {"start": 0, "end": 4, "actor": "bo-lind", "said_on": "2024-12-26"}
        store(world, article(f"Yes. Bo Lind said so, {number} times.", quotes=[given]))
    assert len(listed(world)) == 2


def test_a_republished_text_counts_for_the_outlet_that_wrote_it(world: Database) -> None:
    first = store(world, article())
    again = store(world, article(outlet="Coast Herald"))
    with world.writer() as session:
        written = session.get_one(Article, first.article_id)
        session.get_one(Article, again.article_id).original_outlet_id = written.outlet_id
        session.flush()
        keep_copies(session, session.execute(sa.select(Statement.id)).scalars().all())
    assert {row.outlets for row in listed(world)} == {1}


def test_two_writers_at_once_store_one_article(world: Database) -> None:
    outcomes: list[Ingested] = []
    ready = threading.Barrier(4)

    def write() -> None:
        ready.wait()
        outcomes.append(store(world, article(outlet=None)))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({each.article_id for each in outcomes}) == 1
    assert sum(each.known is None for each in outcomes) == 1


def test_quotes_that_come_with_an_article_are_taken_as_they_are(world: Database) -> None:
    start = DAM.index("engineers")
    given = {
        "start": start,
        "end": DAM.index(" every morning"),
        "parts": [[start, start + 9], [start + 18, DAM.index(" every morning")]],
        "form": "indirect",
        "actor": {"slug": "ada-moor"},
        "said_on": "2023-02",
        "topics": ["ports"],
    }
    store(world, article(quotes=[given]))
    (row,) = listed(world)
    assert row.text == "engineers … the gates"
    assert (row.said_on, row.side) == ("2023-02", "ru")
    assert [topic.slug for topic in row.topics] == ["ports"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"start": 0, "end": 10_000}, "behind the text"),
        ({"start": 5, "end": 5}, "empty"),
        ({"start": "1", "end": 9}, "whole numbers"),
        ({"parts": [[0, 1, 2]]}, "no list of pairs"),
        ({"parts": 5}, "no list of pairs"),
        ({"start": 0, "end": 3, "topics": 5}, "no list of slugs"),
        ({"start": 0, "end": 3, "said_on": "2024-13"}, "2024-12-26"),
        ({"end": 9}, "start"),
        ({"start": 0, "end": 3, "text": "Now"}, "cut out"),
        ({"start": 0, "end": 3, "form": "sung"}, "sung"),
        ({"start": 0, "end": 3, "confidence": 10**400}, "from 0 to 1"),
        ({"start": 0, "end": 3, "confidence": "high"}, "from 0 to 1"),
        ({"start": 0, "end": 3, "said_on": "soon"}, "soon"),
        ({"start": 0, "end": 3, "parts": [[3, 5], [0, 2]]}, "order"),
    ],
)
def test_a_quote_that_does_not_fit_is_refused_and_nothing_is_stored(
    world: Database, given: dict[str, object], told: str
) -> None:
    with pytest.raises(Invalid) as caught:
        store(world, article(quotes=[given]))
    assert told in caught.value.problems["quotes[0]"]
    with world.reader() as session:
        assert session.execute(sa.select(Article.id)).first() is None
        assert session.execute(sa.select(Statement.id)).first() is None


def test_the_same_failure_is_kept_once_with_its_latest_reason(world: Database) -> None:
    with world.writer() as session:
        keep_failed(session, "a.pdf", "first", b"%PDF")
        keep_failed(session, "b.pdf", "second", b"%PDF")
        keep_failed(session, "missing.txt", "There is no such file.", b"")
    with world.reader() as session:
        (kept,) = session.execute(sa.select(FailedInput)).scalars()
        assert (kept.source, kept.reason, kept.content) == ("b.pdf", "second", b"%PDF")
