"""Adjuncts: what stands between a cue and its content: "on Thursday", "in a statement"."""

from app.extraction.clauses import BREAKS, DASHES, is_time, skip_to_break
from app.extraction.cues import is_adverb
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind
from app.extraction.verbs import has_main_verb, may_be_finite

MOST_ADJUNCT = 60


def skip_adjuncts(sentence: Sentence, at: int, profile: LanguageProfile) -> int:
    """Return where the adjuncts after a cue end: "on Thursday", "in a statement", "again"."""
    begin = at
    units, lows = sentence.units, sentence.lows
    while at < len(units) and at - begin < MOST_ADJUNCT:
        unit = units[at]
        if (
            unit.kind is UnitKind.BRACKET
            or (
                unit.is_word and is_time(unit, profile) and not starts_clause(sentence, at, profile)
            )
            or (unit.is_word and is_adverb(lows[at], profile))
            or (lows[at] in profile.adverbs and opens_words(sentence, at + 1))
        ):
            at += 1
        elif (
            lows[at] in profile.numbers
            and at + 1 < len(units)
            and lows[at + 1] in profile.time_words
        ) or (lows[at] in profile.definite and is_time_alone(sentence, at + 1, profile)):
            at += 2
        elif counts_subject(sentence, at, profile):
            break
        elif unit.is_word and (lows[at] in profile.prepositions or lows[at] in profile.to_words):
            at = skip_prepositional(sentence, at, profile)
        elif (lows[at] in profile.as_words or lows[at] in profile.subordinators) and lows[
            at
        ] in profile.adjunct_openers:
            at = skip_to_break(sentence, at)
        elif unit.text in DASHES and at == begin:
            at += 1
        else:
            break
    return at


def is_time_alone(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word of time stands right before a break: "this month,"."""
    units = sentence.units
    return at + 1 < len(units) and sentence.lows[at] in profile.time_words and (
        units[at + 1].text in BREAKS
    )  # fmt: skip


def opens_words(sentence: Sentence, at: int) -> bool:
    """Say whether a quotation or a colon stands here: 'said only: "No."'."""
    units = sentence.units
    return at < len(units) and (units[at].is_quote or units[at].text == ":")


def starts_clause(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a number or word of time is the subject's first word: "500 firms accepted"."""
    if not sentence.lows[at][:1].isdigit() and sentence.lows[at] not in profile.determiners:
        return False
    return has_main_verb(sentence, at + 1, at + 12, profile)


def counts_subject(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a subject begins with a rough number: "said at least 11 people were hurt"."""
    size = profile.first_phrase(sentence.lows, at, profile.roughly)
    follow = at + size
    if not size or follow >= len(sentence.units):
        return False
    low = sentence.lows[follow]
    number = low[:1].isdigit() or low in profile.numbers
    return number and has_main_verb(sentence, follow + 1, follow + 14, profile)


def skip_prepositional(sentence: Sentence, at: int, profile: LanguageProfile) -> int:
    """Return where a prepositional phrase ends: at a break, at "that", or where a clause begins."""
    units, lows = sentence.units, sentence.lows
    at += 1
    noun = False
    if at + 1 < len(units) and lows[at].endswith("ing") and lows[at] not in profile.speaking_nouns:
        # "after meeting his colleague": what the preposition takes has an object of its own.
        at += 1
    while at < len(units):
        unit, low = units[at], lows[at]
        if unit.is_quote and not noun:
            noun = True
            at += 1
            continue
        if breaks_date(sentence, at, profile) or joins_names(sentence, at, profile):
            at += 1
            continue
        if unit.is_quote or unit.text in BREAKS or low in profile.that_words:
            return at
        if low in profile.subordinators and low not in profile.prepositions:
            return at
        if unit.kind is UnitKind.BRACKET:
            at += 1
            continue
        if noun and counts_subject(sentence, at, profile):
            return at
        if low in profile.prepositions or low in profile.to_words or low in profile.charge_words:
            noun = False
        elif (
            (noun and (low in profile.pronouns or low in ("there",)))
            or (noun and (low in profile.determiners or low in profile.owners))
            or (noun and unit.capital and bare_start(sentence, at, profile))
        ):
            return at
        elif low not in profile.determiners and low not in profile.and_words:
            noun = True
        if low in profile.and_words:
            noun = False
        at += 1
    return at


def breaks_date(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a stop or comma only parts a date: "Dec. 5, 2019"."""
    if at == 0 or at + 1 >= len(sentence.units):
        return False
    before, after = sentence.units[at - 1], sentence.lows[at + 1]
    if sentence.units[at].text == ".":
        return before.low in profile.months
    if sentence.units[at].text != ",":
        return False
    if before.low in profile.weekdays and after in profile.months:
        return True
    return (is_time(before, profile) and after[:1].isdigit()) or closes_date(sentence, at, profile)


def joins_names(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether an "and" joins days or names: "on Tuesday and Wednesday", "Sarn and Delmar"."""
    units = sentence.units
    if sentence.lows[at] not in profile.and_words or not 0 < at < len(units) - 2:
        return False
    before, after = units[at - 1], units[at + 1]
    if is_time(before, profile) and is_time(after, profile):
        return True
    return before.capital and after.capital and not may_be_finite(sentence, at + 2, profile)


def closes_date(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a comma ends a date that commas part: "on Friday, March 7, that"."""
    lows = sentence.lows
    back = at - 1
    while back > 0 and (lows[back][:1].isdigit() or lows[back] in profile.months):
        back -= 1
        if sentence.units[back].text == "," and back < at - 1:
            return is_time(sentence.units[back - 1], profile)
    return False


def bare_start(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a capital after an adjunct's noun begins a clause: "in a post Moscow ..."."""
    unit = sentence.units[at]
    before = sentence.lows[at - 1]
    if is_time(unit, profile):
        return False
    ready = (
        before in profile.occasions
        or before in profile.hearers
        or is_time(sentence.units[at - 1], profile)
    )
    return ready and has_main_verb(sentence, at, at + 14, profile)
