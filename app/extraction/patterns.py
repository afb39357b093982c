"""Patterns: tie each cue of a sentence to its speaker and its content."""

from dataclasses import dataclass

from app.extraction.clauses import (
    BREAKS,
    DASHES,
    clause_end,
    clause_start,
    has_finite,
    has_main_verb,
    is_finite,
    is_time,
    may_be_finite,
    skip_adjuncts,
    skip_to_break,
    trim_end,
)
from app.extraction.cues import Hit, find_cues
from app.extraction.drafts import Draft, fill
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.speakers import (
    Mention,
    Sort,
    mention_of,
    phrase_after,
    speaks_up,
    subject_before,
)
from app.extraction.tokens import UnitKind
from app.spans import Span

BARE_FREELY = 3  # "said" takes a bare clause from this many words on, verb seen or not
NAMED_WORDS = 12
LEAST_COLON_WORDS = 4
OBJECT_REACH = 16
QUOTED_REACH = 14


@dataclass(slots=True)
class Tie:
    """A cue with its subject, before its content is known.

    Attributes:
        begin, end: the attribution's units: subject and verb group.
        how: own (subject of its own before the cue), inverted (behind it), shared (of the
            clause before), relative ("who said").
        cut: the unit at which this attribution ends another's content; None if it does not.
        content: the content's first unit on the right, None if it is on the left.
        kind: what announces the content on the right: that, quote, colon, bare, act, naming.
    """

    hit: Hit
    begin: int
    end: int
    how: str
    speaker: Mention | None
    cut: int | None = None
    content: int | None = None
    kind: str = ""
    relay: Mention | None = None


def find_drafts(sentence: Sentence, text: str, profile: LanguageProfile) -> list[Draft]:
    """Return the attributions of a sentence, in the order of their cues."""
    hits = find_cues(sentence, profile)
    ties: list[Tie] = []
    for hit in hits:
        tie = tie_hit(sentence, hit, ties, profile)
        if tie is not None:
            ties.append(tie)
    cuts = sorted({tie.cut for tie in ties if tie.cut is not None})
    drafts = [
        draft
        for tie in ties
        if (draft := draft_of(sentence, text, tie, ties, cuts, profile)) is not None
    ]
    taken = {id(quotation) for draft in drafts for quotation in draft.quotations}
    loose = colon_draft(sentence, text, taken, profile) or signed_draft(
        sentence, text, taken, profile
    )
    if loose is not None and not any(draft.pending for draft in drafts):
        drafts.append(loose)
    return drafts


# ---------------------------------------------------------------------- cue and subject


def tie_hit(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a cue with its subject, None where nobody there can speak."""
    if hit.role is Role.NOUN:
        return tie_noun(sentence, hit, profile)
    if hit.role is Role.QUOTED:
        return tie_quoted(sentence, hit, profile)
    if hit.role is Role.PARTICIPLE:
        return tie_participle(sentence, hit, before, profile)
    tie = tie_finite(sentence, hit, before, profile)
    if tie is None:
        return None
    if tie.how != "inverted":
        find_right(sentence, tie, profile)
    if tie.content is None and not may_stand_behind(sentence, tie):
        return None
    tie.cut = cut_of(sentence, tie, profile)
    return tie


def may_stand_behind(sentence: Sentence, tie: Tie) -> bool:
    """Say whether a cue without content on its right may have it on its left."""
    if tie.how in ("shared", "relative") or not tie.hit.has(Frame.INVERTS):
        return False
    if tie.begin == 0 or not left_content_ends(sentence, tie.begin):
        return False
    return tie.hit.has(Frame.CLAUSE | Frame.THAT) or any(
        unit.is_quote for unit in sentence.units[: tie.begin]
    )


def tie_finite(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a finite cue with the subject before it, behind it, or shared with a clause."""
    units, lows = sentence.units, sentence.lows
    at = hit.begin - 1
    low_limit = 0
    if at < 0:
        return inverted(sentence, hit, profile)
    unit, low = units[at], lows[at]
    if unit.is_quote or unit.text in DASHES or unit.text in ENDS:
        return inverted(sentence, hit, profile)
    if unit.text == ",":
        tie = inverted(sentence, hit, profile)
        if tie is not None:
            return tie
    if low in profile.relatives and at > 0:
        back = at - 2 if units[at - 1].text == "," else at - 1
        speaker = subject_before(sentence, back, low_limit, profile) if back >= 0 else None
        if speaker is not None and speaks_up(sentence, speaker, profile):
            return Tie(hit, at, hit.end, "relative", speaker)
        return None
    if (
        low in profile.and_words
        or low in profile.but_words
        or (low in profile.connectives and at and lows[at - 1] in profile.and_words)
    ):
        speaker = shared_subject(sentence, at, before, profile)
        return Tie(hit, at, hit.end, "shared", speaker) if speaker is not None else None
    speaker = subject_before(sentence, at, low_limit, profile)
    if speaker is None and unit.text == ",":
        # "Moor met the envoy, opened the hall, said ...": a list of verbs.
        return None
    if speaker is None or first_person(sentence, speaker, profile):
        return None
    tie = Tie(hit, speaker.first, hit.end, "own", speaker)
    if any(word in profile.quoting for word in hit.cue.words) and (
        hit.end < len(units) and lows[hit.end] in profile.by_words
    ):
        # "was quoted as saying by the Courier"
        tie.relay = phrase_after(sentence, hit.end + 1, profile)
    return tie


def first_person(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a mention is the narrator's "I" or "we"."""
    return mention.sort is Sort.PRONOUN and profile.pronouns[sentence.lows[mention.first]] == "1"


def inverted(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of '"...," said Moor': the speaker stands behind the cue."""
    if not hit.has(Frame.INVERTS) or hit.role is not Role.FINITE:
        return None
    if hit.has(Frame.HEARER) and not hit.has(Frame.PHRASE):
        # "told Moor": whoever stands behind it only hears.
        return None
    units, lows = sentence.units, sentence.lows
    if hit.begin > 0 and not left_content_ends(sentence, hit.begin):
        return None
    speaker = phrase_after(sentence, hit.end, profile)
    if speaker is None or first_person(sentence, speaker, profile):
        return None
    after = speaker.end
    if hit.begin and after < len(units) and units[after].text == ":":
        return None
    if after < len(units) and units[after].is_word:
        # A verb behind the noun phrase makes it the subject of the content: "X, 40, said it was".
        if is_finite(sentence, after, profile) or lows[after] in profile.that_words:
            return None
        stop = skip_to_break(sentence, after)
        if lows[after] not in profile.prepositions | profile.relatives and has_main_verb(
            sentence, after, stop, profile
        ):
            return None
    if hit.begin == 0 and not (after < len(units) and units[after].text in (":", ",")):
        return None
    return Tie(hit, hit.begin, speaker.end, "inverted", speaker)


def left_content_ends(sentence: Sentence, begin: int) -> bool:
    """Say whether a content can end right before an attribution."""
    before = sentence.units[begin - 1]
    return before.is_quote or before.text == "," or before.text in DASHES or before.text in ENDS


def shared_subject(
    sentence: Sentence, at: int, before: list[Tie], profile: LanguageProfile
) -> Mention | None:
    """Return the subject that a coordinated verb shares: "Moor met the envoys and said"."""
    for tie in reversed(before):
        if tie.end <= at and tie.speaker is not None and tie.how in ("own", "shared", "inverted"):
            return tie.speaker
    subject = main_subject(sentence, at, profile)
    if subject is None or first_person(sentence, subject, profile):
        return None
    return subject if speaks_up(sentence, subject, profile) else None


def main_subject(sentence: Sentence, limit: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of a sentence's first main clause before a unit."""
    lows, units = sentence.lows, sentence.units
    for at in range(1, min(limit, len(units))):
        if not units[at].is_word or not may_be_finite(sentence, at, profile):
            continue
        last = at - 1
        while last > 0 and (lows[last] in profile.adverbs or lows[last] in profile.auxiliaries):
            last -= 1
        if lows[last] in profile.and_words:
            continue
        subject = subject_before(sentence, last, 0, profile)
        if subject is None:
            continue
        opener = lows[subject.first - 1] if subject.first else ""
        if opener in profile.subordinators or opener in profile.prepositions:
            continue
        return subject
    return None


def tie_participle(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return the tie of "..., adding that": its subject is the clause's, or stands after "with"."""
    units, lows = sentence.units, sentence.lows
    at = hit.begin - 1
    cut = at
    speaker: Mention | None = None
    opening = at < 0 or (at == 0 and lows[0] in profile.adjunct_openers)
    if not opening:
        if lows[at] in profile.adjunct_openers and at > 0:
            cut = at = at - 1
        if units[at].is_quote:
            cut = hit.begin
        joined = units[at].text == "," or units[at].is_quote or units[at].text in DASHES
        if lows[at] in profile.and_words or lows[at] in profile.but_words:
            joined = any(tie.hit.role is Role.PARTICIPLE for tie in before) or (
                at > 0 and units[at - 1].text == ","
            )
        elif not joined and lows[hit.begin - 1] in profile.adjunct_openers:
            joined = True
        if not joined:
            speaker = absolute_subject(sentence, hit.begin - 1, profile)
            if speaker is None:
                return None
            cut = speaker.first - 1
    tie = Tie(hit, hit.begin, hit.end, "own" if speaker else "shared", speaker)
    find_right(sentence, tie, profile)
    if tie.content is None or tie.kind == "quote_far":
        return None
    if speaker is None and not opening:
        owner = next(
            (t for t in reversed(before) if t.speaker is not None and t.how != "relative"), None
        )
        tie.speaker = owner.speaker if owner else main_subject(sentence, at, profile)
        if tie.speaker is None or first_person(sentence, tie.speaker, profile):
            return None
        if owner is None and not speaks_up(sentence, tie.speaker, profile):
            return None
    if opening:
        comma = next_comma(sentence, tie.content)
        subject = None if comma is None else clause_subject(sentence, comma + 1, profile)
        if subject is None or not speaks_up(sentence, subject, profile):
            return None
        tie.speaker, tie.how = subject, "opening"
        return tie
    tie.cut = cut
    return tie


def next_comma(sentence: Sentence, at: int) -> int | None:
    """Return the next comma behind a unit."""
    return next((i for i in range(at, len(sentence.units)) if sentence.units[i].text == ","), None)


def clause_subject(sentence: Sentence, begin: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of the clause that begins at a unit."""
    for at in range(begin + 1, min(begin + 40, len(sentence.units))):
        if sentence.units[at].is_word and may_be_finite(sentence, at, profile):
            last = at - 1
            while last > begin and sentence.lows[last] in profile.adverbs | profile.auxiliaries:
                last -= 1
            return subject_before(sentence, last, begin, profile)
    return None


def absolute_subject(sentence: Sentence, last: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of "with Moor saying", None where there is no "with"."""
    for at in range(last, max(-1, last - 10), -1):
        if sentence.lows[at] in profile.with_words:
            if at == last:
                return None
            speaker = mention_of(sentence, at + 1, last + 1)
            return speaker if speaks_up(sentence, speaker, profile) else None
        if not sentence.units[at].is_word:
            return None
    return None


def tie_noun(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of "according to Moor" or "according to his statement"."""
    units, lows = sentence.units, sentence.lows
    for at in range(hit.first, hit.end):
        # "in his words": the possessive stands inside the cue.
        if lows[at] in profile.owners:
            speaker = mention_of(sentence, at, at + 1, Sort.OWNER)
            return Tie(hit, hit.first, hit.end, "noun", speaker, hit.first)
    if hit.end >= len(units):
        return None
    if lows[hit.end] in profile.owners:
        stop = hit.end + 1
        while stop < len(units) and units[stop].is_word and lows[stop] not in (
            profile.prepositions | profile.subordinators
        ) and not is_finite(sentence, stop, profile):  # fmt: skip
            stop += 1
        if profile.owners[lows[hit.end]] == "1":
            return None
        speaker = mention_of(sentence, hit.end, hit.end + 1, Sort.OWNER)
        return Tie(hit, hit.first, stop, "noun", speaker, hit.first)
    found = phrase_after(sentence, hit.end, profile)
    if found is None or first_person(sentence, found, profile):
        return None
    return Tie(hit, hit.first, found.end, "noun", found, hit.first)


def tie_quoted(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of "Interfax quoted Moor as saying" or "Moor was quoted by X as saying"."""
    lows = sentence.lows
    for at in range(hit.first - 1, max(-1, hit.first - QUOTED_REACH), -1):
        if lows[at] not in profile.quoting:
            continue
        passive = at > 0 and lows[at - 1] in profile.passives
        if passive:
            last = at - 2
            while last >= 0 and (lows[last] in profile.auxiliaries | profile.adverbs):
                last -= 1
            speaker = subject_before(sentence, last, 0, profile)
            relay = None
            if at + 1 < hit.first and lows[at + 1] in profile.by_words:
                relay = mention_of(sentence, at + 2, hit.first) if at + 2 < hit.first else None
        else:
            speaker = mention_of(sentence, at + 1, hit.first) if at + 1 < hit.first else None
            relay = subject_before(sentence, at - 1, 0, profile) if at else None
        if speaker is None:
            return None
        if not passive and lows[speaker.first] in profile.object_pronouns:
            speaker = mention_of(sentence, speaker.first, speaker.first + 1, Sort.OWNER)
        begin = relay.first if relay is not None and not passive else speaker.first
        tie = Tie(hit, begin, hit.end, "quoted", speaker, relay=relay)
        find_right(sentence, tie, profile)
        tie.cut = cut_of(sentence, tie, profile)
        return tie
    return None


def cut_of(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> int | None:
    """Return the unit at which an attribution ends the content before it, None if it is nested."""
    units, lows = sentence.units, sentence.lows
    begin = tie.begin
    if tie.how == "relative" or begin == 0:
        return None
    if tie.how == "shared":
        return begin
    before = begin - 1
    if lows[before] in profile.and_words or lows[before] in profile.but_words:
        return before
    if units[before].text in (";", *DASHES):
        return before
    if tie.content is None and (units[before].text == "," or units[before].is_quote):
        return begin
    return None


# ---------------------------------------------------------------------- content on the right


def find_right(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> None:
    """Look for a cue's content on its right; leave `content` None where there is none."""
    units, lows = sentence.units, sentence.lows
    hit, at = tie.hit, tie.end
    if tie.how == "own" and tie.begin and lows[tie.begin - 1] in profile.as_words:
        # "As Moor told the Courier, the dam leaks": the content is the main clause.
        comma = next_comma(sentence, at)
        if comma is not None and comma + 1 < len(units) and opens_clause(sentence, tie.begin - 1):
            tie.content, tie.kind = comma + 1, "as"
        return
    if hit.has(Frame.NAMING):
        named(sentence, tie, profile)
        if tie.content is not None or hit.cue.frames == Frame.NAMING:
            return
    if hit.has(Frame.CHARGE):
        if at < len(units) and any(
            low in profile.charge_words for low in lows[at : at + OBJECT_REACH]
        ):
            tie.content, tie.kind = at, "charge"
        return
    if hit.has(Frame.ACT) and find_act(sentence, tie, profile):
        return
    if hit.cue.frames == Frame.ACT:
        return
    if hit.has(Frame.HEARER):
        at = skip_hearer(sentence, at, profile)
    start = at
    at = skip_adjuncts(sentence, at, profile)
    if at >= len(units):
        if hit.has(Frame.PHRASE) and not hit.has(Frame.CLAUSE):
            phrase_content(sentence, tie, start, profile)
        return
    unit, low = units[at], lows[at]
    if unit.text == ",":
        follow = skip_inserted(sentence, at, profile)
        if follow is None:
            return
        at = follow
        unit, low = units[at], lows[at]
    if unit.is_quote:
        tie.content, tie.kind = at, "quote"
    elif unit.text == ":":
        if at + 1 < len(units):
            tie.content, tie.kind = at + 1, "colon"
        else:
            tie.content, tie.kind = len(units), "pending"
    elif low in profile.that_words and hit.cue.frames != Frame.PHRASE:
        if at + 1 < len(units):
            tie.content, tie.kind = at + 1, "that"
    elif not unit.is_word and unit.kind is not UnitKind.BRACKET:
        return
    elif hit.has(Frame.PHRASE):
        phrase_content(sentence, tie, at if hit.has(Frame.CLAUSE) else start, profile)
    elif hit.has(Frame.CLAUSE) and bare_clause(sentence, at, hit, profile):
        tie.content, tie.kind = at, "bare"


def bare_clause(sentence: Sentence, at: int, hit: Hit, profile: LanguageProfile) -> bool:
    """Say whether a clause without "that" begins at a unit."""
    units = sentence.units
    low = sentence.lows[at]
    free = hit.cue.words[0] in profile.plain_cues
    if low in profile.and_words or (low in profile.but_words and not free):
        return False
    stop = at
    while stop < len(units) and units[stop].text not in ENDS and stop - at < 40:
        stop += 1
    if has_main_verb(sentence, at, stop, profile, sure=not free):
        return True
    if low in profile.question_words:
        return has_finite(sentence, at + 1, stop, profile)
    words = sum(unit.is_word for unit in units[at:stop])
    return free and words >= BARE_FREELY and has_finite(sentence, at, stop, profile)


def phrase_content(sentence: Sentence, tie: Tie, at: int, profile: LanguageProfile) -> None:
    """Take a noun phrase as the content: "stressed the importance of ..."."""
    if at >= len(sentence.units):
        return
    if tie.speaker is not None and not speaks_up(sentence, tie.speaker, profile):
        return
    if sentence.lows[tie.end] in profile.to_words:
        return
    unit = sentence.units[at]
    if unit.is_word and is_time(unit, profile) and unit.low in profile.weekdays:
        return
    if unit.is_word or unit.is_quote:
        tie.content, tie.kind = at, "phrase"


def find_act(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Take an infinitive as the content: "urged to ...", "called on the sides to ..."."""
    units, lows = sentence.units, sentence.lows
    for at in range(tie.end, min(len(units), tie.end + OBJECT_REACH)):
        if lows[at] in profile.to_words:
            after = lows[at + 1] if at + 1 < len(units) else ""
            if not after or after in profile.determiners or units[at + 1].capital:
                continue
            if tie.speaker is not None and not speaks_up(sentence, tie.speaker, profile):
                return False
            denied = at > tie.end and lows[at - 1] in profile.negations
            tie.content, tie.kind = at - denied, "act"
            return True
        if units[at].text in BREAKS or units[at].is_quote or lows[at] in profile.that_words:
            return False
        if is_finite(sentence, at, profile):
            return False
    return False


def named(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> None:
    """Take what is named and its name: 'called the talks "useful"'."""
    units, lows = sentence.units, sentence.lows
    for at in range(tie.end, min(len(units), tie.end + 3 * NAMED_WORDS)):
        if units[at].is_quote:
            if at > tie.end:
                tie.content, tie.kind = tie.end, "naming"
            return
        if units[at].text in ENDS or units[at].text in (";", ":"):
            return
        if at > tie.end and is_finite(sentence, at, profile):
            return
        if lows[at] in profile.to_words and at == tie.end:
            return


def skip_hearer(sentence: Sentence, at: int, profile: LanguageProfile) -> int:
    """Return where the hearer ends: "told reporters", "told the Sarn Courier"."""
    units, lows = sentence.units, sentence.lows
    begin = at
    noun = False
    while at < len(units):
        unit, low = units[at], lows[at]
        if unit.kind is UnitKind.BRACKET:
            at += 1
            continue
        if not unit.is_word or low in profile.that_words or low in profile.prepositions:
            break
        if low in profile.subordinators or low in profile.question_words:
            break
        if at == begin and (low in profile.hearers or low in profile.pronouns):
            return at + 1
        if noun and (
            low in profile.determiners
            or low in profile.owners
            or low in profile.pronouns
            or low in profile.other_pronouns
            or is_finite(sentence, at, profile)
        ):
            break
        if low in profile.hearers:
            return at + 1
        if (
            noun
            and not unit.capital
            and units[at - 1].capital
            and lows[at] not in (profile.speaking_nouns | profile.occasions)
        ):
            break
        if low not in profile.determiners and low not in profile.owners:
            noun = True
        at += 1
    # Without a noun that could hear, the words are the content: "warned prices would rise".
    if noun and at < len(units) and is_finite(sentence, at, profile):
        return begin
    return at


def opens_clause(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is the first word of its sentence."""
    return not any(unit.is_word or unit.is_quote for unit in sentence.units[:at])


def skip_inserted(sentence: Sentence, comma: int, profile: LanguageProfile) -> int | None:
    """Return where the content begins behind a comma: ', "..."' or ', as talks went on, that'."""
    units, lows = sentence.units, sentence.lows
    at = comma + 1
    if at >= len(units):
        return None
    if units[at].is_quote or lows[at] in profile.that_words:
        return at
    if lows[at] in profile.participle_cues:
        return None
    if lows[at] in profile.prepositions | profile.adjunct_openers or lows[at].endswith("ing"):
        stop = skip_to_break(sentence, at)
        while stop + 1 < len(units) and units[stop].text == ",":
            if lows[stop + 1] in profile.that_words:
                return stop + 1
            if units[stop + 1].is_quote and not has_finite(sentence, at, stop, profile):
                return stop + 1
            if stop - comma > OBJECT_REACH:
                return None
            stop = skip_to_break(sentence, stop + 1)
        if stop < len(units) and units[stop].text == ":":
            return stop
    return None


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
    units = sentence.units
    cue = Span(units[tie.hit.first].start, units[tie.hit.end - 1].end)
    draft = Draft(sentence, "", cue, tie.speaker, speaker_sentence=sentence, relay=tie.relay)
    if tie.how == "noun":
        ranges, draft.rule = noun_ranges(sentence, tie, ties, cuts, profile)
    elif tie.kind == "pending":
        draft.pending, draft.rule = True, f"{tie.how}-colon-next"
        return draft
    elif tie.content is not None and not split_quotation(sentence, tie):
        ranges = [right_range(sentence, tie, cuts, profile)]
        draft.rule = f"{tie.how}-{tie.kind}"
        if tie.how == "shared" and tie.hit.role is Role.PARTICIPLE:
            draft.rule = f"participle-{tie.kind}"
    else:
        ranges, draft.rule = left_ranges(sentence, tie, ties, cuts, profile)
    ranges = [(begin, end) for begin, end in ranges if begin < end]
    if not ranges or not fill(draft, text, ranges):
        return None
    if tie.hit.cue.frames in (Frame.QUOTE, Frame.QUOTE | Frame.INVERTS) and not draft.quotations:
        return None
    return draft


def split_quotation(sentence: Sentence, tie: Tie) -> bool:
    """Say whether an attribution stands amid a quotation: '"Without it," he says, "we lose."'."""
    units = sentence.units
    return (
        tie.kind == "quote"
        and tie.how == "own"
        and tie.begin > 0
        and units[tie.begin - 1].is_quote
        and tie.hit.has(Frame.INVERTS)
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
    end = clause_end(sentence, begin, inner, profile)
    return begin, end


def quoted_end(sentence: Sentence, begin: int, cuts: list[int], profile: LanguageProfile) -> int:
    """Return where a content that opens with a quotation ends: it may go on in plain words."""
    units = sentence.units
    at = begin + 1
    if at >= len(units):
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


def left_ranges(
    sentence: Sentence, tie: Tie, ties: list[Tie], cuts: list[int], profile: LanguageProfile
) -> tuple[list[tuple[int, int]], str]:
    """Return the units of a content on the left, with what goes on behind the attribution."""
    units, lows = sentence.units, sentence.lows
    begin = tie.begin
    if (
        begin == 0
        or not left_content_ends(sentence, begin)
        or not tie.hit.has(Frame.CLAUSE | Frame.QUOTE | Frame.THAT)
    ):
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
    last = trim_end(sentence, first, begin, profile)
    if first >= last:
        return [], ""
    if units[last - 1].is_quote and last - 2 > first and units[last - 2].text == ":":
        # '... wrote the paper: "A," he said': what stands before the colon is not part of it.
        first = last - 1
    quoted = [unit for unit in units[first:last] if unit.is_quote]
    only_quotes = not any(unit.is_word for unit in units[first:last])
    verb = has_finite(sentence, first, last, profile)
    ranges = [(first, last)]
    after = after_attribution(sentence, tie.end, cuts, profile)
    if after is not None:
        stop = clause_end(sentence, after, [cut for cut in cuts if cut > after], profile)
        if only_quotes and units[after].is_quote:
            ranges += [(at, at + 1) for at in range(after, stop) if units[at].is_quote]
        elif not only_quotes and (
            not verb or lows[after] in profile.but_words | profile.and_words | profile.relatives
        ):
            ranges.append((after, stop))
    whole = verb or len(ranges) > 1
    if not (only_quotes or whole or quoted):
        return [], ""
    return ranges, f"{'quote' if only_quotes else 'clause'}-{tie.how}"


def after_attribution(
    sentence: Sentence, at: int, cuts: list[int], profile: LanguageProfile
) -> int | None:
    """Return where a content goes on behind its attribution: "Veltania, he said, will ..."."""
    units, lows = sentence.units, sentence.lows
    stop = skip_adjuncts(sentence, at, profile)
    direct = stop < len(units) and units[stop].text == ","
    while stop < len(units) and not units[stop].is_quote and units[stop].text not in BREAKS:
        stop += 1
    if stop >= len(units):
        return None
    if units[stop].is_quote:
        return stop
    follow = stop + 1
    if units[stop].text in ENDS or follow >= len(units) or stop in cuts or follow in cuts:
        return None
    for index in range(stop, min(len(units), stop + 40)):
        if units[index].is_quote and units[index - 1].text in (",", ":", ".", *DASHES):
            if any(stop <= cut < index for cut in cuts):
                break
            return index
        if index in cuts:
            break
    if not direct or profile.first_phrase(lows, follow, profile.glosses):
        return None
    low = lows[follow]
    if low in profile.participle_cues:
        return None
    return follow if units[follow].is_word else None


def noun_ranges(
    sentence: Sentence, tie: Tie, ties: list[Tie], cuts: list[int], profile: LanguageProfile
) -> tuple[list[tuple[int, int]], str]:
    """Return the content of "according to": the rest of its sentence, or what it is set into."""
    units = sentence.units
    opening = all(
        not unit.is_word or unit.low in profile.connectives for unit in units[: tie.begin]
    )
    if opening:
        at = tie.end
        while at < len(units):
            if units[at].text == "," or (units[at].is_word and units[at].capital):
                start = at + 1 if units[at].text == "," else at
                stop = skip_to_break(sentence, start)
                if start < len(units) and (
                    has_finite(sentence, start, stop, profile) or units[start].is_quote
                ):
                    end = clause_end(sentence, start, [cut for cut in cuts if cut > start], profile)
                    return [(start, end)], "according-opening"
            elif units[at].text in ENDS:
                break
            elif at == tie.end and units[at].is_word:
                end = clause_end(sentence, at, [cut for cut in cuts if cut > at], profile)
                return ([(at, end)] if has_finite(sentence, at, end, profile) else []), (
                    "according-opening"
                )
            at += 1
        return [], ""
    earlier = [t for t in ties if t is not tie and t.begin < tie.begin and t.how != "noun"]
    low_limit = 0
    inside = False
    for other in earlier:
        inside = inside or (other.content is not None and other.content < tie.begin)
        low_limit = max(low_limit, other.end)
    inserted = (
        tie.end < len(units)
        and units[tie.begin - 1].text == ","
        and units[tie.end].text == ","
        and tie.end + 1 < len(units)
    )
    first = clause_start(sentence, tie.begin, low_limit, profile)
    if inserted:
        for at in range(tie.begin - 2, first, -1):
            if units[at].text == "," and sentence.lows[at + 1] in profile.relatives:
                first, inside = at + 1, False
                break
        if inside:
            return [], ""
        end = clause_end(sentence, tie.end + 1, [c for c in cuts if c > tie.end + 1], profile)
        return [(first, trim_end(sentence, first, tie.begin, profile)), (tie.end + 1, end)], (
            "according-inserted"
        )
    if inside or not has_finite(sentence, first, tie.begin, profile):
        return [], ""
    return [(first, trim_end(sentence, first, tie.begin, profile))], "according-closing"


def colon_draft(
    sentence: Sentence, text: str, taken: set[int], profile: LanguageProfile
) -> Draft | None:
    """Return the draft of a quotation behind a colon that no cue took: "He was certain: ..."."""
    units = sentence.units
    for at in range(1, len(units)):
        if units[at].text != ":":
            continue
        last = at + 1 == len(units)
        after = None if last else units[at + 1].quotation
        if not last and (after is None or id(after) in taken):
            continue
        if after is not None and len(after.inner.cut(text).split()) < LEAST_COLON_WORDS:
            continue
        speaker = main_subject(sentence, at, profile)
        if speaker is None or first_person(sentence, speaker, profile):
            return None
        if not speaks_up(sentence, speaker, profile):
            return None
        draft = Draft(sentence, "colon", None, speaker, speaker_sentence=sentence)
        if last:
            draft.pending, draft.rule = True, "colon-next"
            return draft
        return draft if fill(draft, text, [(at + 1, at + 2)]) else None
    return None


def signed_draft(
    sentence: Sentence, text: str, taken: set[int], profile: LanguageProfile
) -> Draft | None:
    """Return the draft of a quotation with its author behind a dash: '"..." - Ada Moor'."""
    units = sentence.units
    if len(units) < 3 or not units[0].is_quote or units[1].text not in DASHES:
        return None
    if id(units[0].quotation) in taken or not units[2].capital:
        return None
    end = 2
    while end < len(units) and (units[end].capital or units[end].low in profile.linking):
        end += 1
    rest = [unit for unit in units[end:] if unit.is_word]
    if units[end - 1].low in profile.linking or (rest and units[end].text != ","):
        return None
    draft = Draft(sentence, "signed", None, mention_of(sentence, 2, end), speaker_sentence=sentence)
    return draft if fill(draft, text, [(0, 1)]) else None
