"""Erasure: words that go for legal reasons are gone everywhere, and their numbers say why."""

import json
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from starlette.testclient import TestClient

from app.db import Database
from app.errors import Gone, Invalid
from app.models import (
    Article,
    Capture,
    Draft,
    FailedInput,
    Feed,
    FeedItem,
    Job,
    JobState,
    Note,
    Quote,
    ReviewItem,
    Revision,
    Role,
    Statement,
    Translation,
    now,
)
from app.queries.articles import get_article
from app.queries.filters import StatementFilter
from app.queries.select import page, select
from app.queries.statements import get_statement
from app.readers.document import Document
from app.services.corrections.statements import bring_back, set_setting
from app.services.erasure import erase, plan_erasure
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import ingest
from app.services.reverts import revert
from app.services.sheet_drafts import get_sheet, start_sheet
from app.services.traces import Traces
from tests.people import add_person, sign_in_as
from tests.sample import DAM, Sample, fill
from tests.web.conftest import visiting

REASON = "A court of Veltania ordered it."
# Words that stand in the dam article alone.
OWN_WORDS = ("the inquiry would be public", "a cold winter", "no troops would be moved")


@pytest.fixture
def sample(database: Database) -> Sample:
    """The sample, in a database of each kind."""
    with database.writer() as session:
        found = fill(session)
        session.flush()
        session.expunge_all()
    return found


def surround(session: Session, sample: Sample) -> int:
    """Put the words of the dam article wherever the program may keep them; return its number."""
    number = sample.articles["dam"].id or 0
    draft = Draft(token="saved", text=DAM, article_id=number, fields={"title": "x"})
    session.add_all((draft, Draft(token="again", text=f"Copied:\n{DAM}")))
    session.flush()
    page_ = f"<html><p>{DAM.replace('“', '&ldquo;')}</p></html>".encode()
    session.add(
        Capture(
            article_id=number,
            draft_id=draft.id,
            url="https://courier.example/2024/12/dam",
            final_url="https://courier.example/2024/12/dam",
            fetched_at=now(),
            seen_at=now(),
            status=200,
            content=zlib.compress(page_),
            sha256="1",
        )
    )
    other = {"text": "The ferry of Kestrel runs again, and nobody has to walk around the bay."}
    lines = "\n".join(json.dumps(each) for each in ({"text": DAM}, other)).encode()
    session.add(FailedInput(source="dam.txt", reason="?", sha256="a", content=DAM.encode()))
    session.add(FailedInput(source="all.jsonl", reason="?", sha256="b", content=lines))
    session.add(
        Job(
            kind="file",
            subject="dam.html",
            label="dam.html",
            content=page_,
            queued_by="bo",
            state=JobState.FAILED,
        )
    )
    feed = Feed(url="https://courier.example/feed", title="Courier", every=600, added_by="bo")
    session.add(feed)
    session.flush()
    session.add(FeedItem(feed_id=feed.id or 0, key="1", title="Veltania opens", article_id=number))
    leaks, public = sample.statements["leaks"].id or 0, sample.statements["public"].id or 0
    for statement in (leaks, public):
        session.add(Note(statement_id=statement, text=f"It says: {DAM}"))
    quote = session.execute(sa.select(Quote.id).where(Quote.statement_id == public)).scalar_one()
    words = "no troops would be moved, and the inquiry would be public"
    session.add(Translation(quote_id=quote, language="tr", text=words, by="machine"))
    session.add(
        ReviewItem(
            reason="no topic",
            article_id=number,
            statement_id=sample.statements["troops"].id,
            subject="He added that no troops would be moved",
        )
    )
    session.add(
        ReviewItem(
            reason="reader's report",
            statement_id=leaks,
            subject="It is wrong that the inquiry would be public and that Lind warned of winter.",
        )
    )
    for subject, number_of in (("article", number), ("statement", leaks)):
        session.add(
            Revision(
                who="bo",
                action="edit",
                subject=subject,
                subject_id=number_of,
                before={"words": "Bo Lind warned of “a cold winter” on the border, it said"},
                after={"words": DAM, "parts": [[1, 2]]},
                note="no troops would be moved: see the text of the dam article itself",
            )
        )
    session.flush()
    return number


def test_nothing_that_the_database_holds_has_the_words_any_more(
    database: Database, sample: Sample
) -> None:
    with database.writer() as session:
        number = surround(session, sample)
        erase(session, number, reason=REASON, who="Ada Moor")
    with database.reader() as session:
        for table in sa.inspect(session.connection()).get_table_names():
            for row in session.execute(sa.text(f"SELECT * FROM {table}")):
                told = " ".join(map(str, row))
                assert not any(words in told for words in OWN_WORDS), (table, told[:300])


def test_the_numbers_answer_with_the_reason(database: Database, sample: Sample) -> None:
    public = sample.statements["public"].id or 0
    with database.writer() as session:
        erase(session, sample.articles["dam"].id or 0, reason=REASON, who="Ada Moor")
    with database.reader() as session:
        with pytest.raises(Gone, match="court of Veltania"):
            get_article(session, sample.articles["dam"].id or 0)
        with pytest.raises(Gone, match="court of Veltania"):
            get_statement(session, public)


def test_a_statement_with_another_wording_stays_with_that_one(
    database: Database, sample: Sample
) -> None:
    leaks = sample.statements["leaks"].id or 0
    with database.writer() as session:
        erase(session, sample.articles["dam"].id or 0, reason=REASON, who="Ada Moor")
    with database.reader() as session:
        row = get_statement(session, leaks)
    assert [quote.article_id for quote in row.quotes] == [sample.articles["dam_ru"].id]
    assert (row.text, row.language, row.outlets) == (
        "Плотина течёт, и это знают все на реке",
        "ru",
        1,
    )


def test_a_search_finds_the_words_no_more(database: Database, sample: Sample) -> None:
    with database.writer() as session:
        before = page(select(session, StatementFilter(q="inquiry"))).total
        erase(session, sample.articles["dam"].id or 0, reason=REASON, who="Ada Moor")
        after = page(select(session, StatementFilter(q="inquiry"))).total
    assert (before, after) == (1, 0)


def test_history_stays_without_the_words(database: Database, sample: Sample) -> None:
    with database.writer() as session:
        number = surround(session, sample)
        erase(session, number, reason=REASON, who="Ada Moor")
        about = sa.select(Revision).where(
            col(Revision.subject) == "article", col(Revision.subject_id) == number
        )
        edit, erased = session.execute(about.order_by(col(Revision.id))).scalars()
        assert (edit.who, edit.action, edit.after["parts"]) == ("bo", "edit", [[1, 2]])
        assert (erased.who, erased.action, erased.note) == ("Ada Moor", "erase", REASON)


def test_nothing_of_what_was_erased_can_be_brought_back(database: Database, sample: Sample) -> None:
    leaks, public = sample.statements["leaks"].id or 0, sample.statements["public"].id or 0
    with database.writer() as session:
        place = set_setting(session, leaks, occasion=DAM[60:200], place=None, who="bo")
        set_setting(session, leaks, occasion=None, place=None, who="bo")
        assert place is not None
        erase(session, sample.articles["dam"].id or 0, reason=REASON, who="Ada Moor")
        with pytest.raises(Invalid):
            bring_back(session, public, who="bo")
        about = sa.select(Revision).where(col(Revision.subject_id) == leaks)
        for told in session.execute(about.order_by(col(Revision.id).desc())).scalars().all():
            if "[erased]" in str(told.before):
                with pytest.raises(Invalid):
                    revert(session, told.id or 0, who="bo")


def test_other_articles_in_the_same_input_stay(database: Database, sample: Sample) -> None:
    with database.writer() as session:
        erase(session, surround(session, sample), reason=REASON, who="Ada Moor")
        left = session.execute(sa.select(FailedInput)).scalars().all()
        assert [each.source for each in left] == ["all.jsonl"]
        assert b"ferry of Kestrel" in left[0].content


def test_other_rows_of_a_spreadsheet_that_is_not_saved_stay(
    database: Database, sample: Sample
) -> None:
    rows = "who,quote,paper\nAda Moor,the inquiry would be public,x\nBo Lind,The ferry sails.,x\n"
    with database.writer() as session:
        token = start_sheet(session, "mine.csv", rows.encode())
        erase(session, sample.articles["dam"].id or 0, reason=REASON, who="ada")
    with database.reader() as session:
        assert [cells[1] for _, cells in get_sheet(session, token).grid.rows] == [
            "The ferry sails."
        ]


def test_what_is_planned_is_what_goes(database: Database, sample: Sample) -> None:
    with database.writer() as session:
        number = surround(session, sample)
        planned = plan_erasure(session, number)
        assert erase(session, number, reason=REASON, who="Ada Moor") == planned
    assert len(planned.leftovers.drafts) == 2
    assert len(planned.leftovers.failed) == 2
    assert len(planned.vanishing) == 3
    assert planned.staying == (sample.statements["leaks"].id,)


def test_the_same_text_is_not_taken_in_again(database: Database, sample: Sample) -> None:
    number = sample.articles["dam"].id or 0
    with database.writer() as session:
        erase(session, number, reason=REASON, who="Ada Moor")
        document = Document(DAM, outlet="Sarn Courier")
        again = ingest(session, document, gazetteer_from_database(session))
        assert again.known is not None
        assert again.article_id == number
        texts = sa.select(sa.func.count()).where(col(Article.text).contains("inquiry"))
        assert session.execute(texts).scalar_one() == 0


def test_an_article_with_the_same_text_elsewhere_is_named(
    database: Database, sample: Sample
) -> None:
    with database.writer() as session:
        dam = session.get_one(Article, sample.articles["dam"].id)
        copy = Article(text=dam.text, text_sha256=dam.text_sha256, language="en")
        session.add(copy)
        session.flush()
        assert plan_erasure(session, dam.id or 0).elsewhere == (copy.id,)


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, "It said: " + DAM.split("\n")[2]])
def test_a_reason_is_needed_and_holds_no_words_of_the_article(
    sqlite_database: Database, reason: str
) -> None:
    with sqlite_database.writer() as session:
        number = fill(session).articles["dam"].id or 0
        with pytest.raises(Invalid) as told:
            erase(session, number, reason=reason, who="Ada Moor")
    assert list(told.value.problems) == ["reason"]


def test_the_words_stand_nowhere_in_the_file_or_its_log(
    sqlite_database: Database, tmp_path: Path
) -> None:
    with sqlite_database.writer() as session:
        sample = fill(session)
        number = surround(session, sample)
        # An edit, and a row that was deleted before, leave words in pages that are not cleared.
        session.execute(sa.delete(Draft).where(col(Draft.token) == "again"))
    with sqlite_database.writer() as session:
        session.execute(sa.update(Draft).values(text="short"))
    words = [each.encode() for each in (*OWN_WORDS, "everybody on the river knows it")]
    files = [each for each in tmp_path.iterdir() if each.name.startswith("onrecord.db")]
    before = b"".join(each.read_bytes() for each in files)
    assert all(each in before for each in words)
    with sqlite_database.writer() as session:
        erase(session, number, reason=REASON, who="Ada Moor")
    assert sqlite_database.clean()
    files = [each for each in tmp_path.iterdir() if each.name.startswith("onrecord.db")]
    after = b"".join(each.read_bytes() for each in files)
    assert [each for each in words if each in after] == []
    # The word index keeps folded words one by one: those that stood in these quotes alone are gone.
    assert b"inquiry" not in after
    assert b"troops" not in after


def test_cleaning_harms_nothing(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        fill(session)
    with sqlite_database.reader() as session:
        before = page(select(session, StatementFilter(q="border"))).ids
    assert sqlite_database.clean()
    with sqlite_database.reader() as session:
        assert page(select(session, StatementFilter(q="border"))).ids == before
        check = session.execute(sa.text("PRAGMA integrity_check")).scalar_one()
    assert check == "ok"


@pytest.mark.slow
def test_cleaning_tells_that_a_reader_keeps_the_log(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        fill(session)
    with sqlite_database.reader() as session:
        session.execute(sa.text("SELECT count(*) FROM article")).one()
        assert not sqlite_database.clean()
    assert sqlite_database.clean()


def test_traces_are_found_in_markup_and_json() -> None:
    traces = Traces("Ada Moor said that the “dam” on the Sarn leaks & must be mended.\n")
    assert traces.in_bytes(
        b"<p>Ada Moor <b>said</b> that the &ldquo;dam&rdquo; on\n the Sarn leaks &amp; must "
        b"be mended.</p>"
    )
    told = json.dumps({"text": "Ada Moor said that the “dam” on the Sarn leaks & must be mended."})
    assert traces.in_bytes(told.encode())
    assert not traces.in_bytes(b"Ada Moor said that the dam holds, whatever may be told of it.")


@pytest.mark.parametrize(
    "content",
    ["<" * 200_000, "e\u0301\u0316" + "\u0301\u0316" * 100_000, f"&#{'9' * 5_000};"],
    ids=["signs that open tags", "marks on one letter", "an endless reference"],
)
def test_a_hostile_file_that_was_kept_holds_no_erasure_up(content: str) -> None:
    traces = Traces("Ada Moor said that the “dam” on the Sarn leaks & must be mended.\n")
    begun = time.process_time()
    assert not traces.in_bytes(content.encode())
    assert time.process_time() - begun < 3


def test_a_draft_of_another_report_of_the_same_words_stays(
    database: Database, sample: Sample
) -> None:
    other = (
        "The ferry of Kestrel runs again, the harbour master of the town told reporters.\n\n"
        "Asked of the dam, Ada Moor said that “the inquiry would be public”.\n\n"
        "The harbour master said that nobody has to walk around the bay any more.\n"
    )
    with database.writer() as session:
        session.add(Draft(token="other", text=other))
        session.add(FailedInput(source="o", reason="?", sha256="c", content=other.encode()))
        erase(session, sample.articles["dam"].id or 0, reason=REASON, who="Ada Moor")
        assert session.execute(sa.select(col(Draft.token))).scalars().all() == ["other"]
        assert session.execute(sa.select(col(FailedInput.source))).scalars().all() == ["o"]


# ------------------------------------------------------------------------------ the pages


@pytest.fixture
def erasing(sqlite_database: Database) -> Iterator[tuple[TestClient, Sample]]:
    """The local user's requests to a server on the sample."""
    with sqlite_database.writer() as session:
        found = fill(session)
        surround(session, found)
        session.flush()
        session.expunge_all()
    with visiting(sqlite_database) as client:
        yield client, found


def test_the_page_says_what_goes_and_what_stays(erasing: tuple[TestClient, Sample]) -> None:
    client, sample = erasing
    number = sample.articles["dam"].id
    shown = client.get(f"/articles/{number}/erase")
    assert shown.status_code == 200
    for told in ("4 quotes", "3 statements", "1 page as fetched", "2 drafts", "cannot be undone"):
        assert told in shown.text
    assert f'href="/articles/{number}/erase"' in client.get(f"/articles/{number}").text


def test_nothing_goes_until_the_number_is_typed(erasing: tuple[TestClient, Sample]) -> None:
    client, sample = erasing
    number = sample.articles["dam"].id
    for typed in ("", "yes", "1" + str(number)):
        form = {"reason": REASON, "number": typed}
        refused = client.post(f"/articles/{number}/erase", data=form)
        assert refused.status_code == 422
        assert REASON in refused.text
    assert client.get(f"/articles/{number}").status_code == 200


def test_pages_and_api_answer_410_at_once(erasing: tuple[TestClient, Sample]) -> None:
    client, sample = erasing
    number, public = sample.articles["dam"].id, sample.statements["public"].id
    lists = ("/statements", "/statements?q=inquiry", "/articles", "/actors/ada-moor", "/")
    assert any("inquiry" in client.get(each).text for each in lists)
    done = client.post(f"/articles/{number}/erase", data={"reason": REASON, "number": str(number)})
    assert done.status_code == 200
    assert "was written anew" in done.text
    for address in (f"/articles/{number}", f"/statements/{public}", f"/articles/{number}/erase"):
        gone = client.get(address)
        assert gone.status_code == 410
        assert REASON in gone.text
    for address in (f"/api/v1/articles/{number}", f"/api/v1/statements/{public}"):
        told = client.get(address)
        assert told.status_code == 410
        assert told.json()["message"] == REASON
    for address in lists:
        assert "the inquiry would be public" not in client.get(address).text
    assert client.post(f"/articles/{number}/refetch").status_code == 410
    assert client.get(f"/articles/{number}/changes").status_code == 410


def test_what_stays_erased_offers_no_way_back(erasing: tuple[TestClient, Sample]) -> None:
    client, sample = erasing
    number, public = sample.articles["dam"].id, sample.statements["public"].id
    seen = {"form": "day", "said_on": "2024-12", "version": "0"}
    assert client.post(f"/statements/{public}/corrections", data=seen).status_code == 303
    assert "Take back" in client.get(f"/statements/{public}", follow_redirects=True).text
    client.post(f"/articles/{number}/erase", data={"reason": REASON, "number": str(number)})
    page = client.get(f"/statements/{public}").text
    assert "it stays so" in page
    assert "<form data-form" not in page
    assert "Bring it back" not in page
    assert "Take back" not in page


def test_an_editor_cannot_erase(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        number = fill(session).articles["dam"].id
    add_person(sqlite_database, "Ada Moor", Role.ADMIN)
    add_person(sqlite_database, "bo", Role.EDITOR)
    with visiting(sqlite_database, host="0.0.0.0") as client:
        sign_in_as(client, sqlite_database, "bo")
        assert "Erase for legal" not in client.get(f"/articles/{number}").text
        form = {"reason": REASON, "number": str(number)}
        assert client.post(f"/articles/{number}/erase", data=form).status_code == 403
        assert client.get(f"/articles/{number}").status_code == 200


def test_the_number_of_an_erased_statement_is_never_given_again(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writer() as session:
        sample = fill(session)
        highest = max(each.id or 0 for each in sample.statements.values())
        erase(session, sample.articles["border"].id or 0, reason=REASON, who="Ada Moor")
        document = Document("“The ferry sails,” said Bo Lind.", outlet="Sarn Courier")
        ingest(session, document, gazetteer_from_database(session))
        new = session.execute(sa.select(sa.func.max(col(Statement.id)))).scalar_one()
        assert new > highest
