"""Reports: what anybody may say is wrong with a statement, and who sees it."""

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.models import Doubt, ReviewItem
from app.services.reports import MAX_CHARS, MOST_OPEN
from tests.review.conftest import Doubted

FORM = {"kind": "speaker", "words": "It was Bo Lind who said this.", "contact": "cyn@post.example"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7 * 7 }}"


def address(doubted: Doubted, name: str = "bridge") -> str:
    return f"/statements/{doubted.statements[name]}/report"


def waiting(doubted: Doubted) -> list[ReviewItem]:
    with doubted.database.reader() as session:
        query = sa.select(ReviewItem).where(
            col(ReviewItem.reason) == Doubt.READERS_REPORT,
            col(ReviewItem.statement_id) == doubted.statements["bridge"],
        )
        return list(session.execute(query).scalars())


def test_a_reader_without_an_account_is_heard_and_told_so(
    doubted: Doubted, reader: TestClient, editor: TestClient
) -> None:
    page = reader.get(f"/statements/{doubted.statements['bridge']}", follow_redirects=True).text
    assert f'action="{address(doubted)}"' in page
    answer = reader.post(address(doubted), data=FORM)
    assert answer.status_code == 303
    assert "it was received" in reader.get(answer.headers["location"]).text
    queue = editor.get("/review?reason=readers-report").text
    assert "It was Bo Lind who said this." in queue
    assert "cyn@post.example" in queue


def test_readers_neither_see_reports_nor_mark_statements_by_them(
    doubted: Doubted, reader: TestClient, editor: TestClient
) -> None:
    editor.post(f"/review/{doubted.doubts['nested']}", data={"kind": "keep", "version": "0"})
    reader.post(address(doubted), data=FORM)
    number = doubted.statements["bridge"]
    for path in (f"/statements/{number}", f"/api/v1/statements/{number}"):
        answer = reader.get(path, follow_redirects=True)
        assert "Bo Lind who said this" not in answer.text
        assert "post.example" not in answer.text
    assert reader.get(f"/api/v1/statements/{number}").json()["status"] == "reviewed"
    form = {"kind": "done", "version": "0"}
    assert editor.post(f"/review/{waiting(doubted)[0].id}", data=form).status_code == 303


def test_hostile_words_are_shown_as_words(
    doubted: Doubted, reader: TestClient, editor: TestClient
) -> None:
    form = {"kind": "other", "words": HOSTILE, "contact": HOSTILE}
    assert reader.post(address(doubted), data=form).status_code == 303
    page = editor.get("/review").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7 * 7 }}" in page
    wrong = reader.post(address(doubted), data={**form, "kind": HOSTILE})
    assert wrong.status_code == 422
    assert "<script>alert" not in wrong.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": ""}, "Choose what is wrong"),
        ({"kind": "praise"}, "Choose what is wrong"),
        ({"words": " \n "}, "Say in a few words"),
        ({"words": "x" * (MAX_CHARS + 1)}, "At most 2,000"),
        ({"words": "a \0 in between"}, "character"),
        ({"contact": "x" * 201}, "At most 200"),
        ({"contact": "\0"}, "character"),
    ],
)
def test_what_is_missing_or_too_long_is_told_and_the_rest_is_kept(
    doubted: Doubted, reader: TestClient, change: dict[str, str], told: str
) -> None:
    answer = reader.post(address(doubted), data={**FORM, **change})
    assert answer.status_code == 422
    assert told in answer.text
    kept = "cyn@post.example" if "contact" not in change else "It was Bo Lind who said this."
    assert kept in answer.text
    assert waiting(doubted) == []


def test_the_same_report_twice_is_one(doubted: Doubted, reader: TestClient) -> None:
    for _ in range(2):
        assert reader.post(address(doubted), data=FORM).status_code == 303
    assert len(waiting(doubted)) == 1


def test_too_many_reports_from_one_address_are_refused(
    doubted: Doubted, reader: TestClient
) -> None:
    answers = [
        reader.post(address(doubted), data={**FORM, "words": f"It was the {at}th speaker."})
        for at in range(7)
    ]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429] * 2
    assert "retry-after" in answers[-1].headers
    assert len(waiting(doubted)) == 5


def test_one_statement_does_not_fill_the_queue(doubted: Doubted, reader: TestClient) -> None:
    with doubted.database.writer() as session:
        for at in range(MOST_OPEN):
            session.add(
                ReviewItem(
                    reason=Doubt.READERS_REPORT,
                    statement_id=doubted.statements["bridge"],
                    subject=f"The {at}th report.",
                )
            )
    answer = reader.post(address(doubted), data=FORM)
    assert answer.status_code == 422
    assert "wait to be read already" in answer.text


def test_another_site_reports_nothing(doubted: Doubted, reader: TestClient) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    assert reader.post(address(doubted), data=FORM, headers=headers).status_code == 403
    assert waiting(doubted) == []


def test_there_is_no_report_on_what_is_not_on_record(doubted: Doubted, reader: TestClient) -> None:
    assert reader.get("/statements/999999/report").status_code == 404
    assert reader.post("/statements/999999/report", data=FORM).status_code == 404
