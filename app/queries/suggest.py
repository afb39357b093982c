"""Suggest: for words that name nobody, the known names that are near to them in spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Quote
from app.queries.names import (
    NameIndex,
    find_actors_named,
    read_actor_names,
    read_actors,
)
from app.queries.search import quotes_with
from app.queries.spelling import STEM_LETTERS, distance, skeleton
from app.queries.words import Word, parse_words, replace_words

# A list, or a word, that has more than so many statements is no slip of the pen.
FEW = 3
MOST = 5
# A word of seven letters (in the spelling where romanisations meet) may have two slips.
LONG = 7
# Whoever pastes a sentence has not misspelt a name.
MOST_WORDS = 6


@dataclass(frozen=True)
class Suggestion:
    """A speaker whose name is near to what was typed.

    Attributes:
        q: the words to search for instead, with the name in the place of what was typed.
    """

    slug: str
    name: str
    q: str


@dataclass(frozen=True)
class Near:
    """A name near to some of the words asked for; the least is the nearest.

    Attributes:
        missed: how many words that are names, or may be meant for one, it does not explain.
        slips: how many letters differ.
        length: of the name.
        replaced: the words that mean it.
    """

    missed: int
    slips: int
    length: int
    actor_id: int
    replaced: tuple[Word, ...]

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Nearest first; the id makes the order total."""
        return self.missed, self.slips, self.length, self.actor_id


def suggest_names(session: Session, q: str, total: int) -> list[Suggestion]:
    """Return the speakers that may have been meant by `q`, the nearest first.

    Args:
        total: how many statements the words as typed have found: nothing is suggested where
            these are more than a few, or where the words are a known name.
    """
    words = parse_words(q)
    if total > FEW or len(words.wanted) > MOST_WORDS or find_actors_named(session, words):
        return []
    names = read_actor_names(session).index
    single = [choice[0] for choice in words.wanted if len(choice) == 1]
    known = {word: names.find(word, exact=False) for word in single}
    missing = [word for word in single if not known[word] and not _is_common(session, word)]
    best: dict[int, Near] = {}
    for near in _near(names, missing, known):
        if near.actor_id not in best or near.order < best[near.actor_id].order:
            best[near.actor_id] = near
    actors = {number: rest for number, *rest in read_actors(session, best)}
    nearest = sorted(
        (near for near in best.values() if near.actor_id in actors), key=lambda near: near.order
    )
    # Who explains fewer of the words than another is not who was meant.
    kept = [near for near in nearest if near.missed == nearest[0].missed][:MOST]
    return [_suggestion(q, near, *actors[near.actor_id]) for near in kept]


def _suggestion(q: str, near: Near, slug: str, name: str) -> Suggestion:
    first, *others = near.replaced
    return Suggestion(slug, name, replace_words(q, {first: name, **dict.fromkeys(others, "")}))


def _is_common(session: Session, word: Word) -> bool:
    """Say whether more than a few texts hold a word: then it is one, and no name misspelt."""
    query = sa.select(col(Quote.id)).where(quotes_with(session, [word])).limit(FEW + 1)
    return len(session.execute(query).all()) > FEW


def _near(names: NameIndex, missing: list[Word], known: dict[Word, set[int]]) -> Iterator[Near]:
    """Yield every name that is near to some of the words that name nobody."""
    slips = {word: _slips(names, word) for word in missing}
    asked = len(missing) + sum(bool(actors) for actors in known.values())
    for place in set().union(*slips.values()):
        number, name = names.names[place]
        meant = [word for word in missing if place in slips[word]]
        # The first name, rightly spelt, belongs to the name that it stands beside.
        beside = [word for word, actors in known.items() if number in actors]
        yield Near(
            missed=asked - len(meant) - len(beside),
            slips=sum(slips[word][place] for word in meant),
            length=len(name),
            actor_id=number,
            replaced=(*meant, *beside),
        )


def _slips(names: NameIndex, word: Word) -> dict[int, int]:
    """Return the places of the names near to a word, and in how many letters they differ.

    Every token of the word is near to some token of the name, or short and the same.
    """
    found: dict[int, int] | None = None
    for token in word.tokens:
        here: dict[int, int] = {}
        for other, number in _near_tokens(names, token).items():
            for place in names.by_token[other]:
                here[place] = min(number, here.get(place, number))
        found = (
            here
            if found is None
            else {place: found[place] + here[place] for place in found.keys() & here.keys()}
        )
    return found or {}


def _near_tokens(names: NameIndex, token: str) -> dict[str, int]:
    """Return the words of names near to a folded token, and in how many letters they differ."""
    found = {other: 0 for other in names.spellings(token) if other in names.by_token}
    key = skeleton(token)
    if min(len(key), len(token)) < STEM_LETTERS:
        return found
    most = 2 if len(key) >= LONG else 1
    letters = letters_of(key)
    for other in names.tokens:
        there = skeleton(other)
        # Whatever differs in more letters than that is not worth comparing place by place.
        if (
            len(there) >= STEM_LETTERS
            and abs(len(there) - len(key)) <= most
            and (letters ^ letters_of(there)).bit_count() <= 2 * most
            and (number := distance(key, there)) <= most
        ):
            found.setdefault(other, number)
    return found


@lru_cache(100_000)
def letters_of(key: str) -> int:
    """Return the letters and digits of a skeleton as bits."""
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) - ord("0"))
    return bits
