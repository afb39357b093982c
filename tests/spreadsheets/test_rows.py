"""Rows: from the sheet of an analyst to statements, by the browser and the command line."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.cli_sheets import open_sheets
from app.config import Settings
from app.db import Database
from app.errors import Invalid
from app.main import create_app
from app.models import Actor, Article, Draft, FailedInput, Quote, TextKind, TopicEvidence
from app.readers.files import Failure
from app.readers.spreadsheets import read_spreadsheet
from app.services.batch import ingest_batch
from app.services.reference import add_reference
from app.services.spreadsheets import columns_named, guess_columns
from tests.reliability.record import faults
from tests.services.test_ingest import listed
from tests.services.world import WORLD
from tests.web.test_uploads import work_off

pytestmark = pytest.mark.slow

LOCAL = ("127.0.0.1", 5000)
SHEET = """Who;Quote;When;Newspaper;Link
Bo Lind;“The dam will stay open.”;26/12/2024;Sarn Courier;https://sarncourier.example/a
Dora Voss;The port of Karo opens.;27/12/2024;Sarn Courier;
;The gates are old.;;Coast Herald;
Lind;We wait.;;Coast Herald;
Bo Lind;“The dam will stay open.”;26/12/2024;Sarn Courier;https://sarncourier.example/a
Ada Moor;;26/12/2024;Sarn Courier;
Ada Moor;No source.;26/12/2024;;
Ada Moor;Some day.;soon;Sarn Courier;
Ada Moor;An address.;26/12/2024;;ftp://x
"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """A database that knows the invented world."""
    with sqlite_database.writer() as session:
        add_reference(session, WORLD)
    return sqlite_database


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """The local user's browser, on a server that leaves work to others."""
    settings = Settings(database_url=str(database.url), background=False)
    app = create_app(settings)
    with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as client:
        yield client


def upload(browser: TestClient, content: str | bytes = SHEET, name: str = "mine.csv") -> str:
    """Give a spreadsheet with the form of a new article; return the address of its preview."""
    given = content.encode() if isinstance(content, str) else content
    answer = browser.post("/articles/new", files={"file": (name, given)})
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"]
    return found


def posted(browser: TestClient, address: str, **changes: str) -> dict[str, str]:
    """The fields of a preview as a browser would send them, with some changed."""
    page = browser.get(address).text
    form = page[page.index('<form class="add"') :]
    form = form[: form.index("</form>")]
    found = {}
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[0] if chosen else ""
    for tag in re.findall(r"<input [^>]*>", form):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        found[told["name"]] = told.get("value", "")
    return found | changes


def save(browser: TestClient, database: Database, address: str, **changes: str) -> str:
    """Save the rows, have the work done, and return the page that tells what became of them."""
    answer = browser.post(address, data=posted(browser, address, action="save", **changes))
    assert answer.status_code == 303, answer.text
    work_off(database)
    return browser.get(address).text


def test_columns_are_known_by_their_headers_in_three_languages() -> None:
    assert guess_columns(("Who", "Quote", "When", "Newspaper", "Link")) == {
        "speaker": 0, "words": 1, "said_on": 2, "outlet": 3, "url": 4,
    }  # fmt: skip
    assert guess_columns(("Дата", "Кто сказал", "Цитата", "Источник", "Ссылка")) == {
        "said_on": 0, "speaker": 1, "words": 2, "outlet": 3, "url": 4,
    }  # fmt: skip
    assert guess_columns(("Konuşmacı", "Alıntı", "Tarih", "Kaynak", "Dil")) == {
        "speaker": 0, "words": 1, "said_on": 2, "outlet": 3, "language": 4,
    }  # fmt: skip
    # As our own CSV names them; its `url` is an address here, not the source's.
    assert guess_columns(("id", "url", "said_on", "speaker", "text", "source_url"))["url"] == 5


def test_a_person_may_name_the_columns() -> None:
    (grid,) = read_spreadsheet(SHEET.encode(), "a.csv")
    found = columns_named(grid, "speaker=quote, words=1,url=")
    assert (found["speaker"], found["words"]) == (1, 0)
    assert "url" not in found
    for wrong in ("speaker=None here", "colour=Who"):
        with pytest.raises(Invalid):
            columns_named(grid, wrong)


def test_an_upload_is_kept_and_public_only_once_it_is_saved(
    browser: TestClient, database: Database
) -> None:
    address = upload(browser)
    page = browser.get(address).text
    assert "<strong>4 rows</strong> can be saved" in page
    assert listed(database) == []
    assert address in browser.get("/articles/drafts").text
    told = save(browser, database, address)
    assert "4 rows stored, with 4 new statements" in told
    rows = {row.text: row for row in listed(database)}
    assert set(rows) == {
        "The dam will stay open.", "The port of Karo opens.", "The gates are old.", "We wait.",
    }  # fmt: skip
    dam = rows["The dam will stay open."]
    assert (dam.speaker, dam.side, dam.said_on, dam.form) == (
        "Bo Lind", "ru", "2024-12-26", "direct",
    )  # fmt: skip
    assert [each.slug for each in dam.topics] == ["dams"]
    assert rows["The gates are old."].actor is None
    assert rows["The gates are old."].said_on is None
    # Two have this name: nobody is guessed.
    assert (rows["We wait."].actor, rows["We wait."].speaker) == (None, "Lind")
    assert faults(database) == []


def test_every_word_stands_in_a_text_of_its_own(browser: TestClient, database: Database) -> None:
    save(browser, database, upload(browser))
    with database.reader() as session:
        found = session.execute(sa.select(Quote, Article).join(Article)).all()
        proofs = session.execute(sa.select(TopicEvidence)).scalars().all()
    for quote, article in found:
        assert article.text_kind == TextKind.DIGEST
        assert article.text[quote.start_char : quote.end_char] == quote.text
        assert (quote.rule, quote.origin) == ("spreadsheet", "import")
        if quote.speaker_printed:
            printed = article.text[quote.speaker_start : quote.speaker_end]
            assert printed == quote.speaker_printed
    assert {each.term for each in proofs} == {"dam*", "port*"}
    assert {article.url for _, article in found} == {"https://sarncourier.example/a", None}


def test_rows_that_fail_are_named_and_given_back_to_be_mended(
    browser: TestClient, database: Database
) -> None:
    address = upload(browser)
    told = save(browser, database, address)
    assert "5 left out" not in told
    assert "1 here already; 4 left out" in told
    for row in ("Row 7: It has no words.", "Row 8: It names no source", "Row 9: said on: “soon”"):
        assert row in told
    given = browser.get(f"{address}/left-out.csv").text
    rows = list(csv.reader(StringIO(given.removeprefix("\ufeff"))))
    assert rows[0][:2] == ["Who", "Quote"]
    assert [row[5] for row in rows[1:]] == ["7", "8", "9", "10"]
    mended = given.replace("soon", "28.12.2024")
    told = save(browser, database, upload(browser, mended, "mended.csv"))
    assert "1 row stored, with 1 new statement" in told
    assert "3 left out" in told


def test_the_same_sheet_twice_stores_nothing_twice(browser: TestClient, database: Database) -> None:
    save(browser, database, upload(browser))
    told = save(browser, database, upload(browser))
    assert "0 rows stored, with 0 new statements; 5 here already" in told
    assert len(listed(database)) == 4


def test_speakers_are_chosen_or_added(browser: TestClient, database: Database) -> None:
    address = upload(browser)
    form = posted(browser, address)
    named = {value: name.removeprefix("name-") for name, value in form.items() if "name-" in name}
    chosen = {
        f"speaker-{named['Lind']}": "Cara Lind [cara-lind]",
        f"speaker-{named['Dora Voss']}": "new:person",
    }
    assert browser.post(address, data=form | chosen | {"action": "check"}).status_code == 303
    # It survives a reload, as the draft does a crash.
    assert "Cara Lind [cara-lind]" in browser.get(address).text
    save(browser, database, address)
    rows = {row.text: row.speaker for row in listed(database)}
    assert rows["We wait."] == "Cara Lind"
    with database.reader() as session:
        dora = session.execute(sa.select(Actor).where(Actor.name == "Dora Voss")).scalar_one()
    assert dora.origin == "person"
    wrong = {f"speaker-{named['Lind']}": "Nobody Known", "action": "check"}
    other = upload(browser)
    answer = browser.post(other, data=posted(browser, other) | wrong)
    assert answer.status_code == 422
    assert "nobody on record" in answer.text


def test_days_that_may_be_two_are_asked_before_anything_is_saved(
    browser: TestClient, database: Database
) -> None:
    sheet = "who,quote,day,paper\nBo Lind,It holds.,3/4/2024,Sarn Courier\n"
    address = upload(browser, sheet)
    assert "Is “3/4/2024” the day first, or the month first?" in browser.get(address).text
    answer = browser.post(address, data=posted(browser, address, action="save"))
    assert answer.status_code == 422
    save(browser, database, address, order="month")
    assert [row.said_on for row in listed(database)] == ["2024-03-04"]


def test_columns_that_were_not_guessed_are_chosen(browser: TestClient, database: Database) -> None:
    address = upload(browser, "a,b,c\nBo Lind,It holds.,Sarn Courier\n")
    page = browser.get(address).text
    assert "Choose the column that holds the words." in page
    answer = browser.post(address, data=posted(browser, address, action="save"))
    assert answer.status_code == 422
    chosen = {"column-speaker": "0", "column-words": "1", "column-outlet": "2"}
    save(browser, database, address, **chosen)
    assert [(row.text, row.speaker) for row in listed(database)] == [("It holds.", "Bo Lind")]
    twice = {"column-speaker": "1", "column-words": "1", "action": "check"}
    other = upload(browser, "a,b\nx,y\n")
    browser.post(other, data=posted(browser, other, **twice))
    assert "The column “b” is chosen twice." in browser.get(other).text


def test_what_cannot_be_read_is_kept_with_its_reason(
    browser: TestClient, database: Database
) -> None:
    answer = browser.post("/articles/new", files={"file": ("x.csv", b"\x89PNG\x00\x01")})
    assert answer.status_code == 422
    assert "The file is kept with this reason" in answer.text
    with database.reader() as session:
        assert session.execute(sa.select(FailedInput.source)).scalars().all() == ["x.csv"]


def test_a_saved_sheet_is_saved_once_and_a_discarded_one_is_gone(
    browser: TestClient, database: Database
) -> None:
    address = upload(browser)
    save(browser, database, address)
    assert browser.post(address, data={"action": "save"}).status_code == 410
    other = upload(browser)
    assert browser.post(other, data={"action": "discard"}).status_code == 303
    assert browser.get(other).status_code == 404
    # An article's draft has another page.
    with database.reader() as session:
        token = session.execute(sa.select(Draft.token)).scalars().first()
    assert browser.get(f"/articles/drafts/{token}").status_code == 404


def test_formulas_stay_letters(browser: TestClient, database: Database) -> None:
    sheet = 'who,quote,paper\n=1+1,"=HYPERLINK(""http://x"")",Sarn Courier\n-,,x\n'
    address = upload(browser, sheet)
    save(browser, database, address)
    assert [row.text for row in listed(database)] == ['=HYPERLINK("http://x")']
    assert "\r\n'-," in browser.get(f"{address}/left-out.csv").text


def test_the_command_line_reads_rows_too(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(SHEET, "utf-8")
    found = list(open_sheets(database, [file], "", ""))
    failed = [each for each in found if isinstance(each, Failure)]
    assert [each.source for each in failed] == [f"{file}, row {n}" for n in (7, 8, 9, 10)]
    report = ingest_batch(database, found)
    assert (report.new, report.statements, len(report.failures)) == (4, 4, 4)
    file.write_text("who,quote,day\nBo,It holds.,3/4/2024\n", "utf-8")
    (failure,) = open_sheets(database, [file], "", "")
    assert isinstance(failure, Failure)
    assert "--days" in failure.reason


def test_a_large_sheet_is_read_with_its_progress(database: Database, browser: TestClient) -> None:
    lines = [f"Bo Lind;We open port {n}.;26.12.2024;Sarn Courier" for n in range(300)]
    address = upload(browser, "\n".join(["who;quote;day;paper", *lines]))
    told = save(browser, database, address)
    assert "300 rows stored, with 300 new statements" in told
    answer = browser.get("/api/v1/statements?per=1").json()
    assert json.dumps(answer["total"]) == "300"
