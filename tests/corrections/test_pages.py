"""Correcting on the pages, without JavaScript and with HTMX's headers."""

import re

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.db import Database
from app.models import Role
from tests.people import add_person, sign_in_as
from tests.web.reading import said

pytestmark = pytest.mark.slow

SWAP = {"HX-Request": "true", "HX-Target": "statement"}


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def page_of(browser: TestClient, number: int = 1) -> str:
    answer = browser.get(f"/statements/{number}", follow_redirects=True)
    return answer.text


def send(browser: TestClient, form: str, seen: str | None = None, **fields: str) -> Response:
    """Send a form of the page of statement 1."""
    fields |= {"form": form, "version": seen or version(page_of(browser))}
    return browser.post("/statements/1/corrections", data=fields)


def test_a_speaker_is_set_on_the_page_and_history_tells_it(browser: TestClient) -> None:
    answer = send(browser, "speaker", who="actor", actor="Moor")
    assert answer.status_code == 303
    page = said(page_of(browser))
    assert "Ada Moor" in page
    assert "Speaker set, by local user" in page
    assert re.search(r"Speaker: Bo Lind →\s?became Ada Moor", page)


def test_with_htmx_the_block_alone_comes_back(browser: TestClient) -> None:
    fields = {"form": "speaker", "version": version(page_of(browser)), "who": "unknown"}
    answer = browser.post(
        "/statements/1/corrections", data=fields, headers=SWAP, follow_redirects=True
    )
    assert answer.text.lstrip().startswith('<article class="statement" id="statement">')
    assert "Speaker not known" in said(answer.text)


def test_what_was_typed_is_kept_beside_its_message(browser: TestClient) -> None:
    answer = send(browser, "speaker", who="actor", actor="Lind")
    assert answer.status_code == 422
    assert "Lind may be Bo Lind [bo-lind], Cara Lind [cara-lind]" in said(answer.text)
    assert 'value="Lind"' in answer.text
    assert '<details data-form="speaker" open>' in answer.text


def test_the_second_of_two_editors_is_told_and_keeps_what_they_typed(browser: TestClient) -> None:
    seen = version(page_of(browser))
    assert send(browser, "speaker", seen, who="actor", actor="Moor").status_code == 303
    late = send(browser, "day", seen, said_on="2024-11")
    assert late.status_code == 409
    assert "Somebody changed this since you opened it" in said(late.text)
    assert 'value="2024-11"' in late.text
    assert send(browser, "day", version(late.text), said_on="2024-11").status_code == 303
    assert "November 2024" in said(page_of(browser))


def test_a_withdrawn_statement_answers_410_and_an_editor_brings_it_back(
    browser: TestClient,
) -> None:
    assert send(browser, "withdraw", reason="He <b>never</b> said it.").status_code == 303
    answer = browser.get("/statements/1")
    assert answer.status_code == 410
    assert "He &lt;b&gt;never&lt;/b&gt; said it." in answer.text
    assert send(browser, "return", version(answer.text)).status_code == 303
    assert "Brought back" in said(page_of(browser))


def test_readers_see_the_reason_and_no_form(browser: TestClient, told_file: Database) -> None:
    from tests.web.conftest import visiting

    send(browser, "withdraw", reason="He never said it.")
    with visiting(told_file, host="0.0.0.0") as reader:
        answer = reader.get("/statements/1")
        assert answer.status_code == 410
        assert "He never said it." in answer.text
        assert "corrections" not in answer.text
        page = reader.get("/statements/2", follow_redirects=True).text
        assert "corrections" not in page


def test_the_page_says_where_a_side_that_is_wrong_is_corrected(browser: TestClient) -> None:
    page = page_of(browser)
    assert "The side comes from the office held on that day" in said(page)
    assert 'href="/actors/bo-lind/edit"' in page


def test_a_change_is_taken_back_on_the_page(browser: TestClient) -> None:
    send(browser, "setting", occasion="a visit", place="Port Karo")
    assert "Port Karo" in said(page_of(browser)).split("Where it stands")[0]
    page = page_of(browser)
    change = re.search(r'value="revert-(\d+)"', page)
    assert change
    assert send(browser, f"revert-{change[1]}").status_code == 303
    page = said(page_of(browser))
    assert "Place" not in page.split("Where it stands")[0]
    assert "Change taken back" in page
    assert "taken back" in page


def test_a_change_of_another_thing_is_not_taken_back_here(browser: TestClient) -> None:
    answer = browser.post("/statements/2/corrections", data={"form": "revert-1", "version": "0"})
    assert answer.status_code == 404


@pytest.mark.parametrize("form", ["", "nothing", "speaker-"])
def test_a_form_that_is_none_changes_nothing(browser: TestClient, form: str) -> None:
    answer = browser.post("/statements/1/corrections", data={"form": form})
    assert answer.status_code in {409, 422}


def test_names_are_suggested_while_they_are_typed(browser: TestClient) -> None:
    answer = browser.get("/corrections/speakers?actor=moo")
    assert '<option value="Ada Moor">' in answer.text
    assert browser.get("/corrections/speakers").text.strip().count("option") == 0


def test_a_wording_is_corrected_translated_and_noted_on_the_page(browser: TestClient) -> None:
    words = {"words": "the Sarn will stay open", "wording_form": "indirect"}
    assert send(browser, "wording-1", **words, note="The comma is not his.").status_code == 303
    russian = {"translation": "Плотина <i>открыта</i>", "language": "ru", "by": "machine"}
    assert send(browser, "translation-1", **russian).status_code == 303
    assert send(browser, "note", note="He spoke late.").status_code == 303
    html = page_of(browser)
    page = said(html)
    assert "Translation into Russian by a machine; not the words of the source" in page
    assert '<p lang="ru">Плотина &lt;i&gt;открыта&lt;/i&gt;</p>' in html
    assert "He spoke late." in page
    assert "Words or form of a wording set, by local user. The comma is not his." in page
    assert "→became “the Sarn will stay open”" in page
    note, translation = re.findall(r'value="(un(?:note|translation)-\d+)"', html)
    assert send(browser, note).status_code == send(browser, translation).status_code == 303
    html = page_of(browser)
    assert 'class="remark"' not in html
    assert 'class="translation"' not in html


def test_a_field_without_its_words_is_told_where_it_is(browser: TestClient) -> None:
    answer = send(browser, "translation-1", language="ru", by="", translation="Плотина")
    assert answer.status_code == 422
    assert "Say who translated it." in answer.text
    assert ">\nПлотина</textarea>" in answer.text


def test_statements_are_joined_by_number_or_address_and_split_again(browser: TestClient) -> None:
    address = browser.get("/statements/2").headers["location"]
    answer = send(browser, "join", other=f"http://127.0.0.1{address}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements/1")
    page = page_of(browser)
    assert "2 wordings" in said(page)
    answer = send(browser, "split-2")
    assert answer.headers["location"] == "/statements/2"
    assert browser.get("/statements/2").headers["location"] == address


@pytest.mark.parametrize("form", ["wording-99", "unnote-1", "untranslation-7", "translation-99"])
def test_what_another_page_shows_is_not_changed_here(browser: TestClient, form: str) -> None:
    assert send(browser, form).status_code == 404


@pytest.mark.parametrize("number", ["99", "2147483648", "1" + "0" * 30])
@pytest.mark.parametrize("form", ["speaker", "join", "split-1", "note", "revert-1", "topic"])
@pytest.mark.parametrize("noun", ["statements", "articles"])
def test_what_is_not_there_is_not_corrected(
    browser: TestClient, noun: str, form: str, number: str
) -> None:
    data = {"form": form, "version": "0", "who": "unknown", "other": "1", "note": "x"}
    assert browser.post(f"/{noun}/{number}/corrections", data=data).status_code in {404, 422}


WORDS = {"form": "setting", "occasion": "on the day of the first frost", "version": "0"}


def test_what_was_typed_while_another_joined_the_statement_comes_back(browser: TestClient) -> None:
    seen = version(page_of(browser, 2))
    assert send(browser, "join", other="2").status_code == 303
    answer = browser.post("/statements/2/corrections", data=WORDS | {"version": seen})
    assert answer.status_code == 409
    assert "on the day of the first frost" in answer.text


def test_what_was_typed_while_another_withdrew_the_statement_comes_back(
    browser: TestClient,
) -> None:
    assert send(browser, "withdraw", reason="He never said it.").status_code == 303
    answer = browser.post("/statements/1/corrections", data=WORDS)
    assert answer.status_code == 409
    assert "on the day of the first frost" in answer.text


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["a page", "a block"])
def test_what_was_typed_while_a_session_ended_comes_back_to_be_sent_again(
    browser: TestClient, told_file: Database, headers: dict[str, str]
) -> None:
    add_person(told_file, "bo", Role.EDITOR)
    typed = {"form": "note", "note": "He spoke in Port Karo.", "version": "0"}
    answer = browser.post("/statements/1/corrections", data=typed, headers=headers)
    assert answer.status_code == 401
    assert "hx-redirect" not in answer.headers
    assert "He spoke in Port Karo." in answer.text
    assert 'action="/statements/1/corrections"' in answer.text
    sign_in_as(browser, told_file, "bo")
    assert browser.post("/statements/1/corrections", data=typed).status_code == 303


def test_who_may_not_write_any_more_keeps_the_words(
    browser: TestClient, told_file: Database
) -> None:
    add_person(told_file, "cyn", Role.READER)
    sign_in_as(browser, told_file, "cyn")
    typed = {"form": "note", "note": "He spoke in Port Karo.", "version": "0"}
    answer = browser.post("/statements/1/corrections", data=typed)
    assert answer.status_code == 403
    assert "He spoke in Port Karo." in answer.text
    assert "Send it again" not in answer.text


def test_notes_stay_in_view_when_their_statement_is_joined(browser: TestClient) -> None:
    note = {"form": "note", "note": "He spoke in Port Karo.", "version": "0"}
    browser.post("/statements/2/corrections", data=note)
    assert send(browser, "join", other="2").status_code == 303
    page = page_of(browser)
    assert "He spoke in Port Karo." in page
    form = re.search(r'value="(unnote-\d+)"', page)
    assert form
    assert send(browser, form[1]).status_code == 303
    assert 'aria-label="Note"' not in page_of(browser)
