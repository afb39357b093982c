"""Final clause: the state in which a sentence with its verbs at the end is read, and its cues."""

from dataclasses import dataclass, field

from app.extraction.agglutinative import Agglutination, FinalCue
from app.extraction.drafts import Draft
from app.extraction.phrases import Mention
from app.extraction.profile import LanguageProfile, by_first_word
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind

MOST_HITS = 16


@dataclass(slots=True)
class FinalHit:
    """A cue in a sentence: its units, `end` not included."""

    first: int
    end: int
    cue: FinalCue


@dataclass(slots=True)
class Clause:
    """How far a sentence has been read.

    Attributes:
        low: the first unit that no attribution has taken.
        speaker: the subject, as far as it is known; `weak` where it may be no subject at all.
        closed: an attribution ended with a verb behind which somebody else may begin to speak.
        waiting: drafts whose subject may still follow; drafts: all that were found so far.
        hits: the cues of the sentence; grammar: what the language tells.
    """

    sentence: Sentence
    text: str
    profile: LanguageProfile
    low: int = 0
    speaker: Mention | None = None
    weak: bool = False
    closed: bool = False
    waiting: list[Draft] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    hits: list[FinalHit] = field(default_factory=list)
    grammar: Agglutination = field(init=False)

    def __post_init__(self) -> None:
        self.grammar = self.profile.grammar


def find_hits(sentence: Sentence, grammar: Agglutination) -> list[FinalHit]:
    """Return the cues of a sentence outside its quotations, in order: the longest at each place."""
    found: list[FinalHit] = []
    lows = sentence.lows
    end = 0
    denied = by_first_word(grammar.no_cues)
    starts = grammar.cue_sizes
    if starts.keys().isdisjoint(lows):
        return found
    for at in [at for at, low in enumerate(lows) if low in starts]:
        cue = grammar.cue_at(lows, at) if at >= end else None
        if cue is None or any(
            tuple(lows[at : at + len(phrase)]) == phrase for phrase in denied.get(lows[at], ())
        ):
            continue
        end = at + len(cue.words)
        found.append(FinalHit(at, end, cue))
        if len(found) == MOST_HITS:
            break
    return found


def skip_openers(clause: Clause, at: int) -> int:
    """Return the first unit that is no sign and no connective: "Öte yandan", "Ayrıca"."""
    units, lows = clause.sentence.units, clause.sentence.lows
    profile, grammar = clause.profile, clause.grammar
    phrases = by_first_word(grammar.opening_phrases)
    while at < len(units) and not units[at].is_quote:
        low = lows[at]
        size = profile.first_phrase(lows, at, grammar.opening_phrases) if low in phrases else 0
        single = low in profile.connectives or low in grammar.joiners
        sign = not units[at].is_word and units[at].kind is not UnitKind.BRACKET
        if not (size or single or sign):
            break
        at += size or 1
    return skip_age(clause, at)


def skip_age(clause: Clause, at: int) -> int:
    """Return the unit behind an age: "89 yaşındaki Lind"."""
    lows = clause.sentence.lows
    aged = at + 1 < len(lows) and lows[at].isdigit() and lows[at + 1] in clause.grammar.ages
    return at + 2 if aged else at


def words(clause: Clause, begin: int, end: int) -> int:
    """Return how many words stand between two units."""
    return sum(unit.is_word for unit in clause.sentence.units[begin:end])
