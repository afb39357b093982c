"""Linked data: a statement as schema.org's Quotation, inside a page that it cannot break."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.formats.linked import quotation, quotation_json
from tests.unit.test_citations import DAM, ROW, SITE, hostile


class _Scripts(HTMLParser):
    """Collects what stands inside script elements, and all tags."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def test_a_quotation_tells_who_said_it_in_which_office_when_and_where_it_stands() -> None:
    found = quotation(ROW, "person", SITE)
    assert (found["@type"], found["text"], found["dateCreated"]) == (
        "Quotation", "The dam … leaks", "2024-12-26",
    )  # fmt: skip
    assert found["creator"]["roleName"] == "Foreign minister"
    assert found["creator"]["creator"] == {
        "@type": "Person",
        "name": "Işıl Fırtınalı",
        "url": f"{SITE}/actors/isil-firtinali",
    }
    first, second = found["isBasedOn"]
    assert (first["headline"], first["datePublished"]) == ("The dam", "2024-12-27")
    assert second["publisher"]["name"] == "Вечерний Остмарк"


@pytest.mark.parametrize("form", ["mixed", "indirect"])
def test_a_paraphrase_is_not_given_as_the_speakers_own_words(form: str) -> None:
    found = quotation(ROW._replace(form=form), "person", SITE)
    assert "text" not in found
    assert found["description"].endswith(": The dam … leaks")


def test_who_is_not_known_is_nobody() -> None:
    row = ROW._replace(actor=None, speaker="an official", office=None, said_on=None)
    found = quotation(row, None, SITE)
    assert {"creator", "dateCreated"} & set(found) == set()
    assert found["creditText"] == "an official"
    assert "creditText" not in quotation(row._replace(speaker=None), None, SITE)


def test_a_body_is_no_person_and_a_digest_no_article_of_its_outlet() -> None:
    row = ROW._replace(office=None, quotes=(DAM._replace(text_kind="digest"),))
    found = quotation(row, "institution", SITE)
    assert found["creator"]["@type"] == "Organization"
    [source] = found["isBasedOn"]
    assert source["@type"] == "CreativeWork"
    assert "publisher" not in source


@given(st.one_of(hostile, st.text()))
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
def test_whatever_the_words_hold_the_page_reads_the_same_data(text: str) -> None:
    row = ROW._replace(speaker=text, office=text, quotes=(DAM._replace(text=text, url=text),))
    written = quotation_json(row, "person", SITE)
    reader = _Scripts()
    reader.feed(f'<script type="application/ld+json">{written}</script><p>')
    reader.close()
    assert reader.tags == ["script", "p"]
    assert json.loads("".join(reader.data)) == quotation(row, "person", SITE)
