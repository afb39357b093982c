"""Verbs: what is a finite verb, and whether a stretch of a sentence has one."""

from app.extraction.cues import is_adverb
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence

# A subject of two nouns has so few words before its "and".
MOST_JOINED = 4


def is_finite(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a unit can only be a finite verb."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.is_word or (unit.capital and at > 0):
        return False
    if low in profile.auxiliaries or low in profile.modals:
        return True
    if low in profile.finite:
        # "the plan", "of need": behind an article or preposition it is a noun.
        before = sentence.lows[at - 1] if at else ""
        return not (
            before in profile.determiners
            or before in profile.owners
            or before in profile.prepositions
            or before in profile.charge_words
            or before.endswith(profile.possessive_endings)
        )
    return low.endswith(profile.contractions) and not low.endswith(profile.possessive_endings)


def may_be_finite(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a unit may be a finite verb: also past forms that may be participles."""
    low = sentence.lows[at]
    if is_finite(sentence, at, profile):
        return True
    base = low.removesuffix("'s").removesuffix("’s")
    if base != low and (base in profile.pronouns or base in profile.other_pronouns):
        return True
    if low.endswith(profile.past) and len(low) > 3 and not sentence.units[at].capital and at > 0:
        before = sentence.lows[at - 1]
        return before not in profile.determiners and before not in profile.prepositions
    if low.endswith(profile.present) and len(low) > 3 and at > 0 and not sentence.units[at].capital:
        # "still flies", "violates the": a plural stands in neither place.
        before = sentence.lows[at - 1]
        after = sentence.lows[at + 1] if at + 1 < len(sentence.lows) else ""
        if before in profile.adverbs or after in profile.determiners or after in profile.owners:
            return before not in profile.determiners and before not in profile.prepositions
    return low in profile.finite_cues and low not in profile.nouny


def has_finite(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether there may be a finite verb between two units."""
    return any(
        sentence.units[at].is_word and may_be_finite(sentence, at, profile)
        for at in range(begin, min(end, len(sentence.units)))
    )


def has_main_verb(
    sentence: Sentence, begin: int, end: int, profile: LanguageProfile, *, sure: bool = False
) -> bool:
    """Say whether a finite verb comes before any word that opens a clause below.

    Args:
        sentence: the sentence.
        begin, end: the units to look at.
        profile: the language.
        sure: a past form before a preposition is taken for a participle ("a tool designed to").
    """
    for at in range(begin, min(end, len(sentence.units))):
        low = sentence.lows[at]
        if at > begin and joins_nouns(sentence, at, begin, profile):
            continue
        if at > begin and (low in profile.subordinators or low in profile.to_words):
            return False
        if sentence.units[at].text in (";", ":"):
            return False
        if sentence.units[at].is_word and may_be_finite(sentence, at, profile):
            after = sentence.lows[at + 1] if at + 1 < len(sentence.units) else ""
            loose = sure and (
                after in profile.prepositions
                or after in profile.to_words
                or after in profile.by_words
            )
            if not (loose and not is_finite(sentence, at, profile)):
                return True
    return False


def joins_nouns(sentence: Sentence, at: int, begin: int, profile: LanguageProfile) -> bool:
    """Say whether an "and" joins two nouns of one subject: "prices and wages rose"."""
    if sentence.lows[at] not in profile.and_words or at - begin > MOST_JOINED:
        return False
    if at + 1 >= len(sentence.units) or not sentence.units[at + 1].is_word:
        return False
    follows = sentence.lows[at + 1]
    return not (
        follows in profile.subordinators
        or follows in profile.pronouns
        or sentence.lows[begin] in profile.no_content
        or may_be_finite(sentence, at + 1, profile)
        or is_adverb(follows, profile)
    )
