"""Phrases: read the noun phrase before or behind a unit, and say whether it can speak."""

from dataclasses import dataclass
from enum import StrEnum

from app.extraction.clauses import DASHES, is_time
from app.extraction.cues import is_adverb
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind
from app.extraction.verbs import has_finite, is_finite
from app.spans import Span

MOST_UNITS = 60
NICKNAME_WORDS = 5


class Sort(StrEnum):
    """How a mention names its speaker."""

    PRONOUN = "pronoun"
    OWNER = "owner"  # "his", in "according to his assessment"
    PHRASE = "phrase"


@dataclass(slots=True)
class Mention:
    """A noun phrase or pronoun that the text ties to a cue; nobody changes it.

    Declared frozen it would take three times as long to make, and every word is asked for one.

    Attributes:
        first, end: its units in the sentence, `end` not included.
        span: its place in the text.
        sort: how it names the speaker.
        apposition: units of a further description: "the head of the delegation, Bo Lind,".
    """

    first: int
    end: int
    span: Span
    sort: Sort = Sort.PHRASE
    apposition: tuple[int, int] | None = None


def mention_of(
    sentence: Sentence, first: int, end: int, sort: Sort = Sort.PHRASE,
    apposition: tuple[int, int] | None = None,
) -> Mention:  # fmt: skip
    """Return the mention that some units make."""
    span = Span(sentence.units[first].start, sentence.units[end - 1].end)
    return Mention(first, end, span, sort, apposition)


def phrase_before(
    sentence: Sentence, last: int, low_limit: int, profile: LanguageProfile
) -> int | None:
    """Return the first unit of the noun phrase that ends with the unit `last`."""
    units, lows = sentence.units, sentence.lows
    if lows[last] in profile.pronouns and not governed(sentence, last, low_limit, profile):
        return last
    at = last
    while at >= max(low_limit, last - MOST_UNITS):
        unit, low = units[at], lows[at]
        if unit.kind is UnitKind.BRACKET:
            at -= 1
            continue
        if unit.is_quote:
            short = len(unit.text.split()) <= NICKNAME_WORDS and is_nickname(sentence, at, profile)
            if not (short and at < last and at > low_limit and units[at - 1].is_word):
                break
        elif not unit.is_word:
            if not inside_phrase(sentence, at, profile):
                break
        elif low in profile.and_words:
            if at == low_limit or not joins_phrases(sentence, at, low_limit, profile):
                break
            if lows[at - 1] in profile.document_nouns and units[at + 1].capital:
                # "before its release and Senator Eva Munk said": what is written speaks alone.
                break
        elif low in profile.that_words and at > low_limit and lows[at - 1] in profile.prepositions:
            # "a nurse at that hospital": it only points.
            pass
        elif low in profile.subordinators and low not in profile.linking:
            # "A number of members who voted against it said": the clause belongs to the noun.
            if not (low_limit < at < last and restricts(sentence, at, profile)):
                break
        elif low in profile.pronouns or low in profile.other_pronouns:
            # "one of them said": only behind a preposition does a pronoun belong to a noun phrase.
            if not governed(sentence, at, low_limit, profile):
                break
        elif is_finite(sentence, at, profile) and not is_led_by(sentence, at, profile):
            relative = relative_before(sentence, at, low_limit, profile)
            if relative is None:
                break
            at = relative
        elif (
            at < last
            and (low in profile.connectives or is_adverb(low, profile))
            and (not unit.capital or at == low_limit)
            # "the early voting": behind an article it is no adverb; "a clerk who once worked".
            and not (
                at > low_limit
                and (
                    lows[at - 1] in profile.determiners
                    or lows[at - 1] in profile.personal_relatives
                )
            )
        ):
            break
        at -= 1
    return trim_start(sentence, at + 1, last, profile)


def is_led_by(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a past form describes the noun before it: "a team led by Orla Fenn said"."""
    low = sentence.lows[at]
    plain = low not in profile.auxiliaries and low not in profile.modals
    follows = sentence.lows[at + 1 : at + 2]
    return plain and not low.endswith("s") and not profile.agent_words.isdisjoint(follows)


def restricts(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a relative clause tells which ones are meant: "members who voted against it"."""
    units, low, follows = sentence.units, sentence.lows[at], sentence.lows[at + 1]
    if not units[at - 1].is_word or units[at + 1].capital:
        return False
    if low in profile.that_words:
        # "the crash that killed eight", not "he said that eight died"
        before = sentence.lows[at - 1]
        verb = follows in profile.finite or follows.endswith(profile.past)
        return verb and before not in profile.cues_by_word
    return (
        low in profile.personal_relatives
        and low in profile.question_words
        and follows not in profile.determiners
        and follows not in profile.pronouns
    )


def governed(sentence: Sentence, at: int, low_limit: int, profile: LanguageProfile) -> bool:
    """Say whether a pronoun belongs to a preposition: "one of them", "who voted against it"."""
    before = sentence.lows[at - 1] if at > low_limit else ""
    return before in profile.charge_words or (
        before in profile.prepositions
        and before not in profile.subordinators
        and before not in profile.adjunct_openers
        and at - 1 > low_limit
        and sentence.units[at - 2].is_word
    )


def is_nickname(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a short quotation is part of a noun phrase: 'The "History" section'."""
    inner = sentence.units[at].text.strip("\"“”„«»‘’'`")
    after = sentence.lows[at + 1] if at + 1 < len(sentence.units) else ""
    return inner[-1:].isalnum() and after not in profile.determiners


def inside_phrase(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a sign belongs to a noun phrase: the stop of "Gen.", a plural's apostrophe."""
    unit = sentence.units[at]
    if unit.text == ".":
        before = sentence.lows[at - 1] if at else ""
        return before in profile.abbreviations or len(before) == 1
    if unit.text in "'’&/":
        return True
    return unit.text in "-–" and at > 0 and sentence.units[at - 1].end == unit.start


def joins_phrases(sentence: Sentence, at: int, low_limit: int, profile: LanguageProfile) -> bool:
    """Say whether an "and" joins two noun phrases, not two clauses: no verb stands before it."""
    begin = at
    while begin > low_limit and sentence.units[begin - 1].text not in {",", ";", ":", *DASHES}:
        begin -= 1
        if sentence.units[begin].is_quote:
            break
    return begin < at and not has_finite(sentence, begin, at, profile)


def relative_before(
    sentence: Sentence, at: int, low_limit: int, profile: LanguageProfile
) -> int | None:
    """Return the relative pronoun whose clause a finite verb belongs to: "the man who leads"."""
    for back in range(at - 1, max(low_limit, at - 8), -1):
        if not sentence.units[back].is_word:
            return None
        low = sentence.lows[back]
        if low in profile.relatives and (low not in profile.that_words or back == at - 1):
            return back if sentence.units[back - 1].is_word else None
    return None


def trim_start(sentence: Sentence, first: int, last: int, profile: LanguageProfile) -> int | None:
    """Return where a phrase read backwards begins, without connectives and opening adjuncts."""
    units, lows = sentence.units, sentence.lows
    while first <= last and (
        lows[first] in profile.connectives
        or lows[first] in profile.and_words
        or (lows[first] in profile.adverbs and lows[first] not in profile.determiners)
        or (is_adverb(lows[first], profile) and not units[first].capital)
        or not (units[first].is_word or units[first].is_quote)
    ):
        first += 1
    if first > last:
        return None
    if lows[first] in profile.prepositions and lows[first] not in profile.determiners:
        return after_adjunct(sentence, first, last, profile)
    if first < last and not units[first].capital and lows[first].endswith(profile.past) and (
        lows[first + 1] in profile.prepositions | profile.by_words
    ):  # fmt: skip
        # "Roos came and worked for Lind said": a verb begins no noun phrase.
        return None
    first = after_time(sentence, first, last, profile)
    while (
        first < last
        and is_time(units[first], profile)
        and lows[first] not in profile.months
        and (units[first + 1].capital or lows[first + 1] in profile.determiners)
        and not lows[first][:1].isdigit()
    ):
        first += 1
    return first


def after_time(sentence: Sentence, first: int, last: int, profile: LanguageProfile) -> int:
    """Return where a subject begins behind a time: "Two days ago Bo Lind", "Last week Lind"."""
    lows = sentence.lows
    at = first
    while at <= last and (
        is_time(sentence.units[at], profile)
        or lows[at] in profile.numbers
        or lows[at] in profile.day_counts
    ):
        at += 1
    if not first < at <= last:
        return first
    ends = lows[at - 1] in profile.time_words and lows[at - 1] not in profile.vague_adjectives
    begins = sentence.units[at].capital or lows[at] in profile.determiners
    return at if ends and begins else first


def after_adjunct(
    sentence: Sentence, first: int, last: int, profile: LanguageProfile
) -> int | None:
    """Return where the subject begins after an adjunct without a comma: "On Tuesday Moor said"."""
    units, lows = sentence.units, sentence.lows
    noun = False
    for at in range(first + 1, last + 1):
        unit, low = units[at], lows[at]
        if not unit.is_word:
            continue
        if low in profile.prepositions or low in profile.linking:
            noun = False
        elif (noun and (low in profile.determiners or low in profile.owners)) or (
            noun
            and unit.capital
            and (is_time(units[at - 1], profile) or not units[at - 1].capital)
            and not is_time(unit, profile)
            and lows[at - 1] not in profile.titles
        ):
            return at
        elif low not in profile.determiners:
            noun = True
    return None


def phrase_after(sentence: Sentence, first: int, profile: LanguageProfile) -> Mention | None:
    """Return the noun phrase that begins at a unit: the speaker after "said" or "according to"."""
    units, lows = sentence.units, sentence.lows
    if first >= len(units) or not units[first].is_word:
        return None
    low = lows[first]
    if low in profile.pronouns and low not in profile.determiners:
        return mention_of(sentence, first, first + 1, Sort.PRONOUN)
    at = first
    while at < min(len(units), first + MOST_UNITS):
        unit, low = units[at], lows[at]
        if unit.is_quote:
            break
        if unit.kind is UnitKind.BRACKET:
            at += 1
            continue
        if not unit.is_word:
            if not inside_phrase(sentence, at, profile):
                break
        elif low in profile.subordinators or is_finite(sentence, at, profile):
            break
        elif low in profile.pronouns or low in profile.other_pronouns:
            if at > first and lows[at - 1] not in profile.prepositions:
                break
        elif (
            (at > first and is_time(unit, profile) and not unit.capital and not low[:1].isdigit())
            or (at > first and low in profile.prepositions and low not in profile.linking)
            or (
                at > first
                and low in profile.prepositions
                and (
                    at + 1 >= len(units)
                    or is_time(units[at + 1], profile)
                    or (
                        at + 2 < len(units)
                        and (lows[at + 1] in profile.occasions or lows[at + 2] in profile.occasions)
                    )
                )
            )
            or (at > first and unit.capital and low in profile.weekdays)
            or (low in profile.and_words and not (at + 1 < len(units) and units[at + 1].capital))
            or (
                at > first
                and any(cue.role is Role.PARTICIPLE for cue in profile.cues_by_word.get(low, ()))
            )
        ):
            break
        at += 1
    end = at
    while (
        end > first
        and not (units[end - 1].is_word or units[end - 1].kind is UnitKind.BRACKET)
        and units[end - 1].text not in "'’"
    ):
        end -= 1
    if end <= first:
        return None
    mention = mention_of(sentence, first, end)
    return mention if may_speak(sentence, mention, profile) else None


def head_of(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> int:
    """Return the unit that heads a noun phrase: the last word before a preposition or clause."""
    head = mention.first
    for at in range(mention.first, mention.end):
        low, unit = sentence.lows[at], sentence.units[at]
        if at > mention.first and (
            low in profile.prepositions
            or low in profile.charge_words
            or low in profile.relatives
            or low in profile.and_words
            or is_participle(sentence, at, profile)
        ):
            break
        if unit.is_word and low not in profile.reflexives:
            head = at
    return head


def is_participle(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word behind a noun describes it: "a man living in Sarn", not "the voting"."""
    unit, low, before = sentence.units[at], sentence.lows[at], sentence.lows[at - 1]
    if unit.capital or low in profile.person_nouns or not low.endswith(("ing", *profile.past)):
        return False
    return before not in profile.determiners and not is_time(sentence.units[at - 1], profile)


def may_speak(
    sentence: Sentence, mention: Mention, profile: LanguageProfile, *, strict: bool = False
) -> bool:
    """Say whether a noun phrase can be a speaker at all.

    Args:
        sentence: the sentence.
        mention: the noun phrase.
        profile: the language.
        strict: only names and nouns for people and bodies will do.
    """
    units, lows = sentence.units, sentence.lows
    head = head_of(sentence, mention, profile)
    if lows[mention.first] in profile.nobody:
        return False
    if is_time(units[head], profile) or lows[head] in profile.other_pronouns:
        return False
    if lows[mention.first] in profile.prepositions:
        return False
    named = any(
        unit.capital and not (at == 0 and unit.low in profile.openers)
        for at, unit in enumerate(units[mention.first : head + 1], mention.first)
    )
    if (
        lows[mention.first].endswith("ing")
        and (mention.first == 0 or not units[mention.first].capital)
        and (lows[head] not in profile.speaking_nouns)
    ):
        return False
    if lows[head] in profile.speaking_nouns:
        return True
    if lows[head] in profile.dumb_nouns and not units[head].capital:
        return False
    return named if strict else units[head].is_word


def speaks_up(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a mention is a person, a body, or a group: not "the move", not "a study"."""
    if mention.sort is not Sort.PHRASE:
        return True
    head = head_of(sentence, mention, profile)
    unit = sentence.units[head]
    if sentence.lows[head] in profile.dumb_nouns or sentence.lows[head] in profile.document_nouns:
        return False
    if sentence.lows[head] in profile.speaking_nouns:
        return True
    return unit.capital and not (head == 0 and unit.low in profile.openers)
