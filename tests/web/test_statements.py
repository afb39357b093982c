"""The list of statements and the page of one, as a reader sees them."""

import re

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.models import Doubt, ReviewItem
from tests.sample import Sample, fill
from tests.web.conftest import visiting
from tests.web.reading import links, said

HTMX = {"HX-Request": "true", "HX-Target": "results"}


def test_a_card_says_who_said_what_when_and_where(pages: TestClient) -> None:
    words = said(pages.get("/statements?q=leaks").text)
    assert "1 statement" in words
    assert "Ada Moor" in words
    assert "Foreign minister" in words
    assert "“The dam leaks, … and everybody on the river knows it.”" in words
    assert "26 December 2024 from a day word in the text" in words
    assert "Вечерний Остмарк, 27 December 2024, via Вечерний Остмарк" in words


def test_words_without_marks_are_labelled_as_a_paraphrase(pages: TestClient) -> None:
    html = pages.get("/statements?q=troops").text
    assert "Paraphrase" in said(html)
    assert "“no troops would be moved”" not in said(html)


def test_a_quote_tells_its_language(pages: TestClient) -> None:
    assert '<blockquote lang="tr">' in pages.get("/statements?q=suyu").text


def test_an_unresolved_speaker_is_shown_as_printed_and_pending(pages: TestClient) -> None:
    words = said(pages.get("/statements?actor=none&lang=tr").text)
    assert "bir yetkili" in words
    assert "as printed, not resolved" in words
    assert "Side not known" in words
    assert "Pending review" in words
    assert "day unknown" in words


def test_a_digest_is_called_one(pages: TestClient) -> None:
    assert "digest in our own words" in said(pages.get("/statements?q=safe").text)


@pytest.mark.parametrize(
    ("q", "hit"),
    [("DAM", "dam"), ("sarn", "Sarn"), ("плотина", "Плотина"), ("fırtınalı", "Fırtınalı")],
)
def test_hits_are_marked(pages: TestClient, q: str, hit: str) -> None:
    assert f'<mark class="hit">{hit}</mark>' in pages.get("/statements", params={"q": q}).text


def test_the_article_that_is_opened_from_a_search_marks_its_words(
    pages: TestClient, sample: Sample
) -> None:
    article = sample.articles["dam"].id
    found = links(pages.get("/statements", params={"q": '"troops"'}).text)
    (opened,) = {link for link in found if link.startswith(f"/articles/{article}")}
    assert opened.startswith(f"/articles/{article}?q=%22troops%22#quote-")
    assert '<mark class="hit">troops</mark>' in pages.get(opened).text


def test_a_typed_name_offers_the_speaker_and_says_which_spelling_matched(
    pages: TestClient,
) -> None:
    html = pages.get("/statements", params={"q": "Мур"}).text
    assert "/actors/ada-moor" in links(html)
    assert "found as Мур" in said(html)


def test_a_facet_leads_to_as_many_statements_as_it_counts(pages: TestClient) -> None:
    html = pages.get("/statements?topic=dams").text
    assert "Russian 1" in said(html)
    assert "/statements?topic=dams&lang=ru" in links(html)
    assert "1 statement" in said(pages.get("/statements?topic=dams&lang=ru").text)


def test_what_is_applied_can_be_taken_away_one_by_one(pages: TestClient) -> None:
    html = pages.get("/statements?side=tr&topic=dams&from=2024-12").text
    found = links(html)
    assert "/statements?topic=dams&from=2024-12" in found
    assert "/statements?side=tr&from=2024-12" in found
    assert "/statements?side=tr&topic=dams" in found


def test_the_form_keeps_what_was_chosen_by_links(pages: TestClient) -> None:
    html = pages.get("/statements?side=tr&q=dam").text
    assert '<input type="hidden" name="side" value="tr">' in html
    assert 'value="dam"' in html


def test_exports_ask_for_the_same_statements(pages: TestClient) -> None:
    found = links(pages.get("/statements?side=ru&q=border").text)
    for kind in ("csv", "jsonl", "atom"):
        assert f"/statements.{kind}?q=border&side=ru" in found


def test_a_bar_of_the_histogram_narrows_to_its_month(pages: TestClient) -> None:
    assert "/statements?from=2025-01&to=2025-01" in links(pages.get("/statements").text)


def test_a_date_tells_how_many_undated_statements_it_leaves_out(pages: TestClient) -> None:
    words = said(pages.get("/statements?from=2024").text)
    assert "2 statements whose day is unknown are left out" in words


def test_only_punctuation_is_no_filter_and_is_told(pages: TestClient) -> None:
    words = said(pages.get("/statements", params={"q": "?!"}).text)
    assert "10 statements" in words
    assert "holds no letter and no digit" in words


def test_one_letter_and_a_star_is_no_beginning_and_is_told(pages: TestClient) -> None:
    words = said(pages.get("/statements", params={"q": "d* -b* d*"}).text)
    assert words.count("“d*” is too short for the beginning of a word") == 1
    assert words.count("“b*” is too short for the beginning of a word") == 1
    assert "too short" not in said(pages.get("/statements", params={"q": '"d*" da* *'}).text)


def test_what_is_looked_for_exactly_as_typed_is_told_so_where_nothing_is_found(
    pages: TestClient,
) -> None:
    words = said(pages.get("/statements?q=Dam&exact=1").text)
    assert "exactly as typed: capital letters, accents and endings count" in words
    assert "in any case" not in words


def test_nothing_found_tells_what_to_take_away(pages: TestClient) -> None:
    html = pages.get("/statements?q=glacier&side=ru").text
    assert "Nothing on record fits all of this" in said(html)
    assert "/statements?side=ru" in links(html)


def test_an_empty_record_tells_how_to_begin(empty_pages: TestClient) -> None:
    html = empty_pages.get("/statements").text
    assert "Nothing is on record yet" in said(html)
    assert "/articles/new" in links(html)


def test_a_bad_value_is_told_at_its_field_and_the_rest_is_applied(pages: TestClient) -> None:
    answer = pages.get("/statements?from=yesterday&side=tr&per=20")
    assert answer.status_code == 422
    words = said(answer.text)
    assert "from: 'yesterday' is no date" in words
    assert 'value="yesterday"' in answer.text
    assert 'aria-describedby="wrong-from"' in answer.text
    assert "4 statements" not in words
    assert "3 statements" in words
    assert "Türkiye" in words


def test_an_unknown_speaker_is_told_and_the_rest_is_applied(pages: TestClient) -> None:
    answer = pages.get("/statements?actor=nobody&actor=bo-lind")
    assert answer.status_code == 422
    words = said(answer.text)
    assert "actor: There is no actor 'nobody'." in words
    assert "3 statements" in words


def test_a_page_behind_the_last_leads_back_to_it(pages: TestClient) -> None:
    html = pages.get("/statements?per=4&page=9").text
    assert "The list ends before page 9" in said(html)
    assert "/statements?page=3&per=4" in links(html)


def test_pages_lead_on_and_back(pages: TestClient) -> None:
    found = links(pages.get("/statements?per=4&page=2").text)
    assert "/statements?per=4" in found
    assert "/statements?page=3&per=4" in found


def test_a_block_fetched_alone_pushes_the_one_address_of_its_state(pages: TestClient) -> None:
    answer = pages.get("/statements?side=ru&q=&from=&sort=newest", headers=HTMX)
    assert answer.headers["hx-push-url"] == "/statements?side=ru"


def test_going_back_restores_the_whole_page(pages: TestClient) -> None:
    answer = pages.get("/statements", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert answer.text.lstrip().startswith("<!doctype html>")


# ------------------------------------------------------------------------------ one statement


def page_of(pages: TestClient, sample: Sample, name: str) -> str:
    answer = pages.get(f"/statements/{sample.statements[name].id}", follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_a_statement_shows_every_wording_at_its_exact_place(
    pages: TestClient, sample: Sample
) -> None:
    html = page_of(pages, sample, "leaks")
    words = said(html)
    assert "2 wordings" in words
    assert "characters 129–143, characters 156–192" in words
    assert '<mark class="quote direct">The dam leaks,</mark>' in html
    assert "she, announced by said" in words
    assert "Relayed by Вечерний Остмарк" in words


def test_a_statement_tells_why_it_has_its_topics(pages: TestClient, sample: Sample) -> None:
    assert "dam in the words (term dam)" in said(page_of(pages, sample, "leaks"))


def test_a_statement_tells_its_open_doubts(pages: TestClient, sample: Sample) -> None:
    words = said(page_of(pages, sample, "staff"))
    assert "Open doubts unknown speaker: An official who asked not to be named" in words


def test_a_citation_names_speaker_day_source_and_permalink(
    pages: TestClient, sample: Sample
) -> None:
    words = said(page_of(pages, sample, "public"))
    assert "Ada Moor, Foreign minister: the inquiry would be public (paraphrase; said 26" in words
    assert "“Veltania opens a second inquiry into the Sarn dam”, Sarn Courier, published" in words
    assert "http://127.0.0.1/statements/2-ada-moor-the-inquiry-would-be-public" in words


def test_a_citation_says_who_relays_and_what_is_a_digest(pages: TestClient, sample: Sample) -> None:
    relayed, digest = 0, 0
    for statement in sample.statements.values():
        answer = pages.get(f"/statements/{statement.id}", follow_redirects=True)
        if answer.status_code != 200:
            continue
        citation = re.search(r'id="citation"[^>]*>(.*?)</pre>', answer.text, re.DOTALL)
        assert citation
        has_via = "Relayed by" in answer.text
        has_digest = "digest in our own words" in answer.text
        assert ("via " in citation[1]) == has_via
        assert ("digest by On the Record" in citation[1]) == has_digest
        relayed, digest = relayed + has_via, digest + has_digest
    assert relayed
    assert digest


def test_history_names_editors_to_editors_alone(
    pages: TestClient, public_pages: TestClient, sample: Sample
) -> None:
    assert "by local user" in said(page_of(pages, sample, "leaks"))
    words = said(page_of(public_pages, sample, "leaks"))
    assert "It was Thursday." in words
    assert "local user" not in words


@pytest.mark.parametrize("tail", ["", "-wrong-words", "-"])
def test_another_slug_leads_to_the_right_one(pages: TestClient, tail: str) -> None:
    answer = pages.get(f"/statements/2{tail}")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/statements/2-ada-moor-the-inquiry-would-be-public"


def test_a_merged_statement_leads_to_the_other(pages: TestClient, sample: Sample) -> None:
    answer = pages.get(f"/statements/{sample.statements['merged'].id}")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/statements/{sample.statements['open'].id}"


def test_a_withdrawn_statement_tells_why(pages: TestClient, sample: Sample) -> None:
    answer = pages.get(f"/statements/{sample.statements['withdrawn'].id}")
    assert answer.status_code == 410
    assert "Nobody had said it." in said(answer.text)


@pytest.mark.parametrize("address", ["999", "0", "x", "1x", "9" * 30, "-1"])
def test_no_such_statement_is_a_page_that_says_so(pages: TestClient, address: str) -> None:
    answer = pages.get(f"/statements/{address}")
    assert answer.status_code == 404
    assert "Not found" in said(answer.text)


def test_a_readers_report_is_the_editors_to_see(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        statement = fill(session).statements["troops"].id
        session.add(
            ReviewItem(reason=Doubt.READERS_REPORT, statement_id=statement, subject="He never did")
        )
    for host, is_told in (("127.0.0.1", True), ("0.0.0.0", False)):
        with visiting(sqlite_database, host) as client:
            address = client.get(f"/statements/{statement}").headers["location"]
            assert ("He never did" in said(client.get(address).text)) == is_told


def test_no_markup_is_shown_as_text_beside_what_an_editor_may_do(
    pages: TestClient, sample: Sample
) -> None:
    text = page_of(pages, sample, "leaks")
    assert "It says something else" in said(text)
    assert "<span" not in said(text)
