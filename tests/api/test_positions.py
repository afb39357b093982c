"""Two sides on a topic, and the profile of an actor: every number is the total of its list."""

from typing import Any

from fastapi.testclient import TestClient

V1 = "/api/v1"


def get(api: TestClient, path: str) -> Any:
    answer = api.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_numbers_of_two_sides_are_the_totals_of_their_lists(api: TestClient) -> None:
    matrix = get(api, f"{V1}/compare?from=2024")
    for row in matrix["items"]:
        pair = get(api, f"{V1}/compare/{row['topic']}?from=2024")
        assert [each["side"] for each in pair["sides"]] == ["ru", "tr"]
        for side, position in zip(pair["sides"], row["positions"], strict=False):
            assert (side["side"], side["statements"]) == (
                position["side"],
                position["statements"],
            )
            assert side["months"] == position["months"]
            assert get(api, side["url"])["total"] == side["statements"]
            assert sum(each["statements"] for each in side["speakers"]) == side["statements"]
            for each in side["speakers"]:
                listed = get(api, f"{side['url']}&actor={each['value']}")
                assert listed["total"] == each["statements"]


def test_two_sides_have_to_be_two(api: TestClient) -> None:
    for query, field in (("a=ru&b=ru", "b"), ("a=mars", "a"), ("from=soon", "from")):
        answer = api.get(f"{V1}/compare/dams?{query}")
        assert (answer.status_code, set(answer.json()["problems"])) == (422, {field})
    assert api.get(f"{V1}/compare/nothing").status_code == 404


def test_the_numbers_of_a_profile_are_the_totals_of_their_lists(api: TestClient) -> None:
    for actor in get(api, f"{V1}/actors")["items"]:
        found = get(api, f"{V1}/actors/{actor['slug']}/profile")
        for topic in found["topics"]:
            assert get(api, topic["url"])["total"] == topic["statements"]
        for outlet in found["outlets"]:
            listed = f"{V1}/statements?actor={actor['slug']}&outlet={outlet['value']}"
            assert get(api, listed)["total"] == outlet["statements"]
        for speaker in found["about"]["speakers"]:
            listed = f"{found['about']['url']}&actor={speaker['value']}"
            assert get(api, listed)["total"] == speaker["statements"]
    assert api.get(f"{V1}/actors/no-such-person/profile").status_code == 404
