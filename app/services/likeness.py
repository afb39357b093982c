"""Likeness: how much two wordings look like one statement, in one language or across two.

Each wording becomes a bag of keys that do not depend on its language: figures, names spelled in
Latin letters, and meanings out of a small lexicon; within one language also the stems of all other
words. The score is the share of the keys' weight that both have. What it is worth is measured on
pairs, see `python -m tests.joins.measure`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from anyascii import anyascii

from app.services.lexicon import (
    LANGUAGES,
    MEANINGS,
    MONTHS,
    NEGATED_VERB,
    NEGATIONS,
    NUMBERS,
    SCALES,
    STOP,
)
from app.text import fold

TOKEN = re.compile(r"\d+(?:[.,\s]\d+)*|[^\W\d_]+")
NEGATED = re.compile(NEGATED_VERB)
DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
STEM_CHARS, STOP_CHARS = 5, 3
WEIGHTS = {"number": 2.0, "name": 1.0, "meaning": 1.5, "word": 1.0}
# Two spellings of a name share this much of the shorter one, and at least so many letters.
NAME_SHARE, NAME_CHARS = 0.75, 3
# An excerpt has all its keys in the longer wording; a little less sure than two that are equal.
EXCERPT, EXCERPT_KEYS = 0.85, 3
# Across languages two keys that happen to be the same prove too little.
LEAST_KEYS = 3
# From here on a pair is proposed: chosen on the pairs for tuning, measured on the others.
PROPOSED = 0.55
# One wording denies, the other does not; both have figures, and none in common.
OPPOSITE, OTHER_NUMBERS = 0.5, 0.6


@dataclass(frozen=True)
class Bag:
    """What a wording is compared by.

    Attributes:
        numbers: figures as written out.
        names: capitalised words in Latin letters, lower case.
        meanings: numbers of lines of the lexicon, each with a word of the text for it.
        words: stems of what is none of these.
        denies: the sentence is turned round.
    """

    language: str
    numbers: frozenset[str]
    names: frozenset[str]
    meanings: Mapping[str, str] = field(hash=False)
    words: frozenset[str]
    denies: bool


@dataclass(frozen=True)
class Likeness:
    """How alike two wordings are, from 0 to 1, and what they share, for people to read."""

    score: float
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@cache
def stems(language: str) -> dict[str, str]:
    """Return for each stem of a language the key of its meaning; `=` ends a whole word."""
    found: dict[str, str] = {}
    for kind, table in (("", MEANINGS), ("month", MONTHS), ("number", NUMBERS)):
        for line in table.strip().splitlines():
            columns = [column.split() for column in line.split("|")]
            key = f"{kind}:{columns[0][0].rstrip('=')}"
            for own, column in zip(LANGUAGES, columns, strict=True):
                if own == language:
                    found |= {stem: key for stem in column if stem not in found}
    return found


@lru_cache(50_000)
def meaning(word: str, language: str) -> str | None:
    """Return the key of a folded word's meaning, by its longest stem; None for an unknown one."""
    known = stems(language)
    if f"{word}=" in known:
        return known[f"{word}="]
    for length in range(len(word), 1, -1):
        if word[:length] in known:
            return known[word[:length]]
    return None


@lru_cache(20_000)
def bag_of(text: str, language: str) -> Bag:
    """Return what a wording is compared by."""
    numbers: set[str] = set()
    names: set[str] = set()
    meanings: dict[str, str] = {}
    words: set[str] = set()
    found = list(TOKEN.finditer(text))
    denies = False
    for at, match in enumerate(found):
        printed = match.group()
        word = fold(printed)
        if printed[0].isdecimal():
            following = fold(found[at + 1].group()) if at + 1 < len(found) else ""
            numbers.add(figure(printed, following))
            continue
        denies = denies or word in NEGATIONS or (language == "tr" and is_negated(word))
        if word in NEGATIONS or word in STOP or _is_scale(word):
            continue
        key = meaning(word, language)
        if key is not None:
            meanings.setdefault(key, printed)
        elif printed[0].isupper() and len(word) >= NAME_CHARS:
            names.add(latin(word))
        elif len(word) > STOP_CHARS:
            words.add(word[:STEM_CHARS])
    return Bag(
        language,
        frozenset(numbers),
        frozenset(names),
        meanings,
        frozenset(words),
        denies,
    )


def figure(printed: str, following: str) -> str:
    """Return a figure as it is written out: 2,5 before "млрд" is 2500000000."""
    scale = next((value for stem, value in SCALES.items() if following.startswith(stem)), 1)
    zeros = len(str(scale)) - 1
    decimal = DECIMAL.fullmatch(printed)
    whole, part = decimal.groups() if decimal else (printed, "")
    # Digits are moved as text: a hostile figure may have more of them than a number can.
    digits = re.sub(r"\D", "", whole) + part[:zeros].ljust(zeros, "0")
    rest = part[zeros:].rstrip("0")
    return (digits.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _is_scale(word: str) -> bool:
    return any(word.startswith(stem) for stem in SCALES)


def is_negated(word: str) -> bool:
    """Say whether a folded Turkish verb denies: gelmez, gelmedi, gelmeyecek."""
    return NEGATED.fullmatch(word) is not None


@lru_cache(20_000)
def latin(word: str) -> str:
    """Return a folded word in Latin letters."""
    return re.sub(r"[^a-z]", "", anyascii(word).lower()) or word


def alike(one: str, other: str) -> bool:
    """Say whether two names in Latin letters may be one: endings differ, and some letters."""
    shorter = min(len(one), len(other))
    common = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    return common >= max(NAME_CHARS, NAME_SHARE * shorter)


def likeness(one: Bag, other: Bag) -> Likeness:
    """Return how much two wordings look like one statement, and what they share."""
    found = similarity(one, other)
    score = found.score
    if one.denies != other.denies:
        score *= OPPOSITE
    if one.numbers and other.numbers and not found.numbers:
        score *= OTHER_NUMBERS
    return replace(found, score=score)


def similarity(one: Bag, other: Bag) -> Likeness:
    """Return how alike the words of two wordings are, whatever they say with them."""
    numbers = one.numbers & other.numbers
    names = min(_found_in(one.names, other.names), _found_in(other.names, one.names), key=len)
    meanings = [key for key in one.meanings if key in other.meanings]
    same_language = one.language == other.language
    words = one.words & other.words if same_language else frozenset()
    shared = _weight(len(numbers), len(names), len(meanings), len(words))
    sizes = [
        _weight(
            len(bag.numbers),
            len(bag.names),
            len(bag.meanings),
            len(bag.words) if same_language else 0,
        )
        for bag in (one, other)
    ]
    keys = len(numbers) + len(names) + len(meanings) + len(words)
    if not shared or not all(sizes) or (keys < LEAST_KEYS and not same_language):
        return Likeness(0.0)
    score = 2 * shared / sum(sizes)
    if keys >= EXCERPT_KEYS and same_language:
        score = max(score, EXCERPT * shared / min(sizes))
    told = tuple(_told(one, other, key) for key in meanings)
    return Likeness(min(score, 1.0), tuple(sorted(numbers)), tuple(names), told)


def _found_in(names: frozenset[str], others: frozenset[str]) -> list[str]:
    """Return the names that stand among others too, in whatever spelling."""
    return [name for name in sorted(names) if any(alike(name, each) for each in others)]


def _told(one: Bag, other: Bag, key: str) -> str:
    here, there = one.meanings[key], other.meanings[key]
    return here if here == there else f"{here} / {there}"


def _weight(numbers: int, names: int, meanings: int, words: int) -> float:
    return (
        WEIGHTS["number"] * numbers
        + WEIGHTS["name"] * names
        + WEIGHTS["meaning"] * meanings
        + WEIGHTS["word"] * words
    )
