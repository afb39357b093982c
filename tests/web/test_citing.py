"""Citing: the page of a statement, its files and the data for other programs."""

import json
import re

import pytest
import rispy
from lxml import html as markup
from pybtex.database import parse_string
from starlette.testclient import TestClient

from tests.sample import Sample
from tests.web.reading import links

KINDS = {
    "txt": "text/plain", "md": "text/markdown", "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems", "json": "application/vnd.citationstyles.csl+json",
}  # fmt: skip


def page_of(pages: TestClient, sample: Sample, name: str) -> str:
    answer = pages.get(f"/statements/{sample.statements[name].id}", follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("suffix", KINDS)
def test_a_statement_is_cited_in_each_form_on_its_page_and_as_a_file(
    pages: TestClient, sample: Sample, suffix: str
) -> None:
    number = sample.statements["leaks"].id
    tree = markup.document_fromstring(page_of(pages, sample, "leaks"))
    shown = tree.get_element_by_id("citation" if suffix == "txt" else f"cite-{suffix}")
    answer = pages.get(f"/statements/{number}/cite.{suffix}")
    assert answer.headers["content-type"].startswith(KINDS[suffix])
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="onrecord-{number}.{suffix}"'
    )
    assert (shown.text or "").split() == answer.text.split()
    assert "Ada Moor" in answer.text
    assert "accessed" in answer.text or "2026" in answer.text or "Y2" in answer.text


def test_the_forms_can_be_copied_without_javascript(pages: TestClient, sample: Sample) -> None:
    tree = markup.document_fromstring(page_of(pages, sample, "leaks"))
    for suffix in ("md", "bib", "ris", "json"):
        [field] = tree.xpath(f"//textarea[@id='cite-{suffix}']")
        assert field.get("readonly") is not None
        assert tree.xpath(f"//label[@for='cite-{suffix}']")


def test_each_wording_is_cited_for_itself_where_there_are_several(
    pages: TestClient, sample: Sample
) -> None:
    number = sample.statements["leaks"].id
    found = links(page_of(pages, sample, "leaks"))
    [wording] = [link for link in found if re.search(r"cite\.bib\?quote=2$", link)]
    entries = parse_string(pages.get(wording).text, "bibtex").entries
    assert list(entries) == [f"onrecord-{number}-2"]
    assert "Плотина течёт" in entries[f"onrecord-{number}-2"].fields["title"]
    assert not [link for link in links(page_of(pages, sample, "open")) if "?quote=" in link]


def test_real_readers_take_the_citation_of_every_statement(
    pages: TestClient, sample: Sample
) -> None:
    taken = 0
    for statement in sample.statements.values():
        address = f"/statements/{statement.id}/cite"
        if pages.get(f"{address}.txt").status_code != 200:
            continue
        assert len(parse_string(pages.get(f"{address}.bib").text, "bibtex").entries) == 1
        assert len(rispy.loads(pages.get(f"{address}.ris").text)) == 1
        [item] = pages.get(f"{address}.json").json()
        assert item["id"] == f"onrecord-{statement.id}"
        taken += 1
    assert taken == 10


def test_a_citation_leads_on_and_is_gone_like_its_statement(
    pages: TestClient, sample: Sample
) -> None:
    merged, withdrawn = sample.statements["merged"].id, sample.statements["withdrawn"].id
    answer = pages.get(f"/statements/{merged}/cite.ris")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/statements/{sample.statements['open'].id}/cite.ris"
    assert pages.get(f"/statements/{withdrawn}/cite.ris").status_code == 410


@pytest.mark.parametrize(
    "path",
    ["1/cite.exe", "999/cite.bib", "x/cite.bib", "1/cite.bib?quote=999", "1/cite.bib?quote=x"],
)
def test_what_cannot_be_cited_is_not_found(pages: TestClient, path: str) -> None:
    assert pages.get(f"/statements/{path}").status_code == 404


# ------------------------------------------------------------------------ for other programs


def test_a_page_tells_search_engines_the_quotation(pages: TestClient, sample: Sample) -> None:
    tree = markup.document_fromstring(page_of(pages, sample, "leaks"))
    [script] = tree.xpath("//script[@type='application/ld+json']")
    found = json.loads(script.text)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Quotation"
    assert found["text"] == "The dam leaks, … and everybody on the river knows it."
    assert found["creator"]["creator"]["@type"] == "Person"
    assert found["dateCreated"] == "2024-12-26"
    [canonical] = tree.xpath("//link[@rel='canonical']/@href")
    assert found["url"] == f"http://127.0.0.1{canonical}"


def test_a_link_shows_speaker_office_day_and_the_quotes_own_words(
    pages: TestClient, sample: Sample
) -> None:
    tree = markup.document_fromstring(page_of(pages, sample, "leaks"))
    card = {
        each.get("property") or each.get("name"): each.get("content")
        for each in tree.xpath("//meta[@property or @name]")
    }
    assert card["og:title"] == "Ada Moor, Foreign minister, said 26 December 2024"
    assert card["og:description"] == "“The dam leaks, … and everybody on the river knows it.”"
    assert card["og:url"].startswith("http://127.0.0.1/statements/1-")
    assert card["twitter:card"] == "summary"


def test_a_link_to_a_paraphrase_says_that_it_is_one(pages: TestClient, sample: Sample) -> None:
    tree = markup.document_fromstring(page_of(pages, sample, "staff"))
    [words] = tree.xpath("//meta[@property='og:description']/@content")
    assert words == "Paraphrase: the posts were short of staff"
