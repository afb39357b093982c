"""What a person sets on an article, and what follows: days, offices, counts, languages."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import ChangedMeanwhile, Gone, Invalid, NotFound
from app.models import Article, Doubt, ReviewItem, ReviewStatus, Revision, Statement
from app.queries.articles import get_article
from app.queries.rows import StatementRow
from app.services.corrections import statements
from app.services.corrections.articles import ARTICLE, Corrected, correct_article
from app.services.corrections.preview import preview_article
from app.services.history import version_of
from app.services.reverts import revert
from tests.services.articles import DAM, article
from tests.services.test_ingest import listed, store
from tests.services.test_reprocess import again

pytestmark = pytest.mark.slow

# Bo Lind took his office up in July 2024; 26 December was a Thursday.
EARLIER = "2024-06-20"


def correct(database: Database, number: int = 1, **typed: str) -> Corrected:
    with database.writer() as session:
        return correct_article(session, number, typed, who="bo")


def last_change(database: Database) -> int:
    """The number of the last change of an article."""
    with database.reader() as session:
        query = sa.select(sa.func.max(Revision.id)).where(Revision.subject == "article")
        found: int = session.execute(query).scalar_one()
        return found


def days(database: Database) -> list[tuple[str | None, str, str | None]]:
    return [(row.said_on, row.said_on_basis, row.office) for row in by_id(database)]


def by_id(database: Database) -> list[StatementRow]:
    return sorted(listed(database), key=lambda row: row.id)


def test_days_counted_from_the_day_published_follow_and_offices_with_them(told: Database) -> None:
    assert {each[0] for each in days(told)} == {"2024-12-26"}
    correct(told, published_on=EARLIER)
    assert days(told) == [("2024-06-20", "weekday", None)] * 3


def test_a_day_that_a_person_set_stays(told: Database) -> None:
    with told.writer() as session:
        statements.set_day(session, 1, "2024-12-26", who="ada")
        statements.set_day(session, 2, "", who="ada")
    correct(told, published_on=EARLIER)
    assert [each[:2] for each in days(told)] == [
        ("2024-12-26", "editor"),
        (None, "editor"),
        ("2024-06-20", "weekday"),
    ]


def test_without_a_day_published_days_counted_from_it_are_not_known(told: Database) -> None:
    correct(told, published_on="")
    assert {each[:2] for each in days(told)} == {(None, "unknown")}
    correct(told, published_on="2024-12-26")
    assert {each[:2] for each in days(told)} == {("2024-12-26", "weekday")}


def test_what_only_followed_is_the_programs_still(told: Database) -> None:
    correct(told, published_on=EARLIER)
    assert again(told).kept == 0
    assert {each[0] for each in days(told)} == {"2024-06-20"}


def test_the_day_of_a_text_without_day_words_is_the_day_published(world: Database) -> None:
    store(
        world, article(text='"The dam stays open," Bo Lind said.', published_on=date(2024, 12, 1))
    )
    assert days(world)[0][:2] == ("2024-12-01", "published")
    correct(world, published_on="2024-11-30")
    assert days(world)[0][:2] == ("2024-11-30", "published")


def test_of_several_articles_the_earliest_day_published_stands(world: Database) -> None:
    text = '"The dam on the Sarn stays open till the harvest," Bo Lind said.'
    for outlet, day in (("Sarn Courier", 3), ("Coast Herald", 5)):
        store(world, article(text=text, outlet=outlet, published_on=date(2024, 12, day)))
    assert days(world)[0][0] == "2024-12-03"
    correct(world, 1, published_on="2024-12-09")
    assert days(world)[0][0] == "2024-12-05"
    correct(world, 2, published_on="2024-12-01")
    assert days(world)[0][0] == "2024-12-01"


def test_taken_back_everything_that_followed_is_as_it_was(told: Database) -> None:
    before = by_id(told)
    correct(told, published_on=EARLIER, title="Other", outlet="Coast Herald")
    assert by_id(told) != before
    with told.writer() as session:
        revert(session, last_change(told), who="ada")
    assert by_id(told) == before
    with told.reader() as session:
        assert get_article(session, 1).row.title == "The dam"


def test_history_of_a_statement_says_why_its_day_changed(told: Database) -> None:
    correct(told, published_on=EARLIER)
    with told.reader() as session:
        [change] = session.execute(
            sa.select(Revision).where(Revision.subject == "statement", Revision.subject_id == 1)
        ).scalars()
    assert (change.before["said_on"], change.after["said_on"]) == ("2024-12-26", "2024-06-20")
    assert change.note == "The day published of article 1 was corrected."
    with told.writer() as session, pytest.raises(Invalid, match="cannot be taken back here"):
        revert(session, change.id or 0, who="ada")


def test_a_preview_tells_what_would_change_and_changes_nothing(told: Database) -> None:
    before = by_id(told)
    with told.writer() as session:
        found = preview_article(session, 1, {"published_on": EARLIER, "outlet": "New"}, seen=None)
    assert found.after == {"outlet": "new", "published_on": "2024-06-20"}
    assert [(now.said_on, then.said_on) for now, then in found.moved] == [
        ("2024-12-26", "2024-06-20")
    ] * 3
    assert {(now.office, then.office) for now, then in found.moved} == {
        ("Foreign Minister of Veltania", None)
    }
    assert by_id(told) == before
    with told.reader() as session:
        assert session.execute(sa.select(sa.func.count(Revision.id))).scalar_one() == 0


def test_another_outlet_counts_anew_and_a_new_name_becomes_an_outlet(told: Database) -> None:
    text = DAM.replace("A resident of the valley shrugged.", "Nobody shrugged.")
    store(told, article(text=text, outlet="Coast Herald"))
    assert {row.outlets for row in listed(told)} == {2}
    correct(told, outlet="coast herald")
    assert {row.outlets for row in listed(told)} == {1}
    correct(told, outlet="The Ostmark Gazette")
    with told.reader() as session:
        outlet = get_article(session, 1).row.outlet
    assert outlet is not None
    assert outlet.name == "The Ostmark Gazette"
    assert {row.outlets for row in listed(told)} == {2}


def test_the_same_text_of_one_outlet_is_refused(told: Database) -> None:
    store(told, article(outlet="Coast Herald"))
    with told.writer() as session, pytest.raises(Invalid, match="very same text"):
        correct_article(session, 2, {"outlet": "Sarn Courier"}, who="bo")


def test_an_address_that_another_article_has_is_refused(told: Database) -> None:
    store(told, article(text="Nothing was said.", url="https://sarncourier.example/a"))
    with told.writer() as session, pytest.raises(Invalid, match="Article 2 has this address"):
        correct_article(session, 1, {"url": "https://www.sarncourier.example/a/"}, who="bo")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("published_on", "yesterday"),
        ("published_on", "2024-13-01"),
        ("url", "javascript:alert(1)"),
        ("archive_url", "ftp://archive.example/a"),
        ("language", "xx"),
        ("text_kind", "song"),
        ("text_kind", ""),
        ("title", "x" * 501),
        ("title", "\ud800"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(told: Database, field: str, typed: str) -> None:
    with told.writer() as session, pytest.raises(Invalid) as problem:
        correct_article(session, 1, {field: typed}, who="bo")
    assert list(problem.value.problems) == [field]


def test_an_archive_link_is_kept(told: Database) -> None:
    correct(told, archive_url="https://archive.example/2024/sarncourier.example/a")
    with told.reader() as session:
        found = get_article(session, 1).archive_url
    assert found == "https://archive.example/2024/sarncourier.example/a"


def test_in_another_language_the_text_is_read_anew_and_back(world: Database) -> None:
    store(world, article(language="ru"))
    assert listed(world) == []
    done = correct(world, language="en")
    assert (done.read.count("added"), len(listed(world))) == (3, 3)
    assert {row.language for row in listed(world)} == {"en"}
    with world.writer() as session:
        revert(session, last_change(world), who="ada")
    assert listed(world) == []
    correct(world, language="en")
    assert len(listed(world)) == 3


def test_a_day_published_settles_the_doubt_about_it(world: Database) -> None:
    text = "date\n\n" + DAM
    store(world, article(text=text, published_on=None))
    open_ = sa.select(ReviewItem).where(
        ReviewItem.reason == Doubt.DAY_NOT_RESOLVED,
        ReviewItem.statement_id.is_(None),  # type: ignore[union-attr]
        ReviewItem.status == ReviewStatus.OPEN,
    )
    with world.reader() as session:
        assert session.execute(open_).first() is not None
    correct(world, published_on="2024-12-26")
    with world.reader() as session:
        assert session.execute(open_).first() is None


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "Other"},
        {"outlet": "Coast Herald"},
        {"published_on": EARLIER},
        {"url": "https://sarncourier.example/b"},
        {"archive_url": "https://archive.example/b"},
        {"text_kind": "excerpt"},
    ],
)
def test_what_a_person_set_survives_reading_the_article_again(
    told: Database, typed: dict[str, str]
) -> None:
    correct(told, **typed)
    with told.reader() as session:
        before = dict(session.get_one(Article, 1))
        days_before = session.execute(sa.select(Statement.said_on)).scalars().all()
    again(told)
    with told.reader() as session:
        assert dict(session.get_one(Article, 1)) == before
        assert session.execute(sa.select(Statement.said_on)).scalars().all() == days_before


def test_who_saw_another_version_is_told(told: Database) -> None:
    with told.reader() as session:
        seen = version_of(session, ARTICLE, 1)
    correct(told, title="Other")
    with told.writer() as session, pytest.raises(ChangedMeanwhile):
        correct_article(session, 1, {"title": "Third"}, who="ada", seen=seen)


def test_there_is_nothing_to_correct_on_what_is_not_there(told: Database) -> None:
    with told.writer() as session, pytest.raises(NotFound):
        correct_article(session, 99, {"title": "x"}, who="bo")
    with told.writer() as session:
        found = session.get_one(Article, 1)
        found.erased_at, found.erased_reason = found.captured_at, "A court ordered it."
    with told.writer() as session, pytest.raises(Gone, match="A court"):
        correct_article(session, 1, {"title": "x"}, who="bo")
