"""Spelling: whether two words are one name, in Russian cases and in Latin transliterations."""

import re
from functools import lru_cache

from anyascii import anyascii

CYRILLIC = re.compile("[а-яё]")

# Endings of Russian names in any case, longest first; four letters of the name must be left.
# Those with ея, ия and the like belong to names in -ей and -ий (Сергей, Дмитрий).
ENDINGS = (
    "ого", "его", "ому", "ему", "ыми", "ими", "еем", "ием", "ых", "их", "ым", "им", "ом", "ем",
    "ой", "ей", "ою", "ею", "ий", "ый", "ая", "ую", "ея", "ее", "ия", "ию", "ие", "ии",
    "а", "у", "е", "ы", "и", "я", "ю", "й",
)  # fmt: skip
# What is left of them in Latin letters, once romanisations have met: Хлебовой is Khlebov|a.
LATIN_ENDING = re.compile("(?:ei|[aei])$")
STEM_LETTERS = 4

# Romanisations differ in these; applied in order to ASCII, they meet in one spelling.
MEETING = (
    ("shch", "s"), ("sch", "s"), ("kh", "h"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("ts", "c"),
    ("ph", "f"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("j", "i"), ("y", "i"), ("ie", "e"),
    ("ii", "i"), ("iu", "u"), ("io", "o"), ("ia", "a"),
)  # fmt: skip


def is_cyrillic(token: str) -> bool:
    """Say whether a folded token holds Russian letters."""
    return CYRILLIC.search(token) is not None


def stem(token: str) -> str:
    """Return a folded name without a Russian case ending; other scripts are left alone."""
    if is_cyrillic(token):
        for ending in ENDINGS:
            if token.endswith(ending) and len(token) - len(ending) >= STEM_LETTERS:
                return token[: -len(ending)]
    return token


def russian_forms(token: str) -> set[str]:
    """Return a folded name with every Russian case ending, itself alone in other scripts."""
    if not is_cyrillic(token):
        return {token}
    return {token, stem(token), *(stem(token) + ending for ending in ENDINGS)}


def romanised(token: str) -> str:
    """Return a folded token in the Latin spelling in which romanisations of one name meet."""
    plain = re.sub(r"[^a-z0-9]", "", anyascii(token).lower())
    for spelling, meeting in MEETING:
        plain = plain.replace(spelling, meeting)
    return re.sub(r"(.)\1+", r"\1", plain)


@lru_cache(100_000)
def skeleton(token: str) -> str:
    """Return the spelling in which romanisations and Russian cases of one name meet."""
    return romanised(stem(token))


@lru_cache(100_000)
def held_under(token: str) -> frozenset[tuple[str, str]]:
    """Return the keys under which the word of a name is found, see `looked_for`."""
    key = skeleton(token)
    if is_cyrillic(token):
        bare = {("bare", key)} if stem(token) != token else set()
        found = {("russian", key), ("romanised", romanised(token)), *bare}
    else:
        ended = LATIN_ENDING.sub("", key)
        found = {("latin", key), ("whole", key), *({("ended", ended)} if ended != key else ())}
    return frozenset((kind, each) for kind, each in found if len(each) >= STEM_LETTERS)


@lru_cache(100_000)
def looked_for(token: str) -> frozenset[tuple[str, str]]:
    """Return the keys to look for what a typed word means.

    Two words of one script are the same name if their skeletons are. A Russian one in any case
    is also a Latin one in its nominative, whose vowel at the end is lost with the case ending:
    Хлебовой is Khlebova, but Khlebova and Khlebov are two names.
    """
    key = skeleton(token)
    if is_cyrillic(token):
        ended = {("ended", key)} if stem(token) != token else set()
        found = {("russian", key), ("whole", key), ("whole", romanised(token)), *ended}
    else:
        bare = LATIN_ENDING.sub("", key)
        found = {("latin", key), ("romanised", key), *({("bare", bare)} if bare != key else ())}
    return frozenset((kind, each) for kind, each in found if len(each) >= STEM_LETTERS)


def same_name(typed: str, alias: str) -> bool:
    """Say whether two folded tokens are spellings of one name."""
    return typed == alias or not looked_for(typed).isdisjoint(held_under(alias))


@lru_cache(100_000)
def distance(one: str, other: str) -> int:
    """Return how many slips lie between two words: a letter more, less, another, or swapped.

    Source: Damerau (1964), in the form that changes no place twice (optimal string alignment).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, row, previous = before, [i], row
        for j, there in enumerate(other, start=1):
            cost = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        before = previous
    return row[-1]
