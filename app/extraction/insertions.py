"""Insertions: what belongs to an attribution that is set into a clause, or into another's."""

from app.extraction.adjuncts import skip_adjuncts
from app.extraction.clauses import BREAKS, DASHES, broken_clause, skip_to_break
from app.extraction.content import Tie, next_comma
from app.extraction.phrases import Sort
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import ENDS, Sentence
from app.extraction.verbs import has_finite, has_main_verb, may_be_finite


def after_attribution(
    sentence: Sentence,
    at: int,
    cuts: list[int],
    profile: LanguageProfile,
    *,
    broken: bool = False,
) -> int | None:
    """Return where a content goes on behind its attribution: "Veltania, he said, will ...".

    Args:
        sentence: the sentence.
        at: the unit behind the attribution.
        cuts: where others begin.
        profile: the language.
        broken: what stands before has no verb yet: it goes on at once, not in later marks.
    """
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
    if broken and direct and units[follow].is_quote:
        return follow
    for index in range(stop, stop if broken and direct else min(len(units), stop + 40)):
        if units[index].is_quote and units[index - 1].text in (",", ":", ".", *DASHES):
            if any(stop <= cut < index for cut in cuts):
                break
            return index
        if index in cuts:
            break
    if not direct or profile.first_phrase(lows, follow, profile.glosses):
        return None
    low = lows[follow]
    if low in profile.participle_cues or low in profile.personal_relatives:
        # ", said two officials, who asked not to be named"
        return None
    return follow if units[follow].is_word else None


def broken_off(
    sentence: Sentence, tie: Tie, first: int, last: int, profile: LanguageProfile
) -> bool:
    """Say whether no verb shows yet where an attribution is set in: "Under it, he said, all is"."""
    begin = broken_clause(sentence, first, last, profile)
    return not sentence.units[last - 1].is_quote and not has_finite(sentence, begin, last, profile)


def opens_below(low: str, profile: LanguageProfile) -> bool:
    """Say whether a word before an attribution opens the clause behind it: "because, he said,"."""
    return low in profile.subordinators and not (
        low in profile.adverbs or low in profile.question_words or low in profile.relatives
    )


def after_relative(sentence: Sentence, at: int, profile: LanguageProfile) -> int:
    """Return the unit behind a relative clause: "according to a diplomat who was there,"."""
    if at < len(sentence.units) and sentence.lows[at] in profile.personal_relatives:
        return skip_to_break(sentence, at)
    return at


def main_clause(sentence: Sentence, begin: int, profile: LanguageProfile) -> int | None:
    """Return the comma behind which a clause with a verb of its own begins, or else the first."""
    comma, first = next_comma(sentence, begin), None
    while comma is not None and comma + 1 < len(sentence.units):
        low = sentence.lows[comma + 1]
        joined = low in profile.and_words | profile.but_words | profile.relatives
        stop = skip_to_break(sentence, comma + 1)
        if not joined and low not in profile.subordinators:
            if has_main_verb(sentence, comma + 2, stop, profile):
                return comma
            first = first or comma
        comma = next_comma(sentence, comma + 1)
    return first


def is_aside(sentence: Sentence, tie: Tie, ties: list[Tie], profile: LanguageProfile) -> bool:
    """Say whether a speaker only points at himself amid his own words.

    "Lind said it could not, in his view, be done", "a plan that, as he put it, "was written for
    others"": the words before and behind are one content.
    """
    units, lows = sentence.units, sentence.lows
    begin = tie.begin - 1 if tie.begin and lows[tie.begin - 1] in profile.as_words else tie.begin
    own = tie.speaker is not None and tie.speaker.sort is not Sort.PHRASE
    if not own or not (tie.how == "noun" or begin < tie.begin) or tie.end + 1 >= len(units):
        return False
    if tie.how == "noun" and units[tie.end + 1].is_quote:
        # 'It was, in his words, "a wall".' says which words are his.
        return False
    return (
        units[begin - 1].text == "," and units[tie.end].text == "," and any(
            other.content is not None and other.content < begin - 1 and other.begin < begin
            and other.how != "noun" and other.speaker is not None and other is not tie
            for other in ties
        )
    )  # fmt: skip


def set_in_relative(
    sentence: Sentence, tie: Tie, begin: int, profile: LanguageProfile
) -> int | None:
    """Return the comma that ends a relative clause in which somebody says something."""
    units, lows = sentence.units, sentence.lows
    for at in range(1, tie.begin - 1):
        if units[at].text == ",":
            stop = next_comma(sentence, begin)
            set_in = lows[at + 1] in profile.relatives and not has_finite(sentence, 0, at, profile)
            ends = set_in and stop is not None and may_be_finite(sentence, stop + 1, profile)
            return stop if ends else None
    return None
