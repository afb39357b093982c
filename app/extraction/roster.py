"""Roster: the persons whom an article names, with what it says of them."""

from dataclasses import dataclass, field
from datetime import date

from app.extraction.names import Name, NameReader, first_names_agree, printed_name
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.types import Kind
from app.extraction.world import COUNTRY, World, name_words

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
    named: bool = True
    several: bool = False


@dataclass(slots=True)
class Roster:
    """The persons of an article.

    Attributes:
        by_last: persons by their last name; by_first by the first of several.
    """

    reader: NameReader
    profile: LanguageProfile
    world: World
    day: date | None
    figures: list[Figure] = field(default_factory=list)
    by_last: dict[str, list[Figure]] = field(default_factory=dict)
    by_first: dict[str, list[Figure]] = field(default_factory=dict)

    def read(self, sentences: list[Sentence]) -> None:
        """Enter every name of the article: full names first, so that last names find them."""
        found = [(sentence, name) for sentence in sentences for name in self.reader.names(sentence)]
        found.sort(key=lambda item: item[1].end - item[1].first < 2)
        for sentence, name in found:
            self.enter(sentence, name)
        for figure in self.figures:
            figure.places.sort()
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
                if len(figure.words) == 1 or first_names_agree(words[0], figure.words[0])
            ]
        return known[0] if len(known) == 1 else None

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
        figure.places.append(units[0].start)
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
                or (first_names_agree(words[0], figure.words[0]))
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
        for word in self.world.country_words([w.removesuffix("'s") for w in title]):
            if word.startswith(COUNTRY):
                figure.countries.add(word[len(COUNTRY) :])
            else:
                figure.titles.add(word)
            gender = self.profile.honorifics.get(word)
            if gender and figure.gender is None:
                figure.gender = gender

    def office_words(self, figure: Figure) -> set[str]:
        """Return the words of the titles of a person's offices, as the gazetteer has them."""
        return {
            word for slug in figure.actors for word in self.world.title_words.get(slug, frozenset())
        }
