"""Feeds and background work from the command line."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from tests.feeds.conftest import Paper
from tests.feeds.test_jobs import ROOT, queued


@dataclass
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    sqlite_paper: Paper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in this process, on the paper's database."""

    def ran(*arguments: str) -> Done:
        url = str(sqlite_paper.database.url)
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments, "--database", url])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return Done(int(ended.value.code or 0), told.out, told.err)

    return ran


def test_feeds_are_listed_paused_and_removed(sqlite_paper: Paper, run: Run) -> None:
    sqlite_paper.print(1)
    sqlite_paper.add(words=("dam",))
    told = run("feed", "list").out
    assert "Sarn Courier" in told
    assert "only: dam" in told
    assert run("feed", "pause", "1").status == 0
    (found,) = json.loads(run("feed", "list", "--json").out)
    assert found["state"] == "paused"
    assert run("feed", "remove", "1").status == 0
    again = run("feed", "remove", "1")
    assert (again.status, again.err) == (1, "onrecord: There is no feed 1.\n")


def test_an_address_inside_is_refused_in_one_line(sqlite_paper: Paper, run: Run) -> None:
    sqlite_paper.print(1)
    for address in (sqlite_paper.site.url("/feed"), "http://127.0.0.1/feed"):
        done = run("feed", "add", address)
        assert done.status == 1
        assert done.err.count("\n") == 1


def test_a_poll_reports_and_its_status_tells_of_failures(sqlite_paper: Paper, run: Run) -> None:
    none = run("poll")
    assert (none.status, none.out) == (0, "No feed is due.\n")
    sqlite_paper.print(1)
    sqlite_paper.add()
    # The command itself may not reach this machine: that is a failure with its reason.
    done = run("poll", "--all")
    assert done.status == 1
    assert done.err.startswith("onrecord: Sarn Courier: Only the usual ports")
    assert "failed" in run("job", "list").out
    assert run("job", "retry").out == "Queued again: 1.\n"
    assert json.loads(run("poll", "--json").out)[0]["state"] == "failed"


def test_a_worker_process_does_what_is_queued_and_ends_when_told(
    sqlite_paper: Paper, run: Run, tmp_path: Path
) -> None:
    queued(sqlite_paper.database, "1")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "app", "worker", "--database", str(sqlite_paper.database.url)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "Working" in process.stdout.readline()
    watched = run("job", "watch")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert watched.status == 0
    assert process.returncode == 0
    assert [row["state"] for row in json.loads(run("job", "list", "--json").out)] == ["done"]
