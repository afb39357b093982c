"""Suffixes: part names and titles from the case endings behind them, so that both stand bare."""

from functools import lru_cache

from app.extraction.agglutinative import Agglutination
from app.extraction.profile import LanguageProfile
from app.extraction.tokens import Unit, UnitKind

LEAST_LETTERS = 2
# No ending is longer; no noun of the tables is.
MOST_ENDING = 8
# So many words are remembered.
MOST_KEPT = 1 << 15


def part_endings(units: list[Unit], profile: LanguageProfile) -> list[Unit]:
    """Return `units` with the case endings of names and known nouns made units of their own.

    "Lind'in" becomes "Lind" and "'in"; "Bakanlığından" becomes "Bakanlığı" and "ndan". Together
    they cover what the word covered.
    """
    grammar = profile.verb_final
    if grammar is None:
        return units
    known = profile.cuts
    if len(known) > MOST_KEPT:
        known.clear()
    found: list[Unit] = []
    for unit in units:
        cut = known.get(unit.text) if unit.is_word else 0
        if cut is None:
            cut = known[unit.text] = ending_of(unit, profile, grammar)
        if not cut:
            found.append(unit)
            continue
        place = unit.start + cut
        found.append(Unit(UnitKind.WORD, unit.start, place, unit.text[:cut], unit.low[:cut]))
        found.append(Unit(UnitKind.SUFFIX, place, unit.end, unit.text[cut:], unit.low[cut:]))
    return found


def ending_of(unit: Unit, profile: LanguageProfile, grammar: Agglutination) -> int:
    """Return where the case ending of a word begins; 0 is nowhere."""
    nouns = profile.speaking_nouns
    cut = behind_apostrophe(unit, grammar)
    if not cut and unit.low[: LEAST_LETTERS + 1] in first_letters(nouns, grammar.agencies):
        cut = behind_noun(unit.low, nouns, grammar)
    return cut


@lru_cache(8)
def first_letters(*tables: frozenset[str]) -> frozenset[str]:
    """Return the letters that a word has to begin with to be a noun of any of the tables."""
    return frozenset(noun[: LEAST_LETTERS + 1] for nouns in tables for noun in nouns)


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
