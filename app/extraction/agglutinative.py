"""Agglutinative: what a language whose verb stands last, and whose words take endings, tells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import auto
from functools import cached_property

from app.extraction.conjugation import forms_of, passive_of
from app.extraction.roles import NOTHING, Choice, Role
from app.text import fold


class Takes(Choice):
    """What may stand before a cue as its content."""

    QUOTE = auto()  # a quotation: '"..." dedi'
    BARE = auto()  # a clause as it was said, without marks: "gelecek dedi"
    NAMING = auto()  # X "Y" olarak: needs marks
    PHRASE = auto()  # a noun phrase in the case of the clause: "önemini vurguladı"
    PLAIN = auto()  # a clause made a noun, without a case ending: "sürdüğü belirtildi"
    OBJECT = auto()  # the same in the accusative: "sürdüğünü söyledi"
    TOWARDS = auto()  # in the dative: "sürdüğüne dikkati çekti"
    OWNED = auto()  # in the genitive: "sürdüğünün altını çizdi"
    DONE = auto()  # the accusative, only of what is or will be: "sürdüğünü reddetti"
    AT = auto()  # in the locative: "sürdüğünde ısrar etti"
    FROM = auto()  # in the ablative: "sürdüğünden söz etti"
    WITH = auto()  # an infinitive that somebody is accused of: "ateşkesi bozmakla suçladı"
    QUESTION = auto()  # a quotation that asks: '"Ne oldu?" diye sordu'
    NOUN = auto()  # any noun phrase right before it: "acil yardım çağrısında bulundu"


CASES = (
    Takes.PLAIN, Takes.OBJECT, Takes.DONE, Takes.AT, Takes.TOWARDS, Takes.OWNED, Takes.FROM,
    Takes.WITH,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FinalCue:
    """A form of a cue that stands behind its content: folded words, its part, what it takes."""

    words: tuple[str, ...]
    role: Role
    takes: Takes
    passive: bool = False


def final_cues(table: Mapping[Takes, str]) -> tuple[FinalCue, ...]:
    """Return the cues of a table of verb stems, in all forms that announce words.

    Args:
        table: by what a cue takes, stems parted by commas. The last word of each is conjugated
            ("ifade et/ed"); the words before it stay.
    """
    found: dict[FinalCue, None] = {}
    for takes, lines in table.items():
        for stem in re.split(r"[,\n]", lines):
            *before, verb = stem.split() or [""]
            if verb:
                found |= dict.fromkeys(cues_of(before, forms_of(verb), takes))
                # What the verb has as its object, the passive has as its subject.
                plain = takes & ~Takes.OBJECT
                other = plain | Takes.PLAIN if takes & Takes.OBJECT else plain
                forms = forms_of(passive_of(verb))
                kept = {role: forms[role] for role in (Role.FINITE, Role.PARTICIPLE, Role.RELATIVE)}
                found |= dict.fromkeys(cues_of(before, kept, other, passive=True))
    return tuple(found)


def cues_of(
    before: list[str], forms: Mapping[Role, Iterable[str]], takes: Takes, *, passive: bool = False
) -> list[FinalCue]:
    """Return the cues of a verb's forms, with the words that stand before each."""
    start = tuple(fold(word) for word in before)
    return [
        FinalCue((*start, *fold(form).split()), role, takes, passive)
        for role, words in forms.items()
        for form in words
    ]


def combined(nouns: str, verbs: str) -> str:
    """Return each of `nouns` before each of `verbs`, parted by commas: set phrases of speech."""
    return ", ".join(
        f"{noun.strip()} {verb.strip()}" for noun in nouns.split(",") for verb in verbs.split(",")
    )


@dataclass(frozen=True)
class Agglutination:
    """What an agglutinative language with the verb at the end tells the engine. Words are folded.

    Attributes:
        cues: forms of verbs of speech; no_cues: phrases that only look like one.
        clause_ends: by case, the ending of a clause that was made a noun.
        phrase_ends: by case, the ending of a noun phrase that belongs to somebody.
        cases: by name (genitive, dative, locative, ablative, other), endings behind an apostrophe
            or behind a known noun; `apostrophe_ends` those that only an apostrophe parts.
        openers: words that begin a sentence, and no noun phrase.
        opening_phrases: what connects a sentence to the one before ("öte yandan").
        no_clauses: beginnings of nouns that look like a clause ("açıklamasını").
        verb_ends: the ending of a verb in the past; no_verbs: words that only look like one.
        joiners: words between the members of a list.
        particles: may stand behind a subject ("ise", "da").
        light: may stand between a content and its cue.
        adjunct_ends: last words of what only says when, where and why something was said.
        while_endings: endings of a verb that only says when ("yanıtlarken").
        acts: words for an act of speech with its own clause before them ("yaptığı açıklamada").
        participles: verbs before such a word.
        documents: documents in the locative: "açıklamada" speaks for whoever made it.
        document_owned: the same in front of "göre".
        by_words: stand behind a body that made a document.
        agencies: nouns behind the name of a medium; relayed: "haberine göre".
        reported: what somebody did, in front of "göre" ("Lind'in söylediğine göre").
        hearers: to whom something was said, in front of the content.
        interviews: words that make a name in the dative a medium ("Delta'ya konuşan").
        according: "göre".
        to_him: pronouns in front of "göre".
        postpositions: behind them stands no subject ("Lind için").
        topic_ends: end a segment that names a topic, and tells nothing of the occasion.
        passive_ends: the ending of a participle that describes what follows ("imzalanan").
        own_words: stand behind a subject, though they look like its own ("sözlerini").
        given: what a body gives ("açıklama yapıldı"), and goes on to speak through.
        announcements: what somebody said, in front of a colon ("Lind'in açıklamaları şöyle:").
        back_words: point back to a quotation ("böyle anlatıyor").
        former: who has an office no more ("eski Bakan").
        this_words: announce a quotation behind a colon ("şöyle", "şunları").
        titles_before: words in small letters that may stand in a title or before a noun.
        sources: nouns in the plural that speak for a body ("kaynakları").
        articles: make a noun phrase an indefinite one.
        home: a folded name of the state whose offices need no state before them.
        trades: ending of a noun for whoever has a trade ("balıkçı"), which stands in no table.
        state_nouns: offices and bodies that every state has; portfolios: what they are in charge
            of, as far as it is no title of its own.
        origin_ends: the ending that makes a place's name say where somebody is from.
        doers: the ending of a participle before whoever does it ("konuşan Lind"); no_doers: words
            that only look like one; speaking: those of them that make it the speaker for sure.
        event_ends: an occasion in the locative ("toplantısında"); cities: nouns behind the name of
            a place, likewise; after_words: what stands before them is another occasion.
        past_times: times in the past; behind a subject they tell when it spoke.
        question_ends: stand behind a question in marks that somebody answers ("sorusuna").
        visiting, hosting: say of a title without a name on whose ground its holder stands
            ("konuk Bakan", "ev sahibi Bakan").
        arriving: participles behind a place that make whoever follows a guest ("Karsk'a gelen").
        asking: forms of verbs of demand; asked_ends: the ending of those of whom something is
            demanded ("çiftçilerden istedi").
        reporters: who asks questions that are no statements.
        object_ends: the ending of whoever is accused; no_objects: words that only look like one.
        converbs: the ending of a verb that says what else somebody did ("teşekkür ederek").
        media: media by name: "BBC'ye" before a content says to whom it was told.
        contrasts: particles behind another subject that shares a verb ("Mur ise").
        own_acts: the ending of what a subject before it did ("Lind yaptığı açıklamada").
        cased_ends: endings of a word that may stand in a case, and then is no subject ("kentte").
        objects: ending of a word that is the object ("saldırıyı"), and no name.
        to_be_done: ending of a clause that has a subject of its own ("toplanmasını"); several_said
            of what more than one told ("önerdiklerini"), several of a noun for more than one.
        owner_ends: ending of a word that may own the next one ("barajın"), and then is no subject.
        so_words: behind a comma they end words without marks ("..., diye aktardı Lind").
        ages: words that tell an age behind a number ("89 yaşındaki Lind").
    """

    cues: tuple[FinalCue, ...]
    clause_ends: Mapping[Takes, re.Pattern[str]]
    phrase_ends: Mapping[Takes, re.Pattern[str]]
    cases: Mapping[str, re.Pattern[str]]
    apostrophe_ends: re.Pattern[str]
    no_cues: frozenset[tuple[str, ...]] = frozenset()
    openers: frozenset[str] = frozenset()
    opening_phrases: frozenset[tuple[str, ...]] = frozenset()
    joiners: frozenset[str] = frozenset()
    no_clauses: re.Pattern[str] = NOTHING
    verb_ends: re.Pattern[str] = NOTHING
    no_verbs: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    adjunct_ends: frozenset[str] = frozenset()
    while_endings: tuple[str, ...] = ()
    acts: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    document_owned: frozenset[str] = frozenset()
    by_words: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    hearers: frozenset[str] = frozenset()
    relayed: frozenset[str] = frozenset()
    interviews: frozenset[str] = frozenset()
    according: frozenset[str] = frozenset()
    to_him: frozenset[str] = frozenset()
    postpositions: frozenset[str] = frozenset()
    topic_ends: frozenset[str] = frozenset()
    passive_ends: re.Pattern[str] = NOTHING
    own_words: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    announcements: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    back_words: frozenset[str] = frozenset()
    this_words: frozenset[str] = frozenset()
    titles_before: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    home: str = ""
    trades: re.Pattern[str] = NOTHING
    state_nouns: frozenset[str] = frozenset()
    portfolios: frozenset[str] = frozenset()
    origin_ends: re.Pattern[str] = NOTHING
    doers: re.Pattern[str] = NOTHING
    no_doers: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    event_ends: re.Pattern[str] = NOTHING
    cities: frozenset[str] = frozenset()
    after_words: frozenset[str] = frozenset()
    past_times: frozenset[tuple[str, ...]] = frozenset()
    question_ends: frozenset[str] = frozenset()
    visiting: frozenset[str] = frozenset()
    hosting: frozenset[str] = frozenset()
    arriving: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    reporters: frozenset[str] = frozenset()
    asked_ends: re.Pattern[str] = NOTHING
    object_ends: re.Pattern[str] = NOTHING
    no_objects: frozenset[str] = frozenset()
    converbs: re.Pattern[str] = NOTHING
    media: frozenset[str] = frozenset()
    so_words: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    own_acts: re.Pattern[str] = NOTHING
    cased_ends: re.Pattern[str] = NOTHING
    owner_ends: re.Pattern[str] = NOTHING
    objects: re.Pattern[str] = NOTHING
    to_be_done: re.Pattern[str] = NOTHING
    several_said: re.Pattern[str] = NOTHING
    several: re.Pattern[str] = NOTHING
    ages: frozenset[str] = frozenset()

    @cached_property
    def cues_by_words(self) -> Mapping[tuple[str, ...], FinalCue]:
        """The cues by their words; what a form may take in several tables adds up."""
        found: dict[tuple[str, ...], FinalCue] = {}
        for cue in self.cues:
            known = found.setdefault(cue.words, cue)
            if known is not cue and known.role is cue.role:
                takes = known.takes | cue.takes
                found[cue.words] = FinalCue(cue.words, known.role, takes, known.passive)
        return found

    @cached_property
    def cue_sizes(self) -> Mapping[str, tuple[int, ...]]:
        """How many words the cues that begin with a word have, the most first."""
        found: dict[str, set[int]] = {}
        for cue in self.cues:
            found.setdefault(cue.words[0], set()).add(len(cue.words))
        return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}

    @cached_property
    def relaying(self) -> frozenset[str]:
        """The words of which one stands in every sentence that somebody passes on."""
        return self.document_owned | self.sources | self.interviews | self.relayed | self.agencies

    def cue_at(self, lows: list[str], at: int) -> FinalCue | None:
        """Return the longest cue that begins at a word, None where there is none."""
        for size in self.cue_sizes.get(lows[at], ()):
            cue = self.cues_by_words.get(tuple(lows[at : at + size]))
            if cue is not None:
                return cue
        return None

    def case_of(self, ending: str) -> str:
        """Return the case that an ending gives: "other" where it is none of interest."""
        found = self.case_endings.fullmatch(ending.lstrip("'"))
        return found.lastgroup if found is not None and found.lastgroup is not None else "other"

    @cached_property
    def case_endings(self) -> re.Pattern[str]:
        """One pattern of all cases, the first that fits its group."""
        return re.compile(
            "|".join(f"(?P<{name}>{found.pattern})" for name, found in self.cases.items())
        )
