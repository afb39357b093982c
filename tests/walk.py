"""Walk: every page there is, by its address, by links, and by forms that are filled in well or not.

It writes, since a form that is taken shows pages too: the record afterwards is another one.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from fastapi import FastAPI
from httpx2 import Response
from lxml import html
from starlette.testclient import TestClient

from tests.everything import DRAFT, NEWEST
from tests.security.routes import THERE, routes_of

# Links of one kind lead to pages of one kind: so many of them are followed.
OF_A_KIND = 2
HTMX = {"hx-request": "true"}
# They would end the walk, or lead it into another language.
ENDINGS = ("/language", "/sign-out", "/account/sessions/end", "/account/password", "/accounts/1/")
WHERE = {"href": "//a/@href", "data-hx-get": "//*/@data-hx-get"}


@dataclass(frozen=True)
class Page:
    """A page that was shown.

    Attributes:
        how: what was asked for, and how.
        is_block: it is a block of a page alone.
    """

    how: str
    status: int
    text: str
    is_block: bool


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page, with the button that sends it.

    Attributes:
        given: what the page gives to it, which nobody types: hidden fields, and the button.
        fields: what is typed and chosen, as it stands.
    """

    action: str
    given: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    takes_files: bool

    @property
    def kind(self) -> object:
        """What forms of one kind have in common."""
        return _kind(self.action), tuple((name, _kind(value)) for name, value in self.given)


def addresses(app: FastAPI, spelt: Callable[[str], str]) -> list[str]:
    """Addresses of all that shows something of the record of `tests.everything`, or of none.

    Args:
        spelt: returns an English word as that record spells it.
    """
    words = spelt("nobody heard of that")
    return [
        *_routes(app),
        *(f"/statements/{number}" for number in (1, 7, 10, 11, 12, NEWEST, 999)),
        *(f"/articles/{number}" for number in (1, 3, 4, 5, 6, 7, 999)),
        *(
            f"/statements?{query}"
            for query in (
                f"q={spelt('dam')}",
                f"q={words}",
                f"q={spelt('moor')}&exact=1",
                "q=%22",
                "from=2024-12&to=2025-01",
                f"from={words}",
                "from=2025&to=2024",
                f"side={words}&topic=none&actor=none&outlet=none&lang={words}&form={words}&status={words}&sort={words}",
                "side=ru&side=tr&topic=dams&topic=border&topics=all",
                "actor=ada-moor&outlet=sarn-courier&lang=en&form=direct&sources=2&status=reviewed",
                "status=pending&sort=oldest",
                "sort=relevance&page=99&per=10",
                "topic=fisheries",
                "after=nothing",
                "id=1&id=2",
                f"per={words}&page={words}&sources={words}&exact={words}",
            )
        ),
        *(
            f"/statements/facets/{name}{query}"
            for name in ("actor", "topic", "outlet", "side", "lang", "form", "none")
            for query in ("", f"?find={words}", f"?find={spelt('a')}")
        ),
        "/brief?id=1&id=2&by=topic",
        f"/brief?id=1&id=999&id={words}&by={words}",
        f"/brief?q=%22&from={words}",
        "/briefs/1",
        "/briefs/999",
        f"/actors?q={words}",
        f"/actors?q={spelt('moor')}&side=ru",
        "/actors/none",
        "/actors/ministry-of-dams",
        "/actors/ada-moor/merge?other=bo-lind",
        "/actors/ada-moor/merge?with=bo-lind",
        f"/articles?outlet=none&from={words}&lang={words}",
        f"/articles?q={spelt('dam')}",
        "/topics/none",
        "/topics/fisheries",
        "/compare?from=2024&to=2025&side=sy",
        f"/compare?from={words}&side={words}",
        "/compare/dams?a=ru&b=tr",
        "/compare/dams?a=tr&b=sy&from=2024-12",
        f"/compare/dams?a=tr&b=tr&from={words}",
        "/compare/fisheries",
        f"/compare/dams/candidates?a=ru&b=tr&from={words}",
        "/compare/dams/candidates?status=decided",
        "/compare/dams/candidates?a=tr&b=tr",
        "/links/1",
        "/links/2",
        "/links/1-13",
        "/links/999",
        "/feeds/1?state=failed",
        "/feeds/1?state=none",
        "/feeds/999",
        "/review?reason=none",
        "/review?reason=unknown+speaker",
        "/review/999",
        "/ingest/jobs/1",
        "/ingest/jobs/2",
        "/ingest/jobs/3",
        "/ingest/failed/1",
        "/sign-in?next=/review",
        "/saved?kept=1",
        "/nothing-here",
        f"/{spelt('nothing')}",
    ]


def _routes(app: FastAPI) -> Iterator[str]:
    """An address of each route that shows something."""
    for method, path in routes_of(app):
        if method == "GET" and not path.startswith(("/api/", "/static/")):
            for place, value in {**THERE, "{token}": DRAFT}.items():
                path = path.replace(place, value)  # noqa: PLW2901
            yield path


def walk(client: TestClient, spelt: Callable[[str], str]) -> Iterator[Page]:
    """Yield the pages that `look` yields, and those that their forms lead to."""
    forms: dict[object, list[Form]] = {}
    yield from look(client, spelt, forms)
    for form in [form for alike in forms.values() for form in alike]:
        yield from _send(client, form, spelt("nobody heard of that"))


def look(
    client: TestClient,
    spelt: Callable[[str], str],
    forms: dict[object, list[Form]] | None = None,
) -> Iterator[Page]:
    """Yield the pages at `addresses`, and those that they link to.

    Args:
        forms: is filled with the forms that stand on them, by their kind.
    """
    asked = addresses(client.app, spelt)  # type: ignore[arg-type]
    forms = {} if forms is None else forms
    waiting = deque(dict.fromkeys((each, False) for each in asked))
    seen, kinds = set(waiting), Counter[str]()
    while waiting:
        address, is_block = waiting.popleft()
        answer = client.get(address, headers=HTMX if is_block else None, follow_redirects=True)
        page = _page(f"GET {address}", answer)
        if page is None:
            continue
        yield page
        tree = html.document_fromstring(page.text)
        for found in _forms(tree, address):
            alike = forms.setdefault(found.kind, [])
            if len(alike) < OF_A_KIND and found not in alike:
                alike.append(found)
        for link, fetched in _links(tree, address):
            kind = _kind(link)
            if (link, fetched) not in seen and kinds[kind] < OF_A_KIND:
                kinds[kind] += 1
                seen.add((link, fetched))
                waiting.append((link, fetched))


def _page(how: str, answer: Response) -> Page | None:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind != "text/html" or not answer.text.strip():
        return None
    is_block = not answer.text.lstrip().startswith("<!doctype html>")
    return Page(how, answer.status_code, answer.text, is_block)


def _links(tree: html.HtmlElement, base: str) -> Iterator[tuple[str, bool]]:
    for name, where in WHERE.items():
        for link in tree.xpath(where):
            parts = urlsplit(urljoin(base, link))
            if not parts.netloc and not parts.scheme:
                yield parts._replace(fragment="").geturl(), name != "href"


def _forms(tree: html.HtmlElement, base: str) -> Iterator[Form]:
    for form in tree.forms:
        action = urljoin(base, form.get("action") or "")
        if (form.get("method") or "").lower() != "post" or urlsplit(action).path.startswith(
            ENDINGS
        ):
            continue
        hidden = {each.name for each in form.inputs if each.get("type") == "hidden"}
        values = [(name, value) for name, value in form.form_values() if name]
        given = [pair for pair in values if pair[0] in hidden]
        fields = [pair for pair in values if pair[0] not in hidden]
        for button in form.xpath(".//button[@name]") or [None]:
            pressed = [] if button is None else [(button.get("name"), button.get("value", ""))]
            yield Form(
                action,
                (*given, *pressed),
                tuple(fields),
                takes_files=form.get("enctype") == "multipart/form-data",
            )


def _send(client: TestClient, form: Form, nonsense: str) -> Iterator[Page]:
    """Send a form with nothing in it, with nonsense, by HTMX, and as it stands."""
    for how, fields, headers in (
        ("empty", [], None),
        ("nonsense", [(name, nonsense) for name, _ in form.fields], None),
        ("by HTMX", form.fields, HTMX),
        ("as it stands", form.fields, None),
    ):
        data: dict[str, list[str]] = {}
        for name, value in (*form.given, *fields):
            data.setdefault(name, []).append(value)
        cookies = list(client.cookies.jar)
        answer = client.post(
            form.action,
            data=data,
            files={"none": b""} if form.takes_files else None,
            headers=headers,
            follow_redirects=True,
        )
        client.cookies.clear()
        for cookie in cookies:
            client.cookies.jar.set_cookie(cookie)
        given = " ".join(f"{name}={value[:20]}" for name, value in form.given)
        asked = f"POST {form.action} {given} {how}"
        if page := _page(asked, answer):
            yield page


def _kind(address: str) -> str:
    """What addresses of one kind have in common: numbers and questions differ."""
    return re.sub(r"\d+", "0", urlsplit(address).path)
