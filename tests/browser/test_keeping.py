"""Speakers and erasure in a real browser, by keyboard and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_speaker_is_added_and_given_an_office_by_keyboard_alone(plain_page: Page) -> None:
    plain_page.goto("/actors/new")
    plain_page.get_by_label("Name, as shown").focus()
    plain_page.keyboard.type("Cy Marsh of Kestrel")
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Cy Marsh of Kestrel")
    plain_page.get_by_role("link", name="Edit names and offices").focus()
    plain_page.keyboard.press("Enter")
    plain_page.get_by_label("New office").first.focus()
    for keys in (
        "Harbour master of Kestrel",
        "Tab",
        "ArrowDown",
        "Tab",
        "2024-08",
        "Tab",
        "2024",
        "Enter",
    ):
        is_key = keys in {"Tab", "ArrowDown", "Enter"}
        (plain_page.keyboard.press if is_key else plain_page.keyboard.type)(keys)
    expect(plain_page.get_by_role("heading", level=2, name="Offices")).to_be_visible()
    expect(plain_page.get_by_text("Harbour master of Kestrel").first).to_be_visible()


def test_what_would_change_is_read_before_it_is_saved(plain_page: Page) -> None:
    plain_page.goto("/actors/new")
    plain_page.get_by_label("Name, as shown").fill("Dol Arrow")
    plain_page.get_by_role("button", name="Save").click()
    plain_page.goto("/actors/new")
    plain_page.get_by_label("Name, as shown").fill("Dol Arrow")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.locator("#preview")).to_be_focused()
    expect(plain_page.locator("#preview")).to_contain_text("Dol Arrow has this name too")
    plain_page.get_by_role("button", name="Save this").click()
    expect(plain_page).to_have_url(re.compile("/actors/dol-arrow-2$"))


def test_no_form_of_a_speaker_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    for address in ("/actors/new", "/actors/sergey-lavrov/edit", "/articles/1/erase"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
