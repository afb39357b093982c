"""Nominative: an article's names and titles in the nominative, so that all cases meet.

The register compares words. For a language with cases it reads copies of the sentences, in which
names and the words of titles stand in the nominative; places in the text stay what they are.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import is_not

from app.extraction.cased_printed import capital_runs, oblique_names, printed_nominatives
from app.extraction.cased_vocabulary import Vocabulary, is_cyrillic
from app.extraction.inflection import guess_nominative, nominatives
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit

INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")


def nominative_sentences(
    sentences: Sequence[Sentence], vocabulary: Vocabulary, profile: LanguageProfile
) -> list[Sentence]:
    """Return sentences with names and words of titles in the nominative, others as they are."""
    runs = capital_runs(sentences)
    printed = printed_nominatives(runs, profile)
    shown = oblique_names(runs, profile)
    unknown = unknown_names(sentences, vocabulary, frozenset(printed.values()), shown)
    same = vocabulary.same
    copies = []
    for sentence in sentences:
        units = [
            unit
            if unit.low in same and not unit.capital
            else changed(
                unit,
                vocabulary,
                {unit.low: unit.low} if unit.start in printed else unknown,
                profile,
            )
            for unit in sentence.units
        ]
        changes = any(map(is_not, units, sentence.units))
        copies.append(Sentence(units, sentence.paragraph, sentence.number) if changes else sentence)
    return copies


def unknown_names(
    sentences: Sequence[Sentence],
    vocabulary: Vocabulary,
    printed: frozenset[str],
    shown: Mapping[str, str],
) -> dict[str, str]:
    """Return for each unknown name of an article its nominative.

    The forms of the article tell: a nominative that it prints, else the one that most of them
    can come from.

    Args:
        sentences: the article.
        vocabulary: the names that are known.
        printed: folded names that stand in the nominative somewhere in the article.
        shown: nominatives of forms whose case their neighbours show.
    """
    capitals = {sentence.lows[at] for sentence in sentences for at in sentence.capitals}
    forms = {low for low in capitals if is_cyrillic(low) and not vocabulary.is_name(low)}
    counts = Counter(option for form in forms for option in nominatives(form))
    found = {}
    for form in forms:
        options = nominatives(form)
        own = options & printed
        if len(own) == 1 and not (form in own and (options - own) & forms):
            found[form] = next(iter(own))
            continue
        if form in shown and shown[form] in options and form not in printed:
            found[form] = shown[form]
            continue
        best = max(counts[option] for option in options)
        kept = [option for option in options if counts[option] == best]
        alone = [option for option in kept if option in forms]
        guess = guess_nominative(form)
        if guess in kept:
            found[form] = guess
        elif len(alone) == 1 and best > 1:
            found[form] = alone[0]
        else:
            found[form] = form
    return found


def changed(
    unit: Unit, vocabulary: Vocabulary, unknown: dict[str, str], profile: LanguageProfile
) -> Unit:
    """Return a unit in the nominative where it is a name or a word of titles."""
    low = unit.low
    if not unit.is_word or not is_cyrillic(low):
        vocabulary.keep(low)
        return unit
    if "." in low and INITIALS.fullmatch(low):
        # Of the initials, the first one tells.
        return Unit(unit.kind, unit.start, unit.end, unit.text[:1], low[:1])
    if low in profile.prepositions or low in profile.pronouns or low in profile.adverbs:
        vocabulary.keep(low)
        return unit
    if unit.capital:
        low = vocabulary.known(low, capital=True) or unknown.get(low, low)
    else:
        low = vocabulary.known(low, capital=False) or low
    if low == unit.low:
        if not unit.capital:
            vocabulary.keep(low)
        return unit
    text = cased_like(low, unit.low, unit.text, capital=unit.capital)
    return Unit(unit.kind, unit.start, unit.end, text, low)


@lru_cache(1 << 14)
def cased_like(low: str, before: str, text: str, *, capital: bool) -> str:
    """Return a folded form with the capitals, and where it can, the letters of a printed one.

    Args:
        low: the form; before: the folded form that is printed, as `text`.
        capital: it begins with a capital.
    """
    same = 0
    for old, new in zip(before, low, strict=False):
        if old != new:
            break
        same += 1
    whole = text[:same] + low[same:]
    if len(text) > 1 and text[:2].isupper() and capital:
        return whole.upper() if text.isupper() or len(low) <= len(text) else whole
    parts = whole.split("-")
    olds = text.split("-")
    return "-".join(
        part[:1].upper() + part[1:] if index < len(olds) and olds[index][:1].isupper() else part
        for index, part in enumerate(parts)
    )
