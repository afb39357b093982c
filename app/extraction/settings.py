"""Settings: the occasion and the place of a statement, where its own sentence prints them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.extraction.clauses import ends_name, is_time
from app.extraction.dates import around_cue
from app.extraction.drafts import Draft
from app.extraction.profile import LanguageProfile
from app.extraction.verbs import is_finite
from app.extraction.world import World, name_words

# "her latest televised prime time interview": so many words from the preposition to the noun.
EVENT_REACH = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """The words for an occasion ("a news conference in Karsk") and the name of a place."""

    occasion: str | None = None
    place: str | None = None


NOWHERE = Setting()


def setting_of(
    draft: Draft, beside: Sequence[Draft], text: str, profile: LanguageProfile, world: World
) -> Setting:
    """Return the setting that the frame of an attribution prints; nothing is guessed.

    Args:
        draft: the attribution.
        beside: all attributions of its sentence: what stands nearer to another speaker's cue
            is theirs.
        text: the article.
        profile: the language; one without events has no settings.
        world: what is known of states, whose adjectives name no place ("said in Veltanian").
    """
    if draft.cue is None or not may_have_setting(draft, profile):
        return NOWHERE
    reader = Surroundings(draft, beside, profile, world)
    event = reader.event()
    place = reader.place(*event) if event is not None else None
    if place is None:
        place = reader.place_beside_cue(event)
    units = draft.sentence.units
    return Setting(
        text[units[event[0]].start : units[event[1] - 1].end] if event is not None else None,
        text[units[place[0]].start : units[place[1] - 1].end] if place is not None else None,
    )


def may_have_setting(draft: Draft, profile: LanguageProfile) -> bool:
    """Say whether a sentence has an occasion's noun, or "in" before a capital, at all."""
    units, lows = draft.sentence.units, draft.sentence.lows
    return not profile.events.isdisjoint(lows) or (
        bool(profile.events)
        and not profile.year_words.isdisjoint(lows)
        and any(
            low in profile.year_words and units[at].capital for at, low in enumerate(lows[:-1], 1)
        )
    )


class Surroundings:
    """The words around a content, by their units."""

    def __init__(
        self, draft: Draft, beside: Sequence[Draft], profile: LanguageProfile, world: World
    ) -> None:
        """Mark the units that tell of the attribution alone."""
        self.draft, self.profile, self.world = draft, profile, world
        self.units, self.lows = draft.sentence.units, draft.sentence.lows
        allowed = {unit.start for unit in around_cue(draft, beside, profile)}
        self.rivals = [
            other.cue.start
            for other in beside
            if other.cue is not None and other.speaker != draft.speaker
        ]
        named = draft.speaker.span if draft.speaker is not None else None
        self.open = [
            unit.start in allowed
            and self.is_near(unit.start)
            # "Posts on the message board": who speaks is no occasion.
            and not (named is not None and named.start <= unit.start < named.end)
            for unit in self.units
        ]

    def is_near(self, start: int) -> bool:
        """Say whether a place is nearer to this cue than to another speaker's."""
        cue = self.draft.cue
        return cue is not None and all(
            abs(start - cue.start) <= abs(start - rival) for rival in self.rivals
        )

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
