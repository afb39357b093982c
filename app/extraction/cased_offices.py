"""Cased offices: who holds the office that a phrase in the nominative names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.extraction.cased_genders import genders_beside
from app.extraction.cased_names import NominativeReader, is_adjectival
from app.extraction.cased_nouns import read_phrase
from app.extraction.cased_vocabulary import is_cyrillic, title_words
from app.extraction.inflection import lemmas, readings
from app.extraction.names import phrase_text
from app.extraction.phrases import Mention
from app.extraction.register import Figure, Register
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit, UnitKind
from app.extraction.types import Kind
from app.extraction.world import name_words

# The adjectives that tell whose somebody is end so, and are compared by so many letters.
OWNING = ("ский", "цкий")
LEAST_STEM = 4
# Stands before such letters among the words of a title.
STEM = "~"


def is_people(low: str) -> bool:
    """Say whether a word tells for whom somebody speaks: «представитель повстанцев»."""
    return any(r.part == "NOUN" and r.living for r in readings(low)[:1])


@dataclass(slots=True)
class OfficeRegister(Register):
    """A register that finds offices by their words, whatever state or body they are of.

    Attributes:
        beside: the phrase that is read, in the sentence as printed.
    """

    beside: tuple[Sentence, Mention] | None = None

    def head(self, sentence: Sentence, mention: Mention) -> int:
        """Return the unit of the noun that a mention is about: the first one."""
        phrase = read_phrase(sentence, mention.first, mention.end, self.profile)
        return phrase.head if phrase is not None else mention.first

    def take_titles(self, figure: Figure, mention: Mention) -> None:
        """Give «его коллега Мур» the titles of whoever spoke before."""
        others = [
            other
            for other in self.recent(mention.span.start)
            if other is not figure and other.kind is Kind.PERSON
        ]
        if others:
            self.share(figure, others[-1])

    def share(self, figure: Figure, owner: Figure) -> None:
        """Give a counterpart the office, not the state: what no list knows stays its owner's."""
        words = owner.titles | self.office_words(owner)
        figure.titles |= {word for word in words if self.is_title(word)}

    def office(self, sentence: Sentence, mention: Mention, lows: list[str]) -> Figure | None:
        """Return the holder of an office: the words of its title in the order of English."""
        head = self.head(sentence, mention)
        first = sentence.lows[mention.first]
        if first in self.profile.indefinite or first in self.profile.owners:
            # «ее представитель»: whoever has that office here need not be hers.
            return self.group(phrase_text(sentence.units[mention.first : mention.end]))
        if sentence.lows[head] in self.profile.headed and head + 1 < mention.end and (
            sentence.units[head + 1].is_quote
        ):  # fmt: skip
            # «директор «Ритма»» need not be the other director of whom the article told.
            return self.group(phrase_text(sentence.units[mention.first : mention.end]))
        unnamed = self.last_unnamed(sentence, mention, head)
        if unnamed is not None:
            return unnamed
        reader = self.reader
        assert isinstance(reader, NominativeReader)  # noqa: S101  # made so in `over`
        kept = [
            unit
            for at, unit in enumerate(sentence.units[mention.first : mention.end], mention.first)
            if at != head and unit.kind is UnitKind.WORD
            and reader.in_title(unit.low)
            and unit.low not in self.profile.prepositions
            and unit.low not in self.profile.and_words
        ]  # fmt: skip
        kept = [*self.whose(sentence, mention, head), *kept]
        units = [*kept, sentence.units[head]]
        meant = self.headship(sentence.lows[head], sentence.lows[head + 1 : mention.end])
        if meant:
            # «глава региона» is its governor; «глава компании» is nobody whom this tells.
            whose = [
                unit
                for unit in kept
                if (unit.low,) in self.world.countries or unit.low.startswith(STEM)
            ]
            ordered = sorted(meant, key=lambda word: (word in self.profile.person_nouns, word))
            units = [
                *whose, *(replace(sentence.units[head], text=word, low=word) for word in ordered)
            ]  # fmt: skip
        made = Sentence(units, sentence.paragraph, sentence.number)
        phrase = Mention(0, len(units), mention.span)
        figure = super(OfficeRegister, self).office(made, phrase, [])
        if figure is not None and not figure.named:
            # «источник» is a person whom a later "he" may mean.
            figure.name = phrase_text(sentence.units[mention.first : mention.end])
            figure.kind = Kind.PERSON
            figure.titles.add(sentence.lows[head])
        return figure

    def last_unnamed(self, sentence: Sentence, mention: Mention, head: int) -> Figure | None:
        """Return whom the article told of last by a bare noun alone, where he has no name.

        «Представитель повстанцев» goes on as «Представитель», though an army's has a name.
        """
        if mention.end - mention.first > 1:
            return None
        low = sentence.lows[head]
        for figure in reversed(self.recent(mention.span.start)):
            if figure.kind is not Kind.PERSON:
                continue
            if not figure.named and name_words(figure.name)[:1] == (low,):
                return figure
            if low in figure.titles:
                return None
        return None

    def whose(self, sentence: Sentence, mention: Mention, head: int) -> list[Unit]:
        """Return what tells whose an office is, where no list has it: «норландский министр».

        Only the stem of such a word can be compared: «норландский», «Норланда», «Норланд».
        """
        reader = self.reader
        assert isinstance(reader, NominativeReader)  # noqa: S101  # made so in `over`
        found = []
        for at in range(mention.first, mention.end):
            unit = sentence.units[at]
            if at == head or unit.kind is not UnitKind.WORD or not is_cyrillic(unit.low):
                continue
            people = (
                at > head
                and not unit.capital
                and is_people(unit.low)
                and not self.is_title(unit.low)
            )
            if (reader.in_title(unit.low) and not people) or len(unit.low) < LEAST_STEM:
                continue
            if (
                people
                or (unit.capital and at > head)
                or any(r.lemma.endswith(OWNING) for r in readings(unit.low)[:1])
            ):
                found.append(replace(unit, low=STEM + unit.low[:LEAST_STEM]))
        return found

    def fitting(self, titles: set[str], countries: set[str]) -> list[Figure]:
        """Return the persons that a title, a country, and stems of other owners may mean.

        A woman's verb beside the title means no man.
        """
        found = self.owned(titles, countries)
        men = any(figure.gender == "m" for figure in found)
        if men and self.beside is not None and set(genders_beside(*self.beside)) == {"f"}:
            found = [figure for figure in found if figure.gender != "m"]
        return found

    def owned(self, titles: set[str], countries: set[str]) -> list[Figure]:
        """Return the persons that a title, a country, and stems of other owners may mean."""
        stems = {word[len(STEM) :] for word in titles if word.startswith(STEM)}
        if not stems:
            return super(OfficeRegister, self).fitting(titles, countries)
        # «ульмийский коллега»: the state tells who it is.
        plain = {word for word in titles if not word.startswith(STEM)} - self.profile.counterparts
        return [
            figure
            for figure in super(OfficeRegister, self).fitting(plain, countries)
            if self.is_of(figure, stems)
        ]

    def is_of(self, figure: Figure, stems: set[str]) -> bool:
        """Say whether what is said of a person tells of all the owners that stems stand for."""
        known = figure.titles | self.office_words(figure)
        return all(any(word.startswith(stem) for word in known) for stem in stems)

    def headship(self, head: str, after: list[str]) -> frozenset[str]:
        """Return the words of the office that «глава кабинета» means, none where it is no other."""
        table = self.profile.headships.get(head, {})
        for low in after:
            for word in (low, *lemmas(low)):
                if word in table:
                    return table[word]
            if not is_adjectival(low):
                break
        return frozenset()

    def describe(self, figure: Figure, title: tuple[str, ...]) -> None:
        """Add what a title says of a person; «глава МИД» is the foreign minister."""
        super(OfficeRegister, self).describe(figure, title)
        theirs = self.owners_in(title)
        for at, word in enumerate(title):
            meant = self.headship(word, list(title[at + 1 :]))
            if word in theirs:
                figure.owners |= meant & self.profile.person_nouns - figure.titles
            figure.titles |= meant

    def words_of_title(self, title: str) -> tuple[str, ...]:
        """Return the lemmas of a title of the gazetteer."""
        reader = self.reader
        assert isinstance(reader, NominativeReader)  # noqa: S101  # made so in `over`
        return tuple(map(reader.vocabulary.common, title_words(title)))

    def owners_in(self, title: Sequence[str]) -> set[str]:
        """Return the nouns in a title for whoever has its holder for an aide.

        In «советник президента» and «пресс-служба премьера» they stand behind the aide's own.
        """
        profile = self.profile
        aide = next((at for at, low in enumerate(title) if low in profile.aides), len(title))
        return set(profile.person_nouns.intersection(title[aide + 1 :]) - profile.aides)

    def is_title(self, word: str) -> bool:
        """Say whether a word tells one office from another: also the body's, in «глава партии»."""
        return (
            word.startswith(STEM)
            or super(OfficeRegister, self).is_title(word)
            or (word in self.profile.body_nouns and word not in self.profile.vague_bodies)
        )
