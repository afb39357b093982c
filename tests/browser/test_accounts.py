"""Accounts in a real browser: signing in without JavaScript, and pages that everybody can use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.models import Role
from tests.browser.conftest import opened, violations
from tests.conftest import copied_file
from tests.people import PASSWORD, add_person
from tests.proxies.test_proxies import running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def staffed_site(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an admin's account."""
    with copied_file(migrated_file, tmp_path_factory.mktemp("staffed")) as database:
        add_person(database, "Ada Moor", Role.ADMIN)
        with running(database) as port:
            yield f"http://127.0.0.1:{port}"


def sign_in(page: Page) -> None:
    page.get_by_label("Name").fill("Ada Moor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_an_editor_signs_in_and_out_without_javascript(
    chromium: Browser, staffed_site: str
) -> None:
    for page in opened(chromium, staffed_site, java_script_enabled=False):
        page.goto("/articles/new")
        sign_in(page)
        expect(page).to_have_url(f"{staffed_site}/articles/new")
        page.goto("/statements")
        page.get_by_role("link", name="Account").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Account")).to_have_count(0)
        page.goto("/articles/new")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_going_back_after_signing_out_shows_nothing_of_the_account(
    chromium: Browser, staffed_site: str
) -> None:
    for page in opened(chromium, staffed_site):
        page.goto("/account")
        sign_in(page)
        expect(page.get_by_role("heading", name="Ada Moor")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{staffed_site}/")
        page.go_back()
        expect(page.get_by_role("heading", name="Ada Moor")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_is_wider_than_a_phone(
    chromium: Browser, staffed_site: str, scheme: str
) -> None:
    for page in opened(
        chromium, staffed_site, color_scheme=scheme, viewport={"width": 360, "height": 800}
    ):
        page.goto("/sign-in")
        for path in ("/sign-in", "/account", "/accounts"):
            if path == "/account":
                sign_in(page)
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
