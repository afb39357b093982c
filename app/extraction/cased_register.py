"""Cased register: whom a mention means in a language whose names and titles change with case."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from app.extraction.cased_genders import GENDERS, gender_beside, gender_of, genders_beside
from app.extraction.cased_names import NominativeReader, is_adjectival, is_first_name
from app.extraction.cased_nouns import is_other_name
from app.extraction.cased_offices import OfficeRegister
from app.extraction.cased_shown import shown as shown_as
from app.extraction.cased_states import find_second_names, find_states, name_runs
from app.extraction.cased_vocabulary import in_nominative
from app.extraction.inflection import (
    NAME_TAGS,
    is_known,
    is_living,
    is_nominative,
    is_oblique_first_name,
    readings,
    tags_of,
)
from app.extraction.names import Name, phrase_text
from app.extraction.nominative import nominative_sentences
from app.extraction.phrases import Mention, Sort, mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.register import Figure
from app.extraction.sentences import Sentence
from app.extraction.types import Kind
from app.extraction.world import PARTICLES, World

CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
MANS_ENDINGS = frozenset({"а", "у", "ом", "ем", "е"})
PLACE_TAGS = frozenset({"Geox", "Orgn"})


@dataclass(slots=True)
class CasedRegister(OfficeRegister):
    """A register that reads the article's sentences in the nominative.

    Attributes:
        originals: by its place, each sentence as printed; copies: the same in the nominative.
    """

    originals: dict[int, Sentence] = field(default_factory=dict)
    copies: dict[int, Sentence] = field(default_factory=dict)

    @classmethod
    def over(cls, profile: LanguageProfile, world: World, day: date | None) -> "CasedRegister":
        """Return an empty register over a world, which is indexed by lemmas once."""
        made, vocabulary = in_nominative(world, profile)
        return cls(NominativeReader(profile, made, vocabulary), profile, made, day)

    def copy_of(self, sentence: Sentence) -> Sentence:
        """Return a sentence in the nominative."""
        return self.copies.get(sentence.units[0].start, sentence)

    def read(self, sentences: list[Sentence]) -> None:
        """Enter every name of the article."""
        assert isinstance(self.reader, NominativeReader)  # noqa: S101  # made so in `over`
        copies = nominative_sentences(sentences, self.reader.vocabulary, self.profile)
        self.reader.apart.update(
            sentence.units[at].start
            for sentence in sentences
            for at in sentence.capitals
            if at and is_other_name(sentence, at - 1, at)
        )
        runs = name_runs(sentences)
        self.reader.apart.update(find_second_names(runs))
        self.reader.states.update(find_states(runs, self.profile))
        self.copies = {copy.units[0].start: copy for copy in copies}
        self.originals = {sentence.units[0].start: sentence for sentence in sentences}
        super(CasedRegister, self).read(copies)

    def introduce(self, headline: list[Sentence]) -> None:
        """Note whom the headline names."""
        super(CasedRegister, self).introduce([self.copy_of(sentence) for sentence in headline])

    def enter(self, sentence: Sentence, name: Name) -> Figure | None:
        """Enter a name, with the gender that its first name or ending tells."""
        if not self.is_person(sentence, name):
            return None
        head = next(
            (
                at
                for at in range(name.first - len(name.title), name.first)
                if at >= 0 and sentence.lows[at] in self.profile.person_nouns
            ),
            None,
        )
        if head is not None and self.is_owner(sentence, name, head):
            # «советник Линда»: the title is another's.
            name = replace(name, title=())
        if self.is_dependent(sentence, name, head):
            return None
        figure = super(CasedRegister, self).enter(sentence, name)
        if figure is None:
            return None
        figure.owners -= self.apposed(sentence, name)
        if figure.gender is None:
            figure.gender = gender_of(figure.words) or self.declined(sentence, name)
        if not figure.actors:
            figure.actors = self.compatriots(figure)
        initials = figure.name.split(" ")
        if len(initials) > 1 and len(initials[0]) == 1:
            original = self.originals.get(sentence.units[0].start, sentence)
            printed = original.units[name.first : name.end - 1]
            figure.name = "".join(unit.text for unit in printed) + initials[-1]
        return figure

    def apposed(self, sentence: Sentence, name: Name) -> set[str]:
        """Return the further nouns of a title that are its holder's: «представитель полковник».

        They stand in the nominative with the first; whoever has an aide, in the genitive.
        """
        original = self.originals.get(sentence.units[0].start, sentence)
        nouns = [
            (sentence.lows[at], is_nominative(original.lows[at], sentence.lows[at]))
            for at in range(name.first - len(name.title), name.first)
            if sentence.lows[at] in self.profile.person_nouns
        ]
        first = bool(nouns) and nouns[0][1]
        return {noun for noun, nominative in nouns[1:] if first and nominative}

    def declined(self, sentence: Sentence, name: Name) -> str | None:
        """Return a man's gender where a last name on a consonant takes an ending: «Ренка»."""
        original = self.originals.get(sentence.units[0].start)
        last = name.end - 1
        if original is None or name.end - name.first < 2:
            return None
        low, printed = sentence.lows[last], original.lows[last]
        ending = printed.removeprefix(low)
        return "m" if low[-1:] in CONSONANTS and ending in MANS_ENDINGS else None

    def compatriots(self, figure: Figure) -> set[str]:
        """Return the actor of a figure's last name whose office is of the state in its title.

        First names are written in many ways; with the state beside it the last name tells.
        """
        slugs = self.world.surnames.get(figure.words[-1:], set())
        fitting = {
            slug
            for slug in slugs
            if not self.world.risky(slug, figure.words[-1:])
            and any(figure.countries & set(o.countries) for o in self.world.actors[slug].offices)
        }
        return fitting if len(slugs) == len(fitting) == 1 else set()

    def is_person(self, sentence: Sentence, name: Name) -> bool:
        """Say whether a run of capitals may be a person's name: no place, no «Речной фронт»."""
        titled = bool(set(name.title) & self.profile.person_nouns)
        units = [unit for unit in sentence.units[name.first : name.end] if unit.is_word]
        found = [readings(unit.low) if is_known(unit.low) else () for unit in units]
        if any(reading.tags & NAME_TAGS for group in found for reading in group):
            return True
        placed = [any(PLACE_TAGS & one.tags for one in group[:2]) for group in found]
        if any(placed):
            # «премьер Олле Саар»: a place's name too, but no title stands before a place so.
            last = self.originals[sentence.units[0].start].lows[name.end - 1]
            alone = len(units) == 1 or (
                placed == [False] * (len(units) - 1) + [True]
                and not is_known(units[0].low)
                and any(one.case == "nomn" and one.number == "sing" for one in readings(last))
            )
            return titled and alone
        if len(units) == 1:
            bare = "-" not in units[0].text or units[0].low.split("-")[0] in PARTICLES
            return titled or bare
        return not any(reading.part == "ADJF" for reading in readings(units[0].low)[:1])

    def resolve(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return whom a mention means; who cannot be told is given as printed, nominative."""
        if mention.sort is not Sort.PHRASE:
            return super(CasedRegister, self).resolve(sentence, mention)
        copy = self.copy_of(sentence)

        def shown() -> str:
            """Return the mention as readers see it, which most figures with a name do without."""
            return shown_as(sentence, copy, mention, self.profile, self.world)

        several = self.several(sentence, mention)
        self.beside = sentence, mention
        figure = self.group(shown()) if several else self.phrase(copy, mention)
        if figure is not None and set(copy.lows[mention.first : mention.end]) & (
            self.profile.counterparts
        ):
            self.take_titles(figure, mention)
        if figure is not None and self.clashes(figure, sentence, mention):
            figure = self.group(shown())
        if figure is not None and self.is_guessed(figure):
            # «сказал Ойва Тальк»: the verb knows better than the ending of a foreign name.
            figure.gender = gender_beside(sentence, mention) or figure.gender
        if figure is not None and figure.kind is Kind.PERSON and figure.gender is None:
            figure.gender = gender_beside(sentence, mention)
            if figure.gender is None and not figure.named:
                nouns = readings(sentence.lows[self.head(sentence, mention)])
                figure.gender = next((GENDERS.get(noun.gender) for noun in nouns), None)
        if figure is None:
            figure = self.group(shown())
        elif not figure.actors and (figure.kind is not Kind.PERSON or not figure.named):
            made = phrase_text(copy.units[mention.first : mention.end])
            figure.name = shown() if figure.name == made else figure.name
        return figure

    def clashes(self, figure: Figure, sentence: Sentence, mention: Mention) -> bool:
        """Say whether the verb beside a mention is of the other gender: «Линд сказал» is not Ада.

        Women are often told of by a man's title and verb; names, and women's verbs, are sure.
        """
        if figure.kind is not Kind.PERSON or not figure.named or figure.gender is None:
            return False
        if figure.actors or len(figure.words) < 2 or not is_first_name(figure.words[0]):
            return False
        found = genders_beside(sentence, mention)
        if not found or figure.gender in found:
            return False
        return figure.gender == "m" or sentence.units[mention.end - 1].capital

    def is_guessed(self, figure: Figure) -> bool:
        """Say whether only the ending of an unknown first name tells a person's gender."""
        return (
            figure.kind is Kind.PERSON
            and len(figure.words) > 1
            and not figure.actors
            and not is_known(figure.words[0])
        )

    def several(self, sentence: Sentence, mention: Mention) -> bool:
        """Say whether a mention is of several people: «эксперты», «Линд и Мур»."""
        head = self.head(sentence, mention)
        if sentence.units[head].capital and head:
            return False
        found = [r for r in readings(sentence.lows[head]) if r.part == "NOUN"]
        if any(r.tags & NAME_TAGS for r in found):
            return False
        return bool(found) and all(
            r.number == "plur" and (r.living or r.lemma in self.profile.person_nouns) for r in found
        )

    def phrase(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return whom a noun phrase in the nominative means."""
        units = sentence.units[mention.first : mention.end]
        printed = phrase_text(units)
        place = mention.span.start
        body = self.world.body(printed)
        if body is not None:
            return self.body_figure(body.name, body.slug, place)
        head = self.head(sentence, mention)
        low = sentence.lows[head]
        if low in self.profile.document_nouns and head + 1 < mention.end:
            return self.phrase(sentence, mention_of(sentence, head + 1, mention.end))
        if low in self.profile.document_nouns:
            recent = self.recent(place)
            return recent[-1] if recent and recent[-1].kind is not Kind.PERSON else None
        named = self.named_in(sentence, mention)
        if named is not None:
            return named
        if low in self.profile.person_nouns:
            return self.office(sentence, mention, [])
        known = self.by_last.get(low, [])
        if len(units) == len(known) == 1 and units[0].capital:
            # «Корн призвала»: a common noun too, but the article has a Юта Корн.
            return known[0]
        if is_living(low):
            figure = self.group(printed)
            figure.kind = Kind.PERSON
            return figure
        if low in self.profile.body_nouns or self.is_body(units):
            return self.body_meant(sentence, mention, head)
        return self.group(printed)

    def named_in(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return the person whose name a phrase holds; «советник Линда» is not Линд."""
        head = self.head(sentence, mention)
        common = not sentence.units[head].capital or sentence.lows[head] in (
            self.profile.speaking_nouns
        )
        if common and any(
            self.is_owner(sentence, name, head)
            for name in self.reader.names(sentence)
            if mention.first <= name.first and name.end == mention.end
        ):
            return None
        for name in self.reader.names(sentence):
            if name.first < mention.first < name.end <= mention.end:
                mention = mention_of(sentence, name.first, mention.end)
                break
        return super(CasedRegister, self).named_in(sentence, mention)

    def belongs(self, sentence: Sentence, mention: Mention, name: Name) -> bool:
        """Say whether a name in a phrase is its own: in «правительство Брасса» it is another's."""
        head = self.head(sentence, mention)
        return not self.is_dependent(sentence, name, head if head < name.first else None)

    def is_dependent(self, sentence: Sentence, name: Name, head: int | None) -> bool:
        """Say whether a lone name only tells whose a body is, or where: «дипломат из Брасса».

        Args:
            sentence: the sentence in the nominative.
            name: the name.
            head: the title before it, None where there is none.
        """
        original = self.originals.get(sentence.units[0].start)
        if original is None or name.end - name.first > 1 or name.first == 0:
            return False
        at = name.first - 1
        while at > 0 and not original.units[at].capital and is_adjectival(original.lows[at]):
            at -= 1
        low, before = original.lows[name.first], original.lows[at]
        if head is not None and head < at and before in self.profile.prepositions:
            return True
        known = self.by_last.get(sentence.lows[name.first], [])
        if low[-1:] not in "аяыи" or any(len(figure.words) > 1 for figure in known):
            return False
        tags = tags_of(low)
        if (is_known(low) and tags & NAME_TAGS) or "Surn" in tags:
            return False
        if low.endswith(("ы", "ии")):
            return head is not None
        return any(
            reading.part == "NOUN"
            and reading.case in ("gent", "loct")
            and reading.lemma in self.profile.body_nouns
            for reading in readings(before)[:2]
        )

    def is_owner(self, sentence: Sentence, name: Name, head: int) -> bool:
        """Say whether a name beside a title stands in the genitive, the title in the nominative."""
        original = self.originals.get(sentence.units[0].start)
        if original is None:
            return False
        last = name.end - 1
        low, alone = sentence.lows[last], name.end - name.first == 1
        if alone and sentence.lows[head] in self.profile.kin and original.lows[last] != low:
            # «со слов жены Линда»: nobody has a last name alone beside such a word.
            return True
        if alone and sentence.lows[head] in self.profile.aides and low[-1:] in "ая" and not any(
            len(figure.words) > 1 for figure in self.by_last.get(low, [])
        ):  # fmt: skip
            # «представитель Бринка»: nobody knows whether he is Бринка, or speaks for Бринк.
            return True
        return is_nominative(original.lows[head]) and (
            original.lows[last] != sentence.lows[last]
            or (
                is_oblique_first_name(original.lows[name.first])
                and original.lows[name.first] != sentence.lows[name.first]
            )
        )

    def body_meant(self, sentence: Sentence, mention: Mention, head: int) -> Figure | None:
        """Return the body that a phrase means: by its name, or «ведомство» named before."""
        low = sentence.lows[head]
        alone = not any(
            unit.is_word and unit.low not in self.profile.determiners
            for unit in sentence.units[head + 1 : mention.end]
        )
        if alone and head == mention.first and low in self.profile.body_nouns:
            wanted = {low} | self.profile.broad_heads.get(low, frozenset())
            for figure in reversed(self.bodies.values()):
                if wanted & self.kinds_of(figure):
                    return figure
            if low.islower() and not sentence.units[head].text.isupper():
                return self.group(phrase_text(sentence.units[mention.first : mention.end]))
        printed = phrase_text(sentence.units[mention.first : mention.end])
        return self.body_figure(printed, None, mention.span.start)

    def kinds_of(self, figure: Figure) -> frozenset[str]:
        """Return the nouns for bodies that a body's names hold."""
        reader = self.reader
        assert isinstance(reader, NominativeReader)  # noqa: S101  # made so in `over`
        names = [figure.name]
        for slug in figure.actors:
            names += self.world.actors[slug].names
        kinds = map(reader.vocabulary.common_words, names)
        return self.profile.body_nouns.intersection(chain.from_iterable(kinds))
