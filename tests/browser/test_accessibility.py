"""In every language: axe finds nothing on any page, in both colour schemes and on a phone.

Nor is any page wider than a phone.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from app.locales import LOCALES
from tests.browser.conftest import opened, violations

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/statements",
    "/statements?q=bases&side=ru",
    "/statements?q=nothingofthekind",
    "/statements?from=someday",
    "/statements/1",
    "/statements?id=1&id=2",
    "/brief",
    "/brief?by=topic&id=x&id=1",
    "/briefs",
    "/articles",
    "/articles/1",
    "/articles/new",
    "draft",
    "/actors",
    "/actors/new",
    "/actors/sergey-lavrov/edit",
    "/actors/sergey-lavrov/merge",
    "/actors/sergey-lavrov/split",
    "/articles/1/erase",
    "/actors/sergey-lavrov",
    "/topics",
    "/topics/bases",
    "/compare?side=us&side=none&from=2024",
    "/compare?from=someday&side=zz",
    "/compare/bases?from=2024-12",
    "/compare/territorial-integrity/candidates",
    "/compare/territorial-integrity/candidates?a=ru&b=tr&from=someday",
    "/compare/territorial-integrity/candidates?status=decided",
    "link",
    "/topics/territorial-integrity",
    "/compare/territorial-integrity",
    "/outlets/tass",
    "/feeds",
    "/ingest",
    "/about",
    "/about/method",
    "/about/api",
    "/nothing-here",
]


# Width and colour scheme, as somebody looks at a page.
LOOKS = {"wide": (1280, "light"), "dark": (1280, "dark"), "phone": (360, "light")}


@pytest.fixture(params=LOCALES)
def viewed(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A wide page in each language."""
    yield from opened(chromium, site, locale=request.param, viewport={"width": 1280, "height": 900})


def visit(page: Page, path: str) -> None:
    if path == "link":
        page.goto("/compare/territorial-integrity/candidates")
        waiting = page.get_by_role("article").filter(has_text="Sergey Lavrov")
        if waiting.count():
            waiting.locator("select[name=kind]").select_option("repeats")
            waiting.locator("button[value=accept]").click()
        page.goto("/topics/territorial-integrity")
        page.locator(".line .step > p > a").first.click()
        page.wait_for_selector("#link")
        return
    if path != "draft":
        page.goto(path)
        return
    page.goto("/articles/new")
    page.fill("#text", "Nothing was said.\n\nAda Quell said: “We shall break the ice tomorrow.”")
    page.locator("form.add button[type=submit]").click()
    page.wait_for_selector("#draft-text")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(viewed: Page, path: str) -> None:
    visit(viewed, path)
    found = {}
    for look, (width, scheme) in LOOKS.items():
        viewed.set_viewport_size({"width": width, "height": 900})
        viewed.emulate_media(color_scheme=scheme)
        if wrong := violations(viewed):
            found[look] = wrong
    assert found == {}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(chromium: Browser, site: str, path: str) -> None:
    for page in opened(chromium, site, viewport={"width": 360, "height": 800}):
        visit(page, path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_is_wider_than_a_small_phone_in_any_language(
    chromium: Browser, site: str, locale: str
) -> None:
    wide = []
    for page in opened(chromium, site, viewport={"width": 320, "height": 700}, locale=locale):
        for path in PAGES:
            if not path.startswith("/"):
                continue
            page.goto(path)
            page.evaluate(
                "for (const each of document.querySelectorAll('details')) each.open = true"
            )
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(path)
    assert wide == []
