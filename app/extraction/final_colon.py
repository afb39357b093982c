"""Final colon: quotations that a colon announces, where the verb stands last."""

from app.extraction.agglutinative import FinalCue, Takes
from app.extraction.drafts import Draft, fill
from app.extraction.final_clause import Clause, FinalHit
from app.extraction.final_phrases import in_case
from app.extraction.final_sources import author_in, phrase_ending_before
from app.extraction.final_subjects import full_name, subject_in
from app.extraction.phrases import Mention
from app.extraction.profile import Role
from app.spans import Span

# "açıklamaları şöyle oldu:": so many units from the noun to the colon, at most.
ANNOUNCED_NEAR = 4


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
            (hit for hit in clause.hits if hit.end == at and (
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
                # "Emekli Amiral Bo Lind aynı kanıda değil:": title and full name are no content.
                speaker = full_name(clause, clause.low, at)
            if speaker is None:
                # "Lind'in açıklamasında şu ifadeler yer aldı:"
                author = author_in(clause, clause.low, at)
                speaker = author[0] if author else None
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
    near = range(max(clause.low, colon - ANNOUNCED_NEAR), colon)
    noun = next((at for at in near if sentence.lows[at] in grammar.announcements), None)
    if noun is None or any(sentence.units[at].capital for at in range(noun + 1, colon)):
        return None
    for at in range(clause.low + 1, noun):
        if in_case(sentence, at, "genitive", clause.profile):
            quoted = any(unit.is_quote for unit in sentence.units[at:noun])
            return None if quoted else phrase_ending_before(clause, at, clause.low)
    return None
