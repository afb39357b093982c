"""The add flow as a browser without JavaScript uses it: forms, redirects, messages."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.extraction import extract
from app.extraction.types import Extraction
from app.main import create_app
from app.models import Article, Draft, FailedInput, Outlet
from app.services.reference import add_reference
from tests.services.articles import DAM
from tests.services.world import WORLD

FORM = {
    "text": DAM,
    "title": "The dam",
    "outlet": "Sarn Courier",
    "published_on": "2024-12-26",
    "url": "",
    "language": "",
    "text_kind": "full",
}
META = {name: value for name, value in FORM.items() if name != "text"}


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A database that knows the invented world."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
    return sqlite_database


def client_of(database: Database, **how: object) -> TestClient:
    app = create_app(Settings(database_url=str(database.url)))
    given = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 5000), **how}
    return TestClient(app, follow_redirects=False, **given)  # type: ignore[arg-type]


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """The local user's browser."""
    with client_of(database) as client:
        yield client


def messages(page: str) -> list[str]:
    return re.findall(r'class="wrong"[^>]*>(.*?)</span>', page)


def start(browser: TestClient) -> str:
    """Paste the article; return the draft's address."""
    answer = browser.post("/articles/new", data=FORM)
    assert answer.status_code == 303
    return answer.headers["location"]


def cards(page: str) -> int:
    return len(re.findall(r'name="card-\d+"', page))


def holds(page: str, field: str, value: str) -> bool:
    """Say whether an input holds a value (the list of known speakers has the names as well)."""
    return re.search(rf'name="{field}"[^>]*value="{re.escape(value)}"', page) is not None


def card(number: int, **fields: str) -> dict[str, str]:
    """The fields of one card as the browser posts them; a kept one unless said otherwise."""
    given = {"card": "1", "keep": "1", **fields}
    return {f"{name}-{number}": value for name, value in given.items() if value}


def test_paste_preview_save_and_find(browser: TestClient) -> None:
    address = start(browser)
    page = browser.get(address).text
    assert cards(page) == 3
    assert "Veltanian Foreign Minister Bo Lind" in page
    assert "Bo Lind" not in browser.get("/statements").text
    done = browser.post(address, data=META | {"action": "save"})
    assert done.status_code == 303
    assert re.fullmatch(r"/articles/\d+\?saved=3&review=\d+", done.headers["location"])
    told = browser.get(done.headers["location"]).text
    assert "3 quotes saved" in told
    number = int(done.headers["location"].rpartition("=")[2])
    counted = re.search(rf"\b{number} statements? or articles? for review", told)
    assert (counted is not None) is (number > 0)
    assert ('href="/statements?status=pending">statements that wait' in told) is (number > 0)
    found = browser.get("/statements?actor=bo-lind&topic=dams&from=2024-12&to=2024-12").text
    assert "We have no plan to close the dam" in found


def test_a_saved_draft_leads_to_its_article(browser: TestClient) -> None:
    address = start(browser)
    saved = browser.post(address, data=META | {"action": "save"}).headers["location"]
    assert browser.get(address).headers["location"] == saved.partition("?")[0]
    again = browser.post(address, data=META | {"action": "save"})
    assert again.headers["location"].partition("?")[0] == saved.partition("?")[0]
    told = browser.get(again.headers["location"]).text
    assert "what you changed since was not taken" in told


def hidden(page: str) -> dict[str, str]:
    """What a page says of itself when it is posted: its version and which page it is."""
    return dict(re.findall(r'type="hidden" name="(version|page)" value="([^"]+)"', page))


def test_two_tabs_do_not_write_over_each_other(browser: TestClient) -> None:
    address = start(browser)
    one, other = hidden(browser.get(address).text), hidden(browser.get(address).text)
    first = META | one | card(0, speaker="Ada Moor") | {"action": "update"}
    assert browser.post(address, data=first).status_code == 303
    second = META | other | card(1, speaker="Cara Lind") | {"action": "update"}
    refused = browser.post(address, data=second)
    assert refused.status_code == 422
    assert "in another tab" in refused.text
    assert holds(refused.text, "speaker-1", "Cara Lind")
    assert holds(browser.get(address).text, "speaker-0", "Ada Moor")
    again = second | hidden(refused.text)
    assert browser.post(address, data=again).status_code == 303
    assert holds(browser.get(address).text, "speaker-0", "Ada Moor")
    assert holds(browser.get(address).text, "speaker-1", "Cara Lind")


def test_an_autosave_is_kept_and_is_no_change_from_elsewhere(browser: TestClient) -> None:
    address = start(browser)
    page = hidden(browser.get(address).text)
    typed = META | page | card(0, speaker="Ada Moor")
    assert browser.post(address, data=typed | {"action": "autosave"}).status_code == 204
    assert holds(browser.get(address).text, "speaker-0", "Ada Moor")
    assert browser.post(address, data=typed | {"action": "update"}).status_code == 303


def test_an_autosave_moves_no_card(browser: TestClient) -> None:
    address = start(browser)
    page = hidden(browser.get(address).text)
    typed = META | page | {"published_on": "2024-12-13", "action": "autosave"}
    assert browser.post(address, data=typed).status_code == 204
    assert holds(browser.get(address).text, "published_on", "2024-12-26")


def test_a_new_person_is_public_only_with_the_article(browser: TestClient) -> None:
    address = start(browser)
    new = {"speaker": "Dora Voss", "is_new": "1", "kind": "person", "side": "tr", "office": "Mayor"}
    edits = card(0, **new) | card(1, **new)
    assert browser.post(address, data=META | edits | {"action": "update"}).status_code == 303
    assert "Dora Voss" not in browser.get("/actors").text
    browser.post(address, data=META | edits | {"action": "save"})
    assert browser.get("/actors").text.count(">Dora Voss<") == 1
    assert browser.get("/statements?actor=dora-voss&side=tr").text.count('class="card"') == 2


def test_a_text_beside_a_file_is_asked_about(browser: TestClient) -> None:
    answer = browser.post("/articles/new", data=FORM, files={"file": ("dam.txt", b"Other words")})
    assert answer.status_code == 422
    assert "give one of the two" in answer.text
    assert "We have no plan to close the dam" in answer.text


def test_the_headline_is_proposed_as_title(browser: TestClient) -> None:
    fields = FORM | {"title": "", "text": f"Dam to stay open until the harvest\n\n{DAM}"}
    page = browser.get(browser.post("/articles/new", data=fields).headers["location"]).text
    assert holds(page, "title", "Dam to stay open until the harvest")


def test_a_heading_further_down_is_no_title(browser: TestClient) -> None:
    fields = FORM | {"title": "", "text": f"{DAM}\n\nWhat comes next\n\n{DAM} More."}
    page = browser.get(browser.post("/articles/new", data=fields).headers["location"]).text
    assert holds(page, "title", "")


def test_a_speaker_who_is_not_on_record_is_told(browser: TestClient) -> None:
    address = start(browser)
    assert "Not on record" not in browser.get(address).text
    browser.post(address, data=META | card(0, speaker="ambrun") | {"action": "update"})
    assert browser.get(address).text.count("Not on record") == 1


def test_what_is_wrong_is_named_as_the_cards_are(browser: TestClient) -> None:
    address = start(browser)
    answer = browser.post(address, data=META | card(1, said_on="someday") | {"action": "save"})
    assert '<a href="#said_on-1">day said of quote 2</a>' in answer.text


def test_changes_are_kept_and_seen_after_a_reload(browser: TestClient) -> None:
    address = start(browser)
    edits = card(0, keep="") | card(1, speaker="Ada Moor", said_on="2024-11", form="mixed")
    assert browser.post(address, data=META | edits | {"action": "update"}).status_code == 303
    page = browser.get(address).text
    assert holds(page, "speaker-1", "Ada Moor")
    assert holds(page, "said_on-1", "2024-11")
    assert not re.search(r'name="keep-0" value="1" checked', page)
    assert re.search(r'name="keep-1" value="1" checked', page)


def test_what_is_wrong_is_told_at_its_card_and_what_was_typed_stays(browser: TestClient) -> None:
    address = start(browser)
    edits = card(1, words="nowhere to be found", speaker="Ada Moor") | card(0, said_on="someday")
    answer = browser.post(address, data=META | edits | {"action": "save"})
    assert answer.status_code == 422
    assert len(messages(answer.text)) == 2
    assert "nowhere to be found" in answer.text
    assert holds(answer.text, "speaker-1", "Ada Moor")
    assert holds(answer.text, "said_on-0", "someday")
    assert 'aria-describedby="wrong-words-1"' in answer.text
    assert browser.get("/articles").text.count("The dam") == 0


def test_an_article_of_hundreds_of_quotes_can_be_corrected_and_saved(browser: TestClient) -> None:
    lines = [f'"The gate number {number} stays shut," Bo Lind said.' for number in range(150)]
    address = browser.post("/articles/new", data=FORM | {"text": "\n\n".join(lines)}).headers[
        "location"
    ]
    page = browser.get(address).text
    posted = dict.fromkeys(re.findall(r'name="((?:card|keep)-\d+)"', page), "1")
    for name in ("said_on", "side", "office", "kind"):
        posted |= {f"{name}-{number}": "" for number in range(150)}
    for number in range(150):
        posted |= {f"form-{number}": "direct", f"speaker-{number}": "Bo Lind"}
    posted["speaker-149"] = "Ada Moor"
    done = browser.post(address, data=META | posted | {"action": "save"})
    assert done.status_code == 303
    assert "saved=150" in done.headers["location"]
    assert "The gate number 149" in browser.get("/statements?actor=ada-moor").text


def test_a_quote_is_added_by_hand(browser: TestClient) -> None:
    address = start(browser)
    new = {"words-new": "A resident of the valley shrugged", "speaker-new": "Ada Moor"}
    assert browser.post(address, data=META | new | {"action": "add"}).status_code == 303
    assert cards(browser.get(address).text) == 4


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2024-12-26", "2024-12-27"),
        ("2024-11", "2024-11"),
        ("", ""),
    ],
)
def test_a_quote_added_by_hand_has_the_day_published_unless_another_was_typed(
    browser: TestClient, typed: str, kept: str
) -> None:
    address = start(browser)
    assert 'name="said_on-new" type="text" value="2024-12-26"' in browser.get(address).text
    new = {"words-new": "A resident of the valley shrugged", "said_on-new": typed}
    day = {"published_on": "2024-12-27"}
    browser.post(address, data=META | day | new | {"action": "add"})
    page = browser.get(address).text
    assert f'name="said_on-3" type="text" value="{kept}"' in page


def test_an_added_quote_that_is_not_in_the_text_is_told_and_kept(browser: TestClient) -> None:
    address = start(browser)
    answer = browser.post(address, data=META | {"words-new": "Nobody knows", "action": "add"})
    assert answer.status_code == 422
    assert "Nobody knows" in answer.text
    assert cards(browser.get(address).text) == 3


def test_htmx_gets_the_block_alone(browser: TestClient) -> None:
    headers = {"HX-Request": "true", "HX-Target": "draft"}
    block = browser.get(start(browser), headers=headers).text
    assert block.lstrip().startswith('<div id="draft"')
    assert "<html" not in block


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": ""}, "The text is empty."),
        ({"text": " \n "}, "The text is empty."),
        ({"text": "", "url": "https://127.0.0.1/a"}, "private network"),
        ({"text": "", "url": "http://10.0.0.1:22/"}, "usual ports"),
        ({"text": "", "url": "ftp://news.example/a"}, "https://"),
        ({"text": "x" * 5_000_000}, "1,000,000 characters"),
        ({"published_on": "someday"}, "Write the day as 2024-12-26."),
        ({"url": "javascript:alert(1)"}, "https://"),
        ({"text": "half \x00 a picture"}, "NUL"),
    ],
)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(
    browser: TestClient, database: Database, fields: dict[str, str], told: str
) -> None:
    answer = browser.post("/articles/new", data=FORM | fields)
    assert answer.status_code == 422
    assert any(told in message for message in messages(answer.text))
    assert 'value="The dam"' in answer.text
    assert (FORM | fields)["text"][:40].strip() in answer.text
    with database.reader() as session:
        assert session.execute(sa.select(Draft.id)).first() is None


def test_a_file_is_read_like_a_pasted_text(browser: TestClient) -> None:
    page = f"<html><head><title>The dam</title></head><body><p>{DAM}</p></body></html>"
    fields = META | {"text": ""}
    answer = browser.post(
        "/articles/new", data=fields, files={"file": ("saved.html", page.encode(), "text/html")}
    )
    assert answer.status_code == 303
    assert cards(browser.get(answer.headers["location"]).text) == 3


def test_a_file_that_cannot_be_read_is_kept_with_its_reason(
    browser: TestClient, database: Database
) -> None:
    content = b"\x89PNG\x00\x00\x01"
    answer = browser.post("/articles/new", data=META, files={"file": ("dam.txt", content)})
    assert answer.status_code == 422
    with database.reader() as session:
        (kept,) = session.execute(sa.select(FailedInput)).scalars()
        assert (kept.source, kept.content) == ("dam.txt", content)
        assert kept.reason in answer.text


def test_a_file_with_a_wrong_field_beside_it_comes_back_as_text(browser: TestClient) -> None:
    fields = META | {"text": "", "published_on": "someday"}
    files = {"file": ("dam.txt", DAM.encode(), "text/plain")}
    answer = browser.post("/articles/new", data=fields, files=files)
    assert answer.status_code == 422
    assert "We have no plan to close the dam" in answer.text


def test_an_article_that_is_here_already_is_named(browser: TestClient) -> None:
    browser.post(start(browser), data=META | {"action": "save"})
    answer = browser.post("/articles/new", data=FORM)
    assert answer.status_code == 200
    assert "This article is already here" in answer.text
    assert re.search(r'href="/articles/\d+">The dam</a>', answer.text)


def test_unfinished_drafts_are_offered_again(browser: TestClient) -> None:
    address = start(browser)
    assert f'href="{address}"' in browser.get("/articles/new").text


def test_the_text_is_stored_as_it_was_pasted(browser: TestClient, database: Database) -> None:
    pasted = "  Spaces stay.\r\n\r\nBo Lind said: “Cafe\u0301 no more than that.”\t\n"
    address = browser.post("/articles/new", data=FORM | {"text": pasted}).headers["location"]
    browser.post(address, data=META | {"action": "save"})
    with database.reader() as session:
        (text,) = session.execute(sa.select(Article.text)).scalars()
    assert text == "  Spaces stay.\n\nBo Lind said: “Caf\u00e9 no more than that.”\t\n"


def test_markup_in_what_was_pasted_is_never_markup(browser: TestClient) -> None:
    evil = "<script>alert(1)</script>"
    text = f"{evil} said Ada Moor, “{evil} is what I say to all of you.”"
    fields = FORM | {"text": text, "title": evil, "outlet": evil}
    address = browser.post("/articles/new", data=fields).headers["location"]
    assert evil not in browser.get(address).text
    assert evil not in browser.get("/articles/new").text


@pytest.mark.parametrize(
    "how",
    [
        {"client": ("192.0.2.7", 5000)},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
        {"headers": {"X-Real-IP": "192.0.2.7"}},
        {"headers": {"CF-Connecting-IP": "192.0.2.7"}},
    ],
)
def test_only_the_local_user_may_add(database: Database, how: dict[str, object]) -> None:
    with client_of(database) as local:
        address = start(local)
    with client_of(database, **how) as other:
        for method, path in [("GET", "/articles/new"), ("POST", "/articles/new"), ("GET", address)]:
            answer = other.request(method, path, data=FORM if method == "POST" else None)
            assert answer.status_code == 403
            assert "read-only" in answer.text
        assert "/articles/new" not in other.get("/statements").text


def test_another_site_cannot_post(browser: TestClient) -> None:
    origins = ("https://evil.example", "null", "http://[")
    for headers in (*({"Origin": each} for each in origins), {"Sec-Fetch-Site": "cross-site"}):
        assert browser.post("/articles/new", data=FORM, headers=headers).status_code == 403


def test_there_is_no_page_for_a_wrong_token(browser: TestClient) -> None:
    assert browser.get("/articles/drafts/nothing").status_code == 404


CAPTION = 'Photo: "The gates hold as long as we need them to," Ada Moor said at the weir.'
WITH_CAPTION = FORM | {"text": f"{DAM}\n\n{CAPTION}\n\nThe harvest is due in May."}


def test_a_block_is_taken_in_and_struck_out_by_a_button_of_its_own(browser: TestClient) -> None:
    address = browser.post("/articles/new", data=WITH_CAPTION).headers["location"]
    page = browser.get(address).text
    assert re.search(r'class="struck">.*caption</span>.*<s>Photo:', page)
    (action,) = re.findall(r'name="action" value="(take-in:\d+)"', page)
    edits = card(1, speaker="Ada Moor") | hidden(page)
    done = browser.post(address, data=META | edits | {"action": action})
    assert done.headers["location"] == f"{address}#block-{action.partition(':')[2]}"
    page = browser.get(address).text
    assert cards(page) == 4
    assert "<s>" not in page
    assert "caption, taken in" in page
    assert holds(page, "speaker-1", "Ada Moor")
    back = META | hidden(page) | {"action": action.replace("take-in", "strike-out")}
    browser.post(address, data=back)
    assert cards(browser.get(address).text) == 3


def test_others_may_write_while_a_block_is_read(
    browser: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = browser.post("/articles/new", data=WITH_CAPTION).headers["location"]
    (action,) = re.findall(r'name="action" value="(take-in:\d+)"', browser.get(address).text)

    def meanwhile(*given: Any) -> Extraction:
        with database.writer() as session:
            session.add(Outlet(slug="meanwhile", name="Meanwhile"))
        return extract(*given)

    monkeypatch.setattr("app.services.ingest.extract", meanwhile)
    assert browser.post(address, data=META | {"action": action}).status_code == 303
    assert cards(browser.get(address).text) == 4
    with database.reader() as session:
        assert session.execute(sa.select(Outlet.id).where(Outlet.slug == "meanwhile")).first()


@pytest.mark.parametrize("action", ["take-in:", "take-in:x", "take-in:99999999999", "take-in:-1"])
def test_a_block_that_is_not_there_changes_nothing(browser: TestClient, action: str) -> None:
    address = browser.post("/articles/new", data=WITH_CAPTION).headers["location"]
    assert browser.post(address, data=META | {"action": action}).status_code == 303
    assert cards(browser.get(address).text) == 3


def test_leaving_half_way_publishes_nothing(browser: TestClient, database: Database) -> None:
    address = start(browser)
    new = {"speaker": "Dora Voss", "is_new": "1", "kind": "person"}
    browser.post(address, data=META | card(0, **new) | {"action": "update"})
    with database.reader() as session:
        assert session.execute(sa.select(Article.id)).first() is None
    for path in ("/", "/statements", "/articles", "/actors", "/outlets/sarn-courier"):
        shown = browser.get(path).text
        assert "We have no plan" not in shown
        assert "Dora Voss" not in shown
    assert browser.get("/api/v1/statements").json()["total"] == 0


def test_a_draft_survives_a_crash_of_the_server(database: Database) -> None:
    with client_of(database) as first:
        address = start(first)
        first.post(address, data=META | card(0, speaker="Ada Moor") | {"action": "autosave"})
    # Nothing is in memory: another process finds it as it was left.
    with client_of(database) as second:
        assert holds(second.get(address).text, "speaker-0", "Ada Moor")
