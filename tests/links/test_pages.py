"""Links on the pages and in the API, as readers and editors see them."""

import json
import re

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.web.link_candidates import inside
from tests.links.conftest import NUMBER
from tests.web.reading import links, said

FIRST, SECOND, THIRD, OTHER = (NUMBER[name] for name in ("first", "second", "third", "other"))
CANDIDATES = "/compare/dams/candidates"
IS_JSON = {"content-type": "application/json"}


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def get(browser: TestClient, path: str) -> str:
    answer = browser.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


def send(browser: TestClient, number: int, **fields: str) -> Response:
    """Send the form that links a statement."""
    seen = version(get(browser, f"/statements/{number}"))
    fields = {"form": "link", "version": seen, "topic": "dams", **fields}
    return browser.post(f"/statements/{number}/corrections", data=fields)


def link(browser: TestClient, one: int, other: int, kind: str = "repeats", note: str = "") -> str:
    """Link two statements; the address of the link."""
    answer = send(browser, one, other=str(other), kind=kind, note=note)
    assert answer.status_code == 303
    page = get(browser, f"/statements/{one}")
    return next(each for each in reversed(links(page)) if each.startswith("/links/"))


def test_each_of_two_linked_statements_says_so(browser: TestClient) -> None:
    link(browser, FIRST, SECOND, note="In other words.")
    assert "Earlier: 1 March 2024, Türkiye Ada Moor, on Dams: this one repeats it" in said(
        get(browser, f"/statements/{SECOND}")
    )
    page = said(get(browser, f"/statements/{FIRST}"))
    assert "Later: 1 June 2024, Türkiye Ada Moor, on Dams: it repeats this one" in page
    assert "In other words." in page
    assert "Linked, by local user Between: statement 1 and statement 2, on Dams" in page
    assert "What the later one does: no link →became repeats" in page


def test_a_statement_is_named_by_its_address_too(browser: TestClient) -> None:
    other = f"http://127.0.0.1/statements/{SECOND}-ada-moor-all"
    assert send(browser, FIRST, other=other, kind="repeats").status_code == 303


def test_what_was_typed_is_kept_beside_its_message(browser: TestClient) -> None:
    answer = send(browser, FIRST, other="999", kind="softens", note="kept <b>as typed</b>")
    assert answer.status_code == 422
    assert "There is no statement of this number" in said(answer.text)
    assert "kept &lt;b&gt;as typed&lt;/b&gt;" in answer.text
    assert '<option value="softens" selected>' in answer.text


def test_both_stand_side_by_side_with_what_differs_marked(browser: TestClient) -> None:
    path = link(browser, FIRST, THIRD, "reverses", "It need not be.")
    page = get(browser, path)
    marked = re.findall(r'<mark class="hit">([^<]*)</mark>', page)
    assert marked == ["must", "three", "need not"]
    assert "Türkiye reverses" in said(page)
    assert "It need not be." in said(page)


def test_a_link_is_changed_taken_away_and_brought_back_on_its_page(browser: TestClient) -> None:
    path = link(browser, FIRST, SECOND)
    seen = version(get(browser, path))
    fields = {"form": "set", "version": seen, "kind": "sharpens", "note": "More firmly."}
    assert browser.post(path, data=fields).status_code == 303
    assert "Türkiye sharpens" in said(get(browser, path))
    assert browser.post(path, data=fields).status_code == 409
    fields = {"form": "remove", "version": version(get(browser, path))}
    assert browser.post(path, data=fields).status_code == 303
    gone = browser.get(path)
    assert gone.status_code == 410
    assert "This link was taken away" in said(gone.text)
    revert = re.findall(r'name="form" value="(revert-\d+)"', gone.text)[0]
    fields = {"form": revert, "version": version(gone.text)}
    assert browser.post(path, data=fields).status_code == 303
    assert "More firmly." in said(get(browser, path))


def test_the_pair_page_and_the_topic_show_the_line_of_changes(browser: TestClient) -> None:
    link(browser, FIRST, SECOND)
    link(browser, SECOND, THIRD, "reverses", "Suddenly.")
    for path in ("/compare/dams", "/compare/dams?a=tr&b=ru", "/topics/dams"):
        words = said(get(browser, path))
        line = words.index("1 March 2024 Ada Moor: The dam"), words.index("1 June 2024 Ada Moor: A")
        assert line[0] < words.index("repeats", line[0]) < line[1]
        assert line[1] < words.index("reverses: both side by side Suddenly.")
    assert "No statement is linked to an earlier one yet" in said(get(browser, "/compare/dams"))


def test_common_ground_and_divergence_stand_with_their_evidence(browser: TestClient) -> None:
    path = link(browser, SECOND, OTHER, "differs", "Who runs it.")
    for page in ("/compare/dams", "/topics/dams"):
        words = said(get(browser, page))
        assert "Divergence" in words
        assert "Who runs it." in words
        assert "must be run by Ostmark alone." in words
    assert "Divergence" not in said(get(browser, "/compare/dams?a=tr&b=sy"))
    assert "Russia" in said(get(browser, path))


def test_a_link_in_doubt_is_shown_as_such_and_waits_in_the_queue(browser: TestClient) -> None:
    path = link(browser, FIRST, SECOND)
    fields = {"form": "untopic-dams", "version": version(get(browser, f"/statements/{SECOND}"))}
    assert browser.post(f"/statements/{SECOND}/corrections", data=fields).status_code == 303
    told = "in doubt: one of the two is not on the topic any more"
    for page in ("/topics/dams", "/compare/dams", f"/statements/{FIRST}"):
        assert told in said(get(browser, page)), page
    queue = get(browser, "/review?reason=link-no-longer-holds")
    assert "A link that may not hold any more" in said(queue)
    assert path in links(queue)
    item = re.search(r'action="/review/(\d+)"', queue)
    assert item
    done = browser.post(
        f"/review/{item[1]}", data={"kind": "unlink", "version": version(queue), "back": "/review"}
    )
    assert done.status_code == 303
    assert browser.get(path).status_code == 410


def test_candidates_are_accepted_refused_and_undone(browser: TestClient) -> None:
    page = get(browser, f"{CANDIDATES}?a=tr")
    assert "3 candidates on this page" in said(page)
    back = f"{CANDIDATES}?a=tr"
    decide = {"earlier": str(FIRST), "later": str(SECOND), "back": back}
    accepted = browser.post(
        CANDIDATES, data={**decide, "action": "accept", "kind": "repeats", "note": "Yes."}
    )
    assert (accepted.status_code, accepted.headers["location"]) == (303, back)
    decide["later"] = str(THIRD)
    assert browser.post(CANDIDATES, data={**decide, "action": "refuse"}).status_code == 303
    assert "1 candidate on this page" in said(get(browser, back))
    decided = get(browser, f"{CANDIDATES}?status=decided")
    assert "repeats Yes." in said(decided)
    for number in re.findall(r'name="link" value="(\d+)"', decided):
        assert browser.post(CANDIDATES, data={"action": "undo", "link": number}).status_code == 303
    assert "3 candidates on this page" in said(get(browser, back))


def test_what_changed_is_told_beside_a_candidate(browser: TestClient) -> None:
    words = said(get(browser, f"{CANDIDATES}?a=tr"))
    assert "Denial: only the later one denies" in words
    assert "Terms of the topic: run by →became nothing" in words
    assert "1 statement without a day is left out" in words


def test_two_sides_are_asked_for_with_the_second(browser: TestClient) -> None:
    page = get(browser, f"{CANDIDATES}?a=tr&b=ru")
    assert "1 candidate on this page" in said(page)
    assert '<option value="differs">' in page
    assert '<option value="reverses">' not in page


def test_what_the_list_could_not_use_is_told(browser: TestClient) -> None:
    for query in ("a=zz", "a=tr&b=tr", "a=tr&from=x"):
        assert browser.get(f"{CANDIDATES}?{query}").status_code == 422, query


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/compare/dams", "\\"])
def test_a_list_leads_nowhere_else(back: str) -> None:
    assert inside("dams", back) == CANDIDATES


def test_readers_see_links_and_no_forms(browser: TestClient) -> None:
    path = link(browser, FIRST, SECOND)
    settings: Settings = browser.app.state.settings  # type: ignore[attr-defined]
    app = create_app(settings.model_copy(update={"host": "0.0.0.0"}))
    with TestClient(app, "http://127.0.0.1", follow_redirects=False) as reader:
        page = reader.get(path)
        assert page.status_code == 200
        assert "data-form" not in page.text
        assert "local user" not in page.text
        assert reader.get(CANDIDATES).status_code == 403


def test_the_api_reads_and_writes_links(browser: TestClient) -> None:
    given = {"statement": SECOND, "other": FIRST, "topic": "dams", "kind": "repeats"}
    made = browser.post("/api/v1/links", json=given)
    assert made.status_code == 201
    path = made.headers["location"]
    row = browser.get(path).json()
    assert (row["earlier"]["id"], row["later"]["id"], row["fault"]) == (FIRST, SECOND, None)
    assert browser.get("/api/v1/links?topic=dams").json()["items"][0]["id"] == row["id"]
    assert browser.get("/api/v1/links?side=ru").json()["total"] == 0
    assert browser.get("/api/v1/links?topic=zz").status_code == 422
    of_it = browser.get(f"/api/v1/statements/{FIRST}").json()["links"]
    assert [each["id"] for each in of_it] == [row["id"]]
    changed = browser.patch(path, json={"version": row["version"], "kind": "sharpens"})
    assert changed.status_code == 200
    assert browser.get(path).json()["kind"] == "sharpens"
    late = browser.patch(path, json={"version": row["version"], "note": "late"})
    assert late.status_code == 409
    assert browser.patch(path, json={"note": "Newer."}).json()["note"] == "Newer."
    assert browser.delete(path).status_code == 204
    assert browser.get(path).status_code == 410


def test_the_api_lists_candidates_for_editors(browser: TestClient) -> None:
    found = browser.get("/api/v1/compare/dams/candidates?a=tr").json()
    assert found["statements"] == 4
    pairs = {(each["earlier"]["id"], each["later"]["id"]): each for each in found["items"]}
    assert pairs[FIRST, THIRD]["changed"][0]["what"] == "negation"
    both = browser.get("/api/v1/compare/dams/candidates?a=tr&b=ru").json()["items"]
    assert [each["later"]["id"] for each in both] == [OTHER]
    for query in ("a=zz", "a=tr&b=tr", "a=tr&b=zz", "from=x"):
        assert browser.get(f"/api/v1/compare/dams/candidates?{query}").status_code == 422, query
    assert browser.get("/api/v1/compare/zz/candidates").status_code == 422


def test_the_api_names_what_it_cannot_use(browser: TestClient) -> None:
    good = {"statement": FIRST, "other": SECOND, "topic": "dams", "kind": "repeats"}
    for wrong in (
        {"kind": "unrelated"}, {"more": 1}, {"other": "x"}, {"note": "\x00"}, {"topic": None},
        {"topic": "\x00"}, {"kind": "\x00"}, {"note": "\ud800"}, {"statement": 2**80},
    ):  # fmt: skip
        sent = json.dumps(good | wrong)
        answer = browser.post("/api/v1/links", content=sent, headers=IS_JSON)
        assert answer.status_code in {404, 422}, wrong
        assert answer.json()["message"]
    assert browser.post("/api/v1/links", json={}).status_code == 422
    answer = browser.post("/api/v1/links", content=json.dumps(good), headers=IS_JSON)
    assert answer.status_code == 201


def test_a_link_that_is_not_there_is_a_404(browser: TestClient) -> None:
    for path in ("/links/99", "/links/x", "/links/0", "/api/v1/links/99"):
        assert browser.get(path).status_code in {404, 422}, path
    assert browser.post("/links/99", data={"form": "remove"}).status_code == 404
