"""Days as people type them: read where they can mean one day alone."""

import pytest

from app.services.typed_days import (
    DAY_FIRST,
    MONTH_FIRST,
    Ambiguous,
    orders_of,
    read_day,
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-12-26", "2024-12-26"),
        ("2024-12-26T10:30:00", "2024-12-26"),
        ("2024-12-26 10:30", "2024-12-26"),
        ("2024", "2024"),
        ("2024-12", "2024-12"),
        ("26.12.2024", "2024-12-26"),
        ("3.4.2024", "2024-04-03"),
        ("3. 4. 2024", "2024-04-03"),
        ("26.12.24", "2024-12-26"),
        ("26/12/2024", "2024-12-26"),
        ("12/26/2024", "2024-12-26"),
        ("4/4/2024", "2024-04-04"),
        ("2024/12/26", "2024-12-26"),
        ("12.2024", "2024-12"),
        ("26 December 2024", "2024-12-26"),
        ("December 26, 2024", "2024-12-26"),
        ("Dec 2024", "2024-12"),
        ("26 декабря 2024 г.", "2024-12-26"),
        ("26 Aralık 2024", "2024-12-26"),
        ("26 Ağustos 2024", "2024-08-26"),
    ],
)
def test_days_of_three_languages_are_read(typed: str, day: str) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["soon", "32.12.2024", "30.02.2024", "13/13/2024", "26 December", "December", "45652", "1/2"],
)
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="2024-12-26"):
        read_day(typed)


def test_a_day_that_may_be_two_is_asked_for() -> None:
    with pytest.raises(Ambiguous):
        read_day("3/4/2024")
    assert read_day("3/4/2024", DAY_FIRST) == "2024-04-03"
    assert read_day("3/4/2024", MONTH_FIRST) == "2024-03-04"


def test_a_day_that_the_chosen_order_does_not_have_is_told() -> None:
    with pytest.raises(ValueError, match="in this order"):
        read_day("26/12/2024", MONTH_FIRST)


def test_other_days_of_the_sheet_tell_the_order_unless_they_differ() -> None:
    assert orders_of(["3/4/2024", "26/12/2024", "5.5.2024"]).proved == DAY_FIRST
    assert orders_of(["3/4/2024", "12/26/2024"]).proved == MONTH_FIRST
    assert orders_of(["3/4/2024", "4.4.2024", "soon"]).proved is None
    assert orders_of(["26/12/2024", "12/26/2024", "3/4/2024"]).proved is None
    assert orders_of(["3/4/2024"]).open == "3/4/2024"
