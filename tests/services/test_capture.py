"""From an address to an article, with the bytes that it was made of."""

import zlib
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import Invalid
from app.models import Article, Capture, FailedInput, Outlet, Revision
from app.readers.captured import Blocked, read_fetched
from app.readers.fetch import Fetched, Unfetchable
from app.services.batch import Report
from app.services.capture import capture_each, capture_url
from app.services.captures import content_of
from app.services.gazetteer import gazetteer_from_database
from app.services.ledger import Ingested
from tests.servers import Site, site
from tests.services.articles import DAM


def page(text: str = DAM, head: str = "", title: str = "The dam") -> str:
    shown = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    head = f"<head><title>{title}</title>{head}</head>"
    return f"<html>{head}<body><article>{shown}</article></body></html>"


NAMED = '<meta property="og:site_name" content="{}">'


@pytest.fixture
def server() -> Iterator[Site]:
    """A server on loopback."""
    with site() as found:
        yield found


def capture(database: Database, server: Site, path: str = "/dam", **about: object) -> Ingested:
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    return capture_url(
        database,
        server.url(path),
        gazetteer,
        added_by="tester",
        about=about,
        limits=server.limits(),
    )


def stored(database: Database) -> tuple[Article, Capture]:
    with database.reader() as session:
        query = sa.select(Article, Capture).join(Capture, Capture.article_id == Article.id)
        article, kept = session.execute(query).one()
        session.expunge_all()
        return article, kept


def test_a_page_becomes_an_article_beside_its_bytes(world: Database, server: Site) -> None:
    content = page().encode()
    server.redirect("/short", "/dam")
    server.put("/dam", content, ETag='"7"', Set_Cookie="a=secret")
    done = capture(world, server, "/short")
    assert (done.known, done.quotes) == (None, 3)
    article, kept = stored(world)
    assert article.url == server.url("/dam")
    assert (kept.url, kept.final_url) == (server.url("/short"), server.url("/dam"))
    assert content_of(kept) == content
    assert zlib.decompress(kept.content) == content
    assert kept.headers["etag"] == '"7"'
    assert "set-cookie" not in kept.headers
    assert kept.seen_at == kept.fetched_at


def test_the_text_can_be_made_again_from_what_was_kept(world: Database, server: Site) -> None:
    server.put("/dam", page())
    capture(world, server)
    article, kept = stored(world)
    again = Fetched(
        kept.url, kept.final_url, kept.status, kept.headers, content_of(kept), kept.fetched_at
    )
    assert read_fetched(again).text == article.text


def test_who_gave_the_address_stands_in_the_history(world: Database, server: Site) -> None:
    server.put("/dam", page())
    capture(world, server)
    with world.reader() as session:
        assert session.execute(sa.select(Revision.who)).scalar_one() == "tester"


def test_an_address_that_is_here_is_not_fetched_again(world: Database, server: Site) -> None:
    server.put("/dam", page())
    first = capture(world, server)
    again = capture(world, server, "/dam?utm_source=x")
    assert again.known is not None
    assert again.article_id == first.article_id
    assert len(server.asked) == 1


def test_what_is_known_of_it_counts_before_what_the_page_says(
    world: Database, server: Site
) -> None:
    server.put("/dam", page(head=NAMED.format("Somewhere")))
    capture(world, server, outlet="Sarn Courier", title="A dam", published_on="2024-12-26")
    article, _ = stored(world)
    assert (article.title, str(article.published_on)) == ("A dam", "2024-12-26")
    with world.reader() as session:
        outlet = session.get(Outlet, article.outlet_id)
    assert outlet is not None
    assert outlet.slug == "sarn-courier"


def test_what_is_wrong_about_it_is_told_before_anything_is_fetched(
    world: Database, server: Site
) -> None:
    server.put("/dam", page())
    with pytest.raises(Invalid) as told:
        capture(world, server, published_on="soon")
    assert set(told.value.problems) == {"published_on"}
    assert server.asked == []


@pytest.mark.parametrize(
    ("called", "outlet"),
    [
        # A page does not become the Courier's by calling itself so.
        ("Sarn Courier", "127.0.0.1"),
        ("A New Paper", "A New Paper"),
        ("", "127.0.0.1"),
    ],
)
def test_a_page_is_its_own_site_s(world: Database, server: Site, called: str, outlet: str) -> None:
    server.put("/dam", page(head=NAMED.format(called)))
    capture(world, server)
    article, _ = stored(world)
    with world.reader() as session:
        found = session.get(Outlet, article.outlet_id)
    assert found is not None
    assert found.name.partition(":")[0] == outlet


def test_an_outlet_is_known_by_its_domain_whatever_the_page_calls_itself(
    world: Database, server: Site
) -> None:
    with world.writer() as session:
        session.execute(
            sa.update(Outlet).where(Outlet.slug == "sarn-courier").values(domain="127.0.0.1")
        )
    server.put("/dam", page(head=NAMED.format("Coast Herald")))
    capture(world, server)
    article, _ = stored(world)
    with world.reader() as session:
        found = session.get(Outlet, article.outlet_id)
    assert found is not None
    assert found.slug == "sarn-courier"


@pytest.mark.parametrize("status", [401, 402, 403, 429, 451])
def test_a_site_that_refuses_leaves_what_is_known(
    world: Database, server: Site, status: int
) -> None:
    server.put("/dam", "no", status=status)
    with pytest.raises(Blocked) as told:
        capture(world, server, title="The dam")
    fields = told.value.fields
    assert fields == {"url": server.url("/dam"), "outlet": "127.0.0.1", "title": "The dam"}


def test_nothing_is_stored_of_what_could_not_be_fetched(world: Database, server: Site) -> None:
    with pytest.raises(Unfetchable):
        capture(world, server)
    with world.reader() as session:
        assert session.execute(sa.select(Article.id)).first() is None


def test_several_addresses_are_reported_and_the_bad_ones_kept(
    world: Database, server: Site
) -> None:
    server.put("/dam", page())
    paid = server.put("/paid", "no", status=402)
    urls = [server.url("/dam"), server.url("/none"), server.url("/dam"), "https://127.0.0.1/", paid]
    report = Report()
    capture_each(world, urls, report, limits=server.limits())
    assert (report.new, report.known, report.quotes) == (1, 1, 3)
    assert [(each.source, each.is_blocked) for each in report.failures] == [
        (urls[1], False),
        (urls[3], False),
        (paid, True),
    ]
    with world.reader() as session:
        kept = dict(session.execute(sa.select(FailedInput.source, FailedInput.reason)).all())
    assert "HTTP 404" in kept[urls[1]]
    assert "private network" in kept[urls[3]]


def test_a_dry_run_fetches_and_stores_nothing(world: Database, server: Site) -> None:
    server.put("/dam", page())
    report = Report(is_dry=True)
    urls = [server.url("/dam"), server.url("/none")]
    capture_each(world, urls, report, limits=server.limits())
    assert (report.new, report.quotes, len(report.failures)) == (1, 3, 1)
    with world.reader() as session:
        for table in (Article, Capture, FailedInput, Outlet):
            number = session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            assert number == (2 if table is Outlet else 0)
