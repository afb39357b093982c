"""Measure: how well proposals find pairs that are one statement: `python -m tests.joins.measure`.

Prints precision and recall at the threshold in use, for each language pair: on the half of the
pairs that nothing was tuned on, and on those that were written after the tuning.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.services.likeness import PROPOSED, bag_of, likeness
from tests.joins.pairs import LANGUAGE_PAIRS, Pair, held_out, unseen


@dataclass
class Score:
    """Right and wrong proposals, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """How many of those proposed are one statement; 1 where nothing is proposed."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """How many of those that are one statement are proposed."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def is_proposed(pair: Pair) -> bool:
    """Say whether a pair would be proposed: only one speaker's words of adjacent days are."""
    one, other = pair.one, pair.other
    if one.speaker != other.speaker or abs((one.said_on - other.said_on).days) > 1:
        return False
    found = likeness(bag_of(one.text, one.language), bag_of(other.text, other.language))
    return found.score >= PROPOSED


def measure(pairs: Iterable[Pair]) -> Score:
    """Return how proposals do on pairs."""
    score = Score()
    for pair in pairs:
        proposed = is_proposed(pair)
        score.right += proposed and pair.is_same
        score.wrong += proposed and not pair.is_same
        score.missed += pair.is_same and not proposed
    return score


def main() -> None:
    """Print the figures."""
    print(f"{'':8} {'held out':>23} {'written afterwards':>23}")
    print(f"{'':8} {'precision':>11} {'recall':>11} {'precision':>11} {'recall':>11}")
    everything = [(name, [name]) for name in LANGUAGE_PAIRS] + [("all", list(LANGUAGE_PAIRS))]
    for name, languages in everything:
        cells = []
        for pairs in (held_out(), unseen()):
            score = measure(pair for pair in pairs if pair.languages in languages)
            cells += [score.precision, score.recall]
        print(f"{name:8} " + " ".join(f"{cell:11.2f}" for cell in cells))


if __name__ == "__main__":
    main()
