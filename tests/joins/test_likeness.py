"""Likeness: which wordings are proposed as one statement, and how well that does on pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.likeness import PROPOSED, bag_of, figure, likeness, similarity
from tests.joins.measure import measure
from tests.joins.pairs import LANGUAGE_PAIRS, held_out, tuning, unseen

# What `python -m tests.joins.measure` said, less one pair.
FLOORS = {"held out": (0.95, 0.83), "unseen": (0.8, 0.53)}


def score(one: str, other: str, languages: str = "en-en") -> float:
    """The likeness of two texts."""
    here, there = languages.split("-")
    return likeness(bag_of(one, here), bag_of(other, there)).score


@pytest.mark.parametrize("name", FLOORS)
def test_proposals_are_as_good_as_they_were(name: str) -> None:
    found = measure(held_out() if name == "held out" else unseen())
    precision, recall = FLOORS[name]
    assert found.precision >= precision
    assert found.recall >= recall


def test_there_are_enough_pairs_of_all_languages_in_each_half() -> None:
    for languages in LANGUAGE_PAIRS:
        for half in (tuning(), held_out()):
            same = [pair.is_same for pair in half if pair.languages == languages]
            assert min(same.count(True), same.count(False)) >= 5


@pytest.mark.parametrize(
    ("printed", "following", "value"),
    [
        ("2,5", "миллиарда", "2500000000"),
        ("2.5", "billion", "2500000000"),
        ("300,000", "barrels", "300000"),
        ("300", "bin", "300000"),
        ("40", "тыс", "40000"),
        ("1 200", "troops", "1200"),
        ("0,5", "", "0.5"),
        ("9" * 5000, "million", "9" * 5000 + "000000"),
    ],
)
def test_figures_are_equal_however_they_are_printed(
    printed: str, following: str, value: str
) -> None:
    assert figure(printed, following) == value


def test_a_denial_is_not_the_same_as_what_it_denies() -> None:
    said = "We are ready to host the talks in Kestrel this week."
    assert score(said, "We are not ready to host the talks in Kestrel this week.") < PROPOSED
    assert score(said, "We stand ready to host the talks in Kestrel this week.") >= PROPOSED


def test_an_excerpt_is_like_the_whole() -> None:
    whole = "We will open the border on Monday, and the market and the school will follow in June."
    assert score(whole, "We will open the border on Monday") >= PROPOSED


def test_two_shared_words_prove_nothing_across_languages() -> None:
    assert score("The army left.", "Ordu sınırı geçti.", "en-tr") == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The unity of Veltania", "The United Nations"),
        ("The unity of Veltania", "military units"),
        ("The United Nations", "the United States"),
        ("The United Kingdom", "a united front"),
    ],
)
def test_words_of_one_stem_are_not_shared_where_they_mean_other_things(
    one: str, other: str
) -> None:
    found = similarity(bag_of(one, "en"), bag_of(other, "en"))
    assert (found.names, found.words) == ((), ())
    assert found.score == 0


@pytest.mark.parametrize(
    ("english", "russian", "shared"),
    [
        ("Unity wants water and bread", "Единство: вода и хлеб", "Unity / Единство"),
        ("The United Nations: water and bread", "ООН: вода и хлеб", "Nations / ООН"),
    ],
)
def test_unity_and_the_united_nations_are_still_known_in_another_language(
    english: str, russian: str, shared: str
) -> None:
    assert shared in similarity(bag_of(english, "en"), bag_of(russian, "ru")).words


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(LANGUAGE_PAIRS))
def test_likeness_is_a_share_and_has_no_direction(one: str, other: str, languages: str) -> None:
    back = "-".join(reversed(languages.split("-")))
    assert 0 <= score(one, other, languages) <= 1
    assert score(one, other, languages) == pytest.approx(score(other, one, back))


def test_other_figures_make_the_same_words_less_alike() -> None:
    said = "The dam on the Sarn needs {} new gates before the harvest, the council of Ostmark said."
    without = score(said.format("some"), said.format("12"))
    assert score(said.format("40"), said.format("12")) < PROPOSED < without
