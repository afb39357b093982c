"""Extraction: from a text to attributions: content, cue and speaker, tied together."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from app.extraction.types import Extraction, Gazetteer

# What reads texts is imported when the first one is read: a server shows pages long before.
if TYPE_CHECKING:
    from app.extraction.profile import LanguageProfile
    from app.extraction.topics import TopicFinder
    from app.extraction.world import World

__all__ = ["extract"]

# The last gazetteer's index: a run over many articles builds it once.
_kept: list[tuple[Gazetteer, "World", "TopicFinder"]] = []


@cache
def profiles() -> dict[str, "LanguageProfile"]:
    """Return the profiles of the languages that are read."""
    from app.extraction.languages.en import ENGLISH
    from app.extraction.languages.ru import RUSSIAN
    from app.extraction.languages.tr import TURKISH

    return {profile.language: profile for profile in (ENGLISH, RUSSIAN, TURKISH)}


def extract(
    text: str,
    language: str | None,
    published_on: date | None,
    gazetteer: Gazetteer,
    taken_in: Collection[int] = (),
) -> Extraction:
    """Return what a text says that somebody said.

    Args:
        text: the article as stored; spans count its code points. Any text will do.
        language: `en`, `ru` or `tr`; None is detected; others find nothing.
        published_on: the day published; None takes that of a leading `date YYYY-MM-DD` line.
        gazetteer: the actors, topics, outlets and places that are known.
        taken_in: where blocks begin that are story all the same, as a person said.

    Returns:
        Attributions in the order of their first part, spans always inside `text`.
    """
    from app.extraction.language import detect_language
    from app.extraction.pipeline import attribute

    known = profiles()
    code = language if language is not None else detect_language(text, known)
    profile = known.get(code) if code is not None else None
    if profile is None:
        return Extraction(None, published_on)
    world, topics = index_of(gazetteer)
    story, day, found = attribute(text, profile, published_on, world, topics, taken_in)
    return Extraction(profile.language, day, found, story.blocks)


def index_of(gazetteer: Gazetteer) -> tuple["World", "TopicFinder"]:
    """Return the index of a gazetteer, built anew only when another one is given."""
    for kept, world, topics in _kept:
        if kept is gazetteer:
            return world, topics
    from app.extraction.topics import topic_finder
    from app.extraction.world import build_world

    entry = (gazetteer, build_world(gazetteer), topic_finder(gazetteer))
    _kept[:] = [entry]
    return entry[1], entry[2]
