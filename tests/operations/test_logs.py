"""Logs: what each line tells, and what none may tell."""

import json
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.logs import CAUSE, Cause, JsonLine, LogFormat, TextLine, configuration, printable
from app.main import create_app
from app.tracing import WELL_FORMED, shown_path

LOCAL = ("127.0.0.1", 5000)


@contextmanager
def logged(formatter: logging.Formatter) -> Iterator[StringIO]:
    """What our loggers write meanwhile."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger, level = logging.getLogger("app"), logging.getLogger("app").level
    logger.addHandler(handler)
    logger.setLevel("INFO")
    try:
        yield written
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@contextmanager
def visiting(database: Database, **settings: Any) -> Iterator[TestClient]:
    """The local user's requests to a server whose faults are answered, as a real one's are."""
    url = database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, background=False, **settings))

    async def fail() -> None:
        raise RuntimeError("the pipe\nburst")

    app.add_api_route("/fail/{number}", fail)
    with TestClient(
        app,
        "http://127.0.0.1",
        client=LOCAL,
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as client:
        yield client


@pytest.fixture(scope="module")
def client(shared_database: Database) -> Iterator[TestClient]:
    with visiting(shared_database, access_log=True) as found:
        yield found


def test_a_request_has_an_id_of_its_own(client: TestClient) -> None:
    ids = {client.get("/about").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5
    assert all(WELL_FORMED.fullmatch(each) for each in ids)


def test_an_id_that_a_proxy_made_is_kept(client: TestClient) -> None:
    answer = client.get("/about", headers={"X-Request-Id": "proxy-1.2024_abc"})
    assert answer.headers["x-request-id"] == "proxy-1.2024_abc"


@pytest.mark.parametrize(
    "sent",
    ["", "short", "a" * 65, "two words here", "a;b=c/d,e", "-starts-so", "ümlaut-id", "\xff" * 9],
)
def test_an_id_that_could_forge_a_line_is_replaced(client: TestClient, sent: str) -> None:
    answer = client.get("/about", headers={"X-Request-Id": sent.encode("latin-1")})
    assert answer.headers["x-request-id"] != sent
    assert WELL_FORMED.fullmatch(answer.headers["x-request-id"])


@pytest.mark.parametrize("path", ["/about", "/nothing", "/fail/1", "/articles/new", "/api/v1/none"])
def test_every_answer_tells_its_id(client: TestClient, path: str) -> None:
    assert (
        client.get(path, headers={"X-Request-Id": "id-of-mine"}).headers["x-request-id"]
        == "id-of-mine"
    )


def test_a_line_of_a_request_tells_status_and_time_and_no_words(client: TestClient) -> None:
    with logged(JsonLine()) as written:
        client.get(
            "/statements?q=Quell", headers={"X-Request-Id": "id-of-mine", "Cookie": "onrecord=cake"}
        )
    (line,) = written.getvalue().splitlines()
    told = json.loads(line)
    assert (told["request_id"], told["request"]) == ("id-of-mine", "GET /statements")
    assert told["status"] == 200
    assert told["ms"] > 0
    assert told["time"].endswith("Z")
    for secret in ("Quell", "cake", "127.0.0.1"):
        assert secret not in line


@pytest.mark.parametrize("form", [JsonLine(), TextLine()], ids=["json", "text"])
def test_what_opens_a_door_is_not_logged(client: TestClient, form: logging.Formatter) -> None:
    with logged(form) as written:
        for path in ("/welcome/opensesame", "/articles/drafts/opensesame"):
            client.get(path)
    assert "/welcome/…" in written.getvalue() or r"/welcome/\u2026" in written.getvalue()
    assert "opensesame" not in written.getvalue()


def test_a_traceback_is_one_line_of_json_with_the_id(client: TestClient) -> None:
    with logged(JsonLine()) as written:
        assert client.get("/fail/7", headers={"X-Request-Id": "id-of-mine"}).status_code == 500
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {line["request_id"] for line in lines} == {"id-of-mine"}
    (failed,) = [line for line in lines if "traceback" in line]
    assert "RuntimeError: the pipe\nburst" in failed["traceback"]
    assert failed["request"] == "GET /fail/7"
    assert [line["status"] for line in lines if "status" in line] == [500]


def test_each_line_of_a_traceback_in_text_tells_the_id(client: TestClient) -> None:
    with logged(TextLine()) as written:
        client.get("/fail/7", headers={"X-Request-Id": "id-of-mine"})
    lines = written.getvalue().splitlines()
    assert len(lines) > 4
    assert all("[id-of-mine]" in line for line in lines)


def test_an_address_with_a_line_end_forges_no_line(client: TestClient) -> None:
    for form in (JsonLine(), TextLine()):
        with logged(form) as written:
            client.get("/nothing%0A2026-11-22T00:00:00Z INFO app.access: forged%1b[31m")
        assert len(written.getvalue().splitlines()) == 1
        assert "\x1b" not in written.getvalue()


def test_without_the_setting_requests_are_no_lines(shared_database: Database) -> None:
    with visiting(shared_database) as quiet, logged(TextLine()) as written:
        quiet.get("/about")
    assert written.getvalue() == ""


def test_a_line_outside_of_requests_tells_no_id() -> None:
    with logged(JsonLine()) as written:
        logging.getLogger("app.test").warning("The %s leaks", "dam")
    told = json.loads(written.getvalue())
    assert "request_id" not in told
    assert told["message"] == "The dam leaks"


def test_what_a_job_logs_tells_the_job() -> None:
    before = CAUSE.set(Cause("job-7", "poll"))
    with logged(TextLine()) as written:
        logging.getLogger("app.test").warning("no answer")
    CAUSE.reset(before)
    assert "[job-7] app.test: poll: no answer" in written.getvalue()


@pytest.mark.parametrize("form", LogFormat)
def test_the_configuration_is_one_that_logging_takes(form: LogFormat) -> None:
    root, ours = logging.getLogger(), logging.getLogger("app")
    before = list(root.handlers), root.level, ours.level
    try:
        logging.config.dictConfig(configuration(form))
        assert isinstance(root.handlers[-1].formatter, (JsonLine, TextLine))
    finally:
        root.handlers[:], root.level = before[:2]
        root.setLevel(before[1])
        ours.setLevel(before[2])


@given(st.text())
def test_no_character_of_a_line_steers_anything(text: str) -> None:
    assert printable(text).isprintable()
    assert len(printable(text).splitlines()) <= 1


@given(st.text(max_size=1000))
def test_a_path_is_never_endless(path: str) -> None:
    assert len(shown_path(path)) <= 300


def test_what_people_typed_is_not_told_by_a_fault_of_the_database(database: Database) -> None:
    import sqlalchemy as sa

    with database.reader() as session, pytest.raises(sa.exc.SQLAlchemyError) as fault:
        session.execute(sa.text("SELECT nothing FROM actor WHERE name = :name"), {"name": "Quell"})
    assert "Quell" not in str(fault.value)
