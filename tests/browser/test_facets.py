"""Narrowing and widening a list: values, all speakers, and months, in a real browser."""

import re
from collections.abc import Iterator

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page, expect

from app.db import Database
from tests.browser.conftest import opened, violations
from tests.browser.test_journeys import tab_to, total
from tests.crowd import fill_crowd
from tests.servers import program

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a record with many speakers."""
    folder = tmp_path_factory.mktemp("crowd")
    address = f"sqlite:///{folder}/onrecord.db"
    database = Database(address)
    database.migrate()
    with database.writer() as session:
        fill_crowd(session)
    database.close()
    with program("serve", "--database", address, folder=folder) as found:
        yield found


def focused(page: Page) -> str:
    found = page.evaluate("document.activeElement.id")
    assert isinstance(found, str)
    return found


# ------------------------------------------------------------------------------ values


def test_a_second_side_is_added_and_taken_away_by_keyboard(page: Page) -> None:
    page.goto("/statements")
    tab_to(page, "#only-side-ru")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?side=ru$"))
    only = total(page)
    # Who went through the values goes on from there.
    assert focused(page) == "only-side-ru"
    tab_to(page, "#only-side-tr-too")
    expect(page.locator("#only-side-tr-too")).to_have_accessible_name("also Türkiye")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?side=ru&side=tr$"))
    assert total(page) > only
    expect(page.locator("#only-side-tr-too")).to_be_focused()
    expect(page.locator("#only-side-tr-too")).to_have_accessible_name("without Türkiye")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?side=ru$"))
    page.locator("#only-side-ru-too").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/statements$"))
    # The link that took it away is gone; the value's own link is there.
    expect(page.locator("#only-side-ru")).to_be_focused()


def places(page: Page, selector: str) -> list[float]:
    """Where elements are on the screen, and how large, one number after the other."""
    found: list[float] = page.locator(selector).evaluate_all(
        """all => all.flatMap((each) => {
            const { x, y, width, height } = each.getBoundingClientRect();
            return [x, y, width, height];
        })"""
    )
    return found


def test_choosing_moves_no_value(page: Page) -> None:
    values = "[aria-labelledby=facet-side] .value, [aria-labelledby=facet-topic] .value"
    page.goto("/statements")
    before = places(page, values)
    for value, then in (
        ("#only-side-sy", "side=sy"),
        ("#only-side-ru-too", "side=sy&side=ru"),
        ("#only-topic-border", "topic=border"),
    ):
        page.locator(value).click()
        expect(page).to_have_url(re.compile(then))
        expect(page.locator("#results.htmx-request, #results.htmx-settling")).to_have_count(0)
        # The page stands on whole pixels.
        now = places(page, values)
        assert now[0::4] == before[0::4]
        assert now[1::4] == pytest.approx(before[1::4], abs=1)


def test_on_a_phone_the_values_stay_open_while_some_are_chosen(
    chromium: Browser, site: str
) -> None:
    for page in opened(chromium, site, viewport={"width": 360, "height": 780}):
        page.goto("/statements")
        page.locator("#facets > summary").click()
        page.locator("#only-side-ru").click()
        expect(page).to_have_url(re.compile("side=ru"))
        page.locator("#only-side-tr-too").click()
        expect(page).to_have_url(re.compile("side=tr"))
        expect(page.locator("#only-side-tr")).to_be_visible()
        page.get_by_role("link", name=f"Show {total(page)} statements").click()
        expect(page.locator(".chart figcaption")).to_be_in_viewport()


def test_values_are_added_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/statements?side=ru")
    page.locator("#only-side-tr-too").click()
    expect(page).to_have_url(re.compile(r"\?side=ru&side=tr$"))


# ------------------------------------------------------------------------------ all speakers


def open_speakers(page: Page) -> None:
    page.get_by_role("link", name="Search all speakers").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#find")).to_be_focused()


def test_all_speakers_open_over_the_list_and_escape_goes_back(page: Page) -> None:
    page.goto("/statements?side=ru")
    open_speakers(page)
    expect(page).to_have_url(re.compile(r"/statements\?side=ru$"))
    page.keyboard.type("jk/?")
    expect(page.locator("#find")).to_have_value("jk/?")
    page.keyboard.press("Escape")
    expect(page.locator("#facet-dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="Search all speakers")).to_be_focused()


def test_a_speaker_is_found_while_typing_and_chosen_by_keyboard(page: Page) -> None:
    page.goto("/statements?side=tr")
    open_speakers(page)
    page.keyboard.type("мур", delay=30)
    expect(page.locator("#facet-values .choice")).to_have_count(1)
    expect(page.locator("#announcer")).to_have_text("1 speaker")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/statements\?actor=ada-moor&side=tr$"))
    expect(page.locator("#facet-dialog")).to_be_hidden()
    expect(page.locator("#total")).to_be_focused()
    expect(page.locator(".card .who").first).to_have_text("Ada Moor")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/statements\?side=tr$"))


def test_a_further_speaker_is_added_from_all_of_them(page: Page) -> None:
    page.goto("/statements?actor=ada-moor")
    open_speakers(page)
    page.keyboard.type("torm")
    page.get_by_role("link", name="also Bo Torm").click()
    expect(page).to_have_url(re.compile(r"actor=ada-moor&actor=speaker-1$"))
    assert set(page.locator(".card .who").all_inner_texts()) == {"Ada Moor", "Bo Torm"}


def test_pages_of_speakers_turn_within_the_dialog(page: Page) -> None:
    page.goto("/statements")
    open_speakers(page)
    page.locator("#facet-dialog").get_by_role("link", name="Next").click()
    expect(page.locator("#facet-values .pager")).to_contain_text("Page 2 of 2")
    expect(page.locator("#facet-total")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/statements$"))


def test_all_speakers_are_a_page_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/statements/facets/actor?side=ru")
    page.fill("#find", "quell")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"side=ru&find=quell"))
    page.get_by_role("link", name=re.compile("^Ada Quell")).click()
    expect(page).to_have_url(re.compile(r"/statements\?actor=speaker-0&side=ru$"))


def test_on_their_own_page_typing_keeps_the_address_up_to_date(page: Page) -> None:
    page.goto("/statements/facets/actor?side=ru")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("quell")
    expect(page).to_have_url(re.compile(r"find=quell"))
    page.reload()
    expect(page.locator("#find")).to_have_value("quell")
    expect(page.locator("#facet-values .choice").first).to_contain_text("Quell")


# ------------------------------------------------------------------------------ months


def bars(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-month]").evaluate_all(
        "all => all.map((each) => each.dataset.month)"
    )
    return found


def test_a_click_on_a_bar_shows_what_it_counts(page: Page) -> None:
    page.goto("/statements")
    bar = page.locator("[data-month='2023-05']")
    expect(bar).to_have_accessible_name(re.compile(r"^May 2023: \d+ statements?$"))
    counted = int(re.findall(r"(\d+) statement", bar.locator("title").text_content() or "")[0])
    bar.click()
    expect(page).to_have_url(re.compile(r"\?from=2023-05&to=2023-05$"))
    assert total(page) == counted


def test_arrows_move_between_bars_and_enter_chooses(page: Page) -> None:
    page.goto("/statements")
    months = bars(page)
    tab_to(page, "[data-month]")
    assert focused(page) == f"bar-all-{months[-1]}"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == f"bar-all-{months[-3]}"
    expect(page.locator(".readout")).to_contain_text(re.compile(r"\w+ 20\d\d: \d+ statement"))
    page.keyboard.press("Enter")
    month = months[-3]
    expect(page).to_have_url(re.compile(rf"from={month}&to={month}$"))
    # The focus stays, and the chart as it was.
    expect(page.locator(f"#bar-all-{month}")).to_be_focused()
    assert bars(page) == months
    page.keyboard.press("Home")
    assert focused(page) == f"bar-all-{months[0]}"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == f"bar-all-{months[0]}"
    # One stop: the next Tab leaves the bars.
    page.keyboard.press("Tab")
    assert not focused(page).startswith("bar-")


def test_shift_and_enter_choose_all_up_to_a_bar(page: Page) -> None:
    page.goto("/statements?side=ru&side=tr&from=2023-05&to=2023-05")
    page.locator("[data-month='2023-05']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Enter")
    expect(page).to_have_url(re.compile(r"\?side=ru&side=tr&from=2023-05&to=2023-07$"))
    expect(page.locator(".chosen strong")).to_have_text("May 2023 to July 2023")
    expect(page.locator("[data-month][aria-current]")).to_have_count(3)
    assert len(page.context.pages) == 1


def test_shift_and_a_click_begin_earlier(page: Page) -> None:
    page.goto("/statements?from=2023-05&to=2023-06")
    page.locator("[data-month='2023-02']").click(modifiers=["Shift"])
    expect(page).to_have_url(re.compile(r"\?from=2023-02&to=2023-06$"))
    assert len(page.context.pages) == 1
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?from=2023-05&to=2023-06$"))
    expect(page.locator(".chosen strong")).to_have_text("May 2023 to June 2023")


def test_choosing_a_month_moves_neither_chart_nor_its_bars(page: Page) -> None:
    drawn = ".chart, .chart svg, [data-month] .bar"
    page.goto("/statements?side=ru&side=tr&lang=en")
    before = places(page, drawn)
    page.locator("[data-month='2023-05']").hover()
    assert places(page, drawn) == before
    page.locator("[data-month='2023-05']").click()
    expect(page).to_have_url(re.compile("from=2023-05"))
    assert places(page, drawn) == pytest.approx(before, abs=1)


def test_a_month_is_chosen_and_widened_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/statements")
    page.locator("[data-month='2023-05']").click()
    expect(page).to_have_url(re.compile(r"\?from=2023-05&to=2023-05$"))
    page.get_by_role("link", name="to June 2023").click()
    expect(page).to_have_url(re.compile(r"\?from=2023-05&to=2023-06$"))


# ------------------------------------------------------------------------------ everybody


@pytest.fixture(params=["light", "dark", "phone"])
def viewed(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A page as somebody looks at it."""
    how: dict[str, object] = {"color_scheme": "dark" if request.param == "dark" else "light"}
    how["viewport"] = {"width": 360 if request.param == "phone" else 1280, "height": 900}
    yield from opened(chromium, site, **how)


@pytest.mark.parametrize(
    "path",
    [
        "/statements?side=ru&side=tr&from=2023-01&to=2023-06",
        "/statements?topic=harvest&q=leaks",
        "/statements/facets/actor?side=ru&actor=ada-moor",
        "/statements/facets/outlet?find=nothing",
        "dialog",
    ],
)
def test_axe_finds_no_violation_in_facets_and_months(viewed: Page, path: str) -> None:
    viewed.goto("/statements?side=ru" if path == "dialog" else path)
    summary = viewed.locator("#facets > summary")
    if summary.count() and summary.is_visible():
        summary.click()
    if path == "dialog":
        open_speakers(viewed)
    assert violations(viewed) == []
    assert viewed.evaluate("document.documentElement.scrollWidth <= innerWidth")
