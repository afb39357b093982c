"""Plain settings: the occasion and the place that prepositions tell: "at a briefing in Karsk"."""

from app.extraction.clauses import ends_name, is_time
from app.extraction.surroundings import Surroundings
from app.extraction.verbs import is_finite
from app.extraction.world import name_words

# "her latest televised prime time interview": so many words from the preposition to the noun.
EVENT_REACH = 6


class PlainSettings(Surroundings):
    """Reads a sentence of a language of the English kind."""

    def read(self) -> tuple[str | None, str | None]:
        """Return the words for the occasion, and for the place."""
        event = self.event()
        place = self.place(*event) if event is not None else None
        if place is None:
            place = self.place_beside_cue(event)
        return self.words(event), self.words(place)

    def event(self) -> tuple[int, int] | None:
        """Return the units of the occasion: "at |a news conference in Karsk| on Monday"."""
        for at in range(len(self.units) - 1):
            if self.open[at] and self.lows[at] in self.profile.event_words:
                head = self.event_noun(at + 1)
                if head is not None:
                    return at + 1, self.event_end(head + 1)
        return None

    def event_noun(self, begin: int) -> int | None:
        """Return the noun of an occasion in the phrase that begins at a unit."""
        for at in range(begin, min(begin + EVENT_REACH, len(self.units))):
            if not (self.open[at] and self.units[at].is_word):
                return None
            low = self.lows[at]
            if low in self.profile.events:
                follows = self.lows[at + 1] if at + 1 < len(self.lows) else ""
                return at + 1 if follows in self.profile.events else at
            if low in self.profile.prepositions or low in self.profile.subordinators:
                return None
        return None

    def event_end(self, at: int) -> int:
        """Return where the occasion ends: with whom, where and of what belong to it."""
        profile, speaker = self.profile, self.draft.speaker
        begin = at
        while at < len(self.units) and self.open[at] and self.units[at].is_word:
            low = self.lows[at]
            if at == begin and low not in profile.event_ties:
                break
            after = self.units[at + 1] if at + 1 < len(self.units) else None
            if low in profile.event_ties and (after is None or is_time(after, profile)):
                break
            if speaker is not None and self.units[at].start == speaker.span.start:
                break
            if (
                (low in profile.prepositions and low not in profile.event_ties)
                or (low in profile.subordinators and low not in profile.event_ties)
                or (
                    is_time(self.units[at], profile)
                    and not ends_name(self.draft.sentence, at, profile)
                )
                or is_finite(self.draft.sentence, at, profile)
                or low in profile.participle_cues
                or (not self.units[at].capital and low.endswith(profile.past))
            ):
                break
            at += 1
        while at > begin and (
            self.lows[at - 1] in profile.event_ties or self.lows[at - 1] in profile.determiners
        ):
            at -= 1
        return at

    def place(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return the units of a place that stands between two units."""
        for at in range(begin, end):
            if self.lows[at] in self.profile.year_words:
                found = self.name_at(at + 1)
                if found is not None:
                    return found
        return None

    def place_beside_cue(self, event: tuple[int, int] | None) -> tuple[int, int] | None:
        """Return a place right behind the cue, a hearer, a time or the occasion."""
        cue = self.draft.cue
        for at in range(1, len(self.units) - 1):
            if not self.open[at] or self.lows[at] not in self.profile.year_words:
                continue
            before = self.units[at - 1]
            beside = (
                (cue is not None and before.end == cue.end)
                or before.low in self.profile.hearers
                or before.low in self.profile.speaking
                or is_time(before, self.profile)
                or (event is not None and event[1] == at)
            )
            found = self.name_at(at + 1) if beside else None
            if found is not None:
                return found
        return None

    def name_at(self, begin: int) -> tuple[int, int] | None:
        """Return the units of a place's name that begins at a unit, None where there is none."""
        profile, end = self.profile, begin
        while end < len(self.units) and self.open[end] and (
            self.units[end].capital or (end > begin and self.lows[end] in profile.particles)
        ):  # fmt: skip
            low = self.lows[end]
            if is_time(self.units[end], profile):
                break
            if (
                low in profile.body_nouns
                or low in profile.person_nouns
                or low.endswith(profile.possessive_endings)
            ):
                return None
            end += 1
        if end == begin or self.is_adjective(begin, end):
            return None
        follows = self.units[end] if end < len(self.units) else None
        noun = (
            follows is not None
            and follows.is_word
            and not (
                (
                    follows.low in profile.prepositions
                    or follows.low in profile.subordinators
                    or follows.low in profile.determiners
                )
                or follows.low in profile.pronouns
                or follows.low in profile.owners
                or is_time(follows, profile)
                or follows.low in profile.participle_cues
            )
        )
        return None if noun else (begin, end)

    def is_adjective(self, begin: int, end: int) -> bool:
        """Say whether a name is a state's adjective: "said in Veltanian"."""
        words = name_words(" ".join(unit.text for unit in self.units[begin:end]))
        slug = self.world.countries.get(words)
        return slug is not None and any(
            name_words(adjective) == words
            for adjectives in self.world.actors[slug].adjectives.values()
            for adjective in adjectives
        )
