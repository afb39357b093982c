"""Relay: who passes words on: an agency's frame, a person who quotes another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.extraction.drafts import Draft
from app.extraction.profile import LanguageProfile
from app.extraction.register import Figure, phrase_text
from app.extraction.world import World
from app.text import fold


class Spoken(Protocol):
    """A draft with whom it means."""

    draft: Draft
    figure: Figure | None
    printed: str | None


@dataclass(slots=True)
class Relay:
    """What relays what.

    Attributes:
        frames: ids of drafts that are only an agency's frame, and no statement.
        names: by a draft's id, the name of the medium around it.
        lead: by a figure's id, the medium that relays the occasion from its first statement on.
    """

    frames: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    lead: dict[int, str] = field(default_factory=dict)
    world: World | None = None

    def of(
        self, number: int, resolved: Sequence[Spoken]
    ) -> tuple[str | None, str | None, int | None]:
        """Return a statement's relay: its name, its actor's slug, and the index of its frame."""
        item = resolved[number]
        draft = item.draft
        for index in range(max(0, number - 8), min(len(resolved), number + 8)):
            other = resolved[index]
            if other is item or draft.cue is None or other.draft.sentence is not draft.sentence:
                continue
            if any(part.contains(draft.cue) for part in other.draft.parts):
                figure = other.figure
                slug = next(iter(figure.actors)) if figure and len(figure.actors) == 1 else None
                name = figure.name if figure is not None else other.printed
                if slug is not None and self.world is not None:
                    name = self.world.actors[slug].name
                return name, slug, index
        name = self.names.get(id(draft))
        if name is None and item.figure is not None:
            name = self.lead.get(id(item.figure))
        return name, None, None


def find_relays(
    resolved: Sequence[Spoken], world: World, profile: LanguageProfile, text: str
) -> Relay:
    """Return which drafts are frames of news media, and what they relay."""
    relay = Relay(world=world)
    seen: set[int] = set()
    by_sentence: dict[int, list[Spoken]] = {}
    for item in resolved:
        by_sentence.setdefault(id(item.draft.sentence), []).append(item)
    for item in resolved:
        draft = item.draft
        if draft.relay is not None:
            units = draft.sentence.units[draft.relay.first : draft.relay.end]
            relay.names[id(draft)] = phrase_text(units)
        if not is_medium(item, world, profile):
            if item.figure is not None:
                seen.add(id(item.figure))
            continue
        relay.frames.add(id(draft))
        name = medium_name(item)
        for other in by_sentence[id(draft.sentence)]:
            if other is item or is_medium(other, world, profile):
                continue
            inside = other.draft.cue is not None and any(
                part.contains(other.draft.cue) for part in draft.parts
            )
            if inside or draft.span.overlaps(other.draft.span):
                relay.names[id(other.draft)] = name
                if other.figure is not None and first_of(other, resolved):
                    relay.lead[id(other.figure)] = name
    return relay


def first_of(item: Spoken, resolved: Sequence[Spoken]) -> bool:
    """Say whether an attribution stands in the sentence of its speaker's first one."""
    first = next(other for other in resolved if other.figure is item.figure)
    return first.draft.sentence is item.draft.sentence


def is_medium(item: Spoken, world: World, profile: LanguageProfile) -> bool:
    """Say whether a speaker is a news medium, which relays and never speaks."""
    if item.printed is None:
        return False
    if item.figure is not None and item.figure.actors:
        return False
    if world.is_outlet(item.printed):
        return True
    words = tuple(fold(item.printed).split())
    return any(
        len(words) >= len(phrase) and words[-len(phrase) :] == phrase
        for phrase in profile.relay_nouns
    ) or any(
        words[at : at + len(phrase)] == phrase
        for phrase in profile.relay_nouns
        if len(phrase) > 1
        for at in range(len(words))
    )


def medium_name(item: Spoken) -> str:
    """Return the name of a medium as printed, without its article."""
    printed = item.printed or ""
    for article in ("the ", "The "):
        printed = printed.removeprefix(article)
    return printed
