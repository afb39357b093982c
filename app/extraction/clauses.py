"""Clauses: where a clause begins and ends, what is a verb, what is only an adjunct."""

from collections.abc import Sequence

from app.extraction.cues import is_adverb
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import Unit, UnitKind

DASHES = {"—", "–", "-", "--", "―"}
BREAKS = {",", ";", ":", *DASHES, *ENDS}
TRIMMED = BREAKS - {"!", "?"}
MOST_ADJUNCT = 60
LEAST_CLAUSE_WORDS = 3
# A subject of two nouns has so few words before its "and".
MOST_JOINED = 4
# A subject has so few words before the verb of what somebody did.
ACT_REACH = 3


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


def looks_whole(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether words that no verb shows in may be a clause: no adjunct opens them."""
    low = sentence.lows[begin]
    words = sum(unit.is_word for unit in sentence.units[begin:end])
    if low in profile.pronouns:
        return words > 1
    if words < LEAST_CLAUSE_WORDS:
        return False
    return not (
        low in profile.prepositions
        or low in profile.to_words
        or (low in profile.subordinators and low not in profile.determiners)
        or low.endswith(("ing", *profile.past, *profile.adverb_endings))
        or is_time(sentence.units[begin], profile)
        or any(unit.text == "," for unit in sentence.units[begin:end])
    )


def is_time(unit: Unit, profile: LanguageProfile) -> bool:
    """Say whether a unit is a word of time, a weekday, a month or a number."""
    low = unit.low
    return unit.is_word and (
        low in profile.time_words
        or low in profile.weekdays
        or (low in profile.months and unit.capital)
        or low[:1].isdigit()
    )


def ends_name(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word of time ends a name: "Karsk Today", not "Lind Friday said"."""
    unit = sentence.units[at]
    return (
        at > 0
        and unit.capital
        and sentence.units[at - 1].capital
        and not (unit.low in profile.weekdays or unit.low in profile.months)
    )


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


def skip_to_break(sentence: Sentence, at: int) -> int:
    """Return the place of the next comma or other break."""
    while at < len(sentence.units) and sentence.units[at].text not in BREAKS:
        at += 1
    return at


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


def clause_start(sentence: Sentence, at: int, low_limit: int, profile: LanguageProfile) -> int:
    """Return where the clause that ends before `at` begins, connectives left out."""
    begin = low_limit
    units, lows = sentence.units, sentence.lows
    while begin < at and (
        units[begin].text in BREAKS
        or lows[begin] in profile.and_words
        or lows[begin] in profile.connectives
    ):
        begin += 1
    if profile.first_phrase(lows, begin, profile.topic_openers):
        # "As for the forces, they will stay, Moor said": the reporter's topic is no content.
        stop = next((i for i in range(begin, at) if units[i].text == ","), at)
        if stop + 1 < at and has_finite(sentence, stop + 1, at, profile):
            return stop + 1
    return begin


def clause_end(
    sentence: Sentence,
    begin: int,
    cuts: Sequence[int],
    profile: LanguageProfile,
    *,
    phrase: bool = False,
    glossed: bool = True,
) -> int:
    """Return where a content that begins at a unit ends: the one place where this is decided.

    Args:
        sentence: the sentence of the content.
        begin: the content's first unit.
        cuts: units at which another attribution of the sentence begins, sorted: the first
            one behind `begin` ends the content.
        profile: the language.
        phrase: the content is a noun phrase or an infinitive: no clause can carry it on.
        glossed: the reporter's own gloss of the speaker may follow.

    Returns:
        The unit before which the content ends: breaks and connectives before it are left out.
    """
    end = next((cut for cut in cuts if cut > begin), len(sentence.units))
    for at in range(begin + 1, end):
        if sentence.units[at].text not in (",", ";"):
            continue
        follows = sentence.lows[at + 1] if at + 1 < end else ""
        if sentence.units[at].text == ";" and not (
            follows in profile.that_words or follows in profile.and_words
        ):
            end = at
            break
        if sentence.units[at].text == "," and (
            (glossed and is_gloss(sentence, at + 1, profile))
            or (phrase and follows in profile.but_words)
            or is_act(sentence, at + 1, profile)
            or is_silence(sentence, at + 1, profile)
        ):
            end = at
            break
    return trim_end(sentence, begin, end, profile)


def is_act(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether the story goes on here with what somebody did: ", and Moor nodded"."""
    lows = sentence.lows
    return lows[at : at + 1] != [] and lows[at] in profile.and_words and any(
        low in profile.stage_verbs for low in lows[at + 1 : at + 1 + ACT_REACH]
    )  # fmt: skip


def is_silence(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether the story tells here who kept silent: ", while Ostmark did not comment"."""
    lows = sentence.lows
    if at >= len(lows) or not (lows[at] in profile.but_words or lows[at] in profile.and_words):
        return False
    stop = next((i for i in range(at, len(lows)) if sentence.units[i].text in BREAKS), len(lows))
    told = profile.negations if not profile.cased else frozenset[str]()
    denied = next((i for i in range(at, stop) if lows[i] in told | profile.refusals), stop)
    return any(low in profile.answering for low in lows[denied : min(stop, denied + ACT_REACH)])


def is_gloss(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether the reporter's own gloss begins here: ", referring to ..."."""
    return bool(profile.first_phrase(sentence.lows, at, profile.glosses))


def trim_end(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> int:
    """Return `end` less the breaks and connectives before it."""
    units, lows = sentence.units, sentence.lows
    while end > begin + 1 and (
        units[end - 1].text in TRIMMED
        or lows[end - 1] in profile.and_words
        or lows[end - 1] in profile.but_words
    ):
        end -= 1
    return end
