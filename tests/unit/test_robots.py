"""robots.txt: which addresses a program may read, by RFC 9309."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.readers.robots import MAX_BYTES, Rule, read_robots

SITE = "https://courier.example"


def allowed(robots: str, path: str) -> bool:
    return read_robots(robots.encode(), "onrecord").allows(SITE + path)


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("Disallow: /private", "/private/1", False),
        ("Disallow: /private", "/privateers", False),
        ("Disallow: /private/", "/private", True),
        ("Disallow:", "/private", True),
        ("Disallow: /", "/", False),
        # The longest rule counts, wherever it stands; of two as long, the one that allows.
        ("Allow: /\nDisallow: /private", "/private/1", False),
        ("Disallow: /\nAllow: /news/", "/news/1", True),
        ("Disallow: /news\nAllow: /news", "/news", True),
        ("Disallow: /*?print=", "/news/1?print=1", False),
        ("Disallow: /*?print=", "/news/1", True),
        ("Disallow: /*.pdf$", "/a.pdf", False),
        ("Disallow: /*.pdf$", "/a.pdf?b", True),
        ("Disallow: /a*b*c", "/a-b-c-d", False),
        ("Disallow: /a*b*c", "/a-c-b", True),
        ("Disallow: /$", "/", False),
        ("Disallow: /$", "/news", True),
        ("Disallow: *", "/news", False),
        # An address and a rule may be written in several ways.
        ("Disallow: /баржа", "/%D0%B1%D0%B0%D1%80%D0%B6%D0%B0/1", False),
        ("Disallow: /%d0%b1", "/%D0%B1", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /%7Eada", "/~ada", False),
        ("Disallow: /private # not for you", "/private", False),
        ("disallow : /private", "/private", False),
        ("Disallow: /private\r", "/private", False),
        ("Disallow /private", "/private", True),
        ("Sitemap: /x\nDisallow: /private", "/private", False),
    ],
)
def test_rules(rules: str, path: str, is_allowed: bool) -> None:
    assert allowed(f"User-agent: *\n{rules}\n", path) is is_allowed


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        ("User-agent: onrecord\nDisallow: /", False),
        ("User-agent: OnRecord/1.0\nDisallow: /", False),
        ("User-agent: record\nDisallow: /", True),
        ("User-agent: onrecordings\nDisallow: /", True),
        # Whoever is named is told nothing by what is told everybody.
        ("User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow:", True),
        ("User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /", True),
        # One group for several, and several groups for one.
        ("User-agent: other\nUser-agent: onrecord\nDisallow: /", False),
        ("User-agent: *\nAllow: /b\nUser-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /n",
         False),
        # A blank line ends nothing, nor does a line that nobody knows.
        ("User-agent: *\n\nDisallow: /", False),
        ("User-agent: *\nCrawl-delay: 3\nUser-agent: other\nDisallow: /", False),
        ("Disallow: /", True),
        ("", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
    ],
)  # fmt: skip
def test_groups(robots: str, is_allowed: bool) -> None:
    assert allowed(robots, "/news") is is_allowed


@pytest.mark.parametrize(
    ("said", "delay"), [("2", 2.0), ("0.5", 0.5), ("x", None), ("-1", None), ("nan", None)]
)
def test_a_site_says_how_long_it_wants_to_rest(said: str, delay: float | None) -> None:
    found = read_robots(f"User-agent: *\nCrawl-delay: {said}\n".encode(), "onrecord")
    assert found.delay == delay


def test_the_first_half_of_a_megabyte_is_read_and_no_cut_line() -> None:
    line = b"Disallow: /one-of-very-many\n"
    head = b"User-agent: *\nDisallow: /private\n"
    room = MAX_BYTES - len(head) - len("Disallow: /")
    filled = head + (line * (room // len(line))).ljust(room, b"\n")
    robots = read_robots(filled + b"Disallow: /news\nDisallow: /late\n", "onrecord")
    told = [robots.allows(SITE + path) for path in ("/private", "/late", "/news", "/")]
    assert told == [False, True, True, True]


def test_damaged_bytes_spoil_their_own_line_alone() -> None:
    robots = "User-agent: *\nDisallow: /плот\nDisallow: /private\n".encode()
    damaged = robots.replace("о".encode(), b"\xd0")
    assert not read_robots(damaged, "onrecord").allows(f"{SITE}/private")


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 50_000 + b"b\n", "onrecord")
    began = time.process_time()
    assert robots.allows(f"{SITE}/{'a' * 50_000}")
    assert time.process_time() - began < 1.0


PATTERN = st.text("/ab*", max_size=8)


@given(PATTERN, st.sampled_from(["", "$"]), st.text("/ab", max_size=8))
def test_a_pattern_fits_as_a_regular_expression_says(body: str, end: str, path: str) -> None:
    expression = ".*".join(map(re.escape, body.split("*"))) + (r"\Z" if end else "")
    assert Rule(body + end, allows=False).fits(path) is (re.match(expression, path) is not None)


@given(st.binary(max_size=200), st.text(max_size=30))
def test_nothing_that_a_site_sends_is_an_error(content: bytes, path: str) -> None:
    read_robots(b"User-agent: *\nDisallow: /" + content, "onrecord").allows(f"{SITE}/{path}")
