"""Confidence: how precise each rule was where that could be measured."""

import json
from functools import cache
from importlib import resources
from math import sqrt

LEAST_CASES = 10
Z = 1.96


def lower_bound(right: int, cases: int) -> float:
    """Return the lower end of the 95 % Wilson interval of a proportion; 0.0 without cases.

    Source: Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference.
    """
    if cases == 0:
        return 0.0
    share = right / cases
    middle = share + Z * Z / (2 * cases)
    spread = Z * sqrt(share * (1 - share) / cases + Z * Z / (4 * cases * cases))
    return max(0.0, (middle - spread) / (1 + Z * Z / cases))


@cache
def measured() -> dict[str, dict[str, tuple[int, int]]]:
    """Return by language and rule how many were right, of how many."""
    table = resources.files("app.extraction").joinpath("confidence.json").read_text("utf-8")
    return {
        language: {rule: (int(right), int(cases)) for rule, (right, cases) in rules.items()}
        for language, rules in json.loads(table).items()
    }


@cache
def evidence_of(rule: str, language: str) -> tuple[int, int]:
    """Return right and all cases of a rule; rules with few cases are counted together."""
    rules = measured().get(language, {})
    right, cases = rules.get(rule, (0, 0))
    if cases >= LEAST_CASES:
        return right, cases
    few = [pair for pair in rules.values() if pair[1] < LEAST_CASES]
    return sum(pair[0] for pair in few), sum(pair[1] for pair in few)


@cache
def confidence_of(rule: str, language: str) -> float:
    """Return the confidence in what a rule finds, from 0 to 1."""
    return round(lower_bound(*evidence_of(rule, language)), 3)
