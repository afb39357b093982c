"""Plan: what the floor is given for nothing: of each address, all but its statements.

The product answers once, long before anything is measured. What stands around the cards, counts
and chart included, is kept as it is; the cards themselves are only remembered by their numbers.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.questions import Ask

CARD = re.compile(r'<article class="card" id="statement-(\d+)">.*?</article>', re.DOTALL)
LEVEL = re.compile(r'<h(\d) class="who">')
IDS_OF_CSV = re.compile(r"^(\d+),/statements/", re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    """What the floor knows about one address.

    Attributes:
        kind: `html`, `json` or `csv`.
        pieces: the constant text before, between and after the cards.
        ids: of the statements, in order.
        level: of the cards' headings.
        word: what the page marks in the cards.
    """

    kind: str
    pieces: list[str]
    ids: list[int]
    level: int = 3
    word: str = ""


def make_sheet(ask: Ask, body: bytes) -> Sheet:
    """Return what the product's answer leaves for the floor to do."""
    text = body.decode()
    if ask.path.startswith("/api/"):
        found = json.loads(text)
        items = found.pop("items")
        return Sheet(
            "json", [json.dumps(found, ensure_ascii=False)], [each["id"] for each in items]
        )
    if ask.path.endswith(".csv"):
        header = text[: text.index("\r\n") + 2]
        return Sheet("csv", [header], [int(each) for each in IDS_OF_CSV.findall(text)])
    cards = list(CARD.finditer(text))
    level = LEVEL.search(text)
    starts = [0, *(card.end() for card in cards)]
    ends = [*(card.start() for card in cards), len(text)]
    return Sheet(
        "html",
        [text[start:end] for start, end in zip(starts, ends, strict=True)],
        [int(card[1]) for card in cards],
        int(level[1]) if level else 3,
        ask.value("q") or "",
    )


def write_plan(path: Path, sheets: dict[str, Sheet]) -> None:
    """Write the sheets, by address, for another process."""
    with path.open("w", encoding="utf-8") as file:
        for address, sheet in sheets.items():
            file.write(json.dumps({"address": address, **vars(sheet)}, ensure_ascii=False) + "\n")


def read_plan(path: Path) -> dict[str, Sheet]:
    """Return what `write_plan` wrote."""
    found = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            fields: dict[str, Any] = json.loads(line)
            address = fields.pop("address")
            found[address] = Sheet(**fields)
    return found


def ids_in(ask: Ask, body: bytes) -> list[int]:
    """Return the numbers of the statements on a page, in order."""
    return make_sheet(ask, body).ids
