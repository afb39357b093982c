"""The API's topics: with their counts and terms."""

from fastapi.testclient import TestClient


def test_topics_come_with_their_counts_and_terms(api: TestClient) -> None:
    found = api.get("/api/v1/topics").json()
    assert [item["slug"] for item in found["items"]] == ["dams", "border", "harvest", "fisheries"]
    for item in found["items"]:
        total = api.get(f"/api/v1/statements?topic={item['slug']}").json()["total"]
        assert item["statements"] == sum(item["by_side"].values()) == total
    assert [term["text"] for term in api.get("/api/v1/topics/dams").json()["terms"]] == [
        "dam",
        "river",
    ]
    assert api.get("/api/v1/topics/nothing").status_code == 404
