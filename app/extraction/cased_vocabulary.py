"""Vocabulary: the words that the world and a language with cases know, by their nominative."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.extraction.inflection import lemmas, nominatives
from app.extraction.profile import LanguageProfile
from app.extraction.types import Kind
from app.extraction.world import PARTICLES, SMALL_WORDS, World, name_words
from app.text import fold

PREFIX = 3
TITLE_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
MOST_FORMS = 1 << 16


def is_cyrillic(word: str) -> bool:
    """Say whether a word is written in Cyrillic letters."""
    return "а" <= word[:1] <= "я"


def title_words(title: str) -> list[str]:
    """Return the folded words of a title; «пресс-секретарь» is one, as in a sentence."""
    return TITLE_WORD.findall(fold(title))


class Vocabulary:
    """The words that the world and a language know, to bring a printed form back to.

    Attributes:
        names: folded words of the names of persons, outlets and places.
        countries: folded words that name a state, or are its adjective.
        nouns: lemmas of the words of titles and bodies.
        same: words in small letters that were asked for before, and are none of these.
    """

    def __init__(self, world: World, profile: LanguageProfile) -> None:
        self.world = world
        self.forms: dict[tuple[str, bool], str | None] = {}
        self.named: dict[str, bool] = {}
        self.compared: dict[str, frozenset[str]] = {}
        self.same: set[str] = set()
        self.countries = {
            words[0] for words in world.countries if len(words) == 1 and is_cyrillic(words[0])
        }
        self.names = {
            word
            for words in (
                *world.full,
                *world.surnames,
                *(outlet for outlet in world.outlets if len(outlet) == 1),
            )
            for word in words
            if is_cyrillic(word)
        }
        self.places = {word for words in world.places for word in words if is_cyrillic(word)}
        known = (
            profile.person_nouns | profile.body_nouns | profile.group_nouns
            | profile.document_nouns | profile.titles
        )  # fmt: skip
        self.nouns = {lemma for word in known for lemma in lemmas(word)[:1] or (word,)}
        for _, office, _ in world.offices:
            for titles in office.titles.values():
                self.nouns |= {
                    lemma
                    for title in titles
                    for word in title_words(title)
                    if is_cyrillic(word)
                    for lemma in lemmas(word)[:1]
                }
        for words in self.bodies():
            self.nouns |= {lemma for word in words if word not in self.countries
                           for lemma in lemmas(word)[:1]}  # fmt: skip
        self.starts = {word[:PREFIX] for word in self.nouns}
        self.phrases = {words: slug for words, slug in world.countries.items() if len(words) > 1}

    def bodies(self) -> Iterable[tuple[str, ...]]:
        """Yield the words of the names of institutions, as the world writes them."""
        for actor in self.world.actors.values():
            if actor.kind is Kind.INSTITUTION:
                for name in (actor.name, *actor.names):
                    words = name_words(name)
                    if words and all(map(is_cyrillic, words)):
                        yield words

    def country(self, low: str) -> str | None:
        """Return the name or adjective of a state that a form may be of."""
        if not is_cyrillic(low):
            return None
        if low in self.countries:
            return low
        options = [option for option in (*lemmas(low), *nominatives(low))
                   if option in self.countries]  # fmt: skip
        return min(options, key=len) if options else None

    def noun(self, low: str) -> str | None:
        """Return the lemma of a word of titles or bodies, None for other words."""
        if low[:PREFIX] not in self.starts:
            return None
        if low in self.nouns:
            return low
        return next((lemma for lemma in lemmas(low) if lemma in self.nouns), None)

    def name(self, low: str) -> str | None:
        """Return the known name that a form may be of; «аль-Оруна» is of Орун."""
        head, dash, last = low.rpartition("-")
        if dash and head in PARTICLES:
            known = self.name(last)
            return head + dash + known if known is not None else None
        if low in self.names:
            return low
        options = sorted(option for option in nominatives(low) if option in self.names)
        return min(options, key=len) if options else None

    def is_name(self, low: str) -> bool:
        """Say whether a form may be of a known name or of a state's."""
        if low not in self.named:
            if len(self.named) >= MOST_FORMS:
                self.named.clear()
            self.named[low] = self.name(low) is not None or self.country(low) is not None
        return self.named[low]

    def place(self, low: str) -> str | None:
        """Return the known place that a form may be of."""
        if low in self.places:
            return low
        return next((option for option in sorted(nominatives(low)) if option in self.places), None)

    def known(self, low: str, *, capital: bool) -> str | None:
        """Return the nominative of a known word: with a capital, names come first."""
        key = (low, capital)
        if key not in self.forms:
            if len(self.forms) >= MOST_FORMS:
                self.forms.clear()
            if capital:
                found = self.country(low) or self.name(low) or self.noun(low) or self.place(low)
            else:
                found = self.noun(low) or self.country(low)
            self.forms[key] = found
        return self.forms[key]

    def keep(self, low: str) -> None:
        """Note that a word in small letters stays as it is."""
        if len(self.same) >= MOST_FORMS:
            self.same.clear()
        self.same.add(low)

    def common_words(self, name: str) -> frozenset[str]:
        """Return the Cyrillic words of a name, as titles and bodies are compared."""
        if name not in self.compared:
            if len(self.compared) >= MOST_FORMS:
                self.compared.clear()
            words = name.lower().split()
            self.compared[name] = frozenset(
                self.common(word) for word in words if is_cyrillic(word)
            )
        return self.compared[name]

    def common(self, low: str) -> str:
        """Return a word as titles and bodies are compared: a state's name, a lemma, or itself."""
        return self.country(low) or self.noun(low) or low


_worlds: list[tuple[World, LanguageProfile, World, Vocabulary]] = []


def in_nominative(world: World, profile: LanguageProfile) -> tuple[World, Vocabulary]:
    """Return a world whose titles and bodies are compared by lemmas, and its vocabulary."""
    for kept, language, made, vocabulary in _worlds:
        if kept is world and language is profile:
            return made, vocabulary
    vocabulary = Vocabulary(world, profile)
    bodies = dict(world.bodies)
    surnames = {words: set(slugs) for words, slugs in world.surnames.items()}
    made = replace(world, bodies=bodies, surnames=surnames, offices=[], title_words={})
    for words, slugs in world.full.items():
        if is_cyrillic(words[-1]):
            surnames.setdefault(words[-1:], set()).update(slugs)
    for actor in world.actors.values():
        if actor.kind is Kind.PERSON:
            continue
        for name in actor.names:
            common = [vocabulary.common(word) for word in name_words(name)]
            key = frozenset(world.country_words(common)) - SMALL_WORDS - profile.prepositions
            if actor.kind is Kind.INSTITUTION or len(common) > 1:
                bodies.setdefault(key, actor.slug)
    for actor, office, _ in world.offices:
        # A state inside a title («посол России в Турции») stays: with another it is another's.
        made_titles = tuple(
            frozenset(world.country_words([vocabulary.common(word) for word in title_words(title)]))
            - profile.prepositions
            for titles in office.titles.values()
            for title in titles
        )
        made.offices.append((actor, office, made_titles))
    made.places = world.places | {(place,) for place in vocabulary.places}
    _worlds[:] = [(world, profile, made, vocabulary)]
    return made, vocabulary
