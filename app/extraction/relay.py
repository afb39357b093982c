"""Relay: who passes words on: an agency's frame, a person who quotes another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.extraction.drafts import Draft
from app.extraction.names import phrase_text
from app.extraction.profile import LanguageProfile, by_first_word
from app.extraction.register import Figure
from app.extraction.world import World
from app.text import fold

NEAR = 8
Named = tuple[str | None, str | None]
# A relay's name, its actor's slug, and the index of its frame among the statements.
Relayed = tuple[str | None, str | None, int | None]


class Spoken(Protocol):
    """A draft with whom it means."""

    draft: Draft
    figure: Figure | None
    printed: str | None
    relay: Figure | None


@dataclass(slots=True)
class Relay:
    """What relays what.

    Attributes:
        frames: ids of drafts that are only a frame, and no statement.
        names: by a draft's id, the name of whoever relays it, and the slug.
        shared: numbers of the sentences that hold several attributions.
        lead: by a figure's id, the medium that relays the occasion from its first statement on.
    """

    world: World
    frames: set[int] = field(default_factory=set)
    names: dict[int, Named] = field(default_factory=dict)
    lead: dict[int, Named] = field(default_factory=dict)
    shared: set[int] = field(default_factory=set)

    def of(self, number: int, resolved: Sequence[Spoken]) -> Relayed:
        """Return a statement's relay: its name, its actor's slug, and the index of its frame."""
        item = resolved[number]
        draft, sentence = item.draft, item.draft.sentence
        first = max(0, number - NEAR)
        near = resolved[first : number + NEAR] if sentence.number in self.shared else ()
        around = [
            index
            for index, other in enumerate(near, first)
            if other.draft.sentence is sentence and index != number and holds(other.draft, draft)
        ]
        if around:
            index = min(around, key=lambda index: len(resolved[index].draft.span))
            return *self.name(resolved[index]), index
        name, slug = self.names.get(id(draft), (None, None))
        if name is None and item.figure is not None:
            name, slug = self.lead.get(id(item.figure), (None, None))
        return name, slug, None

    def name(self, item: Spoken) -> Named:
        """Return the name and slug of whoever relays."""
        figure = item.figure
        if figure is None:
            return item.printed, None
        return self.named(figure)

    def named(self, figure: Figure) -> Named:
        """Return the name of a figure and its actor's slug."""
        slug = next(iter(figure.actors)) if len(figure.actors) == 1 else None
        name = self.world.actors[slug].name if slug is not None else figure.name
        return (name if figure.named else bare(name)), slug


def holds(outer: Draft, inner: Draft) -> bool:
    """Say whether an attribution's content holds the cue of another one of its sentence."""
    cue = inner.cue
    return cue is not None and any(part.contains(cue) for part in outer.parts)


def opens(outer: Draft, inner: Spoken) -> bool:
    """Say whether somebody else's attribution is all that an attribution holds."""
    speaker, draft = inner.draft.speaker, inner.draft
    return (
        speaker is not None
        and outer.speaker is not speaker
        and len(outer.parts) == 1
        and outer.span.start == speaker.span.start
        and outer.span.end == draft.span.end
    )


def find_relays(resolved: Sequence[Spoken], world: World, profile: LanguageProfile) -> Relay:
    """Return which drafts are frames around others' statements, and what they relay.

    A frame follows what it relays: "..., the agency reported", "..., a source said". A medium's
    frame is never a statement; anybody else's is none where it only passes one on.
    """
    relay = Relay(world)
    by_sentence: dict[int, list[Spoken]] = {}
    first_number: dict[int, int] = {}
    for item in resolved:
        number = item.draft.sentence.number
        by_sentence.setdefault(number, []).append(item)
        if item.figure is not None:
            first_number.setdefault(id(item.figure), number)
    relay.shared = {number for number, beside in by_sentence.items() if len(beside) > 1}
    for item in resolved:
        draft = item.draft
        if draft.relay is not None:
            units = (draft.relay_sentence or draft.sentence).units[
                draft.relay.first : draft.relay.end
            ]
            known = item.relay is not None and bool(item.relay.actors)
            relay.names[id(draft)] = (
                relay.named(item.relay) if item.relay is not None and known
                else (phrase_text(units), None)
            )  # fmt: skip
        medium = is_medium(item, world, profile)
        beside = by_sentence[draft.sentence.number]
        inner = [
            other
            for other in (beside if len(beside) > 1 else ())
            if other is not item
            and not is_medium(other, world, profile)
            and (holds(draft, other.draft) or (medium and draft.span.overlaps(other.draft.span)))
        ]
        behind = draft.rule.startswith("clause-") and any(
            # "Veltania, which denies it, will come, Lind said" passes nobody's words on.
            other.figure is not item.figure and not other.draft.rule.startswith("relative")
            for other in inner
        )
        # «По словам Линда, Мур сообщила»: the words are Moor's alone.
        behind = behind or (draft.rule == "according" and any(opens(draft, o) for o in inner))
        if not medium and not behind:
            continue
        relay.frames.add(id(draft))
        name = (medium_name(item), None) if medium else relay.name(item)
        for other in inner:
            relay.names[id(other.draft)] = name
            if (
                medium
                and other.figure is not None
                and first_number[id(other.figure)] == draft.sentence.number
            ):
                relay.lead[id(other.figure)] = name
    return relay


def is_medium(item: Spoken, world: World, profile: LanguageProfile) -> bool:
    """Say whether a speaker is a news medium, which relays and never speaks."""
    if item.printed is None:
        return False
    printed = item.printed
    if profile.cased and item.figure is not None:
        printed = item.figure.name
    if item.figure is not None and item.figure.actors:
        return False
    if world.is_outlet(printed) or item.draft.rule == "medium":
        return True
    words = tuple(fold(printed).split())
    if profile.cased and words[:1] in profile.relay_nouns:
        return True
    if by_first_word(profile.relay_nouns).keys().isdisjoint(words):
        return False
    sizes = [profile.first_phrase(words, at, profile.relay_nouns) for at in range(len(words))]
    # A lone word has to be the last one: "the news agency", not "the agency chief".
    return any(size > 1 or (size and size + at == len(words)) for at, size in enumerate(sizes))


def medium_name(item: Spoken) -> str:
    """Return the name of a medium as printed, without its article."""
    return bare(item.printed or "")


def bare(printed: str) -> str:
    """Return a noun phrase without its article."""
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if printed.startswith(article):
            return printed.removeprefix(article)
    return printed
