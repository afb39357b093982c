"""Foreign: a record and a language in letters that no page has by itself.

Both are written in Georgian letters, one for each Latin one: a Latin letter on a page is then a
word that never went through a catalog.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from babel.messages.pofile import write_po
from lxml import html
from sqlmodel import Session

from app import locales
from app.locales import catalogs
from app.models import metadata
from tests.locales.catalogs import messages
from tests.security.hostile import ADDRESSES, OWN

# A language whose days and months are written in the same letters.
LOCALE = "ka"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "აბცდეფგჰიჯკლმნოპქრსტუვწხყზ", strict=True))
LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
# What stands in a message for something else, and is no word.
PLACES = re.compile(r"(%\(\w+\)s|%%|<[^>]*>|&#?\w+;)")
# Words of the program that pages show by words of their own; the rest of `OWN` are keys.
SAID = {("account", "name"), ("article", "text"), ("draft", "text"), ("quote", "text")}
CODES = {
    "revision": {"action"},
    "statement": {"text_kind"},
    "quote": {"rule"},
    "remark": {"kind"},
    "translation": {"kind", "language"},
}  # fmt: skip

# Whose text is what a machine reads or writes, what somebody types, or a key to press.
EXCEPT = {"script", "style", "code", "kbd", "pre", "samp", "textarea"}
WORDED = ("aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title",
          "placeholder", "alt", "summary", "label", "data-announce", "data-title")  # fmt: skip


def foreign(text: str) -> str:
    """Return a text in Georgian letters, as long as it was."""
    return LATIN.sub(lambda found: LETTERS.get(found[0].lower(), "ჟ"), text)


# What a page may say in Latin letters in any language: names of things that have no other.
MAY = re.compile(
    # What an address may say is told as it is written there.
    rf"(?:{foreign('one of:?|no such (?:role|scope):')}) [a-z_, 0-9]+"
    r"|On the Record|ONRECORD_\w+(?:=\w+)?|\b(?:Syria|Suriye)\*|https?://\S*|\bwww\.\S+|\b(?:UTC|CSV|TSV|XLSX|JSON|CSL-JSON|BibTeX|RIS|Markdown"
    r"|Atom|HTML|HTTP|URL|API|SHA-256|schema\.org|robots\.txt)\b|\b\w+\.(?:csv|xlsx|jsonl|json|txt"
    r"|md|html)\b"
)


def foreign_message(message: str) -> str:
    """Return a message in Georgian letters, with its places and tags as they were."""
    pieces = PLACES.split(message)
    return "".join(each if at % 2 else foreign(each) for at, each in enumerate(pieces))


@contextmanager
def known_locale(folder: Path) -> Iterator[None]:
    """Let pages speak `LOCALE` for a while, by a catalog of all messages in `folder`."""
    catalog = messages()
    catalog.locale = LOCALE
    for each in catalog:
        if isinstance(each.id, str):
            each.string = foreign_message(each.id)
        else:
            one, many = map(foreign_message, each.id)
            each.string = (one, many)[-catalog.num_plurals :]
    with (folder / f"{LOCALE}.po").open("wb") as file:
        write_po(file, catalog)
    for locale in set(locales.LOCALES) - {locales.DEFAULT}:
        (folder / f"{locale}.po").write_bytes((catalogs.FOLDER / f"{locale}.po").read_bytes())
    before = catalogs.FOLDER
    catalogs.FOLDER = folder
    locales.LOCALES[LOCALE] = "ქართული"
    try:
        yield
    finally:
        del locales.LOCALES[LOCALE]
        catalogs.FOLDER = before
        catalogs.catalog_of.cache_clear()


def write_foreign(session: Session) -> None:
    """Put Georgian letters for the Latin ones into each column that holds somebody's words."""
    for table in metadata.sorted_tables:
        keys = list(table.primary_key)
        own = OWN.get(table.name, set()) | CODES.get(table.name, set()) | ADDRESSES
        for column in table.columns:
            is_said = (table.name, column.name) in SAID
            if not isinstance(column.type, sa.String) or (column.name in own and not is_said):
                continue
            for *key, value in session.execute(sa.select(*keys, column)).all():
                if value is not None:
                    here = sa.and_(*(one == at for one, at in zip(keys, key, strict=True)))
                    session.execute(sa.update(table).where(here).values({column: foreign(value)}))
    session.expire_all()


def unspoken(page: str) -> list[str]:
    """Return what a page says in Latin letters and may not, each with the element it stands in."""
    found = []
    for element, words in _said(html.document_fromstring(page)):
        if words.strip() not in LETTERS and LATIN.search(MAY.sub("", words)):
            found.append(f"{_named(element)}: {' '.join(words.split())[:200]}")
    return list(dict.fromkeys(found))


def _said(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield each text and each attribute with words, with its element."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        # A language is named in itself where one chooses it, and what says that it is English may
        # be so; what follows such an element counts.
        is_other = element.get("name") == "locale" or element.get("lang") == "en"
        if isinstance(element.tag, str) and element.tag not in EXCEPT and not is_other:
            yield element, element.text or ""
            for name, words in element.attrib.items():
                if _is_worded(element, name):
                    yield element, words
            waiting.extend(reversed(element))
        if element is not root and element.tail:
            yield element.getparent(), element.tail


def _is_worded(element: html.HtmlElement, name: str) -> bool:
    if element.get("id") == "announcer" and name.startswith("data-"):
        return True
    if name == "content":
        kind = element.get("name") or element.get("property") or ""
        return kind.endswith(("description", "title"))
    if name == "value":
        return element.tag == "input" and element.get("type") in {"submit", "button", "reset"}
    return name in WORDED


def _named(element: html.HtmlElement) -> str:
    """Return how one finds an element in its page."""
    parts = []
    for each in (element, *element.iterancestors()):
        parts.append(f"#{each.get('id')}" if each.get("id") else each.tag)
        if each.get("id") or each.tag in {"main", "header", "footer", "head"}:
            break
    return " ".join(reversed(parts))
