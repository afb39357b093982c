"""Verb-final: tie each cue of a sentence to the content and the speaker that stand before it."""

from app.extraction.agglutinative import CASES, FinalCue, Takes
from app.extraction.drafts import ASKED, Draft, fill
from app.extraction.final_adjuncts import skip_adjuncts
from app.extraction.final_clause import (
    Clause,
    FinalHit,
    find_hits,
    skip_age,
    skip_openers,
    words,
)
from app.extraction.final_colon import read_colon
from app.extraction.final_contents import (
    bare_content,
    noun_clause,
    owns,
    quoted_content,
    skip_accused,
    skip_asked,
)
from app.extraction.final_particles import skip_particle, with_particle
from app.extraction.final_phrases import (
    in_case,
    is_noun,
    is_suffix,
    phrase_beginning,
)
from app.extraction.final_sources import author_before, author_in, phrase_ending_before, relay_in
from app.extraction.final_subjects import subject_behind, subject_in, subject_next, with_subject
from app.extraction.phrases import Mention, mention_of
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.spans import Span

SIGNS = " ,.!?…"
LEAST_PHRASE = 2


def find_final_drafts(sentence: Sentence, text: str, profile: LanguageProfile) -> list[Draft]:
    """Return the attributions of a sentence, in the order of their cues."""
    clause = Clause(sentence, text, profile)
    clause.low = skip_openers(clause, 0)
    start = clause.low
    relay = relay_in(clause)
    if relay is not None and relay[1]:
        clause.low = relay[1]
    clause.hits = find_hits(sentence, clause.grammar)
    for hit in clause.hits:
        if hit.first < clause.low:
            continue
        if hit.cue.role is not Role.QUOTED or quoted_in(clause, hit):
            read_hit(clause, hit)
    if not clause.drafts:
        read_according(clause, start)
    for draft in clause.waiting:
        # '"..." sözleriyle Başkan konuşmasını noktaladı'
        draft.speaker = subject_next(clause, draft)
        draft.speaker_sentence = sentence if draft.speaker is not None else None
    read_colon(clause)
    for draft in clause.drafts:
        if relay is not None and draft.relay is None:
            draft.relay = relay[0]
    return clause.drafts


def quoted_in(clause: Clause, hit: FinalHit) -> bool:
    """Say whether a quotation stands in what is told of: '"..." dediği konuşmasında'."""
    units, lows, grammar = clause.sentence.units, clause.sentence.lows, clause.grammar
    return (
        hit.first > clause.low
        and units[hit.first - 1].is_quote
        and any(
            low in grammar.acts or low in grammar.documents for low in lows[hit.end : hit.end + 2]
        )
    )


def read_hit(clause: Clause, hit: FinalHit) -> None:
    """Tie a cue to its content and its speaker, and go on behind it."""
    pass_semicolon(clause, hit)
    sentence, units = clause.sentence, clause.sentence.units
    colon = hit.cue.role is Role.FINITE and hit.end < len(units) and units[hit.end].text == ":"
    if colon:
        # 'Lind, suyun yükseldiği görüşünü savundu: "..."' says two things.
        found = noun_clause(clause, hit, between=1)
    else:
        found = quoted_content(clause, hit) or noun_clause(clause, hit) or bare_content(clause, hit)
    if found is None:
        pass_over(clause, hit)
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
    elif kind == "bare" and clause.text[units[end - 1].end : units[hit.first].start].strip(SIGNS):
        # 'Biz ise, bekliyoruz" dedi': the mark that opened it stands sentences above.
        speaker = subject_behind(clause, hit)
    elif speaker is None:
        speaker, begin, weak = with_subject(clause, begin, end, kind, hit)
    else:
        other = with_subject(clause, begin, end, kind, hit) if clause.closed else None
        if other is not None and other[0] is not None:
            # "Lind suyun azaldığını söyledi, Mur ise ...": the second verb has its own subject.
            speaker, begin, weak = other
        elif clause.closed and (opens := name_end(clause, end)):
            # "Lind suyun azaldığını söylerken Mur köprünün ...": his words, or about what is his.
            speaker, weak = None, False
            if opens - clause.low > 1:
                speaker, weak, begin = mention_of(sentence, clause.low, opens), True, opens
        elif kind != "quote":
            begin = skip_adjuncts(clause, clause.low, end)
    gap = other_half(clause, begin, end) if kind == "clause" else 0
    end = gap or end
    if begin >= end:
        return
    if kind == "phrase" and words(clause, begin, end) < LEAST_PHRASE:
        return
    if hit.cue.takes.meets(Takes.WITH) and kind == "clause":
        begin = skip_accused(clause, begin, end)
    elif kind == "clause" and hit.cue.words[-1] in clause.grammar.asking:
        begin = skip_asked(clause, begin, end)
    asks = hit.cue.takes.meets(Takes.QUESTION)
    if asks and not may_ask(clause, speaker, weak=weak):
        return
    ranges = [(begin, end)]
    if kind == "quote" and clause.sentence.units[begin].is_quote:
        # 'Lind, "A" ve "B" ifadelerini kullandı': without the word between them.
        ranges = [(at, at + 1) for at in range(begin, end) if clause.sentence.units[at].is_quote]
    draft = make(clause, hit, ranges, f"{kind}-{hit.cue.role.value}", speaker)
    if draft is None:
        return
    if asks and speaker is None:
        draft.rule = ASKED
    if hit.cue.passive:
        draft.rule = f"{kind}-passive" if own else f"{kind}-passive-alone"
    elif weak:
        draft.rule = f"{kind}-weak"
    nested = take_nested(clause, draft, begin, end, speaker)
    if nested and hit.cue.passive:
        # 'Haberde, Lind'in "..." dediği belirtildi': nobody stands around his words.
        clause.low = skip_openers(clause, hit.end)
        return
    settle(clause, draft, hit, speaker, weak=weak)
    if gap:
        # Behind its comma stands somebody else, with the same verb.
        clause.low, clause.speaker = gap + 1, None
        read_hit(clause, hit)
    elif colon:
        clause.low = hit.first


def pass_semicolon(clause: Clause, hit: FinalHit) -> None:
    """Go on behind a semicolon that ends a clause with its own verb: "X bekledi; Y geldi dedi".

    Somebody else may speak there; if nobody shows, it is still the subject before the semicolon.
    """
    units, lows, grammar = clause.sentence.units, clause.sentence.lows, clause.grammar
    stop = next((at for at in range(hit.first - 1, clause.low, -1) if units[at].text == ";"), None)
    if stop is None or any(grammar.clause_ends[case].search(lows[stop - 1]) for case in CASES):
        return
    if clause.speaker is None:
        subject, _, weak = subject_in(clause, clause.low, stop, quoted=False)
        clause.speaker = None if weak else subject
    clause.low = skip_openers(clause, stop + 1)
    clause.closed = True


def name_end(clause: Clause, end: int) -> int:
    """Return where the name ends that opens a clause behind a comma or "while", 0 without one."""
    at, units = clause.low, clause.sentence.units
    while at < end and units[at].is_word and units[at].capital:
        at += 1
    named = clause.low < at < end and not is_suffix(clause.sentence, at)
    return at if named and clause.sentence.lows[clause.low - 1] not in clause.grammar.joiners else 0


def other_half(clause: Clause, begin: int, end: int) -> int:
    """Return the comma behind which another speaker's clause begins, 0 where there is none.

    "Lind suyun azaldığını, Mur ise köprünün kapandığını söyledi": one verb for both.
    """
    for at in range(begin + 1, end - 2):
        if clause.sentence.units[at].text == ",":
            other = with_particle(clause, at + 1, end)
            if other is not None and clause.sentence.lows[other.end] in clause.grammar.contrasts:
                return at
    return 0


def pass_over(clause: Clause, hit: FinalHit) -> None:
    """Go on behind a participle that tells of an act of speech, and gives none of its words.

    "Lind, çağrısını yineleyerek suyun ...": what follows is the content of the next cue.
    """
    verb = hit.cue.words[-1]
    if len(hit.cue.words) == 1 or not clause.grammar.converbs.search(verb):
        return
    subject, behind, weak = clause.speaker, clause.low, clause.weak
    if subject is None:
        subject, behind, weak = subject_in(clause, clause.low, hit.first, quoted=False)
    sentence = clause.sentence
    if subject is None or weak or any(
        in_case(sentence, at, "genitive", clause.profile) or sentence.units[at].is_quote
        for at in range(behind, hit.first)
    ):  # fmt: skip
        return
    clause.speaker, clause.weak = subject, False
    clause.low = skip_openers(clause, hit.end)


def may_ask(clause: Clause, speaker: Mention | None, *, weak: bool) -> bool:
    """Say whether a question is a statement: nobody shows who asks it as a reporter."""
    if speaker is None:
        return not clause.grammar.reporters.intersection(clause.sentence.lows)
    if weak:
        return False
    asker = clause.sentence.lows[speaker.first : speaker.end]
    return clause.grammar.reporters.isdisjoint(asker)


def settle(
    clause: Clause, draft: Draft, hit: FinalHit, speaker: Mention | None, *, weak: bool
) -> None:
    """Keep a draft, and let its speaker go on in the sentence."""
    clause.drafts.append(draft)
    clause.low = skip_openers(clause, hit.end)
    if hit.cue.passive:
        return
    if speaker is None:
        if hit.cue.role is not Role.FINITE:
            clause.waiting.append(draft)
        return
    for waiting in clause.waiting:
        waiting.speaker, waiting.speaker_sentence = speaker, clause.sentence
    clause.waiting = []
    clause.speaker, clause.weak = speaker, weak
    clause.closed = hit.cue.role is Role.FINITE or hit.cue.words[-1].endswith(
        clause.grammar.while_endings
    )


def read_relative(clause: Clause, hit: FinalHit, begin: int, end: int, kind: str) -> None:
    """Tie "... olduğunu söyleyen X": the speaker stands behind the cue."""
    units = clause.sentence.units
    speaker = phrase_beginning(
        clause.sentence, skip_age(clause, hit.end), len(units), clause.profile
    )
    if speaker is None and kind == "quote":
        speaker = plain_noun(clause, hit.end)
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


def plain_noun(clause: Clause, at: int) -> Mention | None:
    """Return a noun that is in no table behind "diyen": '"..." diyen çiftçiler'."""
    units, lows = clause.sentence.units, clause.sentence.lows
    plain = at < len(units) and units[at].is_word and not units[at].capital
    known = plain and (
        (
            lows[at] in clause.grammar.articles
            or lows[at] in clause.grammar.documents
            or lows[at] in clause.grammar.joiners
        )
        or lows[at] in clause.profile.numbers
        or clause.grammar.cue_at(lows, at) is not None
    )
    return mention_of(clause.sentence, at, at + 1) if plain and not known else None


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
        elif lows[at - 1] in grammar.document_owned or lows[at - 1] in grammar.reported:
            speaker = author_before(clause, low, at - 1)
        elif in_case(sentence, at - 1, "dative", profile):
            speaker = phrase_ending_before(clause, at - 1, low)
        else:
            return
        if lows[at - 1] not in grammar.to_him and (
            speaker is None or not (speaker.first == low or describes(clause, low, speaker, at))
        ):
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


def describes(clause: Clause, low: int, speaker: Mention, at: int) -> bool:
    """Say whether words before a name tell who it is: "Yardım kuruluşu Köprü'ye göre,".

    They, or the name, hold a noun for who speaks. Without a participle before the name, a comma
    must follow: "göre" alone only compares.
    """
    units, lows = clause.sentence.units, clause.sentence.lows
    if not any(is_noun(lows[i], clause.profile) for i in range(low, speaker.end)):
        return False
    if clause.grammar.doers.search(lows[speaker.first - 1]):
        return True
    comma = at + 1 < len(units) and units[at + 1].text == ","
    return comma and all(units[i].is_word for i in range(low, speaker.first))


def take_nested(
    clause: Clause, outer: Draft, begin: int, end: int, speaker: Mention | None
) -> bool:
    """Add what somebody passes on: "Mur, Lind'in "..." dediğini aktardı" is Lind's.

    The outer attribution is then only a frame around it. Says whether there is any.
    """
    sentence, profile = clause.sentence, clause.profile
    for hit in clause.hits:
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
                if found is None or not owns(inner, at, hit, found):
                    continue
                draft = make(inner, hit, [found[:2]], "nested", owner)
                if draft is not None:
                    outer.rule = "clause-frame"
                    clause.drafts.append(draft)
                    return True
    return False
