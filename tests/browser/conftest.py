"""Fixtures: the real program with its seeds, served to a real Chromium."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the seeds, as `start` gives it to a newcomer."""
    server = subprocess.Popen(
        [sys.executable, "-m", "app", "start", "--port", "0"],
        cwd=tmp_path_factory.mktemp("site"),
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        for line in server.stdout:
            if " at http" in line:
                yield line.split()[5]
                break
        else:
            pytest.fail("the server did not start")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(10)
        server.stdout.close()


def opened(chromium: Browser, site: str, **how: object) -> Iterator[Page]:
    """A page of a browser of its own; an error in a script fails the test."""
    context: BrowserContext = chromium.new_context(base_url=site, **how)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on(
        "console",
        lambda told: problems.append(told.text) if told.type == "error" else None,
    )
    yield page
    context.close()
    # A page that answers 4xx on purpose is told by the browser as an error of its own.
    assert [each for each in problems if "Failed to load resource" not in each] == []


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A wide page with JavaScript."""
    yield from opened(chromium, site, viewport={"width": 1280, "height": 900})


@pytest.fixture
def plain_page(chromium: Browser, site: str) -> Iterator[Page]:
    """A page without JavaScript."""
    yield from opened(chromium, site, java_script_enabled=False)
