"""When a source changed: both texts are kept, and quotes go where their words still stand."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import Gone, Invalid, NotFound
from app.models import (
    Article,
    ArticleBand,
    Capture,
    Doubt,
    Feed,
    FeedItem,
    ItemState,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    TopicEvidence,
    now,
)
from app.queries.articles import find_articles, get_article
from app.queries.captures import get_history
from app.readers.captured import Blocked
from app.readers.fetch import Unfetchable
from app.services.capture import capture_url
from app.services.corrections.articles import correct_article
from app.services.erasure import erase
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import ingest
from app.services.lookout import look_over
from app.services.politeness import Politeness
from app.services.refetch import Outcome, Refetched, refetch, refetch_each, with_address
from app.services.reprocess import Changes, reprocess
from tests.servers import Site, site
from tests.services.articles import DAM, article
from tests.services.test_capture import page
from tests.services.test_ingest import listed

pytestmark = pytest.mark.slow

GATES = '"We have no plan to close the dam before the harvest is in,"'
LONGER = f"A flood is expected.\n{DAM}\nThe harvest is due in May."


@pytest.fixture
def server() -> Iterator[Site]:
    """A server on loopback."""
    with site() as found:
        yield found


def first(database: Database, server: Site, text: str = DAM, **headers: str) -> int:
    """Store the page's article; return its number."""
    server.put("/dam", page(text), **headers)
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    about = {"outlet": "Sarn Courier", "published_on": "2024-12-26"}
    url = server.url("/dam")
    return capture_url(database, url, gazetteer, about=about, limits=server.limits()).article_id


def look(database: Database, server: Site, number: int, text: str | None = None) -> Refetched:
    """Look at the source again, which says `text` now."""
    if text is not None:
        server.put("/dam", page(text))
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    return refetch(database, number, gazetteer, who="tester", limits=server.limits())


def quotes(database: Database, number: int) -> dict[int, tuple[str, int]]:
    """The quotes that an article's row holds: words and statement by number; places are true."""
    with database.reader() as session:
        article = session.get_one(Article, number)
        found = session.execute(sa.select(Quote).where(Quote.article_id == number)).scalars().all()
        for each in found:
            words = " … ".join(article.text[start:end] for start, end in each.parts)
            assert words == each.text
            assert (each.start_char, each.end_char) == (each.parts[0][0], each.parts[-1][1])
            for name in ("cue", "speaker"):
                start, end = getattr(each, f"{name}_start"), getattr(each, f"{name}_end")
                wanted = each.cue if name == "cue" else each.speaker_printed
                assert start is None or article.text[start:end] == wanted
        evidence = sa.select(TopicEvidence, Quote).join(Quote, Quote.id == TopicEvidence.quote_id)
        for term, quote in session.execute(evidence.where(Quote.article_id == number)):
            assert (
                article.text[term.start_char : term.end_char]
                .lower()
                .startswith(term.term.rstrip("*"))
            ), quote
        return {each.id or 0: (each.text, each.statement_id) for each in found}


def doubts(database: Database) -> list[ReviewItem]:
    with database.reader() as session:
        found = session.execute(
            sa.select(ReviewItem).where(
                ReviewItem.reason == Doubt.SOURCE_CHANGED, ReviewItem.status == ReviewStatus.OPEN
            )
        )
        items = list(found.scalars())
        session.expunge_all()
        return items


def seen(database: Database) -> list[tuple[bool, int]]:
    with database.reader() as session:
        kept = session.execute(sa.select(Capture).order_by(Capture.id)).scalars().all()
        return [(each.seen_at > each.fetched_at, each.article_id or 0) for each in kept]


@pytest.mark.parametrize("again", ["same bytes", "other bytes", "304", "spacing"])
def test_the_same_text_is_only_seen_again(world: Database, server: Site, again: str) -> None:
    number = first(world, server, ETag='"1"')
    if again == "other bytes":
        server.put("/dam", page(DAM, head="<script>var visitor = 2;</script>"))
    elif again == "spacing":
        server.put("/dam", page(DAM).replace("<p>", "<p>  \n"))
    elif again == "304":
        server.put("/dam", "", status=304)
    found = look(world, server, number)
    assert (found.outcome, found.article_id) == (Outcome.SAME, number)
    assert seen(world) == [(True, number)]
    assert 'If-None-Match: "1"' in server.asked[-1]
    with world.reader() as session:
        assert session.execute(sa.select(sa.func.count(Article.id))).scalar_one() == 1


def test_another_text_becomes_an_article_that_takes_the_quotes_over(
    world: Database, server: Site
) -> None:
    number = first(world, server)
    before, rows = quotes(world, number), listed(world)
    found = look(world, server, number, LONGER)
    assert (found.outcome, found.carried, found.left) == (Outcome.CHANGED, 3, 0)
    assert quotes(world, found.article_id) == before
    assert quotes(world, number) == {}
    assert [row.path for row in listed(world)] == [row.path for row in rows]
    assert doubts(world) == []
    with world.reader() as session:
        old, new = session.get_one(Article, number), session.get_one(Article, found.article_id)
        assert old.replaced_by_id == new.id
        assert (old.text, new.text) == ("\n\n".join(DAM.split("\n\n")), new.text)
        assert "A flood is expected." in new.text
        assert (new.published_on, new.outlet_id) == (date(2024, 12, 26), old.outlet_id)
        assert [row.id for row in find_articles(session).rows] == [new.id]


def test_the_earlier_text_stays_readable_with_its_quotes(world: Database, server: Site) -> None:
    number = first(world, server)
    with world.reader() as session:
        before = get_article(session, number)
    found = look(world, server, number, LONGER)
    with world.reader() as session:
        after = get_article(session, number)
        history = get_history(session, found.article_id)
    places = [(q.id, q.article_id, q.parts) for row in after.statements for q in row.quotes]
    assert places == [
        (q.id, q.article_id, q.parts) for row in before.statements for q in row.quotes
    ]
    assert history.earlier is not None
    assert (history.earlier.article_id, history.earlier.is_fetched) == (number, True)
    assert history.changed_at is not None


def test_words_that_stand_there_no_more_stay_behind_and_are_asked_about(
    world: Database, server: Site
) -> None:
    number = first(world, server)
    found = look(world, server, number, DAM.replace("before the harvest is in", "before spring"))
    assert (found.carried, found.left) == (2, 1)
    [(left, (words, statement))] = quotes(world, number).items()
    assert "before the harvest" in words
    [item] = doubts(world)
    assert (item.quote_id, item.statement_id, item.article_id) == (left, statement, number)
    assert item.proposal == {"article": found.article_id}
    with world.reader() as session:
        assert session.get_one(Statement, statement).is_pending
    new = [words for words, _ in quotes(world, found.article_id).values()]
    assert any("before spring" in words for words in new)


def test_words_that_are_somebody_else_s_now_are_asked_about(world: Database, server: Site) -> None:
    number = first(world, server)
    changed = DAM.replace("Lind told reporters", "Ada Moor told reporters")
    found = look(world, server, number, changed)
    items = doubts(world)
    assert any("no plan" in (item.subject or "") for item in items)
    assert found.to_review >= len(items)
    for item in items:
        assert item.article_id == found.article_id
        assert item.proposal["actor"] == "ada-moor"
    row = next(row for row in listed(world) if "no plan" in row.text)
    assert row.actor is not None
    assert row.actor.slug == "bo-lind"


def test_words_that_nobody_says_any_more_are_asked_about(world: Database, server: Site) -> None:
    number = first(world, server)
    changed = DAM.replace(" He added that engineers", " Engineers").replace(
        "Engineers inspect the gates every morning.", "engineers inspect the gates every morning."
    )
    found = look(world, server, number, f"{changed}\nNo more was known.")
    assert found.carried == 3
    [item] = doubts(world)
    assert "engineers inspect" in (item.subject or "")


def test_the_same_words_twice_keep_their_order(world: Database, server: Site) -> None:
    twice = (
        'Bo Lind said: "The gates hold."\nNobody moved in the valley on that day.\n'
        'Ada Moor said: "The gates hold."\nThe harvest is due in May, as in every other year, and '
        "the mills of Port Karo stand still until then."
    )
    number = first(world, server, twice)
    before = quotes(world, number)
    found = look(world, server, number, f"A flood is expected in the valley.\n{twice}")
    after = quotes(world, found.article_id)
    assert list(after.items()) == list(before.items())
    assert len(after) == 2
    assert doubts(world) == []


def test_what_a_person_set_stands_for_later_texts_too(world: Database, server: Site) -> None:
    number = first(world, server)
    with world.writer() as session:
        typed = {"title": "Our title", "published_on": "2024-12-27"}
        correct_article(session, number, typed, who="tester")
    # Also for the one after that, and where an earlier text comes back.
    for text in (f"{DAM}\n\nMore.", f"{DAM}\n\nStill more.", DAM):
        number = look(world, server, number, text).article_id
        with world.reader() as session:
            found = session.get_one(Article, number)
            assert (found.title, str(found.published_on)) == ("Our title", "2024-12-27")


def test_a_text_that_comes_back_is_current_again(world: Database, server: Site) -> None:
    number = first(world, server)
    before = quotes(world, number)
    changed = look(world, server, number, LONGER.replace("before the harvest is in", "ever"))
    assert len(doubts(world)) == 1
    back = look(world, server, changed.article_id, DAM)
    assert back.article_id == number
    assert quotes(world, number) == before
    # What only the text between had is asked about now; what stands again is not.
    assert [item.article_id for item in doubts(world)] == [changed.article_id]
    with world.reader() as session:
        assert session.get_one(Article, number).replaced_by_id is None
        assert session.get_one(Article, changed.article_id).replaced_by_id == number
        assert session.get_one(Article, number).url_key is not None
        earlier = get_article(session, changed.article_id)
    assert len(earlier.statements) == 3
    again = look(world, server, number, LONGER.replace("before the harvest is in", "ever"))
    assert again.article_id == changed.article_id


def test_an_earlier_text_is_looked_at_in_its_latest_one(world: Database, server: Site) -> None:
    number = first(world, server)
    later = look(world, server, number, LONGER).article_id
    found = look(world, server, number)
    assert (found.outcome, found.article_id) == (Outcome.SAME, later)


def test_three_texts_of_one_source_are_kept(world: Database, server: Site) -> None:
    number = first(world, server)
    second = look(world, server, number, LONGER).article_id
    third = look(world, server, number, f"{LONGER}\nThe end.").article_id
    with world.reader() as session:
        pages = [get_article(session, each) for each in (number, second, third)]
    assert [len(each.statements) for each in pages] == [3, 3, 3]
    for each in pages:
        for row in each.statements:
            for quote in row.quotes:
                cut = " … ".join(each.text[start:end] for start, end in quote.parts)
                assert (quote.article_id, cut) == (each.row.id, quote.text)


def beside(database: Database, server: Site, text: str) -> int:
    """Store another page of the same outlet; return its article's number."""
    url = server.put("/other", page(text))
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    about = {"outlet": "Sarn Courier"}
    return capture_url(database, url, gazetteer, about=about, limits=server.limits()).article_id


def test_the_text_of_another_article_changes_nothing(world: Database, server: Site) -> None:
    number = first(world, server)
    other = beside(world, server, LONGER)
    found = look(world, server, number, LONGER)
    assert (found.outcome, found.article_id) == (Outcome.ELSEWHERE, other)
    with world.reader() as session:
        assert session.get_one(Article, number).replaced_by_id is None


def test_the_earlier_text_of_another_source_stays_with_that(world: Database, server: Site) -> None:
    number = first(world, server)
    later = look(world, server, number, LONGER).article_id
    other = beside(world, server, f"{LONGER}\nThe end.")
    server.put("/other", page(DAM))
    found = look(world, server, other)
    assert (found.outcome, found.article_id) == (Outcome.ELSEWHERE, number)
    with world.reader() as session:
        assert session.get_one(Article, number).replaced_by_id == later
        assert session.get_one(Article, other).replaced_by_id is None
        history = get_history(session, later)
        assert history.earlier is not None
        assert history.earlier.article_id == number
        assert get_history(session, other).earlier is None


def test_a_text_that_was_erased_is_not_taken_in_again(world: Database, server: Site) -> None:
    number = first(world, server)
    later = look(world, server, number, LONGER).article_id
    before = quotes(world, later)
    with world.writer() as session:
        erase(session, number, reason="A court of Veltania ordered it.", who="tester")
    with pytest.raises(Invalid, match="was erased here"):
        look(world, server, later, DAM)
    assert quotes(world, later) == before
    with world.reader() as session:
        assert session.get_one(Article, later).replaced_by_id is None


def test_a_server_that_says_nothing_changed_without_being_asked_gave_nothing(
    world: Database, server: Site
) -> None:
    url = server.put("/dam", "", status=304)
    with world.writer() as session:
        stored = ingest(session, article(url=url), gazetteer_from_database(session))
    with pytest.raises(Unfetchable, match="nothing changed"):
        look(world, server, stored.article_id)
    assert seen(world) == []


def test_words_that_moved_together_stay_in_their_order(world: Database, server: Site) -> None:
    rest = (
        "Nobody moved in the valley on that day, and the mills of Port Karo stood still, as in "
        "every other year before the harvest."
    )
    number = first(
        world,
        server,
        f'Bo Lind said: "We stay where we are."\nAda Moor said: "The gates hold."\n{rest}',
    )
    before = quotes(world, number)
    found = look(
        world,
        server,
        number,
        # Nearer to the old place than where Moor says it: there nobody does.
        'A board at the weir reads "The gates hold." since the spring of that year.\n'
        "When the meeting of the water board was over, and everybody in the hall had found a coat "
        'and an umbrella, Bo Lind said: "We stay where we are."\n'
        f'Then Ada Moor said: "The gates hold."\n{rest}',
    )
    with world.reader() as session:
        starts = {key: session.get_one(Quote, key).start_char for key in before}
        text = session.get_one(Article, found.article_id).text
    assert {quotes(world, found.article_id)[key][0] for key in before} == {
        "We stay where we are.",
        "The gates hold.",
    }
    assert max(starts.values()) == text.rindex("The gates hold.")


def test_a_quote_that_a_person_dropped_is_not_found_anew(world: Database, server: Site) -> None:
    number = first(world, server)
    [(dropped, statement)] = [
        (key, saying)
        for key, (words, saying) in quotes(world, number).items()
        if "no plan" in words
    ]
    with world.writer() as session:
        quote = session.get_one(Quote, dropped)
        after = {"dropped": [quote.parts]}
        session.add(
            Revision(who="x", action="add", subject="article", subject_id=number, after=after)
        )
        session.execute(sa.delete(TopicEvidence).where(TopicEvidence.quote_id == dropped))
        session.execute(sa.delete(ReviewItem).where(ReviewItem.quote_id == dropped))
        session.delete(quote)
        statement_row = session.get_one(Statement, statement)
        statement_row.withdrawn_at, statement_row.withdrawn_reason = now(), "Not said."
    found = look(world, server, number, LONGER)
    assert not any("no plan" in words for words, _ in quotes(world, found.article_id).values())
    with world.writer() as session:
        changes = Changes()
        reprocess(session, found.article_id, gazetteer_from_database(session), changes)
    assert changes.count("added") == 0


def test_reading_the_later_text_again_changes_nothing(world: Database, server: Site) -> None:
    found = look(world, server, first(world, server), LONGER)
    with world.writer() as session:
        changes = Changes()
        reprocess(session, found.article_id, gazetteer_from_database(session), changes)
    assert changes.changes == []


def test_the_earlier_text_of_a_source_is_no_near_copy_of_the_later_one(
    world: Database, server: Site
) -> None:
    number = first(world, server)
    found = look(world, server, number, LONGER)
    assert look_over(world) == 0
    with world.reader() as session:
        known = session.execute(sa.select(ArticleBand.article_id).distinct()).scalars().all()
    assert known == [found.article_id]


def test_who_looked_stands_in_the_history(world: Database, server: Site) -> None:
    number = first(world, server)
    found = look(world, server, number, LONGER)
    with world.reader() as session:
        query = sa.select(Revision).where(Revision.action == "refetch")
        entry = session.execute(query).scalar_one()
        assert (entry.who, entry.subject_id) == ("tester", found.article_id)
        assert entry.before == {"article": number}
        assert len(entry.after["carried"]) == 3


def test_what_cannot_be_looked_at_says_why(world: Database, server: Site) -> None:
    number = first(world, server)
    with pytest.raises(NotFound):
        look(world, server, 999)
    server.put("/dam", "no", status=403)
    with pytest.raises(Unfetchable, match="403"):
        look(world, server, number)
    paid = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    server.put("/dam", page("Only a beginning.", head=paid))
    with pytest.raises(Blocked):
        look(world, server, number)
    with world.writer() as session:
        session.get_one(Article, number).url = None
    with pytest.raises(Invalid, match="no address"):
        look(world, server, number)
    with world.writer() as session:
        article = session.get_one(Article, number)
        article.erased_at, article.erased_reason = now(), "A court of Veltania ordered it."
    with pytest.raises(Gone):
        look(world, server, number)


def test_all_that_have_an_address_are_looked_at_and_one_that_fails_stops_none(
    world: Database, server: Site
) -> None:
    number = first(world, server)
    server.put("/other", page(LONGER))
    with world.reader() as session:
        gazetteer = gazetteer_from_database(session)
    limits = server.limits()
    gone = capture_url(world, server.url("/other"), gazetteer, limits=limits).article_id
    del server.pages["/other"]
    with world.reader() as session:
        numbers = with_address(session)
    assert numbers == [number, gone]
    quick = Politeness(delay=0.0)
    looks = list(
        refetch_each(world, reversed(numbers), gazetteer, who="x", politeness=quick, limits=limits)
    )
    told = looks[-1].as_dict()
    assert (told["same"], told["changed"]) == (1, 0)
    assert [(each["article"], "404" in each["reason"]) for each in told["failed"]] == [(gone, True)]
    assert looks[-1].as_text() == "1 the same, 0 changed, 1 failed."


def follow(database: Database, number: int) -> None:
    """Let a feed have told of an article."""
    with database.writer() as session:
        article = session.get_one(Article, number)
        feed = Feed(url="https://courier.example/feed", title="F", every=3600, added_by="x")
        session.add(feed)
        session.flush()
        session.add(
            FeedItem(
                feed_id=feed.id or 0,
                key="1",
                url=article.url,
                url_key=article.url_key,
                state=ItemState.STORED,
                article_id=number,
            )
        )


@pytest.mark.parametrize("is_followed", [True, False])
def test_robots_txt_counts_for_what_a_feed_told_of_and_not_for_what_a_person_gave(
    world: Database, server: Site, is_followed: bool
) -> None:
    number = first(world, server)
    server.put("/robots.txt", "User-agent: *\nDisallow: /dam", "text/plain")
    if is_followed:
        follow(world, number)
    with world.reader() as session:
        gazetteer = gazetteer_from_database(session)
    before = len(server.asked)
    (looked,) = refetch_each(
        world,
        [number],
        gazetteer,
        who="x",
        politeness=Politeness(delay=0.0),
        limits=server.limits(),
    )
    assert [number for number, _ in looked.failed] == ([number] if is_followed else [])
    asked = [each.split(" ")[1] for each in server.asked[before:]]
    assert asked == (["/robots.txt"] if is_followed else ["/dam"])


def test_one_site_is_not_asked_twice_at_once(world: Database, server: Site) -> None:
    number = first(world, server)
    with world.reader() as session:
        gazetteer = gazetteer_from_database(session)
    slow = Politeness(delay=0.3)
    start = time.monotonic()
    looks = refetch_each(
        world, [number] * 3, gazetteer, who="x", politeness=slow, limits=server.limits()
    )
    assert len(list(looks)) == 3
    assert time.monotonic() - start >= 0.6
