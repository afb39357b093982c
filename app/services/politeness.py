"""Politeness: wait between two requests to one host, and ask its robots.txt first.

Both are remembered by one process; of several, each is polite for itself.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from threading import Event, Lock
from urllib.parse import urlsplit

from app.errors import OnRecordError, Unreadable
from app.locales import N_, gettext
from app.readers.fetch import ANY, PAGE_LIMITS, Fetched, Limits, Unfetchable, fetch
from app.readers.robots import MAX_BYTES, Robots, read_robots

AGENT = "onrecord"
DELAY = 2.0
# A site that wants more is asked so rarely that one feed would hold up all others.
MAX_DELAY = 30.0
ROBOTS_SECONDS = 12 * 3_600
MAX_SITES = 2_000
# Many servers send it as something else, and what is too long is read in part.
ROBOTS_LIMITS = Limits(max_bytes=MAX_BYTES, types=("text/plain", ANY), is_cut=True)
# Answers below 500 that say nothing of what there is.
SILENT = {HTTPStatus.NOT_MODIFIED, HTTPStatus.TOO_MANY_REQUESTS}
UNREACHABLE = N_(
    "The site's robots.txt, which says what programs may read, cannot be asked for now. %(why)s"
)
FORBIDDEN = N_("The site's robots.txt asks programs not to read this page.")


class Stopped(OnRecordError):
    """The program is about to end: what is not done yet waits for the next time."""


class Disallowed(Unreadable):
    """The site's robots.txt forbids an address."""

    title = N_("This page is not for programs")

    def __init__(self) -> None:
        super().__init__(gettext(FORBIDDEN), "url")


@dataclass
class Politeness:
    """What this process knows of the hosts that it asks.

    Attributes:
        delay: seconds between two requests to one host, where its robots.txt wants no more.
        stopping: set when the program is about to end: nobody waits any longer then.
    """

    delay: float = DELAY
    stopping: Event = field(default_factory=Event)
    clock: Callable[[], float] = time.monotonic
    _next: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, tuple[float, Robots]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, url: str) -> None:
        """Wait until the host of an address may be asked again.

        Raises:
            Stopped: the program is about to end.
        """
        site = site_of(url)
        with self._lock:
            moment = self.clock()
            at = max(moment, self._next.get(site, moment))
            if len(self._next) > MAX_SITES:
                self._next = {each: due for each, due in self._next.items() if due > moment}
            self._next[site] = at + self._delay_of(site)
        if self.stopping.wait(at - moment):
            raise Stopped("The program is about to end.")

    def _delay_of(self, site: str) -> float:
        known = self._robots.get(site)
        wanted = known[1].delay if known else None
        return max(self.delay, min(wanted or 0.0, MAX_DELAY))

    def fetch(self, url: str, limits: Limits, **more: str | None) -> Fetched:
        """Fetch an address when its host's turn has come; as `readers.fetch.fetch`."""
        self.wait(url)
        return fetch(url, limits=limits, **more)

    def check_allowed(self, url: str, limits: Limits = PAGE_LIMITS) -> None:
        """Make sure that an address may be read by programs.

        Raises:
            Disallowed: it may not.
            Unfetchable: the host's robots.txt cannot be asked for now, and until it can be, nor can
                its pages.
            Stopped: the program is about to end.
        """
        site = site_of(url)
        known = self._robots.get(site)
        if known is None or known[0] < self.clock():
            known = (self.clock() + ROBOTS_SECONDS, self._read_robots(site, limits))
            with self._lock:
                if len(self._robots) > MAX_SITES:
                    self._robots.clear()
                self._robots[site] = known
        if not known[1].allows(url):
            raise Disallowed

    def _read_robots(self, site: str, limits: Limits) -> Robots:
        """Return what a site's robots.txt says; a site without one (HTTP 4xx) allows all."""
        few = replace(ROBOTS_LIMITS, seconds=limits.seconds, allowed=limits.allowed)
        try:
            fetched = self.fetch(f"{site}/robots.txt", few)
        except Unfetchable as problem:
            status = problem.answered
            if status is not None and status < 500 and status not in SILENT:
                return Robots()
            if status is None and not problem.is_transient:
                # The site itself is not to be asked, and so none of its pages.
                raise
            raise Unfetchable(
                gettext(UNREACHABLE, why=problem.message),
                is_transient=True,
                retry_after=problem.retry_after,
                answered=status,
            ) from None
        return read_robots(fetched.content, AGENT)


def site_of(url: str) -> str:
    """Return an address's scheme and host with its port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
