"""Verb-final: tie each cue of a sentence to the content and the speaker that stand before it."""

from app.extraction.agglutinative import CASES, FinalCue, Takes
from app.extraction.drafts import Draft, fill
from app.extraction.final_clause import Clause, FinalHit, find_hits, skip_openers, words
from app.extraction.final_phrases import (
    in_case,
    is_noun,
    is_suffix,
    phrase_beginning,
    phrase_ending,
)
from app.extraction.final_sources import author_before, author_in, phrase_ending_before, relay_in
from app.extraction.final_subjects import (
    skip_adjuncts,
    skip_particle,
    subject_in,
    with_subject,
)
from app.extraction.phrases import Mention
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.spans import Span
from app.text import fold

# Between a content and its cue stand at most so many units: "... olduğunu Sarn Courier'ye söyledi".
MOST_BETWEEN = 7
MARKS = "\"'’”»“„«‘.,!?… "
LEAST_BARE = 3
LEAST_PHRASE = 2


def find_final_drafts(sentence: Sentence, text: str, profile: LanguageProfile) -> list[Draft]:
    """Return the attributions of a sentence, in the order of their cues."""
    clause = Clause(sentence, text, profile)
    clause.low = skip_openers(clause, 0)
    start = clause.low
    relay = relay_in(clause)
    if relay is not None and relay[1]:
        clause.low = relay[1]
    for hit in find_hits(sentence, clause.grammar):
        if hit.first < clause.low:
            continue
        if hit.cue.role is not Role.QUOTED:
            read_hit(clause, hit)
    if not clause.drafts:
        read_according(clause, start)
    read_colon(clause)
    for draft in clause.drafts:
        if relay is not None and draft.relay is None:
            draft.relay = relay[0]
    return clause.drafts


def read_hit(clause: Clause, hit: FinalHit) -> None:
    """Tie a cue to its content and its speaker, and go on behind it."""
    units = clause.sentence.units
    if hit.cue.role is Role.FINITE and hit.end < len(units) and units[hit.end].text == ":":
        return
    found = quoted_content(clause, hit) or noun_clause(clause, hit) or bare_content(clause, hit)
    if found is None:
        return
    begin, end, kind = found
    if hit.cue.role is Role.RELATIVE and hit.cue.passive:
        if hit.end >= len(units) or clause.sentence.lows[hit.end] not in clause.grammar.documents:
            return
    elif hit.cue.role is Role.RELATIVE:
        read_relative(clause, hit, begin, end, kind)
        return
    speaker, weak, own = clause.speaker, clause.weak, False
    if hit.cue.passive:
        author = author_in(clause, clause.low, begin if kind == "quote" else end)
        speaker, weak, own = (author[0], False, True) if author else (None, False, False)
        if author is None and kind == "quote":
            # 'Kaynaklar, "..." bilgisi verildi': the subject of a passive that means an active.
            speaker, _, weak = subject_in(clause, clause.low, begin, quoted=True)
            speaker = None if weak else speaker
        own = own or speaker is not None or hit.cue.role is Role.RELATIVE
        if author is not None:
            begin = max(begin, author[1])
        elif kind != "quote":
            begin = skip_adjuncts(clause, clause.low, end)
    elif speaker is None:
        speaker, begin, weak = with_subject(clause, begin, end, kind, hit)
    elif kind != "quote":
        begin = skip_adjuncts(clause, clause.low, end)
    if begin >= end:
        return
    if hit.cue.takes & Takes.PHRASE and kind == "phrase" and words(clause, begin, end) < (
        LEAST_PHRASE
    ):  # fmt: skip
        return
    draft = make(clause, hit, [(begin, end)], f"{kind}-{hit.cue.role.value}", speaker)
    if draft is None:
        return
    if hit.cue.passive:
        draft.rule = f"{kind}-passive" if own else f"{kind}-passive-alone"
    elif weak:
        draft.rule = f"{kind}-weak"
    take_nested(clause, draft, begin, end, speaker)
    settle(clause, draft, hit, speaker, weak=weak)


def settle(
    clause: Clause, draft: Draft, hit: FinalHit, speaker: Mention | None, *, weak: bool
) -> None:
    """Keep a draft, and let its speaker go on in the sentence."""
    clause.drafts.append(draft)
    clause.low = skip_openers(clause, hit.end)
    if hit.cue.passive:
        return
    if speaker is None:
        clause.waiting.append(draft)
        return
    for waiting in clause.waiting:
        waiting.speaker, waiting.speaker_sentence = speaker, clause.sentence
    clause.waiting = []
    clause.speaker, clause.weak = speaker, weak


def read_relative(clause: Clause, hit: FinalHit, begin: int, end: int, kind: str) -> None:
    """Tie "... olduğunu söyleyen X": the speaker stands behind the cue."""
    units = clause.sentence.units
    speaker = phrase_beginning(clause.sentence, hit.end, len(units), clause.profile)
    if speaker is None:
        return
    if kind != "quote":
        begin = skip_adjuncts(clause, clause.low, end)
    draft = make(clause, hit, [(begin, end)], f"{kind}-relative", speaker)
    if draft is None:
        return
    take_nested(clause, draft, begin, end, speaker)
    clause.drafts.append(draft)
    clause.low = skip_openers(clause, speaker.end)
    if not is_suffix(clause.sentence, speaker.end):
        for waiting in clause.waiting:
            waiting.speaker, waiting.speaker_sentence = speaker, clause.sentence
        clause.waiting = []
        clause.speaker, clause.weak = speaker, False


def make(
    clause: Clause,
    hit: FinalHit | None,
    ranges: list[tuple[int, int]],
    rule: str,
    speaker: Mention | None,
) -> Draft | None:
    """Return a draft with its content, None where that is empty."""
    units = clause.sentence.units
    cue = Span(units[hit.first].start, units[hit.end - 1].end) if hit is not None else None
    home = clause.sentence if speaker is not None else None
    draft = Draft(clause.sentence, rule, cue, speaker, speaker_sentence=home)
    return draft if fill(draft, clause.text, ranges) else None


def quoted_content(clause: Clause, hit: FinalHit) -> tuple[int, int, str] | None:
    """Return the quotations right before a cue: '"..." dedi', '"..." ve "..." ifadelerini'."""
    if not hit.cue.takes & (Takes.QUOTE | Takes.NAMING):
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
        return None
    if hit.cue.takes & Takes.NAMING and not hit.cue.takes & Takes.QUOTE:
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
        and before.is_word
        and before.low not in clause.grammar.light
        and not is_noun(before.low, clause.profile)
        and not before.capital
        and any(clause.grammar.clause_ends[c].search(last[-1]) for c in CASES if hit.cue.takes & c)
    )


def named_content(clause: Clause, begin: int, end: int) -> tuple[int, int, str] | None:
    """Return X and its name: 'süreci "tarihi bir fırsat" olarak nitelendirdi'."""
    first = begin
    units = clause.sentence.units
    while first > clause.low and units[first - 1].text not in (",", ":", ";"):
        first -= 1
    return (first, end, "naming") if first < begin else None


def noun_clause(clause: Clause, hit: FinalHit) -> tuple[int, int, str] | None:
    """Return the clause made a noun, or the noun phrase, that ends before a cue."""
    cases = [case for case in CASES if hit.cue.takes & case]
    if not cases:
        return None
    units, lows = clause.sentence.units, clause.sentence.lows
    grammar = clause.grammar
    for at in range(hit.first - 1, max(clause.low, hit.first - MOST_BETWEEN) - 1, -1):
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
    if not hit.cue.takes & Takes.PHRASE:
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
    if not hit.cue.takes & Takes.BARE or hit.cue.role is not Role.FINITE:
        return None
    end = hit.first
    units = clause.sentence.units
    while end > clause.low and not (units[end - 1].is_word or units[end - 1].is_quote):
        end -= 1
    return (clause.low, end, "bare") if words(clause, clause.low, end) >= LEAST_BARE else None


def read_according(clause: Clause, low: int) -> None:
    """Read "X'e göre, ..." and "X'in açıklamasına göre ...": what follows is the content."""
    sentence, profile, grammar = clause.sentence, clause.profile, clause.grammar
    units, lows = sentence.units, sentence.lows
    for at in range(low + 1, len(units)):
        if lows[at] not in grammar.according:
            continue
        speaker: Mention | None = None
        if lows[at - 1] in grammar.to_him:
            if at - 1 != low:
                return
        elif lows[at - 1] in grammar.document_owned | grammar.reported:
            speaker = author_before(clause, low, at - 1)
        elif in_case(sentence, at - 1, "dative", profile):
            speaker = phrase_ending_before(clause, at - 1, low)
        else:
            return
        if lows[at - 1] not in grammar.to_him and (speaker is None or speaker.first != low):
            return
        begin = skip_openers(clause, skip_particle(clause, at + 1))
        end = len(units)
        while end > begin and units[end - 1].text in ENDS:
            end -= 1
        hit = FinalHit(at, at + 1, FinalCue((lows[at],), Role.NOUN, Takes.BARE))
        draft = make(clause, hit, [(begin, end)], "according", speaker) if begin < end else None
        if draft is not None:
            clause.drafts.append(draft)
        return


def read_colon(clause: Clause) -> None:
    """Read a quotation behind a colon, here or in the next paragraph: "Lind şunları söyledi:"."""
    sentence, grammar = clause.sentence, clause.grammar
    units, lows = sentence.units, sentence.lows
    for at in range(clause.low + 1, len(units)):
        if units[at].text != ":":
            continue
        last = at + 1 == len(units)
        if not last and not units[at + 1].is_quote:
            continue
        if any(draft.cue is not None and draft.cue.start > units[at].start
               for draft in clause.drafts):  # fmt: skip
            return
        hit = next(
            (hit for hit in find_hits(sentence, grammar) if hit.end == at and (
                hit.cue.role is Role.FINITE)), None,
        )  # fmt: skip
        announced = any(low in grammar.this_words for low in lows[clause.low : at])
        told = announcer(clause, at)
        speaker, passive = clause.speaker, bool(hit and hit.cue.passive)
        if passive:
            author = author_in(clause, clause.low, at)
            speaker = author[0] if author else None
        elif told is not None:
            speaker, announced = told, True
        elif speaker is None:
            speaker, _, weak = subject_in(clause, clause.low, at, quoted=hit is None)
            if weak and hit is None and not announced:
                speaker = None
        if hit is None and not announced and speaker is None:
            return
        verb = hit or FinalHit(at - 1, at, FinalCue((lows[at - 1],), Role.FINITE, Takes.QUOTE))
        cue = Span(units[verb.first].start, units[verb.end - 1].end)
        if hit is None and not announced:
            cue = None  # type: ignore[assignment]  # 'Lind: "..."' has no verb
        home = sentence if speaker is not None else None
        draft = Draft(sentence, "colon", cue, speaker, speaker_sentence=home)
        if passive:
            draft.rule = "colon-passive" if speaker is not None else "colon-passive-alone"
        if last:
            draft.pending, draft.rule = True, f"{draft.rule}-next"
            clause.drafts.append(draft)
        elif fill(draft, clause.text, [(at + 1, at + 2)]):
            clause.drafts.append(draft)
        return


def announcer(clause: Clause, colon: int) -> Mention | None:
    """Return whose words a colon announces: "Lind'in açıklamaları şöyle:"."""
    sentence, grammar = clause.sentence, clause.grammar
    for at in range(clause.low + 1, colon):
        if in_case(sentence, at, "genitive", clause.profile) and any(
            low in grammar.announcements for low in sentence.lows[at:colon]
        ):  # fmt: skip
            return phrase_ending_before(clause, at, clause.low)
    return None


def take_nested(
    clause: Clause, outer: Draft, begin: int, end: int, speaker: Mention | None
) -> None:
    """Add what somebody passes on: "Mur, Lind'in "..." dediğini aktardı" is Lind's.

    The outer attribution is then only a frame around it.
    """
    sentence, profile = clause.sentence, clause.profile
    for hit in find_hits(sentence, clause.grammar):
        if hit.cue.role is not Role.QUOTED or hit.end != end or hit.first <= begin:
            continue
        inner = Clause(sentence, clause.text, profile, low=begin)
        for at in range(begin + 1, hit.first):
            if in_case(sentence, at, "genitive", profile):
                owner = phrase_ending_before(inner, at, begin)
                if owner is None or owner.end != at:
                    continue
                inner.low = at + 1
                found = quoted_content(inner, hit) or noun_clause(inner, hit)
                if found is None:
                    continue
                draft = make(inner, hit, [found[:2]], "nested", owner)
                if draft is not None:
                    outer.rule = "clause-frame"
                    clause.drafts.append(draft)
                    return
