"""Cased: tie cues to speakers and content where cases and commas show the clauses (Russian)."""

from dataclasses import dataclass
from functools import cache

from app.extraction.cased_content import find_right, next_break
from app.extraction.cased_phrases import (
    Agreement,
    agreement_of,
    find_owner,
    find_subject,
    is_noun,
    read_phrase,
)
from app.extraction.clauses import BREAKS, DASHES, clause_end, clause_start, trim_end
from app.extraction.drafts import Draft, fill
from app.extraction.inflection import lemmas, readings
from app.extraction.phrases import Mention, Sort, mention_of
from app.extraction.profile import Cue, Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.tokens import UnitKind
from app.spans import Span

MOST_HITS = 16
MOST_SEGMENTS = 6
MOST_BEFORE_VERB = 5
ANY = Agreement("", "")
# Kinds of content that are no clause: inside others' words they are what is told, not told by X.
ACTS = frozenset({"phrase", "act", "naming", "charge"})


@dataclass(slots=True)
class Tie:
    """A cue with its speaker, and where its content stands.

    Attributes:
        first, end: the cue's units.
        begin, stop: the attribution's units: subject, cue and adjuncts.
        side: right (the content follows), left (it precedes), around (the attribution is set
            into it, or before or behind it), before (it is the sentence before).
        content: on the right, its first unit; `kind` what announces it.
        cut: the unit at which this attribution ends another's content; None if it does not.
    """

    cue: Cue
    first: int
    end: int
    begin: int
    stop: int
    speaker: Mention | None
    side: str
    content: int | None = None
    kind: str = ""
    cut: int | None = None
    relay: Mention | None = None


def find_cased_drafts(sentence: Sentence, text: str, profile: LanguageProfile) -> list[Draft]:
    """Return the attributions of a sentence, in the order of their cues."""
    ties: list[Tie] = []
    for cue, first in find_hits(sentence, profile):
        tie = tie_cue(sentence, cue, first, ties, profile)
        if tie is not None:
            ties.append(tie)
    ties = [tie for tie in ties if not (is_held(tie, ties) and tie.kind in ACTS)]
    ties = without_frames(ties)
    cuts = sorted({tie.cut for tie in ties if tie.cut is not None})
    drafts: list[Draft] = []
    for tie in ties:
        draft = draft_of(sentence, text, tie, ties, cuts, profile)
        if draft is not None:
            drafts.append(draft)
        elif tie.side == "around" and drafts and tie.cue.words[0] in profile.relaying:
            # «..., заявил X, сообщает агентство»: what X said is relayed.
            drafts[-1].relay = drafts[-1].relay or tie.speaker
    return drafts


def without_frames(ties: list[Tie]) -> list[Tie]:
    """Return `ties` less «как передает X», where «об этом заявил Y» follows: X only relays it."""
    kept = ties
    for tie in ties:
        if tie.side == "before":
            frames = [other for other in ties if other.side == "around" and other.begin < tie.begin]
            if frames:
                tie.relay = frames[0].speaker
                kept = [other for other in kept if other is not frames[0]]
    return kept


def is_held(tie: Tie, ties: list[Tie]) -> bool:
    """Say whether an act stands in words that somebody says: «..., X призывает Y, заявил Z»."""
    if is_nested(tie, ties) or any(
        other.side == "around" and other.begin < tie.first and other.cue.role is Role.NOUN
        for other in ties
    ):
        return True
    return any(
        other.side == "around"
        and other.cut is not None
        and other.begin >= tie.end
        and tie.side == "right"
        and other.speaker is not None
        and other.cue.role is Role.FINITE
        and not any(
            between.side != "right" and tie.end <= between.begin < other.begin for between in ties
        )
        for other in ties
        if other is not tie
    )


def find_hits(sentence: Sentence, profile: LanguageProfile) -> list[tuple[Cue, int]]:
    """Return the cues of a sentence that nothing denies, with the unit where each begins."""
    found: list[tuple[Cue, int]] = []
    lows = sentence.lows
    at = 0
    while at < len(lows) and len(found) < MOST_HITS:
        if lows[at] in first_words(profile.no_cues) and (
            size := profile.first_phrase(lows, at, profile.no_cues)
        ):
            at += size
            continue
        cue = next(
            (
                cue
                for cue in profile.cues_by_word.get(lows[at], ())
                if tuple(lows[at : at + len(cue.words)]) == cue.words
            ),
            None,
        )
        if cue is None and opens_tail(sentence, at):
            cue = verb_behind(sentence, at, profile)
            if cue is not None:
                at = sentence.lows.index(cue.words[0], at)
                found.append((cue, at))
                at += 1
                continue
        if cue is None or (at and lows[at - 1] in profile.negations):
            at += 1
            continue
        frames = cue.frames
        for other in profile.cues_by_word[lows[at]]:
            if other.words == cue.words and other.role is cue.role:
                frames |= other.frames
        found.append((Cue(cue.words, cue.role, frames), at))
        at += len(cue.words)
    return found


@cache
def first_words(phrases: frozenset[tuple[str, ...]]) -> frozenset[str]:
    """Return the first words of phrases."""
    return frozenset(phrase[0] for phrase in phrases)


def opens_tail(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is the first behind a quotation and a dash: «...», — усмехнулся X."""
    if at < 2 or sentence.units[at - 1].text not in DASHES:
        return False
    back = at - 2
    while back > 0 and sentence.units[back].text in (",", *DASHES):
        back -= 1
    return sentence.units[back].is_quote


def verb_behind(sentence: Sentence, at: int, profile: LanguageProfile) -> Cue | None:
    """Return the verb of an attribution behind a quotation, where it is none of the known cues.

    Behind marks and a dash every verb tells how the words were said.
    """
    stop = next_break(sentence, at)
    lows = sentence.lows[at:stop]
    if any(low in profile.cues_by_word for low in lows):
        return None
    for low in lows[:MOST_BEFORE_VERB]:
        for reading in readings(low)[:1]:
            if reading.part == "VERB" and "impr" not in reading.tags:
                return Cue((low,), Role.FINITE, Frame.QUOTE | Frame.INVERTS)
    return None


# ---------------------------------------------------------------------- cue and speaker


def tie_cue(
    sentence: Sentence, cue: Cue, first: int, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a cue with its speaker, None where nobody there can speak."""
    if cue.role is Role.NOUN:
        return tie_noun(sentence, cue, first, profile)
    if cue.role is Role.QUOTED:
        begin = segment_start(sentence, first)
        stop = next_break(sentence, first + len(cue.words))
        single = Cue(cue.words[:1], cue.role, cue.frames)
        return tie_words(sentence, single, first, begin, stop, profile) or (
            tie_quoted(sentence, cue, first, profile)
        )
    if cue.role is Role.PARTICIPLE:
        return tie_adverbial(sentence, cue, first, before, profile)
    if cue.role is Role.ABOUT:
        return None
    return tie_finite(sentence, cue, first, before, profile)


def segment_start(sentence: Sentence, at: int) -> int:
    """Return the first unit of the clause that a unit stands in: behind the last break."""
    while at > 0 and not is_break(sentence, at - 1):
        at -= 1
    return at


def is_break(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is a comma, dash, colon or stop; not the stop of an initial."""
    unit = sentence.units[at]
    if unit.text not in BREAKS:
        return False
    if unit.text == "." and at and sentence.units[at - 1].end == unit.start:
        return len(sentence.lows[at - 1].rstrip(".")) > 1 or at + 1 == len(sentence.units)
    if unit.text in DASHES and 0 < at < len(sentence.units) - 1:
        return not (
            sentence.units[at - 1].end == unit.start and sentence.units[at + 1].start == unit.end
        )
    return True


def tie_finite(
    sentence: Sentence, cue: Cue, first: int, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a verb with its subject: before it, behind it, or that of the clause before."""
    lows = sentence.lows
    end = first + len(cue.words)
    begin = segment_start(sentence, first)
    stop = next_break(sentence, end)
    if cue.words[-1] in profile.impersonal:
        return tie_impersonal(sentence, cue, first, begin, stop, profile)
    if cue.words[0] in profile.quoting:
        relayed = tie_words(sentence, cue, first, begin, stop, profile) or words_before(
            sentence, cue, first, begin, stop, profile
        )
        if relayed is not None:
            return relayed
    agreement = agreement_of(sentence, first, end)
    tie = Tie(cue, first, end, begin, stop, None, "right")
    if begin < first and lows[begin] in profile.as_words:
        tie.speaker = find_subject(sentence, begin + 1, first, agreement, profile) or (
            find_subject(sentence, end, stop, agreement, profile)
            or find_place(sentence, begin, first, agreement, profile)
            or find_place(sentence, end, stop, agreement, profile)
        )
        tie.side = "around"
        tie.stop = after_appositions(sentence, tie, profile)
        return tie if tie.speaker is not None and Frame.CLAUSE in cue.frames else None
    about = about_words(sentence, begin, stop, profile)
    left = is_quote_left(sentence, begin)
    if cue.frames == Frame.INVERTS and about is None and not left:
        return None
    joint = joining_word(sentence, begin, first, profile)
    if joint is not None and (owner := owner_before(before, agreement)) is not None:
        tie.speaker, tie.cut = owner.speaker, joint
        find_right(sentence, tie, profile)
        return tie if tie.content is not None else None
    speaker = find_subject(sentence, begin, first, agreement, profile)
    if left:
        about = None
    inverts = Frame.INVERTS in cue.frames and left_ends(sentence, begin) and about is None
    if speaker is None:
        behind = find_subject(sentence, end, stop, agreement, profile)
        if behind is None and not relative_at(sentence, begin, profile):
            placed = find_place(sentence, begin, first, agreement, profile)
            behind = None
            if placed is not None:
                speaker = placed
            else:
                behind = find_place(sentence, end, stop, agreement, profile)
        if behind is not None:
            tie.speaker = behind
            if about is not None:
                tie.side, tie.content = "before", about
                return tie
            above = None
            if inverts and sentence.units[begin - 1].text == ",":
                # «Мур, одна из министров, объяснила агентству, почему»: a content of its own.
                find_right(sentence, tie, profile)
                if tie.kind in ("that", "question", "colon", "pending"):
                    above = subject_above(sentence, begin, agreement, profile)
                if above is not None:
                    tie.speaker, tie.begin = above, min(begin, above.first)
                    return tie
                tie.content, tie.kind = None, ""
            if inverts and not (begin and lows[begin] in profile.subordinators):
                tie.side, tie.cut = (
                    "around" if not is_quote_left(sentence, begin) else "left",
                    begin,
                )
                tie.stop = after_appositions(sentence, tie, profile)
                return tie
            find_right(sentence, tie, profile)
            return tie if tie.content is not None else None
    if speaker is None:
        speaker = subject_above(sentence, begin, agreement, profile)
    if speaker is None:
        return None
    tie.speaker = speaker
    tie.begin = min(begin, speaker.first)
    if about is not None:
        tie.side, tie.content = "before", about
        return tie
    find_right(sentence, tie, profile)
    if tie.content is None:
        if inverts and begin <= speaker.first and is_quote_left(sentence, begin):
            tie.side, tie.cut = "left", begin
            return tie
        return None
    if lows[begin] in profile.and_words | profile.but_words and begin:
        tie.cut = begin - 1 if is_break(sentence, begin - 1) else begin
    return tie


def about_words(sentence: Sentence, begin: int, stop: int, profile: LanguageProfile) -> int | None:
    """Return where «об этом» stands in a clause, None where it does not."""
    for at in range(begin, stop):
        for cue in profile.cues_by_word.get(sentence.lows[at], ()):
            if cue.role is Role.ABOUT and (
                tuple(sentence.lows[at : at + len(cue.words)]) == cue.words
            ):
                return at
    return None


def joining_word(
    sentence: Sentence, begin: int, first: int, profile: LanguageProfile
) -> int | None:
    """Return the "and" that joins a verb to the one before: «... и также добавил»."""
    at = first - 1
    while at >= begin and (
        sentence.lows[at] in profile.adverbs or sentence.lows[at] in profile.connectives
    ) and sentence.lows[at] not in profile.and_words | profile.but_words:  # fmt: skip
        at -= 1
    if at >= begin and sentence.lows[at] in profile.and_words | profile.but_words:
        return at
    return None


def owner_before(before: list[Tie], agreement: Agreement) -> Tie | None:
    """Return the last attribution whose subject a joined verb may share."""
    for tie in reversed(before):
        if tie.speaker is not None and tie.cue.role is Role.FINITE:
            return tie
    return None


def left_ends(sentence: Sentence, begin: int) -> bool:
    """Say whether a content can end right before a clause: at a comma, dash or quotation."""
    if begin == 0:
        return False
    unit = sentence.units[begin - 1]
    if not (unit.text in DASHES or unit.text == "," or unit.text in ENDS):
        return False
    return any(unit.is_word or unit.is_quote for unit in sentence.units[: begin - 1])


def is_quote_left(sentence: Sentence, begin: int) -> bool:
    """Say whether a dash, or marks, close what stands before a clause."""
    at = begin - 1
    dashed = False
    while at >= 0 and not (sentence.units[at].is_word or sentence.units[at].is_quote):
        dashed = dashed or sentence.units[at].text in DASHES
        at -= 1
    return at >= 0 and (sentence.units[at].is_quote or dashed)


def relative_at(sentence: Sentence, begin: int, profile: LanguageProfile) -> bool:
    """Say whether a relative opens the clause: «который заявил»."""
    return begin < len(sentence.lows) and sentence.lows[begin] in profile.relatives


def find_place(
    sentence: Sentence, begin: int, end: int, agreement: Agreement, profile: LanguageProfile
) -> Mention | None:
    """Return the body of «в ведомстве заявили»: only a verb in the plural has it."""
    if agreement.number != "plur":
        return None
    for at in range(begin, end - 1):
        if sentence.lows[at] not in profile.charge_words | profile.on_words:
            continue
        low, unit = sentence.lows[at + 1], sentence.units[at + 1]
        phrase = read_phrase(sentence, at + 1, end, profile, oblique=True)
        if phrase is None or low in profile.weekdays or low in profile.months:
            continue
        head = sentence.lows[phrase.head]
        known = any(lemma in profile.body_nouns for lemma in (head, *lemmas(head)))
        named = unit.capital and sentence.units[phrase.head].capital
        if known or (named and sentence.lows[at] in profile.charge_words):
            return mention_of(sentence, phrase.first, phrase.end)
    return None


def subject_above(
    sentence: Sentence, begin: int, agreement: Agreement, profile: LanguageProfile
) -> Mention | None:
    """Return the subject in the clauses before: «Ада Мур, глава МИД, заявила»."""
    if relative_at(sentence, begin, profile):
        return antecedent(sentence, begin, profile)
    found: Mention | None = None
    end = begin
    for _ in range(MOST_SEGMENTS):
        if end < 2 or sentence.units[end - 1].text != ",":
            break
        start = segment_start(sentence, end - 1)
        low = sentence.lows[start]
        if low in profile.relatives or low in profile.subordinators or opens_participle(
            sentence, start, end - 1
        ):  # fmt: skip
            end = start
            continue
        subject = find_subject(sentence, start, end - 1, agreement, profile)
        if subject is not None:
            if found is not None and subject.end != end - 1:
                break
            if found is not None:
                return Mention(
                    subject.first, subject.end, subject.span, subject.sort,
                    (found.first, found.end),
                )  # fmt: skip
            found = subject
            if subject.end != end - 1 or subject.sort is Sort.PRONOUN:
                break
        end = start
    return found


def opens_participle(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a clause begins with a participle, or holds an adverbial one at its start."""
    return any(
        reading.part in ("GRND", "PRTF")
        for at in range(start, min(end, start + 2))
        for reading in readings(sentence.lows[at])[:2]
    )


def antecedent(sentence: Sentence, begin: int, profile: LanguageProfile) -> Mention | None:
    """Return whom a relative means: the last noun phrase before its comma."""
    end = begin - 1
    start = segment_start(sentence, end)
    at, last = start, None
    while at < end:
        if not sentence.units[at].is_word or sentence.lows[at] in profile.prepositions:
            at += 1
            continue
        phrase = read_phrase(sentence, at, end, profile)
        if phrase is None:
            at += 1
            continue
        last, at = phrase, phrase.end
    if last is None or last.end != end:
        return None
    head = sentence.lows[last.head]
    living = sentence.units[last.head].capital or any(r.living for r in readings(head))
    return mention_of(sentence, last.first, last.end) if living else None


def tie_impersonal(
    sentence: Sentence, cue: Cue, first: int, begin: int, stop: int, profile: LanguageProfile
) -> Tie | None:
    """Return the tie of «говорится в заявлении X»: whose document it is speaks."""
    end = first + len(cue.words)
    speaker = document_owner(sentence, begin, first, profile) or document_owner(
        sentence, end, stop, profile
    )
    if speaker is None:
        return None
    tie = Tie(cue, first, end, begin, stop, speaker, "right")
    if sentence.lows[begin] in profile.as_words:
        tie.side = "around"
        return tie
    about = about_words(sentence, begin, stop, profile)
    if about is not None:
        tie.side, tie.content = "before", about
        return tie
    if left_ends(sentence, begin) and speaker.first > first:
        tie.side = "left" if is_quote_left(sentence, begin) else "around"
        tie.cut = begin
        return tie
    find_right(sentence, tie, profile)
    return tie if tie.content is not None else None


def document_owner(
    sentence: Sentence, begin: int, end: int, profile: LanguageProfile
) -> Mention | None:
    """Return whose statement a phrase names: «в заявлении министра», «из слов Мур»."""
    for at in range(begin, end - 1):
        if sentence.lows[at] not in profile.prepositions:
            continue
        head = at + 1
        while head < end and not is_document(sentence.lows[head], profile):
            if not any(r.part in ("ADJF", "PRTF") for r in readings(sentence.lows[head])):
                break
            head += 1
        if head >= end or not is_document(sentence.lows[head], profile):
            continue
        low = sentence.lows[at + 1]
        if low in profile.owners:
            return mention_of(sentence, at + 1, at + 2, Sort.OWNER)
        after = head + 1
        if after < end and sentence.units[after].is_word:
            owner = find_owner(sentence, after, end, profile)
            if owner is not None:
                return owner
        return mention_of(sentence, at + 1, head + 1)
    return None


def is_document(low: str, profile: LanguageProfile) -> bool:
    """Say whether a word is a noun for a document or for words."""
    return any(lemma in profile.document_nouns for lemma in lemmas(low))


def tie_noun(sentence: Sentence, cue: Cue, first: int, profile: LanguageProfile) -> Tie | None:
    """Return the tie of «по словам X» or «по его мнению»."""
    lows = sentence.lows
    end = first + len(cue.words)
    stop = next_break(sentence, end)
    speaker: Mention | None = None
    for at in range(first, end):
        if lows[at] in profile.owners:
            speaker = mention_of(sentence, at, at + 1, Sort.OWNER)
    if speaker is None:
        speaker = find_owner(sentence, end, stop, profile)
        if speaker is None or not speaks(sentence, speaker, profile):
            return None
        stop = max(speaker.end, end)
    else:
        stop = end
    tie = Tie(cue, first, end, first, stop, speaker, "around")
    tie.stop = after_appositions(sentence, tie, profile)
    return tie


def speaks(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a noun phrase in any case is somebody who can speak."""
    if mention.sort is not Sort.PHRASE:
        return True
    phrase = read_phrase(sentence, mention.first, mention.end, profile)
    if phrase is None:
        return False
    if sentence.units[phrase.head].capital:
        return True
    low = sentence.lows[phrase.head]
    return low in profile.speaking_nouns or any(
        reading.living or reading.lemma in profile.speaking_nouns for reading in readings(low)
    )


def tie_words(
    sentence: Sentence, cue: Cue, first: int, begin: int, stop: int, profile: LanguageProfile
) -> Tie | None:
    """Return the tie of «передает агентство слова X», None where there are no words of X."""
    end = first + len(cue.words)
    for at in range(end, stop - 1):
        if not is_document(sentence.lows[at], profile) or sentence.lows[at - 1] in (
            profile.prepositions
        ):
            continue
        speaker = find_owner(sentence, at + 1, stop, profile)
        if speaker is None or not speaks(sentence, speaker, profile):
            return None
        if not (left_ends(sentence, begin) and is_quote_left(sentence, begin)):
            return None
        tie = Tie(cue, first, end, begin, stop, speaker, "left", cut=begin)
        tie.relay = find_subject(sentence, end, at, ANY, profile) or find_subject(
            sentence, speaker.end, stop, ANY, profile
        )
        last = sentence.units[speaker.end - 1]
        if tie.relay is None and speaker.end - speaker.first > 1 and last.text.isascii():
            # «слова российского лидера RT»
            tie.relay = mention_of(sentence, speaker.end - 1, speaker.end)
            tie.speaker = mention_of(sentence, speaker.first, speaker.end - 1)
        tie.kind = "words"
        return tie
    return None


def words_before(
    sentence: Sentence, cue: Cue, first: int, begin: int, stop: int, profile: LanguageProfile
) -> Tie | None:
    """Return the tie of «Его слова приводит агентство»: they are those of the sentence before."""
    end = first + len(cue.words)
    for at in range(begin, first):
        if not is_document(sentence.lows[at], profile):
            continue
        if at > begin and sentence.lows[at - 1] in profile.owners:
            speaker = mention_of(sentence, at - 1, at, Sort.OWNER)
        else:
            owner = find_owner(sentence, at + 1, first, profile)
            if owner is None or not speaks(sentence, owner, profile):
                return None
            speaker = owner
        relay = find_subject(sentence, end, stop, ANY, profile)
        if relay is None:
            return None
        return Tie(cue, first, end, begin, stop, speaker, "before", at, relay=relay)
    return None


def tie_quoted(sentence: Sentence, cue: Cue, first: int, profile: LanguageProfile) -> Tie | None:
    """Return the tie of «цитирует министра агентство» or «приводит его слова агентство»."""
    end = first + len(cue.words)
    begin = segment_start(sentence, first)
    stop = next_break(sentence, end)
    speaker: Mention | None = None
    for at in range(first, end):
        if sentence.lows[at] in profile.owners:
            speaker = mention_of(sentence, at, at + 1, Sort.OWNER)
    relay_from = end
    if speaker is None:
        speaker = find_owner(sentence, end, stop, profile, "accs")
        if speaker is not None:
            if not speaks(sentence, speaker, profile):
                return None
            relay_from = speaker.end
    if speaker is None:
        return None
    tie = Tie(cue, first, end, begin, stop, speaker, "left", cut=begin)
    relay = find_subject(sentence, relay_from, stop, ANY, profile)
    tie.relay = relay or find_subject(sentence, begin, first, ANY, profile)
    if not (left_ends(sentence, begin) and is_quote_left(sentence, begin)):
        tie.side, tie.cut = "right", None
        tie.end = speaker.end
        find_right(sentence, tie, profile)
        if tie.content is None:
            return None
    return tie


def tie_adverbial(
    sentence: Sentence, cue: Cue, first: int, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return the tie of «..., добавив, что»: its subject is that of the verb beside it."""
    end = first + len(cue.words)
    begin = segment_start(sentence, first)
    tie = Tie(cue, first, end, begin, next_break(sentence, end), None, "right")
    find_right(sentence, tie, profile)
    if tie.content is None:
        return None
    words = any(unit.is_word or unit.is_quote for unit in sentence.units[:begin])
    if not words and tie.kind == "phrase" and Frame.PHRASE not in cue.frames:
        return None
    if not words:
        comma = next_break(sentence, tie.content)
        if comma >= len(sentence.units) or sentence.units[comma].text != ",":
            return None
        tie.speaker = find_subject(
            sentence, comma + 1, next_break(sentence, comma + 1), ANY, profile
        )
        tie.kind = "opening"
        return tie if tie.speaker is not None else None
    owner = next((tie for tie in reversed(before) if not is_nested(tie, before)), None)
    joint = joining_word(sentence, begin, first, profile)
    tie.cut = joint if joint is not None else max(begin - 1, 0)
    if owner is not None:
        tie.speaker = owner.speaker
        return tie
    tie.speaker = main_actor(sentence, begin, profile)
    return tie if tie.speaker is not None else None


def is_nested(tie: Tie, ties: list[Tie]) -> bool:
    """Say whether a cue only stands in what another one announces."""
    return tie.cut is None and any(
        other is not tie
        and other.side == "right"
        and other.content is not None
        and other.content <= tie.first
        for other in ties
    )


def main_actor(sentence: Sentence, begin: int, profile: LanguageProfile) -> Mention | None:
    """Return who acts in the main clause before a unit: the first subject of the sentence."""
    at = 0
    while at < begin:
        stop = min(next_break(sentence, at), begin)
        low = sentence.lows[at] if at < len(sentence.lows) else ""
        if stop > at and low not in profile.subordinators | profile.relatives:
            verb = next(
                (
                    number
                    for number in range(at, stop)
                    if any(r.part == "VERB" for r in readings(sentence.lows[number])[:1])
                ),
                None,
            )
            if verb is not None:
                agreement = agreement_of(sentence, verb, verb + 1)
                found = find_subject(sentence, at, verb, agreement, profile) or find_subject(
                    sentence, verb + 1, stop, agreement, profile
                )
                if found is not None:
                    return found
        at = stop + 1
    return None


def after_appositions(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> int:
    """Return where an attribution ends, past what describes its speaker between commas."""
    stop = tie.stop
    for _ in range(2):
        if stop + 1 >= len(sentence.units) or sentence.units[stop].text != ",":
            return stop
        begin = stop + 1
        after = next_break(sentence, begin)
        if after >= len(sentence.units) or sentence.units[after].text not in (",", *DASHES):
            return stop
        low = sentence.lows[begin]
        if tie.speaker is not None and tie.speaker.sort is not Sort.PHRASE:
            return stop
        case = "gent" if tie.cue.role is Role.NOUN else "nomn"
        describes = low in profile.relatives or any(
            reading.part == "PRTF" and reading.case == case for reading in readings(low)
        )
        if any(reading.part == "ADJF" for reading in readings(low)[:1]) and begin + 1 < after:
            # «источник, близкий к делегации»
            describes = sentence.lows[begin + 1] in profile.prepositions
        if not describes and is_noun(sentence, begin, profile):
            phrase = read_phrase(sentence, begin, after, profile)
            describes = (
                phrase is not None
                and phrase.end == after
                and any(
                    lemma in profile.person_nouns for lemma in lemmas(sentence.lows[phrase.head])
                )
            )
        if not describes:
            return stop
        stop = after
    return stop


# ---------------------------------------------------------------------- from tie to draft


def draft_of(
    sentence: Sentence,
    text: str,
    tie: Tie,
    ties: list[Tie],
    cuts: list[int],
    profile: LanguageProfile,
) -> Draft | None:
    """Return the draft of a tie, None where it has no content."""
    cue = Span(sentence.units[tie.first].start, sentence.units[tie.end - 1].end)
    if tie.cue.role is Role.QUOTED:
        cue = Span(cue.start, sentence.units[tie.first + len(tie.cue.words) - 1].end)
    draft = Draft(sentence, "", cue, tie.speaker, speaker_sentence=sentence, relay=tie.relay)
    if tie.side == "before":
        draft.rule = "about"
        return draft
    if tie.kind == "pending":
        draft.pending, draft.rule = True, "colon-next"
        return draft
    if tie.side == "right":
        ranges = [right_range(sentence, tie, cuts, profile)]
        adverbial = "participle-" if tie.cue.role is Role.PARTICIPLE else ""
        draft.rule = f"{adverbial}{tie.kind}"
    elif tie.side == "left":
        ranges = left_ranges(sentence, tie, ties, cuts, profile)
        quoted = tie.cue.role is Role.QUOTED or tie.kind == "words"
        draft.rule = "quoted" if quoted else "quote-inverted"
    else:
        ranges = around_ranges(sentence, tie, ties, cuts, profile)
        draft.rule = "according" if tie.cue.role is Role.NOUN else "clause-inverted"
        if is_foreign_medium(sentence, tie, profile):
            draft.rule = "medium"
        elif sentence.lows[tie.begin] in profile.as_words:
            draft.rule = "as"
    ranges = [(begin, end) for begin, end in ranges if begin < end]
    if not ranges or not fill(draft, text, ranges):
        return None
    clause = Frame.CLAUSE | Frame.PHRASE | Frame.ACT | Frame.NAMING | Frame.CHARGE
    if is_question(text, draft) and asked_by(sentence, tie, profile):
        return None
    spoken = sentence.units[0].text in DASHES
    if not tie.cue.frames & clause and not draft.quotations and not spoken:
        return None
    return draft


def is_foreign_medium(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether whoever reports, передает or пишет is named in marks, or in another script."""
    if tie.cue.words[0] not in profile.relaying or tie.speaker is None:
        return False
    first = sentence.units[tie.speaker.first]
    return first.is_quote or (first.capital and first.text[:1].isascii())


def is_question(text: str, draft: Draft) -> bool:
    """Say whether a quotation ends with a question mark."""
    return text[: draft.parts[-1].end].endswith("?")


def asked_by(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether a reporter asks: the question is not a statement."""
    if tie.speaker is None or Frame.CLAUSE in tie.cue.frames:
        return False
    return any(
        lemma in profile.hearers
        for low in sentence.lows[tie.speaker.first : tie.speaker.end]
        for lemma in lemmas(low)
    )


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
        last = max((at for at in range(begin + 1, stop) if units[at].is_quote), default=None)
        if units[begin].is_quote:
            return begin, clause_end(sentence, begin, later, profile)
        return begin, last + 1 if last is not None else trim_end(sentence, begin, stop, profile)
    if units[begin].is_quote:
        end = begin + 1
        while end < len(units) and units[end].is_quote:
            end += 1
        if end < len(units) and units[end].is_word and end not in cuts:
            return begin, clause_end(sentence, begin, later, profile)
        return begin, end
    end = clause_end(sentence, begin, later, profile)
    return begin, gap_end(sentence, begin, end, profile)


def gap_end(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> int:
    """Return where a content ends, less a time behind it that belongs to no clause."""
    return trim_end(sentence, begin, end, profile)


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
    if units[last - 1].is_quote and last - 2 >= first and units[last - 2].text == ":":
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
        stop = clause_end(sentence, after, [cut for cut in cuts if cut > after], profile)
        return [(after, stop)]
    inside = [
        other
        for other in ties
        if other is not tie
        and other.side == "right"
        and other.content is not None
        and other.content <= tie.begin
        and not any(other.content < cut < tie.begin for cut in cuts)
    ]
    behind = next_words(sentence, after)
    closing = behind is None or after == tie.stop or goes_off(sentence, after, cuts, profile)
    if inside and (tie.cut is None or not closing):
        return []
    first = clause_start(sentence, tie.begin, lower_limit(tie, ties), profile)
    last = trim_end(sentence, first, tie.begin, profile)
    if first >= last:
        return []
    ranges = [(first, last)]
    if not closing:
        # A clause with a verb of its own needs no second part: what follows tells of the speaker.
        whole = tie.cue.role is not Role.NOUN and has_verb(sentence, first, last)
        if not whole or lows[after] in profile.but_words | profile.and_words | profile.relatives:
            ranges.append(
                (after, clause_end(sentence, after, [c for c in cuts if c > after], profile))
            )
    return ranges


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
