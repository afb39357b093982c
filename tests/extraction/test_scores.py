"""Scores: the goldens always, the devset where it stands beside the repository."""

import tomllib

import pytest

from tests.extraction.measure import FLOORS, devset_sets, golden_sets, score_of

FLOOR = tomllib.loads(FLOORS.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_no_set_falls_below_its_floor(name: str) -> None:
    if name not in golden_sets() and name not in devset_sets():
        pytest.skip(f"{name} is not beside this repository")
    score, floor = score_of(name), FLOOR[name]
    assert 100 * score.end_to_end >= floor["e2e"]
    if "named" in floor:
        assert 100 * (score.named or 0.0) >= floor["named"]
        assert 100 * (score.wrong or 0.0) <= floor["wrong"]


def test_every_golden_set_has_a_floor() -> None:
    assert set(golden_sets()) <= set(FLOOR)


def test_goldens_cut_their_words_out_of_their_text() -> None:
    for documents in golden_sets().values():
        for document in documents:
            for quote in document["quotes"]:
                words = " … ".join(document["text"][low:high] for low, high in quote["frags"])
                assert words == quote["text"]
                speaker = quote["speaker"]
                assert document["text"][speaker["start"] : speaker["end"]] == speaker["text"]
