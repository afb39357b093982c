"""The words and the form of a wording, as a person sets them: always parts of the stored text."""

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import ChangedMeanwhile, Invalid, NotFound
from app.models import Article, Quote
from app.queries.statements import get_statement, get_statement_page
from app.services.corrections import quotes
from app.services.corrections.quotes import QUOTE
from app.services.corrections.statements import STATEMENT, set_day
from app.services.history import version_of
from app.services.reverts import revert
from tests.services.test_ingest import listed
from tests.services.test_reprocess import again


def set_words(
    database: Database, number: int, words: str, form: str = "direct", **more: int
) -> int:
    with database.writer() as session:
        change = quotes.set_wording(
            session, number, form=form, words=words, who="bo", near=more.get("near")
        )
        assert change is not None
        return change.id or 0


def cut(database: Database, number: int) -> tuple[str, str]:
    """The words of a quote, and what its places cut out of the text."""
    with database.reader() as session:
        quote = session.get_one(Quote, number)
        text = session.get_one(Article, quote.article_id).text
        return quote.text, " … ".join(text[start:end] for start, end in quote.parts)


def test_the_words_are_found_where_they_stand(told: Database) -> None:
    set_words(told, 2, "no   plan to close\nthe dam")
    assert cut(told, 2) == ("no plan to close the dam", "no plan to close the dam")
    assert "no plan to close the dam" in [row.text for row in listed(told)]


def test_parts_are_divided_by_an_ellipsis(told: Database) -> None:
    set_words(told, 2, "We have no plan … before the harvest is in", "mixed")
    assert cut(told, 2)[0] == "We have no plan … before the harvest is in"
    with told.reader() as session:
        assert get_statement(session, 2).form == "mixed"


def test_words_that_do_not_stand_in_the_text_change_nothing(told: Database) -> None:
    with told.writer() as session, pytest.raises(Invalid, match="do not stand in the text"):
        quotes.set_wording(session, 2, form="direct", words="We plan to close it", who="bo")
    assert cut(told, 2)[0].startswith("We have no plan")


def test_of_several_places_the_selected_one_is_meant(told: Database) -> None:
    with told.reader() as session:
        text = session.execute(sa.select(Article.text)).scalar_one()
    last = text.rindex("dam")
    set_words(told, 1, "dam", "indirect", near=last)
    with told.reader() as session:
        assert session.get_one(Quote, 1).parts == [[last, last + 3]]


def test_marks_stand_outside_of_what_was_said_word_for_word(told: Database) -> None:
    set_words(told, 2, '"We have no plan to close the dam before the harvest is in,"', "mixed")
    set_words(told, 2, '"We have no plan to close the dam before the harvest is in,"', "direct")
    assert cut(told, 2)[0] == "We have no plan to close the dam before the harvest is in,"
    with told.writer() as session, pytest.raises(Invalid, match="marks without words"):
        quotes.set_wording(session, 2, form="direct", words='"', who="bo")


def test_evidence_tells_whether_it_stands_in_the_words_still(told: Database) -> None:
    set_words(told, 2, "before the harvest is in")
    with told.reader() as session:
        page = get_statement_page(session, 2)
    assert [(each.term, each.is_inside) for each in page.evidence] == [("dam*", False)]


def test_words_and_form_survive_reading_the_article_again(told: Database) -> None:
    set_words(told, 2, "no plan to close the dam", "mixed")
    before = listed(told)
    again(told)
    assert listed(told) == before


def test_taken_back_a_wording_is_as_it_was_with_its_rule(told: Database) -> None:
    with told.reader() as session:
        before = get_statement_page(session, 2)
    change = set_words(told, 2, "no plan to close the dam", "mixed")
    with told.reader() as session:
        assert get_statement(session, 2).quotes[0].rule == "by hand"
    with told.writer() as session:
        revert(session, change, who="ada")
    with told.reader() as session:
        after = get_statement_page(session, 2)
    assert (after.row, after.evidence) == (before.row, before.evidence)


def test_places_in_an_earlier_text_of_the_source_are_not_brought_back(told: Database) -> None:
    change = set_words(told, 2, "no plan to close the dam")
    with told.writer() as session:
        old = session.get_one(Article, 1)
        later = Article(text=old.text, text_sha256="other", language="en")
        session.add(later)
        session.flush()
        session.get_one(Quote, 2).article_id = later.id or 0
    with told.writer() as session, pytest.raises(Invalid, match="changed again since"):
        revert(session, change, who="ada")


def test_who_saw_another_version_of_the_statement_is_told(told: Database) -> None:
    with told.reader() as session:
        seen = version_of(session, QUOTE, 2)
    set_words(told, 2, "no plan to close the dam")
    with told.writer() as session, pytest.raises(ChangedMeanwhile):
        quotes.set_wording(session, 2, form="mixed", words="no plan", who="ada", seen=seen)


def test_a_statement_and_its_wordings_have_one_version(told: Database) -> None:
    with told.reader() as session:
        seen = version_of(session, STATEMENT, 2)
    set_words(told, 2, "no plan to close the dam")
    with told.writer() as session, pytest.raises(ChangedMeanwhile):
        set_day(session, 2, "2024-05", who="ada", seen=seen)
    with told.writer() as session:
        seen = version_of(session, QUOTE, 2)
        set_day(session, 2, "2024-05", who="ada", seen=seen)
    with told.writer() as session, pytest.raises(ChangedMeanwhile):
        quotes.set_wording(session, 2, form="mixed", words="no plan", who="bo", seen=seen)


def test_there_is_no_such_wording_or_form(told: Database) -> None:
    with told.writer() as session, pytest.raises(NotFound):
        quotes.set_wording(session, 99, form="direct", words="x", who="bo")
    with told.writer() as session, pytest.raises(Invalid, match="direct, mixed or indirect"):
        quotes.set_wording(session, 2, form="sung", words="no plan", who="bo")
