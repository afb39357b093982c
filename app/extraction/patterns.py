"""Patterns: tie each cue of a sentence to its speaker and its content."""

from app.extraction.cased import find_cased_drafts
from app.extraction.clauses import (
    broken_clause,
    clause_end,
    clause_start,
    looks_whole,
    skip_to_break,
    trim_end,
)
from app.extraction.content import Tie, next_comma, opens_asked
from app.extraction.cues import find_cues
from app.extraction.drafts import Draft, fill
from app.extraction.endings import story_begin
from app.extraction.insertions import (
    after_attribution,
    after_relative,
    broken_off,
    is_aside,
    main_clause,
    opens_below,
    set_in_relative,
)
from app.extraction.loose import colon_draft, signed_draft
from app.extraction.phrases import Sort
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.ties import left_content_ends, tie_hit
from app.extraction.tokens import Unit, UnitKind
from app.extraction.verb_final import find_final_drafts
from app.extraction.verbs import has_finite, is_finite, may_be_finite
from app.spans import Span

ONLY_QUOTES = (Frame.QUOTE, Frame.QUOTE | Frame.INVERTS)
CLAUSES = Frame.CLAUSE | Frame.QUOTE | Frame.THAT


def find_drafts(sentence: Sentence, text: str, profile: LanguageProfile) -> list[Draft]:
    """Return the attributions of a sentence, in the order of their cues."""
    if profile.verb_final is not None:
        return find_final_drafts(sentence, text, profile)
    if profile.cased:
        return find_cased_drafts(sentence, text, profile)
    hits = find_cues(sentence, profile)
    ties: list[Tie] = []
    for hit in hits:
        tie = tie_hit(sentence, hit, ties, profile)
        if tie is not None:
            ties.append(tie)
    ties = [tie for tie in ties if not is_aside(sentence, tie, ties, profile)]
    cuts = sorted({tie.cut for tie in ties if tie.cut is not None})
    drafts = [
        draft
        for tie in ties
        if (draft := draft_of(sentence, text, tie, ties, cuts, profile)) is not None
    ]
    drafts = [draft for draft in drafts if not is_reported_act(draft, drafts, profile)]
    taken = {id(quotation) for draft in drafts for quotation in draft.quotations}
    loose = colon_draft(sentence, text, taken, profile) or signed_draft(
        sentence, text, taken, profile
    )
    if loose is not None and not any(draft.pending for draft in drafts):
        drafts.append(loose)
    return drafts


def is_reported_act(draft: Draft, drafts: list[Draft], profile: LanguageProfile) -> bool:
    """Say whether a draft only repeats what another holds: "said that it rejected both plans"."""
    cue, mention = draft.cue, draft.speaker
    if cue is None or mention is None or mention.sort is not Sort.PRONOUN or len(drafts) == 1:
        return False
    words = [low for low, unit in zip(draft.sentence.lows, draft.sentence.units, strict=True)
             if cue.start <= unit.start < cue.end]  # fmt: skip
    frames = Frame(0)
    for each in profile.cues_by_word.get(words[0], ()) if words else ():
        frames |= each.frames
    return not frames & (Frame.CLAUSE | Frame.THAT | Frame.QUOTE | Frame.NAMING) and any(
        other is not draft and any(part.contains(cue) for part in other.parts) for other in drafts
    )


def draft_of(
    sentence: Sentence,
    text: str,
    tie: Tie,
    ties: list[Tie],
    cuts: list[int],
    profile: LanguageProfile,
) -> Draft | None:
    """Return the draft of a tie, None where it has no content."""
    units = sentence.units
    cue = Span(units[tie.hit.first].start, units[tie.hit.end - 1].end)
    draft = Draft(sentence, "", cue, tie.speaker, speaker_sentence=sentence, relay=tie.relay)
    if tie.how == "noun":
        ranges, draft.rule = noun_ranges(sentence, tie, ties, cuts, profile)
    elif tie.kind == "pending":
        draft.pending, draft.rule = True, f"{tie.how}-colon-next"
        return draft
    elif tie.content is not None and not split_quotation(sentence, tie, profile):
        ranges = [right_range(sentence, tie, cuts, profile)]
        draft.rule = f"{tie.how}-{tie.kind}"
        if tie.how == "shared" and tie.hit.role is Role.PARTICIPLE:
            draft.rule = f"participle-{tie.kind}"
    else:
        ranges, draft.rule = left_ranges(sentence, tie, ties, cuts, profile)
    ranges = [(begin, end) for begin, end in ranges if begin < end]
    if not ranges or not fill(draft, text, ranges):
        return None
    if not draft.quotations and tie.kind != "act" and (
        tie.hit.cue.frames & ~Frame.ACT in ONLY_QUOTES
    ):  # fmt: skip
        return None
    return draft


def split_quotation(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether an attribution stands amid a quotation: '"Without it," he says, "we lose."'."""
    units = sentence.units
    if tie.kind == "bare" and tie.begin and tie.hit.has(Frame.INVERTS) and tie.how == "own":
        # '"It leaks," Moor told the public broadcaster TV Sarn.'
        return units[tie.begin - 1].is_quote
    if tie.kind != "quote" or tie.how != "own" or not tie.hit.has(Frame.INVERTS) or not tie.begin:
        return False
    if units[tie.begin - 1].is_quote:
        return True
    # 'The talks, he said, "will be long."'
    first = units[0]
    return (
        units[tie.begin - 1].text == ","
        and (first.low in profile.determiners or first.low not in profile.openers)
        and first.low not in profile.prepositions
        and not first.low.endswith(("ing", "ed"))
        and first.low not in profile.connectives
        and not has_finite(sentence, 0, tie.begin, profile)
    )


def right_range(
    sentence: Sentence, tie: Tie, cuts: list[int], profile: LanguageProfile
) -> tuple[int, int]:
    """Return the units of a content on the right."""
    units = sentence.units
    begin = tie.content or 0
    inner = [cut for cut in cuts if cut > begin and cut != tie.cut]
    if tie.how == "opening":
        stop = next_comma(sentence, begin)
        return begin, stop if stop is not None else begin
    if tie.how == "own" and tie.kind == "bare" and lows_before(sentence, tie) in profile.relatives:
        # "The opposition, whose case Moor said was weak, struck back."
        stop = next_comma(sentence, begin)
        return begin, clause_end(sentence, begin, inner, profile) if stop is None else stop
    if tie.how == "own" and tie.kind in ("that", "bare") and tie.begin == 1 and (
        sentence.lows[0] in profile.adjunct_openers & profile.question_words
    ):  # fmt: skip
        # "When Moor says that it leaks, people listen": the main clause is the reporter's.
        stop = main_clause(sentence, begin, profile)
        if stop is not None:
            return begin, stop
    if tie.how == "relative" and tie.begin and units[tie.begin - 1].text == ",":
        # "Veltania, which denies any role, will not object.": the clause's second comma.
        stop = next_comma(sentence, begin)
        if stop is not None and resumes(sentence, stop, profile):
            return begin, stop
    if tie.how == "own" and tie.kind in ("that", "bare"):
        # "The vote, which was calm until Moor said that it leaks, turned on it."
        stop = set_in_relative(sentence, tie, begin, profile)
        if stop is not None:
            return begin, stop
    if tie.kind == "naming":
        end = begin
        for at in range(begin, len(units)):
            if units[at].is_quote:
                end = at + 1
                following = units[end : end + 2]
                if (
                    len(following) == 2
                    and following[1].is_quote
                    and (
                        sentence.lows[end] in profile.and_words
                        or following[0].kind is UnitKind.BRACKET
                    )
                ):
                    continue
                if len(following) == 2 and following[0].kind is UnitKind.BRACKET:
                    continue
                break
        return begin, end
    if units[begin].is_quote:
        return begin, quoted_end(sentence, begin, inner, profile)
    loose = tie.kind in ("act", "phrase", "charge")
    end = clause_end(sentence, begin, inner, profile, phrase=loose)
    return begin, story_begin(sentence, begin, end, tie, profile)


def resumes(sentence: Sentence, comma: int, profile: LanguageProfile) -> bool:
    """Say whether the main clause goes on behind a comma: "Moor, who denies it, left".

    Participles may stand between: "Moor, who denies it, citing a report, said ...".
    """
    at: int | None = comma
    while at is not None and at + 1 < len(sentence.units):
        if may_be_finite(sentence, at + 1, profile):
            return True
        if not sentence.lows[at + 1].endswith("ing"):
            return False
        at = next_comma(sentence, at + 1)
    return False


def lows_before(sentence: Sentence, tie: Tie) -> str:
    """Return the word before an attribution, past the noun of "whose case"."""
    lows = sentence.lows
    for at in (tie.begin - 1, tie.begin - 2):
        if at > 0 and sentence.units[at - 1].text == ",":
            return lows[at]
    return ""


def quoted_end(sentence: Sentence, begin: int, cuts: list[int], profile: LanguageProfile) -> int:
    """Return where a content that opens with a quotation ends: it may go on in plain words."""
    units = sentence.units
    at = begin + 1
    if at >= len(units) or (ends_whole(units[begin]) and not units[at].is_quote):
        return at
    if units[at].is_word and at not in cuts:
        return clause_end(sentence, begin, cuts, profile)
    if units[at].text == "," and at + 1 < len(units) and at + 1 not in cuts and at not in cuts:
        low = sentence.lows[at + 1]
        if low in profile.and_words and at + 2 < len(units) and units[at + 2].is_quote:
            return clause_end(sentence, begin, cuts, profile)
    while at < len(units) and units[at].is_quote:
        at += 1
    return at


def ends_whole(unit: Unit) -> bool:
    """Say whether a comma or stop inside the marks ends a quotation: nothing carries it on."""
    return unit.text.rstrip("\"“”„«»‘’'`")[-1:] in {",", ".", "!", "?"}


def left_ranges(
    sentence: Sentence, tie: Tie, ties: list[Tie], cuts: list[int], profile: LanguageProfile
) -> tuple[list[tuple[int, int]], str]:
    """Return the units of a content on the left, with what goes on behind the attribution."""
    units, lows = sentence.units, sentence.lows
    begin = tie.begin
    if begin == 0 or not left_content_ends(sentence, begin) or not tie.hit.has(CLAUSES):
        return [], ""
    if tie.how in ("shared", "relative") or not tie.hit.has(Frame.INVERTS):
        return [], ""
    low_limit = max(
        (
            other.end
            for other in ties
            if other is not tie
            and other.begin < begin
            and other.content is None
            and other.how != "noun"
        ),
        default=0,
    )
    first = clause_start(sentence, begin, low_limit, profile)
    if begin - 2 > first and units[begin - 1].text == "," and opens_below(lows[begin - 2], profile):
        # "Moor left because, he said, it leaks": the content is only what follows.
        follow = after_attribution(sentence, tie.end, cuts, profile)
        if follow is None:
            return [], ""
        stop = clause_end(sentence, follow, [cut for cut in cuts if cut > follow], profile)
        return [(follow, stop)], f"clause-{tie.how}"
    last = trim_end(sentence, first, begin, profile)
    if first >= last:
        return [], ""
    after = after_attribution(sentence, tie.end, cuts, profile)
    if after is not None and broken_off(sentence, tie, first, last, profile):
        after = after_attribution(sentence, tie.end, cuts, profile, broken=True)
    if units[last - 1].is_quote and last - 2 > first and units[last - 2].text in (":", ";"):
        # '... wrote the paper: "A," he said': what stands before the colon is not part of it.
        first = last - 1
    if after is not None or (tie.end < len(units) and units[tie.end].text == ","):
        first = broken_clause(sentence, first, last, profile)
    if lows[first] in profile.participle_cues and first == 0:
        # "Stressing that it leaks, Moor said." is the participle's content.
        return [], ""
    if first == 0 and opens_asked(sentence, profile):
        return [], ""
    quoted = [unit for unit in units[first:last] if unit.is_quote]
    only_quotes = not any(unit.is_word for unit in units[first:last])
    verb = has_finite(sentence, first, last, profile)
    ranges = [(first, last)]
    if after is not None:
        stop = clause_end(sentence, after, [cut for cut in cuts if cut > after], profile)
        if only_quotes and units[after].is_quote:
            ranges += [(at, at + 1) for at in range(after, stop) if units[at].is_quote]
        elif not only_quotes and (
            not verb
            or is_finite(sentence, after, profile)
            or lows[last - 1] in profile.passives
            or lows[after] in profile.but_words | profile.and_words | profile.relatives
            or profile.first_phrase(lows, after, profile.comparing)
        ):
            ranges.append((after, stop))
    whole = verb or len(ranges) > 1 or looks_whole(sentence, first, last, profile)
    if not (only_quotes or whole or quoted):
        return [], ""
    return ranges, f"{'quote' if only_quotes else 'clause'}-{tie.how}"


def noun_ranges(
    sentence: Sentence, tie: Tie, ties: list[Tie], cuts: list[int], profile: LanguageProfile
) -> tuple[list[tuple[int, int]], str]:
    """Return the content of "according to": the rest of its sentence, or what it is set into."""
    units = sentence.units
    opening = all(
        not unit.is_word or unit.low in profile.connectives for unit in units[: tie.begin]
    ) or opens_second(sentence, tie, profile)
    if opening:
        begin = opened_content(sentence, tie, profile)
        if begin is None:
            return [], ""
        end = clause_end(sentence, begin, [cut for cut in cuts if cut > begin], profile)
        return [(begin, end)], "according-opening"
    earlier = [t for t in ties if t is not tie and t.begin < tie.begin and t.how != "noun"]
    low_limit = 0
    inside = False
    for other in earlier:
        inside = inside or (other.content is not None and other.content < tie.begin)
        low_limit = max(low_limit, other.end)
    end = after_relative(sentence, tie.end, profile)
    inserted = end + 1 < len(units) and units[tie.begin - 1].text == "," and units[end].text == ","
    first = clause_start(sentence, tie.begin, low_limit, profile)
    if inserted and sentence.lows[end + 1] in profile.personal_relatives:
        inserted = False
    opener = sentence.lows[tie.begin - 2] if tie.begin > 1 else ""
    if inserted and (opens_below(opener, profile) or opener in profile.question_words):
        # "the shoals, where, according to Moor, nothing has moved": only what follows.
        stop = clause_end(sentence, end + 1, [c for c in cuts if c > end + 1], profile)
        return [(end + 1, stop)], "according-inserted"
    if inserted:
        for at in range(tie.begin - 2, first, -1):
            if units[at].text == "," and sentence.lows[at + 1] in profile.relatives:
                first, inside = at + 1, False
                break
        if inside:
            return [], ""
        stop = clause_end(sentence, end + 1, [c for c in cuts if c > end + 1], profile)
        return [(first, trim_end(sentence, first, tie.begin, profile)), (end + 1, stop)], (
            "according-inserted"
        )
    if inside or not has_finite(sentence, first, tie.begin, profile):
        return [], ""
    return [(first, trim_end(sentence, first, tie.begin, profile))], "according-closing"


def opens_second(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether a second main clause opens so: "No text is out, but according to Moor, ..."."""
    before = tie.begin - 1
    joined = before > 1 and sentence.units[before - 1].text in (",", ";")
    follows = sentence.units[tie.end] if tie.end < len(sentence.units) else None
    return (
        joined
        and sentence.lows[before] in profile.but_words | profile.and_words
        and follows is not None
        and follows.text == ","
    )


def opened_content(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> int | None:
    """Return where the content behind an opening "According to Moor, ..." begins.

    That is behind the first comma whose segment has a verb; the others belong to descriptions of
    the speaker. Where no verb shows, a single comma is enough.
    """
    units, lows = sentence.units, sentence.lows
    at = tie.end
    if at < len(units) and lows[at] in profile.relatives:
        at = skip_to_break(sentence, at)
    elif at < len(units) and units[at].is_word:
        return at if has_finite(sentence, at, len(units), profile) else None
    commas = []
    while at < len(units) and units[at].text not in ENDS:
        if units[at].text == "," and at + 1 < len(units):
            stop = skip_to_break(sentence, at + 1)
            if units[at + 1].is_quote or has_finite(sentence, at + 1, stop, profile):
                return at + 1
            commas.append(at + 1)
        at += 1
    return commas[0] if len(commas) == 1 else None
