"""Types: what goes into extraction (the gazetteer) and what comes out (attributions)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.spans import Span, hull, join_parts


class Form(StrEnum):
    """How a quote gives the words: between marks, with marks inside a paraphrase, or without."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Basis(StrEnum):
    """Where the day of a statement comes from."""

    STATED = "stated"
    WEEKDAY = "weekday"
    PUBLISHED = "published"
    # Never found by extraction: a person set it, or it came with the quote.
    EDITOR = "editor"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    INSTITUTION = "institution"
    STATE = "state"


class BlockKind(StrEnum):
    """What a stretch of an article's text is, beside its story."""

    BOILERPLATE = "boilerplate"
    DATE_LINE = "date_line"
    HEADLINE = "headline"
    CAPTION = "caption"
    CREDIT = "credit"
    DATELINE = "dateline"


# --------------------------------------------------------------------------- in: the gazetteer


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office that a person held from one day to another, both inclusive.

    Attributes:
        slug: the office's identity, e.g. `ru-foreign-minister`.
        titles: phrases by language that name its holder, e.g. `{"en": ("foreign minister",
            "top diplomat"), "ru": ("министр иностранных дел", "глава МИД")}`: without the country.
        countries: slugs of the states (or institutions) that the title belongs to, so that
            "Russian foreign minister" and "Russia's foreign minister" both lead here.
        since, until: first and last day; None is open or unknown.
    """

    slug: str
    titles: Mapping[str, tuple[str, ...]]
    countries: tuple[str, ...] = ()
    side: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A person, institution or state that the register knows before it reads a text.

    Attributes:
        names: every spelling, in any script: full names, and last names that may stand alone.
        risky: folded aliases that are also common words (need a capital and a title or first
            name nearby), or that several actors share.
        adjectives: for states, words by language ("Russian", "российский", "Rus").
        side: fixed for institutions and states; None for persons (their office decides).
    """

    slug: str
    name: str
    kind: Kind
    names: tuple[str, ...] = ()
    risky: frozenset[str] = frozenset()
    gender: str | None = None
    side: str | None = None
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offices: tuple[HeldOffice, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a topic: word stems (`*` = any ending) of one language.

    Attributes:
        weak: counts only beside a second term of the same topic or a place of `places`.
        excluded: a false friend: a match of it hides the terms that it covers.
    """

    text: str
    language: str
    weak: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class KnownTopic:
    """A topic and the terms that propose it."""

    slug: str
    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that extraction may know of the world: plain data, from the database or from files.

    Attributes:
        outlets: names of news media (who relays, and never speaks).
        places: names of places (never speakers, and support for weak terms).
    """

    actors: tuple[KnownActor, ...] = ()
    topics: tuple[KnownTopic, ...] = ()
    outlets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


# --------------------------------------------------------------------------- out: attributions


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic that a term proposes, and the place in the text where the term stands.

    Attributes:
        term: the term as the gazetteer writes it.
        inside: True where the term stands in the quote, False in the paragraph around it.
    """

    topic: str
    term: str
    span: Span
    inside: bool


@dataclass(slots=True)
class Attribution:
    """Content, cue and speaker tied together: one quote that a text gives to a speaker.

    Nobody changes one; declared frozen, so many fields take three times as long to set.

    Attributes:
        parts: the content, ordered and disjoint; marks stand outside a direct part.
        cue: the words that announce it ("said"); cue_span is None where it only follows on.
        speaker_span: the mention that the text ties to it ("he"), None where there is none.
        speaker_printed: the words of the text for the speaker, None where there are none.
        speaker: whom they mean: an actor's display name, else the fullest name that the
            article prints (nominative, its script), else as printed; None is unknown.
        actor: the slug of the gazetteer's actor; None where unknown or ambiguous.
        candidates: slugs among which an ambiguous mention could not decide.
        via: name of the person, body or news medium that relays it; via_actor its slug.
        said_on: the day at its precision: `2024`, `2024-12` or `2024-12-26`; None is unknown.
        occasion: the words for the occasion ("a news conference in Moscow"), if printed.
        place: the place of the occasion, if printed.
        rule: the name of the rule that made it; confidence is that rule's measured precision.
        nested_in: index (in the result's list) of the attribution whose speaker relays it.
        doubts: slugs of typed doubts that extraction itself has ("unbalanced marks", …).
        side: for whom the speaker spoke, where whoever gave the quote says so; never found by
            extraction.
    """

    parts: tuple[Span, ...]
    form: Form
    cue: str
    cue_span: Span | None
    speaker_span: Span | None
    speaker_printed: str | None
    speaker: str | None
    actor: str | None
    candidates: tuple[str, ...] = ()
    via: str | None = None
    via_actor: str | None = None
    said_on: str | None = None
    said_on_basis: Basis = Basis.UNKNOWN
    occasion: str | None = None
    place: str | None = None
    topics: tuple[TopicMatch, ...] = ()
    rule: str = ""
    confidence: float = 0.0
    nested_in: int | None = None
    doubts: tuple[str, ...] = ()
    side: str | None = None

    @property
    def span(self) -> Span:
        """The hull of the parts."""
        return hull(self.parts)

    def words(self, text: str) -> str:
        """Return the quote's own words: its parts cut out of `text`."""
        return join_parts(text, self.parts)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is not story: labelled and kept, never a statement."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one text.

    Attributes:
        language: `en`, `ru`, `tr`, or None where it is none of these (then nothing is found).
        published_on: the day published: as given, else from a leading `date YYYY-MM-DD` line.
        attributions: in the order of their first part.
        blocks: what is not story, in order.
    """

    language: str | None
    published_on: date | None
    attributions: tuple[Attribution, ...] = ()
    blocks: tuple[Block, ...] = ()
