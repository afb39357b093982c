"""What a feed brings: each item once, whatever its server does."""

import pytest
import sqlalchemy as sa

from app.models import Article, Capture, FeedState, now
from tests.feeds.conftest import Paper
from tests.feeds.invented import ATOM, RSS, atom, entry, rdf, rss, story

pytestmark = pytest.mark.slow


def test_new_items_are_stored_with_their_statements_and_pages(paper: Paper) -> None:
    paper.print(1, 2)
    paper.add()
    (job,) = paper.poll()
    assert job.message == "2 new of 2; 2 stored."
    assert paper.items() == {"The dam, part 2": "stored", "The dam, part 1": "stored"}
    with paper.database.reader() as session:
        days = set(session.execute(sa.select(Article.published_on)).scalars())
        assert {str(day) for day in days} == {"2024-12-26"}
        assert session.execute(sa.select(sa.func.count(Capture.id))).scalar_one() == 2


@pytest.mark.parametrize(("make", "kind"), [(rss, RSS), (atom, ATOM), (rdf, "text/xml")])
def test_every_kind_of_feed_is_read(paper: Paper, make: object, kind: str) -> None:
    paper.print(1)
    paper.site.put("/feed", make([entry(paper.site.url(""), 1, link=paper.site.url("/1"))]), kind)  # type: ignore[operator]
    paper.add()
    paper.poll()
    assert paper.items() == {"The dam, part 1": "stored"}


def test_an_item_whose_title_was_edited_is_not_new(paper: Paper) -> None:
    paper.print(1)
    paper.add()
    paper.poll()
    home = paper.site.url("").rstrip("/")
    edited = [
        entry(home, 1, title="The dam, corrected"),
        entry(home, 1, title="The dam, moved", link=f"{home}/the-dam-corrected"),
        entry(home, 1, title="The dam, renumbered", guid="another"),
    ]
    for each in edited:
        paper.site.put("/feed", rss([each]), RSS)
        paper.poll()
    assert paper.items() == {"The dam, part 1": "stored"}
    assert paper.asked("/1") == 1


def test_a_guid_that_all_items_share_hides_none(paper: Paper) -> None:
    paper.print(1, 2, 3)
    home = paper.site.url("").rstrip("/")
    paper.site.put("/feed", rss([entry(home, number, guid="x") for number in (1, 2, 3)]), RSS)
    paper.add()
    paper.poll()
    paper.poll()
    assert list(paper.items().values()) == ["stored"] * 3


def test_what_did_not_change_is_not_sent_again(paper: Paper) -> None:
    paper.print(1, ETag='"one"', Last_Modified="Thu, 26 Dec 2024 10:00:00 GMT")
    paper.add()
    paper.poll()
    paper.site.put("/feed", "", None, 304)
    (job,) = paper.poll()
    assert job.message == "nothing new."
    head = paper.site.asked[-1]
    assert 'If-None-Match: "one"' in head
    assert "If-Modified-Since: Thu, 26 Dec 2024 10:00:00 GMT" in head
    feed = paper.feed()
    assert (feed.failures, feed.etag) == (0, '"one"')


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(paper: Paper) -> None:
    paper.print(1)
    paper.add()
    paper.print(1, 2, path="/new")
    paper.site.put("/feed", "", status=301, Location="/newer")
    paper.site.put("/newer", "", status=302, Location="/new")
    paper.poll()
    # Where it moved for the moment only, nothing is remembered.
    assert paper.feed().url == paper.site.url("/newer")
    assert len(paper.items()) == 2


def test_a_feed_that_is_gone_is_not_asked_again(paper: Paper) -> None:
    paper.print(1)
    paper.add()
    paper.site.put("/feed", "", status=410)
    (job,) = paper.poll()
    assert job.state == "failed"
    assert "gone for good" in job.message
    assert paper.feed().state == FeedState.GONE
    paper.later()
    assert paper.poll() == []


def test_a_server_that_asks_for_patience_gets_it(paper: Paper) -> None:
    paper.print(1)
    paper.add()
    paper.site.put("/feed", "", status=429, Retry_After="86000")
    paper.poll()
    rest = paper.feed().next_at - now()
    assert 85_000 < rest.total_seconds() <= 86_000


def test_a_feed_that_fails_rests_twice_as_long_each_time_and_recovers(paper: Paper) -> None:
    paper.print(1)
    paper.add(every=600)
    paper.site.put("/feed", "", status=500)
    rests = []
    for _ in range(3):
        paper.poll()
        rests.append((paper.feed().next_at - now()).total_seconds())
    for rest, least in zip(rests, (1_200, 2_400, 4_800), strict=True):
        assert 0.89 * least < rest < 1.11 * least
    assert paper.feed().failures == 3
    assert "HTTP 500" in (paper.feed().error or "")
    paper.print(1)
    paper.poll()
    assert (paper.feed().failures, paper.feed().error) == (0, None)
    assert (paper.feed().next_at - now()).total_seconds() < 700


def test_one_failing_feed_stops_no_other(paper: Paper) -> None:
    for path in ("/a", "/b", "/c"):
        paper.print(1, path=path)
        paper.add(paper.site.url(path))
    paper.print(2, path="/c")
    paper.site.put("/a", "<html>no feed any more", "text/html")
    paper.site.put("/b", b"\x00\x01", RSS)
    rows = {row.subject: row for row in paper.poll()}
    assert {number: row.state for number, row in rows.items()} == {
        "1": "failed",
        "2": "failed",
        "3": "done",
    }
    assert "no RSS or Atom feed" in rows["1"].message
    assert paper.items() == {"The dam, part 2": "stored"}


def test_an_item_that_fails_stops_no_other(paper: Paper) -> None:
    paper.print(1, 2, 3)
    paper.site.put("/2", "<html><body>nothing</body></html>")
    del paper.site.pages["/3"]
    paper.add()
    (job,) = paper.poll()
    assert job.message == "3 new of 3; 1 stored, 2 failed."
    assert any("HTTP 404" in reason for reason in paper.reasons())


def test_what_may_go_well_another_time_is_tried_again_and_then_given_up(paper: Paper) -> None:
    paper.print(1)
    paper.site.put("/1", "", status=503)
    paper.add()
    paper.poll()
    assert paper.items() == {"The dam, part 1": "waiting"}
    paper.poll()
    assert paper.asked("/1") == 1, "it was asked again before its time"
    for _ in range(5):
        paper.later()
        paper.poll()
    assert paper.items() == {"The dam, part 1": "failed"}
    assert paper.asked("/1") == 6


def test_pages_that_robots_txt_forbids_are_not_fetched(paper: Paper) -> None:
    paper.print(1, 2)
    paper.site.put("/robots.txt", "User-agent: *\nDisallow: /2\n", "text/plain")
    paper.add()
    paper.poll()
    assert paper.items() == {"The dam, part 1": "stored", "The dam, part 2": "failed"}
    assert paper.asked("/2") == 0
    assert paper.asked("/robots.txt") == 1
    assert any("robots.txt" in reason for reason in paper.reasons())


def test_a_site_whose_robots_txt_fails_is_asked_later(paper: Paper) -> None:
    paper.print(1)
    paper.site.put("/robots.txt", "", status=500)
    paper.add()
    paper.poll()
    assert paper.items() == {"The dam, part 1": "waiting"}
    assert paper.asked("/1") == 0


def test_only_what_has_one_of_the_words_is_taken(paper: Paper) -> None:
    home = paper.site.url("").rstrip("/")
    long = "About harvests and prices, of which the valley has more than enough this year, again."
    entries = [
        entry(home, 1, title="Veltanian ports"),
        entry(home, 2, title="Harvest", description=long),
        entry(home, 3, title="VELTANIA’S minister"),
        entry(home, 4, title="Short", description="Too few words."),
        entry(home, 5, title="Short too", description=""),
    ]
    for number in range(1, 6):
        about = "The ports of Ostmark lie idle." if number == 5 else ""
        page = story(number, about).replace("Veltanian", "Kestrel" if number > 3 else "Veltanian")
        paper.site.put(f"/{number}", page)
    paper.site.put("/feed", rss(entries), RSS)
    paper.add(words=("Veltania*", "ostmark"))
    (job,) = paper.poll()
    assert paper.items() == {
        "Veltanian ports": "stored",
        "Harvest": "skipped",
        "VELTANIA’S minister": "stored",
        "Short": "skipped",
        "Short too": "stored",
    }
    assert paper.asked("/2") == 0
    assert job.message == "5 new of 5, 1 left out; 3 stored, 1 left out by their text."


def test_an_item_that_two_feeds_name_is_stored_once(paper: Paper) -> None:
    paper.print(1, path="/a")
    paper.print(1, path="/b")
    paper.add(paper.site.url("/a"))
    paper.add(paper.site.url("/b"))
    paper.poll()
    assert paper.articles() == 1


def test_a_link_that_is_no_address_of_the_web_is_never_followed(paper: Paper) -> None:
    home = paper.site.url("").rstrip("/")
    links = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "",
        "ftp://x.example/",
    ]
    entries = [
        entry(home, number, link=link, title=f"t{number}") for number, link in enumerate(links)
    ]
    paper.site.put("/feed", rss(entries), RSS)
    paper.add()
    paper.poll()
    assert set(paper.items().values()) == {"failed"}
    assert paper.articles() == 0


def test_an_item_that_leads_into_the_private_network_fails(paper: Paper) -> None:
    home = paper.site.url("").rstrip("/")
    private = entry(home, 1, link="http://127.0.0.1:80/admin")
    paper.site.put("/feed", rss([private]), RSS)
    paper.add()
    paper.poll()
    assert paper.items() == {"The dam, part 1": "failed"}
    assert any("private network" in reason for reason in paper.reasons())


def test_a_site_that_is_down_is_not_asked_for_all_its_articles_one_by_one(paper: Paper) -> None:
    paper.print(*range(1, 11))
    paper.add()
    for number in range(1, 11):
        paper.site.put(f"/{number}", "", status=503)
    (job,) = paper.poll()
    assert "10 to be tried again" in job.message
    assert sum(paper.asked(f"/{number}") for number in range(1, 11)) == 3
    paper.print(*range(1, 11))
    paper.later()
    paper.poll()
    assert set(paper.items().values()) == {"stored"}
