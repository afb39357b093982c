"""The scorer counts what it says, and as the devset's own scorer does where that is at hand."""

import importlib.util
from types import ModuleType

import pytest

from app.extraction.evaluate import names_match, score_documents
from app.services.gazetteer import gazetteer_from_seeds
from tests.extraction.measure import DEVSET, devset_sets, predict

TEXT = 'Ada Moor said the dam leaks and the gate is shut. "Go home," she said.'
SPEAKER = {"text": "Ada Moor", "start": 0, "end": 8, "names": ["Ada Moor"], "mentions": [[0, 8]]}
GOLD = {
    "id": "a",
    "text": TEXT,
    "quotes": [
        {"frags": [[14, 48]], "type": "indirect", "speech": True, "speaker": SPEAKER},
        {"frags": [[51, 59]], "type": "direct", "speech": True, "speaker": SPEAKER},
    ],
}


def predicted(start: int, end: int, speaker: str = "Ada Moor") -> dict[str, object]:
    return {"start": start, "end": end, "speaker": speaker, "rule": "r"}


def test_the_same_spans_and_names_score_one() -> None:
    score = score_documents([GOLD], {"a": [predicted(14, 48), predicted(51, 59)]})
    assert (score.exact, score.found, score.end_to_end) == (1.0, 1.0, 1.0)
    assert (score.named, score.wrong) == (1.0, 0.0)


def test_another_name_is_wrong_and_no_name_is_not() -> None:
    wrong = score_documents([GOLD], {"a": [predicted(14, 48, "Bo Lind")]})
    unknown = score_documents([GOLD], {"a": [predicted(14, 48, "she")]})
    assert (wrong.end_to_end, wrong.wrong) == (0.0, 1.0)
    assert unknown.wrong == 0.0


def test_two_predictions_inside_one_quotation_find_it_together() -> None:
    score = score_documents([GOLD], {"a": [predicted(14, 27), predicted(28, 48)]})
    assert score.counts["found_annotated"] == 1
    assert score.counts["found_predicted"] == 2


def test_half_a_quotation_is_not_found() -> None:
    assert score_documents([GOLD], {"a": [predicted(14, 27)]}).found == 0.0


def test_a_possessive_does_not_make_the_owner_the_speaker() -> None:
    assert not names_match("Moor's driver", ["Bo Moor"])
    assert names_match("Minister Ada Moor", ["Moor"])


def devset_scorer() -> ModuleType:
    """Return the scorer that stands beside the repository."""
    spec = importlib.util.spec_from_file_location("devset_score", DEVSET / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (DEVSET / "score.py").exists(), reason="no devset beside this repository")
@pytest.mark.parametrize("name", ["en_seeds", "en_gum", "en_pud", "ru_pud", "tr_boun"])
def test_scores_agree_with_the_devsets_scorer(name: str) -> None:
    documents = devset_sets()[name]
    predictions = predict(documents, gazetteer_from_seeds())
    theirs = devset_scorer().score(documents, predictions)
    ours = score_documents(documents, predictions)
    assert ours.end_to_end == theirs["e2e"]["f1"]
    assert ours.found == theirs["seg80"]["f1"]
    assert ours.exact == theirs["exact"]["f1"]
    assert (ours.named, ours.wrong) == (theirs["named"], theirs["wrong"])
