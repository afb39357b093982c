"""Days: years, months and days as people write them."""

from datetime import date

import pytest

from app.days import Period


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2015", (date(2015, 1, 1), date(2015, 12, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2015-08-10", (date(2015, 8, 10), date(2015, 8, 10))),
    ],
)
def test_a_date_means_all_days_of_its_precision(text: str, days: tuple[date, date]) -> None:
    period = Period.parse(text)
    assert (period.first, period.last) == days


@pytest.mark.parametrize(
    "text", ["", "15", "2015-8", "2015-13", "2015-02-30", "2015-00", "0000", "2015-08-00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)
