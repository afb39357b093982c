"""The pages of feeds and background work, as a person uses them without JavaScript."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.errors import Invalid
from app.main import create_app
from app.models import FeedItem, FeedState, ItemState, Revision
from app.queries.feeds import find_feeds, find_items
from app.queries.jobs import JobList, find_jobs
from app.services.failures import keep_failed
from app.services.feeds import retry_items, take_anyway
from app.services.jobs import Outcome, claim, finish
from app.worker import Runner
from tests.feeds.conftest import Paper
from tests.feeds.invented import RSS, entry, rss, story
from tests.services.articles import DAM
from tests.web.conftest import LOCAL

pytestmark = pytest.mark.slow

SWAP = {"HX-Request": "true"}


@contextmanager
def visiting(paper: Paper, host: str = "127.0.0.1") -> Iterator[TestClient]:
    """Requests to a server that may ask the paper's; nothing works in its background."""
    settings = Settings(
        database_url=paper.database.url.render_as_string(hide_password=False),
        host=host,
        background=False,
    )
    app = create_app(settings, paper.site.limits())
    with TestClient(
        app, base_url="http://127.0.0.1", client=LOCAL, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def pages(sqlite_paper: Paper) -> Iterator[TestClient]:
    """The local user's requests."""
    with visiting(sqlite_paper) as client:
        yield client


def jobs(database: Database) -> JobList:
    """What works in the background."""
    with database.reader() as session:
        return find_jobs(session)


def work_off(paper: Paper) -> None:
    """Do what is queued."""
    runner = Runner(paper.database, paper.site.limits())
    runner.politeness.delay = 0.0
    while runner.start_some():
        pass
    runner.close()


@pytest.mark.parametrize("address", ["no address", "/none", "/page"])
def test_all_that_is_wrong_with_a_new_feed_is_told_at_once(
    sqlite_paper: Paper, pages: TestClient, address: str
) -> None:
    sqlite_paper.site.put("/page", "<html><body>No feed here</body></html>")
    url = sqlite_paper.site.url(address) if address.startswith("/") else address
    form = {"url": url, "words": "!!", "every": "never", "topics": ["nothing"]}
    answer = pages.post("/feeds", data=form)
    assert answer.status_code == 422
    for name in ("url", "words", "every", "topics"):
        assert f'id="wrong-{name}"' in answer.text
        assert f'<a href="#{name}">' in answer.text
    assert not jobs(sqlite_paper.database).open


def test_a_feed_is_added_by_the_page_that_names_it_and_asked_at_once(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.print(1)
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    page = sqlite_paper.site.put("/", f"<html><head>{link}</head><body>Home</body></html>")
    form = {"url": page, "words": "Veltania*, dam", "every": "1h", "topics": []}
    assert pages.post("/feeds", data=form).status_code == 303
    listed = pages.get("/feeds").text
    assert "waits for its turn" in listed
    assert 'data-hx-trigger="every 2s"' in listed
    work_off(sqlite_paper)
    listed = pages.get("/feeds").text
    assert "data-hx-trigger" not in listed
    assert "every hour" in listed
    assert "1 stored" in listed
    assert "Veltania*, dam" in listed
    assert "The dam, part 1" in pages.get("/feeds/1").text


def test_what_is_wrong_with_a_feed_is_told_beside_its_field(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.site.put("/page", "<html><body>No feed</body></html>")
    wrong = {
        "url": ("nonsense", "begins with http"),
        "words": ("!!!", "no letter or digit"),
        "every": ("often", "30m, 2h or 1d"),
        "topics": ("no-such", "There is no topic"),
    }
    for name, (value, told) in wrong.items():
        given = {"url": sqlite_paper.site.url("/feed"), "words": "x", "every": "1h", name: value}
        answer = pages.post("/feeds", data=given)
        assert answer.status_code == 422
        assert told in answer.text
        assert 'id="wrong-' in answer.text
    gone = pages.post("/feeds", data={"url": sqlite_paper.site.url("/page"), "every": "1h"})
    assert "Nor does the page name one" in gone.text
    assert sqlite_paper.site.url("/page") in gone.text


def test_a_feed_is_not_added_twice(sqlite_paper: Paper, pages: TestClient) -> None:
    url = sqlite_paper.print(1)
    sqlite_paper.add()
    answer = pages.post("/feeds", data={"url": url, "every": "1h"})
    assert answer.status_code == 422
    assert "here already: Sarn Courier" in answer.text


def version(pages: TestClient) -> str:
    """The version that the form on a feed's page was made for."""
    [found] = re.findall(r'name="version" value="(\d+)"', pages.get("/feeds/1").text)
    return str(found)


def test_the_second_of_two_editors_of_a_feed_is_told_and_keeps_what_was_typed(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.print(1)
    sqlite_paper.add()
    seen = version(pages)
    typed = {"every": "12h", "version": seen}
    assert pages.post("/feeds/1", data=typed | {"words": "dam"}).status_code == 303
    answer = pages.post("/feeds/1", data=typed | {"words": "the harvest of the valley"})
    assert answer.status_code == 409
    assert "Somebody changed this" in answer.text
    assert "the harvest of the valley" in answer.text
    assert sqlite_paper.feed().words == ["dam"]
    [again] = re.findall(r'name="version" value="(\d+)"', answer.text)
    sent = typed | {"words": "harvest", "version": str(again)}
    assert pages.post("/feeds/1", data=sent).status_code == 303
    assert sqlite_paper.feed().words == ["harvest"]


def test_a_feed_is_paused_resumed_changed_asked_and_removed(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.print(1)
    sqlite_paper.add()
    work_off(sqlite_paper)
    pages.post("/feeds/1/pause")
    assert sqlite_paper.feed().state == FeedState.PAUSED
    assert "paused" in pages.get("/feeds/1").text
    pages.post("/feeds/1/resume")
    pages.post("/feeds/1", data={"words": "dam", "every": "12h", "version": version(pages)})
    assert (sqlite_paper.feed().words, sqlite_paper.feed().every) == (["dam"], 43_200)
    pages.post("/feeds/1/poll")
    assert len(jobs(sqlite_paper.database).open) == 1
    work_off(sqlite_paper)
    assert pages.post("/feeds/1/remove").headers["location"] == "/feeds"
    assert pages.get("/feeds/1").status_code == 404
    assert sqlite_paper.articles() == 1
    query = sa.select(col(Revision.who), col(Revision.action), col(Revision.after))
    with sqlite_paper.database.reader() as session:
        told = session.execute(query.where(Revision.subject == "feed")).all()
    assert [tuple(row) for row in told] == [
        ("local user", "set", {"state": "paused"}),
        ("local user", "set", {"state": "active"}),
        ("local user", "change", {"every": 43_200, "words": ["dam"]}),
        ("local user", "remove", {}),
    ]


def test_an_item_that_failed_or_was_left_out_can_be_taken_all_the_same(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.print(1, 2)
    del sqlite_paper.site.pages["/1"]
    home = sqlite_paper.site.url("").rstrip("/")
    many = "Of the harvest, and of whatever else grows in the valley in such years as this one is."
    left = entry(home, 2, title="Harvest", description=many)
    sqlite_paper.site.put("/feed", rss([entry(home, 1), left]), RSS)
    sqlite_paper.add(words=("dam",))
    work_off(sqlite_paper)
    assert sqlite_paper.items() == {"Harvest": "skipped", "The dam, part 1": "failed"}
    assert "1 article</a> of this feed could not be read" in pages.get("/ingest").text
    assert "HTTP 404" in pages.get("/feeds/1?state=failed").text
    sqlite_paper.site.put("/1", story(1))
    with sqlite_paper.database.reader() as session:
        ids = {row.title: row.id for row in find_items(session, 1).rows}
    assert pages.post("/feeds/1/retry").status_code == 303
    assert pages.post("/feeds/1/take", data={"item": ids["Harvest"]}).status_code == 303
    work_off(sqlite_paper)
    assert set(sqlite_paper.items().values()) == {"stored"}


def test_what_a_hostile_feed_says_is_shown_as_text(sqlite_paper: Paper, pages: TestClient) -> None:
    home = sqlite_paper.site.url("").rstrip("/")
    bad = entry(home, 1, title="&lt;script&gt;alert(1)&lt;/script&gt;", link="javascript:alert(2)")
    sqlite_paper.site.put("/feed", rss([bad], "&lt;img src=x onerror=alert(3)&gt;Sarn"), RSS)
    sqlite_paper.add()
    work_off(sqlite_paper)
    for path in ("/feeds", "/feeds/1", "/ingest"):
        page = pages.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "javascript:" not in page


def test_work_renews_itself_until_it_is_done(sqlite_paper: Paper, pages: TestClient) -> None:
    url = sqlite_paper.site.put("/1", story(1))
    lines = f"{url}\n{sqlite_paper.site.url('/none')}"
    assert pages.post("/ingest/addresses", data={"addresses": lines}).status_code == 303
    block = pages.get("/ingest", headers=SWAP).text
    assert block.lstrip().startswith('<section id="work"')
    assert 'data-hx-get="/ingest" data-hx-trigger="every 2s"' in block
    assert "Waits for its turn" in block
    work_off(sqlite_paper)
    block = pages.get("/ingest", headers=SWAP).text
    assert "data-hx-trigger" not in block
    assert "1 new, 0 already known, 1 failed" in block
    assert "HTTP 404" in block
    assert block in pages.get("/ingest").text


def test_a_kept_address_is_tried_again_by_one_click_and_goes_once_it_could_be_used(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    pages.post("/ingest/addresses", data={"addresses": sqlite_paper.site.url("/1")})
    work_off(sqlite_paper)
    page = pages.get("/ingest").text
    assert 'action="/ingest/failed/1/retry"' in page
    sqlite_paper.site.put("/1", story(1))
    pages.post("/ingest/failed/1/retry")
    work_off(sqlite_paper)
    assert sqlite_paper.articles() == 1
    assert pages.get("/ingest/failed/1").status_code == 404


def test_what_a_site_does_not_give_to_programs_can_be_pasted_instead(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    url = sqlite_paper.site.put("/paid?a=1&b=2", "no", status=403)
    pages.post("/ingest/addresses", data={"addresses": url})
    work_off(sqlite_paper)
    [link] = re.findall(r'href="([^"]+)">Paste its text instead', pages.get("/ingest").text)
    assert f'name="url" type="url" value="{escape(url)}"' in pages.get(unescape(link)).text
    # Once it is on record by another way, another try finds that, and it waits no more.
    stored = pages.post("/api/v1/articles", json={"text": DAM, "url": url})
    assert stored.status_code == 201
    pages.post("/ingest/failed/1/retry")
    work_off(sqlite_paper)
    assert pages.get("/ingest/failed/1").status_code == 404


def test_an_item_that_could_not_be_read_can_be_pasted_under_its_title(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.print(1)
    sqlite_paper.site.put("/1", "no", status=403)
    sqlite_paper.add()
    work_off(sqlite_paper)
    [link] = re.findall(r'href="([^"]+)">Paste its text instead', pages.get("/feeds/1").text)
    form = pages.get(unescape(link)).text
    assert f'value="{sqlite_paper.site.url("/1")}"' in form
    assert 'value="The dam, part 1"' in form


def test_a_kept_text_that_fails_again_stays(sqlite_paper: Paper, pages: TestClient) -> None:
    with sqlite_paper.database.writer() as session:
        keep_failed(session, "dam.txt", "A fault of ours.", DAM.encode())
        keep_failed(session, "picture.txt", "It is a picture.", b"\x89PNG\x00\x01")
    for number in (1, 2):
        pages.post(f"/ingest/failed/{number}/retry")
    work_off(sqlite_paper)
    assert sqlite_paper.articles() == 1
    assert pages.get("/ingest/failed/1").status_code == 404
    assert pages.get("/ingest/failed/2").content == b"\x89PNG\x00\x01"


def test_an_item_without_an_address_is_never_left_waiting(sqlite_paper: Paper) -> None:
    home = sqlite_paper.site.url("").rstrip("/")
    items = [entry(home, 1, link="mailto:ada@moor.example"), entry(home, 2, link="mailto:x")]
    sqlite_paper.site.put("/feed", rss(items), RSS)
    number = sqlite_paper.add()
    sqlite_paper.poll()
    with sqlite_paper.database.writer() as session:
        assert retry_items(session, number, who="tester") == 0
        session.execute(sa.update(FeedItem).values(state=ItemState.SKIPPED))
    with sqlite_paper.database.writer() as session, pytest.raises(Invalid, match="no address"):
        take_anyway(session, number, 1, who="tester")
    assert set(sqlite_paper.items().values()) == {"skipped"}


def test_files_are_read_in_the_background(sqlite_paper: Paper, pages: TestClient) -> None:
    files = [("file", ("dam.txt", DAM.encode())), ("file", ("gates.txt", DAM.encode() + b"\n\nX."))]
    assert pages.post("/ingest/files", files=files).status_code == 303
    assert sqlite_paper.articles() == 0
    work_off(sqlite_paper)
    assert sqlite_paper.articles() == 2
    assert pages.post("/ingest/files").status_code == 422


def test_addresses_that_are_none_are_told_and_kept_in_the_form(pages: TestClient) -> None:
    answer = pages.post("/ingest/addresses", data={"addresses": "https://x.example/1\nfile:///x"})
    assert answer.status_code == 422
    assert "no address of the web: file:///x" in answer.text
    assert "https://x.example/1" in answer.text


def test_a_failed_job_is_tried_again_or_forgotten_by_one_click(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    sqlite_paper.print(1)
    sqlite_paper.add()
    with sqlite_paper.database.writer() as session:
        job = claim(session)
        assert job is not None
        finish(session, job, Outcome("It broke.", failed=True))
    assert "It broke." in pages.get("/ingest").text
    assert pages.post(f"/ingest/jobs/{job.id}/retry").status_code == 303
    assert pages.post(f"/ingest/jobs/{job.id}/forget").status_code == 404
    assert len(jobs(sqlite_paper.database).open) == 1
    assert jobs(sqlite_paper.database).failed == []


def test_readers_see_feeds_and_change_nothing(sqlite_paper: Paper) -> None:
    sqlite_paper.print(1)
    sqlite_paper.add()
    with visiting(sqlite_paper, host="0.0.0.0") as client:
        assert "Sarn Courier" in client.get("/feeds").text
        assert "<form" not in client.get("/feeds").text.split("<main")[1].split("</main>")[0]
        for path in ("/feeds", "/feeds/1", "/feeds/1/poll", "/feeds/1/remove", "/feeds/1/pause"):
            assert client.post(path).status_code == 403
        for path in ("addresses", "files", "jobs/1/retry", "failed/1/retry"):
            assert client.post(f"/ingest/{path}").status_code == 403
    with sqlite_paper.database.reader() as session:
        assert len(find_feeds(session)) == 1


def test_a_state_or_number_that_there_is_not_leads_nowhere(pages: TestClient) -> None:
    for path in ("/feeds/1", "/feeds/99999999999", "/feeds/0"):
        assert pages.get(path).status_code == 404
        assert pages.post(f"{path}/poll").status_code == 404


def test_a_file_that_is_read_by_the_server_leaves_what_it_froze(
    sqlite_paper: Paper, pages: TestClient
) -> None:
    gc.freeze()
    try:
        before = gc.get_freeze_count()
        pages.post("/ingest/files", files=[("file", ("dam.txt", DAM.encode()))])
        work_off(sqlite_paper)
        # Some of it was let go since: that is all.
        assert gc.get_freeze_count() > before * 0.9 > 0
        assert gc.isenabled()
    finally:
        gc.unfreeze()
