"""Cased sources: cues without a subject: documents, «по словам», words that others relay."""

from app.extraction.cased_content import find_right, next_break
from app.extraction.cased_phrases import find_owner, find_subject
from app.extraction.cased_ranges import OPENS_CLAUSE, told_clause
from app.extraction.cased_subjects import described_by, main_actor
from app.extraction.cased_tie import (
    ANY,
    Tie,
    about_words,
    after_appositions,
    is_document,
    is_nested,
    is_quote_left,
    joining_word,
    left_ends,
    segment_start,
    speaks,
)
from app.extraction.inflection import first_part, readings
from app.extraction.phrases import Mention, Sort, mention_of
from app.extraction.profile import Cue, Frame, LanguageProfile
from app.extraction.sentences import Sentence


def tie_impersonal(
    sentence: Sentence, cue: Cue, first: int, begin: int, stop: int, profile: LanguageProfile
) -> Tie | None:
    """Return the tie of «говорится в заявлении X»: whose document it is speaks."""
    end = first + len(cue.words)
    speaker = document_owner(sentence, begin, first, profile) or document_owner(
        sentence, end, stop, profile
    )
    if speaker is None and points_back(sentence, begin, first, profile):
        tie = Tie(cue, first, end, begin, stop, None, "right")
        find_right(sentence, tie, profile)
        return tie if tie.content is not None else None
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


def points_back(sentence: Sentence, begin: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a clause names the document of the sentence before: «В нем говорится»."""
    return any(
        sentence.lows[at] in profile.charge_words and sentence.lows[at + 1] in profile.pointers
        for at in range(begin, end - 1)
    )


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


def tie_noun(sentence: Sentence, cue: Cue, first: int, profile: LanguageProfile) -> Tie | None:
    """Return the tie of «по словам X» or «по его мнению»."""
    lows = sentence.lows
    end = first + len(cue.words)
    stop = next_break(sentence, end)
    if len(cue.words) == 1:
        return tie_document(sentence, cue, first, stop, profile)
    speaker: Mention | None = None
    for at in range(first, end):
        if lows[at] in profile.owners:
            speaker = mention_of(sentence, at, at + 1, Sort.OWNER)
    if speaker is None:
        speaker = find_owner(sentence, end, stop, profile)
        if speaker is None or not speaks(sentence, speaker, profile):
            return None
        stop = described_end(sentence, max(speaker.end, end), stop, profile)
    else:
        stop = end
    tie = Tie(cue, first, end, first, stop, speaker, "around")
    tie.stop = after_appositions(sentence, tie, profile)
    return tie


def described_end(sentence: Sentence, at: int, stop: int, profile: LanguageProfile) -> int:
    """Return the comma behind «по словам ученых из Карска», else where the speaker ends."""
    if at >= stop or sentence.lows[at] not in profile.prepositions:
        return at
    if stop >= len(sentence.units) or sentence.units[stop].text != ",":
        return at
    said = any(first_part(low) in ("VERB", "ADJS", "PRTS") for low in sentence.lows[at:stop])
    return at if said else stop


def tie_document(
    sentence: Sentence, cue: Cue, first: int, stop: int, profile: LanguageProfile
) -> Tie | None:
    """Return the tie of «заявление X о том, что», None where no clause or nobody follows."""
    content = told_clause(sentence, stop, profile)
    if content is None or stop - first <= OPENS_CLAUSE:
        return None
    speaker = find_owner(sentence, first + 1, stop - OPENS_CLAUSE, profile)
    if speaker is None or speaker.sort is not Sort.PHRASE:
        return None
    if speaker.end != stop - OPENS_CLAUSE or not speaks(sentence, speaker, profile):
        return None
    # «Комментируя слова X о том, что A, Y сказал»: behind the comma the main clause begins.
    kind = "opening" if first_part(sentence.lows[0]) == "GRND" else "that"
    return Tie(cue, first, first + 1, first, stop, speaker, "right", content, kind)


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
        if not any(unit.capital for unit in sentence.units[speaker.first : speaker.end]):
            # «процитировал собеседника: „Линд сказал мне“»: his words may be told, not given.
            return None
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
    if not words and tie.kind == "phrase" and not cue.frames.meets(Frame.PHRASE):
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
    start = segment_start(sentence, begin - 1) if begin else 0
    if begin and sentence.units[begin - 1].text == "," and (
        owner is None or owner.first < start
    ) and (described := described_by(sentence, start, begin - 1, profile)) is not None:  # fmt: skip
        # «Линд сменил Аду Мур, которая ушла, обвинив союз в „предательстве“»
        tie.speaker = described
        return tie
    if owner is not None:
        tie.speaker = owner.speaker
        return tie
    tie.speaker = main_actor(sentence, begin, profile)
    return tie if tie.speaker is not None else None
