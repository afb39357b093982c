"""Roster: the persons whom an article names, with what it says of them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.extraction.names import Name, NameReader, first_names_agree, printed_name
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.types import Kind
from app.extraction.world import COUNTRY, World, is_held, name_words

# No article has more; the work on one of endless names stays bounded.
MOST_FIGURES = 300


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody in the article: a person, a body, or a group as printed.

    Attributes:
        name: the fullest name that the article prints.
        words: the folded words of it.
        titles: folded words that were said of it ("minister", "consul"), `countries` slugs.
        gender: m, f, or None where it is unknown.
        actors: slugs of the gazetteer's actors that it may be.
        places: where it is mentioned, in order.
        past: those of the titles that were only told behind "former".
        owners: those of the titles that are of whoever has the person for an aide: «советник
            президента» is no president.
        several: two or more persons together, "Ada Moor and Bo Lind".
    """

    name: str
    kind: Kind
    words: tuple[str, ...]
    titles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: str | None = None
    actors: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    past: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    named: bool = True
    several: bool = False

    def note(self, place: int) -> None:
        """Note that it is mentioned at a place."""
        at = bisect_left(self.places, place)
        if self.places[at : at + 1] != [place]:
            self.places.insert(at, place)

    def last_before(self, place: int) -> int:
        """Return where it is mentioned last before a place, -1 for nowhere."""
        at = bisect_left(self.places, place)
        return self.places[at - 1] if at else -1

    def is_between(self, begin: int, end: int) -> bool:
        """Say whether it is mentioned from one place up to, not including, another."""
        return self.last_before(end) >= begin


@dataclass(slots=True)
class Roster:
    """The persons of an article.

    Attributes:
        by_last: persons by their last name; by_first by the first of several.
        held: by actor, the words of the titles that it holds on the article's day, once asked for.
        aided: by actor, the words of the titles of its offices: its own, and those of its owners.
    """

    reader: NameReader
    profile: LanguageProfile
    world: World
    day: date | None
    figures: list[Figure] = field(default_factory=list)
    by_last: dict[str, list[Figure]] = field(default_factory=dict)
    by_first: dict[str, list[Figure]] = field(default_factory=dict)
    held: dict[str, set[str]] | None = None
    aided: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)

    def read(self, sentences: list[Sentence]) -> None:
        """Enter every name of the article: full names first, so that last names find them."""
        found = [(sentence, name) for sentence in sentences for name in self.reader.names(sentence)]
        found.sort(key=lambda item: item[1].end - item[1].first < 2)
        for sentence, name in found:
            self.enter(sentence, name)
        for figure in self.figures:
            if len(figure.words) > 1:
                self.by_first.setdefault(figure.words[0], []).append(figure)
        for sentence, name in found:
            if set(name.title) & self.profile.counterparts:
                self.share_titles(sentence, name, found)

    def share_titles(
        self, sentence: Sentence, name: Name, found: list[tuple[Sentence, Name]]
    ) -> None:
        """Give "her counterpart Bo Lind" the title of whoever he is the counterpart of."""
        figure = self.known(sentence, name)
        near = [other for home, other in found if home is sentence and other is not name]
        # The nearest name before it, or else the first one behind it.
        owners = sorted(
            near,
            key=lambda other: (other.first > name.first, abs(other.first - name.first)),
        )
        known = [self.known(sentence, other) for other in owners]
        owner = next((one for one in known if one is not None and one is not figure), None)
        if owner is not None and figure is not None:
            self.share(figure, owner)

    def share(self, figure: Figure, owner: Figure) -> None:
        """Give a person the titles of a counterpart."""
        figure.titles |= owner.titles | self.office_words(owner)

    def known(self, sentence: Sentence, name: Name) -> Figure | None:
        """Return the one person of a name, None where the article has several or none."""
        words = name_words(printed_name(sentence.units[name.first : name.end]))
        known = self.by_last.get(words[-1], []) if words else []
        if len(words) > 1:
            known = [
                figure
                for figure in known
                if len(figure.words) == 1 or self.same_first_name(words[0], figure.words[0])
            ]
        return known[0] if len(known) == 1 else None

    def same_first_name(self, one: str, other: str) -> bool:
        """Say whether two first names may be one person's: "Sergei", "Sergey", not "Sergia"."""
        genders = {self.profile.first_names.get(name) for name in (one, other)} - {None}
        return first_names_agree(one, other) and genders != {"m", "f"}

    def titled(self, known: list[Figure], name: Name) -> Figure | None:
        """Return which of several of one last name the title before it tells: "Mrs Vann"."""
        genders = {self.profile.honorifics[low] for low in name.title
                   if low in self.profile.honorifics}  # fmt: skip
        titles = set(name.title) - self.profile.honorifics.keys()
        fit = [
            figure
            for figure in known
            if (not genders or figure.gender in genders) and titles <= figure.titles
        ]
        return fit[0] if len(fit) == 1 and name.title else None

    def is_after_place_word(self, sentence: Sentence, name: Name) -> bool:
        """Say whether a new name is a place's: "told reporters in Port Karo"."""
        if not name.first or sentence.lows[name.first - 1] not in self.profile.place_words:
            return False
        # "in Ada Moor's view" owns something.
        follows = sentence.lows[name.end] if name.end < len(sentence.lows) else ""
        return follows not in {"'s", "’s", "'", "’"} and self.known(sentence, name) is None

    def enter(self, sentence: Sentence, name: Name) -> Figure | None:
        """Enter a name; None where it is a country, a place, or a body's."""
        units = sentence.units[name.first : name.end]
        printed = printed_name(units)
        words = name_words(printed)
        if not words or not self.profile.body_nouns.isdisjoint(words):
            return None
        titled = any(
            word in self.profile.person_nouns or word in self.profile.honorifics
            for word in name.title
        )
        if self.world.body(printed) is not None or words in self.world.countries:
            return None
        if (words in self.world.places or self.world.is_outlet(printed)) and not titled:
            return None
        if all(unit.text.isupper() and len(unit.text) > 1 for unit in units if unit.is_word) and (
            not titled
        ):
            return None
        last = units[-1].text
        if last.isupper() and len(last) > 1 and last.isalpha() and not titled:
            # "the Kurdish YPG": a body's letters, no person's last name.
            return None
        if not name.title and self.is_body_name(sentence, name):
            return None
        if not titled and self.is_after_place_word(sentence, name):
            return None
        figure = self.person(printed, words, titled)
        if figure is None:
            return None
        figure.note(units[0].start)
        self.describe(figure, name.title)
        for title in (
            self.reader.suffix(sentence, name.end),
            self.reader.prefix(sentence, name.first, name.end),
        ):
            if title:
                self.describe(figure, title)
        if len(words) > len(figure.words):
            figure.name, figure.words = printed, words
        return figure

    def is_body_name(self, sentence: Sentence, name: Name) -> bool:
        """Say whether a name is a body's: "the Delmar Gazette", "the Council of River States"."""
        profile, lows, at = self.profile, sentence.lows, name.first - 1
        if at < 0:
            return False
        of = at > 0 and lows[at] in profile.charge_words and lows[at - 1] in profile.body_nouns
        return lows[at] in profile.articles or (of and sentence.units[at - 1].capital)

    def person(self, printed: str, words: tuple[str, ...], titled: bool) -> Figure | None:
        """Return the person of a name, entered anew where the article had none."""
        actors = self.world.person(printed, titled)
        known = self.by_last.get(words[-1], [])
        if len(words) == 1:
            if len(known) == 1:
                return known[0]
            if known:
                return None
            if not titled and not actors:
                return None
        for figure in known:
            same_actor = bool(actors & figure.actors)
            if (
                len(words) == 1
                or len(figure.words) == 1
                or same_actor
                or self.same_first_name(words[0], figure.words[0])
            ):
                figure.actors |= actors if not figure.actors else set()
                return figure
        if len(self.figures) >= MOST_FIGURES:
            return None
        figure = Figure(printed, Kind.PERSON, words, actors=set(actors))
        if len(words) > 1:
            figure.gender = self.profile.first_names.get(words[0])
        if len(actors) == 1:
            figure.gender = self.world.actors[next(iter(actors))].gender
        self.figures.append(figure)
        self.by_last.setdefault(words[-1], []).append(figure)
        return figure

    def describe(self, figure: Figure, title: tuple[str, ...]) -> None:
        """Add what a title says of a person: its words, country and gender."""
        theirs = self.owners_in(title)
        figure.owners |= theirs - (figure.titles - figure.owners)
        figure.owners -= set(title) - theirs
        for word in self.world.country_words([w.removesuffix("'s") for w in title]):
            if word.startswith(COUNTRY):
                figure.countries.add(word[len(COUNTRY) :])
            else:
                figure.titles.add(word)
            gender = self.profile.honorifics.get(word)
            if gender and figure.gender is None:
                figure.gender = gender

    def owners(self, figure: Figure) -> set[str]:
        """Return the words for those whose aide a person is, by the article or the gazetteer."""
        if not (figure.owners or figure.actors):
            return set()
        own, theirs = figure.titles - figure.owners, set(figure.owners)
        for slug in figure.actors:
            if slug not in self.aided:
                titles = [
                    self.words_of_title(title)
                    for office in self.world.actors[slug].offices
                    for title in office.titles.get(self.profile.language, ())
                ]
                owners = [self.owners_in(title) for title in titles]
                self.aided[slug] = (
                    {word for title, of in zip(titles, owners, strict=True) for word in title
                     if word not in of},
                    {word for of in owners for word in of},
                )  # fmt: skip
            own |= self.aided[slug][0]
            theirs |= self.aided[slug][1]
        return theirs - own

    def words_of_title(self, title: str) -> tuple[str, ...]:
        """Return the words of a title of the gazetteer, as the register compares them."""
        return name_words(title)

    def owners_in(self, title: Sequence[str]) -> set[str]:
        """Return the nouns in a title for whoever has its holder for an aide."""
        return set()

    def office_words(self, figure: Figure) -> set[str]:
        """Return the words of the titles that a person holds on the article's day.

        A former chief of staff is not meant by "chief of staff" once he is a minister, or there is
        another; of whoever holds nothing, an office that nobody took over may still be told.
        """
        if self.held is None:
            self.held = {}
            now = [(actor.slug, office.slug) for actor, office, _ in self.world.offices
                   if is_held(office, self.day)]  # fmt: skip
            busy, taken = {actor for actor, _ in now}, {office for _, office in now}
            for actor, office, titles in self.world.offices:
                free = actor.slug not in busy and office.slug not in taken
                if free or is_held(office, self.day):
                    self.held.setdefault(actor.slug, set()).update(*titles)
        return {word for slug in figure.actors for word in self.held.get(slug, ())}
