"""Measure: how many candidates for links are right: `python -m tests.links.measure`.

Prints precision and recall on invented pairs, for each language pair: of the half that the
thresholds were chosen on, and of the half that nothing was chosen on.
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
    print(f"{'':8} {'tuned on':>23} {'held out':>23}")
    print(f"{'':8} {'precision':>11} {'recall':>11} {'precision':>11} {'recall':>11}")
    for name, languages in [
        *((each, {each}) for each in LANGUAGE_PAIRS),
        ("all", set(LANGUAGE_PAIRS)),
    ]:
        cells = []
        for held_out in (False, True):
            score = measure(
                each
                for each in pairs()
                if each.languages in languages and each.is_held_out is held_out
            )
            cells += [score.precision, score.recall]
        print(f"{name:8} " + " ".join(f"{cell:11.2f}" for cell in cells))


if __name__ == "__main__":
    main()
