"""Endings: where the story goes on behind a content: "vowed to stay, and the talks ended"."""

from app.extraction.content import Tie
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.verbs import is_finite, may_be_finite

# A subject has so few words before its verb where the clause is the reporter's for sure.
MOST_SUBJECT = 9
MOST_NAMED = 3
JUDGING = Frame.BLAME | Frame.NAMING | Frame.CHARGE


def story_begin(
    sentence: Sentence, begin: int, end: int, tie: Tie, profile: LanguageProfile
) -> int:
    """Return where a content on the right ends: at the comma of a clause that is the reporter's.

    Only where a clause behind ", and" or ", but" cannot be reported: after an infinitive or a
    noun phrase; in the present, where the content stands in the past of reported speech; and
    where it tells whom somebody blamed.
    """
    units, lows = sentence.units, sentence.lows
    for comma in range(begin + 1, end - 2):
        if units[comma].text != "," or lows[comma + 1] not in profile.coordinators:
            continue
        verb = clause_verb(sentence, comma + 2, end, profile)
        if verb is None:
            continue
        if (
            (tie.kind in ("act", "phrase") and is_flat(sentence, begin, comma, profile))
            or (
                is_present(lows[verb], profile) and is_shifted(sentence, begin, comma, tie, profile)
            )
            or judges(sentence, comma + 2, verb, profile)
        ):
            return comma
    return end


def clause_verb(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> int | None:
    """Return the finite verb of the clause that begins at a unit, None where it is none."""
    units, lows = sentence.units, sentence.lows
    for at in range(begin, min(end, begin + MOST_SUBJECT)):
        if units[at].is_quote or units[at].text in (",", ";", ":", *ENDS):
            return None
        if lows[at] in profile.subordinators or lows[at] in profile.to_words:
            return None
        if at > begin and may_be_finite(sentence, at, profile):
            return at
        if at == begin and (
            is_finite(sentence, at, profile)
            or lows[at] in profile.connectives
            or lows[at] in profile.prepositions
            or lows[at] in profile.adverbs
        ):
            return None
    return None


def is_flat(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether no clause stands in an infinitive or noun phrase that the next could carry on."""
    return not any(
        low in profile.subordinators
        or low in profile.charge_words
        or is_finite(sentence, at, profile)
        for at, low in enumerate(sentence.lows[begin:end], begin)
        if sentence.units[at].is_word and low not in profile.prepositions
    )


def is_present(low: str, profile: LanguageProfile) -> bool:
    """Say whether a finite verb is in the present for sure."""
    return low in profile.present_verbs or (low in profile.finite and low.endswith("s") and (
        low not in profile.shifted
    ))  # fmt: skip


def is_shifted(
    sentence: Sentence, begin: int, end: int, tie: Tie, profile: LanguageProfile
) -> bool:
    """Say whether a content's first verb is put back into the past: "said it was ready"."""
    hit = tie.hit
    low = sentence.lows[hit.first]
    now = hit.begin < hit.first or low.endswith("s") or any(
        cue.role is Role.BASE for cue in profile.cues_by_word.get(low, ())
    )  # fmt: skip
    if now or hit.role is not Role.FINITE:
        return False
    for at in range(begin, end):
        if sentence.units[at].is_word and may_be_finite(sentence, at, profile):
            return sentence.lows[at] in profile.shifted
    return False


def judges(sentence: Sentence, begin: int, verb: int, profile: LanguageProfile) -> bool:
    """Say whether a clause tells who blamed somebody, or disagreed: ", and he mocked the plan"."""
    low = sentence.lows[begin]
    named = low in profile.pronouns or low in profile.articles or sentence.units[begin].capital
    return (
        named
        and verb - begin <= MOST_NAMED
        and (
            sentence.lows[verb] in profile.refusals
            or any(
                # "disagreed" takes only marks, and never stands behind them.
                cue.frames.meets(JUDGING) or cue.frames == Frame.QUOTE
                for cue in profile.cues_by_word.get(sentence.lows[verb], ())
            )
        )
    )
