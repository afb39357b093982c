"""Names: find actors by any spelling of a name, and say which alias matched."""

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from sqlalchemy import select
from sqlmodel import Session, col

from app.models import Actor, Alias
from app.queries.words import Word, WordQuery
from app.text import fold

TOKEN = re.compile(r"[^\W_]+")
CYRILLIC = re.compile("[а-яё]")

# Endings of Russian names in any case, longest first; four letters of the name must be left.
# Those with ея, ия and the like belong to names in -ей and -ий (Сергей, Дмитрий).
ENDINGS = (
    "ого", "его", "ому", "ему", "ыми", "ими", "еем", "ием", "ых", "их", "ым", "им", "ом", "ем",
    "ой", "ей", "ою", "ею", "ий", "ый", "ая", "ую", "ея", "ее", "ия", "ию", "ие", "ии",
    "а", "у", "е", "ы", "и", "я", "ю", "й",
)  # fmt: skip
STEM_LETTERS = 4

# Romanisations differ in these; applied in order to ASCII, they meet in one spelling.
MEETING = (
    ("shch", "s"), ("sch", "s"), ("kh", "h"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("ts", "c"),
    ("ph", "f"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("j", "i"), ("y", "i"), ("ie", "e"),
    ("ii", "i"), ("iu", "u"), ("io", "o"), ("ia", "a"),
)  # fmt: skip


def stem(token: str) -> str:
    """Return a folded name without a Russian case ending; other scripts are left alone."""
    if CYRILLIC.search(token):
        for ending in ENDINGS:
            if token.endswith(ending) and len(token) - len(ending) >= STEM_LETTERS:
                return token[: -len(ending)]
    return token


# Every word of a query is compared with every alias: 500 characters of words took 2 seconds.
@lru_cache(50_000)
def skeleton(token: str) -> str:
    """Return the spelling in which romanisations of one name meet."""
    plain = re.sub(r"[^a-z0-9]", "", anyascii(stem(token)).lower())
    for spelling, meeting in MEETING:
        plain = plain.replace(spelling, meeting)
    return re.sub(r"(.)\1+", r"\1", plain)


@lru_cache(50_000)
def tokens_of(alias: str) -> tuple[str, ...]:
    """Return the folded words of an alias as printed, in order."""
    return tuple(TOKEN.findall(fold(alias)))


def same_name(typed: str, alias: str) -> bool:
    """Say whether two folded tokens are spellings of one name."""
    if typed == alias:
        return True
    key = skeleton(typed)
    return len(key) >= STEM_LETTERS and key == skeleton(alias)


def matches(word: Word, alias: str, *, exact: bool) -> bool:
    """Say whether the tokens of `word` stand next to one another in an alias as printed."""
    if exact:
        return re.search(rf"(?<!\w){re.escape(word.typed)}(?!\w)", alias) is not None
    tokens = tokens_of(alias)
    wanted = word.tokens
    for at in range(len(tokens) - len(wanted) + 1):
        here = tokens[at : at + len(wanted)]
        if all(map(same_name, wanted, here)):
            return True
        starts = word.is_prefix and here[-1].startswith(wanted[-1])
        if starts and all(map(same_name, wanted[:-1], here[:-1])):
            return True
    return False


@dataclass(frozen=True)
class NameMatch:
    """An actor that a typed name means, and the spelling that matched."""

    actor_id: int
    slug: str
    name: str
    alias: str


def actors_by_word(session: Session, words: list[Word], *, exact: bool) -> dict[Word, set[int]]:
    """Return for each word the ids of the actors of whose names it is a part."""
    aliases = session.execute(select(col(Alias.actor_id), col(Alias.text))).all()
    return {
        word: {actor for actor, alias in aliases if matches(word, alias, exact=exact)}
        for word in words
    }


def find_actors_named(session: Session, words: WordQuery, limit: int = 5) -> list[NameMatch]:
    """Return the actors with an alias that holds every word asked for, best first.

    Each comes once, with the alias that matched: one spelled as typed before others, then the
    shortest.
    """
    if not words.wanted or words.refused:
        return []
    query = (
        select(col(Actor.id), col(Actor.slug), col(Actor.name), col(Alias.text))
        .join(Alias, col(Alias.actor_id) == col(Actor.id))
        .where(col(Actor.merged_into_id).is_(None))
    )
    every = [word for choice in words.wanted for word in choice]
    tokens = {token for word in every for token in word.tokens}

    def rank(match: NameMatch) -> tuple[int, int, int]:
        literal = sum(word.typed in match.alias for word in every)
        return -literal, -len(tokens.intersection(tokens_of(match.alias))), len(match.alias)

    found: dict[int, NameMatch] = {}
    for row in session.execute(query):
        match = NameMatch(*row)
        fits = all(
            any(matches(word, match.alias, exact=False) for word in choice)
            for choice in words.wanted
        )
        known = found.get(match.actor_id)
        if fits and (known is None or rank(match) < rank(known)):
            found[match.actor_id] = match
    return sorted(found.values(), key=lambda match: (len(match.alias), match.name))[:limit]
