"""Seeds: read the reference data of `seeds/` (actors, offices, topics, outlets, events, places).

Every fault of the data is an `Invalid` whose field is the file and whose message names the entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.config import data_folder
from app.days import Period
from app.errors import Invalid
from app.readers.entries import Entry, read_entries

# The words of `app.models.base`, which would bring the database library along; a test compares.
SIDES = ("ru", "tr", "sy", "sy_old", "sdf", "us", "un", "ir", "other")
CERTAINTIES = ("reported", "background", "uncertain")
KINDS = ("person", "institution", "state")
# Languages that are read for statements; aliases may be in any.
LANGUAGES = ("en", "ru", "tr")

Wordings = Mapping[str, tuple[str, ...]]
"""Words by language."""


@dataclass(frozen=True, slots=True)
class SeedAlias:
    """A spelling of an actor's name; risky where it is also a common word or others' name."""

    text: str
    language: str
    note: str | None = None
    risky: bool = False


@dataclass(frozen=True, slots=True)
class SeedTenure:
    """An office held, from `since` to `until` as known: `2015`, `2015-08` or `2015-08-10`.

    None is open or unknown; `in_post` are days (as known) on which the actor held it.
    """

    office: str
    since: str | None = None
    until: str | None = None
    in_post: tuple[str, ...] = ()
    certainty: str = "reported"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SeedActor:
    """A person (whose side comes from the offices held), an institution or a state."""

    slug: str
    name: str
    kind: str
    gender: str | None
    side: str | None
    aliases: tuple[SeedAlias, ...]
    adjectives: Wordings
    tenures: tuple[SeedTenure, ...]


@dataclass(frozen=True, slots=True)
class SeedOffice:
    """A post; `body` and `countries` are slugs of actors, `phrases` name its holder."""

    slug: str
    title: str
    side: str
    body: str | None
    countries: tuple[str, ...]
    phrases: Wordings


@dataclass(frozen=True, slots=True)
class SeedTerm:
    """A term of a topic; see `app.extraction.types.Term`."""

    text: str
    language: str
    weak: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class SeedTopic:
    """A topic; `position` counts from 1 in the order of the file."""

    slug: str
    name: str
    definition: str
    position: int
    terms: tuple[SeedTerm, ...]


@dataclass(frozen=True, slots=True)
class SeedOutlet:
    """Where articles come from."""

    slug: str
    name: str
    domain: str | None
    country: str | None
    languages: tuple[str, ...]
    kind: str
    notes: str | None
    certainty: str
    aliases: tuple[str, ...]
    republisher: bool


@dataclass(frozen=True, slots=True)
class SeedEvent:
    """Something that happened on `day` (as known), or from then until `until`."""

    slug: str
    day: str
    until: str | None
    title: str
    certainty: str
    note: str | None

    @property
    def printed(self) -> str:
        """The day, or both ends, as known."""
        return self.day if self.until is None else f"{self.day}/{self.until}"

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that it can mean."""
        return Period.parse(self.day).first, Period.parse(self.until or self.day).last


@dataclass(frozen=True, slots=True)
class Seeds:
    """All reference data, in the order of the files; references between them are checked."""

    topics: tuple[SeedTopic, ...]
    offices: tuple[SeedOffice, ...]
    actors: tuple[SeedActor, ...]
    outlets: tuple[SeedOutlet, ...]
    events: tuple[SeedEvent, ...]
    places: tuple[Wordings, ...]


@cache
def read_places() -> tuple[Wordings, ...]:
    """Return the places that come with the program, by language; they are read once."""
    return tuple(map(_place, read_entries(data_folder("seeds"), "places", "place")))


def read_seeds(folder: Path | None = None) -> Seeds:
    """Read the files of `folder` (by default the seeds that come with the program).

    Raises:
        Invalid: a file is missing or not TOML, or an entry is not what it should be.
    """
    folder = folder or data_folder("seeds")
    seeds = Seeds(
        topics=tuple(
            _topic(entry, position)
            for position, entry in enumerate(read_entries(folder, "topics", "topic"), 1)
        ),
        offices=tuple(map(_office, read_entries(folder, "offices", "office"))),
        actors=tuple(map(_actor, read_entries(folder, "actors", "actor"))),
        outlets=tuple(map(_outlet, read_entries(folder, "outlets", "outlet"))),
        events=tuple(map(_event, read_entries(folder, "events", "event"))),
        places=tuple(_place(entry) for entry in read_entries(folder, "places", "place")),
    )
    _check_references(seeds)
    return seeds


def _topic(entry: Entry, position: int) -> SeedTopic:
    terms: list[SeedTerm] = []
    for language in LANGUAGES:
        words = entry.inner(language)
        terms += [SeedTerm(text, language) for text in words.texts("terms")]
        terms += [SeedTerm(text, language, weak=True) for text in words.texts("weak")]
        terms += [SeedTerm(text, language, excluded=True) for text in words.texts("not")]
        words.done()
    topic = SeedTopic(
        slug=entry.text("slug"),
        name=entry.text("name"),
        definition=entry.text("definition"),
        position=position,
        terms=tuple(terms),
    )
    entry.done()
    return topic


def _office(entry: Entry) -> SeedOffice:
    office = SeedOffice(
        slug=entry.text("slug"),
        title=entry.text("title"),
        side=entry.one_of("side", SIDES),
        body=entry.text_or_none("body"),
        countries=entry.texts("countries"),
        phrases=entry.wordings(LANGUAGES),
    )
    entry.done()
    return office


def _actor(entry: Entry) -> SeedActor:
    kind = entry.one_of("kind", KINDS)
    is_person = kind == "person"
    adjectives = entry.inner("adjectives")
    actor = SeedActor(
        slug=entry.text("slug"),
        name=entry.text("name"),
        kind=kind,
        gender=entry.one_of("gender", ("m", "f")) if is_person else None,
        side=None if is_person else entry.one_of("side", SIDES),
        aliases=_aliases(entry.inner("aliases")),
        adjectives=adjectives.wordings(LANGUAGES),
        tenures=tuple(_tenure(tenure) for tenure in entry.inners("tenure")),
    )
    adjectives.done()
    entry.done()
    if is_person and not actor.tenures:
        raise entry.wrong("a person holds at least one office")
    if not is_person and actor.tenures:
        raise entry.wrong("only persons hold offices")
    return actor


def _aliases(entry: Entry) -> tuple[SeedAlias, ...]:
    aliases: list[SeedAlias] = []
    for language, values in entry.fields.items():
        if not isinstance(values, list):
            raise entry.wrong(f"`{language}` should be a list")
        for number, value in enumerate(values, 1):
            fields = {"text": value} if isinstance(value, str) else value
            if not isinstance(fields, dict):
                raise entry.wrong(f"`{language}` {number} should be a text or a table")
            alias = Entry(entry.file, f"{entry.label}, {language} {number}", fields)
            aliases.append(
                SeedAlias(
                    text=alias.text("text"),
                    language=language,
                    note=alias.text_or_none("note"),
                    risky=alias.flag("risky"),
                )
            )
            alias.done()
    texts = [alias.text for alias in aliases]
    for text in texts:
        if texts.count(text) > 1:
            raise entry.wrong(f"“{text}” stands twice")
    return tuple(aliases)


def _tenure(entry: Entry) -> SeedTenure:
    tenure = SeedTenure(
        office=entry.text("office"),
        since=entry.day("since"),
        until=entry.day("until"),
        in_post=entry.days("in_post"),
        certainty=entry.one_of("certainty", CERTAINTIES, "reported"),
        note=entry.text_or_none("note"),
    )
    entry.done()
    since, until = (each and Period.parse(each) for each in (tenure.since, tenure.until))
    if since and until and since.first > until.last:
        raise entry.wrong(f"it ends ({tenure.until}) before it begins ({tenure.since})")
    return tenure


def _outlet(entry: Entry) -> SeedOutlet:
    outlet = SeedOutlet(
        slug=entry.text("slug"),
        name=entry.text("name"),
        domain=entry.text_or_none("domain"),
        country=entry.text_or_none("country"),
        languages=entry.texts("languages"),
        kind=entry.text("kind"),
        notes=entry.text_or_none("notes"),
        certainty=entry.one_of("certainty", CERTAINTIES, "background"),
        aliases=entry.texts("aliases"),
        republisher=entry.flag("republisher"),
    )
    entry.done()
    return outlet


def _event(entry: Entry) -> SeedEvent:
    day = entry.day("date")
    if day is None:
        raise entry.wrong("`date` is missing")
    event = SeedEvent(
        slug=entry.text("slug"),
        day=day,
        until=entry.day("until"),
        title=entry.text("title"),
        certainty=entry.one_of("certainty", CERTAINTIES, "reported"),
        note=entry.text_or_none("note"),
    )
    entry.done()
    if event.days[0] > event.days[1]:
        raise entry.wrong("it ends before it begins")
    return event


def _place(entry: Entry) -> Wordings:
    names = entry.wordings(LANGUAGES)
    entry.done()
    return names


def _check_references(seeds: Seeds) -> None:
    """Refuse slugs that lead nowhere."""
    actors = {actor.slug: actor for actor in seeds.actors}
    offices = {office.slug for office in seeds.offices}
    for office in seeds.offices:
        for slug in (*office.countries, *([office.body] if office.body else [])):
            if slug not in actors or actors[slug].kind == "person":
                raise Invalid(
                    {"offices.toml": f"office “{office.slug}”: “{slug}” is no institution or state"}
                )
    for actor in seeds.actors:
        for tenure in actor.tenures:
            if tenure.office not in offices:
                raise Invalid(
                    {"actors.toml": f"actor “{actor.slug}”: there is no office “{tenure.office}”"}
                )
