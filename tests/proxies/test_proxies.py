"""Reverse proxies: through a real nginx, in front of the real program, nobody is the local user."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.db import Database
from app.models import Role
from app.peers import is_another_user
from tests.conftest import copied_file
from tests.people import PASSWORD, add_person
from tests.servers import ROOT, program

pytestmark = pytest.mark.slow

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

USUAL = (
    "proxy_set_header Host $http_host; proxy_set_header X-Real-IP $remote_addr; "
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; "
    "proxy_set_header X-Forwarded-Proto $scheme;"
)
HIDDEN = 'proxy_http_version 1.1; proxy_set_header Connection "";'
PROXIES = {
    "as its manual shows": USUAL,
    "nothing but proxy_pass": "",
    "the host passed on": "proxy_set_header Host $http_host;",
    # It looks like a browser in all that it sends: only its user tells.
    "hidden": HIDDEN,
    "hidden, the host passed on": HIDDEN + "proxy_set_header Host $http_host;",
}


@contextmanager
def running(database: Database, **environment: str) -> Iterator[int]:
    """The program on a database; gives its port."""
    own = {"ONRECORD_BACKGROUND": "false", "ONRECORD_DATABASE_URL": str(database.url)}
    with program("serve", folder=ROOT, **own, **environment) as address:
        yield int(address.rpartition(":")[2])


@contextmanager
def proxied(folder: Path, port: int, *settings: str) -> Iterator[list[int]]:
    """An nginx in front of a port; gives a port of its own for each of the settings."""
    if NGINX is None:
        pytest.skip("there is no nginx")
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in settings]
    fronts = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    servers = "".join(
        f"server {{ listen 127.0.0.1:{front}; location / {{ proxy_pass http://127.0.0.1:{port}; "
        f"{more} }} }}"
        for front, more in zip(fronts, settings, strict=True)
    )
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}"
        f"http {{ access_log off; {temporary} {servers} }}",
        "utf-8",
    )
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", f"{folder}/log"]
    proxy = subprocess.Popen(command)
    try:
        for _ in range(100):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", fronts[-1])) == 0:
                    break
            time.sleep(0.05)
        yield fronts
    finally:
        proxy.send_signal(signal.SIGTERM)
        proxy.wait(10)


@pytest.fixture(scope="module")
def port(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the program on an empty record, without accounts."""
    folder = tmp_path_factory.mktemp("proxied")
    with copied_file(migrated_file, folder) as database, running(database) as found:
        yield found


def asked(
    port: int, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """What is answered at a port of this machine; headers are sent as they are given."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.getheaders())
    found[2]["set-cookie"] = "\n".join(answer.headers.get_all("set-cookie", ()))
    connection.close()
    return found


def test_without_a_proxy_the_local_user_may_write(port: int) -> None:
    assert asked(port, "GET", "/articles/new")[0] == 200


@pytest.fixture(scope="module")
def fronts(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """The ports of the proxies, by name."""
    with proxied(tmp_path_factory.mktemp("nginx"), port, *PROXIES.values()) as found:
        yield dict(zip(PROXIES, found, strict=True))


@pytest.mark.parametrize("name", PROXIES)
def test_through_a_proxy_nobody_is_the_local_user(
    port: int, fronts: dict[str, int], name: str
) -> None:
    if name.startswith("hidden") and os.getuid() != 0:
        pytest.skip("nginx takes a user of its own only where root starts it")
    article, kind = json.dumps({"text": 'Ada Moor said: "The gates hold."'}), "application/json"
    front = fronts[name]
    for host in (f"127.0.0.1:{front}", f"127.0.0.1:{port}", "localhost"):
        assert asked(front, "GET", "/articles/new", Host=host)[0] == 403
        assert "/articles/new" not in asked(front, "GET", "/", Host=host)[1]
        told = asked(front, "POST", "/api/v1/articles", article, Host=host, Content_Type=kind)
        assert told[0] == 403
        assert "account add" in told[1]


def test_a_browser_that_is_at_another_name_is_not_the_local_user(port: int) -> None:
    headers = {"Origin": "https://record.example", "Sec_Fetch_Site": "same-origin"}
    assert asked(port, "POST", "/ingest/addresses", "addresses=", **headers)[0] == 403


def test_behind_a_proxy_that_was_named_people_sign_in_over_https(
    sqlite_database: Database, tmp_path: Path
) -> None:
    add_person(sqlite_database, "Ada Moor", Role.EDITOR)
    settings = USUAL.replace("$scheme", "https")
    named = {
        "ONRECORD_TRUSTED_PROXIES": '["127.0.0.1"]',
        "ONRECORD_ALLOWED_HOSTS": '["record.example"]',
    }
    form = urllib.parse.urlencode({"name": "Ada Moor", "password": PASSWORD, "next": "/ingest"})
    folder = tmp_path / "nginx"
    folder.mkdir()
    with (
        running(sqlite_database, **named) as behind,
        proxied(folder, behind, settings) as (front,),
    ):
        status, _, headers = asked(
            front,
            "POST",
            "/sign-in",
            form,
            Host="record.example",
            Origin="https://record.example",
            Content_Type="application/x-www-form-urlencoded",
        )
        assert (status, headers["location"]) == (303, "/ingest")
        cookies = headers["set-cookie"].splitlines()
        (cookie,) = (each for each in cookies if each.startswith("__Host-onrecord="))
        assert all("Secure" in each for each in cookies)
        own = cookie.partition(";")[0]
        assert asked(front, "GET", "/ingest", Host="record.example", Cookie=own)[0] == 200
        assert asked(front, "GET", "/ingest", Host="record.example")[0] == 303


def test_what_a_proxy_says_that_was_not_named_counts_for_nothing(port: int) -> None:
    _, _, headers = asked(
        port, "GET", "/ingest", X_Forwarded_Proto="https", X_Forwarded_For="127.0.0.1"
    )
    assert "location" not in headers


def test_an_end_that_was_given_up_is_nobodys() -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("the system does not tell whose a connection is")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        far = socket.create_connection(listening.getsockname())
        near, peer = listening.accept()
        here = near.getsockname()
        assert not is_another_user(peer, here)
        far.close()
        assert is_another_user(peer, here)
        near.close()


def test_the_user_of_the_other_end_is_known_over_ipv6_too() -> None:
    if not Path("/proc/net/tcp6").exists():
        pytest.skip("the system does not tell whose a connection is")
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as listening:
        far = socket.create_connection(listening.getsockname()[:2])
        near, peer = listening.accept()
        assert not is_another_user(peer[:2], near.getsockname()[:2])
        far.close()
        near.close()
