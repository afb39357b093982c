"""Briefs in a real browser: ticks by keyboard, over pages and without scripts; on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def numbers(url: str) -> set[str]:
    """The statements that an address ticks."""
    return set(re.findall(r"[?&]id=(\d+)", url))


def test_ticks_stay_over_pages_and_searches_until_they_are_taken_away(page: Page) -> None:
    page.goto("/statements?per=4")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("#ticked")).to_have_text("2 ticked")
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2**")
    expect(page.locator("#ticked")).to_have_text("2 ticked")
    page.locator(".tick input").first.check()
    page.goto("/statements?per=4&sort=oldest")
    expect(page.locator("#ticked")).to_have_text("3 ticked")
    page.get_by_role("button", name="Make a brief").click()
    page.wait_for_url("**/brief?**")
    assert len(numbers(page.url)) == 3
    expect(page.locator(".entry")).to_have_count(3)
    page.go_back()
    expect(page.locator("#ticked")).to_have_text("3 ticked")
    page.get_by_role("button", name="Untick all").click()
    expect(page.locator("#ticked")).to_have_text("")
    page.reload()
    expect(page.locator(".tick input:checked")).to_have_count(0)


def test_the_bar_of_the_first_tick_hides_nothing_that_has_the_focus(page: Page) -> None:
    page.goto("/statements")
    last = page.locator(".card .details").nth(3)
    last.focus()
    # The line stands at the very foot of the window, where the bar comes to lie.
    last.evaluate("line => line.scrollIntoView({ block: 'end', behavior: 'instant' })")
    page.keyboard.press("x")
    expect(page.locator("#ticked")).to_have_text("1 ticked")
    page.wait_for_timeout(300)
    bottom = last.evaluate("line => line.getBoundingClientRect().bottom")
    top = page.locator(".brief-bar").evaluate("bar => bar.getBoundingClientRect().top")
    assert bottom <= top


def test_without_javascript_a_form_carries_the_ticks(plain_page: Page) -> None:
    plain_page.goto("/statements?per=4")
    plain_page.locator(".tick input").first.check()
    plain_page.get_by_role("button", name="Keep the ticks, next page").click()
    plain_page.wait_for_url("**page=2**")
    plain_page.locator(".tick input").nth(1).check()
    plain_page.get_by_role("button", name="Make a brief").click()
    plain_page.wait_for_url("**/brief?**")
    assert len(numbers(plain_page.url)) == 2
    expect(plain_page.locator(".entry")).to_have_count(2)


def test_a_brief_is_frozen_and_printed_without_what_is_for_the_screen(page: Page) -> None:
    page.goto("/brief?side=ru")
    page.get_by_text("Freeze it").click()
    page.get_by_label("Title").fill("Harvest")
    page.get_by_role("button", name="Freeze this brief").click()
    page.wait_for_url("**/briefs/*")
    expect(page.get_by_role("heading", name="Harvest")).to_be_visible()
    page.emulate_media(media="print")
    for gone in ("header.site nav", ".exports", ".on-screen", "footer.site"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".entry").first).to_be_visible()
    expect(page.locator(".asked .address")).to_contain_text("/briefs/")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_citation_is_copied_from_its_field(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/statements/1")
    page.locator("#cite-forms summary").click()
    page.locator("[data-copies=cite-bib]").click()
    expect(page.locator("#announcer")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite-bib").input_value()
    assert copied.startswith("@misc{onrecord-1,")


def test_a_citation_is_downloaded_as_a_file(plain_page: Page, tmp_path: Path) -> None:
    plain_page.goto("/statements/1")
    plain_page.locator("#cite-forms summary").click()
    with plain_page.expect_download() as waiting:
        plain_page.get_by_role("link", name="RIS as a file").click()
    assert waiting.value.suggested_filename == "onrecord-1.ris"
    waiting.value.save_as(tmp_path / "got.ris")
    assert (tmp_path / "got.ris").read_text(encoding="utf-8").startswith("TY  - GEN")


def test_the_data_of_a_page_is_no_script_to_its_policy(page: Page) -> None:
    refused: list[str] = []
    page.on("console", lambda told: refused.append(told.text) if told.type == "error" else None)
    page.goto("/statements/1")
    found = page.evaluate(
        "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').text)"
    )
    assert found["@type"] == "Quotation"
    assert refused == []
