"""Cased: tie cues to speakers and content where cases and commas show the clauses (Russian)."""

from app.extraction.cased_agreement import Agreement, agreement_of
from app.extraction.cased_content import find_right, next_break
from app.extraction.cased_cues import find_hits
from app.extraction.cased_nouns import read_phrase
from app.extraction.cased_phrases import (
    find_bare_name,
    find_subject,
    is_subject,
)
from app.extraction.cased_ranges import (
    PARTING,
    after_announcement,
    around_ranges,
    left_ranges,
    right_range,
)
from app.extraction.cased_sources import (
    tie_adverbial,
    tie_impersonal,
    tie_noun,
    tie_quoted,
    tie_words,
    words_before,
)
from app.extraction.cased_subjects import (
    find_place,
    is_addressed,
    owner_before,
    question_cut,
    relative_at,
    subject_above,
)
from app.extraction.cased_tie import (
    Tie,
    about_words,
    after_appositions,
    is_break,
    is_nested,
    is_quote_left,
    joining_word,
    left_ends,
    segment_start,
)
from app.extraction.clauses import DASHES
from app.extraction.drafts import Draft, fill
from app.extraction.inflection import lemmas
from app.extraction.phrases import Mention, mention_of
from app.extraction.profile import Cue, Frame, LanguageProfile, Role
from app.extraction.sentences import Sentence
from app.spans import Span

# Kinds of content that are no clause: inside others' words they are what is told, not told by X.
ACTS = frozenset({"phrase", "act", "naming", "charge"})
# What may stand beside a cue without marks.
UNQUOTED = Frame.CLAUSE | Frame.PHRASE | Frame.ACT | Frame.NAMING | Frame.CHARGE
# A label before a colon has no more units.
MOST_LABEL = 10
SURE, DOUBTFUL = (False,), (True,)


def find_cased_drafts(sentence: Sentence, text: str, profile: LanguageProfile) -> list[Draft]:
    """Return the attributions of a sentence, in the order of their cues."""
    ties: list[Tie] = []
    for cue, first in find_hits(sentence, profile):
        tie = tie_cue(sentence, cue, first, ties, profile)
        if tie is not None:
            ties.append(tie)
    said = [tie for tie in ties if not is_relay(sentence, tie, profile)]
    ties = [tie for tie in ties if not (tie.kind in ACTS and is_held(sentence, tie, said))]
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
    if not ties and (labelled := label_draft(sentence, text, profile)) is not None:
        drafts.append(labelled)
    return drafts


def label_draft(sentence: Sentence, text: str, profile: LanguageProfile) -> Draft | None:
    """Return the draft of «Министр Линд: „...“», None where a sentence is nothing of the kind."""
    units = sentence.units
    colon = next((at for at, unit in enumerate(units[:MOST_LABEL]) if not unit.is_word), 0)
    if not colon or units[colon].text != ":" or not units[colon - 1].capital:
        return None
    end = colon + 1
    while end < len(units) and units[end].is_quote:
        end += 1
    if end == colon + 1 or any(unit.is_word for unit in units[end:]):
        return None
    phrase = read_phrase(sentence, 0, colon, profile)
    if phrase is None or phrase.end != colon or not is_subject(
        sentence, phrase, Agreement("sing", ""), profile, sure=True
    ):  # fmt: skip
        return None
    speaker = mention_of(sentence, 0, colon)
    draft = Draft(sentence, "colon", None, speaker, speaker_sentence=sentence)
    return draft if fill(draft, text, [(colon + 1, end)]) else None


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


def is_held(sentence: Sentence, tie: Tie, ties: list[Tie]) -> bool:
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
        and not any(unit.text in PARTING for unit in sentence.units[tie.end : other.begin])
        and not any(
            between.side != "right" and tie.end <= between.begin < other.begin for between in ties
        )
        for other in ties
        if other is not tie
    )


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
    if begin < first and lows[begin] in profile.as_words and not (
        # «ушел после того, как Тарр рассказал о потерях»: what stands before is the reporter's.
        begin > 1 and lows[begin - 2] in profile.as_heralds
    ):  # fmt: skip
        tie.speaker = find_subject(sentence, begin + 1, first, agreement, profile) or (
            find_subject(sentence, end, stop, agreement, profile)
            or find_place(sentence, begin, first, agreement, profile)
            or find_place(sentence, end, stop, agreement, profile)
        )
        tie.side = "around"
        tie.stop = after_appositions(sentence, tie, profile)
        return tie if tie.speaker is not None and cue.frames.meets(Frame.CLAUSE) else None
    about = about_words(sentence, begin, stop, profile)
    left = is_quote_left(sentence, begin)
    silent = cue.frames == Frame.INVERTS and about is None and not left
    if silent and not after_announcement(sentence, 0, begin, profile):
        return None
    joint = joining_word(sentence, begin, first, profile)
    if joint is not None and (owner := owner_before(before, agreement)) is not None:
        tie.speaker, tie.cut = owner.speaker, joint
        find_right(sentence, tie, profile)
        return tie if tie.content is not None else None
    # A name that may stand in another case is taken only where nobody surer stands behind.
    speaker = find_subject(sentence, begin, first, agreement, profile, SURE)
    ahead: Mention | None = None
    if speaker is None:
        ahead = find_subject(sentence, end, stop, agreement, profile, SURE)
    if speaker is None and ahead is None:
        speaker = find_subject(sentence, begin, first, agreement, profile, DOUBTFUL)
    bare = None
    if speaker is None:
        bare = find_bare_name(sentence, begin, first, agreement, profile)
    if speaker is None and not cue.frames.meets(Frame.PHRASE):
        # Such a verb has no thing for an object that could stand before it.
        speaker = bare
    if left:
        about = None
    inverts = cue.frames.meets(Frame.INVERTS) and left_ends(sentence, begin) and about is None
    if speaker is None:
        behind = ahead or find_subject(sentence, end, stop, agreement, profile, DOUBTFUL)
        if behind is not None and is_addressed(sentence, behind) and (
            find_place(sentence, begin, first, agreement, profile) is not None
        ):  # fmt: skip
            # «В совете призвали обе стороны»: they are addressed, and it is the council that calls.
            behind = None
        if behind is None and not relative_at(sentence, begin, profile):
            placed = find_place(sentence, begin, first, agreement, profile)
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
            if tie.content is None or behind.first < tie.content:
                return tie if tie.content is not None else None
            # Nobody speaks from inside his own words: «предложил линию в проливе Хельмар».
            tie.content, tie.kind = None, ""
            speaker = bare
    if speaker is None:
        speaker = subject_above(sentence, begin, agreement, profile) or find_bare_name(
            sentence, begin, first, agreement, profile, alone=True
        )
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
    asked = question_cut(sentence, begin, profile)
    if asked is not None:
        tie.cut = asked
    elif lows[begin] in profile.joining and begin:
        tie.cut = begin - 1 if is_break(sentence, begin - 1) else begin
    return tie


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
    if is_question(text, draft) and asked_by(sentence, tie, profile):
        return None
    spoken = sentence.units[0].text in DASHES
    silent = not (draft.quotations or spoken or tie.cue.frames.meets(UNQUOTED))
    if silent and not after_announcement(sentence, 0, tie.begin, profile):
        return None
    return draft


def is_relay(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether a medium only passes on what stands before: «..., передает телеканал»."""
    if tie.side != "around" or tie.speaker is None or tie.cue.words[0] not in profile.relaying:
        return False
    first = tie.speaker.first
    return is_foreign_medium(sentence, tie, profile) or (
        (sentence.lows[first],) in profile.relay_nouns
    )


def is_foreign_medium(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether whoever reports, передает or пишет is named in marks, or in another script."""
    if tie.cue.words[0] not in profile.relaying or tie.speaker is None:
        return False
    first = sentence.units[tie.speaker.first]
    return first.is_quote or (first.capital and first.text[:1].isascii())


def is_question(text: str, draft: Draft) -> bool:
    """Say whether a quotation ends with a question mark."""
    return text.endswith("?", 0, draft.parts[-1].end)


def asked_by(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether a reporter asks: the question is not a statement."""
    if tie.speaker is None or tie.cue.frames.meets(Frame.CLAUSE):
        return False
    return any(
        lemma in profile.hearers
        for low in sentence.lows[tie.speaker.first : tie.speaker.end]
        for lemma in lemmas(low)
    )
