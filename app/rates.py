"""Rates: how often one client, and all of them together, may have something done.

They are counted in this process's memory: of several server processes each counts for itself, and
a server that starts anew has counted nothing.
"""

import math
import time
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from threading import Lock

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import OnRecordError
from app.locales import N_, gettext, ngettext

# What a provider gives to one customer: whoever has it has all its addresses.
CUSTOMERS_BITS = 64


class Deed(StrEnum):
    """What is counted, each for itself."""

    WRITE = "write"
    SEND = "send"
    FETCH = "fetch"
    SIGN_IN = "sign in"
    SIGN_IN_AS = "sign in by one name"
    SIGN_IN_AGAIN = "sign in where one did before"
    REPORT = "report"


# For each deed how often one client may do it, and how often all may. A person clears ten doubts a
# minute by keyboard; a program sends one article after the other, each some hundredths of a second.
RATES: Mapping[Deed, tuple[str, str]] = {
    Deed.WRITE: ("120/minute; 3000/hour", "1200/minute"),
    Deed.SEND: ("600/minute", "1200/minute"),
    Deed.FETCH: ("20/minute; 300/hour", "60/minute"),
    Deed.SIGN_IN: ("10/minute; 50/hour", "60/minute"),
    # From wherever: no address alone comes so far.
    Deed.SIGN_IN_AS: ("20/minute; 100/hour", "60/minute"),
    Deed.SIGN_IN_AGAIN: ("10/minute; 50/hour", "60/minute"),
    Deed.REPORT: ("5/minute; 30/hour", "60/minute; 600/hour"),
}
TOLD = {
    Deed.WRITE: N_("Too much was changed in a short time."),
    Deed.SEND: N_("Too much was sent in a short time."),
    Deed.FETCH: N_("Too many pages were to be fetched in a short time."),
    **dict.fromkeys(
        (Deed.SIGN_IN, Deed.SIGN_IN_AS, Deed.SIGN_IN_AGAIN),
        N_("Signing in was tried too often in a short time."),
    ),
    Deed.REPORT: N_("Too many errors were reported in a short time."),
}


class TooOften(OnRecordError):
    """A client, or all of them, did something too often; nothing was done.

    Attributes:
        seconds: after so many it can be done again.
    """

    status = 429
    title = N_("Too often")

    def __init__(self, deed: Deed, seconds: int) -> None:
        wait = (
            ngettext(
                "Nothing was done: try again in %(num)s second.",
                "Nothing was done: try again in %(num)s seconds.",
                seconds,
            )
            if seconds < 120
            else ngettext(
                "Nothing was done: try again in %(num)s minute.",
                "Nothing was done: try again in %(num)s minutes.",
                math.ceil(seconds / 60),
            )
        )
        super().__init__(f"{gettext(TOLD[deed])} {wait}")
        self.seconds = seconds
        self.headers = {"retry-after": str(seconds)}


class Rates:
    """Counts deeds over moving windows of time."""

    def __init__(self, rates: Mapping[Deed, tuple[str, str]] = RATES) -> None:
        """Count nothing yet.

        Args:
            rates: for each deed the rates of one client and of all, as `20/minute; 300/hour`.
        """
        self._limits = {
            deed: (parse_many(one), parse_many(everybody))
            for deed, (one, everybody) in rates.items()
        }
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._lock = Lock()

    def count(self, deed: Deed, client: str) -> None:
        """Count a deed that is about to be done; one that is refused does not count.

        Args:
            client: who does it: its address (`client_of`), or whose account it is.

        Raises:
            TooOften: the client, or all there are together, did it too often.
        """
        self.count_all((deed, client))

    def count_all(self, *deeds: tuple[Deed, str]) -> None:
        """Count what is several deeds at once, each by its own client, or none of them.

        Raises:
            TooOften: as `count`.
        """
        asked = [
            (each, (deed, whose))
            for deed, client in deeds
            # No address holds a blank: nobody can be counted as all.
            for whose, limits in zip((client, "all clients"), self._limits[deed], strict=True)
            for each in limits
        ]
        with self._lock:
            full = [(each, key) for each, key in asked if not self._windows.test(each, *key)]
            if full:
                seconds, deed = max((self._seconds_left(each, key), key[0]) for each, key in full)
                raise TooOften(deed, seconds)
            for each, key in asked:
                self._windows.hit(each, *key)

    def _seconds_left(self, limit: RateLimitItem, key: tuple[Deed, str]) -> int:
        until = self._windows.get_window_stats(limit, *key).reset_time
        return max(1, math.ceil(until - time.time()))


def client_of(address: str) -> str:
    """Return as whom an address counts: of IPv6, all addresses of one customer are one client."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    rest = found.max_prefixlen - CUSTOMERS_BITS
    return f"{IPv6Address(int(found) >> rest << rest)}/{CUSTOMERS_BITS}"
