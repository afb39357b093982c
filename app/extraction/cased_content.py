"""Cased content: what a cue announces on its right, where cases and commas show the clauses."""

import re
from bisect import bisect_left
from typing import Protocol

from app.extraction.cased_nouns import read_phrase, skip_prepositional
from app.extraction.cased_phrases import skipped
from app.extraction.cased_words import is_noun
from app.extraction.clauses import BREAKS, DASHES
from app.extraction.inflection import readings
from app.extraction.profile import Cue, Frame, LanguageProfile
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import UnitKind
from app.text import fold

# What a cue may announce by a colon, by "that", and in marks.
COLON = Frame.CLAUSE | Frame.QUOTE | Frame.ACT
THAT = Frame.CLAUSE | Frame.ACT
QUOTED = Frame.CLAUSE | Frame.QUOTE
MOST_OBJECT = 18
LEAST_QUOTED_WORDS = 4
WORD = re.compile(r"[^\W\d_]+")
MOST_OPENING = 80
# Signs that stand in no word.
SURE_BREAKS = frozenset(BREAKS) - frozenset(DASHES) - {"."}


class Announcing(Protocol):
    """A cue whose content is looked for: `end` is the unit behind it."""

    cue: Cue
    end: int
    content: int | None
    kind: str


def next_break(sentence: Sentence, at: int) -> int:
    """Return the next comma, dash, colon or stop from a unit on; the stop of an initial is none."""
    if sentence.breaks is None:
        sentence.breaks = [
            place
            for place, unit in enumerate(sentence.units)
            if unit.text in SURE_BREAKS or (unit.text in BREAKS and not is_inner(sentence, place))
        ]
    index = bisect_left(sentence.breaks, at)
    if index < len(sentence.breaks):
        return sentence.breaks[index]
    return max(at, len(sentence.units))


def is_inner(sentence: Sentence, at: int) -> bool:
    """Say whether a sign stands inside a word: the stop of an initial, a dash without spaces."""
    units = sentence.units
    unit = units[at]
    if not at or at + 1 >= len(units) or units[at - 1].end != unit.start:
        return False
    if unit.text == ".":
        return len(sentence.lows[at - 1].rstrip(".")) == 1
    return unit.text in DASHES and units[at + 1].start == unit.end


def find_right(sentence: Sentence, tie: Announcing, profile: LanguageProfile) -> None:
    """Look for a cue's content on its right; leave `content` None where there is none."""
    units, lows = sentence.units, sentence.lows
    frames, begin = tie.cue.frames, tie.end
    stop = next_break(sentence, begin)
    if stop < len(units) and units[stop].text == ":" and frames.meets(COLON):
        if stop + 1 >= len(units):
            tie.content, tie.kind = stop, "pending"
        else:
            tie.content, tie.kind = stop + 1, "colon"
        return
    if frames.meets(Frame.NAMING):
        named(sentence, tie, stop, profile)
        return
    if frames.meets(Frame.CHARGE):
        if any(low in profile.charge_words for low in lows[begin:stop]):
            tie.content, tie.kind = begin, "charge"
        return
    if frames.meets(Frame.ACT) and find_infinitive(sentence, tie, profile):
        return
    if frames.meets(Frame.TO) and find_after(sentence, tie, stop, profile.toward_words, profile):
        return
    comma = stop + 1 < len(units) and units[stop].text == ","
    joint = joined_verb(sentence, begin, stop, profile)
    if joint is not None:
        # «напомнил о паводке и добавил, что»: the clause is the second verb's.
        stop, comma = joint, False
    that = comma and lows[stop + 1] in profile.that_words
    if frames.meets(Frame.PHRASE) and (
        not that
        or not (lows[stop - 1] in profile.determiners or lows[stop - 1] in profile.other_pronouns)
    ):
        found = find_object(sentence, begin, stop, profile)
        if found is not None:
            tie.content, tie.kind = found, "phrase"
            return
    if that and frames.meets(THAT) and stop + 2 < len(units):
        tie.content, tie.kind = stop + 2, "that"
        return
    if (
        comma
        and frames.meets(Frame.CLAUSE)
        and stop - begin <= 3
        and asks(sentence, stop + 1, profile)
    ):
        tie.content, tie.kind = stop + 1, "question"
        return
    for at in range(begin, stop):
        if units[at].is_quote and frames.meets(QUOTED) and (
            len(units[at].text.split()) >= LEAST_QUOTED_WORDS and not is_noun_before(sentence, at)
        ):  # fmt: skip
            tie.content, tie.kind = at, "quote"
            return
    if frames.meets(Frame.TOPIC) and find_after(sentence, tie, stop, profile.topic_words, profile):
        return
    if frames.meets(Frame.ON) and find_after(sentence, tie, stop, profile.on_words, profile):
        return
    if frames.meets(Frame.FROM) and find_after(sentence, tie, stop, profile.from_words, profile):
        return
    if len(tie.cue.words) > 1 and takes_phrase(tie.cue.words[0], profile):
        # «выразил надежду на мир»: without a clause the hope itself is the content.
        tie.content, tie.kind = begin - 1, "phrase"


def joined_verb(sentence: Sentence, begin: int, stop: int, profile: LanguageProfile) -> int | None:
    """Return the "and" that joins another cue to the verb before it, None where there is none."""
    for at in range(begin, stop - 1):
        if sentence.lows[at] in profile.and_words and sentence.lows[at + 1] in profile.finite_cues:
            return at
    return None


def takes_phrase(word: str, profile: LanguageProfile) -> bool:
    """Say whether a verb alone takes a noun phrase."""
    return any(
        cue.words == (word,) and cue.frames.meets(Frame.PHRASE)
        for cue in profile.cues_by_word.get(word, ())
    )


def is_noun_before(sentence: Sentence, at: int) -> bool:
    """Say whether marks belong to the noun before them: «в газете „Курьер Сарна“»."""
    return at > 0 and any(reading.part == "NOUN" for reading in readings(sentence.lows[at - 1])[:1])


def asks(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether an indirect question begins at a unit: «рассказал, в каких условиях»."""
    lows = sentence.lows
    if lows[at] in profile.prepositions and at + 1 < len(lows):
        at += 1
    if lows[at] in profile.question_words:
        return True
    return at + 1 < len(lows) and lows[at + 1] == "ли"


def find_after(
    sentence: Sentence,
    tie: Announcing,
    stop: int,
    openers: frozenset[str],
    profile: LanguageProfile,
) -> bool:
    """Take the phrase behind a preposition as the content: «заявил о готовности ...»."""
    units, lows = sentence.units, sentence.lows
    for at in range(tie.end, min(stop, tie.end + MOST_OBJECT) - 1):
        if lows[at] not in openers:
            continue
        after = lows[at + 1]
        if not units[at + 1].is_word and not units[at + 1].is_quote:
            continue
        if after in profile.other_pronouns or after in profile.weekdays:
            continue
        if openers is profile.on_words and any(
            lemma in profile.occasions for lemma in (r.lemma for r in readings(after))
        ):
            continue
        away = openers is profile.toward_words and at > tie.end
        tie.content, tie.kind = (at if away else at + 1), "phrase"
        return True
    return False


def find_infinitive(sentence: Sentence, tie: Announcing, profile: LanguageProfile) -> bool:
    """Take an infinitive as the content: «призвал стороны немедленно прекратить огонь»."""
    units, lows = sentence.units, sentence.lows
    for at in range(tie.end, min(len(units), tie.end + MOST_OBJECT)):
        unit = units[at]
        if unit.is_quote and opens_infinitive(unit.text):
            # «призвала стороны «не превращать людей»»
            tie.content, tie.kind = at, "act"
            return True
        if unit.text in ENDS or unit.text in (";", ":") or unit.is_quote:
            return False
        if lows[at] in profile.that_words:
            return False
        if not unit.is_word or (unit.capital and at):
            continue
        found = readings(lows[at])
        if not found or found[0].part != "INFN":
            continue
        begin = at
        while begin > tie.end and (
            lows[begin - 1] in profile.negations
            or any(r.part in ("ADVB", "PRCL") for r in readings(lows[begin - 1])[:1])
        ):
            begin -= 1
        tie.content, tie.kind = begin, "act"
        return True
    return False


def opens_infinitive(text: str) -> bool:
    """Say whether an infinitive is among the first words of a quotation."""
    return any(
        reading.part == "INFN"
        for word in WORD.findall(fold(text[:MOST_OPENING]))[:3]
        for reading in readings(word)[:1]
    )


def find_object(sentence: Sentence, begin: int, stop: int, profile: LanguageProfile) -> int | None:
    """Return where the object of a verb begins, past hearers, times and adjuncts."""
    at = begin
    while at < stop:
        unit, low = sentence.units[at], sentence.lows[at]
        if unit.is_quote:
            return at
        if not unit.is_word or unit.kind is UnitKind.BRACKET:
            at += 1
        elif low in profile.prepositions:
            at = skip_prepositional(sentence, at, stop, profile)
        elif skipped(sentence, at, profile) and low not in profile.determiners:
            at += 1
        else:
            phrase = read_phrase(sentence, at, stop, profile)
            if phrase is None:
                at += 1
                continue
            found = readings(sentence.lows[phrase.head])
            if any(reading.case in ("accs", "gent") for reading in found) and not (
                found and found[0].case in ("datv", "ablt")
            ):
                return at
            at = phrase.end
    return None


def named(sentence: Sentence, tie: Announcing, stop: int, profile: LanguageProfile) -> None:
    """Take what is named and its name: «назвал переговоры „полезными“», «назвал это ошибкой»."""
    units = sentence.units
    if any(unit.is_quote for unit in units[tie.end : stop]):
        tie.content, tie.kind = tie.end, "naming"
        return
    at = tie.end
    while at < stop:
        if is_noun(sentence, at, profile) or any(
            reading.part == "ADJF" for reading in readings(sentence.lows[at])[:1]
        ):
            found = readings(sentence.lows[at])
            if at > tie.end and any(reading.case == "ablt" for reading in found):
                tie.content, tie.kind = tie.end, "naming"
                return
        at += 1
