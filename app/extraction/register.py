"""Register: the persons and bodies of an article, and whom a mention means where it stands."""

from dataclasses import dataclass, field
from itertools import pairwise

from app.extraction.names import Name, phrase_text, printed_name
from app.extraction.phrases import Mention, Sort, head_of, mention_of
from app.extraction.roster import MOST_FIGURES, Figure, Roster
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit, UnitKind
from app.extraction.types import Kind
from app.extraction.world import COUNTRY, SMALL_WORDS, name_words

__all__ = ["MOST_FIGURES", "Figure", "Register"]
FOCUS_REACH = 12
MOST_BODIES = 40


@dataclass(slots=True)
class Register(Roster):
    """The figures of an article, with the state of its discourse.

    Attributes:
        bodies: institutions and states by name.
        focus: (place, figure) of those who stood in subject place or spoke, in order.
        contests: by such a place, whom the main clause around a subordinate one was about.
    """

    bodies: dict[str, Figure] = field(default_factory=dict)
    focus: list[tuple[int, Figure]] = field(default_factory=list)
    contests: dict[int, Figure] = field(default_factory=dict)

    def introduce(self, headline: list[Sentence]) -> None:
        """Put the one person whom a headline names in focus, before the story begins."""
        named = {
            id(figure): figure
            for sentence in headline
            for name in self.reader.names(sentence)
            if (figure := self.known(sentence, name)) is not None
        }
        if len(named) == 1:
            self.remember(next(iter(named.values())), 0)

    def hear(self, sentence: Sentence, mention: Mention) -> None:
        """Enter whoever is named as the speaker of words that stand inside others' words."""
        for name in self.reader.names(sentence):
            inside = mention.first <= name.first and name.end <= mention.end
            if inside and self.known(sentence, name) is None:
                self.enter(sentence, name)

    def resolve(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return whom a mention means, None where that cannot be known."""
        low = sentence.lows[mention.first]
        if mention.sort is Sort.PRONOUN:
            return self.pronoun(self.profile.pronouns[low], mention.span.start)
        if mention.sort is Sort.OWNER:
            kind = self.profile.owners.get(low) or self.profile.object_pronouns.get(low, "")
            return self.pronoun(kind, mention.span.start)
        return self.phrase(sentence, mention)

    def pronoun(self, kind: str, place: int) -> Figure | None:
        """Return the figure in focus that a pronoun fits."""
        recent = self.recent(place)
        for figure in reversed(recent):
            person = figure.kind is Kind.PERSON
            if kind in ("m", "f"):
                if person and figure.gender in (None, kind):
                    if figure.gender is None and self.is_rivalled(figure, kind, place):
                        return None
                    if figure.gender is None:
                        figure.gender = kind
                    return figure
            elif kind in ("n", "p") and not person:
                return figure
            elif kind in ("n", "p"):
                continue
        if kind in ("m", "f"):
            before = [
                figure for figure in self.figures
                if figure.places and figure.places[0] < place and figure.gender in (None, kind)
                and figure.named
            ]  # fmt: skip
            return before[0] if len(before) == 1 else None
        return None

    def is_rivalled(self, figure: Figure, kind: str, place: int) -> bool:
        """Say whether somebody else was named since a person whose gender nobody knows.

        "Oda Brandt, an aide to Rolf Hamm, left. He said": either may be meant.
        """
        last = figure.last_before(place)
        return last >= 0 and any(
            other is not figure
            and other.named
            and other.gender in (None, kind)
            and other.is_between(last + 1, place)
            for other in self.figures
        )

    def phrase(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return whom a noun phrase means: a name, an office, a body, or a group as printed."""
        units = sentence.units[mention.first : mention.end]
        lows = sentence.lows[mention.first : mention.end]
        printed = phrase_text(units)
        body = self.world.body(printed)
        if body is not None:
            return self.body_figure(body.name, body.slug, mention.span.start)
        head = head_of(sentence, mention, self.profile)
        if sentence.lows[head] in self.profile.document_nouns:
            owner = self.author(sentence, mention, head)
            if owner is not None:
                return owner
            if head == mention.first + 1 and lows[0] in self.profile.definite:
                recent = self.recent(mention.span.start)
                if recent:
                    return recent[-1]
        named = self.named_in(sentence, mention)
        if named is not None:
            return named
        if self.is_aged(sentence, mention, head):
            return self.only_person(mention.span.start) or self.group(printed)
        if self.is_somebody(sentence, mention, head):
            return self.somebody(printed, sentence.lows[head])
        if sentence.lows[head].removesuffix("'s") in self.profile.person_nouns:
            return self.office(sentence, mention, lows)
        if sentence.lows[head] in self.profile.body_nouns or self.is_body(units):
            return self.body_named(sentence, mention, head)
        return self.group(printed)

    def is_body(self, units: list[Unit]) -> bool:
        """Say whether a phrase looks like a body's name: capitals that are no person's."""
        return any(unit.capital for unit in units)

    def group(self, printed: str) -> Figure:
        """Return a group or document, as printed."""
        return Figure(printed, Kind.INSTITUTION, name_words(printed), named=False)

    def is_aged(self, sentence: Sentence, mention: Mention, head: int) -> bool:
        """Say whether only an age tells who is meant: "the 52-year-old"."""
        lows = sentence.lows
        return lows[mention.first] in self.profile.definite and lows[head] in self.profile.ages

    def only_person(self, place: int) -> Figure | None:
        """Return the one person whom the article has named before a place, None for several."""
        named = [
            figure
            for figure in self.figures
            if figure.named and figure.places and figure.places[0] < place
        ]
        return named[0] if len(named) == 1 else None

    def is_somebody(self, sentence: Sentence, mention: Mention, head: int) -> bool:
        """Say whether a phrase is one person whom the article names at most by a first name.

        "A nurse", or "Tilda" in "a nurse, who gave only her first name, Tilda".
        """
        first = mention.first if mention.apposition is None else mention.apposition[0]
        articles = self.profile.articles & self.profile.indefinite
        return sentence.lows[first] in articles and (
            mention.end - mention.first == 1
            if first < mention.first
            else self.is_person_noun(sentence, mention, head)
        )

    def is_person_noun(self, sentence: Sentence, mention: Mention, head: int) -> bool:
        """Say whether a phrase is about a person: by its noun, or by the "who" behind it."""
        low = sentence.lows[head]
        told = mention.apposition is not None and (
            sentence.lows[mention.apposition[0]] in self.profile.personal_relatives
        )
        return low not in self.profile.body_nouns and (
            told or low in self.profile.person_nouns or low in self.profile.honorifics
        )

    def somebody(self, printed: str, noun: str) -> Figure:
        """Return a person without a name, whom a later "she" may mean."""
        figure = self.group(printed)
        figure.kind = Kind.PERSON
        figure.gender = self.profile.honorifics.get(noun)
        return figure

    def author(self, sentence: Sentence, mention: Mention, head: int) -> Figure | None:
        """Return who speaks through a document: "the ministry's statement", "a letter by X"."""
        lows = sentence.lows
        for at in range(mention.first, head):
            if lows[at].endswith(self.profile.possessive_endings):
                return self.resolve(sentence, mention_of(sentence, mention.first, at + 1))
            if lows[at] in self.profile.owners:
                return self.resolve(sentence, mention_of(sentence, at, at + 1, Sort.OWNER))
        for at in range(head + 1, mention.end - 1):
            if lows[at] in self.profile.by_words:
                return self.resolve(sentence, mention_of(sentence, at + 1, mention.end))
        if head > mention.first and sentence.units[head - 1].capital:
            body = self.world.body(phrase_text(sentence.units[mention.first : head]))
            if body is not None:
                return self.body_figure(body.name, body.slug, mention.span.start)
        return None

    def named_in(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return the person whose name a phrase holds, the last one where it holds several."""
        found: Figure | None = None
        end = mention.end
        for at in range(mention.first + 1, mention.end):
            if sentence.lows[at] in self.profile.with_words:
                # "Lind in a call with Moor": whoever stands behind "with" is only met.
                end = at
                break
        for name in self.reader.names(sentence):
            if not (mention.first <= name.first and name.end <= end):
                continue
            if not self.belongs(sentence, mention, name):
                continue
            if sentence.lows[name.end - 1].endswith(self.profile.possessive_endings) and (
                name.end < mention.end
            ):
                continue
            units = sentence.units[name.first : name.end]
            words = name_words(printed_name(units))
            if not words or not self.profile.body_nouns.isdisjoint(words):
                continue
            known = self.by_last.get(words[-1], [])
            if (
                not known
                and len(words) == 1
                and name.end - name.first == mention.end - mention.first
            ):
                # A first name alone: "Ada said".
                known = self.by_first.get(words[0], [])
                if len(known) == 1:
                    known[0].note(units[0].start)
            if len(words) > 1:
                known = [
                    figure for figure in known
                    if len(figure.words) == 1 or self.same_first_name(words[0], figure.words[0])
                ]  # fmt: skip
            if len(known) == 1:
                if found is not None and found is not known[0] and self.joined(sentence, mention):
                    both = self.group(phrase_text(sentence.units[mention.first : mention.end]))
                    both.several = True
                    return both
                found = known[0]
            elif len(known) > 1 and (titled := self.titled(known, name)) is not None:
                found = titled
            elif len(known) > 1:
                last = [figure for _, figure in self.focus[-3:] if figure in known]
                found = last[-1] if last and len(set(map(id, last))) == 1 else None
        return found

    def belongs(self, sentence: Sentence, mention: Mention, name: Name) -> bool:
        """Say whether a name in a phrase is the phrase's own, not one that only tells it."""
        return True

    def joined(self, sentence: Sentence, mention: Mention) -> bool:
        """Say whether a phrase names several: "Ada Moor and Bo Lind"."""
        return any(
            low in self.profile.and_words for low in sentence.lows[mention.first : mention.end]
        )

    def office(self, sentence: Sentence, mention: Mention, lows: list[str]) -> Figure | None:
        """Return the holder of an office: "the minister", "Veltania's consul general in Sarn"."""
        head = head_of(sentence, mention, self.profile)
        first = sentence.lows[mention.first]
        if first in self.profile.indefinite:
            return self.group(phrase_text(sentence.units[mention.first : mention.end]))
        core = [
            unit.low.removesuffix("'s")
            for unit in sentence.units[mention.first : head + 1]
            if unit.kind is not UnitKind.SUFFIX
        ]
        words = self.world.country_words([w for w in core if w not in SMALL_WORDS])
        whose = self.whose_office(sentence, mention)
        if whose is not None:
            words = [word for word in words if word not in self.profile.owners]
            words += sorted(whose)
        countries = {word[len(COUNTRY) :] for word in words if word.startswith(COUNTRY)}
        titles = {word for word in words if self.is_title(word)}
        fitting = self.fitting(titles, countries)
        place = mention.span.start
        before = [figure for figure in fitting if figure.places and figure.places[0] < place]
        recent = self.recent(place)
        # Whoever spoke last may hold the office just as well, if nothing is told of his own.
        rival = next((one for one in recent[-1:] if one.kind is Kind.PERSON and one not in before
                      and not (one.titles or one.actors or countries)), None)  # fmt: skip
        if before:
            if rival is not None:
                return None
            if len(before) == 1:
                return before[0]
            fit = [figure for figure in recent if figure in before]
            return fit[-1] if fit else None
        held = self.world.holders(words, self.day)
        after = [figure for figure in fitting if figure.places]
        if after:
            first_after = min(after, key=lambda figure: figure.places[0])
            rivals = {id(figure) for figure in after}
            if (len(rivals) == 1 or countries) and not (rival is not None and rival.named):
                return first_after
        if len(held) == 1 and len(self.figures) < MOST_FIGURES:
            actor = self.world.actors[next(iter(held))]
            figure = Figure(actor.name, Kind.PERSON, name_words(actor.name), actors=held)
            figure.gender = actor.gender
            figure.titles, figure.countries = set(titles), set(countries)
            figure.places.append(place)
            self.figures.append(figure)
            self.by_last.setdefault(figure.words[-1], []).append(figure)
            return figure
        unknown = self.group(phrase_text(sentence.units[mention.first : mention.end]))
        unknown.actors = held
        return unknown

    def whose_office(self, sentence: Sentence, mention: Mention) -> set[str] | None:
        """Return the words that tell whose an office is, apart from its noun phrase, or None."""
        return None

    def fitting(self, titles: set[str], countries: set[str]) -> list[Figure]:
        """Return the persons that may be meant by a title and country, as they were entered."""
        return [figure for figure in self.figures if self.fits(figure, titles, countries)]

    def is_title(self, word: str) -> bool:
        """Say whether a word is part of an office's title."""
        return word in self.profile.person_nouns or word in self.profile.titles

    def fits(self, figure: Figure, titles: set[str], countries: set[str]) -> bool:
        """Say whether a person may be meant by a title and country."""
        if figure.kind is not Kind.PERSON or not figure.named:
            return False
        if titles & self.owners(figure) and titles.isdisjoint(self.profile.aides):
            # "A spokesman for the president" is no president.
            return False
        if countries and figure.countries and not countries & figure.countries:
            return False
        if countries and not figure.countries and figure.actors:
            held = {
                country
                for slug in figure.actors
                for office in self.world.actors[slug].offices
                for country in office.countries
            }
            if held and not countries & held:
                return False
        missing = titles - figure.titles
        if not missing:
            return True
        known = figure.titles | self.office_words(figure) if figure.actors else figure.titles
        broad = self.profile.broad_heads
        for title in missing:
            if title not in known and known.isdisjoint(broad.get(title, ())):
                return False
        return True

    def body_figure(self, name: str, slug: str | None, place: int) -> Figure:
        """Return the body of a name, entered anew where the article had none."""
        known = self.bodies.pop(name, None)
        if known is not None:
            # Moved to the end: "the ministry" is the one that was named last.
            self.bodies[name] = known
            return known
        actors = {slug} if slug is not None else set()
        figure = Figure(name, Kind.INSTITUTION, name_words(name), actors=actors, places=[place])
        self.bodies[name] = figure
        return figure

    def body_named(self, sentence: Sentence, mention: Mention, head: int) -> Figure | None:
        """Return the body that a phrase means: by its name, or "the ministry" named before."""
        units = sentence.units[mention.first : mention.end]
        printed = phrase_text(units)
        if any(one.low in self.profile.and_words and other.low in self.profile.articles
               for one, other in pairwise(units)):  # fmt: skip
            # "The union and the bank" are two.
            both = self.group(printed)
            both.several = True
            return both
        bare = [unit for unit in units if unit.low not in SMALL_WORDS and unit.is_word]
        if (
            len(bare) == 1
            and not (bare[0].capital and mention.first)
            and (bare[0].low in self.profile.body_nouns)
        ):
            for figure in list(self.bodies.values())[: -MOST_BODIES - 1 : -1]:
                if bare[0].low in figure.words:
                    return figure
            return self.group(printed)
        return self.body_figure(printed, None, mention.span.start)

    def recent(self, place: int) -> list[Figure]:
        """Return who stood in subject place or spoke right before a place, the last one last."""
        found: list[Figure] = []
        for at, figure in reversed(self.focus):
            if at < place:
                found.append(figure)
                if len(found) == FOCUS_REACH:
                    break
        return found[::-1]

    def remember(self, figure: Figure, place: int) -> None:
        """Note that somebody stood in subject place, or spoke."""
        self.focus.append((place, figure))
