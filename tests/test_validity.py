"""Validity: pages and styles are what the specifications say, by the Nu Html Checker.

Its file is npm's `vnu-jar`; `ONRECORD_TEST_VNU` names it.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import data_folder
from app.locales import DEFAULT, LOCALES
from app.models import Role
from app.web.language import COOKIE
from tests.everything import visiting_everything
from tests.walk import Page, look, walk

pytestmark = pytest.mark.validity

JAR = os.environ.get("ONRECORD_TEST_VNU")
# A block stands alone in this frame, and lacks none of what a page has.
FRAME = (
    '<!doctype html><html lang="en"><head><title>Block</title></head><body><main>'
    "{}</main></body></html>"
)
# What somebody typed is given back as it is; what a block refers to, and the headings above
# its own, stand elsewhere on its page.
TYPED = re.compile("Bad value .* for attribute “value” on element “input”")
ELSEWHERE = re.compile("must refer to|heading")


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files."""
    java = shutil.which("java")
    if java is None or not JAR:
        pytest.skip("needs Java, and ONRECORD_TEST_VNU naming vnu.jar")
    return [java, "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always"]


def complaints(command: list[str], *what: str) -> list[dict[str, object]]:
    """What the checker says of files, or of all in a folder: errors, and warnings."""
    told = subprocess.run([*command, *what], capture_output=True, text=True, check=True)
    return list(json.loads(told.stdout)["messages"])


def pages(migrated_file: Path, folder: Path, locale: str) -> Iterator[Page]:
    """All pages in a language; what forms lead to is looked at in one."""
    words = "nobody heard of that"
    with visiting_everything(
        migrated_file, folder, words, host="0.0.0.0", role=Role.ADMIN
    ) as client:
        client.cookies.set(COOKIE, locale)
        yield from (walk if locale == DEFAULT else look)(client, str)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_is_valid_html(
    checker: list[str], migrated_file: Path, tmp_path: Path, locale: str
) -> None:
    drawn: dict[str, Page] = {}
    for page in pages(migrated_file, tmp_path, locale):
        drawn.setdefault(page.text, page)
    folder = tmp_path / "pages"
    folder.mkdir()
    asked = {}
    for number, (text, page) in enumerate(drawn.items()):
        file = folder / f"{number}.html"
        file.write_text(FRAME.format(text) if page.is_block else text, "utf-8")
        asked[file.name] = page
    assert len(asked) > 100
    found: dict[str, str] = {}
    for each in complaints(checker, str(folder)):
        name = str(each["url"]).rpartition("/")[2]
        message = str(each["message"])
        if TYPED.match(message) or (asked[name].is_block and ELSEWHERE.search(message)):
            continue
        words = f"{each['type']}: {message} in {each.get('extract')!r}"
        found.setdefault(words, asked[name].how)
    assert found == {}


def test_every_style_is_valid_css(checker: list[str]) -> None:
    files = map(str, sorted(data_folder("static").glob("*.css")))
    found = [
        f"{str(each['url']).rpartition('/')[2]}:{each.get('lastLine')} {each['message']}"
        for each in complaints(checker, "--css", *files)
        # It is one of SVG's, which the checker does not know in a style.
        if "vector-effect" not in str(each["message"])
    ]
    assert found == []


def test_every_drawing_is_valid_svg(checker: list[str]) -> None:
    files = map(str, sorted(data_folder("static").glob("*.svg")))
    assert complaints(checker, "--svg", *files) == []
