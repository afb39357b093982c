"""Signing in and out: by a person's browser, with what is right and what is wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.db import Database
from app.models import AccountSession, Role, now
from app.services import accounts
from app.visitors import COOKIE, SECURE_COOKIE
from tests.people import PASSWORD, add_person, sign_in_as
from tests.web.conftest import visiting


@pytest.fixture
def staffed(sqlite_database: Database) -> Database:
    """A database with an admin, an editor and a reader."""
    for name, role in (("Ada Moor", Role.ADMIN), ("bo", Role.EDITOR), ("cyn", Role.READER)):
        add_person(sqlite_database, name, role)
    return sqlite_database


@pytest.fixture
def client(staffed: Database) -> Iterator[TestClient]:
    """A browser at a server that everybody can reach."""
    with visiting(staffed, host="0.0.0.0") as found:
        yield found


def enter(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def test_who_signs_in_goes_on_where_they_wanted_to(client: TestClient) -> None:
    sent_there = client.get("/articles/new?url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c")
    assert sent_there.status_code == 303
    page = client.get(sent_there.headers["location"])
    assert page.status_code == 200
    assert 'value="/articles/new?url=https%3A%2F%2Fa.example%2F%3Fb%3D1%26c"' in page.text
    answer = enter(client, "bo", next="/articles/new?url=x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/articles/new?url=x")
    assert client.get("/articles/new").status_code == 200


def test_a_name_is_the_same_however_it_is_written(client: TestClient) -> None:
    assert enter(client, "  ada  MOOR ").status_code == 303


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    client: TestClient, staffed: Database
) -> None:
    with staffed.writer() as session:
        accounts.disable(session, accounts.get_account(session, "cyn"), who="Ada Moor")
        accounts.add_account(session, "dee", Role.EDITOR, who="Ada Moor")
    told = set()
    for name, password in [
        ("bo", "another violet carpet"),
        ("nobody else", PASSWORD),
        ("cyn", PASSWORD),
        ("dee", PASSWORD),
        ("=evil\x00", PASSWORD),
        ("bo", ""),
        ("bo", PASSWORD * 100),
        ("", ""),
    ]:
        answer = enter(client, name, password)
        told.add((answer.status_code, answer.text.replace(f'value="{name}"', 'value=""')))
        assert COOKIE not in answer.cookies
    assert len({status for status, _ in told}) == 1
    assert len(told) <= 2  # The browser's own text of a NUL differs.


def test_signing_in_gives_a_new_session_and_ends_the_old_one(
    client: TestClient, staffed: Database
) -> None:
    first = sign_in_as(client, staffed, "bo")
    answer = enter(client, "bo")
    second = answer.cookies[COOKIE]
    assert second != first
    client.cookies.clear()
    client.cookies.set(COOKIE, first)
    assert client.get("/articles/new").status_code == 303
    client.cookies.set(COOKIE, second)
    assert client.get("/articles/new").status_code == 200


def test_signing_out_ends_the_session_on_the_server_too(
    client: TestClient, staffed: Database
) -> None:
    secret = sign_in_as(client, staffed, "bo")
    answer = client.post("/sign-out")
    assert answer.status_code == 303
    assert 'onrecord=""' in answer.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set(COOKIE, secret)
    assert client.get("/articles/new").status_code == 303


def test_a_session_ends_by_itself(client: TestClient, staffed: Database) -> None:
    sign_in_as(client, staffed, "bo")
    with staffed.writer() as session:
        session.execute(sa.update(AccountSession).values(until=now() - timedelta(seconds=1)))
    assert client.get("/articles/new").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(staffed: Database) -> None:
    with visiting(staffed, host="0.0.0.0") as client:
        plain = enter(client, "bo").headers["set-cookie"]
        client.base_url = "https://record.example"
        secure = enter(client, "bo").headers["set-cookie"]
    assert plain.startswith(f"{COOKIE}=")
    assert "HttpOnly" in plain
    assert "SameSite=lax" in plain
    assert secure.startswith(f"{SECURE_COOKIE}=")
    for part in ("HttpOnly", "SameSite=lax", "Secure", "Path=/"):
        assert part in secure
    assert "Domain" not in secure


def test_over_https_the_cookie_of_http_counts_for_nothing(staffed: Database) -> None:
    with visiting(staffed, host="0.0.0.0") as client:
        client.base_url = "https://record.example"
        sign_in_as(client, staffed, "bo")
        assert client.get("/articles/new").status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nset-cookie: x=1",
        " //evil.example",
        "evil.example",
        "",
        "/" + "a" * 3_000,
        "/sign-out",
    ],
)
def test_nobody_is_led_to_another_site(client: TestClient, wanted: str) -> None:
    answer = enter(client, "bo", next=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = client.get("/sign-in", params={"next": wanted})
    assert page.headers["location"] == "/"


def test_a_form_that_was_sent_too_late_says_how_to_keep_it(client: TestClient) -> None:
    answer = client.post(
        "/articles/new",
        data={"text": "The dam leaks."},
        headers={"referer": "http://127.0.0.1/articles/new?a=b", "origin": "http://127.0.0.1"},
    )
    assert answer.status_code == 401
    assert 'href="/sign-in?next=%2Farticles%2Fnew%3Fa%3Db"' in answer.text


def test_a_block_that_is_fetched_too_late_leads_to_the_page_that_signs_in(
    client: TestClient,
) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://127.0.0.1/ingest"}
    answer = client.get("/ingest", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in?next=%2Fingest"


def test_another_site_can_sign_nobody_in(client: TestClient) -> None:
    answer = client.post(
        "/sign-in",
        data={"name": "bo", "password": PASSWORD},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_what_an_account_may_ends_with_its_role(client: TestClient, staffed: Database) -> None:
    sign_in_as(client, staffed, "bo")
    assert client.get("/articles/new").status_code == 200
    with staffed.writer() as session:
        bo = accounts.get_account(session, "bo")
        accounts.set_role(session, bo, Role.READER, who="Ada Moor")
    refused = client.get("/articles/new")
    assert refused.status_code == 403
    assert "reader" in refused.text


def test_with_the_first_account_the_person_at_the_machine_signs_in_too(
    sqlite_database: Database,
) -> None:
    with visiting(sqlite_database) as client:
        assert client.get("/articles/new").status_code == 200
        number = add_person(sqlite_database, "Ada Moor", Role.ADMIN)
        assert client.get("/articles/new").status_code == 303
        with sqlite_database.writer() as session:
            session.execute(
                sa.text("UPDATE account SET disabled_at = made_at WHERE id = :id"), {"id": number}
            )
        # Else whoever disables the last account opens the site.
        assert client.get("/articles/new").status_code == 303


def test_history_names_the_account_that_wrote(client: TestClient, staffed: Database) -> None:
    sign_in_as(client, staffed, "bo")
    document = {"text": 'Ada Moor said: "The gates hold."', "published_on": "2024-12-26"}
    added = client.post("/api/v1/articles", json=document)
    assert added.status_code == 201
    with staffed.reader() as session:
        who = session.execute(
            sa.text("SELECT who FROM revision WHERE subject = 'article' AND action = 'add'")
        ).scalar_one()
    assert who == "bo"


def test_one_kept_page_serves_two_editors_and_names_neither(
    client: TestClient, staffed: Database
) -> None:
    add_person(staffed, "edda-lind", Role.EDITOR)
    anonymous = client.get("/statements")
    seen = []
    for name in ("bo", "edda-lind"):
        client.cookies.clear()
        sign_in_as(client, staffed, name)
        page = client.get("/statements", headers={"if-none-match": anonymous.headers["etag"]})
        assert page.status_code == 200
        assert "/articles/new" in page.text
        assert "private" in page.headers["cache-control"]
        seen.append(page.text)
    assert seen[0] == seen[1]
    assert "edda-lind" not in seen[0]
    client.cookies.clear()
    sign_in_as(client, staffed, "cyn")
    reader = client.get("/statements").text
    assert "/articles/new" not in reader
    assert 'href="/account"' in reader
    client.cookies.clear()
    assert client.get("/statements").text == anonymous.text
    assert "Cookie" in anonymous.headers["vary"]


def test_when_a_session_was_used_last_is_written_once_a_minute(staffed: Database) -> None:
    with visiting(staffed, host="0.0.0.0") as client:
        sign_in_as(client, staffed, "bo")
        long_ago = now() - timedelta(hours=2)
        with staffed.writer() as session:
            session.execute(sa.update(AccountSession).values(seen_at=long_ago))
        client.get("/statements")
    with staffed.reader() as session:
        seen = session.execute(sa.select(col(AccountSession.seen_at))).scalar_one()
    assert now() - seen < timedelta(minutes=1)
