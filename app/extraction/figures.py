"""Figures: how well extraction did on annotated texts when it was measured last."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from app.extraction.confidence import lower_bound


@dataclass(frozen=True, slots=True)
class Figure:
    """The outcome on one set of annotated texts.

    Attributes:
        language: its code; kind: what the texts are, in words.
        wanted, given: annotated statements, and those that were found, right or wrong.
        right: of `given`, the words and the speaker are right; reached: of `wanted`, likewise.
        named: found ones whose name the annotation knows; misnamed: of these, given to
            somebody else.
    """

    language: str
    kind: str
    texts: int
    wanted: int
    given: int
    right: int
    reached: int
    named: int
    misnamed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right, speaker included."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what there was that was found, speaker included."""
        return self.reached / self.wanted if self.wanted else 0.0

    @property
    def at_least(self) -> float:
        """The lower end of the 95 % interval of the precision: few cases prove little."""
        return lower_bound(self.right, self.given)


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures, and the day on which they were measured."""

    on: str
    figures: tuple[Figure, ...]


@cache
def measured_figures() -> Measured:
    """Return the figures of the last measurement; none where there was none."""
    table = json.loads(
        resources.files("app.extraction").joinpath("figures.json").read_text("utf-8")
    )
    return Measured(table["on"], tuple(Figure(**each) for each in table["figures"]))
