"""Evaluation: score annotated files with the seeds' gazetteer, and print what came out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.errors import Invalid
from app.extraction.evaluate import Score, score_documents
from app.extraction.misses import Miss, find_misses
from app.extraction.stream import answer
from app.services.gazetteer import gazetteer_from_seeds

NEEDED = {"id", "text", "quotes"}


@dataclass(frozen=True)
class Evaluated:
    """A file's score, and what was missed in it."""

    name: str
    score: Score
    misses: tuple[Miss, ...]


def read_annotated(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a JSON file (one object) or of JSON lines.

    Raises:
        Invalid: the file cannot be read, or does not hold annotated documents.
    """
    try:
        text = path.read_text("utf-8")
        found = (
            [json.loads(text)]
            if path.suffix == ".json"
            else [json.loads(line) for line in text.splitlines() if line.strip()]
        )
    except OSError as problem:
        raise Invalid({str(path): problem.strerror or "cannot be read"}) from None
    except ValueError:
        raise Invalid({str(path): "This is neither JSON nor JSON lines."}) from None
    if not all(isinstance(each, dict) and each.keys() >= NEEDED for each in found):
        raise Invalid({str(path): "Annotated documents have `id`, `text` and `quotes`."})
    return found


def evaluate_file(path: Path) -> Evaluated:
    """Extract from a file's texts and compare with its annotation.

    Raises:
        Invalid: as `read_annotated`.
    """
    documents = read_annotated(path)
    gazetteer = gazetteer_from_seeds()
    predictions = {
        each["id"]: answer(
            json.dumps({name: each.get(name) for name in ("id", "text", "date")}), gazetteer
        ).get("statements", [])
        for each in documents
    }
    return Evaluated(
        path.stem,
        score_documents(documents, predictions),
        tuple(find_misses(documents, predictions)),
    )


def per_cent(share: float | None) -> str:
    """Return a share in per cent, a dash for none."""
    return "–" if share is None else f"{100 * share:.1f}"


def print_table(scored: Sequence[Evaluated]) -> None:
    """Print one line a file: counts, and shares in per cent."""
    table = Table(title="Extraction against annotated documents (per cent)")
    table.add_column("set")
    for name in (
        "documents",
        "wanted",
        "given",
        "exact",
        "found",
        "right speaker",
        "named",
        "wrong",
    ):
        table.add_column(name, justify="right")
    for each in scored:
        score = each.score
        table.add_row(
            each.name,
            *(str(score.counts[name]) for name in ("documents", "annotated", "predicted")),
            *map(per_cent, (score.exact, score.found, score.end_to_end, score.named, score.wrong)),
        )
    Console().print(table)


def print_misses(evaluated: Evaluated, limit: int) -> None:
    """Print misses side by side: what was annotated, what was predicted, the text around."""
    if not limit or not evaluated.misses:
        return
    table = Table(title=f"{evaluated.name}: {len(evaluated.misses)} misses", show_lines=True)
    for name in ("kind", "annotated", "predicted", "around"):
        table.add_column(name, overflow="fold")
    for miss in islice(evaluated.misses, limit):
        # Texts are shown as they are: square brackets in them are no markup.
        cells = (f"{miss.kind}\n{miss.document}", miss.wanted, miss.given, miss.around)
        table.add_row(*(Text(cell or "–") for cell in cells))
    Console().print(table)
