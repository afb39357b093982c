"""Whatever is sent to a route that writes: an answer that was foreseen, and a record that holds.

Routes come from the application's own table: one that is new is tried without anybody adding it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Feed, FeedItem, ItemState, Role
from app.rates import RATES
from app.readers.fetch import Limits
from app.services.failures import keep_failed
from app.services.jobs import enqueue
from tests.people import add_person, sign_in_as
from tests.reliability.record import faults, tell_all
from tests.security.odd import (
    BODIES,
    JSONS,
    PLACES,
    SLOT,
    TEXTS,
    Form,
    as_json,
    bodies_of,
    encoded,
    forms_in,
    names_in_source,
    patterns_of,
    route_of,
    walk,
)
from tests.security.routes import MISSING, RULES, THERE, address_of, routes_of

pytestmark = pytest.mark.slow

APP = create_app(Settings(database_url="sqlite:///unused.db", background=False))
WRITES = [(method, path) for method, path in routes_of(APP) if method != "GET"]
FORMS = [path for method, path in WRITES if not path.startswith("/api/")]
API = [route for route in WRITES if route[1].startswith("/api/")]
# How many of the odd values each field of a form is tried with; over all fields it is all of them.
EACH = 2
# What there is on record, for the places of the API's paths.
OF_THE_RECORD = {"{id}": "1", "{quote}": "1", "{about}": "statements"}
PART = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a\0b.csv"\r\n\r\n'
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}
SHEET = "Who;Quote;When;Newspaper\nBo Lind;The gates hold.;2024-12-26;Sarn Courier\n;;;\n"


@dataclass
class Site:
    """A server on a record with some of everything, and an admin's browser."""

    client: TestClient
    database: Database
    sent: int = 0
    failed: list[str] = field(default_factory=list)

    def failures(self) -> list[str]:
        """Where the program failed since this was asked last."""
        found, self.failed = self.failed, []
        return found[:20]

    def send(self, method: str, address: str, content: bytes, headers: dict[str, str]) -> None:
        """Send a request; write down where the program fails."""
        self.sent += 1
        try:
            answer = self.client.request(method, address, content=content, headers=headers)
            told = f"{answer.status_code}" if answer.status_code >= 500 else ""
        except Exception as problem:
            told = f"{type(problem).__name__}: {str(problem)[:300]}"
        if told:
            self.failed.append(f"{method} {address[:200]} {content[:300]!r}: {told}")
        if address.startswith(("/sign-out", "/account", "/welcome")):
            sign_in_as(self.client, self.database, "Ada Moor")


@pytest.fixture(scope="module")
def site(shared_database: Database) -> Iterator[Site]:
    """The site, on each database that it runs on."""
    database = shared_database
    tell_all(database)
    add_person(database, "Ada Moor", Role.ADMIN)
    add_person(database, "cyn", Role.READER)
    with database.writer() as session:
        feed = Feed(url="https://a.invalid/feed", title="A feed", every=900, added_by="test")
        session.add(feed)
        session.flush()
        for state in ItemState:
            url = f"https://a.invalid/{state}"
            session.add(FeedItem(feed_id=feed.id, key=state, url=url, title="x", state=state))
        enqueue(session, "file", "x", label="x", who="test")
        keep_failed(session, "x.html", "x", b"x")
    freely = dict.fromkeys(RATES, ("100000/second", "100000/second"))
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, background=False), Limits(seconds=0.5), freely)
    with TestClient(
        app, "http://127.0.0.1", client=("127.0.0.1", 5000), follow_redirects=False
    ) as client:
        sign_in_as(client, database, "Ada Moor")
        given = {"text": 'Bo Lind said: "The gates hold, and the dam."', "title": "The gates"}
        assert client.post("/articles/new", data=given).status_code == 303
        sheet = {"file": ("mine.csv", SHEET.encode())}
        assert client.post("/articles/new", files=sheet).status_code == 303
        link = {"form": "link", "version": "0", "topic": "dams", "other": "2", "kind": "repeats"}
        client.post("/statements/1/corrections", data=link)
        client.post("/saved", data={"name": "Dams", "address": "/statements?q=dam"})
        client.post("/statements/1/report", data={"kind": "day", "words": "It was Friday."})
        client.post("/account/tokens", data={"label": "mill", "scope": "write"})
        assert faults(database) == []
        yield Site(client, database)


@pytest.fixture(scope="module")
def forms(site: Site) -> dict[str, list[Form]]:
    """The forms that the pages show, by the path of the route that takes them."""
    places = {**THERE, "{token}": "none"}
    begin = []
    for method, path in RULES:
        if method == "GET" and not path.startswith(("/api/", "/static", "/welcome")):
            address = path
            for place, value in places.items():
                address = address.replace(place, value)
            begin.append(address)
    patterns, found = patterns_of(FORMS), dict[str, list[Form]]()
    for address, page in walk(site.client, begin, most=400):
        for form in forms_in(address, page):
            path = route_of(patterns, form.address)
            assert path is not None, f"{address} has a form that no route takes: {form.address}"
            same = found.setdefault(path, [])
            if form.names not in [each.names for each in same]:
                same.append(form)
    return found


def test_whatever_a_form_holds_is_answered(site: Site, forms: dict[str, list[Form]]) -> None:
    values = cycle(TEXTS)
    for path in FORMS:
        for form in forms.get(path, []):
            for name in form.names:
                for value in islice(values, EACH):
                    fields = [(n, value if n == name else v) for n, v in form.fields]
                    site.send("POST", form.address, encoded(fields), URLENCODED)
    print(f"{site.sent} forms with one odd field, of {len(forms)} routes of {len(FORMS)}")
    assert site.failures() == []


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_odd_values_alone_is_answered(
    site: Site, forms: dict[str, list[Form]], path: str
) -> None:
    (endpoint,) = [
        each.endpoint
        for each in every_route(APP.routes)
        if each.path == path and "POST" in each.methods
    ]
    names = dict.fromkeys(names_in_source(endpoint))
    names |= dict.fromkeys(name for form in forms.get(path, []) for name in form.names)
    addresses = {form.address for form in forms.get(path, [])} or {address_of("POST", path)}
    for address in sorted(addresses)[:2]:
        # To look at a password takes a tenth of a second.
        for value in TEXTS[:: 6 if "password" in names else 1]:
            site.send("POST", address, encoded((name, value) for name in names), URLENCODED)
        for names_odd in ("\0", "\ud800", "x" * 5_000, ""):
            site.send("POST", address, encoded([(names_odd, "x")]), URLENCODED)
        for body in BODIES:
            site.send("POST", address, body, URLENCODED)
            kind = {"content-type": "multipart/form-data; boundary=B"}
            site.send("POST", address, body, kind)
            site.send("POST", address, PART + body + b"\r\n--B--\r\n", kind)
    assert site.failures() == []


@pytest.mark.parametrize(("method", "path"), WRITES, ids=lambda part: part)
def test_an_address_with_odd_parts_is_answered(site: Site, method: str, path: str) -> None:
    slots = SLOT.findall(path)
    for slot in slots:
        for value in PLACES:
            address = path.replace(f"{{{slot}}}", value)
            for place, usual in MISSING.items():
                address = address.replace(place, usual)
            body, kind = (b"{}", "application/json") if "/api/" in path else (b"a=b", "")
            headers = {"content-type": kind} if kind else URLENCODED
            site.send(method, address, body, headers)
    assert site.failures() == []


@pytest.mark.parametrize(("method", "path"), API, ids=lambda part: part)
def test_whatever_a_program_sends_is_answered(site: Site, method: str, path: str) -> None:
    usual = bodies_of(APP).get((method, path), {})
    address = path
    for place, value in {**MISSING, **OF_THE_RECORD}.items():
        address = address.replace(place, value)
    kind = {"content-type": "application/json"}
    values = cycle(JSONS)
    for name in usual:
        for value in islice(values, 4 * EACH):
            site.send(method, address, as_json({**usual, name: value}), kind)
    for value in JSONS:
        site.send(method, address, as_json(dict.fromkeys(usual, value)), kind)
    for body in BODIES:
        site.send(method, address, body, kind)
    assert site.failures() == []


def test_pages_of_any_number_are_answered(site: Site) -> None:
    for method, path in RULES:
        if method != "GET" or path.startswith("/static"):
            continue
        address = address_of("GET", path)
        for value in ("-1", "9" * 19, "9" * 5_000, "a%00b", "%ED%A0%80"):
            names = ("per", "after", "year", "a", "b", "name", "reason", "q")
            query = "&".join(f"{name}={value}" for name in names)
            site.send("GET", f"{address}?{query}", b"", {})
            site.send("GET", f"{address}?page={value}", b"", {})
    assert site.failures() == []


def test_nothing_of_it_harmed_the_record(site: Site) -> None:
    assert site.sent > 3_000
    print(f"{site.sent} requests in all")
    assert faults(site.database) == []


def every_route(routes: object) -> Iterator[APIRoute]:
    """All routes with an endpoint, however they were put together."""
    for route in routes:  # type: ignore[attr-defined]
        if hasattr(route, "effective_candidates"):
            yield from every_route(route.effective_candidates())
        elif hasattr(route, "endpoint"):
            yield route
