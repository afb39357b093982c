"""Final subjects: find the subject before a content, and the adjuncts between the two."""

from app.extraction.agglutinative import Takes
from app.extraction.drafts import Draft
from app.extraction.final_adjuncts import (
    acts_behind,
    is_adjunct,
    own_act,
    skip_adjuncts,
    skip_past,
    told_to,
)
from app.extraction.final_clause import Clause, FinalHit, skip_openers
from app.extraction.final_particles import skip_particle, with_particle
from app.extraction.final_phrases import (
    ends_owner,
    in_case,
    is_noun,
    is_suffix,
    phrase_beginning,
    phrase_ending,
)
from app.extraction.phrases import Mention, mention_of
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import UnitKind

LEAST_CUT = 3
# "bir gazeteci", and its ending.
MOST_OWNER = 3
FULL_NAME = 2
OTHER_CASES = ("locative", "dative", "ablative", "other")


def with_subject(
    clause: Clause, begin: int, end: int, kind: str, hit: FinalHit
) -> tuple[Mention | None, int, bool]:
    """Return the subject of a cue, where its content begins, and whether the subject is weak."""
    sentence = clause.sentence
    quoted = kind == "quote"
    limit = begin if quoted else end
    answer = answering(clause, begin) if quoted else 0
    subject, behind, weak = subject_in(clause, answer or clause.low, limit, quoted=quoted)
    if answer and (subject is None or weak):
        # 'Lind, "Su ne durumda?" sorusuna, "..." karşılığını verdi'
        subject, behind, weak = subject_in(clause, clause.low, limit, quoted=quoted)
    if subject is None and kind != "quote":
        # "... olduğunu Lind açıkladı"
        between = phrase_ending(sentence, hit.first, end, clause.profile)
        if between is not None and between.first == end:
            return between, skip_adjuncts(clause, clause.low, end), False
    if (subject is None or weak) and hit.cue.role is Role.FINITE:
        after = subject_behind(clause, hit)
        if after is not None:
            # 'Bu dava "gizli oyunların devamı" diyor Lind': the words before the marks are his too.
            comma = any(unit.text == "," for unit in sentence.units[clause.low : begin])
            asked = quoted and begin > clause.low and is_adjunct(clause, clause.low, begin)
            whole = not quoted or not (comma or asked or hit.cue.takes & Takes.NAMING)
            begin = skip_adjuncts(clause, clause.low, end) if whole else begin
            return after, begin, False
    if quoted:
        return subject, begin, weak
    if subject is not None and behind in (subject.end, subject.end + 1):
        behind = skip_past(clause, behind, end)
    return subject, skip_adjuncts(clause, behind, end), weak


def subject_behind(clause: Clause, hit: FinalHit) -> Mention | None:
    """Return the subject behind the last verb: '"..." dedi Lind.'."""
    units = clause.sentence.units
    found = phrase_beginning(clause.sentence, hit.end, len(units), clause.profile)
    if found is None:
        return None
    rest = units[found.end :]
    return found if not rest or rest[0].text in ENDS | {","} else None


def subject_next(clause: Clause, draft: Draft) -> Mention | None:
    """Return the subject behind a participle of speech: '"..." diyerek Lind salondan ayrıldı'.

    A lone noun in small letters, or what the next word belongs to, may be an object.
    """
    sentence, grammar = clause.sentence, clause.grammar
    units, lows = sentence.units, sentence.lows
    if draft.cue is None:
        return None
    cue = draft.cue
    at = next((i for i, unit in enumerate(units) if unit.start >= cue.end), len(units))
    found = phrase_beginning(sentence, at, len(units), clause.profile)
    if found is None or found.end + 1 >= len(units) or is_suffix(sentence, found.end):
        return None
    follows = lows[found.end]
    if not any(unit.capital for unit in units[found.first : found.end]):
        return None
    owned = any(ending.search(follows) for ending in grammar.phrase_ends.values())
    if follows in grammar.joiners | grammar.postpositions or (
        owned and follows not in grammar.own_words
    ):
        return None
    return found


def subject_in(
    clause: Clause, low: int, limit: int, *, quoted: bool
) -> tuple[Mention | None, int, bool]:
    """Return the subject between two units, where it ends, and whether it is weak.

    It ends at a comma ("Lind, ..."), before a quotation ("Lind "..." dedi"), or before a particle
    ("Lind ise ..."). Without any of these a name that opens the sentence may be the subject, or
    the first word of the content: that is weak.
    """
    sentence, profile, grammar = clause.sentence, clause.profile, clause.grammar
    units, lows = sentence.units, sentence.lows
    edges = [at for at in range(low, limit) if units[at].text in (",", ":", ";")]
    begin = low
    adjuncts: list[tuple[int, int]] = []
    for number, edge in enumerate(edges):
        if edge == begin:
            begin = edge + 1
            continue
        particle = with_particle(clause, begin, edge)
        if particle is not None:
            return particle, skip_particle(clause, particle.end), False
        hearer = edge - 2 > begin and told_to(clause, edge - 2)
        found = phrase_ending(sentence, edge - 2 if hearer else edge, begin, profile)
        if found is not None and not is_listed(clause, found, edge, limit, first=number == 0):
            return found, edge + 1, False
        alone = edge - begin == 1 and ends_owner(lows[begin], grammar)
        if alone or owns_rest(clause, begin, edge):
            # 'Bir sunucunun, "..." sözünü hatırlatması üzerine Lind, ...'
            begin = edge + 1
            continue
        if not is_adjunct(clause, begin, edge):
            break
        adjuncts.append((begin, edge))
        begin = edge + 1
    else:
        if quoted and limit > begin:
            found = phrase_ending(sentence, limit, begin, profile)
            if found is not None:
                return found, limit, False
    particle = with_particle(clause, begin, limit)
    if particle is not None:
        return particle, skip_particle(clause, particle.end), False
    for segment in ((begin, limit), *adjuncts):
        doer = doer_in(clause, *segment)
        if doer is not None:
            return doer
    opening = opening_subject(clause, low, limit)
    if opening is not None:
        # A body or a title has no name behind it that could belong to the content.
        last = lows[opening.end - 1]
        bare = not grammar.cased_ends.search(last)
        does = own_act(clause, opening.end) or acts_behind(clause, opening.end, limit)
        sure = is_noun(last, profile) or (bare and does)
        return opening, opening.end, not sure
    if lows[low : low + 1] and lows[low] in grammar.according:
        return None, low, False
    return None, low, False


def doer_in(clause: Clause, begin: int, limit: int) -> tuple[Mention, int, bool] | None:
    """Return the subject behind a clause that tells of it: "Soruları yanıtlayan Lind suyun ...".

    A sentence that opens with more than one word in the nominative, a title or a body has its
    subject there; behind a participle then stands somebody else.
    """
    sentence, profile, grammar = clause.sentence, clause.profile, clause.grammar
    units, lows = sentence.units, sentence.lows
    opening = opening_subject(clause, begin, limit)
    if opening is not None and (
        opening.end - opening.first > 1 or is_noun(lows[opening.end - 1], profile)
    ):
        return None
    for at in range(begin + 1, limit - 1):
        if not (units[at].is_word or units[at].kind is UnitKind.SUFFIX):
            return None
        if units[at].capital or lows[at] in grammar.no_doers or not grammar.doers.search(lows[at]):
            continue
        particle = with_particle(clause, at + 1, limit)
        if particle is not None:
            return particle, skip_particle(clause, particle.end), False
        full = full_name(clause, at + 1, limit)
        found = full or opening_subject(clause, at + 1, limit)
        if found is not None and (
            lows[found.end] not in grammar.acts and lows[found.end] not in grammar.documents
        ):
            sure = lows[at] in grammar.speaking and full is None
            return found, found.end, not (sure or is_noun(lows[found.end - 1], profile))
    return None


def full_name(clause: Clause, at: int, limit: int) -> Mention | None:
    """Return a title with first and last name, whatever word follows: "Sözcüsü Lora Tesk suyun".

    The last name could own that word as well, or be a place: such a subject is weak.
    """
    found = phrase_beginning(clause.sentence, at, limit, clause.profile)
    if found is None or not at + FULL_NAME < found.end < limit:
        return None
    units, lows = clause.sentence.units, clause.sentence.lows
    name = range(found.end - FULL_NAME, found.end)
    titled = lows[found.end - FULL_NAME - 1] in clause.profile.person_nouns
    plain = all(units[i].capital and not is_noun(lows[i], clause.profile) for i in name)
    return found if titled and plain and not is_suffix(clause.sentence, found.end) else None


def answering(clause: Clause, begin: int) -> int:
    """Return the unit behind a question in marks that an answer follows, 0 where there is none.

    '"Su ne durumda?" sorusuna Lind, "..." karşılığını verdi': the subject stands behind it.
    """
    units, lows = clause.sentence.units, clause.sentence.lows
    for at in range(begin - 1, clause.low, -1):
        if units[at - 1].is_quote and lows[at] in clause.grammar.question_ends:
            return at + 1
    return 0


def owns_rest(clause: Clause, begin: int, edge: int) -> bool:
    """Say whether a known noun before a comma stands in the genitive: "Bir gazetecinin,"."""
    return edge - begin <= MOST_OWNER and in_case(
        clause.sentence, edge - 1, "genitive", clause.profile
    )


def is_listed(clause: Clause, found: Mention, edge: int, limit: int, *, first: bool) -> bool:
    """Say whether what looks like a subject is the first of a list: "Rusya, İran ve Türkiye'nin".

    Only one word that opens the sentence is in doubt, where "ve" follows two words later.
    """
    lows, units = clause.sentence.lows, clause.sentence.units
    if not first or found.end - found.first > 1 or found.first != clause.low:
        return False
    after = lows[edge + 2 : edge + 3]
    return (
        edge + 3 < limit
        and units[edge + 1].capital
        and bool(after)
        and (after[0] in clause.grammar.joiners or after[0] == ",")
    )


def opening_subject(clause: Clause, low: int, limit: int) -> Mention | None:
    """Return the name that opens a sentence without a comma: "Lind dün ... söyledi".

    No subject is a word that owns the next one ("Sarn barajının"), or is followed by a further
    name in another case ("Lind Sarn'daki"): there nobody can tell where it ends.
    """
    found = phrase_beginning(clause.sentence, low, limit, clause.profile)
    if found is None or found.end >= limit:
        return None
    if is_suffix(clause.sentence, found.end):
        # "Bakan Lind Sarn'daki": the last word is another name, if the register knows the first.
        if told_to(clause, found.end - 1) and found.end - found.first > 1:
            return mention_of(clause.sentence, found.first, found.end - 1)
        case = clause.grammar.case_of(clause.sentence.lows[found.end])
        return cut_off(clause, found) if case in OTHER_CASES else None
    follows = clause.sentence.lows[found.end]
    if follows in clause.grammar.joiners or follows in clause.grammar.postpositions:
        return None
    if (
        any(pattern.search(follows) for pattern in clause.grammar.phrase_ends.values())
        and not own_act(clause, found.end)
        and follows not in clause.profile.time_words
        and follows not in clause.grammar.own_words
        and follows not in clause.grammar.this_words
    ):
        return cut_off(clause, found)
    return found


def cut_off(clause: Clause, found: Mention) -> Mention | None:
    """Return a name less its last word, which begins the content: "Bakan Lind Sarn ordusunun"."""
    long = found.end - found.first >= LEAST_CUT and clause.sentence.units[found.end - 1].capital
    return mention_of(clause.sentence, found.first, found.end - 1) if long else None


def subject_of(sentence: Sentence, limit: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of a sentence, as far as its first words tell it for sure."""
    clause = Clause(sentence, "", profile)
    clause.low = skip_openers(clause, 0)
    found, _, weak = subject_in(clause, clause.low, min(limit, len(sentence.units)), quoted=False)
    return None if weak else found
