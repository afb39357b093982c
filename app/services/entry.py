"""Entry: an article that was read, and the quotes that it carries, as the ledger stores them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from app.addresses import url_key
from app.extraction.types import Attribution, Basis, Extraction, Form, TopicMatch
from app.readers.document import Document
from app.spans import Span, check_parts
from app.text import fingerprint, words_key

Evidence = tuple[str, str, int, int, bool]
"""A topic's slug, the term that proposes it, its place, and whether it stands in the quote."""


class Carried(NamedTuple):
    """An attribution in an article, as plain values: quick to make, to store and to send.

    Attributes:
        parts: places in the article as JSON, `[[start, end], [start, end]]`.
        text: what they cut out of it, and `words_key` of that.
        topics: see `Evidence`; the others are those of `Attribution`.
    """

    # First what a row of `quote` takes as it stands (`QUOTE_FIELDS`).
    form: str
    start_char: int
    end_char: int
    parts: str
    text: str
    words_key: int
    cue: str
    cue_start: int | None
    cue_end: int | None
    speaker_printed: str | None
    speaker_start: int | None
    speaker_end: int | None
    via: str | None
    rule: str
    confidence: float | None
    speaker: str | None
    actor: str | None
    candidates: tuple[str, ...]
    via_actor: str | None
    said_on: str | None
    said_on_basis: str
    occasion: str | None
    place: str | None
    topics: tuple[Evidence, ...]
    nested_in: int | None
    doubts: tuple[str, ...]
    side: str | None

    @classmethod
    def of(cls, text: str, found: Attribution) -> "Carried":
        """Return an attribution that was found in an article's text.

        Raises:
            ValueError: its parts are no parts of the text.
        """
        parts = check_parts(text, found.parts)
        words = found.words(text)
        cue, speaker = found.cue_span, found.speaker_span
        return cls(
            form=found.form.value,
            start_char=parts[0].start,
            end_char=parts[-1].end,
            parts=str([[part.start, part.end] for part in parts]),
            text=words,
            words_key=words_key(words),
            cue=found.cue,
            cue_start=cue.start if cue is not None else None,
            cue_end=cue.end if cue is not None else None,
            speaker_printed=found.speaker_printed,
            speaker_start=speaker.start if speaker is not None else None,
            speaker_end=speaker.end if speaker is not None else None,
            via=found.via,
            rule=found.rule,
            confidence=found.confidence,
            speaker=found.speaker,
            actor=found.actor,
            candidates=found.candidates,
            via_actor=found.via_actor,
            said_on=found.said_on,
            said_on_basis=found.said_on_basis.value,
            occasion=found.occasion,
            place=found.place,
            topics=tuple(
                (each.topic, each.term, each.span.start, each.span.end, each.inside)
                for each in found.topics
            ),
            nested_in=found.nested_in,
            doubts=found.doubts,
            side=found.side,
        )

    def attribution(self, places: Iterable[Iterable[int]]) -> Attribution:
        """Return it as what extraction finds; `places` are its parts."""
        return attribution_of(
            self,
            parts=tuple(Span(*place) for place in places),
            cue_at=(self.cue_start, self.cue_end),
            speaker_at=(self.speaker_start, self.speaker_end),
            rule=self.rule,
            confidence=self.confidence or 0.0,
            nested_in=self.nested_in,
            side=self.side,
        )


QUOTE_FIELDS = Carried._fields[: Carried._fields.index("confidence") + 1]


# What an attribution has as it is held in plain values.
SAME_FIELDS = (
    "cue", "speaker_printed", "speaker", "actor", "candidates", "via", "via_actor", "said_on",
    "occasion", "place", "doubts",
)  # fmt: skip
Place = tuple[int | None, int | None] | None


def attribution_of(
    held: Any, *, parts: tuple[Span, ...], cue_at: Place, speaker_at: Place, **more: Any
) -> Attribution:
    """Return an attribution that is held in plain values, as what extraction finds.

    Args:
        held: whatever holds `SAME_FIELDS`, `form`, `said_on_basis` and `topics` as `Carried` does.
        cue_at, speaker_at: where the cue and the speaker stand.
        more: the other fields of `Attribution`.
    """
    return Attribution(
        parts=parts,
        form=Form(held.form),
        cue_span=_span(cue_at),
        speaker_span=_span(speaker_at),
        said_on_basis=Basis(held.said_on_basis),
        topics=tuple(
            TopicMatch(topic, term, Span(start, end), inside)
            for topic, term, start, end, inside in held.topics
        ),
        **{name: getattr(held, name) for name in SAME_FIELDS},
        **more,
    )


def _span(place: Place) -> Span | None:
    start, end = place or (None, None)
    return Span(start, end) if start is not None and end is not None else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that was read and is to be stored: all that needs no database.

    Attributes:
        document: without the quotes that came with it, which are read: they take more memory
            than all the rest.
        language, published_on: as reading found them.
    """

    document: Document
    language: str | None
    published_on: date | None
    sha256: str
    url_key: str | None
    carried: list[Carried]

    @classmethod
    def of(cls, document: Document, found: Extraction) -> "Entry":
        """Return what a document and its reading amount to.

        Raises:
            ValueError: the parts of an attribution are no parts of the text.
        """
        carried = [Carried.of(document.text, each) for each in found.attributions]
        return cls.carrying(document, found.language, found.published_on, carried)

    @classmethod
    def carrying(
        cls, document: Document, language: str | None, day: date | None, carried: list[Carried]
    ) -> "Entry":
        """Return a document of a language and day with what it carries."""
        if document.quotes:
            document = replace(document, quotes=())
        key = url_key(document.url)
        return cls(document, language, day, fingerprint(document.text), key, carried)

    def packed(self) -> tuple[Any, ...]:
        """Return it as plain values, which pass between processes several times as fast."""
        plain = [tuple(each) for each in self.carried]
        return self.document, self.language, self.published_on, self.sha256, self.url_key, plain

    @classmethod
    def unpacked(cls, packed: tuple[Any, ...]) -> "Entry":
        """Return the entry that was `packed`."""
        document, language, day, sha256, key, plain = packed
        return cls(document, language, day, sha256, key, list(map(Carried._make, plain)))
