"""Cards: what the fields of each quote of a preview hold, as stored or as typed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.datastructures import FormData

from app.services.candidates import Candidate, Edit

# The number of the card for a quote added by hand.
ADDED = "new"

Typed = Mapping[str, list[str]]
"""What was typed or chosen, by the field's name: some have several values."""


def typed_into(form: FormData) -> Typed:
    """Return all texts of a form by name, gathered once: a preview has thousands of fields."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in form.multi_items():
        if isinstance(value, str):
            found[name].append(value)
    return dict(found)


@dataclass(frozen=True)
class Card:
    """What the fields of one quote's card hold: as stored, or as typed where that is wrong.

    Attributes:
        is_known: the speaker is an actor on record.
        topics: slugs; `terms` by topic are the words of the text that proposed it.
    """

    keep: bool
    words: str
    form: str
    speaker: str
    said_on: str
    topics: tuple[str, ...]
    said_on_basis: str = ""
    speaker_printed: str | None = None
    cue: str = ""
    via: str | None = None
    candidates: tuple[str, ...] = ()
    is_known: bool = False
    terms: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    is_new: bool = False
    kind: str = "person"
    side: str = ""
    office: str = ""


BLANK = Card(keep=True, words="", form="indirect", speaker="", said_on="", topics=())


def card_of(text: str, candidate: Candidate, words: str) -> Card:
    """Return the card of a stored candidate."""
    terms: defaultdict[str, list[str]] = defaultdict(list)
    for slug, term, start, end, _ in candidate.topics:
        if term and text[start:end] not in terms[slug]:
            terms[slug].append(text[start:end])
    return Card(
        keep=candidate.keep,
        words=words,
        form=candidate.form,
        speaker=candidate.speaker or "",
        said_on=candidate.said_on or "",
        topics=tuple(dict.fromkeys(each[0] for each in candidate.topics)),
        said_on_basis=candidate.said_on_basis,
        speaker_printed=candidate.speaker_printed,
        cue=candidate.cue,
        via=candidate.via,
        candidates=candidate.candidates,
        is_known=candidate.actor is not None,
        terms=terms,
        is_new=candidate.added is not None,
        **dict(zip(("kind", "side", "office"), candidate.added or (), strict=False)),
    )


def typed_over(card: Card, typed: Typed, key: str) -> Card:
    """Return a card with what was typed into its fields."""
    if f"{'words' if key == ADDED else 'card'}-{key}" not in typed:
        return card
    edit = edit_in(typed, key)
    return replace(
        card,
        keep=edit.keep or key == ADDED,
        words=(edit.words or "").replace("\r\n", "\n"),
        form=edit.form or card.form,
        speaker=edit.speaker or "",
        said_on=edit.said_on or "",
        topics=edit.topics or (),
        is_new=edit.is_new,
        kind=edit.kind,
        side=edit.side,
        office=edit.office,
    )


def edits_in(typed: Typed, candidates: int) -> dict[int, Edit]:
    """Return what was set on each card; a form that leaves a card out leaves it as it is."""
    return {
        number: edit_in(typed, str(number))
        for number in range(candidates)
        if f"card-{number}" in typed
    }


def edit_in(typed: Typed, key: str) -> Edit:
    """Return what was set on the card with this number, or on the one `ADDED`."""

    def last(name: str) -> str | None:
        values = typed.get(f"{name}-{key}")
        return values[-1] if values else None

    return Edit(
        keep=last("keep") is not None,
        words=last("words"),
        form=last("form"),
        speaker=last("speaker"),
        is_new=last("is_new") is not None,
        kind=last("kind") or "person",
        side=last("side") or "",
        office=last("office") or "",
        said_on=last("said_on"),
        topics=tuple(typed.get(f"topics-{key}", ())),
    )
