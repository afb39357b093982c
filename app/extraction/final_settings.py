"""Final settings: "Karsk'ta düzenlediği basın toplantısında": occasion and place by endings."""

from app.extraction.clauses import is_time
from app.extraction.drafts import Draft
from app.extraction.profile import LanguageProfile
from app.extraction.surroundings import Surroundings
from app.extraction.tokens import UnitKind

# "Sarn gazetesinin canlı yayınında katıldığı programda": so many words belong to an occasion.
MOST_UNITS = 12
# "Karsk'ta gazetecilere konuşan Lind": so many words between a place and the speaking.
SPEAKING_REACH = 3


class FinalSettings(Surroundings):
    """Reads a sentence of a language whose nouns take endings, and whose verb stands last."""

    @classmethod
    def may_read(cls, draft: Draft, profile: LanguageProfile) -> bool:
        """Say whether a sentence has an occasion, or the ending of a place, at all."""
        ends = profile.grammar.event_ends
        return any(
            unit.kind is UnitKind.SUFFIX or ends.search(unit.low) for unit in draft.sentence.units
        )

    def read(self) -> tuple[str | None, str | None]:
        """Return the words for the occasion, its place included, and the place."""
        event = self.event()
        if event is None:
            return None, self.words(self.place_of_speaking())
        return self.words(event), self.words(self.place(*event))

    def event(self) -> tuple[int, int] | None:
        """Return the units of the occasion that stands nearest before the cue."""
        ends = self.profile.grammar.event_ends
        for at in range(len(self.units) - 1, -1, -1):
            if self.open[at] and self.units[at].is_word and ends.search(self.lows[at]):
                return self.event_begin(at), at + 1
        return None

    def event_begin(self, noun: int) -> int:
        """Return where an occasion begins: what it was, who held it and where belong to it."""
        grammar, at = self.profile.grammar, noun
        while at > 0 and noun - at < MOST_UNITS:
            unit, low = self.units[at - 1], self.lows[at - 1]
            if (
                not (unit.is_word or unit.kind is UnitKind.SUFFIX)
                or is_time(unit, self.profile)
                or low in grammar.after_words
                or (low in grammar.adjunct_ends and not self.tells_where(low))
                or self.is_taken(at - 1)
            ):
                break
            at -= 1
        while at < noun and (
            self.units[at].kind is UnitKind.SUFFIX or self.lows[at] in self.profile.connectives
        ):
            at += 1
        return at

    def tells_where(self, low: str) -> bool:
        """Say whether a word is an occasion, or stands behind the name of a place."""
        grammar = self.profile.grammar
        return grammar.event_ends.search(low) is not None or low in grammar.cities

    def is_taken(self, at: int) -> bool:
        """Say whether a unit belongs to the speaker, or to words that somebody said."""
        start, speaker = self.units[at].start, self.draft.speaker
        if speaker is not None and speaker.span.start <= start < speaker.span.end:
            return True
        return any(part.start <= start < part.end for each in self.beside for part in each.parts)

    def place(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return the units of a place between two units: "Karsk'ta", "Mostar kentinde"."""
        grammar = self.profile.grammar
        for at in range(begin + 1, end):
            suffix = self.units[at].kind is UnitKind.SUFFIX
            if (suffix and grammar.case_of(self.lows[at]) == "locative") or (
                self.lows[at] in grammar.cities
            ):
                first = at
                while first > begin and self.units[first - 1].capital:
                    first -= 1
                if first < at and not self.is_body(first, at):
                    return first, at
        return None

    def is_body(self, first: int, end: int) -> bool:
        """Say whether a name is a body's or a day's: "Meclis'te", "2024'te"."""
        return is_time(self.units[end - 1], self.profile) or not (
            self.profile.speaking_nouns.isdisjoint(self.lows[first:end])
        )

    def place_of_speaking(self) -> tuple[int, int] | None:
        """Return the units of the place of "Karsk'ta gazetecilere konuşan Lind"."""
        speaking = self.profile.grammar.speaking
        for at, low in enumerate(self.lows):
            if self.open[at] and low in speaking:
                found = self.place(max(0, at - SPEAKING_REACH), at)
                if found is not None and not self.is_taken(found[0]):
                    return found
        return None
