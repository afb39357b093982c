"""The queue: its order, its evidence, its filters, and that it is for editors alone."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.models import Doubt
from app.queries.review import RANKS, count_total, count_waiting, find_waiting
from app.services.corrections.statements import withdraw
from app.services.joins import join
from app.web.review import SLUGS
from tests.cli.test_commands import run
from tests.review.conftest import Doubted
from tests.web.conftest import visiting
from tests.web.reading import said


def shown(page: str) -> list[int]:
    """The doubts on a page, in their order."""
    return [
        int(number) for number in re.findall(r'<article class="doubt[^"]*" id="doubt-(\d+)"', page)
    ]


def test_what_may_be_wrong_comes_first_and_what_is_only_not_known_last(
    doubted: Doubted, editor: TestClient
) -> None:
    names = {number: name for name, number in doubted.doubts.items()}
    order = [names[number] for number in shown(editor.get("/review").text)]
    assert order == [
        "report", "changed", "link", "moor again", "moor", "nested", "office", "marks", "undated",
        "feast", "same", "copy", "no topic", "clerk again", "clerk", "no topic of a clerk",
        "unnamed",
    ]  # fmt: skip


def test_every_doubt_has_exactly_one_place_in_the_queue(doubted: Doubted) -> None:
    with doubted.database.reader() as session:
        waiting = count_waiting(session)
        found = find_waiting(session, waiting, per=200)
    assert waiting.total == len(doubted.doubts) == found.total
    assert sorted(case.id for case in found.cases) == sorted(doubted.doubts.values())
    assert {reason for reason, _ in RANKS} == set(Doubt)


def test_what_is_withdrawn_or_was_joined_waits_no_more_in_any_count(doubted: Doubted) -> None:
    with doubted.database.writer() as session:
        before = count_total(session)
        assert before == len(doubted.doubts)
        withdraw(session, doubted.statements["road"], "never said", who="bo")
        assert count_total(session) == count_waiting(session).total == before - 2
        # A proposal between the two that is not the answer given here.
        join(session, doubted.statements["leak"], doubted.statements["mend"])
        assert count_total(session) == count_waiting(session).total == before - 3
        found = find_waiting(session, count_waiting(session), per=200)
    assert len(found.cases) == found.total == before - 3


@pytest.mark.parametrize("per", [1, 3, 7])
def test_its_pages_hold_everything_once(doubted: Doubted, per: int) -> None:
    with doubted.database.reader() as session:
        waiting = count_waiting(session)
        whole = [case.id for case in find_waiting(session, waiting, per=200).cases]
        pages = find_waiting(session, waiting, per=per).pages
        parts = [find_waiting(session, waiting, page=at + 1, per=per).cases for at in range(pages)]
    assert [case.id for part in parts for case in part] == whole


def test_the_number_in_the_frame_says_that_it_counts_doubts(editor: TestClient) -> None:
    for address in ("/review", "/about"):
        page = said(editor.get(address).text)
        found = re.search(r"Review, doubts waiting: (\d+)", page)
        assert found
        assert f"{found[1]} doubts waiting" in said(editor.get("/review").text)


def test_a_count_of_a_reason_leads_to_the_list_that_it_counts(
    doubted: Doubted, editor: TestClient
) -> None:
    page = editor.get("/review").text
    counts = dict(
        re.findall(r'href="/review\?reason=([a-z-]+)"[^>]*>[^<]*<span class="count">(\d+)', page)
    )
    assert set(counts) == set(SLUGS.values())
    for slug, count in counts.items():
        assert len(shown(editor.get(f"/review?reason={slug}").text)) == int(count)


def test_the_evidence_is_in_view(editor: TestClient) -> None:
    page = editor.get("/review").text
    assert '“<mark class="quote direct">The ferry will wait for the ice,</mark>” a harbour' in page
    assert "Speaker as printed: a harbour clerk" in said(page)
    assert "It was the trade minister who said this." in page
    assert "cyn@courier.example" in page
    assert "gives these words to Bo Lind" in said(page)
    assert "90 % of the words" in page


def test_of_an_ambiguous_name_only_who_held_an_office_on_that_day_is_proposed(
    doubted: Doubted, editor: TestClient
) -> None:
    page = editor.get("/review?reason=ambiguous-alias").text
    card = page.split(f'id="doubt-{doubted.doubts["moor"]}"')[1].split("</article>")[0]
    assert 'value="actor:ada-moor" class="accept">It is Ada Moor (Foreign minister)<' in card
    assert 'value="actor:cy-moor" class="second other">It is Cy Moor<' in card


def test_names_that_many_doubts_have_lead_to_them(doubted: Doubted, editor: TestClient) -> None:
    page = editor.get("/review?reason=unknown-speaker").text
    link = re.search(r'<a href="([^"]+)"[^>]*>a harbour clerk <span class="count">2', page)
    assert link
    found = shown(editor.get(link[1].replace("&amp;", "&")).text)
    assert sorted(found) == sorted(doubted.doubts[name] for name in ("clerk", "clerk again"))


def test_editors_see_in_the_header_how_many_wait_and_readers_nothing(
    doubted: Doubted, editor: TestClient, reader: TestClient
) -> None:
    many = len(doubted.doubts)
    assert f"data-waiting>{many}</span>" in editor.get("/statements").text
    editor.post(f"/review/{doubted.doubts['marks']}", data={"kind": "keep", "version": "0"})
    assert f"data-waiting>{many - 1}</span>" in editor.get("/statements").text
    assert "/review" not in reader.get("/statements").text
    assert reader.get("/review").status_code == 403
    assert reader.get("/review/1").status_code == 403


def test_an_empty_queue_says_what_fills_it(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        assert "Nothing waits" in client.get("/review").text
        assert "Nothing was fixed yet" in client.get("/review?status=fixed").text


def test_a_page_past_the_end_is_the_last_one_and_a_wrong_address_is_told(
    editor: TestClient,
) -> None:
    assert shown(editor.get("/review?page=99").text)
    assert editor.get("/review?reason=no-such").status_code == 404
    assert editor.get("/review/9999999999").status_code == 404


def test_the_command_line_counts_what_waits_in_the_same_order(doubted: Doubted) -> None:
    done = run("review", "--database", str(doubted.database.url), folder=Path.cwd())
    lines = done.stdout.decode().splitlines()
    assert lines[0].split(maxsplit=1) == ["1", "reader's report"]
    assert lines[-1].split() == [str(len(doubted.doubts)), "in", "all"]
