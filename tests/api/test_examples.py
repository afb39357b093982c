"""The document's examples: one for every operation, and true when they are run again."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.document import examples
from app.config import Settings
from app.main import create_app
from tests.api.walk import walk_all, walking

METHODS = {"get", "post", "put", "patch", "delete"}


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: operation
        for methods in document["paths"].values()
        for operation in methods.values()
    }


@pytest.fixture(scope="session")
def document(api: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/api/v1/openapi.json").json()
    return found


def test_every_operation_says_what_it_does_and_has_an_example(document: dict[str, Any]) -> None:
    found = operations(document)
    assert set(examples()) == set(found)
    for name, operation in found.items():
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["x-codeSamples"][0]["source"].startswith("curl "), name
        if "requestBody" in operation:
            assert operation["requestBody"]["content"]["application/json"]["example"] is not None


def test_every_problem_is_declared_as_it_is_sent(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        for status, response in operation["responses"].items():
            kinds = set(response.get("content", {}))
            expected = {"application/problem+json"} if int(status) >= 300 else {"application/json"}
            assert kinds <= expected, (name, status)


def test_every_write_of_editors_says_that_it_takes_a_token(document: dict[str, Any]) -> None:
    free = {
        name
        for methods in document["paths"].values()
        for method, operation in methods.items()
        for name in [operation["operationId"]]
        if method != "get" and "security" not in operation
    }
    assert free == {"report"}


def test_everybody_who_asks_at_once_gets_the_whole_document(sample_file: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{sample_file}", background=False))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: len(json.dumps(app.openapi())), range(4)))
    assert len(set(found)) == 1
    assert set(operations(app.openapi())) == set(examples())


def shape(told: Any) -> Any:
    """What an answer is made of, whatever it says."""
    if isinstance(told, dict):
        return {name: shape(each) for name, each in told.items()}
    if isinstance(told, list):
        return [shape(each) for each in told[:1]]
    return None if told is None else "a number" if isinstance(told, int | float) else "words"


@pytest.mark.slow
def test_the_examples_are_what_the_same_requests_are_answered(
    migrated_file: Path, tmp_path: Path
) -> None:
    with walking(migrated_file, tmp_path) as walk:
        walk_all(walk)
        for name, kept in examples().items():
            now = walk.found[name]
            assert (now["path"].partition("confirm=")[0], now["status"]) == (
                kept["path"].partition("confirm=")[0],
                kept["status"],
            )
            assert shape(now["body"]) == shape(kept["body"]), name
            assert shape(now["answer"]) == shape(kept["answer"]), name
            assert shape(now.get("waits")) == shape(kept.get("waits")), name
