"""Odd requests: whatever is sent, the answer is one that was foreseen, and comes in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.rates import RATES
from tests.conftest import copied_file
from tests.sample import fill
from tests.web.conftest import LOCAL
from tests.work import least_seconds

pytestmark = pytest.mark.slow

# Codecs that fail in ways of their own, or make characters that no database takes.
CHARSETS = ("undefined", "idna", "punycode", "unicode_escape", "utf-7", "a\0b")
# They belong into an order, which takes time by the square of their number.
MARKS = "a" + "\u0301\u0316" * 75_000


@pytest.fixture(scope="module")
def client(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The local user's requests, as often as they like; faults are raised here."""
    freely = dict.fromkeys(RATES, ("1000/second", "1000/second"))
    with copied_file(migrated_file, tmp_path_factory.mktemp("odd")) as database:
        with database.writer() as session:
            fill(session)
        settings = Settings(database_url=str(database.url), background=False)
        app = create_app(settings, rates=freely)
        with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as found:
            yield found


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["/sign-in", "/proposals/1", "/articles/new"])
def test_a_form_in_another_encoding_is_refused_unread(
    client: TestClient, path: str, charset: str
) -> None:
    part = b'--B\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800xn--a\r\n--B--\r\n'
    for written in (f"charset={charset}", f'CharSet="{charset}"', f"charset*=x''{charset}"):
        kind = f"multipart/form-data; boundary=B; {written}"
        answer = client.post(path, content=part, headers={"content-type": kind})
        assert answer.status_code == 415
    named = {"content-type": "multipart/form-data; boundary=B; charset=UTF-8"}
    assert client.post(path, content=part, headers=named).status_code == 422


def test_no_name_or_password_holds_up_the_server(client: TestClient) -> None:
    def try_to_sign_in() -> None:
        for typed in ({"name": MARKS, "password": "x"}, {"name": "x", "password": MARKS}):
            assert client.post("/sign-in", data=typed).status_code == 422

    assert least_seconds(try_to_sign_in, rounds=1) < 3


@pytest.mark.parametrize("path", ["/sign-in", "/welcome/none", "/statements/1/report"])
def test_what_anybody_may_send_is_short(client: TestClient, path: str) -> None:
    assert client.post(path, data={"words": "x" * 1_000_000}).status_code == 413
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=iter([b"words=x"]), headers=kind).status_code == 413
    assert client.post(path, data={"words": "x" * 900_000}).status_code in {404, 422}


def test_json_of_more_values_than_anybody_means_is_refused_unread(client: TestClient) -> None:
    for body in (b"[" + b"[]," * 200_000 + b"1]", b'{"text":[' + b"1," * 200_000 + b"1]}"):
        for kind in ({"content-type": "application/json"}, {}):
            assert client.post("/api/v1/articles", content=body, headers=kind).status_code == 413
    text = 'Bo Lind said: "One, two, three and four."\n' + "The gates, it is said, hold.\n" * 30_000
    assert text.count(",") > 50_000
    assert client.post("/api/v1/articles", json={"text": text[:900_000]}).status_code == 201


def test_an_address_that_htmx_tells_wrongly_is_none(client: TestClient) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://["}
    assert client.get("/statements/facets/actor", headers=headers).status_code == 200


def test_a_page_of_thousands_of_digits_is_the_first(client: TestClient) -> None:
    answer = client.post("/actors/ada-moor/split", data={"page": "9" * 5_000, "version": "0"})
    assert answer.status_code == 422


@pytest.mark.parametrize("field", ["notes", "note-0", "notes-0"])
def test_a_note_that_no_database_takes_is_told_at_its_field(client: TestClient, field: str) -> None:
    sheet = {"name": "Cyn Vale", "kind": "person", "alias-0": "Vale", "office-0": "Clerk"}
    sheet |= {"side-0": "ru", "certainty-0": "reported", field: "a\0b"}
    answer = client.post("/actors/new", data=sheet)
    assert answer.status_code == 422
    assert f'id="wrong-{field}"' in answer.text


def test_a_database_is_asked_for_no_feed_or_actor_that_cannot_be(
    database: Database,
) -> None:
    """PostgreSQL takes no NUL, not even to say that there is nothing of that name."""
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, background=False))
    with database.writer() as session:
        fill(session)
    with TestClient(app, "http://127.0.0.1", client=LOCAL) as asking:
        assert asking.post("/feeds", data={"url": "http://a\0b.example/"}).status_code == 422
        asked = {"form": "speaker", "who": "actor", "actor": "a\0b", "version": "0"}
        assert asking.post("/statements/1/corrections", data=asked).status_code == 422
        for asked_for in ("review?name=%00", "actors?q=%00", "review?reason=no-topic&name=%00"):
            assert asking.get(f"/{asked_for}").status_code < 500
        settled = {"scope": "name", "reason": "unknown-speaker", "name": "\0", "kind": "keep"}
        assert asking.post("/review/many", data=settled).status_code < 500
        given = {"url": "http://a\0b.example/"}
        assert asking.post("/api/v1/articles", json=given).status_code == 422
