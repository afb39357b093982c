"""kill -9 at random moments: everything still holds, and nothing acknowledged is missing."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Article, Draft, Revision, Statement
from tests.reliability.forge import Told, document
from tests.reliability.record import faults

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# What must pass before a change lands asks for 200.
ROUNDS = int(os.environ.get("ONRECORD_TEST_KILLS", "20"))
# So many rounds go on with one record, which grows.
PER_RECORD = 10
COLUMNS = {"article": Article.id, "revision": Revision.id, "draft": Draft.token}


class Forge:
    """The process that forks; see `tests.reliability.forge`."""

    def __init__(self, database: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.forge", f"sqlite:///{database}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.line() == "ready"

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def begin(self, deed: str, seed: int, database: Path) -> int:
        """Have a child begin; return its process id."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{deed} {seed} sqlite:///{database}\n")
        self.process.stdin.flush()
        return int(self.line())

    def end(self, child: int) -> list[str]:
        """Kill the child; return what it said."""
        os.kill(child, signal.SIGKILL)
        said = []
        while not (line := self.line()).startswith("dead"):
            said.append(line)
        assert line == f"dead {-signal.SIGKILL}", said
        return said

    def close(self) -> None:
        self.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def forge(told_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    path = tmp_path_factory.mktemp("forge") / "onrecord.db"
    shutil.copy(told_file, path)
    made = Forge(path)
    yield made
    made.close()


def missing(database: Database, acknowledged: list[Told]) -> list[object]:
    """What was acknowledged and is not on record."""
    found: list[object] = []
    with database.reader() as session:
        for table, column in COLUMNS.items():
            told = {each for one in acknowledged for each in one.get(table, ()) if each}
            found += told - set(session.execute(sa.select(column)).scalars())
    return found


def beyond_history(database: Database) -> list[object]:
    """Statements whose place is not what the last change of it says."""
    with database.reader() as session:
        changes = session.execute(
            sa.select(Revision.subject_id, Revision.after)
            .where(Revision.subject == "statement", Revision.action == "setting")
            .order_by(Revision.id)
        )
        last = {number: after["place"] for number, after in changes if "place" in after}
        places = dict(session.execute(sa.select(Statement.id, Statement.place)).all())
    return [number for number, place in last.items() if places[number] != place]


def test_a_process_that_is_killed_while_it_writes_loses_nothing_it_acknowledged(
    forge: Forge, told_file: Path, tmp_path: Path
) -> None:
    chance = random.Random(6)
    acknowledged: list[Told] = []
    deeds = 0
    for number in range(ROUNDS):
        path = tmp_path / f"{number // PER_RECORD}.db"
        if number % PER_RECORD == 0:
            shutil.copy(told_file, path)
            acknowledged = []
        child = forge.begin("work", number + 1, path)
        told = [forge.line() for _ in range(chance.randrange(5))]
        time.sleep(chance.uniform(0.0, 0.04))
        said = [json.loads(line) for line in told + forge.end(child)]
        deeds += len(said)
        acknowledged += said
        database = Database(f"sqlite:///{path}")
        assert (number, faults(database)) == (number, [])
        assert (number, missing(database, acknowledged)) == (number, [])
        assert (number, beyond_history(database)) == (number, [])
        database.close()
    assert deeds > ROUNDS


def post(address: str, path: str, content: bytes, kind: str) -> tuple[int, str, bytes]:
    """Send something as a browser or a program on this machine does."""
    request = urllib.request.Request(f"{address}{path}", content, {"content-type": kind})
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
            return answer.status, answer.headers.get("location", ""), answer.read()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.headers.get("location", ""), problem.read()


class Stay(urllib.request.HTTPRedirectHandler):
    """Follow nothing: where a form leads tells what it made."""

    def redirect_request(self, *_: object) -> None:
        return None


def send(address: str, seed: int, acknowledged: list[Told]) -> None:
    """Add articles and drafts, and correct a statement, until nobody answers."""
    for number in range(10_000):
        given = document(seed, number)
        fields = {"title": given.title, "text": given.text, "outlet": given.outlet}
        try:
            if number % 3 == 0:
                content = json.dumps(fields).encode()
                status, _, body = post(address, "/api/v1/articles", content, "application/json")
                if status == 201:
                    acknowledged.append({"article": [json.loads(body)["id"]]})
            elif number % 3 == 1:
                form = urlencode(fields).encode()
                kind = "application/x-www-form-urlencoded"
                status, place, _ = post(address, "/articles/new", form, kind)
                if status == 303:
                    acknowledged.append({"draft": [place.rpartition("/")[2]]})
            else:
                form = urlencode({"form": "setting", "place": f"Port {seed}-{number}"}).encode()
                kind = "application/x-www-form-urlencoded"
                status, _, _ = post(address, "/statements/1/corrections", form, kind)
        except OSError:
            return


def test_a_server_that_is_killed_while_people_write_loses_nothing_it_acknowledged(
    forge: Forge, told_file: Path, tmp_path: Path
) -> None:
    chance, deeds = random.Random(7), 0
    path = tmp_path / "served.db"
    shutil.copy(told_file, path)
    acknowledged: list[Told] = []
    for number in range(max(2, ROUNDS // 10)):
        child = forge.begin("serve", number, path)
        address = forge.line().split()[5]
        before = len(acknowledged)
        people = [
            threading.Thread(target=send, args=(address, 1_000 * number + each, acknowledged))
            for each in range(2)
        ]
        for each in people:
            each.start()
        until = time.monotonic() + 30
        while len(acknowledged) < before + chance.randrange(1, 9) and time.monotonic() < until:
            time.sleep(chance.uniform(0.0, 0.04))
        forge.end(child)
        for each in people:
            each.join()
        deeds += len(acknowledged) - before
        database = Database(f"sqlite:///{path}")
        assert (number, faults(database)) == (number, [])
        assert (number, missing(database, acknowledged)) == (number, [])
        database.close()
    assert deeds > 0
