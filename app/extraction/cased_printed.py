"""Cased printed: which names of an article are printed in the nominative already.

An ending alone does not tell «Петкова» of Петков from «Петкова», a woman. The first name before
it does, or the verb beside it.
"""

from collections.abc import Iterable

from app.extraction.inflection import readings
from app.extraction.profile import Frame, LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind

FEMALE = ("ова", "ева", "ина", "ына", "ая")
# Endings that look like a case, and are none where the name is the subject: Тосой, Пламме.
MALE = ("ой", "ей", "ем", "е", "и")
NEVER = ("ии",)
VERB_REACH = 5


def printed_nominatives(sentences: Iterable[Sentence], profile: LanguageProfile) -> dict[int, str]:
    """Return the folded names that stand in the nominative as printed, by their place."""
    found = {}
    for sentence in sentences:
        at = 0
        while at < len(sentence.units):
            end = run_end(sentence, at)
            if end > at and is_nominative(sentence, at, end, profile):
                unit = sentence.units[end - 1]
                found[unit.start] = unit.low
                given = sentence.units[end - 2] if end - at > 1 else unit
                if any("Name" in r.tags and r.case == "nomn" for r in readings(given.low)):
                    found[given.start] = given.low
            at = max(end, at + 1)
    return found


def run_end(sentence: Sentence, at: int) -> int:
    """Return where the capitals that begin at a unit end: that unit if it has none."""
    while at < len(sentence.units):
        unit = sentence.units[at]
        if not (unit.capital and unit.kind is UnitKind.WORD) or unit.text.isupper():
            break
        at += 1
    return at


def is_nominative(sentence: Sentence, first: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a run of capitals ends in a name that its neighbours show in the nominative."""
    low = sentence.lows[end - 1]
    if low.endswith(NEVER):
        return False
    after = verb_gender(sentence, end)
    opens = first == 0 or not sentence.units[first - 1].is_word
    if end - first > 1:
        names = [r for r in readings(sentence.lows[end - 2]) if "Name" in r.tags]
        if names and names[0].case == "nomn" and names[0].number == "sing":
            return low.endswith(FEMALE if names[0].gender == "femn" else MALE)
    if low.endswith(FEMALE):
        if opens and after == "femn":
            return True
        return is_said_behind(sentence, first, profile)
    return opens and after in ("masc", "femn") and low.endswith(MALE)


def verb_gender(sentence: Sentence, at: int) -> str:
    """Return the gender of the past verb at a unit, "" where there is none."""
    if at >= len(sentence.units) or not sentence.units[at].is_word:
        return ""
    found = readings(sentence.lows[at])[:1]
    return next((r.gender for r in found if r.part == "VERB" and r.number == "sing"), "")


def is_said_behind(sentence: Sentence, first: int, profile: LanguageProfile) -> bool:
    """Say whether a name follows «сообщила», or a title behind it: such a verb has no object."""
    low = sentence.lows[first - 1] if first else ""
    reach = VERB_REACH if low in profile.person_nouns else 1
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        if not sentence.units[at].is_word:
            return False
        if verb_gender(sentence, at) == "femn":
            return any(
                Frame.CLAUSE in cue.frames and Frame.ACT not in cue.frames
                for cue in profile.cues_by_word.get(sentence.lows[at], ())
            )
    return False
