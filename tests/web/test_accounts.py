"""The pages of accounts: one's own, and everybody's for admins; invitations and tokens."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.db import Database
from app.errors import NotSignedIn
from app.models import Account, AccountSession, ApiToken, Revision, Role, TokenScope
from app.services import accounts
from app.services.sign_in import renew_session
from app.visitors import COOKIE
from tests.people import PASSWORD, add_person, bearer, sign_in_as
from tests.web.conftest import visiting

ANOTHER = "pebble harbour sixteen owls"


@pytest.fixture
def staffed(sqlite_database: Database) -> Database:
    """A database with an admin, an editor and a reader."""
    for name, role in (("Ada Moor", Role.ADMIN), ("bo", Role.EDITOR), ("cyn", Role.READER)):
        add_person(sqlite_database, name, role)
    return sqlite_database


@pytest.fixture
def admin(staffed: Database) -> Iterator[TestClient]:
    """An admin's browser."""
    with visiting(staffed, host="0.0.0.0") as client:
        sign_in_as(client, staffed, "Ada Moor")
        yield client


@pytest.fixture
def editor(staffed: Database) -> Iterator[TestClient]:
    """An editor's browser."""
    with visiting(staffed, host="0.0.0.0") as client:
        sign_in_as(client, staffed, "bo")
        yield client


def number_of(database: Database, name: str) -> int:
    with database.reader() as session:
        return accounts.get_account(session, name).id or 0


def test_an_invited_person_chooses_a_password_and_is_signed_in(
    admin: TestClient, staffed: Database
) -> None:
    page = admin.post("/accounts", data={"name": "Dee Lind", "role": "editor"}).text
    link = re.findall(r"http://127\.0\.0\.1(/welcome/[\w-]{43})<", page)[0]
    assert link not in admin.get("/accounts").text
    with visiting(staffed, host="0.0.0.0") as client:
        assert "Dee Lind" in client.get(link).text
        weak = client.post(link, data={"password": "password password"})
        assert weak.status_code == 422
        assert "easily guessed" in weak.text
        answer = client.post(link, data={"password": ANOTHER})
        assert (answer.status_code, answer.headers["location"]) == (303, "/account")
        assert client.get("/articles/new").status_code == 200
        assert client.get(link).status_code == 404
        assert client.post(link, data={"password": ANOTHER}).status_code == 404


def test_the_local_user_adds_no_account_and_can_go_on_writing(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        refused = client.post("/accounts", data={"name": "Dee Lind", "role": "editor"})
        assert refused.status_code == 403
        assert "python -m app account add NAME" in refused.text
        assert client.get("/articles/new").status_code == 200
    with sqlite_database.reader() as session:
        assert session.execute(sa.select(Account)).first() is None


def test_a_new_invitation_ends_the_one_before(admin: TestClient, staffed: Database) -> None:
    number = number_of(staffed, "bo")
    links = [
        re.findall(r"/welcome/[\w-]{43}", admin.post(f"/accounts/{number}/invite").text)[0]
        for _ in range(2)
    ]
    assert admin.get(links[0]).status_code == 404
    page = admin.get(links[1])
    assert page.status_code == 200
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == (
        "no-referrer",
        "no-store",
    )


def test_an_invitation_ends_by_itself(admin: TestClient, staffed: Database) -> None:
    number = number_of(staffed, "bo")
    page = admin.post(f"/accounts/{number}/invite").text
    link = re.findall(r"/welcome/[\w-]{43}", page)[0]
    with staffed.writer() as session:
        account = session.get_one(Account, number)
        assert account.invitation_until is not None
        account.invitation_until -= accounts.INVITATION
    assert admin.get(link).status_code == 404
    assert admin.post(link, data={"password": ANOTHER}).status_code == 404


def test_disabling_ends_sessions_tokens_and_invitations_at_once(
    admin: TestClient, staffed: Database
) -> None:
    number = number_of(staffed, "bo")
    token = bearer(staffed, "bo", TokenScope.WRITE)
    link = re.findall(r"/welcome/[\w-]{43}", admin.post(f"/accounts/{number}/invite").text)[0]
    with visiting(staffed, host="0.0.0.0") as client:
        sign_in_as(client, staffed, "bo")
        assert client.get("/articles/new").status_code == 200
        assert client.get("/api/v1/topics", headers=token).status_code == 200
        assert admin.post(f"/accounts/{number}/disable").status_code == 303
        assert client.get("/articles/new").status_code == 303
        assert client.get("/api/v1/topics", headers=token).status_code == 401
        assert client.get(link).status_code == 404
        assert admin.post(f"/accounts/{number}/enable").status_code == 303
        # Signing in works again; what was ended stays so.
        assert client.get("/articles/new").status_code == 303
        again = client.post("/sign-in", data={"name": "bo", "password": PASSWORD})
        assert again.status_code == 303


def test_the_last_admin_stays_one(admin: TestClient, staffed: Database) -> None:
    number = number_of(staffed, "Ada Moor")
    for path, data in (("role", {"role": "reader"}), ("disable", {})):
        answer = admin.post(f"/accounts/{number}/{path}", data=data)
        assert answer.status_code == 422
        assert "only admin" in answer.text
    assert admin.get("/accounts").status_code == 200


@pytest.mark.parametrize(
    "name", ["", "BO", "local user", "Command Line", "=cmd", "a\u202eb", "a" * 60, "x\ny@z"]
)
def test_a_name_that_would_confuse_history_is_refused(admin: TestClient, name: str) -> None:
    answer = admin.post("/accounts", data={"name": name, "role": "editor"})
    assert answer.status_code == 422
    assert 'id="wrong-name"' in answer.text


def test_changing_the_password_takes_the_present_one_and_ends_other_sessions(
    editor: TestClient, staffed: Database
) -> None:
    with visiting(staffed, host="0.0.0.0") as other:
        sign_in_as(other, staffed, "bo")
        wrong = editor.post("/account/password", data={"current": "no", "password": ANOTHER})
        assert wrong.status_code == 422
        assert other.get("/account").status_code == 200
        before = editor.cookies[COOKIE]
        done = editor.post("/account/password", data={"current": PASSWORD, "password": ANOTHER})
        assert done.status_code == 303
        editor.cookies.clear()
        editor.cookies.set(COOKIE, done.cookies[COOKIE])
        assert done.cookies[COOKIE] != before
        assert "password was changed" in editor.get(done.headers["location"]).text
        assert other.get("/account").status_code == 303
        old = other.post("/sign-in", data={"name": "bo", "password": PASSWORD})
        assert old.status_code == 422


def changed(browser: TestClient, **more: str) -> str:
    """Change the password in a browser, which goes on; return the page that follows."""
    typed = {"current": PASSWORD, "password": ANOTHER, **more}
    done = browser.post("/account/password", data=typed)
    assert done.status_code == 303
    browser.cookies.clear()
    browser.cookies.set(COOKIE, done.cookies[COOKIE])
    return browser.get(done.headers["location"]).text


def test_with_a_new_password_tokens_end_too_and_the_page_and_history_say_so(
    editor: TestClient, staffed: Database
) -> None:
    headers = bearer(staffed, "bo", TokenScope.WRITE)
    others = bearer(staffed, "Ada Moor", TokenScope.READ)
    assert 'name="keep_tokens"' in editor.get("/account").text
    page = changed(editor)
    assert "tokens for programs count no more" in page
    assert "Password set; tokens ended: “test”" in page
    assert editor.get("/api/v1/topics", headers=headers).status_code == 401
    assert editor.get("/api/v1/topics", headers=others).status_code == 200


def test_tokens_outlive_a_password_where_their_person_wants_that(
    editor: TestClient, staffed: Database
) -> None:
    headers = bearer(staffed, "bo", TokenScope.WRITE)
    page = changed(editor, keep_tokens="yes")
    assert "tokens for programs count as before" in page
    assert "tokens ended" not in page
    assert editor.get("/api/v1/topics", headers=headers).status_code == 200


def test_nobody_is_asked_about_tokens_that_they_do_not_have(editor: TestClient) -> None:
    assert "keep_tokens" not in editor.get("/account").text
    assert "tokens for programs count" not in changed(editor)


@pytest.mark.parametrize(("more", "status"), [({}, 401), ({"keep_tokens": "yes"}, 200)])
def test_a_password_chosen_by_an_invitation_ends_tokens_as_any_new_one(
    admin: TestClient, staffed: Database, more: dict[str, str], status: int
) -> None:
    headers = bearer(staffed, "bo", TokenScope.WRITE)
    page = admin.post(f"/accounts/{number_of(staffed, 'bo')}/invite").text
    link = re.findall(r"/welcome/[\w-]{43}", page)[0]
    with visiting(staffed, host="0.0.0.0") as client:
        assert 'name="keep_tokens"' in client.get(link).text
        assert client.post(link, data={"password": ANOTHER, **more}).status_code == 303
        assert client.get("/api/v1/topics", headers=headers).status_code == status


def test_an_admin_signs_somebody_out_everywhere_and_ends_their_tokens(
    admin: TestClient, staffed: Database
) -> None:
    number = number_of(staffed, "bo")
    headers = bearer(staffed, "bo", TokenScope.READ)
    with visiting(staffed, host="0.0.0.0") as client:
        sign_in_as(client, staffed, "bo")
        assert f'action="/accounts/{number}/end"' in admin.get("/accounts").text
        assert admin.post(f"/accounts/{number}/end").status_code == 303
        assert client.get("/account").status_code == 303
        assert client.get("/api/v1/topics", headers=headers).status_code == 401
        again = client.post("/sign-in", data={"name": "bo", "password": PASSWORD})
        assert again.status_code == 303
        assert "tokens ended: “test” <span" in client.get("/account").text
    assert admin.get("/accounts").status_code == 200


def test_one_browser_can_be_signed_out_from_another(editor: TestClient, staffed: Database) -> None:
    with visiting(staffed, host="0.0.0.0") as other:
        sign_in_as(other, staffed, "bo")
        page = editor.get("/account").text
        assert page.count("Firefox on Linux") == 2
        assert page.count("this browser") == 1
        ends = re.findall(r'name="session" value="(\d+)"', page)
        assert len(ends) == 1
        editor.post("/account/sessions/end", data={"session": ends[0]})
        assert other.get("/account").status_code == 303
        assert editor.get("/account").status_code == 200
        sign_in_as(other, staffed, "bo")
        editor.post("/account/sessions/end", data={"session": "others"})
        assert other.get("/account").status_code == 303
        assert editor.get("/account").status_code == 200


def test_nobody_ends_what_is_another_persons(editor: TestClient, staffed: Database) -> None:
    bearer(staffed, "Ada Moor", TokenScope.READ)
    with visiting(staffed, host="0.0.0.0") as other:
        sign_in_as(other, staffed, "Ada Moor")
        with staffed.reader() as session:
            number = accounts.get_account(session, "Ada Moor").id
            theirs = sa.select(col(AccountSession.id)).where(AccountSession.account_id == number)
            sessions = session.execute(theirs).scalars().all()
            token = session.execute(sa.select(col(ApiToken.id))).scalar_one()
        for each in sessions:
            editor.post("/account/sessions/end", data={"session": str(each)})
        assert editor.post(f"/account/tokens/{token}/end").status_code == 404
        assert other.get("/account").status_code == 200
    with staffed.reader() as session:
        assert session.get(ApiToken, token) is not None


def test_a_token_is_shown_once_and_counts_until_it_is_ended(
    editor: TestClient, staffed: Database
) -> None:
    page = editor.post("/account/tokens", data={"label": "the mill", "scope": "write"}).text
    token = re.findall(r"onrecord_[\w-]{43}", page)[0]
    assert token not in editor.get("/account").text
    with staffed.reader() as session:
        kept = session.execute(sa.select(ApiToken)).scalar_one()
        assert token not in str(vars(kept))
    headers = {"authorization": f"Bearer {token}"}
    with visiting(staffed, host="0.0.0.0") as program:
        document = {"text": 'Ada Moor said: "The gates hold."', "published_on": "2024-12-26"}
        assert program.post("/api/v1/articles", json=document, headers=headers).status_code == 201
    with staffed.reader() as session:
        added = sa.select(col(Revision.who)).where(Revision.subject == "article")
        assert session.execute(added).scalar_one() == "bo"
        assert session.execute(sa.select(col(ApiToken.used_at))).scalar_one() is not None
    number = re.findall(r"/account/tokens/(\d+)/end", editor.get("/account").text)[0]
    assert editor.post(f"/account/tokens/{number}/end").status_code == 303
    with visiting(staffed, host="0.0.0.0") as program:
        assert program.post("/api/v1/articles", json=document, headers=headers).status_code == 401


def test_a_readers_token_cannot_be_made_to_write(staffed: Database) -> None:
    with visiting(staffed, host="0.0.0.0") as client:
        sign_in_as(client, staffed, "cyn")
        answer = client.post("/account/tokens", data={"label": "x", "scope": "write"})
        assert answer.status_code == 422
        assert "only read" in answer.text


def test_an_editors_token_that_reads_sees_whole_texts_and_writes_nothing(
    staffed: Database,
) -> None:
    headers = bearer(staffed, "bo", TokenScope.READ)
    document = {"text": 'Ada Moor said: "The gates hold."', "published_on": "2024-12-26"}
    with visiting(staffed, host="0.0.0.0") as client:
        writing = bearer(staffed, "bo", TokenScope.WRITE)
        path = client.post("/api/v1/articles", json=document, headers=writing).json()["url"]
        assert client.get(f"/api/v1{path}").json()["text"] is None
        whole = client.get(f"/api/v1{path}", headers=headers)
        assert whole.json()["text"] == document["text"]
        assert "private" in whole.headers["cache-control"]
        refused = client.post("/api/v1/articles", json=document, headers=headers)
        assert refused.status_code == 403


def test_what_the_site_says_of_writing_is_true_of_who_reads_it(staffed: Database) -> None:
    with visiting(staffed, host="0.0.0.0") as client:
        assert 'href="/sign-in">sign in</a>' in client.get("/about").text
        for name, told in (("cyn", "account is a reader’s"), ("bo", "has an editor’s rights")):
            client.cookies.clear()
            sign_in_as(client, staffed, name)
            assert told in client.get("/about").text


def test_every_change_of_an_account_is_in_history(admin: TestClient, staffed: Database) -> None:
    number = number_of(staffed, "bo")
    admin.post(f"/accounts/{number}/role", data={"role": "reader"})
    admin.post(f"/accounts/{number}/disable")
    admin.post(f"/accounts/{number}/enable")
    query = sa.select(col(Revision.who), col(Revision.action)).where(
        Revision.subject == "account", Revision.subject_id == number
    )
    with staffed.reader() as session:
        told = [tuple(row) for row in session.execute(query.order_by(col(Revision.id)))]
    assert told == [
        ("command line", "add"),
        ("Ada Moor", "role"),
        ("Ada Moor", "disable"),
        ("Ada Moor", "enable"),
    ]


def test_a_session_that_was_ended_meanwhile_is_not_renewed(staffed: Database) -> None:
    with staffed.writer() as session, pytest.raises(NotSignedIn):
        renew_session(session, 99)


def test_no_secret_stands_in_the_database(admin: TestClient, staffed: Database) -> None:
    admin.post("/account/tokens", data={"label": "x", "scope": "read"})
    secret = admin.cookies[COOKIE]
    with staffed.reader() as session:
        rows = [str(vars(row)) for row in session.execute(sa.select(Account)).scalars()]
        rows += [str(vars(row)) for row in session.execute(sa.select(AccountSession)).scalars()]
    assert rows
    assert not any(secret in row or PASSWORD in row for row in rows)
    assert all("$argon2id$" in row for row in rows if "password_hash" in row)
