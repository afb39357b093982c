"""Cased subjects: the subject that stands in another clause, or is a body with «в»."""

from app.extraction.cased_agreement import Agreement, agreement_of
from app.extraction.cased_content import asks, next_break
from app.extraction.cased_nouns import read_phrase
from app.extraction.cased_phrases import find_subject
from app.extraction.cased_tie import Tie, segment_start
from app.extraction.inflection import first_part, lemmas, readings
from app.extraction.phrases import Mention, Sort, mention_of
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import Sentence

MOST_SEGMENTS = 6
# «С ним не согласна Ада Мур»: a short adjective is what a clause says, too.
PREDICATES = frozenset({"VERB", "ADJS"})


def owner_before(before: list[Tie], agreement: Agreement) -> Tie | None:
    """Return the last attribution whose subject a joined verb may share."""
    for tie in reversed(before):
        if tie.speaker is not None and tie.cue.role is Role.FINITE:
            return tie
    return None


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
        tie = sentence.lows[at]
        if not (tie in profile.charge_words or tie in profile.on_words):
            continue
        low, unit = sentence.lows[at + 1], sentence.units[at + 1]
        phrase = read_phrase(sentence, at + 1, end, profile, oblique=True)
        if phrase is None or low in profile.weekdays or low in profile.months:
            continue
        head = sentence.lows[phrase.head]
        known = any(lemma in profile.body_nouns for lemma in (head, *lemmas(head)))
        named = unit.capital and sentence.units[phrase.head].capital
        if known or (named and tie in profile.charge_words):
            return mention_of(sentence, phrase.first, phrase.end)
    return None


def is_addressed(sentence: Sentence, mention: Mention) -> bool:
    """Say whether a noun phrase may stand in the accusative as well: «призвали обе стороны»."""
    last = sentence.lows[mention.end - 1]
    return not sentence.units[mention.end - 1].capital and any(
        reading.case == "accs" for reading in readings(last)
    )


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
        aside = low in profile.relatives or low in profile.subordinators or (
            # «Линд, отвечая на вопрос, мог ли пилот ошибиться, сказал»
            start + 1 < end and asks(sentence, start, profile)
        )  # fmt: skip
        if found is not None and low in profile.relatives:
            # «который премьер Ада Мур, тогда депутат, назвала „распиской“»
            inner = find_subject(sentence, start + 1, end - 1, agreement, profile)
            aside = inner is None or inner.end != end - 1
        if aside or opens_participle(sentence, start, end - 1):
            end = start
            continue
        subject = find_subject(sentence, start, end - 1, agreement, profile)
        if subject is not None:
            if found is not None and subject.end != end - 1:
                break
            if found is not None:
                if names(sentence, found) and not names(sentence, subject):
                    # «Хозяин встречи, министр Бо Линд, заявил»: the apposition names him.
                    subject, found = found, subject
                return Mention(
                    subject.first, subject.end, subject.span, subject.sort,
                    (found.first, found.end),
                )  # fmt: skip
            found = subject
            if subject.end != end - 1 or subject.sort is Sort.PRONOUN:
                break
        end = start
    return found


def question_cut(sentence: Sentence, begin: int, profile: LanguageProfile) -> int | None:
    """Return where an answer parts what is told: «отрицал, что A, а на вопрос, B ли, ответил»."""
    lows, end = sentence.lows, begin
    while end >= 2 and sentence.units[end - 1].text == ",":
        start = segment_start(sentence, end - 1)
        low = lows[start]
        if (
            start
            and low in profile.joining
            and lows[start + 1] in profile.on_words
            and any(lemma in profile.askers for lemma in lemmas(lows[start + 2]))
        ):
            return start - 1
        if not (low in profile.relatives or low in profile.subordinators) and not (
            start + 1 < end and asks(sentence, start, profile)
        ):
            return None
        end = start
    return None


def names(sentence: Sentence, mention: Mention) -> bool:
    """Say whether a noun phrase ends in a name."""
    last = mention.end - 1
    return last > mention.first and sentence.units[last].capital


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


def described_by(
    sentence: Sentence, begin: int, end: int, profile: LanguageProfile
) -> Mention | None:
    """Return whom a relative clause tells of that is its own subject: «Аду Мур, которая ушла»."""
    if not relative_at(sentence, begin, profile):
        return None
    if not any(reading.case == "nomn" for reading in readings(sentence.lows[begin])):
        return None
    verb = next((at for at in range(begin, end) if first_part(sentence.lows[at]) == "VERB"), end)
    if verb == end:
        return None
    agreement = agreement_of(sentence, verb, verb + 1)
    inner = find_subject(sentence, begin + 1, verb, agreement, profile, (False,))
    return None if inner is not None else antecedent(sentence, begin, profile)


def main_actor(sentence: Sentence, begin: int, profile: LanguageProfile) -> Mention | None:
    """Return who acts in the main clause before a unit: the first subject of the sentence."""
    at = 0
    while at < begin:
        stop = min(next_break(sentence, at), begin)
        low = sentence.lows[at] if at < len(sentence.lows) else ""
        if stop > at and not (low in profile.subordinators or low in profile.relatives):
            verb = at
            while verb < stop and first_part(sentence.lows[verb]) not in PREDICATES:
                verb += 1
            if verb < stop:
                agreement = agreement_of(sentence, verb, verb + 1)
                found = (
                    find_subject(sentence, at, verb, agreement, profile)
                    or find_subject(sentence, verb + 1, stop, agreement, profile)
                    or subject_above(sentence, at, agreement, profile)
                )
                if found is not None:
                    return found
        at = stop + 1
    return None
