"""Content: what a cue announces on its right."""

from dataclasses import dataclass

from app.extraction.adjuncts import skip_adjuncts
from app.extraction.clauses import BREAKS, is_time, skip_to_break
from app.extraction.cues import Hit
from app.extraction.phrases import (
    Mention,
    speaks_up,
)
from app.extraction.profile import Frame, LanguageProfile
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import UnitKind
from app.extraction.verbs import has_finite, has_main_verb, is_finite, may_be_finite

BARE_FREELY = 2  # "said" takes a bare clause from this many words on, verb seen or not
NAMED_WORDS = 12
LEAST_CALL_WORDS = 6
OBJECT_REACH = 16
# "a swift response "within days"": so many units up to the marks.
PROMISED_REACH = 6
# "reporters travelling with him on the plane that": so many words.
DOINGS_REACH = 10


@dataclass(slots=True)
class Tie:
    """A cue with its subject, before its content is known.

    Attributes:
        begin, end: the attribution's units: subject and verb group.
        how: own (subject of its own before the cue), inverted (behind it), shared (of the
            clause before), relative ("who said").
        cut: the unit at which this attribution ends another's content; None if it does not.
        content: the content's first unit on the right, None if it is on the left.
        kind: what announces the content on the right: that, quote, colon, bare, act, naming.
    """

    hit: Hit
    begin: int
    end: int
    how: str
    speaker: Mention | None
    cut: int | None = None
    content: int | None = None
    kind: str = ""
    relay: Mention | None = None


def find_right(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> None:
    """Look for a cue's content on its right; leave `content` None where there is none."""
    units, lows = sentence.units, sentence.lows
    hit, at = tie.hit, tie.end
    if tie.how == "own" and tie.begin and lows[tie.begin - 1] in profile.as_words:
        # "As Moor told the Courier, the dam leaks": the content is the main clause.
        comma = next_comma(sentence, at)
        if comma is not None and comma + 1 < len(units):
            if opens_clause(sentence, tie.begin - 1):
                tie.content, tie.kind = comma + 1, "as"
            elif comma == at and units[comma + 1].is_quote:
                # 'It was, as Moor put it, "a bridge to nowhere".'
                tie.content, tie.kind = comma + 1, "quote"
        return
    if hit.has(Frame.NAMING):
        named(sentence, tie, profile)
        if tie.content is not None or hit.cue.frames == Frame.NAMING:
            return
    if hit.has(Frame.CHARGE):
        of = profile.cause_words if hit.has(Frame.BLAME) else profile.charge_words
        if at < len(units) and any(low in of for low in lows[at + 1 : at + OBJECT_REACH]):
            tie.content, tie.kind = at, "charge"
        return
    if hit.has(Frame.BLAME):
        blamed(sentence, tie, profile)
        return
    if hit.has(Frame.ACT) and find_act(sentence, tie, profile):
        return
    if hit.cue.frames == Frame.ACT:
        return
    if hit.has(Frame.HEARER):
        at = skip_hearer(sentence, at, profile)
    start = at
    at = skip_adjuncts(sentence, at, profile)
    if at >= len(units):
        if hit.has(Frame.PHRASE) and not hit.has(Frame.CLAUSE):
            phrase_content(sentence, tie, start, profile)
        return
    unit, low = units[at], lows[at]
    if unit.text == ",":
        follow = skip_inserted(sentence, at, profile)
        if follow is None:
            return
        at = follow
        unit, low = units[at], lows[at]
    if unit.is_quote:
        tie.content, tie.kind = at, "quote"
    elif unit.text == ":":
        if at + 1 < len(units):
            tie.content, tie.kind = at + 1, "colon"
        else:
            tie.content, tie.kind = len(units), "pending"
    elif low in profile.that_words and hit.cue.frames != Frame.PHRASE:
        told = tie.begin > 0 and units[tie.begin - 1].is_quote
        # '"It leaks," he told them that Friday night.'
        if at + 1 < len(units) and units[at + 1].text not in (":", *ENDS) and not (
            told and is_time(units[at + 1], profile)
        ):  # fmt: skip
            tie.content, tie.kind = at + 1, "that"
    elif not unit.is_word and unit.kind is not UnitKind.BRACKET:
        return
    elif hit.has(Frame.PHRASE):
        timed = start + 1 < at and is_time(units[start + 1], profile)
        # "welcomed on Wednesday a decision"
        whole = hit.has(Frame.CLAUSE) or (timed and low in profile.determiners)
        phrase_content(sentence, tie, at if whole else start, profile)
    elif hit.has(Frame.CLAUSE) and bare_clause(sentence, at, tie, profile):
        tie.content, tie.kind = at, "bare"
    elif hit.has(Frame.ACT) and low in profile.articles & profile.indefinite:
        # 'promised a response "within days"'
        stop = skip_to_break(sentence, at)
        if any(unit.is_quote for unit in units[at : min(stop, at + PROMISED_REACH)]):
            phrase_content(sentence, tie, at, profile)


def bare_clause(sentence: Sentence, at: int, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether a clause without "that" begins at a unit."""
    units, hit = sentence.units, tie.hit
    low = sentence.lows[at]
    free = hit.cue.words[0] in profile.plain_cues
    if low in profile.and_words or (low in profile.but_words and not free):
        return False
    stop = at
    # "Moor, who reported the leak, left": between commas a relative clause ends at the second.
    inserted = tie.how == "relative" and tie.begin > 0 and units[tie.begin - 1].text == ","
    ends = BREAKS if inserted else ENDS
    while stop < len(units) and units[stop].text not in ends and stop - at < 40:
        stop += 1
    if inserted and stop < len(units) and units[stop].text == ",":
        return has_main_verb(sentence, at, stop, profile, sure=not free)
    if has_main_verb(sentence, at, stop, profile, sure=not free):
        return True
    if low in profile.question_words:
        return has_finite(sentence, at + 1, stop, profile)
    words = sum(unit.is_word for unit in units[at:stop])
    behind = tie.how == "own" and tie.begin > 1 and units[tie.begin - 1].text == ","
    if behind and has_finite(sentence, 0, tie.begin, profile) and not (
        opens_asked(sentence, profile)
    ):  # fmt: skip
        # "The talks will resume, Lind said on Monday after lunch in Sarn."
        return False
    if hit.has(Frame.HEARER):
        return False
    return free and words >= BARE_FREELY and low not in profile.no_content


def phrase_content(sentence: Sentence, tie: Tie, at: int, profile: LanguageProfile) -> None:
    """Take a noun phrase as the content: "stressed the importance of ..."."""
    if at >= len(sentence.units):
        return
    if tie.speaker is not None and not speaks_up(sentence, tie.speaker, profile):
        return
    if sentence.lows[tie.end] in profile.to_words:
        return
    unit = sentence.units[at]
    if unit.low in profile.other_pronouns or unit.low in profile.pronouns:
        follows = sentence.units[at + 1 : at + 3]
        if len(follows) == 2 and follows[0].text == ":" and follows[1].is_quote:
            # 'denied it: "I never said that."'
            tie.content, tie.kind = at + 2, "quote"
            return
        if not follows or follows[0].text in BREAKS or follows[0].low in profile.and_words:
            return
    if unit.is_word and is_time(unit, profile) and unit.low in profile.weekdays:
        return
    if unit.is_word or unit.is_quote:
        tie.content, tie.kind = at, "phrase"


def find_act(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Take an infinitive as the content: "urged to ...", "called on the sides to ..."."""
    units, lows = sentence.units, sentence.lows
    for at in range(tie.end, min(len(units), tie.end + OBJECT_REACH)):
        if lows[at] in profile.to_words:
            after = lows[at + 1] if at + 1 < len(units) else ""
            whole = at + 1 < len(units) and units[at + 1].is_quote
            if not whole and (not after or after in profile.determiners or units[at + 1].capital):
                continue
            if not (whole and at > tie.end) and asks_of(tie):
                return False
            if tie.speaker is not None and not speaks_up(sentence, tie.speaker, profile):
                return False
            denied = at > tie.end and lows[at - 1] in profile.negations
            tie.content, tie.kind = at - denied, "act"
            return True
        inserted = units[at].text == "," and profile.to_words & set(lows[at : at + OBJECT_REACH])
        if units[at].is_quote and len(units[at].text.split()) >= LEAST_CALL_WORDS:
            # 'called on all "parties to ..."': the call itself stands between marks.
            tie.content, tie.kind = at, "quote"
            return True
        if (units[at].text in BREAKS and not inserted) or units[at].is_quote:
            return False
        if lows[at] in profile.that_words or is_finite(sentence, at, profile):
            return False
    return False


def asks_of(tie: Tie) -> bool:
    """Say whether a verb asks more often than it calls: only 'asked both to "write less"' calls."""
    return tie.hit.has(Frame.QUOTE) and not tie.hit.has(Frame.CLAUSE)


def named(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> None:
    """Take what is named and its name: 'called the talks "useful"'."""
    units, lows = sentence.units, sentence.lows
    if tie.end < len(units) and lows[tie.end] in profile.naming_words:
        if tie.begin and lows[tie.begin - 1] in profile.relatives - profile.that_words:
            # 'The novel, which critics described as "unreadable", sold well.'
            quoted = units[tie.end + 1 : tie.end + 2]
            if quoted and quoted[0].is_quote:
                tie.content, tie.kind = tie.end + 1, "naming"
        return
    for at in range(tie.end, min(len(units), tie.end + 3 * NAMED_WORDS)):
        if units[at].is_quote:
            before = lows[tie.begin - 1] if tie.begin else ""
            called = before in profile.relatives and before not in profile.that_words
            if at > tie.end or called:
                # 'called the talks "useful"', 'the talks, which he called "useful"'
                tie.content, tie.kind = at if called else tie.end, "naming"
            return
        if units[at].text in ENDS or units[at].text in (";", ":"):
            return
        if units[at].text == "," and at + 1 < len(units) and (
            lows[at + 1] in profile.quoting or lows[at + 1] in profile.participle_cues
        ):  # fmt: skip
            return
        if at > tie.end and is_finite(sentence, at, profile) and not named_below(
            sentence, at, profile
        ):  # fmt: skip
            return
        if lows[at] in profile.to_words and at == tie.end:
            return


def blamed(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> None:
    """Take whom somebody blames and what for, in their own words: 'criticised it as "weak"'."""
    units, lows = sentence.units, sentence.lows
    why = None
    for at in range(tie.end, min(len(units), tie.end + OBJECT_REACH)):
        if units[at].text in BREAKS:
            return
        if lows[at] in profile.blame_words or lows[at] in profile.naming_words:
            why = at
        if units[at].is_quote:
            if why is not None and at > tie.end:
                # A comma or stop inside the marks ends what is told.
                whole = units[at].text.rstrip("\"”»’'")[-1:] in {",", ".", "!", "?"}
                tie.content, tie.kind = tie.end, "naming" if whole else "charge"
            return


def named_below(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a name still follows: 'dismissed claims that it had leaked as "nonsense"'."""
    units, lows = sentence.units, sentence.lows
    for place in range(at, len(units)):
        if units[place].is_quote:
            return lows[place - 1] in profile.naming_words
        if units[place].text in BREAKS:
            return False
    return False


def skip_hearer(sentence: Sentence, at: int, profile: LanguageProfile) -> int:
    """Return where the hearer ends: "told reporters", "told the Sarn Courier"."""
    units, lows = sentence.units, sentence.lows
    begin = at
    noun = False
    while at < len(units):
        unit, low = units[at], lows[at]
        if unit.kind is UnitKind.BRACKET:
            at += 1
            continue
        if not unit.is_word or low in profile.that_words or low in profile.prepositions:
            break
        if joins_hearers(sentence, at, profile) and noun:
            at += 1
            continue
        if low in profile.subordinators or low in profile.question_words:
            break
        if at == begin and owns_hearer(sentence, at, profile):
            at += 1
            continue
        if at == begin and (low in profile.hearers or low in profile.pronouns):
            return past_doings(sentence, at + 1, profile)
        if noun and (
            low in profile.determiners
            or low in profile.owners
            or low in profile.pronouns
            or low in profile.other_pronouns
            or is_finite(sentence, at, profile)
        ):
            break
        if low in profile.hearers:
            return past_doings(sentence, at + 1, profile)
        if (
            noun
            and not unit.capital
            and units[at - 1].capital
            and not lows[at - 1].endswith(profile.possessive_endings)
            and lows[at] not in profile.speaking_nouns
            and lows[at] not in profile.occasions
        ):
            break
        if low not in profile.determiners and low not in profile.owners:
            noun = True
        at += 1
    # Without a noun that could hear, the words are the content: "warned prices would rise".
    if noun and at < len(units) and is_finite(sentence, at, profile):
        return begin
    return at


def past_doings(sentence: Sentence, at: int, profile: LanguageProfile) -> int:
    """Return the unit behind what hearers do: "told reporters waiting outside that it leaks"."""
    units, lows = sentence.units, sentence.lows
    if at >= len(units) or not (lows[at].endswith("ing") or lows[at] in profile.personal_relatives):
        return at
    for stop in range(at + 1, min(len(units), at + DOINGS_REACH)):
        if lows[stop] in profile.that_words:
            return stop
        if not units[stop].is_word:
            break
    return at


def owns_hearer(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a possessive stands before whoever hears: "assured her guest that"."""
    units, lows = sentence.units, sentence.lows
    if lows[at] not in profile.owners or at + 2 >= len(units):
        return False
    hearer, follows = units[at + 1], lows[at + 2]
    plain = hearer.is_word and not hearer.capital and hearer.low not in profile.that_words
    return plain and (
        follows in profile.that_words
        or follows in profile.prepositions
        or is_time(units[at + 2], profile)
    )


def joins_hearers(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether an "and" joins two hearers: "told Ada Moor and Bo Lind that"."""
    units, lows = sentence.units, sentence.lows
    if lows[at] not in profile.and_words or at + 1 >= len(units):
        return False
    stop = at + 1
    while stop < len(units) and units[stop].is_word and lows[stop] not in profile.that_words:
        if may_be_finite(sentence, stop, profile):
            return False
        stop += 1
    return stop < len(units) and units[stop].text != "."


def skip_inserted(sentence: Sentence, comma: int, profile: LanguageProfile) -> int | None:
    """Return where the content begins behind a comma: ', "..."' or ', as talks went on, that'."""
    units, lows = sentence.units, sentence.lows
    at = comma + 1
    if at >= len(units):
        return None
    if units[at].is_quote or lows[at] in profile.that_words:
        return at
    if lows[at] in profile.connectives and units[at + 1 : at + 2] and units[at + 1].text == ",":
        # "conceded, however, that"
        return at + 2 if lows[at + 2 : at + 3] and lows[at + 2] in profile.that_words else None
    if lows[at] in profile.participle_cues:
        return None
    if (
        lows[at] in profile.prepositions
        or lows[at] in profile.adjunct_openers
        or lows[at].endswith("ing")
    ):
        stop = skip_to_break(sentence, at)
        while stop + 1 < len(units) and units[stop].text == ",":
            if lows[stop + 1] in profile.that_words:
                return stop + 1
            if units[stop + 1].is_quote and not has_finite(sentence, at, stop, profile):
                return stop + 1
            if stop - comma > OBJECT_REACH:
                return None
            stop = skip_to_break(sentence, stop + 1)
        if stop < len(units) and units[stop].text == ":":
            return stop
    return None


def opens_asked(sentence: Sentence, profile: LanguageProfile) -> bool:
    """Say whether a sentence opens with what its speaker was asked: "Asked if it leaks, Moor"."""
    low = sentence.lows[0]
    return low.endswith(profile.past) and bool(
        profile.first_phrase(sentence.lows, 0, profile.asides)
    )


def opens_clause(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is the first word of its sentence."""
    return not any(unit.is_word or unit.is_quote for unit in sentence.units[:at])


def next_comma(sentence: Sentence, at: int) -> int | None:
    """Return the next comma behind a unit."""
    return next((i for i in range(at, len(sentence.units)) if sentence.units[i].text == ","), None)
