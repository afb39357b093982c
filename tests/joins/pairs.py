"""Pairs: quotes that are one statement, and such that only look like it; see `pairs.txt`."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DAY = date(2024, 12, 26)
LANGUAGE_PAIRS = ("en-en", "ru-ru", "tr-tr", "en-ru", "en-tr", "ru-tr")


@dataclass(frozen=True)
class Wording:
    """One quote of a pair."""

    language: str
    text: str
    speaker: str
    said_on: date


@dataclass(frozen=True)
class Pair:
    """Two quotes, whether they are one statement, and what makes the pair hard."""

    languages: str
    is_same: bool
    kind: str
    one: Wording
    other: Wording
    is_held_out: bool


def tuning() -> list[Pair]:
    """The pairs that weights and threshold may be chosen by."""
    return [pair for pair in pairs("pairs.txt") if not pair.is_held_out]


def held_out() -> list[Pair]:
    """The pairs that were written with those, and that nothing was chosen by."""
    return [pair for pair in pairs("pairs.txt") if pair.is_held_out]


def unseen() -> list[Pair]:
    """The pairs that were written when everything was chosen."""
    return list(pairs("unseen.txt"))


@cache
def pairs(file: str) -> tuple[Pair, ...]:
    """All pairs of a file; of each language pair every other one is held out."""
    found: list[Pair] = []
    seen: dict[str, int] = {}
    for line in Path(__file__).with_name(file).read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        languages, verdict, kind, *texts = (field.strip() for field in line.split("|"))
        seen[languages] = seen.get(languages, 0) + 1
        first, second = languages.split("-")
        one, other = texts
        speaker = "bo-lind" if kind == "other speaker" else "ada-moor"
        day = DAY + timedelta(days=1) if kind == "next day" else DAY
        found.append(
            Pair(
                languages,
                verdict == "same",
                kind,
                Wording(first, one, "ada-moor", DAY),
                Wording(second, other, speaker, day),
                is_held_out=seen[languages] % 2 == 0,
            )
        )
    return tuple(found)
