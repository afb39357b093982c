"""Surroundings: the words of a sentence that tell when and where one attribution was made."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from app.extraction.dates import around_cue
from app.extraction.drafts import Draft
from app.extraction.profile import LanguageProfile
from app.extraction.world import World


class Surroundings(ABC):
    """The words around a content, by their units.

    Attributes:
        units, lows: those of the attribution's sentence.
        open: by unit, whether it tells of the attribution alone.
    """

    def __init__(
        self,
        draft: Draft,
        beside: Sequence[Draft],
        text: str,
        profile: LanguageProfile,
        world: World,
    ) -> None:
        """Mark the units that tell of the attribution alone."""
        self.draft, self.beside, self.text = draft, beside, text
        self.profile, self.world = profile, world
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

    @abstractmethod
    def read(self) -> tuple[str | None, str | None]:
        """Return the words for the occasion, and for the place."""

    @classmethod
    def may_read(cls, draft: Draft, profile: LanguageProfile) -> bool:
        """Say whether a sentence has an occasion's noun, or "in" before a capital, at all."""
        units, lows = draft.sentence.units, draft.sentence.lows
        return not profile.events.isdisjoint(lows) or (
            not profile.year_words.isdisjoint(lows)
            and any(
                low in profile.year_words and units[at].capital
                for at, low in enumerate(lows[:-1], 1)
            )
        )

    def words(self, units: tuple[int, int] | None) -> str | None:
        """Return the words of the text from one unit up to another."""
        if units is None:
            return None
        return self.text[self.units[units[0]].start : self.units[units[1] - 1].end]
