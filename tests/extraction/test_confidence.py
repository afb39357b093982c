"""Confidence: what a rule's precision is at least, by what was measured."""

import pytest

from app.extraction.confidence import LEAST_CASES, evidence_of, lower_bound, measured


@pytest.mark.parametrize(
    ("right", "cases", "share"), [(0, 0, 0.0), (10, 10, 0.722), (95, 100, 0.888), (0, 10, 0.0)]
)
def test_few_cases_prove_less_than_many(right: int, cases: int, share: float) -> None:
    assert lower_bound(right, cases) == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize("language", ["en", "ru", "tr"])
def test_rules_that_were_seen_a_few_times_are_counted_together(language: str) -> None:
    rules = measured()[language]
    few = {rule: pair for rule, pair in rules.items() if pair[1] < 10}
    together = tuple(map(sum, zip(*few.values(), strict=True)))
    assert LEAST_CASES == 10
    for rule, pair in rules.items():
        assert evidence_of(rule, language) == (together if rule in few else pair)
    assert evidence_of("a rule that nobody knows", language) == together
