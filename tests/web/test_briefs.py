"""Briefs: ticked statements or those of a filter, to be read, downloaded and frozen."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.db import Database
from app.locales import gettext, speaking
from app.models import Brief, Revision
from app.queries.briefs import MAX_STATEMENTS
from app.queries.frozen import unpack
from app.services.corrections.joins import join_with
from app.services.corrections.statements import (
    bring_back,
    set_day,
    set_setting,
    set_speaker,
    withdraw,
)
from app.services.erasure import erase, plan_erasure
from tests.sample import Record, Said, Sample, fill
from tests.web.conftest import visiting
from tests.web.reading import links, said

REASON = "A court of Veltania ordered it."


@pytest.fixture
def writing(sqlite_database: Database) -> Iterator[tuple[TestClient, Database, Sample]]:
    """The local user's requests to a server on a sample of the test's own."""
    with sqlite_database.writer() as session:
        found = fill(session)
        session.flush()
        session.expunge_all()
    with visiting(sqlite_database) as client:
        yield client, sqlite_database, found


def freeze(client: TestClient, address: str, title: str = "") -> str:
    """Freeze the brief at an address as a person does; return where it stands then."""
    html = client.get(address).text
    form = html[html.index('action="/briefs"') :]
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    data: dict[str, list[str]] = {"title": [title]}
    for name, value in hidden:
        data.setdefault(name, []).append(unescape(value))
    answer = client.post("/briefs", data=data)
    assert answer.status_code == 303, said(answer.text)
    return str(answer.headers["location"])


def body(html: str) -> str:
    """What stands below the head of a brief."""
    return said(html[html.index("</header>", html.index('class="brief"')) :])


# ---------------------------------------------------------------------------------- the list


def test_every_statement_of_the_list_can_be_ticked_without_javascript(pages: TestClient) -> None:
    html = pages.get("/statements?side=tr&per=2").text
    assert html.count('<input type="checkbox" form="brief" name="id"') == 2
    form = html[html.index('<form class="brief-bar"') :]
    form = form[: form.index("</form>")]
    assert 'id="brief" action="/brief" method="get"' in form
    assert '<input type="hidden" name="side" value="tr">' in form
    assert 'formaction="/statements" name="page" value="2"' in form


def test_ticks_are_kept_when_the_page_is_turned(pages: TestClient) -> None:
    first = re.findall(r'name="id" value="(\d+)"', pages.get("/statements?side=tr&per=2").text)[0]
    html = pages.get(f"/statements?side=tr&per=2&id={first}&page=2").text
    assert f'<input type="hidden" name="id" value="{first}" data-carried>' in html
    assert "1 statement ticked on other pages" in said(html)
    assert f"/statements?side=tr&per=2&id={first}" in links(html)
    back = pages.get(f"/statements?side=tr&per=2&id={first}").text
    assert f'name="id" value="{first}" checked' in back
    assert "data-carried" not in back


def test_ticks_of_one_reader_are_not_shown_to_another(pages: TestClient) -> None:
    pages.get("/statements?side=tr&id=1")
    assert " checked" not in pages.get("/statements?side=tr").text.split('id="list"')[1]


def test_other_lists_have_no_ticks(pages: TestClient) -> None:
    for path in ("/", "/actors/ada-moor", "/topics/dams"):
        assert 'form="brief"' not in pages.get(path).text


# ---------------------------------------------------------------------------------- a brief


def test_a_brief_has_who_in_which_office_when_what_and_its_sources(
    pages: TestClient, sample: Sample
) -> None:
    one, other = sample.statements["leaks"].id, sample.statements["open"].id
    html = pages.get(f"/brief?id={one}&id={other}").text
    told = body(html)
    assert "14 January 2025 1. Bo Lind" in told
    assert "26 December 2024 2. Ada Moor Türkiye Foreign minister" in told
    assert "“The dam leaks, … and everybody on the river knows it.”" in told
    assert "from a day word in the text" in told
    assert "Source [2] Source [3]" in re.sub(r"\](?=S)", "] ", told)
    assert "Sarn Courier, 27 December 2024: Veltania opens a second inquiry" in told
    assert "https://courier.example/2024/12/dam" in told
    assert f"http://127.0.0.1/statements/{one}" in told
    assert "chosen 2 statements, one by one" in said(html)


def test_a_brief_of_a_filter_tells_it_in_words(pages: TestClient) -> None:
    html = pages.get("/brief?side=tr&topic=dams&from=2024-12&sort=oldest").text
    told = said(html)
    for words in ("side Türkiye", "topic Dams and water", "from December 2024", "oldest first"):
        assert words in told
    assert body(html).count("Ada Moor") == 2
    assert "/statements?side=tr&topic=dams&from=2024-12&sort=oldest" in links(html)


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("topic", ["Border", "Dams and water", "No topic found", "Harvest"]),
        ("speaker", ["Bo Lind", "Ada Moor"]),
    ],
)
def test_a_brief_is_grouped_as_asked(pages: TestClient, by: str, headings: list[str]) -> None:
    html = pages.get(f"/brief?by={by}").text
    found = re.findall(r'<h2 id="group-\d+">([^<]*)</h2>', html)
    assert len(found) == len(set(found))
    assert set(headings) <= set(found)


def test_what_was_ticked_and_cannot_be_shown_is_told(pages: TestClient, sample: Sample) -> None:
    ids = [sample.statements[name].id for name in ("withdrawn", "merged", "leaks")]
    told = said(pages.get(f"/brief?id={ids[0]}&id={ids[1]}&id={ids[2]}&id=999").text)
    assert f"Statement {ids[0]} is not here: Nobody had said it." in told
    assert "Statement 999 is not here: There is no such statement." in told
    # What was joined with another is that other one.
    assert "“The border stays open,”" in told


def test_a_bad_value_is_told_and_the_rest_is_applied(pages: TestClient) -> None:
    answer = pages.get("/brief?side=tr&id=x&by=colour&from=soon")
    assert answer.status_code == 422
    told = said(answer.text)
    for words in ("'x' is no number of a statement", "'colour' is unknown", "'soon' is no date"):
        assert words in told
    assert "Ada Moor" in told
    assert pages.get("/brief.csv?from=soon").status_code == 422


def test_nothing_found_says_what_to_do(pages: TestClient) -> None:
    told = said(pages.get("/brief?side=ir").text)
    assert "No statement fits" in told
    assert "Freeze" not in told


def test_a_long_list_is_cut_and_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        record = Record(session)
        text = " ".join(f"“Word {number},” he said." for number in range(MAX_STATEMENTS + 3))
        article = record.article(text)
        for number in range(MAX_STATEMENTS + 3):
            record.statement(Said(article, f"Word {number},"), said_on="2024-12-26")
    with visiting(sqlite_database) as client:
        html = client.get("/brief?sort=oldest").text
        assert "These are the first 200 of 203 statements" in said(html)
        assert html.count('<article class="entry"') == MAX_STATEMENTS
        assert len(client.get("/brief.jsonl").text.splitlines()) == MAX_STATEMENTS


@pytest.mark.parametrize("suffix", ["md", "csv", "xlsx", "jsonl", "bib", "ris", "json"])
def test_a_brief_is_a_file_of_each_kind(pages: TestClient, sample: Sample, suffix: str) -> None:
    one = sample.statements["leaks"].id
    assert f"/brief.{suffix}?id={one}" in links(pages.get(f"/brief?id={one}").text)
    answer = pages.get(f"/brief.{suffix}?id={one}")
    assert answer.status_code == 200
    kind = answer.headers["content-disposition"]
    assert re.fullmatch(rf'attachment; filename="brief-\d{{4}}-\d\d-\d\d\.{suffix}"', kind)
    if suffix != "xlsx":
        assert "The dam leaks, … and everybody on the river knows it." in answer.text


def test_there_is_no_other_kind_of_file(pages: TestClient) -> None:
    assert pages.get("/brief.exe").status_code == 404
    assert pages.get("/briefs/1.exe").status_code == 404


def test_ticked_statements_are_not_said_to_be_of_the_list_in_view(
    pages: TestClient, sample: Sample
) -> None:
    html = pages.get(f"/brief?side=tr&id={sample.statements['open'].id}").text
    assert "side Türkiye" not in said(html)
    assert "Bo Lind" in body(html)
    assert f"/statements?side=tr&id={sample.statements['open'].id}" in links(html)


# ---------------------------------------------------------------------------------- frozen


def test_a_frozen_brief_stays_as_it_was_and_tells_what_changed(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, sample = writing
    address = freeze(client, "/brief?side=tr&by=topic", "Words on dams")
    before = client.get(address).text
    assert "Words on dams" in said(before)
    assert "Changed since" not in said(before)
    with database.writer() as session:
        set_day(session, sample.statements["public"].id or 0, "2024-12-20", who="bo")
        set_speaker(
            session,
            sample.statements["leaks"].id or 0,
            actor=None,
            printed=None,
            who="bo",
        )
    after = client.get(address).text
    assert body(after) == body(before)
    told = said(after)
    assert "Statement 2 day said is now “2024-12-20”" in told
    assert "Statement 1 speaker is now “not known”" in told
    assert f"/statements/{sample.statements['public'].id}" in links(after)
    assert client.get(f"{address}.csv").text.count("2024-12-26") == 2


def test_what_was_withdrawn_since_is_told_and_shown_no_more_until_it_is_back(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, sample = writing
    number = sample.statements["public"].id or 0
    address = freeze(client, "/brief?side=tr")
    before = client.get(address).text
    with database.writer() as session:
        withdraw(session, number, "She never said it.", who="bo")
    gone = client.get(address).text
    assert f"Statement {number} was withdrawn: She never said it." in said(gone)
    for path in (address, f"{address}.md", f"{address}.csv", f"{address}.json"):
        assert "the inquiry would be public" not in client.get(path).text
    assert re.findall(r'id="(entry-\d+|source-\d+)"', gone) == [
        each for each in re.findall(r'id="(entry-\d+|source-\d+)"', before) if each != "entry-1"
    ]
    with database.writer() as session:
        bring_back(session, number, who="bo")
    assert body(client.get(address).text) == body(before)


def test_what_was_joined_since_is_told(writing: tuple[TestClient, Database, Sample]) -> None:
    client, database, sample = writing
    one, other = sample.statements["leaks"].id or 0, sample.statements["public"].id or 0
    address = freeze(client, f"/brief?id={other}")
    with database.writer() as session:
        join_with(session, one, other, who="bo", seen=None)
    told = said(client.get(address).text)
    assert f"Statement {other} was found to say the same as statement {one}" in told
    assert "the inquiry would be public" in told


def test_what_leads_to_a_withdrawn_statement_is_told_with_the_reason(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, sample = writing
    one, other = sample.statements["leaks"].id or 0, sample.statements["public"].id or 0
    with database.writer() as session:
        join_with(session, one, other, who="bo", seen=None)
        withdraw(session, one, "She never said it.", who="bo")
    told = said(client.get(f"/brief?id={other}").text)
    assert "She never said it." in told
    assert "the inquiry would be public" not in told


def test_occasion_and_place_of_an_erased_wording_leave_a_frozen_brief(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, sample = writing
    number = sample.statements["leaks"].id or 0
    with database.writer() as session:
        set_setting(session, number, occasion="A walk on the dam", place="Upper Sarn", who="bo")
    address = freeze(client, f"/brief?id={number}")
    [stored] = client.get(f"/api/v1{address}").json()["items"]
    assert (stored["occasion"], stored["place"]) == ("A walk on the dam", "Upper Sarn")
    with database.writer() as session:
        erase(session, stored["quotes"][0]["article_id"], reason=REASON, who="Ada Moor")
    [left] = client.get(f"/api/v1{address}").json()["items"]
    assert (left["occasion"], left["place"]) == (None, None)
    assert [each["id"] for each in left["quotes"]] == [each["id"] for each in stored["quotes"][1:]]


def test_words_of_an_erased_article_leave_a_frozen_brief_for_good(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, sample = writing
    number = sample.articles["dam"].id or 0
    address = freeze(client, "/brief", "Moor: the inquiry would be public")
    other = freeze(client, "/brief?topic=harvest&from=2024-12", "Harvest")
    kept = client.get(other).text
    before = client.get(address).text
    with database.writer() as session:
        planned = plan_erasure(session, number)
        assert erase(session, number, reason=REASON, who="Ada Moor") == planned
        assert planned.briefs == (1,)
        stored = session.execute(sa.select(Brief.title, Brief.content)).all()
    for title, content in stored:
        for words in ("inquiry", "a cold winter", "The dam leaks", "courier.example"):
            assert words not in f"{title}{content}"
    html = client.get(address).text
    told = said(html)
    gone = sample.statements["public"].id
    assert f"Statement {gone} was erased for legal reasons: {REASON}" in told
    assert "Statement 1 1 wording erased for legal reasons" in told
    assert "«Плотина течёт, и это знают все на реке»" in told
    # What stays keeps its number, and so does each source.
    numbers = re.compile(r'id="((?:entry|source)-\d+)"')
    assert set(numbers.findall(html)) < set(numbers.findall(before))
    assert re.search(r'id="(source-\d+)" value="\d+"><cite>[^/]*/outlets/vecherniy', before)
    assert client.get(other).text == kept


def test_what_nobody_changed_is_not_told_as_changed(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, _, _ = writing
    assert "Changed since" not in said(client.get(freeze(client, "/brief")).text)


def test_freezing_is_refused_where_the_record_changed_meanwhile(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, _ = writing
    answer = client.post("/briefs", data={"side": "tr", "title": "Dams", "seen": "old"})
    assert answer.status_code == 409
    assert "The record changed since you opened this brief" in said(answer.text)
    assert 'value="Dams"' in answer.text
    with database.reader() as session:
        assert session.execute(sa.select(Brief)).first() is None


def test_a_title_that_is_too_long_is_told_and_kept(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, _, _ = writing
    html = client.get("/brief?side=tr").text
    seen = re.search(r'name="seen" value="(\w+)"', html)
    assert seen
    answer = client.post("/briefs", data={"side": "tr", "title": "x" * 201, "seen": seen[1]})
    assert answer.status_code == 422
    assert "Use at most 200 characters" in said(answer.text)
    assert f'value="{"x" * 201}"' in answer.text


def test_what_is_frozen_is_in_english_and_pages_say_it_to_each_reader(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, _ = writing
    client.headers["accept-language"] = "ru"
    path = freeze(client, "/brief?side=tr&sort=oldest")
    with database.reader() as session:
        content = session.execute(sa.select(Brief.content)).scalar_one()
    assert unpack(content).filters == (("side", "Türkiye"), ("order", "oldest first"))
    files = [client.get(f"{path}.{suffix}").content for suffix in ("md", "csv", "jsonl", "bib")]
    shown = said(client.get(path).text)
    with speaking("ru"):
        assert gettext("oldest first") in shown
    client.headers["accept-language"] = "en"
    assert "oldest first" in said(client.get(path).text)
    again = [client.get(f"{path}.{suffix}").content for suffix in ("md", "csv", "jsonl", "bib")]
    assert files == again


def test_history_tells_who_froze_what(writing: tuple[TestClient, Database, Sample]) -> None:
    client, database, _ = writing
    freeze(client, "/brief?side=ru")
    with database.reader() as session:
        entry = session.execute(sa.select(Revision).order_by(Revision.id.desc())).scalars().first()  # type: ignore[union-attr]
        content = session.execute(sa.select(Brief.content)).scalar_one()
    assert (entry.who, entry.action, entry.subject, entry.subject_id) == (
        "local user", "freeze", "brief", 1,
    )  # fmt: skip
    assert entry.after["statements"] == [place.id for place in unpack(content).places]


def test_frozen_briefs_are_listed_and_readers_are_told_no_names(
    writing: tuple[TestClient, Database, Sample],
) -> None:
    client, database, _ = writing
    address = freeze(client, "/brief?side=ru", "On the border")
    told = said(client.get("/briefs").text)
    assert "On the border" in told
    assert "by local user" in told
    with visiting(database, host="0.0.0.0") as reader:
        assert "On the border" in said(reader.get("/briefs").text)
        for path in ("/briefs", address):
            assert "local user" not in reader.get(path).text
        assert "Freeze it" not in reader.get("/brief").text
        assert reader.post("/briefs", data={"side": "ru"}).status_code == 403


@pytest.mark.parametrize("path", ["/briefs/1", "/briefs/999.md", "/briefs/x", "/briefs/0"])
def test_a_brief_that_there_is_not_is_a_page_that_says_so(pages: TestClient, path: str) -> None:
    assert pages.get(path).status_code == 404
