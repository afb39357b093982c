"""Correcting on an article's page: its fields after a look, and words that are selected."""

import re

from httpx2 import Response
from starlette.testclient import TestClient

from app.db import Database
from tests.web.conftest import visiting
from tests.web.reading import said

FIELDS = {
    "title": "The dam",
    "outlet": "Sarn Courier",
    "published_on": "2024-12-26",
    "url": "",
    "archive_url": "",
    "language": "en",
    "text_kind": "full",
}


def send(browser: TestClient, form: str, version: str = "0", **fields: str) -> Response:
    data = {"form": form, "version": version, **fields}
    return browser.post("/articles/1/corrections", data=data)


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_correction_is_looked_at_before_it_is_set(browser: TestClient) -> None:
    typed = FIELDS | {"published_on": "2024-06-20"}
    look = send(browser, "article", **typed, step="look")
    assert look.status_code == 200
    page = said(look.text)
    assert "This would change: Day published." in page
    assert "3 statements have a day counted from the day published" in page
    assert re.search(r"26 December 2024 .*would be 20 June 2024", page)
    assert "26 December 2024" in said(browser.get("/articles/1").text)
    saved = send(browser, "article", version(look.text), **typed, step="save")
    assert (saved.status_code, saved.headers["location"]) == (303, "/articles/1")
    page = said(browser.get("/articles/1").text)
    assert "Published 20 June 2024" in page
    assert "Article corrected, by local user" in page
    assert "Day counted anew" in said(browser.get("/statements/1", follow_redirects=True).text)


def test_a_correction_of_an_article_is_taken_back_on_its_page(browser: TestClient) -> None:
    send(browser, "article", **FIELDS | {"title": "Other"}, step="save")
    page = browser.get("/articles/1").text
    assert '<h1 lang="en">Other</h1>' in page
    change = re.search(r'value="(revert-\d+)"', page)
    assert change
    assert send(browser, change[1]).status_code == 303
    assert '<h1 lang="en">The dam</h1>' in browser.get("/articles/1").text


def test_what_was_typed_is_kept_beside_its_message(browser: TestClient) -> None:
    answer = send(browser, "article", **FIELDS | {"published_on": "soon"}, step="look")
    assert answer.status_code == 422
    assert "Write the day as 2024-12-26" in answer.text
    assert 'value="soon"' in answer.text


def test_the_second_of_two_editors_is_told(browser: TestClient) -> None:
    send(browser, "article", **FIELDS | {"title": "Other"}, step="save")
    late = send(browser, "article", **FIELDS | {"title": "Third"}, step="save")
    assert late.status_code == 409
    assert 'value="Third"' in late.text
    assert '<h1 lang="en">Other</h1>' in late.text


def test_words_are_taken_from_the_text_without_javascript_too(browser: TestClient) -> None:
    page = browser.get("/articles/1?correct=2").text
    assert 'name="form" value="wording-2"' in page
    fields = {"words": "no plan to close the dam", "wording_form": "mixed", "near": ""}
    answer = send(browser, "wording-2", **fields)
    assert answer.headers["location"] == "/articles/1#quote-2"
    page = browser.get("/articles/1").text
    assert '<mark class="quote mixed">no plan to close the dam</mark>' in page


def test_words_that_stand_nowhere_are_told_and_kept(browser: TestClient) -> None:
    fields = {"words": "no <b>such</b> words", "wording_form": "direct", "near": "x"}
    answer = send(browser, "wording-2", **fields)
    assert answer.status_code == 422
    assert "do not stand in the text" in answer.text
    assert "no &lt;b&gt;such&lt;/b&gt; words</textarea>" in answer.text


def test_a_wording_of_another_article_is_not_set_here(browser: TestClient) -> None:
    fields = {"words": "no plan", "wording_form": "direct"}
    assert send(browser, "wording-99", **fields).status_code == 404
    assert send(browser, "burn").status_code == 422


def test_an_archive_link_is_shown(browser: TestClient) -> None:
    archived = "https://archive.example/a"
    send(browser, "article", **FIELDS | {"archive_url": archived}, step="save")
    assert f'<a href="{archived}" rel="noreferrer noopener">' in browser.get("/articles/1").text


def test_readers_see_what_was_corrected_and_neither_who_nor_how(
    browser: TestClient, told_file: Database
) -> None:
    send(browser, "article", **FIELDS | {"title": "Other"}, step="save")
    with visiting(told_file, host="0.0.0.0") as reader:
        page = reader.get("/articles/1?correct=1").text
    assert "Title: The dam" in said(page)
    assert "local user" not in page
    assert "corrections" not in page
