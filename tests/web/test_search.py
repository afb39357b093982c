"""Searching as a reader does it: what is found is marked, told, and never an error."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.db import Database
from tests.sample import Record, Said
from tests.web.conftest import visiting
from tests.web.reading import links, said


def hits(html: str) -> list[str]:
    return re.findall('<mark class="hit">(.*?)</mark>', html)


def test_a_speaker_found_in_another_script_is_marked_in_the_list(pages: TestClient) -> None:
    html = pages.get("/statements?q=Сарнова").text
    assert hits(html) == ["Sarnov"]


def test_a_name_in_a_text_is_found_and_marked_in_every_script(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        record.actor("ilya-sarnov", "Ilya Sarnov", "Илья Сарнов")
        for text in ("we met Sarnov there", "мы видели Сарнова", "Sarnov’un köyü", "no Sarn here"):
            record.statement(Said(record.article(text), text))
    with visiting(sqlite_database) as client:
        for q in ("Sarnov", "Сарнов", "сарнову", "SARNOV'a"):
            html = client.get("/statements", params={"q": q}).text
            assert sorted(hits(html)) == ["Sarnov", "Sarnov", "Сарнова"]


def test_each_statement_says_by_which_alias_its_speaker_was_found(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        actor = record.actor("ada-moor", "Ada Moor", "Елена Северная")
        record.statement(Said(record.article("the dam leaks"), "the dam leaks"), actor=actor)
    with visiting(sqlite_database) as client:
        html = client.get("/statements?q=Северной dam").text
    assert "found as Елена Северная" in said(html)
    assert hits(html) == ["Ada Moor", "dam"]


def test_a_speaker_of_the_name_is_offered_with_as_many_statements_as_there_are(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        actor = record.actor("ada-moor", "Ada Moor")
        record.actor("bo-moor", "Bo Moor")
        for text in ("the dam leaks", "the ferry runs"):
            record.statement(Said(record.article(text), text), actor=actor)
    with visiting(sqlite_database) as client:
        html = client.get("/statements?q=moor&lang=en").text
        assert "only what Ada Moor said (2)" in said(html)
        assert "2 statements" in said(client.get("/statements?actor=ada-moor&lang=en").text)
    assert "/statements?actor=ada-moor&lang=en" in links(html)
    # Where nothing is, no link leads.
    assert "Bo Moor 0 statements" in said(html)
    assert "/statements?actor=bo-moor&lang=en" not in links(html)


def test_an_article_opened_from_a_search_marks_what_was_found(pages: TestClient) -> None:
    [address] = {
        each
        for each in links(pages.get("/statements?q=течет").text)
        if "?q=" in each and "/articles/2" in each
    }
    assert hits(pages.get(address).text)[:1] == ["течёт"]
    [address] = {
        each
        for each in links(pages.get("/statements?q=течёт&exact=1").text)
        if "exact=1" in each and "/articles/2" in each
    }
    assert hits(pages.get(address).text)[:1] == ["течёт"]
    assert hits(pages.get(address.replace("%D1%91", "%D0%B5")).text) == []


def test_exactly_typed_whole_words_are_found_alone(pages: TestClient) -> None:
    assert "0 statements" in said(pages.get("/statements?q=lea&exact=1").text)
    assert "0 statements" in said(pages.get("/statements?q=Dam&exact=1").text)
    assert "1 statement" in said(pages.get("/statements?q=leaks&exact=1").text)
    assert "1 statement" in said(pages.get("/statements?q=lea*&exact=1").text)


def test_a_name_spelt_wrong_leads_to_the_right_one(pages: TestClient) -> None:
    html = pages.get("/statements?q=Sarnof&lang=ru").text
    assert "Did you mean Ilya Sarnov" in said(html)
    [address] = {each for each in links(html) if "Ilya" in each}
    assert address == "/statements?q=Ilya+Sarnov&lang=ru"
    assert "1 statement" in said(pages.get(address).text)


@pytest.mark.parametrize("q", ["Sarnov", "dam", "Сарнова", "-Sarnof", "xyzzyxyzzy", "?!"])
def test_nothing_is_suggested_for_what_is_known_or_near_to_nothing(
    pages: TestClient, q: str
) -> None:
    assert "Did you mean" not in said(pages.get("/statements", params={"q": q}).text)


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60), st.booleans())
@example(" ".join(map(chr, range(0x4E00, 0x4EFA))), False)
@example("a OR " * 100, False)
@example('-"' + "я" * 490, True)
@example("i\u0307" * 250, True)
@example("\ud800\x00", False)
@example(" ".join(f"{a}{b}*" for a in "abcdefghij" for b in "abcdefghij"), False)
def test_whatever_is_typed_is_answered_in_list_and_article(
    pages: TestClient, q: str, exact: bool
) -> None:
    q = q.encode("utf-8", "replace").decode()
    asked = {"q": q, "exact": str(int(exact)), "sort": "relevance"}
    for path in ("/statements", "/articles/1", "/api/v1/statements", "/actors"):
        answer = pages.get(path, params=asked, follow_redirects=True)
        assert answer.status_code == 200
