"""Cased settings: «на пресс-конференции в Карске»: the occasion and the place, by their cases."""

import re

from app.extraction.clauses import is_time
from app.extraction.drafts import Draft
from app.extraction.inflection import cases, is_known, lemmas, nominatives, readings
from app.extraction.profile import LanguageProfile
from app.extraction.surroundings import Surroundings
from app.extraction.world import name_words

# «на своей большой ежегодной пресс-конференции»: so many words from the preposition to the noun.
EVENT_REACH = 5
NICKNAME_WORDS = 4
# The endings of a name where it tells a place; the dictionary knows the names that have none.
LOCATIVE = re.compile(r"..(?:е|и|у|ю|ом|ем|ой|ей|их|ых|ах|ях)$")
DESCRIBING = frozenset({"ADJF", "PRTF", "NUMR"})
ENDING = frozenset({"VERB", "GRND", "INFN", "PRTS", "ADJS", "CONJ", "ADVB", "PRED", "PRCL"})


class CasedSettings(Surroundings):
    """Reads a sentence of a language whose cases tell what a noun is for."""

    @classmethod
    def may_read(cls, draft: Draft, profile: LanguageProfile) -> bool:
        """Say whether a sentence has a preposition of a place or an occasion at all."""
        return not profile.event_words.isdisjoint(draft.sentence.lows)

    def read(self) -> tuple[str | None, str | None]:
        """Return the words for the occasion, with their preposition, and the place."""
        self.close_relatives()
        event = self.event()
        for at in range(len(self.units) - 1):
            inside = event is not None and event[0] < at < event[1]
            if self.lows[at] in self.profile.event_words and self.open[at] and (
                inside or self.is_beside_cue(at, event)
            ):  # fmt: skip
                place = self.place_at(at + 1)
                if place is not None:
                    return self.words(event), place
        return self.words(event), None

    def close_relatives(self) -> None:
        """Leave out what a clause tells of somebody: «который был на форуме»."""
        begin = 0
        for at, unit in enumerate([*self.units, None]):
            if unit is not None and unit.text != ",":
                continue
            words = self.lows[begin:at][:3]
            if not self.profile.relatives.isdisjoint(words):
                self.open[begin:at] = [False] * (at - begin)
            begin = at + 1

    def event(self) -> tuple[int, int] | None:
        """Return the units of the occasion, its preposition included."""
        for at in range(len(self.units) - 1):
            if not self.open[at] or (at and self.describes(at - 1)):
                continue
            size = self.profile.first_phrase(self.lows, at, self.profile.event_openers)
            noun = None
            if size:
                noun = self.event_noun(at + size, "gent")
            if noun is None and self.lows[at] in self.profile.event_words:
                noun = self.event_noun(at + 1, "loct")
            if noun is not None:
                return at, self.event_end(noun + 1)
        return None

    def describes(self, at: int) -> bool:
        """Say whether a word describes a noun: «участвующий в форуме министр»."""
        return any(reading.part == "PRTF" for reading in readings(self.lows[at])[:1])

    def event_noun(self, begin: int, case: str) -> int | None:
        """Return the noun of an occasion, in its case, in the phrase that begins at a unit."""
        for at in range(begin, min(begin + EVENT_REACH, len(self.units))):
            low = self.lows[at]
            if not (self.open[at] and self.units[at].is_word):
                return None
            if any(lemma in self.profile.events for lemma in lemmas(low)):
                return at if case in cases(low) else None
            parts = {reading.part for reading in readings(low)}
            if low not in self.profile.owners and parts.isdisjoint(DESCRIBING):
                return None
        return None

    def event_end(self, at: int) -> int:
        """Return where the occasion ends: with whom, where and of what belong to it."""
        begin, profile = at, self.profile
        speaker = self.draft.speaker
        while at < len(self.units):
            unit, low = self.units[at], self.lows[at]
            if unit.is_quote and at > begin and len(unit.text.split()) <= NICKNAME_WORDS:
                # «в интервью газете „Сарн“»
                at += 1
                continue
            if not (self.open[at] and unit.is_word) or is_time(unit, profile):
                break
            if speaker is not None and unit.start >= speaker.span.start >= self.units[begin].start:
                break
            part = readings(low)[0].part if readings(low) else ""
            if (
                (part == "PREP" and low not in profile.event_ties)
                or part in ENDING
                or (part == "NPRO" and at == begin)
                or low in profile.finite_cues
            ):
                break
            if unit.capital and not unit.text.isupper() and self.opens_name(at, begin):
                break
            at += 1
        while at > begin and (self.lows[at - 1] in profile.event_ties or self.describes(at - 1)):
            at -= 1
        return at

    def opens_name(self, at: int, begin: int) -> bool:
        """Say whether a capital behind a place begins another name: «в Карске Бо Линд»."""
        before = at - 1
        return (
            before >= begin
            and self.units[before].capital
            and before > 0
            and self.lows[before - 1] in self.profile.event_words
            and LOCATIVE.search(self.lows[at]) is None
        )

    def is_beside_cue(self, at: int, event: tuple[int, int] | None) -> bool:
        """Say whether a unit stands right behind the cue, its speaker, a hearer or a time."""
        cue, speaker = self.draft.cue, self.draft.speaker
        if at == 0:
            return False
        before, low = self.units[at - 1], self.lows[at - 1]
        return (
            (cue is not None and before.end == cue.end)
            or (speaker is not None and before.end == speaker.span.end)
            or (event is not None and event[1] == at)
            or any(lemma in self.profile.hearers for lemma in lemmas(low))
            or low in self.profile.speaking
            or is_time(before, self.profile)
        )

    def place_at(self, begin: int) -> str | None:
        """Return the name of a place that begins at a unit, in the nominative where it is known."""
        end = begin
        while end < len(self.units) and self.open[end] and self.units[end].capital and (
            self.is_locative(self.lows[end]) and not is_time(self.units[end], self.profile)
        ):  # fmt: skip
            end += 1
        if end == begin or any(self.is_no_place(low) for low in self.lows[begin:end]):
            return None
        names = [self.nominative(at) for at in range(begin, end)]
        if None in names:
            names = [unit.text for unit in self.units[begin:end]]
        return " ".join(name for name in names if name)

    def is_locative(self, low: str) -> bool:
        """Say whether a word may stand where a place does."""
        return LOCATIVE.search(low) is not None or any(
            "Geox" in reading.tags and reading.case == "loct" for reading in readings(low)
        )

    def is_no_place(self, low: str) -> bool:
        """Say whether a word with a capital is a body's name or a medium's: «в Госдуме»."""
        nouns = self.profile.speaking_nouns | self.profile.no_places
        return any(lemma in nouns for lemma in lemmas(low))

    def nominative(self, at: int) -> str | None:
        """Return a word of a place in the nominative, None where nothing tells it."""
        printed, low = self.units[at].text, self.lows[at]
        known = next((name for name in sorted(nominatives(low)) if self.is_place(name)), None)
        for reading in readings(low) if known is None else ():
            if "Geox" in reading.tags and reading.case == "loct" and is_known(low):
                known = reading.lemma
                break
        if known is None:
            return None
        parts = zip(known.split("-"), printed.split("-"), strict=False)
        return "-".join(new.title() if old[:1].isupper() else new for new, old in parts)

    def is_place(self, name: str) -> bool:
        """Say whether a word is the name of a place or state that is known."""
        words = name_words(name)
        return words in self.world.places or words in self.world.countries
