"""Profiles: what a language tells the engine, as data: cues, word classes, patterns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import auto
from functools import cached_property

from app.extraction.agglutinative import Agglutination
from app.extraction.roles import NOTHING, Choice, Role
from app.extraction.tables import by_first_word, numbered, pattern, phrases, words
from app.text import fold

__all__ = [
    "NOTHING",
    "Cue",
    "Frame",
    "LanguageProfile",
    "Role",
    "by_first_word",
    "numbered",
    "pattern",
    "phrases",
    "verb_cues",
    "words",
]


class Frame(Choice):
    """What may stand beside a cue as its content."""

    CLAUSE = auto()  # a clause, with "that" or bare, or a quotation
    THAT = auto()  # a clause with "that", or a quotation: a bare noun phrase is no content
    QUOTE = auto()  # only a quotation
    PHRASE = auto()  # a noun phrase: "stressed the importance of ..."
    ACT = auto()  # an infinitive: "urged to ...", "vowed to ..."
    NAMING = auto()  # call X "Y", describe X as "Y": needs marks
    CHARGE = auto()  # accuse X of Y
    BLAME = auto()  # criticise X for Y: needs marks
    HEARER = auto()  # a hearer stands between the cue and the content: "told reporters that"
    INVERTS = auto()  # may stand before its speaker: '"...," said X'
    TOPIC = auto()  # a noun phrase behind "about": «заявил о готовности»
    ON = auto()  # a noun phrase behind "at": «указал на риски»
    TO = auto()  # a noun phrase behind "to": «призвал к диалогу»
    FROM = auto()  # a noun phrase behind "from": «предостерег от поспешных шагов»


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a cue: folded words, the part it plays, what may stand beside it."""

    words: tuple[str, ...]
    role: Role
    frames: Frame


def verb_cues(table: Mapping[Frame, str], *roles: Role) -> tuple[Cue, ...]:
    """Return the cues of a table of forms.

    Args:
        table: by frame, lines of comma-separated forms, one column a role; a blank column is
            left out. A form may have several words.
        roles: the role of each column.
    """
    found = []
    for frames, lines in table.items():
        for line in lines.strip().splitlines():
            forms = [fold(form).split() for form in line.split(",")]
            found += [
                Cue(tuple(form), role, frames)
                for form, role in zip(forms, roles, strict=False)
                if form
            ]
    return tuple(found)


def noun_cues(lines: str, role: Role = Role.NOUN) -> tuple[Cue, ...]:
    """Return cues that are not verbs, one a line."""
    frames = Frame.CLAUSE | Frame.INVERTS
    return tuple(
        Cue(tuple(fold(line).split()), role, frames) for line in lines.strip().splitlines()
    )


@dataclass(frozen=True)
class LanguageProfile:
    """All that the engine knows of one language. Words are folded.

    Attributes:
        verb_final: what tells how to read content and speaker before the cue (Turkish).
        cased: cases mark the subject, commas every clause (Russian).
        impersonal: cues whose speaker stands in a phrase with "in": «говорится в заявлении X».
        relaying: cues that a medium, named in marks or another script, has for others' words.
        as_heralds: before a comma they make "as" open a clause of time («после того, как»).
        headed: nouns for whoever heads what marks behind them name («директор «Ритма»»).
        posted: nouns for whoever speaks from a place («посол в Остмарке»); accredited those of
            them that are sent to a body, too («постпред при Лиге берегов»).
        outcomes: behind a preposition they tell when, not whose («по итогам»).
        askers: labels of a transcript's questions («Вопрос»).
        answerers: labels of its answers; talks: nouns of occasions on which one guest answers.
        pointers: pronouns for a document of the sentence before: «В нем говорится».
        topic_words, on_words, toward_words, from_words: the prepositions that TOPIC, ON, TO and
            FROM ask for.
        pronouns: by word, who is meant: m, f, n (thing or body), p (several), 1 (the narrator).
        owners: the same for possessives ("his").
        glosses: what a reporter adds behind a content ("referring to"); other_glosses are those
            that tell of another occasion, asides the ones that open a sentence.
        adverbs: may stand between a speaker and the cue; of these, reflexives ("himself") belong
            to the speaker. first_names: by first name, the gender that it tells, m or f.
        blame_words: tie to "criticise" what for; cause_words to "blame" what on, or what for.
        owned_openers, owned_nouns: the first and the last word of "in Moor's words".
        ages: nouns that tell nothing but an age ("year-old").
        own_names: nouns for a name ("who gave only her first name, Tilda").
        personal_relatives: those of `relatives` that only a person or body has ("who").
        subordinators: begin a clause, and so end a noun phrase that is read backwards.
        finite: words that can only be a finite verb; past, present: endings of one. Of these,
            shifted stand where what is reported was put back into the past, present_verbs never.
        coordinators: join two main clauses behind a comma. inferring: cues that only whoever can
            speak has ("estimates"): a study that does says nothing.
        person_nouns, body_nouns, group_nouns: heads of noun phrases that may speak; a group
            ("officials") is given as printed. document_nouns speak for who wrote them.
        person_ends: ending of a noun for a person, which stands in no table ("gunman");
            doer_ends one of a noun that may be for a person ("docker", "river").
        aides: nouns of those who are told by somebody else ("his lawyer", «советник президента»);
            tying_words tie that name to a noun ("for", "of"); kin: nouns for kin.
        nobody: words that begin a subject that says nothing ("neither", "no official").
        denials: cues whose content nobody said; stage_verbs tell of an act, and are no content.
        gerund_verbs: verbs that take what was not said for an object ("avoided saying").
        refusals: before such a verb they say the same ("declined to comment").
        replies: forms of verbs of whoever was spoken to.
        answering: verbs of those who do not speak ("did not comment"); comparing: phrases that
            carry a content on behind its attribution ("he said, down from").
        dumb_nouns: heads that never speak ("the move highlighted ...").
        former: words before an office that somebody does not hold any more.
        origin_ends: endings of words for whoever comes from a place ("Sudrian").
        other_offices: by the noun of an office, the words that make another one of it ("prime").
        headships: by a noun and a word behind it («глава кабинета»), the office that they mean.
        vague_bodies: nouns for bodies that tell no office from another («лидер страны»).
        titles: words that belong to a title before a name, beside the person nouns.
        relay_nouns: phrases that make a noun phrase a news medium.
        occasions: nouns of occasions and places of speech ("interview", "statement").
        events: nouns of occasions that a frame names; event_words stand before one, event_ties
            tie to it with whom, where and of what.
        months, weekdays: by folded word, a number from 1 (weekdays 0 is Monday).
        day_nouns: one of them stands beside a weekday that begins with a small letter.
        quoted_headings: a short line in marks without a stop is a heading, no statement.
        ordinals: a number with a stop is an ordinal, and ends no sentence.
        day_words: by phrase, how many days before the day published; counted_days stand behind
            the number in days_ago.
        vague: words that say the day is another one, but not which ("earlier"); vague_adjectives
            say so before an occasion or one of time_nouns ("recent", "last").
        day_before: phrases that count from a day of the story; year_words stand before a year,
            place_words before a place that nobody knows ("in Port Karo").
        roughly: phrases before a number that a clause may begin with ("at least").
        day_counts: words that count days, beside the numbers ("several").
        topic_openers: phrases that only name the topic of a sentence ("as for").
        speaking: words that open an occasion: "speaking in Sarn".
    """

    language: str
    cues: tuple[Cue, ...]
    verb_final: Agglutination | None = None
    cased: bool = False
    no_cues: frozenset[tuple[str, ...]] = frozenset()
    nouny: frozenset[str] = frozenset()
    that_words: frozenset[str] = frozenset()
    and_words: frozenset[str] = frozenset()
    but_words: frozenset[str] = frozenset()
    as_words: frozenset[str] = frozenset()
    viewer_words: frozenset[str] = frozenset()
    as_heralds: frozenset[str] = frozenset()
    posted: frozenset[str] = frozenset()
    accredited: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    headed: frozenset[str] = frozenset()
    with_words: frozenset[str] = frozenset()
    to_words: frozenset[str] = frozenset()
    agent_words: frozenset[str] = frozenset()
    by_words: frozenset[str] = frozenset()
    naming_words: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    own_names: frozenset[str] = frozenset()
    owned_openers: frozenset[str] = frozenset()
    owned_nouns: frozenset[str] = frozenset()
    charge_words: frozenset[str] = frozenset()
    blame_words: frozenset[str] = frozenset()
    cause_words: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    relaying: frozenset[str] = frozenset()
    askers: frozenset[str] = frozenset()
    answerers: frozenset[str] = frozenset()
    talks: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    topic_words: frozenset[str] = frozenset()
    on_words: frozenset[str] = frozenset()
    toward_words: frozenset[str] = frozenset()
    from_words: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    personal_relatives: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    conditionals: frozenset[str] = frozenset()
    glosses: frozenset[tuple[str, ...]] = frozenset()
    other_glosses: frozenset[tuple[str, ...]] = frozenset()
    asides: frozenset[tuple[str, ...]] = frozenset()
    prepositions: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    pronouns: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    other_pronouns: frozenset[str] = frozenset()
    object_pronouns: Mapping[str, str] = field(default_factory=dict)
    quoting: frozenset[str] = frozenset()
    no_content: frozenset[str] = frozenset()
    plain_cues: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    adverb_endings: tuple[str, ...] = ()
    reflexives: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    connectives: frozenset[str] = frozenset()
    adjunct_openers: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    passives: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    shifted: frozenset[str] = frozenset()
    present_verbs: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    inferring: frozenset[str] = frozenset()
    present: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    contractions: tuple[str, ...] = ()
    possessive_endings: tuple[str, ...] = ()
    case_endings: tuple[str, ...] = ()
    person_nouns: frozenset[str] = frozenset()
    body_nouns: frozenset[str] = frozenset()
    group_nouns: frozenset[str] = frozenset()
    document_nouns: frozenset[str] = frozenset()
    person_ends: re.Pattern[str] = NOTHING
    doer_ends: re.Pattern[str] = NOTHING
    aides: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    tying_words: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    gerund_verbs: frozenset[str] = frozenset()
    stage_verbs: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    answering: frozenset[str] = frozenset()
    replies: frozenset[str] = frozenset()
    comparing: frozenset[tuple[str, ...]] = frozenset()
    dumb_nouns: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    counterparts: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    origin_ends: re.Pattern[str] = NOTHING
    other_offices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    indefinite: frozenset[str] = frozenset()
    broad_heads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    headships: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    vague_bodies: frozenset[str] = frozenset()
    hearers: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    honorifics: Mapping[str, str] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    first_names: Mapping[str, str] = field(default_factory=dict)
    openers: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    relay_nouns: frozenset[tuple[str, ...]] = frozenset()
    occasions: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    event_words: frozenset[str] = frozenset()
    event_ties: frozenset[str] = frozenset()
    event_openers: frozenset[tuple[str, ...]] = frozenset()
    no_places: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    day_words: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    days_ago: re.Pattern[str] | None = None
    counted_days: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    vague_adjectives: frozenset[str] = frozenset()
    time_nouns: frozenset[str] = frozenset()
    day_before: frozenset[tuple[str, ...]] = frozenset()
    place_words: frozenset[str] = frozenset()
    year_words: frozenset[str] = frozenset()
    topic_openers: frozenset[tuple[str, ...]] = frozenset()
    speaking: frozenset[str] = frozenset()
    day_counts: frozenset[str] = frozenset()
    roughly: frozenset[tuple[str, ...]] = frozenset()
    other_week: frozenset[str] = frozenset()
    bounds: frozenset[str] = frozenset()
    capital_days: bool = False
    day_nouns: frozenset[str] = frozenset()
    quoted_headings: bool = False
    ordinals: bool = False
    time_words: frozenset[str] = frozenset()
    boilerplate: re.Pattern[str] = NOTHING
    captions: re.Pattern[str] = NOTHING
    credits: re.Pattern[str] = NOTHING
    datelines: re.Pattern[str] = NOTHING
    dates_alone: re.Pattern[str] = NOTHING
    stop_words: frozenset[str] = frozenset()

    @cached_property
    def cues_by_word(self) -> Mapping[str, tuple[Cue, ...]]:
        """The cues by their first word, longest first."""
        found: dict[str, list[Cue]] = {}
        for cue in self.cues:
            found.setdefault(cue.words[0], []).append(cue)
        return {
            first: tuple(sorted(cues, key=lambda cue: -len(cue.words)))
            for first, cues in found.items()
        }

    @cached_property
    def summed_cues(self) -> Mapping[tuple[tuple[str, ...], Role], Cue]:
        """The cues by words and role: what one form may take in several tables adds up."""
        found: dict[tuple[tuple[str, ...], Role], Cue] = {}
        for cue in self.cues:
            known = found.get((cue.words, cue.role), cue)
            found[cue.words, cue.role] = Cue(cue.words, cue.role, known.frames | cue.frames)
        return found

    @cached_property
    def finite_cues(self) -> frozenset[str]:
        """The finite cues of one word."""
        return frozenset(
            cue.words[0] for cue in self.cues if cue.role is Role.FINITE and len(cue.words) == 1
        )

    @cached_property
    def according(self) -> frozenset[tuple[str, ...]]:
        """The cues of two words before whoever speaks: «по словам»."""
        return frozenset(
            cue.words for cue in self.cues if cue.role is Role.NOUN and len(cue.words) == 2
        )

    @cached_property
    def participle_cues(self) -> frozenset[str]:
        """The first words of participles: "adding"."""
        return frozenset(cue.words[0] for cue in self.cues if cue.role is Role.PARTICIPLE)

    @cached_property
    def cuts(self) -> dict[str, int]:
        """Where the case ending begins in the words that were read so far, 0 without one."""
        return {}

    @cached_property
    def day_signs(self) -> frozenset[str]:
        """Words of which one stands wherever a day is told without a number in digits."""
        # Of a phrase, the longest word is the rarest.
        rarest = (max(phrase, key=len) for phrase in (*self.day_words, *self.day_before))
        return self.vague.union(
            self.vague_adjectives, self.months, self.weekdays, self.counted_days, rarest
        )

    @cached_property
    def times(self) -> frozenset[str]:
        """Words that tell a time, with or without a capital."""
        return self.time_words | self.weekdays.keys()

    @cached_property
    def joining(self) -> frozenset[str]:
        """Words that join a clause to the one before it."""
        return self.and_words | self.but_words

    @cached_property
    def called(self) -> frozenset[str]:
        """Words that may stand before a name in a description: "the novelist Tilde Grann"."""
        return self.person_nouns | self.titles

    @cached_property
    def speaking_nouns(self) -> frozenset[str]:
        """Every noun that may head a speaker."""
        return self.person_nouns | self.body_nouns | self.group_nouns | self.document_nouns

    @cached_property
    def grammar(self) -> Agglutination:
        """What the language tells of its endings.

        Raises:
            ValueError: its verb does not stand last.
        """
        if self.verb_final is None:
            raise ValueError(f"the verb does not stand last in {self.language!r}")
        return self.verb_final

    @cached_property
    def office_words(self) -> frozenset[str]:
        """The words that may stand between a state and its office, where heads stand last."""
        return self.titles | self.speaking_nouns | self.grammar.portfolios

    def first_phrase(self, lows: Sequence[str], at: int, of: Iterable[tuple[str, ...]]) -> int:
        """Return how many words of `lows` from `at` make the longest phrase in `of`; 0 is none."""
        if 0 <= at < len(lows):
            for phrase in by_first_word(of).get(lows[at], ()):
                size = len(phrase)
                if tuple(lows[at : at + size]) == phrase:
                    return size
        return 0

    def has_phrase(self, lows: list[str], of: Iterable[tuple[str, ...]]) -> bool:
        """Say whether any phrase in `of` stands in `lows`."""
        index = by_first_word(of)
        if index.keys().isdisjoint(lows):
            return False
        return any(low in index and self.first_phrase(lows, at, of) for at, low in enumerate(lows))
