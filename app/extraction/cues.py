"""Cues: find the words that announce a statement, and drop those that only look like it."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from app.extraction.profile import Cue, Frame, LanguageProfile, Role
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind

MOST_BETWEEN = 6
SAID = Frame.CLAUSE | Frame.THAT | Frame.QUOTE
# No sentence of prose announces more; the work on one that does stays bounded.
MOST_HITS = 16


@dataclass(slots=True)
class Hit:
    """A cue in a sentence.

    Attributes:
        first, end: its units, `end` not included.
        begin: where its verb group begins: auxiliaries and adverbs before it included.
        role: the part it plays here; a participle after "was" is a finite verb.
    """

    first: int
    end: int
    begin: int
    cue: Cue
    role: Role

    def has(self, frame: Frame) -> bool:
        """Say whether the cue allows a frame."""
        return self.cue.frames.meets(frame)


def find_cues(sentence: Sentence, profile: LanguageProfile) -> list[Hit]:
    """Return the cues of a sentence outside its quotations, in order."""
    found: list[Hit] = []
    known, end = profile.cues_by_word, 0
    for at, low in enumerate(sentence.lows):
        if at < end or low not in known:
            continue
        hit = cue_at(sentence, at, profile)
        if hit is not None:
            found.append(hit)
            end = hit.end
            if len(found) == MOST_HITS:
                break
    return found


def cue_at(sentence: Sentence, at: int, profile: LanguageProfile) -> Hit | None:
    """Return the longest cue that begins at a unit, None where there is none."""
    lows = sentence.lows
    known = profile.cues_by_word.get(lows[at], ())
    if profile.first_phrase(lows, at, profile.no_cues):
        return None
    options = [cue for cue in known if tuple(lows[at : at + len(cue.words)]) == cue.words]
    if not options:
        return owned_words(sentence, at, profile)
    size = len(options[0].words)
    same = [cue for cue in options if len(cue.words) == size]
    cue = same[0]
    if len(same) > 1:
        # One form may stand in several tables ("conclude"): what they allow adds up.
        frames = reduce(or_, (option.frames for option in same))
        roles = {option.role for option in same}
        cue = Cue(cue.words, Role.FINITE if Role.FINITE in roles else cue.role, frames)
    end = at + size
    if cue.role in (Role.NOUN, Role.QUOTED, Role.ABOUT):
        return Hit(at, end, at, cue, cue.role)
    return verb_hit(sentence, at, end, cue, profile)


def owned_words(sentence: Sentence, at: int, profile: LanguageProfile) -> Hit | None:
    """Return the cue "in Ada Moor's words" that begins at a unit, None where there is none."""
    if sentence.lows[at] not in profile.owned_openers:
        return None
    for end in range(at + 2, min(at + MOST_BETWEEN, len(sentence.units))):
        low = sentence.lows[end]
        if not sentence.units[end].is_word:
            return None
        if low in profile.owned_nouns and sentence.lows[end - 1].endswith(
            profile.possessive_endings
        ):
            cue = Cue((low,), Role.NOUN, Frame.CLAUSE | Frame.INVERTS)
            return Hit(at, end + 1, at, cue, Role.NOUN)
    return None


def verb_hit(
    sentence: Sentence, at: int, end: int, cue: Cue, profile: LanguageProfile
) -> Hit | None:
    """Return a verb's hit, None where it is denied, passive, possible only, or a noun."""
    units, lows = sentence.units, sentence.lows
    begin = at
    passive = helped = False
    while begin > 0 and at - begin < MOST_BETWEEN:
        low = lows[begin - 1]
        if low in profile.negations or low in profile.modals or low in profile.to_words:
            return None
        if low in profile.helpers and not cue.frames.meets(SAID):
            # "would welcome talks": what somebody would do is not said.
            return None
        if low in profile.auxiliaries or low in profile.helpers:
            helped = True
            if low in profile.passives and at == begin:
                passive = True
        elif not (low in profile.adverbs or is_adverb(low, profile)):
            break
        begin -= 1
    if any(low in profile.negations for low in lows[end : end + 1]):
        return None
    if end + 1 < len(lows) and lows[end] in profile.to_words and (
        lows[end + 1] in profile.passives or lows[end + 1] in profile.auxiliaries
    ) and lows[at] in profile.plain_cues:  # fmt: skip
        # "Moor, said to be the richest woman in Sarn"
        return None
    role = cue.role
    if role is Role.PARTICIPLE and passive:
        role = Role.FINITE
    elif (passive and len(cue.words) == 1) or (
        role is Role.BASE and not helped and not plural_before(sentence, begin, profile)
    ):
        return None
    elif role is Role.BASE:
        role = Role.FINITE
    if role is Role.PARTICIPLE and helped and not passive:
        return None
    if lows[at] in profile.nouny and not helped and is_noun_here(sentence, at, end, profile):
        return None
    if role is Role.FINITE and not helped and at > 0 and len(cue.words) == 1:
        before = lows[at - 1]
        if (
            before.endswith(profile.possessive_endings)
            or before in profile.owners
            or before in profile.articles
        ):
            # "Moor's alleged visit", "the said man"
            return None
    if units[at].capital and at > 0 and units[at - 1].kind is UnitKind.WORD:
        return None
    return Hit(at, end, begin, cue, role)


def is_adverb(low: str, profile: LanguageProfile) -> bool:
    """Say whether a word has the ending of an adverb."""
    return len(low) > 4 and low.endswith(profile.adverb_endings)


def plural_before(sentence: Sentence, begin: int, profile: LanguageProfile) -> bool:
    """Say whether a base form can be finite: a plural stands before it."""
    if begin == 0:
        return False
    low = sentence.lows[begin - 1]
    unit = sentence.units[begin - 1]
    if profile.pronouns.get(low) in ("p", "1") or low in profile.relatives:
        return True
    # "a Democratic state senator": behind an article a capital is no plural.
    name = unit.capital and not (begin > 1 and sentence.lows[begin - 2] in profile.articles)
    return unit.is_word and (low in profile.group_nouns or low.endswith("s") or name)


def is_noun_here(sentence: Sentence, at: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a word that may be noun or verb is a noun here, by its neighbours."""
    lows = sentence.lows
    before = lows[at - 1] if at else ""
    after = lows[end] if end < len(lows) else ""
    if before in profile.determiners or before in profile.owners or before in profile.prepositions:
        return before not in profile.that_words
    if before.endswith(profile.possessive_endings) or after in profile.person_nouns:
        # "Moor's claim", "a Democratic state senator"
        return True
    if lows[at].endswith("s") and at and sentence.units[at - 1].is_word:
        unit = sentence.units[at - 1]
        subject = (
            (unit.capital and not (at == 1 and before.endswith(profile.past)))
            or before in profile.pronouns
            or before in profile.adverbs
            or before in profile.relatives
            or before in profile.and_words
            or before in profile.speaking_nouns
        )
        if not subject:
            return True
    return after in profile.charge_words and lows[at] not in profile.finite
