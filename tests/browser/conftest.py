"""Fixtures: the real program with its seeds, served to a real Chromium."""

import shutil
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI

pytest.importorskip("playwright")

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.servers import program

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
    with program("start", folder=tmp_path_factory.mktemp("site")) as address:
        yield address


def serving(app: FastAPI) -> Iterator[str]:
    """The address of an application that a thread of this process serves."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


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
    # A page that answers 4xx on purpose is told by the browser, and by HTMX, as an error of theirs.
    # So is one whose server is busy, or gone, while tests look what then becomes of what was typed.
    on_purpose = (
        "Failed to load resource",
        "Response Status Error Code 4",
        "Response Status Error Code 503",
        "htmx:sendError",
        "htmx:afterRequest",
    )
    assert [each for each in problems if not each.startswith(on_purpose)] == []


def violations(page: Page) -> list[str]:
    """What axe finds wrong on a page as it stands: each rule, with the piece of the page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in axe.Axe().run(page).response["violations"]
        for node in each["nodes"]
    ]


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A wide page with JavaScript."""
    yield from opened(chromium, site, viewport={"width": 1280, "height": 900})


@pytest.fixture
def plain_page(chromium: Browser, site: str) -> Iterator[Page]:
    """A page without JavaScript."""
    yield from opened(chromium, site, java_script_enabled=False)
