"""The API's actors: found by any spelling, with names and offices."""

from fastapi.testclient import TestClient


def test_actors_are_found_by_any_spelling(api: TestClient) -> None:
    found = api.get("/api/v1/actors", params={"q": "сарнова"}).json()
    assert [(item["slug"], item["alias"]) for item in found["items"]] == [("ilya-sarnov", "Сарнов")]


def test_actors_are_paged_from_a_to_z(api: TestClient) -> None:
    pages = [api.get(f"/api/v1/actors?per=2&page={page}").json() for page in (1, 2, 3)]
    names = [item["name"] for page in pages for item in page["items"]]
    assert names == sorted(names)
    assert len(names) == pages[0]["total"] == 5


def test_an_actor_has_names_and_offices(api: TestClient) -> None:
    found = api.get("/api/v1/actors/ada-moor").json()
    assert {alias["text"] for alias in found["aliases"]} >= {"Ada Moor", "Ада Мур"}
    assert found["offices"][0]["title"] == "Foreign minister"
    assert found["statements"] == 3
    assert api.get("/api/v1/actors/nobody").status_code == 404
