"""Plain offices: who holds an office that a phrase names, in a language of the English kind.

"Its minister", "the minister of Ostmark" and "the president of the football club" are told apart.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from app.extraction.names import printed_name
from app.extraction.phrases import Mention, head_of, mention_of
from app.extraction.register import Figure, Register
from app.extraction.sentences import Sentence
from app.extraction.subjects import main_subject
from app.extraction.types import Kind
from app.extraction.verbs import has_finite
from app.extraction.world import COUNTRY, SMALL_WORDS, name_words
from app.text import fold

# "The official": an article and a noun.
LEAST_PHRASE = 2
# "Iraqi" and "Iraq" share so many letters.
LEAST_STEM = 4


def comes_from(figure: Figure, origin: str) -> bool:
    """Say whether somebody was told of with a place's name: "Sudrian" for "Sudria's minister"."""
    for word in figure.titles:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(word, origin, strict=False))
        shared = len(list(alike))
        if shared >= max(LEAST_STEM, min(len(word), len(origin)) - 1):
            return True
    return False


@dataclass(slots=True)
class PlainOffices(Register):
    """A register that finds offices by their words and by whose they are.

    Attributes:
        sentences: those of the article, and where each begins.
    """

    sentences: list[Sentence] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def read(self, sentences: list[Sentence]) -> None:
        """Enter every name of the article, and note where its sentences begin."""
        super(PlainOffices, self).read(sentences)
        self.sentences = sentences
        self.starts = [sentence.units[0].start for sentence in sentences]

    def office(self, sentence: Sentence, mention: Mention, lows: list[str]) -> Figure | None:
        """Return the holder of an office, or the one of that noun who has no name.

        "A Veltanian official said. The official added" is not the governor, whom the noun fits
        as well.
        """
        noun = sentence.lows[head_of(sentence, mention, self.profile)]
        bare = mention.end - mention.first == LEAST_PHRASE and lows[0] in self.profile.definite
        for figure in reversed(self.recent(mention.span.start)) if bare else ():
            if not figure.named and figure.kind is Kind.PERSON and noun in figure.titles:
                return self.group(sentence.units[mention.first].text)
            if noun in figure.titles:
                break
        held = super(PlainOffices, self).office(sentence, mention, lows)
        if held is not None and held.actors and self.is_of_another(sentence, mention, held):
            return self.group(sentence.units[mention.first].text)
        if held is not None and held.named:
            held.note(mention.span.start)
        origins = self.origins(sentence, mention)
        if held is None or not held.named or all(comes_from(held, word) for word in origins):
            return held
        titles = {low for low in lows if self.is_title(low)}
        fit = [
            figure
            for figure in self.fitting(titles, set())
            if all(comes_from(figure, word) for word in origins)
        ]
        if len(fit) == 1:
            return fit[0]
        elsewhere = self.is_from_elsewhere(held)
        return self.group(sentence.units[mention.first].text) if elsewhere else held

    def whose_office(self, sentence: Sentence, mention: Mention) -> set[str] | None:
        """Return the words for whose office it is: "its minister", "the minister of Ostmark".

        "Its" is of the state that the clause, or else the sentence before, is about.
        """
        lows, profile = sentence.lows, self.profile
        if profile.owners.get(lows[mention.first]) == "n":
            number = bisect_right(self.starts, mention.span.start) - 1
            told = self.state_told(sentence, mention.first)
            if told is None and number > 0 and not self.tells_before(sentence, mention):
                before = self.sentences[number - 1]
                told = self.state_told(before, len(before.units))
            return None if told is None else {COUNTRY + told}
        head = head_of(sentence, mention, profile)
        if head + 1 >= mention.end or lows[head + 1] not in profile.tying_words:
            return None
        named = self.world.country_words(
            [
                word
                for word in name_words(printed_name(sentence.units[head + 2 : mention.end]))
                if word not in SMALL_WORDS
            ]
        )
        if any(word.startswith(COUNTRY) for word in named) and (
            (named[1:] == [] and lows[head + 1] in profile.charge_words)
            or (lows[head] in profile.aides and all(
                word.startswith(COUNTRY) or self.is_title(word) for word in named
            ))
        ):  # fmt: skip
            # "The minister of Ostmark", "the spokeswoman for the Ostmarkian foreign ministry".
            return set(named)
        return None

    def is_of_another(self, sentence: Sentence, mention: Mention, held: Figure) -> bool:
        """Say whether an office is some other body's than that of whom the gazetteer knows.

        "Its president" where no state was told of, "the president of the football club".
        """
        lows, profile = sentence.lows, self.profile
        if profile.owners.get(lows[mention.first]) == "n":
            return self.whose_office(sentence, mention) is None
        head = head_of(sentence, mention, profile)
        if head + 1 >= mention.end or lows[head + 1] not in profile.charge_words:
            return False
        inner = mention_of(sentence, head + 2, mention.end) if head + 2 < mention.end else None
        noun = lows[head_of(sentence, inner, profile)] if inner is not None else ""
        return noun in profile.body_nouns and noun not in held.titles | self.office_words(held)

    def tells_before(self, sentence: Sentence, mention: Mention) -> bool:
        """Say whether the sentence of a mention is about something told before it."""
        return has_finite(sentence, 0, mention.first, self.profile)

    def state_told(self, sentence: Sentence, end: int) -> str | None:
        """Return the state that a sentence is about, as far as a unit, None where it is another.

        "A firm in Sarnia fell. Its president" is nobody's whom the state's name tells.
        """
        subject = main_subject(sentence, end, self.profile)
        if subject is None:
            return None
        low = sentence.lows[head_of(sentence, subject, self.profile)]
        alone = subject.end - subject.first <= LEAST_PHRASE
        return self.world.countries[low,] if alone and self.is_state(low) else None

    def is_from_elsewhere(self, figure: Figure) -> bool:
        """Say whether the article, or the world, tells of what place somebody is."""
        return bool(figure.actors or figure.countries) or any(
            word.endswith(self.profile.possessive_endings) or self.profile.origin_ends.search(word)
            for word in figure.titles - self.profile.speaking_nouns - self.profile.titles
        )

    def origins(self, sentence: Sentence, mention: Mention) -> list[str]:
        """Return the words for places that nobody knows before an office: "the Sudrian envoy"."""
        profile, found = self.profile, []
        for at in range(mention.first, head_of(sentence, mention, profile)):
            unit, low = sentence.units[at], sentence.lows[at]
            owner = low.endswith(profile.possessive_endings)
            if unit.capital and (owner or (at and profile.origin_ends.search(low))) and not (
                low in profile.speaking_nouns
                or low in profile.titles
                or self.reader.is_country(low)
            ):  # fmt: skip
                found.append(low.removesuffix("'s"))
        return found

    def fitting(self, titles: set[str], countries: set[str]) -> list[Figure]:
        """Return the persons that may be meant by a title: those of just that office first.

        "The envoy" is the envoy, though an ambassador would do where there is none. A wide word
        in a list's title ("top diplomat") makes nobody more of a diplomat than a spokeswoman is.
        """
        found = super(PlainOffices, self).fitting(titles, countries)
        wide = self.profile.broad_heads.keys()
        exact = [f for f in found if titles <= f.titles | (self.office_words(f) - wide)]
        return exact or found

    def fits(self, figure: Figure, titles: set[str], countries: set[str]) -> bool:
        """Say whether a person may be meant by a title.

        A prime minister is no "minister", a deputy mayor no "mayor", nor is a former one.
        """
        for noun in titles & self.profile.other_offices.keys():
            others = self.profile.other_offices[noun]
            known = figure.titles | self.office_words(figure)
            if others & known - titles and titles <= others | {noun}:
                return False
        if titles & figure.past and titles.isdisjoint(self.profile.former):
            return False
        return super(PlainOffices, self).fits(figure, titles, countries)

    def owners_in(self, title: Sequence[str]) -> set[str]:
        """Return the nouns in a title for whoever has its holder for an aide.

        In "spokesman for the president" they stand behind a preposition.
        """
        profile = self.profile
        tie = next((at for at, low in enumerate(title) if low in profile.tying_words), len(title))
        heads = profile.person_nouns
        return set(heads.intersection(title[tie:])) if heads.intersection(title[:tie]) else set()

    def is_title(self, word: str) -> bool:
        """Say whether a word is part of an office's title: "army" in "the army chief" too."""
        return super(PlainOffices, self).is_title(word) or word in self.profile.body_nouns

    def is_state(self, low: str) -> bool:
        """Say whether a word is a state's name, no adjective."""
        slug = self.world.countries.get((low,))
        return slug is not None and low in fold(" ".join(self.world.actors[slug].names)).split()
