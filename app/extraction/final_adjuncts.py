"""Final adjuncts: what stands between a subject and its content, and says when, where, to whom."""

from app.extraction.agglutinative import Takes
from app.extraction.clauses import is_time
from app.extraction.final_clause import Clause, skip_openers
from app.extraction.final_particles import skip_particle
from app.extraction.final_phrases import in_case

ACT_REACH = 30
ACT_NEAR = 4
HEARER_REACH = 8
# "geçen perşembe günü", "3 Aralık 2024" and an ending.
LONGEST_TIME = 4


def skip_past(clause: Clause, at: int, end: int) -> int:
    """Return the unit behind a time in the past that follows a subject: "Lind geçen hafta suyun".

    Before a participle it tells when something else happened: "dün kapanan köprünün".
    """
    units, lows, grammar = clause.sentence.units, clause.sentence.lows, clause.grammar
    behind = at + clause.profile.first_phrase(lows, at, grammar.past_times)
    if behind >= end - 1 or not units[behind].is_word:
        return at
    follows = lows[behind]
    past = grammar.clause_ends[Takes.PLAIN].search(follows) or grammar.doers.search(follows)
    return at if past else behind


def own_act(clause: Clause, at: int) -> bool:
    """Say whether a verb tells what the subject before it did: "Lind oturduğu yerden".

    Before "için" and the like it has a subject of its own: "Kar yağdığı için".
    """
    lows, grammar = clause.sentence.lows, clause.grammar
    return (
        at + 1 < len(lows)
        and bool(grammar.own_acts.search(lows[at]))
        and lows[at + 1] not in grammar.postpositions
    )


def acts_behind(clause: Clause, at: int, limit: int) -> bool:
    """Say whether an act of speech follows: "Lind geçen hafta düzenlediği basın toplantısında".

    Only what stands in the nominative can have done it.
    """
    lows, grammar = clause.sentence.lows, clause.grammar
    at += clause.profile.first_phrase(lows, at, grammar.past_times)
    if at + 1 < limit and lows[at] in grammar.articles:
        return lows[at + 1] in grammar.acts
    return (
        at < limit
        and lows[at] in grammar.participles
        and any(low in grammar.acts for low in lows[at + 1 : min(limit, at + 1 + ACT_NEAR)])
    )


def told_to(clause: Clause, at: int) -> bool:
    """Say whether a unit is a medium to which something is told: "BBC'ye"."""
    return clause.sentence.lows[at] in clause.grammar.media and in_case(
        clause.sentence, at + 1, "dative", clause.profile
    )


def is_adjunct(clause: Clause, begin: int, end: int) -> bool:
    """Say whether the units before a comma only say when, where or why something was said."""
    last = end - 1
    while last > begin and not clause.sentence.units[last].is_word:
        last -= 1
    low = clause.sentence.lows[last]
    return (
        low in clause.grammar.adjunct_ends
        or low in clause.grammar.acts
        or low in clause.grammar.documents
        or low.endswith(clause.grammar.while_endings)
        or bool(clause.grammar.converbs.search(low))
        or (last - begin < LONGEST_TIME and is_time(clause.sentence.units[last], clause.profile))
        or all(
            (
                clause.sentence.lows[at] in clause.profile.connectives
                or clause.sentence.lows[at] in clause.grammar.openers
            )
            for at in range(begin, end)
        )
    )


def skip_adjuncts(clause: Clause, begin: int, end: int) -> int:
    """Return where a content begins behind its adjuncts: "..., Karsk'ta yaptığı açıklamada"."""
    units, lows = clause.sentence.units, clause.sentence.lows
    grammar = clause.grammar
    at = skip_openers(clause, begin)
    for edge in range(at, end):
        if units[edge].text == "," and edge > at:
            if not is_adjunct(clause, at, edge):
                break
            at = skip_openers(clause, edge + 1)
    at = skip_clause(clause, at, end)
    if at + 2 < end and told_to(clause, at):
        at = skip_openers(clause, at + 2)
    acted = False
    for index in range(at, min(end, at + ACT_REACH)):
        if units[index].is_quote or units[index].text in (",", ";"):
            break
        if acted and lows[index] in grammar.acts:
            behind = index + 1
            while behind < end and not units[behind].is_word and not units[behind].is_quote:
                behind += 1
            return behind if behind < end else at
        acted = lows[index] in grammar.articles if index == at else acted
        acted = acted or lows[index] in grammar.participles
    for index in range(at, min(end - 1, at + HEARER_REACH)):
        if units[index].is_quote or units[index].text in (",", ";"):
            break
        if lows[index] in grammar.hearers:
            return min(skip_particle(clause, index + 1), end - 1)
        if lows[index] in grammar.agencies and in_case(
            clause.sentence, index + 1, "dative", clause.profile
        ):
            return index + 2
    return at


def skip_clause(clause: Clause, at: int, end: int) -> int:
    """Return the unit behind a clause of its own: "haberleri değerlendirdi ve ..."."""
    lows, grammar = clause.sentence.lows, clause.grammar
    found = at
    for index in range(at + 1, end - 1):
        if (
            lows[index + 1] in grammar.joiners
            and lows[index] not in grammar.no_verbs
            and not clause.sentence.units[index].capital
            and grammar.verb_ends.search(lows[index])
        ):
            found = index + 2
    return found
