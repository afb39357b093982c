"""The OpenAPI document: true, and nothing that it allows (or forbids) breaks the server."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.config import Settings
from app.db import Database
from app.main import create_app
from app.queries.filters import DEFAULTS
from tests.sample import fill

FOLDER = tempfile.TemporaryDirectory(prefix="onrecord-openapi-")
ADDRESS = f"sqlite:///{Path(FOLDER.name) / 'onrecord.db'}"
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

application = create_app(Settings(database_url=ADDRESS))


async def local_user(scope: Any, receive: Any, send: Any) -> None:
    """The application, asked by the local user: the tool's own client is nobody's machine."""
    if scope["type"] == "lifespan":
        # The document is read while tests are collected; `record` starts the application.
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})
        return
    kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
    headers = [*kept, (b"host", b"127.0.0.1:8000")]
    local = {**scope, "client": ("127.0.0.1", 50000), "headers": headers}
    await application(local, receive, send)


schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", local_user)


@pytest.fixture(scope="module", autouse=True)
def record() -> Iterator[None]:
    """The sample in the database that the application opens."""
    database = Database(ADDRESS)
    database.migrate()
    with database.writer() as session:
        fill(session)
    with TestClient(application):
        yield
    database.close()
    FOLDER.cleanup()


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)


def test_the_document_declares_every_parameter_of_the_filter(api: TestClient) -> None:
    document = api.get("/api/v1/openapi.json").json()
    declared = document["paths"]["/api/v1/statements"]["get"]["parameters"]
    names = {name for name in DEFAULTS if name not in {"since", "until"}} | {"from", "to"}
    assert {each["name"] for each in declared} == names | {"facets"}
    assert all(each["description"] and each["in"] == "query" for each in declared)


def test_the_document_holds_the_api_alone(api: TestClient) -> None:
    paths = api.get("/api/v1/openapi.json").json()["paths"]
    assert all(path.startswith("/api/v1") for path in paths)
