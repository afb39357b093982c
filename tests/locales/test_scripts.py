"""Scripts: what they say, the page gives to them, in its language."""

import re

import pytest

from app.config import data_folder

SCRIPTS = {path.name: path.read_text("utf-8") for path in data_folder("static").glob("*.js")}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_has_no_words_of_its_own(name: str) -> None:
    said = re.findall(
        r"(?:(?:textContent|innerText|title|ariaLabel|value) = |announce\(|alert\(|confirm\()"
        r"[\"'`][^\"'`]*[A-Za-z]{2,}[^\"'`]*[\"'`]",
        SCRIPTS[name],
    )
    assert said == []


def test_pages_give_scripts_all_that_they_say() -> None:
    page = (data_folder("templates") / "base.html").read_text("utf-8")
    announcer = page[page.index('id="announcer"') :].partition("></p>")[0]
    given = set(re.findall(r"\sdata-([a-z-]+)=", announcer))
    asked = {
        re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)
        for text in SCRIPTS.values()
        for name in re.findall(r"\b(?:said|told\.dataset)\.(\w+)", text)
    }
    assert asked == given
