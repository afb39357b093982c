"""Tests of the language in which pages speak."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.locales import LOCALES, current, gettext, ngettext, number, preferred, speaking
from app.queries.facet_values import FacetValue
from app.queries.filters import StatementFilter
from app.web import labels
from app.web.choices import choices


def titled(page: str) -> str | None:
    """The language that a page says it is in."""
    found = re.search(r'<html lang="(\w+)">', page)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de, tr;q=0.3, ru;q=0.7", "ru"),
        ("tr,ru", "tr"),
        ("ru;q=0, tr;q=0.1", "tr"),
        ("*", "en"),
        ("TR", "tr"),
        ("ru;q=NaN, tr;q=2, ru;q=x", "en"),
    ],
)
def test_what_a_browser_asks_for_first_is_spoken(header: str, locale: str) -> None:
    assert preferred(header) == locale


@given(st.text(max_size=80))
def test_any_header_names_some_language(header: str) -> None:
    assert preferred(header) in LOCALES


def test_a_page_speaks_the_language_of_the_browser(pages: TestClient) -> None:
    answer = pages.get("/statements", headers={"accept-language": "ru"})
    assert titled(answer.text) == "ru"
    assert "accept-language" in answer.headers["vary"].lower()
    assert titled(pages.get("/statements").text) == "en"


def test_pages_of_two_languages_are_kept_apart(pages: TestClient) -> None:
    first = pages.get("/statements", headers={"accept-language": "tr"})
    other = pages.get("/statements", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    again = pages.get(
        "/statements",
        headers={"accept-language": "tr", "if-none-match": first.headers["etag"]},
    )
    assert again.status_code == 304


def test_a_chosen_language_stays_against_the_browsers(pages: TestClient) -> None:
    chosen = pages.post(
        "/language",
        data={"locale": "tr"},
        headers={"referer": "http://127.0.0.1/statements?topic=bases"},
    )
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/statements?topic=bases")
    try:
        assert titled(pages.get("/about", headers={"accept-language": "ru"}).text) == "tr"
    finally:
        pages.cookies.clear()


def test_a_language_that_nobody_speaks_is_refused(pages: TestClient) -> None:
    assert pages.post("/language", data={"locale": "xx"}).status_code == 422


@pytest.mark.parametrize("referer", ["https://elsewhere.example/x", "//elsewhere.example", ""])
def test_choosing_a_language_leads_to_no_other_site(pages: TestClient, referer: str) -> None:
    chosen = pages.post("/language", data={"locale": "en"}, headers={"referer": referer})
    assert chosen.headers["location"] == "/"
    pages.cookies.clear()


def test_the_api_speaks_english_to_everybody(pages: TestClient) -> None:
    english = pages.get("/api/v1/statements/999999")
    turkish = pages.get("/api/v1/statements/999999", headers={"accept-language": "tr"})
    assert (english.status_code, turkish.json()) == (404, english.json())


def test_a_language_is_spoken_for_a_while() -> None:
    with speaking("ru"):
        assert current() == "ru"
    assert current() == "en"


@pytest.mark.parametrize(
    ("locale", "written"), [("en", "1,204,000"), ("tr", "1.204.000"), ("ru", "1\xa0204\xa0000")]
)
def test_numbers_are_written_as_the_language_does(locale: str, written: str) -> None:
    with speaking(locale):
        assert number(1_204_000) == written


@pytest.mark.parametrize(
    ("locale", "days"),
    [
        ("en", ["26 December 2024", "December 2024", "2024", "day unknown"]),
        ("tr", ["26 Aralık 2024", "Aralık 2024", "2024"]),
        ("ru", ["26 декабря 2024", "декабрь 2024", "2024"]),
    ],
)
def test_days_are_written_as_the_language_does(locale: str, days: list[str]) -> None:
    with speaking(locale):
        found = [labels.day(each) for each in ("2024-12-26", "2024-12", "2024", None)]
    assert found[: len(days)] == days


def test_values_are_filled_in_and_a_percent_sign_alone_stands() -> None:
    assert gettext("100 %") == "100 %"
    assert gettext("%(a)s of %(b)s", a=1, b=2) == "1 of 2"
    assert ngettext("%(num)s statement", "%(num)s statements", 1204) == "1,204 statements"


def test_an_empty_name_is_not_the_catalogs_head() -> None:
    with speaking("ru"):
        assert gettext("") == ""


def test_what_calls_itself_so_is_not_translated() -> None:
    value, everything = FacetValue("sarn", "Russia", 2, selected=False), StatementFilter()
    with speaking("ru"):
        assert "Russia" in choices([value], "outlet", everything)
        assert "Russia" in choices([value], "actor", everything)


def test_a_workbook_speaks_english_to_everybody(pages: TestClient) -> None:
    russian = {"accept-language": "ru"}
    answer = pages.get("/statements.xlsx", params={"form": "direct"}, headers=russian)
    with ZipFile(BytesIO(answer.content)) as book:
        told = b"".join(book.read(name) for name in book.namelist())
    assert b"Quotation" in told
    assert "Цитата".encode() not in told


def test_an_account_that_is_called_as_a_message_keeps_its_name() -> None:
    with speaking("ru"):
        assert labels.writer("Search") == "Search"


@pytest.mark.parametrize(
    ("locale", "small"), [("en", "isid on i"), ("ru", "тема"), ("tr", "ışid öldü iç")]
)
def test_small_letters_are_those_of_the_language(locale: str, small: str) -> None:
    words = {"en": "ISID ON I", "ru": "Тема", "tr": "IŞİD Öldü İç"}[locale]
    with speaking(locale):
        assert labels.lower(words) == small


@pytest.mark.parametrize("name", ["column-words", "speaker-3", "said_on", "nothing-like-it"])
def test_a_field_is_called_by_its_own_name_in_english(name: str) -> None:
    assert labels.field_name(name) == name
