"""Suffixes: part names and titles from the case endings behind them, so that both stand bare."""

from collections.abc import Iterator

from app.extraction.agglutinative import Agglutination
from app.extraction.profile import LanguageProfile
from app.extraction.tokens import Unit, UnitKind

LEAST_LETTERS = 2
# No ending is longer; no noun of the tables is.
MOST_ENDING = 8


def part_endings(units: list[Unit], profile: LanguageProfile) -> list[Unit]:
    """Return `units` with the case endings of names and known nouns made units of their own.

    "Lind'in" becomes "Lind" and "'in"; "Bakanlığından" becomes "Bakanlığı" and "ndan". Together
    they cover what the word covered.
    """
    grammar = profile.verb_final
    if grammar is None:
        return units
    return [part for unit in units for part in parted(unit, profile.speaking_nouns, grammar)]


def parted(unit: Unit, nouns: frozenset[str], grammar: Agglutination) -> Iterator[Unit]:
    """Yield a unit, or the two that its ending makes of it."""
    cut = 0
    if unit.is_word:
        cut = behind_apostrophe(unit, grammar) or behind_noun(unit.low, nouns, grammar)
    if not cut:
        yield unit
        return
    place = unit.start + cut
    yield Unit(UnitKind.WORD, unit.start, place, unit.text[:cut], unit.low[:cut])
    yield Unit(UnitKind.SUFFIX, place, unit.end, unit.text[cut:], unit.low[cut:])


def behind_apostrophe(unit: Unit, grammar: Agglutination) -> int:
    """Return where the ending behind a word's last apostrophe begins; 0 is nowhere."""
    # Every sign for an apostrophe is folded to one.
    at = unit.low.rfind("'")
    if at < LEAST_LETTERS and not (at > 0 and unit.text[0].isdigit()):
        return 0
    return at if grammar.apostrophe_ends.fullmatch(unit.low, at + 1) else 0


def behind_noun(low: str, nouns: frozenset[str], grammar: Agglutination) -> int:
    """Return where the case ending of a known noun begins; 0 is nowhere."""
    if low in nouns or low in grammar.agencies:
        return 0
    for cut in range(len(low) - 1, max(LEAST_LETTERS, len(low) - MOST_ENDING), -1):
        noun = low[:cut]
        if (noun in nouns or noun in grammar.agencies) and grammar.case_of(low[cut:]) != "other":
            return cut
    return 0
