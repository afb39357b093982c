"""Schemas: the shapes of the API's answers, as its OpenAPI document declares them.

Answers are made by `app.formats.items`; each is checked against its schema before it is sent.
A shape only ever gains keys.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An answer or a part of one; more keys may come."""

    model_config = ConfigDict(extra="allow", defer_build=True)


class Problem(Shape):
    """Why a request could not be answered, as RFC 9457 has it."""

    type: str = Field(
        description="The kind of problem: an address that tells people about it.",
        examples=["/about/api#not-found"],
    )
    title: str = Field(description="The kind of problem, in words.", examples=["Not found"])
    status: int = Field(description="As the answer's own.", examples=[404])
    detail: str = Field(description="What is wrong, for a person.")
    error: str = Field(description="The same as `title`.", examples=["Not found"])
    message: str = Field(description="The same as `detail`.")


class InvalidProblem(Problem):
    """Which fields of a request cannot be used."""

    problems: dict[str, str] = Field(
        description="One message for each field.",
        examples=[{"from": "'soon' is no date: use 2024, 2024-12 or 2024-12-26."}],
    )


class Named(Shape):
    """Something with a page of its own."""

    slug: str
    name: str


Day = Annotated[
    str,
    Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="At its precision: year, month, day."),
]


class Translation(Shape):
    """A wording in another language; never the words of the source."""

    id: int
    language: str
    text: str
    by: str = Field(description="outlet, editor or machine")
    source: str | None = Field(description="Which of them, where somebody said.")


class Note(Shape):
    """What an editor wrote beside a statement; no part of what was said."""

    id: int
    text: str
    at: str


class Quote(Shape):
    """One wording of a statement, at exact places of one article."""

    id: int
    url: str = Field(description="Path of the quote's place in its article's page.")
    article_id: int
    start: int = Field(description="Code points of the article's text before the first part.")
    end: int = Field(description="Code points up to the end of the last part.")
    parts: list[list[int]] = Field(
        min_length=1, description="Ordered, disjoint `[start, end]`; joined by “ … ” they are text."
    )
    text: str
    form: str = Field(description="direct, mixed or indirect")
    language: str
    cue: str = Field(description="The words that announce it; empty where it only follows on.")
    speaker_printed: str | None
    via: str | None = Field(description="The person, body or medium that relays it, as printed.")
    rule: str
    confidence: float | None
    outlet: Named | None
    title: str | None
    published_on: Day | None
    source_url: str | None = Field(description="The original's address, as it was given.")
    archive_url: str | None = Field(description="Where an archive keeps a copy of the article.")
    translations: list[Translation] = Field(
        default=[], description="Oldest first; left out in comparisons."
    )


class Statement(Shape):
    """The thing said; its text, form and language are its leading quote's."""

    id: int
    url: str = Field(description="Path of the statement's page.")
    text: str
    form: str
    actor: Named | None = Field(description="null while nobody knows who is meant.")
    speaker: str | None = Field(description="The actor's name, else as printed; null is unknown.")
    office: str | None = Field(description="What the actor held on that day.")
    side: str | None
    said_on: Day | None = Field(description="null is unknown.")
    said_on_basis: str = Field(description="stated, weekday, published, editor or unknown")
    occasion: str | None
    place: str | None
    language: str
    topics: list[str]
    outlets: int = Field(description="How many distinct original outlets carry it.")
    status: str = Field(description="pending while a doubt about it is open, else reviewed")
    added_at: str
    quotes: list[Quote] = Field(min_length=1)
    notes: list[Note] = Field(default=[], description="Oldest first; left out in comparisons.")


class FacetValue(Shape):
    """A value that would narrow or widen a list."""

    value: str
    label: str
    count: int = Field(description="How many the list holds with this as the facet's only value.")
    selected: bool


class SuggestedName(Named):
    """A speaker whose name is near to words that name nobody."""

    q: str = Field(description="The words to search for instead.")


class StatementList(Shape):
    """A page of statements."""

    items: list[Statement]
    total: int
    next: str | None = Field(description="Give it as `after` for the next page; null at the end.")
    undated_left_out: int = Field(
        description="Statements left out only because a date is asked for."
    )
    did_you_mean: list[SuggestedName] = Field(
        description="Names near to words of `q` that name nobody and are (nearly) never said."
    )
    facets: dict[str, list[FacetValue]] | None = Field(default=None, description="With facets=1.")


class Paragraph(Shape):
    """The words around a wording."""

    quote_id: int
    article_id: int
    start: int = Field(description="Where the paragraph begins in the article's text.")
    paragraph: str


class TopicReason(Shape):
    """A term that gave a statement its topic, and where it stands."""

    topic: str
    term: str
    printed: str
    article_id: int
    quote_id: int
    is_inside: bool


class Doubt(Shape):
    """A doubt that nobody has settled yet."""

    reason: str
    subject: str | None


class Change(Shape):
    """One entry of a history."""

    id: int
    about: str = Field(description="What changed: a statement, one of its quotes, a note …")
    about_id: int
    at: str
    who: str | None = Field(description="null for readers: names are the editors'.")
    action: str
    before: dict[str, Any]
    after: dict[str, Any]
    note: str | None
    can_revert: bool = Field(description="An editor may take it back, unless it changed since.")


Version = Annotated[
    int,
    Field(description="Grows with each change: send it with your own, and nobody else's is lost."),
]


class History(Shape):
    """Who changed what, the last change first."""

    items: list[Change]
    version: Version


class LinkedStatement(Shape):
    """One of two linked statements; all of it is at `statements/ID`."""

    id: int
    url: str
    speaker: str | None
    side: str | None
    said_on: Day | None
    language: str
    text: str


class Link(Shape):
    """What an editor said that two statements on a topic are to each other."""

    id: int
    url: str = Field(description="Path of the link's page, with both side by side.")
    topic: str
    kind: str = Field(
        description="Of one side: repeats, sharpens, softens or reverses (what the later does); "
        "of two sides: agrees or differs."
    )
    note: str
    earlier: LinkedStatement
    later: LinkedStatement
    fault: str | None = Field(description="Why it may not hold any more; null where it does.")
    linked_at: str


class StatementDetail(Statement):
    """A statement with all that is known about it."""

    wordings: list[Paragraph]
    evidence: list[TopicReason]
    doubts: list[Doubt]
    links: list[Link]
    history: list[Change]
    version: Version


class Citation(Shape):
    """A statement as it is cited, in each form; of CSL-JSON one item."""

    quote_id: int | None = Field(
        description="The wording that is cited; null: the leading one, with all sources."
    )
    text: str
    markdown: str
    bibtex: str
    ris: str
    csl: dict[str, Any]


class Citations(Shape):
    """The citations of a statement, and of each wording where there are several."""

    items: list[Citation] = Field(min_length=1)


class FrozenBrief(Shape):
    """A frozen brief of a list."""

    id: int
    url: str = Field(description="Path of its page, at which it stays as it was.")
    title: str | None
    frozen_at: str
    statements: int


class FrozenBriefList(Shape):
    """A page of frozen briefs, the last first."""

    items: list[FrozenBrief]
    total: int
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")
    page: int
    pages: int


class AskedFor(Shape):
    """A part of what a brief was made of, in words."""

    name: str
    value: str


class LeftOut(Shape):
    """A statement that was chosen and could not be shown."""

    id: int
    reason: str


class FrozenStatement(Statement):
    """A statement as it was, with its place in the brief."""

    number: int


class ChangedField(Shape):
    """What changed of a statement, and how it is now, as far as that is short."""

    name: str
    now: str | None


class Since(Shape):
    """What became of a statement since a brief was frozen."""

    id: int
    url: str = Field(description="Where it is now.")
    state: str = Field(description="changed, joined, withdrawn or erased")
    fields: list[ChangedField]
    erased_wordings: int
    reason: str | None


class FrozenBriefDetail(FrozenBrief):
    """A frozen brief: its statements as they were, and what changed since."""

    sha256: str = Field(description="Of what is stored; erasure alone changes it.")
    filters: list[AskedFor]
    total: int = Field(description="How many there would have been without the limit.")
    left_out: list[LeftOut]
    items: list[FrozenStatement]
    changes: list[Since]


class Article(Shape):
    """An article of a list."""

    id: int
    url: str = Field(description="Path of the article's page.")
    title: str | None
    source_url: str | None
    outlet: Named | None
    published_on: Day | None
    language: str
    text_kind: str = Field(description="full, excerpt or digest")
    captured_at: str
    statements: int


class ArticleList(Shape):
    """A page of articles, newest first."""

    items: list[Article]
    total: int
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")
    page: int
    pages: int


class Passage(Shape):
    """A line of an article in which a quote stands."""

    start: int
    end: int
    text: str


class ArticleQuote(Quote):
    """A quote of an article, and the statement that it carries."""

    statement_id: int
    statement_url: str
    actor: Named | None
    speaker: str | None
    side: str | None
    said_on: Day | None
    said_on_basis: str
    topics: list[str]
    status: str


class ArticleDetail(Article):
    """An article with its quotes: what `parts` cut out of `text` is the quote."""

    text: str | None = Field(
        description="The stored text; null where only its quotes may be shown in public."
    )
    text_sha256: str
    archive_url: str | None = Field(description="Where an archive keeps a copy of the page.")
    passages: list[Passage]
    quotes: list[ArticleQuote]
    earlier_id: int | None = Field(description="Of the article with its source's text before.")
    later_id: int | None = Field(description="Of the article with its source's later text.")
    history: list[Change]
    version: Version


class Stored(Shape):
    """What became of an article that was sent."""

    known: bool = Field(description="It was here already; nothing was stored.")
    id: int
    url: str = Field(description="Path of the article's page.")
    quotes: int
    statements: int = Field(description="How many are new.")
    to_review: int = Field(
        description="Statements, and the article itself, that a person should look at; the review "
        "counts doubts, of which each may have several."
    )


class Actor(Shape):
    """An actor of a list."""

    slug: str
    url: str
    name: str
    kind: str = Field(description="person, institution or state")
    side: str | None = Field(description="Fixed, or of a person's latest office.")
    office: str | None = Field(description="A person's latest office.")
    statements: int
    alias: str | None = Field(description="The spelling that `q` matched.")


class ActorList(Shape):
    """A page of actors, from A to Z."""

    items: list[Actor]
    total: int
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")
    page: int
    pages: int


class Alias(Shape):
    """A spelling of an actor's name; a risky one is also a common word, or others' name."""

    id: int
    text: str
    language: str | None
    is_risky: bool = Field(description="Alone it decides nothing.")
    note: str | None


class HeldOffice(Shape):
    """An office that an actor held; an end that is null is open or unknown."""

    id: int = Field(description="Of this holding; who else held the office has another one.")
    title: str
    side: str | None
    since: Day | None
    until: Day | None
    in_post: list[str] = Field(description="Days on which the actor was reported to hold it.")
    certainty: str = Field(description="reported, background or uncertain")
    notes: str | None


class ActorDetail(Actor):
    """An actor with names and offices, the latest first."""

    notes: str | None
    aliases: list[Alias]
    offices: list[HeldOffice]
    version: Version


class Topic(Shape):
    """A topic of the list."""

    slug: str
    url: str
    name: str
    definition: str
    statements: int
    by_side: dict[str, int] = Field(description="`none`: statements whose side is not known.")


class TopicList(Shape):
    """Every topic."""

    items: list[Topic]
    total: int


class Silence(Shape):
    """The days since a side's last word."""

    days: int = Field(description="To the end of the period, or to today.")
    articles: int = Field(description="Published in these days.")


class Position(Shape):
    """What one side said on one topic in the period."""

    side: str
    statements: int
    outlets: int = Field(description="Independent ones: a text printed again counts once.")
    months: dict[str, int] = Field(description="Statements by month; those of a year are in none.")
    latest: Statement | None = Field(description="null: nothing is on record in this period.")
    silence: Silence | None = Field(description="null: nothing is on record, or its day unknown.")


class TopicPositions(Shape):
    """What each side said on one topic."""

    topic: str
    name: str
    url: str = Field(description="Path of the page that sets the two sides side by side.")
    positions: list[Position]


class Comparison(Shape):
    """Topics by sides; each number is the `total` of the statements with the same parameters."""

    sides: list[str]
    items: list[TopicPositions]
    articles: int = Field(description="Published in the period.")
    undated_left_out: int


class Term(Shape):
    """A term that proposes a topic, or (excluded) a false friend of one."""

    text: str
    language: str
    is_weak: bool
    is_excluded: bool


class TopicDetail(Topic):
    """A topic with its terms."""

    terms: list[Term]


class LinkList(Shape):
    """Links, in the order of the days of the later statements."""

    items: list[Link]
    total: int


class LinkDetail(Link):
    """A link with its history."""

    history: list[Change]
    version: Version


class ChangedTerms(Shape):
    """What only one of two statements has."""

    what: str = Field(description="term of the topic, number, name, or negation")
    earlier: list[str]
    later: list[str]


class Candidate(Shape):
    """Two statements that an editor may want to link; the program links nothing."""

    earlier: LinkedStatement
    later: LinkedStatement
    score: float = Field(description="How alike they are, from 0 to 1.")
    shared: list[str]
    changed: list[ChangedTerms]


class CandidateList(Shape):
    """The candidates among a page of a side's statements, the newest of these first."""

    items: list[Candidate]
    statements: int = Field(description="Of the side on the topic: they are the pages.")
    page: int
    pages: int
    per: int = Field(description="Statements looked at on each page.")


class Index(Shape):
    """What this API has."""

    name: str
    version: str
    links: dict[str, str]


class Withdrawn(Shape):
    """A statement that is off the record; its address answers 410 with the reason."""

    id: int
    url: str
    reason: str
