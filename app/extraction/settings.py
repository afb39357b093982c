"""Settings: the occasion and the place of a statement, where its own sentence prints them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.extraction.cased_settings import CasedSettings
from app.extraction.drafts import Draft
from app.extraction.final_settings import FinalSettings
from app.extraction.plain_settings import PlainSettings
from app.extraction.profile import LanguageProfile
from app.extraction.surroundings import Surroundings
from app.extraction.world import World


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
        profile: the language.
        world: what is known of states, whose adjectives name no place ("said in Veltanian").
    """
    kind: type[Surroundings] = PlainSettings
    if profile.cased:
        kind = CasedSettings
    elif profile.verb_final is not None:
        kind = FinalSettings
    if draft.cue is None or not kind.may_read(draft, profile):
        return NOWHERE
    return Setting(*kind(draft, beside, text, profile, world).read())
