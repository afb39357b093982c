"""Positions in a real browser: filters in place, bars by keyboard, a table that a phone stacks."""

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


@pytest.mark.parametrize("address", ["/compare", "/compare?side=us"])
def test_on_a_phone_each_topic_has_its_sides_below_it_and_nothing_scrolls_sideways(
    phone: Page, address: str
) -> None:
    phone.goto(address)
    table = phone.get_by_role("region", name="Positions")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    row = table.locator("tbody tr").first
    parts = [each.bounding_box() for each in row.locator("> *").all()]
    lows = [part["y"] + part["height"] for part in parts if part]
    assert all(part and part["width"] >= 300 for part in parts)
    assert all(part and part["y"] >= low for part, low in zip(parts[1:], lows, strict=False))
    for head, cell in zip(
        table.locator("thead th").all()[1:], row.locator("td").all(), strict=True
    ):
        name = head.text_content()
        assert name
        expect(cell.get_by_text(name, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_screen_reader_finds_a_table_with_its_heads_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/compare")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [
        (each["role"]["value"], each.get("name", {}).get("value"))
        for each in tree
        if not each["ignored"]
    ]
    assert ("table", "Positions: topics by side") in told
    topics = page.locator("tbody tr").count()
    for role, count in (("row", topics + 1), ("rowheader", topics), ("columnheader", 3)):
        assert sum(each == role for each, _ in told) == count
    assert sum(role in {"cell", "gridcell"} for role, _ in told) == topics * 2
    heads = [name for role, name in told if role == "columnheader"]
    assert heads == ["Topic", "Russia", "Türkiye"]


def test_at_a_desk_the_side_of_a_cell_stands_in_the_head_alone(page: Page) -> None:
    page.goto("/compare")
    expect(page.locator("td .side").first).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Russia")).to_be_visible()
