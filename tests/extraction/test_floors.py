"""Floors rise by themselves, and fall only where somebody says so."""

import tomllib

from tests.extraction.raise_floors import stricter, written


def test_a_better_figure_raises_its_floor() -> None:
    old, new = {"e2e": 80.0, "wrong": 5.0}, {"e2e": 82.0, "wrong": 4.0}
    assert stricter(old, new, lower=False) == (new, [])


def test_a_worse_figure_is_told_and_leaves_its_floor() -> None:
    old, new = {"e2e": 80.0, "wrong": 5.0}, {"e2e": 79.9, "wrong": 5.1}
    assert stricter(old, new, lower=False) == (old, ["e2e", "wrong"])


def test_a_worse_figure_is_written_where_somebody_says_so() -> None:
    assert stricter({"e2e": 80.0}, {"e2e": 70.0}, lower=True) == ({"e2e": 70.0}, ["e2e"])


def test_a_set_without_a_floor_gets_one() -> None:
    assert stricter({}, {"e2e": 70.0}, lower=False) == ({"e2e": 70.0}, [])


def test_what_is_written_is_read_back() -> None:
    floors = {"goldens_en": {"e2e": 98.9, "wrong": 0.0}, "en_gum": {"e2e": 84.3}}
    assert tomllib.loads(written(floors)) == floors
