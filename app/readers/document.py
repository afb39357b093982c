"""Document: what every reader returns, and the one check of what it is made from."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from app.addresses import is_web
from app.errors import Invalid, Unreadable
from app.locales import gettext, number
from app.models.article import TextKind
from app.text import MAX_TEXT_CHARS, check_characters, normalise

MAX_TITLE_CHARS = 1_000
MAX_OUTLET_CHARS = 200
MAX_URL_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Document:
    """One text from outside, ready to be stored.

    Attributes:
        text: normalised (NFC, line ends), otherwise as it came; never blank.
        outlet: name or slug, as given.
        published_on: None where nobody said.
        language: a lower-case code of two or three letters, None where nobody said.
        quotes: with a JSON line that brings its own: nothing is extracted then.
        source: where it came from, for messages: a path, with a line where one holds many.
    """

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_on: date | None = None
    language: str | None = None
    text_kind: TextKind = TextKind.FULL
    quotes: tuple[dict[str, Any], ...] | None = None
    source: str = ""

    def as_bytes(self) -> bytes:
        """Return all that came as a JSON line, to be kept and read again by `read_kept`."""
        day = self.published_on.isoformat() if self.published_on else None
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        found |= {"published_on": day, "source": None}
        line = {name: value for name, value in found.items() if value is not None}
        return json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass")


def make_document(
    fields: Mapping[str, Any], source: str = "", *, is_checked: bool = False
) -> Document:
    """Return the document that `fields` describe; keys that it does not know are ignored.

    Blank values are as good as none. A day may come as a date, or as a text that begins with one.

    Args:
        is_checked: all characters in its quotes can be stored: `check_characters` saw them.

    Raises:
        Unreadable: there is no text, it is too long, or no text at all.
        Invalid: other fields are not what they should be; one message for each.
    """
    text = check_text(fields.get("text"))
    checks = {
        "title": _title,
        "url": check_url,
        "outlet": _outlet,
        "published_on": check_day,
        "language": _language,
        "text_kind": _text_kind,
        "quotes": _list_of_quotes if is_checked else _quotes,
    }
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, check in checks.items():
        given = fields.get(name)
        if given is None or (isinstance(given, str) and not given.strip()):
            continue
        try:
            values[name] = check(given)
        except ValueError as error:
            problems[name] = str(error)
    if values.get("quotes") is not None and text != fields["text"]:
        # Their places count the characters of the text as it came.
        problems["quotes"] = gettext(
            "The text is not in its stored form (NFC, line ends), so places lie."
        )
    if problems:
        raise Invalid(problems)
    return Document(text=text, source=source, **values)


def check_text(given: object) -> str:
    """Return a text as it is stored.

    Raises:
        Unreadable: it is no text, blank, too long, or holds what no database stores.
    """
    if given is None:
        raise Unreadable(gettext("There is no text."))
    if not isinstance(given, str):
        raise Unreadable(gettext("The text should be a text."))
    if len(given) > MAX_TEXT_CHARS:
        raise _too_long()
    text = normalise(given)
    if not text.strip():
        raise Unreadable(gettext("The text is empty."))
    # A few characters grow under NFC.
    if len(text) > MAX_TEXT_CHARS:
        raise _too_long()
    return text


def _too_long() -> Unreadable:
    most = number(MAX_TEXT_CHARS)
    return Unreadable(gettext("The text has more than %(number)s characters.", number=most))


def check_url(given: object) -> str:
    """Return the address of a page, less the white space around it.

    Raises:
        ValueError: it is not an address that begins with http:// or https://.
    """
    url = check_line(given).strip()
    if len(url) > MAX_URL_CHARS:
        most = number(MAX_URL_CHARS)
        raise ValueError(gettext("The address has more than %(number)s characters.", number=most))
    if not is_web(url) or re.search(r"[\s\x00-\x1f\x7f\\<>\"]", url):
        told = gettext("This should be an address that begins with http:// or https://.")
        raise ValueError(told)
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise ValueError(gettext("The address should hold no user name or password."))
    return url


def check_day(given: object) -> date:
    """Return a day given as a date, or as a text that begins with one (`2024-12-26T10:00Z`).

    Raises:
        ValueError: it is no day of the calendar.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9:.,+\-Zz ]*)?", check_line(given))
    if not found:
        raise ValueError(gettext("Write the day as 2024-12-26."))
    try:
        return date.fromisoformat(found[1])
    except ValueError as error:
        raise ValueError(gettext("The calendar has no %(day)s.", day=found[1])) from error


def check_line(given: object) -> str:
    """Return a text of one line, normalised, white space collapsed.

    Raises:
        ValueError: it is no text, or holds what no database stores.
    """
    if not isinstance(given, str):
        raise ValueError(gettext("This should be a text."))
    try:
        text = normalise(given)
    except Unreadable as error:
        raise ValueError(error.message) from error
    return " ".join(text.split())


def _title(given: object) -> str:
    title = check_line(given)
    if len(title) > MAX_TITLE_CHARS:
        most = number(MAX_TITLE_CHARS)
        raise ValueError(gettext("The title has more than %(number)s characters.", number=most))
    return title


def _outlet(given: object) -> str:
    outlet = check_line(given)
    if len(outlet) > MAX_OUTLET_CHARS:
        most = number(MAX_OUTLET_CHARS)
        told = gettext("The outlet's name has more than %(number)s characters.", number=most)
        raise ValueError(told)
    return outlet


def _language(given: object) -> str:
    found = re.fullmatch(r"([A-Za-z]{2,3})([-_][A-Za-z0-9_-]+)?", check_line(given))
    if not found:
        raise ValueError(gettext("Write the language as a code: en, ru, tr."))
    return found[1].lower()


def _text_kind(given: object) -> TextKind:
    try:
        return TextKind(check_line(given).lower())
    except ValueError as error:
        kinds = ", ".join(TextKind)
        raise ValueError(gettext("This should be one of: %(kinds)s.", kinds=kinds)) from error


def _list_of_quotes(given: object) -> tuple[dict[str, Any], ...]:
    if not isinstance(given, list) or not all(isinstance(quote, dict) for quote in given):
        raise ValueError(gettext("This should be a list of quotes."))
    return tuple(given)


def _quotes(given: object) -> tuple[dict[str, Any], ...]:
    quotes = _list_of_quotes(given)
    try:
        # Between two of them stands what ends every run of marks.
        check_characters("\n".join(_texts_in(given)))
    except Unreadable as error:
        raise ValueError(error.message) from error
    return quotes


def _texts_in(value: object) -> list[str]:
    """Return every text inside lists and tables, however deep (JSON's reader bounds that)."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found
