"""Correcting in a real browser: in place, by keyboard, by selecting words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.services.reference import add_reference
from tests.browser.conftest import opened, serving, violations
from tests.conftest import copied_file
from tests.services.articles import DAM, article
from tests.services.test_ingest import store
from tests.services.world import WORLD

pytestmark = pytest.mark.browser

# "the dam" stands in it three times.
TEXT = f"{DAM}\n\nHe called the dam “a gift”. Nobody saw 🌊 in the dam."


@pytest.fixture
def dam(migrated_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server with one article."""
    with copied_file(migrated_file, tmp_path) as database:
        yield from serve(database)


def serve(database: Database) -> Iterator[str]:
    with database.writer() as session:
        add_reference(session, WORLD)
    store(database, article(text=TEXT))
    app = create_app(Settings(database_url=str(database.url), background=False))
    yield from serving(app)


@pytest.fixture
def page(chromium: Browser, dam: str) -> Iterator[Page]:
    yield from opened(chromium, dam, viewport={"width": 1280, "height": 900})


def test_a_speaker_is_set_in_place_with_names_suggested(page: Page) -> None:
    page.goto("/statements/1")
    page.evaluate("window.same = true")
    page.locator('details[data-form="speaker"] > summary').press("Enter")
    page.get_by_label("Name, in any spelling").fill("moo")
    page.wait_for_selector('#speakers-found option[value="Ada Moor"]', state="attached")
    page.get_by_label("Name, in any spelling").fill("Ada Moor")
    page.get_by_role("button", name="Set the speaker").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Moor")
    assert page.evaluate("window.same"), "the page was not loaded anew"
    expect(page.locator('details[data-form="speaker"] > summary')).to_be_focused()
    expect(page).to_have_url(re.compile(r"/statements/1-ada-moor"))
    expect(page.locator("#history-title + .history")).to_contain_text("Speaker: Bo Lind")


def test_what_is_wrong_is_told_at_its_field_which_has_the_focus(page: Page) -> None:
    page.goto("/statements/1")
    page.locator('details[data-form="day"] > summary').click()
    page.get_by_label("Day, month or year").fill("soon")
    page.get_by_role("button", name="Set the day").click()
    field = page.get_by_label("Day, month or year")
    expect(field).to_be_focused()
    expect(field).to_have_value("soon")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Use 2024, 2024-12 or 2024-12-26.")).to_be_visible()


def test_withdrawn_and_brought_back_in_place(page: Page) -> None:
    page.goto("/statements/2")
    page.locator('details[data-form="withdraw"] > summary').click()
    page.get_by_label("Reason").fill("Nobody said it.")
    page.get_by_role("button", name="Withdraw the statement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Statement 2 was withdrawn")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bo Lind")


def select(page: Page, words: str, nth: int) -> None:
    """Select the n-th place of words in the text, as a mouse would."""
    page.evaluate(
        """([words, nth]) => {
            const walker = document.createTreeWalker(document.querySelector('.text'), 4);
            const found = [];
            while (walker.nextNode()) {
                const text = walker.currentNode.data;
                for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
                    found.push([walker.currentNode, at]);
            }
            const [node, at] = found[nth];
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        [words, nth],
    )


def test_of_equal_words_those_that_were_selected_are_taken(page: Page) -> None:
    page.goto("/articles/1?correct=2#quote-2")
    # The last one stands behind a character that scripts count as two.
    places = [at.start() for at in re.finditer("the dam", TEXT)]
    select(page, "the dam", len(places) - 1)
    page.get_by_role("button", name="Use what I selected").click()
    expect(page.get_by_role("textbox", name="The words of quote 2")).to_have_value("the dam")
    expect(page.locator("[name=near]")).to_have_value(str(places[-1]))
    page.get_by_label("Form").select_option("indirect")
    page.get_by_role("button", name="Set words and form").click()
    expect(page).to_have_url(re.compile(r"/articles/1#quote-2$"))
    expect(page.locator("mark.quote.indirect", has_text="the dam").last).to_be_visible()
    line = page.locator("p[data-start]").last
    expect(line.locator("mark").last).to_have_text("the dam")


def test_a_selection_over_marks_and_numbers_is_the_text_alone(page: Page) -> None:
    page.goto("/articles/1?correct=1")
    page.evaluate(
        """() => {
            const [one, two] = document.querySelectorAll('.text p[data-start]');
            getSelection().setBaseAndExtent(one, 0, two, two.childNodes.length);
        }"""
    )
    page.get_by_role("button", name="Use what I selected").click()
    taken = page.get_by_role("textbox", name="The words of quote 1").input_value()
    assert taken.split() == " ".join(TEXT.split("\n\n")[:2]).split()


def test_nothing_is_wider_than_a_phone(chromium: Browser, dam: str) -> None:
    for page in opened(chromium, dam, viewport={"width": 360, "height": 740}):
        for address in ("/statements/1", "/articles/1?correct=2"):
            page.goto(address)
            page.evaluate(
                "for (const each of document.querySelectorAll('details')) each.open = true"
            )
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, address


def fill_in(page: Page, form: str, press: str, **fields: str) -> None:
    """Open a form of the page, type into its fields, choose, and send it."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    for name, value in fields.items():
        field = page.locator(f'form[data-form="{form}"] [name={name}]')
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator(f'form[data-form="{form}"]').get_by_role("button", name=press).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_forms_of_corrections(
    chromium: Browser, dam: str, scheme: str
) -> None:
    for page in opened(chromium, dam, color_scheme=scheme, viewport={"width": 1280, "height": 900}):
        for address in ("/statements/1", "/articles/1", "/articles/1?correct=2"):
            page.goto(address)
            page.evaluate(
                "for (const each of document.querySelectorAll('details')) each.open = true"
            )
            assert violations(page) == [], address
        page.goto("/statements/1")
        russian = {"translation": "Плотина открыта", "language": "ru", "by": "machine"}
        fill_in(page, "translation-1", "Add the translation", **russian)
        expect(page.locator("figure.translation")).to_be_visible()
        fill_in(page, "note", "Add the note", note="He spoke late.")
        expect(page.locator("aside.remark")).to_be_visible()
        fill_in(page, "day", "Set the day", said_on="soon")
        expect(page.get_by_text("Use 2024, 2024-12 or 2024-12-26.")).to_be_visible()
        assert violations(page) == [], "noted, translated, and with what is wrong"
        page.goto("/articles/1")
        fill_in(page, "article", "Look what would change", published_on="2024-06-20")
        expect(page.locator("#preview")).to_be_visible()
        assert violations(page) == [], "what correcting an article would change"
        page.goto("/statements/2")
        fill_in(page, "withdraw", "Withdraw the statement", reason="Nobody said it.")
        expect(page.get_by_role("heading", level=1)).to_have_text("Statement 2 was withdrawn")
        assert violations(page) == [], "withdrawn"
