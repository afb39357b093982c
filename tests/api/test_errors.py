"""The API's errors: their shape, and what they keep to themselves."""

import pytest
from fastapi.testclient import TestClient

from app.api import statements
from app.config import Settings
from app.main import create_app
from tests.api.conftest import LOCAL


def test_an_unknown_address_is_told_as_json(api: TestClient) -> None:
    answer = api.get("/api/v1/nothing")
    assert answer.status_code == 404
    told = "There is nothing at this address: see /api/v1."
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/about/api#not-found",
        "title": "Not found",
        "status": 404,
        "detail": told,
        "error": "Not found",
        "message": told,
    }


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/statements/999999", 404),
        ("/statements?from=soon", 422),
        ("/actors/no-such-person", 404),
        ("/articles?after=nowhere", 422),
        ("/review?page=x", 422),
    ],
)
def test_every_problem_has_the_shape_of_the_standard(
    api: TestClient, path: str, status: int
) -> None:
    answer = api.get(f"/api/v1{path}")
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (told["title"], told["detail"]) == (told["error"], told["message"])
    assert ("problems" in told) == (status == 422)
    page = api.get(told["type"])
    assert f'id="{told["type"].partition("#")[2]}"' in page.text


def test_a_method_that_an_address_does_not_take_names_those_that_it_does(api: TestClient) -> None:
    for path, methods in (
        ("/statements", "GET"),
        ("/statements/1", "GET, PATCH"),
        ("/actors/ada-moor/aliases/1", "DELETE, PATCH"),
    ):
        answer = api.put(f"/api/v1{path}")
        assert answer.status_code == 405
        assert answer.json()["error"] == "Method not allowed"
        assert answer.headers["allow"] == methods
        assert methods in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind", "told"),
    [
        (b'{"place": "Karo"}', "application/x-www-form-urlencoded", "Content-Type"),
        (b'{"place":', "application/json", "no JSON"),
        (b"[1]", "application/json", "JSON object"),
        (b"", "application/json", "JSON object"),
    ],
)
def test_a_body_that_is_no_json_object_is_told_what_to_send(
    api: TestClient, content: bytes, kind: str, told: str
) -> None:
    answer = api.patch("/api/v1/statements/1", content=content, headers={"content-type": kind})
    assert answer.status_code == 422
    assert told in answer.json()["problems"]["body"]


def test_who_sends_no_token_is_told_how(sample_file: str) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{sample_file}"))
    with TestClient(app, "http://localhost", client=LOCAL) as client:
        told = client.get("/api/v1/saved", headers={"x-forwarded-for": "203.0.113.7"}).json()
    assert "Authorization: Bearer" in told["detail"]


def test_an_unforeseen_error_tells_nothing_of_the_inside(
    sample_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of /etc")

    monkeypatch.setattr(statements, "page", broken)
    app = create_app(Settings(database_url=f"sqlite:///{sample_file}"))
    with TestClient(app, "http://localhost", client=LOCAL, raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/statements")
    assert answer.status_code == 500
    assert answer.json()["error"] == "Something went wrong"
    assert "secret" not in answer.text


def test_a_host_name_that_is_not_ours_is_refused(api: TestClient) -> None:
    answer = api.get("/api/v1/statements", headers={"host": "rebound.example"})
    assert answer.status_code == 403


def test_every_answer_carries_the_security_headers(api: TestClient) -> None:
    for path in ("/api/v1/statements", "/api/v1/nothing", "/statements.csv"):
        headers = api.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]


def test_the_index_leads_to_everything(api: TestClient) -> None:
    links = api.get("/api/v1").json()["links"]
    assert {"statements", "articles", "actors", "topics", "openapi"} <= set(links)
    for address in links.values():
        assert api.get(address).status_code == 200
