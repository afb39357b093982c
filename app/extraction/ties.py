"""Ties: find whose cue it is: the subject before it, behind it, or of the clause before."""

from app.extraction.clauses import BREAKS, DASHES, is_time, skip_to_break
from app.extraction.content import Tie, find_right, skip_hearer
from app.extraction.cues import Hit, is_adverb
from app.extraction.participles import tie_participle
from app.extraction.phrases import Mention, Sort, head_of, mention_of, phrase_after, speaks_up
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.sources import tie_noun, tie_quoted
from app.extraction.speakers import named_after, subject_before
from app.extraction.subjects import first_person, main_subject, without_owned
from app.extraction.verbs import has_main_verb, is_finite

CLAUSES = Frame.CLAUSE | Frame.THAT
# A denial so many words before a subject still covers it: "denied the claim that Moor said".
DENIAL_REACH = 14
GOVERNED_REACH = 6


def tie_hit(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a cue with its subject, None where nobody there can speak."""
    if hit.role is Role.NOUN:
        return tie_noun(sentence, hit, profile)
    if hit.role is Role.QUOTED:
        quoted = tie_quoted(sentence, hit, profile)
        if quoted is not None:
            quoted.cut = cut_of(sentence, quoted, profile)
        return quoted
    if hit.role is Role.PARTICIPLE:
        return tie_participle(sentence, hit, before, profile)
    tie = tie_finite(sentence, hit, before, profile)
    if tie is None or is_unsaid(sentence, tie, profile):
        return None
    if tie.how != "inverted":
        find_right(sentence, tie, profile)
        if tie.content is None and hit.has(Frame.HEARER):
            # "The port, Lind told Moor, was open."
            tie.end = skip_hearer(sentence, tie.end, profile)
    if tie.content is None and not may_stand_behind(sentence, tie):
        return None
    tie.cut = cut_of(sentence, tie, profile)
    return tie


def is_unsaid(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether an attribution is only thought of: nobody said it.

    Conditions and questions ("if Moor says", "had Moor said", "whether Moor said"), and what
    stands under a denial ("denied that Moor had said", "no official said that Moor said").
    """
    units, lows = sentence.units, sentence.lows
    if tie.how != "own" or tie.begin == 0:
        return False
    at = tie.begin - 1
    if lows[at] in profile.conditionals or (
        (
            lows[at] in profile.auxiliaries
            or lows[at] in profile.modals
            or lows[at] in profile.helpers
        )
        and not (at and units[at - 1].is_word and lows[at - 1] not in profile.connectives)
    ):
        return True
    if units[at].text in BREAKS or units[at].is_quote:
        return False
    for back in range(at, max(-1, at - DENIAL_REACH), -1):
        low = lows[back]
        if units[back].text in BREAKS or units[back].is_quote or low in profile.but_words:
            return False
        denied = low in profile.negations
        if (low in profile.and_words or low in profile.subordinators) and not (
            denied or low in profile.that_words or low in profile.conditionals
        ):
            return False
        if low in profile.conditionals or (
            back < at and (denied or low in profile.nobody or low in profile.denials)
        ):
            return True
    return False


def may_stand_behind(sentence: Sentence, tie: Tie) -> bool:
    """Say whether a cue without content on its right may have it on its left."""
    if tie.how in ("shared", "relative") or not tie.hit.has(Frame.INVERTS):
        return False
    if tie.begin == 0 or not left_content_ends(sentence, tie.begin):
        return False
    return tie.hit.has(CLAUSES) or any(unit.is_quote for unit in sentence.units[: tie.begin])


def left_content_ends(sentence: Sentence, begin: int) -> bool:
    """Say whether a content can end right before an attribution."""
    before = sentence.units[begin - 1]
    return before.is_quote or before.text == "," or before.text in DASHES or before.text in ENDS


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
        if speaker is None:
            speaker = behind_preposition(sentence, back, profile)
        if speaker is not None and not units[speaker.end - 1].capital and back < at - 1:
            # "Alma Roos, 34, a nurse, who said": the name stands before what describes it.
            apposed = subject_before(sentence, at - 1, low_limit, profile)
            if apposed is not None and apposed.end < speaker.first:
                speaker = apposed if units[apposed.end - 1].capital else speaker
        if speaker is not None and (
            speaks_up(sentence, speaker, profile)
            or (back < at - 1 and low in profile.personal_relatives & profile.question_words)
        ):
            return Tie(hit, at, hit.end, "relative", speaker)
        return None
    if (
        low in profile.and_words
        or low in profile.but_words
        or (
            (low in profile.connectives or low in profile.time_words)
            and at
            and lows[at - 1] in profile.and_words
        )
    ):
        speaker = shared_subject(sentence, at, before, profile)
        return Tie(hit, at, hit.end, "shared", speaker) if speaker is not None else None
    speaker = subject_before(sentence, at, low_limit, profile)
    if speaker is None and unit.text == ",":
        # "Moor met the envoy, opened the hall, said ...": a list of verbs.
        return None
    if speaker is None or first_person(sentence, speaker, profile):
        return None
    if lows[hit.first] in profile.inferring and not speaks_up(sentence, speaker, profile):
        # "The study estimates that it leaks": a study says nothing.
        return None
    speaker = without_owned(sentence, speaker, profile)
    begin = speaker.first
    if speaker.apposition is not None:
        # 'Ostmark\'s delegate, Irma Feld, told ...': the description is no content either.
        begin = min(begin, speaker.apposition[0])
    tie = Tie(hit, begin, hit.end, "own", speaker)
    if any(word in profile.quoting for word in hit.cue.words) and (
        hit.end < len(units) and lows[hit.end] in profile.by_words
    ):
        # "was quoted as saying by the Courier"
        tie.relay = phrase_after(sentence, hit.end + 1, profile)
    return tie


def behind_preposition(sentence: Sentence, last: int, profile: LanguageProfile) -> Mention | None:
    """Return the noun phrase that a preposition governs: "spoke with a young man who said"."""
    for at in range(last, max(-1, last - GOVERNED_REACH), -1):
        if not sentence.units[at].is_word:
            return None
        if sentence.lows[at] in profile.prepositions:
            return mention_of(sentence, at + 1, last + 1) if at < last else None
    return None


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
    speaker = named_after(sentence, hit.end, profile)
    if speaker is None or first_person(sentence, speaker, profile):
        return None
    head = lows[head_of(sentence, speaker, profile)]
    if not (
        head in profile.speaking_nouns
        or head in profile.ages
        or head in profile.determiners
        or is_anybody(sentence, hit, speaker, profile)
        or speaks_up(sentence, speaker, profile)
    ):
        return None
    if hit.begin and units[hit.begin - 1].text == "," and tells(sentence, speaker, profile):
        return None
    after = speaker.end
    if hit.begin and after < len(units) and units[after].text == ":":
        return None
    if after < len(units) and units[after].is_word:
        # A verb behind the noun phrase makes it the subject of the content: "X, 40, said it was".
        if is_finite(sentence, after, profile) or lows[after] in profile.that_words:
            return None
        if speaker.sort is Sort.PRONOUN and not (
            lows[after] in profile.prepositions
            or is_adverb(lows[after], profile)
            or is_time(units[after], profile)
        ):
            # "Jan Roos, the envoy, said it leaks."
            return None
        stop = skip_to_break(sentence, after)
        if (
            lows[after] not in profile.prepositions and lows[after] not in profile.relatives
        ) and has_main_verb(sentence, after, stop, profile):
            return None
    if hit.begin == 0 and not (after < len(units) and units[after].text in (":", ",")):
        return None
    return Tie(hit, hit.begin, speaker.end, "inverted", speaker)


def is_anybody(sentence: Sentence, hit: Hit, speaker: Mention, profile: LanguageProfile) -> bool:
    """Say whether whoever stands behind marks and "said" speaks, by whatever trade he has.

    '"It leaks," said a fruit seller.', not "said a note".
    """
    low = sentence.lows[head_of(sentence, speaker, profile)]
    return (
        sentence.units[hit.begin - 1].is_quote
        and sentence.lows[speaker.first] in profile.articles & profile.indefinite
        and low not in profile.dumb_nouns
        and low not in profile.document_nouns
    )


def tells(sentence: Sentence, speaker: Mention, profile: LanguageProfile) -> bool:
    """Say whether a phrase behind "said" is a clause with a past form, no speaker.

    "Jan Roos, who leads them, said the government owed the families money."
    """
    lows = sentence.lows
    for at in range(speaker.first + 1, speaker.end - 1):
        if lows[at].endswith(profile.past) and lows[at - 1] in profile.speaking_nouns and (
            lows[at + 1] not in profile.prepositions | profile.by_words
        ):  # fmt: skip
            return True
    return False


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
    if units[before].text == "," and lows[0] in profile.but_words:
        # "While Moor said it was shut, Lind told reporters it was open."
        return begin
    return None
