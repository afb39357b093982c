"""Final titles: what the words of a title tell of its holder, and of whom he is an aide."""

from collections.abc import Sequence, Set
from itertools import pairwise

from app.extraction.phrases import Mention
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.world import World

# Words that begin with so many letters alike are compared: "bakanlık", "bakanlığı".
LEAST_STEM = 4


def tells_same(
    sentence: Sentence,
    mention: Mention,
    head: int,
    known: Set[str],
    profile: LanguageProfile,
    world: World,
) -> bool:
    """Say whether all that tells an office from others was told of somebody.

    "Sendika sözcüsü" is not the army's; "bakanlık sözcüsü" is the one of a ministry.

    Args:
        sentence: the sentence of the mention.
        mention: the office without a name.
        head: the unit of its noun.
        known: folded words that were told of whoever may be meant.
        profile: the language.
        world: the states, of which a further one is the register's own question.
    """
    grammar = profile.grammar
    common = (
        profile.titles, profile.person_nouns, profile.time_words, grammar.titles_before,
        grammar.former, grammar.joiners, profile.aides, grammar.openers,
    )  # fmt: skip
    return all(
        any(low in words for words in common)
        or not sentence.units[at].is_word
        or (low,) in world.countries
        or any(word[:LEAST_STEM] == low[:LEAST_STEM] for word in known)
        for at, low in enumerate(sentence.lows[mention.first : head], mention.first)
    )


def owners_in(title: Sequence[str], profile: LanguageProfile) -> set[str]:
    """Return the nouns in a title for whoever has its holder for an aide.

    In "Bakan Yardımcısı" and "Cumhurbaşkanı Danışmanı" they stand right before the aide's own.
    """
    return {
        low
        for low, after in pairwise(title)
        if low in profile.person_nouns and after in profile.aides
    }
