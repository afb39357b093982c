"""Catalogs: what pages say, gathered from the sources, and brought into the languages' files.

Run by hand after messages changed: `python -m tests.locales.catalogs`. It keeps every translation
whose message stands, adds new messages without one, and drops those that nothing says any more.
"""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.extraction.figures import measured_figures
from app.locales import DEFAULT, LOCALES
from app.locales.catalogs import FOLDER

ROOT = Path(__file__).parents[2]
METHODS = [("**.py", "tests.locales.catalogs:calls"), ("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}}
KEYWORDS = {"gettext": None, "_": None, "N_": None, "ngettext": (1, 2), "plural": (1, 2)}
# The names that the reference data have for what is listed.
NAMES = {"topics": ("topic", "name", "definition"), "offices": ("office", "title"),
         "events": ("event", "title"), "outlets": ("outlet", "kind")}  # fmt: skip
WIDTH = 100
HEADER = """# What pages say, in another language; see `tests/locales/catalogs.py`.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {locale}\\n"
"Plural-Forms: {plurals}\\n"

"""


def calls(
    file: BinaryIO, keywords: Iterable[str], _comment_tags: object, options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Yield the calls of `keywords` in a source of Python, with the strings that they are given.

    Babel's own method sees none that stands in an f-string, before Python 3.12.
    """
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in keywords and node.args:
                given = [
                    each.value if isinstance(each, ast.Constant) else None for each in node.args
                ]
                yield node.lineno, name, (*given, None), []


def messages() -> Catalog:
    """Return every message of the program and the names of its reference data, untranslated."""
    found = Catalog(project="On the Record", version="", copyright_holder="", charset="utf-8")
    for folder in ("app", "templates"):
        for path, _line, message, comments, context in extract_from_dir(
            ROOT / folder, METHODS, OPTIONS, KEYWORDS, comment_tags=["translators:"]
        ):
            found.add(message, locations=[(f"{folder}/{path}", None)], auto_comments=comments,
                      context=context)  # fmt: skip
    for name, place in names():
        found.add(name, locations=[(place, None)])
    return found


def names() -> Iterator[tuple[str, str]]:
    """Yield the names of the reference data, with the file that each stands in."""
    for file, (table, *fields) in NAMES.items():
        place = f"seeds/{file}.toml"
        for row in tomllib.loads((ROOT / place).read_text("utf-8"))[table]:
            for field in fields:
                if row.get(field):
                    yield row[field], place
    for figure in measured_figures().figures:
        yield figure.kind, "app/extraction/figures.json"


def file_of(locale: str) -> Path:
    """Return the file of a language's catalog."""
    return FOLDER / f"{locale}.po"


def read(locale: str) -> Catalog:
    """Return a language's catalog as its file has it."""
    with file_of(locale).open("rb") as file:
        return read_po(file, locale)


def write(locale: str, catalog: Catalog) -> None:
    """Write a language's catalog: the same messages always give the same bytes."""
    with file_of(locale).open("wb") as file:
        file.write(HEADER.format(locale=locale, plurals=catalog.plural_forms).encode())
        write_po(file, catalog, width=WIDTH, omit_header=True, sort_output=True,
                 ignore_obsolete=True)  # fmt: skip


def update() -> None:
    """Bring every language's file up to what pages say now."""
    wanted = messages()
    for locale in LOCALES:
        if locale == DEFAULT:
            continue
        catalog = read(locale)
        catalog.update(wanted, no_fuzzy_matching=True)
        write(locale, catalog)
        missing = sum(not is_translated(each.string) for each in catalog if each.id)
        print(f"{locale}: {len(catalog)} messages, {missing} without a translation")


def is_translated(string: str | tuple[str, ...] | list[str]) -> bool:
    """Say whether every form of a message has its words."""
    return bool(string) if isinstance(string, str) else bool(string) and all(string)


if __name__ == "__main__":
    update()
