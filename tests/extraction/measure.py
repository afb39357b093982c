"""Measure: run the extractor over annotated sets, for the floors and the confidence table."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.extraction.evaluate import Score, score_documents
from app.extraction.stream import answer
from app.extraction.types import Gazetteer
from tests.extraction.gazetteer import WORLD

HERE = Path(__file__).parent
GOLDENS = HERE / "goldens"
DEVSET = HERE.parents[2] / "shared" / "devset"
FLOORS = HERE / "floors.toml"

Document = Mapping[str, Any]


def golden_sets() -> dict[str, list[Document]]:
    """Return the goldens by the name of their set (`goldens_en`), each sorted by name."""
    return {
        f"goldens_{folder.name}": [
            json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
        ]
        for folder in sorted(GOLDENS.iterdir())
        if folder.is_dir()
    }


def devset_sets() -> dict[str, list[Document]]:
    """Return the sets beside the repository by name; none where they are absent."""
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        for path in sorted(DEVSET.glob("*.jsonl"))
    }


def predict(documents: Sequence[Document], gazetteer: Gazetteer) -> dict[str, list[Any]]:
    """Return what the extractor answers for documents, by id; their `lang` is not told."""
    found = {}
    for document in documents:
        line = json.dumps({key: document[key] for key in ("id", "text", "date")})
        found[document["id"]] = answer(line, gazetteer)["statements"]
    return found


@cache
def score_of(name: str) -> Score:
    """Return the score of a set: goldens with the invented world, others with the seeds'."""
    from app.services.gazetteer import gazetteer_from_seeds

    golden = golden_sets()
    documents = golden.get(name) or devset_sets()[name]
    gazetteer = WORLD if name in golden else gazetteer_from_seeds()
    return score_documents(documents, predict(documents, gazetteer))
