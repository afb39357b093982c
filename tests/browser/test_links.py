"""Links in a real browser: a candidate is accepted without JavaScript, a link changed in place."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CANDIDATES = "/compare/territorial-integrity/candidates"


def test_a_candidate_is_linked_without_script_and_the_link_is_changed_in_place(
    plain_page: Page, page: Page
) -> None:
    plain_page.goto(f"{CANDIDATES}?status=decided")
    for undo in plain_page.get_by_role("button", name="Undo").all():
        undo.click()
    plain_page.goto(CANDIDATES)
    pair = plain_page.get_by_role("article").filter(has_text="Sergey Lavrov")
    pair.get_by_label("The later one").select_option("repeats")
    pair.get_by_label("Note").fill("Both name unity.")
    pair.get_by_role("button", name="Link", exact=True).click()
    expect(plain_page.locator("#total")).to_contain_text("0 candidates")
    plain_page.goto("/topics/territorial-integrity")
    expect(plain_page.get_by_text("Both name unity.")).to_be_visible()
    plain_page.get_by_role("link", name="repeats").click()

    page.goto(plain_page.url)
    page.evaluate("window.isSamePage = true")
    page.get_by_label("What they are to each other").select_option("sharpens")
    page.get_by_role("button", name="Set", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sharpens")
    assert page.evaluate("window.isSamePage")
    page.get_by_role("button", name="Take the link away").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("is not shown")
    plain_page.goto(CANDIDATES)
    expect(plain_page.locator("#total")).to_contain_text("1 candidate")


def test_a_statement_is_linked_by_keyboard_and_what_was_typed_stays(page: Page) -> None:
    page.goto(CANDIDATES)
    page.get_by_role("link", name="Sergey Lavrov").first.click()
    summary = page.locator("summary", has_text="Link with another statement")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Number or address of the other statement").fill("999999")
    page.get_by_label("What they are to each other").select_option("softens")
    page.get_by_role("button", name="Link them").press("Enter")
    expect(page.get_by_text("There is no statement of this number.")).to_be_visible()
    expect(page.get_by_label("Number or address of the other statement")).to_have_value("999999")
