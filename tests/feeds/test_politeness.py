"""Politeness and interest: which pages are asked for, how fast, and which items are wanted."""

import time

import pytest

from app.db import Database
from app.errors import Invalid
from app.readers.fetch import Unfetchable
from app.services.interest import ABOUT_SYRIA, check_words, read_interest
from app.services.politeness import Disallowed, Politeness, Stopped
from app.services.reference import add_reference
from tests.servers import pour, site
from tests.services.world import WORLD


def test_one_host_is_asked_no_faster_than_it_wants_and_others_meanwhile() -> None:
    with site() as found:
        found.put(
            "/robots.txt", "User-agent: *\nCrawl-delay: 0.2\nDisallow: /private", "text/plain"
        )
        polite = Politeness(delay=0.1)
        polite.check_allowed(found.url("/1"), found.limits())
        began = time.monotonic()
        for _ in range(3):
            polite.wait(found.url("/1"))
        assert 0.25 < time.monotonic() - began < 1.5
        began = time.monotonic()
        polite.wait("http://elsewhere.example/")
        assert time.monotonic() - began < 0.05


def test_robots_txt_is_asked_for_once_and_kept() -> None:
    with site() as found:
        found.put("/robots.txt", "User-agent: onrecord\nDisallow: /a\n", "text/plain")
        polite = Politeness(delay=0.0)
        for _ in range(3):
            polite.check_allowed(found.url("/b"), found.limits())
            with pytest.raises(Disallowed):
                polite.check_allowed(found.url("/a/1"), found.limits())
        assert len(found.asked) == 1


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"<html>not found</html>", b"\x00" * 100])
def test_a_robots_txt_that_is_none_forbids_nothing(content: bytes) -> None:
    with site() as found:
        found.put("/robots.txt", content, "text/plain")
        Politeness(delay=0.0).check_allowed(found.url("/1"), found.limits())


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "nonsense", None])
def test_a_robots_txt_counts_whatever_it_calls_itself(kind: str | None) -> None:
    with site() as found:
        found.put("/robots.txt", "User-agent: *\nDisallow: /private\n", kind)
        polite = Politeness(delay=0.0)
        polite.check_allowed(found.url("/1"), found.limits())
        with pytest.raises(Disallowed):
            polite.check_allowed(found.url("/private"), found.limits())


def test_of_a_robots_txt_that_is_too_long_the_beginning_counts() -> None:
    with site() as found:
        rules = "User-agent: *\nDisallow: /private\n" + "# nothing\n" * 200_000
        found.put("/robots.txt", f"{rules}Disallow: /late\n", "text/plain")
        polite = Politeness(delay=0.0)
        polite.check_allowed(found.url("/late"), found.limits())
        with pytest.raises(Disallowed):
            polite.check_allowed(found.url("/private"), found.limits())


def test_a_robots_txt_without_end_is_read_in_part() -> None:
    with site() as found:
        start = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n"
        found.pages["/robots.txt"] = pour(start, b"# nothing\n" * 1_000)
        with pytest.raises(Disallowed):
            Politeness(delay=0.0).check_allowed(found.url("/private"), found.limits())


@pytest.mark.parametrize("status", [204, 401, 403, 404, 410, 451])
def test_a_site_without_a_robots_txt_allows_all(status: int) -> None:
    with site() as found:
        found.put("/robots.txt", "", status=status)
        Politeness(delay=0.0).check_allowed(found.url("/1"), found.limits())


def test_a_robots_txt_that_leads_round_in_circles_is_none() -> None:
    with site() as found:
        found.redirect("/robots.txt", "/robots.txt")
        Politeness(delay=0.0).check_allowed(found.url("/1"), found.limits())


def test_the_robots_txt_to_which_a_site_redirects_counts() -> None:
    with site() as found:
        found.redirect("/robots.txt", "/en/robots.txt")
        found.put("/en/robots.txt", "User-agent: *\nDisallow: /1", "text/plain")
        with pytest.raises(Disallowed):
            Politeness(delay=0.0).check_allowed(found.url("/1"), found.limits())


@pytest.mark.parametrize("status", [304, 500, 503])
def test_where_a_robots_txt_cannot_be_had_nothing_is_read_for_now(status: int) -> None:
    with site() as found:
        found.put("/robots.txt", "", status=status)
        with pytest.raises(Unfetchable, match=f"robots.txt.*HTTP {status}") as told:
            Politeness(delay=0.0).check_allowed(found.url("/1"), found.limits())
        assert told.value.is_transient


def test_a_site_that_is_asked_too_often_for_its_robots_txt_allows_nothing_yet() -> None:
    with site() as found:
        found.put("/robots.txt", "Later.", "text/plain", status=429)
        with pytest.raises(Unfetchable):
            Politeness(delay=0.0).check_allowed(found.url("/1"), found.limits())


def test_nobody_waits_when_the_program_ends() -> None:
    polite = Politeness(delay=60.0)
    polite.wait("http://x.example/")
    polite.stopping.set()
    with pytest.raises(Stopped):
        polite.wait("http://x.example/")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SYRIAN ministers met", True),
        ("О положении в Сирии говорили", True),
        ("СИРИЙСКИЕ власти", True),
        ("Suriye'nin kuzeyi", True),
        ("SURİYELİLER", True),
        ("Assyrian history", False),
        ("Сириус открыл двери", False),
        ("", False),
    ],
)
def test_the_words_that_the_form_offers_find_syria_in_three_languages(
    sqlite_database: Database, text: str, wanted: bool
) -> None:
    with sqlite_database.reader() as session:
        assert read_interest(session, ABOUT_SYRIA, ()).wants(text) is wanted


def test_terms_of_topics_count_in_any_language(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
        session.flush()
        interest = read_interest(session, (), ("dams",))
    assert not interest.takes_all
    assert interest.wants("The dam on the Sarn")
    assert not interest.wants("Of ports alone")


def test_words_are_divided_by_commas_and_lines_and_checked() -> None:
    assert check_words("Syria*, a phrase,\nSyria*\n,") == ["Syria*", "a phrase"]
    for wrong in ("*", "x" * 101, ",".join(map(str, range(201)))):
        with pytest.raises(Invalid):
            check_words(wrong)
