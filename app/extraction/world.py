"""World: the gazetteer, indexed by folded words, to find whom a name or an office means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from app.extraction.types import Gazetteer, HeldOffice, Kind, KnownActor
from app.text import fold

WORD = re.compile(r"[^\W_]+(?:['’ʼ.][^\W_]+)*")
# Articles and prefixes of names, written with or without: "al-Sharaa", "Al Sharaa", "Sharaa".
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ash",
        "as",
        "ad",
        "an",
        "ar",
        "at",
        "aş",
        "eş",
        "es",
        "ed",
        "аль",
        "аш",
        "ад",
        "ас",
        "ан",
        "ат",
        "эль",
    ]
)
SMALL_WORDS = frozenset(["the", "a", "an", "of", "for", "and", "in", "&", "de", "la"])
PREFIX = 4
COUNTRY = "@"


@lru_cache(1 << 15)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without possessive endings and Arabic articles."""
    found = []
    for word in WORD.findall(fold(name)):
        bare = re.sub(r"['’ʼ](?:s|[nyd]?[iuae]n?|[td][ae]n?)$", "", word)
        bare = bare.replace("'", "").replace(".", "")
        if bare:
            found.append(bare)
    kept = tuple(word for word in found if word not in PARTICLES)
    return kept or tuple(found)


@lru_cache(1 << 14)
def plain_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without the small ones that are often left out."""
    return tuple(word for word in name_words(name) if word not in SMALL_WORDS)


@dataclass(slots=True)
class World:
    """What the gazetteer knows, ready to be asked.

    Attributes:
        full: persons by the words of a full name; surnames: by a name that may stand alone.
        bodies: institutions and states by the set of their words, countries made slugs.
        countries: slugs of states by a folded word or phrase that names them; state_words: the
            first words of these.
        offices: holders of an office with the words of its titles.
        outlets: words of the names of news media.
    """

    full: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    surnames: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    bodies: dict[frozenset[str], str] = field(default_factory=dict)
    countries: dict[tuple[str, ...], str] = field(default_factory=dict)
    state_words: frozenset[str] = frozenset()
    actors: dict[str, KnownActor] = field(default_factory=dict)
    offices: list[tuple[KnownActor, HeldOffice, tuple[frozenset[str], ...]]] = field(
        default_factory=list
    )
    title_words: dict[str, frozenset[str]] = field(default_factory=dict)
    outlets: set[tuple[str, ...]] = field(default_factory=set)
    places: set[tuple[str, ...]] = field(default_factory=set)

    def country_words(self, words: Sequence[str]) -> list[str]:
        """Return `words` with every name of a state made one word `@slug`."""
        if self.state_words.isdisjoint(words):
            return list(words)
        found: list[str] = []
        at = 0
        while at < len(words):
            if words[at] not in self.state_words:
                found.append(words[at])
                at += 1
                continue
            for size in (3, 2, 1):
                slug = self.countries.get(tuple(words[at : at + size]))
                if slug is not None:
                    found.append(COUNTRY + slug)
                    at += size
                    break
            else:
                found.append(words[at])
                at += 1
        return found

    def body(self, phrase: str) -> KnownActor | None:
        """Return the institution or state that a phrase names, None where it names none."""
        words = frozenset(self.country_words(name_words(phrase))) - SMALL_WORDS
        slug = self.bodies.get(words)
        return self.actors[slug] if slug is not None else None

    def person(self, name: str, titled: bool) -> set[str]:
        """Return the slugs of the persons whom a name may mean.

        Args:
            name: one or more words, without titles.
            titled: a title stands beside it, so that risky aliases count.
        """
        words = name_words(name)
        if len(words) == 1:
            found = self.surnames.get(words, set())
            return {slug for slug in found if titled or not self.risky(slug, words)}
        if words in self.full:
            return self.full[words]
        return {
            slug
            for slug in self.surnames.get(words[-1:], set()) | self.surnames.get(words[-2:], set())
            if self.shares_first_name(slug, words)
        }

    def risky(self, slug: str, words: tuple[str, ...]) -> bool:
        """Say whether an alias of an actor is a common word or shared."""
        return any(name_words(alias) == words for alias in self.actors[slug].risky)

    def shares_first_name(self, slug: str, words: tuple[str, ...]) -> bool:
        """Say whether a first name is another spelling of an actor's: Sergei, Sergey."""
        actor = self.actors[slug]
        firsts = {name_words(name)[0] for name in (actor.name, *actor.names)}
        first = words[0]
        return any(
            first == other
            or (min(len(first), len(other)) >= PREFIX and first[:PREFIX] == other[:PREFIX])
            or (len(first) == 1 and other.startswith(first))
            for other in firsts
        )

    def holders(self, words: Iterable[str], day: date | None) -> set[str]:
        """Return the slugs of those who held the office that `words` name on a day.

        Args:
            words: folded, countries as `@slug`.
            day: None is unknown: then only an office with one holder ever is told, who has not
                left it yet: whoever came next need not be known.
        """
        wanted = frozenset(words) - SMALL_WORDS
        countries = {word[len(COUNTRY) :] for word in wanted if word.startswith(COUNTRY)}
        plain = frozenset(word for word in wanted if not word.startswith(COUNTRY))
        if not countries or not plain:
            return set()
        found, still = set(), set()
        for actor, office, titles in self.offices:
            if countries <= set(office.countries) and any(title == plain for title in titles):
                if is_held(office, day):
                    found.add(actor.slug)
                if office.until is None:
                    still.add(actor.slug)
        return found if day is not None or found & still else set()

    def is_outlet(self, phrase: str) -> bool:
        """Say whether a phrase names a news medium."""
        return plain_words(phrase) in self.outlets


def is_held(office: HeldOffice, day: date | None) -> bool:
    """Say whether somebody may hold an office on a day; where it is unknown, they may."""
    return day is None or (
        (office.since is None or office.since <= day)
        and (office.until is None or day <= office.until)
    )


def build_world(gazetteer: Gazetteer) -> World:
    """Return the index of a gazetteer."""
    world = World()
    for actor in gazetteer.actors:
        world.actors[actor.slug] = actor
        if actor.kind is Kind.STATE:
            for phrases in actor.adjectives.values():
                for phrase in phrases:
                    world.countries[name_words(phrase)] = actor.slug
            for phrase in (actor.name, *actor.names):
                world.countries.setdefault(name_words(phrase), actor.slug)
    world.state_words = frozenset(words[0] for words in world.countries if words)
    for actor in gazetteer.actors:
        for name in {actor.name, *actor.names}:
            words = name_words(name)
            if actor.kind is Kind.PERSON:
                index = world.full if len(words) > 1 else world.surnames
                index.setdefault(words, set()).add(actor.slug)
                if len(words) > 1 and len(name.split()) == 1:
                    world.surnames.setdefault(words, set()).add(actor.slug)
            else:
                key = frozenset(world.country_words(words)) - SMALL_WORDS
                world.bodies.setdefault(key, actor.slug)
        for office in actor.offices:
            titles = tuple(
                frozenset(name_words(title)) - SMALL_WORDS
                for phrases in office.titles.values()
                for title in phrases
            )
            world.offices.append((actor, office, titles))
            known = world.title_words.get(actor.slug, frozenset())
            world.title_words[actor.slug] = known.union(*titles)
    for actor in gazetteer.actors:
        # A last name is known from the full name, where no alias says it may stand alone.
        if actor.kind is Kind.PERSON:
            words = name_words(actor.name)
            if len(words) > 1:
                world.surnames.setdefault(words[-1:], set()).add(actor.slug)
    world.outlets = {plain_words(outlet) for outlet in gazetteer.outlets}
    world.places = {name_words(place) for place in gazetteer.places}
    return world
