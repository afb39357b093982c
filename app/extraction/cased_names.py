"""Cased names: the names of persons in sentences whose names stand in the nominative."""

from dataclasses import dataclass, field

from app.extraction.cased_vocabulary import Vocabulary, is_cyrillic
from app.extraction.inflection import NAME_TAGS, first_part, is_known, readings
from app.extraction.names import Name, NameReader
from app.extraction.sentences import Sentence

MOST_TITLE_UNITS = 10
LEAST_RUN = 3
# Signs that may stand before the first word of a sentence.
MOST_OPENING = 4


@dataclass(frozen=True, slots=True)
class NominativeReader(NameReader):
    """Reads names in sentences whose names stand in the nominative.

    Attributes:
        vocabulary: the words that are known.
        apart: places of capitals that no name before them goes on with: «Линд Гальмарии».
        states: places of capitals that tell only whose an office is: «министр Ульмии Ада Нор».
    """

    vocabulary: Vocabulary
    apart: set[int] = field(default_factory=set)
    states: set[int] = field(default_factory=set)

    def read_names(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence: runs of capitals, cut at states, bodies and titles."""
        found = []
        end = 0
        for at in sentence.capitals:
            if at >= end and self.begins(sentence, at):
                end = self.end_of(sentence, at)
                first = self.own_start(sentence, at, end)
                found.append(Name(first, end, self.title_before(sentence, first, at)))
        return found

    def begins(self, sentence: Sentence, at: int) -> bool:
        """Say whether a name may begin at a unit: a capital that is no title, body or state."""
        unit, low = sentence.units[at], sentence.lows[at]
        if not unit.capital or unit.start in self.states or self.parts(sentence, at):
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
            if units[end].start in self.apart or units[end].start in self.states:
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
            known = (
                self.in_title(low)
                or self.parts(sentence, at)
                or is_adjectival(low)
                or sentence.units[at].start in self.states
            )
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
        found: list[str] = []
        for at in range(end + 1, min(end + 1 + MOST_TITLE_UNITS, len(units))):
            low = sentence.lows[at]
            # «Калле, министр культуры Ульмии,»: whose office it is stands in no list.
            whose = bool(found) and (units[at].capital or is_adjectival(low) or is_genitive(low))
            if not units[at].is_word or not (
                whose or self.in_title(low) or self.parts(sentence, at)
            ):
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
