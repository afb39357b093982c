"""Positions in a real browser: filters in place, bars by keyboard, a table that scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opened

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Page]:
    """A narrow page."""
    yield from opened(chromium, site, viewport={"width": 360, "height": 800})


def test_a_side_is_added_in_place_and_back_takes_it_away(page: Page) -> None:
    page.goto("/compare")
    page.evaluate("window.isSamePage = true")
    page.get_by_label("United States").check()
    expect(page.get_by_role("columnheader", name="United States")).to_be_visible()
    assert page.url.endswith("/compare?side=us")
    expect(page.get_by_label("United States")).to_be_focused()
    assert page.evaluate("window.isSamePage")
    page.go_back()
    expect(page.get_by_role("columnheader", name="United States")).to_have_count(0)


def test_a_bar_narrows_the_pair_in_place_by_keyboard(page: Page) -> None:
    page.goto("/compare/bases")
    page.evaluate("window.isSamePage = true")
    bar = page.locator("#bar-ru-2024-12")
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("December 2024")
    assert page.url.endswith("?a=ru&b=tr&from=2024-12&to=2024-12")
    assert page.evaluate("window.isSamePage")
    expect(page.locator("#bar-ru-2024-12")).to_be_focused()


def test_without_script_the_form_and_the_bars_lead_to_the_same(plain_page: Page) -> None:
    plain_page.goto("/compare/bases")
    plain_page.locator("#bar-ru-2024-12").click()
    expect(plain_page.locator("#total")).to_have_text("December 2024")
    plain_page.get_by_label("and side").select_option("us")
    plain_page.get_by_role("button", name="Show").click()
    assert plain_page.url.endswith("/compare/bases?a=ru&b=us&from=2024-12&to=2024-12")


def test_on_a_phone_the_table_scrolls_within_itself_and_the_topics_stay(phone: Page) -> None:
    phone.goto("/compare?side=us")
    table = phone.get_by_role("region", name="Positions")
    topic = phone.get_by_role("rowheader").first
    before = topic.bounding_box()
    table.evaluate("each => each.scrollTo(600, 0)")
    last = phone.get_by_role("columnheader", name="United States").bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 360
    assert topic.bounding_box() == before
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
