"""Citations: what real readers of each form make of them, whatever the words hold."""

import json
import re
import warnings
from datetime import date

import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pybtex.database import Entry, parse_string

from app.formats.citations import (
    BY_SUFFIX,
    FORMS,
    Citation,
    as_bibtex,
    as_csl,
    as_markdown,
    as_ris,
    as_text,
    csl_item,
    latex,
    markdown,
    one_line,
)
from app.queries.rows import Named
from tests.unit.test_formats import QUOTE, SITE
from tests.unit.test_formats import ROW as MOOR

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import (
        DATES,
        NAMES,
        NUMBERS,
        VARIABLES,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc import Citation as Cited
    from citeproc.source.json import CiteProcJSON

TODAY = date(2025, 2, 3)

DAM = QUOTE._replace(
    article_title="The dam",
    url="https://courier.example/dam?a=1&b=50%25#top",
    published_on=date(2024, 12, 27),
)
RIVER = DAM._replace(
    id=4,
    article_id=5,
    text="Плотина течёт",
    language="ru",
    article_title="«Вечер» на реке",
    outlet=Named("vecherniy-ostmark", "Вечерний Остмарк"),
    url="https://evening.example/плотина",
    via="Courier",
)
ROW = MOOR._replace(
    actor=Named("isil-firtinali", "Işıl Fırtınalı"),
    speaker="Işıl Fırtınalı",
    said_on="2024-12-26",
    said_on_basis="weekday",
    occasion="a news conference",
    outlets=2,
    quotes=(DAM, RIVER),
)
CITED = Citation(ROW, SITE, TODAY)

# Signs that mean something in one of the forms, and ends of lines of every kind.
SIGNS = r"""\ { } $ & # _ % ^ ~ " ' ` -- , @misc{x, * ** [ ]( < > | ! = - + 1. 1) # &amp; <b>
</script> İ ı Ж ё ، 𝟘 word""".split()  # noqa: SIM905
ENDS = ["\n", "\r\n", "\u2028", "\x85", "\x0b", "\x00", "\u202e", "\ud800", " "]
RECORDS = ["TY  - BOOK", "ER  - ", "- ", "+ ", "1. ", "# "]
hostile = st.lists(
    st.sampled_from([*SIGNS, *ENDS, *RECORDS]) | st.text(max_size=5), max_size=12
).map("".join)


def with_words(text: str) -> Citation:
    """A citation every text of which is the same."""
    quote = DAM._replace(text=text, article_title=text, via=text, outlet=Named("x", text), url=text)
    row = ROW._replace(speaker=text, office=text, occasion=text, place=text, quotes=(quote, quote))
    return Citation(row, SITE, TODAY)


def blanks_aside(text: str) -> str:
    """A text with one blank between its words."""
    return " ".join(one_line(text).split())


# ---------------------------------------------------------------------------------- text


def test_a_text_names_speaker_office_day_words_sources_and_permalink() -> None:
    assert as_text([CITED]) == (
        "Işıl Fırtınalı, Foreign minister: “The dam … leaks” (quotation; said 26 December 2024: "
        "from a day word in the text).\n"
        "“The dam”, Sarn Courier, published 27 December 2024, "
        "https://courier.example/dam?a=1&b=50%25#top.\n"
        "“«Вечер» на реке”, Вечерний Остмарк, via Courier, published 27 December 2024, "
        "https://evening.example/плотина.\n"
        "On the Record, https://record.example/statements/1-isil-firtinali-the-dam-leaks, "
        "accessed 3 February 2025.\n"
    )


def test_one_wording_is_cited_with_its_own_source_alone() -> None:
    told = as_text([Citation(ROW, SITE, TODAY, RIVER)])
    assert "«Плотина течёт»" in told
    assert "Sarn Courier" not in told
    assert "#wording-4" in told


@pytest.mark.parametrize(("form", "told"), [("mixed", "partly quoted"), ("indirect", "paraphrase")])
def test_words_that_are_not_all_quoted_stand_between_no_marks(form: str, told: str) -> None:
    cited = Citation(ROW._replace(form=form, quotes=(DAM._replace(form=form),)), SITE, TODAY)
    assert f"Foreign minister: The dam … leaks ({told}; said" in as_text([cited])
    assert as_markdown([cited]).startswith("> The dam … leaks\n")


def test_what_is_not_known_is_said() -> None:
    quote = DAM._replace(outlet=None, published_on=None, article_title=None, url=None)
    row = ROW._replace(
        actor=None,
        speaker=None,
        office=None,
        said_on=None,
        said_on_basis="unknown",
        quotes=(quote,),
    )
    told = as_text([Citation(row, SITE, TODAY)])
    assert told.startswith("Speaker not known: “The dam … leaks” (quotation; day unknown: no day")
    assert "outlet not known, day published not known." in told


@given(hostile)
def test_a_text_has_a_line_for_the_words_for_each_source_and_for_the_record(text: str) -> None:
    assert len(as_text([with_words(text)]).splitlines()) == 4


# ---------------------------------------------------------------------------------- BibTeX


def entry(cited: Citation) -> Entry:
    """What pybtex makes of a citation."""
    [found] = parse_string(as_bibtex([cited]), "bibtex").entries.values()
    return found


def unlatexed(text: str) -> str:
    r"""What LaTeX prints for a field; the reader of codes knows fewer names than LaTeX."""
    names = {
        "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
        "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
    }  # fmt: skip
    pattern = re.compile(r"\\(text[a-z]+)\{\}|\\([$&#_%])|\{\}")
    return pattern.sub(lambda found: names[found[1]] if found[1] else found[2] or "", text)


def test_an_entry_has_the_speaker_as_a_whole_the_day_said_and_the_source() -> None:
    found = entry(CITED)
    assert found.key == "onrecord-1"
    [author] = found.persons["author"]
    assert [*author.first_names, *author.last_names] == ["{Işıl Fırtınalı}"]
    fields = {name: value for name, value in found.fields.items() if name != "note"}
    assert fields == {
        "title": "{The dam … leaks}",
        "howpublished": "“The dam”, Sarn Courier, published 27 December 2024, "
        r"https://courier.example/dam?a=1\&b=50\%25\#top; “«Вечер» на реке”, Вечерний Остмарк, "
        "via Courier, published 27 December 2024, https://evening.example/плотина",
        "year": "2024",
        "month": "December",
        "day": "26",
        "url": "https://courier.example/dam?a=1&b=50%25#top",
        "urldate": "2025-02-03",
        "language": "en",
    }
    assert "Office on that day: Foreign minister" in found.fields["note"]


@pytest.mark.parametrize(
    ("said_on", "given"),
    [
        ("2024", {"year": "2024"}),
        ("2024-03", {"year": "2024", "month": "March"}),
        (None, {}),
    ],
)
def test_a_day_is_no_more_exact_than_it_is_known(
    said_on: str | None, given: dict[str, str]
) -> None:
    found = entry(Citation(ROW._replace(said_on=said_on), SITE, TODAY)).fields
    assert {name: found[name] for name in ("year", "month", "day") if name in found} == given


@settings(max_examples=30)
@given(hostile)
@example("}} @misc{evil, title = {x")
@example("ends with a backslash \\")
@example("-- ''``,,?`!`")
def test_a_reader_of_bibtex_finds_one_entry_with_the_words(text: str) -> None:
    found = entry(with_words(text))
    assert found.key == "onrecord-1"
    assert blanks_aside(unlatexed(found.fields.get("title", "{}")[1:-1])) == blanks_aside(text)
    if one_line(text):
        [author] = found.persons["author"]
        printed = unlatexed(" ".join([*author.first_names, *author.last_names])[1:-1])
        assert blanks_aside(printed) == blanks_aside(text)


@given(hostile)
def test_latex_has_no_sign_left_that_means_something_and_its_braces_are_in_pairs(text: str) -> None:
    rest = re.sub(r"\\(text[a-z]+\{\}|[$&#_%])|\{\}", "", latex(text))
    assert not set("\\{}$&#_%^~") & set(rest)
    assert not re.search(r"--|''|``|,,|[?!]`", latex(text))


# ---------------------------------------------------------------------------------- RIS


def test_a_record_has_the_speaker_the_day_said_and_both_addresses() -> None:
    [found] = rispy.loads(as_ris([CITED]))
    assert found["type_of_reference"] == "GEN"
    assert found["authors"] == ["Işıl Fırtınalı"]
    assert (found["title"], found["secondary_title"]) == ("The dam … leaks", "The dam")
    assert (found["year"], found["date"], found["access_date"]) == (
        "2024", "2024/12/26/", "2025/02/03/",
    )  # fmt: skip
    assert found["publisher"] == "Sarn Courier"
    assert found["urls"] == [
        "https://courier.example/dam?a=1&b=50%25#top",
        "https://record.example/statements/1-isil-firtinali-the-dam-leaks",
    ]
    assert "Quotation; said 26 December 2024: from a day word in the text" in found["notes"]


@given(hostile)
@example("x\r\nER  - \r\nTY  - BOOK\r\nTI  - Injected")
@example("x\u2028ER  - ")
def test_a_reader_of_ris_finds_one_record_with_the_words(text: str) -> None:
    [found] = rispy.loads(as_ris([with_words(text)]))
    assert found["type_of_reference"] == "GEN"
    assert blanks_aside(found.get("title", "")) == blanks_aside(text)
    assert [blanks_aside(each) for each in found.get("authors", [""])] == [blanks_aside(text)]
    assert found["accession_number"] == "1"


def test_several_citations_are_as_many_records() -> None:
    assert len(rispy.loads(as_ris([CITED, Citation(ROW, SITE, TODAY, RIVER)]))) == 2
    assert (
        len(parse_string(as_bibtex([CITED, Citation(ROW, SITE, TODAY, RIVER)]), "bibtex").entries)
        == 2
    )


# ---------------------------------------------------------------------------------- CSL-JSON


# What CSL 1.0.2 has beside the variables that the reader knows.
LATER = {"event-title", "available-date", "archive_location", "id", "type"}


def rendered(cited: Citation) -> str:
    """What a processor of CSL prints for a citation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(json.loads(as_csl([cited])))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Cited([CitationItem(cited.key)]))
        return str(bibliography.bibliography()[0])


def test_an_item_has_only_what_csl_knows_in_the_shape_that_it_wants() -> None:
    [item] = json.loads(as_csl([CITED]))
    known = {name.replace("_", "-") for name in (*NAMES, *DATES, *NUMBERS, *VARIABLES)}
    assert set(item) <= known | LATER
    assert item["author"] == [{"literal": "Işıl Fırtınalı"}]
    assert item["issued"] == {"date-parts": [[2024, 12, 26]]}
    assert item["available-date"] == {"date-parts": [[2024, 12, 27]]}
    for name, value in item.items():
        if name in DATES or name == "available-date":
            [parts] = value["date-parts"]
            assert 1 <= len(parts) <= 3
        elif name != "author":
            assert isinstance(value, str), name


def test_a_processor_prints_speaker_year_and_words() -> None:
    told = rendered(CITED)
    assert "Işıl Fırtınalı" in told
    assert "2024" in told
    assert "The dam … leaks" in told


@settings(max_examples=30)
@given(hostile)
def test_a_processor_takes_an_item_whatever_its_words_hold(text: str) -> None:
    item = csl_item(with_words(text))
    assert item["title"] == one_line(text)
    assert "\n" not in item["note"]


def test_nothing_unknown_is_made_up() -> None:
    row = ROW._replace(actor=None, speaker=None, said_on=None, occasion=None, place=None)
    item = csl_item(Citation(row, SITE, TODAY))
    assert {"author", "issued", "event-title", "event-place"} & set(item) == set()


# ---------------------------------------------------------------------------------- Markdown


def shown(text: str) -> tuple[str, list[str]]:
    """What a reader sees of Markdown, and the addresses that it links to."""
    words, links = [], []
    for block in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert block.type != "html_block"
        for token in block.children or []:
            assert token.type not in {"html_inline", "image", "code_inline", "em_open", "s_open"}
            words.append(token.content if token.type == "text" else " ")
            if token.type == "link_open":
                links.append(str(token.attrs["href"]))
    return "".join(words), links


def test_markdown_quotes_the_words_and_links_to_the_sources() -> None:
    words, links = shown(as_markdown([CITED]))
    assert "“The dam … leaks”" in words
    assert "Işıl Fırtınalı" in words
    assert links == [
        "https://courier.example/dam?a=1&b=50%25#top",
        "https://evening.example/%D0%BF%D0%BB%D0%BE%D1%82%D0%B8%D0%BD%D0%B0",
        "https://record.example/statements/1-isil-firtinali-the-dam-leaks",
    ]


@given(hostile, st.booleans())
@example("1. no list", True)
@example("# no heading", True)
@example("[x](javascript:alert(1)) <b> &amp; ![i](http://a)", False)
def test_markdown_shows_the_words_and_nothing_else(text: str, opens: bool) -> None:
    before = "" if opens else "x "
    blocks = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(before + markdown(text, opens=opens))
    )
    found = [token for block in blocks for token in block.children or []]
    assert {block.type for block in blocks} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {token.type for token in found} <= {"text", "text_special"}
    words = "".join(token.content for token in found)
    assert " ".join(words.split()) == " ".join((before + one_line(text)).split())


@settings(max_examples=30)
@given(hostile)
def test_a_citation_in_markdown_has_links_to_the_web_alone(text: str) -> None:
    _, links = shown(as_markdown([with_words(text)]))
    assert all(link.startswith("http") for link in links)


# ---------------------------------------------------------------------------------- all


def test_every_form_has_a_suffix_of_its_own() -> None:
    assert set(BY_SUFFIX) == {"txt", "md", "bib", "ris", "json"}
    assert len(FORMS) == len(BY_SUFFIX)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.example/a", "not one", None])
def test_an_address_that_leads_nowhere_on_the_web_is_no_link(url: str | None) -> None:
    row = ROW._replace(quotes=(DAM._replace(url=url),))
    cited = Citation(row, SITE, TODAY)
    assert csl_item(cited)["URL"] == cited.permalink
    assert rispy.loads(as_ris([cited]))[0]["urls"] == [cited.permalink]
    assert shown(as_markdown([cited]))[1] == [cited.permalink]
