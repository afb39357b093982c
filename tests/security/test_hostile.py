"""Markup in every field, on every page, in every export: it is shown, and never obeyed."""

import csv
import json
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.formats.delimited import COLUMNS
from app.main import create_app
from app.models import Role
from app.rates import RATES
from tests.people import add_person, sign_in_as
from tests.security.hostile import EVIL, poison
from tests.security.routes import RULES, THERE, Rule, routes_of

pytestmark = pytest.mark.slow

SCHEMES = ("javascript:", "https://a.example/")
# A spreadsheet takes the wide forms for the others.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PLAIN = {
    "application/x-research-info-systems", "application/vnd.citationstyles.csl+json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/jsonl", "application/x-ndjson", "application/octet-stream", "text/plain",
    "text/css", "text/markdown", "application/x-bibtex", "text/javascript", "image/svg+xml", "",
}  # fmt: skip
JSON = {"application/json", "application/problem+json"}
AT = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
APP = create_app(Settings(database_url="sqlite:///unused.db"))
PLACES = {**THERE, "{token}": "hostile", "/{name}": "/app.css"}
# The statement and the article that were made of markup stand behind those of the sample.
NUMBERS = {"/statements/{address}": "/statements/13", "/articles/{number}": "/articles/7",
           "/api/v1/statements/{id}": "/api/v1/statements/13",
           "/api/v1/articles/{id}": "/api/v1/articles/7"}  # fmt: skip


def pages() -> Iterator[str]:
    """An address of each route that reads, some with words to look for."""
    for method, path in routes_of(APP):
        if method != "GET" or path in {"/welcome/{secret}", "/static/{sum_given}/{name}"}:
            continue
        address = NUMBERS.get(path, path)
        for place, value in PLACES.items():
            address = address.replace(place, value)
        yield address
    evil = quote(EVIL)
    for path in ("/statements", "/statements.csv", "/statements.jsonl", "/statements.atom",
                 "/actors", "/articles", "/api/v1/statements", "/statements/facets/actor",
                 "/articles/new", "/sign-in", "/feeds/1", "/brief", "/brief.md", "/brief.csv",
                 "/statements.xlsx"):  # fmt: skip
        names = ("q", "actor", "topic", "outlet", "from", "to", "page", "sort", "url", "next")
        yield f"{path}?" + "&".join(f"{name}={evil}" for name in names)
        yield f"{path}?{evil}={evil}"
    yield from (f"/briefs/1.{kind}" for kind in ("csv", "jsonl", "bib", "ris", "json", "xlsx"))
    yield from (f"/statements/13/cite.{kind}" for kind in ("txt", "bib", "ris", "json"))
    yield from ("/brief?id=13&id=1&by=topic", f"/brief?id={evil}&by={evil}", "/briefs/1.md")
    yield from (f"/statements?q={word}" for word in ("dam", "x-evil", "script", "%22%3E%3Cx-evil"))
    yield from (f"/{evil}", f"/statements/{evil}", f"/actors/{evil}", f"/articles/{evil}",
                f"/topics/{evil}", f"/outlets/{evil}", f"/api/v1/actors/{evil}", "/articles/6",
                f"/statements/facets/{evil}", "/statements/1", "/statements/12", "/articles/1",
                f"/articles/drafts/{evil}", f"/static/{evil}/{evil}", f"/welcome/{evil}",
                "/feeds/1?state=failed", "/statements?from=2024-12&view=x")  # fmt: skip


PAGES = list(dict.fromkeys(pages()))


@pytest.fixture(scope="module", params=SCHEMES)
def hostile(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A server on the record full of markup, with an admin's browser; addresses begin so."""
    path = tmp_path_factory.mktemp("hostile") / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    add_person(database, "Ada Moor", Role.ADMIN)
    freely = dict.fromkeys(RATES, ("1000/second", "1000/second"))
    settings = Settings(database_url=str(database.url), background=False)
    with TestClient(
        create_app(settings, rates=freely),
        "http://127.0.0.1",
        client=("127.0.0.1", 5000),
        follow_redirects=False,
    ) as client:
        sign_in_as(client, database, "Ada Moor")
        # A token with a name of its own: labels are swept with all else.
        client.post("/account/tokens", data={"label": "mill", "scope": "read"})
        with database.writer() as session:
            poison(session, request.param)
        yield client
    database.close()


def check_headers(answer: object) -> None:
    """No header holds what the record, or the request, wanted in it."""
    headers = answer.headers  # type: ignore[attr-defined]
    for name, value in headers.multi_items():
        assert "x-evil" not in name.lower()
        assert not set("\r\n\0") & set(name + value)
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    location = headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def check_html(text: str) -> str:
    """Markup of the record is text alone; returns the page's text."""
    tree = html.document_fromstring(text)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            # Comments and the like: the product writes none.
            pytest.fail(f"a comment: {etree.tostring(element)[:80]!r}")
        assert element.tag not in {"x-evil", "img", "base", "iframe", "object", "embed", "style"}
        if element.get("type") == "application/ld+json":
            # Data: no browser runs it, and nothing in it ends it.
            json.loads(element.text or "")
        elif element.tag == "script":
            assert (element.get("src") or "").startswith("/static/")
            assert not (element.text or "").strip()
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "style", "x-evil", "hx-", "srcdoc")), name
            assert not name.startswith("data-hx-on"), name
            if name in {"href", "src", "action", "formaction", "data-hx-get", "data-hx-post"} or (
                name == "xlink:href"
            ):
                assert urlsplit(value).scheme in {"", "http", "https"}, value
                assert not value.startswith(("//", "/\\")), value
        assert element.get("http-equiv") is None
    return "".join(tree.itertext())


def check_xml(content: bytes) -> None:
    """A feed is well formed, has Atom's elements alone, and leads to this site and the web."""
    tree = etree.fromstring(content)
    for element in tree.iter():
        assert isinstance(element.tag, str)
        assert element.tag.startswith(AT)
        assert element.get("type") in {None, "text", "text/html", "application/atom+xml"}
        if element.tag == f"{AT}link":
            assert urlsplit(element.attrib["href"]).scheme in {"http", "https"}


def check_map(content: bytes) -> None:
    """A sitemap is well formed, has its own elements alone, and leads to the web."""
    for element in etree.fromstring(content).iter():
        assert isinstance(element.tag, str)
        assert element.tag.startswith(MAP)
        if element.tag == f"{MAP}loc":
            assert urlsplit(element.text or "").scheme in {"http", "https"}


def check_csv(text: str) -> None:
    """Each line has its columns, and no cell is a formula."""
    for line in csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")):
        assert len(line) == len(COLUMNS)
        for cell in line:
            assert not cell.startswith(FORMULA_SIGNS)


def check(answer: object) -> str:
    """The answer is what it says that it is, and holds no live markup; returns its text."""
    check_headers(answer)
    text: str = answer.text  # type: ignore[attr-defined]
    kind = answer.headers.get("content-type", "").partition(";")[0]  # type: ignore[attr-defined]
    if kind == "text/html":
        return check_html(text) if text else ""
    if kind == "application/atom+xml":
        check_xml(answer.content)  # type: ignore[attr-defined]
    elif kind == "application/xml":
        check_map(answer.content)  # type: ignore[attr-defined]
    elif kind == "text/csv":
        check_csv(text)
    elif kind in JSON:
        json.loads(text)
    else:
        assert kind in PLAIN, kind
    return text


def test_no_page_and_no_export_obeys_what_stands_in_the_record(hostile: TestClient) -> None:
    shown = 0
    for path in PAGES:
        answer = hostile.get(path)
        assert answer.status_code < 500, path
        try:
            shown += "<x-evil" in check(answer)
        except AssertionError as problem:
            raise AssertionError(f"{path}: {problem}") from problem
    # Else the markup was not on the pages at all, and nothing was tried.
    assert shown > len(PAGES) / 2


def test_no_block_that_htmx_fetches_does_either(hostile: TestClient) -> None:
    for path in PAGES:
        answer = hostile.get(path, headers={"hx-request": "true"})
        assert answer.status_code < 500, path
        check_headers(answer)
        if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
            check_html(f"<div>{answer.text}</div>")


def test_readers_see_no_live_markup_either(hostile: TestClient) -> None:
    cookies = dict(hostile.cookies)
    hostile.cookies.clear()
    for path in PAGES:
        check(hostile.get(path))
    hostile.cookies.update(cookies)


def test_a_form_gives_back_what_was_typed_as_text(hostile: TestClient) -> None:
    fields = ("text", "title", "outlet", "url", "published_on", "language", "text_kind", "name",
              "label", "scope", "role", "words", "every", "topics", "addresses", "next", "session",
              "password", "current", "action", "choice", "item", "revision")  # fmt: skip
    typed = dict.fromkeys(fields, EVIL)
    for method, path in routes_of(APP):
        if method != "POST" or path.startswith("/api/") or path == "/sign-out":
            continue
        address = path
        for place, value in PLACES.items():
            address = address.replace(place, value)
        answer = hostile.post(address, data=typed)
        assert answer.status_code < 500, path
        check(answer)
        without_some = hostile.post(address, data={**typed, "text": "", "outlet": "a"})
        check(without_some)


def test_the_api_answers_markup_as_json(hostile: TestClient) -> None:
    for body in ({"text": EVIL, "url": EVIL}, {EVIL: EVIL}, {"text": EVIL, "quotes": EVIL}):
        answer = hostile.post("/api/v1/articles", json=body)
        assert answer.status_code < 500
        assert answer.headers["content-type"] in JSON
        check_headers(answer)


def test_every_page_of_the_rules_was_asked_for() -> None:
    open_reads = [path for (method, path), rule in RULES.items() if method == "GET" and rule]
    assert len(PAGES) > len(open_reads)
    assert {Rule.EVERYBODY, Rule.EDITOR} <= set(RULES.values())
