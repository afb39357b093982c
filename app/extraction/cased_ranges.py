"""Cased ranges: the units that the content of an attribution takes in its sentence."""

from app.extraction.cased_content import next_break
from app.extraction.cased_tie import Tie, segment_start
from app.extraction.clauses import DASHES, broken_clause, clause_end, clause_start, trim_end
from app.extraction.inflection import first_part, lemmas, readings
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import UnitKind

# «о том» stands before the comma of the clause that it announces.
OPENS_CLAUSE = 2
MOST_ANNOUNCING = 3
# Behind these an attribution that is set into a clause has only that clause.
PARTING = (";", ":")
# Contents that are no clause: none of their own can follow.
PHRASES = ("charge", "phrase")
MAIN_VERB_REACH = 2


def right_range(
    sentence: Sentence, tie: Tie, cuts: list[int], profile: LanguageProfile
) -> tuple[int, int]:
    """Return the units of a content on the right."""
    begin = tie.content or 0
    later = [cut for cut in cuts if cut > begin and cut != tie.cut]
    units = sentence.units
    if tie.kind == "opening":
        return begin, next_break(sentence, begin)
    if tie.kind == "naming":
        stop = min([next_break(sentence, begin), *later])
        # «назвал доклад «выдумкой» в эфире «Линии»»: where it was said is no part of it.
        told = min(
            (at for at in range(begin + 1, stop - 1) if is_occasion(sentence, at, profile)),
            default=stop,
        )
        last = max((at for at in range(begin + 1, told) if units[at].is_quote), default=None)
        if units[begin].is_quote:
            return begin, trim_end(sentence, begin, stop, profile)
        return begin, last + 1 if last is not None else trim_end(sentence, begin, stop, profile)
    if units[begin].is_quote:
        end = begin + 1
        while end < len(units) and units[end].is_quote:
            end += 1
        if end < len(units) and units[end].is_word and end not in cuts:
            return begin, clause_end(sentence, begin, later, profile)
        return begin, end
    if tie.kind in PHRASES and sentence.lows[segment_start(sentence, tie.first)] in (
        profile.relatives
    ):  # fmt: skip
        later = sorted([*later, *main_verb_behind(sentence, begin)])
    end = clause_end(sentence, begin, later, profile)
    return begin, end


def main_verb_behind(sentence: Sentence, begin: int) -> list[int]:
    """Return the comma behind which the main clause goes on: «который обвинил X в Y, ушел»."""
    comma = next_break(sentence, begin)
    if comma + 1 >= len(sentence.units) or sentence.units[comma].text != ",":
        return []
    follows = sentence.lows[comma + 1 : comma + 1 + MAIN_VERB_REACH]
    return [comma] if any(first_part(low) == "VERB" for low in follows) else []


def is_occasion(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a preposition stands before the noun of an occasion: «в беседе»."""
    return sentence.lows[at] in profile.prepositions and any(
        lemma in profile.occasions for lemma in lemmas(sentence.lows[at + 1])
    )


def left_ranges(
    sentence: Sentence, tie: Tie, ties: list[Tie], cuts: list[int], profile: LanguageProfile
) -> list[tuple[int, int]]:
    """Return the units of a content on the left, and what goes on behind the attribution."""
    units = sentence.units
    low_limit = lower_limit(tie, ties)
    first = clause_start(sentence, tie.begin, low_limit, profile)
    last = trim_end(sentence, first, tie.begin, profile)
    if first >= last:
        return []
    first = after_announcement(sentence, first, last, profile)
    if units[last - 1].is_quote and last - 2 >= first and units[last - 2].text in PARTING:
        first = last - 1
    only_quotes = not any(unit.is_word for unit in units[first:last])
    ranges = [(first, last)]
    after = tie.stop
    if after < len(units) and (units[after].text in (",", ":", *DASHES)):
        dashed = units[after].text in DASHES
        while after < len(units) and not (units[after].is_word or units[after].is_quote):
            dashed = dashed or units[after].text in DASHES
            after += 1
        if after < len(units) and after not in cuts and after - 1 not in cuts:
            if units[after].is_quote:
                stop = after
                while stop < len(units) and units[stop].is_quote:
                    stop += 1
                ranges.append((after, stop))
            elif dashed and not only_quotes:
                ranges.append(
                    (after, clause_end(sentence, after, [c for c in cuts if c > after], profile))
                )
    return ranges


def told_clause(sentence: Sentence, comma: int, profile: LanguageProfile) -> int | None:
    """Return where the clause of «о том, что» begins, by its comma; None where there is none."""
    lows = sentence.lows
    if comma < OPENS_CLAUSE or comma + 2 >= len(lows) or sentence.units[comma].text != ",":
        return None
    told = lows[comma - 2] in profile.topic_words and lows[comma - 1] in profile.determiners
    return comma + 2 if told and lows[comma + 1] in profile.that_words else None


def after_announcement(sentence: Sentence, first: int, last: int, profile: LanguageProfile) -> int:
    """Return where the words begin that «с заявлением о том, что» opens, `first` without it."""
    lows = sentence.lows
    comma = next_break(sentence, first)
    if comma >= last or not any(
        lemma in profile.document_nouns
        for low in lows[first : min(comma, first + MOST_ANNOUNCING)]
        for lemma in lemmas(low)
    ):
        return first
    return told_clause(sentence, comma, profile) or first


def lower_limit(tie: Tie, ties: list[Tie]) -> int:
    """Return the first unit that an attribution's content on the left may begin with."""
    return max(
        (
            other.stop
            for other in ties
            if other is not tie
            and other.begin < tie.begin
            and (other.side == "left" or (other.side == "around" and other.cut is not None))
        ),
        default=0,
    )


def around_ranges(
    sentence: Sentence, tie: Tie, ties: list[Tie], cuts: list[int], profile: LanguageProfile
) -> list[tuple[int, int]]:
    """Return the content that an attribution is set into, precedes, or follows."""
    units, lows = sentence.units, sentence.lows
    opening = not any(
        unit.is_quote
        or (
            unit.is_word
            and unit.low not in profile.connectives
            and unit.low not in profile.adverbs
            and unit.low not in profile.prepositions
        )
        for unit in units[: tie.begin]
    ) or is_opening_phrase(sentence, tie.begin, profile)
    after = tie.stop
    if after < len(units) and units[after].text in (",", *DASHES, ":"):
        after += 1
        while after < len(units) and units[after].text in DASHES:
            after += 1
    if opening:
        if after >= len(units) or (after == tie.stop and units[after].text in ENDS):
            return []
        if lows[after] in profile.that_words:
            after += 1
        if after >= len(units):
            return []
        # «По ее словам, X молчит, ссылаясь на Y»: it is X who does so.
        told = tie.cue.role is not Role.NOUN
        later = [cut for cut in cuts if cut > after]
        return [(after, clause_end(sentence, after, later, profile, glossed=told))]
    begin = clause_start(sentence, tie.begin, lower_limit(tie, ties), profile)
    last = trim_end(sentence, begin, tie.begin, profile)
    behind = next_words(sentence, after)
    closing = behind is None or after == tie.stop or goes_off(sentence, after, cuts, profile)
    first = begin if closing else broken_clause(sentence, begin, last, profile, has_own_verb)
    parted = first > begin and sentence.units[first - 1].text in PARTING
    inside = [
        other
        for other in ties
        if other is not tie
        and other.side == "right"
        and other.content is not None
        and other.content <= tie.begin
        and not (parted and other.content < first)
        and not any(other.content < cut < tie.begin for cut in cuts)
    ]
    if inside and (tie.cut is None or not closing):
        return []
    if first >= last:
        return []
    first = after_announcement(sentence, first, last, profile)
    ranges = [(first, last)]
    if not closing:
        # A clause with a verb of its own needs no second part: what follows tells of the speaker.
        whole = tie.cue.role is not Role.NOUN and has_own_verb(sentence, first, last, profile)
        if not whole or lows[after] in profile.but_words | profile.and_words | profile.relatives:
            ranges.append(
                (after, clause_end(sentence, after, [c for c in cuts if c > after], profile))
            )
    return ranges


def has_own_verb(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a verb is among some units that stands in no relative or other clause below."""
    at = begin
    while at < end:
        stop = min(next_break(sentence, at), end)
        opens = at + 1 if sentence.lows[at] in profile.prepositions and at + 1 < stop else at
        below = at > begin and (
            sentence.lows[opens] in profile.relatives or sentence.lows[at] in profile.subordinators
        )
        if not below and has_verb(sentence, at, stop):
            return True
        at = stop + 1
    return False


def is_opening_phrase(sentence: Sentence, begin: int, profile: LanguageProfile) -> bool:
    """Say whether only a phrase that opens the sentence stands before: «Между тем, по словам»."""
    at = begin - 1 if begin and sentence.units[begin - 1].text == "," else begin
    words = [unit for unit in sentence.units[:at] if unit.is_word]
    return len(words) <= 3 and all(
        unit.low in profile.connectives
        or unit.low in profile.adverbs
        or unit.low in profile.prepositions
        or unit.low in profile.other_pronouns
        for unit in words
    )


def next_words(sentence: Sentence, at: int) -> int | None:
    """Return the next word or quotation from a unit on, None where the sentence ends."""
    return next(
        (
            number
            for number in range(at, len(sentence.units))
            if sentence.units[number].is_word or sentence.units[number].is_quote
        ),
        None,
    )


def goes_off(sentence: Sentence, at: int, cuts: list[int], profile: LanguageProfile) -> bool:
    """Say whether what stands behind an attribution is no more content: «сказал он, добавив»."""
    if at in cuts or at - 1 in cuts or at >= len(sentence.units):
        return True
    low = sentence.lows[at]
    if profile.first_phrase(sentence.lows, at, profile.glosses) or low in profile.as_words:
        return True
    return any(reading.part in ("GRND", "PRTF") for reading in readings(low)[:1])


def has_verb(sentence: Sentence, begin: int, end: int) -> bool:
    """Say whether a finite verb, or what stands for one, is among some units."""
    return any(
        reading.part in ("VERB", "ADJS", "PRTS", "PRED")
        for at in range(begin, end)
        if sentence.units[at].kind is UnitKind.WORD
        for reading in readings(sentence.lows[at])[:1]
    )
