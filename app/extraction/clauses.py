"""Clauses: where a clause begins and ends, which is where a content does."""

from collections.abc import Callable, Sequence

from app.extraction.profile import LanguageProfile
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import Unit
from app.extraction.verbs import has_finite

DASHES = {"—", "–", "-", "--", "―"}
BREAKS = {",", ";", ":", *DASHES, *ENDS}
TRIMMED = BREAKS - {"!", "?"}
LEAST_CLAUSE_WORDS = 3
# A subject has so few words before the verb of what somebody did.
ACT_REACH = 3


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
        or is_time(sentence.units[end - 1], profile)
        or any(unit.text == "," for unit in sentence.units[begin:end])
    )


def is_time(unit: Unit, profile: LanguageProfile) -> bool:
    """Say whether a unit is a word of time, a weekday, a month or a number."""
    low = unit.low
    return unit.is_word and (
        low in profile.times or (unit.capital and low in profile.months) or low[:1].isdigit()
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


def skip_to_break(sentence: Sentence, at: int) -> int:
    """Return the place of the next comma or other break."""
    while at < len(sentence.units) and sentence.units[at].text not in BREAKS:
        at += 1
    return at


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


def broken_clause(
    sentence: Sentence,
    first: int,
    last: int,
    profile: LanguageProfile,
    shows: Callable[[Sentence, int, int, LanguageProfile], bool] = has_finite,
) -> int:
    """Return where the clause begins that an attribution is set into.

    "It was clear who ruled: Roos, he said, was the master": behind a colon, or "but", the content
    is the clause that is broken, if no verb shows in it yet; what stands before them is the
    reporter's, and before a semicolon a sentence of its own.

    Args:
        sentence: the sentence.
        first, last: the units before the attribution.
        profile: the language.
        shows: says whether a verb shows between two units.
    """
    units, lows = sentence.units, sentence.lows
    for at in range(last - 1, first, -1):
        joined = lows[at] in profile.but_words and units[at - 1].text == ","
        if units[at].text == ";" or (
            (joined or units[at].text == ":") and not shows(sentence, at + 1, last, profile)
        ):
            return at + 1
        if joined or units[at].text == ":":
            break
    return first


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
        if phrase and is_next_act(sentence, begin, at, profile):
            end = at
            break
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


def is_next_act(sentence: Sentence, begin: int, at: int, profile: LanguageProfile) -> bool:
    """Say whether the speaker does something else here: "voiced thanks and met the envoy".

    A verb of a relative clause may be joined to another: "those who fought and held the town".
    """
    lows, units = sentence.lows, sentence.units
    if lows[at] not in profile.and_words or at + 2 >= len(units) or units[at + 1].capital:
        return False
    verb = lows[at + 1] in profile.finite or lows[at + 1].endswith(profile.past)
    objects = profile.articles | profile.owners.keys()
    return (
        verb
        and (lows[at + 2] in objects or units[at + 2].capital)
        and profile.relatives.isdisjoint(lows[begin:at])
        and profile.by_words.isdisjoint(lows[begin:at])
        and not has_finite(sentence, begin, at, profile)
    )


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
    """Say whether the reporter's own gloss begins here: ", referring to ...".

    'that, as he put it, "was made for others"' is none: the speaker's words go on behind it.
    """
    size = profile.first_phrase(sentence.lows, at, profile.glosses)
    if not size or sentence.lows[at] not in profile.as_words:
        return bool(size)
    stop = skip_to_break(sentence, at)
    follows = sentence.units[stop : stop + 2]
    return not (len(follows) == 2 and follows[0].text == "," and follows[1].is_quote)


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
