"""The README's unit, container, proxy and cron: what can be checked of them here is."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from app.cli import app as commands
from app.config import Settings
from app.logs import LogFormat
from tests.servers import started

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
COMMAND = re.compile(r"(?:\.venv|/venv|venv)/bin/python -m app ([^`\n#)|<]+)")


def block(kind: str) -> str:
    """The fenced block of a kind; there is one of each."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return str(found)


def unit() -> configparser.ConfigParser:
    """The systemd unit; of a key that comes again the values are joined."""

    class Joined(dict[str, object]):
        def __setitem__(self, key: str, value: object) -> None:
            if key in self and isinstance(value, list) and isinstance(self[key], list):
                value = [*self[key], *value]  # type: ignore[misc]
            super().__setitem__(key, value)

    found = configparser.ConfigParser(dict_type=Joined, strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(block("ini"))
    return found


def environment(words: str) -> dict[str, str]:
    """What a line of assignments sets."""
    return dict(each.split("=", 1) for each in shlex.split(words))


def container() -> list[tuple[str, str]]:
    """The Containerfile's instructions, in order."""
    lines = block("Containerfile").splitlines()
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines) if name]


def containers(name: str) -> list[str]:
    """What stands behind an instruction, each time that it is given."""
    return [rest for each, rest in container() if each == name]


SET = [
    environment(unit()["Service"]["Environment"].replace("\n", " ")),
    environment(" ".join(containers("ENV"))),
]


@pytest.mark.parametrize("given", SET, ids=["unit", "container"])
def test_what_they_set_are_settings_and_good_ones(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
        if name.startswith("ONRECORD_"):
            assert name.removeprefix("ONRECORD_").lower() in Settings.model_fields
    found = Settings()
    assert found.log_format is LogFormat.JSON
    assert found.access_log
    assert found.database_url.startswith("sqlite:////")


def told_commands() -> Iterator[list[str]]:
    """The words behind each `python -m app` of the README."""
    for told in COMMAND.findall(README):
        words = shlex.split(told.replace("\\%", "%"))
        ends = [at for at, word in enumerate(words) if word in {"<", ">", "&&", "|"}]
        yield words[: min(ends, default=len(words))]


@pytest.mark.parametrize("words", list(told_commands()), ids=" ".join)
def test_every_command_of_the_readme_is_there_with_its_options(words: list[str]) -> None:
    found = typer.main.get_command(commands)
    while words and not words[0].startswith("-") and hasattr(found, "commands"):
        assert words[0] in found.commands, words[0]
        found, words = found.commands[words[0]], words[1:]
    known = {each for parameter in found.params for each in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known | {"--help"}


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    text = block("ini").replace("/opt/onrecord/.venv/bin/python", sys.executable)
    path = tmp_path / "onrecord.service"
    path.write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in done.stderr.splitlines() if "onrecord.service" in line]
    assert complaints == []
    assert done.returncode == 0, done.stderr


def test_nginx_takes_what_stands_there(tmp_path: Path) -> None:
    if NGINX is None or shutil.which("openssl") is None:
        pytest.skip("there is no nginx, or no openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    subprocess.run(
        [*make, "-subj", "/CN=record.example", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    server = re.sub(r"/etc/letsencrypt\S+privkey.pem", str(key), block("nginx"))
    server = re.sub(r"/etc/letsencrypt\S+fullchain.pem", str(certificate), server)
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {temporary} {server} }}", "utf-8"
    )
    log = f"{tmp_path}/log"
    done = subprocess.run(
        [NGINX, "-t", "-p", tmp_path, "-c", config, "-e", log],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_proxy_sends_as_much_as_the_program_takes() -> None:
    from app.guard import MAX_BODY_BYTES

    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", block("nginx"))
    assert int(megabytes) * 2**20 >= MAX_BODY_BYTES


def test_cron_runs_at_a_time_and_as_a_user() -> None:
    lines = [line for line in block("cron").splitlines() if "=" not in line.split()[0]]
    assert len(lines) == 2
    for line in lines:
        minute, hour, _, _, _, user, *_ = line.split()
        assert (int(minute) < 60, int(hour) < 24, user) == (True, True, "onrecord")
        # To cron a bare percent sign is the end of the line.
        assert not re.search(r"(?<!\\)%", line)


def test_the_container_runs_as_nobody_who_may_anything() -> None:
    names = [name for name, _ in container()]
    assert names.count("FROM") == 2
    last = names[len(names) - names[::-1].index("FROM") :]
    assert "USER" in last
    assert last.index("USER") < last.index("CMD")
    assert containers("USER") == ["onrecord"]
    assert len(set(containers("FROM")[0].split()[:1] + containers("FROM")[1].split()[:1])) == 1


def test_the_container_installs_extras_that_there_are() -> None:
    (installs,) = [run for run in containers("RUN") if "pip install" in run]
    (extras,) = re.findall(r"\.\[([\w,]+)\]", installs)
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras.split(",")) <= set(known["optional-dependencies"])


@pytest.mark.wheel
def test_the_containers_commands_make_a_server_that_is_healthy(tmp_path: Path) -> None:
    source, data, made = tmp_path / "src", tmp_path / "data", tmp_path / "venv"
    data.mkdir()
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, kept.stdout.split("\0")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    venv.create(made, with_pip=True)
    (install,) = [run for run in containers("RUN") if "pip install" in run]
    install = (
        install.partition("&& ")[2].replace("/venv/", f"{made}/").replace("--no-cache-dir", "")
    )
    subprocess.run([*shlex.split(install), "-q"], cwd=source, check=True, capture_output=True)
    shutil.rmtree(source)
    given = SET[1] | {"ONRECORD_DATABASE_URL": f"sqlite:///{data / 'onrecord.db'}"}
    (run,) = (json.loads(each) for each in containers("CMD"))
    command = [word.replace("/venv/", f"{made}/") for word in run]
    with started([*command, "--port", "0"], data, given) as address:
        port = address.rpartition(":")[2]
        (healthy,) = (json.loads(each.partition(" ")[2]) for each in containers("HEALTHCHECK"))
        check = [
            word.replace("/venv/", f"{made}/").replace(":8000/", f":{port}/") for word in healthy
        ]
        assert subprocess.run(check, check=False).returncode == 0
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/articles") as page:
            assert page.headers["x-request-id"]
        ended = [word.replace("/healthz/ready", "/nothing") for word in check]
        assert subprocess.run(ended, check=False, capture_output=True).returncode != 0
