"""Formats: rows as CSV, JSON lines and Atom, whatever the words hold."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.formats.atom import atom_feed, identity
from app.formats.delimited import BYTE_ORDER_MARK, COLUMNS, csv_lines
from app.formats.items import statement_item
from app.formats.jsonlines import json_lines
from app.queries.remarks import NoteRow, TranslationRow
from app.queries.rows import Named, QuoteRow, StatementRow

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://record.example"

QUOTE = QuoteRow(
    id=3,
    article_id=2,
    start=10,
    end=25,
    parts=((10, 15), (20, 25)),
    text="The dam … leaks",
    form="direct",
    language="en",
    cue="said",
    speaker_printed="she",
    via=None,
    rule="q-s-v",
    confidence=0.9,
    article_title="The dam",
    text_kind="full",
    url="https://courier.example/dam",
    outlet=Named("sarn-courier", "Sarn Courier"),
    published_on=None,
)
ROW = StatementRow(
    id=1,
    actor=Named("ada-moor", "Ada Moor"),
    speaker="Ada Moor",
    office="Foreign minister",
    side="tr",
    said_on="2024-12",
    said_on_basis="stated",
    occasion=None,
    place="Kestrel",
    form="direct",
    language="en",
    topics=(Named("dams", "Dams"), Named("border", "Border")),
    outlets=1,
    status="reviewed",
    added_at=datetime(2024, 12, 27, 8, 30, tzinfo=UTC),
    quotes=(QUOTE,),
)

# Any text that a database may hold, with what trips spreadsheets and XML among it.
words = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("=+-@\t\r\n\",'<>&]\x0b\x1f")
    )
)


def row_with(text: str, **fields: object) -> StatementRow:
    """A row whose words are `text`."""
    return ROW._replace(quotes=(QUOTE._replace(text=text),), **fields)


def records(rows: list[StatementRow]) -> list[dict[str, str]]:
    """What a reader of CSV makes of rows."""
    printed = "".join(csv_lines(rows)).removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(StringIO(printed, newline=""), strict=True))


def feed_of(rows: list[StatementRow], query: str = "", title: str = "All") -> ET.Element:
    """What a reader of feeds makes of rows."""
    return ET.fromstring("".join(atom_feed(rows, SITE, query, title, {})).encode())


# ------------------------------------------------------------------------------------- CSV


@given(words)
@example("=1+1")
@example('say "no", then\r\ngo')
def test_a_cell_gives_its_words_back(text: str) -> None:
    [found] = records([row_with(text)])
    assert found["text"] in {text, f"'{text}"}


@given(words, words)
@example("-2", "@cmd")
@example("\t=1", "\r=1")
def test_no_cell_begins_as_a_formula(text: str, speaker: str) -> None:
    [found] = records([row_with(text, speaker=speaker)])
    assert not [cell for cell in found.values() if re.match("[=+\\-@\t\r]", cell)]


@given(words, words, words)
@example("=1+1", "+1", "@cmd")
def test_no_remark_begins_as_a_formula(note: str, translation: str, source: str) -> None:
    at = datetime(2024, 12, 28, tzinfo=UTC)
    quote = QUOTE._replace(
        archive_url="=1+1",
        translations=(TranslationRow(1, "tr", translation, "machine", source),),
    )
    [found] = records([ROW._replace(quotes=(quote,), notes=(NoteRow(1, note, at),))])
    assert not [cell for cell in found.values() if re.match("[=+\\-@\t\r]", cell)]


def test_each_remark_is_a_line_of_its_cell() -> None:
    at = datetime(2024, 12, 28, tzinfo=UTC)
    quote = QUOTE._replace(
        translations=(
            TranslationRow(1, "tr", "Baraj\nakıyor", "machine", "a model"),
            TranslationRow(2, "ru", "Плотина течёт", "editor", None),
        )
    )
    notes = (NoteRow(1, "He spoke\nlate.", at), NoteRow(2, "In Port Karo.", at))
    [found] = records([ROW._replace(quotes=(quote,), notes=notes)])
    assert found["notes"] == "He spoke late.\nIn Port Karo."
    assert found["translations"] == (
        "tr (machine: a model): Baraj akıyor\nru (editor): Плотина течёт"
    )


def test_a_cell_that_is_no_formula_has_no_apostrophe() -> None:
    [found] = records([row_with("Dams = life; 2 - 1 @ noon")])
    assert found["text"] == "Dams = life; 2 - 1 @ noon"


def test_a_record_has_what_a_spreadsheet_needs() -> None:
    [found] = records([ROW])
    assert found["id"] == "1"
    assert (found["said_on"], found["speaker"], found["actor"]) == (
        "2024-12", "Ada Moor", "ada-moor",
    )  # fmt: skip
    assert (found["topics"], found["outlet"], found["start"]) == (
        "dams; border", "Sarn Courier", "10",
    )  # fmt: skip
    assert found["occasion"] == ""
    assert found["url"] == "/statements/1-ada-moor-the-dam-leaks"


def test_the_header_is_stable_and_stands_even_over_nothing() -> None:
    lines = list(csv_lines([]))
    assert lines == [BYTE_ORDER_MARK + ",".join(COLUMNS) + "\r\n"]
    assert COLUMNS[:9] == (
        "id", "url", "said_on", "said_on_basis", "speaker", "actor", "office", "side", "text",
    )  # fmt: skip


def test_records_end_as_rfc_4180_says() -> None:
    assert all(line.endswith("\r\n") for line in csv_lines([ROW, ROW]))


# ------------------------------------------------------------------------------ JSON lines


@given(words)
@example("=1+1\nnext line \u2028 \u0085")
def test_a_json_line_is_the_item_with_its_exact_text(text: str) -> None:
    [line] = json_lines([row_with(text)])
    assert line.endswith("\n")
    assert "\n" not in line[:-1]
    assert json.loads(line) == json.loads(json.dumps(statement_item(row_with(text))))
    assert json.loads(line)["text"] == text


def test_an_item_has_moments_in_utc_and_days_at_their_precision() -> None:
    item = statement_item(ROW)
    assert (item["said_on"], item["added_at"]) == ("2024-12", "2024-12-27T08:30:00Z")
    assert item["topics"] == ["dams", "border"]
    assert item["quotes"][0]["parts"] == [[10, 15], [20, 25]]


# ------------------------------------------------------------------------------------ Atom


@given(words, words)
@example("]]> <b> & \x00\x0b\x1f \ufffe 𝟘", "<script>")
def test_a_feed_is_xml_whatever_the_words_hold(text: str, speaker: str) -> None:
    entry = feed_of([row_with(text, speaker=speaker)], f"?q={text[:5]}", speaker).find(
        f"{ATOM}entry"
    )
    assert entry is not None
    kept = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert (entry.findtext(f"{ATOM}content") or "") == kept


def test_a_feed_has_what_atom_demands() -> None:
    feed = feed_of([ROW], "?side=tr")
    for parent in (feed, feed.find(f"{ATOM}entry")):
        assert parent is not None
        assert [len(parent.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [
            1, 1, 1,
        ]  # fmt: skip
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": f"{SITE}/statements.atom?side=tr",
        "alternate": f"{SITE}/statements?side=tr",
    }
    assert feed.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "Ada Moor"
    assert feed.findtext(f"{ATOM}updated") == "2024-12-27T08:30:00Z"


def test_an_entry_leads_to_the_statement_and_to_its_source() -> None:
    entry = feed_of([ROW]).find(f"{ATOM}entry")
    assert entry is not None
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"{SITE}/statements/1-ada-moor-the-dam-leaks",
        "via": "https://courier.example/dam",
    }
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == ["dams", "border"]


def test_an_entry_keeps_its_name_when_its_words_or_speaker_are_corrected() -> None:
    before = feed_of([ROW]).findtext(f"{ATOM}entry/{ATOM}id")
    after = feed_of([row_with("The dam held", speaker="Bo Lind")])
    assert after.findtext(f"{ATOM}entry/{ATOM}id") == before
    assert before is not None
    assert before.startswith("urn:uuid:")


def test_names_differ_between_sites_and_between_statements() -> None:
    assert len({identity(site, f"/statements/{n}") for site in (SITE, "x") for n in (1, 2)}) == 4


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example/a", "https://", "//x.example", "not one", None]
)
def test_an_address_that_leads_nowhere_on_the_web_is_left_out(url: str | None) -> None:
    row = ROW._replace(quotes=(QUOTE._replace(url=url),))
    links = feed_of([row]).findall(f"{ATOM}entry/{ATOM}link")
    assert [link.get("rel") for link in links] == ["alternate"]


def test_an_unknown_speaker_and_language_are_not_made_up() -> None:
    row = ROW._replace(actor=None, speaker=None, language="und", said_on=None)
    entry = feed_of([row]).find(f"{ATOM}entry")
    assert entry is not None
    assert (entry.findtext(f"{ATOM}title") or "").startswith("Speaker unknown: ")
    assert "day unknown" in (entry.findtext(f"{ATOM}summary") or "")
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert "{http://www.w3.org/XML/1998/namespace}lang" not in content.attrib


def test_a_feed_of_nothing_is_still_a_feed() -> None:
    assert feed_of([]).findall(f"{ATOM}entry") == []
