"""Occasions: on which day each statement was made, read in the order of the article."""

from collections.abc import Sequence

from app.extraction.dates import Day, Published, said_on
from app.extraction.drafts import Draft
from app.extraction.profile import LanguageProfile
from app.extraction.relay import Relayed, Spoken


def find_days(
    spoken: Sequence[Spoken],
    relays: Sequence[Relayed],
    by_sentence: Sequence[Sequence[Draft]],
    published: Published,
    profile: LanguageProfile,
) -> list[Day]:
    """Return the day of each statement.

    A day that a speaker's sentence states holds for what the speaker says after it; a sentence
    that only tells of another, unnamed day is unknown by itself, and the next is not.

    Args:
        spoken: the statements, in the order of the text.
        relays: for each, who passes it on.
        by_sentence: all attributions of each sentence of the story, frames included.
        published: the day published, None where unknown.
        profile: the language.
    """
    found: list[Day] = []
    stated: dict[int, Day] = {}
    last: Day | None = None
    for item, (via, _, frame) in zip(spoken, relays, strict=True):
        draft = item.draft
        beside = by_sentence[draft.sentence.number]
        # What others say that somebody said belongs to none of that person's own occasions.
        own = item.figure is not None and frame is None
        inherited = stated.get(id(item.figure)) if own else None
        day = said_on(
            draft, beside, published, inherited, profile, relayed=via is not None, story=last
        )  # fmt: skip
        if day.own and day.value is not None:
            last = day
            if own:
                stated[id(item.figure)] = day
        found.append(day)
    return found
