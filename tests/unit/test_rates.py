"""Rates: whom a limit stops, for how long, and whom it does not."""

import time

import pytest

from app.rates import RATES, Deed, Rates, TooOften, client_of


def done(rates: Rates, client: str, times: int, deed: Deed = Deed.FETCH) -> int:
    """How often a client came through."""
    count = 0
    for _ in range(times):
        try:
            rates.count(deed, client)
        except TooOften:
            continue
        count += 1
    return count


def test_a_client_that_asks_too_often_is_stopped_and_another_is_not() -> None:
    rates = Rates({Deed.FETCH: ("3/minute", "100/minute")})
    assert done(rates, "192.0.2.1", 5) == 3
    assert done(rates, "192.0.2.2", 5) == 3


def test_many_clients_are_stopped_together() -> None:
    rates = Rates({Deed.FETCH: ("3/minute", "7/minute")})
    assert sum(done(rates, f"192.0.2.{last}", 2) for last in range(20)) == 7


def test_what_is_refused_does_not_count() -> None:
    rates = Rates({Deed.FETCH: ("2/minute", "3/minute")})
    done(rates, "192.0.2.1", 50)
    assert done(rates, "192.0.2.2", 1) == 1


def test_nobody_who_works_by_hand_or_sends_steadily_is_stopped() -> None:
    rates = Rates()
    assert done(rates, "192.0.2.1", 100, Deed.WRITE) == 100
    assert done(rates, "account 1", 500, Deed.SEND) == 500


def test_each_deed_is_counted_for_itself() -> None:
    rates = Rates({Deed.FETCH: ("1/minute", "1/minute"), Deed.SIGN_IN: ("1/minute", "1/minute")})
    assert done(rates, "192.0.2.1", 2, Deed.FETCH) == 1
    assert done(rates, "192.0.2.1", 2, Deed.SIGN_IN) == 1


def test_the_longest_window_says_when_to_come_again() -> None:
    rates = Rates({Deed.FETCH: ("2/minute; 2/hour", "100/minute")})
    done(rates, "192.0.2.1", 2)
    with pytest.raises(TooOften, match="try again in 60 minutes") as caught:
        rates.count(Deed.FETCH, "192.0.2.1")
    assert 3_590 <= int(caught.value.headers["retry-after"]) <= 3_600


def test_who_waits_as_long_as_told_comes_through() -> None:
    rates = Rates({Deed.FETCH: ("1/second", "100/minute")})
    rates.count(Deed.FETCH, "192.0.2.1")
    with pytest.raises(TooOften, match="try again in 1 second") as caught:
        rates.count(Deed.FETCH, "192.0.2.1")
    time.sleep(caught.value.seconds)
    rates.count(Deed.FETCH, "192.0.2.1")


def test_what_is_several_deeds_counts_for_all_of_them_or_for_none() -> None:
    rates = Rates(
        {Deed.SIGN_IN: ("2/minute", "100/minute"), Deed.SIGN_IN_AS: ("3/minute", "100/minute")}
    )
    came_through = []
    for last in range(2):
        for _ in range(4):
            try:
                rates.count_all((Deed.SIGN_IN, f"192.0.2.{last}"), (Deed.SIGN_IN_AS, "name bo"))
            except TooOften:
                continue
            came_through.append(last)
    assert came_through == [0, 0, 1]
    assert done(rates, "192.0.2.1", 2, Deed.SIGN_IN) == 1


@pytest.mark.parametrize("window", [0, 1], ids=["a minute", "an hour"])
def test_one_address_does_not_use_up_the_tries_of_a_name(window: int) -> None:
    tries = {}
    for deed in (Deed.SIGN_IN, Deed.SIGN_IN_AS):
        rates = Rates({deed: (RATES[deed][0].split("; ")[window], "1000/second")})
        tries[deed] = done(rates, "192.0.2.1", 300, deed)
    assert tries[Deed.SIGN_IN] < tries[Deed.SIGN_IN_AS]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_all_addresses_of_one_customer_are_one_client(address: str, client: str) -> None:
    assert client_of(address) == client
