"""Entries: TOML files of `[[entry]]` tables, read with complaints that name file and entry."""

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from app.days import Period
from app.errors import Invalid


class Entry:
    """One entry of a file: gives each field once, checked, and complains by the entry's name.

    Every method raises `Invalid` where the field is not what its name says.
    """

    def __init__(self, file: str, label: str, fields: dict[str, Any]) -> None:
        self.file = file
        self.label = label
        self.fields = dict(fields)

    def wrong(self, message: str) -> Invalid:
        """Return a complaint about this entry, to be raised."""
        return Invalid({self.file: f"{self.label}: {message}"})

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        found = self.text_or_none(name)
        if found is None:
            raise self.wrong(f"`{name}` is missing")
        return found

    def text_or_none(self, name: str) -> str | None:
        """Return a text that holds more than white space, or None where there is none."""
        value = self.fields.pop(name, None)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(f"`{name}` should be a text")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false; false where the field is missing."""
        value = self.fields.pop(name, False)
        if not isinstance(value, bool):
            raise self.wrong(f"`{name}` should be true or false")
        return value

    def one_of(self, name: str, words: Collection[str], default: str | None = None) -> str:
        """Return a text that is one of `words`; `default` where the field is missing."""
        value = self.text_or_none(name) or default
        if value is None or value not in words:
            raise self.wrong(f"`{name}` is “{value}”, not one of {', '.join(words)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, none of them twice; empty where the field is missing."""
        value = self.fields.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(f"`{name}` should be a list of texts")
        if len(set(value)) < len(value):
            raise self.wrong(f"`{name}` holds a text twice")
        return tuple(value)

    def day(self, name: str) -> str | None:
        """Return a year, a month or a day as `Period` takes it, or None where there is none."""
        return self._checked_day(name, self.text_or_none(name))

    def days(self, name: str) -> tuple[str, ...]:
        """Return a list of dates as `Period` takes them."""
        days = self.texts(name)
        for text in days:
            self._checked_day(name, text)
        return days

    def _checked_day(self, name: str, text: str | None) -> str | None:
        try:
            if text is not None:
                Period.parse(text)
        except ValueError:
            raise self.wrong(
                f"`{name}`: “{text}” is no date: write 2015, 2015-08 or 2015-08-10"
            ) from None
        return text

    def inner(self, name: str) -> "Entry":
        """Return a table inside the entry; an empty one where it is missing."""
        value = self.fields.pop(name, {})
        if not isinstance(value, dict):
            raise self.wrong(f"`{name}` should be a table")
        return Entry(self.file, f"{self.label}, {name}", value)

    def inners(self, name: str) -> Iterator["Entry"]:
        """Yield the tables of a list inside the entry."""
        value = self.fields.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"`{name}` should be a list of tables")
        for number, item in enumerate(value, 1):
            yield Entry(self.file, f"{self.label}, {name} {number}", item)

    def wordings(self, languages: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the lists of texts whose names are `languages`, where they are there."""
        return {language: self.texts(language) for language in languages if language in self.fields}

    def done(self) -> None:
        """Complain of fields that nobody asked for: most are misspelt."""
        if self.fields:
            raise self.wrong(f"unknown field `{next(iter(self.fields))}`")


def read_entries(folder: Path, name: str, key: str) -> Iterator[Entry]:
    """Yield the `[[key]]` tables of the file `name`.toml; their slugs are checked, and unique.

    Raises:
        Invalid: the file is missing, not TOML, or holds something else.
    """
    file = f"{name}.toml"
    try:
        content = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Invalid({file: f"There is no such file in {folder}."}) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid({file: f"This is not TOML: {error}"}) from error
    whole = Entry(file, "the file", content)
    seen: set[str] = set()
    for entry in whole.inners(key):
        slug = entry.fields.get("slug")
        if isinstance(slug, str):
            entry.label = f"{key} “{slug}”"
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
                raise entry.wrong("a slug is lower-case words joined by hyphens")
            if slug in seen:
                raise entry.wrong("the slug is taken already")
            seen.add(slug)
        yield entry
    whole.done()
