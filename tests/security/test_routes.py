"""Every route, asked by everybody: who may not is refused, and changes nothing."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Role, TokenScope
from app.rates import RATES, Deed
from tests.people import add_person, bearer, sign_in_as
from tests.sample import fill
from tests.security.routes import RULES, Rule, address_of, routes_of

PEOPLE = {"cyn": Role.READER, "bo": Role.EDITOR, "Ada Moor": Role.ADMIN}
LOCAL, OUTSIDE = ("127.0.0.1", 5000), ("203.0.113.7", 5000)
APP = create_app(Settings(database_url="sqlite:///unused.db"))
ROUTES = routes_of(APP)
WRITES = [(method, path) for method, path in ROUTES if method != "GET"]
FOR_SOME = [route for route in ROUTES if RULES.get(route) is not Rule.EVERYBODY]

# Who may what, said once more and by hand: the product has its own table of roles.
ALLOWED = {
    Rule.EVERYBODY: {"nobody", "reader", "editor", "admin", "local user"},
    Rule.SIGNED_IN: {"reader", "editor", "admin"},
    Rule.PERSON: {"reader", "editor", "admin", "local user"},
    Rule.EDITOR: {"editor", "admin", "local user"},
    Rule.ADMIN: {"admin", "local user"},
    Rule.SIGNED_IN_ADMIN: {"admin"},
}


@dataclass
class Sites:
    """Three servers: with accounts, without and open to the network, without and local."""

    staffed: TestClient
    public: TestClient
    local: TestClient
    database: Database
    tokens: dict[tuple[str, TokenScope], dict[str, str]]


@pytest.fixture(scope="module")
def sites(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("sites")
    freely = dict.fromkeys(RATES, ("1000/second", "1000/second"))
    with ExitStack() as opened:
        databases, clients = [], []
        for name, host, seen_as in (
            ("staffed", "0.0.0.0", OUTSIDE),
            ("public", "0.0.0.0", LOCAL),
            ("local", "127.0.0.1", LOCAL),
        ):
            shutil.copy(migrated_file, folder / name)
            databases.append(Database(f"sqlite:///{folder / name}"))
            opened.callback(databases[-1].close)
            with databases[-1].writer() as session:
                fill(session)
            url = str(databases[-1].url)
            app = create_app(Settings(database_url=url, host=host, background=False), rates=freely)
            client = TestClient(app, "http://127.0.0.1", client=seen_as, follow_redirects=False)
            clients.append(opened.enter_context(client))
        for name, role in PEOPLE.items():
            add_person(databases[0], name, role)
        tokens = {
            (name, scope): bearer(databases[0], name, scope)
            for name in PEOPLE
            for scope in TokenScope
            if name != "cyn" or scope is TokenScope.READ
        }
        yield Sites(*clients, databases[0], tokens)


def ask(
    client: TestClient, method: str, path: str, headers: Mapping[str, str] | None = None
) -> str:
    """What becomes of a request: let in, to sign in, or refused."""
    more = {"json": {}} if path.startswith("/api/") and method != "GET" else {}
    answer = client.request(method, address_of(method, path), headers=headers, **more)
    assert answer.status_code < 500, answer.text
    to_sign_in = answer.headers.get("location", "").startswith("/sign-in")
    if answer.status_code == 401 or to_sign_in:
        return "to sign in"
    return "refused" if answer.status_code == 403 else "let in"


def commits(database: Database) -> int:
    """A number that another one's commit changes."""
    with database._reading.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def test_every_route_has_a_rule() -> None:
    missing = [route for route in ROUTES if route not in RULES]
    assert missing == [], "say in tests/security/routes.py who may use these"


def test_no_rule_is_about_a_route_that_is_gone() -> None:
    assert set(RULES) - set(ROUTES) == set()


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part)
def test_who_is_signed_in_may_what_their_role_may(sites: Sites, method: str, path: str) -> None:
    allowed = ALLOWED[RULES[method, path]]
    client = sites.staffed
    for name, role in PEOPLE.items():
        client.cookies.clear()
        sign_in_as(client, sites.database, name)
        before = commits(sites.database)
        expected = "let in" if role in allowed else "refused"
        assert ask(client, method, path) == expected, f"as {role}"
        if expected == "refused":
            assert commits(sites.database) == before, f"written for {role}"
    client.cookies.clear()


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part)
def test_who_is_not_signed_in_reads_and_is_asked_to_for_the_rest(
    sites: Sites, method: str, path: str
) -> None:
    allowed = ALLOWED[RULES[method, path]]
    expected = "let in" if "nobody" in allowed else "to sign in"
    before = commits(sites.database)
    assert ask(sites.staffed, method, path) == expected
    if method == "GET":
        assert ask(sites.staffed, "HEAD", path) == expected
    if expected != "let in":
        assert commits(sites.database) == before


@pytest.mark.parametrize(("method", "path"), FOR_SOME, ids=lambda part: part)
def test_a_token_counts_for_the_api_alone_and_for_its_scope(
    sites: Sites, method: str, path: str
) -> None:
    rule = RULES[method, path]
    for (name, scope), headers in sites.tokens.items():
        role = PEOPLE[name]
        if not path.startswith("/api/"):
            expected = "to sign in"
        else:
            may = role in ALLOWED[rule] and scope is TokenScope.WRITE
            expected = "let in" if may else "refused"
        assert ask(sites.staffed, method, path, headers) == expected, f"{role}, to {scope}"


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part)
def test_without_accounts_only_the_local_user_writes(sites: Sites, method: str, path: str) -> None:
    rule = RULES[method, path]
    others = "let in" if rule is Rule.EVERYBODY else "refused"
    expected = "to sign in" if rule in {Rule.SIGNED_IN, Rule.PERSON} else others
    assert ask(sites.public, method, path) == expected
    proxied = {"x-forwarded-for": "127.0.0.1"}
    assert ask(sites.local, method, path, proxied) == expected
    local = "let in" if "local user" in ALLOWED[rule] else expected
    assert ask(sites.local, method, path) == local


@pytest.mark.parametrize(("method", "path"), WRITES, ids=lambda part: part)
def test_another_site_causes_no_write(sites: Sites, method: str, path: str) -> None:
    client = sites.staffed
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        sign_in_as(client, sites.database, "Ada Moor")
        before = commits(sites.database)
        assert ask(client, method, path, headers) == "refused"
        assert commits(sites.database) == before
    client.cookies.clear()


def test_every_write_that_takes_a_role_is_counted(sites: Sites) -> None:
    often = dict.fromkeys(RATES, ("1000/second", "1000/second"))
    once = dict.fromkeys((Deed.WRITE, Deed.SEND), ("1/hour", "1/hour"))
    url = str(sites.database.url)
    app = create_app(
        Settings(database_url=url, host="0.0.0.0", background=False), rates=often | once
    )
    roles = [route for route in WRITES if RULES[route] is not Rule.EVERYBODY]
    with TestClient(app, "http://127.0.0.1", client=OUTSIDE, follow_redirects=False) as client:
        sign_in_as(client, sites.database, "Ada Moor")
        token = sites.tokens["Ada Moor", TokenScope.WRITE]
        client.post("/feeds", data={"url": ""})
        client.post("/api/v1/articles", json={}, headers=token)
        answers = {
            path: client.request(
                method, address_of(method, path), headers=token if "/api/" in path else None
            ).status_code
            for method, path in roles
        }
    assert answers == dict.fromkeys(answers, 429)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_no_route_answers_to_other_methods(sites: Sites, method: str) -> None:
    sign_in_as(sites.staffed, sites.database, "Ada Moor")
    for other, path in ROUTES:
        if (method, path) in ROUTES:
            continue
        answer = sites.staffed.request(method, address_of(other, path))
        assert answer.status_code in {404, 405}, path
    sites.staffed.cookies.clear()


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer x", "Basic YTpi", "Bearer onrecord_" + "a" * 43, "\xff"]
)
def test_a_token_that_counts_for_nothing_is_told_everywhere(sites: Sites, given: str) -> None:
    for path in ("/api/v1", "/api/v1/topics", "/api/v1/statements/1"):
        answer = sites.staffed.get(path, headers={"authorization": given.encode("latin-1")})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert sites.staffed.get("/statements", headers={"authorization": "Bearer x"}).is_success
