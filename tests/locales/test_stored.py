"""What was stored in English is said again in the language of who reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.locales import catalogs, speaking, stored
from app.locales.stored import said_again

CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: tr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: app/services/a.py
msgid "nothing new"
msgstr "YENI YOK"

#: app/readers/a.py
msgid "It has %(number)s lines."
msgstr "SATIR: %(number)s."

#: app/readers/a.py
msgid "The site is shut (HTTP %(status)s)."
msgstr "KAPALI (%(status)s)."

#: app/services/a.py
msgid "Nobody could be asked. %(why)s"
msgstr "SORULAMADI. %(why)s"

#: app/web/labels.py
msgid "%(num)s page"
msgid_plural "%(num)s pages"
msgstr[0] "%(num)s SAYFA"
msgstr[1] "%(num)s SAYFALAR"

#: app/web/elsewhere.py
msgid "Only pages say %(what)s."
msgstr "SAYFA %(what)s."
"""


@pytest.fixture(autouse=True)
def turkish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Turkish is spoken, with few messages."""

    def forget() -> None:
        catalogs.catalog_of.cache_clear()
        stored._patterns.cache_clear()

    (tmp_path / "tr.po").write_text(CATALOG, "utf-8")
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    # What was said of the same words before came from another catalog.
    monkeypatch.setattr(stored, "said_again", stored.said_again.__wrapped__)
    forget()
    with speaking("tr"):
        yield
    forget()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nothing new", "YENI YOK"),
        ("It has 1,204 lines.", "SATIR: 1.204."),
        ("The site is shut (HTTP 402).", "KAPALI (402)."),
        ("Nobody could be asked. The site is shut (HTTP 500).", "SORULAMADI. KAPALI (500)."),
        ("1 page", "1 SAYFA"),
        ("2,000 pages", "2.000 SAYFALAR"),
        ("2 pages, nothing new; It has 3 lines.", "2 SAYFALAR, YENI YOK; SATIR: 3."),
    ],
)
def test_what_a_message_says_is_said_again_with_what_was_filled_in(words: str, said: str) -> None:
    assert stored.said_again(words) == said


@pytest.mark.parametrize(
    "words",
    [
        "Ada Moor wrote it",
        # Half in one language and half in another would be worse.
        "2 pages, and a word of somebody",
        "Only pages say this.",
        "It has many lines.",
        "",
        "x" * 5_000,
    ],
)
def test_what_is_no_message_as_a_whole_stays_as_it_was_stored(words: str) -> None:
    assert stored.said_again(words) == words


def test_english_readers_get_what_was_stored() -> None:
    with speaking("en"):
        assert said_again("nothing new") == "nothing new"
