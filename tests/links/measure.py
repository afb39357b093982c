"""Measure: how many candidates for links are right: `python -m tests.links.measure`.

Prints precision and recall on invented pairs, for each language pair: of the half that the
thresholds were chosen on, of the half that nothing was chosen on, and of those that were written
when they were chosen, to be hard.
"""

from collections.abc import Iterable

from app.services.link_candidates import look_alike
from tests.joins.measure import Score
from tests.links.pairs import FIND, LANGUAGE_PAIRS, Pair, pairs


def measure(wanted: Iterable[Pair]) -> Score:
    """Return how the candidates do on pairs."""
    score = Score()
    for pair in wanted:
        proposed = look_alike(pair.earlier, pair.later, FIND).is_candidate
        score.right += proposed and pair.is_link
        score.wrong += proposed and not pair.is_link
        score.missed += pair.is_link and not proposed
    return score


def main() -> None:
    """Print the figures."""
    halves = [[each for each in pairs() if each.is_held_out is half] for half in (False, True)]
    columns = {"tuned on": halves[0], "held out": halves[1], "unseen": [*pairs("unseen.txt")]}
    print(f"{'':8}" + "".join(f"{name:>24}" for name in columns))
    print(f"{'':8}" + f"{'precision':>12}{'recall':>12}" * len(columns))
    everything = [(each, {each}) for each in LANGUAGE_PAIRS] + [("all", set(LANGUAGE_PAIRS))]
    for name, languages in everything:
        cells = []
        for found in columns.values():
            score = measure(each for each in found if each.languages in languages)
            cells += [score.precision, score.recall]
        print(f"{name:8}" + "".join(f"{cell:12.2f}" for cell in cells))


if __name__ == "__main__":
    main()
