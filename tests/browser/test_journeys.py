"""What people do on the site, from the first page to the last, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ARTICLE = """The ferry across the Sarn will run in winter, Harbour Master {name} said on Tuesday.

“We shall break the ice every morning before the first passenger comes,” {name} told reporters."""


def total(page: Page) -> int:
    found = re.search(r"([\d,]+) statements?", page.locator("#total").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def test_filter_by_facet_and_go_back(page: Page) -> None:
    page.goto("/statements")
    everything = total(page)
    link = page.locator("#results a", has_text="Andrei Buravov").first
    link.click()
    expect(page).to_have_url(re.compile("actor=andrei-buravov"))
    expect(page.locator(".card .who").first).to_have_text("Andrei Buravov")
    assert 0 < total(page) < everything
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_timeout(300)
    page.locator(".card .details").nth(4).click()
    expect(page).to_have_url(re.compile(r"/statements/\d+-"))
    page.go_back()
    expect(page).to_have_url(re.compile("actor=andrei-buravov"))
    expect(page.locator(".card .who").first).to_have_text("Andrei Buravov")
    page.wait_for_function("scrollY > 300")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/statements$"))
    expect(page.locator("#total")).to_contain_text(str(everything))


def test_a_count_leads_to_the_list_that_it_counts(page: Page) -> None:
    page.goto("/statements")
    facet = page.get_by_role("link", name=re.compile(r"^Bases"))
    shown = int(re.findall(r"\d+", facet.first.inner_text())[-1])
    facet.first.click()
    expect(page).to_have_url(re.compile("topic=bases"))
    assert total(page) == shown


@pytest.mark.parametrize("typed", ["Lavrov", "Лавров", "Лаврова", "lavrov"])
def test_a_speaker_is_found_in_any_spelling(page: Page, typed: str) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/statements"))
    expect(page.locator("main")).to_contain_text("Sergey Lavrov")
    names = page.locator(".card .who").all_inner_texts()
    assert names
    assert set(names) == {"Sergey Lavrov"}


def test_the_quote_that_a_link_leads_to_looks_otherwise_than_a_hit(page: Page) -> None:
    page.goto("/statements?q=legitimate&actor=sergey-lavrov&form=direct")
    page.locator(".card a[href*='/articles/']").first.click()
    expect(page).to_have_url(re.compile(r"q=legitimate#quote-\d+"))

    def colours(selector: str) -> set[str]:
        return set(
            page.locator(selector).evaluate_all(
                "all => all.map(each => getComputedStyle(each).backgroundColor)"
            )
        )

    [hit] = colours("mark.hit")
    found = colours(".ref:target ~ mark.quote:not(:has(.hit))")
    [target] = colours(".ref:target + mark.quote")
    assert hit not in found
    # Its pieces behind the hit are of it too; the quotes that follow are not.
    [behind] = colours(".ref:target + mark.quote + mark.quote + mark.quote")
    assert behind == target
    [other] = colours("p:not(:has(:target)) mark.quote:not(.over)")
    assert other != target


def test_keys_move_between_statements_and_rest_while_typing(page: Page) -> None:
    page.goto("/statements")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".card").nth(1)
    assert second.evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("k")
    first = page.locator(".card").nth(0)
    assert first.evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    expect(page.locator("#q")).to_have_value("jk?")
    expect(page.locator("#help")).not_to_be_visible()
    page.locator("#q").blur()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()


def tab_to(page: Page, selector: str, limit: int = 400) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(limit):
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached by Tab")


def test_an_article_is_added_by_keyboard_alone(page: Page) -> None:
    page.goto("/articles/new")
    tab_to(page, "#text")
    page.keyboard.insert_text(ARTICLE.format(name="Ada Quell"))
    tab_to(page, "#title")
    page.keyboard.type("Ferry in winter")
    tab_to(page, "#outlet")
    page.keyboard.type("Sarn Courier")
    tab_to(page, "#published_on")
    page.keyboard.type("2025-01-15")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Ferry in winter")
    assert page.locator(".candidate").count() == 3
    page.reload()
    assert page.locator(".candidate").count() == 3
    tab_to(page, "#said_on-1")
    page.keyboard.press("Control+A")
    page.keyboard.type("2025-01-13")
    page.keyboard.press("Enter")
    expect(page.locator("#said_on-1")).to_have_value("2025-01-13")
    tab_to(page, ".actions button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ferry in winter")
    expect(page.locator("main")).to_contain_text("2 quotes saved")
    page.goto("/statements?q=Quell&from=2025-01-13&to=2025-01-13")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card blockquote")).to_contain_text("break the ice")


def test_an_article_is_added_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/articles/new")
    page.fill("#text", ARTICLE.format(name="Bela Torm"))
    page.fill("#title", "Ice on the Sarn")
    page.fill("#published_on", "2025-02-12")
    page.get_by_role("button", name="Go to the preview").click()
    page.fill("#words-1", "We never said this")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator("#wrong-words-1")).to_contain_text("do not stand in the text")
    page.fill("#words-1", "We shall break the ice every morning")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator("main")).to_contain_text("2 quotes saved")
    page.goto("/statements?q=Torm&sort=oldest")
    expect(page.locator(".card")).to_have_count(2)
    page.get_by_role("link", name=re.compile("^Details")).last.click()
    expect(page.locator("main")).to_contain_text("We shall break the ice every morning")


def test_selected_words_become_a_quote(page: Page) -> None:
    page.goto("/articles/new")
    page.fill("#text", ARTICLE.format(name="Cora Vind"))
    page.get_by_role("button", name="Go to the preview").click()
    page.locator("#draft-text mark").last.evaluate(
        "mark => getSelection().setBaseAndExtent(mark.firstChild, 0, mark.firstChild, 22)"
    )
    new = page.locator("#card-new")
    new.get_by_role("button", name="Use what I selected").click()
    expect(page.locator("#words-new")).to_have_value("We shall break the ice")
    page.fill("#speaker-new", "Cora Vind")
    new.get_by_role("button", name="Add this quote").click()
    expect(page.locator("#card-2 textarea")).to_have_value("We shall break the ice")
    expect(page).to_have_url(re.compile("/articles/drafts/"))


def test_what_was_set_survives_a_reload(page: Page) -> None:
    page.goto("/articles/new")
    page.fill("#text", ARTICLE.format(name="Dana Rook"))
    page.get_by_role("button", name="Go to the preview").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.fill("#speaker-1", "Ivo Marn")
        page.locator("#speaker-1").blur()
    page.reload()
    expect(page.locator("#speaker-1")).to_have_value("Ivo Marn")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator("main")).to_contain_text("2 quotes saved")


def test_a_caption_is_taken_in_where_it_stands_and_nothing_else_changes(page: Page) -> None:
    caption = "Photo: “The ice is as thick as a door,” Gerda Lund said at the quay."
    page.goto("/articles/new")
    page.fill("#text", f"{ARTICLE.format(name='Gerda Lund')}\n\n{caption}\n\nIt is cold.")
    page.get_by_role("button", name="Go to the preview").click()
    expect(page.locator(".struck")).to_contain_text("as thick as a door")
    address = page.url
    page.fill("#speaker-1", "Ivo Marn")
    page.get_by_role("button", name="Take it in").click()
    expect(page.locator("#words-2")).to_have_value(re.compile("The ice is as thick"))
    expect(page.locator("#speaker-1")).to_have_value("Ivo Marn")
    expect(page.get_by_role("button", name="Strike it out")).to_be_focused()
    assert page.url == address
    page.goto("/about")
    page.go_back()
    expect(page.locator("#words-2")).to_have_value(re.compile("The ice is as thick"))
    page.get_by_role("button", name="Strike it out").click()
    expect(page.locator("#words-2")).to_have_count(0)
    expect(page.locator(".struck")).to_contain_text("as thick as a door")


def test_what_is_wrong_is_shown_where_it_can_be_seen(page: Page) -> None:
    page.goto("/articles/new")
    page.fill("#text", ARTICLE.format(name="Edda Falk"))
    page.get_by_role("button", name="Go to the preview").click()
    page.fill("#words-1", "nowhere in the text")
    page.get_by_role("button", name="Keep my changes, look again").click()
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#problems")).to_be_in_viewport()
    expect(page.locator("#words-1")).to_have_value("nowhere in the text")


def test_every_filter_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/statements")
    page.fill("#q", "bases")
    page.get_by_role("button", name="Search", exact=True).first.click()
    expect(page).to_have_url(re.compile("q=bases"))
    expect(page.locator(".card").first).to_contain_text("bases")
    page.get_by_role("link", name=re.compile("^Quotation")).first.click()
    expect(page).to_have_url(re.compile("form=direct"))
    expect(page.locator(".card").first).to_contain_text("bases")


def test_a_bad_date_is_told_at_its_field_and_the_rest_is_kept(page: Page) -> None:
    page.goto("/statements?side=ru&from=someday")
    expect(page.locator("#wrong-from")).to_contain_text("is no date")
    expect(page.locator("#from")).to_have_value("someday")
    assert total(page) > 0
