"""Proposals in the browser, without JavaScript: side by side, accept, refuse, undo, split off."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.services.reference import add_reference
from tests.joins.record import tell
from tests.joins.test_near_copies import COPY, STORY
from tests.services.world import WORLD
from tests.web.conftest import visiting
from tests.web.reading import said
from tests.web.test_drafts import FORM


@pytest.fixture
def told(sqlite_database: Database) -> Database:
    """A database with articles that say the same in other words."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
        tell(session)
    return sqlite_database


@pytest.fixture
def browser(told: Database) -> Iterator[TestClient]:
    """The local user's browser."""
    with visiting(told) as client:
        yield client


@pytest.fixture
def bare(sqlite_database: Database) -> Iterator[TestClient]:
    """The local user's browser, with no article on record yet."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
    with visiting(sqlite_database) as client:
        yield client


def proposals(page: str) -> list[int]:
    """The numbers of the proposals about statements on a page."""
    found = re.findall(
        r'action="/proposals/(\d+)" method="post">\s*<input type="hidden" name="about" '
        r'value="statements"',
        page,
    )
    return [int(number) for number in found]


def press(browser: TestClient, number: int, action: str, back: str = "/proposals") -> str:
    """Press a button of a proposal; return where that leads."""
    form = {"about": "statements", "action": action, "back": back}
    answer = browser.post(f"/proposals/{number}", data=form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_both_wordings_stand_side_by_side_with_what_they_share(browser: TestClient) -> None:
    page = said(browser.get("/proposals").text)
    assert "The port of Karo will open to ships on 15 January" in page
    assert "the port of Karo would open to ships on 15 January" in page
    assert "Both share the number 15" in page


def test_the_list_is_reached_from_the_overview_and_from_what_came_in(browser: TestClient) -> None:
    for address in ("/", "/ingest"):
        assert 'href="/proposals"' in browser.get(address).text


def test_accepting_joins_and_undoing_takes_apart(browser: TestClient) -> None:
    number = proposals(browser.get("/proposals").text)[0]
    page = browser.get("/proposals").text
    pair = page.split(f'id="proposal-{number}"')[1].split("</article>")[0]
    older, newer = re.findall(r'kicker"><a href="(/statements/\d+)', pair)
    assert press(browser, number, "accept") == "/proposals"
    assert number not in proposals(browser.get("/proposals").text)
    answer = browser.get(newer)
    assert (answer.status_code, answer.headers["location"]) == (301, older)
    joined = browser.get(browser.get(older).headers["location"])
    assert "2 outlets" in said(joined.text)
    assert "Split this wording off" in joined.text
    assert number in proposals(browser.get("/proposals?status=decided").text)
    press(browser, number, "undo", "/proposals?status=decided")
    assert number in proposals(browser.get("/proposals").text)
    assert browser.get(newer).headers["location"].startswith(f"{newer}-")


def test_a_statement_shows_its_proposals_and_leads_back_to_itself(browser: TestClient) -> None:
    number = proposals(browser.get("/proposals").text)[0]
    pair = browser.get("/proposals").text.split(f'id="proposal-{number}"')[1]
    path = re.findall(r'kicker"><a href="([^"]+)', pair)[0]
    assert "Possibly the same statement" in browser.get(path).text
    assert press(browser, number, "refuse", path) == path
    assert "kept apart" in browser.get(path).text


def test_a_wording_is_split_off_by_its_button(browser: TestClient) -> None:
    number = proposals(browser.get("/proposals").text)[0]
    pair = browser.get("/proposals").text.split(f'id="proposal-{number}"')[1]
    path = re.findall(r'kicker"><a href="([^"]+)', pair)[0]
    press(browser, number, "accept", path)
    page = browser.get(path).text
    splits = re.findall(r'name="form" value="(split-\d+)">', page)
    assert len(splits) > 1
    form = splits[-1]
    corrections = f"{path.partition('-')[0]}/corrections"
    seen = re.findall(r'name="version" value="(\d+)"', page)[0]
    answer = browser.post(corrections, data={"form": form, "version": seen})
    assert answer.status_code == 303
    there = browser.get(answer.headers["location"], follow_redirects=True)
    assert there.status_code == 200
    assert "split off" in there.text
    data = {"form": "split-99", "version": seen}
    assert browser.post(corrections, data=data).status_code in {404, 409}


def test_what_was_decided_in_another_tab_is_told(browser: TestClient) -> None:
    number = proposals(browser.get("/proposals").text)[0]
    press(browser, number, "refuse")
    form = {"about": "statements", "action": "accept", "back": "/proposals"}
    answer = browser.post(f"/proposals/{number}", data=form)
    assert answer.status_code == 422
    assert "decided already" in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {"about": "statements", "action": "burn"},
        {"about": "articles", "action": "accept"},
        {},
    ],
)
def test_buttons_that_there_are_not_do_nothing(browser: TestClient, form: dict[str, str]) -> None:
    number = proposals(browser.get("/proposals").text)[0]
    assert browser.post(f"/proposals/{number}", data=form).status_code in {404, 422}
    assert number in proposals(browser.get("/proposals").text)


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "", "/x\ny"])
def test_a_form_leads_nowhere_else(browser: TestClient, back: str) -> None:
    number = proposals(browser.get("/proposals").text)[0]
    assert press(browser, number, "refuse", back) == "/proposals"


def test_readers_see_no_proposals_and_decide_nothing(told: Database) -> None:
    with visiting(told, host="0.0.0.0") as client:
        assert client.get("/proposals").status_code == 403
        assert client.post("/proposals/1", data={"action": "accept"}).status_code == 403
        page = client.get("/statements/1", follow_redirects=True).text
        assert "Possibly the same" not in page
        assert "wording off" not in page
        assert "/proposals" not in client.get("/").text


def test_an_empty_queue_says_what_fills_it(empty_pages: TestClient) -> None:
    assert "Nothing waits" in empty_pages.get("/proposals").text
    assert "Nothing was decided yet" in empty_pages.get("/proposals?status=decided").text
    assert "past the last" not in empty_pages.get("/proposals?page=7").text


def paste(browser: TestClient, text: str, outlet: str) -> str:
    """Paste a text; return the address of its preview."""
    answer = browser.post("/articles/new", data={**FORM, "text": text, "outlet": outlet})
    return answer.headers["location"]


def save(browser: TestClient, draft: str, **fields: str) -> str:
    """Save a preview with all that was found; return the article's address."""
    page = browser.get(draft).text
    version = re.search(r'name="version" value="([^"]+)"', page)
    assert version
    cards = re.findall(r'name="(card-\d+)"', page)
    kept = {name.replace("card", "keep"): "1" for name in cards} | dict.fromkeys(cards, "1")
    meta = {name: value for name, value in FORM.items() if name != "text"}
    form = {**meta, **kept, "version": version[1], "action": "save", **fields}
    return browser.post(draft, data=form).headers["location"].partition("?")[0]


def test_a_preview_tells_a_near_copy_and_keeps_the_answer(bare: TestClient) -> None:
    original = save(bare, paste(bare, STORY, "Sarn Courier"), outlet="Sarn Courier")
    draft = paste(bare, COPY, "Coast Herald")
    page = bare.get(draft).text
    assert re.search(r"This looks like The dam, by Sarn Courier: \d\d % of the words", said(page))
    number = original.rpartition("/")[2]
    article = save(bare, draft, outlet="Coast Herald", copy_of=number)
    assert article != original
    assert "An article looks like another" not in bare.get("/proposals").text
    decided = said(bare.get("/proposals?status=decided").text)
    assert "another source" in decided
    cards = bare.get("/statements?sources=2").text
    assert COPY.split("\n")[0] not in cards


def test_without_an_answer_the_question_waits(bare: TestClient) -> None:
    save(bare, paste(bare, STORY, "Sarn Courier"), outlet="Sarn Courier")
    save(bare, paste(bare, COPY, "Coast Herald"), outlet="Coast Herald")
    page = bare.get("/proposals").text
    assert "An article looks like another" in page
    number = re.findall(r'action="/proposals/(\d+)" method="post">\s*<input[^>]*"articles"', page)
    form = {"about": "articles", "action": "refuse", "back": "/proposals"}
    assert bare.post(f"/proposals/{number[0]}", data=form).status_code == 303
    assert "An article looks like another" not in bare.get("/proposals").text


def test_a_card_tells_outlets_and_languages_where_they_are_many(pages: TestClient) -> None:
    page = pages.get("/statements").text
    assert re.search(r'class="carried"><a href="[^"]+">2 outlets, 2 languages</a>', page)
    assert len(re.findall('class="carried"', page)) < len(re.findall('class="card"', page))
