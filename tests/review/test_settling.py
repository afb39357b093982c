"""Settling: each answer, its undo, many at once, and what was decided meanwhile."""

import re

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.models import Actor, Alias, Doubt, ReviewItem, Revision, Statement
from app.queries.statements import get_statement
from app.services.answers import KINDS
from app.services.corrections.articles import correct_article
from app.text import fold
from tests.joins.record import check
from tests.review.conftest import Doubted

pytestmark = pytest.mark.slow

SWAP = {"hx-request": "true"}


def press(browser: TestClient, number: int, kind: str, **fields: str) -> str:
    """Press a button of a doubt as its page has it; return the block that comes back."""
    page = browser.get(f"/review/{number}").text
    version = re.search(r'name="version" value="(\d+)"', page)
    form = {"kind": kind, "version": version[1] if version else "0", **fields}
    answer = browser.post(f"/review/{number}", data=form, headers=SWAP)
    assert answer.status_code == 200, answer.text
    return answer.text


def statement(doubted: Doubted, name: str) -> object:
    with doubted.database.reader() as session:
        return get_statement(session, doubted.statements[name])


def untold(doubted: Doubted) -> dict[str, object]:
    """All that the record holds of statements and doubts."""
    with doubted.database.reader() as session:
        found: dict[str, object] = {}
        for table in (Statement, ReviewItem):
            keys = [each.key for each in sa.inspect(table).column_attrs]
            rows = session.execute(sa.select(table)).scalars()
            found[table.__name__] = sorted(
                str([getattr(row, key) for key in keys if key != "proposal"]) for row in rows
            )
        return found


# By doubt, an answer, and what the statement is then.
ANSWERS = [
    ("moor", "actor:ada-moor", "leak", {"speaker": "Ada Moor", "side": "ru"}),
    ("moor", "keep", "leak", {"speaker": "Moor", "side": None}),
    ("clerk", "keep", "ferry", {"speaker": "a harbour clerk"}),
    ("feast", "day:2024-12-27", "posts", {"said_on": "2024-12-27", "said_on_basis": "editor"}),
    ("feast", "keep", "posts", {"said_on": None}),
    ("no topic", "keep", "harvest", {"topics": ()}),
    ("nested", "keep", "bridge", {"speaker": "Bo Lind"}),
    ("marks", "done", "road", {}),
    ("office", "keep", "road", {"speaker": "Bo Lind"}),
    ("changed", "actor:bo-lind", "leak", {"speaker": "Bo Lind", "side": "tr"}),
    ("changed", "keep", "leak", {"speaker": "Moor"}),
    ("report", "done", "harvest", {}),
    ("undated", "ignore", None, {}),
    ("same", "pair", "leak", {"outlets": 1}),
    ("same", "ignore", "leak", {}),
    ("copy", "pair", None, {}),
    ("copy", "ignore", None, {}),
]


@pytest.mark.parametrize(("name", "kind", "about", "then"), ANSWERS)
def test_an_answer_settles_at_once_and_undo_leaves_no_trace_but_history(
    doubted: Doubted,
    editor: TestClient,
    name: str,
    kind: str,
    about: str | None,
    then: dict[str, object],
) -> None:
    before, number = untold(doubted), doubted.doubts[name]
    block = press(editor, number, kind, note="as the tape has it" if kind == "ignore" else "")
    assert 'class="doubt settled"' in block
    assert doubted.status(name) == ("ignored" if kind in {"keep", "ignore"} else "fixed")
    if about:
        found = statement(doubted, about)
        assert {key: getattr(found, key) for key in then} == then
    with doubted.database.writer() as session:
        check(session)
    press(editor, number, "undo")
    assert untold(doubted) == before
    with doubted.database.reader() as session:
        told = session.execute(
            sa.select(col(Revision.action), col(Revision.who))
            .where(col(Revision.subject) == "review_item", col(Revision.subject_id) == number)
            .order_by(col(Revision.id))
        ).all()
    assert told[-1] == ("open again", "local user")
    assert told[0][0] in {"fix", "keep", "ignore", "refuse"}


def test_a_statement_waits_until_its_last_doubt_is_settled(
    doubted: Doubted, editor: TestClient
) -> None:
    press(editor, doubted.doubts["marks"], "keep")
    assert statement(doubted, "road").status == "pending"  # type: ignore[attr-defined]
    press(editor, doubted.doubts["office"], "keep")
    assert statement(doubted, "road").status == "reviewed"  # type: ignore[attr-defined]
    road = f"/api/v1/statements/{doubted.statements['road']}"
    assert editor.get(road).json()["status"] == "reviewed"


def test_the_form_sets_who_said_it_and_settles_what_follows_from_it(
    doubted: Doubted, editor: TestClient
) -> None:
    form = {"who": "actor", "actor": "bo lind"}
    press(editor, doubted.doubts["nested"], "edit", **form)
    press(editor, doubted.doubts["clerk"], "edit", who="printed", printed="a clerk of the harbour")
    assert statement(doubted, "ferry").speaker == "a clerk of the harbour"  # type: ignore[attr-defined]
    press(editor, doubted.doubts["no topic"], "edit", topic="ports")
    assert [each.slug for each in statement(doubted, "harvest").topics] == ["ports"]  # type: ignore[attr-defined]
    press(editor, doubted.doubts["feast"], "edit", said_on="2024-12")
    assert statement(doubted, "posts").said_on == "2024-12"  # type: ignore[attr-defined]
    assert {doubted.status(each) for each in ("nested", "clerk", "no topic", "feast")} == {"fixed"}


def test_several_corrections_of_one_report_are_undone_together(
    doubted: Doubted, editor: TestClient
) -> None:
    before = untold(doubted)
    form = {"who": "actor", "actor": "Ada Moor", "said_on": "2024-12-26", "topic": "ports"}
    press(editor, doubted.doubts["report"], "edit", **form)
    now = statement(doubted, "harvest")
    assert (now.speaker, now.side, now.said_on) == ("Ada Moor", "ru", "2024-12-26")  # type: ignore[attr-defined]
    assert doubted.status("no topic") == "fixed"
    press(editor, doubted.doubts["report"], "undo")
    assert untold(doubted) == before


@pytest.mark.parametrize(
    ("name", "form", "told"),
    [
        ("clerk", {"kind": "edit", "who": "actor", "actor": "Nobody Here"}, "Nobody on record"),
        ("clerk", {"kind": "edit", "who": "actor", "actor": "Moor"}, "Moor may be"),
        ("clerk", {"kind": "edit"}, "Nothing was changed"),
        ("clerk", {"kind": "ignore", "note": "  "}, "Say why"),
        ("clerk", {"kind": "actor:no-such"}, "no speaker"),
        ("clerk", {"kind": "day:2024-12-26"}, "not settled so"),
        ("clerk", {"kind": "burn"}, "not settled so"),
        ("clerk", {}, "not settled so"),
        ("feast", {"kind": "edit", "said_on": "on the feast"}, "Use 2024"),
        ("report", {"kind": "keep"}, "not settled so"),
        ("undated", {"kind": "day:2024"}, "a whole article"),
    ],
)
def test_what_cannot_be_is_told_and_settles_nothing(
    doubted: Doubted, editor: TestClient, name: str, form: dict[str, str], told: str
) -> None:
    before = untold(doubted)
    answer = editor.post(f"/review/{doubted.doubts[name]}", data={"version": "0", **form})
    assert answer.status_code == 422
    assert told in answer.text
    assert untold(doubted) == before


def test_what_another_editor_changed_meanwhile_is_told_and_what_was_typed_is_kept(
    doubted: Doubted, editor: TestClient
) -> None:
    number = doubted.statements["ferry"]
    form = {"form": "setting", "place": "Karo", "version": "0"}
    assert editor.post(f"/statements/{number}/corrections", data=form).status_code == 303
    form = {"kind": "edit", "who": "actor", "actor": "Ada Moor", "version": "0"}
    answer = editor.post(f"/review/{doubted.doubts['clerk']}", data=form)
    assert answer.status_code == 409
    assert "Somebody changed this" in answer.text
    assert 'value="Ada Moor"' in answer.text
    assert doubted.status("clerk") == "open"


def test_what_was_decided_in_another_tab_is_told(doubted: Doubted, editor: TestClient) -> None:
    number = doubted.doubts["marks"]
    press(editor, number, "keep")
    form = {"kind": "ignore", "note": "as heard", "version": "0"}
    answer = editor.post(f"/review/{number}", data=form)
    assert answer.status_code == 422
    assert doubted.item("marks").note == "the words are right"


def test_somebody_put_on_record_since_is_proposed_for_all_with_the_name(
    doubted: Doubted, editor: TestClient
) -> None:
    with doubted.database.writer() as session:
        clerk = Actor(slug="dag-orm", name="Dag Orm", kind="person")
        session.add(clerk)
        session.flush()
        text = "a harbour clerk"
        session.add(Alias(actor_id=clerk.id or 0, text=text, folded=fold(text)))
    page = editor.get("/review?reason=unknown-speaker").text
    assert "It is Dag Orm, all 2" in page
    form = {"scope": "name", "reason": "unknown-speaker", "name": text, "kind": "actor:dag-orm"}
    asked = editor.post("/review/many", data=form)
    assert asked.status_code == 200
    assert "2 doubts at once" in asked.text
    assert "All of these would be said by Dag Orm" in asked.text
    assert doubted.status("clerk") == "open"
    answer = editor.post("/review/many", data={**form, "sure": "2"})
    assert answer.status_code == 303
    assert statement(doubted, "late").speaker == "Dag Orm"  # type: ignore[attr-defined]
    assert doubted.status("clerk") == doubted.status("clerk again") == "fixed"
    page = editor.get("/review").text
    assert "You settled 2 doubts last" in page
    act = re.search(r'name="act" value="(\d+)"', page)
    assert act
    editor.post("/review/undo", data={"act": act[1]})
    assert statement(doubted, "late").speaker == "a harbour clerk"  # type: ignore[attr-defined]
    assert doubted.status("clerk") == doubted.status("clerk again") == "open"
    assert editor.post("/review/undo", data={"act": act[1]}).status_code == 422


def test_another_number_than_was_confirmed_is_asked_about_again(
    doubted: Doubted, editor: TestClient
) -> None:
    form = {"scope": "reason", "reason": "unknown-speaker", "kind": "keep", "sure": "2"}
    answer = editor.post("/review/many", data=form)
    assert "3 doubts at once" in answer.text
    assert doubted.status("clerk") == "open"


def test_those_ticked_are_ignored_together_with_one_reason_and_one_undo(
    doubted: Doubted, editor: TestClient
) -> None:
    before = untold(doubted)
    names = ["no topic", "no topic of a clerk", "marks"]
    form = {
        "scope": "ticked",
        "kind": "ignore",
        "item": [str(doubted.doubts[each]) for each in names],
    }
    assert editor.post("/review/many", data=form).status_code == 422
    answer = editor.post("/review/many", data={**form, "note": "old news"})
    assert answer.status_code == 303
    assert {doubted.item(each).note for each in names} == {"old news"}
    page = editor.get("/review").text
    act = re.search(r'name="act" value="(\d+)"', page)
    assert act
    editor.post("/review/undo", data={"act": act[1]})
    assert untold(doubted) == before


def test_for_those_ticked_what_is_proposed_is_done_and_the_rest_is_told(
    doubted: Doubted, editor: TestClient
) -> None:
    names = ["moor", "clerk", "undated"]
    form = {
        "scope": "ticked",
        "kind": "proposed",
        "item": [str(doubted.doubts[each]) for each in names],
    }
    answer = editor.post("/review/many", data=form)
    assert "2 doubts settled" in answer.text
    assert "1 doubt: Nothing is proposed" in answer.text
    assert statement(doubted, "leak").speaker == "Ada Moor"  # type: ignore[attr-defined]
    assert doubted.status("undated") == "open"


@pytest.mark.parametrize("reason", ["possible-duplicate", "near-copy", "readers-report", "x", ""])
def test_what_needs_a_look_each_is_not_settled_by_reason(editor: TestClient, reason: str) -> None:
    form = {"scope": "reason", "reason": reason, "kind": "ignore", "note": "no", "sure": "1"}
    assert editor.post("/review/many", data=form).status_code == 422


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//x", "", "/x\ny", "/reviewed"])
def test_a_form_leads_back_to_the_queue_and_nowhere_else(
    doubted: Doubted, editor: TestClient, back: str
) -> None:
    form = {"kind": "keep", "version": "0", "back": back}
    answer = editor.post(f"/review/{doubted.doubts['marks']}", data=form)
    assert answer.headers["location"] == "/review"


def test_every_kind_of_doubt_can_be_settled() -> None:
    assert set(KINDS) == set(Doubt)


def test_settled_doubts_are_listed_with_their_reason_and_opened_again_from_there(
    doubted: Doubted, editor: TestClient
) -> None:
    press(editor, doubted.doubts["marks"], "ignore", note="a slip of the printer")
    page = editor.get("/review?status=ignored").text
    assert "a slip of the printer" in page
    form = {"kind": "undo", "version": "0", "back": "/review?status=ignored"}
    answer = editor.post(f"/review/{doubted.doubts['marks']}", data=form)
    assert answer.headers["location"] == "/review?status=ignored"
    assert doubted.status("marks") == "open"


def test_setting_the_day_of_one_article_settles_the_doubt_about_that_one_alone(
    doubted: Doubted,
) -> None:
    with doubted.database.writer() as session:
        number = session.get_one(ReviewItem, doubted.doubts["undated"]).article_id or 0
        other = ReviewItem(reason=Doubt.DAY_NOT_RESOLVED, article_id=number - 1)
        session.add(other)
        session.flush()
        correct_article(session, number, {"published_on": "2024-12-28"}, who="bo")
        session.refresh(other)
        assert other.status == "open"
    assert doubted.status("undated") == "fixed"
    assert doubted.status("feast") == "open"
