"""The switch between languages, and what scripts say in each of them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.locales import LOCALES, gettext, speaking
from tests.browser.conftest import opened
from tests.browser.test_journeys import tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def russian_page(chromium: Browser, site: str) -> Iterator[Page]:
    """A wide page of a browser that asks for Russian."""
    yield from opened(chromium, site, locale="ru-RU", viewport={"width": 1280, "height": 900})


def test_a_language_is_chosen_by_keyboard_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/topics/bases")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    tab_to(page, ".languages [lang=tr]")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(page).to_have_url(re.compile("/topics/bases$"))
    expect(page.locator(".languages [aria-current]")).to_have_text(LOCALES["tr"])
    page.goto("/about")
    expect(page.locator("html")).to_have_attribute("lang", "tr")


def test_the_switch_leads_back_to_the_list_as_it_was_filtered(page: Page) -> None:
    page.goto("/statements")
    page.locator("#results a", has_text="Andrei Buravov").first.click()
    expect(page).to_have_url(re.compile("actor=andrei-buravov"))
    page.locator(".languages [lang=ru]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page).to_have_url(re.compile("actor=andrei-buravov"))


@pytest.mark.parametrize("width", [320, 1280])
def test_the_switch_is_large_enough_to_hit_and_not_printed(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/about")
    boxes = [each.bounding_box() for each in page.locator(".languages button").all()]
    assert len(boxes) == len(LOCALES)
    for box in boxes:
        assert box
        assert min(box["width"], box["height"]) >= 24
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    page.emulate_media(media="print")
    expect(page.locator(".languages")).not_to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_at_a_desk_the_header_is_one_row_with_the_whole_hint_of_the_search(
    chromium: Browser, site: str, locale: str
) -> None:
    size = {"width": 1280, "height": 900}
    for page in opened(chromium, site, locale=locale, viewport=size):
        page.goto("/about")
        expect(page.locator("html")).to_have_attribute("lang", locale)
        row = page.locator("header.site .brand").bounding_box()
        box = page.locator("#q").bounding_box()
        assert row
        assert box
        assert box["y"] < row["y"] + row["height"]
        # Beside the hint, such a field keeps room for the cross that empties it.
        needed = page.locator("#q").evaluate("""each => {
            const style = getComputedStyle(each);
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = style.font;
            return pen.measureText(each.placeholder).width
              + parseFloat(style.paddingInlineStart) + parseFloat(style.paddingInlineEnd) + 22;
        }""")
        assert box["width"] >= needed


def test_scripts_say_in_the_language_of_the_page_what_they_did(russian_page: Page) -> None:
    page = russian_page
    page.goto("/statements")
    page.locator(".tick input").nth(0).check()
    page.locator(".tick input").nth(1).check()
    with speaking("ru"):
        expect(page.locator("#ticked")).to_have_text(gettext("%(count)s ticked", count=2))
        page.locator(".card .details").first.click()
        page.locator("[data-copies]").first.click()
        expect(page.locator("#announcer")).to_have_text(gettext("Copied."))
