"""Fetching: public pages come with their bytes; everything else is refused with a reason."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from app.readers.fetch import ANY, FEED_LIMITS, Limits, Unfetchable, fetch
from tests.servers import Site, drip, hold, pour, site

pytestmark = pytest.mark.slow

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = "<p>The weir on the Sarn leaks.</p>"


@pytest.fixture
def server() -> Iterator[Site]:
    """A server on loopback, which only `server.limits()` allows."""
    with site() as found:
        yield found


def refused(url: str, limits: Limits | None = None, **asked: str) -> Unfetchable:
    with pytest.raises(Unfetchable) as told:
        fetch(url, limits=limits or Limits(seconds=5), **asked)
    assert told.value.problems == {"url": told.value.message}
    return told.value


def test_a_page_comes_with_its_bytes_headers_and_final_address(server: Site) -> None:
    server.put("/weir", PAGE, ETag='"7"')
    start = server.redirect("/old", "/weir?a=1")
    server.pages["/weir?a=1"] = server.pages["/weir"]
    found = fetch(start, limits=server.limits())
    assert (found.url, found.final_url) == (start, server.url("/weir?a=1"))
    assert (found.status, found.content, found.headers["etag"]) == (200, PAGE.encode(), '"7"')
    assert (found.content_type, found.charset) == ("text/html", "utf-8")
    assert found.fetched_at.tzinfo is not None


def test_a_packed_page_is_unpacked(server: Site) -> None:
    url = server.put_packed("/", PAGE.encode())
    assert fetch(url, limits=server.limits()).content == PAGE.encode()


def test_what_did_not_change_is_told_so(server: Site) -> None:
    url = server.put("/", "", status=304, ETag='"7"')
    found = fetch(url, limits=server.limits(), etag='"7"', last_modified="Thu, 26 Dec 2024")
    assert (found.status, found.content) == (304, b"")
    assert 'If-None-Match: "7"' in server.asked[0]
    assert "If-Modified-Since: Thu, 26 Dec 2024" in server.asked[0]


def test_nothing_changed_is_no_answer_where_nobody_asked_that(server: Site) -> None:
    url = server.put("/", "", status=304)
    for asked in ({}, {"etag": "x\r\nX-Evil: 1"}):
        told = refused(url, server.limits(), **asked)
        assert "nothing changed" in told.message
        assert (told.answered, told.is_transient) == (304, True)


def test_of_what_is_too_large_the_beginning_may_be_enough(server: Site) -> None:
    url = server.put("/", b"x" * 100_000, "image/png")
    limits = server.limits(max_bytes=1_000, types=(ANY,), is_cut=True)
    assert fetch(url, limits=limits).content == b"x" * 1_000
    assert "\r\nAccept: */*;q=0.1\r\n" in server.asked[0]


def test_an_earlier_answer_cannot_put_headers_into_the_next_request(server: Site) -> None:
    url = server.put("/", PAGE)
    fetch(url, limits=server.limits(), etag="x\r\nX-Evil: 1")
    assert "Evil" not in server.asked[0]


def test_the_host_is_named_and_the_reader_says_who_it_is(server: Site) -> None:
    fetch(server.put("/", PAGE), limits=server.limits())
    assert "onrecord/" in server.asked[0]
    assert "\r\nHost: 127.0.0.1" in server.asked[0]
    assert "forwarded" not in server.asked[0].lower()


# ------------------------------------------------------------------------- where nobody may go


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "127.1", "127.255.255.254", "0.0.0.0", "0",
        "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1",
        "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "[fd00::1]", "[fec0::1]",
        "169.254.169.254", "[fe80::1]", "[fe80::1%25lo]", "100.64.0.1", "168.63.129.16",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[ff02::1]", "[fd00:ec2::254]",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_of_private_networks_are_refused(host: str) -> None:
    told = refused(f"http://{host}/admin")
    assert "private network" in told.message
    assert not told.is_transient


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://courier.example/a", "https://"),
        ("file:///etc/passwd", "https://"),
        ("gopher://127.0.0.1:70/_x", "https://"),
        ("javascript:alert(1)", "https://"),
        ("//courier.example/a", "https://"),
        ("http://", "https://"),
        ("http:///etc/passwd", "https://"),
        ("http://courier.example@127.0.0.1/", "user name"),
        ("http://user:word@courier.example/", "user name"),
        ("http://courier.example\\@127.0.0.1/", "https://"),
        ("http://courier.example/\r\nX: 1", "https://"),
        ("http://courier.example:22/", "usual ports"),
        ("http://courier.example:8080/", "usual ports"),
        ("http://courier.example:443/", "usual ports"),
        ("https://courier.example:80/", "usual ports"),
        ("http://courier.example:99999/", "https://"),
        ("http://[::1/", "https://"),
        ("http://a..b/", "no address of the web"),
        (f"http://{'a' * 64}.example/", "no address of the web"),
        ("http://①②⑦.⓪.⓪.①/", "no address of the web"),
        ("http://１２７.０.０.１/", "no address of the web"),
        ("http://weir.invalid/", "no server of that name"),
        ("http://ırmak.invalid/", "no server of that name"),
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused(url: str, reason: str) -> None:
    assert reason in refused(url).message


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "//[::1]/",
        "http://2130706433/", "https://10.0.0.1/",
    ],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(server: Site, to: str) -> None:
    told = refused(server.redirect("/", to), server.limits())
    assert "private network" in told.message


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/", "javascript:0"])
def test_a_redirect_away_from_the_web_is_refused(server: Site, to: str) -> None:
    assert "https://" in refused(server.redirect("/", to), server.limits()).message


def test_a_redirect_to_another_port_of_an_allowed_machine_is_refused(server: Site) -> None:
    told = refused(server.redirect("/", "http://127.0.0.1:22/"), server.limits())
    assert "usual ports" in told.message


def named(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[list[str]]]) -> list[str]:
    """Make names lead to addresses: each look-up takes the next answer; return what is asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: Any, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        if host not in names:
            return real(host, port, *rest, **more)
        answers = names[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [entry for each in found for entry in real(each, port, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.1.2.3"], ["93.184.215.14", "10.1.2.3"], ["::1"]]
)
def test_a_name_of_a_private_address_is_refused_even_beside_a_public_one(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    named(monkeypatch, {"inside.example": [addresses]})
    assert "private network" in refused("http://inside.example/").message


def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_asked(
    monkeypatch: pytest.MonkeyPatch, server: Site
) -> None:
    server.put("/", PAGE)
    # The second look-up would lead elsewhere: to a machine that nobody checked.
    asked = named(monkeypatch, {"rebinding.example": [["127.0.0.1"], ["127.0.0.2"]]})
    url = f"http://rebinding.example:{server.port}/"
    found = fetch(url, limits=server.limits("rebinding.example"))
    assert found.content == PAGE.encode()
    assert asked == ["rebinding.example", "127.0.0.1"]
    assert "Host: rebinding.example" in server.asked[0]


def test_names_of_other_scripts_are_asked_for_in_their_ascii_form(
    monkeypatch: pytest.MonkeyPatch, server: Site
) -> None:
    server.put("/", PAGE)
    asked = named(monkeypatch, {"xn--rmak-kza.example": [["127.0.0.1"]]})
    url = f"http://ırmak.example:{server.port}/"
    assert "usual ports" in refused(url).message
    fetch(url, limits=server.limits("ırmak.example"))
    assert asked[0] == "xn--rmak-kza.example"


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_the_environment_sends_nobody_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch, server: Site, name: str
) -> None:
    url = server.put("/", PAGE)
    monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(url, limits=server.limits()).content == PAGE.encode()


# ------------------------------------------------------------------------- what costs too much


@pytest.mark.parametrize(
    "answer",
    [
        drip(OK + b"\r\n", b"x", 0.05),
        drip(OK + b"Content-Length: 1000000\r\n\r\n", b"x", 0.05),
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x", 0.05),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
        hold(b""),
        hold(OK),
        hold(OK + b"\r\nbeginning"),
    ],
)
def test_slow_answers_end_at_the_deadline(server: Site, answer: Any) -> None:
    server.pages["/"] = answer
    began = time.monotonic()
    told = refused(server.url(), server.limits(seconds=0.4))
    assert time.monotonic() - began < 2
    assert "too long" in told.message
    assert told.is_transient


def test_an_encrypted_connection_that_does_not_begin_ends_at_the_deadline(server: Site) -> None:
    began = time.monotonic()
    told = refused(f"https://{server.host}/", server.limits(seconds=0.4))
    assert time.monotonic() - began < 2
    assert "too long" in told.message


def test_the_deadline_counts_for_all_redirects_together(server: Site) -> None:
    def slow(connection: socket.socket, done: Any) -> None:
        done.wait(0.2)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")

    server.pages["/"] = slow
    told = refused(server.url(), server.limits(seconds=0.5, redirects=50))
    assert "too long" in told.message
    assert len(server.asked) <= 3


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OK + b"\r\n", b"x" * 65_536),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4_096 + b"\r\n"),
    ],
)
def test_endless_bodies_end_at_the_size(server: Site, start: bytes, piece: bytes) -> None:
    server.pages["/"] = pour(start, piece)
    told = refused(server.url(), server.limits(max_bytes=2_000_000))
    assert told.message == "It is larger than 2 MB."


def test_a_body_that_says_it_is_too_large_is_not_read(server: Site) -> None:
    server.pages["/"] = hold(OK + b"Content-Length: 99999999999\r\n\r\n")
    assert "larger than" in refused(server.url(), server.limits()).message


def test_a_bomb_is_not_unpacked(server: Site) -> None:
    url = server.put_packed("/", b"\0" * 200_000_000)
    assert "larger than 1 MB" in refused(url, server.limits(max_bytes=1_000_000)).message


@pytest.mark.parametrize(
    "answer",
    [
        pour(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 1_000 + b"\r\n"),
        pour(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 65_536),
    ],
)
def test_headers_without_end_are_refused(server: Site, answer: Any) -> None:
    server.pages["/"] = answer
    assert "headers" in refused(server.url(), server.limits()).message


def test_redirects_end(server: Site) -> None:
    told = refused(server.redirect("/", "/"), server.limits(redirects=4))
    assert told.message == "It redirects more than 4 times."
    assert len(server.asked) == 5


def test_a_site_that_sets_a_cookie_and_redirects_to_itself_is_read(server: Site) -> None:
    def twice(connection: socket.socket, done: Any) -> None:
        if "Cookie: seen=1" in server.asked[-1]:
            connection.sendall(OK + b"Content-Length: 2\r\n\r\nhi")
        else:
            head = b"HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: /\r\n"
            connection.sendall(head + b"Content-Length: 0\r\n\r\n")

    server.pages["/"] = twice
    assert fetch(server.url(), limits=server.limits()).content == b"hi"
    server.asked.clear()
    fetch(server.url(), limits=server.limits())
    assert "Cookie" not in server.asked[0]


# ------------------------------------------------------------------------- what is no page


@pytest.mark.parametrize(
    ("kind", "is_page", "is_feed"),
    [
        ("text/html", True, True),
        ("TEXT/HTML; Charset=utf-8", True, True),
        ("application/xhtml+xml", True, True),
        ("text/plain", True, True),
        (None, True, True),
        ("application/rss+xml", False, True),
        ("text/xml", False, True),
        ("application/pdf", False, False),
        ("image/png", False, False),
        ("video/mp4", False, False),
        ("application/octet-stream", False, False),
        ("multipart/form-data", False, False),
    ],
)
def test_only_text_is_taken(server: Site, kind: str | None, is_page: bool, is_feed: bool) -> None:
    url = server.put("/", PAGE, kind)
    for wanted, types in ((is_page, Limits().types), (is_feed, FEED_LIMITS.types)):
        if wanted:
            assert fetch(url, limits=server.limits(types=types)).content == PAGE.encode()
        else:
            assert "no page to read" in refused(url, server.limits(types=types)).message


@pytest.mark.parametrize(
    ("status", "reason", "is_transient", "is_blocked"),
    [
        (401, "password", False, True),
        (402, "payment", False, True),
        (403, "programs", False, True),
        (404, "no page", False, False),
        (410, "taken this page away", False, False),
        (429, "too often", True, True),
        (451, "legal reasons", False, True),
        (500, "server failed", True, False),
        (503, "server failed", True, False),
        (204, "unexpected", False, False),
    ],
)
def test_a_refusal_is_told_in_words(
    server: Site, status: int, reason: str, is_transient: bool, is_blocked: bool
) -> None:
    told = refused(server.put("/", PAGE, status=status), server.limits())
    assert reason in told.message
    assert f"HTTP {status}" in told.message
    assert (told.is_transient, told.is_blocked) == (is_transient, is_blocked)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120),
        ("99999999", 604_800),
        ("Fri, 01 Jan 1999 00:00:00 GMT", 0),
        ("Fri, 01 Jan 2399 00:00:00 GMT", 604_800),
        ("soon", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_when_to_come_again_is_understood(server: Site, given: str, seconds: int | None) -> None:
    server.pages["/"] = (
        b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n" + f"Retry-After: {given}\r\n\r\n".encode()
    )
    assert refused(server.url(), server.limits()).retry_after == seconds


@pytest.mark.parametrize(
    ("answer", "reason", "is_transient"),
    [
        (OK + b"Content-Length: 500\r\n\r\nshort", "broke off", True),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "broke off", True),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone", "unpacked", False),
        (OK + b"Content-Encoding: zstd\r\nContent-Length: 4\r\n\r\nnone", "not asked for", False),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "cannot be reached, or broke off", True),
        (b"", "cannot be reached, or broke off", True),
    ],
)
def test_a_broken_answer_is_never_half_a_page(
    server: Site, answer: bytes, reason: str, is_transient: bool
) -> None:
    server.pages["/"] = answer
    told = refused(server.url(), server.limits())
    assert reason in told.message
    assert told.is_transient is is_transient


def test_a_server_that_is_off_is_told_so(server: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = refused(f"http://127.0.0.1:{port}/", Limits(allowed=frozenset({f"127.0.0.1:{port}"})))
    assert "cannot be reached" in told.message
    assert told.is_transient
