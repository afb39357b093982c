"""Walk: every operation of the API, asked once of a record of invented people.

What it is asked and answers are the document's examples: `python -m tests.api.examples` keeps
them, and a test holds what is kept to another walk.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from app.cli_feeds import poll_feeds
from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Job, JobState, Outlet
from app.services.failures import keep_failed
from app.services.jobs import enqueue
from app.services.politeness import Politeness
from app.services.reference import add_reference
from tests.api.conftest import LOCAL
from tests.briefs import freeze_some
from tests.feeds.invented import RSS, entry, rss, story
from tests.joins.record import tell
from tests.servers import Site, site
from tests.services.world import WORLD

V1 = "/api/v1"
# What examples call the server on which the invented paper is.
PAPER = "https://courier.example"
MONDAY = """"The dam will close before the winter," Veltanian Foreign Minister Bo Lind said on \
Monday.
"The gates of the dam leak," said Cyn Ode, who fishes below it.
"The dam is the pride of the valley," said Dan Ode, who fishes there too.
"""
# Of what a list has, so many show what it has.
SHOWN = 1


@dataclass
class Walk:
    """A client that remembers what it asked, by operation.

    Attributes:
        found: path with its query, body, status and answer of each; `waits` is the 409 that came
            before where a change had to be confirmed.
    """

    client: TestClient
    paper: Site
    database: Database
    found: dict[str, dict[str, Any]] = field(default_factory=dict)

    def ask(self, operation: str, method: str, path: str, body: Any = None) -> Any:
        """Send a request that must be taken; return its answer."""
        answer = self.client.request(method, V1 + path, json=body)
        waits = None
        if answer.status_code == 409 and isinstance(body, dict):
            waits = answer.json()
            body = body | {"confirm": waits["confirm"]}
            answer = self.client.request(method, V1 + path, json=body)
        elif answer.status_code == 409:
            waits = answer.json()
            path += f"{'&' if '?' in path else '?'}confirm={waits['confirm']}"
            answer = self.client.request(method, V1 + path)
        assert answer.is_success, f"{operation}: {answer.status_code} {answer.text}"
        told = answer.json() if answer.content else None
        assert operation not in self.found, operation
        self.found[operation] = {
            "method": method,
            "path": self.hidden(path),
            "body": self.hidden(body),
            "status": answer.status_code,
            "answer": self.hidden(shortened(told)),
        } | ({"waits": self.hidden(shortened(waits))} if waits else {})
        return told

    def get(self, path: str) -> Any:
        """Ask for something that is no example."""
        answer = self.client.get(V1 + path)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def hidden(self, told: Any) -> Any:
        """Return JSON with the paper's own address in place of a port of this machine."""
        if isinstance(told, str):
            return told.replace(f"http://{self.paper.host}", PAPER).replace(self.paper.host, PAPER)
        if isinstance(told, list):
            return [self.hidden(each) for each in told]
        if isinstance(told, dict):
            return {name: self.hidden(each) for name, each in told.items()}
        return told


def shortened(told: Any) -> Any:
    """Return JSON whose long lists of things hold the first of them alone."""
    if isinstance(told, list):
        kept = told[:SHOWN] if told and isinstance(told[0], dict) else told
        return [shortened(each) for each in kept]
    if isinstance(told, dict):
        return {name: shortened(each) for name, each in told.items()}
    return told


@contextmanager
def walking(migrated_file: Path, folder: Path) -> Iterator[Walk]:
    """Give a client on a record of its own, and an invented paper on loopback."""
    shutil.copy(migrated_file, folder / "walk.db")
    database = Database(f"sqlite:///{folder}/walk.db")
    with database.writer() as session:
        add_reference(session, WORLD)
        tell(session)
        session.add(Outlet(slug="karo-mirror", name="Karo Mirror", domain="mirror.example"))
        freeze_some(session, 1, words="dam", title="The dam before the harvest")
        keep_failed(session, f"{PAPER}/broken", "This is no article.", b"<html></html>")
        number = enqueue(
            session, "addresses", "x", label="2 addresses", who="bo", content=b"https://x.example/"
        )
        session.execute(
            sa.update(Job)
            .where(Job.id == number)  # type: ignore[arg-type]
            .values(state=JobState.FAILED, message="Nobody answered.")
        )
    with site() as paper:
        app = create_app(
            Settings(database_url=str(database.url), background=False),
            page_limits=paper.limits(),
        )
        with TestClient(app, "http://127.0.0.1:8000", client=LOCAL) as client:
            yield Walk(client, paper, database)
    database.close()


def walk_all(walk: Walk) -> None:
    """Ask every operation once, in an order in which each finds what it needs."""
    read_what_is_there(walk)
    correct_statements(walk)
    keep_actors(walk)
    link_statements(walk)
    settle_doubts(walk)
    correct_articles(walk)
    follow_feeds(walk)
    work_in_the_background(walk)


def read_what_is_there(walk: Walk) -> None:
    """What takes no token."""
    ask = walk.ask
    ask("index", "GET", "")
    ask("statements", "GET", "/statements?q=dam&side=ru&facets=1&per=1")
    ask("statement", "GET", "/statements/1")
    ask("citations", "GET", "/statements/1/citations")
    ask(
        "report", "POST", "/statements/1/report",
        {"kind": "day", "words": "He spoke on Wednesday, not on Thursday."},
    )  # fmt: skip
    ask("articles", "GET", "/articles?outlet=sarn-courier")
    ask("article", "GET", "/articles/1")
    ask("actors", "GET", "/actors?q=lind")
    ask("actor", "GET", "/actors/bo-lind")
    ask("profile", "GET", "/actors/bo-lind/profile")
    ask("topics", "GET", "/topics")
    ask("topic", "GET", "/topics/dams")
    ask("compare", "GET", "/compare?from=2024-12")
    ask("pair", "GET", "/compare/dams?a=ru&b=un&from=2024-12")
    ask("outlets", "GET", "/outlets")
    ask("outlet", "GET", "/outlets/sarn-courier")
    ask("events", "GET", "/events")
    ask("briefs", "GET", "/briefs")
    ask("brief", "GET", "/briefs/1")


def correct_statements(walk: Walk) -> None:
    """What editors set on statements."""
    ask, path = walk.ask, "/statements/1"
    version = walk.get(path)["version"]
    done = ask(
        "set_statement", "PATCH", path,
        {"place": "Kestrel", "said_on": "2024-12-25", "note": "See page 2.", "version": version},
    )  # fmt: skip
    change = done["history"][0]["id"]
    ask("revert_statement", "POST", f"{path}/history/{change}/revert")
    ask("add_topic", "PUT", f"{path}/topics/ports", {})
    ask("remove_topic", "DELETE", f"{path}/topics/ports")
    note = ask("add_note", "POST", f"{path}/notes", {"text": "The recording has it in full."})
    ask("remove_note", "DELETE", f"{path}/notes/{note['notes'][0]['id']}")
    quote = note["quotes"][0]
    told = ask(
        "add_translation", "POST", f"{path}/quotes/{quote['id']}/translations",
        {"language": "tr", "text": "Barajı hasattan önce kapatmayacağız.", "by": "editor"},
    )  # fmt: skip
    translation = told["quotes"][0]["translations"][0]["id"]
    ask("remove_translation", "DELETE", f"{path}/translations/{translation}")
    words = " ".join(quote["text"].split()[:6])
    ask("set_wording", "PATCH", f"{path}/quotes/{quote['id']}", {"words": words, "form": "direct"})
    ask("withdraw", "POST", f"{path}/withdraw", {"reason": "Nobody had said it."})
    ask("restore", "POST", f"{path}/restore")
    one, other = walk.get("/statements?sort=oldest&per=2&q=harvest")["items"]
    joined = ask("join", "POST", f"/statements/{one['id']}/join", {"other": other["id"]})
    moved = other["quotes"][0]["id"]
    ask("split", "POST", f"/statements/{joined['id']}/quotes/{moved}/split")
    waiting = ask("proposals", "GET", "/proposals")["items"][0]
    ask("decide", "POST", f"/proposals/{waiting['id']}/{waiting['about']}/refuse")


def keep_actors(walk: Walk) -> None:
    """What editors keep of actors; statements follow."""
    ask, path = walk.ask, "/actors/dora-voss"
    ask(
        "add_actor", "POST", "/actors",
        {"name": "Dora Voss", "office": "Mayor of Karo", "side": "other"},
    )  # fmt: skip
    version = walk.get(path)["version"]
    ask("set_actor", "PATCH", path, {"notes": "Not the painter.", "version": version})
    made = ask("add_alias", "POST", f"{path}/aliases", {"text": "Lind", "language": "en"})
    alias = next(each["id"] for each in made["aliases"] if each["text"] == "Lind")
    done = ask("set_alias", "PATCH", f"{path}/aliases/{alias}", {"text": "D. Voss"})
    alias = next(each["id"] for each in done["aliases"] if each["text"] == "D. Voss")
    ask("remove_alias", "DELETE", f"{path}/aliases/{alias}")
    held = walk.get("/actors/bo-lind")["offices"][0]["id"]
    ask("set_office", "PATCH", f"/actors/bo-lind/offices/{held}", {"until": "2024-11-30"})
    change = ask("actor_history", "GET", "/actors/bo-lind/history")["items"][0]["id"]
    ask("revert_actor", "POST", f"/actors/bo-lind/history/{change}/revert", {})
    told = ask(
        "add_office", "POST", f"{path}/offices",
        {"title": "Harbour Master of Karo", "side": "other", "since": "2019", "until": "2021-05"},
    )  # fmt: skip
    held = next(each["id"] for each in told["offices"] if each["since"] == "2019")
    ask("remove_office", "DELETE", f"{path}/offices/{held}")
    said = walk.get("/statements?actor=bo-lind&per=1")["items"][0]["id"]
    ask(
        "split_actor", "POST", "/actors/bo-lind/split",
        {"new": "Bo Lindqvist", "statements": [said]},
    )  # fmt: skip
    ask("merge", "POST", "/actors/bo-lindqvist/merge", {"into": "bo-lind"})


def link_statements(walk: Walk) -> None:
    """What two statements are to each other; a later article has the second one."""
    ask = walk.ask
    added = ask(
        "add_article", "POST", "/articles",
        {
            "text": MONDAY,
            "url": f"{PAPER}/2025/01/dam",
            "title": "The minister on the dam",
            "outlet": "Sarn Courier",
            "published_on": "2025-01-07",
            "language": "en",
        },
    )  # fmt: skip
    assert added["statements"] == 3
    later = walk.get("/statements?actor=bo-lind&topic=dams&from=2025")["items"][0]["id"]
    earlier = walk.get("/statements?actor=bo-lind&topic=dams&to=2024")["items"]
    ask("candidates", "GET", "/compare/dams/candidates?a=ru")
    refused = {"statement": later, "other": earlier[1]["id"]}
    number = ask("refuse", "POST", "/compare/dams/refusals", refused)["id"]
    ask("refusals", "GET", "/compare/dams/refusals")
    ask("remove_refusal", "DELETE", f"/compare/dams/refusals/{number}")
    given = {"statement": later, "other": earlier[0]["id"], "topic": "dams", "kind": "reverses"}
    link = ask("add_link", "POST", "/links", given | {"note": "From “no plan” to a date."})
    path = f"/links/{link['id']}"
    ask("links", "GET", "/links?topic=dams")
    ask("link", "GET", path)
    ask("set_link", "PATCH", path, {"kind": "softens", "version": link["version"]})
    change = walk.get(path)["history"][0]["id"]
    ask("revert_link", "POST", f"{path}/history/{change}/revert")
    ask("remove_link", "DELETE", path)


def settle_doubts(walk: Walk) -> None:
    """The queue."""
    ask = walk.ask
    queue = ask("review", "GET", "/review?reason=unknown%20speaker")["items"]
    first, second = (each["id"] for each in queue[:2])
    found = ask("doubt", "GET", f"/review/{first}")
    ask(
        "answer", "POST", f"/review/{first}/answer",
        {"fixes": [{"kind": "actor", "value": "ada-moor"}], "version": found["version"]},
    )  # fmt: skip
    ask("reopen", "POST", f"/review/{first}/reopen")
    done = ask(
        "answer_many", "POST", "/review/answers",
        {"items": [first, second], "fix": {"kind": "keep"}},
    )  # fmt: skip
    ask("undo_answers", "POST", f"/review/answers/{done['act']}/undo")


def correct_articles(walk: Walk) -> None:
    """What editors set on articles; one of them is on the paper's own server."""
    ask = walk.ask
    address = walk.paper.put("/1", story(1))
    stored = walk.client.post(f"{V1}/articles", json={"url": address}).json()
    path = f"/articles/{stored['id']}"
    walk.paper.put("/1", story(1, about="The ministry said that the port of Karo was open."))
    ask("refetch", "POST", f"{path}/refetch")
    version = walk.get("/articles/2")["version"]
    given = {"published_on": "2024-12-27", "version": version}
    ask("preview_article", "POST", "/articles/2/preview", given)
    done = ask("set_article", "PATCH", "/articles/2", given | {"note": "See the masthead."})
    change = done["history"][0]["id"]
    ask("revert_article", "POST", f"/articles/2/history/{change}/revert")


def follow_feeds(walk: Walk) -> None:
    """A feed, what it names, and the lists that somebody follows."""
    ask, paper = walk.ask, walk.paper
    for number in (2, 3):
        paper.put(f"/{number}", story(number))
    entries = [entry(f"http://{paper.host}", 2), entry(f"http://{paper.host}", 3, title="Weather")]
    address = paper.put("/feed", rss(entries), RSS)
    made = ask("add_feed", "POST", "/feeds", {"url": address, "every": "1h", "words": "part"})
    path = f"/feeds/{made['id']}"
    poll_feeds(walk.database, everything=True, limits=paper.limits(), politeness=Politeness(0.0))
    ask("feeds", "GET", "/feeds")
    ask("feed", "GET", path)
    items = ask("feed_items", "GET", f"{path}/items")["items"]
    skipped = next(each["id"] for each in items if each["state"] == "skipped")
    ask("set_item", "POST", f"{path}/items/{skipped}/take")
    ask("retry_items", "POST", f"{path}/items/retry")
    ask("change_feed", "PATCH", path, {"every": "2h", "version": walk.get(path)["version"]})
    ask("poll_feed", "POST", f"{path}/poll")
    ask("set_feed", "POST", f"{path}/pause")
    ask("remove_feed", "DELETE", path)
    kept = ask("save", "POST", "/saved", {"title": "Dams, Veltania", "query": "topic=dams&side=ru"})
    ask("saved", "GET", "/saved")
    ask("seen", "POST", f"/saved/{kept['id']}/seen")
    ask("remove_saved", "DELETE", f"/saved/{kept['id']}")


def work_in_the_background(walk: Walk) -> None:
    """Jobs, and what could not be used."""
    ask = walk.ask
    ask("queue", "POST", "/jobs", {"addresses": [f"{PAPER}/2024/12/dam"]})
    jobs = ask("jobs", "GET", "/jobs")["items"]
    failed = next(each["id"] for each in jobs if each["state"] == "failed")
    ask("job", "GET", f"/jobs/{failed}")
    again = ask("retry_job", "POST", f"/jobs/{failed}/retry")["id"]
    with walk.database.writer() as session:
        session.execute(sa.update(Job).where(Job.id == again).values(state=JobState.FAILED))  # type: ignore[arg-type]
    ask("forget_job", "DELETE", f"/jobs/{again}")
    failures = ask("failures", "GET", "/failures")["items"]
    ask("retry_failure", "POST", f"/failures/{failures[0]['id']}/retry")
