"""Final particles: find the subject that a particle sets against another: "Lind ise"."""

from app.extraction.clauses import is_time
from app.extraction.final_clause import Clause
from app.extraction.final_phrases import in_case, is_noun, is_suffix, phrase_beginning
from app.extraction.phrases import Mention, mention_of

# "Bir başka şoför de": so many words before the particle, at most.
MOST_SET_AGAINST = 5


def with_particle(clause: Clause, begin: int, limit: int) -> Mention | None:
    """Return the subject before a particle: "Lind ise", "Ada Mur da"."""
    found = phrase_beginning(clause.sentence, begin, limit, clause.profile)
    if found is None or found.end >= limit or is_suffix(clause.sentence, found.end):
        return set_against(clause, begin, limit)
    follows = clause.sentence.lows[found.end]
    if found.end - found.first == 1 and clause.grammar.objects.search(
        clause.sentence.lows[found.first]
    ):
        # "Saldırıyı ise kınadığını": the capital only opens the sentence.
        return None
    light = clause.grammar.light
    after = clause.sentence.lows[found.end + 1 : found.end + 2]
    # "Lind bir kez daha", not "çatının bir ayağının"
    counted = follows not in clause.grammar.articles or not light.isdisjoint(after)
    spaced = follows in light and follows not in clause.grammar.particles and counted
    known = spaced or follows in clause.grammar.particles
    return found if known else set_against(clause, begin, limit)


def set_against(clause: Clause, begin: int, limit: int) -> Mention | None:
    """Return a subject in no table of nouns that a particle sets against whoever spoke before.

    "Ev sahibi bakan ise", "Bir başka şoför de": only what may stand in the nominative.
    """
    units, lows, grammar = clause.sentence.units, clause.sentence.lows, clause.grammar
    at = begin
    while at < min(limit, begin + MOST_SET_AGAINST) and lows[at] not in grammar.particles and (
        # "Lind'in eşi ise"
        units[at].is_word or in_case(clause.sentence, at, "genitive", clause.profile)
    ):  # fmt: skip
        at += 1
    first = begin - 1 if begin and lows[begin - 1] in grammar.articles else begin
    if at == begin or at >= limit or not (
        lows[at] in grammar.contrasts
        or (lows[at] in grammar.particles and lows[first] in grammar.articles)
    ):  # fmt: skip
        return None
    low = lows[at - 1]
    found = mention_of(clause.sentence, first, at)
    if is_noun(low, clause.profile):
        return found
    other = (
        grammar.cased_ends.search(low)
        or grammar.object_ends.search(low)
        or grammar.owner_ends.search(low)
        or grammar.doers.search(low)
        or grammar.converbs.search(low)
        or low in grammar.adjunct_ends | grammar.postpositions | grammar.according
        or low in grammar.openers | clause.profile.connectives | clause.profile.other_pronouns
        or is_time(units[at - 1], clause.profile)
    )
    return None if other else found


def skip_particle(clause: Clause, at: int) -> int:
    """Return the unit behind a particle and the comma that may follow it."""
    units, lows = clause.sentence.units, clause.sentence.lows
    while at < len(units) and (lows[at] in clause.grammar.particles or units[at].text == ","):
        at += 1
    return at
