"""Cased printed: which names of an article are printed in the nominative already.

An ending alone does not tell «Петкова» of Петков from «Петкова», a woman. The first name before
it does, or the verb beside it.
"""

from collections.abc import Iterable

from app.extraction.inflection import VOWELS, is_oblique_first_name, lemmas, readings
from app.extraction.profile import Frame, LanguageProfile
from app.extraction.sentences import Sentence, stretches

FEMALE = ("ова", "ева", "ина", "ына", "ая")
# Endings that look like a case, and are none where the name is the subject: Тосой, Пламме.
MALE = ("ой", "ей", "ем", "е", "и")
NEVER = ("ии",)
VERB_REACH = 5
MOST_TITLE = 8
LEAST_STEM = 3
# By case, the endings that tell a name's nominative; indeclinable names have none of them.
CASE_ENDINGS = {
    "gent": (("ы", "а"), ("у", "а"), ("а", ""), ("я", "")),
    "datv": (("у", ""), ("ю", "")),
    "ablt": (("ом", ""),),
}


# A run of words that begin with a capital: its sentence, first unit and end.
Run = tuple[Sentence, int, int]


def capital_runs(sentences: Iterable[Sentence]) -> list[Run]:
    """Return the runs of words that begin with a capital, and are no letters of a body."""
    return [
        (sentence, first, end)
        for sentence in sentences
        for first, end in stretches(
            [at for at in sentence.capitals if not sentence.units[at].text.isupper()]
        )
    ]


def printed_nominatives(runs: Iterable[Run], profile: LanguageProfile) -> dict[int, str]:
    """Return the folded names that stand in the nominative as printed, by their place."""
    found = {}
    for sentence, at, end in runs:
        if end > at + 1 and is_woman(sentence, at, end, profile):
            # «заявила Аурелия Корн»: the verb tells what the ending does not.
            for unit in sentence.units[end - 2 : end]:
                found[unit.start] = unit.low
        elif is_nominative(sentence, at, end, profile):
            unit = sentence.units[end - 1]
            found[unit.start] = unit.low
            given = sentence.units[end - 2] if end - at > 1 else unit
            if any("Name" in r.tags and r.case == "nomn" for r in readings(given.low)):
                found[given.start] = given.low
    return found


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
    if opens and end - first == 1 and after == "masc" and low.endswith(("а", "я")):
        # «Весла заявил»: a man's name, whatever it ends in.
        return True
    return opens and after in ("masc", "femn") and low.endswith(MALE)


def is_woman(sentence: Sentence, first: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a run of capitals is a woman's name and the subject of the verb beside it."""
    if not sentence.lows[end - 2].endswith(("а", "я")) or sentence.lows[end - 1].endswith("у"):
        return False
    return verb_gender(sentence, end) == "femn" or is_said_behind(sentence, first, profile)


def oblique_names(runs: Iterable[Run], profile: LanguageProfile) -> dict[str, str]:
    """Return by its form the nominative of each name that its title shows in another case.

    «по словам министра Арна Веслы»: behind a title in the genitive, Арн Весла.
    """
    found: dict[str, str] = {}
    for sentence, at, end in runs:
        case = case_before(sentence, at, profile)
        if end > at + 1 and not case and is_oblique_first_name(sentence.lows[at]):
            # «адвокат Пола Рейна»: the first name shows the case of the last one.
            case = "gent"
        for low in sentence.lows[at:end] if case else ():
            nominative = from_case(low, case)
            if nominative:
                found[low] = nominative
    return found


def case_before(sentence: Sentence, at: int, profile: LanguageProfile) -> str:
    """Return the case that what stands before a name shows, "" where it may be the nominative."""
    if tuple(sentence.lows[max(0, at - 2) : at]) in profile.according:
        return "gent"
    title = ""
    for back in range(at - 1, max(-1, at - 1 - MOST_TITLE), -1):
        unit, low = sentence.units[back], sentence.lows[back]
        if not unit.is_word or low in profile.prepositions or low in profile.cues_by_word:
            break
        if not profile.person_nouns.isdisjoint(lemmas(low)[:2]):
            title = low
    if not title:
        return ""
    # The first of several titles heads them: «заместитель министра».
    found = {r.case for r in readings(title) if r.part == "NOUN" and r.number == "sing"}
    if not found or "nomn" in found:
        return ""
    if found <= {"gent", "accs"}:
        return "gent"
    return found.pop() if len(found) == 1 else ""


def from_case(low: str, case: str) -> str:
    """Return the nominative of a name in a case, "" where its ending does not tell it."""
    for ending, nominative in CASE_ENDINGS.get(case, ()):
        stem = low.removesuffix(ending)
        if stem == low or len(stem) < LEAST_STEM:
            continue
        vowel = stem[-1] in VOWELS
        if ending in ("я", "ю"):
            return stem + ("й" if vowel else "ь")
        return "" if vowel else stem + nominative
    return ""


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
                cue.frames.meets(Frame.CLAUSE) and not cue.frames.meets(Frame.ACT)
                for cue in profile.cues_by_word.get(sentence.lows[at], ())
            )
    return False
