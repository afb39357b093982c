"""Final lands: which states the offices and bodies of a sentence belong to."""

from collections.abc import Iterator, Set

from app.extraction.clauses import is_time
from app.extraction.final_phrases import in_case
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.world import World

LONGEST_STATE = 3


def lands_in(
    sentence: Sentence, profile: LanguageProfile, world: World, plain: Set[str]
) -> Iterator[tuple[int, str]]:
    """Yield (place, state) of every office and body of a sentence that has its state before it.

    Args:
        sentence: its units are read backwards from each office: "Veltanya'nın Savunma Bakanı".
        profile: tells the offices that every state has.
        world: the state is its slug where the gazetteer knows it, else the folded word.
        plain: words in small letters elsewhere, which as openers name no state.
    """
    units, lows, grammar = sentence.units, sentence.lows, profile.grammar
    if grammar.state_nouns.isdisjoint(lows):
        return
    between = profile.office_words
    no_states = profile.openers | grammar.openers | grammar.titles_before
    for head in [at for at, low in enumerate(lows) if low in grammar.state_nouns]:
        at = head - 1
        while at >= 0 and (
            lows[at] in between
            or (
                (units[at].text == "," or lows[at] in grammar.joiners)
                and at > 0
                and lows[at - 1] in between
            )
        ):
            at -= 1
        if at > 0 and in_case(sentence, at, "genitive", profile):
            at -= 1
        if at < 0 or not units[at].is_word:
            continue
        known = next(
            (
                world.countries[tuple(lows[first : at + 1])]
                for first in range(max(0, at + 1 - LONGEST_STATE), at + 1)
                if tuple(lows[first : at + 1]) in world.countries
            ),
            None,
        )
        if known is not None:
            yield units[at].start, known
        elif (
            units[at].capital
            and lows[at] not in no_states | grammar.joiners
            and not is_time(units[at], profile)
            and not (at == 0 and lows[at] in plain)
        ):
            yield units[at].start, lows[at]
