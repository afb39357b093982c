"""Cased register: whom a mention means in a language whose names and titles change with case."""

from dataclasses import dataclass, field, replace
from datetime import date

from app.extraction.cased_names import NominativeReader, is_adjectival, is_first_name
from app.extraction.cased_nouns import is_other_name, read_phrase
from app.extraction.cased_states import find_second_names, find_states
from app.extraction.cased_vocabulary import in_nominative, is_cyrillic
from app.extraction.inflection import NAME_TAGS, is_known, lemmas, readings
from app.extraction.names import Name, phrase_text
from app.extraction.nominative import nominative_sentences
from app.extraction.phrases import Mention, Sort, mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.register import Figure, Register
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit, UnitKind
from app.extraction.types import Kind
from app.extraction.world import PARTICLES, World

GENDERS = {"masc": "m", "femn": "f"}
GENDERED = ("ов", "ев", "ин", "ын", "ий", "ова", "ева", "ина", "ына", "ая")
VERB_REACH = 4
# The adjectives that tell whose somebody is end so, and are compared by so many letters.
OWNING = ("ский", "цкий")
LEAST_STEM = 4
STEM = "~"
PLACE_TAGS = frozenset({"Geox", "Orgn"})


@dataclass(slots=True)
class CasedRegister(Register):
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
            for at in range(1, len(sentence.units))
            if sentence.units[at].capital and is_other_name(sentence, at - 1, at)
        )
        self.reader.apart.update(find_second_names(sentences))
        self.reader.states.update(find_states(sentences, self.profile))
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
        if figure.gender is None:
            figure.gender = gender_of(figure.words)
        if not figure.actors:
            figure.actors = self.compatriots(figure)
        initials = figure.name.split(" ")
        if len(initials) > 1 and len(initials[0]) == 1:
            original = self.originals.get(sentence.units[0].start, sentence)
            printed = original.units[name.first : name.end - 1]
            figure.name = "".join(unit.text for unit in printed) + initials[-1]
        return figure

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
        shown = self.shown(sentence, mention)
        several = self.several(sentence, mention)
        figure = self.group(shown) if several else self.phrase(copy, mention)
        if figure is not None and set(copy.lows[mention.first : mention.end]) & (
            self.profile.counterparts
        ):
            self.take_titles(figure, mention)
        if figure is not None and self.clashes(figure, sentence, mention):
            figure = self.group(shown)
        if figure is not None and self.is_guessed(figure):
            # «сказал Ойва Тальк»: the verb knows better than the ending of a foreign name.
            figure.gender = gender_beside(sentence, mention) or figure.gender
        if figure is not None and figure.kind is Kind.PERSON and figure.gender is None:
            figure.gender = gender_beside(sentence, mention)
            if figure.gender is None and not figure.named:
                nouns = readings(sentence.lows[self.head(sentence, mention)])
                figure.gender = next((GENDERS.get(noun.gender) for noun in nouns), None)
        if figure is None:
            figure = self.group(shown)
        elif not figure.actors and (figure.kind is not Kind.PERSON or not figure.named):
            made = phrase_text(copy.units[mention.first : mention.end])
            figure.name = shown if figure.name == made else figure.name
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

    def several(self, sentence: Sentence, mention: Mention) -> bool:
        """Say whether a mention is of several people: «эксперты», «Линд и Мур»."""
        head = self.head(sentence, mention)
        if sentence.units[head].capital and head:
            return False
        found = [r for r in readings(sentence.lows[head]) if r.part == "NOUN"]
        if any(r.tags & NAME_TAGS for r in found):
            return False
        return bool(found) and all(r.number == "plur" and r.living for r in found)

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
        if low in self.profile.body_nouns or self.is_body(units):
            return self.body_meant(sentence, mention, head)
        return self.group(printed)

    def head(self, sentence: Sentence, mention: Mention) -> int:
        """Return the unit of the noun that a mention is about: the first one."""
        phrase = read_phrase(sentence, mention.first, mention.end, self.profile)
        return phrase.head if phrase is not None else mention.first

    def named_in(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return the person whose name a phrase holds; «советник Линда» is not Линд."""
        head = self.head(sentence, mention)
        if not sentence.units[head].capital and any(
            self.is_owner(sentence, name, head)
            for name in self.reader.names(sentence)
            if mention.first <= name.first and name.end == mention.end
        ):
            return None
        first = min(
            (
                name.first
                for name in self.reader.names(sentence)
                if name.first < mention.first < name.end <= mention.end
            ),
            default=mention.first,
        )
        whole = mention_of(sentence, first, mention.end)
        return super(CasedRegister, self).named_in(sentence, whole)

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
        tags = frozenset[str]().union(*(reading.tags for reading in readings(low)))
        if head is not None and head < at and before in self.profile.prepositions:
            return True
        known = self.by_last.get(sentence.lows[name.first], [])
        if low[-1:] not in "аяыи" or any(len(figure.words) > 1 for figure in known):
            return False
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
        nominative = any(
            reading.case == "nomn" and reading.number != "plur"
            for reading in readings(original.lows[head])
        )
        last = name.end - 1
        return nominative and original.lows[last] != sentence.lows[last]

    def office(self, sentence: Sentence, mention: Mention, lows: list[str]) -> Figure | None:
        """Return the holder of an office: the words of its title in the order of English."""
        head = self.head(sentence, mention)
        if sentence.lows[mention.first] in self.profile.indefinite:
            return self.group(phrase_text(sentence.units[mention.first : mention.end]))
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
        figure = super(CasedRegister, self).office(made, phrase, [])
        if figure is not None and not figure.named:
            # «источник» is a person whom a later "he" may mean.
            figure.name = phrase_text(sentence.units[mention.first : mention.end])
            figure.kind = Kind.PERSON
        return figure

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
            if reader.in_title(unit.low) or len(unit.low) < LEAST_STEM:
                continue
            named = unit.capital and at > head
            if named or any(r.lemma.endswith(OWNING) for r in readings(unit.low)[:1]):
                found.append(replace(unit, low=STEM + unit.low[:LEAST_STEM]))
        return found

    def fits(self, figure: Figure, titles: set[str], countries: set[str]) -> bool:
        """Say whether a person may be meant by a title, a country, and stems of other owners."""
        stems = {word[len(STEM) :] for word in titles if word.startswith(STEM)}
        if not stems:
            return super(CasedRegister, self).fits(figure, titles, countries)
        # «ульмийский коллега»: the state tells who it is.
        titles = titles - self.profile.counterparts
        known = figure.titles | self.office_words(figure)
        return all(any(word.startswith(stem) for word in known) for stem in stems) and (
            super(CasedRegister, self).fits(
                figure, {word for word in titles if not word.startswith(STEM)}, countries
            )
        )

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
        super(CasedRegister, self).describe(figure, title)
        for at, word in enumerate(title):
            figure.titles |= self.headship(word, list(title[at + 1 :]))

    def is_title(self, word: str) -> bool:
        """Say whether a word tells one office from another: also the body's, in «глава партии»."""
        return (
            word.startswith(STEM)
            or super(CasedRegister, self).is_title(word)
            or (word in self.profile.body_nouns and word not in self.profile.vague_bodies)
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
            for figure in reversed(list(self.bodies.values())):
                if wanted & self.kinds_of(figure):
                    return figure
            if low.islower() and not sentence.units[head].text.isupper():
                return self.group(phrase_text(sentence.units[mention.first : mention.end]))
        printed = phrase_text(sentence.units[mention.first : mention.end])
        return self.body_figure(printed, None, mention.span.start)

    def kinds_of(self, figure: Figure) -> set[str]:
        """Return the nouns for bodies that a body's names hold."""
        reader = self.reader
        assert isinstance(reader, NominativeReader)  # noqa: S101  # made so in `over`
        names = [figure.name]
        for slug in figure.actors:
            names += self.world.actors[slug].names
        return {
            reader.vocabulary.common(word)
            for name in names
            for word in name.lower().split()
            if is_cyrillic(word)
        } & self.profile.body_nouns

    def without_opening(self, sentence: Sentence, mention: Mention) -> list[Unit]:
        """Return a mention's units; a title that opens the sentence has no capital of its own."""
        units = sentence.units[mention.first : mention.end]
        head = self.head(sentence, mention)
        opens = not any(unit.is_word for unit in sentence.units[: mention.first])
        common = (head == mention.first or not sentence.units[head].capital) and any(
            lemma in self.profile.person_nouns or lemma in self.profile.group_nouns
            for lemma in (sentence.lows[head], *lemmas(sentence.lows[head]))
        )
        if not opens or not common or units[0].text[:2].isupper() or self.is_state(units[0].low):
            return units
        return [small(units[0]), *units[1:]]

    def is_state(self, low: str) -> bool:
        """Say whether a word names a state or is a name."""
        return (low,) in self.world.countries or any(
            reading.tags & NAME_TAGS for reading in readings(low)[:1]
        )

    def shown(self, sentence: Sentence, mention: Mention) -> str:
        """Return a mention as printed, its noun and the adjectives before it in the nominative."""
        units = self.without_opening(sentence, mention)
        phrase = read_phrase(sentence, mention.first, mention.end, self.profile)
        if phrase is None:
            return phrase_text(units)
        head = readings(sentence.lows[phrase.head])
        known = sentence.lows[phrase.head] in self.profile.person_nouns
        if known or any(reading.case == "nomn" for reading in head[:3]):
            return phrase_text(units)
        copy = self.copy_of(sentence)
        made: list[Unit] = []
        for at in range(mention.first, mention.end):
            unit = units[at - mention.first]
            if at == phrase.head:
                low = unit.text[:1].islower()
                made.append(small(copy.units[at]) if low else copy.units[at])
            elif at < phrase.head and head:
                made.append(adjective(unit, head[0].gender))
            else:
                made.append(unit)
        return phrase_text(made)


def small(unit: Unit) -> Unit:
    """Return a word with a small first letter."""
    return replace(unit, text=unit.text[:1].lower() + unit.text[1:])


def adjective(unit: Unit, gender: str) -> Unit:
    """Return an adjective in the nominative, as a noun of a gender asks for it."""
    for reading in readings(unit.low):
        if reading.part == "ADJF" and reading.lemma.endswith(("ый", "ий", "ой")):
            hard = reading.lemma.endswith(("ый", "ой")) or reading.lemma[-3:-2] in "кгх"
            endings = {"femn": "ая" if hard else "яя", "neut": "ое" if hard else "ее"}
            text = reading.lemma[:-2] + endings.get(gender, reading.lemma[-2:])
            if unit.text[:1].isupper():
                text = text[:1].upper() + text[1:]
            return Unit(unit.kind, unit.start, unit.end, text, text.lower())
    return unit


def gender_beside(sentence: Sentence, mention: Mention) -> str | None:
    """Return the gender of the past verb that stands next to a mention."""
    return next(iter(genders_beside(sentence, mention)), None)


def genders_beside(sentence: Sentence, mention: Mention) -> list[str]:
    """Return the genders of the past verbs around a mention, the one behind it first."""
    found: list[str] = []
    ahead = range(mention.end, min(len(sentence.units), mention.end + VERB_REACH))
    back = range(mention.first - 1, max(-1, mention.first - 1 - VERB_REACH), -1)
    for places in (ahead, back):
        for at in places:
            if sentence.units[at].kind is not UnitKind.WORD:
                break
            found += [
                GENDERS[reading.gender]
                for reading in readings(sentence.lows[at])[:1]
                if reading.part == "VERB" and reading.gender in GENDERS
            ]
    return found


def gender_of(words: tuple[str, ...]) -> str | None:
    """Return the gender that a name tells: by its first name, else by a Russian last name."""
    first = words[0] if len(words) > 1 else ""
    for word, tags in ((first, {"Name"}), (words[-1], NAME_TAGS)):
        if not word or not is_cyrillic(word):
            continue
        if word is not first and not word.endswith(GENDERED):
            continue
        genders = {
            reading.gender
            for reading in readings(word)
            if reading.tags & tags and reading.case == "nomn" and reading.gender in GENDERS
            and reading.number != "plur"
        }  # fmt: skip
        if len(genders) == 1:
            return GENDERS[genders.pop()]
    return None
