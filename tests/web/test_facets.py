"""The facets of the list, their long form with a search, and the months, as a reader sees them."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.db import Database
from tests.crowd import SPEAKERS, fill_crowd
from tests.web.conftest import visiting
from tests.web.reading import links, said

HTMX = {"HX-Request": "true"}
OVER_LIST = HTMX | {"HX-Current-URL": "http://127.0.0.1/statements?side=ru"}


@pytest.fixture(scope="module")
def crowd(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The local user's requests to a server on a record with many speakers."""
    path = tmp_path_factory.mktemp("crowd") / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    with database.writer() as session:
        fill_crowd(session)
    with visiting(database) as client:
        yield client
    database.close()


class _Choices(HTMLParser):
    """Collects the values of facets: the words of each, and its links by their class."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "li" and given.get("class", "").startswith("choice"):
            self.found.append(("", {}, {}))
            self.is_inside = True
        elif tag == "a" and self.is_inside:
            _, hrefs, names = self.found[-1]
            hrefs[given["class"]] = given["href"]
            names[given["class"]] = given.get("aria-label", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            words, hrefs, names = self.found[-1]
            self.found[-1] = (re.sub(r"\s+", " ", f"{words} {data}"), hrefs, names)


def choices(html: str) -> dict[str, tuple[int, dict[str, str], dict[str, str]]]:
    """Each value of a page's facets with its count, its links and their names."""
    reader = _Choices()
    reader.feed(html)
    found = {}
    for words, hrefs, names in reader.found:
        told = re.fullmatch(r"(?:[+✓] )?(.+) ([\d,]+)", words.strip())
        assert told, words
        found[told[1]] = (int(told[2].replace(",", "")), hrefs, names)
    return found


def total(client: TestClient, address: str) -> int:
    found = re.search(r'id="total"[^>]*>([\d,]+) statement', client.get(address).text)
    assert found
    return int(found[1].replace(",", ""))


# ------------------------------------------------------------------------------ beside the list


def test_a_value_leads_to_itself_alone_whatever_is_chosen(pages: TestClient) -> None:
    found = choices(pages.get("/statements?side=ru&side=sy").text)
    for name, side in (("Russia", "ru"), ("Türkiye", "tr")):
        count, hrefs, _ = found[name]
        assert hrefs["only"] == f"/statements?side={side}"
        assert total(pages, hrefs["only"]) == count


def test_a_second_value_can_be_added_and_taken_away_again(pages: TestClient) -> None:
    found = choices(pages.get("/statements?side=ru").text)
    _, hrefs, names = found["Türkiye"]
    assert names["box"] == "also Türkiye"
    assert hrefs["box"] == "/statements?side=ru&side=tr"
    both = choices(pages.get(hrefs["box"]).text)
    assert total(pages, hrefs["box"]) == both["Russia"][0] + both["Türkiye"][0]
    assert both["Russia"][2]["box"] == "without Russia"
    assert both["Russia"][1]["box"] == "/statements?side=tr"


def test_where_nothing_is_chosen_no_second_link_says_the_same(pages: TestClient) -> None:
    found = choices(pages.get("/statements?q=dam").text)
    assert all("box" not in hrefs for _, hrefs, _ in found.values())


def test_values_without_a_statement_keep_their_place_and_lead_nowhere(pages: TestClient) -> None:
    everything = choices(pages.get("/statements").text)
    some = choices(pages.get("/statements?q=leaks&side=tr").text)
    kept = [
        "Russia", "Türkiye", "Syria (since Dec 2024)", "no side known",
        "Dams and water", "Border", "Harvest", "no topic found",
        "Quotation", "Partly quoted", "Paraphrase", "English", "Russian", "Turkish",
    ]  # fmt: skip
    assert [name for name in everything if name in kept] == kept
    assert [name for name in some if name in kept] == kept
    assert some["Harvest"] == (0, {}, {})
    assert some["Turkish"] == (0, {}, {})


def test_a_chosen_value_without_a_statement_can_be_taken_away(pages: TestClient) -> None:
    count, hrefs, names = choices(pages.get("/statements?q=leaks&topic=harvest").text)["Harvest"]
    assert count == 0
    assert "only" not in hrefs
    assert (hrefs["box"], names["box"]) == ("/statements?q=leaks", "without Harvest")


def test_with_all_topics_asked_for_a_further_one_narrows(pages: TestClient) -> None:
    asked = "/statements?topic=dams&topics=all"
    found = choices(pages.get(asked).text)
    count, hrefs, _ = found["Border"]
    assert hrefs == {"only": "/statements?topic=dams&topic=border&topics=all"}
    assert total(pages, hrefs["only"]) == count == 1
    assert total(pages, found["Dams and water"][1]["only"]) == found["Dams and water"][0]


def test_every_count_of_a_list_leads_to_as_many_statements(crowd: TestClient) -> None:
    for name, (count, hrefs, _) in choices(
        crowd.get("/statements?side=ru&topic=dams&from=2023&lang=en&lang=ru").text
    ).items():
        if count:
            assert total(crowd, hrefs["only"]) == count, name


def test_few_speakers_have_no_page_of_their_own(pages: TestClient) -> None:
    assert not any(
        link.startswith("/statements/facets") for link in links(pages.get("/statements").text)
    )


# ------------------------------------------------------------------------------ all of them


def test_more_speakers_stand_on_a_page_that_keeps_the_filter(crowd: TestClient) -> None:
    found = links(crowd.get("/statements?q=lock&side=ru&per=20").text)
    assert "/statements/facets/actor?q=lock&side=ru&per=20" in found
    page = crowd.get("/statements/facets/actor?q=lock&side=ru&per=20").text
    assert page.lstrip().startswith("<!doctype html>")
    assert "Counted among what fits words “lock”, side “Russia”." in said(page)
    count, hrefs, _ = choices(page)["Ada Quell"]
    assert hrefs["only"] == "/statements?q=lock&actor=speaker-0&side=ru&per=20"
    assert total(crowd, hrefs["only"]) == count == 4


def test_the_page_counts_speakers_without_a_statement_here_too(crowd: TestClient) -> None:
    words = said(crowd.get("/statements/facets/actor?side=ru").text)
    assert "41 speakers; 84 more without a statement here" in words


def test_thousands_of_speakers_come_in_pages(crowd: TestClient) -> None:
    first = crowd.get("/statements/facets/actor").text
    assert "/statements/facets/actor?page=2" in links(first)
    second = crowd.get("/statements/facets/actor?page=2").text
    both = [*choices(first), *choices(second)]
    assert len(both) == len(set(both)) == SPEAKERS + 5
    counts = [count for page in (first, second) for count, _, _ in choices(page).values()]
    assert counts == sorted(counts, reverse=True)


def test_a_page_behind_the_last_shows_the_last(crowd: TestClient) -> None:
    assert choices(crowd.get("/statements/facets/actor?page=99").text) == choices(
        crowd.get("/statements/facets/actor?page=2").text
    )


@pytest.mark.parametrize("find", ["Moor", "moor", "Мур", "Ада Мур", "moo", "мур", "moor ad"])
def test_a_speaker_is_found_in_any_spelling_and_as_it_is_typed(
    crowd: TestClient, find: str
) -> None:
    found = choices(crowd.get("/statements/facets/actor", params={"find": find}).text)
    assert any(name.startswith("Ada Moor") for name in found), found
    assert len(found) == 1


def test_the_page_says_by_which_spelling_a_speaker_was_found(crowd: TestClient) -> None:
    words = said(crowd.get("/statements/facets/actor", params={"find": "ferry"}).text)
    assert "Bo Torm found as The Ferryman 1" in words


def test_the_beginning_of_a_name_is_enough_in_another_script(crowd: TestClient) -> None:
    found = choices(crowd.get("/statements/facets/actor", params={"find": "тор"}).text)
    assert found
    assert all(name.endswith("Torm") for name in found)


def test_each_letter_typed_narrows_though_spellings_meet_in_fewer(crowd: TestClient) -> None:
    # By romanisation alone "moio" would be "mo", and with it everybody whose name begins so.
    for find in ("moio", "мойо"):
        page = crowd.get("/statements/facets/actor", params={"find": find})
        assert choices(page.text) == {}


def test_one_letter_finds_names_that_begin_with_it(crowd: TestClient) -> None:
    found = choices(crowd.get("/statements/facets/actor?find=q").text)
    assert len(found) == 10
    assert all(name.endswith("Quell") for name in found)


@pytest.mark.parametrize("find", ["-", '"', "*", "?!", "   ", "\x00"])
def test_signs_alone_narrow_nothing(crowd: TestClient, find: str) -> None:
    answer = crowd.get("/statements/facets/actor", params={"find": find})
    assert answer.status_code == 200
    assert "125 speakers" in said(answer.text)


def test_nobody_of_that_name_is_told(crowd: TestClient) -> None:
    words = said(crowd.get("/statements/facets/actor?find=nobodyofthekind").text)
    assert "No speaker of that name has a statement on record." in words


def test_outlets_are_found_by_a_word_of_their_name(crowd: TestClient) -> None:
    found = choices(crowd.get("/statements/facets/outlet?find=courier").text)
    assert list(found) == ["Sarn Courier"]


def test_those_chosen_come_first_and_others_can_be_added(crowd: TestClient) -> None:
    page = crowd.get("/statements/facets/actor?actor=speaker-1").text
    found = choices(page)
    assert next(iter(found)) == "Bo Torm"
    assert found["Bo Torm"][1]["box"] == "/statements"
    assert found["Ada Quell"][1]["box"] == "/statements?actor=speaker-1&actor=speaker-0"
    assert found["Ada Quell"][2]["box"] == "also Ada Quell"


def test_the_dialog_gets_a_panel_and_the_address_stays_that_of_the_list(crowd: TestClient) -> None:
    answer = crowd.get(
        "/statements/facets/actor?side=ru", headers=OVER_LIST | {"HX-Target": "facet-dialog"}
    )
    assert "<html" not in answer.text
    assert 'id="find"' in answer.text
    assert 'data-hx-push-url="false"' in answer.text
    assert "hx-push-url" not in answer.headers


def test_typing_fetches_the_values_alone(crowd: TestClient) -> None:
    answer = crowd.get(
        "/statements/facets/actor?find=torm", headers=OVER_LIST | {"HX-Target": "facet-values"}
    )
    assert answer.text.strip().startswith('<div id="facet-values"')
    assert 'id="find"' not in answer.text
    assert 'data-hx-target="#results"' in answer.text


def test_on_the_page_of_its_own_a_value_leads_to_another_page(crowd: TestClient) -> None:
    headers = HTMX | {
        "HX-Current-URL": "http://127.0.0.1/statements/facets/actor",
        "HX-Target": "facet-values",
    }
    html = crowd.get("/statements/facets/actor?find=torm", headers=headers).text
    assert 'data-hx-target="#results"' not in html


def test_what_is_wrong_in_the_filter_is_told_and_the_rest_is_applied(crowd: TestClient) -> None:
    answer = crowd.get("/statements/facets/actor?side=ru&from=soon&actor=nobody")
    assert answer.status_code == 422
    assert "from: 'soon' is no date" in said(answer.text)
    assert "41 speakers" in said(answer.text)


@pytest.mark.parametrize("name", ["side", "month", "nothing"])
def test_other_facets_have_no_page(pages: TestClient, name: str) -> None:
    assert pages.get(f"/statements/facets/{name}").status_code == 404


# ------------------------------------------------------------------------------ months


def bar(html: str, month: str) -> str:
    found = re.search(rf'<a id="bar-all-{month}".*?</a>', html)
    assert found, month
    return found[0]


def test_a_bar_says_its_month_and_how_many_it_counts(pages: TestClient) -> None:
    assert "<title>January 2025: 1 statement</title>" in bar(
        pages.get("/statements").text, "2025-01"
    )


def test_the_tab_key_reaches_one_bar_the_chosen_one_if_there_is_one(pages: TestClient) -> None:
    for address, month in (("", "2025-01"), ("?from=2024-12&to=2024-12", "2024-12")):
        html = pages.get(f"/statements{address}").text
        assert html.count('data-month="') > 1
        assert len(re.findall(r'data-month="[^"]+" tabindex="0"', html)) == 1
        assert 'tabindex="0"' in bar(html, month)


def test_a_range_is_marked_and_its_months_too(pages: TestClient) -> None:
    html = pages.get("/statements?from=2024-12&to=2025-01").text
    assert 'class="band"' in html
    assert "<strong>December 2024 to January 2025</strong>" in html
    for month, is_marked in (("2024-03", False), ("2024-12", True), ("2025-01", True)):
        assert ("aria-current" in bar(html, month)) == is_marked


def test_a_month_that_is_chosen_in_part_is_not_marked_as_a_whole(pages: TestClient) -> None:
    html = pages.get("/statements?from=2024-12-27&to=2025-01").text
    assert "aria-current" not in bar(html, "2024-12")
    assert "aria-current" in bar(html, "2025-01")


def test_a_chosen_month_can_be_widened_to_the_next_that_has_statements(pages: TestClient) -> None:
    found = links(pages.get("/statements?from=2024-12&to=2024-12").text)
    assert "/statements?from=2024-03&to=2024-12" in found
    assert "/statements?from=2024-12&to=2025-01" in found
    assert "/statements" in found


@pytest.mark.parametrize("asked", ["from=2024-06", "to=2024", "from=0001", "to=9999-12-31"])
def test_an_open_range_is_marked_up_to_the_end_of_the_chart(pages: TestClient, asked: str) -> None:
    html = pages.get(f"/statements?{asked}").text
    band = re.search(r'class="band" x="([\d.]+)" y="0" width="([\d.]+)"', html)
    width = re.search(r'viewBox="0 0 (\d+) 100"', html)
    assert band
    assert width
    starts, ends = float(band[1]) == 0, float(band[1]) + float(band[2]) == float(width[1])
    assert (starts, ends) == {
        "from=2024-06": (False, True),
        "to=2024": (True, False),
        "from=0001": (True, True),
        "to=9999-12-31": (True, True),
    }[asked]
