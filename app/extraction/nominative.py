"""Nominative: an article's names and titles in the nominative, so that all cases meet.

The register compares words. For a language with cases it reads copies of the sentences, in which
names and the words of titles stand in the nominative; places in the text stay what they are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.extraction.cased_printed import printed_nominatives
from app.extraction.inflection import (
    NAME_TAGS,
    first_part,
    guess_nominative,
    is_known,
    lemmas,
    nominatives,
    readings,
)
from app.extraction.names import Name, NameReader
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit, UnitKind
from app.extraction.types import Kind
from app.extraction.world import PARTICLES, SMALL_WORDS, World, name_words
from app.text import fold

PREFIX = 3
TITLE_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
MOST_TITLE_UNITS = 10
LEAST_RUN = 3
# Signs that may stand before the first word of a sentence.
MOST_OPENING = 4
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
    """

    def __init__(self, world: World, profile: LanguageProfile) -> None:
        self.world = world
        self.forms: dict[tuple[str, bool], str | None] = {}
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
        known = made.title_words.get(actor.slug, frozenset())
        made.title_words[actor.slug] = known.union(*made_titles)
    made.places = world.places | {(place,) for place in vocabulary.places}
    _worlds[:] = [(world, profile, made, vocabulary)]
    return made, vocabulary


def nominative_sentences(
    sentences: Sequence[Sentence], vocabulary: Vocabulary, profile: LanguageProfile
) -> list[Sentence]:
    """Return copies of sentences with names and words of titles in the nominative."""
    printed = printed_nominatives(sentences, profile)
    unknown = unknown_names(sentences, vocabulary, frozenset(printed.values()))
    return [
        Sentence(
            [
                changed(
                    unit,
                    vocabulary,
                    {unit.low: unit.low} if unit.start in printed else unknown,
                    profile,
                )
                for unit in sentence.units
            ],
            sentence.paragraph,
            sentence.number,
        )
        for sentence in sentences
    ]


def unknown_names(
    sentences: Sequence[Sentence], vocabulary: Vocabulary, printed: frozenset[str]
) -> dict[str, str]:
    """Return for each unknown name of an article its nominative.

    The forms of the article tell: a nominative that it prints, else the one that most of them
    can come from.

    Args:
        sentences: the article.
        vocabulary: the names that are known.
        printed: folded names that stand in the nominative somewhere in the article.
    """
    forms = {
        unit.low
        for sentence in sentences
        for unit in sentence.units
        if unit.capital and is_cyrillic(unit.low) and vocabulary.name(unit.low) is None
        and vocabulary.country(unit.low) is None
    }  # fmt: skip
    counts = Counter(option for form in forms for option in nominatives(form))
    found = {}
    for form in forms:
        options = nominatives(form)
        own = options & printed
        if len(own) == 1 and not (form in own and (options - own) & forms):
            found[form] = next(iter(own))
            continue
        best = max(counts[option] for option in options)
        kept = [option for option in options if counts[option] == best]
        alone = [option for option in kept if option in forms]
        guess = guess_nominative(form)
        if guess in kept:
            found[form] = guess
        elif len(alone) == 1 and best > 1:
            found[form] = alone[0]
        else:
            found[form] = form
    return found


def changed(
    unit: Unit, vocabulary: Vocabulary, unknown: dict[str, str], profile: LanguageProfile
) -> Unit:
    """Return a unit in the nominative where it is a name or a word of titles."""
    if unit.kind is not UnitKind.WORD or not is_cyrillic(unit.low):
        return unit
    low = unit.low
    if INITIALS.fullmatch(low):
        # Of the initials, the first one tells.
        return Unit(unit.kind, unit.start, unit.end, unit.text[:1], low[:1])
    if low in profile.prepositions or low in profile.pronouns or low in profile.adverbs:
        return unit
    if unit.capital:
        low = vocabulary.known(low, capital=True) or unknown.get(low, low)
    else:
        low = vocabulary.known(low, capital=False) or low
    if low == unit.low:
        return unit
    return Unit(unit.kind, unit.start, unit.end, cased_like(low, unit), low)


def cased_like(low: str, unit: Unit) -> str:
    """Return a folded form with the capitals, and where it can, the letters of a unit."""
    text = unit.text
    same = 0
    while same < min(len(low), len(text)) and unit.low[same] == low[same]:
        same += 1
    whole = text[:same] + low[same:]
    if len(text) > 1 and text[:2].isupper() and unit.capital:
        return whole.upper() if text.isupper() or len(low) <= len(text) else whole
    parts = whole.split("-")
    olds = text.split("-")
    return "-".join(
        part[:1].upper() + part[1:] if index < len(olds) and olds[index][:1].isupper() else part
        for index, part in enumerate(parts)
    )


@dataclass(frozen=True, slots=True)
class NominativeReader(NameReader):
    """Reads names in sentences whose names stand in the nominative.

    Attributes:
        vocabulary: the words that are known.
        apart: places of capitals that no name before them goes on with: «Линд Гальмарии».
    """

    vocabulary: Vocabulary
    apart: set[int] = field(default_factory=set)

    def read_names(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence: runs of capitals, cut at states, bodies and titles."""
        found = []
        at = 0
        while at < len(sentence.units):
            if not self.begins(sentence, at):
                at += 1
                continue
            end = self.end_of(sentence, at)
            first = self.own_start(sentence, at, end)
            found.append(Name(first, end, self.title_before(sentence, first, at)))
            at = end
        return found

    def begins(self, sentence: Sentence, at: int) -> bool:
        """Say whether a name may begin at a unit: a capital that is no title, body or state."""
        unit, low = sentence.units[at], sentence.lows[at]
        if not unit.capital or self.parts(sentence, at):
            return False
        opens = at < MOST_OPENING and not any(
            one.is_word or one.is_quote for one in sentence.units[:at]
        )
        if opens and (low in self.profile.openers or low in self.profile.pronouns):
            return False
        if is_adjective(sentence, at) or self.opens_body(sentence, at):
            return False
        if opens and is_cyrillic(low) and is_known(low):
            return low in self.vocabulary.names or any(
                reading.tags & NAME_TAGS for reading in readings(low)[:3]
            )
        return True

    def opens_body(self, sentence: Sentence, at: int) -> bool:
        """Say whether a capital is the adjective of a body or a state: «Островной Федерации»."""
        if at + 1 >= len(sentence.units) or sentence.lows[at] in self.vocabulary.names:
            return False
        after = sentence.units[at + 1]
        return (
            after.capital
            and not after.text.isupper()
            and after.low in self.profile.body_nouns
            and is_adjectival(sentence.lows[at])
        )

    def parts(self, sentence: Sentence, at: int) -> bool:
        """Say whether a capital is no part of a person's name."""
        unit, low = sentence.units[at], sentence.lows[at]
        if low in self.vocabulary.names:
            return self.world.is_outlet(low) or (unit.text.isupper() and len(unit.text) > 2)
        return (
            (low,) in self.world.countries
            or (low,) in self.world.places
            or low in self.profile.person_nouns
            or low in self.profile.body_nouns
            or (unit.text.isupper() and len(unit.text.replace(".", "")) > 1)
            or low in self.profile.weekdays
        )

    def end_of(self, sentence: Sentence, at: int) -> int:
        """Return where a run of names ends: initials and particles belong to it."""
        units, lows = sentence.units, sentence.lows
        end = at + 1
        while end < len(units):
            follows = end + 1 < len(units) and units[end + 1].capital
            initial = units[end].text == "." and len(lows[end - 1].rstrip(".")) == 1
            if units[end].start in self.apart:
                break
            if (
                (units[end].capital and not self.parts(sentence, end))
                or (initial and follows)
                or (lows[end] in self.profile.particles and follows)
            ):
                end += 1
            else:
                break
        return end

    def own_start(self, sentence: Sentence, first: int, end: int) -> int:
        """Return where the last name of a run begins: «Дельты Марк Ольден» holds two."""
        words = [at for at in range(first, end) if sentence.units[at].is_word]
        if len(words) < LEAST_RUN:
            return first
        for at in words[-2:0:-1]:
            if is_first_name(sentence.lows[at]) and not any(
                is_first_name(sentence.lows[back]) or len(sentence.lows[back]) == 1
                for back in words[: words.index(at)]
            ):
                return at
        low, before = sentence.lows[first], sentence.lows[first - 1] if first else ""
        if low.endswith("ия") and not is_known(low) and (
            self.in_title(before) or (first and self.parts(sentence, first - 1))
        ):  # fmt: skip
            # «глава МИД Лузамии Олаф Кренн»: a state that no list knows.
            return words[1]
        return first

    def title_before(self, sentence: Sentence, first: int, run: int) -> tuple[str, ...]:
        """Return the words of the title before a name, with the state.

        Args:
            sentence: the sentence in the nominative.
            first: the first unit of the name.
            run: the first unit of its run of capitals: «Лузамии Ирма Гальт» begins with a state.
        """
        found: list[str] = []
        kept = 0
        at = first - 1
        while at >= 0 and first - at <= MOST_TITLE_UNITS and sentence.units[at].is_word:
            low = sentence.lows[at]
            known = self.in_title(low) or self.parts(sentence, at) or is_adjectival(low)
            inside = low in self.profile.and_words or low in self.profile.prepositions
            if not (known or inside or at >= run or is_genitive(low)):
                break
            found.insert(0, low)
            at -= 1
            kept = len(found) if known else kept
        return tuple(found[len(found) - kept :])

    def in_title(self, low: str) -> bool:
        """Say whether a word may stand in a title."""
        return (
            low in self.vocabulary.nouns
            or (low,) in self.world.countries
            or low in self.profile.linking
        )

    def suffix(self, sentence: Sentence, end: int) -> tuple[str, ...]:
        """Return the title in an apposition behind a name: «Мур, глава МИД Остмарка»."""
        units = sentence.units
        if end + 1 >= len(units) or units[end].text not in (",", "("):
            return ()
        found = []
        for at in range(end + 1, min(end + 1 + MOST_TITLE_UNITS, len(units))):
            low = sentence.lows[at]
            if not units[at].is_word or not (self.in_title(low) or self.parts(sentence, at)):
                if units[at].is_word:
                    # «Встретившись с Мур, министр заявил»: the next clause, no apposition.
                    return ()
                break
            found.append(low)
        return tuple(found) if any(low in self.profile.person_nouns for low in found) else ()


def is_adjective(sentence: Sentence, at: int) -> bool:
    """Say whether a capital is only the adjective of a body's name: «Карского университета»."""
    if at + 1 >= len(sentence.units) or sentence.units[at + 1].capital:
        return False
    after = sentence.units[at + 1]
    return (
        after.is_word
        and any(reading.part == "ADJF" for reading in readings(sentence.lows[at]))
        and any(reading.part == "NOUN" for reading in readings(after.low)[:1])
    )


def is_genitive(low: str) -> bool:
    """Say whether a word is first of all a noun in the genitive: «департамента печати»."""
    return any(
        reading.part == "NOUN" and reading.case == "gent" and not reading.living
        for reading in readings(low)[:2]
    )


def is_adjectival(low: str) -> bool:
    """Say whether a word is read as an adjective first."""
    return first_part(low) == "ADJF"


def is_first_name(low: str) -> bool:
    """Say whether the dictionary knows a word as a first name."""
    return is_known(low) and any("Name" in reading.tags for reading in readings(low)[:4])
