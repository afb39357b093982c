"""Health: what a load balancer, a service manager and Prometheus are told."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.models import Role
from tests.people import add_person
from tests.sample import fill

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
LOCAL, OUTSIDE = ("127.0.0.1", 5000), ("203.0.113.7", 5000)
TOKEN = "a-token-for-figures"


@contextmanager
def visiting(
    database: Database, client: tuple[str, int] = LOCAL, **settings: object
) -> Iterator[TestClient]:
    """Requests to a server with these settings."""
    given = {"database_url": str(database.url), "background": False, **settings}
    app = create_app(Settings.model_validate(given))
    with TestClient(app, "http://127.0.0.1", client=client, follow_redirects=False) as found:
        yield found


def test_a_server_that_can_answer_is_ready(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "index": "built",
        "schema": sqlite_database.version(),
        "database": "reachable",
    }


def test_it_is_ready_while_somebody_writes(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client, sqlite_database.writer() as session:
        session.execute(sa.text("DELETE FROM failed_input"))
        assert client.get("/healthz/ready").status_code == 200


def test_with_another_schema_it_lives_and_is_not_ready(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        with sqlite_database.writer() as session:
            session.execute(sa.text("UPDATE alembic_version SET version_num = 'f00f00f00f00'"))
        ready, live = client.get("/healthz/ready"), client.get("/healthz/live")
    assert (ready.status_code, live.status_code) == (503, 200)
    assert "newer version" in ready.json()["database"]
    assert live.json() == {"status": "ok"}


def test_without_an_index_it_is_not_ready(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        client.app.state.keeper._states.clear()  # type: ignore[attr-defined]
        answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()["index"]) == (503, "not built")


@pytest.mark.parametrize("path", ["/healthz", "/healthz/live", "/healthz/ready"])
def test_health_is_never_kept_and_has_no_head_of_its_own(
    sqlite_database: Database, path: str
) -> None:
    with visiting(sqlite_database, client=OUTSIDE, host="0.0.0.0") as client:
        answer = client.get(path)
        assert client.head(path).status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_figures_are_off_until_they_are_asked_for(sqlite_database: Database) -> None:
    with visiting(sqlite_database) as client:
        assert client.get("/metrics").status_code == 404


def test_figures_count_requests_by_route_and_tell_the_record(sqlite_database: Database) -> None:
    pytest.importorskip("prometheus_client")
    with sqlite_database.writer() as session:
        fill(session)
    with visiting(sqlite_database, metrics=True) as client:
        client.get("/topics/dams")
        client.get("/topics/none")
        client.head("/topics/dams")
        client.get("/no/such/page")
        lines = client.get("/metrics").text.splitlines()
    counted = 'onrecord_requests_total{method="%s",route="%s",status="%s"} 1.0'
    for expected in (
        counted % ("GET", "/topics/{slug}", 200),
        counted % ("GET", "/topics/{slug}", 404),
        counted % ("HEAD", "/topics/{slug}", 200),
        counted % ("GET", "none", 404),
        'onrecord_jobs{state="queued"} 0.0',
    ):
        assert expected in lines
    figures = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert float(figures["onrecord_statements"]) > 5
    assert 0 <= float(figures["onrecord_index_age_seconds"]) < 60
    assert figures['onrecord_request_seconds_count{route="/topics/{slug}"}'] == "3.0"
    assert not any("dams" in line for line in lines)


def test_prometheus_can_read_the_figures(sqlite_database: Database) -> None:
    parser = pytest.importorskip("prometheus_client.parser")
    with visiting(sqlite_database, metrics=True) as client:
        answer = client.get("/metrics")
    names = {family.name for family in parser.text_string_to_metric_families(answer.text)}
    assert {"onrecord_jobs", "onrecord_statements", "onrecord_index_age_seconds"} <= names
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"authorization": f"Bearer {TOKEN}"}, 200),
        ({"authorization": f"Bearer {TOKEN}x"}, 403),
        ({"authorization": "Bearer"}, 403),
        ({"authorization": "Bearer \xff"}, 403),
        ({}, 403),
    ],
)
def test_from_elsewhere_figures_want_their_token(
    sqlite_database: Database, given: dict[str, str], status: int
) -> None:
    pytest.importorskip("prometheus_client")
    sent = {name: value.encode("latin-1") for name, value in given.items()}
    settings = {"metrics": True, "metrics_token": TOKEN, "host": "0.0.0.0"}
    with visiting(sqlite_database, client=OUTSIDE, **settings) as client:
        assert client.get("/metrics", headers=sent).status_code == status


def test_without_a_token_figures_are_the_machines_own(sqlite_database: Database) -> None:
    pytest.importorskip("prometheus_client")
    with visiting(sqlite_database, client=OUTSIDE, host="0.0.0.0", metrics=True) as client:
        assert client.get("/metrics").status_code == 403
    with visiting(sqlite_database, metrics=True) as client:
        assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 403
        assert client.get("/metrics").status_code == 200
    add_person(sqlite_database, "Ada Moor", Role.ADMIN)
    with visiting(sqlite_database, metrics=True) as client:
        assert client.get("/metrics").status_code == 200


def test_the_token_is_not_shown_with_the_settings() -> None:
    assert TOKEN not in repr(Settings(metrics_token=TOKEN))


def test_several_processes_count_together(sqlite_database: Database) -> None:
    pytest.importorskip("prometheus_client")
    own = {
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "ONRECORD_BACKGROUND": "false",
        "ONRECORD_METRICS": "true",
        "ONRECORD_METRICS_TOKEN": TOKEN,
        "ONRECORD_LOG_FORMAT": "json",
        "ONRECORD_ACCESS_LOG": "true",
        "ONRECORD_DATABASE_URL": str(sqlite_database.url),
    }
    command = [sys.executable, "-m", "app", "serve", "--port", "0", "--workers", "2"]
    line = 'onrecord_requests_total{method="GET",route="/healthz/live",status="200"} 30.0'
    server = subprocess.Popen(
        command, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    assert server.stderr is not None
    try:
        site = server.stdout.readline().split()[5]

        def ask(_: int) -> int:
            with urllib.request.urlopen(f"{site}/healthz/live", timeout=120) as answer:
                return int(answer.status)

        with ThreadPoolExecutor(10) as many:
            assert set(many.map(ask, range(30))) == {200}
        asked = urllib.request.Request(
            f"{site}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        told = ""
        for _ in range(40):
            # A process counts once its answer is sent: whoever has it may ask another before.
            with urllib.request.urlopen(asked, timeout=120) as answer:
                told = answer.read().decode()
            if line in told.splitlines():
                break
            time.sleep(0.05)
    finally:
        server.terminate()
        _, logged = server.communicate(timeout=60)
    assert line in told.splitlines()
    asked_for = [json.loads(each) for each in logged.splitlines() if '"app.access"' in each]
    assert sum(each["request"] == "GET /healthz/live" for each in asked_for) == 30
