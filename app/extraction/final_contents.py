"""Final contents: find what stands before a cue as its content."""

from app.extraction.agglutinative import CASES, Takes
from app.extraction.final_clause import Clause, FinalHit, words
from app.extraction.final_phrases import (
    ends_owner,
    in_case,
    is_noun,
    is_suffix,
    phrase_ending,
)
from app.extraction.final_subjects import subject_behind
from app.extraction.profile import Role
from app.text import fold

# Between a content and its cue stand at most so many units: "... olduğunu Sarn Courier'ye söyledi".
MOST_BETWEEN = 7
QUOTED = Takes.QUOTE | Takes.NAMING
HEARER_REACH = 4
LEAST_BARE = 3
MARKS = "\"'’”»“„«‘.,!?… "


def quoted_content(clause: Clause, hit: FinalHit) -> tuple[int, int, str] | None:
    """Return the quotations right before a cue: '"..." dedi', '"..." ve "..." ifadelerini'."""
    if not hit.cue.takes.meets(QUOTED):
        return None
    units, lows = clause.sentence.units, clause.sentence.lows
    end = hit.first
    while end > clause.low and (
        lows[end - 1] in clause.grammar.light or units[end - 1].text in (",", "-", "–")
    ):
        end -= 1
    if end <= clause.low:
        return None
    if not units[end - 1].is_quote:
        # '"..." Lind dedi': the subject stands between.
        subject = phrase_ending(clause.sentence, end, clause.low, clause.profile)
        if subject is None or subject.first <= clause.low or not units[subject.first - 1].is_quote:
            return None
        clause.speaker, clause.weak = subject, False
        end = subject.first
    begin = end - 1
    while begin - 2 >= clause.low and units[begin - 2].is_quote and (
        units[begin - 1].text == "," or lows[begin - 1] in clause.grammar.joiners
    ):  # fmt: skip
        begin -= 2
    if not hit.cue.takes.meets(Takes.QUOTE):
        return named_content(clause, begin, end)
    if end - begin == 1 and in_clause(clause, begin, hit):
        return clause.low, end, "clause"
    return begin, end, "quote"


def in_clause(clause: Clause, at: int, hit: FinalHit) -> bool:
    """Say whether a quotation ends a clause made a noun: 'ateşin "sürdüğünü" söyledi'."""
    unit = clause.sentence.units[at]
    last = fold(unit.text.rstrip(MARKS)).rsplit(maxsplit=1)
    before = clause.sentence.units[at - 1] if at > clause.low else None
    return (
        bool(last)
        and before is not None
        and (
            in_case(clause.sentence, at - 1, "genitive", clause.profile)
            or (
                before.is_word
                and before.low not in clause.grammar.light
                and not is_noun(before.low, clause.profile)
                and not before.capital
            )
        )
        and any(
            clause.grammar.clause_ends[c].search(last[-1]) for c in CASES if hit.cue.takes.meets(c)
        )
    )


def named_content(clause: Clause, begin: int, end: int) -> tuple[int, int, str] | None:
    """Return X and its name: 'süreci "tarihi bir fırsat" olarak nitelendirdi'."""
    first = begin
    units = clause.sentence.units
    while first > clause.low and units[first - 1].text not in (",", ":", ";"):
        first -= 1
    return (first, end, "naming") if first < begin else None


def noun_clause(
    clause: Clause, hit: FinalHit, between: int = MOST_BETWEEN
) -> tuple[int, int, str] | None:
    """Return the clause made a noun, or the noun phrase, that ends before a cue.

    Args:
        between: how many units may stand between the two, and one more.
    """
    cases = [case for case in CASES if hit.cue.takes.meets(case)]
    if not cases:
        return None
    units, lows = clause.sentence.units, clause.sentence.lows
    grammar = clause.grammar
    for at in range(hit.first - 1, max(clause.low, hit.first - between) - 1, -1):
        if units[at].is_quote or units[at].text in (";", ":"):
            break
        if (
            units[at].is_word
            and any(grammar.clause_ends[case].search(lows[at]) for case in cases)
            and not grammar.no_clauses.match(lows[at])
        ):
            return clause.low, at + 1, "clause"
        if units[at].text == ",":
            break
    if hit.cue.takes.meets(Takes.NOUN) and between > 1:
        # "acil yardım çağrısında bulundu": the noun has no ending that tells of it.
        last = units[hit.first - 1]
        return (
            (clause.low, hit.first, "phrase") if last.is_word and hit.first > clause.low else None
        )
    if not hit.cue.takes.meets(Takes.PHRASE) or between == 1:
        return None
    at = hit.first - 1
    while at > clause.low and lows[at] in grammar.light:
        at -= 1
    if at >= clause.low and units[at].is_word and any(
        grammar.phrase_ends[case].search(lows[at]) for case in cases if case in grammar.phrase_ends
    ):  # fmt: skip
        return clause.low, at + 1, "phrase"
    return None


def bare_content(clause: Clause, hit: FinalHit) -> tuple[int, int, str] | None:
    """Return words said without marks: "Geleceğiz, dedi Lind"."""
    if hit.cue.role is not Role.FINITE or not (
        hit.cue.takes.meets(Takes.BARE) or said_behind(clause, hit)
    ):
        return None
    end = hit.first
    units = clause.sentence.units
    while end > clause.low and not (units[end - 1].is_word or units[end - 1].is_quote):
        end -= 1
    return (clause.low, end, "bare") if words(clause, clause.low, end) >= LEAST_BARE else None


def said_behind(clause: Clause, hit: FinalHit) -> bool:
    """Say whether a comma, "diye" and a subject frame bare words: "..., diye aktardı X"."""
    units, lows = clause.sentence.units, clause.sentence.lows
    return (
        hit.first > clause.low
        and lows[hit.first] in clause.grammar.so_words
        and units[hit.first - 1].text == ","
        and subject_behind(clause, hit) is not None
    )


def skip_accused(clause: Clause, begin: int, end: int) -> int:
    """Return the unit behind whoever is accused: "hükümeti ateşkesi bozmakla suçladı"."""
    units, lows, grammar = clause.sentence.units, clause.sentence.lows, clause.grammar
    for at in range(begin, end - 1):
        if in_case(clause.sentence, at, "accusative", clause.profile):
            return at + 1
    for at in range(begin, end - 2):
        if not units[at].is_word:
            break
        if grammar.object_ends.search(lows[at]) and lows[at] not in grammar.no_objects:
            return at + 1
    return begin


def skip_asked(clause: Clause, begin: int, end: int) -> int:
    """Return the unit behind those of whom something is demanded: "çiftçilerden beklemelerini"."""
    units, lows, grammar = clause.sentence.units, clause.sentence.lows, clause.grammar
    for at in range(begin, min(begin + HEARER_REACH, end - 1)):
        if not (units[at].is_word or is_suffix(clause.sentence, at)):
            break
        parted = is_suffix(clause.sentence, at) and not lows[at].startswith("'")
        if grammar.asked_ends.search(lows[at - 1] + lows[at] if parted else lows[at]):
            return at + 1
    return begin


def owns(clause: Clause, at: int, hit: FinalHit, found: tuple[int, int, str]) -> bool:
    """Say whether a genitive is whose words are told, not the subject of what they tell of.

    "Lind, komisyonun toplanmasını önerdiklerini bildirdi": the commission is to meet, and it is
    Lind's side that proposed it.
    """
    lows, grammar = clause.sentence.lows, clause.grammar
    begin, end, kind = found
    if kind == "quote":
        return True
    if grammar.several_said.search(hit.cue.words[-1]) and not grammar.several.search(lows[at - 1]):
        return False
    other = any(
        in_case(clause.sentence, i, "genitive", clause.profile) or ends_owner(lows[i], grammar)
        for i in range(begin, end - 1)
    )
    return other or not grammar.to_be_done.search(lows[end - 1])
