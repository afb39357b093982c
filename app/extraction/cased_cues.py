"""Cased cues: find the cues of a sentence; behind marks and a dash, any verb."""

from app.extraction.cased_content import next_break
from app.extraction.clauses import DASHES
from app.extraction.inflection import readings
from app.extraction.profile import Cue, Frame, LanguageProfile, Role, by_first_word
from app.extraction.sentences import Sentence

MOST_HITS = 16
MOST_BEFORE_VERB = 5


def find_hits(sentence: Sentence, profile: LanguageProfile) -> list[tuple[Cue, int]]:
    """Return the cues of a sentence that nothing denies, with the unit where each begins."""
    found: list[tuple[Cue, int]] = []
    lows = sentence.lows
    cues, denied = profile.cues_by_word, by_first_word(profile.no_cues)
    dashed = not DASHES.isdisjoint(lows)
    if not dashed and cues.keys().isdisjoint(lows):
        return []
    places = [at for at, low in enumerate(lows) if low in cues or low in denied]
    if dashed:
        behind = [at for at, low in enumerate(lows[:-1], 1) if low in DASHES]
        places = sorted({*places, *behind})
    end = 0
    for at in places:
        if at < end:
            continue
        low = lows[at]
        if low in denied and (size := profile.first_phrase(lows, at, profile.no_cues)):
            end = at + size
            continue
        cue = None
        for option in cues.get(low, ()):
            if tuple(lows[at : at + len(option.words)]) == option.words:
                cue = option
                break
        if cue is None and at and lows[at - 1] in DASHES and opens_tail(sentence, at):
            cue = verb_behind(sentence, at, profile)
            if cue is not None:
                verb = lows.index(cue.words[0], at)
                found.append((cue, verb))
                end = verb + 1
        elif cue is not None and not (at and lows[at - 1] in profile.negations):
            found.append((profile.summed_cues[cue.words, cue.role], at))
            end = at + len(cue.words)
        if len(found) == MOST_HITS:
            break
    return found


def opens_tail(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is the first behind a quotation and a dash: «...», — усмехнулся X."""
    if at < 2 or sentence.units[at - 1].text not in DASHES:
        return False
    back = at - 2
    while back > 0 and sentence.units[back].text in (",", *DASHES):
        back -= 1
    return sentence.units[back].is_quote


def verb_behind(sentence: Sentence, at: int, profile: LanguageProfile) -> Cue | None:
    """Return the verb of an attribution behind a quotation, where it is none of the known cues.

    Behind marks and a dash every verb tells how the words were said.
    """
    stop = next_break(sentence, at)
    lows = sentence.lows[at:stop]
    for low in lows[:MOST_BEFORE_VERB]:
        if low in profile.cues_by_word:
            return None
        for reading in readings(low)[:1]:
            if reading.part == "VERB" and "impr" not in reading.tags:
                return Cue((low,), Role.FINITE, Frame.QUOTE | Frame.INVERTS)
    return None
