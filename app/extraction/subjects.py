"""Subjects: whom a clause is about, where no cue stands right behind its subject."""

from app.extraction.cased_subjects import main_actor
from app.extraction.final_subjects import subject_of
from app.extraction.phrases import Mention, Sort, mention_of, phrase_after, speaks_up
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.speakers import subject_before
from app.extraction.verbs import may_be_finite


def first_person(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a mention is the narrator's "I" or "we"."""
    return mention.sort is Sort.PRONOUN and profile.pronouns[sentence.lows[mention.first]] == "1"


def main_subject(sentence: Sentence, limit: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of a sentence's first main clause before a unit."""
    key = "main", limit
    if key not in sentence.mentions:
        sentence.mentions[key] = read_subject(sentence, limit, profile)
    return sentence.mentions[key]


def read_subject(sentence: Sentence, limit: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of a sentence's first main clause before a unit, read anew."""
    if profile.verb_final is not None:
        return subject_of(sentence, limit, profile)
    if profile.cased:
        return main_actor(sentence, limit, profile)
    lows, units = sentence.lows, sentence.units
    found: Mention | None = None
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
        if subject.first == 1 and opener in profile.connectives:
            # "But Lind, a senator, changed course, saying": an opening "but" ties nothing below.
            opener = ""
        if opener in profile.subordinators or opener in profile.prepositions:
            continue
        cleft = cleft_subject(sentence, subject, at, profile)
        if cleft is not None:
            return cleft
        if speaks_up(sentence, subject, profile):
            return subject
        # "Reports have multiplied, and on Monday Moor set a date, saying ...": who can speak.
        found = found or subject
    return found


def cleft_subject(
    sentence: Sentence, subject: Mention, verb: int, profile: LanguageProfile
) -> Mention | None:
    """Return whom "It was Moor who first came, saying" is about, None where it is no such."""
    lows = sentence.lows
    if subject.sort is not Sort.PRONOUN or profile.pronouns[lows[subject.first]] != "n":
        return None
    if lows[verb] not in profile.passives:
        return None
    meant = phrase_after(sentence, verb + 1, profile)
    who = meant.end if meant is not None else len(lows)
    return meant if who < len(lows) and lows[who] in profile.relatives else None


def written_by(sentence: Sentence, comma: int, profile: LanguageProfile) -> Mention | None:
    """Return who wrote what a participle belongs to: "a letter from Bo Lind, saying"."""
    lows = sentence.lows
    for at in range(comma - 1, 0, -1):
        if not sentence.units[at].is_word or lows[at] in profile.prepositions:
            written = lows[at] in profile.by_words and lows[at - 1] in profile.document_nouns
            return phrase_after(sentence, at + 1, profile) if written else None
    return None


def clause_subject(sentence: Sentence, begin: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of the clause that begins at a unit."""
    for at in range(begin + 1, min(begin + 40, len(sentence.units))):
        if sentence.units[at].is_word and may_be_finite(sentence, at, profile):
            last = at - 1
            while last > begin and (
                sentence.lows[last] in profile.adverbs or sentence.lows[last] in profile.auxiliaries
            ):
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


def without_owned(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> Mention:
    """Return a subject less the noun of a relative before it: "whose case Bo Lind said"."""
    units, first = sentence.units, mention.first
    if not first or sentence.lows[first - 1] not in profile.relatives:
        return mention
    while first < mention.end - 1 and not units[first].capital:
        first += 1
    named = units[first].capital and first > mention.first
    titled = sentence.lows[first - 1] in profile.called
    return mention_of(sentence, first, mention.end) if named and not titled else mention
