"""Every word that a page says comes from the catalogs, or from the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models import Role
from app.web.language import COOKIE
from tests.everything import visiting_everything
from tests.locales.foreign import LOCALE, foreign, known_locale, unspoken, write_foreign
from tests.walk import Page, walk

pytestmark = pytest.mark.slow

WORDS = foreign("nobody heard of that")
PEOPLE = {
    "admin": ("0.0.0.0", Role.ADMIN),
    "reader": ("0.0.0.0", Role.READER),
    "nobody": ("0.0.0.0", None),
    "local user": ("127.0.0.1", None),
}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages speak `LOCALE` too."""
    with known_locale(tmp_path_factory.mktemp("foreign")):
        yield


def told(pages: Iterator[Page]) -> dict[str, list[str]]:
    """What pages say that is in no catalog, by what was asked for; each thing once."""
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    shown = 0
    for page in pages:
        shown += 1
        new = [each for each in unspoken(page.text) if each not in seen]
        seen.update(new)
        if new or page.status >= 500:
            found[f"{page.how} ({page.status})"] = new
    assert shown > 50
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_a_page_says_nothing_that_no_catalog_has(
    spoken: None, migrated_file: Path, tmp_path: Path, who: str
) -> None:
    host, role = PEOPLE[who]
    with visiting_everything(
        migrated_file, tmp_path, WORDS, host=host, role=role, then=write_foreign
    ) as client:
        client.cookies.set(COOKIE, LOCALE)
        found = told(walk(client, foreign))
    assert found == {}
