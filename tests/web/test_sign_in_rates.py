"""Tries to sign in: how many, from where, and that nobody is kept out by somebody else's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Role
from app.rates import RATES, Deed
from app.services.devices import new_sign
from app.visitors import COOKIE
from app.web import devices
from tests.people import PASSWORD, add_person, kept_password

pytestmark = pytest.mark.slow

FREELY = ("1000/minute", "1000/minute")
ANOTHER = "pebble harbour sixteen owls"


@pytest.fixture
def staffed(sqlite_database: Database) -> Database:
    """A database with two accounts."""
    for name in ("bo", "Ada Moor"):
        add_person(sqlite_database, name, Role.EDITOR)
    return sqlite_database


@contextmanager
def open_site(database: Database, **rates: str) -> Iterator[TestClient]:
    """A site where all may be tried often but what is given, as SIGN_IN_AS="3/minute"."""
    given: Mapping[Deed, tuple[str, str]] = {
        **RATES,
        **dict.fromkeys((Deed.SIGN_IN, Deed.SIGN_IN_AS, Deed.SIGN_IN_AGAIN), FREELY),
        **{Deed[name]: (rate, "1000/minute") for name, rate in rates.items()},
    }
    settings = Settings(database_url=str(database.url), host="0.0.0.0", background=False)
    app = create_app(settings, rates=given)
    with TestClient(app, "http://127.0.0.1", follow_redirects=False) as client:
        yield client


def tried(client: TestClient, name: str, password: str = "x", at: int = 1) -> int:
    """Try to sign in from an address; return the status of the answer."""
    client._transport.client = (f"192.0.2.{at}", 5000)  # type: ignore[attr-defined]
    return client.post("/sign-in", data={"name": name, "password": password}).status_code


def test_tries_for_one_name_are_refused_wherever_they_come_from(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN_AS="3/minute") as client:
        names = ("bo", " BO ", "Bo", "bo", "bo")
        answers = [tried(client, name, at=at) for at, name in enumerate(names)]
    assert answers == [422, 422, 422, 429, 429]


def test_blanks_in_a_name_make_no_other_name_of_it(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN_AS="2/minute") as client:
        names = ("Ada Moor", "ada  moor", "ADA \t MOOR", "Ada\u00a0Moor")
        answers = [tried(client, name, at=at) for at, name in enumerate(names)]
    assert answers == [422, 422, 429, 429]


def test_a_name_that_nobody_has_is_counted_like_any_other(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN_AS="2/minute") as client:
        for name in ("bo", "nobody else"):
            assert [tried(client, name, at=at) for at in range(3)] == [422, 422, 429]


def test_one_address_keeps_nobody_else_out(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN="2/minute", SIGN_IN_AS="4/minute") as client:
        assert [tried(client, "bo", at=1) for _ in range(20)] == [422] * 2 + [429] * 18
        assert tried(client, "bo", PASSWORD, at=2) == 303


def test_who_signed_in_before_is_kept_out_by_nobody(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN="5/minute", SIGN_IN_AS="6/minute") as mine:
        assert tried(mine, "bo", PASSWORD) == 303
        assert mine.post("/sign-out").status_code == 303
        signed_out = dict(mine.cookies)
        mine.cookies.clear()
        assert [tried(mine, "bo", at=at) for at in (1, 1, 1, 2, 2, 2)] == [422] * 5 + [429]
        # A browser where nobody signed in before, with the right password, and the one that did.
        assert tried(mine, "bo", PASSWORD, at=3) == 429
        for name, value in signed_out.items():
            mine.cookies.set(name, value, path="/sign-in")
        assert tried(mine, "BO", PASSWORD) == 303


def test_a_browser_that_signed_in_before_may_not_try_for_ever_either(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN_AGAIN="3/minute") as client:
        assert tried(client, "bo", PASSWORD) == 303
        answers = [tried(client, "bo", at=at) for at in range(5)]
        assert answers == [422, 422, 422, 429, 429]
        # That is for this name alone.
        assert tried(client, "Ada Moor", PASSWORD) == 303
        assert tried(client, "bo", PASSWORD) == 429


def test_a_sign_opens_no_tries_but_those_of_its_own_account_and_password(
    staffed: Database,
) -> None:
    with staffed.reader() as session:
        numbers = dict(session.connection().exec_driver_sql("SELECT name, id FROM account").all())
    real = new_sign(kept_password())
    device, _, proof = real.partition(".")
    forged = {
        "of no password": new_sign("another"),
        "of another device": f"{device}x.{proof}",
        "cut": f"{device}.{proof[:-1]}",
        "empty": ".",
        "odd": "\xff",
    }
    with open_site(staffed, SIGN_IN_AS="2/minute") as client:
        cookie = f"{devices.COOKIE}{numbers['bo']}"
        for at, (what, sign) in enumerate(forged.items()):
            client.cookies.clear()
            header = {"cookie": f"{cookie}={sign}".encode("latin-1")}
            typed = {"name": "bo", "password": PASSWORD}
            status = client.post("/sign-in", data=typed, headers=header).status_code
            assert status == (303 if at < 2 else 429), what
        client.cookies.clear()
        client.cookies.set(cookie, real, path="/sign-in")
        assert tried(client, "bo") == 422


def test_with_a_new_password_old_signs_count_for_nothing(staffed: Database) -> None:
    with open_site(staffed, SIGN_IN_AS="2/minute") as client:
        assert tried(client, "bo", PASSWORD) == 303
        old = [each for each in client.cookies.jar if each.name.startswith(devices.COOKIE)]
        assert len(old) == 1
        typed = {"current": PASSWORD, "password": ANOTHER}
        assert client.post("/account/password", data=typed).status_code == 303
        new = [each.value for each in client.cookies.jar if each.name == old[0].name]
        assert new != [old[0].value]
        # The browser that changed it is known by the new one.
        assert [tried(client, "bo") for _ in range(4)] == [422] * 4
        client.cookies.clear()
        client.cookies.set(old[0].name, old[0].value or "", path="/sign-in")
        assert [tried(client, "bo") for _ in range(4)] == [422, 429, 429, 429]


def test_whoever_tries_a_name_does_not_hinder_its_person_in_changing_the_password(
    staffed: Database,
) -> None:
    with open_site(staffed, SIGN_IN="3/minute", SIGN_IN_AS="4/minute") as client:
        assert tried(client, "bo", PASSWORD) == 303
        mine = client.cookies[COOKIE]
        client.cookies.clear()
        assert [tried(client, "bo", at=at) for at in (1, 1, 2, 2)] == [422, 422, 422, 429]
        client.cookies.set(COOKIE, mine)
        typed = {"current": PASSWORD, "password": ANOTHER}
        assert client.post("/account/password", data=typed).status_code == 303


def test_the_sign_goes_to_the_page_that_signs_in_alone(staffed: Database) -> None:
    with open_site(staffed) as client:
        client.base_url = "https://record.example"
        typed = {"name": "bo", "password": PASSWORD}
        given = client.post("/sign-in", data=typed).headers.get_list("set-cookie")
    (sign,) = [each for each in given if each.startswith(devices.SECURE_COOKIE)]
    for part in ("Path=/sign-in", "Secure", "HttpOnly", "SameSite=strict", "Max-Age=31536000"):
        assert part in sign
