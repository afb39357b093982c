"""Robots: what a site's robots.txt lets a program read, by RFC 9309.

The longest rule that fits an address decides; of two as long, the one that allows. A pattern is
compared piece by piece, without a regular expression: a hostile one takes no longer than others.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from app.errors import Unreadable
from app.readers.encodings import decode

# The RFC lets nobody read less; whatever stands behind it counts for nothing.
MAX_BYTES = 500 * 1024
PRODUCT = re.compile(r"[A-Za-z_-]+")
SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a pattern for paths, and whether they may be read."""

    pattern: str
    allows: bool

    def fits(self, path: str) -> bool:
        """Say whether a path begins as the pattern: `*` is anything, `$` the path's end."""
        first, *pieces = self.pattern.removesuffix("$").split("*")
        is_whole = self.pattern.endswith("$")
        if not path.startswith(first):
            return False
        if not pieces:
            return not is_whole or path == first
        at, last = len(first), pieces.pop()
        for piece in pieces:
            at = path.find(piece, at)
            if at < 0:
                return False
            at += len(piece)
        if is_whole:
            return path.endswith(last) and len(path) - len(last) >= at
        return path.find(last, at) >= 0


@dataclass
class Robots:
    """What one program may read of a site; without a rule, all.

    Attributes:
        delay: seconds that the site wants between two requests (no part of the RFC, but usual).
    """

    rules: list[Rule] = field(default_factory=list)
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """Say whether an address of the site may be read."""
        parts = urlsplit(url)
        path = _comparable((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = ((len(each.pattern), each.allows) for each in self.rules if each.fits(path))
        return max(fitting, default=(0, True))[1]


def read_robots(content: bytes, agent: str) -> Robots:
    """Return what a robots.txt says to a program; what is none says nothing.

    Args:
        agent: the program's name, lower case. Groups that name it count; only where there is
            none, those for everybody.
    """
    own, others, is_named = Robots(), Robots(), False
    group: list[Robots] = []
    is_heading = False
    for name, value in _lines(content):
        if name == "user-agent":
            group = group if is_heading else []
            is_heading = True
            product = PRODUCT.match(value)
            if value.startswith("*"):
                group.append(others)
            elif product and product[0].lower() == agent:
                group.append(own)
                is_named = True
        elif name in {"allow", "disallow"}:
            is_heading = False
            for each in group if value else ():
                each.rules.append(Rule(_comparable(value), name == "allow"))
        elif name == "crawl-delay" and SECONDS.fullmatch(value):
            for each in group:
                each.delay = float(value)
    return own if is_named else others


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield what each line names, and its value."""
    if len(content) >= MAX_BYTES:
        # The last line may have been cut, and say more so than it did.
        content = content[:MAX_BYTES].rpartition(b"\n")[0]
    for line in _text(content).replace("\r", "\n").split("\n"):
        name, _, value = line.partition("#")[0].partition(":")
        yield name.strip().lower(), value.strip()


def _text(content: bytes) -> str:
    try:
        return decode(content)
    except Unreadable:
        # A letter that was cut, or a line that is damaged, spoils no other.
        return content.decode("utf-8", "replace")


def _comparable(path: str) -> str:
    """Return a path or pattern in the one form in which both are compared."""
    return ESCAPE.sub(_unescaped, quote(path, safe=string.punctuation, errors="replace"))


def _unescaped(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in UNRESERVED else found[0].upper()
