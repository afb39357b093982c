"""Final register: whom a phrase means where titles stand without article and often without name."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.extraction.final_lands import lands_in
from app.extraction.final_titles import owners_in, tells_same
from app.extraction.names import Name, phrase_text
from app.extraction.phrases import Mention, head_of, mention_of
from app.extraction.register import MOST_FIGURES, Figure, Register
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind
from app.extraction.types import Kind, KnownActor
from app.extraction.world import COUNTRY, name_words

# "Zemirya Dışişleri Bakanı Dorian Vesk": so many characters from the state to the name, at most.
TITLE_REACH = 90


def hardened(printed: str) -> str:
    """Return a noun whose last consonant softened before an ending as it is alone: "Bakanlık"."""
    return f"{printed[:-1]}k" if printed.endswith("ğ") else printed


@dataclass(slots=True)
class FinalRegister(Register):
    """A register that knows two names joined, sources, "bir diplomat", and the home state.

    Attributes:
        plain: the words that the article writes in small letters.
        guests: ids of the figures of whom the article says that they came from elsewhere.
        unnamed: by the noun alone, somebody whom the article does not name ("bir diplomat").
        lands: (place, state) of the offices, bodies and known holders that the article names, in
            order: a slug, or a word as printed where the gazetteer does not know the state.
    """

    unnamed: dict[str, Figure] = field(default_factory=dict)
    lands: list[tuple[int, str]] = field(default_factory=list)
    plain: frozenset[str] = frozenset()
    guests: set[int] = field(default_factory=set)

    def phrase(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return whom a noun phrase means.

        Two names joined are nobody's alone; sources speak for their body; "bir diplomat" is as
        printed, and "Diplomat" further on is the same; a title without a state is the home
        state's, where the article tells of nobody else with that title.
        """
        grammar = self.profile.grammar
        units, lows = sentence.units, sentence.lows
        inside = range(mention.first, mention.end)
        head = head_of(sentence, mention, self.profile)
        aged = mention.first > 0 and lows[mention.first - 1] in grammar.ages
        if aged and not any(units[at].capital for at in inside):
            # "52 yaşındaki kadın" is the one person named before, if there is only one.
            only = self.only_person(mention.span.start)
            if only is not None:
                return only
        printed = phrase_text(units[mention.first : mention.end])
        if self.two_names(sentence, mention):
            return self.group(printed)
        if lows[head] in grammar.sources:
            return self.source(sentence, mention, head, printed)
        if any(lows[at] in grammar.articles for at in inside):
            figure = self.group(printed)
            self.unnamed[lows[head]] = figure
            return figure
        if mention.end - mention.first == 1 and lows[head] in self.unnamed:
            return self.unnamed[lows[head]]
        former = grammar.former.intersection(lows[at] for at in inside)
        if former and not any(units[at].capital and at > mention.first for at in inside):
            # "Eski bakan" is no holder of the office, unless the article told of him so.
            titles = {lows[at] for at in inside if self.is_title(lows[at])}
            fit = [f for f in self.fitting(titles, set()) if former & f.titles]
            return fit[0] if len(fit) == 1 else self.group(printed)
        body = self.body_known(sentence, mention, head, printed)
        if body is not None:
            return body
        guest = self.visitor(sentence, mention, head, printed)
        if guest is not None:
            return guest
        guest = self.from_abroad(sentence, mention, head, printed)
        if guest is not None:
            return guest
        meant = self.at_home(sentence, mention, head) or super(FinalRegister, self).phrase(
            sentence, mention
        )
        if meant is None or not meant.named or meant.kind is not Kind.PERSON:
            return meant
        known = meant.titles | self.office_words(meant)
        same = tells_same(sentence, mention, head, known, self.profile, self.world)
        if (grammar.former & meant.titles or not same) and not self.named_in(sentence, mention):
            # "Eski bakan Lind" is no more "Bakan".
            return self.group(printed)
        return meant

    def two_names(self, sentence: Sentence, mention: Mention) -> bool:
        """Say whether a phrase joins two persons: "Lind ve Mur"."""
        joiners = self.profile.grammar.joiners
        places = [at for at in range(mention.first, mention.end) if sentence.lows[at] in joiners]
        if not places:
            return False
        names = [
            name for name in self.reader.names(sentence)
            if mention.first <= name.first and name.end <= mention.end
        ]  # fmt: skip
        for at in places:
            left = [name for name in names if name.end <= at]
            right = [name for name in names if name.first > at]
            if left and right:
                figure = self.known(sentence, left[-1])
                # "Basın ve Halkla İlişkiler Müşaviri Bo Lind" is one person with a long title.
                known = figure is not None and bool(figure.actors or left[-1].title)
                return known or (right[0].first == at + 1 and not right[0].title)
        return False

    def named_in(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return the person whose name a phrase holds; an owner's is not it ("Lind'in elçisi")."""
        first = mention.first
        for at in range(mention.first, mention.end - 1):
            if sentence.units[at].kind is UnitKind.SUFFIX:
                first = at + 1
        if first > mention.first:
            mention = mention_of(sentence, first, mention.end)
        return super(FinalRegister, self).named_in(sentence, mention) or self.cut_name(
            sentence, mention
        )

    def read(self, sentences: list[Sentence]) -> None:
        """Enter every name of the article."""
        self.plain = frozenset(
            unit.low
            for sentence in sentences
            for unit in sentence.units
            if unit.is_word and not unit.capital
        )
        super(FinalRegister, self).read(sentences)
        self.lands = [
            land
            for sentence in sentences
            for land in lands_in(sentence, self.profile, self.world, self.plain)
        ]
        for figure in self.figures:
            held = {
                country
                for slug in figure.actors
                for office in self.world.actors[slug].offices
                for country in office.countries
            }
            if len(held) == 1:
                self.lands += [(place, next(iter(held))) for place in figure.places]
        self.lands.sort()

    def enter(self, sentence: Sentence, name: Name) -> Figure | None:
        """Enter a name; of several actors of one name only those with its title stay.

        A word that opens the sentence, and stands in small letters elsewhere, is no first name.
        """
        if name.first == 0 and name.end - name.first > 1 and sentence.lows[0] in self.plain:
            name = Name(1, name.end, name.title)
        figure = super(FinalRegister, self).enter(sentence, name)
        if figure is not None and self.came(sentence, name):
            self.guests.add(id(figure))
        before = name.first - len(name.title) - 1
        if figure is not None and name.title and before >= 0 and (
            # "Eski Darphane" is a body's name.
            sentence.lows[before + 1] not in self.profile.body_nouns
        ):  # fmt: skip
            figure.titles |= self.profile.grammar.former & {sentence.lows[before]}
        if figure is not None and len(figure.actors) > 1:
            known = self.profile.person_nouns
            titles = {word for word in name.title if word in known}
            fit = {
                slug
                for slug in figure.actors
                if titles and titles <= self.world.title_words.get(slug, frozenset())
            }
            figure.actors = fit or figure.actors
        return figure

    def cut_name(self, sentence: Sentence, mention: Mention) -> Figure | None:
        """Return the person whose name ends a phrase, though more capitals follow.

        "Bakan Lind Sarn'daki ..." reads like one name; only who is known otherwise is meant.
        """
        titles = self.profile.called
        first = mention.end
        while first > mention.first and sentence.units[first - 1].capital and (
            sentence.lows[first - 1] not in titles
        ):  # fmt: skip
            first -= 1
        if first == mention.end or mention.end >= len(sentence.units) or (
            not sentence.units[mention.end].capital
        ):  # fmt: skip
            return None
        words = name_words(phrase_text(sentence.units[first : mention.end]))
        known = [
            figure
            for figure in self.by_last.get(words[-1], [])
            if figure.words[-len(words) :] == words
        ]
        return known[0] if len(known) == 1 and len(known[0].words) <= len(words) + 1 else None

    def owners_in(self, title: Sequence[str]) -> set[str]:
        """Return the nouns in a title for whoever has its holder for an aide."""
        return owners_in(title, self.profile)

    def source(
        self, sentence: Sentence, mention: Mention, head: int, printed: str
    ) -> Figure | None:
        """Return the body for which sources speak, "kaynaklar" alone for the last ones."""
        body = self.body_here(printed, mention)
        figure: Figure | None = None
        if body is not None:
            figure = self.body_figure(body.name, body.slug, mention.span.start)
            figure.titles |= set(name_words(printed))
        elif head > mention.first and sentence.lows[head - 1] in self.profile.body_nouns:
            figure = self.phrase(sentence, mention_of(sentence, mention.first, head))
        elif head == mention.first:
            figure = self.unnamed.get("")
        figure = figure or self.group(printed)
        self.unnamed[""] = figure
        return figure

    def body_known(
        self, sentence: Sentence, mention: Mention, head: int, printed: str
    ) -> Figure | None:
        """Return the body of a phrase: by its name, or "Bakanlık" for the one named last."""
        low = sentence.lows[head]
        if low not in self.profile.body_nouns:
            return None
        if mention.end - mention.first == 1:
            wide = self.profile.broad_heads.get(low, frozenset()) | {low}
            for figure in list(self.bodies.values())[::-1]:
                if figure.titles & wide:
                    return figure
        body = self.body_here(printed, mention)
        if body is None:
            abroad = self.named_abroad(printed, mention)
            if abroad is not None:
                return abroad
            if mention.end - mention.first == 1:
                return self.group(hardened(printed))
        figure = self.body_figure(
            body.name if body is not None else hardened(printed),
            body.slug if body is not None else None,
            mention.span.start,
        )
        figure.titles |= set(name_words(printed))
        return figure

    def body_figure(self, name: str, slug: str | None, place: int) -> Figure:
        """Return the body of a name; "MSB" is a ministry by its others, and may be "Bakanlık"."""
        figure = super(FinalRegister, self).body_figure(name, slug, place)
        if slug is not None:
            names = self.world.actors[slug].names
            figure.titles |= {word for other in names for word in name_words(other)}
        return figure

    def land_at(self, place: int, reach: int | None = None) -> str | None:
        """Return the state of which the article told last before a place, within some reach."""
        before = bisect_left(self.lands, (place, ""))
        if not before or (reach is not None and place - self.lands[before - 1][0] > reach):
            return None
        return self.lands[before - 1][1]

    def body_here(self, printed: str, mention: Mention) -> KnownActor | None:
        """Return the known body of a name; without a state it is none where another one is told of.

        "Savunma Bakanlığı" behind another state's minister may be that state's as well.
        """
        body = self.world.body(printed)
        folded = name_words(printed)
        if body is None or self.profile.grammar.state_nouns.isdisjoint(folded) or any(
            word.startswith(COUNTRY) for word in self.world.country_words(folded)
        ):  # fmt: skip
            return body
        land = self.land_at(mention.span.start)
        state = self.world.actors.get(land or "")
        return body if land is None or (state is not None and state.side == body.side) else None

    def named_abroad(self, printed: str, mention: Mention) -> Figure | None:
        """Return the body that the article named with the state of which it told last."""
        land, wanted = self.land_at(mention.span.start), set(name_words(printed))
        if land is None or self.profile.grammar.state_nouns.isdisjoint(wanted):
            return None
        for figure in list(self.bodies.values())[::-1]:
            own = set(self.world.country_words(figure.words))
            if wanted < set(figure.words) and own & {land, COUNTRY + land}:
                return figure
        return None

    def from_abroad(
        self, sentence: Sentence, mention: Mention, head: int, printed: str
    ) -> Figure | None:
        """Return whom an office with a state's adjective means that the gazetteer does not know.

        "Zemiryalı Bakan" is the one minister whose office was printed with "Zemirya"; where the
        article has none, it is as printed.
        """
        low, profile = sentence.lows[mention.first], self.profile
        unit = sentence.units[mention.first]
        if not (mention.first < head == mention.end - 1 and unit.capital and (
            profile.grammar.origin_ends.search(low)
        )) or sentence.lows[head] not in profile.person_nouns:  # fmt: skip
            return None
        if low in profile.speaking_nouns or low in profile.titles or (
            (low,) in self.world.countries
        ):  # fmt: skip
            return None
        titles = {at for at in sentence.lows[mention.first + 1 : mention.end] if self.is_title(at)}
        fit = [
            figure
            for figure in self.figures
            if self.fits(figure, titles, set())
            and any(self.land_at(at, TITLE_REACH) == low[:-2] for at in figure.places)
        ]
        return fit[0] if len(fit) == 1 else self.group(printed)

    def visitor(
        self, sentence: Sentence, mention: Mention, head: int, printed: str
    ) -> Figure | None:
        """Return whom "konuk Bakan" means: of several holders of the title the one who came.

        Where the article does not tell who that is, nobody is meant by name.
        """
        grammar = self.profile.grammar
        lows = [sentence.lows[at] for at in range(mention.first, mention.end)]
        told = {*sentence.lows[max(0, mention.first - 1) : mention.first], *lows}
        came = not grammar.visiting.isdisjoint(told)
        if not (came or not grammar.hosting.isdisjoint(told)) or head != mention.end - 1:
            return None
        titles = {low for low in lows if self.is_title(low)}
        if not titles or sentence.lows[head] not in self.profile.person_nouns:
            return None
        fit = [
            figure
            for figure in self.figures
            if self.fits(figure, titles, set()) and figure.places[0] < mention.span.start
        ]
        if len(fit) > 1:
            fit = [figure for figure in fit if (id(figure) in self.guests) is came]
        return fit[0] if len(fit) == 1 else self.group(printed)

    def came(self, sentence: Sentence, name: Name) -> bool:
        """Say whether a name with its title stands behind "Karsk'a gelen", "Karsk'ta bulunan"."""
        grammar, lows = self.profile.grammar, sentence.lows
        at = name.first - 1
        while at > 0 and lows[at] not in grammar.arriving and (
            sentence.units[at].capital
            or sentence.units[at].kind is UnitKind.SUFFIX
            or lows[at] in self.profile.titles
            or lows[at] in self.profile.speaking_nouns
        ):  # fmt: skip
            at -= 1
        return at > 1 and lows[at] in grammar.arriving and (
            sentence.units[at - 1].kind is UnitKind.SUFFIX
        )  # fmt: skip

    def at_home(self, sentence: Sentence, mention: Mention, head: int) -> Figure | None:
        """Return the holder of an office of the home state that a bare title names."""
        grammar, profile = self.profile.grammar, self.profile
        lows = [unit.low for unit in sentence.units[mention.first : head + 1] if unit.is_word]
        slug = self.world.countries.get((grammar.home,))
        if slug is None or sentence.lows[head] not in profile.person_nouns:
            return None
        words = self.world.country_words(lows)
        if any(word.startswith(COUNTRY) for word in words):
            return None
        if self.land_at(mention.span.start) not in (None, slug):
            return None
        if any(self.fits(figure, set(words), set()) for figure in self.figures):
            return None
        held = self.world.holders([*words, COUNTRY + slug], self.day)
        if len(held) != 1 or len(self.figures) >= MOST_FIGURES:
            return None
        actor = self.world.actors[next(iter(held))]
        figure = Figure(actor.name, Kind.PERSON, name_words(actor.name), actors=set(held))
        figure.titles, figure.countries = set(words), {slug}
        figure.places.append(mention.span.start)
        self.figures.append(figure)
        self.by_last.setdefault(figure.words[-1], []).append(figure)
        return figure
