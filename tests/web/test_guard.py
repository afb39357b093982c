"""The guard: who is the local user, and what an answer without its body is."""

import asyncio
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.guard import Guard
from app.main import create_app

LOCAL = ("127.0.0.1", 5000)


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("record.example", 403)])
def test_a_name_of_the_outside_opens_nothing_though_all_else_is_local(
    sqlite_database: Database, host: str, status: int
) -> None:
    settings = Settings(database_url=str(sqlite_database.url), allowed_hosts=["record.example"])
    with TestClient(create_app(settings), f"http://{host}", client=LOCAL) as client:
        assert client.get("/statements").status_code == 200
        assert client.get("/articles/new").status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("RECORD.example:8000", 200),
        ("evilrecord.example", 403),
        ("record.example.evil.example", 403),
        ("a.record.example", 403),
        ("record.example@evil.example", 403),
        ("", 403),
    ],
)
def test_the_server_answers_to_the_names_that_it_was_given_alone(
    sqlite_database: Database, host: str, status: int
) -> None:
    settings = Settings(database_url=str(sqlite_database.url), allowed_hosts=["record.example"])
    with TestClient(create_app(settings), "http://127.0.0.1", client=LOCAL) as client:
        assert client.get("/about", headers={"host": host}).status_code == status


def test_what_a_browser_sends_by_itself_tells_of_no_proxy(sqlite_database: Database) -> None:
    names = """Accept Accept-Encoding Accept-Language Cache-Control Connection Cookie DNT Downlink
    Idempotency-Key If-Modified-Since If-None-Match If-Range Keep-Alive Pragma Priority Range
    Referer Save-Data Sec-CH-Prefers-Color-Scheme Sec-CH-UA Sec-CH-UA-Mobile Sec-CH-UA-Platform
    Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-User Sec-GPC Sec-Purpose Upgrade-Insecure-Requests
    User-Agent Viewport-Width HX-Boosted HX-Current-URL HX-Prompt HX-Target HX-Trigger
    HX-Trigger-Name X-Requested-With"""
    headers = dict.fromkeys(names.split(), "1") | {"Sec-Fetch-Site": "same-origin"}
    settings = Settings(database_url=str(sqlite_database.url))
    with TestClient(create_app(settings), "http://127.0.0.1", client=LOCAL) as client:
        assert client.get("/articles/new", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
        # So say a frame in a sandbox, and a page that was led here from elsewhere.
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"origin": "http://["},
    ],
    ids=str,
)
def test_a_form_of_another_origin_is_refused(
    sqlite_database: Database, headers: dict[str, str]
) -> None:
    settings = Settings(database_url=str(sqlite_database.url))
    with TestClient(create_app(settings), "http://127.0.0.1", client=LOCAL) as client:
        assert client.post("/sign-in", headers=headers).status_code == 403
        same = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1"}
        assert client.post("/sign-in", headers=same).status_code == 422


def test_who_goes_away_before_the_form_has_come_is_no_fault_of_the_program(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(database_url=str(sqlite_database.url), background=False))
    form = (b"content-type", b"application/x-www-form-urlencoded")
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        messages.append(message)

    async def ask() -> None:
        async with app.router.lifespan_context(app):
            for path in ("/sign-in", "/articles/new"):
                scope = {"type": "http", "method": "POST", "path": path, "query_string": b""}
                headers = [(b"host", b"127.0.0.1"), form, (b"content-length", b"9")]
                scope |= {"headers": headers, "client": ("192.0.2.1", 1)}
                await app(scope | {"scheme": "http", "http_version": "1.1"}, receive, send)

    asyncio.run(ask())
    assert [each["status"] for each in messages if "status" in each] == [400, 403]
    assert caplog.records == []


def sent(method: str) -> list[dict[str, Any]]:
    """What the guard sends for a request that the application answers in two pieces."""
    messages: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        assert scope["method"] == "GET"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"The dam ", "more_body": True})
        await send({"type": "http.response.body", "body": b"leaks."})

    async def send(message: Any) -> None:
        messages.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"host", b"127.0.0.1")]
    scope = {"type": "http", "method": method, "path": "/", "headers": headers}
    asyncio.run(Guard(application, Settings())(scope, receive, send))
    return messages


def test_an_answer_to_head_has_the_headers_and_no_body() -> None:
    head, get = sent("HEAD"), sent("GET")
    assert head[0] == get[0]
    assert b"".join(each["body"] for each in get[1:]) == b"The dam leaks."
    assert b"".join(each["body"] for each in head[1:]) == b""
